//! The whole way from documents to findings, as the commands call it.

use crate::{
    check::{Finding, Severity},
    grammar::Mention,
    report::{Part, RuleTexts, claims::ClaimLine},
    source::{DatelineWord, Document},
};

/// What a document is in a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Checked by itself and against all others.
    Peer,
    /// Checked by itself and against the sources.
    Draft,
    /// What drafts are checked against; not checked by itself.
    Source,
}

/// What was done, so that silence can be told from nothing compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Summary {
    /// Documents read.
    pub documents: usize,
    /// Claims extracted from them.
    pub claims: usize,
    /// Claims that were compared with another.
    pub compared: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
}

impl Summary {
    /// Sets the counts of findings.
    #[must_use]
    pub fn with_findings(mut self, findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
        (self.errors, self.warnings, self.infos) = (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
        self
    }
}

/// Checks documents; `roles` has one role for each.
#[must_use]
pub fn check(documents: &[Document], _roles: &[Role]) -> (Vec<Finding>, Summary) {
    let findings = Vec::new();
    let summary = Summary { documents: documents.len(), ..Summary::default() }.with_findings(&findings);
    (findings, summary)
}

/// What the grammar recognises in a document.
#[must_use]
pub fn mentions(_document: &Document) -> Vec<Mention> {
    Vec::new()
}

/// The claims of documents, and which were compared.
#[must_use]
pub fn claims(_documents: &[Document]) -> Vec<ClaimLine> {
    Vec::new()
}

/// The id of a unit by its hash.
#[must_use]
pub fn unit(_hash: u64) -> Option<&'static str> {
    None
}

/// What a word means in a dateline, in any language that we have a pack of.
#[must_use]
pub fn dateline_word(_word: &str) -> Option<DatelineWord> {
    None
}

/// The words of the built-in rules.
#[must_use]
pub fn texts() -> &'static dyn RuleTexts {
    &NoTexts
}

struct NoTexts;

impl RuleTexts for NoTexts {
    fn template(&self, _rule: &str, _part: Part<'_>) -> Option<&str> {
        None
    }
}
