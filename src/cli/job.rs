//! What `check` does before it prints, and what `settle` and `baseline` do before they write: texts are read and held against each other, and
//! findings are weighed and settled.

use super::{Session, Status, changed::Changes, output::Terminal, sources};
use crate::{
    check::{Finding, Support},
    job::{self, Job, Terms},
    pack::PackProblem,
    pipeline::Summary,
    settle::{Complaint, Settled, SettledFile, Texts},
};
use std::{
    collections::BTreeSet,
    io,
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
    pub(super) job: Job,
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
    /// Why what was read of sources is not kept.
    unkept: Option<String>,
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
        terminal.note(self.unkept.as_deref());
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
    let (settled, unreadable) =
        match session.settled.as_deref().filter(|_| !asked.ignore_settled).map(SettledFile::read).transpose() {
            Ok(file) => (file, None),
            Err(problem) => (None, Some(problem)),
        };
    let whole = job.is_whole() && unreadable.is_none();
    let terms = Terms {
        engine,
        config: Some(&session.config),
        require_sources: asked.require_sources,
        settles: !asked.ignore_settled,
        settled: settled.as_ref(),
        whole: whole && asked.sources.against.is_empty(),
    };
    let loaded = &job.loaded;
    let mut readings = asked.sources.readings();
    let verdicts = job::judge(&terms, &loaded.documents, &loaded.files, &job.runs, &mut readings);
    let unkept = sources::Args::unkept(&readings);
    let job::Verdicts { checked, open, settled, support, mut summary, complaints } = verdicts;
    summary.unread = loaded.unread.len() + loaded.unserved.len();
    let checking = started.elapsed().saturating_sub(reading);
    Ok(Done { job, checked, open, settled, support, summary, whole, unreadable, complaints, unkept, reading, checking })
}

/// The status that a command which was done has.
pub(super) fn status(whole: bool, otherwise: Status) -> Status {
    if whole { otherwise } else { Status::Failed }
}
