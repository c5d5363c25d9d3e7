//! A long text, part by part, so that the tokens of no more than one part are at hand at a time.

use super::Span;
use crate::source::{Block, BlockKind};
use std::borrow::Cow;

/// The most tokens of a part: a book of 300 pages is eight parts.
const MOST_TOKENS: usize = 1 << 14;
/// As many of them does a number count for: what is read from it takes as much memory as so many words.
const NUMBER: usize = 3;

/// The parts of a text, as blocks: whole ones, where none is longer than a part. Nearly all texts are one part.
pub(crate) fn windows<'a>(text: &'a str, blocks: &'a [Block]) -> impl Iterator<Item = Cow<'a, [Block]>> {
    // A token has at least one byte.
    let mut whole = (text.len() <= MOST_TOKENS).then_some(Cow::Borrowed(blocks));
    let mut windows = whole.is_none().then_some(Windows { text, blocks, at: 0, from: 0 });
    std::iter::from_fn(move || whole.take().or_else(|| windows.as_mut()?.next().map(Cow::Owned)))
}

struct Windows<'a> {
    text: &'a str,
    blocks: &'a [Block],
    /// The block that comes next.
    at: usize,
    /// Where in the text it goes on, if a part of it was in a window already.
    from: u32,
}

impl Iterator for Windows<'_> {
    type Item = Vec<Block>;

    fn next(&mut self) -> Option<Vec<Block>> {
        let (first, mut left, mut window) = (self.at, MOST_TOKENS, Vec::new());
        while let Some(block) = self.blocks.get(self.at) {
            let span = Span { start: block.span.start.max(self.from), ..block.span };
            let (end, used) = fitting(self.text, span, left);
            if end == block.span.end {
                window.push(Block { span, ..*block });
                (left, self.at) = (left - used, self.at + 1);
                continue;
            }
            if window.is_empty() {
                window.push(Block { span: Span { end, ..span }, ..*block });
                self.from = end;
            } else {
                // A list and a table stay with what stands before them, and a heading with what stands behind it.
                let starts = |i: &usize| {
                    let kind = |i: usize| self.blocks.get(i).map(|b| b.kind);
                    matches!(kind(*i), Some(BlockKind::Paragraph | BlockKind::Heading { .. }))
                        && !kind(i - 1).is_some_and(BlockKind::is_heading)
                };
                let half = first + window.len() / 2;
                if let Some(at) = (half + 1..=self.at).rev().find(starts) {
                    window.truncate(at - first);
                    self.at = at;
                }
            }
            break;
        }
        (!window.is_empty()).then_some(window)
    }
}

/// How far a part of at most so many tokens goes, and how many it has; what is cut ends behind a sentence, else a word, if one ends in
/// its second half. Counts a few tokens too many rather than one too few.
fn fitting(text: &str, span: Span, most: usize) -> (u32, usize) {
    let bytes = span.of(text).as_bytes();
    let (mut count, mut last, mut sentence, mut word, mut half) = (0, Kind::Space, 0, 0, 0);
    for (at, byte) in bytes.iter().enumerate() {
        let kind = Kind::of(*byte);
        if kind == Kind::Space && last != Kind::Space {
            word = at;
            if matches!(bytes[at - 1], b'.' | b'!' | b'?') {
                sentence = at;
            }
        }
        if kind == Kind::Mark || kind != Kind::Space && kind != Kind::Goes && kind != last {
            count += if kind == Kind::Digit { NUMBER } else { 1 };
        }
        if count <= most / 2 {
            half = at;
        }
        if count > most {
            let end = [sentence, word].into_iter().find(|end| *end > half).unwrap_or(at);
            return (span.start + end as u32, most);
        }
        last = if kind == Kind::Goes { last } else { kind };
    }
    (span.end, count)
}

/// What a byte is to a count of tokens.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Digit,
    Letter,
    /// A token by itself, as far as its first byte tells.
    Mark,
    /// Not the first byte of a character.
    Goes,
}

impl Kind {
    fn of(byte: u8) -> Self {
        match byte {
            b'0'..=b'9' => Self::Digit,
            b'a'..=b'z' | b'A'..=b'Z' | 0xc3..=0xdf => Self::Letter,
            0..=b' ' | 0x7f => Self::Space,
            0x80..=0xbf => Self::Goes,
            _ => Self::Mark,
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::{MOST_TOKENS, windows};
    use crate::lexicon::Languages;
    use crate::source::blocks;
    use crate::text::lex;

    /// The parts of a text have all of it, in order, and no more tokens each than is allowed.
    fn sound(text: &str) -> Vec<String> {
        let blocks = blocks(text, 0);
        let languages = Languages::with(Vec::new());
        let mut parts = Vec::new();
        for window in windows(text, &blocks) {
            assert!(lex(text, &window, languages.get("en").unwrap()).len() <= MOST_TOKENS);
            parts.push(window.iter().map(|block| block.span.of(text)).collect::<Vec<_>>().concat());
        }
        let all: String = blocks.iter().map(|block| block.span.of(text)).collect();
        assert!(parts.concat() == all, "{:?}", text.get(..40));
        parts
    }

    #[test]
    fn parts_of_a_text_are_the_text() {
        for piece in
            ["1,", "(", "–", "“", "日", "å ", "Visby, 3 May. ", "7\n", "A heading\n\n- an item\n- another\n\nText. Text.\n\n"]
        {
            assert!(sound(&piece.repeat(200_000 / piece.len())).len() > 1, "{piece}");
            assert_eq!(sound(piece).len(), 1);
        }
    }

    #[test]
    fn a_sentence_stays_in_one_part() {
        let text = "The ferry took 350 people to the island. ".repeat(8_000);
        for part in sound(&text) {
            assert!(part.trim_end().ends_with('.'), "{:?}", &part[part.len() - 40..]);
        }
    }
}
