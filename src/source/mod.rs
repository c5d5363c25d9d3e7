//! Files become [`Document`]s. First stage of the pipeline: knows nothing of words or claims.
//!
//! [`load`] finds the files below what the user named, in a fixed order, and reads each by its [`Format`]: one module a format, which
//! is all that a new format needs besides a variant of [`Format`]. What is known of a document comes, nearest first, from the document
//! itself (front matter, the fields of a JSON line, the metadata of a page), its folder's `sources.yaml`, a dateline in its first lines, and the
//! user's defaults. What cannot be read is a [`Problem`]; everything else is read all the same.

mod anchors;
mod around;
mod dateline;
mod document;
mod docx;
mod encoding;
mod epub;
mod extracted;
mod files;
mod grid;
mod html;
mod jsonl;
mod keyed;
mod mail;
mod markdown;
mod metadata;
mod names;
mod odt;
pub mod pdf;
mod pieces;
mod plain;
mod pptx;
mod problem;
#[cfg(test)]
mod properties;
mod regular;
mod rtf;
mod sheets;
mod stream;
mod subtitles;
#[cfg(test)]
mod tests;
pub(crate) mod traced;
mod tree;
mod wrapping;
mod yaml;
mod zip;
mod zipped;

pub use dateline::{DatelineWord, dateline};
pub use document::{Block, BlockKind, Document, Meanings, Metadata, Origin, Piece};
pub use encoding::Recoded;
pub use files::{Format, Input, identity, is_within};
pub use keyed::{FactsError, words as key_words};
pub use markdown::{read as markdown, read_among as markdown_among};
pub use metadata::{nearest, parse_date, parse_lang};
pub use names::{Named, Spot};
pub use plain::blocks;
pub use problem::{LineError, MetadataError, Place, Problem};
pub use regular::{NotRead, read_regular};
pub use stream::{in_parts, lines};
pub use tree::{Lost, PathWords};
use zipped::Budget;
pub use zipped::ZippedError;
pub(crate) use zipped::{Failure, Package, xml};

use rayon::prelude::*;
use std::{
    collections::{BTreeMap, BTreeSet},
    io::Read as _,
    path::{Path, PathBuf},
    sync::Arc,
};

/// The most bytes that a file may have.
pub const LONGEST: u64 = 1 << 30;

/// The file in which a folder says what is known of the others.
pub const SOURCES: &str = "sources.yaml";

/// What is known of documents that say nothing themselves.
pub struct Defaults<'a> {
    /// Used where a document has no metadata of its own.
    pub meta: Metadata,
    /// What a word (as written) means in a dateline, in any language.
    pub dateline_word: &'a (dyn Fn(&str) -> Option<DatelineWord> + Sync),
    /// Whether a key (as written) of a facts file is the one under which it says what the keys beside it are about, in any language.
    pub names_thing: &'a (dyn Fn(&str) -> bool + Sync),
    /// Which files are read, and how much of them.
    pub choice: Choice<'a>,
}

/// Which files are read, and how much of them.
#[derive(Clone, Copy)]
pub struct Choice<'a> {
    /// Whether a file or folder (`true`) below a folder that was named is read.
    pub keeps: &'a (dyn Fn(&Path, bool) -> bool + Sync),
    /// The most bytes that a file may have; at most [`LONGEST`].
    pub longest: u64,
    /// Is told of each file that was read, with its bytes.
    pub tell: &'a (dyn Fn(u64) + Sync),
    /// Whether a day in a file's name (`2024-05-28-council.md`) is that of its text, where the text does not say.
    pub date_in_name: bool,
    /// What stands in a file by somebody who has it open, and has not saved it; none where that is what is on disk.
    pub open: &'a (dyn Fn(&Path) -> Option<Arc<[u8]>> + Sync),
    /// The folder, by its one true path, outside which nothing is read, whoever names it and whatever links there are.
    pub within: Option<&'a Path>,
    /// What words mean in paths, where it is looked for the files and folders that documents name; nobody looks where there is nothing here.
    pub paths: Option<&'a Arc<PathWords>>,
    /// The most bytes that may be unpacked of a file that is given by its bytes, where that is less than of any other.
    pub unpacks: Option<u64>,
}

impl Default for Choice<'_> {
    fn default() -> Self {
        Self {
            keeps: &|_, _| true,
            longest: LONGEST,
            tell: &|_| (),
            date_in_name: false,
            open: &|_| None,
            within: None,
            paths: None,
            unpacks: None,
        }
    }
}

/// What was read.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The documents: in the order of the inputs, those of a folder by path.
    pub documents: Vec<Document>,
    /// The file of each document.
    pub files: Vec<PathBuf>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// What is wrong, and keeps no document from being read: metadata.
    pub warnings: Vec<Problem>,
    /// The texts in folders that are in no format that is read.
    pub unread: Vec<PathBuf>,
    /// The documents whose files were named, by their numbers; those of a file of many are not.
    pub named: BTreeSet<usize>,
    /// The documents in a language that no pack reads, and the language: for those who know the packs to fill.
    pub unserved: Vec<(String, String)>,
}

impl Loaded {
    /// Takes over what is said of another load beside its documents and problems.
    pub fn gather(&mut self, other: &mut Self) {
        // A folder's `sources.yaml` may have been read for each of them.
        let told: BTreeSet<PathBuf> = self.warnings.iter().map(|warning| warning.path().to_owned()).collect();
        self.warnings.extend(other.warnings.drain(..).filter(|warning| !told.contains(warning.path())));
        self.unread.append(&mut other.unread);
        self.unserved.append(&mut other.unserved);
    }

    /// What was left out because nothing can read it: one note for the files, one for each language.
    #[must_use]
    pub fn left_out(&self) -> Vec<Problem> {
        let mut notes = Vec::new();
        if !self.unread.is_empty() {
            notes.push(Problem::Unread { paths: self.unread.clone() });
        }
        let mut by_language: BTreeMap<&str, Vec<String>> = BTreeMap::new();
        for (document, language) in &self.unserved {
            by_language.entry(language).or_default().push(document.clone());
        }
        let unserved = |(language, documents): (&str, _)| Problem::Unserved { documents, language: language.to_owned() };
        notes.extend(by_language.into_iter().map(unserved));
        notes
    }
}

/// Reads what the user named. A file that two inputs name, or that is among `seen`, is read once; `seen` grows by what is read.
pub fn load(inputs: &[Input], defaults: &Defaults, seen: &mut files::Seen) -> Loaded {
    let mut problems = Vec::new();
    let (files, unread) = files::find(inputs, &defaults.choice, seen, &mut problems);
    let mut loaded = read_all(&files, defaults);
    // What was not found stands first.
    problems.append(&mut loaded.problems);
    let unread = unread.into_iter().chain(loaded.unread.drain(..)).collect();
    Loaded { problems, unread, ..loaded }
}

/// Reads files.
fn read_all(files: &[files::File], defaults: &Defaults) -> Loaded {
    let mut warnings = Vec::new();
    let mut folders: BTreeMap<&Path, BTreeMap<String, Metadata>> = BTreeMap::new();
    for file in files {
        folders.entry(folder(&file.path)).or_default();
    }
    for (folder, sources) in &mut folders {
        let place = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        if defaults.choice.within.is_some_and(|root| !files::is_within(&place.join(SOURCES), root)) {
            continue;
        }
        let (found, wrong) = metadata::sources(place);
        *sources = found;
        warnings.extend(wrong);
    }
    let known = |path: &Path| Some(folders.get(folder(path))?.get(path.file_name()?.to_str()?)?.clone());
    let read: Vec<Loaded> = files.par_iter().map(|file| read(file, &known(&file.path).unwrap_or_default(), defaults)).collect();
    let documents = Vec::with_capacity(files.len());
    let mut loaded = Loaded { documents, warnings, ..Loaded::default() };
    for (file, mut one) in files.iter().zip(read) {
        if file.named && !file.format.is_of_many() {
            loaded.named.extend(loaded.documents.len()..loaded.documents.len() + one.documents.len());
        }
        loaded.documents.append(&mut one.documents);
        loaded.files.resize_with(loaded.documents.len(), || file.path.clone());
        loaded.problems.append(&mut one.problems);
        loaded.warnings.append(&mut one.warnings);
        loaded.unread.append(&mut one.unread);
    }
    loaded
}

/// Reads one document that is in no file; its name and format are told. Neither a folder nor a line of a file says more of it.
///
/// # Errors
/// When it cannot be read.
pub fn one(name: String, format: Format, content: Arc<[u8]>, defaults: &Defaults) -> Result<(Document, Vec<Problem>), Problem> {
    let mut loaded = given(name.clone(), format, content, defaults);
    match (loaded.documents.pop(), loaded.problems.pop()) {
        (Some(document), None) => Ok((document, loaded.warnings)),
        (_, problem) => Err(problem.unwrap_or(Problem::NoDocument { path: name.into() })),
    }
}

/// Reads the documents of a file that is given by its bytes, and lies in no folder.
pub(crate) fn given(name: String, format: Format, content: Arc<[u8]>, defaults: &Defaults) -> Loaded {
    let budget = defaults.choice.unpacks.map(|most| Budget::at_most(content.len(), most));
    let file = files::File { budget, ..files::File::given(name, format, content) };
    let mut loaded = read(&file, &Metadata::default(), defaults);
    loaded.files.resize_with(loaded.documents.len(), || file.path.clone());
    loaded
}

/// The files that were read so far.
pub use files::Seen;

fn folder(path: &Path) -> &Path {
    path.parent().unwrap_or(Path::new(""))
}

/// The documents of one file.
fn read(file: &files::File, known: &Metadata, defaults: &Defaults) -> Loaded {
    let mut loaded = Loaded::default();
    let whole = content(file, &defaults.choice);
    (defaults.choice.tell)(whole.as_ref().map_or(0, |bytes| bytes.len() as u64));
    match whole {
        Ok(bytes) if file.format.is_keyed() => match keyed::document(file, bytes, defaults.names_thing, &mut loaded.warnings) {
            Ok(document) => loaded.documents.push(document),
            Err(problem) => loaded.problems.push(problem),
        },
        Ok(bytes) => documents(file, bytes, &mut loaded),
        Err(problem) => loaded.problems.push(problem),
    }
    complete(&mut loaded, file, known, defaults);
    loaded
}

/// Adds to the documents of a file what they do not say themselves.
fn complete(loaded: &mut Loaded, file: &files::File, known: &Metadata, defaults: &Defaults) {
    for document in &mut loaded.documents {
        document.meta = std::mem::take(&mut document.meta).or(known);
        if document.meta.date.is_none() {
            document.meta.date = dateline(document, defaults.dateline_word);
        }
        if document.meta.date.is_none() && defaults.choice.date_in_name {
            document.meta.date = metadata::date_in(&file.path);
        }
        document.meta = std::mem::take(&mut document.meta).or(&defaults.meta);
    }
}

/// Reads the documents of these bytes, by the format of the file.
fn documents(file: &files::File, bytes: Vec<u8>, loaded: &mut Loaded) {
    let warnings = &mut loaded.warnings;
    let one = match file.format {
        Format::Text | Format::Markdown => encoding::decode(&file.path, bytes, None, warnings).map(|decoded| {
            let read = if file.format == Format::Text { plain::document } else { markdown::document };
            let document = read(file, decoded.text.into(), warnings);
            Document { origin: document.origin.recoded_as(decoded.bytes), ..document }
        }),
        Format::Html => html::document(file, bytes, warnings),
        Format::Csv => sheets::csv::document(file, bytes, warnings),
        Format::Subtitles => subtitles::document(file, bytes, warnings),
        Format::Docx => docx::document(file, &bytes, warnings),
        Format::Odt => odt::document(file, &bytes),
        Format::Pptx => pptx::document(file, &bytes),
        Format::Xlsx => sheets::xlsx::document(file, &bytes),
        Format::Ods => sheets::ods::document(file, &bytes),
        Format::Rtf => rtf::document(file, &bytes),
        Format::Epub => epub::document(file, &bytes, warnings),
        Format::Pdf => pdf::document(file, &bytes),
        Format::JsonLines => return jsonl::documents(file, &bytes, 0, loaded),
        Format::Mail => return mail::letter(file, &bytes, loaded, &mut packed),
        // In an archive these are a program's.
        Format::Yaml | Format::Json | Format::Toml => return,
        Format::Mbox => return mail::letters(file, &bytes, loaded, &mut packed),
        Format::Zip => return zip::documents(file, &bytes, loaded, &mut packed),
    };
    match one {
        Ok(document) => loaded.documents.push(document),
        Err(problem) => loaded.problems.push(problem),
    }
}

/// Reads the documents of a file that is packed in another.
fn packed(file: &files::File, bytes: Vec<u8>, loaded: &mut Loaded) {
    match foreign(&bytes).filter(|_| file.format.is_text()) {
        Some(what) => loaded.problems.push(Problem::Foreign { path: file.path.clone(), what }),
        None => documents(file, bytes, loaded),
    }
}

fn content(file: &files::File, choice: &Choice) -> Result<Vec<u8>, Problem> {
    let longest = choice.longest;
    let path = || PathBuf::from(&file.path);
    let mut bytes = Vec::new();
    if let Some(content) = file.content.clone().or_else(|| (choice.open)(&file.path)) {
        bytes.extend_from_slice(&content);
    } else {
        let read = std::fs::File::open(&file.path).and_then(|f| f.take(longest + 1).read_to_end(&mut bytes));
        read.map_err(|e| Problem::Unreadable { path: path(), cause: e.to_string() })?;
    }
    if bytes.len() as u64 > longest {
        let size = std::fs::metadata(&file.path).map_or(0, |m| m.len());
        return Err(Problem::TooLong { path: path(), bytes: size.max(bytes.len() as u64), longest });
    }
    match foreign(&bytes) {
        Some(what) if file.format.is_text() => Err(Problem::Foreign { path: path(), what }),
        _ => Ok(bytes),
    }
}

/// How files of formats begin that hold texts and are not read, and what they are.
const FOREIGN: [(&[u8], &str); 4] = [
    (b"%PDF-", "a PDF"),
    (b"{\\rtf", "in rich text format (RTF)"),
    (b"PK\x03\x04", "a zip archive, as docx, odt and xlsx files are"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an old version of Office, or an encrypted one"),
];

/// What a file is by its first bytes, if that is no text.
fn foreign(bytes: &[u8]) -> Option<&'static str> {
    FOREIGN.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

/// A document whose text is its file's content.
fn whole(name: String, meta: Metadata, raw: Arc<str>, start: usize) -> Document {
    let blocks = plain::blocks(&raw, start);
    Document { name, meta, text: raw.clone(), blocks, lost: Vec::new(), origin: Origin::Identity { skipped: 0 }, raw }
}

/// How a character that is set high is written in a line: figures there are no part of the number before them.
fn superscript(c: char) -> char {
    match c {
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '0' | '4'..='9' => char::from_u32('⁰' as u32 + c as u32 - '0' as u32).unwrap_or(c),
        '+' => '⁺',
        '-' | '−' => '⁻',
        c => c,
    }
}
