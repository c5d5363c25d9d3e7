//! The files and folders that a document names, and whether the repository that it lies in has them.
//!
//! A link is such a name, code within a line that is written like a path (`src/main.rs`), and a drawing of folders ("├── src"). What is written
//! is read in `path` and `listing`, what there is looked up in `repository`; nobody looks unless a rule asks ([`super::Choice::paths`]). That a
//! repository lacks something is said only where much speaks for a path of its own that was there once: a name may be another project's, the
//! reader's own file, or one that a program makes.

mod listing;
mod path;
mod repository;

pub(super) use repository::Repositories;

use super::pieces::Pieced;
use crate::text::Span;
use path::Way;
use repository::Repository;
use std::{
    collections::BTreeSet,
    ops::Range,
    path::{Component, Path},
    sync::Arc,
};

/// So many names of a document are looked up: one with more is a list of files, which a program wrote.
const MOST: usize = 2_000;
/// The most links that may lead to nothing, beyond as many as lead somewhere, and …
const LINKS_ASTRAY: usize = 1;
/// … the most paths in code: where more do, the text is about other files than the repository's. Nothing but a name that is there tells that it is
/// about those.
const CODE_ASTRAY: usize = 0;
/// What shows that a program puts the pages of a site together, whose links are seen from other places.
const FILLED_IN: [&str; 4] = ["{{", "{%", "<%", "{!"];

/// What words mean in paths, in any language.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PathWords {
    /// Those that stand for any name: "foo", "your".
    pub stand_ins: BTreeSet<String>,
    /// Those in a document's own path that say that it is of another time or place: "changelog", "fixtures".
    pub set_apart: BTreeSet<String>,
}

/// What a document leads to or names, and is not there.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Lost {
    /// Where.
    pub span: Span,
    /// The path that is named; none of a place of the text itself.
    pub path: Option<Box<str>>,
    /// Whether it is a link, which leads nowhere whatever the words around it say.
    pub linked: bool,
}

/// Where a document lies.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    repository: Arc<Repository>,
    /// Its folder, seen from the top of the repository.
    folder: String,
    words: Arc<PathWords>,
}

/// What is known of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Known {
    There,
    Lacking,
    /// Nothing can be said of it.
    Unknown,
}

impl Place {
    /// The place of a document in a repository, by its own path from the top; none for one whose files are of another time or place.
    fn new(repository: Arc<Repository>, document: &str, words: Arc<PathWords>) -> Option<Self> {
        let (folder, _) = document.rsplit_once('/').unwrap_or(("", document));
        let set_apart = path::is_foreign(folder) || path::words(document).any(|word| words.set_apart.contains(&word));
        let folder = folder.to_owned();
        (!set_apart).then_some(Self { repository, folder, words })
    }

    /// The place of an example's document at the top of a repository that has these files.
    pub(super) fn told(files: &[String], words: &Arc<PathWords>) -> Self {
        Self { repository: Arc::new(Repository::told(files)), folder: String::new(), words: words.clone() }
    }

    /// The folders that a path may be seen from: the document's own first, the top last.
    fn bases(&self) -> impl Iterator<Item = &str> {
        let above = self.folder.rmatch_indices('/').map(|(at, _)| &self.folder[..at]);
        let top = (!self.folder.is_empty()).then_some("");
        std::iter::once(&*self.folder).chain(above).chain(top)
    }

    /// What is known of a path that is written in this way.
    fn known(&self, path: &str, way: Way) -> Known {
        let all: Vec<String> = self.bases().filter_map(|base| joined(base, path)).collect();
        // A link is seen from its own folder; from above the top a host's own pages are reached.
        if way == Way::Link && joined(&self.folder, path).is_none() {
            return Known::Unknown;
        }
        let has = |path: &String| self.repository.has(path) || way == Way::Link && self.repository.has_page(path);
        if all.iter().any(has) {
            return Known::There;
        }
        // A path below no folder of the repository is another project's.
        let beside = |path: &String| path.rsplit_once('/').is_some_and(|(folder, _)| self.repository.has(folder));
        if way == Way::Code && !all.iter().any(beside) {
            return Known::Unknown;
        }
        if all.is_empty() || all.iter().any(|path| self.repository.leaves_out(path)) {
            return Known::Unknown;
        }
        // Whoever follows a link is not helped by a file of that name somewhere else.
        if way == Way::Link {
            return Known::Lacking;
        }
        match self.repository.has_below(path.trim_start_matches("../")) {
            Some(true) => Known::There,
            Some(false) => Known::Lacking,
            None => Known::Unknown,
        }
    }
}

/// A path that is seen from a folder, seen from the top; none where it leads above that.
fn joined(base: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in Path::new(path).components() {
        match part {
            Component::Normal(name) => parts.push(name.to_str()?),
            Component::ParentDir => {
                parts.pop()?;
            }
            Component::CurDir => {}
            Component::RootDir | Component::Prefix(_) => return None,
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}

/// How many names lead to something, and those that lead to nothing.
#[derive(Debug, Default)]
struct Counted {
    there: usize,
    lacking: Vec<Lost>,
}

impl Counted {
    fn add(&mut self, known: Known, path: String, span: Span, way: Way) {
        match known {
            Known::There => self.there += 1,
            Known::Lacking => {
                self.lacking.push(Lost { span, path: Some(path.into_boxed_str()), linked: way == Way::Link });
            }
            Known::Unknown => {}
        }
    }
}

/// The names of files in a text, as far as it is read.
#[derive(Debug)]
pub(super) struct Names {
    place: Place,
    links: Counted,
    code: Counted,
    drawn: Vec<Lost>,
    /// How many names were looked up.
    count: usize,
    /// The block of code that is open: its lines, and where they stand in the file.
    block: Option<Vec<(String, Range<usize>)>>,
}

impl Names {
    /// None yet, of a document at this place.
    pub(super) fn new(place: &Place) -> Self {
        let (links, code) = (Counted::default(), Counted::default());
        Self { place: place.clone(), links, code, drawn: Vec::new(), count: 0, block: None }
    }

    /// A link.
    pub(super) fn link(&mut self, to: &str, span: Span) {
        if span.start < span.end
            && let Some(path) = path::of_link(to, &self.place.words.stand_ins)
        {
            let known = self.known(&path, Way::Link);
            self.links.add(known, path, span, Way::Link);
        }
    }

    /// Code within a line.
    pub(super) fn code(&mut self, written: &str, span: Span) {
        if let Some(path) = path::of_code(written, &self.place.words.stand_ins) {
            let known = self.known(&path, Way::Code);
            self.code.add(known, path, span, Way::Code);
        }
    }

    fn known(&mut self, path: &str, way: Way) -> Known {
        self.count += 1;
        if self.count > MOST { Known::Unknown } else { self.place.known(path, way) }
    }

    /// A block of code begins.
    pub(super) fn open_block(&mut self) {
        self.block = Some(Vec::new());
    }

    /// Text of the open block of code, if one is.
    pub(super) fn text(&mut self, text: &str, at: &Range<usize>) {
        let Some(lines) = &mut self.block else { return };
        let mut from = at.start;
        for line in text.split_inclusive('\n') {
            let end = if text.len() == at.len() { from + line.len() } else { at.end };
            lines.push((line.trim_end().to_owned(), from..end));
            from = end;
        }
    }

    /// The open block of code ends. A name in a drawing becomes text of its own, in no block: it is whole there, and leads to its place.
    pub(super) fn close_block(&mut self, out: &mut Pieced) {
        let lines = self.block.take().unwrap_or_default();
        for entry in listing::lacking(&lines, &self.place) {
            if let Some(span) = out.apart(&entry.path, entry.at) {
                self.drawn.push(Lost { span, path: Some(entry.path.into_boxed_str()), linked: false });
            }
        }
    }

    /// The names of what the repository lacks.
    pub(super) fn lost(self, raw: &str) -> Vec<Lost> {
        let filled_in = FILLED_IN.iter().any(|mark| raw.contains(mark));
        let few = |counted: &Counted, astray: usize| counted.lacking.len() <= counted.there + astray;
        let mut lost = self.drawn;
        if !filled_in && few(&self.links, LINKS_ASTRAY) {
            lost.extend(self.links.lacking);
        }
        if few(&self.code, CODE_ASTRAY) {
            lost.extend(self.code.lacking);
        }
        lost
    }
}
