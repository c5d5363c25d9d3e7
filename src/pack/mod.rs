//! Rule packs: their files, their schema, their compiled form; errors point into the YAML.
//!
//! A pack is a folder: `pack.yaml`, rules (in `rules/`, or directly in the folder), `claims/`, `entities/`, `lang/`, `snapshots/`, and what
//! its author judged (`corpus.yaml`). The
//! built-in packs have the same form and are read by the same code ([`Packs::load`]).

mod corpus;
mod digest;
pub mod embedded;
pub mod equation;
mod error;
mod files;
mod load;
mod manifest;
pub mod pattern;
pub mod rule;
mod rules;
pub mod schema;
mod severity;
mod yaml;

pub use corpus::{CorpusFile, Judgement, Precision};
pub(crate) use error::nearest;
pub use error::{ExampleError, PackError, PackProblem};
pub use files::{CORPUS, FileKind, MANIFEST, PackFile, PackFiles};
pub use load::{Options, Pack, Packs};
pub use manifest::{Manifest, is_id};
pub use rule::{Against, Agree, Example, ExampleDocument, On, Peers, Reply, Require, RuleFile};
pub use rules::{Check, ELSEWHERE, Rule, Rules, Worked};
pub use severity::Severity;
