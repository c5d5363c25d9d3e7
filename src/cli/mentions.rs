//! `factlint mentions`: what the grammar recognised.

use super::{Format, Session, Status, input, output};
use crate::{
    pipeline::{self, Engine},
    report::{json::SCHEMA, mentions},
    source::Document,
};
use rayon::prelude::*;
use std::io::{self, Write};

/// Show what the grammar recognised
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// How mentions are printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
    #[command(flatten)]
    pub(super) input: input::Args,
}

/// Documents whose mentions are held at once.
const BATCH: usize = 512;

impl Args {
    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        let engine = &session.engine;
        let loaded = self.input.load(session)?;
        session.terminal.loaded(&loaded);
        let mut out = output::stdout();
        if matches!(self.format, Format::Json) {
            write!(out, "{{\"schema\":{SCHEMA},\"documents\":[")?;
        }
        let mut first = true;
        for batch in loaded.documents.chunks(BATCH) {
            // Nothing of these changes the exit status.
            if out.is_gone() {
                break;
            }
            let printed: Vec<io::Result<Vec<u8>>> = batch.par_iter().map(|document| self.print(engine, document)).collect();
            for document in printed {
                if matches!(self.format, Format::Json) && !std::mem::take(&mut first) {
                    write!(out, ",")?;
                }
                out.write_all(&document?)?;
            }
        }
        if matches!(self.format, Format::Json) {
            writeln!(out, "]}}")?;
        }
        out.flush()?;
        Ok(if loaded.problems.is_empty() { Status::Clean } else { Status::Failed })
    }

    fn print(&self, engine: &Engine, document: &Document) -> io::Result<Vec<u8>> {
        let found = engine.mentions(document);
        let mut out = Vec::new();
        match self.format {
            Format::Human => mentions::human(document, &found, &pipeline::unit, &mut out)?,
            Format::Json => mentions::json(document, &found, &pipeline::unit, &mut out)?,
            Format::Jsonl => {
                mentions::json(document, &found, &pipeline::unit, &mut out)?;
                out.push(b'\n');
            }
        }
        Ok(out)
    }
}
