//! What may stand in a `factlint.yaml`: the types that read it, which its JSON Schema is made from.

use crate::pack::Severity;
use schemars::{JsonSchema, Schema, schema_for};
use serde::{Deserialize, Deserializer, de};
use std::{collections::BTreeMap, fmt};

/// What a folder's texts are checked by. Globs are written as in a `.gitignore`, seen from the folder of this file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(title = "factlint configuration")]
pub(super) struct ConfigFile {
    /// Which texts are drafts, and what each is held against.
    pub against: Vec<Against>,
    /// The texts in folders that are checked; all that can be read where nothing is said.
    pub include: Globs,
    /// The texts and folders that are left out.
    pub exclude: Globs,
    /// Packs of rules beside the built-in ones.
    pub packs: Vec<PackUse>,
    /// Rules and packs by their names: switched on or off, or the severity of a rule's findings.
    pub rules: BTreeMap<String, Level>,
    /// The same for some texts only; where several fit, the last one counts. A finding between texts is meant where all of them fit, sources
    /// aside.
    pub overrides: Vec<Override>,
    /// The language of texts that do not say theirs: en, sv.
    pub lang: Option<String>,
    /// The day on which texts were published that do not say so: YYYY-MM-DD, or `file-name` for a day that stands in the name of a file.
    pub date: Option<String>,
    /// The least severity that makes the exit status 1; `warning` where nothing is said.
    pub fail_on: Option<FailOn>,
    /// The file of settled findings; `factlint-settled.yaml` beside this one where nothing is said.
    pub baseline: Option<String>,
    /// Which spelling of a name `check --fix` writes where texts have two: `majority`, `source`, or `NAME=SPELLING` for one name; of several
    /// the first that decides.
    pub fix_spelling: Choices,
    /// How much is read.
    pub limits: Limits,
}

/// Drafts, and the sources that they are held against.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Against {
    /// The drafts: `drafts/*.md`.
    pub drafts: Globs,
    /// Their sources: `[sources/**, facts.txt]`. A text that is also a draft is a draft.
    pub sources: Globs,
}

/// A pack of rules in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PackUse {
    /// The folder, seen from the folder of this file.
    pub path: String,
    /// The versions that will do: ">=1.2, <2".
    #[serde(default)]
    pub version: Option<String>,
}

/// What is said of some texts only.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Override {
    /// The texts.
    pub files: Globs,
    /// Rules, and how much what they find there weighs.
    pub rules: BTreeMap<String, Level>,
}

/// What becomes of a rule's findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Level {
    /// It does not run.
    Off,
    /// It runs.
    On,
    /// They are errors.
    Error,
    /// They are warnings.
    Warning,
    /// They are notes.
    Info,
}

impl Level {
    /// The severity, where it is one.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off | Self::On => None,
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
        }
    }

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::On => "on",
            Self::Error => Severity::Error.name(),
            Self::Warning => Severity::Warning.name(),
            Self::Info => Severity::Info.name(),
        }
    }
}

/// The least severity that makes the exit status 1.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum FailOn {
    /// Errors only.
    Error,
    /// Warnings and errors.
    #[default]
    Warning,
    /// All findings.
    Info,
    /// Findings never change the exit status.
    Never,
}

impl FailOn {
    /// Whether a finding of this severity makes the exit status 1.
    #[must_use]
    pub fn fails(self, severity: Severity) -> bool {
        match self {
            Self::Error => severity >= Severity::Error,
            Self::Warning => severity >= Severity::Warning,
            Self::Info => true,
            Self::Never => false,
        }
    }

    /// As it is written.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Never => "never",
        }
    }
}

/// How much is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub struct Limits {
    /// The most bytes of a file; a longer one is an error.
    pub file_bytes: Option<u64>,
    /// The most texts of a run; more are an error, before any is checked.
    pub texts: Option<usize>,
}

/// One glob, or a list of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Globs(pub(super) Vec<String>);

/// One choice, or a list of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Choices(pub(super) Vec<String>);

/// One text, or a list of them.
fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D, expected: &'static str) -> Result<Vec<String>, D::Error> {
    struct OneOrMany(&'static str);
    impl<'de> de::Visitor<'de> for OneOrMany {
        type Value = Vec<String>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.0)
        }
        fn visit_str<E: de::Error>(self, text: &str) -> Result<Vec<String>, E> {
            Ok(vec![text.to_owned()])
        }
        fn visit_seq<A: de::SeqAccess<'de>>(self, mut list: A) -> Result<Vec<String>, A::Error> {
            let mut texts = Vec::new();
            while let Some(text) = list.next_element()? {
                texts.push(text);
            }
            Ok(texts)
        }
    }
    deserializer.deserialize_any(OneOrMany(expected))
}

impl<'de> Deserialize<'de> for Globs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        one_or_many(deserializer, "a glob or a list of globs").map(Self)
    }
}

impl<'de> Deserialize<'de> for Choices {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        one_or_many(deserializer, "a choice or a list of choices").map(Self)
    }
}

impl JsonSchema for Globs {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Globs".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "description": "One glob, or a list of them.",
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
        })
    }
}

impl JsonSchema for Choices {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Choices".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> Schema {
        schemars::json_schema!({
            "description": "One choice, or a list of them.",
            "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]
        })
    }
}

/// The JSON Schema of a `factlint.yaml`.
#[must_use]
pub fn schema() -> Schema {
    schema_for!(ConfigFile)
}
