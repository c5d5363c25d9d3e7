//! The table of support for people: each sentence of the draft with its claims marked, and what the sources say of them.

use super::{Evidence, Row, Table};
use crate::check::{Standing, Support, Tally};
use crate::report::clean::clean;
use crate::report::human::{Style, counted};
use crate::report::sentence::{BOLD, DIM, Mark, numbered, paint, quoted, wrapped};
use crate::source::Document;
use std::io::{self, Write};

/// Columns before a claim, those of how it stands, and those before the evidence.
const INDENT: usize = 6;
const STANDING: usize = 14;
const EVIDENCE: usize = 10;

/// Writes the sentences in the order of the drafts, and how many of each draft's claims stand how.
pub fn write(table: &Table, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut draft = None;
    for sentence in table.rows().chunk_by(|a, b| a.place.nth == b.place.nth && a.sentence == b.sentence) {
        let Some(first) = sentence.first() else { continue };
        if draft != Some(first.place.document) {
            draft = Some(first.place.document);
            writeln!(out, "{}\n", paint(&clean(first.place.document), BOLD, style))?;
        }
        told(table, sentence, style, out)?;
        writeln!(out)?;
    }
    tally(table.support, table.documents, style, out)
}

fn mark(row: &Row) -> Mark {
    match row.standing {
        _ if row.disputed => Mark::Disputed,
        Standing::Supported => Mark::Plain,
        Standing::Contradicted => Mark::Contradicted,
        Standing::NotFound => Mark::Missing,
    }
}

/// A sentence, and below it each of its claims; those that stand alike by the same words of a source stand together.
fn told(table: &Table, rows: &[Row], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let Some(first) = rows.first() else { return Ok(()) };
    let text = table.documents.get(first.place.nth as usize).map_or("", |d| first.sentence.of(&d.text));
    let start = first.sentence.start as usize;
    let marks: Vec<_> = rows
        .iter()
        .map(|row| ((row.span.start as usize).saturating_sub(start)..(row.span.end as usize).saturating_sub(start), mark(row)))
        .collect();
    numbered(first.place.line, text, &marks, style, out)?;
    let mut groups: Vec<Vec<&Row>> = Vec::new();
    for row in rows {
        let alike = groups.iter_mut().take(MOST_GROUPS).find(|group| group.first().is_some_and(|one| together(one, row)));
        match alike {
            // A claim within another one that stands as it does says nothing more.
            Some(group)
                if group
                    .iter()
                    .rev()
                    .take(MOST_GROUPS)
                    .any(|one| one.span.start <= row.span.start && row.span.end <= one.span.end) => {}
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups.iter().try_for_each(|group| claims(group, style, out))
}

/// So many groups of a sentence another claim may belong to.
const MOST_GROUPS: usize = 16;

/// Whether two claims of a sentence stand alike by one sentence of a source.
fn together(one: &Row, other: &Row) -> bool {
    let same = |a: &Option<Evidence>, b: &Option<Evidence>| match (a, b) {
        (None, None) => true,
        (Some(a), Some(b)) => a.place.nth == b.place.nth && a.from == b.from,
        _ => false,
    };
    one.standing != Standing::Contradicted
        && !one.disputed
        && !other.disputed
        && one.standing == other.standing
        && same(&one.support, &other.support)
        && same(&one.conflict, &other.conflict)
}

fn claims(group: &[&Row], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let Some(first) = group.first() else { return Ok(()) };
    let (sign, standing) = match mark(first) {
        Mark::Plain => ('✓', "supported"),
        Mark::Missing => ('?', "not found"),
        Mark::Disputed => ('±', "disputed"),
        Mark::Contradicted => ('×', "contradicted"),
    };
    let words: Vec<String> = group.iter().map(|row| super::one_line(&clean(row.place.text))).collect();
    let says = |evidence: &Evidence| format!("{} says {}", name(evidence), super::one_line(&clean(evidence.place.text)));
    let other = match (&first.support, &first.conflict) {
        (Some(support), Some(conflict)) if first.disputed => format!("; {}, {}", says(support), says(conflict)),
        (_, Some(conflict)) if first.standing == Standing::Contradicted => format!("; {}", says(conflict)),
        _ => String::new(),
    };
    let before = format!("{:INDENT$}{}", "", paint(&format!("{sign} {standing:<STANDING$}"), mark(first).color(), style));
    wrapped(&format!("{}{other}", words.join(", ")), &before, INDENT + 2 + STANDING, style, out)?;
    for evidence in [first.support.as_ref(), first.conflict.as_ref()].into_iter().flatten() {
        let place = clean(&evidence.place.said());
        writeln!(out, "{:EVIDENCE$}{}", "", paint(&ending(&place, style.width.saturating_sub(EVIDENCE).max(20)), DIM, style))?;
        let words = group.iter().filter_map(|row| {
            let of = [row.support.as_ref(), row.conflict.as_ref()].into_iter().flatten();
            of.into_iter().find(|e| e.place.nth == evidence.place.nth && e.from == evidence.from)
        });
        let words: Vec<_> = words.map(|e| e.within.clone()).collect();
        quoted(&evidence.sentence, &words, EVIDENCE, style, out)?;
    }
    Ok(())
}

/// The name of a source's file.
fn name(evidence: &Evidence) -> String {
    let name = evidence.place.document;
    clean(name.rsplit(['/', '\\']).next().unwrap_or(name))
}

/// The end of a path that fits.
fn ending(text: &str, width: usize) -> String {
    let count = text.chars().count();
    if count <= width {
        return text.to_owned();
    }
    std::iter::once('…').chain(text.chars().skip(count + 1 - width.max(1))).collect()
}

/// `draft.md: 14 claims: 9 supported, 1 contradicted, 4 not found`, a line a draft; long paths lose their beginning.
pub(in super::super) fn tally(support: &[Support], documents: &[Document], style: Style, out: &mut dyn Write) -> io::Result<()> {
    for claims in support.chunk_by(|a, b| a.claim.document == b.claim.document) {
        let tally = Tally::of(claims);
        let counts = [(tally.supported, "supported"), (tally.contradicted, "contradicted"), (tally.not_found, "not found")];
        let counts: Vec<String> = counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        let disputed = claims.iter().filter(|c| c.disputed()).count();
        let disputed = if disputed > 0 { format!("; {disputed} disputed") } else { String::new() };
        let said = format!(": {}: {}{disputed}", counted(tally.all(), "claim"), counts.join(", "));
        let draft = claims.first().and_then(|c| documents.get(c.claim.document as usize)).map_or("", |d| d.name.as_str());
        let draft = ending(&clean(draft), style.width.saturating_sub(said.len()).max(12));
        writeln!(out, "{draft}{said}")?;
    }
    if support.is_empty() {
        writeln!(out, "no claims to hold against the sources")?;
    }
    Ok(())
}
