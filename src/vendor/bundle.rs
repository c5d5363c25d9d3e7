//! The files of a pack, as they are: from a folder, or out of a zip archive.

use crate::{
    pack::{MANIFEST, Manifest, PackFile, PackProblem},
    source::{NotRead, read_regular},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{Cursor, Read as _},
    path::{Path, PathBuf},
};
use zip::ZipArchive;

/// The most bytes that a pack may have, packed or not: the built-in ones have a hundredth.
const MOST_BYTES: u64 = 64 << 20;
/// The most files.
const MOST_FILES: usize = 20_000;
/// Folders within folders.
const DEEPEST: usize = 8;
/// The most bytes of a path within a pack.
const LONGEST_PATH: usize = 240;

/// Why a pack cannot be copied.
#[derive(Debug, thiserror::Error)]
pub enum BundleError {
    /// The system does not let us read it.
    #[error("cannot read {}: {cause}", .path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        cause: String,
    },
    /// No zip archive, or one that cannot be unpacked.
    #[error("{} cannot be unpacked: {cause}", .path.display())]
    Archive {
        /// The archive.
        path: PathBuf,
        /// What is wrong.
        cause: String,
    },
    /// Something in it that cannot be copied as a file of a pack.
    #[error("{}: `{entry}` {why}; nothing was copied", .path.display())]
    Entry {
        /// The folder or archive.
        path: PathBuf,
        /// The path within it.
        entry: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// More than any pack has.
    #[error("{} has more than {most} in it; nothing was copied", .path.display())]
    TooMuch {
        /// The folder or archive.
        path: PathBuf,
        /// How much a pack may have.
        most: String,
    },
    /// No pack.
    #[error("{} is no pack: it has no `{MANIFEST}`", .path.display())]
    NoManifest {
        /// The folder or archive.
        path: PathBuf,
    },
    /// A manifest that cannot be used.
    #[error("{0}")]
    Manifest(PackProblem),
}

/// The files of a pack.
#[derive(Debug)]
pub struct Bundle {
    /// What the pack says of itself.
    pub manifest: Manifest,
    /// Its files by their paths within it, with `/` between folders.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Bundle {
    /// The pack in a folder or in a zip archive. In an archive it may stand in a folder of its own, as in what hosts of code make.
    ///
    /// # Errors
    /// When it cannot be read whole, is more than a pack may be, or holds what could not stand in a folder and nowhere else.
    pub fn read(path: &Path) -> Result<Self, BundleError> {
        let mut files = if path.is_dir() { Self::folder(path)? } else { archive(path)? };
        if !files.contains_key(MANIFEST) {
            files = within(files);
        }
        let Some(manifest) = files.get(MANIFEST) else { return Err(BundleError::NoManifest { path: path.to_owned() }) };
        let text = String::from_utf8_lossy(manifest).into_owned();
        let manifest = PackFile::written(&path.join(MANIFEST), text).manifest().map_err(BundleError::Manifest)?;
        Ok(Self { manifest, files })
    }

    /// The files in a folder, but for what is hidden and for reports that wait for an answer.
    ///
    /// # Errors
    /// As of [`Bundle::read`].
    pub fn folder(path: &Path) -> Result<BTreeMap<String, Vec<u8>>, BundleError> {
        let mut gathered = Gathered { of: path, files: BTreeMap::new(), names: BTreeSet::new(), left: MOST_BYTES };
        walk(path, "", &mut gathered)?;
        Ok(gathered.files)
    }
}

/// Files as they come in.
struct Gathered<'a> {
    /// The folder or archive.
    of: &'a Path,
    files: BTreeMap<String, Vec<u8>>,
    /// Their names as systems see them that do not tell `A` from `a`.
    names: BTreeSet<String>,
    /// How many bytes may come yet.
    left: u64,
}

impl Gathered<'_> {
    fn refuse(&self, entry: &str, why: &'static str) -> BundleError {
        BundleError::Entry { path: self.of.to_owned(), entry: entry.to_owned(), why }
    }

    fn too_much(&self, most: String) -> BundleError {
        BundleError::TooMuch { path: self.of.to_owned(), most }
    }

    /// Says why a path cannot be that of a file in a pack.
    fn check(&self, entry: &str) -> Result<(), BundleError> {
        let odd = |c: char| c.is_control() || matches!(c, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|');
        let why = if entry.starts_with('/') || entry.split('/').any(|step| step == ".." || step == "." || step.is_empty()) {
            "would stand outside of the pack's folder"
        } else if entry.contains(odd) || entry.split('/').any(|step| step.ends_with(['.', ' '])) {
            "has a name that not every system can have"
        } else if entry.len() > LONGEST_PATH || entry.matches('/').count() > DEEPEST {
            "lies too deep"
        } else {
            return Ok(());
        };
        Err(self.refuse(entry, why))
    }

    fn add(&mut self, entry: String, content: Vec<u8>) -> Result<(), BundleError> {
        self.left = match self.left.checked_sub(content.len() as u64) {
            Some(left) if self.files.len() < MOST_FILES => left,
            Some(_) => return Err(self.too_much(format!("{MOST_FILES} files"))),
            None => return Err(self.too_much(format!("{MOST_BYTES} bytes"))),
        };
        if !self.names.insert(entry.to_lowercase()) {
            return Err(self.refuse(&entry, "is there twice"));
        }
        self.files.insert(entry, content);
        Ok(())
    }
}

/// Whether a path is of no interest: hidden, made by a system for itself, or a report that waits for an answer.
fn is_aside(entry: &str) -> bool {
    let hidden = |step: &str| step.starts_with('.') && step != "." && step != "..";
    entry.split('/').any(|step| hidden(step) || step == "__MACOSX") || entry.ends_with(".snap.new")
}

fn walk(folder: &Path, before: &str, gathered: &mut Gathered) -> Result<(), BundleError> {
    let unreadable = |path: &Path, cause: String| BundleError::Unreadable { path: path.to_owned(), cause };
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
    let mut entries = entries.map_err(|e| unreadable(folder, e.to_string()))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let name = entry.file_name();
        let within = format!("{before}{}", name.to_string_lossy());
        if is_aside(&within) {
            continue;
        }
        if name.to_str().is_none() {
            return Err(gathered.refuse(&within, "has a name that is not UTF-8"));
        }
        gathered.check(&within)?;
        let kind = entry.file_type().map_err(|e| unreadable(&path, e.to_string()))?;
        if kind.is_symlink() {
            return Err(gathered.refuse(&within, "is a link"));
        } else if kind.is_dir() {
            walk(&path, &format!("{within}/"), gathered)?;
        } else {
            let content = match read_regular(&path, gathered.left) {
                Ok(content) => content,
                Err(NotRead::TooLong(_)) => return Err(gathered.too_much(format!("{MOST_BYTES} bytes"))),
                Err(error) => return Err(unreadable(&path, error.to_string())),
            };
            gathered.add(within, content)?;
        }
    }
    Ok(())
}

/// The files in a zip archive. No more bytes are unpacked than a pack may have, whatever the archive says of itself.
fn archive(path: &Path) -> Result<BTreeMap<String, Vec<u8>>, BundleError> {
    let broken = |cause: String| BundleError::Archive { path: path.to_owned(), cause };
    let mut gathered = Gathered { of: path, files: BTreeMap::new(), names: BTreeSet::new(), left: MOST_BYTES };
    let bytes = match read_regular(path, MOST_BYTES) {
        Ok(bytes) => bytes,
        Err(NotRead::TooLong(_)) => return Err(gathered.too_much(format!("{MOST_BYTES} bytes"))),
        Err(error) => return Err(BundleError::Unreadable { path: path.to_owned(), cause: error.to_string() }),
    };
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(e.to_string()))?;
    if archive.len() > MOST_FILES {
        return Err(gathered.too_much(format!("{MOST_FILES} files")));
    }
    for nth in 0..archive.len() {
        let file = archive.by_index(nth).map_err(|e| broken(e.to_string()))?;
        let Ok(name) = std::str::from_utf8(file.name_raw()).map(str::to_owned) else {
            return Err(gathered.refuse(&String::from_utf8_lossy(file.name_raw()), "has a name that is not UTF-8"));
        };
        if is_aside(&name) {
            continue;
        }
        gathered.check(name.strip_suffix('/').unwrap_or(&name))?;
        if file.is_symlink() {
            return Err(gathered.refuse(&name, "is a link"));
        }
        if name.ends_with('/') {
            continue;
        }
        let mut content = Vec::new();
        file.take(gathered.left + 1).read_to_end(&mut content).map_err(|e| broken(format!("{name}: {e}")))?;
        gathered.add(name, content)?;
    }
    Ok(gathered.files)
}

/// The files of the one folder that all of them stand in; as they are where they stand in no such folder.
fn within(files: BTreeMap<String, Vec<u8>>) -> BTreeMap<String, Vec<u8>> {
    let Some(top) = files.keys().next().and_then(|first| Some(format!("{}/", first.split_once('/')?.0))) else { return files };
    if !files.keys().all(|name| name.starts_with(&top)) {
        return files;
    }
    files.into_iter().filter_map(|(name, content)| Some((name.strip_prefix(&top)?.to_owned(), content))).collect()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::io::Write as _;
    use zip::{ZipWriter, write::SimpleFileOptions};

    const PACK: &str = "name: quay\nversion: 1.2.0\nfactlint: '>=0.1'\nlanguages: [en]\nsummary: Quays.\n";

    fn zip(files: &[(&str, &[u8])]) -> tempfile::NamedTempFile {
        let file = tempfile::Builder::new().suffix(".zip").tempfile().unwrap();
        let mut writer = ZipWriter::new(file.reopen().unwrap());
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap();
        file
    }

    #[test]
    fn a_pack_may_stand_in_a_folder_of_its_archive() {
        for top in ["", "quay-1.2.0/"] {
            let names = [format!("{top}pack.yaml"), format!("{top}rules/a.yaml"), format!("{top}.git/config")];
            let file = zip(&[(&names[0], PACK.as_bytes()), (&names[1], b"x"), (&names[2], b"y")]);
            let bundle = Bundle::read(file.path()).unwrap();
            assert_eq!(bundle.manifest.version, "1.2.0");
            assert_eq!(bundle.files.keys().collect::<Vec<_>>(), ["pack.yaml", "rules/a.yaml"]);
        }
    }

    #[test]
    fn nothing_leaves_the_folder() {
        for (name, why) in [
            ("../evil.yaml", "outside"),
            ("rules/../../evil.yaml", "outside"),
            ("/etc/evil.yaml", "outside"),
            ("rules\\..\\evil.yaml", "not every system"),
            ("C:evil.yaml", "not every system"),
            ("rules/evil. ", "not every system"),
            ("rules/e\u{7}vil.yaml", "not every system"),
            ("PACK.yaml", "twice"),
            ("a/b/c/d/e/f/g/h/i/j.yaml", "too deep"),
        ] {
            let file = zip(&[("pack.yaml", PACK.as_bytes()), (name, b"x")]);
            let error = Bundle::read(file.path()).unwrap_err().to_string();
            assert!(error.contains(why), "{name}: {error}");
        }
    }

    #[test]
    fn links_and_bombs_are_refused() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let mut writer = ZipWriter::new(file.reopen().unwrap());
        writer.start_file("pack.yaml", SimpleFileOptions::default()).unwrap();
        writer.write_all(PACK.as_bytes()).unwrap();
        writer.add_symlink("rules", "/etc", SimpleFileOptions::default()).unwrap();
        writer.finish().unwrap();
        assert!(Bundle::read(file.path()).unwrap_err().to_string().contains("is a link"));
        // 80 MB of zeros in 80 KB.
        let bomb = zip(&[("pack.yaml", PACK.as_bytes()), ("rules/a.yaml", &vec![0; 80 << 20])]);
        assert!(bomb.path().metadata().unwrap().len() < 1 << 20);
        assert!(Bundle::read(bomb.path()).unwrap_err().to_string().contains("more than 67108864 bytes"));
        assert!(Bundle::read(zip(&[("a.yaml", b"x")]).path()).unwrap_err().to_string().contains("no `pack.yaml`"));
    }
}
