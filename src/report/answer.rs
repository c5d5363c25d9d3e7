//! The answer to one request of an editorial system: the report of `check`, and how each claim of the drafts stands.

use super::{
    Report, json,
    support::{Row, Table},
};
use schemars::JsonSchema;
use serde::Serialize;
use std::io::{self, Write};

/// What `factlint batch` prints for a request.
#[derive(Serialize, JsonSchema)]
pub(super) struct Answer<'a> {
    #[serde(flatten)]
    report: json::Whole<'a>,
    /// What the sources say of each claim of the drafts.
    support: Vec<Row<'a>>,
}

/// What it prints for one that cannot be read.
#[derive(Serialize, JsonSchema)]
pub struct Refusal {
    /// The version of this schema.
    pub schema: u32,
    /// What is wrong, one entry a document.
    pub errors: Vec<Mistake>,
}

/// What is wrong with a document of a request.
#[derive(Serialize, JsonSchema, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// The line of the input, from 1.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

/// Writes an answer as one line.
pub fn write(report: &Report, table: &Table, out: &mut dyn Write) -> io::Result<()> {
    json::value(&Answer { report: json::whole(report), support: table.rows() }, out)?;
    writeln!(out)
}

/// Writes a refusal as one line.
pub fn refuse(errors: Vec<Mistake>, out: &mut dyn Write) -> io::Result<()> {
    json::value(&Refusal { schema: json::SCHEMA, errors }, out)?;
    writeln!(out)
}
