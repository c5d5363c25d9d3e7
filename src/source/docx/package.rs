//! The archive: which part is the document, and which belong to it.
//!
//! A small archive can claim to hold, or name again and again, more than any machine has room for. So all parts of a file share one budget
//! of bytes, each is unpacked once, and few may hold text.

use super::{DocxError, Failure, xml};
use crate::source::Place;
use std::{
    collections::BTreeSet,
    io::{Cursor, Read as _},
};
use zip::{ZipArchive, result::ZipError};

/// How many bytes may be unpacked of any file: enough for what is written by hand, however often it repeats itself.
const LEAST: u64 = 4 << 20;
/// How many times its own size may be unpacked of a larger file: what word processors write becomes 5 to 30 times smaller.
const TIMES: u64 = 50;
/// How many bytes may be unpacked of no file.
const MOST: u64 = 256 << 20;
/// The most parts that a document may be put together from: one of styles, one of footnotes and one of endnotes are usual.
pub(super) const MOST_RELATED: usize = 16;

/// How a compound file begins.
const COMPOUND: [u8; 8] = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/// An archive that is open.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    /// How many bytes may be unpacked in all.
    budget: u64,
    /// How many bytes may be unpacked yet.
    left: u64,
}

/// A part that another refers to.
#[derive(Debug)]
pub(super) struct Related {
    /// The last part of its relationship type: "officeDocument", "footnotes".
    pub(super) kind: String,
    /// Its name in the archive.
    pub(super) target: String,
}

impl<'a> Package<'a> {
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Failure> {
        if bytes.starts_with(&COMPOUND) {
            return Err(DocxError::Compound.into());
        }
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| DocxError::Archive(said(&e)))?;
        let budget = (bytes.len() as u64 * TIMES).clamp(LEAST, MOST);
        Ok(Self { archive, budget, left: budget })
    }

    /// The name of the part that holds the document.
    pub(super) fn main(&mut self) -> Result<String, Failure> {
        let found = self.related("", &["officeDocument"])?.into_iter().next().map(|r| r.target);
        Ok(found.unwrap_or_else(|| "word/document.xml".to_owned()))
    }

    /// The parts of these kinds that a part refers to, each once; "" is the archive itself.
    pub(super) fn related(&mut self, part: &str, kinds: &[&str]) -> Result<Vec<Related>, Failure> {
        let (folder, name) = part.rsplit_once('/').map_or(("", part), |(folder, name)| (folder, name));
        let list = format!("{folder}{}_rels/{name}.rels", if folder.is_empty() { "" } else { "/" });
        let mut related: Vec<Related> = Vec::new();
        let mut seen = BTreeSet::new();
        let Some(content) = self.part(&list)? else { return Ok(related) };
        xml::walk(&list, "Relationships", &content, |name, node| {
            let xml::Node::Start(tag) = node else { return };
            let of = |attribute| xml::attribute(tag, attribute);
            if let ("Relationship", Some(kind), Some(target)) = (name, of("Type"), of("Target"))
                && of("TargetMode").is_none_or(|mode| mode != "External")
            {
                let kind = kind.rsplit('/').next().unwrap_or_default();
                if related.len() <= MOST_RELATED && kinds.contains(&kind) {
                    let target = resolve(folder, &target);
                    if seen.insert(target.clone()) {
                        related.push(Related { kind: kind.to_owned(), target });
                    }
                }
            }
        })?;
        if related.len() > MOST_RELATED {
            return Err(DocxError::TooManyRelated(list).into());
        }
        Ok(related)
    }

    /// A part, unpacked; `None` where the archive has none of this name. No more bytes are unpacked than are left of the budget, whatever
    /// length the archive claims.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<String>, Failure> {
        let cause = |cause: String| DocxError::Unpack { part: name.to_owned(), cause };
        let part = match self.archive.by_name(name) {
            Ok(part) => part,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
                return Err(DocxError::Encrypted(name.to_owned()).into());
            }
            Err(e) => return Err(cause(said(&e)).into()),
        };
        let mut bytes = Vec::new();
        part.take(self.left + 1).read_to_end(&mut bytes).map_err(|e| cause(e.to_string()))?;
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            return Err(DocxError::TooLarge { part: name.to_owned(), budget: self.budget }.into());
        };
        self.left = left;
        let text = String::from_utf8(bytes).map_err(|e| {
            let at = e.utf8_error().valid_up_to();
            let place = Place::new(e.as_bytes(), at..at + 1);
            Failure { error: DocxError::NotUtf8(name.to_owned()), place: Some(place) }
        })?;
        Ok(Some(text))
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
fn resolve(folder: &str, target: &str) -> String {
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
