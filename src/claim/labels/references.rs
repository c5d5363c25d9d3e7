//! References to what the document does not have: "see Figure 7" where the last one is Figure 4, links to a heading that is not there.

use super::Numbered;
use crate::claim::{Analysis, Claim, ClaimKind, Role};
use crate::lexicon::{Class, id_hash};
use crate::text::{ClassSet, Span, Tag};
use crate::value::{Number, Range, Value};
use std::collections::BTreeMap;

/// What has captions, and what has headings.
const CAPTIONED: [&str; 3] = ["figure", "table", "listing"];
const HEADED: [&str; 3] = ["section", "chapter", "appendix"];

/// So many captions, or numbered headings, tell that the document numbers all of them.
const FEWEST_CAPTIONS: usize = 2;
const FEWEST_HEADINGS: usize = 3;
/// What stands behind a reference into another text: "section 7 of the act".
const ELSEWHERE: ClassSet = ClassSet::new(&[Class::Of, Class::Preposition, Class::Locative]);

impl Analysis<'_> {
    /// References to a number above the last one.
    pub(super) fn references(&self, captions: &[Numbered], headings: &[(u8, usize, Numbered)], out: &mut Vec<Claim>) {
        let mut last: BTreeMap<u64, i64> = BTreeMap::new();
        let among = |labels: &[&str], label: u64| labels.iter().any(|name| id_hash(name) == label);
        for (label, numbers) in by_label(captions.iter().filter(|n| among(&CAPTIONED, n.label))) {
            last.extend(complete(&numbers, FEWEST_CAPTIONS).map(|n| (label, n)));
        }
        let parts = id_hash(HEADED[0]);
        for (label, numbers) in by_label(headings.iter().map(|(_, _, n)| n).filter(|n| n.within.is_empty())) {
            let label = if label == 0 { parts } else { label };
            if !among(&HEADED, label) {
                continue;
            }
            last.extend(complete(&numbers, FEWEST_HEADINGS).map(|n| (label, n)));
        }
        if last.is_empty() {
            return;
        }
        for (label, number, span, tokens) in self.references_in_text() {
            let Some(last) = last.get(&label).filter(|last| number > **last) else { continue };
            if !self.is_elsewhere(&tokens) {
                out.push(self.reference(&[("number", number), ("last", *last)], span));
            }
        }
    }

    /// Whether a reference is into another text: it is said of what, or its sentence names another work.
    fn is_elsewhere(&self, tokens: &std::ops::Range<usize>) -> bool {
        let sentence = self.sentence(self.sentences.partition_point(|s| s.tokens.end <= tokens.start));
        let behind = self.tokens.get(tokens.end).filter(|_| tokens.end < sentence.end);
        let of = behind.is_some_and(|t| t.is_any(&ELSEWHERE) || t.is_punct('['));
        let named = |i: usize| {
            let t = &self.tokens[i];
            t.is_word() && !tokens.contains(&i) && (t.upper || self.tags[i] == Tag::Name && i > sentence.start) || t.is_punct('[')
        };
        of || sentence.clone().any(named)
    }

    /// Links to a place of this text that it does not have.
    pub(super) fn lost_links(&self, out: &mut Vec<Claim>) {
        let places = self.document.lost.iter().filter(|lost| lost.path.is_none());
        out.extend(places.map(|lost| self.reference(&[("found", 0)], lost.span)));
    }

    fn reference(&self, roles: &[(&str, i64)], span: Span) -> Claim {
        let number = |n: i64| Value::Number(Range::exact(Number::from(n)));
        let role = |(name, n): &(&str, i64)| Role { role: id_hash(name), value: number(*n), span };
        let at = self.tokens.partition_point(|t| t.span.start < span.start);
        let sentence = self.sentences.partition_point(|s| s.tokens.end <= at);
        Claim { roles: roles.iter().map(role).collect(), ..Claim::new(ClaimKind::REFERENCE, number(0), span, sentence as u32) }
    }
}

fn by_label<'n>(all: impl Iterator<Item = &'n Numbered>) -> BTreeMap<u64, Vec<i64>> {
    let mut by: BTreeMap<u64, Vec<i64>> = BTreeMap::new();
    for numbered in all {
        by.entry(numbered.label).or_default().push(numbered.number);
    }
    by
}

/// The last of numbers that go from one on without a gap.
fn complete(numbers: &[i64], fewest: usize) -> Option<i64> {
    let mut sorted = numbers.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let whole = sorted.iter().zip(1..).all(|(n, nth)| *n == nth);
    sorted.last().copied().filter(|_| whole && sorted.len() >= fewest)
}
