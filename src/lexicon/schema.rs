//! A language pack's YAML file, as it is written.

use super::Class;
use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::collections::BTreeMap;
use std::fmt;

/// One language: `rules/lang/en.yaml`. A pack's `lang/en.yaml` has the same form and adds words to it.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
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
    /// Endings of the definite form that are written onto a noun ("bron", "priset").
    #[serde(default)]
    pub definite: Vec<String>,
    /// The last part of a compound names the thing ("medlemsländer" are "länder").
    #[serde(default)]
    pub compounds: bool,
    /// The subject stands behind the verb where something else opens the sentence ("Vid bord 2 besegrade Holm Krog").
    #[serde(default)]
    pub verb_second: bool,
    /// Endings that are not part of a word's stem where no stemmer knows the language; longest first.
    #[serde(default)]
    pub endings: Vec<String>,
    /// Keys of facts files under which stands what the keys beside them are about: `name`, `title`.
    #[serde(default)]
    pub naming_keys: Vec<String>,
    /// What words say in and beside the paths of files.
    #[serde(default)]
    pub paths: PathTerms,
    /// The words that name what a figure measures, by concept: `fine: [fine, fined, penalty]`. Two figures under one concept, for one
    /// thing and time, cannot both be right.
    #[serde(default)]
    pub quantities: BTreeMap<String, Vec<String>>,
    /// The words of each class.
    #[serde(default)]
    pub classes: BTreeMap<Class, Words>,
}

/// What words say in and beside the paths of files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub struct PathTerms {
    /// Those in a path that stand for any name: `foo`, `your`.
    pub stand_ins: Vec<String>,
    /// Those in a document's own path that say that it is of another time or place: `changelog`, `fixtures`.
    pub set_apart: Vec<String>,
    /// Those beside a path that say that it is not there yet, or no longer, or the reader's own: `create`, `removed`, `your`.
    pub absent: Vec<String>,
}

impl PathTerms {
    /// Those of all these files.
    pub(super) fn of<'f>(files: impl Iterator<Item = &'f LanguageFile>) -> Self {
        let mut all = Self::default();
        for terms in files.map(|file| &file.paths) {
            all.stand_ins.extend(terms.stand_ins.iter().cloned());
            all.set_apart.extend(terms.set_apart.iter().cloned());
            all.absent.extend(terms.absent.iter().cloned());
        }
        all
    }
}

/// How figures and number words are written.
#[derive(Debug, Clone, Deserialize, schemars::JsonSchema)]
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, schemars::JsonSchema)]
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
#[derive(Debug, Clone, schemars::JsonSchema)]
#[schemars(untagged)]
pub enum Words {
    /// Words without payload.
    Plain(Vec<String>),
    /// Words with a payload; see [`Payload`].
    Keyed(BTreeMap<String, Payload>),
}

/// What stands behind a key of a class.
#[derive(Debug, Clone, schemars::JsonSchema)]
#[schemars(untagged)]
pub enum Payload {
    /// `word: 3` — the word's value.
    Value(i64),
    /// `3: [words]` — words of one value; `metre: [words]` — words of one id.
    Words(Vec<String>),
    /// `rise: {1: [words], -1: [words]}` — words of one id by value.
    ByValue(BTreeMap<String, Vec<String>>),
}

// Written by hand: what a value is shows in its first character, and serde's `untagged` would hold every list twice.
impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Form;
        impl<'de> Visitor<'de> for Form {
            type Value = Words;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list of words, or words by value or id")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Words, A::Error> {
                Deserialize::deserialize(SeqAccessDeserializer::new(list)).map(Words::Plain)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Words, A::Error> {
                Deserialize::deserialize(MapAccessDeserializer::new(map)).map(Words::Keyed)
            }
        }
        from.deserialize_any(Form)
    }
}

impl<'de> Deserialize<'de> for Payload {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Form;
        impl<'de> Visitor<'de> for Form {
            type Value = Payload;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a number, a list of words, or lists of words by value")
            }

            fn visit_i64<E: Error>(self, value: i64) -> Result<Payload, E> {
                Ok(Payload::Value(value))
            }

            fn visit_u64<E: Error>(self, value: u64) -> Result<Payload, E> {
                i64::try_from(value).map(Payload::Value).map_err(|_| E::custom("the number is too large"))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Payload, A::Error> {
                Deserialize::deserialize(SeqAccessDeserializer::new(list)).map(Payload::Words)
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Payload, A::Error> {
                Deserialize::deserialize(MapAccessDeserializer::new(map)).map(Payload::ByValue)
            }
        }
        from.deserialize_any(Form)
    }
}
