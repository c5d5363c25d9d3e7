//! A check of texts that come as such, and lie in no file: from an editorial system, or from an assistant.

use super::{Reader, Reading, Run, Terms, Verdicts, judge};
use crate::{
    config::Config,
    pipeline::{Engine, Readings, Role},
    report::{Report, support::Table},
    settle::{SettledFile, Texts},
    source::{self, Choice, Defaults, Document, Format, Loaded, Metadata},
};
use schemars::JsonSchema;
use serde::Deserialize;
use std::path::PathBuf;

/// A document of a request.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "factlint batch: a document of a request")]
pub struct Given {
    /// What it is in the check; where nothing is said, it is held against all others without a role.
    #[serde(default)]
    pub(crate) role: GivenRole,
    /// What it is called in the answer; no two documents of a request are called the same.
    pub(crate) id: String,
    /// Its text, if it is no page.
    pub(crate) text: Option<String>,
    /// Its HTML, if it is one.
    pub(crate) html: Option<String>,
    /// The file that it is in, in place of both; `id` is what it is called there. Only with `factlint batch --files`.
    pub(crate) path: Option<String>,
    /// The day on which it was published: YYYY-MM-DD.
    pub(crate) date: Option<String>,
    /// Its language: en, sv.
    pub(crate) lang: Option<String>,
    /// Who published it.
    pub(crate) source: Option<String>,
    /// Where it was published.
    pub(crate) url: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum GivenRole {
    Draft,
    Source,
    #[default]
    Peer,
}

impl From<GivenRole> for Role {
    fn from(role: GivenRole) -> Self {
        match role {
            GivenRole::Draft => Self::Draft,
            GivenRole::Source => Self::Source,
            GivenRole::Peer => Self::Peer,
        }
    }
}

/// The JSON Schema of a document of a request.
#[must_use]
pub fn schema() -> schemars::Schema {
    schemars::schema_for!(Given)
}

/// The documents of a request.
#[derive(Debug, Default)]
pub struct Request {
    documents: Vec<Document>,
    files: Vec<PathBuf>,
    roles: Vec<Role>,
}

// A comment at a variant would be a schema of its own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Written {
    #[default]
    Text,
    Markdown,
    Html,
}

impl Request {
    /// Adds a document that is given by its fields, or says what is wrong with it.
    ///
    /// # Errors
    /// In a sentence.
    pub fn add(&mut self, given: Given, engine: &Engine, config: &Config) -> Result<(), String> {
        let (content, written) = match (&given.text, &given.html) {
            (Some(_), None) => (given.text.unwrap_or_default(), Written::Text),
            (None, Some(_)) => (given.html.unwrap_or_default(), Written::Html),
            _ => return Err("a document has a `text` or `html`, and not both".to_owned()),
        };
        let meta = known(given.date.as_deref(), given.lang.as_deref(), given.source, given.url)?;
        self.add_text(Text { name: given.id, content, written, role: given.role.into(), meta }, engine, config)
    }

    /// Adds a document that is in a file: the one that is called so there, with what is said of it beside the file.
    ///
    /// # Errors
    /// In a sentence.
    pub fn add_file(&mut self, path: &str, given: Given, engine: &Engine, config: &Config) -> Result<(), String> {
        if given.text.is_some() || given.html.is_some() {
            return Err("a document has a `path`, or a `text`, or `html`".to_owned());
        }
        let meta = known(given.date.as_deref(), given.lang.as_deref(), given.source, given.url)?;
        let reading = Reading::new(engine, config);
        let loaded = Reader::new(&reading).load(&[PathBuf::from(path)]).map_err(|e| e.to_string())?;
        if let Some(problem) = loaded.problems.first() {
            return Err(problem.to_string());
        }
        let mut found = loaded.documents.into_iter().zip(loaded.files).filter(|(document, _)| document.name == given.id);
        let Some((document, file)) = found.next() else { return Err(format!("{path} has no document `{}`", given.id)) };
        let document = Document { meta: meta.or(&document.meta), ..document };
        let role = given.role.into();
        self.add_loaded(Loaded { documents: vec![document], files: vec![file], ..Loaded::default() }, role)
    }

    /// Adds a text, or says what is wrong with it.
    pub(crate) fn add_text(&mut self, text: Text, engine: &Engine, config: &Config) -> Result<(), String> {
        let Text { name, content, written, role, meta } = text;
        if self.has(&name) {
            return Err(format!("a document of this request is called `{name}` already"));
        }
        let defaults = Defaults {
            meta: Metadata { date: config.date, lang: config.lang.clone(), ..Metadata::default() },
            dateline_word: &|word: &str| engine.dateline_word(word),
            names_thing: &|key: &str| engine.names_thing(key),
            choice: Choice { longest: config.longest(), ..Choice::default() },
        };
        let (format, file) = match written {
            Written::Text => (Format::Text, "document.txt"),
            Written::Markdown => (Format::Markdown, "document.md"),
            Written::Html => (Format::Html, "document.html"),
        };
        let read = source::one(name, format, content.into_bytes().into(), &defaults);
        let (mut document, _) = read.map_err(|problem| problem.to_string())?;
        document.meta = meta.or(&document.meta);
        if let Some((_, language)) = engine.unserved(std::slice::from_ref(&document)).pop() {
            return Err(format!("no pack reads {language}"));
        }
        self.documents.push(document);
        self.files.push(PathBuf::from(file));
        self.roles.push(role);
        Ok(())
    }

    /// Adds documents that were read from files.
    ///
    /// # Errors
    /// In a sentence, where another one is called the same.
    pub fn add_loaded(&mut self, loaded: Loaded, role: Role) -> Result<(), String> {
        for (document, file) in loaded.documents.into_iter().zip(loaded.files) {
            if self.has(&document.name) {
                return Err(format!("a document of this request is called `{}` already", document.name));
            }
            self.documents.push(document);
            self.files.push(file);
            self.roles.push(role);
        }
        Ok(())
    }

    fn has(&self, name: &str) -> bool {
        self.documents.iter().any(|document| document.name == name)
    }

    /// Checks the documents.
    #[must_use]
    pub fn check(self, engine: &Engine, settled: Option<&SettledFile>, require_sources: bool) -> Answered {
        let Self { documents, files, roles } = self;
        let terms = Terms { engine, config: None, require_sources, settles: true, settled, whole: false };
        let verdicts = judge(&terms, &documents, &files, &[Run::of_all(roles)], &mut Readings::default());
        Answered { documents, files, verdicts }
    }
}

/// What is known of a document, as it is given; an error is a sentence.
fn known(date: Option<&str>, lang: Option<&str>, source: Option<String>, url: Option<String>) -> Result<Metadata, String> {
    let said = |error: source::MetadataError| error.to_string();
    let date = date.map(source::parse_date).transpose().map_err(said)?;
    let lang = lang.map(source::parse_lang).transpose().map_err(said)?;
    Ok(Metadata { date, lang, source, url, ..Metadata::default() })
}

/// A text of a request.
#[derive(Debug)]
pub(crate) struct Text {
    /// What it is called in the answer.
    pub(crate) name: String,
    /// The text itself.
    pub(crate) content: String,
    /// How it is written.
    pub(crate) written: Written,
    /// What it is in the check.
    pub(crate) role: Role,
    /// What is known of it.
    pub(crate) meta: Metadata,
}

/// What came of a request.
#[derive(Debug)]
pub struct Answered {
    documents: Vec<Document>,
    files: Vec<PathBuf>,
    /// What was found.
    pub verdicts: Verdicts,
}

impl Answered {
    /// What is told of it, with the words of the rules.
    #[must_use]
    pub fn report<'a>(&'a self, engine: &'a Engine) -> Report<'a> {
        let Self { documents, files, verdicts } = self;
        Report {
            settled: &verdicts.settled,
            keys: Some(Texts { documents, files, checked: &verdicts.checked }),
            ..Report::new(documents, &verdicts.open, &verdicts.support, verdicts.summary, engine.texts())
        }
    }

    /// How the claims of the drafts stand.
    #[must_use]
    pub fn table<'a>(&'a self, kind: &'a dyn Fn(crate::claim::ClaimKind) -> &'a str) -> Table<'a> {
        Table { documents: &self.documents, support: &self.verdicts.support, kind }
    }
}
