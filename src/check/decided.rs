//! What decided between two figures, and what was calculated: ids and spans, for reports to show.

use super::about::{Agreement, Slot, each};
use super::{At, Corpus, Role};
use crate::claim::{Claim, ClaimKind, GROUP, OFFICE, OWNER};
use crate::text::Span;
use crate::value::{Comparison, Meet};

/// Two claims that were held against each other, slot by slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// The document and the words of the one: the draft's, where one is a draft's.
    pub here: (u32, Span),
    /// Those of the other.
    pub there: (u32, Span),
    /// Whether their values meet.
    pub meets: bool,
    /// The slots of which at least one side says something.
    pub slots: Vec<SlotPair>,
}

/// A slot of two figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SlotPair {
    /// Which one.
    pub slot: Slot,
    /// How the two compare.
    pub agreement: Agreement,
    /// The words of the one, in its document's text; empty where none say it.
    pub here: Span,
    /// Those of the other.
    pub there: Span,
}

/// Figures of which an equation does not hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Calculation {
    /// The document that they stand in.
    pub document: u32,
    /// The figures, in the order of the equation.
    pub terms: Vec<Term>,
    /// What its left side can be,
    pub left: String,
    /// what should hold between its sides,
    pub comparison: Comparison,
    /// and what its right side can be.
    pub right: String,
    /// The role that stands alone on a side, and what it would have to be.
    pub expected: Option<(String, String)>,
    /// The answer, as the rule says it: "Monday".
    pub answer: Option<String>,
}

/// A figure of a calculation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// What it is to the rule: "from", "part".
    pub role: String,
    /// Where it stands.
    pub span: Span,
    /// Its value.
    pub value: String,
}

impl Decided {
    /// How two figures compare; `None` where the words of one do not tell what it is about.
    pub(super) fn of(corpus: &Corpus, here: At, there: At, meets: bool) -> Option<Box<Self>> {
        let (one, other) = (corpus.about(here)?, corpus.about(there)?);
        let (a, b) = (corpus.claim(here), corpus.claim(there));
        let counts = matches!(a.kind, ClaimKind::COUNT | ClaimKind::ORDINAL);
        let within = here.document == there.document;
        let slots = each(one, other, counts, within).into_iter().filter_map(|(slot, agreement)| {
            let words = |of: &crate::clause::About| {
                let words = &of.words;
                let first = |all: [Span; 3]| all.into_iter().find(|span| !span.is_empty()).unwrap_or_default();
                match slot {
                    Slot::Head | Slot::Modifiers => words.head,
                    Slot::Quantity => first([words.container, words.verb, words.subject]),
                    Slot::Referent => words.subject,
                    Slot::Object => words.object,
                    Slot::Predicate => words.verb,
                    Slot::Period => words.period,
                    Slot::Marker | Slot::Meant | Slot::Scope => Span::default(),
                }
            };
            let pair = SlotPair { slot, agreement, here: words(one), there: words(other) };
            let said = !(pair.here.is_empty() && pair.there.is_empty());
            // What a noun is narrowed by stands with it, and a predicate may be the measure.
            let shown = match slot {
                Slot::Modifiers => agreement == Agreement::Apart,
                Slot::Predicate => said && !(one.words.container.is_empty() && other.words.container.is_empty()),
                _ => said,
            };
            (shown && agreement != Agreement::Silent || agreement == Agreement::Apart).then_some(pair)
        });
        let decided = Self { here: (here.document, a.span), there: (there.document, b.span), meets, slots: slots.collect() };
        Some(Box::new(decided))
    }

    /// How two claims about a known thing compare, which rules hold against each other by what they are about: who belongs to a group, who
    /// holds an office. The draft's comes first.
    pub(super) fn known(corpus: &Corpus, one: At, other: At, meets: bool) -> Self {
        let is_draft = |at: At| corpus.document(at).role == Role::Draft;
        let (here, there) = if is_draft(other) && !is_draft(one) { (other, one) } else { (one, other) };
        let (a, b) = (corpus.claim(here), corpus.claim(there));
        let words = |claim: &Claim, roles: &[u64]| {
            let role = claim.roles.iter().find(|role| roles.contains(&role.role));
            role.map_or(Span::default(), |role| role.span)
        };
        let pair = |slot, same: bool, roles: &[u64]| SlotPair {
            slot,
            agreement: if same { Agreement::Same } else { Agreement::Unknown },
            here: words(a, roles),
            there: words(b, roles),
        };
        let mut slots = vec![pair(Slot::Referent, a.subject == b.subject, &[GROUP, OWNER])];
        if a.kind == ClaimKind::OFFICE {
            slots.push(pair(Slot::Predicate, a.attribute == b.attribute, &[OFFICE]));
        }
        let agreement = match (&a.period, &b.period) {
            (None, None) => None,
            (Some(a), Some(b)) if a.meet(b).is_some() => Some(Agreement::Same),
            (Some(_), Some(_)) => Some(Agreement::Apart),
            _ => Some(Agreement::Unknown),
        };
        let period = |agreement| SlotPair { slot: Slot::Period, agreement, here: Span::default(), there: Span::default() };
        slots.extend(agreement.map(period));
        Self { here: (here.document, a.span), there: (there.document, b.span), meets, slots }
    }

    /// Gives each document that is named here to a function, which may give it another number.
    pub(super) fn renumber(&mut self, renumber: &mut impl FnMut(&mut u32)) {
        renumber(&mut self.here.0);
        renumber(&mut self.there.0);
    }
}
