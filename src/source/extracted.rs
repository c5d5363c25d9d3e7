//! A text that was taken out of a file which has none that a reader could look up: one line a paragraph, or a row of a table, and what
//! its places are called in the program that shows the file.

use super::{Block, BlockKind, Document, Metadata, Named, Origin, Spot, files::File, plain};
use crate::text::Span;
use std::sync::Arc;

/// What was taken out so far.
#[derive(Debug, Default)]
pub(super) struct Extracted {
    /// The text.
    pub(super) text: String,
    /// The stretches of which the file says what they are, in ascending order; none reaches over the end of a line.
    kinds: Vec<(Span, BlockKind)>,
    /// What places are called.
    pub(super) places: Named,
}

impl Extracted {
    /// What is added from here on stands there.
    pub(super) fn at(&mut self, spot: Spot) {
        self.places.add(self.text.len(), spot);
    }

    /// Adds a paragraph as a line; `kind` is what the file says that it is.
    pub(super) fn push(&mut self, paragraph: &str, kind: Option<BlockKind>) {
        let start = self.text.len();
        self.add(paragraph);
        if let Some(kind) = kind {
            self.mark(start, kind);
        }
        self.text.push('\n');
    }

    /// Adds a cell of the row at hand.
    pub(super) fn cell(&mut self, cell: &str, kind: BlockKind) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\t');
        }
        let start = self.text.len();
        self.add(cell);
        self.mark(start, kind);
    }

    /// Ends the row at hand.
    pub(super) fn end_row(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    /// Adds text without line ends.
    fn add(&mut self, text: &str) {
        if text.contains(['\n', '\r']) {
            self.text.extend(text.chars().map(|c| if matches!(c, '\n' | '\r') { ' ' } else { c }));
        } else {
            self.text.push_str(text);
        }
    }

    fn mark(&mut self, start: usize, kind: BlockKind) {
        let added = self.text.get(start..).unwrap_or_default();
        let (from, to) = (start + added.len() - added.trim_start().len(), start + added.trim_end().len());
        if from < to {
            self.kinds.push((Span::new(from, to), kind));
        }
    }

    /// The blocks of the lines. Where the file does not say what a line is, it is read as a line of plain text.
    fn blocks(&self) -> Vec<Block> {
        let mut blocks = Vec::with_capacity(self.kinds.len());
        let mut kinds = self.kinds.iter().peekable();
        for block in plain::lines(&self.text) {
            let line = self.text.get(block.span.start as usize..).unwrap_or_default();
            let end = block.span.start + memchr::memchr(b'\n', line.as_bytes()).unwrap_or(line.len()) as u32;
            let before = blocks.len();
            while let Some((span, kind)) = kinds.next_if(|(span, _)| span.start < end) {
                blocks.push(Block { span: *span, kind: *kind });
            }
            if blocks.len() == before {
                blocks.push(block);
            }
        }
        blocks
    }

    /// The document.
    pub(super) fn document(self, file: &File, meta: Metadata) -> Document {
        let blocks = self.blocks();
        let whole = Origin::Identity { skipped: 0 };
        let origin =
            if self.places.spots.is_empty() { whole } else { Origin::Named { of: Box::new(whole), places: self.places } };
        let text: Arc<str> = self.text.into();
        Document { name: file.name.clone(), meta, text: text.clone(), blocks, lost: Vec::new(), origin, raw: text }
    }
}
