//! Reads the documents that a job is about, each file once.

use crate::{
    config::Config,
    pipeline::Engine,
    source::{self, Choice, Defaults, Format, Input, Loaded, Metadata, Problem, Seen},
};
use jiff::civil::Date;
use std::{
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

/// What documents are read by.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// Whose packs tell languages.
    pub engine: &'a Engine,
    /// What the folder says.
    pub config: &'a Config,
    /// The day of documents that do not say theirs.
    pub date: Option<Date>,
    /// Their language.
    pub lang: &'a Option<String>,
    /// The name that standard input goes by.
    pub stdin_name: &'a Path,
    /// Whether files that are named are left out as those of folders are.
    pub force_exclude: bool,
    /// The most bytes of a file, where the configuration allows more.
    pub longest: Option<u64>,
    /// Is told of each file that was read, with its bytes.
    pub tell: &'a (dyn Fn(u64) + Sync),
    /// What stands in a file by somebody who has it open; none where nobody has.
    pub open: &'a (dyn Fn(&Path) -> Option<Arc<[u8]>> + Sync),
    /// The folder outside which nothing is read.
    pub within: Option<&'a Path>,
}

impl<'a> Reading<'a> {
    /// By what a configuration says, and nothing else.
    #[must_use]
    pub fn new(engine: &'a Engine, config: &'a Config) -> Self {
        let (date, lang, within) = (None, &None, None);
        let stdin_name = Path::new("stdin");
        Self {
            engine,
            config,
            date,
            lang,
            stdin_name,
            force_exclude: false,
            longest: None,
            tell: &|_| (),
            open: &|_| None,
            within,
        }
    }
}

/// Reads documents, each file once.
pub struct Reader<'a> {
    reading: &'a Reading<'a>,
    seen: Seen,
    stdin: Option<Arc<[u8]>>,
}

impl<'a> Reader<'a> {
    /// A reader that has read nothing.
    #[must_use]
    pub fn new(reading: &'a Reading<'a>) -> Self {
        Reader { reading, seen: Seen::default(), stdin: None }
    }

    /// The documents below `paths` that were not read before; `-` is standard input.
    ///
    /// # Errors
    /// As for [`Reader::load_of`].
    pub fn load(&mut self, paths: &[PathBuf]) -> io::Result<Loaded> {
        let config = self.reading.config;
        self.load_of(paths, &|path, is_folder| config.keeps(path, is_folder))
    }

    /// The same, of those files in folders that `keeps` does not leave out.
    ///
    /// # Errors
    /// When standard input cannot be read, no pack reads the language that is asked for, or there are more texts than are allowed.
    pub fn load_of(&mut self, paths: &[PathBuf], keeps: &(dyn Fn(&Path, bool) -> bool + Sync)) -> io::Result<Loaded> {
        let Reading { engine, config, .. } = *self.reading;
        let mut inputs = Vec::with_capacity(paths.len());
        for path in paths {
            if path != Path::new("-") {
                if !self.reading.force_exclude || path.is_dir() || keeps(path, false) {
                    inputs.push(Input::Path(path.clone()));
                }
            } else if self.stdin.is_none() {
                let mut content = Vec::new();
                let read = io::stdin().lock().take(source::LONGEST + 1).read_to_end(&mut content);
                read.map_err(|e| io::Error::new(e.kind(), format!("cannot read standard input: {e}")))?;
                let content: Arc<[u8]> = content.into();
                self.stdin = Some(content.clone());
                inputs.push(Input::Stdin { content, name: self.reading.stdin_name.to_owned() });
            }
        }
        let mut loaded = self.with_defaults(keeps, |defaults, seen| source::load(&inputs, defaults, seen))?;
        if let Some(most) = config.limits().texts.filter(|most| loaded.documents.len() > *most) {
            let complaint = format!("{} texts, and `limits` in the configuration allows {most}", loaded.documents.len());
            return Err(io::Error::new(io::ErrorKind::InvalidInput, complaint));
        }
        unserved(engine, &mut loaded);
        Ok(loaded)
    }

    /// Reads the documents below `paths` part by part, however many there are; `tell` is called with each part. `-` is standard input: JSON Lines,
    /// unless the name that it goes by is that of another format.
    ///
    /// # Errors
    /// As for [`Reader::load_of`], but for the number of texts; and those of `tell`.
    pub fn each(&mut self, paths: &[PathBuf], tell: &mut dyn FnMut(Loaded) -> io::Result<()>) -> io::Result<()> {
        let Reading { engine, config, stdin_name, .. } = *self.reading;
        let keeps = |path: &Path, is_folder: bool| config.keeps(path, is_folder);
        for path in paths {
            if path == Path::new("-") && !matches!(Format::of(stdin_name), None | Some(Format::JsonLines)) {
                tell(self.load(std::slice::from_ref(path))?)?;
                continue;
            }
            let mut told = |mut loaded: Loaded| {
                unserved(engine, &mut loaded);
                tell(loaded)
            };
            self.with_defaults(&keeps, |defaults, seen| {
                if path == Path::new("-") {
                    source::lines(stdin_name, &mut io::stdin().lock(), defaults, &mut told)
                } else {
                    source::in_parts(&[Input::Path(path.clone())], defaults, seen, &mut told)
                }
            })??;
        }
        Ok(())
    }

    /// Calls `read` with what is known of documents that say nothing themselves.
    fn with_defaults<T>(
        &mut self,
        keeps: &(dyn Fn(&Path, bool) -> bool + Sync),
        read: impl FnOnce(&Defaults, &mut Seen) -> T,
    ) -> io::Result<T> {
        let Reading { engine, config, .. } = *self.reading;
        let lang = self.reading.lang.clone().or_else(|| config.lang.clone());
        if let Some(tag) = lang.as_deref().filter(|tag| !engine.reads(tag)) {
            let known = engine.tags().collect::<Vec<_>>().join(", ");
            let said = if self.reading.lang.is_some() { "`--lang`" } else { "`lang` in the configuration" };
            let complaint = format!("no pack reads the language `{tag}` of {said}; there are {known}");
            return Err(io::Error::new(io::ErrorKind::InvalidInput, complaint));
        }
        let meta = Metadata { date: self.reading.date.or(config.date), lang, ..Metadata::default() };
        let date_in_name = config.date_in_name && self.reading.date.is_none();
        let Reading { tell, open, within, .. } = *self.reading;
        let paths = engine.path_words();
        let choice = Choice {
            keeps,
            longest: self.reading.longest.unwrap_or(u64::MAX).min(config.longest()),
            tell,
            date_in_name,
            open,
            within,
            paths: paths.as_ref(),
            unpacks: None,
        };
        let defaults = Defaults {
            meta,
            dateline_word: &|word: &str| engine.dateline_word(word),
            names_thing: &|key: &str| engine.names_thing(key),
            choice,
        };
        Ok(read(&defaults, &mut self.seen))
    }
}

/// Tells of the documents in a language that no pack reads.
fn unserved(engine: &Engine, loaded: &mut Loaded) {
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
}
