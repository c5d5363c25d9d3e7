//! `factlint extract`: claims as a table, for databases.

use super::{Session, Status, input, output, python};
use crate::{
    extract::{self, Extract, Row},
    job::Reader,
    source::{Document, Loaded},
};
use clap::ValueEnum;
use rayon::prelude::*;
use std::{
    collections::BTreeSet,
    ffi::OsString,
    fs,
    io::{self, BufRead as _, Write as _},
    path::{Path, PathBuf},
};

/// Print claims as rows of a table: what each is about, what it allows, and the keys by which a database folds them
///
/// Each line is an object with its kind in `row`: `document`, `claim`, `problem` (schemas/extract-row.json; columns and keys are explained in
/// docs/archives.md). Texts are read part by part, so that memory does not grow with their number. `-` reads JSON Lines from standard input,
/// with `id`, `text`, `date`, `lang`, `source` and `url`, unless `--stdin-filename` names another format. What cannot be read is a row too, and
/// stops nothing.
///
/// Parquet and Arrow need the Python package: `pip install 'factlint[archive]'`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) input: input::Args,
    /// How rows are printed
    #[arg(long, value_enum, default_value_t = Format::Jsonl)]
    format: Format,
    /// The folder that Parquet and Arrow files are written to: claims, documents, problems
    #[arg(long, short, value_name = "FOLDER")]
    output: Option<PathBuf>,
    /// A file with the hashes of documents, one a line, that are only named, as they have been read before
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// Print the text of each document that is a line of JSON, in its own row, so that it can be read again
    #[arg(long)]
    texts: bool,
    /// Print the words of each document, as keys, in its own row: what a database is asked by
    #[arg(long)]
    words: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// JSON objects, one a line
    Jsonl,
    /// Parquet files, by the Python package
    Parquet,
    /// Arrow IPC files, by the Python package
    Arrow,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        if self.format != Format::Jsonl {
            return python::run("extract", &own_arguments());
        }
        if self.output.is_some() {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                "`--output` goes with `--format parquet` and `--format arrow`",
            ));
        }
        let known = self.known.as_deref().map(hashes).transpose()?.unwrap_or_default();
        let extract = Extract::new(&session.engine);
        let mut out = output::stdout();
        let mut status = Status::Clean;
        let paths = self.input.paths_or_here();
        let mut tell = |loaded: Loaded| -> io::Result<()> {
            if !loaded.problems.is_empty() {
                status = Status::Failed;
            }
            let lost = loaded.problems.iter().chain(&loaded.left_out()).map(|problem| extract::problem(problem, true)).collect();
            let wrong: Vec<Row> = loaded.warnings.iter().map(|problem| extract::problem(problem, false)).collect();
            let documents = loaded.documents.par_iter().zip(&loaded.files);
            let rows: Vec<Vec<Row>> = documents.map(|(document, file)| self.rows(&extract, document, file, &known)).collect();
            for row in [lost, wrong].into_iter().chain(rows).flatten() {
                crate::report::json::row(&row, &mut out)?;
            }
            if out.is_gone() { Err(io::ErrorKind::BrokenPipe.into()) } else { Ok(()) }
        };
        let shown = session.progress.show();
        let read = self.input.known.reading(session, |reading| Reader::new(reading).each(&paths, &mut tell));
        drop(shown);
        match read {
            // Who reads has seen enough.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {}
            read => read?,
        }
        out.flush()?;
        Ok(status)
    }

    fn rows(&self, extract: &Extract, document: &Document, file: &Path, known: &BTreeSet<String>) -> Vec<Row> {
        let mut named = extract.named(document, file);
        if known.contains(&named.hash) {
            named.known = true;
            return vec![Row::Document(Box::new(named))];
        }
        // Of other files the file itself is read again.
        if self.texts && crate::source::Format::of(file).is_none_or(|format| format == crate::source::Format::JsonLines) {
            named.text = Some(document.raw.to_string());
        }
        named.words = self.words.then(Vec::new);
        extract.rows(document, named)
    }
}

/// The arguments of the command, without those that stand before its name.
fn own_arguments() -> Vec<OsString> {
    std::env::args_os().skip(1).skip_while(|word| word != "extract").skip(1).collect()
}

/// The lines of a file of hashes.
fn hashes(file: &Path) -> io::Result<BTreeSet<String>> {
    let named = |e: io::Error| io::Error::new(e.kind(), format!("cannot read the known hashes {}: {e}", file.display()));
    let open = fs::File::open(file).map_err(named)?;
    io::BufReader::new(open).lines().collect::<io::Result<_>>().map_err(named)
}
