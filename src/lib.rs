//! factlint: a fact-consistency checker. It extracts what documents assert and reports what cannot all be true.

pub mod changed;
pub mod check;
pub mod claim;
pub mod clause;
pub mod cli;
pub mod config;
pub mod entity;
pub mod grammar;
pub mod job;
pub mod lexicon;
pub mod pack;
pub mod pipeline;
pub mod report;
pub mod settle;
pub mod source;
pub mod store;
pub mod testing;
pub mod text;
pub mod value;
