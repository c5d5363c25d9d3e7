//! One job of checking, as a user asks for it: several runs of the checks, one for each group of drafts with the same sources and one for the
//! texts that are nobody's drafts or sources, and what comes of them as a whole.
//!
//! It reads the texts that are asked for ([`Named`], [`Request`]), checks them, and lets the configuration and what is settled have their say ([`judge`]).

mod reader;
mod request;
mod sources;
mod verdicts;

pub use reader::{Reader, Reading};
pub use request::{Answered, Given, Request, schema};
pub(crate) use request::{Text, Written};
pub use sources::{Job, Named};
pub use verdicts::{Terms, Verdicts, judge};

use crate::{
    check::{Finding, Severity, Support, Tally},
    pack::{Rule, Rules},
    pipeline::{Engine, Held, Readings, Role, Summary},
    source::Document,
};
use std::collections::BTreeSet;

/// Documents that are held against each other, and what each of them is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Run {
    /// The documents, by their index, and what they are.
    pub documents: Vec<(u32, Role)>,
}

impl Run {
    /// A run of all documents, in their order.
    #[must_use]
    pub fn of_all(roles: impl IntoIterator<Item = Role>) -> Self {
        Self { documents: (0..).zip(roles).collect() }
    }

    /// Whether the document is checked, and no source.
    #[must_use]
    pub fn checks(&self, document: u32) -> bool {
        self.documents.iter().any(|(index, role)| *index == document && *role != Role::Source)
    }

    /// The documents and roles for the engine, which counts them from 0.
    fn gather(&self, documents: &[Document]) -> (Vec<Document>, Vec<Role>) {
        self.documents.iter().filter_map(|(index, role)| Some((documents.get(*index as usize)?.clone(), *role))).unzip()
    }

    fn is_all(&self, documents: &[Document]) -> bool {
        self.documents.len() == documents.len() && (0..).zip(&self.documents).all(|(at, (index, _))| at == *index)
    }

    /// The index of a document that is the nth of the run.
    fn index(&self, nth: u32) -> u32 {
        self.documents.get(nth as usize).map_or(nth, |(index, _)| *index)
    }

    fn roles(&self) -> Vec<Role> {
        self.documents.iter().map(|(_, role)| *role).collect()
    }
}

/// What the runs found.
#[derive(Debug, Default)]
pub struct Checked {
    /// The findings, by document and place.
    pub findings: Vec<Finding>,
    /// How the claims of the drafts stand with their sources.
    pub support: Vec<Support>,
    /// What was done.
    pub summary: Summary,
}

/// Checks documents, of which some may have been read before.
#[must_use]
pub fn check_again(engine: &Engine, documents: &[Document], runs: &[Run], readings: &mut Readings) -> Checked {
    let mut all = Checked::default();
    for run in runs {
        let Held { mut findings, mut support, summary, .. } = if run.is_all(documents) {
            engine.hold_again(documents, &run.roles(), readings)
        } else {
            let (documents, roles) = run.gather(documents);
            engine.hold_again(&documents, &roles, readings)
        };
        let own = |document: &mut u32| *document = run.index(*document);
        for finding in &mut findings {
            finding.renumber(own);
        }
        for row in &mut support {
            row.renumber(own);
        }
        all.findings.append(&mut findings);
        all.support.append(&mut support);
        all.summary = added(all.summary, &summary);
    }
    if runs.len() > 1 {
        let place = |finding: &Finding| finding.evidence.iter().map(|e| (e.document, e.span.start)).min();
        all.findings.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.rule.cmp(&b.rule)));
        all.support.sort_by_key(|row| (row.claim.document, row.claim.span.start));
        let read: BTreeSet<u32> = runs.iter().flat_map(|run| run.documents.iter().map(|(index, _)| *index)).collect();
        all.summary.documents = read.len();
    }
    all.summary = all.summary.with_findings(&all.findings);
    all
}

/// Takes claims that no source has for warnings at least.
pub fn require_sources(findings: &mut [Finding], rules: &Rules) {
    for finding in findings {
        if let Some(rule) = rules.get(&finding.rule).filter(|rule| rule.reports_absence()) {
            finding.severity = rule.weigh(finding.severity.max(Severity::Warning));
        }
    }
}

fn added(one: Summary, other: &Summary) -> Summary {
    let sources = match (one.sources, other.sources) {
        (Some(one), Some(other)) => Some(Tally {
            supported: one.supported + other.supported,
            contradicted: one.contradicted + other.contradicted,
            not_found: one.not_found + other.not_found,
        }),
        (one, other) => one.or(other),
    };
    Summary {
        sources,
        documents: one.documents + other.documents,
        claims: one.claims + other.claims,
        left_out: one.left_out + other.left_out,
        compared: one.compared + other.compared,
        ..one
    }
}

/// Why a rule did or did not find something, in words: each run by itself.
#[must_use]
pub fn trace(engine: &Engine, documents: &[Document], runs: &[Run], rule: &Rule) -> String {
    let traced = runs.iter().map(|run| {
        let (documents, roles) = run.gather(documents);
        engine.trace(&documents, &roles, rule)
    });
    traced.collect()
}
