//! What a checker goes by.

use crate::pack::{Options, Severity};
use std::path::PathBuf;

/// What a [`Checker`](crate::Checker) goes by: packs, rules, severities, and what is known of documents that do not say it themselves.
///
/// ```
/// use factlint::{Checker, Config, Document, Error, Severity};
///
/// let config = Config::new().language("sv").disable("name-variant").severity("weekday-mismatch", Severity::Warning);
/// let report = Checker::new(config)?.check(&[Document::text("notis", "Mötet är fredagen den 28 maj 2024.")])?;
/// assert_eq!(report.findings[0].severity, Severity::Warning);
///
/// // What there is not is told, with what may be meant.
/// let Err(Error::Config(wrong)) = Checker::new(Config::new().disable("weekday-mismach")) else { panic!() };
/// assert!(wrong[0].contains("weekday-mismatch"), "{wrong:?}");
/// # Ok::<(), Error>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Config {
    pub(super) options: Options,
    pub(super) language: Option<String>,
    pub(super) date: Option<String>,
    pub(super) require_sources: bool,
}

impl Config {
    /// The built-in packs, as they are.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Also uses the pack of rules in this folder. One that has the name of a built-in pack takes its place.
    #[must_use]
    pub fn pack(mut self, folder: impl Into<PathBuf>) -> Self {
        self.options.folders.push(folder.into());
        self
    }

    /// Switches a rule on by its id, or a pack by its name.
    #[must_use]
    pub fn enable(mut self, name: impl Into<String>) -> Self {
        self.options.enable.push(name.into());
        self
    }

    /// Switches a rule off by its id, or a pack by its name.
    #[must_use]
    pub fn disable(mut self, name: impl Into<String>) -> Self {
        self.options.disable.push(name.into());
        self
    }

    /// What the findings of a rule weigh, instead of what the rule says. The last one that is said of a rule counts.
    #[must_use]
    pub fn severity(mut self, rule: impl Into<String>, severity: Severity) -> Self {
        self.options.severity.push((rule.into(), severity));
        self
    }

    /// The language of documents that do not say theirs: `en`, `sv`. Without it, each document's own words tell.
    #[must_use]
    pub fn language(mut self, tag: impl Into<String>) -> Self {
        self.language = Some(tag.into());
        self
    }

    /// The day on which documents were published that do not say so: `YYYY-MM-DD`.
    #[must_use]
    pub fn date(mut self, day: impl Into<String>) -> Self {
        self.date = Some(day.into());
        self
    }

    /// Whether a claim of a draft that no source has is a warning; by itself it is a note, unless it is so exact that it must come from
    /// somewhere.
    #[must_use]
    pub fn require_sources(mut self, require: bool) -> Self {
        self.require_sources = require;
        self
    }
}
