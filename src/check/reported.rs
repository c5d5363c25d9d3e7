//! The places that findings show, so that what was reported is not reported again.

use super::Finding;
use super::sides::Stand;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// The places of findings.
#[derive(Default)]
pub(super) struct Reported {
    /// By document and first byte: the end of each place that begins there, and the number of its finding.
    places: BTreeMap<(u32, u32), BTreeSet<(u32, usize)>>,
    /// The bytes of the longest place.
    longest: u32,
    findings: usize,
}

impl Reported {
    pub(super) fn new(findings: &[Finding]) -> Self {
        let mut reported = Self::default();
        for finding in findings {
            reported.add(finding);
        }
        reported
    }

    pub(super) fn add(&mut self, finding: &Finding) {
        for place in &finding.evidence {
            let Span { start, end } = place.span;
            self.places.entry((place.document, start)).or_default().insert((end, self.findings));
            self.longest = self.longest.max(end.saturating_sub(start));
        }
        self.findings += 1;
    }

    /// Whether one finding has two of these places.
    pub(super) fn have<'s>(&self, mut stands: impl Iterator<Item = &'s Stand>) -> bool {
        let mut seen = BTreeSet::new();
        stands.any(|stand| {
            let Span { start, end } = stand.span;
            let near = self.places.range((stand.document, start.saturating_sub(self.longest))..(stand.document, end));
            let covering = near.flat_map(|(_, places)| places).filter(|(end, _)| start < *end);
            let covering: BTreeSet<usize> = covering.map(|(_, finding)| *finding).collect();
            covering.into_iter().any(|finding| !seen.insert(finding))
        })
    }
}
