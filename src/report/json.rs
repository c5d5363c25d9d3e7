//! The JSON that tools rely on (`"schema": 1`).
//!
//! Offsets are bytes of the file as it is on disk (for JSON Lines, of the decoded `text`), and `text` is what stands between them
//! there. Lines and columns start at 1; columns count Unicode scalar values.

use super::{
    Report,
    clean::visible,
    decides::{self, Decides, Sum},
    place::{Place, Places},
};
use crate::check::{Finding, Severity, Summary};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Serializer, ser::Formatter};
use std::io::{self, Write};

/// The version of the schema.
pub const SCHEMA: u32 = 1;

/// What `factlint check --format json` prints.
#[derive(Serialize, JsonSchema)]
pub(super) struct Whole<'a> {
    /// The version of this schema.
    schema: u32,
    findings: Vec<Found<'a>>,
    /// The findings that somebody settled.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(default)]
    settled: Vec<Kept<'a>>,
    summary: Summary,
}

/// Claims that cannot all hold.
#[derive(Serialize, JsonSchema)]
struct Found<'a> {
    /// The rule's id.
    rule: &'a str,
    severity: Severity,
    /// What is wrong.
    message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<String>,
    labels: Vec<Label<'a>>,
    /// What the finding is known again by, wherever it stands: it changes with the rule, and with the words and values of its claims.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    /// How many places there are beside those in `labels`, where there are so many that only the first ones stand there.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    more: usize,
    /// What is said, by the places that say the same: most documents first.
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    #[schemars(default)]
    sides: Vec<SideLine<'a>>,
    /// How the claims that clash compare, slot by slot.
    #[serde(skip_serializing_if = "Option::is_none")]
    decides: Option<Decides<'a>>,
    /// What was calculated.
    #[serde(skip_serializing_if = "Option::is_none")]
    calculation: Option<Sum<'a>>,
}

/// Places that say the same.
#[derive(Serialize, JsonSchema)]
struct SideLine<'a> {
    /// What they say.
    says: &'a str,
    /// How many documents say so, those too that are not among the labels.
    documents: usize,
    /// How many places.
    places: usize,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde calls it
fn is_zero(n: &usize) -> bool {
    *n == 0
}

/// A finding that somebody settled.
#[derive(Serialize, JsonSchema)]
struct Kept<'a> {
    #[serde(flatten)]
    finding: Found<'a>,
    /// Why.
    reason: &'a str,
}

/// A place.
#[derive(Serialize, JsonSchema)]
struct Label<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    /// What is said of it.
    note: String,
    /// Whether this is the place to look at first.
    primary: bool,
    /// Which of the finding's sides it takes, from 0.
    side: u32,
}

/// What the last of many lines says.
#[derive(Serialize)]
pub(super) struct Last<S> {
    pub(super) summary: S,
}

/// Writes a value. What acts on a terminal or has no shape stands there as an escape, which says the same.
pub(super) fn value(of: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    Ok(of.serialize(&mut Serializer::with_formatter(out, Visible))?)
}

struct Visible;

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, text: &str) -> io::Result<()> {
        // Nearly all text: no ASCII but control characters is changed.
        if text.bytes().all(|b| b.is_ascii() && !b.is_ascii_control()) {
            return out.write_all(text.as_bytes());
        }
        let mut from = 0;
        for (at, c) in text.char_indices().filter(|(_, c)| visible(*c) != *c) {
            out.write_all(&text.as_bytes()[from..at])?;
            c.encode_utf16(&mut [0; 2]).iter().try_for_each(|unit| write!(out, "\\u{unit:04x}"))?;
            from = at + c.len_utf8();
        }
        out.write_all(&text.as_bytes()[from..])
    }
}

/// Writes an object as one line, with the version of the schema.
pub(super) fn line(content: impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    #[derive(Serialize)]
    struct Line<T> {
        schema: u32,
        #[serde(flatten)]
        content: T,
    }
    value(&Line { schema: SCHEMA, content }, out)?;
    writeln!(out)
}

/// Writes an object of a table as one line; it has the version of its schema itself.
pub fn row(of: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    value(of, out)?;
    writeln!(out)
}

/// Writes one object with all findings.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    value(&whole(report), out)?;
    writeln!(out)
}

/// All of a report.
pub(super) fn whole<'a>(report: &'a Report<'a>) -> Whole<'a> {
    let mut places = Places::new(report.documents);
    let findings = report.findings.iter().map(|f| found(report, f, &mut places)).collect();
    let settled = report.settled.iter().map(|s| Kept { finding: found(report, &s.finding, &mut places), reason: &s.reason });
    let settled = settled.collect();
    Whole { schema: SCHEMA, findings, settled, summary: report.summary }
}

/// Writes one object a line for each finding, and a last one with the summary.
pub fn write_lines(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(report.documents);
    for finding in report.findings {
        line(found(report, finding, &mut places), out)?;
    }
    line(Last { summary: report.summary }, out)
}

fn found<'a>(report: &'a Report, finding: &'a Finding, places: &mut Places<'a>) -> Found<'a> {
    let labels = finding.evidence.iter().filter_map(|evidence| {
        Some(Label {
            place: places.find(evidence.document, evidence.span)?,
            note: report.note(finding, evidence),
            primary: evidence.primary,
            side: evidence.side,
        })
    });
    let labels: Vec<Label> = labels.collect();
    // A side without words is one that the message tells.
    let told = finding.sides.iter().filter(|_| finding.sides.iter().any(|side| !side.says.is_empty()));
    Found {
        rule: &finding.rule,
        severity: finding.severity,
        message: report.message(finding),
        help: report.help(finding),
        labels,
        key: report.key(finding),
        more: finding.more,
        sides: told.map(|side| SideLine { says: &side.says, documents: side.documents, places: side.places }).collect(),
        decides: finding.decided.as_ref().and_then(|of| decides::decides(of, report.documents, places)),
        calculation: finding.calculation.as_ref().map(|of| decides::sum(of, places)),
    }
}
