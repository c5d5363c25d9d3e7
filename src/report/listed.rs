//! A finding with all that formats for tools say of it: its places with the one to look at first before the others, its message, its key.

use super::{
    Report,
    clean::clean,
    place::{Place, Places},
};
use crate::check::{Evidence, Finding, Severity};

/// A finding as it is listed.
pub(super) struct Listed<'a> {
    pub(super) rule: &'a str,
    pub(super) severity: Severity,
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// The place to look at first: in a text that is checked, if it has one there.
    pub(super) place: Place<'a>,
    /// What stands there, said short.
    pub(super) note: String,
    /// The other places, and what stands there.
    pub(super) others: Vec<(Place<'a>, String)>,
    /// What it is known again by; with a number behind it where several findings are known again by the same.
    pub(super) key: Option<String>,
}

impl<'a> Listed<'a> {
    pub(super) fn new(report: &Report<'a>, finding: &'a Finding, places: &mut Places<'a>) -> Option<Self> {
        let mut evidence: Vec<&Evidence> = finding.evidence.iter().collect();
        let first = evidence.iter().enumerate().min_by_key(|(at, e)| (!report.is_checked(e), !e.primary, *at))?.0;
        let first = evidence.remove(first);
        let mut placed = |e: &Evidence| Some((places.find(e.document, e.span)?, report.note(finding, e)));
        let (place, note) = placed(first)?;
        Some(Self {
            rule: &finding.rule,
            severity: finding.severity,
            message: report.message(finding),
            help: report.help(finding),
            place,
            note,
            others: evidence.into_iter().filter_map(placed).collect(),
            key: report.key(finding),
        })
    }

    /// The message with the other places behind it, on one line: "… (sources/a.txt:1:25: 14)".
    pub(super) fn line(&self) -> String {
        let others: Vec<String> = self.others.iter().take(SHOWN).map(|(place, note)| said(place, note)).collect();
        let more = self.others.len().saturating_sub(SHOWN);
        let more = if more > 0 { format!("; and {more} more") } else { String::new() };
        let message = clean(&self.message);
        if others.is_empty() { message } else { format!("{message} ({}{more})", others.join("; ")) }
    }
}

/// The other places that a line shows.
const SHOWN: usize = 3;

/// `sources/a.txt:1:25: 14`.
pub(super) fn said(place: &Place, note: &str) -> String {
    let note = if note.is_empty() { String::new() } else { format!(": {}", clean(note)) };
    format!("{}{note}", clean(&place.said()))
}

impl<'a> Report<'a> {
    /// The findings as they are listed, in order. Those with one key are numbered: a tool that keeps fingerprints takes equal ones for one.
    pub(super) fn listed(&self) -> Vec<Listed<'a>> {
        let mut places = Places::new(self.documents);
        let mut listed: Vec<Listed> = self.findings.iter().filter_map(|f| Listed::new(self, f, &mut places)).collect();
        let mut seen = std::collections::BTreeMap::new();
        for key in listed.iter_mut().filter_map(|one| one.key.as_mut()) {
            let count = seen.entry(key.clone()).or_insert(0);
            *count += 1;
            if *count > 1 {
                *key = format!("{key}-{count}");
            }
        }
        listed
    }
}
