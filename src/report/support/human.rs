//! The table of support for people.

use super::{Evidence, Row, Table};
use crate::check::{Standing, Support, Tally};
use crate::report::clean::clean;
use crate::report::excerpt::excerpt;
use crate::report::human::{Style, counted};
use crate::source::Document;
use std::io::{self, Write};

/// Columns before a claim: its place, and how it stands.
const PLACE: usize = 8;
const STANDING: usize = 12;
/// Columns before the evidence.
const INDENT: usize = PLACE + 4;

const BOLD: &str = "1";
const DIM: &str = "2";

/// Writes the claims in the order of the drafts, and how many of each draft stand how.
pub fn write(table: &Table, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut draft = None;
    for row in table.rows() {
        if draft != Some(row.place.document) {
            draft = Some(row.place.document);
            writeln!(out, "{}\n", paint(&clean(row.place.document), BOLD, style))?;
        }
        claim(&row, style, out)?;
    }
    if draft.is_some() {
        writeln!(out)?;
    }
    tally(table.support, table.documents, style, out)
}

fn claim(row: &Row, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let (symbol, standing, color) = match row.standing {
        Standing::Supported => ("✓", "supported", "32"),
        Standing::Contradicted => ("×", "contradicted", "31"),
        Standing::NotFound => ("?", "not found", "33"),
    };
    let place = format!("{}:{}", row.place.line, row.place.column);
    let standing = paint(&format!("{symbol} {standing:<STANDING$}"), color, style);
    let before = PLACE.max(place.chars().count()) + 2 + 2 + STANDING + 2;
    let room = style.width.saturating_sub(before).max(20);
    let text = shortened(&super::one_line(&clean(row.place.text)), room);
    let left = room.saturating_sub(text.chars().count() + 3);
    // A short claim is told apart by the words around it.
    let around = if row.around.chars().count() <= left && !row.around.is_empty() {
        paint(&format!(" ({})", row.around), DIM, style)
    } else {
        String::new()
    };
    writeln!(out, "{place:>PLACE$}  {standing}  {}{around}", paint(&text, BOLD, style))?;
    let evidence = [(&row.support, "supported by "), (&row.conflict, "contradicted by ")];
    for (evidence, says) in evidence {
        let Some(evidence) = evidence else { continue };
        // Where there is only one, the claim's standing says which it is.
        shown(evidence, if row.disputed { says } else { "" }, style, out)?;
    }
    if row.disputed {
        writeln!(out, "{:INDENT$}{}", "", paint("disputed: the sources disagree", "33", style))?;
    }
    Ok(())
}

fn shown(evidence: &Evidence, says: &str, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let room = style.width.saturating_sub(INDENT).max(20);
    let place = format!(":{}:{}", evidence.place.line, evidence.place.column);
    let name = clean(evidence.place.document);
    let name = ending(&name, room.saturating_sub(says.len() + place.len()));
    writeln!(out, "{:INDENT$}{says}{name}{place}", "")?;
    let (sentence, within) = excerpt(&evidence.sentence, evidence.within.clone(), room - 2);
    let part = |range: std::ops::Range<usize>| sentence.get(range).unwrap_or_default();
    let (before, figure, after) = (part(0..within.start), part(within.clone()), part(within.end..sentence.len()));
    writeln!(out, "{:INDENT$}{before}{}{after}", "", paint(figure, BOLD, style))
}

/// The beginning of a text that fits.
fn shortened(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// The end of a path that fits.
fn ending(text: &str, width: usize) -> String {
    let count = text.chars().count();
    if count <= width {
        return text.to_owned();
    }
    std::iter::once('…').chain(text.chars().skip(count + 1 - width.max(1))).collect()
}

fn paint(text: &str, code: &str, style: Style) -> String {
    if style.color && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
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
