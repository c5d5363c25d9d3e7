//! Findings from claims: who says what, and how far apart the documents are.

use super::kin::Kin;
use super::{At, By, Corpus, Evidence, Finding, Severity, Side};
use crate::pack::Rule;
use crate::text::Span;
use jiff::{Unit, civil::Date};
use std::collections::{BTreeMap, BTreeSet};

/// One place that takes a side.
#[derive(Debug, Clone)]
pub(super) struct Stand {
    pub(super) document: u32,
    pub(super) span: Span,
    /// What it says, in words or figures.
    pub(super) says: String,
}

/// The sides that a finding keeps, and the places of each; of the others it knows how many there are. A reader looks at a few.
pub(super) const MOST_SIDES: usize = 16;
const MOST_PLACES: usize = 50;

/// A finding from places that say different things; those that say the same are one side.
pub(super) fn finding(
    corpus: &Corpus,
    rule: &Rule,
    changes: bool,
    mut values: Vec<(String, String)>,
    stands: Vec<Stand>,
) -> Finding {
    let mut numbers: BTreeMap<String, usize> = BTreeMap::new();
    let mut sides: Vec<(String, BTreeSet<(u32, Span)>)> = Vec::new();
    for stand in stands {
        let number = *numbers.entry(stand.says).or_insert_with_key(|says| {
            sides.push((says.clone(), BTreeSet::new()));
            sides.len() - 1
        });
        sides[number].1.insert((stand.document, stand.span));
    }
    let all: BTreeSet<u32> = sides.iter().flat_map(|(_, of)| of.iter().map(|s| corpus.reprints.first(s.0))).collect();
    let places: usize = sides.iter().map(|(_, of)| of.len()).sum();
    let documents = |of: &BTreeSet<(u32, Span)>| {
        let mut last = None;
        of.iter().filter(|(document, _)| last.replace(*document) != Some(*document)).count()
    };
    // The side with most documents first; among equals the one that was read first.
    sides.sort_by_cached_key(|(_, of)| std::cmp::Reverse(documents(of)));
    sides.truncate(MOST_SIDES);
    let (mut notes, mut severity) = (Vec::new(), rule.file.severity);
    if changes && all.len() > 1 {
        severity = severity.min(Severity::Warning);
        match days_apart(corpus, &all) {
            Some(0) => severity = rule.file.severity,
            Some(days) => {
                values.push(("apart".into(), days.to_string()));
                notes.push("apart".into());
            }
            None => notes.push("undated".into()),
        }
    }
    let mut evidence = Vec::new();
    for (index, (says, of)) in sides.iter().enumerate() {
        evidence.extend(of.iter().take(MOST_PLACES).enumerate().map(|(nth, (document, span))| Evidence {
            document: *document,
            span: *span,
            side: index as u32,
            values: vec![("value".into(), says.clone())],
            mark: None,
            primary: index + 1 == sides.len() && nth == 0,
        }));
    }
    Finding {
        by: By::Rule,
        others: 0,
        rule: rule.id.clone(),
        severity: rule.weigh(severity),
        values,
        more: places - evidence.len(),
        sides: sides
            .into_iter()
            .map(|(says, of)| Side {
                documents: documents(&of),
                places: of.len(),
                days: published(corpus, of.iter().map(|s| s.0)),
                says,
            })
            .collect(),
        evidence,
        notes,
        decided: None,
        calculation: None,
    }
}

/// The first and the last day on which these documents were published, as far as they have dates.
pub(super) fn published(corpus: &Corpus, documents: impl Iterator<Item = u32> + Clone) -> Option<(Date, Date)> {
    let dates = documents.filter_map(|d| corpus.read[d as usize].date);
    dates.clone().min().zip(dates.max())
}

/// The days between the first and the last of the documents; `None` when one has no date.
fn days_apart(corpus: &Corpus, documents: &BTreeSet<u32>) -> Option<i64> {
    let dates: Option<Vec<_>> = documents.iter().map(|d| corpus.read[*d as usize].date).collect();
    let dates = dates?;
    let (first, last) = (dates.iter().min()?, dates.iter().max()?);
    first.until((Unit::Day, *last)).ok().map(|span| i64::from(span.get_days()))
}

/// Claims that may all hold at once, as far as one look at each tells.
pub(super) struct Camp<V> {
    /// What all of them allow.
    pub(super) value: V,
    /// The claims.
    pub(super) kin: Kin,
}

/// The camps that a claim may join; who comes later and meets none of them stands alone.
const MOST_CAMPS: usize = 64;

/// Splits claims into camps: each joins the first one whose value so far it meets.
pub(super) fn split<V: Clone>(corpus: &Corpus, claims: &[(At, V)], meet: impl Fn(&V, &V) -> Option<V>) -> Vec<Camp<V>> {
    let mut camps: Vec<Camp<V>> = Vec::new();
    for (at, value) in claims {
        let joined = camps.iter_mut().take(MOST_CAMPS).find_map(|camp| {
            camp.value = meet(&camp.value, value)?;
            Some(camp)
        });
        match joined {
            Some(camp) => camp.kin.push(corpus, *at),
            None => camps.push(Camp { value: value.clone(), kin: Kin::of(corpus, [*at]) }),
        }
    }
    camps
}

/// Whether a claim of another camp may be held against one of the first: else nothing contradicts anything.
pub(super) fn clash<V>(corpus: &Corpus, camps: &[Camp<V>]) -> bool {
    let Some((first, rest)) = camps.split_first() else { return false };
    rest.iter().any(|camp| camp.kin.touches(corpus, &first.kin))
}
