//! The library's own face: a few types that say what a check takes and gives, over all the stages before.
//!
//! Stands beside the command line, and like it uses the pipeline without being used by it. Nothing of a stage is shown here but three small
//! enums; all else is copied into types that can stay as they are while the stages change.

mod config;
mod document;
mod report;
mod value;

pub use config::Config;
pub use document::Document;
pub use report::{Cited, Claim, Complaint, Evidence, Finding, Place, Report, Settled, Side};
pub use value::Value;

use crate::{
    check::Role,
    job,
    pack::PackProblem,
    pipeline::{Held, Loaded},
    settle::{Settling, Texts},
    source::{self, Defaults, Metadata},
};
use rayon::prelude::*;
use std::{collections::BTreeSet, path::PathBuf};

/// Why something could not be checked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// What a [`Config`] asks for cannot be had: a pack that is broken, a rule that there is not, a language that no pack reads. One sentence
    /// each, with the file and the place where there is one.
    #[error("{}", .0.join("\n"))]
    Config(Vec<String>),
    /// A document cannot be read.
    #[error("{reason}")]
    Document {
        /// Its name.
        name: String,
        /// Why not, in a sentence that names it.
        reason: String,
    },
}

/// Checks documents by the rules that a [`Config`] asks for.
///
/// Rules are read when it is made, so that one checker should serve many checks; it may be shared between threads. A check uses all cores.
///
/// ```
/// use factlint::{Checker, Config, Document};
///
/// let checker = Checker::new(Config::new())?;
/// let report = checker.check(&[Document::text("note.txt", "The hearing is on Friday, 28 May 2024.")])?;
/// assert_eq!(report.findings[0].rule, "weekday-mismatch");
/// assert_eq!(report.findings[0].answer.as_deref(), Some("Tuesday"));
/// # Ok::<(), factlint::Error>(())
/// ```
#[derive(Debug)]
pub struct Checker {
    engine: Loaded,
    config: Config,
}

impl Checker {
    /// Reads what a configuration asks for.
    ///
    /// # Errors
    /// [`Error::Config`] where not all of it can be had: a check by half of it would be another check.
    pub fn new(config: Config) -> Result<Self, Error> {
        let engine = Loaded::by(&config.options);
        let mut wrong: Vec<String> = engine.packs().problems.iter().map(|problem| in_words(problem, &config)).collect();
        if let Some(tag) = &config.language {
            match source::parse_lang(tag) {
                Ok(tag) if engine.reads(&tag) => {}
                Ok(tag) => wrong.push(format!("no pack reads `{tag}`")),
                Err(error) => wrong.push(error.to_string()),
            }
        }
        wrong.extend(config.date.as_ref().and_then(|day| source::parse_date(day).err()).map(|error| error.to_string()));
        if wrong.is_empty() { Ok(Self { engine, config }) } else { Err(Error::Config(wrong)) }
    }

    /// The ids of the rules that run, in alphabetical order.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        let ids: BTreeSet<&str> = self.engine.packs().rules.iter().map(|rule| rule.id.as_str()).collect();
        ids.into_iter()
    }

    /// Checks documents. Where some of them are drafts, those are held against the sources and by themselves; peers are held against each other.
    ///
    /// Marks in a text (`<!-- factlint: ok RULE: reason -->`) settle findings, as they do on the command line.
    ///
    /// # Errors
    /// [`Error::Document`] for the first document that cannot be read. What can be read, and is in part not understood, is among
    /// [`Report::complaints`].
    pub fn check(&self, documents: &[Document]) -> Result<Report, Error> {
        let defaults = Defaults {
            meta: Metadata {
                date: self.config.date.as_deref().and_then(|day| source::parse_date(day).ok()),
                lang: self.config.language.as_deref().and_then(|tag| source::parse_lang(tag).ok()),
                ..Metadata::default()
            },
            dateline_word: &|word: &str| self.engine.dateline_word(word),
            names_thing: &|key: &str| self.engine.names_thing(key),
            choice: source::Choice::default(),
        };
        let parsed: Vec<_> = documents.par_iter().map(|document| document.parsed(&defaults)).collect();
        let (mut read, mut complaints) = (Vec::with_capacity(documents.len()), Vec::new());
        for (document, parsed) in parsed.into_iter().enumerate() {
            let (one, warnings) = parsed?;
            complaints.extend(warnings.into_iter().map(|problem| Complaint { document, message: problem.to_string() }));
            read.push(one);
        }
        let unserved = self.engine.unserved(&read).into_iter();
        complaints.extend(
            unserved
                .map(|(document, language)| Complaint { document, message: format!("not checked, as no pack reads {language}") }),
        );
        complaints.sort_by_key(|complaint| complaint.document);
        let roles: Vec<Role> = documents.iter().map(Document::role).collect();
        let Held { read: claims, mut findings, support, .. } = self.engine.hold(&read, &roles);
        if self.config.require_sources {
            job::require_sources(&mut findings, &self.engine.packs().rules);
        }
        let files: Vec<PathBuf> = documents.iter().enumerate().map(|(index, document)| document.file(index)).collect();
        let checked = (0..).zip(&roles).filter(|(_, role)| **role != Role::Source).map(|(at, _)| at).collect();
        let texts = Texts { documents: &read, files: &files, checked: &checked };
        let rules = &self.engine.packs().rules;
        let outcome = Settling { texts, rules, file: None, whole: false }.part(findings);
        let made = report::Made { engine: &self.engine, documents: &read, claims: &claims, texts };
        Ok(made.report(&outcome, &support, complaints))
    }
}

/// What is wrong with a pack, in a sentence.
fn in_words(problem: &PackProblem, config: &Config) -> String {
    let help = problem.help().map(|help| format!(" ({help})")).unwrap_or_default();
    let file = problem.path.display();
    match &problem.place {
        Some(place) => format!("{file}:{}:{}: {}{help}", place.line, place.column, problem.error),
        // The options of the command line are methods here.
        None if config.options.folders.iter().all(|folder| !problem.path.starts_with(folder)) => {
            format!("{}{help}", problem.error)
        }
        None => format!("{problem}{help}"),
    }
}
