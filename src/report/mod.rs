//! How findings and problems look: the last stage of the pipeline, and the only place where text is made of them.
//!
//! [`json`] is what tools rely on, [`human`] is what people read. Both take the words from the rule's YAML through [`RuleTexts`].

pub mod answer;
mod around;
pub mod brief;
pub mod catalogue;
pub mod claims;
pub mod clean;
pub mod csv;
mod decides;
pub mod describe;
mod excerpt;
pub mod explain;
pub mod github;
pub mod gitlab;
pub mod html;
pub mod human;
pub mod json;
mod listed;
pub mod markdown;
pub mod mentions;
pub(crate) mod place;
mod problem;
pub mod rdjson;
pub mod sarif;
pub mod schema;
mod sentence;
mod sides;
pub mod support;
mod template;
pub mod trace;
pub mod xml;

pub(crate) use place::{Place, Places};
pub use problem::{Complaint, problems, warnings};
pub use template::{Part, RuleTexts, fill};

use crate::{
    check::{Evidence, Finding, Summary, Support},
    settle::{Settled, Texts},
    source::Document,
};
use std::collections::BTreeSet;

/// What a check reports.
pub struct Report<'a> {
    /// The documents that the findings' indices refer to.
    pub documents: &'a [Document],
    /// The findings, in the order in which they are shown.
    pub findings: &'a [Finding],
    /// The findings that somebody settled: counted, and told to tools.
    pub settled: &'a [Settled],
    /// What the sources say of each claim of the drafts; empty where there are none.
    pub support: &'a [Support],
    /// What was done.
    pub summary: Summary,
    /// The words of the rules.
    pub texts: &'a dyn RuleTexts,
    /// What findings are known again by, where that is told.
    pub keys: Option<Texts<'a>>,
    /// What a page shows beside the findings.
    pub page: html::Around<'a>,
}

impl<'a> Report<'a> {
    /// A report of findings that nobody settled.
    #[must_use]
    pub fn new(
        documents: &'a [Document],
        findings: &'a [Finding],
        support: &'a [Support],
        summary: Summary,
        texts: &'a dyn RuleTexts,
    ) -> Self {
        Self { documents, findings, settled: &[], support, summary, texts, keys: None, page: html::Around::default() }
    }

    /// What a finding is known again by, in digits.
    pub(crate) fn key(&self, finding: &Finding) -> Option<String> {
        self.keys.map(|keys| keys.key(finding).digits())
    }

    /// Whether a place is in a text that is checked, and in no source; where that is not told, all are.
    pub(crate) fn is_checked(&self, evidence: &Evidence) -> bool {
        self.keys.is_none_or(|keys| keys.checked.contains(&evidence.document))
    }

    /// The first place of a finding, in a text that is checked if there is one: `draft.md:3:16`.
    #[must_use]
    pub fn first(&self, finding: &Finding, checked: &BTreeSet<u32>) -> Option<String> {
        let place = finding.foremost(checked).and_then(|e| place::Places::new(self.documents).find(e.document, e.span))?;
        Some(place.said())
    }
}
