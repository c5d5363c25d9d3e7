//! What a page shows of a run beside its findings: languages, what was not read, and how the run was asked for.

use super::{Session, job::Done, sources};
use crate::report::html::{self, Around, Skipped};

/// What a page is told, kept for it.
pub(super) struct Told {
    languages: Vec<Option<String>>,
    skipped: Vec<Skipped>,
    checked: Vec<String>,
    against: Vec<String>,
    lang: Option<String>,
}

impl Told {
    /// What is to be told of a run.
    pub(super) fn new(done: &Done, sources: &sources::Args, lang: Option<&str>, session: &Session) -> Self {
        let loaded = &done.job.loaded;
        let language = |document| session.engine.language(document).map(str::to_owned);
        let shown = |paths: &[std::path::PathBuf]| paths.iter().map(|path| path.display().to_string()).collect();
        Self {
            languages: loaded.documents.iter().map(language).collect(),
            skipped: html::skipped(loaded).collect(),
            checked: shown(&sources.input.paths),
            against: shown(&sources.against),
            lang: lang.map(str::to_owned),
        }
    }

    /// The same, for a report.
    pub(super) fn around(&self) -> Around<'_> {
        Around {
            languages: &self.languages,
            skipped: &self.skipped,
            checked: &self.checked,
            against: &self.against,
            lang: self.lang.as_deref(),
            no_commands: false,
        }
    }
}
