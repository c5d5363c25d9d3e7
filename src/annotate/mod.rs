//! Comments in an office document, at the words that they are about: the draft as a word processor shows it, marked up.
//!
//! Stands beside the pipeline: knows a text, spans of it, and what is to be said there, and nothing of why. The document stays as it is but for the
//! comments: parts that do not tell of them are copied as they are packed, and what stands in one that does is moved by the marks and nothing
//! else. Comments of an earlier run are taken out first, and with them all that was done to put them in.

mod docx;
mod edits;
mod odt;
mod places;

use crate::{
    source::{Failure, Format, Problem, traced},
    text::Span,
};
use jiff::civil::Date;
use std::path::{Path, PathBuf};

/// Who the comments are by.
pub const AUTHOR: &str = "factlint";
/// How the last line of a comment begins. What is by [`AUTHOR`] and ends in such a line is written here, and nothing else is.
const SIGNED: &str = "factlint · ";

/// What is to be said at some words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The words, in the document's text.
    pub span: Span,
    /// What is said, a paragraph each.
    pub lines: Vec<String>,
    /// What it is known by in its last line: a rule and the key of what it found.
    pub about: String,
}

impl Comment {
    /// Its paragraphs, with the one that it is signed by.
    fn paragraphs(&self) -> impl Iterator<Item = String> {
        self.lines.iter().cloned().chain([format!("{SIGNED}{}", self.about)])
    }
}

/// Why comments cannot be written into a document.
#[derive(Debug, thiserror::Error)]
pub enum AnnotateError {
    /// It is in a format that has no place for them.
    #[error("{}: comments can be written into docx and odt only, and this is {format}", .path.display())]
    Format {
        /// The document.
        path: PathBuf,
        /// What its format is called.
        format: &'static str,
    },
    /// It is no longer what was checked.
    #[error("{} has changed since it was read; run again", .path.display())]
    Changed {
        /// The document.
        path: PathBuf,
    },
    /// It cannot be read.
    #[error(transparent)]
    Unread(#[from] Problem),
}

impl AnnotateError {
    /// The document.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Format { path, .. } | Self::Changed { path } => path,
            Self::Unread(problem) => problem.path(),
        }
    }
}

/// A document that comments are written into.
#[derive(Debug, Clone, Copy)]
pub struct Draft<'a> {
    /// Where it is, or what it is called.
    pub path: &'a Path,
    /// Its format.
    pub format: Format,
    /// The whole file.
    pub bytes: &'a [u8],
    /// The text that the spans of comments are in: that of the [`crate::source::Document`] that was read of the file.
    pub text: &'a str,
}

/// The file with these comments instead of those of an earlier run; the same bytes for the same arguments. `date` is the day that they are said to be
/// of; without one they have none.
///
/// # Errors
/// When its format takes no comments, when it is no longer the text that was read, or cannot be read.
pub fn annotate(draft: &Draft, comments: &[Comment], date: Option<Date>) -> Result<Vec<u8>, AnnotateError> {
    let Draft { path, format, bytes, text } = *draft;
    let other = || AnnotateError::Format { path: path.to_owned(), format: format.name() };
    let failed = |failure: Failure| AnnotateError::Unread(traced::problem(path, format, failure));
    let mut read = traced::traced(path, format, bytes)?.ok_or_else(other)?;
    if read.text != text {
        return Err(AnnotateError::Changed { path: path.to_owned() });
    }
    let cleaned = match format {
        Format::Docx => docx::without(&mut read),
        _ => odt::without(&mut read),
    };
    let Cleaned { bytes: cleaned, kept } = cleaned.map_err(failed)?;
    // What somebody answered stays, and is not said again.
    let mut comments: Vec<&Comment> = comments.iter().filter(|comment| !kept.contains(&comment.about)).collect();
    comments.sort_by_key(|comment| (comment.span.start, std::cmp::Reverse(comment.span.end)));
    let clean = cleaned.as_deref().unwrap_or(bytes);
    if comments.is_empty() {
        return Ok(clean.to_vec());
    }
    let mut read = traced::traced(path, format, clean)?.ok_or_else(other)?;
    let written = match format {
        Format::Docx => docx::with(&mut read, &comments, date),
        _ if odt::has_slides(&read) => return Err(AnnotateError::Format { path: path.to_owned(), format: "odp" }),
        _ => odt::with(&mut read, &comments, date),
    };
    written.map_err(failed)
}

/// A document without the comments of an earlier run.
#[derive(Debug, Default)]
struct Cleaned {
    /// The file; `None` where it had none.
    bytes: Option<Vec<u8>>,
    /// What the comments are about that were kept, because somebody answered them.
    kept: Vec<String>,
}

/// What a comment with this last line is about, if it was written here.
fn about<'a>(author: &str, last: &'a str) -> Option<&'a str> {
    last.trim().strip_prefix(SIGNED).filter(|_| author == AUTHOR)
}
