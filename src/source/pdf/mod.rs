//! pdf: the text of pages as they are printed (ISO 32000), put in the order in which it is read.
//!
//! A PDF says where each character stands, and nothing of words, lines, columns or paragraphs. `content` finds the characters, `layout` the lines of each
//! page, `paragraphs` the text: words that a line end parts are joined, running heads and page numbers are left out. A place is a page and
//! a line on it, counted from the top of the page.
//!
//! The command reads a PDF in a child process of its own (`child`), which has little memory and time: whatever is wrong with a file, it is a problem
//! of that file. The structure is read by hayro-syntax. Pictures are not looked at; pages that are pictures only are said to be such.

mod child;
mod cmap;
mod content;
mod font;
mod glyphs;
mod layout;
mod paragraphs;

pub use child::{answer, read_in};

use super::{Document, Metadata, Problem, files::File, zipped::Budget};
use hayro_syntax::{LoadPdfError, Pdf};
use layout::Line;
use serde::{Deserialize, Serialize};

/// The most pages that are read.
const MOST_PAGES: usize = 20_000;
/// The most instructions of all pages together: forty pages of the most that one may have, and some seconds of a processor.
const MOST_INSTRUCTIONS: usize = 200_000_000;

/// What keeps a PDF from being read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
pub enum PdfError {
    /// Nothing that has pages.
    #[error("this is no PDF, or it is broken")]
    Broken,
    /// Only a password opens it.
    #[error("it is encrypted")]
    Encrypted,
    /// Pictures of pages.
    #[error("it has no text: its pages are pictures, as those of a scan are")]
    Scan,
    /// Pages with nothing on them.
    #[error("its pages have no text")]
    Empty,
    /// Characters that only its fonts show.
    #[error("its fonts do not say which letters they show")]
    Unknown,
    /// More pages than are read.
    #[error("it has more than {} pages", MOST_PAGES)]
    TooMany,
    /// More text than its size allows.
    #[error("it holds too much text")]
    TooLarge,
    /// The child process was ended, or ended itself.
    #[error("it takes more memory or time than a PDF may")]
    Costly,
    /// No child process could be begun.
    #[error("the process that reads it cannot be started: {0}")]
    NoChild(String),
}

impl PdfError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Encrypted => Some("save it without a password"),
            Self::Scan | Self::Unknown => Some("a program that recognises text (OCR) can add it"),
            Self::TooMany | Self::TooLarge | Self::Costly => Some("split it, or save its text alone"),
            _ => None,
        }
    }
}

/// The document of a PDF.
pub(super) fn document(file: &File, bytes: &[u8]) -> Result<Document, Problem> {
    let problem = |error| Problem::Pdf { path: file.path.clone(), error };
    if memchr::memmem::find(bytes.get(..1024).unwrap_or(bytes), b"%PDF-").is_none() {
        return Err(problem(PdfError::Broken));
    }
    let budget = file.budget.clone().unwrap_or_else(|| Budget::of(bytes.len()));
    let lines = child::lines(bytes, budget.left()).map_err(problem)?;
    budget.take(lines.iter().map(|line| line.text.len()).sum()).ok_or_else(|| problem(PdfError::TooLarge))?;
    Ok(paragraphs::join(lines).document(file, Metadata::default()))
}

/// The lines of a PDF, which take no more bytes than `most`: those of their letters, and those that keep where they stand.
fn lines(bytes: &[u8], most: u64) -> Result<Vec<Line>, PdfError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|error| match error {
        LoadPdfError::Decryption(_) => PdfError::Encrypted,
        LoadPdfError::Invalid => PdfError::Broken,
    })?;
    let pages = pdf.pages();
    if pages.len() > MOST_PAGES {
        return Err(PdfError::TooMany);
    }
    let mut fonts = content::Fonts::new();
    let (mut lines, mut length, mut pictures, mut unknown, mut instructions) = (Vec::new(), 0, false, 0, 0);
    for (number, page) in (1..).zip(pages.iter()) {
        let shown = content::read(page, &mut fonts)?;
        instructions += shown.instructions;
        if instructions > MOST_INSTRUCTIONS {
            return Err(PdfError::Costly);
        }
        pictures |= shown.pictures;
        unknown += shown.unknown;
        let of_page = layout::lines(number, shown.glyphs);
        length += of_page.iter().map(|line| (line.text.len() + size_of::<Line>()) as u64).sum::<u64>();
        if length > most {
            return Err(PdfError::TooLarge);
        }
        lines.extend(of_page);
    }
    match lines.is_empty() {
        false => Ok(lines),
        true if pages.is_empty() => Err(PdfError::Broken),
        true if unknown > 0 => Err(PdfError::Unknown),
        true if pictures => Err(PdfError::Scan),
        true => Err(PdfError::Empty),
    }
}
