//! Words that take the place of others: as a patch, or written into their files.

use super::{Unfixed, Why};
use crate::{
    settle::Texts,
    source::{self, Document, LONGEST},
    store,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write as _,
    ops::Range,
    path::Path,
};

/// A word that takes the place of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    /// The bytes of the file.
    pub(crate) range: Range<usize>,
    /// The word.
    pub(crate) word: String,
}

/// The edits of all texts.
pub(crate) struct Edits<'a> {
    texts: Texts<'a>,
    of_text: BTreeMap<u32, Vec<Edit>>,
    /// The texts that each finding needs to be fixed.
    needs: Vec<BTreeSet<u32>>,
    /// What stays as it is.
    pub(crate) unfixed: Vec<Unfixed>,
}

/// What became of edits.
pub(crate) struct Outcome {
    /// How many findings are fixed,
    pub(crate) fixed: usize,
    /// in how many files.
    pub(crate) files: usize,
    /// What stays as it is.
    pub(crate) unfixed: Vec<Unfixed>,
}

impl<'a> Edits<'a> {
    pub(super) fn new(texts: Texts<'a>) -> Self {
        Self { texts, of_text: BTreeMap::new(), needs: Vec::new(), unfixed: Vec::new() }
    }

    /// Adds what one finding needs. A place that another finding changes already stays as that has it.
    pub(super) fn add(&mut self, new: BTreeMap<u32, Vec<Edit>>) {
        self.needs.push(new.keys().copied().collect());
        for (document, edits) in new {
            let all = self.of_text.entry(document).or_default();
            for edit in edits {
                if !all.iter().any(|other| other.range.start < edit.range.end && edit.range.start < other.range.end) {
                    all.push(edit);
                }
            }
        }
    }

    /// The texts that change: their names, files, and how they read then.
    fn changed(&self) -> impl Iterator<Item = (u32, &'a Document, &'a Path, String)> {
        self.of_text.iter().filter_map(|(nth, edits)| {
            let (document, file) = (self.texts.documents.get(*nth as usize)?, self.texts.files.get(*nth as usize)?);
            Some((*nth, document, file.as_path(), applied(&document.raw, edits)))
        })
    }

    /// Those of one text.
    pub(crate) fn of(&self, document: u32) -> &[Edit] {
        self.of_text.get(&document).map_or(&[], Vec::as_slice)
    }

    /// How many findings would be fixed, and in how many files.
    pub(crate) fn counts(&self) -> (usize, usize) {
        (self.needs.len(), self.of_text.len())
    }

    /// A unified patch with all of them, for `git apply` and `patch -p1`.
    pub(crate) fn patch(&self) -> String {
        self.changed().map(|(_, document, _, new)| patch(&document.name, &document.raw, &new)).collect()
    }

    /// Writes them into their files, each whole or not at all.
    pub(crate) fn write(mut self) -> Outcome {
        let mut unfixed = std::mem::take(&mut self.unfixed);
        let mut written: BTreeSet<u32> = BTreeSet::new();
        for (nth, document, file, new) in self.changed() {
            match replace(file, &document.raw, &new) {
                Ok(()) => _ = written.insert(nth),
                Err(why) => unfixed.push(Unfixed { path: super::shown(file), place: None, why }),
            }
        }
        let fixed = self.needs.iter().filter(|needs| needs.is_subset(&written)).count();
        Outcome { fixed, files: written.len(), unfixed }
    }
}

/// Writes a file that still is as it was read. Others that write it wait.
fn replace(file: &Path, old: &str, new: &str) -> Result<(), Why> {
    let place = source::identity(file);
    let _lock = store::lock(&place)?;
    let now = source::read_regular(&place, LONGEST).map_err(|e| Why::Unreadable(e.to_string()))?;
    if now == new.as_bytes() {
        // Another run has done the same.
        return Ok(());
    }
    if now != old.as_bytes() {
        return Err(Why::Changed);
    }
    Ok(store::write(&super::shown(file), new)?)
}

/// A text with its edits, from the last one to the first, so that none moves another.
fn applied(raw: &str, edits: &[Edit]) -> String {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| std::cmp::Reverse(edit.range.start));
    let mut new = raw.to_owned();
    for edit in sorted {
        new.replace_range(edit.range.clone(), &edit.word);
    }
    new
}

/// The lines that a patch shows before and after those that change.
const CONTEXT: usize = 3;

/// A unified patch of one file. Words change within their lines, and lines end where `git` and `patch` end them.
fn patch(name: &str, old: &str, new: &str) -> String {
    let lines: Vec<(&str, &str)> = old.split_inclusive('\n').zip(new.split_inclusive('\n')).collect();
    let changed: Vec<usize> = lines.iter().enumerate().filter(|(_, (old, new))| old != new).map(|(at, _)| at).collect();
    let mut patch = format!("--- {}\n+++ {}\n", named("a", name), named("b", name));
    let mut add = |sign: char, line: &str| {
        patch.push(sign);
        patch.push_str(line);
        if !line.ends_with('\n') {
            patch.push_str("\n\\ No newline at end of file\n");
        }
    };
    for near in changed.chunk_by(|one, next| next - one <= 2 * CONTEXT) {
        let (Some(first), Some(last)) = (near.first(), near.last()) else { continue };
        let start = first.saturating_sub(CONTEXT);
        let shown = lines.get(start..(last + 1 + CONTEXT).min(lines.len())).unwrap_or_default();
        add('@', &format!("@ -{0},{1} +{0},{1} @@\n", start + 1, shown.len()));
        for stretch in shown.chunk_by(|one, next| (one.0 == one.1) == (next.0 == next.1)) {
            let stays = stretch.iter().all(|(old, new)| old == new);
            for (old, _) in stretch {
                add(if stays { ' ' } else { '-' }, old);
            }
            for (_, new) in stretch.iter().filter(|_| !stays) {
                add('+', new);
            }
        }
    }
    patch
}

/// The name of a file in the head of a patch.
fn named(side: &str, name: &str) -> String {
    let name = format!("{side}/{}", name.trim_start_matches("./").trim_start_matches('/'));
    if !name.contains(|c: char| c.is_control() || matches!(c, '"' | '\\')) {
        // What follows a tab is no part of the name: without it, programs end it at a space.
        return if name.contains(' ') { name + "\t" } else { name };
    }
    let mut quoted = String::from("\"");
    for c in name.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            // Writing to a string does not fail.
            c if c.is_control() => c.to_string().bytes().for_each(|b| _ = write!(quoted, "\\{b:03o}")),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_change_their_bytes_only() {
        let edit = |range: Range<usize>, word: &str| Edit { range, word: word.into() };
        let edits = [edit(0..2, "Öä"), edit(6..8, "x"), edit(3..5, "long")];
        assert_eq!(applied("ab cd ef\r\n", &edits), "Öä long x\r\n");
    }

    #[test]
    fn a_file_that_has_changed_is_not_written() -> std::io::Result<()> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("a.md");
        std::fs::write(&file, "theirs")?;
        assert!(matches!(replace(&file, "old", "new"), Err(Why::Changed)));
        assert_eq!(std::fs::read_to_string(&file)?, "theirs");
        for now in ["old", "new"] {
            std::fs::write(&file, now)?;
            assert!(replace(&file, "old", "new").is_ok());
            assert_eq!(std::fs::read_to_string(&file)?, "new");
        }
        assert!(matches!(replace(&folder.path().join("b.md"), "old", "new"), Err(Why::Unreadable(_))));
        Ok(())
    }

    #[test]
    fn a_patch_keeps_the_ends_of_lines() {
        let made = patch("a b/x.md", "one\r\ntwo\rzwei\r\nthree", "one\r\n2\rzwei\r\nthree");
        let expected = "--- a/a b/x.md\t\n+++ b/a b/x.md\t\n@@ -1,3 +1,3 @@\n one\r\n-two\rzwei\r\n+2\rzwei\r\n three\n\\ No newline at end of file\n";
        assert_eq!(made, expected);
        assert_eq!(named("a", "x\"\u{7}.md"), "\"a/x\\\"\\007.md\"");
    }
}
