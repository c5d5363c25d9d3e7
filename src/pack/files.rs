//! The files of a pack: from a folder, or built into the binary. Both are read by the same types.

use super::embedded::{embedded_examples, embedded_under};
use super::error::{PackError, PackProblem, nearest};
use super::manifest::{Manifest, is_id};
use super::rule::Example;
use super::yaml::{self, Broken, Misfit, Node, Reason};
use crate::source::{NotRead, Place, read_regular};
use serde::{Deserialize, de::DeserializeOwned};
use std::borrow::Cow;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The most bytes of one file: no person writes more, and a rule's file has some thousand.
pub(super) const LONGEST: u64 = 4 << 20;
/// The most files of a pack.
const MOST_FILES: usize = 20_000;
/// Files and folders that are looked at for them: links may lead back to a folder again and again.
const MOST_ENTRIES: usize = 10 * MOST_FILES;
/// Folders within folders.
const DEEPEST: usize = 4;
/// How many mistakes of one kind are shown of a file: each is looked up in it.
pub(super) const SHOWN: usize = 20;

/// The manifest's file.
pub const MANIFEST: &str = "pack.yaml";
/// The file with its author's judgements of what its rules find.
pub const CORPUS: &str = "corpus.yaml";

/// What a file of a pack holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FileKind {
    /// The manifest.
    Manifest,
    /// What its author judged of findings.
    Corpus,
    /// A rule.
    Rule,
    /// Phrase patterns.
    Claims,
    /// Entities.
    Entities,
    /// Words of a language.
    Words,
    /// What a user says of a folder: its configuration, what is settled there. In no pack.
    Own,
}

/// The folders of a pack, and what stands in them. A rule may also stand directly in the pack's folder.
const FOLDERS: [(&str, FileKind); 4] =
    [("rules", FileKind::Rule), ("claims", FileKind::Claims), ("entities", FileKind::Entities), ("lang", FileKind::Words)];

/// A file of a pack.
#[derive(Debug, Clone)]
pub struct PackFile {
    /// What it holds.
    pub kind: FileKind,
    /// Its path, as messages show it.
    pub path: PathBuf,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    /// Built in: checked by tests, and quick to read.
    Json(&'static str),
    /// As written.
    Yaml(Written),
}

/// A text, and its tree once somebody asks for it.
#[derive(Debug, Clone)]
struct Written {
    text: String,
    tree: OnceLock<Result<Node, Broken>>,
}

impl Written {
    fn tree(&self) -> Result<&Node, &Broken> {
        self.tree.get_or_init(|| yaml::parse(&self.text)).as_ref()
    }
}

/// The examples of a rule.
#[derive(Debug, Deserialize)]
pub(super) struct Examples {
    pub(super) valid: Vec<Example>,
    pub(super) invalid: Vec<Example>,
}

/// A pack's files.
#[derive(Debug)]
pub struct PackFiles {
    /// The folder; for a built-in pack the one of the repository that it was made from.
    pub folder: PathBuf,
    /// Whether it is built in.
    pub built_in: bool,
    /// The files, by path.
    pub files: Vec<PackFile>,
}

impl PackFiles {
    /// The built-in packs: the core, whose rules stand in `rules/core` and whose patterns in `rules/claims`, and the folders below
    /// `rules/packs`.
    pub(super) fn built_in() -> Vec<Self> {
        let mut packs: Vec<Self> = Vec::new();
        for (path, json) in embedded_under("") {
            let (folder, within) = match path.split_once('/') {
                Some(("core", within)) => ("rules/core".to_owned(), within),
                Some(("claims", _)) => ("rules/core".to_owned(), path),
                Some(("packs", rest)) => {
                    let (name, within) = rest.split_once('/').unwrap_or((rest, ""));
                    (format!("rules/packs/{name}"), within)
                }
                _ => continue,
            };
            let Some(kind) = kind(within) else { continue };
            let file = PackFile { kind, path: Path::new("rules").join(path), content: Content::Json(json) };
            let folder = PathBuf::from(folder);
            match packs.iter_mut().find(|p| p.folder == folder) {
                Some(pack) => pack.files.push(file),
                None => packs.push(Self { folder, built_in: true, files: vec![file] }),
            }
        }
        packs.sort_by(|a, b| a.folder.cmp(&b.folder));
        packs
    }

    /// The pack in a folder.
    pub(super) fn in_folder(folder: &Path, problems: &mut Vec<PackProblem>) -> Option<Self> {
        let mut paths = Vec::new();
        let mut entries = 0;
        if let Err(cause) = collect(folder, 0, &mut entries, &mut paths) {
            problems.push(PackProblem {
                path: folder.to_owned(),
                place: None,
                error: PackError::Unreadable(cause.to_string()).into(),
            });
            return None;
        }
        if paths.len() > MOST_FILES || entries > MOST_ENTRIES {
            problems.push(PackProblem {
                path: folder.to_owned(),
                place: None,
                error: PackError::TooManyFiles(MOST_FILES).into(),
            });
            return None;
        }
        paths.sort();
        if !paths.contains(&folder.join(MANIFEST)) {
            problems.push(PackProblem { path: folder.to_owned(), place: None, error: PackError::NoManifest.into() });
            return None;
        }
        let mut files = Vec::with_capacity(paths.len());
        for path in paths {
            let within = path.strip_prefix(folder).unwrap_or(&path).to_string_lossy().replace('\\', "/");
            let Some(kind) = kind(&within) else {
                let nearest = misplaced(&within);
                problems.push(PackProblem { path, place: None, error: PackError::Unread { nearest }.into() });
                continue;
            };
            match read(&path) {
                Ok(text) => files.push(PackFile { kind, ..PackFile::written(&path, text) }),
                Err(error) => problems.push(PackProblem { path, place: None, error: error.into() }),
            }
        }
        Some(Self { folder: folder.to_owned(), built_in: false, files })
    }
}

/// The kind of the file at this path within a pack.
fn kind(within: &str) -> Option<FileKind> {
    let name = within.strip_suffix(".yaml")?;
    match name.split_once('/') {
        None if within == MANIFEST => Some(FileKind::Manifest),
        None if within == CORPUS => Some(FileKind::Corpus),
        None => Some(FileKind::Rule),
        Some((folder, _)) => FOLDERS.iter().find(|(f, _)| *f == folder).map(|(_, kind)| *kind),
    }
}

/// Where a file should stand that nothing reads.
fn misplaced(within: &str) -> Option<String> {
    let (folder, name) = within.rsplit_once('/').unwrap_or(("", within));
    let top = folder.split('/').next().unwrap_or_default();
    let name = name.strip_suffix(".yml").map_or_else(|| name.to_owned(), |stem| format!("{stem}.yaml"));
    if top.is_empty() {
        return Some(name);
    }
    let near = nearest(top, FOLDERS.iter().map(|f| f.0))?;
    Some(format!("{near}/{name}"))
}

/// All YAML files below a folder, but for snapshots, schemas and what is hidden.
fn collect(folder: &Path, depth: usize, entries: &mut usize, paths: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        *entries += 1;
        if *entries > MOST_ENTRIES {
            break;
        }
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with('.') || matches!(&*name, "snapshots" | "schemas") {
            continue;
        }
        if path.is_dir() {
            if depth < DEEPEST {
                collect(&path, depth + 1, entries, paths)?;
            }
        } else if path.extension().is_some_and(|e| e == "yaml" || e == "yml") && paths.len() <= MOST_FILES {
            paths.push(path);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<String, PackError> {
    let bytes = read_regular(path, LONGEST).map_err(|e| match e {
        NotRead::TooLong(bytes) => PackError::TooLong(bytes),
        other => PackError::Unreadable(other.to_string()),
    })?;
    String::from_utf8(bytes).map_err(|_| PackError::NotUtf8)
}

impl PackFile {
    /// A user's own file, which no pack has.
    ///
    /// # Errors
    /// When it cannot be read, or is no UTF-8.
    pub fn own(path: &Path) -> Result<Self, PackProblem> {
        let problem = |error: PackError| PackProblem { path: path.to_owned(), place: None, error: error.into() };
        read(path).map(|text| Self::written(path, text)).map_err(problem)
    }

    /// A user's own file with this text.
    #[must_use]
    pub fn written(path: &Path, text: String) -> Self {
        let content = Content::Yaml(Written { text, tree: OnceLock::new() });
        Self { kind: FileKind::Own, path: path.to_owned(), content }
    }

    /// Its text, as a user wrote it; empty for what is built in.
    #[must_use]
    pub fn text(&self) -> &str {
        match &self.content {
            Content::Yaml(written) => &written.text,
            Content::Json(_) => "",
        }
    }

    /// The line on which a key stands, from 1; none where there is no such key.
    #[must_use]
    pub fn line_of(&self, path: &[&str]) -> Option<usize> {
        let (text, root) = self.tree()?;
        let at = root.has(path).then(|| root.find_key(path))?;
        Some(text.get(..at.start)?.matches('\n').count() + 1)
    }

    /// The bytes of a key; none where there is no such key.
    #[must_use]
    pub fn key_at(&self, path: &[&str]) -> Option<Range<usize>> {
        let (_, root) = self.tree()?;
        root.has(path).then(|| root.find_key(path))
    }

    /// The bytes of a text or a number at a path of keys and indices; none where there is none.
    #[must_use]
    pub fn scalar_at(&self, path: &[&str]) -> Option<Range<usize>> {
        let (last, before) = path.split_last()?;
        let node = self.tree()?.1.find(before);
        node.has(&[last]).then(|| node.find(&[last])).filter(|value| value.text().is_some()).map(|value| value.at.clone())
    }

    /// The file as a pack's manifest, with a name that can be one.
    ///
    /// # Errors
    /// When it is none.
    pub fn manifest(&self) -> Result<Manifest, PackProblem> {
        let manifest: Manifest = self.read()?;
        if is_id(&manifest.name) { Ok(manifest) } else { Err(self.problem_at(&["name"], PackError::BadId(manifest.name))) }
    }

    /// The name of the file without its ending: a rule's id.
    #[must_use]
    pub fn stem(&self) -> Cow<'_, str> {
        self.path.file_stem().unwrap_or_default().to_string_lossy()
    }

    /// The examples of a rule that is built in; its file is read without them.
    pub(super) fn examples(&self) -> Option<Examples> {
        let Content::Json(_) = self.content else { return None };
        let path = self.path.strip_prefix("rules").ok()?.to_string_lossy().replace('\\', "/");
        serde_json::from_str(embedded_examples(&path)?).ok()
    }

    /// The file as this type.
    ///
    /// # Errors
    /// When it is no YAML, or not of this type: what does not fit, and where.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, PackProblem> {
        match &self.content {
            Content::Json(json) => serde_json::from_str(json).map_err(|e| self.problem(None, PackError::Form(e.to_string()))),
            Content::Yaml(written) => match written.tree() {
                Ok(tree) => tree.read().map_err(|Misfit { at, reason }| self.problem(at, PackError::from(reason))),
                Err(Broken { at, why }) => Err(self.problem(Some(*at..at + 1), PackError::Yaml(why.clone()))),
            },
        }
    }

    /// The file as this type; its default where nothing stands in it.
    ///
    /// # Errors
    /// As of [`PackFile::read`].
    pub fn read_or_nothing<T: DeserializeOwned + Default>(&self) -> Result<T, PackProblem> {
        if self.tree().is_some_and(|(_, root)| root.value == yaml::Value::Nothing) { Ok(T::default()) } else { self.read() }
    }

    /// A problem with the bytes `at` of the file.
    #[must_use]
    pub fn problem(&self, at: Option<Range<usize>>, error: PackError) -> PackProblem {
        let place = match (&self.content, at) {
            (Content::Yaml(written), Some(at)) => Some(Place::new(written.text.as_bytes(), at)),
            _ => None,
        };
        PackProblem { path: self.path.clone(), place, error: error.into() }
    }

    /// A problem with a value: `path` are the keys and indices that lead to it.
    #[must_use]
    pub fn problem_at(&self, path: &[&str], error: PackError) -> PackProblem {
        self.problem(self.tree().map(|(_, root)| root.find(path).point()), error)
    }

    /// A problem with a key.
    #[must_use]
    pub fn problem_at_key(&self, path: &[&str], error: PackError) -> PackProblem {
        self.problem(self.tree().map(|(_, root)| root.find_key(path)), error)
    }

    /// A problem with a part of a text value; `part` is in bytes of the text.
    #[must_use]
    pub fn problem_inside(&self, path: &[&str], part: Range<usize>, error: PackError) -> PackProblem {
        self.problem(self.tree().map(|(text, root)| root.find(path).inside(text, part)), error)
    }

    /// A problem with the first value that is this text.
    #[must_use]
    pub fn problem_at_text(&self, value: &str, error: PackError) -> PackProblem {
        let at = self.tree().and_then(|(_, root)| root.scalars(value).next().map(|node| node.at.clone()));
        self.problem(at, error)
    }

    fn tree(&self) -> Option<(&str, &Node)> {
        match &self.content {
            Content::Yaml(written) => Some((&written.text, written.tree().ok()?)),
            Content::Json(_) => None,
        }
    }
}

impl From<Reason> for PackError {
    fn from(reason: Reason) -> Self {
        let all = |known: &[&str]| known.iter().map(|k| (*k).to_owned()).collect::<Vec<_>>();
        match reason {
            Reason::UnknownKey { key, known } => {
                Self::UnknownKey { nearest: nearest(&key, known.iter().copied()), known: all(known), key }
            }
            Reason::UnknownValue { value, known } => {
                let nearest = nearest(&value, known.iter().copied());
                Self::Unknown { what: "value", nearest, known: all(known), name: value }
            }
            Reason::Missing(key) => Self::Missing(key.to_owned()),
            Reason::Twice(key) => Self::Twice(key),
            Reason::Type { found, expected } => Self::Type { found, expected },
            Reason::Other(why) => Self::Form(why),
        }
    }
}
