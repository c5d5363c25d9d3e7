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
use body::Lines;
use std::sync::Arc;

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
    /// More in it than any text has.
    #[error("it unpacks to more than {budget} bytes, in {part}")]
    TooLarge {
        /// The part that is too much.
        part: String,
        /// How many bytes may be unpacked of a file of its size.
        budget: u64,
    },
    /// A document that is said to be made of more parts than any is.
    #[error("{0} names more than {most} parts with text", most = package::MOST_RELATED)]
    TooManyRelated(String),
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
            Self::TooLarge { .. } => Some("split it, or save its text alone"),
            Self::TooManyRelated(_) => Some("no word processor writes so many; save the document anew"),
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
pub(super) fn document(file: &File, bytes: &[u8], warnings: &mut Vec<Problem>) -> Result<Document, Problem> {
    let problem = |f: Failure| Problem::Docx { path: file.path.clone(), place: f.place.map(Box::new), error: f.error };
    let Read { lines, lang, unstyled } = read(bytes).map_err(problem)?;
    warnings.extend(unstyled.map(problem));
    let blocks = blocks(&lines);
    let text: Arc<str> = lines.text.into();
    let meta = Metadata { lang, ..Metadata::default() };
    Ok(Document {
        name: file.name.clone(),
        meta,
        text: text.clone(),
        blocks,
        lost: Vec::new(),
        origin: Origin::Identity { skipped: 0 },
        raw: text,
    })
}

/// What was read of a docx.
struct Read {
    lines: Lines,
    lang: Option<String>,
    /// Why its styles could not be read. Its text can without them: what they say of it is guessed then.
    unstyled: Option<Failure>,
}

fn read(bytes: &[u8]) -> Result<Read, Failure> {
    let mut package = package::Package::open(bytes)?;
    let main = package.main()?;
    let related = package.related(&main, &["styles", "footnotes", "endnotes"])?;
    let (styles, unstyled) = match related.iter().find(|r| r.kind == "styles") {
        Some(part) => match style(&mut package, &part.target) {
            Ok(styles) => (styles, None),
            Err(failure @ Failure { error: DocxError::TooLarge { .. }, .. }) => return Err(failure),
            Err(failure) => (styles::Styles::default(), Some(failure)),
        },
        None => (styles::Styles::default(), None),
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
    let (lines, lang) = body.finish();
    Ok(Read { lines, lang, unstyled })
}

/// The styles that a part defines.
fn style(package: &mut package::Package, part: &str) -> Result<styles::Styles, Failure> {
    package.part(part)?.map_or_else(|| Ok(styles::Styles::default()), |xml| styles::read(part, &xml))
}

/// The blocks of the lines. Where a paragraph's style does not say what it is, it is read as a line of plain text.
fn blocks(lines: &Lines) -> Vec<Block> {
    let mut blocks = plain::lines(&lines.text);
    let mut kinds = lines.kinds.iter().peekable();
    for block in &mut blocks {
        while kinds.next_if(|(line, _)| line.end <= block.span.start).is_some() {}
        if let Some((line, kind)) = kinds.next_if(|(line, _)| line.start <= block.span.start) {
            let whole = line.of(&lines.text);
            let start = line.start as usize + whole.len() - whole.trim_start().len();
            *block = Block { span: Span::new(start, start + whole.trim().len()), kind: *kind };
        }
    }
    blocks
}

/// What a style says that a paragraph is.
type Kind = Option<BlockKind>;
