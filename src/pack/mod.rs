//! Rule packs: their files, their schema, their compiled form.

pub mod embedded;
pub mod equation;
pub mod pattern;
pub mod rule;
mod rules;

pub use rule::{Against, Agree, Example, ExampleDocument, On, Require, RuleFile};
pub use rules::{Check, Rule, Rules};
