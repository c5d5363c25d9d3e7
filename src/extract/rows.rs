//! The rows that `factlint extract` prints: one a document, one a claim, one for each thing that could not be read.

use schemars::{JsonSchema, generate::SchemaSettings};
use serde::Serialize;

/// The version of the rows' schema.
pub const SCHEMA: u32 = 1;

/// A row; `row` says of which kind.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "row", rename_all = "lowercase")]
#[schemars(title = "factlint extract: a row")]
pub enum Row {
    /// A document that was read. It stands before its claims.
    Document(Box<DocumentRow>),
    /// A claim of it.
    Claim(Box<ClaimRow>),
    /// Something that could not be read, or not as it should be. It stops nothing.
    Problem(ProblemRow),
}

/// A document.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct DocumentRow {
    /// The version of this schema.
    pub schema: u32,
    /// Its path, or the id that it goes by.
    pub document: String,
    /// The file that it is in; the same for all documents of a file of many. Empty where it came on standard input.
    pub file: String,
    /// SHA-256 of its name, its text and what is known of it, in 64 digits: what is the same has been read already.
    pub hash: String,
    /// Whether its hash is among those of `--known`: it has no further row.
    pub known: bool,
    /// The day on which it was published: YYYY-MM-DD.
    pub date: Option<String>,
    /// The language that it was read in.
    pub lang: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// How many claims it has.
    pub claims: usize,
    /// How many findings it has by itself, before anybody's configuration is asked.
    pub findings: usize,
    /// The known things that it names as they are usually written, as keys: what another text's spelling is held against.
    pub names: Vec<u32>,
    /// Its text, where that was asked for (`--texts`) and its file is one of many lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// The words of its sentences with figures, as keys in their order, where that was asked for (`--words`): words that mean one thing have one key, in
    /// whatever form or language.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<Vec<u32>>,
    /// The packs that it was read with, and their versions: `core 0.1.0`.
    pub packs: String,
}

/// A claim.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct ClaimRow {
    /// The version of this schema.
    pub schema: u32,
    /// The document's path or id.
    pub document: String,
    /// Which of the document's claims it is, from 0, in the order in which they are read.
    pub nth: usize,
    /// The day on which the document was published: YYYY-MM-DD.
    pub date: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// The language of the document.
    pub lang: Option<String>,
    /// Where it stands: bytes of the file as in `check --format json`.
    pub start: usize,
    /// The byte after its last one.
    pub end: usize,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in Unicode scalar values.
    pub column: usize,
    /// What the place is called where the file is not looked at line by line: `page 3, line 12`.
    pub place: Option<String>,
    /// Its words.
    pub text: String,
    /// What kind of claim it is, as rules name kinds: `members`, `count`, `figure`, `date`.
    pub kind: String,
    /// The rules that look at such claims.
    pub rules: Vec<String>,
    /// What it is about: a hash of its kind, subject, what is counted or measured, unit, scope and period, in 16 hexadecimal digits. Equal for two claims
    /// that are written alike; the keys below are those that the fold groups by.
    pub key: String,
    /// The same in words.
    pub about: String,
    /// Whom or what it is about.
    pub subject: Option<String>,
    /// What is counted.
    pub head: Option<String>,
    /// What is measured or happened: the predicate, or the noun that the figure is a measure of.
    pub attribute: Option<String>,
    /// The unit that the value is kept in.
    pub unit: Option<String>,
    /// The time that it speaks of, in EDTF.
    pub period: Option<String>,
    /// `asserted`, `negated`, `foreseen` or `supposed`.
    pub scope: String,
    /// How the figure is put: `plain`, `hedged`, `open`, `ends`, `compared`, `twelve`.
    pub form: String,
    /// The value in words: a range, days in EDTF, members, a text.
    pub value: String,
    /// The least number, exact where it is a decimal; none where there is no least one.
    pub low: Option<String>,
    /// Whether `low` itself is left out.
    pub low_open: bool,
    /// The greatest number.
    pub high: Option<String>,
    /// Whether `high` itself is left out.
    pub high_open: bool,
    /// `low` as the nearest double.
    pub low_double: Option<f64>,
    /// `high` as the nearest double.
    pub high_double: Option<f64>,
    /// The first day: YYYY-MM-DD.
    pub first_day: Option<String>,
    /// The last day.
    pub last_day: Option<String>,
    /// The members that are named.
    pub members: Vec<String>,
    /// Those that are ruled out.
    pub excluded: Vec<String>,
    /// Whether those that are named are all.
    pub complete: bool,
    /// What claims must have in common to be folded at all; 0 for those that are not.
    pub measure: u32,
    /// What is measured, as keys.
    pub what: Vec<u32>,
    /// Of whom, as keys.
    pub who: Vec<u32>,
    /// The words of its clause, as keys.
    pub words: Vec<u32>,
    /// Whose they are, as keys.
    pub whose: Vec<u32>,
    /// The names that it is said of, as keys: of two figures that both have some they must have one in common.
    pub governs: Vec<u32>,
    /// The same as bits, one of 64 for a key: two figures that both have some, and none in common, are apart.
    pub governs_bits: i64,
    /// What is counted, as bits: likewise.
    pub counted_bits: i64,
    /// What narrows that, as bits: likewise, and where one of two figures has some the other must have some.
    pub narrows_bits: i64,
    /// Whether a figure's clause says when: `said`, or `deictic` for days that are counted from the day of publication ("on Monday"). Nothing where no
    /// time keeps it apart from others.
    pub timed: Option<String>,
    /// The first day of that time, as its number since 1970-01-01.
    pub time_low: Option<f64>,
    /// The last day of it.
    pub time_high: Option<f64>,
    /// The least value by which it is folded: a number, or a day as its number since 1970-01-01. A plain figure is folded by itself, without what rounding may hide.
    pub fold_low: Option<f64>,
    /// The greatest such value.
    pub fold_high: Option<f64>,
    /// Whether bounds do not tell all (weekdays, days of any year, hedges, open ends, sets of members): it is folded by being the same or not.
    pub loose: bool,
    /// The packs that it was read with, and their versions.
    pub packs: String,
}

/// Something that could not be read, or not as it should be.
#[derive(Debug, Default, Serialize, JsonSchema)]
pub struct ProblemRow {
    /// The version of this schema.
    pub schema: u32,
    /// The file, or `stdin`.
    pub file: String,
    /// The line, from 1, where that is known.
    pub line: Option<usize>,
    /// Whether a text is missing for it; else all but what the message says was read.
    pub lost: bool,
    /// What is wrong.
    pub message: String,
}

/// The JSON Schema of a row.
#[must_use]
pub fn schema() -> schemars::Schema {
    SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<Row>()
}
