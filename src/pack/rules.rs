//! Rules, compiled from their files: what the checks run and what the report takes its words from.

use super::embedded::embedded_under;
use super::equation;
use super::rule::{Agree, RuleFile};
use crate::claim::ClaimKind;
use crate::lexicon::id_hash;
use crate::report::{Part, RuleTexts};
use crate::value::Condition;
use std::sync::OnceLock;

/// What a rule checks.
#[derive(Debug)]
pub enum Check {
    /// Claims about the same thing must meet.
    Agree(Agree),
    /// A condition over the roles of a claim must be satisfiable.
    Require(Condition),
    /// It only holds drafts against their sources.
    Against,
}

/// A rule, ready to run.
#[derive(Debug)]
pub struct Rule {
    /// Its id: the name of its file.
    pub id: String,
    /// The kind of claims that it looks at.
    pub claims: ClaimKind,
    /// What it checks.
    pub check: Check,
    /// Its file.
    pub file: RuleFile,
}

impl Rule {
    /// Whether the rule holds a draft's figures of this kind against the sources.
    #[must_use]
    pub fn looks_at(&self, kind: ClaimKind) -> bool {
        self.file.against.as_ref().is_some_and(|a| a.claims.iter().any(|c| ClaimKind(id_hash(c)) == kind))
    }
}

/// The rules of a run, in order of their ids.
#[derive(Debug, Default)]
pub struct Rules {
    rules: Vec<Rule>,
}

impl Rules {
    /// The built-in rules.
    #[must_use]
    pub fn built_in() -> &'static Self {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(|| {
            let rules = embedded_under("core/").filter_map(|(path, json)| {
                let id = path.trim_start_matches("core/").trim_end_matches(".yaml");
                compile(id, serde_json::from_str(json).ok()?)
            });
            Self { rules: rules.collect() }
        })
    }

    /// All rules.
    pub fn iter(&self) -> impl Iterator<Item = &Rule> {
        self.rules.iter()
    }

    /// The rule of this id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id == id)
    }
}

fn compile(id: &str, file: RuleFile) -> Option<Rule> {
    let none = String::new();
    let (claims, check) = match (&file.agree, &file.require) {
        (Some(agree), None) => (&agree.claims, Check::Agree(agree.clone())),
        (None, Some(require)) => (&require.claims, Check::Require(equation::parse(&require.that).ok()?)),
        (None, None) if file.against.is_some() => (&none, Check::Against),
        _ => return None,
    };
    Some(Rule { id: id.to_owned(), claims: ClaimKind(id_hash(claims)), check, file })
}

impl RuleTexts for Rules {
    fn template(&self, rule: &str, part: Part<'_>) -> Option<&str> {
        let file = &self.get(rule)?.file;
        match part {
            Part::Message => Some(&file.message),
            Part::Label => file.label.as_deref(),
            Part::Why => Some(&file.why),
            Part::Fix => Some(&file.fix),
            Part::Note(id) => file.notes.get(id).map(String::as_str),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_rule_loads() {
        for (path, json) in embedded_under("core/") {
            let file: RuleFile = serde_json::from_str(json).unwrap_or_else(|e| panic!("{path}: {e}"));
            assert!(compile(path, file).is_some(), "{path}: one of agree and require, with a condition that can be read");
        }
        assert!(Rules::built_in().iter().count() >= 8);
    }
}
