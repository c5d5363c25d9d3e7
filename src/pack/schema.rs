//! JSON Schemas of a pack's files, made from the types that read them: editors complete and check YAML with them.

use super::pattern::ClaimFile;
use super::{CorpusFile, Manifest, RuleFile};
use crate::entity::EntityFile;
use crate::lexicon::LanguageFile;
use schemars::{Schema, schema_for};

/// The schemas: the name of each file's kind, and its schema.
#[must_use]
pub fn schemas() -> [(&'static str, Schema); 6] {
    [
        ("pack", schema_for!(Manifest)),
        ("rule", schema_for!(RuleFile)),
        ("claims", schema_for!(ClaimFile)),
        ("entities", schema_for!(EntityFile)),
        ("lang", schema_for!(LanguageFile)),
        ("corpus", schema_for!(CorpusFile)),
    ]
}

/// A schema as the file that holds it: `schemas/rule.json`.
#[must_use]
pub fn file(schema: &Schema) -> String {
    let mut text = serde_json::to_string_pretty(schema).unwrap_or_default();
    text.push('\n');
    text
}
