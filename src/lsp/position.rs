//! Places as editors say them: a line and a column from 0, in code units of the encoding that was agreed on. Lines end with `\n`, `\r\n` or `\r`.

use lsp_types::{Position, PositionEncodingKind, Range};
use std::ops;

/// What columns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
}

impl Encoding {
    /// The one that is spoken with a client that knows these: bytes where it may be chosen, as factlint counts in them.
    pub(super) fn agreed(known: Option<&[PositionEncodingKind]>) -> Self {
        let bytes = known.is_some_and(|known| known.contains(&PositionEncodingKind::UTF8));
        if bytes { Self::Utf8 } else { Self::Utf16 }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
        }
    }

    fn length(self, c: char) -> usize {
        match self {
            Self::Utf8 => c.len_utf8(),
            Self::Utf16 => c.len_utf16(),
        }
    }
}

/// Where the lines of a text begin.
#[derive(Debug, Clone)]
pub(super) struct Lines {
    starts: Vec<usize>,
    encoding: Encoding,
}

impl Lines {
    pub(super) fn new(text: &str, encoding: Encoding) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
        let ends = ends.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'));
        Self { starts: std::iter::once(0).chain(ends.map(|at| at + 1)).collect(), encoding }
    }

    /// The bytes of a line, without what ends it.
    fn line(&self, text: &str, nth: usize) -> ops::Range<usize> {
        let start = self.starts.get(nth).copied().unwrap_or(text.len());
        let end = self.starts.get(nth + 1).copied().unwrap_or(text.len());
        let line = text.get(start..end).unwrap_or_default();
        start..start + line.trim_end_matches(['\n', '\r']).len()
    }

    /// The place of a byte of the text; one inside a character is that of the character, one beyond the end that of the end.
    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let nth = self.starts.partition_point(|start| *start <= offset).saturating_sub(1);
        let start = self.starts.get(nth).copied().unwrap_or_default();
        let before = text.get(start..offset).unwrap_or_default();
        let column: usize = before.chars().map(|c| self.encoding.length(c)).sum();
        Position { line: nth as u32, character: column as u32 }
    }

    pub(super) fn range(&self, text: &str, bytes: ops::Range<usize>) -> Range {
        Range { start: self.position(text, bytes.start), end: self.position(text, bytes.end) }
    }

    /// The byte of a place. A column beyond the end of its line is that end, a line beyond the last one the end of the text, and a column
    /// inside a character its beginning.
    pub(super) fn offset(&self, text: &str, position: Position) -> usize {
        let nth = position.line as usize;
        if nth >= self.starts.len() {
            return text.len();
        }
        let line = self.line(text, nth);
        let (mut offset, mut left) = (line.start, position.character as usize);
        for c in text.get(line).unwrap_or_default().chars() {
            let length = self.encoding.length(c);
            if left < length {
                break;
            }
            left -= length;
            offset += c.len_utf8();
        }
        offset
    }

    pub(super) fn bytes(&self, text: &str, range: Range) -> ops::Range<usize> {
        let start = self.offset(text, range.start);
        start..self.offset(text, range.end).max(start)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_counted_in_both_encodings() {
        let text = "å🦀 b\r\nc\rd\n\nend";
        for (encoding, offset, line, character) in [
            (Encoding::Utf8, 0, 0, 0),
            (Encoding::Utf8, 2, 0, 2),
            (Encoding::Utf8, 6, 0, 6),
            (Encoding::Utf16, 2, 0, 1),
            (Encoding::Utf16, 6, 0, 3),
            (Encoding::Utf16, 8, 0, 5),
            (Encoding::Utf16, 10, 1, 0),
            (Encoding::Utf16, 12, 2, 0),
            (Encoding::Utf16, 14, 3, 0),
            (Encoding::Utf8, 15, 4, 0),
            (Encoding::Utf8, 18, 4, 3),
        ] {
            let lines = Lines::new(text, encoding);
            let place = Position { line, character };
            assert_eq!(lines.position(text, offset), place, "{encoding:?} {offset}");
            assert_eq!(lines.offset(text, place), offset, "{encoding:?} {place:?}");
        }
    }

    #[test]
    fn what_lies_beyond_or_between_is_taken_in() {
        let text = "a🦀\nb";
        let lines = Lines::new(text, Encoding::Utf16);
        let at = |line, character| lines.offset(text, Position { line, character });
        assert_eq!((at(0, 2), at(0, 3), at(0, 99), at(1, 9), at(7, 0)), (1, 5, 5, 7, 7));
        assert_eq!(lines.position(text, 3), Position { line: 0, character: 1 });
        assert_eq!(lines.position(text, 99), Position { line: 1, character: 1 });
    }
}
