//! zip: the files of an archive that are in formats which are read, each as a document of its own.
//!
//! They are named by the archive and their path in it. All share the archive's budget; an archive in it is not opened. What belongs to saved pages, and
//! what other systems leave behind, is left out; texts in formats that are not read are named.

use super::{
    Format, Loaded, Problem,
    files::{self, File},
    zipped::{Failure, Package, ZippedError},
};
use std::path::{Path, PathBuf};

/// The most files that are read.
const MOST_FILES: usize = 20_000;

/// Gives each file of an archive to `read`.
pub(super) fn documents(file: &File, bytes: &[u8], loaded: &mut Loaded, read: &mut dyn FnMut(&File, Vec<u8>, &mut Loaded)) {
    let mut package = match Package::open(file, bytes) {
        Ok(package) => package,
        Err(failure) => return loaded.problems.push(failure.of(file)),
    };
    let mut names = package.names();
    names.sort();
    names.dedup();
    if names.len() > MOST_FILES {
        return loaded.problems.push(Failure::from(ZippedError::TooMany { what: "files", most: MOST_FILES }).of(file));
    }
    let before = loaded.documents.len() + loaded.problems.len();
    let pages: Vec<String> = names.iter().filter(|name| Format::of(Path::new(name)) == Some(Format::Html)).cloned().collect();
    for name in names.into_iter().filter(|name| is_own(name, &pages)) {
        let path = file.path.join(&name);
        match Format::of(Path::new(&name)) {
            None if files::is_text(Path::new(&name)) => loaded.unread.push(shown(path)),
            None => {}
            Some(Format::Zip) => loaded.unread.push(shown(path)),
            Some(format) => match package.bytes(&name) {
                Err(failure) => {
                    // It is one part of the archive, and nothing of the others.
                    let whole = matches!(failure.error, ZippedError::TooLarge { .. });
                    loaded.problems.push(failure.of(file));
                    if whole {
                        return;
                    }
                }
                Ok(content) => {
                    let inner = file.packed(&name, format, package.budget());
                    read(&inner, content.unwrap_or_default(), loaded);
                }
            },
        }
    }
    if loaded.documents.len() + loaded.problems.len() == before {
        loaded.problems.push(Problem::NoDocument { path: file.path.clone() });
    }
}

/// The path without the folder that the program runs in.
fn shown(path: PathBuf) -> PathBuf {
    path.strip_prefix(".").map(Path::to_owned).unwrap_or(path)
}

/// Whether a file is one that somebody packed: no folder, nothing that a system hides, nothing that stands beside a saved page.
fn is_own(name: &str, pages: &[String]) -> bool {
    let mut folder = String::new();
    for step in name.split('/') {
        if step.is_empty() || step.starts_with('.') || step.starts_with("~$") || step == "__MACOSX" {
            return false;
        }
        folder.push_str(step);
        let stem = files::page_of(&folder).filter(|_| folder.len() < name.len());
        if stem.is_some_and(|stem| ["html", "htm"].iter().any(|e| pages.binary_search(&format!("{stem}.{e}")).is_ok())) {
            return false;
        }
        folder.push('/');
    }
    true
}
