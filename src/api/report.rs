//! What a check gives.

use super::value::{Claims, Value};
use crate::{
    check::{self, Read, Standing, Support},
    pack::Severity,
    pipeline::Engine,
    report::{self, Places, support::Table},
    settle::{self, Texts},
    source::Document,
};
use std::ops::Range;
use std::sync::Arc;

/// What a check gives.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Report {
    /// What cannot all hold, by document and place.
    pub findings: Vec<Finding>,
    /// The findings that a mark in a text settles.
    pub settled: Vec<Settled>,
    /// How each claim of the drafts stands with the sources, in the order of the drafts. Empty where there are no drafts.
    pub support: Vec<Claim>,
    /// What of the documents was not understood: metadata that says nothing, marks that settle nothing, a language that no pack reads.
    pub complaints: Vec<Complaint>,
}

impl Report {
    /// The claims of the drafts that a source bears out.
    pub fn supported(&self) -> impl Iterator<Item = &Claim> {
        self.standing(Standing::Supported)
    }

    /// The claims of the drafts that a source contradicts.
    pub fn contradicted(&self) -> impl Iterator<Item = &Claim> {
        self.standing(Standing::Contradicted)
    }

    /// The claims of the drafts that no source has.
    pub fn not_found(&self) -> impl Iterator<Item = &Claim> {
        self.standing(Standing::NotFound)
    }

    fn standing(&self, standing: Standing) -> impl Iterator<Item = &Claim> {
        self.support.iter().filter(move |claim| claim.standing == standing)
    }
}

/// Claims that cannot all hold. Which of them is wrong is not in the texts, and so it is not said.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The id of the rule that was broken: `count-conflict`.
    pub rule: String,
    /// How much it weighs.
    pub severity: Severity,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// What the texts leave as the only answer, where that can be calculated: the weekday of a date, a sum.
    pub answer: Option<String>,
    /// What is said, by the places that say the same: most documents first.
    pub sides: Vec<Side>,
    /// The places, in order of side, document and position.
    pub evidence: Vec<Evidence>,
    /// How many places there are beside those, where there are very many.
    pub more: usize,
    /// Sixteen hexadecimal digits that are the same for the same finding: they stay when its place moves, and change with the words and values of
    /// its claims. As `key` in the JSON.
    pub key: String,
}

impl Finding {
    /// The place to look at first: in a draft or a peer, and in a source only where none of the places is in one of those.
    #[must_use]
    pub fn first(&self) -> Option<&Evidence> {
        self.evidence.iter().find(|evidence| evidence.first)
    }
}

/// Places that say the same.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Side {
    /// What they say, in words: `6`, `2024-05-28`.
    pub says: String,
    /// How many documents say so.
    pub documents: usize,
    /// How many places say so.
    pub places: usize,
}

/// A place that a finding shows.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Evidence {
    /// Where.
    pub place: Place,
    /// What is said of it, short: `6 members`.
    pub label: String,
    /// What the claim allows that stands there; none where no single claim does.
    pub value: Option<Value>,
    /// Its side, by the index in [`Finding::sides`].
    pub side: usize,
    /// Whether this is the place to look at first: in a text that is checked, if there is one.
    pub first: bool,
}

/// Where something stands.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The document, by its index among those that were given.
    pub document: usize,
    /// Its name.
    pub name: String,
    /// The bytes of its content, as it was given; of a docx, of its text.
    pub range: Range<usize>,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
    /// What stands there.
    pub words: String,
}

/// A finding that a mark in a text settles.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Settled {
    /// The finding.
    pub finding: Finding,
    /// Why, in the words of the mark.
    pub reason: String,
}

/// How a claim of a draft stands with the sources.
///
/// ```
/// use factlint::{Checker, Config, Document};
///
/// let report = Checker::new(Config::new())?.check(&[
///     Document::text("draft", "Velling hospital has 412 beds, and it opened in 1968.").draft(),
///     Document::text("register", "Velling hospital, opened in 1968, has 214 beds.").source(),
/// ])?;
/// let contradicted = report.contradicted().next().unwrap();
/// assert_eq!(contradicted.place.words, "412");
/// assert_eq!(contradicted.conflict.as_ref().unwrap().sentence, "Velling hospital, opened in 1968, has 214 beds.");
/// assert_eq!((report.supported().count(), report.not_found().count()), (1, 0));
/// # Ok::<(), factlint::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Claim {
    /// Where it stands.
    pub place: Place,
    /// What kind of claim it is: `figure`, `count`, `date`, `quote`, or what a pack calls it.
    pub kind: String,
    /// What it allows; none for wording.
    pub value: Option<Value>,
    /// How it stands.
    pub standing: Standing,
    /// The words of a source that bear it out.
    pub support: Option<Cited>,
    /// The words of a source that contradict it. Where another one bears it out, the sources disagree.
    pub conflict: Option<Cited>,
}

/// Words of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Cited {
    /// Where they stand.
    pub place: Place,
    /// The sentence that they stand in, without line breaks.
    pub sentence: String,
}

/// What of a document was not understood.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Complaint {
    /// The document, by its index among those that were given.
    pub document: usize,
    /// What is wrong.
    pub message: String,
}

/// What a report is made from.
pub(super) struct Made<'a> {
    pub(super) engine: &'a Engine,
    pub(super) documents: &'a [Document],
    pub(super) claims: &'a [Arc<Read>],
    pub(super) texts: Texts<'a>,
}

impl Made<'_> {
    /// The report of these findings and claims.
    pub(super) fn report(&self, outcome: &settle::Outcome, support: &[Support], mut complaints: Vec<Complaint>) -> Report {
        let words = report::Report::new(self.documents, &[], &[], check::Summary::default(), self.engine.texts());
        let mut places = Places::new(self.documents);
        let mut found = |finding: &check::Finding| self.finding(finding, &words, &mut places);
        let findings = outcome.open.iter().map(&mut found).collect();
        let settled = outcome.settled.iter().map(|s| Settled { finding: found(&s.finding), reason: s.reason.clone() }).collect();
        for complaint in &outcome.complaints {
            let document = self.texts.files.iter().position(|file| *file == complaint.path).unwrap_or_default();
            complaints.push(Complaint { document, message: complaint.to_string() });
        }
        complaints.sort_by_key(|complaint| complaint.document);
        Report { findings, settled, support: self.support(support), complaints }
    }

    fn values(&self) -> Claims<'_> {
        Claims { engine: self.engine, documents: self.documents, read: self.claims }
    }

    fn finding(&self, finding: &check::Finding, words: &report::Report, places: &mut Places) -> Finding {
        let kind = self.engine.packs().rules.get(&finding.rule).map(|rule| rule.claims);
        let first = finding.foremost(self.texts.checked);
        let evidence = finding.evidence.iter().filter_map(|evidence| {
            Some(Evidence {
                place: place(&places.find(evidence.document, evidence.span)?),
                label: words.note(finding, evidence),
                value: self.values().value(evidence.document, evidence.span, kind),
                side: evidence.side as usize,
                first: first.is_some_and(|first| std::ptr::eq(first, evidence)),
            })
        });
        let sides = finding.sides.iter();
        Finding {
            rule: finding.rule.clone(),
            severity: finding.severity,
            message: words.message(finding),
            help: words.help(finding),
            answer: finding.values.iter().find(|(name, _)| name == "answer").map(|(_, answer)| answer.clone()),
            sides: sides.map(|s| Side { says: s.says.clone(), documents: s.documents, places: s.places }).collect(),
            evidence: evidence.collect(),
            more: finding.more,
            key: self.texts.key(finding).digits(),
        }
    }

    fn support(&self, support: &[Support]) -> Vec<Claim> {
        let kind = |kind| self.engine.kind(kind);
        let rows = Table { documents: self.documents, support, kind: &kind }.rows();
        let cited = |evidence: report::support::Evidence| Cited { place: place(&evidence.place), sentence: evidence.sentence };
        let claims = support.iter().zip(rows).map(|(of, row)| Claim {
            place: place(&row.place),
            kind: row.kind.to_owned(),
            value: self.values().value(of.claim.document, of.claim.span, Some(of.kind)),
            standing: row.standing,
            support: row.support.map(cited),
            conflict: row.conflict.map(cited),
        });
        claims.collect()
    }
}

fn place(place: &report::Place) -> Place {
    Place {
        document: place.nth as usize,
        name: place.document.to_owned(),
        range: place.start..place.end,
        line: place.line,
        column: place.column,
        words: place.text.to_owned(),
    }
}
