//! The table of support, as `factlint claims DRAFT --against SOURCE` prints it: for each claim of a draft what bears it out, what
//! contradicts it, or that no source has it.

mod csv;
mod human;

pub use csv::write as csv;
pub(super) use human::tally;
pub use human::write as human;

use super::around::around;
use super::decides::{self, Decides};
use super::json::{self, Last, SCHEMA, line};
use super::place::{Place, Places};
use crate::check::{Cited, Standing, Support, Tally};
use crate::claim::ClaimKind;
use crate::source::Document;
use crate::text::Span;
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// What is printed.
pub struct Table<'a> {
    /// The documents that the claims refer to.
    pub documents: &'a [Document],
    /// The claims of the drafts.
    pub support: &'a [Support],
    /// What kinds of claims are called.
    pub kind: &'a dyn Fn(ClaimKind) -> &'a str,
}

/// A claim of a draft, and where in the draft it stands.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Row<'a> {
    #[serde(flatten)]
    pub(crate) place: Place<'a>,
    /// Its words and their sentence, in the document's text.
    #[serde(skip)]
    pub(crate) span: Span,
    #[serde(skip)]
    pub(crate) sentence: Span,
    /// The words around it, with "…" for itself.
    pub(crate) around: String,
    /// "figure", "date", "quote", …
    pub(crate) kind: &'a str,
    /// How it stands with the sources.
    pub(crate) standing: Standing,
    /// Whether one source bears it out and another contradicts it.
    pub(crate) disputed: bool,
    /// The words of a source that bear it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) support: Option<Evidence<'a>>,
    /// The words of a source that contradict it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) conflict: Option<Evidence<'a>>,
    /// No source has the figure as it stands: it follows from figures of the supporting sentence.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schemars(default)]
    pub(crate) follows: bool,
    /// Not found: the sentence of the sources that has most in common with the claim's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) near: Option<Evidence<'a>>,
    /// How it compares with the source's claim that decided, slot by slot.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) decides: Option<Decides<'a>>,
}

/// Words of a source, and where in the source they stand.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Evidence<'a> {
    #[serde(flatten)]
    pub(crate) place: Place<'a>,
    /// The sentence that it stands in, without line breaks.
    pub(crate) sentence: String,
    /// Where in the sentence, in bytes.
    #[serde(skip)]
    pub(crate) within: std::ops::Range<usize>,
    /// Where the sentence begins, in the document's text.
    #[serde(skip)]
    pub(crate) from: u32,
}

/// The whole table as JSON.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Whole<'a> {
    schema: u32,
    support: Vec<Row<'a>>,
    summary: Counts,
}

/// The claims of the drafts in figures.
#[derive(Debug, Serialize, JsonSchema)]
struct Counts {
    /// Drafts and sources read.
    documents: usize,
    /// Claims of the drafts.
    claims: usize,
    #[serde(flatten)]
    tally: Tally,
    /// Those that one source bears out and another contradicts.
    disputed: usize,
}

impl<'a> Table<'a> {
    /// Writes `{"schema":1,"support":[…],"summary":{…}}`.
    pub fn json(&self, out: &mut dyn Write) -> io::Result<()> {
        json::value(&Whole { schema: SCHEMA, support: self.rows(), summary: self.counts() }, out)?;
        writeln!(out)
    }

    /// Writes one object a claim, and a last one with the summary.
    pub fn lines(&self, out: &mut dyn Write) -> io::Result<()> {
        for row in self.rows() {
            line(row, out)?;
        }
        line(Last { summary: self.counts() }, out)
    }

    fn counts(&self) -> Counts {
        Counts {
            documents: self.documents.len(),
            claims: self.support.len(),
            tally: Tally::of(self.support),
            disputed: self.support.iter().filter(|s| s.disputed()).count(),
        }
    }

    /// The claims in the order of the drafts.
    pub(crate) fn rows(&self) -> Vec<Row<'a>> {
        let mut places = Places::new(self.documents);
        self.support.iter().filter_map(|support| self.row(support, &mut places)).collect()
    }

    fn row(&self, support: &Support, places: &mut Places<'a>) -> Option<Row<'a>> {
        let Cited { document, span, sentence } = support.claim;
        let of = |cited: Option<Cited>, places: &mut Places<'a>| cited.and_then(|c| self.evidence(c, places));
        Some(Row {
            place: places.find(document, span)?,
            span,
            sentence: Span { start: sentence.start.min(span.start), end: sentence.end.max(span.end) },
            around: around(self.documents.get(document as usize)?, span),
            kind: (self.kind)(support.kind),
            standing: support.standing,
            disputed: support.disputed(),
            support: of(support.support, places),
            conflict: of(support.conflict, places),
            follows: support.follows,
            near: of(support.near.as_deref().copied(), places),
            decides: support.decided.as_ref().and_then(|of| decides::decides(of, self.documents, places)),
        })
    }

    fn evidence(&self, cited: Cited, places: &mut Places<'a>) -> Option<Evidence<'a>> {
        let document = self.documents.get(cited.document as usize)?;
        let part = |start: u32, end: u32| Span { start, end: end.max(start) }.of(&document.text);
        let (first, last) = (cited.sentence.start.min(cited.span.start), cited.sentence.end.max(cited.span.end));
        let mut sentence = one_line(part(first, cited.span.start)).trim_start().to_owned();
        let at = sentence.len();
        sentence.push_str(&one_line(part(cited.span.start, cited.span.end)));
        let within = at..sentence.len();
        sentence.push_str(&one_line(part(cited.span.end, last)));
        sentence.truncate(sentence.trim_end().len());
        Some(Evidence { place: places.find(cited.document, cited.span)?, sentence, within, from: first })
    }
}

/// A text with each run of white space as one space.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_whitespace() {
            true if line.ends_with(' ') => {}
            true => line.push(' '),
            false => line.push(c),
        }
    }
    line
}
