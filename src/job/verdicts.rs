//! What comes of checked texts once the configuration has weighed the findings, and what somebody settled is parted from the rest.

use super::{Checked, Run, check_again, require_sources};
use crate::{
    check::{Finding, Support},
    config::Config,
    pipeline::{Engine, Readings, Role, Summary},
    settle::{Complaint, Settled, SettledFile, Settling, Texts},
    source::Document,
};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// What findings are weighed and settled by.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// Whose rules run.
    pub engine: &'a Engine,
    /// What weighs something else in some texts; none where the texts are in no folder.
    pub config: Option<&'a Config>,
    /// Whether a claim that no source has is a warning.
    pub require_sources: bool,
    /// Whether marks and the file of settled findings count.
    pub settles: bool,
    /// That file, if there is one.
    pub settled: Option<&'a SettledFile>,
    /// Whether an entry of it that settles nothing is told: all that may be found in its text was looked for.
    pub whole: bool,
}

/// What was found, weighed and settled.
#[derive(Debug, Default)]
pub struct Verdicts {
    /// The documents that are checked and no sources.
    pub checked: BTreeSet<u32>,
    /// The findings that nothing settles.
    pub open: Vec<Finding>,
    /// The others.
    pub settled: Vec<Settled>,
    /// How the claims of the drafts stand with their sources.
    pub support: Vec<Support>,
    /// What was done.
    pub summary: Summary,
    /// Marks and entries that settle nothing.
    pub complaints: Vec<Complaint>,
}

/// Checks documents, which lie in these files. What `readings` has of earlier checks is not read again.
#[must_use]
pub fn judge(terms: &Terms, documents: &[Document], files: &[PathBuf], runs: &[Run], readings: &mut Readings) -> Verdicts {
    let Checked { mut findings, support, summary } = check_again(terms.engine, documents, runs, readings);
    let rules = &terms.engine.packs().rules;
    if terms.require_sources {
        require_sources(&mut findings, rules);
    }
    let of_runs = runs.iter().flat_map(|run| &run.documents);
    let checked: BTreeSet<u32> = of_runs.filter(|(_, role)| *role != Role::Source).map(|(at, _)| *at).collect();
    if let Some(config) = terms.config {
        weigh(&mut findings, files, &checked, config);
    }
    let mut verdicts = Verdicts { checked, support, summary, ..Verdicts::default() };
    if terms.settles {
        let texts = Texts { documents, files, checked: &verdicts.checked };
        let outcome = Settling { texts, rules, file: terms.settled, whole: terms.whole }.part(findings);
        (verdicts.open, verdicts.settled, verdicts.complaints) = (outcome.open, outcome.settled, outcome.complaints);
    } else {
        verdicts.open = findings;
    }
    verdicts.summary = verdicts.summary.with_findings(&verdicts.open);
    verdicts.summary.settled = verdicts.settled.len();
    verdicts
}

/// Lets the configuration say what findings weigh in the texts that they stand in.
fn weigh(findings: &mut Vec<Finding>, files: &[PathBuf], checked: &BTreeSet<u32>, config: &Config) {
    if config.overrides.is_empty() {
        return;
    }
    findings.retain_mut(|finding| {
        let stands_in: BTreeSet<u32> = finding.evidence.iter().map(|evidence| evidence.document).collect();
        let files: Vec<&Path> =
            stands_in.intersection(checked).filter_map(|at| files.get(*at as usize).map(PathBuf::as_path)).collect();
        let severity = config.weigh(&finding.rule, finding.severity, &files);
        finding.severity = severity.unwrap_or(finding.severity);
        severity.is_some()
    });
}
