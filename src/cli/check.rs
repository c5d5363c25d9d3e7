//! `factlint check`: documents by themselves and against each other, or drafts against their sources.

use super::{
    Session, Status, changed, format,
    job::{self, Asked},
    output, sources, statistics,
};
use crate::{config::FailOn, report::Report};
use clap::{ValueEnum, builder::PossibleValue};
use std::{io, time::Instant};

/// Check each document by itself and all against each other, or drafts against sources
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) sources: sources::Args,
    /// Warn of each claim of a draft that no source has
    #[arg(long)]
    require_sources: bool,
    /// The least severity that makes the exit status 1 [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    fail_on: Option<FailOn>,
    /// Also count by rule and by text, and say what took how long
    #[arg(long)]
    statistics: bool,
    /// Report what is settled, too
    #[arg(long)]
    ignore_settled: bool,
    #[command(flatten)]
    format: format::Args,
    #[command(flatten)]
    changed: changed::Args,
    /// Also say why this rule did or did not find something: the claims it saw, their roles, what met
    #[arg(long, value_name = "RULE")]
    trace: Option<String>,
}

impl ValueEnum for FailOn {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Error, Self::Warning, Self::Info, Self::Never]
    }
    fn to_possible_value(&self) -> Option<PossibleValue> {
        let value = PossibleValue::new(self.name());
        Some(if *self == Self::Never { value.help("Findings never change the exit status") } else { value })
    }
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        let Session { engine, terminal, config, .. } = session;
        if let Some(complaint) = self.format.complaint() {
            super::complain(complaint);
            return Ok(Status::Failed);
        }
        let asked = Asked { sources: &self.sources, require_sources: self.require_sources, ignore_settled: self.ignore_settled };
        // What cannot be asked of git is said before anything is read.
        let changes = self.changed.changes(&self.sources.input.paths_or_here())?;
        let mut done = job::run(&asked, session)?;
        if let Some(changes) = changes {
            done.only(&changes);
        }
        let done = done;
        let documents = &done.job.loaded.documents;
        if let Some(id) = &self.trace {
            let Some(rule) = engine.packs().rules.get(id) else { return Ok(super::no_rule(engine, id)) };
            // Findings may be JSON that a tool reads.
            let traced = crate::job::trace(engine, documents, &done.job.runs, rule);
            output::complain(|err| err.write_all(traced.as_bytes()));
        }
        let report = Report {
            settled: &done.settled,
            keys: Some(done.texts()),
            ..Report::new(documents, &done.open, &done.support, done.summary, engine.texts())
        };
        let printing = Instant::now();
        self.format.write(&report, terminal)?;
        if self.statistics {
            statistics::write(&done, printing.elapsed());
        }
        let fail_on = self.fail_on.or(config.fail_on()).unwrap_or_default();
        let found = done.open.iter().map(|f| f.severity).max().is_some_and(|worst| fail_on.fails(worst));
        Ok(job::status(done.whole, if found { Status::Found } else { Status::Clean }))
    }
}
