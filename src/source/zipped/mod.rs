//! What formats share that are zip archives of XML parts: docx, pptx, xlsx, odt, ods, epub.

mod package;
#[cfg(test)]
pub(super) mod tests;
mod write;
pub(crate) mod xml;

use super::{Place, Problem, files::File};
pub(crate) use package::Package;
pub(super) use package::{Budget, resolve};

/// The most parts that a document may be put together from: one of styles, one of footnotes and one of endnotes are usual.
pub(super) const MOST_RELATED: usize = 16;

/// What keeps a packed file from being read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ZippedError {
    /// No zip archive.
    #[error("this is no {what}: {cause}")]
    Archive {
        /// What it should be: "docx".
        what: &'static str,
        /// What the archive says.
        cause: String,
    },
    /// A compound file: what Word wrote before docx, and what it wraps around encrypted documents.
    #[error("this is an encrypted document, or one of an old version of Office")]
    Compound,
    /// A part that only a password opens.
    #[error("{0} is encrypted")]
    Encrypted(String),
    /// A part that is not there.
    #[error("this is no {what}: it has no {part}")]
    Missing {
        /// What it should be: "docx".
        what: &'static str,
        /// The part.
        part: String,
    },
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
    #[error("{0} names more than {most} parts with text", most = MOST_RELATED)]
    TooManyRelated(String),
    /// A part of a document that is said to be made of more parts than any is.
    #[error("it has more than {most} {what}")]
    TooMany {
        /// What there are too many of: "slides".
        what: &'static str,
        /// The most that are read.
        most: usize,
    },
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

impl ZippedError {
    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Self::Compound | Self::Encrypted(_) => Some("save it anew without a password"),
            Self::Doctype(_) => Some("no office program writes one; save the document anew"),
            Self::TooLarge { .. } | Self::TooMany { .. } => Some("split it, or save its text alone"),
            Self::TooManyRelated(_) => Some("no office program writes so many; save the document anew"),
            _ => None,
        }
    }
}

/// What is wrong, and where.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) error: ZippedError,
    pub(crate) place: Option<Place>,
}

impl Failure {
    /// The same as a problem of a file.
    pub(super) fn of(self, file: &File) -> Problem {
        Problem::Zipped { path: file.path.clone(), place: self.place.map(Box::new), error: self.error }
    }
}

impl From<ZippedError> for Failure {
    fn from(error: ZippedError) -> Self {
        Self { error, place: None }
    }
}
