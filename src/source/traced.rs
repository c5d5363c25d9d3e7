//! Where the words of an office document stand in the XML of its parts: for what is written beside them.

use super::{
    Format, Piece, Problem, docx,
    files::File,
    odt,
    zipped::{Failure, Package},
};
use std::{ops::Range, path::Path};

/// An office document with its text, and the way from there to its parts.
pub(crate) struct Traced<'a> {
    /// The archive.
    pub(crate) package: Package<'a>,
    /// The text, as that of the [`super::Document`] that is read of the file.
    pub(crate) text: String,
    /// The parts that hold text; the main one first.
    pub(crate) parts: Vec<Part>,
}

/// A part that holds text.
#[derive(Debug)]
pub(crate) struct Part {
    /// Its name in the archive.
    pub(crate) name: String,
    /// Its root element, without its prefix.
    pub(crate) root: &'static str,
    /// What it holds.
    pub(crate) xml: String,
    /// Where its characters stand: in the text, in ascending order, and in `xml`.
    pub(crate) pieces: Vec<Piece>,
}

impl Format {
    /// Whether comments can be written into a document of this format.
    pub(crate) const fn takes_comments(self) -> bool {
        matches!(self, Self::Docx | Self::Odt)
    }
}

/// Reads an office document with the way from its text to its parts; `None` where the format is none that takes comments.
///
/// # Errors
/// When it cannot be read; the same that keep it from being a [`super::Document`].
pub(crate) fn traced<'a>(path: &Path, format: Format, bytes: &'a [u8]) -> Result<Option<Traced<'a>>, Problem> {
    let file = File::given(path.to_string_lossy().into_owned(), format, [].into());
    let read = match format {
        Format::Docx => docx::traced(&file, bytes),
        Format::Odt => odt::traced(&file, bytes),
        _ => return Ok(None),
    };
    read.map(Some).map_err(|failure| failure.of(&file))
}

/// What went wrong with the archive of a document, as a problem of its file.
pub(crate) fn problem(path: &Path, format: Format, failure: Failure) -> Problem {
    failure.of(&File::given(path.to_string_lossy().into_owned(), format, [].into()))
}

/// Pieces of a text that grows, each with its place in a part.
#[derive(Debug, Default)]
pub(super) struct Trail(Vec<Piece>);

impl Trail {
    /// So many bytes of text, from `text` on, stand there in the part.
    pub(super) fn add(&mut self, text: usize, len: usize, at: Range<usize>) {
        let piece = Piece { text: text as u32, len: len as u32, file: at.start as u32, file_len: at.len() as u32 };
        match self.0.last_mut() {
            Some(last)
                if last.len == last.file_len
                    && piece.len == piece.file_len
                    && last.text + last.len == piece.text
                    && last.file + last.len == piece.file =>
            {
                last.len += piece.len;
                last.file_len += piece.len;
            }
            _ => self.0.push(piece),
        }
    }

    /// Adds what was found of a text that is added to a longer one, whose length was `before`.
    pub(super) fn append(&mut self, other: Self, before: usize) {
        self.0.extend(other.0.into_iter().map(|piece| Piece { text: piece.text + before as u32, ..piece }));
    }

    /// The pieces.
    pub(super) fn take(&mut self) -> Vec<Piece> {
        std::mem::take(&mut self.0)
    }
}
