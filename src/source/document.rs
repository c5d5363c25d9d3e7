//! A named text, what is known of it, and the way back to the bytes of its file.

use super::{
    encoding::Recoded,
    names::{Named, Spot},
    tree::Lost,
};
use crate::text::Span;
use jiff::civil::Date;
use serde::Serialize;
use std::{collections::BTreeMap, ops::Range, sync::Arc};

/// What is known of a document beside its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The day it was published.
    pub date: Option<Date>,
    /// A BCP 47 language tag's first part: "en", "sv".
    pub lang: Option<String>,
    /// Who published it.
    pub source: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// What its columns or keys mean, where their names do not say so.
    pub facts: Meanings,
}

/// What the columns of a table, or the keys of a facts file, mean: by name, in lower case with one blank between words, the wordings that
/// say it; none where what stands under it is no fact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Meanings {
    columns: BTreeMap<String, Vec<String>>,
    /// What the whole file says that it is about.
    pub about: Option<String>,
}

impl Meanings {
    /// Whether nothing is said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }

    /// The wordings of a name, if something is said of it.
    #[must_use]
    pub fn of(&self, name: &str) -> Option<&[String]> {
        self.columns.get(&Self::name(name)).map(Vec::as_slice)
    }

    /// Adds what a name means.
    pub(super) fn add<'a>(&mut self, name: &str, wordings: impl Iterator<Item = &'a str>) {
        let wordings = wordings.map(str::trim).filter(|wording| !wording.is_empty()).map(str::to_owned);
        self.columns.insert(Self::name(name), wordings.collect());
    }

    fn name(name: &str) -> String {
        let words = super::keyed::words(name).to_lowercase().replace('.', " ");
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Metadata {
    /// What is known here, and where nothing is, what is known there.
    #[must_use]
    pub fn or(self, other: &Self) -> Self {
        Self {
            date: self.date.or(other.date),
            lang: self.lang.or_else(|| other.lang.clone()),
            source: self.source.or_else(|| other.source.clone()),
            url: self.url.or_else(|| other.url.clone()),
            facts: Meanings {
                columns: if self.facts.is_empty() { other.facts.columns.clone() } else { self.facts.columns },
                about: self.facts.about.or_else(|| other.facts.about.clone()),
            },
        }
    }
}

/// What a stretch of text is in its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum BlockKind {
    /// Running text; in plain text a paragraph or a line of its own.
    Paragraph,
    /// A heading. It is no sentence, and asserts nothing by itself.
    Heading {
        /// From 1, the highest; 0 where the format does not say.
        level: u8,
    },
    /// One item of a list.
    ListItem {
        /// How far it is set in, so that the items of one list have the same: bytes before its marker in plain text, else the
        /// number of lists that it is in.
        depth: u32,
        /// It begins a list of its own; others go on with the list of the item before them.
        opens: bool,
        /// The number that is written before it; 0 where there is none, or the program that shows the text sets it.
        number: u16,
    },
    /// More of an item: its later paragraphs and quotes.
    ItemPart {
        /// As of the item.
        depth: u32,
    },
    /// A value of a facts file, behind the words of its keys.
    Fact {
        /// So many bytes of the block say what it is about;
        own: u32,
        /// then come so many of its own key, and behind them the value. A block is kept for each line of a text: this keeps it small.
        key: u16,
    },
    /// One cell of a table, or a paragraph of it. Those of a table follow on each other row by row; empty ones are none.
    Cell {
        /// The row, from 0.
        row: u32,
        /// The column, from 0; the largest number where it cannot be told.
        column: u16,
    },
}

impl BlockKind {
    /// Whether it is a heading.
    #[must_use]
    pub const fn is_heading(self) -> bool {
        matches!(self, Self::Heading { .. })
    }

    /// Where a cell stands in its table: its row, and its column where that can be told.
    #[must_use]
    pub const fn place(self) -> Option<(u32, Option<u16>)> {
        match self {
            Self::Cell { row, column: u16::MAX } => Some((row, None)),
            Self::Cell { row, column } => Some((row, Some(column))),
            _ => None,
        }
    }
}

/// A stretch of a document's text that no sentence crosses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Block {
    /// Bytes of the document's text.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// One piece of text that was copied from the file: `len` bytes at `text` in the document's text stand at `file` in the file.
/// A piece whose text and file differ (an entity such as `&amp;`) has `file_len` bytes in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Where the piece starts in the document's text, in bytes.
    pub text: u32,
    /// Its length there.
    pub len: u32,
    /// Where it starts in the file (in [`Document::raw`]).
    pub file: u32,
    /// Its length there.
    pub file_len: u32,
}

/// How offsets in the text become offsets in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The text is the file; offsets differ only by `skipped` bytes (byte order mark, front matter) before it.
    Identity {
        /// Bytes of the file before the text.
        skipped: u32,
    },
    /// The text was put together from pieces of the file, in ascending order.
    Pieces {
        /// The pieces.
        pieces: Vec<Piece>,
    },
    /// The file is in another encoding than UTF-8.
    Recoded {
        /// How the text stands in the decoded file.
        of: Box<Origin>,
        /// How the decoded file stands in the bytes on disk.
        bytes: Recoded,
    },
    /// What looks at the file finds places by other names than lines: pages, cells, slides.
    Named {
        /// How the text stands in the file, or in what was taken out of it.
        of: Box<Origin>,
        /// The names.
        places: Named,
    },
}

/// A named text with metadata and a map back to the file it came from.
#[derive(Debug, Clone)]
pub struct Document {
    /// The path as the user gave it (or found below a folder), or the id of a JSON line.
    pub name: String,
    /// What is known of it.
    pub meta: Metadata,
    /// The text that is read.
    pub text: Arc<str>,
    /// Its blocks in ascending order; none overlap. Text outside every block is not read.
    pub blocks: Vec<Block>,
    /// Where a link leads to a place of this text that it does not have, or a file is named that its repository does not have; in ascending order.
    pub lost: Vec<Lost>,
    /// The way back to the file.
    pub origin: Origin,
    /// The file's content as it is shown in reports; the same string as `text` where the two are the same. For a JSON line its decoded
    /// `text`, for a docx the extracted text with one line a paragraph.
    pub raw: Arc<str>,
}

impl Document {
    /// Where a span of the text stands in the file, as bytes of [`Document::raw`] (half-open). A span that begins or ends inside a
    /// piece whose text differs from the file's covers the whole of it; one outside every piece is empty.
    #[must_use]
    pub fn file_range(&self, span: Span) -> Range<usize> {
        self.origin.range(span)
    }

    /// Whether it is a file of facts: values under keys, or sheets of cells.
    #[must_use]
    pub fn is_facts(&self) -> bool {
        matches!(self.blocks.first().map(|b| b.kind), Some(BlockKind::Fact { .. })) || self.origin.is_sheet()
    }

    /// Whether its file is in another encoding than UTF-8.
    #[must_use]
    pub fn is_recoded(&self) -> bool {
        self.origin.recoded().is_some()
    }

    /// Where bytes of [`Document::raw`] stand on disk; another range only where the file is in another encoding than UTF-8.
    #[must_use]
    pub fn on_disk(&self, range: Range<usize>) -> Range<usize> {
        self.origin.recoded().map_or(range.clone(), |bytes| {
            bytes.on_disk(&self.raw, range.start)..bytes.on_disk(&self.raw, range.end.max(range.start))
        })
    }

    /// What a place is called at a byte of [`Document::raw`], where it has another name than its line: "page 3, line 12", "Budget!C4".
    #[must_use]
    pub fn place_name(&self, at: usize) -> Option<String> {
        self.origin.named()?.name(at)
    }
}

impl Origin {
    fn range(&self, span: Span) -> Range<usize> {
        match self {
            Self::Identity { skipped } => (span.start + skipped) as usize..(span.end + skipped) as usize,
            Self::Pieces { pieces } => {
                let start = Self::file_start(pieces, span.start);
                start..Self::file_end(pieces, span.end).max(start)
            }
            Self::Recoded { of, .. } | Self::Named { of, .. } => of.range(span),
        }
    }

    fn recoded(&self) -> Option<&Recoded> {
        match self {
            Self::Recoded { bytes, .. } => Some(bytes),
            Self::Named { of, .. } => of.recoded(),
            Self::Identity { .. } | Self::Pieces { .. } => None,
        }
    }

    fn named(&self) -> Option<&Named> {
        match self {
            Self::Named { places, .. } => Some(places),
            Self::Recoded { of, .. } => of.named(),
            Self::Identity { .. } | Self::Pieces { .. } => None,
        }
    }

    /// The same, of a file in this encoding, if it is another than UTF-8.
    pub(super) fn recoded_as(self, bytes: Option<Recoded>) -> Self {
        match bytes {
            Some(bytes) => Self::Recoded { of: Box::new(self), bytes },
            None => self,
        }
    }

    fn is_sheet(&self) -> bool {
        matches!(self.named().and_then(|named| named.spots.first()), Some((_, Spot::Cell { .. })))
    }

    fn file_start(pieces: &[Piece], at: u32) -> usize {
        let after = pieces.partition_point(|p| p.text <= at);
        let Some(piece) = after.checked_sub(1).and_then(|i| pieces.get(i)) else { return 0 };
        let within = at - piece.text;
        let file = match (within < piece.len, piece.len == piece.file_len) {
            (true, true) => piece.file + within,
            (true, false) => piece.file,
            // Between two pieces: what is meant begins with the next one.
            (false, _) => pieces.get(after).map_or(piece.file + piece.file_len, |next| next.file),
        };
        file as usize
    }

    fn file_end(pieces: &[Piece], at: u32) -> usize {
        let after = pieces.partition_point(|p| p.text < at);
        let Some(piece) = after.checked_sub(1).and_then(|i| pieces.get(i)) else { return 0 };
        let within = (at - piece.text).min(piece.len);
        let whole = within == piece.len || piece.len != piece.file_len;
        (piece.file + if whole { piece.file_len } else { within }) as usize
    }
}
