//! The archive: which part is the document, and which belong to it.
//!
//! A small archive can claim to hold, or name again and again, more than any machine has room for. So all parts of a file share one budget
//! of bytes, each is unpacked once, and few may hold text.

use super::{Failure, MOST_RELATED, ZippedError, xml};
use crate::source::{Place, files::File};
use std::{
    collections::BTreeSet,
    io::{Cursor, Read as _},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};
use zip::{ZipArchive, result::ZipError};

/// How many bytes may be unpacked of any file: enough for what is written by hand, however often it repeats itself.
const LEAST: u64 = 4 << 20;
/// How many times its own size may be unpacked of a larger file: what word processors write becomes 5 to 30 times smaller.
const TIMES: u64 = 50;
/// How many bytes may be unpacked of no file.
const MOST: u64 = 256 << 20;
/// How a compound file begins.
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// How many bytes may be unpacked of a file, and of all that is packed in it.
#[derive(Debug)]
pub(crate) struct Budget {
    whole: u64,
    left: AtomicU64,
}

impl Budget {
    /// That of a file of so many bytes.
    pub(crate) fn of(bytes: usize) -> Arc<Self> {
        Self::at_most(bytes, MOST)
    }

    /// The same, where no file may have more than `most`.
    pub(crate) fn at_most(bytes: usize, most: u64) -> Arc<Self> {
        let whole = (bytes as u64).saturating_mul(TIMES).clamp(LEAST, MOST).min(most);
        Arc::new(Self { whole, left: AtomicU64::new(whole) })
    }

    /// How many bytes may be unpacked yet.
    pub(crate) fn left(&self) -> u64 {
        self.left.load(Ordering::Relaxed)
    }

    /// Takes so many bytes; `None` where they are not left.
    pub(crate) fn take(&self, bytes: usize) -> Option<()> {
        self.left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(bytes as u64)).ok().map(drop)
    }

    /// That a part is too much.
    pub(crate) fn exceeded(&self, part: &str) -> ZippedError {
        ZippedError::TooLarge { part: part.to_owned(), budget: self.whole }
    }
}

/// An archive that is open.
pub(crate) struct Package<'a> {
    pub(super) archive: ZipArchive<Cursor<&'a [u8]>>,
    /// What the file is meant to be: "docx".
    what: &'static str,
    budget: Arc<Budget>,
}

/// A part that another refers to.
#[derive(Debug)]
pub(crate) struct Related {
    /// What the part that refers to it calls it.
    pub(crate) id: String,
    /// The last part of its relationship type: "officeDocument", "footnotes".
    pub(crate) kind: String,
    /// Its name in the archive.
    pub(crate) target: String,
}

impl<'a> Package<'a> {
    /// Opens a file. One that is packed in another shares its budget.
    pub(crate) fn open(file: &File, bytes: &'a [u8]) -> Result<Self, Failure> {
        if bytes.starts_with(&COMPOUND) {
            return Err(ZippedError::Compound.into());
        }
        let what = file.format.name();
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| ZippedError::Archive { what, cause: said(&e) })?;
        Ok(Self { archive, what, budget: file.budget.clone().unwrap_or_else(|| Budget::of(bytes.len())) })
    }

    /// What may be unpacked of the file.
    pub(crate) fn budget(&self) -> &Arc<Budget> {
        &self.budget
    }

    /// The names of all parts, in the order of the archive.
    pub(crate) fn names(&self) -> Vec<String> {
        self.archive.file_names().flatten().map(std::borrow::Cow::into_owned).collect()
    }

    /// The name of the part that holds the document, which is usually `usual`.
    pub(crate) fn main(&mut self, usual: &str) -> Result<String, Failure> {
        let found = self.related("", &["officeDocument"])?.into_iter().next().map(|r| r.target);
        Ok(found.unwrap_or_else(|| usual.to_owned()))
    }

    /// The parts of these kinds that a part refers to, of which a document has few.
    pub(crate) fn related(&mut self, part: &str, kinds: &[&str]) -> Result<Vec<Related>, Failure> {
        match self.all_related(part, kinds, MOST_RELATED)? {
            (related, false) => Ok(related),
            (_, true) => Err(ZippedError::TooManyRelated(relations(part)).into()),
        }
    }

    /// The parts of these kinds that a part refers to, each once, and whether there are more than `most`; "" is the archive
    /// itself.
    pub(crate) fn all_related(&mut self, part: &str, kinds: &[&str], most: usize) -> Result<(Vec<Related>, bool), Failure> {
        let (folder, list) = (folder_of(part), relations(part));
        let mut related: Vec<Related> = Vec::new();
        let mut seen = BTreeSet::new();
        let Some(content) = self.part(&list)? else { return Ok((related, false)) };
        xml::walk(&list, "Relationships", &content, |name, node| {
            let xml::Node::Start(tag) = node else { return };
            let of = |attribute| xml::attribute(tag, attribute);
            if let ("Relationship", Some(kind), Some(target)) = (name, of("Type"), of("Target"))
                && of("TargetMode").is_none_or(|mode| mode != "External")
            {
                let kind = kind.rsplit('/').next().unwrap_or_default();
                if related.len() <= most && kinds.contains(&kind) {
                    let target = resolve(folder, &target);
                    if seen.insert(target.clone()) {
                        let id = of("Id").unwrap_or_default().into_owned();
                        related.push(Related { kind: kind.to_owned(), id, target });
                    }
                }
            }
        })?;
        let more = related.len() > most;
        Ok((related, more))
    }

    /// A part that must be there, as text.
    pub(crate) fn needed(&mut self, name: &str) -> Result<String, Failure> {
        let what = self.what;
        self.part(name)?.ok_or_else(|| ZippedError::Missing { what, part: name.to_owned() }.into())
    }

    /// A part as text; `None` where the archive has none of this name.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = String::from_utf8(bytes).map_err(|e| {
            let at = e.utf8_error().valid_up_to();
            let place = Place::new(e.as_bytes(), at..at + 1);
            Failure { error: ZippedError::NotUtf8(name.to_owned()), place: Some(place) }
        })?;
        Ok(Some(text))
    }

    /// A part, unpacked; `None` where the archive has none of this name. No more bytes are unpacked than are left of the budget, whatever
    /// length the archive claims.
    pub(crate) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>, Failure> {
        let cause = |cause: String| ZippedError::Unpack { part: name.to_owned(), cause };
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(ZippedError::Encrypted(name.to_owned()).into());
            }
            Err(e) => return Err(cause(said(&e)).into()),
        };
        let mut bytes = Vec::new();
        part.take(self.budget.left() + 1).read_to_end(&mut bytes).map_err(|e| cause(e.to_string()))?;
        self.budget.take(bytes.len()).ok_or_else(|| self.budget.exceeded(name))?;
        Ok(Some(bytes))
    }
}

impl Package<'_> {
    /// The name of the part that says what a part refers to.
    pub(crate) fn relations(part: &str) -> String {
        relations(part)
    }

    /// The name of a part as it is seen from a folder.
    pub(crate) fn resolved(folder: &str, target: &str) -> String {
        resolve(folder, target)
    }
}

/// The folder of a part; "" where it is in none.
fn folder_of(part: &str) -> &str {
    part.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The part that says what a part refers to.
fn relations(part: &str) -> String {
    match part.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/_rels/{name}.rels"),
        None => format!("_rels/{part}.rels"),
    }
}

/// What an archive's error says, without the words that all of them begin with.
fn said(error: &ZipError) -> String {
    match error {
        ZipError::InvalidArchive(cause) => cause.to_string(),
        ZipError::UnsupportedArchive(cause) => (*cause).to_owned(),
        other => other.to_string(),
    }
}

/// The name of a part as seen from a folder: "../a.xml", "/word/a.xml".
pub(crate) fn resolve(folder: &str, target: &str) -> String {
    let base = if target.starts_with('/') { "" } else { folder };
    let mut path: Vec<&str> = Vec::new();
    for step in base.split('/').chain(target.split('/')) {
        match step {
            "" | "." => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}
