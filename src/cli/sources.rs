//! Drafts and their sources: arguments that several commands share.

use super::input;
use crate::{
    pipeline::{Engine, Role},
    source::{self, Loaded, Problem},
};
use clap::ArgMatches;
use std::{cmp::Reverse, io, path::PathBuf};

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

    /// A document is what the nearest path says that names it: its own before its folder's, a folder's before that of the folder around
    /// it. So a folder may hold its drafts' sources, and the sources' folder the draft. Where both are as near it is a draft, and no source
    /// of itself.
    fn drafts_and_sources(&self, engine: &Engine) -> io::Result<(Loaded, Vec<Role>)> {
        let split = |paths: &[PathBuf]| paths.iter().cloned().partition::<Vec<_>, _>(|path| path.is_dir());
        let (draft_folders, draft_files) = split(&self.input.paths);
        let (source_folders, source_files) = split(&self.against);
        let mut reader = self.input.reader(engine);
        let (mut drafts, mut sources) = (vec![reader.load(&draft_files)?], vec![reader.load(&source_files)?]);
        drafts.resize_with(1 + draft_folders.len(), Loaded::default);
        sources.resize_with(1 + source_folders.len(), Loaded::default);
        // Each folder with the place of what is read of it, deepest first, drafts before sources.
        let mut folders: Vec<(&PathBuf, &mut Loaded)> = draft_folders.iter().zip(&mut drafts[1..]).collect();
        folders.extend(source_folders.iter().zip(&mut sources[1..]));
        folders.sort_by_cached_key(|(folder, _)| Reverse(source::identity(folder).components().count()));
        for (folder, loaded) in folders {
            *loaded = reader.load(std::slice::from_ref(folder))?;
        }
        let mut all = Loaded::default();
        let mut roles = Vec::new();
        for (role, loaded) in [(Role::Draft, drafts), (Role::Source, sources)] {
            for mut loaded in loaded {
                all.documents.append(&mut loaded.documents);
                all.gather(&mut loaded);
                // A folder's `sources.yaml` may have been read for several of them.
                for problem in loaded.problems {
                    if !all.problems.contains(&problem) {
                        all.problems.push(problem);
                    }
                }
            }
            roles.resize(all.documents.len(), role);
        }
        if all.problems.is_empty() {
            let first = |paths: &[PathBuf]| paths.first().cloned().unwrap_or_default();
            if !roles.contains(&Role::Source) {
                all.problems.push(Problem::NoSource { path: first(&self.against) });
            } else if !roles.contains(&Role::Draft) {
                all.problems.push(Problem::NoDraft { path: first(&self.input.paths) });
            }
        }
        Ok((all, roles))
    }
}
