//! A configuration with the rules that it asks for, as long as its file stays as it is.

use crate::{config::Config, pack::PackProblem, pipeline::Loaded, settle::SettledFile};
use std::{
    cell::RefCell,
    fs,
    path::{Path, PathBuf},
    rc::Rc,
    time::SystemTime,
};

/// What a file was when it was read: when it was written and how long it was; none where there was none.
pub(super) type Stamp = Option<(SystemTime, u64)>;

pub(super) fn stamp(path: &Path) -> Stamp {
    let found = fs::metadata(path).ok()?;
    Some((found.modified().ok()?, found.len()))
}

/// What a configuration asks for.
pub struct Setup {
    /// The configuration.
    pub config: Config,
    /// Its rules.
    pub engine: Loaded,
    /// The file of settled findings, which may not be there.
    pub settled: Option<PathBuf>,
    /// What is wrong with it, and kept the rest from nothing.
    pub problems: Vec<PackProblem>,
}

/// What is asked for, or all that is wrong with it.
pub type SetUp = Result<Setup, Vec<PackProblem>>;

/// How configurations are found and read, and what the command line says beside them.
pub struct Launch<'a> {
    /// The file that a text goes by.
    pub nearest: &'a dyn Fn(&Path) -> Option<PathBuf>,
    /// Reads one, or what counts where there is none.
    pub set_up: &'a dyn Fn(Option<&Path>) -> SetUp,
    /// What texts are held against, whatever a configuration says.
    pub against: Vec<PathBuf>,
    /// Whether a claim that no source has is a warning.
    pub require_sources: bool,
}

/// A file of settled findings as it was read, and when.
type SettledAt = (Stamp, Result<Rc<SettledFile>, PackProblem>);

/// A configuration that is in use.
pub(super) struct Folder {
    pub(super) file: Option<PathBuf>,
    stamp: Stamp,
    pub(super) setup: SetUp,
    settled: RefCell<Option<SettledAt>>,
}

impl Folder {
    /// The findings that are settled, as the file has them now.
    pub(super) fn settled(&self) -> Option<Result<Rc<SettledFile>, PackProblem>> {
        let path = self.setup.as_ref().ok()?.settled.as_ref()?;
        let now = stamp(path);
        let mut kept = self.settled.borrow_mut();
        if kept.as_ref().is_none_or(|(at, _)| *at != now) {
            *kept = Some((now, SettledFile::read(path).map(Rc::new)));
        }
        kept.as_ref().map(|(_, read)| read.clone())
    }
}

/// The configurations that are in use.
pub(super) struct Folders<'a> {
    pub(super) launch: Launch<'a>,
    known: Vec<Rc<Folder>>,
}

impl<'a> Folders<'a> {
    pub(super) fn new(launch: Launch<'a>) -> Self {
        Self { launch, known: Vec::new() }
    }

    /// The configuration of a text: read anew where its file has changed.
    pub(super) fn of(&mut self, path: &Path) -> Rc<Folder> {
        let file = (self.launch.nearest)(path);
        let now = file.as_deref().and_then(stamp);
        if let Some(folder) = self.known.iter().find(|folder| folder.file == file && folder.stamp == now) {
            return folder.clone();
        }
        self.known.retain(|folder| folder.file != file);
        let setup = (self.launch.set_up)(file.as_deref());
        let folder = Rc::new(Folder { file, stamp: now, setup, settled: RefCell::new(None) });
        self.known.push(folder.clone());
        folder
    }

    /// Forgets all of them: a pack may have changed.
    pub(super) fn forget(&mut self) {
        self.known.clear();
    }
}
