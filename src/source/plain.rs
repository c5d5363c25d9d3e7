//! Plain text: which lines are paragraphs, headings and list items.
//!
//! A line is a block, unless the text is *hard-wrapped* (see [`margin`]). Then lines are joined until a blank line, a list marker, or a
//! line that ends earlier than the next word made it.
//!
//! - `- item`, `* item`, `+ item`, `• item`, `1. item`, `2) item`, `b) item` are list items; the marker is outside the block.
//!   (A dash that is not a hyphen opens a reply in many languages, and is no marker.)
//! - After a line that ends in ":" the lines of a run of at least two short ones are list items too.
//! - A short line without a mark at its end, which does not begin in lower case, is a heading when a blank line with more text below it
//!   or a longer line follows.
//! - Everything else is a paragraph.

use super::{
    Block, BlockKind, Document, Problem,
    files::File,
    metadata, whole,
    wrapping::{WIDEST, continued, margin},
};
use crate::text::Span;
use std::sync::Arc;

/// The most characters of a heading.
const HEADING: usize = 100;
/// The most characters of an unmarked list item.
const ITEM: usize = 60;

/// The document of a text file.
pub(super) fn document(file: &File, raw: Arc<str>, warnings: &mut Vec<Problem>) -> Document {
    let front = metadata::front_matter(&file.path, &raw);
    warnings.extend(front.problems);
    whole(file.name.clone(), front.meta, raw, front.start)
}

/// A line that is not blank, without the white space around it.
#[derive(Clone, Copy)]
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    /// Its first byte in the whole text.
    start: u32,
    /// Bytes of white space before it.
    indent: u32,
    /// Its characters, or more than any limit here.
    pub(super) width: u32,
    /// Bytes of list marker at its start.
    pub(super) marker: u32,
    /// A blank line stands before it.
    pub(super) gap: bool,
    /// It is set in columns, which no wrapping makes.
    pub(super) row: bool,
}

/// Tabs, bars or runs of blanks part columns.
fn is_row(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr2(b'\t', b'|', bytes).is_some() || memchr::memmem::find(bytes, b"   ").is_some()
}

impl<'a> Line<'a> {
    fn new(offset: usize, line: &'a str, gap: bool) -> Option<Self> {
        let text = line.trim_start();
        let indent = (line.len() - text.len()) as u32;
        let start = offset as u32 + indent;
        let text = text.trim_end();
        let width = if text.len() > 4 * WIDEST { u32::MAX } else { text.chars().count() as u32 };
        (!text.is_empty()).then(|| Self { text, start, indent, width, marker: marker(text) as u32, gap, row: is_row(text) })
    }

    pub(super) fn begins_low(&self) -> bool {
        self.text.starts_with(char::is_lowercase)
    }

    /// The last character, closing quotes and brackets aside.
    pub(super) fn last(&self) -> Option<char> {
        self.text.trim_end_matches(['"', '\'', '”', '’', '»', ')', ']', '*', '_']).chars().next_back()
    }

    /// Whether the line ends as a sentence does, or leads on to what follows.
    fn ended(&self) -> bool {
        matches!(self.last(), Some('.' | '!' | '?' | ':' | ';' | ',' | '…' | '。' | '—' | '–'))
    }

    /// Whether the line looks like an item of a list without markers.
    fn item(&self) -> bool {
        let prose = !self.text.contains(['{', '}', '=', ';', '\\', '<', '>', '$']) && self.text.contains(char::is_alphanumeric);
        self.width <= ITEM as u32 && self.marker == 0 && prose && !matches!(self.last(), Some('.' | '!' | '?' | ':' | '…'))
    }

    fn heading(&self) -> bool {
        self.width <= HEADING as u32
            && self.marker == 0
            && !self.ended()
            && !self.begins_low()
            && self.text.contains(char::is_alphabetic)
    }

    /// A list's marker: its sign, a letter standing for all letters, and its number where it gives one.
    fn sign(&self) -> (char, Option<u32>) {
        let marker = self.text.get(..self.marker as usize).unwrap_or_default();
        let digits = marker.bytes().take_while(u8::is_ascii_digit).count();
        match marker.chars().next().unwrap_or_default() {
            '0'..='9' => ('1', marker.get(..digits).and_then(|n| n.parse().ok())),
            first if first.is_alphabetic() => ('a', None),
            first => (first, None),
        }
    }

    fn block(&self, kind: BlockKind) -> Block {
        Block { span: Span { start: self.start + self.marker, end: self.start + self.text.len() as u32 }, kind }
    }
}

/// The bytes of a list marker and the white space after it at the start of a line; 0 where there is none.
fn marker(line: &str) -> usize {
    let rest = if let Some(rest) = line.strip_prefix(['-', '*', '+', '•', '◦', '▪', '·']) {
        rest
    } else {
        let digits = line.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = match digits {
            0 => line.strip_prefix(|c: char| c.is_ascii_alphabetic()).and_then(|rest| rest.strip_prefix(')')),
            1..=3 => line.get(digits..).and_then(|rest| rest.strip_prefix(['.', ')'])),
            _ => None,
        };
        let Some(rest) = numbered else { return 0 };
        rest
    };
    let item = rest.trim_start();
    if item.len() < rest.len() && !item.is_empty() { line.len() - item.len() } else { 0 }
}

/// The blocks of a plain text from byte `start` on.
#[must_use]
pub fn blocks(text: &str, start: usize) -> Vec<Block> {
    let lines = read(text, start);
    split(&lines, margin(&lines))
}

/// The blocks of a text that has one paragraph a line.
pub(super) fn lines(text: &str) -> Vec<Block> {
    split(&read(text, 0), None)
}

/// The lines that are not blank.
pub(super) fn read(text: &str, start: usize) -> Vec<Line<'_>> {
    let start = if start == 0 && text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { start };
    let text = text.get(start..).unwrap_or_default();
    let mut lines = Vec::with_capacity(memchr::memchr_iter(b'\n', text.as_bytes()).count() + 1);
    let (mut at, mut gap) = (start, false);
    for line in text.split_inclusive('\n') {
        let read = Line::new(at, line, gap);
        gap = read.is_none();
        lines.extend(read);
        at += line.len();
    }
    lines
}

/// The blocks of lines that are wrapped at `margin`, if they are.
fn split(lines: &[Line], margin: Option<u32>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    let mut lists = OpenLists::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let rest = lines.get(at + 1..).unwrap_or_default();
        let joined = margin.map_or(0, |margin| continued(line, rest, margin));
        let last = joined.checked_sub(1).and_then(|i| rest.get(i)).unwrap_or(line);
        let rest = rest.get(joined..).unwrap_or_default();
        let within = if line.marker == 0 { lists.around(line) } else { None };
        let kind = match (rest.first(), within) {
            _ if line.marker > 0 => lists.item(line),
            (_, Some(depth)) => BlockKind::ItemPart { depth },
            (Some(next), _) if joined == 0 && line.heading() && (next.gap || next.width > line.width) => {
                BlockKind::Heading { level: 0 }
            }
            _ => BlockKind::Paragraph,
        };
        let block = line.block(kind);
        blocks.push(Block { span: block.span.to(last.block(kind).span), kind });
        at += joined + 1;
        if last.text.ends_with(':') {
            let items = unmarked_items(rest);
            let kind = |nth, item: &Line| BlockKind::ListItem { depth: item.indent, opens: nth == 0, number: 0 };
            blocks.extend(rest.iter().take(items).enumerate().map(|(nth, item)| item.block(kind(nth, item))));
            at += items;
        }
    }
    blocks
}

/// The lists that a line may stand in: bytes before the markers of each, from the outermost on, and the marker of its last item.
#[derive(Default)]
struct OpenLists(Vec<(u32, (char, Option<u32>))>);

impl OpenLists {
    /// What a line with a marker is; what is set in further ends there. A list that begins with another number than one goes on with an
    /// earlier list.
    fn item(&mut self, line: &Line) -> BlockKind {
        while self.0.pop_if(|(indent, _)| *indent > line.indent).is_some() {}
        let (sign, number) = line.sign();
        let opens = match self.0.pop_if(|(indent, _)| *indent == line.indent) {
            Some((_, (same, before))) if same == sign => number == Some(1) && before.is_some_and(|n| n > 1),
            _ => number.is_none_or(|n| n <= 1),
        };
        self.0.push((line.indent, (sign, number)));
        BlockKind::ListItem { depth: line.indent, opens, number: number.and_then(|n| u16::try_from(n).ok()).unwrap_or_default() }
    }

    /// How far the item is set in that a line without a marker belongs to, as it is set in further.
    fn around(&mut self, line: &Line) -> Option<u32> {
        while self.0.pop_if(|(indent, _)| *indent >= line.indent).is_some() {}
        self.0.last().map(|(indent, _)| *indent)
    }
}

/// How many lines at the start of `rest`, which follow a line that ends in ":", are items of a list without markers. A blank line may
/// stand before the first one. The last item may end in a full stop.
fn unmarked_items(rest: &[Line]) -> usize {
    let run = rest.iter().enumerate().take_while(|(i, line)| line.item() && (*i == 0 || !line.gap)).count();
    let closing =
        rest.get(run).is_some_and(|l| run > 0 && !l.gap && l.marker == 0 && l.width <= ITEM as u32 && l.text.ends_with('.'));
    let items = run + usize::from(closing);
    if items >= 2 { items } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use BlockKind::Paragraph as P;

    const H: BlockKind = BlockKind::Heading { level: 0 };

    const FIRST: BlockKind = BlockKind::ListItem { depth: 0, opens: true, number: 0 };
    const L: BlockKind = BlockKind::ListItem { depth: 0, opens: false, number: 0 };

    fn item(number: u16, opens: bool) -> BlockKind {
        BlockKind::ListItem { depth: 0, opens, number }
    }

    fn split(text: &str) -> Vec<(BlockKind, &str)> {
        blocks(text, 0).iter().map(|b| (b.kind, b.span.of(text))).collect()
    }

    #[test]
    fn lines_become_blocks() {
        let cases: [(&str, &[(BlockKind, &str)]); 15] = [
            ("", &[]),
            (" \r\n\t\n", &[]),
            ("one line", &[(P, "one line")]),
            ("Bridges\n\nThe town has four.\n", &[(H, "Bridges"), (P, "The town has four.")]),
            ("Bridges\r\nThe town has four of them.", &[(H, "Bridges"), (P, "The town has four of them.")]),
            ("The town has four.\nOne is old.", &[(P, "The town has four."), (P, "One is old.")]),
            ("How many?\n\nFour.", &[(P, "How many?"), (P, "Four.")]),
            ("Rivers\n\nOld bridges", &[(H, "Rivers"), (P, "Old bridges")]),
            (
                "\u{feff}- one\n* two\n12) three\nb) four",
                &[(FIRST, "one"), (FIRST, "two"), (item(12, false), "three"), (FIRST, "four")],
            ),
            ("– Four, she says.\n2024. What a year", &[(P, "– Four, she says."), (P, "2024. What a year")]),
            ("-\n1.\n", &[(P, "-"), (P, "1.")]),
            (
                "The lakes are:\nVänern\nVättern\n\nAll are deep.",
                &[(P, "The lakes are:"), (FIRST, "Vänern"), (L, "Vättern"), (P, "All are deep.")],
            ),
            (
                "The lakes are:\n\nVänern,\nVättern.\nAll are deep lakes",
                &[(P, "The lakes are:"), (FIRST, "Vänern,"), (L, "Vättern."), (P, "All are deep lakes")],
            ),
            (
                "1. one\n2. two\n\n   More of it.\n\nBetween\n\n3. three\n1. anew",
                &[
                    (item(1, true), "one"),
                    (item(2, false), "two"),
                    (BlockKind::ItemPart { depth: 0 }, "More of it."),
                    (H, "Between"),
                    (item(3, false), "three"),
                    (item(1, true), "anew"),
                ],
            ),
            ("She said:\nThey are deep.", &[(P, "She said:"), (P, "They are deep.")]),
        ];
        for (text, expected) in cases {
            assert_eq!(split(text), expected, "{text:?}");
        }
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let text = "Bridges\n\nThe old town by the river has four bridges, of which\nthe oldest was built of stone in the year 1753 by\n\
                    a mason from Visby.\nThe others are of steel.\n\n- the first bridge that travellers from the north\n  meet\n- the second";
        let expected = [
            (H, "Bridges"),
            (
                P,
                "The old town by the river has four bridges, of which\nthe oldest was built of stone in the year 1753 by\na mason from Visby.",
            ),
            (P, "The others are of steel."),
            (FIRST, "the first bridge that travellers from the north\n  meet"),
            (L, "the second"),
        ];
        assert_eq!(split(text), expected);
    }

    #[test]
    fn short_lines_in_lower_case_are_not_wrapped_prose() {
        assert_eq!(split("apples\npears\nplums"), [(P, "apples"), (P, "pears"), (P, "plums")]);
    }
}
