//! Findings from claims: who says what, and how far apart the documents are.

use super::{At, Corpus, Evidence, Finding, Severity, Side};
use crate::pack::Rule;
use crate::text::Span;
use jiff::Unit;
use std::collections::BTreeSet;

/// One place that takes a side.
#[derive(Debug, Clone)]
pub(super) struct Stand {
    pub(super) document: u32,
    pub(super) span: Span,
    /// What it says, in words or figures.
    pub(super) says: String,
}

/// A finding from places that say different things; those that say the same are one side.
pub(super) fn finding(
    corpus: &Corpus,
    rule: &Rule,
    changes: bool,
    mut values: Vec<(String, String)>,
    stands: Vec<Stand>,
) -> Finding {
    let mut sides: Vec<(String, Vec<Stand>)> = Vec::new();
    for stand in stands {
        match sides.iter_mut().find(|(says, _)| *says == stand.says) {
            Some((_, of)) => of.push(stand),
            None => sides.push((stand.says.clone(), vec![stand])),
        }
    }
    // The side with most documents first; among equals the one that was read first.
    let documents = |of: &[Stand]| of.iter().map(|s| s.document).collect::<BTreeSet<_>>().len();
    sides.sort_by_key(|(_, of)| std::cmp::Reverse(documents(of)));
    let all: BTreeSet<u32> = sides.iter().flat_map(|(_, of)| of.iter().map(|s| s.document)).collect();
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
    let says: Vec<&str> = sides.iter().map(|(says, _)| says.as_str()).collect();
    values.push(("values".into(), says.join(" / ")));
    let mut evidence = Vec::new();
    for (index, (says, of)) in sides.iter().enumerate() {
        let mut of = of.clone();
        of.sort_by_key(|s| (s.document, s.span));
        of.dedup_by_key(|s| (s.document, s.span));
        evidence.extend(of.iter().enumerate().map(|(nth, stand)| Evidence {
            document: stand.document,
            span: stand.span,
            side: index as u32,
            values: vec![("value".into(), says.clone())],
            mark: None,
            primary: index + 1 == sides.len() && nth == 0,
        }));
    }
    Finding {
        against: false,
        among: false,
        rule: rule.id.clone(),
        severity: rule.weigh(severity),
        values,
        sides: sides.into_iter().map(|(says, _)| Side { says }).collect(),
        evidence,
        notes,
    }
}

/// The days between the first and the last of the documents; `None` when one has no date.
fn days_apart(corpus: &Corpus, documents: &BTreeSet<u32>) -> Option<i64> {
    let dates: Option<Vec<_>> = documents.iter().map(|d| corpus.read[*d as usize].date).collect();
    let dates = dates?;
    let (first, last) = (dates.iter().min()?, dates.iter().max()?);
    first.until((Unit::Day, *last)).ok().map(|span| i64::from(span.get_days()))
}

/// Splits claims into sides: each claim joins the first side whose value so far it meets.
pub(super) fn split<V: Clone>(claims: &[(At, V)], meet: impl Fn(&V, &V) -> Option<V>) -> Vec<(V, Vec<At>)> {
    let mut sides: Vec<(V, Vec<At>)> = Vec::new();
    for (at, value) in claims {
        let mut joined = false;
        for (common, of) in &mut sides {
            if let Some(narrower) = meet(common, value) {
                (*common, joined) = (narrower, true);
                of.push(*at);
                break;
            }
        }
        if !joined {
            sides.push((value.clone(), vec![*at]));
        }
    }
    sides
}
