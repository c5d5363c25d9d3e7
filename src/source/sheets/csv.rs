//! csv: the cells of a text with separators (RFC 4180, and with semicolons, tabs or bars).
//!
//! Unlike other sheets it is a text that can be looked at, so that places point into its bytes.
//!
//! ```text
//! file   = { record , line end }
//! record = field , { separator , field }
//! field  = { character } | '"' , { character | '""' } , '"'
//! ```

use crate::source::{
    BlockKind, Document, Metadata, Named, Origin, Problem, Spot, encoding,
    files::File,
    pieces::{self, Pieced},
};
use std::{collections::BTreeMap, ops::Range, sync::Arc};

/// Among how many of the first bytes the separator is looked for.
const FIRST: usize = 16 << 10;
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The document of a csv file.
pub(crate) fn document(file: &File, bytes: Vec<u8>, warnings: &mut Vec<Problem>) -> Result<Document, Problem> {
    let decoded = encoding::decode(&file.path, bytes, None, warnings)?;
    let raw: Arc<str> = decoded.text.into();
    let start = if raw.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let separator = separator(raw.get(start..).unwrap_or_default());
    let mut out = Pieced::with_capacity(raw.len());
    let mut places = Named::default();
    let (mut number, mut filled) = (0, false);
    fields(&raw, start, separator, |row, column, field, ends| {
        let text = raw.get(field.clone()).unwrap_or_default();
        if !text.trim().is_empty() {
            let spot = Spot::Cell { sheet: u32::MAX, row: row + 1, column: column + 1 };
            places.add(field.start, spot);
            push(&mut out, text, field.start);
            let kind = BlockKind::Cell { row: number, column: u16::try_from(column).unwrap_or(u16::MAX) };
            out.close(|| kind);
            filled = true;
        }
        if ends {
            // An empty line parts two tables.
            number = if filled { number + 1 } else { 0 };
            filled = false;
        }
    });
    let (text, blocks, origin) = out.finish();
    let origin = Origin::Named { of: Box::new(origin.recoded_as(decoded.bytes)), places };
    Ok(Document { name: file.name.clone(), meta: Metadata::default(), text: text.into(), blocks, lost: Vec::new(), origin, raw })
}

/// Adds a field; of two quotes in a row one is read.
fn push(out: &mut Pieced, text: &str, at: usize) {
    let mut from = 0;
    for (quote, _) in text.match_indices("\"\"") {
        out.push(text.get(from..=quote).unwrap_or_default(), at + from..at + quote + 1);
        from = quote + 2;
    }
    out.push(text.get(from..).unwrap_or_default(), at + from..at + text.len());
}

/// The separator that stands in all of the first lines equally often, or else in most of them; a comma where none does.
fn separator(text: &str) -> u8 {
    let first = pieces::first(text, FIRST);
    let score = |separator: u8| {
        let mut counts: Vec<usize> = vec![0];
        fields(first, 0, separator, |_, column, _, ends| {
            if let Some(last) = counts.last_mut() {
                *last = column as usize;
            }
            if ends {
                counts.push(0);
            }
        });
        let lines: Vec<usize> = counts.into_iter().filter(|count| *count > 0).collect();
        let mut often: BTreeMap<usize, usize> = BTreeMap::new();
        for count in lines {
            *often.entry(count).or_default() += 1;
        }
        often.into_iter().max_by_key(|(_, lines)| *lines).map_or(0, |(count, lines)| lines * count.min(3))
    };
    let best = SEPARATORS.into_iter().rev().max_by_key(|separator| score(*separator)).unwrap_or(b',');
    if score(best) == 0 { b',' } else { best }
}

/// Gives each field: its row and column from 0, where it stands without its quotes, and whether it ends its row.
fn fields(text: &str, start: usize, separator: u8, mut see: impl FnMut(u32, u32, Range<usize>, bool)) {
    let bytes = text.as_bytes();
    let (mut at, mut row, mut column) = (start, 0, 0);
    while at < bytes.len() {
        let rest = bytes.get(at..).unwrap_or_default();
        let blanks = rest.iter().take_while(|b| **b == b' ' && separator != b' ').count();
        let (field, mut next) = if rest.get(blanks) == Some(&b'"') {
            let from = at + blanks + 1;
            let mut end = from;
            loop {
                end += memchr::memchr(b'"', bytes.get(end..).unwrap_or_default()).unwrap_or(bytes.len() - end);
                match bytes.get(end + 1) {
                    Some(b'"') => end += 2,
                    _ => break,
                }
            }
            (from..end, end + 1)
        } else {
            let length = memchr::memchr3(separator, b'\n', b'\r', rest).unwrap_or(rest.len());
            (at..at + length, at + length)
        };
        // What follows the closing quote is no part of the field.
        next = next.min(bytes.len());
        next += memchr::memchr2(separator, b'\n', bytes.get(next..).unwrap_or_default()).unwrap_or(bytes.len() - next);
        let ends = bytes.get(next) != Some(&separator);
        see(row, column, field, ends);
        (row, column) = if ends { (row + 1, 0) } else { (row, column + 1) };
        at = next + 1;
        // A separator at the very end has an empty field behind it.
        if !ends && at >= bytes.len() {
            see(row, column, bytes.len()..bytes.len(), true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;

    fn cells(content: &str) -> Vec<(u32, u16, String)> {
        let file = File::given("a.csv".into(), Format::Csv, [].into());
        let read = document(&file, content.as_bytes().to_vec(), &mut Vec::new()).unwrap();
        let cells = read.blocks.iter().map(|b| {
            let BlockKind::Cell { row, column } = b.kind else { panic!("{b:?}") };
            let text = b.span.of(&read.text).to_owned();
            if !text.contains('"') {
                assert_eq!(&read.raw[read.file_range(b.span)], text);
            }
            (row, column, text)
        });
        cells.collect()
    }

    #[test]
    fn fields_are_cells() {
        type Cells<'a> = &'a [(u32, u16, &'a str)];
        let cases: [(&str, Cells); 9] = [
            ("", &[]),
            ("a,b\n1,2\n", &[(0, 0, "a"), (0, 1, "b"), (1, 0, "1"), (1, 1, "2")]),
            ("a;b\r\n1,5;2\r\n", &[(0, 0, "a"), (0, 1, "b"), (1, 0, "1,5"), (1, 1, "2")]),
            ("a\tb\n1\t", &[(0, 0, "a"), (0, 1, "b"), (1, 0, "1")]),
            ("\"a, b\",c\n\"d\ne\",f", &[(0, 0, "a, b"), (0, 1, "c"), (1, 0, "d\ne"), (1, 1, "f")]),
            ("\"the \"\"old\"\" mill\",6\n", &[(0, 0, "the \"old\" mill"), (0, 1, "6")]),
            ("a,b\n1,2\n\nc,d\n", &[(0, 0, "a"), (0, 1, "b"), (1, 0, "1"), (1, 1, "2"), (0, 0, "c"), (0, 1, "d")]),
            ("\u{feff}a,,b", &[(0, 0, "a"), (0, 2, "b")]),
            ("\"open, and never\nclosed", &[(0, 0, "open, and never\nclosed")]),
        ];
        for (content, expected) in cases {
            let expected: Vec<(u32, u16, String)> = expected.iter().map(|(r, c, t)| (*r, *c, (*t).to_owned())).collect();
            assert_eq!(cells(content), expected, "{content:?}");
        }
    }
}
