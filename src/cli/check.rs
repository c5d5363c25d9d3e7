//! `factlint check`: documents by themselves and against each other, or drafts against their sources.

use super::{
    Format, Status,
    output::{self, Terminal},
    sources,
};
use crate::{
    check::Severity,
    pipeline::Engine,
    report::{Report, human, json},
};
use clap::{ArgMatches, ValueEnum};
use std::io::{self, Write};

/// Check each document by itself and all against each other, or drafts against sources
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    #[command(flatten)]
    sources: sources::Args,
    /// Warn of each claim of a draft that no source has
    #[arg(long, requires = "against")]
    require_sources: bool,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Also say why this rule did or did not find something: the claims it saw, their roles, what met
    #[arg(long, value_name = "RULE")]
    trace: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    /// Findings never change the exit status
    Never,
}

impl Args {
    /// The order of paths and `--against` says which are sources.
    pub(super) fn with_order(mut self, matches: &ArgMatches) -> Self {
        self.sources = self.sources.with_order(matches);
        self
    }

    pub(super) fn run(&self, engine: &Engine, terminal: &Terminal) -> io::Result<Status> {
        let (loaded, roles) = self.sources.load(engine)?;
        terminal.loaded(&loaded);

        let (mut findings, support, summary) = engine.hold(&loaded.documents, &roles);
        if self.require_sources {
            let rule = |id: &str| engine.packs().rules.get(id).filter(|rule| rule.reports_absence());
            for finding in &mut findings {
                if let Some(rule) = rule(&finding.rule) {
                    finding.severity = rule.weigh(finding.severity.max(Severity::Warning));
                }
            }
        }
        let summary = summary.with_findings(&findings);
        let report =
            Report { documents: &loaded.documents, findings: &findings, support: &support, summary, texts: engine.texts() };
        let mut out = output::stdout();
        if let Some(id) = &self.trace {
            let Some(rule) = engine.packs().rules.get(id) else { return Ok(super::no_rule(engine, id)) };
            // Findings may be JSON that a tool reads.
            output::complain(|err| err.write_all(engine.trace(&loaded.documents, &roles, rule).as_bytes()));
        }
        match self.format {
            Format::Human => human::write(&report, terminal.out, &mut out)?,
            Format::Json => json::write(&report, &mut out)?,
            Format::Jsonl => json::write_lines(&report, &mut out)?,
        }
        out.flush()?;
        let found = findings.iter().map(|f| f.severity).max().is_some_and(|worst| self.fails(worst));
        Ok(match (loaded.problems.is_empty(), found) {
            (false, _) => Status::Failed,
            (true, true) => Status::Found,
            (true, false) => Status::Clean,
        })
    }

    fn fails(&self, severity: Severity) -> bool {
        match self.fail_on {
            FailOn::Error => severity >= Severity::Error,
            FailOn::Warning => severity >= Severity::Warning,
            FailOn::Info => true,
            FailOn::Never => false,
        }
    }
}
