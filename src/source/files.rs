//! Which files are read, by what the user named.

use super::{Choice, Problem, tree::Repositories, zipped::Budget};
use ignore::{DirEntry, WalkBuilder, WalkState};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Component, Path, PathBuf},
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
    /// A document or the slides of an office program, in `OpenDocument`.
    Odt,
    /// Slides, in Office Open XML.
    Pptx,
    /// Sheets, in Office Open XML.
    Xlsx,
    /// Sheets, in `OpenDocument`.
    Ods,
    /// A sheet as text, with separators.
    Csv,
    /// Rich text.
    Rtf,
    /// A letter.
    Mail,
    /// A box of letters.
    Mbox,
    /// A book.
    Epub,
    /// Subtitles: what is said, and when.
    Subtitles,
    /// Pages as they are printed.
    Pdf,
    /// An archive of other files.
    Zip,
    /// Facts under keys, in YAML.
    Yaml,
    /// Facts under keys, in JSON.
    Json,
    /// Facts under keys, in TOML.
    Toml,
}

/// The extensions of each format.
const EXTENSIONS: [(Format, &[&str]); 20] = [
    (Format::Text, &["txt", "text"]),
    (Format::Markdown, &["md", "markdown"]),
    (Format::JsonLines, &["jsonl", "ndjson"]),
    (Format::Html, &["html", "htm", "xhtml"]),
    (Format::Docx, &["docx", "docm", "dotx"]),
    (Format::Odt, &["odt", "ott", "odp"]),
    (Format::Pptx, &["pptx", "ppsx"]),
    (Format::Xlsx, &["xlsx", "xlsm"]),
    (Format::Ods, &["ods"]),
    (Format::Csv, &["csv", "tsv"]),
    (Format::Rtf, &["rtf"]),
    (Format::Mail, &["eml"]),
    (Format::Mbox, &["mbox"]),
    (Format::Epub, &["epub"]),
    (Format::Subtitles, &["srt", "vtt"]),
    (Format::Pdf, &["pdf"]),
    (Format::Zip, &["zip"]),
    (Format::Yaml, &["yaml", "yml"]),
    (Format::Json, &["json"]),
    (Format::Toml, &["toml"]),
];

impl Format {
    /// The format that a file's extension names.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        EXTENSIONS.iter().find(|(_, of)| of.contains(&extension.as_str())).map(|(format, _)| *format)
    }

    /// All extensions of files that are read.
    pub(crate) fn extensions() -> impl Iterator<Item = &'static str> {
        EXTENSIONS.iter().flat_map(|(_, of)| of.iter().copied())
    }

    /// What a file of this format is called: the first of its extensions.
    #[must_use]
    pub fn name(self) -> &'static str {
        EXTENSIONS.iter().find(|(format, _)| *format == self).and_then(|(_, of)| of.first()).unwrap_or(&"txt")
    }

    /// Whether lines of its documents are lines of the file.
    #[must_use]
    pub const fn has_lines(self) -> bool {
        matches!(self, Self::Text | Self::Markdown | Self::Html | Self::Csv | Self::Subtitles) || self.is_keyed()
    }

    /// Whether it holds facts under keys. In folders there are many such files that are a program's, so that one is read only where it is named
    /// itself, or in its folder's `sources.yaml`.
    #[must_use]
    pub const fn is_keyed(self) -> bool {
        matches!(self, Self::Yaml | Self::Json | Self::Toml)
    }

    /// Whether a file of it may hold several documents.
    #[must_use]
    pub const fn is_of_many(self) -> bool {
        matches!(self, Self::JsonLines | Self::Mail | Self::Mbox | Self::Zip)
    }

    /// Whether it is told by its first bytes, so that nothing else that begins otherwise is one.
    pub(super) const fn is_text(self) -> bool {
        matches!(self, Self::JsonLines | Self::Mail | Self::Mbox) || self.has_lines()
    }
}

/// A file to read.
#[derive(Debug)]
pub(crate) struct File {
    /// Where it is.
    pub(super) path: PathBuf,
    /// Its name in reports: the path as given, with `/`.
    pub(super) name: String,
    /// How it is read.
    pub(super) format: Format,
    /// Its content, where that is not on disk.
    pub(super) content: Option<Arc<[u8]>>,
    /// Whether the user named it, rather than a folder that it is in.
    pub(super) named: bool,
    /// What may be unpacked of it, where it is packed in another file.
    pub(super) budget: Option<Arc<Budget>>,
    /// Where it lies in its repository, if it is looked for what it names.
    pub(super) place: Option<super::tree::Place>,
}

/// The files that were found so far, by their one true path, so that none is read twice.
#[derive(Debug, Default)]
pub struct Seen(BTreeSet<PathBuf>);

/// The one path of a file or folder that has many: without `..` and links.
#[must_use]
pub fn identity(path: &Path) -> PathBuf {
    std::fs::canonicalize(path).or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned())
}

/// Whether a file or folder, links followed, lies in the folder with this one true path; one that is not there, if it would.
#[must_use]
pub fn is_within(path: &Path, root: &Path) -> bool {
    let Ok(whole) = std::path::absolute(path) else { return false };
    let upwards = path.components().any(|part| part == Component::ParentDir);
    let nearest = whole.ancestors().find_map(|above| std::fs::canonicalize(above).ok());
    !upwards && nearest.is_some_and(|place| place.starts_with(root))
}

impl File {
    fn new(path: PathBuf, format: Format) -> Self {
        let name = path.strip_prefix(".").unwrap_or(&path).to_string_lossy();
        let name = if cfg!(windows) { name.replace('\\', "/") } else { name.into_owned() };
        Self { path, name, format, content: None, named: false, budget: None, place: None }
    }

    /// A file that is packed in this one, under a name of its own there.
    pub(super) fn packed(&self, name: &str, format: Format, budget: &Arc<Budget>) -> Self {
        Self {
            path: self.path.join(name),
            name: format!("{}/{name}", self.name),
            format,
            content: None,
            named: self.named,
            budget: Some(budget.clone()),
            place: None,
        }
    }

    /// What is in no file.
    pub(super) fn given(name: String, format: Format, content: Arc<[u8]>) -> Self {
        Self { path: PathBuf::from(&name), name, format, content: Some(content), named: true, budget: None, place: None }
    }
}

/// The files below the inputs, in the order of the inputs, those of a folder by path; and the texts in folders that are in no format
/// that is read.
pub(super) fn find(inputs: &[Input], choice: &Choice, seen: &mut Seen, problems: &mut Vec<Problem>) -> (Vec<File>, Vec<PathBuf>) {
    let (mut files, mut unread) = (Vec::new(), Vec::new());
    for input in inputs {
        match input {
            Input::Stdin { content, name } => {
                let file = File::new(name.clone(), Format::of(name).unwrap_or(Format::Text));
                files.push(File { content: Some(content.clone()), named: true, ..file });
            }
            Input::Path(path) if choice.within.is_some_and(|root| !is_within(path, root)) => {
                problems.push(Problem::Outside { path: path.clone() });
            }
            Input::Path(path) => match std::fs::metadata(path) {
                // Somebody has it open, and has not saved it yet.
                Err(_) if (choice.open)(path).is_some() => {
                    if seen.0.insert(identity(path)) {
                        let file = File::new(path.clone(), Format::of(path).unwrap_or(Format::Text));
                        files.push(File { named: true, ..file });
                    }
                }
                Err(e) if e.kind() == std::io::ErrorKind::NotFound => problems.push(Problem::Missing { path: path.clone() }),
                Err(e) => problems.push(Problem::Unreadable { path: path.clone(), cause: e.to_string() }),
                Ok(found) if found.is_dir() => {
                    let below = walk(path, choice);
                    let folder = identity(path);
                    if below.files.is_empty() && below.problems.is_empty() {
                        problems.push(Problem::NoDocument { path: path.clone() });
                    }
                    problems.extend(below.problems);
                    // Below a folder only a link has another path than it seems.
                    let one = |file: &Path| match file.strip_prefix(path) {
                        Ok(within) if !file.is_symlink() => folder.join(within),
                        _ => identity(file),
                    };
                    files.extend(below.files.into_iter().filter(|file| seen.0.insert(one(&file.path))));
                    unread.extend(below.unread.into_iter().filter(|path| seen.0.insert(one(path))));
                }
                Ok(_) if seen.0.insert(identity(path)) => {
                    let file = File::new(path.clone(), Format::of(path).unwrap_or(Format::Text));
                    files.push(File { named: true, ..file });
                }
                Ok(_) => {}
            },
        }
    }
    if let Some(words) = choice.paths {
        let repositories = Repositories::new(words);
        for file in files.iter_mut().filter(|file| file.format == Format::Markdown && file.content.is_none()) {
            file.place = repositories.place(&file.path, choice.within);
        }
    }
    (files, unread)
}

/// What is below a folder, each by path.
#[derive(Debug, Default)]
struct Below {
    files: Vec<File>,
    /// Files with keys, which are read where their folder says so.
    keyed: Vec<File>,
    /// Texts in formats that are not read.
    unread: Vec<PathBuf>,
    problems: Vec<Problem>,
}

impl Below {
    fn add(&mut self, entry: &DirEntry) {
        let path = entry.path();
        // Word processors leave `~$name.docx` beside a file that is open.
        let lock = entry.file_name().as_encoded_bytes().starts_with(b"~$");
        if lock || entry.file_type().is_none_or(|t| t.is_dir()) {
            return;
        }
        let format = Format::of(path);
        if format.is_none() && !is_text(path) {
            return;
        }
        // A link is followed to a file, but not into a folder.
        let regular = entry.file_type().is_some_and(|t| t.is_file()) || path.is_file();
        match format {
            Some(format) if format.is_keyed() => self.keyed.extend(regular.then(|| File::new(path.to_owned(), format))),
            Some(format) if regular => self.files.push(File::new(path.to_owned(), format)),
            _ if path.is_dir() => {}
            _ => self.unread.push(path.strip_prefix(".").unwrap_or(path).to_owned()),
        }
    }
}

/// The documents below a folder: files of a known extension that no `.gitignore` leaves out.
fn walk(folder: &Path, choice: &Choice) -> Below {
    let Choice { keeps, within, .. } = *choice;
    let outside = |path: &Path| within.is_some_and(|root| !is_within(path, root));
    let found = Arc::new(Mutex::new(Below::default()));
    let locked = || found.lock().unwrap_or_else(PoisonError::into_inner);
    let above = folder.canonicalize().unwrap_or_default();
    if let Some(problem) = above.ancestors().filter(|folder| !outside(folder)).find_map(odd_ignore_file) {
        locked().problems.push(problem);
    } else {
        let (odd, root) = (found.clone(), within.map(Path::to_owned));
        let may_enter = move |entry: &DirEntry| {
            let is_folder = entry.file_type().is_some_and(|t| t.is_dir());
            let problem = if is_folder { odd_ignore_file(entry.path()) } else { None };
            let leads_out = |name: &&str| root.as_ref().is_some_and(|root| !is_within(&entry.path().join(name), root));
            let enters = problem.is_none() && !(is_folder && IGNORE_FILES.iter().any(leads_out));
            odd.lock().unwrap_or_else(PoisonError::into_inner).problems.extend(problem);
            enters
        };
        let mut walker = WalkBuilder::new(folder);
        walker.require_git(false).git_global(false).threads(rayon::current_num_threads()).filter_entry(may_enter);
        walker.parents(within.is_none()).git_exclude(within.is_none());
        walker.build_parallel().run(|| {
            Box::new(|entry| {
                match entry {
                    Err(e) => locked().problems.push(unreadable(folder, &e)),
                    Ok(entry) => {
                        let is_folder = entry.file_type().is_some_and(|t| t.is_dir());
                        let beside = is_folder && is_beside_page(entry.path());
                        if entry.depth() > 0 && (beside || outside(entry.path()) || !keeps(entry.path(), is_folder)) {
                            return if is_folder { WalkState::Skip } else { WalkState::Continue };
                        }
                        locked().add(&entry);
                    }
                }
                WalkState::Continue
            })
        });
    }
    let mut below = std::mem::take(&mut *locked());
    below.files.extend(told_of(std::mem::take(&mut below.keyed)));
    below.files.sort_by(|a, b| a.path.cmp(&b.path));
    below.unread.sort();
    below.problems.sort_by(|a, b| a.path().cmp(b.path()));
    below
}

/// Those of these files that the `sources.yaml` of their folder names.
fn told_of(files: Vec<File>) -> impl Iterator<Item = File> {
    let mut folders = BTreeMap::new();
    files.into_iter().filter(move |file| {
        let (Some(folder), Some(name)) = (file.path.parent(), file.path.file_name()) else { return false };
        let told = folders.entry(folder.to_owned()).or_insert_with(|| super::metadata::sources(folder).0);
        name.to_str().is_some_and(|name| told.contains_key(name))
    })
}

/// Whether a folder holds what belongs to a page that a browser saved beside it: `Page_files` of `Page.html`.
fn is_beside_page(folder: &Path) -> bool {
    let stem = folder.to_str().and_then(page_of);
    stem.is_some_and(|stem| ["html", "htm"].iter().any(|extension| Path::new(&format!("{stem}.{extension}")).is_file()))
}

/// The path of the page that a folder's name belongs to, without its extension.
pub(super) fn page_of(folder: &str) -> Option<&str> {
    folder.strip_suffix("_files").or_else(|| folder.strip_suffix(".files"))
}

/// The files in which a folder says what of it is left out.
pub(super) const IGNORE_FILES: [&str; 3] = [".gitignore", ".ignore", ".git/info/exclude"];
/// The most bytes of such a file: each line costs a pattern.
pub(super) const LONGEST_IGNORE: u64 = 1 << 20;

/// A file that says what of a folder is left out, and would be read without end: a pipe, a device, one that is far too long.
fn odd_ignore_file(folder: &Path) -> Option<Problem> {
    IGNORE_FILES.iter().map(|name| folder.join(name)).find_map(|path| {
        let found = std::fs::metadata(&path).ok()?;
        let cause = match (found.is_file(), found.is_dir()) {
            (_, true) => return None,
            (true, _) if found.len() <= LONGEST_IGNORE => return None,
            (true, _) => super::NotRead::TooLong(found.len()),
            _ => super::NotRead::NotRegular,
        };
        Some(Problem::Unreadable { path, cause: format!("{cause}, so its folder is left out") })
    })
}

/// The extensions of files that hold a text or a table for people, in formats that are not read; a program's files and pictures are none.
const TEXTS: [&str; 24] = [
    "7z", "adoc", "asciidoc", "azw3", "doc", "fodt", "gz", "ipynb", "mdx", "mht", "mhtml", "mobi", "msg", "numbers", "org",
    "pages", "ppt", "qmd", "rmd", "rst", "tex", "wpd", "wps", "xls",
];

/// Whether a file's extension says that it holds a text or a table for people.
pub(super) fn is_text(path: &Path) -> bool {
    let extension = path.extension().and_then(|e| e.to_str()).map(str::to_ascii_lowercase);
    extension.is_some_and(|extension| TEXTS.binary_search(&extension.as_str()).is_ok())
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
