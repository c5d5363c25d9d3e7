//! Findings that somebody looked at and settled: by a mark in the text, or in a file beside it.
//!
//! Stands between the checks and the report. A finding is known again by its rule and by what its claims say, in their words, and never by a
//! line: a paragraph that is moved or wrapped anew keeps it settled, and a figure that changes ends it. What settles nothing any more, or
//! cannot, is told.

mod error;
mod file;
mod marks;

pub use error::{Complaint, Mistake};
pub use file::{ChangeError, Changed, Entry, SettledFile, schema};
pub use marks::{Mark, Reach, marks};

use crate::{
    check::{Evidence, Finding},
    lexicon::id_hash,
    pack::{Rules, nearest},
    source::{Document, Place},
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// What a finding is known again by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The rule.
    pub rule: String,
    /// What its sides say.
    pub says: BTreeSet<String>,
    /// The words of its claims in the texts that are checked; those of sources are told by what they say.
    pub words: BTreeSet<String>,
}

impl Key {
    /// The key as sixteen hexadecimal digits: the same for the same finding, whoever finds it.
    #[must_use]
    pub fn digits(&self) -> String {
        let parts = std::iter::once(&self.rule).chain(&self.says).chain(&self.words);
        let all: Vec<&str> = parts.map(String::as_str).collect();
        format!("{:016x}", id_hash(&all.join("\u{1f}")))
    }
}

/// How many words of its clause tell a claim from others, before and after.
const BESIDE: usize = 12;

/// The documents of a check, as far as settling knows them.
#[derive(Clone, Copy)]
pub struct Texts<'a> {
    /// The documents.
    pub documents: &'a [Document],
    /// The file of each.
    pub files: &'a [PathBuf],
    /// Those that are checked, by their index: drafts and peers.
    pub checked: &'a BTreeSet<u32>,
}

impl Texts<'_> {
    /// What a finding is known again by.
    #[must_use]
    pub fn key(&self, finding: &Finding) -> Key {
        let checked = |e: &&Evidence| self.checked.contains(&e.document);
        let mut words: BTreeSet<String> = finding.evidence.iter().filter(checked).map(|e| self.words(e)).collect();
        if words.is_empty() {
            words = finding.evidence.iter().map(|e| self.words(e)).collect();
        }
        Key { rule: finding.rule.clone(), says: finding.sides.iter().map(|side| side.says.clone()).collect(), words }
    }

    /// The words of a claim and some beside it, whatever stands between them.
    fn words(&self, evidence: &Evidence) -> String {
        let Some(document) = self.documents.get(evidence.document as usize) else { return String::new() };
        let (before, after) = document.around(evidence.span, BESIDE, BESIDE);
        let own = evidence.span.of(&document.text).split_whitespace();
        before.into_iter().chain(own).chain(after).collect::<Vec<_>>().join(" ")
    }

    /// The file that a finding is looked for in: that of its first claim in a text that is checked.
    #[must_use]
    pub fn file(&self, finding: &Finding) -> Option<&Path> {
        let of = |e: &Evidence| self.files.get(e.document as usize).map(PathBuf::as_path);
        let checked = finding.evidence.iter().filter(|e| self.checked.contains(&e.document));
        let first = checked.min_by_key(|e| (e.document, e.span.start)).or(finding.evidence.first());
        first.and_then(of)
    }
}

/// What settled a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// A mark in a text.
    Mark,
    /// The file of settled findings.
    File,
}

/// A finding that is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settled {
    /// The finding.
    pub finding: Finding,
    /// Why.
    pub reason: String,
    /// What settled it.
    pub by: By,
}

/// What settling made of findings.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The findings that nothing settles.
    pub open: Vec<Finding>,
    /// The others.
    pub settled: Vec<Settled>,
    /// Marks and entries that settle nothing, and those that cannot.
    pub complaints: Vec<Complaint>,
}

/// What may settle findings.
pub struct Settling<'a> {
    /// The texts.
    pub texts: Texts<'a>,
    /// The rules that ran.
    pub rules: &'a Rules,
    /// The file of settled findings, if there is one.
    pub file: Option<&'a SettledFile>,
    /// Whether an entry of it for a file of this check that settles nothing is told: all that may be found there was looked for.
    pub whole: bool,
}

impl Settling<'_> {
    /// Parts findings into those that are settled and those that are not.
    #[must_use]
    pub fn part(&self, findings: Vec<Finding>) -> Outcome {
        let mut outcome = Outcome::default();
        let mut marks = self.marks(&mut outcome.complaints);
        let mut used: BTreeSet<usize> = BTreeSet::new();
        for finding in findings {
            let mut reason = None;
            for (document, mark, uses) in marks.iter_mut().filter(|(_, mark, _)| mark.rule == finding.rule) {
                if finding.evidence.iter().any(|e| e.document == *document && self.reaches(mark, e)) {
                    *uses += 1;
                    reason.get_or_insert_with(|| (mark.reason.clone(), By::Mark));
                }
            }
            if let Some(file) = self.file {
                let key = self.texts.key(&finding);
                for (nth, entry) in file.entries.iter().enumerate().filter(|(_, entry)| entry.settles(&key)) {
                    used.insert(nth);
                    reason.get_or_insert_with(|| (entry.reason.clone(), By::File));
                }
            }
            match reason {
                Some((reason, by)) => outcome.settled.push(Settled { finding, reason, by }),
                None => outcome.open.push(finding),
            }
        }
        for (document, mark, _) in marks.iter().filter(|(_, mark, uses)| *uses == 0 && self.runs(&mark.rule)) {
            if self.texts.checked.contains(document) {
                outcome.complaints.extend(self.complaint(*document, mark, Mistake::Unused(mark.rule.clone())));
            }
        }
        self.unused(&used, &mut outcome.complaints);
        outcome
    }

    /// The marks of all texts that can settle something, and how many findings each settles so far.
    fn marks(&self, complaints: &mut Vec<Complaint>) -> Vec<(u32, Mark, usize)> {
        let mut found = Vec::new();
        for (nth, (document, file)) in (0..).zip(self.texts.documents.iter().zip(self.texts.files)) {
            for mark in marks(document, file) {
                let mistake = match &mark.mistake {
                    Some(mistake) => Some(mistake.clone()),
                    None if self.rules.get(&mark.rule).is_none() => {
                        let known = self.rules.all().iter().map(|rule| rule.id.as_str());
                        Some(Mistake::UnknownRule { name: mark.rule.clone(), nearest: nearest(&mark.rule, known) })
                    }
                    None => None,
                };
                match mistake {
                    Some(mistake) => complaints.extend(self.complaint(nth, &mark, mistake)),
                    None => found.push((nth, mark, 0)),
                }
            }
        }
        found
    }

    fn reaches(&self, mark: &Mark, evidence: &Evidence) -> bool {
        let Some(document) = self.texts.documents.get(evidence.document as usize) else { return false };
        let place = document.file_range(evidence.span);
        place.start < mark.reach.end && place.end > mark.reach.start
    }

    fn runs(&self, rule: &str) -> bool {
        self.rules.get(rule).is_some_and(|rule| rule.enabled)
    }

    fn complaint(&self, document: u32, mark: &Mark, mistake: Mistake) -> Option<Complaint> {
        let text = self.texts.documents.get(document as usize)?;
        let place = Place::new(text.raw.as_bytes(), mark.at.clone());
        Some(Complaint { path: self.texts.files.get(document as usize)?.clone(), place: Some(place), mistake })
    }

    /// Tells the entries that settle nothing, though the file that they are of was checked, or is there no more.
    fn unused(&self, used: &BTreeSet<usize>, complaints: &mut Vec<Complaint>) {
        let Some(file) = self.file else { return };
        for (nth, entry) in file.entries.iter().enumerate().filter(|(nth, _)| !used.contains(nth)) {
            let mistake = if self.rules.get(&entry.rule).is_none() {
                let known = self.rules.all().iter().map(|rule| rule.id.as_str());
                Some(Mistake::UnknownRule { name: entry.rule.clone(), nearest: nearest(&entry.rule, known) })
            } else if entry.reason.trim().is_empty() {
                Some(Mistake::NoReason)
            } else if self.whole && self.runs(&entry.rule) && self.looked_at(file, entry) {
                Some(Mistake::Stale { rule: entry.rule.clone(), words: entry.words.iter().next().cloned().unwrap_or_default() })
            } else {
                None
            };
            complaints.extend(mistake.map(|mistake| file.complaint(nth, mistake)));
        }
    }

    fn looked_at(&self, file: &SettledFile, entry: &Entry) -> bool {
        let Some(of) = entry.file.as_ref().map(|of| file.folder().join(of)) else { return false };
        let checked = self.texts.files.iter().zip(0..).filter(|(_, nth)| self.texts.checked.contains(nth));
        let place = crate::source::identity(&of);
        !of.exists() || checked.into_iter().any(|(file, _)| crate::source::identity(file) == place)
    }
}
