//! A rule's YAML file: settings, message, explanation and tests. Its file name is its id.

use super::Severity;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A rule, as it is written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct RuleFile {
    /// How much a finding weighs where nothing could have changed between the claims.
    pub severity: Severity,
    /// What the rule checks, in one sentence.
    pub summary: String,
    /// Claims about the same thing must meet.
    #[serde(default)]
    pub agree: Option<Agree>,
    /// A condition over the roles of one claim must be satisfiable.
    #[serde(default)]
    pub require: Option<Require>,
    /// Figures of a draft must meet those that its sources give in the same place.
    #[serde(default)]
    pub against: Option<Against>,
    /// Figures about the same thing, in one text or in several of equal standing, must meet.
    #[serde(default)]
    pub peers: Option<Peers>,
    /// What the figures of a claim give, for the placeholder `{answer}`.
    #[serde(default)]
    pub answer: Option<Answer>,
    /// What is wrong; placeholders in braces.
    pub message: String,
    /// What is said to people instead of the findings of severity info, in one line; `{count}` is their number.
    #[serde(default)]
    pub brief: Option<String>,
    /// What stands at a place, said short.
    #[serde(default)]
    pub label: Option<String>,
    /// What stands at the places of roles, by role; of several places of one role the last is shown.
    #[serde(default)]
    pub marks: BTreeMap<String, String>,
    /// Sentences added to the help where they apply, by id.
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    /// Why it matters.
    pub why: String,
    /// What to do about it.
    pub fix: String,
    /// Its texts in other languages than English, by the language's tag: for pages that speak it.
    #[serde(default)]
    pub translations: BTreeMap<String, Translation>,
    /// Examples on which the rule must be silent.
    pub valid: Vec<Example>,
    /// Examples on which it must report.
    pub invalid: Vec<Example>,
}

/// A rule's texts in another language. One that is missing is shown in English.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Translation {
    /// What is wrong.
    #[serde(default)]
    pub message: Option<String>,
    /// Why it matters.
    #[serde(default)]
    pub why: Option<String>,
    /// What to do about it.
    #[serde(default)]
    pub fix: Option<String>,
    /// The same for a draft that is held against sources,
    #[serde(default)]
    pub against: Told,
    /// and for peers.
    #[serde(default)]
    pub peers: Told,
    /// The sentences that are added, by id.
    #[serde(default)]
    pub notes: BTreeMap<String, String>,
    /// What the answers 1, 2 and so on are called.
    #[serde(default)]
    pub answers: Vec<String>,
}

/// What a rule says of one way in which it found something.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Told {
    /// What is wrong.
    #[serde(default)]
    pub message: Option<String>,
    /// What to do about it.
    #[serde(default)]
    pub fix: Option<String>,
}

/// Which claims must meet.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Agree {
    /// The kind of claims: `members`, `ordinal`, `date`, `count`, `figure`, `spelling`, or one that a pack's patterns make.
    pub claims: String,
    /// What of them must meet.
    #[serde(default)]
    pub on: On,
    /// The ids of the attributes that claims are compared on (offices that one person holds, for instance); all where none is named.
    #[serde(default)]
    pub attributes: Vec<String>,
    /// What it speaks of may change with time: findings between documents are warnings that say how far apart they are.
    #[serde(default)]
    pub changes: bool,
    /// It can only grow, as a toll does: a later document may give more than an earlier one, and undated ones are not compared.
    #[serde(default)]
    pub grows: bool,
    /// For `on: person`: lists of ids of which nobody has two at a time.
    #[serde(default)]
    pub one_of: Vec<Vec<String>>,
    /// For `on: person`: lists of ids of which nobody has two in a draft and in its source, though one may in texts of equal standing (a woman
    /// who is somebody's wife, and somebody's sister).
    #[serde(default)]
    pub in_drafts: Vec<Vec<String>>,
    /// For `on: person`: ids of posts that one person holds at a time: a draft that gives one to somebody of whom its source says something else is
    /// wrong where the source gives it to another.
    #[serde(default)]
    pub sole: Vec<String>,
    /// For `on: person`: ids of which nobody has two in two fields ("head of surgery", "head of radiology").
    #[serde(default)]
    pub by_field: Vec<String>,
    /// It comes again, as elections do: texts whose dates lie further apart than so many days speak of two of them.
    #[serde(default)]
    pub within: Option<u16>,
    /// The values are those of words, which findings show: the file that makes the claims says so.
    #[serde(skip)]
    pub of_words: bool,
}

/// What of two claims must meet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum On {
    /// Their values.
    #[default]
    Value,
    /// How many members a group has.
    Size,
    /// How many it has, and the list of them.
    Listed,
    /// Each member: one names it, another rules it out.
    Member,
    /// The way a name is written.
    Spelling,
    /// Who holds an office.
    Holder,
    /// What a person is.
    Person,
    /// Where it took place.
    Place,
}

/// A condition on the roles of one claim.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Require {
    /// The kind of claims.
    pub claims: String,
    /// What must hold: an equation or inequality over their roles.
    pub that: String,
    /// A role: a claim of another document that has the same there, and holds, is shown beside one that fails; `marks: {elsewhere: …}` says
    /// what stands there.
    pub elsewhere: Option<String>,
}

/// What the tool knows that a reader would have to work out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Answer {
    /// Expressions over the roles; the first that can be calculated holds.
    pub is: Vec<Reply>,
    /// What the answers 1, 2 and so on are called, where they are no numbers.
    #[serde(default)]
    pub words: Vec<String>,
}

/// One way to work an answer out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Reply {
    /// An expression, said as the number that it gives.
    Number(String),
    /// An expression for some claims, said in words.
    Said(Said),
}

impl Reply {
    /// The expression.
    #[must_use]
    pub fn expression(&self) -> &str {
        match self {
            Self::Number(expression) => expression,
            Self::Said(said) => &said.answer,
        }
    }
}

/// An expression for some claims, said in words.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Said {
    /// The expression.
    pub answer: String,
    /// An equation or inequality: the claims that it holds for; all where there is none.
    #[serde(default)]
    pub when: Option<String>,
    /// How it is said; `{answer}` is the number.
    pub say: String,
}

/// Which figures of a draft are held against the sources.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Against {
    /// The kinds of claims: `figure`, `count`, `date`, `ordinal`; or of wording: `quote`, `name`, `direction`.
    pub claims: Vec<String>,
    /// What of them is reported.
    #[serde(default)]
    pub report: Report,
    /// How much such a finding weighs, where it is not the rule's own severity.
    #[serde(default)]
    pub severity: Option<Severity>,
    /// For `report: absence`: how much it weighs where the sources tell of what the sentence is about.
    #[serde(default)]
    pub told: Option<Severity>,
    /// What is wrong, where it is not the rule's own message.
    #[serde(default)]
    pub message: Option<String>,
    /// What to do about it, where it is not the rule's own.
    #[serde(default)]
    pub fix: Option<String>,
}

/// Which figures of peers are held against each other.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Peers {
    /// The kinds of claims: `figure`, `count`, `date`, `ordinal`.
    pub claims: Vec<String>,
    /// What is wrong, where it is not the rule's own message; `{one}` and `{other}` are the two figures.
    #[serde(default)]
    pub message: Option<String>,
    /// What to do about it, where it is not the rule's own.
    #[serde(default)]
    pub fix: Option<String>,
    /// It may change with time: findings between documents are warnings that say how far apart they are.
    #[serde(default)]
    pub changes: bool,
}

/// What is reported of a draft's claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Report {
    /// That a source contradicts them.
    #[default]
    Contradiction,
    /// That no source has them.
    Absence,
    /// That one source bears them out and another contradicts them.
    Disagreement,
}

/// An example: one text, or several documents.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Example {
    /// The text, where there is one document.
    #[serde(default)]
    pub text: Option<String>,
    /// Its language; detected where it is not said.
    #[serde(default)]
    pub lang: Option<String>,
    /// Its texts are Markdown.
    #[serde(default)]
    pub markdown: bool,
    /// The files of the repository at the top of which its text, in Markdown, lies.
    #[serde(default)]
    pub files: Vec<String>,
    /// The day it was published.
    #[serde(default)]
    pub date: Option<String>,
    /// The documents, where there are several.
    #[serde(default)]
    pub documents: Vec<ExampleDocument>,
    /// The last documents are sources, so many of them; the others are drafts.
    #[serde(default)]
    pub sources: usize,
    /// What the example shows.
    #[serde(default)]
    pub shows: Option<String>,
}

/// One document of an example.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ExampleDocument {
    /// Its text.
    pub text: String,
    /// Its language.
    #[serde(default)]
    pub lang: Option<String>,
    /// The day it was published.
    #[serde(default)]
    pub date: Option<String>,
}
