//! factlint: a fact-consistency checker. It extracts what documents assert and reports what cannot all be true.

pub mod check;
pub mod claim;
pub mod clause;
pub mod cli;
pub mod entity;
pub mod grammar;
pub mod lexicon;
pub mod pack;
pub mod pipeline;
pub mod report;
pub mod source;
pub mod store;
pub mod testing;
pub mod text;
pub mod value;
