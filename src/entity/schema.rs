//! The YAML form of entities: `rules/world/*.yaml`, and a pack's `entities/*.yaml`.

use schemars::JsonSchema;
use serde::de::value::{Error, StrDeserializer};
use serde::{Deserialize, Serialize, Serializer};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

/// A text of an entity: a part of the binary, or read from a pack's file.
pub type Text = Cow<'static, str>;

/// A list of words a language; the key is a language's tag ("en"), or `any` for words that all languages share.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(from = "BTreeMap<Text, Vec<Text>>")]
pub struct ForLanguage(Vec<(Text, Vec<Text>)>);

impl From<BTreeMap<Text, Vec<Text>>> for ForLanguage {
    fn from(lists: BTreeMap<Text, Vec<Text>>) -> Self {
        Self(lists.into_iter().collect())
    }
}

/// A map, as it is written: the schema shows its default.
impl Serialize for ForLanguage {
    fn serialize<S: Serializer>(&self, into: S) -> Result<S::Ok, S::Error> {
        into.collect_map(self.iter())
    }
}

impl ForLanguage {
    /// The lists with their languages, in the order of tags.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[Text])> {
        self.0.iter().map(|(tag, words)| (&**tag, &**words))
    }

    /// The words of all languages.
    pub fn words(&self) -> impl Iterator<Item = &Text> {
        self.0.iter().flat_map(|(_, words)| words)
    }

    /// The words of one language.
    #[must_use]
    pub fn get(&self, tag: &str) -> Option<&[Text]> {
        self.iter().find(|(t, _)| *t == tag).map(|(_, words)| words)
    }

    /// Adds a list behind those of other languages.
    pub(super) fn push(&mut self, tag: Text, words: Vec<Text>) {
        self.0.push((tag, words));
    }

    /// Adds the words of other lists that are not there.
    pub(super) fn extend(&mut self, other: Self) {
        for (tag, words) in other.0 {
            let at = self.0.binary_search_by(|(t, _)| t.cmp(&tag)).unwrap_or_else(|at| {
                self.0.insert(at, (tag, Vec::new()));
                at
            });
            for word in words {
                if !self.0[at].1.contains(&word) {
                    self.0[at].1.push(word);
                }
            }
        }
    }
}

/// The key of [`ForLanguage`] that stands for every language.
pub(super) const ANY: &str = "any";

/// A file of entities.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntityFile {
    /// The entities. One that another file has too gets the names of both.
    pub entities: Vec<EntityEntry>,
}

/// What kind of thing an entity is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum EntityKind {
    /// A state of today: `{x:state}` in patterns captures it.
    State,
    /// A land that is no state of its own.
    Territory,
    /// A state that there is no more.
    FormerState,
    /// A city, a town, a village.
    City,
    /// Any other place: a part of a state, a sea, a harbour.
    Region,
    /// What acts or has members: an alliance, a firm, a team, a school. `{x:organisation}` captures it.
    Organisation,
    /// What is none of these: a ship, a prize, a law.
    Other,
}

impl EntityKind {
    /// The kind of this name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::deserialize(StrDeserializer::<Error>::new(name)).ok()
    }

    /// Whether something can take place there.
    #[must_use]
    pub fn is_place(self) -> bool {
        !matches!(self, Self::Organisation | Self::Other)
    }
}

impl fmt::Display for EntityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::State => "state",
            Self::Territory => "territory",
            Self::FormerState => "former-state",
            Self::City => "city",
            Self::Region => "region",
            Self::Organisation => "organisation",
            Self::Other => "other",
        })
    }
}

/// A thing with its names.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EntityEntry {
    /// What names it everywhere: "state/AM", "org/NATO". Not shown to readers.
    pub id: Text,
    /// What kind of thing it is.
    pub kind: EntityKind,
    /// The id of what it lies in.
    #[serde(default, rename = "in")]
    pub located_in: Option<Text>,
    /// Its names; the first of each language is the one that reports show. Found with a capital where they are written with one.
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub names: ForLanguage,
    /// Its acronyms, found only in the very case in which they stand here ("US" is not "us").
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub acronyms: ForLanguage,
    /// Adjectives and demonyms: "Swedish", "Swedes", "svenska", "svenskar".
    #[serde(default)]
    #[schemars(with = "BTreeMap<String, Vec<String>>")]
    pub adjectives: ForLanguage,
    /// Those of its names that people, places or plain words bear too ("Chad", "Jordan", "Paris"): not taken where an unknown
    /// capitalised word or a title stands beside them.
    #[serde(default)]
    pub homonyms: Vec<Text>,
}
