//! What was read of sources, kept in a folder from run to run: a draft changes, the ten megabytes that it is held against do not.
//!
//! Texts that follow on each other stand together in one file, as ten thousand short ones would be ten thousand files. Where a file ends is
//! told by its last text alone, so that a text that comes or goes changes the file that it stands in and no other. A file is called by all that
//! its texts are read by ([`Key`]): where anything of that is another, so is its name, and what nobody asks for any more is taken away some day.
//! What stands in a file is believed only where the hash before it is that of its name and of all behind it; any other file is one that is not
//! there.
//!
//! ```text
//! file = hash of its name and of all behind it , { most bytes that the claims of a text might take , its claims }
//! ```

use super::key::Key;
use crate::{
    check::Read,
    claim::taken,
    source::read_regular,
    store::{self, StoreError},
};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

/// The bytes of text in a file, on average. Where one text changes, so many are read anew, which takes some hundredths of a second; and ten
/// megabytes are some forty files, which are opened in a thousandth.
const TEXT_A_FILE: u64 = 256 << 10;
/// What is kept takes four to five times as many bytes as the text, and of no text more than the memory that it may take, 40 times as many
/// (`tests/memory.rs`); a longer file is not ours.
const LONGEST_A_BYTE: usize = 40;
/// The bytes of a hash.
const HASH: usize = 32;
/// How names of files end.
const ENDING: &str = ".claims";
/// What nobody used for so long is taken away: longer than a story is worked on.
const UNUSED: Duration = Duration::from_secs(30 * DAY);
/// That a file was used is written down once in so long.
const MARKED: Duration = Duration::from_secs(DAY);
const DAY: u64 = 24 * 60 * 60;

/// A folder with what was read of sources.
#[derive(Debug)]
pub(super) struct Cache {
    folder: PathBuf,
    /// The first file that could not be written.
    pub(super) problem: Option<StoreError>,
}

/// A text that may be in the folder.
#[derive(Debug, Clone, Copy)]
pub(super) struct Text {
    /// Its number in the run.
    pub(super) number: usize,
    /// What it is known by.
    pub(super) key: Key,
    /// Its bytes.
    pub(super) bytes: usize,
    /// The bytes that its claims may take.
    pub(super) most: usize,
}

impl Text {
    /// Whether it is the last one of its file.
    fn ends_file(&self) -> bool {
        let drawn = self.key.iter().take(size_of::<u64>()).fold(0, |drawn, byte| drawn << 8 | u64::from(*byte));
        drawn % TEXT_A_FILE < self.bytes as u64
    }
}

/// The texts of one file.
#[derive(Debug)]
pub(super) struct Group<'a> {
    texts: &'a [Text],
    name: Key,
}

/// The files in which these texts would stand.
pub(super) fn groups(texts: &[Text]) -> Vec<Group<'_>> {
    let group = |texts| Group { texts, name: hash(texts.iter().map(|text: &Text| &text.key[..])) };
    texts.chunk_by(|text, _| !text.ends_file()).map(group).collect()
}

impl Group<'_> {
    fn path(&self, folder: &Path) -> PathBuf {
        let mut name: String = self.name.iter().flat_map(|byte| [byte >> 4, byte & 15]).map(digit).collect();
        name.push_str(ENDING);
        folder.join(name)
    }

    /// What a file says of its texts; none where it is not there, or not as it was written.
    fn read(&self, file: &Path) -> Option<Vec<(u64, Read)>> {
        let longest: usize = self.texts.iter().map(|text| text.most + text.bytes * LONGEST_A_BYTE).sum();
        let bytes = read_regular(file, longest as u64).ok()?;
        let (said, content) = bytes.split_at_checked(HASH)?;
        if said != hash([&self.name[..], content].into_iter()) {
            return None;
        }
        let kept: Vec<(u64, Read)> = postcard::from_bytes(content).ok()?;
        (kept.len() == self.texts.len()).then_some(kept)
    }

    /// What a file is to say of its texts.
    fn written(&self, read: &[Option<Arc<Read>>]) -> Option<Vec<u8>> {
        let kept: Option<Vec<(u64, &Read)>> =
            self.texts.iter().map(|text| Some((text.most as u64, read.get(text.number)?.as_deref()?))).collect();
        let mut file = postcard::to_extend(&kept?, vec![0; HASH]).ok()?;
        let said = hash([&self.name[..], file.get(HASH..)?].into_iter());
        file.get_mut(..HASH)?.copy_from_slice(&said);
        Some(file)
    }
}

impl Cache {
    /// What is kept in a folder, which need not be there.
    pub(super) fn new(folder: PathBuf) -> Self {
        Self { folder, problem: None }
    }

    /// Finds what is kept of texts, by their numbers in the run, and says which files do not have all of theirs.
    pub(super) fn find<'g, 'a>(&self, groups: &'g [Group<'a>], read: &mut [Option<Arc<Read>>]) -> Vec<&'g Group<'a>> {
        let of = |group: &Group| {
            let path = group.path(&self.folder);
            let kept = group.read(&path)?;
            store::mark_used(&path, MARKED);
            let fits = |(text, (most, read)): (&Text, (u64, Read))| is_for(&read, most, text.most).then(|| Arc::new(read));
            Some(group.texts.iter().zip(kept).map(fits).collect::<Vec<_>>())
        };
        let found: Vec<Option<Vec<Option<Arc<Read>>>>> = groups.par_iter().map(of).collect();
        let mut missing = Vec::new();
        for (group, found) in groups.iter().zip(found) {
            if found.as_ref().is_none_or(|found| found.iter().any(Option::is_none)) {
                missing.push(group);
            }
            for (text, found) in group.texts.iter().zip(found.into_iter().flatten()) {
                if let (Some(place), Some(found)) = (read.get_mut(text.number), found) {
                    *place = Some(found);
                }
            }
        }
        missing
    }

    /// Keeps what was read of texts. Where that cannot be done, nothing of the run is lost: it is a problem to be told.
    pub(super) fn keep(&mut self, groups: &[&Group], read: &[Option<Arc<Read>>]) {
        if groups.is_empty() {
            return;
        }
        // It belongs in no repository, and nothing in it is a text to be checked.
        let ignored = self.folder.join(".gitignore");
        let prepare = || {
            store::folder_of(&ignored)?;
            if ignored.exists() { Ok(()) } else { store::write_unsynced(&ignored, b"*\n") }
        };
        let write = |group: &&Group| {
            group.written(read).map_or(Ok(()), |content| store::write_unsynced(&group.path(&self.folder), &content))
        };
        if let Err(problem) = prepare() {
            self.problem.get_or_insert(problem);
            return;
        }
        let written: Vec<Result<(), StoreError>> = groups.par_iter().map(write).collect();
        store::remove_unused(&self.folder, UNUSED, is_ours);
        self.problem = self.problem.take().or_else(|| written.into_iter().find_map(Result::err));
    }
}

/// Whether what was read of a text when its claims might take so many bytes is what is read now.
fn is_for(read: &Read, then: u64, now: usize) -> bool {
    then == now as u64 || read.left_out == 0 && taken(&read.claims, &read.abouts) < now
}

/// Whether a file is one of those that are kept here, or was to be one when its writer was stopped.
fn is_ours(name: &str) -> bool {
    let name = name.strip_prefix('.').unwrap_or(name);
    name.split_once(ENDING).is_some_and(|(hash, _)| hash.len() == 2 * HASH && hash.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn digit(of: u8) -> char {
    char::from_digit(u32::from(of), 16).unwrap_or_default()
}

fn hash<'a>(parts: impl Iterator<Item = &'a [u8]>) -> Key {
    let mut hash = Sha256::new();
    parts.for_each(|part| hash.update(part));
    hash.finalize().into()
}

#[cfg(test)]
mod tests;
