//! What is claimed, for people: each sentence with its claims marked, and what they were held against.

use super::{ClaimLine, Entry};
use crate::report::clean::clean;
use crate::report::human::Style;
use crate::report::sentence::{BOLD, DIM, Mark, numbered, paint, wrapped};
use crate::source::Document;
use std::io::{self, Write};

/// The most claims that one is shown beside.
const SHOWN: usize = 5;

/// Columns before a claim, and before what it was held against.
const INDENT: usize = 6;
const OTHERS: usize = 8;

/// A claim and its entry.
pub(super) type Told<'a> = (&'a ClaimLine, &'a Entry<'a>);

/// Writes the sentences in the order of the documents; `all` are the claims that the entries' numbers mean.
pub(super) fn write(documents: &[Document], all: &[Told], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut last = None;
    for sentence in all.chunk_by(|a, b| a.0.document == b.0.document && a.0.sentence == b.0.sentence) {
        let Some((first, entry)) = sentence.first() else { continue };
        if last != Some(first.document) {
            last = Some(first.document);
            writeln!(out, "{}\n", paint(&clean(entry.place.document), BOLD, style))?;
        }
        let text = documents.get(first.document as usize).map_or("", |d| first.sentence.of(&d.text));
        let start = first.sentence.start;
        let within = |at: u32| at.saturating_sub(start) as usize;
        let mark = |entry: &Entry| if entry.conflicts.is_empty() { Mark::Plain } else { Mark::Contradicted };
        let marks: Vec<_> = sentence.iter().map(|(c, e)| (within(c.span.start)..within(c.span.end), mark(e))).collect();
        numbered(entry.place.line, text, &marks, style, out)?;
        sentence.iter().filter(|(_, e)| e.passed_over.is_none()).try_for_each(|told| compared(told, all, style, out))?;
        alone(sentence, style, out)?;
        writeln!(out)?;
    }
    Ok(())
}

/// A claim in words: what it is about, what it says of it, and when.
fn words((claim, entry): &Told) -> String {
    let said = clean(entry.place.text);
    let value =
        if said.contains(entry.value) || entry.value.is_empty() { String::new() } else { format!(" = {}", clean(entry.value)) };
    let about = match (claim.named, entry.subject) {
        (true, subject) => format!(
            "{}, {}{}",
            clean(subject),
            clean(entry.attribute),
            if value.is_empty() { format!(" = {}", clean(entry.value)) } else { value }
        ),
        (false, "") => format!("{said} ({}{value})", clean(entry.attribute)),
        (false, around) => format!("{} ({}{value})", clean(&around.replacen('…', &said, 1)), clean(entry.attribute)),
    };
    let qualifiers =
        if entry.qualifiers.is_empty() { String::new() } else { format!(", {}", clean(&entry.qualifiers.join(", "))) };
    format!("{about}{qualifiers}")
}

/// A claim, and a line for each of those that it was held against.
fn compared(told: &Told, all: &[Told], style: Style, out: &mut dyn Write) -> io::Result<()> {
    wrapped(&words(told), &format!("{:INDENT$}", ""), INDENT + 2, style, out)?;
    for (others, sign, color) in [(&told.1.agrees, "✓ same ", "32"), (&told.1.conflicts, "× other", "31")] {
        for (_, other) in others.iter().take(SHOWN).filter_map(|&nth| all.get(nth)) {
            let place = clean(&other.place.said());
            let before = format!("{:OTHERS$}{}  ", "", paint(sign, color, style));
            wrapped(&format!("{place}  {}", clean(other.value)), &before, OTHERS + 9, style, out)?;
        }
        if others.len() > SHOWN {
            writeln!(out, "{:OTHERS$}{} and {} more", "", paint(sign, color, style), others.len() - SHOWN)?;
        }
    }
    Ok(())
}

/// The claims of a sentence that were held against nothing, by the reason.
fn alone(sentence: &[Told], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut reasons: Vec<(&str, Vec<String>)> = Vec::new();
    for (told, reason) in sentence.iter().filter_map(|told| Some((told, told.1.passed_over?))) {
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, of)) => of.push(words(told)),
            None => reasons.push((reason, vec![words(told)])),
        }
    }
    for (reason, claims) in reasons {
        let before = format!("{:INDENT$}{}  ", "", paint("· not compared", DIM, style));
        writeln!(out, "{before}{}", paint(&clean(reason), DIM, style))?;
        for claim in claims {
            wrapped(&claim, &format!("{:OTHERS$}", ""), OTHERS + 2, style, out)?;
        }
    }
    Ok(())
}
