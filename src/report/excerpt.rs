//! Lines of documents as miette shows them.
//!
//! miette reads a whole source, panics on labels far out in very long lines, gives byte columns, and lets escape bytes through to the
//! terminal. So it never sees a document: it gets rows, each a part of one line around a label that fits the terminal, and
//! each with the name, line and column of its own. One diagnostic can so show places in many documents.

use super::clean::{clean, visible};
use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};
use std::ops::Range;

/// Rows of several documents, one after another.
#[derive(Debug, Default)]
pub(super) struct Rows {
    text: String,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    span: Range<usize>,
    name: String,
    line: usize,
    /// Where labels begin in the rows' text, and their columns.
    columns: Vec<(usize, usize)>,
}

/// A place to show: bytes of a text, and what line and column they begin at (from 1).
pub(super) struct Spot {
    pub(super) range: Range<usize>,
    pub(super) line: usize,
    pub(super) column: usize,
    /// What the place is called, if that is no line.
    pub(super) name: Option<String>,
    /// The characters of what is said below it.
    pub(super) note: usize,
}

/// The most characters that are given up so that a row begins and ends with whole words.
const WORD: usize = 16;

/// What follows a place that has a name, in the name of its row. Nothing else that is shown has it.
pub(super) const NAMED: char = '\u{1f}';

/// How many columns of the terminal rows leave for what stands beside them.
pub(super) const FRAME: usize = 14;

impl Rows {
    /// Adds a row that shows all these places, which stand in one line of `text` in ascending order, in about `width` characters. Gives
    /// where each stands in the rows' text.
    pub(super) fn add(&mut self, name: &str, text: &str, spots: &[Spot], width: usize) -> Vec<SourceSpan> {
        let Some(first) = spots.first() else { return Vec::new() };
        let end = spots.iter().map(|s| s.range.end).max().unwrap_or(0);
        let note = spots.iter().map(|s| s.note).max().unwrap_or(0);
        // Beside the row stand its number and the frame, before a note "╰── ".
        let room = (width + FRAME).saturating_sub(9 + first.line.to_string().len() + note);
        let window = window(text, first.range.start..end, room, width);
        let row = self.text.len();
        if window.cut_before {
            self.text.push('…');
        }
        let mut places: Vec<Range<usize>> = spots.iter().map(|_| usize::MAX..usize::MAX).collect();
        for (at, c) in text.get(window.range.clone()).unwrap_or_default().char_indices() {
            let at = at + window.range.start;
            for (spot, place) in spots.iter().zip(&mut places) {
                if at >= spot.range.start {
                    place.start = place.start.min(self.text.len());
                }
                if at >= spot.range.end {
                    place.end = place.end.min(self.text.len());
                }
            }
            self.text.push(visible(c));
        }
        let last = self.text.len();
        if window.cut_after {
            self.text.push('…');
        }
        let spans: Vec<SourceSpan> = places
            .into_iter()
            .map(|place| (place.start.min(last), place.end.min(last)))
            .map(|(start, end)| SourceSpan::new(start.into(), end.max(start) - start))
            .collect();
        let columns = spots.iter().zip(&spans).map(|(spot, span)| (span.offset(), spot.column)).collect();
        let name = match &first.name {
            Some(called) => format!("{}, {}{NAMED}", clean(name), clean(called)),
            None => clean(name),
        };
        self.rows.push(Row { span: row..self.text.len(), name, line: first.line, columns });
        self.text.push('\n');
        spans
    }
}

/// A line around a label in about `width` characters, and where the label stands in that.
pub(super) fn excerpt(line: &str, label: Range<usize>, width: usize) -> (String, Range<usize>) {
    let mut rows = Rows::default();
    let spans = rows.add("", line, &[Spot { range: label, line: 1, column: 1, name: None, note: 0 }], width);
    let within = spans.first().map_or(0..0, |span| span.offset()..span.offset() + span.len());
    rows.text.truncate(rows.text.trim_end_matches('\n').len());
    (rows.text, within)
}

/// What of a line is shown.
struct Window {
    range: Range<usize>,
    cut_before: bool,
    cut_after: bool,
}

/// About `width` characters around `label`, within its line (a label of several lines is shown as one, as far as it fits). Takes time
/// in `width`, not in the length of the line. Below the middle of the label a note begins: no more than
/// `noted` characters may stand before that.
fn window(text: &str, label: Range<usize>, noted: usize, width: usize) -> Window {
    let start = label.start.min(text.len());
    let before = text.get(..start).unwrap_or_default();
    let from_label = text.get(start..).unwrap_or_default();
    let shown = start + reach(from_label, width).min(label.end.saturating_sub(start));
    let label_count = text.get(start..shown).map_or(0, |s| s.chars().count());
    let room = width.saturating_sub(label_count);
    let noted = noted.saturating_sub(label_count / 2);
    let after = text.get(shown..).unwrap_or_default();
    let right: Vec<usize> = ends(after.chars(), room);
    let left: Vec<usize> = ends(before.chars().rev(), room);
    let left_count = left.len().min((room / 2).max(room.saturating_sub(right.len()))).min(noted);
    let right_count = right.len().min(room - left_count);
    let back = |count: usize| start - count.checked_sub(1).and_then(|i| left.get(i)).unwrap_or(&0);
    let on = |count: usize| shown + count.checked_sub(1).and_then(|i| right.get(i)).unwrap_or(&0);
    let (mut from, mut to) = (back(left_count), on(right_count));
    let cut_before =
        left_count < left.len() || (left_count == room && !before.get(..from).is_none_or(|b| b.is_empty() || b.ends_with('\n')));
    let rest = text.get(to..).unwrap_or_default();
    let cut_after = shown < label.end.min(text.len()) || !(rest.is_empty() || rest.starts_with(['\n', '\r']));
    // Half words are left out, where that costs little.
    if cut_before
        && !before.get(..from).is_some_and(|b| b.ends_with(' '))
        && let Some(space) = text.get(from..start).and_then(|s| s.find(' ')).filter(|&at| at < WORD)
    {
        from += space + 1;
    }
    if cut_after
        && !rest.starts_with(' ')
        && let Some(space) = text.get(shown..to).and_then(|s| s.rfind(' ')).filter(|&at| to - shown - at < WORD)
    {
        to = shown + space;
    }
    Window { range: from..to, cut_before, cut_after }
}

/// The bytes that the first `count` characters take.
fn reach(text: &str, count: usize) -> usize {
    text.char_indices().nth(count).map_or(text.len(), |(at, _)| at)
}

/// The bytes that the first 1, 2, … characters take, up to `most` and to the end of the line.
fn ends(characters: impl Iterator<Item = char>, most: usize) -> Vec<usize> {
    let sum = |sum: &mut usize, c: char| {
        *sum += c.len_utf8();
        Some(*sum)
    };
    characters.take_while(|&c| c != '\n' && c != '\r').take(most).scan(0, sum).collect()
}

impl SourceCode for Rows {
    fn read_span<'a>(&'a self, span: &SourceSpan, _: usize, _: usize) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let after = self.rows.partition_point(|row| row.span.start <= span.offset());
        let row = after.checked_sub(1).and_then(|i| self.rows.get(i));
        // Places in two rows are no one place: miette then shows them apart.
        let row = row.filter(|row| span.offset() + span.len() <= row.span.end).ok_or(MietteError::OutOfBounds)?;
        let column = row.columns.iter().find(|(at, _)| *at == span.offset()).map_or(1, |(_, column)| *column);
        let data = self.text.get(row.span.clone()).unwrap_or_default().as_bytes();
        let whole = SourceSpan::new(row.span.start.into(), row.span.len());
        Ok(Box::new(MietteSpanContents::new_named(row.name.clone(), data, whole, row.line - 1, column - 1, 1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(text: &str, range: Range<usize>, width: usize) -> (String, String) {
        let mut rows = Rows::default();
        let spans = rows.add("a.txt", text, &[Spot { range, line: 1, column: 1, name: None, note: 0 }], width);
        let label = spans.first().and_then(|s| rows.text.get(s.offset()..s.offset() + s.len())).unwrap_or_default();
        (rows.text.trim_end_matches('\n').to_owned(), label.to_owned())
    }

    #[test]
    fn rows_show_what_fits() {
        let long = format!("{}six bridges{}", "word ".repeat(5000), " words".repeat(5000));
        for (text, range, width, shown, label) in [
            ("It has six bridges.", 7..10, 60, "It has six bridges.", "six"),
            ("One.\nIt has six.\r\nTwo.", 12..15, 60, "It has six.", "six"),
            ("a\tb\u{1b}[1m six", 8..11, 60, "a b\u{fffd}[1m six", "six"),
            ("åtta\nmän", 0..10, 60, "åtta män", "åtta män"),
            ("", 0..0, 60, "", ""),
            ("end", 3..3, 60, "end", ""),
            (&long, 25000..25011, 31, "…word word six bridges words…", "six bridges"),
            (&long, 0..25000, 12, "word word wo…", "word word wo"),
        ] {
            assert_eq!(row(text, range, width), (shown.to_owned(), label.to_owned()));
        }
    }
}
