//! The YAML form of entities: `rules/world/*.yaml`, and a pack's `entities/*.yaml`.

use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A list of words a language; the key is a language's tag ("en"), or `any` for words that all languages share.
pub type ForLanguage = BTreeMap<String, Vec<String>>;

/// The key of [`ForLanguage`] that stands for every language.
pub(super) const ANY: &str = "any";

/// A file of entities.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntityFile {
    /// The entities. One that another file has too gets the names of both.
    pub entities: Vec<EntityEntry>,
}

/// A thing with its names.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntityEntry {
    /// What names it everywhere: "state/AM", "org/NATO". Not shown to readers.
    pub id: String,
    /// What kind of thing it is: state, territory, former-state, city, region, organisation, or a kind of the pack's own.
    pub kind: String,
    /// The id of what it lies in.
    #[serde(default, rename = "in")]
    pub located_in: Option<String>,
    /// Its names; the first of each language is the one that reports show. Found with a capital where they are written with one.
    #[serde(default)]
    pub names: ForLanguage,
    /// Its acronyms, found only in the very case in which they stand here ("US" is not "us").
    #[serde(default)]
    pub acronyms: ForLanguage,
    /// Adjectives and demonyms: "Swedish", "Swedes", "svenska", "svenskar".
    #[serde(default)]
    pub adjectives: ForLanguage,
    /// Those of its names that people, places or plain words bear too ("Chad", "Jordan", "Paris"): not taken where an unknown
    /// capitalised word or a title stands beside them.
    #[serde(default)]
    pub homonyms: Vec<String>,
}
