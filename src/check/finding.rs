//! What the checks find. A finding holds ids and spans; its words are made in `report` from the rule's YAML.

use super::{Calculation, Decided};
use crate::pack::Severity;
use crate::text::Span;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A place that a finding shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// Index of the document among those checked.
    pub document: u32,
    /// Where, in the document's text.
    pub span: Span,
    /// Which side it takes: evidence of one side says the same (index into [`Finding::sides`]).
    pub side: u32,
    /// What stands there, said short, from the rule's `label` template: "6 members". Filled with the same placeholders as the message.
    pub values: Vec<(String, String)>,
    /// The role of the claim that stands here, where the rule's `marks` say what to show beside the claim itself.
    pub mark: Option<String>,
    /// Whether this is the place to look at first.
    pub primary: bool,
}

/// A group of evidence that says the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Side {
    /// What it says, as a value in words ("6", "2024-05-28", "lists Armenia").
    pub says: String,
    /// How many documents say so, those too that are not among the evidence.
    pub documents: usize,
    /// How many places say so, those too that are not among the evidence.
    pub places: usize,
    /// The first and the last day on which one of these documents was published, as far as they have dates.
    pub days: Option<(Date, Date)>,
}

/// How a finding was made; a rule may say something else of each way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// By the rule's own condition.
    Rule,
    /// By holding figures of peers, or of one text, against each other.
    Peers,
    /// By holding a draft against its sources.
    Sources,
}

/// A rule and the claims that cannot all hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's id.
    pub rule: String,
    /// Its severity here.
    pub severity: Severity,
    /// The placeholders of the rule's message and what fills them, in the order in which they were set.
    pub values: Vec<(String, String)>,
    /// The sides, most documents first; the first ones, where there are very many.
    pub sides: Vec<Side>,
    /// The places, in order of side, document and position: the first ones, where there are very many.
    pub evidence: Vec<Evidence>,
    /// How many places there are beside those in `evidence`, be they of these sides or of others that so many stand before.
    pub more: usize,
    /// How many further findings of the rule there are that nobody would read: they are counted with this one, and their places.
    pub others: usize,
    /// How it was found.
    pub by: By,
    /// The ids of notes from the rule's YAML that apply ("undated", "apart"): each adds a sentence to the help.
    pub notes: Vec<String>,
    /// How the claims that clash compare, slot by slot, where their slots are known.
    pub decided: Option<Box<Decided>>,
    /// What was calculated.
    pub calculation: Option<Box<Calculation>>,
}

impl Finding {
    /// Gives each document that is named here to a function, which may give it another number.
    pub fn renumber(&mut self, mut renumber: impl FnMut(&mut u32)) {
        self.evidence.iter_mut().for_each(|evidence| renumber(&mut evidence.document));
        if let Some(decided) = &mut self.decided {
            decided.renumber(&mut renumber);
        }
        if let Some(calculation) = &mut self.calculation {
            renumber(&mut calculation.document);
        }
    }

    /// The place to look at first: in a text that is checked, if there is one.
    #[must_use]
    pub fn foremost(&self, checked: &BTreeSet<u32>) -> Option<&Evidence> {
        self.evidence.iter().min_by_key(|e| (!checked.contains(&e.document), !e.primary, e.document, e.span.start))
    }
}
