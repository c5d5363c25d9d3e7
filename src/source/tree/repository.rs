//! What a repository has: looked up on disk, one path at a time; where one is not there, all names below the top are read, once.

use super::{PathWords, Place};
use crate::source::files::{IGNORE_FILES, LONGEST_IGNORE, identity, is_within};
use ignore::{Match, WalkBuilder, gitignore::Gitignore};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

/// What tells the top of a repository.
const TOP: &str = ".git";
/// In a larger one nobody can say at once what it lacks.
const MOST_NAMES: usize = 200_000;

/// The endings of files that pages of a site are made from.
const PAGES: [&str; 5] = ["md", "mdx", "rst", "adoc", "ipynb"];

/// A repository.
#[derive(Debug)]
pub(super) struct Repository {
    holds: Holds,
    /// All paths below the top, by their last names; none where there are too many, or not all can be read.
    names: OnceLock<Option<BTreeMap<String, Vec<String>>>>,
}

#[derive(Debug)]
enum Holds {
    /// What is below this folder.
    Disk(PathBuf),
    /// These files: of an example.
    Told(BTreeSet<String>),
}

impl Repository {
    fn at(top: PathBuf) -> Self {
        Self { holds: Holds::Disk(top), names: OnceLock::new() }
    }

    /// One that has these files.
    pub(super) fn told(files: &[String]) -> Self {
        Self { holds: Holds::Told(files.iter().cloned().collect()), names: OnceLock::new() }
    }

    /// Whether it has a file or a folder.
    pub(super) fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        match &self.holds {
            Holds::Disk(top) => std::fs::symlink_metadata(top.join(path)).is_ok(),
            Holds::Told(files) => path.is_empty() || files.iter().any(|file| begins(file, path)),
        }
    }

    /// Whether it has what a page of a site is made from, by the folder that the page gets there.
    pub(super) fn has_page(&self, path: &str) -> bool {
        let stem = path.strip_suffix('/');
        stem.is_some_and(|stem| PAGES.iter().any(|ending| self.has(&format!("{stem}.{ending}"))))
    }

    /// Whether a path, or the end of one, is that of a file or folder anywhere below the top; none where that cannot be told.
    pub(super) fn has_below(&self, path: &str) -> Option<bool> {
        let path = path.trim_end_matches('/');
        let names = self.names.get_or_init(|| self.read()).as_ref()?;
        let last = path.rsplit('/').next().unwrap_or_default();
        let ends = |whole: &String| whole.strip_suffix(path).is_some_and(|before| before.is_empty() || before.ends_with('/'));
        Some(names.get(last).is_some_and(|all| all.iter().any(ends)))
    }

    /// Whether it leaves a path out of what is kept.
    pub(super) fn leaves_out(&self, path: &str) -> bool {
        let Holds::Disk(top) = &self.holds else { return false };
        let whole = top.join(path);
        let mut left_out = false;
        for folder in whole.ancestors().skip(1).take_while(|folder| folder.starts_with(top)) {
            let file = folder.join(IGNORE_FILES[0]);
            let regular = std::fs::symlink_metadata(&file).is_ok_and(|found| found.is_file() && found.len() <= LONGEST_IGNORE);
            if !regular {
                continue;
            }
            // What is not there is a file or a folder.
            let globs = Gitignore::new(&file).0;
            match [path.ends_with('/'), true].map(|is_folder| globs.matched_path_or_any_parents(&whole, is_folder)) {
                [Match::Ignore(_), _] | [_, Match::Ignore(_)] => left_out = true,
                _ => {}
            }
        }
        left_out
    }

    /// All names below the top.
    fn read(&self) -> Option<BTreeMap<String, Vec<String>>> {
        let mut names: BTreeMap<String, Vec<String>> = BTreeMap::new();
        let mut add = |path: &str| {
            let last = path.rsplit('/').next().unwrap_or_default();
            names.entry(last.to_owned()).or_default().push(path.to_owned());
        };
        match &self.holds {
            Holds::Told(files) => {
                for file in files {
                    let folders = file.match_indices('/').map(|(at, _)| &file[..at]);
                    folders.chain([&**file]).for_each(&mut add);
                }
            }
            Holds::Disk(top) => {
                // Folders whose own lists of what they leave out are odd are not entered, so that not all is known.
                let odd = |folder: &Path| {
                    IGNORE_FILES
                        .iter()
                        .filter_map(|name| std::fs::symlink_metadata(folder.join(name)).ok())
                        .any(|found| !found.is_file() && !found.is_dir() || found.len() > LONGEST_IGNORE)
                };
                let mut walker = WalkBuilder::new(top);
                walker.hidden(false).parents(false).ignore(false).git_global(false).require_git(false);
                walker.filter_entry(|entry| entry.file_name() != TOP);
                for (count, entry) in walker.build().enumerate() {
                    let entry = entry.ok()?;
                    let is_folder = entry.file_type().is_some_and(|of| of.is_dir());
                    if count > MOST_NAMES || is_folder && odd(entry.path()) {
                        return None;
                    }
                    let within = entry.path().strip_prefix(top).ok()?.to_str();
                    within.filter(|path| !path.is_empty()).into_iter().for_each(&mut add);
                }
            }
        }
        Some(names)
    }
}

fn begins(file: &str, path: &str) -> bool {
    file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// The repositories that documents lie in, each looked at once.
#[derive(Debug)]
pub(in super::super) struct Repositories {
    words: Arc<PathWords>,
    known: Mutex<BTreeMap<PathBuf, Arc<Repository>>>,
}

impl Repositories {
    /// None yet.
    pub(in super::super) fn new(words: &Arc<PathWords>) -> Self {
        Self { words: words.clone(), known: Mutex::default() }
    }

    /// The place of a document, by its file; none where it lies in no repository, or in one that leads out of `within`.
    pub(in super::super) fn place(&self, file: &Path, within: Option<&Path>) -> Option<Place> {
        if within.is_some_and(|root| !is_within(file, root)) {
            return None;
        }
        let whole = identity(file);
        let inside = |folder: &&Path| within.is_none_or(|root| folder.starts_with(root));
        let top = whole.ancestors().skip(1).take_while(inside).find(|folder| folder.join(TOP).symlink_metadata().is_ok())?;
        let own = whole.strip_prefix(top).ok()?.to_str()?;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let repository = known.entry(top.to_owned()).or_insert_with(|| Arc::new(Repository::at(top.to_owned())));
        Place::new(repository.clone(), own, self.words.clone())
    }
}
