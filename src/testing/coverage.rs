//! What no example shows: rules that are silent in a language, patterns that never match.

use super::{Kind, Run, Verdict, example};
use crate::pipeline::Engine;
use std::collections::{BTreeMap, BTreeSet};

/// What the examples reach.
#[derive(Debug, Default)]
pub struct Coverage {
    /// Rules and languages, and how many of them an example fires.
    pub rules: (usize, usize),
    /// Patterns, and how many of them match in an example.
    pub patterns: (usize, usize),
    /// What nothing reaches, in order.
    pub gaps: Vec<Gap>,
}

/// Something that no example reaches.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "kebab-case", tag = "gap")]
pub enum Gap {
    /// No example in this language fires the rule.
    Language {
        /// The rule.
        rule: String,
        /// The language.
        language: String,
    },
    /// No example matches the pattern.
    Pattern {
        /// The kind of claims that it makes.
        claims: String,
        /// Its language.
        language: String,
        /// Its number among those of the language, from 1.
        number: usize,
    },
}

impl Coverage {
    /// What the examples of a run reach.
    #[must_use]
    pub fn of(engine: &Engine, run: &Run) -> Self {
        let mut coverage = Self::default();
        coverage.languages(engine, run);
        coverage.patterns(engine, run);
        coverage.gaps.sort();
        coverage
    }

    fn languages(&mut self, engine: &Engine, run: &Run) {
        let mut fired: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
        for outcome in &run.outcomes {
            let languages = fired.entry(&outcome.rule.id).or_default();
            if outcome.kind == Kind::Invalid && outcome.verdict != Verdict::Silent {
                let (documents, _) = example::documents(outcome.example, None);
                languages.extend(documents.iter().filter_map(|d| engine.language(d)).map(str::to_owned));
            }
        }
        for (rule, languages) in fired {
            let pack = engine.packs().rules.get(rule).and_then(|r| engine.packs().pack(&r.pack));
            for language in pack.iter().flat_map(|p| &p.manifest.languages) {
                self.rules.0 += 1;
                if languages.contains(language) {
                    self.rules.1 += 1;
                } else {
                    self.gaps.push(Gap::Language { rule: rule.to_owned(), language: language.clone() });
                }
            }
        }
    }

    /// Each pattern is tried by itself on the examples of all rules that were run.
    fn patterns(&mut self, engine: &Engine, run: &Run) {
        let documents: Vec<_> = run.outcomes.iter().flat_map(|o| example::documents(o.example, None).0).collect();
        let packs: BTreeSet<&str> = run.outcomes.iter().map(|o| o.rule.pack.as_str()).collect();
        for ((claims, language, number), matched) in engine.matched_patterns(&documents, &packs) {
            self.patterns.0 += 1;
            if matched {
                self.patterns.1 += 1;
            } else {
                self.gaps.push(Gap::Pattern { claims, language, number });
            }
        }
    }
}
