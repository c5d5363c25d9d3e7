//! `factlint claims`: what was claimed, and which claims were compared.

use super::{
    Format, Status, input,
    output::{self, Terminal},
};
use crate::{
    pipeline::Engine,
    report::claims::{self, Form},
};
use std::{
    io::{self, Write as _},
    path::PathBuf,
};

/// Show what was claimed, and which claims were compared
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Files and folders; `-` is standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// How claims are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    input: input::Args,
}

impl Args {
    pub(super) fn run(&self, engine: &Engine, terminal: &Terminal) -> io::Result<Status> {
        let loaded = self.input.reader(engine).load(&self.paths)?;
        terminal.problems(&loaded.problems)?;
        let form = match self.format {
            Format::Human => Form::Human,
            Format::Json => Form::Json,
            Format::Jsonl => Form::Lines,
        };
        let mut out = output::stdout();
        claims::write(&loaded.documents, &engine.claims(&loaded.documents), form, &mut out)?;
        out.flush()?;
        Ok(if loaded.problems.is_empty() { Status::Clean } else { Status::Failed })
    }
}
