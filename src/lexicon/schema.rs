//! A language pack's YAML file, as it is written.

use super::Class;
use serde::Deserialize;
use std::collections::BTreeMap;

/// One language: `rules/lang/en.yaml`. A pack's `lang/en.yaml` has the same form and adds words to it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct LanguageFile {
    /// The language's tag: "en".
    pub language: String,
    /// Its name in English.
    #[serde(default)]
    pub name: String,
    /// How figures and number words are written.
    #[serde(default)]
    pub numbers: NumberStyle,
    /// The order of day and month in "4/5/2023".
    #[serde(default)]
    pub date_order: DateOrder,
    /// Endings of the genitive that are written onto a name without an apostrophe ("CSTOs", "EU:s").
    #[serde(default)]
    pub genitive: Vec<String>,
    /// The last part of a compound names the thing ("medlemsländer" are "länder").
    #[serde(default)]
    pub compounds: bool,
    /// Endings that are not part of a word's stem where no stemmer knows the language; longest first.
    #[serde(default)]
    pub endings: Vec<String>,
    /// The words of each class.
    #[serde(default)]
    pub classes: BTreeMap<Class, Words>,
}

/// How figures and number words are written.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct NumberStyle {
    /// The decimal mark.
    pub decimal: char,
    /// Marks between groups of three digits, beside spaces.
    pub group: Vec<char>,
    /// Groups of three digits may be set apart by (no-break or thin) spaces.
    pub space_groups: bool,
    /// Number words are written together ("tjugoett"); "einundzwanzig" has its ones first.
    pub ones_first: bool,
    /// The words that join ones and tens inside a fused number ("und").
    pub fused_and: Vec<String>,
}

impl Default for NumberStyle {
    fn default() -> Self {
        Self { decimal: '.', group: vec![','], space_groups: true, ones_first: false, fused_and: Vec::new() }
    }
}

/// The order of day and month in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// 5/28/2024.
    #[default]
    MonthFirst,
    /// 28/5/2024.
    DayFirst,
}

/// The words of a class.
///
/// Written in lower case a word matches in any case; with a capital ("May") only where the text has one; all in capitals
/// ("AM") only where the text has capitals. An entry may have several words and full stops ("at least", "f.d.").
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Words {
    /// Words without payload.
    Plain(Vec<String>),
    /// Words with a payload; see [`Payload`].
    Keyed(BTreeMap<String, Payload>),
}

/// What stands behind a key of a class.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum Payload {
    /// `word: 3` — the word's value.
    Value(i64),
    /// `3: [words]` — words of one value; `metre: [words]` — words of one id.
    Words(Vec<String>),
    /// `rise: {1: [words], -1: [words]}` — words of one id by value.
    ByValue(BTreeMap<String, Vec<String>>),
}
