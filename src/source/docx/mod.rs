//! docx: the paragraphs of a word processor's document (Office Open XML, ISO/IEC 29500).
//!
//! A docx is a zip archive of XML parts. Its text has no lines and no bytes that a reader could look up, so the extracted text stands for
//! the file: one line a paragraph, in the order of the document, table cells and empty paragraphs included, then the notes. A place is the
//! number of its paragraph, and a column in it.
//!
//! Tracked changes are read as if they were accepted. The dates and the title in a docx's properties are not used: they are those of its
//! template, or of the last time somebody saved it, as often as those of its text. Its language is used where it is set for the text
//! itself, not as the default of its styles.

mod body;
mod package;
mod styles;
#[cfg(test)]
mod tests;
mod xml;

use super::{Block, BlockKind, Document, Metadata, Origin, Place, Problem, files::File, plain};
use crate::text::Span;
use body::Paragraph;
use std::sync::Arc;

/// The most bytes that a part of a docx may have when it is unpacked.
pub(super) const LARGEST: u64 = 256 << 20;

/// What keeps a docx from being read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocxError {
    /// No zip archive.
    #[error("this is no docx: {0}")]
    Archive(String),
    /// A compound file: what Word wrote before docx, and what it wraps around encrypted documents.
    #[error("this is an encrypted document, or one of an old version of Word")]
    Compound,
    /// A part that only a password opens.
    #[error("{0} is encrypted")]
    Encrypted(String),
    /// A part that is not there.
    #[error("this is no docx: it has no {0}")]
    Missing(String),
    /// A part that the archive does not give back.
    #[error("{part} cannot be unpacked: {cause}")]
    Unpack {
        /// The part.
        part: String,
        /// What the archive says.
        cause: String,
    },
    /// A part that is larger than 256 MiB.
    #[error("{0} unpacks to more than {LARGEST} bytes")]
    TooLarge(String),
    /// A part that is not UTF-8.
    #[error("{0} is not UTF-8")]
    NotUtf8(String),
    /// Broken XML.
    #[error("{part} is no valid XML: {cause}")]
    Xml {
        /// The part.
        part: String,
        /// What is wrong.
        cause: String,
    },
    /// A document type definition, which can make much of little.
    #[error("{0} has a document type definition")]
    Doctype(String),
    /// XML of another kind.
    #[error("{part} does not begin with the element `{root}`")]
    Root {
        /// The part.
        part: String,
        /// The element that was expected.
        root: &'static str,
    },
}

impl DocxError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Compound | Self::Encrypted(_) => Some("save it as a docx without a password"),
            Self::Doctype(_) => Some("no word processor writes one; save the document anew"),
            Self::TooLarge(_) => Some("split it"),
            _ => None,
        }
    }
}

/// What is wrong, and where.
#[derive(Debug)]
struct Failure {
    error: DocxError,
    place: Option<Place>,
}

impl From<DocxError> for Failure {
    fn from(error: DocxError) -> Self {
        Self { error, place: None }
    }
}

/// The document of a docx file.
pub(super) fn document(file: &File, bytes: &[u8]) -> Result<Document, Problem> {
    let problem = |f: Failure| Problem::Docx { path: file.path.clone(), place: f.place.map(Box::new), error: f.error };
    let (paragraphs, lang) = read(bytes).map_err(problem)?;
    let (text, blocks) = lay_out(&paragraphs);
    let text: Arc<str> = text.into();
    let meta = Metadata { lang, ..Metadata::default() };
    Ok(Document { name: file.name.clone(), meta, text: text.clone(), blocks, origin: Origin::Identity { skipped: 0 }, raw: text })
}

/// The paragraphs of a docx, and its language.
fn read(bytes: &[u8]) -> Result<(Vec<Paragraph>, Option<String>), Failure> {
    let mut package = package::Package::open(bytes)?;
    let main = package.main()?;
    let related = package.related(&main)?;
    let styles = match related.iter().find(|r| r.kind == "styles") {
        Some(part) => package.part(&part.target)?.map(|xml| styles::read(&part.target, &xml)).transpose()?.unwrap_or_default(),
        None => styles::Styles::default(),
    };
    let mut body = body::Body::new(&styles);
    let xml = package.part(&main)?.ok_or_else(|| DocxError::Missing(main.clone()))?;
    body.read(&main, "document", &xml)?;
    for (kind, root) in [("footnotes", "footnotes"), ("endnotes", "endnotes")] {
        for part in related.iter().filter(|r| r.kind == kind) {
            if let Some(xml) = package.part(&part.target)? {
                body.read(&part.target, root, &xml)?;
            }
        }
    }
    Ok(body.finish())
}

/// The text, one line a paragraph, and its blocks. Where a paragraph's style does not say what it is, it is read as a line of plain text.
fn lay_out(paragraphs: &[Paragraph]) -> (String, Vec<Block>) {
    let mut text = String::with_capacity(paragraphs.iter().map(|p| p.text.len() + 1).sum());
    let mut lines = Vec::with_capacity(paragraphs.len());
    for paragraph in paragraphs {
        let start = text.len();
        text.push_str(&paragraph.text);
        lines.push((start..text.len(), paragraph.kind));
        text.push('\n');
    }
    let mut blocks = plain::lines(&text);
    let mut lines = lines.into_iter();
    for block in &mut blocks {
        let start = block.span.start as usize;
        let Some((line, kind)) = lines.find(|(line, _)| line.end > start) else { break };
        if let Some(kind) = kind {
            let whole = text.get(line.clone()).unwrap_or_default();
            let trimmed = line.start + whole.len() - whole.trim_start().len();
            *block = Block { span: Span::new(trimmed, trimmed + whole.trim().len()), kind };
        }
    }
    (text, blocks)
}

/// What a style says that a paragraph is.
type Kind = Option<BlockKind>;
