//! JSON Schemas of what the commands print for tools, made from the types that are printed.

use super::{json, support};
use schemars::{Schema, generate::SchemaSettings};

/// The schemas by the names of their files: `check --format json`, and `claims --against … --format json`.
#[must_use]
pub fn schemas() -> [(&'static str, Schema); 2] {
    let settings = SchemaSettings::draft2020_12().for_serialize();
    let generator = || settings.clone().into_generator();
    [
        ("check-output", generator().into_root_schema_for::<json::Whole<'static>>()),
        ("support-output", generator().into_root_schema_for::<support::Whole<'static>>()),
    ]
}
