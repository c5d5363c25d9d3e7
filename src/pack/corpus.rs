//! What a pack's author said of findings in their own texts: which are right. From it follows how far a rule can be trusted.

use schemars::JsonSchema;
use serde::Deserialize;
use std::{collections::BTreeMap, fmt::Write as _};

/// What stands before the first judgement.
const HEAD: &str =
    "# Findings in the author's own texts, and whether each is right; `factlint test PACK --corpus DIR` asks, and writes this.\n";

/// What a pack's author judged.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "factlint corpus")]
pub struct CorpusFile {
    /// The judgements.
    #[serde(default)]
    pub judged: Vec<Judgement>,
}

/// Whether a finding is right.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Judgement {
    /// The rule.
    pub rule: String,
    /// The finding's key, which holds as long as the words and values of its claims do. The words themselves stay with the author.
    pub finding: String,
    /// Whether it is right.
    pub right: bool,
}

/// How often a rule was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Precision {
    /// The findings that are right.
    pub right: usize,
    /// All that were judged.
    pub judged: usize,
}

impl Precision {
    /// Counts one more.
    pub fn add(&mut self, right: bool) {
        self.judged += 1;
        self.right += usize::from(right);
    }
}

impl CorpusFile {
    /// What was said of a finding.
    #[must_use]
    pub fn answer(&self, rule: &str, finding: &str) -> Option<bool> {
        self.judged.iter().find(|judged| judged.rule == rule && judged.finding == finding).map(|judged| judged.right)
    }

    /// How often each rule was right.
    #[must_use]
    pub fn precision(&self) -> BTreeMap<String, Precision> {
        let mut of: BTreeMap<String, Precision> = BTreeMap::new();
        for judged in &self.judged {
            of.entry(judged.rule.clone()).or_default().add(judged.right);
        }
        of
    }

    /// The file, in the order of rules and findings.
    #[must_use]
    pub fn yaml(&self) -> String {
        let mut judged: Vec<&Judgement> = self.judged.iter().collect();
        judged.sort();
        let mut yaml = format!("{HEAD}judged:{}\n", if judged.is_empty() { " []" } else { "" });
        // Writing to a string does not fail. A key may look like a number.
        for Judgement { rule, finding, right } in judged {
            let _ = writeln!(yaml, "  - {{rule: {rule}, finding: \"{finding}\", right: {right}}}");
        }
        yaml
    }
}
