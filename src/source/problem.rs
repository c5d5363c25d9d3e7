//! What may be wrong with the input: each problem names the file and, where there is one, the place.

use super::{FactsError, Format, pdf::PdfError, zipped::ZippedError};
use std::{
    ops::Range,
    path::{Path, PathBuf},
};

/// A place in a file that could not be read as it should: one line, or the part of a long line around what is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: usize,
    /// The column in Unicode scalar values, from 1.
    pub column: usize,
    /// What stands there; bytes that are no text are shown as U+FFFD.
    pub excerpt: String,
    /// What is meant, in bytes of the excerpt.
    pub label: Range<usize>,
}

/// Bytes that a place shows before and after what is meant.
const AROUND: usize = 120;

impl Place {
    /// The bytes `range` of a file.
    #[must_use]
    pub fn new(file: &[u8], range: Range<usize>) -> Self {
        let before = file.get(..range.start).unwrap_or(file);
        let start = before.iter().rposition(|&b| b == b'\n').map_or(0, |at| at + 1);
        let end = file.iter().skip(start).position(|&b| b == b'\n').map_or(file.len(), |length| start + length);
        let line = before.split(|&b| b == b'\n').count();
        let within = range.start - start..range.end.max(range.start) - start;
        Self::in_line(line, file.get(start..end).unwrap_or_default(), within)
    }

    /// The bytes `range` of a line; `line` is its number.
    #[must_use]
    pub fn in_line(line: usize, bytes: &[u8], range: Range<usize>) -> Self {
        let start = range.start.min(bytes.len());
        let end = range.end.clamp(start, bytes.len().min(start + AROUND));
        let boundary = |at: usize| bytes.get(at).is_none_or(|b| b & 0xc0 != 0x80);
        let from = (start.saturating_sub(AROUND)..=start).find(|&at| boundary(at)).unwrap_or(start);
        let to = (end..=(end + AROUND).min(bytes.len())).rfind(|&at| boundary(at)).unwrap_or(end);
        let text = |range| String::from_utf8_lossy(bytes.get(range).unwrap_or_default());
        let mut excerpt = text(from..start).into_owned();
        let label = excerpt.len()..excerpt.len() + text(start..end).len();
        excerpt.push_str(&text(start..end));
        excerpt.push_str(text(end..to).trim_end());
        let label = label.start.min(excerpt.len())..label.end.min(excerpt.len());
        Self { line, column: text(0..start).chars().count() + 1, excerpt, label }
    }
}

/// What is wrong with the metadata of a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MetadataError {
    /// The YAML does not parse.
    #[error("this is no valid YAML: {0}")]
    Yaml(String),
    /// No mapping from keys to values.
    #[error("expected a mapping of keys to values")]
    NoMapping,
    /// The front matter has no second fence.
    #[error("the front matter is not closed: a line `---` must follow it")]
    NotClosed,
    /// A key that means nothing here.
    #[error("unknown key `{key}`")]
    UnknownKey {
        /// The key as written.
        key: String,
        /// The known key that is nearest to it, if one is near.
        nearest: Option<String>,
    },
    /// A file that is not in the folder.
    #[error("no file `{name}` in this folder")]
    UnknownFile {
        /// The name as written.
        name: String,
        /// The name in the folder that is nearest to it, if one is near.
        nearest: Option<String>,
    },
    /// What columns mean is no mapping.
    #[error("`{0}` must be a mapping of columns to what they mean")]
    NoMeanings(String),
    /// A value of the wrong kind.
    #[error("`{0}` must be a text")]
    NoText(String),
    /// A key that stands twice.
    #[error("`{0}` stands here twice; the last one counts")]
    Twice(String),
    /// A date in another form.
    #[error("`{0}` is no date of the form YYYY-MM-DD")]
    DateForm(String),
    /// A date that is no day of the calendar.
    #[error("`{0}` is no day of the calendar")]
    Date(String),
    /// A language tag that is none.
    #[error("`{0}` is no language tag")]
    Lang(String),
}

impl MetadataError {
    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::UnknownKey { nearest: Some(n), .. } | Self::UnknownFile { nearest: Some(n), .. } => {
                Some(format!("did you mean `{n}`?"))
            }
            Self::UnknownKey { nearest: None, .. } => Some("known keys: `date`, `lang`, `source`, `url`, `facts`".into()),
            Self::Date(_) | Self::DateForm(_) => Some("write a date as YYYY-MM-DD".into()),
            Self::Lang(_) => Some("write a language as `en` or `sv`".into()),
            _ => None,
        }
    }
}

/// What keeps a line of a JSON Lines file from being a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LineError {
    /// No valid JSON.
    #[error("{0}")]
    Json(String),
    /// The line is not UTF-8.
    #[error("not UTF-8")]
    NotUtf8,
    /// No value that can be used.
    #[error(transparent)]
    Metadata(#[from] MetadataError),
}

/// Why a path, a file or a part of a file was not read. The others are read all the same.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nothing is there.
    #[error("no such file or folder: {}", .path.display())]
    Missing {
        /// The path as given.
        path: PathBuf,
    },
    /// The system does not let us read it.
    #[error("cannot read {}: {cause}", .path.display())]
    Unreadable {
        /// The path.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
    /// Outside the folder that is all that may be read.
    #[error("{} lies outside the folder that may be read", .path.display())]
    Outside {
        /// The path.
        path: PathBuf,
    },
    /// A folder without a file that can be read as a document.
    #[error("no document in {}", .path.display())]
    NoDocument {
        /// The folder.
        path: PathBuf,
    },
    /// The drafts are all that the sources are.
    #[error("no source is left: what `--against` names are the drafts themselves")]
    NoSource {
        /// What was named first.
        path: PathBuf,
    },
    /// The sources are all that the drafts are.
    #[error("no draft is left: {}", if *.named { "`--against` names each of them as a source" } else { "all that lies here is a source" })]
    NoDraft {
        /// What was named first.
        path: PathBuf,
        /// Whether drafts were named.
        named: bool,
    },
    /// Longer than [`super::LONGEST`].
    #[error("{} is too long: {bytes} bytes", .path.display())]
    TooLong {
        /// The file.
        path: PathBuf,
        /// Its length, or the part of it that was read before giving up.
        bytes: u64,
        /// The most that are read.
        longest: u64,
    },
    /// Bytes that are no UTF-8.
    #[error("{} is not UTF-8", .path.display())]
    NotUtf8 {
        /// The file.
        path: PathBuf,
        /// The first byte that is wrong.
        place: Box<Place>,
        /// It has bytes that are in no text.
        binary: bool,
    },
    /// A text in another encoding than UTF-8, which was read.
    #[error("{} is not UTF-8: it is read as {encoding}", .path.display())]
    Recoded {
        /// The file.
        path: PathBuf,
        /// The encoding.
        encoding: &'static str,
    },
    /// A page that says that it is in an encoding that is not read.
    #[error("{} is said to be {charset}", .path.display())]
    Charset {
        /// The file.
        path: PathBuf,
        /// Where it says so.
        place: Box<Place>,
        /// The encoding as written.
        charset: String,
    },
    /// A packed file, such as a docx, that cannot be read.
    #[error("{}: {error}", .path.display())]
    Zipped {
        /// The file.
        path: PathBuf,
        /// Where, in the part that the error names.
        place: Option<Box<Place>>,
        /// What is wrong.
        error: ZippedError,
    },
    /// A file that is not in the format that its name says.
    #[error("{}: this is no {}", .path.display(), .format.name())]
    Other {
        /// The file.
        path: PathBuf,
        /// The format.
        format: Format,
    },
    /// A PDF that cannot be read.
    #[error("{}: {error}", .path.display())]
    Pdf {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        error: PdfError,
    },
    /// A facts file that cannot be read, or not as a whole.
    #[error("{}: {error}", .path.display())]
    Facts {
        /// The file.
        path: PathBuf,
        /// Where.
        place: Box<Place>,
        /// What is wrong.
        error: FactsError,
    },
    /// Metadata that cannot be used: front matter or a folder's `sources.yaml`.
    #[error("{}: {error}", .path.display())]
    Metadata {
        /// The file.
        path: PathBuf,
        /// Where.
        place: Box<Place>,
        /// What is wrong.
        error: MetadataError,
    },
    /// A line of a JSON Lines file that is no document.
    #[error("{}, line {}: {error}", .path.display(), .place.line)]
    Line {
        /// The file.
        path: PathBuf,
        /// Where.
        place: Box<Place>,
        /// What is wrong.
        error: LineError,
    },
    /// More mistakes in metadata than are shown one by one.
    #[error("{}: {count} more mistakes in metadata", .path.display())]
    MoreMetadata {
        /// The file.
        path: PathBuf,
        /// How many are not shown.
        count: usize,
    },
    /// A file in another format than its name says, and in none that is read.
    #[error("{} is {what}", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// What it is: "a PDF".
        what: &'static str,
    },
    /// Texts in folders, in formats that are not read.
    #[error("{} {} not read: {}", .paths.len(), if .paths.len() == 1 { "text" } else { "texts" }, some(.paths.iter().map(|path| path.display().to_string())))]
    Unread {
        /// The files; at least one.
        paths: Vec<PathBuf>,
    },
    /// Documents in a language that no pack reads.
    #[error("not checked, as no pack reads {language}: {}", some(.documents.iter().cloned()))]
    Unserved {
        /// The names of the documents; at least one.
        documents: Vec<String>,
        /// The language: "French", or a tag as written.
        language: String,
    },
    /// More broken lines than are shown one by one.
    #[error("{}: {count} more broken lines", .path.display())]
    MoreLines {
        /// The file.
        path: PathBuf,
        /// How many are not shown.
        count: usize,
    },
}

/// How many names are listed.
const LISTED: usize = 5;

/// The first of these names, and how many more there are.
fn some(names: impl ExactSizeIterator<Item = String>) -> String {
    let more = names.len().saturating_sub(LISTED);
    let listed = names.take(LISTED).collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{listed} and {more} more") } else { listed }
}

impl Problem {
    /// The place to look at.
    #[must_use]
    pub fn place(&self) -> Option<&Place> {
        match self {
            Self::NotUtf8 { place, .. }
            | Self::Charset { place, .. }
            | Self::Zipped { place: Some(place), .. }
            | Self::Metadata { place, .. }
            | Self::Facts { place, .. }
            | Self::Line { place, .. } => Some(place),
            _ => None,
        }
    }

    /// The file or folder that it is about.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Missing { path }
            | Self::Unreadable { path, .. }
            | Self::Outside { path }
            | Self::NoDocument { path }
            | Self::NoSource { path }
            | Self::NoDraft { path, .. }
            | Self::TooLong { path, .. }
            | Self::NotUtf8 { path, .. }
            | Self::Recoded { path, .. }
            | Self::Charset { path, .. }
            | Self::Zipped { path, .. }
            | Self::Other { path, .. }
            | Self::Pdf { path, .. }
            | Self::Metadata { path, .. }
            | Self::Facts { path, .. }
            | Self::Line { path, .. }
            | Self::MoreMetadata { path, .. }
            | Self::Foreign { path, .. }
            | Self::MoreLines { path, .. } => path,
            Self::Unread { paths } => paths.first().map_or(Path::new(""), PathBuf::as_path),
            Self::Unserved { documents, .. } => documents.first().map_or(Path::new(""), Path::new),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match self {
            Self::NoDocument { .. } => {
                Some("docs/formats.md lists what is read; a file with another ending is read as plain text if it is named itself".into())
            }
            Self::NoSource { .. } => Some("a draft is no source of itself; name other files or folders with `--against`".into()),
            Self::NoDraft { named: false, .. } => Some(
                "name the draft before `--against`, or say in `factlint.yaml` which texts are drafts (`factlint init` makes one)".into(),
            ),
            Self::NoDraft { .. } => Some("name a draft that stands in a folder of sources by its own path".into()),
            Self::Foreign { .. } => Some("give it the ending of its format, or save its text as .txt or .docx".into()),
            Self::Unread { .. } => Some(
                "docs/formats.md lists what is read; save a text in one of these formats, or name a file that is plain text itself".into(),
            ),
            Self::Unserved { .. } => Some("`--rules DIR` loads a pack that has the words of a language".into()),
            Self::TooLong { longest, .. } => Some(format!("files of up to {longest} bytes are read; split it")),
            Self::NotUtf8 { binary: true, .. } => Some("it holds no text; if it does, save that as UTF-8".into()),
            Self::NotUtf8 { binary: false, .. } => Some("save it as UTF-8".into()),
            Self::Recoded { .. } => Some("save it as UTF-8 if letters of it are wrong".into()),
            Self::Charset { .. } => Some("save it as UTF-8, and let it say so".into()),
            Self::Pdf { error, .. } => error.help().map(str::to_owned),
            Self::Zipped { error, .. } => error.help().map(str::to_owned),
            Self::Facts { error, .. } => error.help().map(str::to_owned),
            Self::Metadata { error, .. } | Self::Line { error: LineError::Metadata(error), .. } => error.help(),
            _ => None,
        }
    }
}
