//! What is read, and what is known of it: arguments that several commands share.

use super::Session;
use crate::{
    job::{Reader, Reading},
    source::{self, Loaded},
};
use jiff::civil::Date;
use std::{
    io::{self, Read as _},
    path::{Path, PathBuf},
};

/// Arguments about documents.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// Files and folders; `-` is standard input [default: .]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// A file with more of them, one a line; `-` is standard input. An empty one names none, and nothing is checked
    #[arg(long, value_name = "FILE")]
    pub(super) files_from: Option<PathBuf>,
    #[command(flatten)]
    pub(super) known: Known,
}

/// Arguments about what documents do not say themselves, and about what is left out.
#[derive(Debug, Clone, clap::Args)]
#[group(skip)]
pub(super) struct Known {
    /// The day on which documents were published that do not say so themselves
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = source::parse_date)]
    date: Option<Date>,
    /// The language of documents that do not say so themselves
    #[arg(long, value_name = "LANG", value_parser = source::parse_lang)]
    lang: Option<String>,
    /// The name that standard input goes by; its extension chooses the format
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    stdin_filename: PathBuf,
    /// The most bytes that a file may have; longer ones are named and not read
    #[arg(long, value_name = "BYTES", value_parser = clap::value_parser!(u64).range(1..))]
    max_bytes: Option<u64>,
    /// Leave out files that are named, too, where the configuration leaves them out; for hooks that name all changed files
    #[arg(long)]
    force_exclude: bool,
    /// Leave out files and folders that a glob matches, as in a `.gitignore`; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(super) exclude: Vec<String>,
}

/// The paths that are meant where none is given.
pub(super) fn here() -> Vec<PathBuf> {
    vec![PathBuf::from(".")]
}

impl Args {
    /// The documents below the paths.
    pub(super) fn load(&self, session: &Session) -> io::Result<Loaded> {
        self.known.reading(session, |reading| Reader::new(reading).load(&self.paths_or_here()))
    }

    /// The paths; where none is given, and no list of them, the folder that the program runs in.
    pub(super) fn paths_or_here(&self) -> Vec<PathBuf> {
        if self.paths.is_empty() && self.files_from.is_none() { here() } else { self.paths.clone() }
    }

    /// Adds the paths that a list names.
    pub(super) fn add_list(&mut self) -> io::Result<()> {
        if let Some(list) = &self.files_from {
            let mut text = String::new();
            let read = if list == Path::new("-") {
                io::stdin().lock().read_to_string(&mut text)
            } else {
                std::fs::File::open(list).and_then(|file| file.take(source::LONGEST).read_to_string(&mut text))
            };
            read.map_err(|e| io::Error::new(e.kind(), format!("cannot read the list of files {}: {e}", list.display())))?;
            self.paths.extend(text.lines().filter(|line| !line.is_empty()).map(PathBuf::from));
        }
        Ok(())
    }

    /// What is left out.
    pub(super) fn exclude(&self) -> &[String] {
        &self.known.exclude
    }
}

impl Known {
    /// Reads by what these arguments say.
    pub(super) fn reading<T>(&self, session: &Session, read: impl FnOnce(&Reading) -> T) -> T {
        let tell = |bytes| session.progress.read(bytes);
        read(&Reading {
            date: self.date,
            lang: &self.lang,
            stdin_name: &self.stdin_filename,
            force_exclude: self.force_exclude,
            longest: self.max_bytes,
            tell: &tell,
            ..Reading::new(&session.engine, &session.config)
        })
    }
}
