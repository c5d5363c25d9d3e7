//! A text that is open, with the sources that it stands on: read once, held against each other whenever the text changes.

use super::{
    folder::{Folder, Folders, Stamp, stamp},
    position::{Encoding, Lines},
};
use crate::{
    config::Config,
    job::{Job, Named, Reader, Reading, Terms, Verdicts, judge},
    pack::PackProblem,
    pipeline::{Engine, Readings},
    report::{Report, support::Table},
    settle::Texts,
    source::{Document, Format, identity},
};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    rc::Rc,
    sync::Arc,
};

/// The texts that editors have open, by their one true paths.
pub(super) type Open = BTreeMap<PathBuf, Arc<[u8]>>;

/// What came of a text.
pub(super) struct Desk {
    pub(super) folder: Rc<Folder>,
    pub(super) job: Job,
    pub(super) verdicts: Verdicts,
    /// The text, among the documents.
    pub(super) own: u32,
    /// What all files were when they were read, those aside that are open.
    stamps: Vec<(PathBuf, Stamp)>,
    /// The contents of sources that are open too.
    open: Vec<(PathBuf, Arc<[u8]>)>,
    /// What cannot be done at all, in words.
    pub(super) failed: Vec<String>,
    /// That the file of settled findings cannot be read.
    pub(super) unreadable: Option<PackProblem>,
    /// The one true paths of all files.
    places: Vec<PathBuf>,
}

/// Whether a file may be checked in an editor: what it shows is what stands in the file.
pub(super) fn is_text(path: &Path) -> bool {
    matches!(Format::of(path), Some(Format::Text | Format::Markdown | Format::Html))
}

impl Desk {
    /// The engine and configuration; none where that cannot be used.
    pub(super) fn by(&self) -> Option<(&Engine, &Config)> {
        self.folder.setup.as_ref().ok().map(|setup| (&*setup.engine, &setup.config))
    }

    /// Reads a text and what it is held against. What of an earlier desk is as it was is used again.
    pub(super) fn of(path: &Path, folders: &mut Folders, open: &Open, before: Option<Self>, readings: &mut Readings) -> Self {
        let folder = folders.of(path);
        let same = |desk: &Self| Rc::ptr_eq(&desk.folder, &folder) && desk.is_current(path, open);
        let mut desk = match before.filter(same) {
            Some(mut desk) => {
                desk.reread(path, open);
                desk
            }
            None => Self::read(path, folder, folders, open),
        };
        desk.judge(folders, readings);
        desk
    }

    fn read(path: &Path, folder: Rc<Folder>, folders: &Folders, open: &Open) -> Self {
        let mut desk = Self {
            folder,
            job: Job::default(),
            verdicts: Verdicts::default(),
            own: 0,
            stamps: Vec::new(),
            open: Vec::new(),
            failed: Vec::new(),
            unreadable: None,
            places: Vec::new(),
        };
        let folder = desk.folder.clone();
        let setup = match &folder.setup {
            Ok(setup) => setup,
            Err(problems) => {
                desk.failed = problems.iter().map(ToString::to_string).collect();
                return desk;
            }
        };
        let content = |path: &Path| open.get(&identity(path)).cloned();
        let reading = Reading { open: &content, ..Reading::new(&setup.engine, &setup.config) };
        let paths = [path.to_owned()];
        let named = Named { paths: &paths, named: true, has_paths: true, against: &folders.launch.against };
        match named.load(&reading) {
            Ok(job) => desk.job = job,
            Err(error) => desk.failed.push(error.to_string()),
        }
        desk.places = desk.job.loaded.files.iter().map(|file| identity(file)).collect();
        let own = identity(path);
        desk.own = desk.places.iter().position(|place| *place == own).map_or(u32::MAX, |at| at as u32);
        for place in desk.places.iter().filter(|place| **place != own) {
            match open.get(place) {
                Some(content) => desk.open.push((place.clone(), content.clone())),
                None => desk.stamps.push((place.clone(), stamp(place))),
            }
        }
        desk.stamps.dedup();
        desk
    }

    /// Whether the sources are as they were.
    fn is_current(&self, path: &Path, open: &Open) -> bool {
        let own = identity(path);
        let same = |(file, content): &(PathBuf, Arc<[u8]>)| open.get(file).is_some_and(|now| Arc::ptr_eq(now, content));
        let opened = |file: &PathBuf| *file != own && !self.open.iter().any(|(one, _)| one == file) && self.stands_on(file);
        self.document().is_some()
            && self.failed.is_empty()
            && self.open.iter().all(same)
            && self.stamps.iter().all(|(file, at)| stamp(file) == *at)
            && !open.keys().any(opened)
    }

    /// Whether a file, by its one true path, is among those of the desk.
    pub(super) fn stands_on(&self, place: &Path) -> bool {
        self.places.iter().any(|one| one == place)
    }

    /// Reads the text itself again.
    fn reread(&mut self, path: &Path, open: &Open) {
        let folder = self.folder.clone();
        let Ok(setup) = &folder.setup else { return };
        let content = |path: &Path| open.get(&identity(path)).cloned();
        let reading = Reading { open: &content, ..Reading::new(&setup.engine, &setup.config) };
        let Ok(mut read) = Reader::new(&reading).load(&[path.to_owned()]) else { return };
        let all = &mut self.job.loaded;
        let (Some(document), Some(place)) = (read.documents.pop(), all.documents.get_mut(self.own as usize)) else {
            // It cannot be read as it is now.
            all.problems = read.problems;
            all.documents.clear();
            all.files.clear();
            self.job.runs.clear();
            return;
        };
        all.unserved.retain(|(name, _)| *name != document.name);
        all.unserved.append(&mut read.unserved);
        let own = identity(path);
        all.warnings.retain(|problem| identity(problem.path()) != own);
        all.warnings.append(&mut read.warnings);
        all.problems.retain(|problem| identity(problem.path()) != own);
        all.problems.append(&mut read.problems);
        *place = document;
    }

    fn judge(&mut self, folders: &Folders, readings: &mut Readings) {
        let folder = self.folder.clone();
        let Ok(setup) = &folder.setup else { return };
        let settled = folder.settled();
        let launch = &folders.launch;
        let terms = Terms {
            engine: &setup.engine,
            config: Some(&setup.config),
            require_sources: launch.require_sources,
            settles: true,
            settled: settled.as_ref().and_then(|read| read.as_deref().ok()),
            whole: self.job.is_whole() && launch.against.is_empty() && settled.as_ref().is_none_or(Result::is_ok),
        };
        let loaded = &self.job.loaded;
        self.verdicts = judge(&terms, &loaded.documents, &loaded.files, &self.job.runs, readings);
        self.unreadable = settled.and_then(Result::err);
    }

    /// The text.
    pub(super) fn document(&self) -> Option<&Document> {
        self.job.loaded.documents.get(self.own as usize)
    }

    /// What stands on disk or in the editor, and where its lines are.
    pub(super) fn lines(&self, encoding: Encoding) -> Option<(&str, Lines)> {
        let document = self.document()?;
        Some((&document.raw, Lines::new(&document.raw, encoding)))
    }

    /// The texts, as far as settling knows them.
    pub(super) fn texts(&self) -> Texts<'_> {
        let loaded = &self.job.loaded;
        Texts { documents: &loaded.documents, files: &loaded.files, checked: &self.verdicts.checked }
    }

    /// What is told of the findings.
    pub(super) fn report<'a>(&'a self, engine: &'a Engine) -> Report<'a> {
        let Verdicts { open, settled, support, summary, .. } = &self.verdicts;
        let documents = &self.job.loaded.documents;
        Report { settled, keys: Some(self.texts()), ..Report::new(documents, open, support, *summary, engine.texts()) }
    }

    /// How the claims of the text stand with its sources.
    pub(super) fn table<'a>(&'a self, kind: &'a dyn Fn(crate::claim::ClaimKind) -> &'a str) -> Table<'a> {
        Table { documents: &self.job.loaded.documents, support: &self.verdicts.support, kind }
    }
}
