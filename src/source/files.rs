//! Which files are read, by what the user named.

use super::Problem;
use ignore::{WalkBuilder, WalkState};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

/// What the user named.
#[derive(Debug, Clone)]
pub enum Input {
    /// A file or a folder.
    Path(PathBuf),
    /// What came on standard input.
    Stdin {
        /// The bytes.
        content: Arc<[u8]>,
        /// The name that it goes by; its extension chooses the format.
        name: PathBuf,
    },
}

/// How a file is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// One JSON object a line.
    JsonLines,
    /// A web page.
    Html,
    /// A document of a word processor, in Office Open XML.
    Docx,
}

impl Format {
    /// The format that a file's extension names.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "html" | "htm" | "xhtml" => Some(Self::Html),
            "docx" => Some(Self::Docx),
            _ => None,
        }
    }
}

/// A file to read.
#[derive(Debug)]
pub(super) struct File {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its name in reports: the path as given, with `/`.
    pub(super) name: String,
    /// How it is read.
    pub(super) format: Format,
    /// Its content, where that is not on disk.
    pub(super) content: Option<Arc<[u8]>>,
}

/// The files that were found so far, by their one true path, so that none is read twice.
#[derive(Debug, Default)]
pub struct Seen(BTreeSet<PathBuf>);

/// The one path of a file or folder that has many: without `..` and links.
#[must_use]
pub fn identity(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

impl File {
    fn new(path: PathBuf, format: Format) -> Self {
        let name = path.strip_prefix(".").unwrap_or(&path).to_string_lossy();
        let name = if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() };
        Self { path, name, format, content: None }
    }
}

/// The files below the inputs, in the order of the inputs, those of a folder by path.
pub(super) fn find(inputs: &[Input], seen: &mut Seen, problems: &mut Vec<Problem>) -> Vec<File> {
    let mut files = Vec::new();
    for input in inputs {
        match input {
            Input::Stdin { content, name } => {
                let file = File::new(name.clone(), Format::of(name).unwrap_or(Format::Text));
                files.push(File { content: Some(content.clone()), ..file });
            }
            Input::Path(path) => match std::fs::metadata(path) {
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => problems.push(Problem::Missing { path: path.clone() }),
                Err(e) => problems.push(Problem::Unreadable { path: path.clone(), cause: e.to_string() }),
                Ok(found) if found.is_dir() => {
                    let below = walk(path, problems);
                    let folder = identity(path);
                    if below.is_empty() {
                        problems.push(Problem::NoDocument { path: path.clone() });
                    }
                    // Below a folder only a link has another path than it seems.
                    let one = |file: &File| match file.path.strip_prefix(path) {
                        Ok(within) if !file.path.is_symlink() => folder.join(within),
                        _ => identity(&file.path),
                    };
                    files.extend(below.into_iter().filter(|file| seen.0.insert(one(file))));
                }
                Ok(_) if seen.0.insert(identity(path)) => {
                    files.push(File::new(path.clone(), Format::of(path).unwrap_or(Format::Text)));
                }
                Ok(_) => {}
            },
        }
    }
    files
}

/// The documents below a folder: files of a known extension that no `.gitignore` leaves out, by path.
fn walk(folder: &Path, problems: &mut Vec<Problem>) -> Vec<File> {
    let found = Mutex::new((Vec::new(), Vec::new()));
    let locked = || found.lock().unwrap_or_else(PoisonError::into_inner);
    let walker =
        WalkBuilder::new(folder).require_git(false).git_global(false).threads(rayon::current_num_threads()).build_parallel();
    walker.run(|| {
        Box::new(|entry| {
            match entry {
                Err(e) => locked().1.push(unreadable(folder, &e)),
                Ok(entry) => {
                    let path = entry.path();
                    // Word processors leave `~$name.docx` beside a file that is open.
                    let lock = entry.file_name().as_encoded_bytes().starts_with(b"~$");
                    let format = Format::of(path).filter(|_| !lock);
                    if let (Some(format), false) = (format, entry.file_type().is_none_or(|t| t.is_dir())) {
                        // A link is followed to a file, but not into a folder.
                        if entry.file_type().is_some_and(|t| t.is_file()) || path.is_file() {
                            locked().0.push(File::new(path.to_owned(), format));
                        }
                    }
                }
            }
            WalkState::Continue
        })
    });
    let (mut files, mut broken) = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    files.sort_by(|a, b| a.path.cmp(&b.path));
    broken.sort_by(|a: &Problem, b| a.path().cmp(b.path()));
    problems.append(&mut broken);
    files
}

fn unreadable(folder: &Path, error: &ignore::Error) -> Problem {
    let cause = error.io_error().map_or_else(|| error.to_string(), ToString::to_string);
    Problem::Unreadable { path: place(error).unwrap_or(folder).to_owned(), cause }
}

fn place(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => place(err),
        _ => None,
    }
}
