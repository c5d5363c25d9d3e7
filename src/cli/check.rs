//! `factlint check`: documents by themselves and against each other, or drafts against their sources.

use super::{
    Session, Status, changed, fix, format,
    job::{self, Asked},
    output,
    page::Told,
    sources, statistics,
};
use crate::{config::FailOn, report::Report};
use clap::{ValueEnum, builder::PossibleValue};
use std::{io, path::Path, time::Instant};

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
    #[command(flatten)]
    fix: fix::Args,
    /// Check again whenever a draft, a source, the configuration or a rule has changed, until Ctrl-C
    #[arg(long, conflicts_with = "fix")]
    pub(super) watch: bool,
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
    /// The files that reports are written to.
    pub(super) fn outputs(&self) -> impl Iterator<Item = &Path> {
        self.format.files()
    }

    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        let Session { engine, terminal, config, .. } = session;
        if let Some(complaint) = self.format.complaint() {
            super::complain(complaint);
            return Ok(Status::Failed);
        }
        let asked = Asked { sources: &self.sources, require_sources: self.require_sources, ignore_settled: self.ignore_settled };
        // What cannot be asked of git is said before anything is read.
        let changes = self.changed.changes(&self.sources.input.paths_or_here())?;
        let choices = self.fix.choices(session, &self.sources)?;
        let again = || {
            let mut done = job::run(&asked, session)?;
            if let Some(changes) = &changes {
                done.only(changes);
            }
            io::Result::Ok(done)
        };
        let mut done = again()?;
        let mut unfixed = false;
        if let Some(choices) = &choices {
            let edits = fix::edits(&done, choices, engine);
            if self.fix.is_dry() {
                done.tell(terminal);
                return fix::show(edits, done.whole, terminal);
            }
            let outcome = edits.write();
            if outcome.files > 0 {
                done = again()?;
                done.summary.fixed = outcome.fixed;
            }
            unfixed = fix::tell(outcome.unfixed, terminal);
        }
        let done = done;
        done.tell(terminal);
        let documents = &done.job.loaded.documents;
        if let Some(id) = &self.trace {
            let Some(rule) = engine.packs().rules.get(id) else { return Ok(super::no_rule(engine, id)) };
            // Findings may be JSON that a tool reads.
            let traced = crate::job::trace(engine, documents, &done.job.runs, rule);
            output::complain(|err| err.write_all(traced.as_bytes()));
        }
        let told = Told::new(&done, &self.sources, self.format.page_lang.as_deref(), session);
        let report = Report {
            settled: &done.settled,
            keys: Some(done.texts()),
            page: told.around(),
            ..Report::new(documents, &done.open, &done.support, done.summary, engine.texts())
        };
        let printing = Instant::now();
        self.format.write(&report, terminal)?;
        if self.statistics {
            statistics::write(&done, printing.elapsed());
        }
        let fail_on = self.fail_on.or(config.fail_on()).unwrap_or_default();
        let found = done.open.iter().map(|f| f.severity).max().is_some_and(|worst| fail_on.fails(worst));
        Ok(job::status(done.whole && !unfixed, if found { Status::Found } else { Status::Clean }))
    }
}
