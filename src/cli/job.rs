//! What `check` does before it prints, and what `settle` and `baseline` do before they write: texts are read and held against each other, and
//! findings are weighed and settled.

use super::{Session, Status, changed::Changes, output::Terminal, sources};
use crate::{
    check::{Finding, Support},
    job,
    pack::PackProblem,
    pipeline::Summary,
    settle::{Complaint, Settled, SettledFile, Settling, Texts},
};
use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

/// What is asked for.
pub(super) struct Asked<'a> {
    pub(super) sources: &'a sources::Args,
    pub(super) require_sources: bool,
    pub(super) ignore_settled: bool,
}

/// What was done.
pub(super) struct Done {
    pub(super) job: sources::Job,
    /// The documents that are checked and no sources.
    pub(super) checked: BTreeSet<u32>,
    /// The findings that nothing settles.
    pub(super) open: Vec<Finding>,
    pub(super) settled: Vec<Settled>,
    pub(super) support: Vec<Support>,
    pub(super) summary: Summary,
    /// Whether all that was asked for could be read.
    pub(super) whole: bool,
    /// What is wrong with the file of settled findings,
    unreadable: Option<PackProblem>,
    /// and what settles nothing.
    complaints: Vec<Complaint>,
    /// How long the texts took to be read,
    pub(super) reading: Duration,
    /// and to be checked.
    pub(super) checking: Duration,
}

impl Done {
    /// Leaves out the findings that touch no changed line, and counts them.
    pub(super) fn only(&mut self, changes: &Changes) {
        let (documents, files) = (&self.job.loaded.documents, &self.job.loaded.files);
        let all = self.open.len();
        self.open.retain(|finding| changes.touch(finding, documents, files));
        self.summary = self.summary.with_findings(&self.open);
        self.summary.elsewhere = all - self.open.len();
    }

    /// Tells what could not be read, and what settles nothing.
    pub(super) fn tell(&self, terminal: &Terminal) {
        terminal.loaded(&self.job.loaded);
        terminal.problems(&self.job.problems);
        terminal.problems(self.unreadable.as_slice());
        terminal.warnings(&self.complaints);
    }

    /// The texts, as far as settling knows them.
    pub(super) fn texts(&self) -> Texts<'_> {
        Texts { documents: &self.job.loaded.documents, files: &self.job.loaded.files, checked: &self.checked }
    }
}

/// Reads and checks what is asked for. What could not be read is to be told ([`Done::tell`]).
pub(super) fn run(asked: &Asked, session: &Session) -> io::Result<Done> {
    let engine = &session.engine;
    let started = Instant::now();
    let _shown = session.progress.show();
    let job = asked.sources.load(session)?;
    let reading = started.elapsed();
    session.progress.checks();
    if asked.require_sources && !job.has_sources() && job.is_whole() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "`--require-sources` needs sources: name them with `--against`"));
    }
    let job::Checked { mut findings, support, summary } = job::check(engine, &job.loaded.documents, &job.runs);
    if asked.require_sources {
        job::require_sources(&mut findings, &engine.packs().rules);
    }
    let of_runs = job.runs.iter().flat_map(|run| &run.documents);
    let checked: BTreeSet<u32> = of_runs.filter(|(_, role)| *role != crate::pipeline::Role::Source).map(|(at, _)| *at).collect();
    weigh(&mut findings, &job, &checked, session);
    let mut done = Done {
        whole: job.is_whole(),
        job,
        checked,
        open: findings,
        settled: Vec::new(),
        support,
        summary,
        unreadable: None,
        complaints: Vec::new(),
        reading,
        checking: Duration::ZERO,
    };
    if !asked.ignore_settled {
        settle(&mut done, asked, session);
    }
    done.summary = done.summary.with_findings(&done.open);
    done.summary.settled = done.settled.len();
    done.summary.unread = done.job.loaded.unread.len() + done.job.loaded.unserved.len();
    done.checking = started.elapsed().saturating_sub(reading);
    Ok(done)
}

/// Parts the settled findings from the others.
fn settle(done: &mut Done, asked: &Asked, session: &Session) {
    let file = match session.settled.as_deref().map(SettledFile::read).transpose() {
        Ok(file) => file,
        Err(problem) => {
            done.unreadable = Some(problem);
            done.whole = false;
            None
        }
    };
    let findings = std::mem::take(&mut done.open);
    let settling = Settling {
        texts: done.texts(),
        rules: &session.engine.packs().rules,
        file: file.as_ref(),
        whole: done.whole && asked.sources.against.is_empty(),
    };
    let outcome = settling.part(findings);
    (done.open, done.settled, done.complaints) = (outcome.open, outcome.settled, outcome.complaints);
}

/// Lets the configuration say what findings weigh in the texts that they stand in.
fn weigh(findings: &mut Vec<Finding>, job: &sources::Job, checked: &BTreeSet<u32>, session: &Session) {
    if session.config.overrides.is_empty() {
        return;
    }
    findings.retain_mut(|finding| {
        let stands_in: BTreeSet<u32> = finding.evidence.iter().map(|evidence| evidence.document).collect();
        let files: Vec<&Path> =
            stands_in.intersection(checked).filter_map(|at| job.loaded.files.get(*at as usize).map(PathBuf::as_path)).collect();
        let severity = session.config.weigh(&finding.rule, finding.severity, &files);
        finding.severity = severity.unwrap_or(finding.severity);
        severity.is_some()
    });
}

/// The status that a command which was done has.
pub(super) fn status(whole: bool, otherwise: Status) -> Status {
    if whole { otherwise } else { Status::Failed }
}
