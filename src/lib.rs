//! factlint finds claims that cannot all be true, within a text and across texts. It runs offline, and the same texts give the same findings.
//!
//! A [`Checker`] reads its rules once and checks any number of [`Document`]s: peers, which are held against each other, or drafts, which are
//! held against their sources.
//!
//! ```
//! use factlint::{Checker, Config, Document, Severity, Value};
//!
//! let checker = Checker::new(Config::new())?;
//! let report = checker.check(&[
//!     Document::text("draft.txt", "The Brenna quay is 240 metres long and was opened in 1974.").draft(),
//!     Document::text("council.txt", "The Brenna quay, which is 220 metres long, was opened in 1974.").source(),
//! ])?;
//!
//! let finding = &report.findings[0];
//! assert_eq!((finding.rule.as_str(), finding.severity), ("figure-conflict", Severity::Error));
//! let first = finding.first().unwrap();
//! assert_eq!((first.place.name.as_str(), first.place.line, first.place.words.as_str()), ("draft.txt", 1, "240 metres"));
//! assert!(matches!(&first.value, Some(Value::Number { unit: Some(unit), .. }) if unit == "metre"));
//!
//! // The draft's other claim is borne out.
//! let supported: Vec<&str> = report.supported().map(|claim| claim.place.words.as_str()).collect();
//! assert_eq!(supported, ["1974"]);
//! # Ok::<(), factlint::Error>(())
//! ```
//!
//! # One sentence on its way
//!
//! *The Brenna quay is 240 metres long*, in a draft whose source says *The Brenna quay, which is 220 metres long*:
//!
//! 1. `source` makes a document of the file: its text, what is known of it, and the way back from each word to its bytes.
//! 2. `text` cuts it into tokens and looks each one up once. `240` is a figure; `metres` carries the class *unit* with the id `metre`; `quay` is
//!    a noun, by the model of parts of speech; `Brenna` is unknown, and kept.
//! 3. `grammar` reads the tokens `240 metres long` as one mention: a dimension of kind *length*. It sees classes, never words.
//! 4. `clause` cuts the sentence into a predicate (*is*) and what it is said of: the head *quay*, named *Brenna*. The source's relative clause
//!    leads back to the same noun.
//! 5. `claim` makes of this a claim: a figure, in metres, that allows every length which rounds to 240. So a value is a set of possible
//!    worlds (`value`).
//! 6. `check` finds the source's sentence that tells of the same thing, and intersects the two sets. 240 and 220 metres do not meet, and no
//!    other figure of the source gives the draft's: a contradiction. It is kept as ids and spans.
//! 7. `report` fills the message of the rule `figure-conflict`, which stands in a YAML file, with the words at these spans, and says in which
//!    line of which file they stand.
//!
//! Each stage uses only those before it. `docs/design.md` in the repository says why it is so.
//!
//! # What is promised
//!
//! Within a major version no item here changes its meaning or goes, and neither does a rule's id or a field of the JSON that the command
//! prints. Types that will grow are `#[non_exhaustive]`. *What* is found may change with every version: that is what versions are for.

mod api;

pub use api::{
    Checker, Cited, Claim, Complaint, Config, Document, Error, Evidence, Finding, Place, Report, Settled, Side, Value,
};
#[doc(inline)]
pub use internals::{
    check::{Role, Standing},
    pack::Severity,
};

use internals::{
    annotate, changed, check, claim, clause, config, entity, extract, fix, grammar, job, lexicon, lsp, mcp, pack, pipeline,
    report, serve, settle, source, store,
};
use internals::{testing, text, value, vendor};

/// All else, for the program itself and for the tests of this repository. Nothing is promised of it: it may change with every version.
// Hidden from readers and not from the compiler, which goes on asking for comments.
#[cfg_attr(doc, doc(hidden))]
#[path = "."]
pub mod internals {
    pub mod annotate;
    pub mod changed;
    pub mod check;
    pub mod claim;
    pub mod clause;
    pub mod cli;
    pub mod config;
    pub mod entity;
    pub mod extract;
    pub(crate) mod fix;
    pub mod grammar;
    pub mod job;
    pub mod lexicon;
    pub mod lsp;
    pub(crate) mod mcp;
    pub mod pack;
    pub mod pipeline;
    pub mod report;
    pub(crate) mod serve;
    pub mod settle;
    pub mod source;
    pub mod store;
    pub mod testing;
    pub mod text;
    pub mod value;
    pub mod vendor;
}
