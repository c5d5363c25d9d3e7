//! Drafts and their sources: arguments that several commands share, and what a configuration says of them.

use super::{
    Session,
    input::{self, Reader},
};
use crate::{
    config::Against,
    job::Run,
    pack::PackProblem,
    pipeline::Role,
    source::{self, Loaded, Problem},
};
use clap::ArgMatches;
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
};

/// Arguments about documents, and about what they are held against.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) input: input::Args,
    /// A file or folder that the documents are held against; paths that follow it after a first PATH are sources too
    #[arg(long, value_name = "SOURCE")]
    pub(super) against: Vec<PathBuf>,
}

/// The documents of a job, and the runs that check them.
#[derive(Debug, Default)]
pub(super) struct Job {
    pub(super) loaded: Loaded,
    pub(super) runs: Vec<Run>,
    /// What the configuration asks for that is not there.
    pub(super) problems: Vec<PackProblem>,
}

impl Job {
    /// Whether all that was asked for could be read.
    pub(super) fn is_whole(&self) -> bool {
        self.loaded.problems.is_empty() && self.problems.is_empty()
    }

    /// Whether drafts are held against sources.
    pub(super) fn has_sources(&self) -> bool {
        self.runs.iter().any(|run| run.documents.iter().any(|(_, role)| *role == Role::Source))
    }
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

    /// The documents, and how they are checked.
    pub(super) fn load(&self, session: &Session) -> io::Result<Job> {
        if !self.against.is_empty() {
            return self.drafts_and_sources(session);
        }
        if !session.config.against.is_empty() {
            return self.configured(session);
        }
        let loaded = self.input.load(session)?;
        let runs = vec![Run::of_all(vec![Role::Peer; loaded.documents.len()])];
        Ok(Job { loaded, runs, problems: Vec::new() })
    }

    /// The drafts that `--against` is for, where none is named: those of the configuration, else what lies in this folder.
    fn drafts(&self, session: &Session) -> Vec<PathBuf> {
        let configured = session.config.against.iter().flat_map(|set| set.drafts.roots());
        let configured: Vec<PathBuf> = configured.map(|root| session.config.at(&root)).filter(|path| path.exists()).collect();
        match (self.input.paths.is_empty() && self.input.files_from.is_none(), configured.is_empty()) {
            (true, false) => configured,
            _ => self.input.paths_or_here(),
        }
    }

    /// A document is what the nearest path says that names it: its own before its folder's, a folder's before that of the folder around
    /// it. So a folder may hold its drafts' sources, and the sources' folder the draft. Where both are as near it is a draft, and no source
    /// of itself.
    fn drafts_and_sources(&self, session: &Session) -> io::Result<Job> {
        let config = &session.config;
        let paths = self.drafts(session);
        let split = |paths: &[PathBuf]| paths.iter().cloned().partition::<Vec<_>, _>(|path| path.is_dir());
        let (draft_folders, draft_files) = split(&paths);
        let (source_folders, source_files) = split(&self.against);
        let mut reader = Reader::new(&self.input.known, session);
        let (mut drafts, mut sources) = (vec![reader.load(&draft_files)?], vec![reader.load(&source_files)?]);
        drafts.resize_with(1 + draft_folders.len(), Loaded::default);
        sources.resize_with(1 + source_folders.len(), Loaded::default);
        // Each folder with the place of what is read of it, deepest first, drafts before sources.
        let mut folders: Vec<(&PathBuf, &mut Loaded, bool)> =
            draft_folders.iter().zip(&mut drafts[1..]).map(|(folder, loaded)| (folder, loaded, true)).collect();
        folders.extend(source_folders.iter().zip(&mut sources[1..]).map(|(folder, loaded)| (folder, loaded, false)));
        folders.sort_by_cached_key(|(folder, ..)| Reverse(source::identity(folder).components().count()));
        // Of a configuration's drafts only those are meant that its globs match.
        let only = self.input.paths.is_empty() && !config.against.is_empty();
        for (folder, loaded, is_draft) in folders {
            let globs = |within: &Path| config.against.iter().any(|set| set.drafts.matches(within, false));
            let keeps = |path: &Path, is_folder: bool| {
                let drafts = is_folder || !is_draft || !only || config.within(path).is_some_and(|within| globs(&within));
                drafts && config.keeps(path, is_folder)
            };
            *loaded = reader.load_of(std::slice::from_ref(folder), &keeps)?;
        }
        let mut all = Loaded::default();
        let mut roles = Vec::new();
        for (role, loaded) in [(Role::Draft, drafts), (Role::Source, sources)] {
            for loaded in loaded {
                join(&mut all, loaded);
            }
            roles.resize(all.documents.len(), role);
        }
        if all.problems.is_empty() {
            let first = |paths: &[PathBuf]| paths.first().cloned().unwrap_or_default();
            if !roles.contains(&Role::Source) {
                all.problems.push(Problem::NoSource { path: first(&self.against) });
            } else if !roles.contains(&Role::Draft) {
                all.problems.push(Problem::NoDraft { path: first(&paths), named: !self.input.paths.is_empty() });
            }
        }
        Ok(Job { loaded: all, runs: vec![Run::of_all(roles)], problems: Vec::new() })
    }

    /// What was named, each text as the configuration says: drafts of one or more sets against all their sources, the rest as peers. A
    /// source is checked as a peer only where its file is named, and no draft of the run stands on it.
    fn configured(&self, session: &Session) -> io::Result<Job> {
        let config = &session.config;
        let mut reader = Reader::new(&self.input.known, session);
        let mut all = reader.load(&self.input.paths_or_here())?;
        let mut problems = Vec::new();
        let sets = |loaded: &Loaded, of: fn(&Against) -> &crate::config::Globs| -> Vec<BTreeSet<usize>> {
            let of_file = |file: &PathBuf| {
                let within = config.within(file);
                let fits = |set: &Against| within.as_ref().is_some_and(|within| of(set).matches(within, false));
                config.against.iter().enumerate().filter(|(_, set)| fits(set)).map(|(nth, _)| nth).collect()
            };
            loaded.files.iter().map(of_file).collect()
        };
        let drafts_of = sets(&all, |set| &set.drafts);
        let used: BTreeSet<usize> = drafts_of.iter().flatten().copied().collect();
        let named = all.documents.len();
        for (set, nth) in used.iter().filter_map(|nth| Some((config.against.get(*nth)?, *nth))) {
            let keeps = |path: &Path, is_folder: bool| {
                let Some(within) = config.within(path) else { return false };
                !config.leaves_out(path, is_folder) && (is_folder || set.sources.matches(&within, false))
            };
            let roots = set.sources.roots().into_iter().map(|root| config.at(&root)).filter(|root| root.exists());
            let mut loaded = reader.load_of(&roots.collect::<Vec<_>>(), &keeps)?;
            // That all of a folder was read before, or none of it matches, is no matter by itself.
            loaded.problems.retain(|problem| !matches!(problem, Problem::NoDocument { .. }));
            join(&mut all, loaded);
            let sources = all.files.iter().enumerate().filter(|(at, file)| {
                drafts_of.get(*at).is_none_or(BTreeSet::is_empty)
                    && config.within(file).is_some_and(|within| set.sources.matches(&within, false))
            });
            if sources.count() == 0 {
                problems.extend(config.no_match(nth, "sources"));
            }
        }
        let sources_of = sets(&all, |set| &set.sources);
        let mut groups: BTreeMap<Vec<u32>, Vec<u32>> = BTreeMap::new();
        let (mut peers, mut stood_on) = (Vec::new(), BTreeSet::new());
        let is_draft = |at: usize| drafts_of.get(at).is_some_and(|sets| !sets.is_empty());
        for (at, sets) in drafts_of.iter().enumerate().filter(|(_, sets)| !sets.is_empty()) {
            let of = (0..).zip(&sources_of).filter(|(index, of)| !is_draft(*index as usize) && !sets.is_disjoint(of));
            let of: Vec<u32> = of.map(|(index, _)| index).collect();
            stood_on.extend(of.iter().copied());
            groups.entry(of).or_default().push(at as u32);
        }
        for at in (0..named).filter(|at| !is_draft(*at)) {
            let is_source = !sources_of[at].is_empty();
            if !is_source || all.named.contains(&at) && !stood_on.contains(&(at as u32)) {
                peers.push(at as u32);
            }
        }
        let with = |documents: &[u32], role| documents.iter().map(|at| (*at, role)).collect::<Vec<_>>();
        let mut runs: Vec<Run> = groups
            .iter()
            .map(|(sources, drafts)| Run { documents: [with(drafts, Role::Draft), with(sources, Role::Source)].concat() })
            .collect();
        if !peers.is_empty() {
            runs.push(Run { documents: with(&peers, Role::Peer) });
        }
        runs.sort_by_key(|run| run.documents.first().map(|(at, _)| *at));
        Ok(Job { loaded: all, runs, problems })
    }
}

/// Takes over all of a load.
fn join(all: &mut Loaded, mut loaded: Loaded) {
    let before = all.documents.len();
    all.documents.append(&mut loaded.documents);
    all.files.append(&mut loaded.files);
    all.named.extend(loaded.named.iter().map(|at| before + at));
    all.gather(&mut loaded);
    // A folder's `sources.yaml` may have been read for several of them.
    for problem in loaded.problems {
        if !all.problems.contains(&problem) {
            all.problems.push(problem);
        }
    }
}
