//! What is read, and what is known of it: arguments that several commands share.

use super::Session;
use crate::source::{self, Choice, Defaults, Input, Loaded, Metadata, Problem, Seen};
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
    /// Leave out files that are named, too, where the configuration leaves them out; for hooks that name all changed files
    #[arg(long)]
    force_exclude: bool,
    /// Leave out files and folders that a glob matches, as in a `.gitignore`; may be given several times
    #[arg(long, value_name = "GLOB")]
    pub(super) exclude: Vec<String>,
}

/// Reads documents, each file once.
pub(super) struct Reader<'a> {
    known: &'a Known,
    session: &'a Session,
    seen: Seen,
    stdin: Option<Arc<[u8]>>,
}

/// The paths that are meant where none is given.
pub(super) fn here() -> Vec<PathBuf> {
    vec![PathBuf::from(".")]
}

impl Args {
    /// The documents below the paths.
    pub(super) fn load(&self, session: &Session) -> io::Result<Loaded> {
        Reader::new(&self.known, session).load(&self.paths_or_here())
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

impl<'a> Reader<'a> {
    pub(super) fn new(known: &'a Known, session: &'a Session) -> Self {
        Reader { known, session, seen: Seen::default(), stdin: None }
    }

    /// The documents below `paths` that were not read before; `-` is standard input.
    pub(super) fn load(&mut self, paths: &[PathBuf]) -> io::Result<Loaded> {
        let config = &self.session.config;
        self.load_of(paths, &|path, is_folder| config.keeps(path, is_folder))
    }

    /// The same, of those files in folders that `keeps` does not leave out.
    pub(super) fn load_of(&mut self, paths: &[PathBuf], keeps: &(dyn Fn(&Path, bool) -> bool + Sync)) -> io::Result<Loaded> {
        let Session { engine, config, .. } = self.session;
        let mut inputs = Vec::with_capacity(paths.len());
        for path in paths {
            if path != Path::new("-") {
                if !self.known.force_exclude || path.is_dir() || keeps(path, false) {
                    inputs.push(Input::Path(path.clone()));
                }
            } else if self.stdin.is_none() {
                let mut content = Vec::new();
                let read = io::stdin().lock().take(source::LONGEST + 1).read_to_end(&mut content);
                read.map_err(|e| io::Error::new(e.kind(), format!("cannot read standard input: {e}")))?;
                let content: Arc<[u8]> = content.into();
                self.stdin = Some(content.clone());
                inputs.push(Input::Stdin { content, name: self.known.stdin_filename.clone() });
            }
        }
        let lang = self.known.lang.clone().or_else(|| config.lang.clone());
        if let Some(tag) = lang.as_deref().filter(|tag| !engine.reads(tag)) {
            let known = engine.tags().collect::<Vec<_>>().join(", ");
            let said = if self.known.lang.is_some() { "`--lang`" } else { "`lang` in the configuration" };
            let complaint = format!("no pack reads the language `{tag}` of {said}; there are {known}");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, complaint));
        }
        let meta = Metadata { date: self.known.date.or(config.date), lang, ..Metadata::default() };
        let date_in_name = config.date_in_name && self.known.date.is_none();
        let tell = |bytes| self.session.progress.read(bytes);
        let choice = Choice { keeps, longest: config.longest(), tell: &tell, date_in_name };
        let defaults = Defaults { meta, dateline_word: &|word: &str| engine.dateline_word(word), choice };
        let mut loaded = source::load(&inputs, &defaults, &mut self.seen);
        if let Some(most) = config.limits().texts.filter(|most| loaded.documents.len() > *most) {
            let complaint = format!("{} texts, and `limits` in the configuration allows {most}", loaded.documents.len());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, complaint));
        }
        for (number, language) in engine.unserved(&loaded.documents) {
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
