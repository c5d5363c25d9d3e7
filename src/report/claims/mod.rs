//! What was claimed, and which claims were compared, as `factlint claims` prints it: so that silence can be explained.

mod human;

use super::{
    human::Style,
    json,
    place::{Place, Places},
};
use crate::{source::Document, text::Span};
use serde::Serialize;
use std::io::{self, Write};

/// A claim in words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ClaimLine {
    /// Index of its document.
    pub document: u32,
    /// Where it is made, in the document's text.
    pub span: Span,
    /// The sentence that it is made in.
    pub sentence: Span,
    /// The headings that it stands below, the highest first.
    pub section: Vec<String>,
    /// Whether `subject` is a known thing.
    pub named: bool,
    /// What it is about: "CSTO"; the words around it, with "…" in its place, where nothing is named.
    pub subject: String,
    /// What it says of it: "members".
    pub attribute: String,
    /// The worlds that it allows: "6", "2024-05".
    pub value: String,
    /// What it is qualified by: "in 2010", "says Smith", "negated".
    pub qualifiers: Vec<String>,
    /// The claims that it was compared with, as indices into the same list, and whether both can hold.
    pub compared: Vec<(usize, bool)>,
    /// Why it was compared with nothing, where that has a reason.
    pub passed_over: Option<String>,
}

#[derive(Serialize)]
struct Entry<'a> {
    #[serde(flatten)]
    place: Place<'a>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    section: &'a [String],
    subject: &'a str,
    attribute: &'a str,
    value: &'a str,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    qualifiers: &'a [String],
    agrees: Vec<usize>,
    conflicts: Vec<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    passed_over: Option<&'a str>,
}

/// How claims are printed.
#[derive(Debug, Clone, Copy)]
pub enum Form {
    /// For people, on such a terminal.
    Human(Style),
    /// One object: `{"schema":1,"claims":[…]}`.
    Json,
    /// One object a claim.
    Lines,
}

/// Writes claims. `agrees` and `conflicts` in the JSON are places in the list of claims, from 0.
pub fn write(documents: &[Document], claims: &[ClaimLine], form: Form, out: &mut dyn Write) -> io::Result<()> {
    let mut places = Places::new(documents);
    let entries: Vec<Entry> = claims
        .iter()
        .filter_map(|claim| {
            let with = |agree: bool| claim.compared.iter().filter(|(_, a)| *a == agree).map(|(other, _)| *other).collect();
            Some(Entry {
                place: places.find(claim.document, claim.span)?,
                section: &claim.section,
                subject: &claim.subject,
                attribute: &claim.attribute,
                value: &claim.value,
                qualifiers: &claim.qualifiers,
                agrees: with(true),
                conflicts: with(false),
                passed_over: claim.passed_over.as_deref(),
            })
        })
        .collect();
    match form {
        Form::Human(style) => {
            let told: Vec<human::Told> = claims.iter().zip(&entries).collect();
            human::write(documents, &told, style, out)
        }
        Form::Json => {
            #[derive(Serialize)]
            struct Whole<'a> {
                schema: u32,
                claims: Vec<Entry<'a>>,
            }
            json::value(&Whole { schema: json::SCHEMA, claims: entries }, out)?;
            writeln!(out)
        }
        Form::Lines => entries.iter().try_for_each(|entry| {
            json::value(entry, out)?;
            writeln!(out)
        }),
    }
}
