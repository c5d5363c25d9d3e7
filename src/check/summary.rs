//! What a check did, in figures.

use super::{Finding, Severity, Tally};

/// What was done, so that silence can be told from nothing compared.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
pub struct Summary {
    /// Documents read.
    pub documents: usize,
    /// Texts that were left out, as nothing can read them: their format or their language.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub unread: usize,
    /// Claims extracted from them.
    pub claims: usize,
    /// Claims among them that were not looked at, as their text has too many.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub left_out: usize,
    /// Claims that were compared with another.
    pub compared: usize,
    /// Findings of severity error.
    pub errors: usize,
    /// Findings of severity warning.
    pub warnings: usize,
    /// Findings of severity info.
    pub infos: usize,
    /// Findings that are settled, and among none of these.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub settled: usize,
    /// Findings that touch no changed line, where only those that do are asked for, and among none of these.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub elsewhere: usize,
    /// Findings that `--fix` took away, and among none of these.
    #[serde(skip_serializing_if = "is_zero")]
    #[schemars(default)]
    pub fixed: usize,
    /// How the claims of the drafts stand with the sources; only where there are sources.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    pub sources: Option<Tally>,
}

#[allow(clippy::trivially_copy_pass_by_ref)] // as serde calls it
fn is_zero(n: &usize) -> bool {
    *n == 0
}

impl Summary {
    /// Sets the counts of findings.
    #[must_use]
    pub fn with_findings(mut self, findings: &[Finding]) -> Self {
        let count = |severity| findings.iter().filter(|f| f.severity == severity).map(|f| 1 + f.others).sum();
        (self.errors, self.warnings, self.infos) = (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
        self
    }
}
