//! A text that is put together from pieces of a file, and its blocks: what the readers of marked-up formats share.

use super::{Block, BlockKind, Origin, Piece};
use crate::text::Span;
use std::ops::Range;

/// A text that grows, with the way back to the file.
#[derive(Debug, Default)]
pub(super) struct Pieced {
    /// What was read so far.
    pub(super) text: String,
    /// The blocks that are closed.
    pub(super) blocks: Vec<Block>,
    pieces: Vec<Piece>,
    /// Where the open block begins in `text`.
    open: Option<usize>,
}

impl Pieced {
    /// An empty text that will have about `length` bytes.
    pub(super) fn with_capacity(length: usize) -> Self {
        Self { text: String::with_capacity(length), ..Self::default() }
    }

    /// Whether a block is open.
    pub(super) fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Adds text that stands at `at` in the file. White space opens no block.
    pub(super) fn push(&mut self, text: &str, at: Range<usize>) {
        if text.is_empty() || self.open.is_none() && text.trim().is_empty() {
            return;
        }
        let start = self.text.len();
        self.open.get_or_insert(start);
        self.text.push_str(text);
        let piece = Piece { text: start as u32, len: text.len() as u32, file: at.start as u32, file_len: at.len() as u32 };
        match self.pieces.last_mut() {
            Some(last)
                if last.len == last.file_len
                    && piece.len == piece.file_len
                    && last.text + last.len == piece.text
                    && last.file + last.len == piece.file =>
            {
                last.len += piece.len;
                last.file_len += piece.len;
            }
            _ => self.pieces.push(piece),
        }
    }

    /// Ends the open block, and gives the bytes of the text that are in it, white space at its ends aside.
    pub(super) fn end(&mut self) -> Option<Range<usize>> {
        let start = self.open.take()?;
        let text = self.text.get(start..).unwrap_or_default();
        let start = start + text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        // Blocks are no neighbours, in no reader's eyes.
        self.text.push('\n');
        (start < end).then_some(start..end)
    }

    /// Ends the open block; `kind` is asked only where something is in it.
    pub(super) fn close(&mut self, kind: impl FnOnce() -> BlockKind) {
        if let Some(range) = self.end() {
            self.blocks.push(Block { span: Span::new(range.start, range.end), kind: kind() });
        }
    }

    /// Adds text between two blocks that is in none, and is not read; none where there is no such text.
    pub(super) fn apart(&mut self, text: &str, at: Range<usize>) -> Option<Span> {
        debug_assert!(!self.is_open());
        self.push(text, at);
        self.end().map(|range| Span::new(range.start, range.end))
    }

    /// The text, its blocks, and the way back to the file.
    pub(super) fn finish(self) -> (String, Vec<Block>, Origin) {
        (self.text, self.blocks, Origin::Pieces { pieces: self.pieces })
    }
}

/// The first bytes of a text, so many at most, up to the end of a character.
pub(super) fn first(text: &str, most: usize) -> &str {
    (0..=most.min(text.len())).rev().find_map(|end| text.get(..end)).unwrap_or_default()
}
