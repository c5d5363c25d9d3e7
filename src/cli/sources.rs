//! Drafts and their sources: arguments that several commands share.

use super::{Session, input};
use crate::{
    job::{Job, Named},
    pipeline::Readings,
};
use clap::ArgMatches;
use std::{io, path::PathBuf};

/// Arguments about documents, and about what they are held against.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) input: input::Args,
    /// A file or folder that the documents are held against; paths that follow it after a first PATH are sources too
    #[arg(long, value_name = "SOURCE")]
    pub(super) against: Vec<PathBuf>,
    /// A folder where what is read of sources is kept, so that they need not be read again; it may be deleted at any time
    #[arg(long, value_name = "DIR")]
    pub(super) cache: Option<PathBuf>,
}

impl Args {
    /// `check DRAFT --against SOURCE...`: a shell that expands `sources/*` puts the second source where a PATH would be. Paths after
    /// `--against` are sources if a path stands before it.
    fn order(&mut self, matches: &ArgMatches) {
        let places = |name| matches.indices_of(name).into_iter().flatten();
        if let Some(against) = places("against").min() {
            let before = places("paths").filter(|&at| at < against).count();
            if before > 0 {
                self.against.extend(self.input.paths.drain(before..));
            }
        }
    }

    /// In their order, with the paths that a list names.
    pub(super) fn prepare(&mut self, matches: &ArgMatches) -> io::Result<()> {
        self.order(matches);
        self.input.add_list()
    }

    /// What is known of sources before they are read.
    pub(super) fn readings(&self) -> Readings {
        self.cache.clone().map_or_else(Readings::default, Readings::in_folder)
    }

    /// Why what was read of sources is not kept, where it should be. The check is as good without.
    pub(super) fn unkept(readings: &Readings) -> Option<String> {
        readings.problem().map(|problem| format!("what was read of sources is not kept: {problem}"))
    }

    /// The documents, and how they are checked.
    pub(super) fn load(&self, session: &Session) -> io::Result<Job> {
        let paths = self.input.paths_or_here();
        let has_paths = !self.input.paths.is_empty();
        let named = has_paths || self.input.files_from.is_some();
        let named = Named { paths: &paths, named, has_paths, against: &self.against };
        self.input.known.reading(session, |reading| named.load(reading))
    }
}
