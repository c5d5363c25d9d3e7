//! JSON Schemas of what the commands print for tools, made from the types that are printed.

use super::{answer, explain, json, support};
use schemars::{Schema, generate::SchemaSettings};

/// The schemas by the names of their files: `check --format json`, `claims --against … --format json`, `explain --format json` with a rule and
/// without, and `batch`.
#[must_use]
pub fn schemas() -> [(&'static str, Schema); 6] {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let generator = || settings.clone().into_generator();
    [
        ("check-output", generator().into_root_schema_for::<json::Whole<'static>>()),
        ("explain-output", generator().into_root_schema_for::<explain::Whole<'static>>()),
        ("rules-output", generator().into_root_schema_for::<explain::All<'static>>()),
        ("batch-answer", generator().into_root_schema_for::<answer::Answer<'static>>()),
        ("batch-errors", generator().into_root_schema_for::<answer::Refusal>()),
        ("support-output", generator().into_root_schema_for::<support::Whole<'static>>()),
    ]
}
