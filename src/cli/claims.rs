//! `factlint claims`: what was claimed, and which claims were compared; for drafts, what the sources say of each claim.

use super::{
    Status,
    output::{self, Terminal},
    sources,
};
use crate::{
    pipeline::Engine,
    report::{
        claims::{self, Form},
        support::{self, Table},
    },
};
use clap::{ArgMatches, ValueEnum};
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
    sources: sources::Args,
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
    /// The order of paths and `--against` says which are sources.
    pub(super) fn with_order(mut self, matches: &ArgMatches) -> Self {
        self.sources = self.sources.with_order(matches);
        self
    }

    pub(super) fn run(&self, engine: &Engine, terminal: &Terminal) -> io::Result<Status> {
        let form = match self.format {
            _ if self.sources.against() => None,
            Format::Human => Some(Form::Human),
            Format::Json => Some(Form::Json),
            Format::Jsonl => Some(Form::Lines),
            Format::Csv => {
                super::complain("`--format csv` needs `--against`");
                return Ok(Status::Failed);
            }
        };
        let (loaded, roles) = self.sources.load(engine)?;
        terminal.loaded(&loaded);
        let documents = &loaded.documents;
        let mut out = output::stdout();
        if let Some(form) = form {
            claims::write(documents, &engine.claims(documents), form, &mut out)?;
        } else {
            let (_, support, _) = engine.hold(documents, &roles);
            let table = Table { documents, support: &support, kind: &|kind| engine.kind(kind) };
            match self.format {
                Format::Human => support::human(&table, terminal.out, &mut out)?,
                Format::Json => table.json(&mut out)?,
                Format::Jsonl => table.lines(&mut out)?,
                Format::Csv => support::csv(&table, &mut out)?,
            }
        }
        out.flush()?;
        Ok(if loaded.problems.is_empty() { Status::Clean } else { Status::Failed })
    }
}
