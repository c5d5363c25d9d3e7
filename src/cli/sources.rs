//! Drafts and their sources: arguments that several commands share.

use super::input;
use crate::{
    pipeline::{Engine, Role},
    source::Loaded,
};
use clap::ArgMatches;
use std::{io, path::PathBuf};

/// Arguments about documents, and about what they are held against.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    #[command(flatten)]
    input: input::Args,
    /// A file or folder that the documents are held against; paths that follow it after a first PATH are sources too
    #[arg(long, value_name = "SOURCE", requires = "paths")]
    against: Vec<PathBuf>,
}

impl Args {
    /// `check DRAFT --against SOURCE...`: a shell that expands `sources/*` puts the second source where a PATH would be. Paths after
    /// `--against` are sources if a path stands before it.
    pub(super) fn with_order(mut self, matches: &ArgMatches) -> Self {
        let places = |name| matches.indices_of(name).into_iter().flatten();
        if let Some(against) = places("against").min() {
            let before = places("paths").filter(|&at| at < against).count();
            if before > 0 {
                self.against.extend(self.input.paths.drain(before..));
            }
        }
        self
    }

    /// Whether there are sources.
    pub(super) fn against(&self) -> bool {
        !self.against.is_empty()
    }

    /// The documents, and what each is in the check.
    pub(super) fn load(&self, engine: &Engine) -> io::Result<(Loaded, Vec<Role>)> {
        if self.against() {
            return self.drafts_and_sources(engine);
        }
        let loaded = self.input.load(engine)?;
        let roles = vec![Role::Peer; loaded.documents.len()];
        Ok((loaded, roles))
    }

    /// A file that is named is what it is named as; one found in a folder is a source if the sources hold it. So a folder may hold its
    /// drafts' sources, and the sources' folder the draft.
    fn drafts_and_sources(&self, engine: &Engine) -> io::Result<(Loaded, Vec<Role>)> {
        let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = self.input.paths.iter().cloned().partition(|path| path.is_dir());
        let mut reader = self.input.reader(engine);
        let mut loaded = reader.load(&files)?;
        let mut sources = reader.load(&self.against)?;
        let mut found = reader.load(&folders)?;
        loaded.documents.append(&mut found.documents);
        loaded.problems.append(&mut sources.problems);
        // A folder's `sources.yaml` may have been read for each of them.
        for problem in std::mem::take(&mut loaded.problems).into_iter().chain(found.problems) {
            if !loaded.problems.contains(&problem) {
                loaded.problems.push(problem);
            }
        }
        let mut roles = vec![Role::Draft; loaded.documents.len()];
        roles.extend(sources.documents.iter().map(|_| Role::Source));
        loaded.documents.append(&mut sources.documents);
        Ok((loaded, roles))
    }
}
