//! What is read, and what is known of it: arguments that several commands share.

use crate::{
    pipeline::Engine,
    source::{self, Defaults, Input, Loaded, Metadata, Problem, Seen},
};
use jiff::civil::Date;
use std::{
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

/// Arguments about documents.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// Files and folders; `-` is standard input [default: .]
    #[arg(value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// The day on which documents were published that do not say so themselves
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = source::parse_date)]
    date: Option<Date>,
    /// The language of documents that do not say so themselves
    #[arg(long, value_name = "LANG", value_parser = source::parse_lang)]
    lang: Option<String>,
    /// The name that standard input goes by; its extension chooses the format
    #[arg(long, value_name = "NAME", default_value = "stdin")]
    stdin_filename: PathBuf,
}

/// Reads documents, each file once.
pub(super) struct Reader<'a> {
    args: &'a Args,
    engine: &'a Engine,
    seen: Seen,
    stdin: Option<Arc<[u8]>>,
}

impl Args {
    /// The documents below the paths.
    pub(super) fn load(&self, engine: &Engine) -> io::Result<Loaded> {
        let here = [PathBuf::from(".")];
        self.reader(engine).load(if self.paths.is_empty() { &here } else { &self.paths })
    }

    pub(super) fn reader<'a>(&'a self, engine: &'a Engine) -> Reader<'a> {
        Reader { args: self, engine, seen: Seen::default(), stdin: None }
    }
}

impl Reader<'_> {
    /// The documents below `paths` that were not read before; `-` is standard input.
    pub(super) fn load(&mut self, paths: &[PathBuf]) -> io::Result<Loaded> {
        let mut inputs = Vec::with_capacity(paths.len());
        for path in paths {
            if path != Path::new("-") {
                inputs.push(Input::Path(path.clone()));
            } else if self.stdin.is_none() {
                let mut content = Vec::new();
                let read = io::stdin().lock().take(source::LONGEST + 1).read_to_end(&mut content);
                read.map_err(|e| io::Error::new(e.kind(), format!("cannot read standard input: {e}")))?;
                let content: Arc<[u8]> = content.into();
                self.stdin = Some(content.clone());
                inputs.push(Input::Stdin { content, name: self.args.stdin_filename.clone() });
            }
        }
        let lang = self.args.lang.clone();
        if let Some(tag) = lang.as_deref().filter(|tag| !self.engine.reads(tag)) {
            let known = self.engine.tags().collect::<Vec<_>>().join(", ");
            let complaint = format!("no pack reads the language `{tag}` of `--lang`; there are {known}");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, complaint));
        }
        let meta = Metadata { date: self.args.date, lang, ..Metadata::default() };
        let defaults = Defaults { meta, dateline_word: &|word: &str| self.engine.dateline_word(word) };
        let mut loaded = source::load(&inputs, &defaults, &mut self.seen);
        for (number, language) in self.engine.unserved(&loaded.documents) {
            let Some(document) = loaded.documents.get(number) else { continue };
            let name = document.name.clone();
            // What is only guessed from the letters is no failure, not even of a file that was named.
            if loaded.named.contains(&number) && document.meta.lang.is_some() {
                loaded.problems.push(Problem::Unserved { documents: vec![name], language });
            } else {
                loaded.unserved.push((name, language));
            }
        }
        Ok(loaded)
    }
}
