//! Sentences as `factlint claims` shows them: as wide as the terminal, with a row of signs below the words of each claim.

use super::{clean::visible, human::Style};
use std::io::{self, Write};
use std::ops::Range;

/// How a stretch of a sentence is marked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// A claim that is borne out, or that nothing was held against.
    Plain,
    /// One that no source has.
    Missing,
    /// One that sources disagree on.
    Disputed,
    /// One that something contradicts.
    Contradicted,
}

impl Mark {
    const ALL: [Self; 4] = [Self::Plain, Self::Missing, Self::Disputed, Self::Contradicted];

    fn sign(self) -> char {
        match self {
            Self::Plain => '─',
            Self::Missing => '-',
            Self::Disputed => '=',
            Self::Contradicted => '~',
        }
    }

    /// The ANSI colour.
    pub(super) fn color(self) -> &'static str {
        match self {
            Self::Plain => "32",
            Self::Missing => "33",
            Self::Disputed => "35",
            Self::Contradicted => "31",
        }
    }
}

/// A sentence in rows of at most `width` characters, each character with the mark that counts most of those over it.
struct Laid(Vec<Vec<(char, Option<Mark>)>>);

/// Lays a text out; `marks` are in its bytes. Runs of white space are one space.
fn lay(text: &str, marks: &[(Range<usize>, Mark)], width: usize) -> Laid {
    let mut events: Vec<(usize, bool, Mark)> = Vec::with_capacity(marks.len() * 2);
    for (range, mark) in marks.iter().filter(|(range, _)| !range.is_empty()) {
        events.extend([(range.start, true, *mark), (range.end, false, *mark)]);
    }
    events.sort_unstable();
    let mut events = events.into_iter().peekable();
    let mut open = [0_usize; Mark::ALL.len()];
    let mut characters: Vec<(char, Option<Mark>)> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        while let Some((_, opens, mark)) = events.next_if(|(edge, ..)| *edge <= at) {
            let of = &mut open[mark as usize];
            *of = if opens { *of + 1 } else { of.saturating_sub(1) };
        }
        let c = if c.is_whitespace() { ' ' } else { visible(c) };
        if c != ' ' || characters.last().is_some_and(|(last, _)| *last != ' ') {
            let mark = Mark::ALL.into_iter().rev().find(|mark| open[*mark as usize] > 0);
            characters.push((c, mark));
        }
    }
    let mut rows = Vec::new();
    let mut rest = &characters[..];
    while rest.len() > width {
        // A word that is longer than a row is broken.
        let space = rest[..=width].iter().rposition(|(c, _)| *c == ' ').filter(|at| *at > 0);
        let (row, after) = rest.split_at(space.unwrap_or(width));
        rows.push(row.to_vec());
        rest = after.strip_prefix(&[(' ', None)]).unwrap_or_else(|| if space.is_some() { &after[1..] } else { after });
    }
    rows.push(rest.to_vec());
    for row in &mut rows {
        while row.last().is_some_and(|(c, _)| *c == ' ') {
            row.pop();
        }
    }
    Laid(rows)
}

/// Columns of the line numbers before a sentence.
const GUTTER: usize = 4;

/// Writes a sentence with its line number and, below each row, signs under what is claimed.
pub(super) fn numbered(
    line: usize,
    text: &str,
    marks: &[(Range<usize>, Mark)],
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let width = style.width.saturating_sub(GUTTER + 3).max(20);
    for (nth, row) in lay(text, marks, width).0.into_iter().enumerate() {
        let number = if nth == 0 { line.to_string() } else { String::new() };
        let bar = if nth == 0 { '│' } else { '·' };
        writeln!(out, "{number:>GUTTER$} {bar} {}", row.iter().map(|(c, _)| c).collect::<String>())?;
        if row.iter().any(|(_, mark)| mark.is_some()) {
            let signs: Vec<String> = row
                .chunk_by(|a, b| a.1 == b.1)
                .map(|stretch| match stretch.first().and_then(|(_, mark)| *mark) {
                    Some(mark) => paint(&mark.sign().to_string().repeat(stretch.len()), mark.color(), style),
                    None => " ".repeat(stretch.len()),
                })
                .collect();
            writeln!(out, "{:GUTTER$} · {}", "", signs.concat().trim_end())?;
        }
    }
    Ok(())
}

/// The rows that are shown of a source's sentence; of a longer one what stands around the words.
const ROWS: usize = 4;

/// Writes a source's sentence, with these words of it bold.
pub(super) fn quoted(text: &str, words: &[Range<usize>], indent: usize, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let width = style.width.saturating_sub(indent).max(20);
    let most = width * ROWS;
    let (cut, words) = match words.first() {
        Some(first) if text.len() > most && text.chars().count() > most => {
            let (cut, within) = super::excerpt::excerpt(text, first.clone(), most - 2);
            (cut, vec![within])
        }
        _ => (text.to_owned(), words.to_vec()),
    };
    let marks: Vec<(Range<usize>, Mark)> = words.into_iter().map(|range| (range, Mark::Plain)).collect();
    for row in lay(&cut, &marks, width).0 {
        let words: Vec<String> = row
            .chunk_by(|a, b| a.1 == b.1)
            .map(|stretch| {
                let text: String = stretch.iter().map(|(c, _)| c).collect();
                if stretch.iter().any(|(_, mark)| mark.is_some()) { paint(&text, BOLD, style) } else { text }
            })
            .collect();
        writeln!(out, "{:indent$}{}", "", words.concat())?;
    }
    Ok(())
}

/// ANSI's bold and faint.
pub(super) const BOLD: &str = "1";
pub(super) const DIM: &str = "2";

/// A text in a colour, where there are colours.
pub(super) fn paint(text: &str, code: &str, style: Style) -> String {
    if style.color && !text.is_empty() { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
}

/// Writes a text over as many rows as it needs, those after the first ones as far in as `indent`.
pub(super) fn wrapped(text: &str, first: &str, indent: usize, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let width = style.width.saturating_sub(indent).max(20);
    for (nth, row) in lay(text, &[], width).0.into_iter().enumerate() {
        let row: String = row.into_iter().map(|(c, _)| c).collect();
        if nth == 0 { writeln!(out, "{first}{row}")? } else { writeln!(out, "{:indent$}{row}", "")? }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str, marks: &[(Range<usize>, Mark)], width: usize) -> String {
        let mut out = Vec::new();
        let style = Style { color: false, width, links: false };
        numbered(7, text, marks, style, &mut out).ok();
        String::from_utf8(out).unwrap_or_default()
    }

    #[test]
    fn signs_stand_below_their_words() {
        let text = "Åtta av  tolv båtar\nsjönk.";
        let (eight, twelve) = (0..5, 10..14);
        let marks = [(eight, Mark::Missing), (twelve.clone(), Mark::Contradicted), (0..14, Mark::Plain)];
        assert_eq!(shown(text, &marks, 60), "   7 │ Åtta av tolv båtar sjönk.\n     · ----────~~~~\n");
        let rows = "   7 │ Åtta av tolv båtar\n     ·         ────\n     · sjönk.\n";
        assert_eq!(shown(text, &[(twelve, Mark::Plain)], 30), rows);
        assert_eq!(
            shown("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa b", &[(0..1, Mark::Plain)], 27),
            "   7 │ aaaaaaaaaaaaaaaaaaaa\n     · ─\n     · aaaaaaaaaaaaaa b\n"
        );
    }
}
