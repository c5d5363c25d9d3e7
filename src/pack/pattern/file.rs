//! A claim file: `claims/*.yaml` of a pack. Its file name is the kind of claim that its patterns make.

use super::frame::{FrameEntry, ReadFrame};
use super::names::nearest;
use super::{CaptureKind, Node, PatternError, PatternProblem, parse};
use serde::Deserialize;
use std::collections::BTreeMap;

/// A claim file, as it is written.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ClaimFile {
    /// What these claims say, in one sentence.
    pub summary: String,
    /// The roles and what kind of thing plays each. A pattern may say another kind for a role (`{from:percent}`).
    #[serde(default)]
    pub roles: BTreeMap<String, RoleKind>,
    /// Whether claims that the text does not assert count too.
    #[serde(default)]
    pub modality: Which,
    /// The patterns of each language.
    #[serde(default)]
    pub patterns: BTreeMap<String, Vec<PatternEntry>>,
    /// Frames, which are one in all languages.
    #[serde(default)]
    pub frames: Vec<FrameEntry>,
    /// By language, what the columns of a table are called that play a role. Each row of a table with two such columns or more is a claim,
    /// and the figures of its cells play their roles.
    #[serde(default)]
    pub columns: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// By language, what the rows of a table are called that play a role: of a statement, an item a row and a period a column. Each column of a
    /// table with three such rows or more is a claim, where its head says which period it is for.
    #[serde(default)]
    pub rows: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// What plays a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum RoleKind {
    /// Something in the text.
    Captured(CaptureKind),
    /// A constant that patterns set, or the value of a word.
    Constant(Constant),
}

/// A role that no mention plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Constant {
    /// A number that `set` gives, or the value that a word has in its class (`{direction:@direction}`).
    Value,
}

/// Which claims are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Which {
    /// Those that the text asserts: no plans, conditions, questions, negations.
    #[default]
    Asserted,
    /// All: what is said of a plan must add up too.
    Any,
}

/// One pattern.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum PatternEntry {
    /// The phrase alone.
    Phrase(String),
    /// A phrase with constants.
    Full(FullEntry),
}

/// A pattern with what it sets.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FullEntry {
    /// The phrase.
    pub phrase: String,
    /// Roles that have this value whenever the phrase matches. Where the phrase captures the role too, its words stand for the value.
    #[serde(default)]
    pub set: BTreeMap<String, Fixed>,
    /// Further phrases of the same clause, each before the first one or after it: between them stand words, but no figure, and nothing that begins
    /// another clause. Where one of them is missing, there is no claim.
    #[serde(default)]
    pub with: Vec<String>,
    /// What may follow in the next sentences and belongs to the claim.
    #[serde(default)]
    pub then: Option<Then>,
}

/// What a pattern sets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(untagged)]
pub enum Fixed {
    /// This number.
    One(i64),
    /// Any number from one to the other.
    Between([i64; 2]),
}

impl Fixed {
    /// Its ends.
    #[must_use]
    pub fn ends(self) -> (i64, i64) {
        match self {
            Self::One(value) => (value, value),
            Self::Between([one, other]) => (one.min(other), one.max(other)),
        }
    }
}

/// What is looked for after a phrase.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Then {
    /// A phrase; its roles are lists of what every match of it captures.
    #[serde(default)]
    pub phrase: Option<String>,
    /// So many sentences at most.
    #[serde(default = "many_sentences")]
    pub sentences: usize,
    /// A role of both phrases: only matches count that take the same there as the first phrase did ("3 dl flour … 4 dl flour"). What follows of one match
    /// begins no other claim.
    #[serde(default)]
    pub same: Option<String>,
    /// Headings may stand between, but no higher one than that above the first phrase, and behind them no list of figures ("Method" below "Ingredients").
    #[serde(default)]
    pub beyond_headings: bool,
    /// A role for the items of a list that begins where the sentence of the first phrase ends.
    #[serde(default)]
    pub items: Option<String>,
}

/// The roles that say from when on it has been so, when it came to be so, and when it was so.
pub(super) const TIMES: [&str; 3] = ["since", "began", "during"];

fn many_sentences() -> usize {
    20
}

impl ClaimFile {
    /// Whether claims are compared by the value that words have: findings then show the words.
    #[must_use]
    pub fn has_words_for_value(&self) -> bool {
        self.roles.get("value") == Some(&RoleKind::Constant(Constant::Value))
    }

    /// The roles that a rule can speak of: the declared ones, and those that follow from them. A stretch of days has a `.start` and an
    /// `.end`; a quantity and a length of time have a `.rounded` form, as wide as the last digits can have been rounded; quantities together have `units`, the
    /// number of different units; and every claim of a dated document has the day it was `published`.
    #[must_use]
    pub fn role_names(&self) -> Vec<String> {
        let mut names = vec!["published".to_owned()];
        names.extend(self.columns.values().chain(self.rows.values()).flat_map(BTreeMap::keys).cloned());
        for (role, kind) in &self.roles {
            names.push(role.clone());
            match kind {
                RoleKind::Captured(CaptureKind::DateRange) => {
                    names.extend([".start", ".end"].map(|more| format!("{role}{more}")));
                }
                RoleKind::Captured(CaptureKind::Score) => names.extend([".first", ".second"].map(|more| format!("{role}{more}"))),
                RoleKind::Captured(kind) if kind.is_quantity() => {
                    names.push(format!("{role}.rounded"));
                    names.push("units".to_owned());
                }
                RoleKind::Captured(CaptureKind::Duration | CaptureKind::Ago) => names.push(format!("{role}.rounded")),
                RoleKind::Captured(_) | RoleKind::Constant(_) => {}
            }
        }
        names.sort();
        names.dedup();
        names
    }
}

impl PatternEntry {
    /// The phrase.
    #[must_use]
    pub fn phrase(&self) -> &str {
        match self {
            Self::Phrase(phrase) => phrase,
            Self::Full(full) => &full.phrase,
        }
    }

    fn set(&self) -> impl Iterator<Item = (&String, &Fixed)> {
        match self {
            Self::Phrase(_) => None,
            Self::Full(full) => Some(&full.set),
        }
        .into_iter()
        .flatten()
    }

    fn with(&self) -> &[String] {
        match self {
            Self::Phrase(_) => &[],
            Self::Full(full) => &full.with,
        }
    }

    fn then(&self) -> Option<&Then> {
        match self {
            Self::Phrase(_) => None,
            Self::Full(full) => full.then.as_ref(),
        }
    }
}

/// The patterns of a claim file, read.
#[derive(Debug, Clone)]
pub struct ClaimPatterns {
    /// The kind of claims: the name of the file.
    pub kind: String,
    /// Which claims are made.
    pub modality: Which,
    /// Whether its roles say from when, or when, it is so.
    pub timed: bool,
    /// The patterns of all languages.
    pub patterns: Vec<ReadPattern>,
    /// Its frames.
    pub frames: Vec<ReadFrame>,
    /// The columns of tables by language and role.
    pub columns: BTreeMap<String, BTreeMap<String, Vec<String>>>,
    /// The rows of tables, likewise.
    pub rows: BTreeMap<String, BTreeMap<String, Vec<String>>>,
}

/// A pattern, read.
#[derive(Debug, Clone)]
pub struct ReadPattern {
    /// Its language.
    pub language: String,
    /// Which of the language's patterns it is, from 0.
    pub index: usize,
    /// Its length in bytes.
    pub len: usize,
    /// The pattern.
    pub node: Node,
    /// Constants by role: the lowest and the highest that they may be.
    pub set: Vec<(String, (i64, i64))>,
    /// What must stand in its clause.
    pub with: Vec<Node>,
    /// What may follow it, and in how many sentences.
    pub then: Option<ReadThen>,
    /// The role of the items of a list that follows.
    pub items: Option<String>,
}

/// What may follow a pattern, read.
#[derive(Debug, Clone)]
pub struct ReadThen {
    /// The phrase.
    pub node: Node,
    /// In how many sentences.
    pub sentences: usize,
    /// The role in which it must take the same.
    pub same: Option<String>,
    /// Whether headings may stand between.
    pub beyond_headings: bool,
}

/// A pattern that is refused, by its place in the claim file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{error}")]
pub struct Refused {
    /// The language under `patterns`.
    pub language: String,
    /// Which of its patterns, from 0.
    pub index: usize,
    /// Which of its phrases.
    pub part: Part,
    /// What is wrong, and where in the phrase.
    pub error: PatternError,
}

/// A phrase of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The first one.
    Phrase,
    /// One of those that must stand in its clause, from 0.
    With(usize),
    /// What may follow.
    Then,
}

impl ClaimPatterns {
    /// Reads the patterns of a claim file; those that cannot be read are left out and reported.
    #[must_use]
    pub fn read(kind: &str, file: &ClaimFile) -> (Self, Vec<Refused>) {
        let (mut patterns, mut refused) = (Vec::new(), Vec::new());
        for (language, entries) in &file.patterns {
            for (index, entry) in entries.iter().enumerate() {
                let refuse = |part| move |error| Refused { language: language.clone(), index, part, error };
                let read = phrase(entry.phrase(), file).map_err(refuse(Part::Phrase)).and_then(|node| {
                    let with = entry.with().iter().enumerate();
                    let with = with.map(|(nth, text)| phrase(text, file).map_err(refuse(Part::With(nth))));
                    let then = entry.then().and_then(|t| Some((t.phrase.as_ref()?, t)));
                    let then = then.map(|(text, then)| {
                        let node = phrase(text, file).map_err(refuse(Part::Then))?;
                        let Then { sentences, beyond_headings, same, .. } = then;
                        Ok(ReadThen { node, sentences: *sentences, same: same.clone(), beyond_headings: *beyond_headings })
                    });
                    Ok((node, with.collect::<Result<Vec<_>, _>>()?, then.transpose()?))
                });
                match read {
                    Ok((node, with, then)) => patterns.push(ReadPattern {
                        language: language.clone(),
                        index,
                        len: entry.phrase().len(),
                        node,
                        with,
                        set: entry.set().map(|(role, value)| (role.clone(), value.ends())).collect(),
                        then,
                        items: entry.then().and_then(|t| t.items.clone()),
                    }),
                    Err(r) => refused.push(r),
                }
            }
        }
        let (columns, rows) = (file.columns.clone(), file.rows.clone());
        let frames = file.frames.iter().filter_map(|entry| ReadFrame::of(entry, file)).collect();
        let timed = TIMES.iter().any(|role| file.roles.contains_key(*role));
        (Self { kind: kind.to_owned(), modality: file.modality, timed, patterns, frames, columns, rows }, refused)
    }
}

/// Reads a phrase; its roles must be declared.
fn phrase(text: &str, file: &ClaimFile) -> Result<Node, PatternError> {
    let kind_of = |role: &str| match file.roles.get(role) {
        Some(RoleKind::Captured(kind)) => Some(*kind),
        _ => None,
    };
    let node = parse(text, &kind_of)?;
    let mut roles = Vec::new();
    node.roles(&mut roles);
    match roles.into_iter().find(|(_, role)| !file.roles.contains_key(*role)) {
        None => Ok(node),
        Some((offset, role)) => {
            let nearest = nearest(role, file.roles.keys().map(String::as_str)).map(str::to_owned);
            let problem = PatternProblem::UnknownRole { role: role.to_owned(), nearest };
            Err(PatternError { offset: offset + 1, len: role.len(), problem })
        }
    }
}
