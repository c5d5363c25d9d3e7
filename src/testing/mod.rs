//! Runs the examples that rules carry: `valid` ones must be silent, `invalid` ones must report, and their reports equal snapshots.
//!
//! Stands beside the commands: it drives the whole pipeline over small documents. `factlint test` and `cargo test` both call [`run`].

mod coverage;
mod example;
pub mod snapshot;

pub use coverage::{Coverage, Gap};
pub use example::{documents, report};

use crate::{
    pack::{Example, Pack, Rule},
    pipeline::Engine,
};
use rayon::prelude::*;
use snapshot::Snapshot;
use std::path::{Path, PathBuf};

/// What an example is to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The rule must be silent.
    Valid,
    /// The rule must report.
    Invalid,
}

/// What became of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It shows what it is to show.
    Passed,
    /// It should report, and does not.
    Silent,
    /// It should be silent, and reports this.
    Reported(String),
    /// Its report is not the one of its snapshot; `old` is `None` where there is no snapshot yet.
    Differs {
        /// The snapshot.
        old: Option<String>,
        /// The report.
        new: String,
    },
}

/// An example that was run.
#[derive(Debug, Clone)]
pub struct Outcome<'a> {
    /// Its rule.
    pub rule: &'a Rule,
    /// What it is to show.
    pub kind: Kind,
    /// Its number among those of its kind, from 1.
    pub number: usize,
    /// The example.
    pub example: &'a Example,
    /// What became of it.
    pub verdict: Verdict,
    /// The file of its snapshot, where it has one.
    pub snapshot: Option<Snapshot>,
}

/// All that was run.
#[derive(Debug, Default)]
pub struct Run<'a> {
    /// The examples, by rule, kind and number.
    pub outcomes: Vec<Outcome<'a>>,
    /// Snapshots that no example has.
    pub stale: Vec<PathBuf>,
    /// Packs whose snapshots are not here to be compared.
    pub without_snapshots: Vec<&'a str>,
}

/// What to run.
#[derive(Debug)]
pub struct Selection<'a> {
    /// The packs, by name.
    pub packs: &'a [String],
    /// A part of the rule's id.
    pub filter: Option<&'a str>,
    /// The folder from which the folders of built-in packs are seen.
    pub root: &'a Path,
}

/// Runs the examples of the selected rules.
#[must_use]
pub fn run<'a>(engine: &'a Engine, selection: &Selection) -> Run<'a> {
    let mut run = Run::default();
    let mut cases = Vec::new();
    for pack in engine.packs().packs.iter().filter(|p| selection.packs.contains(&p.manifest.name)) {
        let folder = snapshot_folder(pack, selection.root);
        if folder.is_none() {
            run.without_snapshots.push(&pack.manifest.name);
        }
        let rules = engine.packs().rules.all().iter().filter(|r| r.pack == pack.manifest.name);
        let rules = rules.filter(|r| selection.filter.is_none_or(|part| r.id.contains(part)));
        let first = cases.len();
        for rule in rules {
            let of = |kind: Kind| if kind == Kind::Valid { &rule.file.valid } else { &rule.file.invalid };
            for kind in [Kind::Valid, Kind::Invalid] {
                cases.extend(of(kind).iter().zip(1..).map(|(example, number)| {
                    let snapshot = folder.as_ref().filter(|_| kind == Kind::Invalid);
                    let snapshot = snapshot.map(|folder| Snapshot::new(folder, &rule.id, number));
                    Outcome { rule, kind, number, example, verdict: Verdict::Passed, snapshot }
                }));
            }
        }
        if let (Some(folder), None) = (&folder, selection.filter) {
            let used: Vec<&Path> = cases[first..].iter().filter_map(|c| Some(c.snapshot.as_ref()?.path())).collect();
            run.stale.extend(snapshot::stale(folder, &used));
        }
    }
    cases.par_iter_mut().for_each(|case| case.verdict = judge(engine, case));
    run.outcomes = cases;
    run
}

/// Where a pack's snapshots stand; `None` where its folder is not here.
fn snapshot_folder(pack: &Pack, root: &Path) -> Option<PathBuf> {
    let folder = if pack.built_in { root.join(&pack.folder) } else { pack.folder.clone() };
    folder.join(crate::pack::MANIFEST).is_file().then(|| snapshot::normal(&folder.join(&pack.manifest.snapshots)))
}

fn judge(engine: &Engine, case: &Outcome) -> Verdict {
    let report = example::report(engine, case.rule, case.example);
    match (case.kind, report) {
        (Kind::Valid, None) => Verdict::Passed,
        (Kind::Valid, Some(report)) => Verdict::Reported(report),
        (Kind::Invalid, None) => Verdict::Silent,
        (Kind::Invalid, Some(new)) => match case.snapshot.as_ref().map(Snapshot::read) {
            None => Verdict::Passed,
            Some(Some(old)) if old == new => Verdict::Passed,
            Some(old) => Verdict::Differs { old, new },
        },
    }
}

impl Outcome<'_> {
    /// What the example shows, in words.
    #[must_use]
    pub fn shows(&self) -> String {
        self.example.shows.clone().unwrap_or_else(|| format!("{}, invalid {}", self.rule.id, self.number))
    }
}

impl Run<'_> {
    /// How many examples are not as they should be.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.outcomes.iter().filter(|o| o.verdict != Verdict::Passed).count()
    }
}
