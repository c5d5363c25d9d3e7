//! `factlint claims`: what was claimed, and which claims were compared; for drafts, what the sources say of each claim.

use super::{Session, Status, output, sources};
use crate::{
    job,
    report::{
        claims::{self, Form},
        support::{self, Table},
    },
};
use clap::ValueEnum;
use std::io::{self, Write as _};

/// Show what was claimed, and which claims were compared; with `--against`, which source bears out or contradicts each claim of a draft
///
/// With `--against`, each claim of the drafts is supported, contradicted or not found, with the source's sentence that says so. Where one
/// source bears a claim out and another contradicts it, both are shown. Claims that no source could have (datelines, numbers of lists)
/// are left out.
///
/// `--format csv` is for spreadsheets: a header, then one row a claim, in UTF-8 with a byte order mark. Cells that a spreadsheet could take
/// for a formula (they begin with `=`, `+`, `-` or `@`) have an apostrophe before them.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) sources: sources::Args,
    /// How claims are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON object
    Json,
    /// JSON objects, one a line
    Jsonl,
    /// Comma-separated values, one row a claim of a draft; only with `--against`
    Csv,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        let Session { engine, terminal, .. } = session;
        let shown = session.progress.show();
        let job = self.sources.load(session)?;
        drop(shown);
        if self.format == Format::Csv && !job.has_sources() && job.is_whole() {
            super::complain("`--format csv` needs `--against`");
            return Ok(Status::Failed);
        }
        terminal.loaded(&job.loaded);
        terminal.problems(&job.problems);
        let documents = &job.loaded.documents;
        let mut out = output::stdout();
        if job.has_sources() || !self.sources.against.is_empty() {
            let mut readings = self.sources.readings();
            let support = job::check_again(engine, documents, &job.runs, &mut readings).support;
            terminal.note(sources::Args::unkept(&readings).as_deref());
            let table = Table { documents, support: &support, kind: &|kind| engine.kind(kind) };
            match self.format {
                Format::Human => support::human(&table, terminal.out, &mut out)?,
                Format::Json => table.json(&mut out)?,
                Format::Jsonl => table.lines(&mut out)?,
                Format::Csv => support::csv(&table, &mut out)?,
            }
        } else {
            let form = match self.format {
                Format::Json => Form::Json,
                Format::Jsonl => Form::Lines,
                Format::Human | Format::Csv => Form::Human(terminal.out),
            };
            claims::write(documents, &engine.claims(documents), form, &mut out)?;
        }
        out.flush()?;
        Ok(if job.is_whole() { Status::Clean } else { Status::Failed })
    }
}
