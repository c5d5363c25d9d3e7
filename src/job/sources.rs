//! The documents of a job: drafts and their sources, as they are named or a configuration says, and the runs that check them.

use super::{
    Run,
    reader::{Reader, Reading},
};
use crate::{
    config::{Against, Config},
    pack::PackProblem,
    pipeline::Role,
    source::{self, Loaded, Problem},
};
use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
};

/// The documents of a job, and the runs that check them.
#[derive(Debug, Default)]
pub struct Job {
    /// The documents.
    pub loaded: Loaded,
    /// How they are held against each other.
    pub runs: Vec<Run>,
    /// What the configuration asks for that is not there.
    pub problems: Vec<PackProblem>,
}

impl Job {
    /// Whether all that was asked for could be read.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.loaded.problems.is_empty() && self.problems.is_empty()
    }

    /// Whether drafts are held against sources.
    #[must_use]
    pub fn has_sources(&self) -> bool {
        self.runs.iter().any(|run| run.documents.iter().any(|(_, role)| *role == Role::Source))
    }
}

/// What is to be checked.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// Files and folders; where nobody named any, the folder that the program runs in.
    pub paths: &'a [PathBuf],
    /// Whether somebody named them, or gave a list of them,
    pub named: bool,
    /// and whether there is one.
    pub has_paths: bool,
    /// What they are held against, where that is named too.
    pub against: &'a [PathBuf],
}

impl Named<'_> {
    /// The documents, and how they are checked.
    ///
    /// # Errors
    /// When not even that can be told: a language that no pack reads, more texts than are allowed.
    pub fn load(&self, reading: &Reading) -> io::Result<Job> {
        if !self.against.is_empty() {
            return self.drafts_and_sources(reading);
        }
        if !reading.config.against.is_empty() {
            return self.configured(reading);
        }
        let loaded = Reader::new(reading).load(self.paths)?;
        let runs = vec![Run::of_all(vec![Role::Peer; loaded.documents.len()])];
        Ok(Job { loaded, runs, problems: Vec::new() })
    }

    /// The drafts that `--against` is for, where none is named: those of the configuration, else what lies in this folder.
    fn drafts(&self, config: &Config) -> Vec<PathBuf> {
        let configured = config.against.iter().flat_map(|set| set.drafts.roots());
        let configured: Vec<PathBuf> = configured.map(|root| config.at(&root)).filter(|path| path.exists()).collect();
        match (self.named, configured.is_empty()) {
            (false, false) => configured,
            _ => self.paths.to_vec(),
        }
    }

    /// A document is what the nearest path says that names it: its own before its folder's, a folder's before that of the folder around
    /// it. So a folder may hold its drafts' sources, and the sources' folder the draft. Where both are as near it is a draft, and no source
    /// of itself.
    fn drafts_and_sources(&self, reading: &Reading) -> io::Result<Job> {
        let config = reading.config;
        let paths = self.drafts(config);
        let split = |paths: &[PathBuf]| paths.iter().cloned().partition::<Vec<_>, _>(|path| path.is_dir());
        let (draft_folders, draft_files) = split(&paths);
        let (source_folders, source_files) = split(self.against);
        let mut reader = Reader::new(reading);
        let (mut drafts, mut sources) = (vec![reader.load(&draft_files)?], vec![reader.load(&source_files)?]);
        drafts.resize_with(1 + draft_folders.len(), Loaded::default);
        sources.resize_with(1 + source_folders.len(), Loaded::default);
        // Each folder with the place of what is read of it, deepest first, drafts before sources.
        let mut folders: Vec<(&PathBuf, &mut Loaded, bool)> =
            draft_folders.iter().zip(&mut drafts[1..]).map(|(folder, loaded)| (folder, loaded, true)).collect();
        folders.extend(source_folders.iter().zip(&mut sources[1..]).map(|(folder, loaded)| (folder, loaded, false)));
        folders.sort_by_cached_key(|(folder, ..)| Reverse(source::identity(folder).components().count()));
        // Of a configuration's drafts only those are meant that its globs match.
        let only = !self.has_paths && !config.against.is_empty();
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
                all.problems.push(Problem::NoSource { path: first(self.against) });
            } else if !roles.contains(&Role::Draft) {
                all.problems.push(Problem::NoDraft { path: first(&paths), named: self.has_paths });
            }
        }
        Ok(Job { loaded: all, runs: vec![Run::of_all(roles)], problems: Vec::new() })
    }

    /// What was named, each text as the configuration says: drafts of one or more sets against all their sources, the rest as peers. A
    /// source is checked as a peer only where its file is named, and no draft of the run stands on it.
    fn configured(&self, reading: &Reading) -> io::Result<Job> {
        let config = reading.config;
        let mut reader = Reader::new(reading);
        let mut all = reader.load(self.paths)?;
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
