//! What was copied: the packs of a project with the hash of each of their files.

use super::{Bundle, BundleError};
use crate::{
    pack::{PackFile, PackProblem},
    store::{self, StoreError},
};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    path::{Path, PathBuf},
};

/// The name of the file, which stands beside the configuration.
pub const LOCK: &str = "factlint-packs.lock";

/// What stands before the first pack.
const HEAD: &str =
    "# What `factlint pack add` copied, with the SHA-256 of each file; `factlint pack check` compares. Written by factlint.\n";

/// What may stand in the file.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Content {
    /// The packs.
    packs: Vec<Locked>,
}

/// A pack as it was copied.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locked {
    /// Its folder, as the configuration names it.
    pub path: String,
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The SHA-256 of all that follows: of each file a line with its path and its hash.
    pub hash: String,
    /// The SHA-256 of each file, by its path within the pack.
    pub files: BTreeMap<String, String>,
}

/// How a folder differs from what was copied into it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// A file has another content.
    Changed(String),
    /// A file is gone.
    Missing(String),
    /// A file is new.
    Extra(String),
    /// The hash of the pack is not that of its files: somebody changed the lock by hand.
    Lock,
}

/// Why the file was not changed.
#[derive(Debug, thiserror::Error)]
pub enum LockError {
    /// What stands there cannot be read.
    #[error("{0}")]
    Unreadable(PackProblem),
    /// It cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Locked {
    /// What these files of a pack are locked as.
    #[must_use]
    pub fn new(path: &str, bundle: &Bundle) -> Self {
        let files = hashes(&bundle.files);
        let (name, version) = (bundle.manifest.name.clone(), bundle.manifest.version.clone());
        Self { path: path.to_owned(), name, version, hash: whole(&files), files }
    }

    /// How the folder differs from what was copied into it, by path.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn differences(&self, folder: &Path) -> Result<Vec<Difference>, BundleError> {
        let now = hashes(&Bundle::folder(folder)?);
        let mut found = Vec::new();
        if whole(&self.files) != self.hash {
            found.push(Difference::Lock);
        }
        for (file, hash) in &self.files {
            match now.get(file) {
                None => found.push(Difference::Missing(file.clone())),
                Some(other) if other != hash => found.push(Difference::Changed(file.clone())),
                Some(_) => {}
            }
        }
        found.extend(now.into_keys().filter(|file| !self.files.contains_key(file)).map(Difference::Extra));
        found.sort();
        Ok(found)
    }

    fn yaml(&self) -> String {
        let text = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let mut yaml = format!(
            "  - path: {}\n    name: {}\n    version: {}\n    hash: {}\n    files:\n",
            text(&self.path),
            text(&self.name),
            text(&self.version),
            text(&self.hash)
        );
        // Writing to a string does not fail.
        for (file, hash) in &self.files {
            let _ = writeln!(yaml, "      {}: {hash}", text(file));
        }
        yaml
    }
}

/// The file of locked packs.
#[derive(Debug)]
pub struct LockFile {
    /// Where it is.
    pub path: PathBuf,
    /// The packs, by their folders.
    pub packs: Vec<Locked>,
}

impl LockFile {
    /// Reads a file; an empty one where there is none.
    ///
    /// # Errors
    /// When it cannot be read, or is none.
    pub fn read(path: &Path) -> Result<Self, PackProblem> {
        if path.symlink_metadata().is_err() {
            return Ok(Self { path: path.to_owned(), packs: Vec::new() });
        }
        let content: Content = PackFile::own(path)?.read_or_nothing()?;
        Ok(Self { path: path.to_owned(), packs: content.packs })
    }

    /// The pack in this folder, as the configuration names it.
    #[must_use]
    pub fn pack(&self, path: &str) -> Option<&Locked> {
        self.packs.iter().find(|pack| pack.path == path)
    }

    /// Puts packs into the file, instead of those in the same folders. Another run that writes at the same time waits, and finds these.
    ///
    /// # Errors
    /// When the file cannot be read any more, or not be written; it is then as it was.
    pub fn put(path: &Path, new: &[Locked]) -> Result<(), LockError> {
        let _lock = store::lock(path)?;
        let mut packs = Self::read(path).map_err(LockError::Unreadable)?.packs;
        packs.retain(|pack| new.iter().all(|new| new.path != pack.path));
        packs.extend_from_slice(new);
        packs.sort_by(|a, b| a.path.cmp(&b.path));
        let all: String = packs.iter().map(Locked::yaml).collect();
        store::write(path, &format!("{HEAD}packs:\n{all}"))?;
        Ok(())
    }
}

fn hashes(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<String, String> {
    files.iter().map(|(name, content)| (name.clone(), sha256(content))).collect()
}

/// The hash of all files: of their paths and hashes, a line each, in order.
fn whole(files: &BTreeMap<String, String>) -> String {
    let mut lines = String::new();
    for (name, hash) in files {
        let _ = writeln!(lines, "{hash}  {name}");
    }
    sha256(lines.as_bytes())
}

/// The SHA-256 of bytes (FIPS 180-4), in hexadecimal digits.
fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut digits, byte| {
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn differences_are_told_file_by_file() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, content: &str| store::write(&folder.path().join(name), content).unwrap();
        write("pack.yaml", "name: quay\nversion: 1.2.0\nfactlint: '>=0.1'\nlanguages: [en]\nsummary: Quays.\n");
        write("rules/a.yaml", "a");
        write("rules/b.yaml", "b");
        let bundle = Bundle::read(folder.path()).unwrap();
        let locked = Locked::new("packs/quay", &bundle);
        // `printf a | sha256sum`
        assert_eq!(locked.files["rules/a.yaml"], "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb");
        assert_eq!(locked.differences(folder.path()).unwrap(), []);
        write("rules/a.yaml", "A");
        write("rules/c.yaml", "c");
        store::remove(&folder.path().join("rules/b.yaml")).unwrap();
        let of = |name: &str| format!("rules/{name}.yaml");
        let expected = [Difference::Changed(of("a")), Difference::Missing(of("b")), Difference::Extra(of("c"))];
        assert_eq!(locked.differences(folder.path()).unwrap(), expected);
        let path = folder.path().join(LOCK);
        LockFile::put(&path, std::slice::from_ref(&locked)).unwrap();
        let other = Locked { path: "packs/a".into(), ..locked.clone() };
        LockFile::put(&path, &[locked.clone(), other.clone()]).unwrap();
        assert_eq!(LockFile::read(&path).unwrap().packs, [other, locked.clone()]);
        let forged = Locked { hash: "0".into(), ..locked };
        assert!(forged.differences(folder.path()).unwrap().contains(&Difference::Lock));
    }
}
