//! How findings and problems look: the last stage of the pipeline, and the only place where text is made of them.
//!
//! [`json`] is what tools rely on, [`human`] is what people read. Both take the words from the rule's YAML through [`RuleTexts`].

mod around;
pub mod catalogue;
pub mod claims;
pub mod clean;
pub mod describe;
mod excerpt;
pub mod explain;
pub mod human;
pub mod json;
pub mod mentions;
mod place;
mod problem;
pub mod schema;
pub mod support;
mod template;
pub mod trace;

pub use problem::{Complaint, problems, warnings};
pub use template::{Part, RuleTexts, fill, render};

use crate::{
    check::{Finding, Summary, Support},
    source::Document,
};

/// What a check reports.
pub struct Report<'a> {
    /// The documents that the findings' indices refer to.
    pub documents: &'a [Document],
    /// The findings, in the order in which they are shown.
    pub findings: &'a [Finding],
    /// What the sources say of each claim of the drafts; empty where there are none.
    pub support: &'a [Support],
    /// What was done.
    pub summary: Summary,
    /// The words of the rules.
    pub texts: &'a dyn RuleTexts,
}
