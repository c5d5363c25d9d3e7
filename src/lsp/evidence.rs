//! What the sources say at a place: what is shown there, and where it leads.

use super::{
    checked::{self, Where},
    desk::Desk,
    position::Encoding,
};
use crate::report::{
    Report, brief,
    support::{Evidence, Row},
};
use lsp_types::{Hover, HoverContents, Location, MarkupContent, MarkupKind, Position};
use std::fmt::Write as _;

/// The claim and the findings of a place are shown.
pub(super) fn hover(desk: &Desk, position: Position, encoding: Encoding) -> Option<Hover> {
    let (engine, _) = desk.by()?;
    let (text, lines) = desk.lines(encoding)?;
    let offset = lines.offset(text, position);
    let kind = |kind| engine.kind(kind);
    let table = desk.table(&kind);
    let mut shown = String::new();
    let mut reach: Option<std::ops::Range<usize>> = None;
    for row in table.rows().iter().filter(|row| is_at(row, desk.own, offset)) {
        claim(row, &mut shown);
        reach.get_or_insert(row.place.start..row.place.end);
    }
    let report = desk.report(engine);
    for finding in &desk.verdicts.open {
        let Some(place) = checked::place(desk, finding).filter(|place| place.start <= offset && offset <= place.end) else {
            continue;
        };
        rule(&report, finding, &mut shown);
        reach.get_or_insert(place);
    }
    let range = lines.range(text, reach?);
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: shown });
    Some(Hover { contents, range: Some(range) })
}

/// Where the words of the sources stand that bear a claim out or contradict it; without them, the other places of a finding.
pub(super) fn places(desk: &Desk, position: Position, encoding: Encoding) -> Vec<Location> {
    let Some(((engine, _), (text, lines))) = desk.by().zip(desk.lines(encoding)) else { return Vec::new() };
    let offset = lines.offset(text, position);
    let mut at = Where::new(desk, encoding);
    let kind = |kind| engine.kind(kind);
    let mut found: Vec<Location> = Vec::new();
    for row in desk.table(&kind).rows().iter().filter(|row| is_at(row, desk.own, offset)) {
        for Evidence { place, .. } in row.conflict.iter().chain(&row.support) {
            found.extend(at.location(place.nth, place.start..place.end));
        }
    }
    for finding in &desk.verdicts.open {
        if !found.is_empty() {
            break;
        }
        let of = |evidence: &crate::check::Evidence| {
            let document = desk.job.loaded.documents.get(evidence.document as usize)?;
            Some((evidence.document, document.file_range(evidence.span)))
        };
        let all: Vec<_> = finding.evidence.iter().filter_map(of).collect();
        let is_here = |(document, bytes): &&(u32, std::ops::Range<usize>)| {
            *document == desk.own && bytes.start <= offset && offset <= bytes.end
        };
        if let Some(here) = all.iter().find(is_here) {
            found = all.iter().filter(|one| *one != here).filter_map(|(nth, bytes)| at.location(*nth, bytes.clone())).collect();
        }
    }
    found.dedup();
    found
}

fn is_at(row: &Row, own: u32, offset: usize) -> bool {
    row.place.nth == own && row.place.start <= offset && offset <= row.place.end
}

/// How a claim stands, and what the sources say. Writing to a string does not fail.
fn claim(row: &Row, out: &mut String) {
    let _ = writeln!(out, "**{}**: {} ({})\n", brief::standing(row), escaped(row.place.text), row.kind);
    for (says, evidence) in [("conflict", &row.conflict), ("support", &row.support)] {
        if let Some(Evidence { place, sentence, .. }) = evidence {
            let _ = writeln!(out, "> {}\n>\n> — {}:{} ({says})\n", escaped(sentence), escaped(place.document), place.line);
        }
    }
}

fn rule(report: &Report, finding: &crate::check::Finding, out: &mut String) {
    let _ = writeln!(out, "**{}** `{}`: {}\n", finding.severity.name(), finding.rule, escaped(&report.message(finding)));
    if let Some(help) = report.help(finding) {
        let _ = writeln!(out, "{}\n", escaped(&help));
    }
}

/// A text as Markdown that reads as it is.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in crate::report::clean::clean(text).chars() {
        if c.is_ascii_punctuation() && !matches!(c, '.' | ',' | ':' | ';' | '(' | ')' | '-' | '/' | '%' | '\'' | '"' | '?' | '!')
        {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
