//! `factlint check`: documents by themselves and against each other, or drafts against their sources.

use super::{
    Format, Status, input,
    output::{self, Terminal},
};
use crate::{
    check::Severity,
    pipeline::{Engine, Role},
    report::{Report, human, json},
    source::Loaded,
};
use clap::{ArgMatches, ValueEnum};
use std::{
    io::{self, Write},
    path::PathBuf,
};

/// Check each document by itself and all against each other, or drafts against sources
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// Files and folders to check; `-` is standard input [default: .]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// A file or folder that the documents are checked against; paths that follow it after a first PATH are sources too
    #[arg(long, value_name = "SOURCE", requires = "paths")]
    against: Vec<PathBuf>,
    /// The least severity that makes the exit status 1
    #[arg(long, value_enum, default_value_t = FailOn::Warning, value_name = "SEVERITY")]
    fail_on: FailOn,
    /// How findings are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Also say why this rule did or did not find something: the claims it saw, their roles, what met
    #[arg(long, value_name = "RULE")]
    trace: Option<String>,
    #[command(flatten)]
    input: input::Args,
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
    /// `check DRAFT --against SOURCE...`: a shell that expands `sources/*` puts the second source where a PATH would be. Paths after
    /// `--against` are sources if a path stands before it.
    pub(super) fn with_order(mut self, matches: &ArgMatches) -> Self {
        let places = |name| matches.indices_of(name).into_iter().flatten();
        if let Some(against) = places("against").min() {
            let before = places("paths").filter(|&at| at < against).count();
            if before > 0 {
                self.against.extend(self.paths.drain(before..));
            }
        }
        self
    }

    pub(super) fn run(mut self, engine: &Engine, terminal: &Terminal) -> io::Result<Status> {
        if self.paths.is_empty() {
            self.paths.push(PathBuf::from("."));
        }
        let (loaded, roles) = if self.against.is_empty() { self.peers(engine)? } else { self.drafts_and_sources(engine)? };
        terminal.problems(&loaded.problems)?;

        let (findings, summary) = engine.check(&loaded.documents, &roles);
        let report = Report { documents: &loaded.documents, findings: &findings, summary, texts: engine.texts() };
        let mut out = output::stdout();
        if let Some(id) = &self.trace {
            let Some(rule) = engine.packs().rules.get(id) else { return Ok(super::no_rule(engine, id)) };
            // Findings may be JSON that a tool reads.
            std::io::stderr().write_all(engine.trace(&loaded.documents, &roles, rule).as_bytes())?;
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

    fn peers(&self, engine: &Engine) -> io::Result<(Loaded, Vec<Role>)> {
        let loaded = self.input.reader(engine).load(&self.paths)?;
        let roles = vec![Role::Peer; loaded.documents.len()];
        Ok((loaded, roles))
    }

    /// A file that is named is what it is named as; one found in a folder is a source if the sources hold it. So a folder may hold its
    /// drafts' sources, and the sources' folder the draft.
    fn drafts_and_sources(&self, engine: &Engine) -> io::Result<(Loaded, Vec<Role>)> {
        let (folders, files): (Vec<PathBuf>, Vec<PathBuf>) = self.paths.iter().cloned().partition(|path| path.is_dir());
        let mut reader = self.input.reader(engine);
        let mut loaded = reader.load(&files)?;
        let mut sources = reader.load(&self.against)?;
        let mut found = reader.load(&folders)?;
        loaded.documents.append(&mut found.documents);
        loaded.problems.append(&mut sources.problems);
        // A folder's `sources.yaml` may have been read for each of them.
        for problem in std::mem::take(&mut loaded.problems).into_iter().chain(found.problems) {
            if !loaded.problems.contains(&problem) {
                loaded.problems.push(problem);
            }
        }
        let mut roles = vec![Role::Draft; loaded.documents.len()];
        roles.extend(sources.documents.iter().map(|_| Role::Source));
        loaded.documents.append(&mut sources.documents);
        Ok((loaded, roles))
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
