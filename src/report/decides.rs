//! What decided, and what was calculated, as tools read it.

use super::place::{Place, Places};
use super::support::one_line;
use crate::check::{Agreement, Calculation, Decided, Slot};
use crate::source::Document;
use crate::text::Span;
use crate::value::Comparison;
use schemars::JsonSchema;
use serde::Serialize;

/// Two claims that were held against each other, slot by slot.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Decides<'a> {
    /// The one: the draft's, where one is a draft's.
    pub(crate) here: Place<'a>,
    /// The other.
    pub(crate) there: Place<'a>,
    /// Whether their values meet.
    pub(crate) meet: bool,
    /// The slots of which at least one side says something.
    pub(crate) slots: Vec<SlotLine>,
}

/// A slot of two figures.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct SlotLine {
    /// Which one.
    pub(crate) slot: Slot,
    /// How the two compare.
    pub(crate) fit: Agreement,
    /// The words of the one; missing where none of its words say it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) here: Option<String>,
    /// Those of the other.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) there: Option<String>,
}

/// Figures of which an equation does not hold.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Sum<'a> {
    /// The figures, in the order of the equation.
    pub(crate) terms: Vec<TermLine<'a>>,
    /// What its left side can be,
    left: &'a str,
    /// what should hold between its sides,
    comparison: Comparison,
    /// and what its right side can be.
    right: &'a str,
    /// The role that stands alone on a side, and what it would have to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) expected: Option<Expected<'a>>,
    /// The answer, as the rule says it: "Monday".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) answer: Option<&'a str>,
}

/// What a role would have to be.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct Expected<'a> {
    /// The role.
    pub(crate) role: &'a str,
    /// Its value.
    pub(crate) value: &'a str,
}

/// A figure of a calculation.
#[derive(Debug, Serialize, JsonSchema)]
pub(crate) struct TermLine<'a> {
    #[serde(flatten)]
    pub(crate) place: Place<'a>,
    /// What it is to the rule: "from", "part".
    pub(crate) role: &'a str,
    /// Its value.
    pub(crate) value: &'a str,
}

/// How two figures compare.
pub(super) fn decides<'a>(decided: &Decided, documents: &'a [Document], places: &mut Places<'a>) -> Option<Decides<'a>> {
    let words = |(document, _): (u32, Span), span: Span| {
        let text = span.of(&documents.get(document as usize)?.text);
        (!text.is_empty()).then(|| one_line(text))
    };
    let slots = decided.slots.iter().map(|pair| SlotLine {
        slot: pair.slot,
        fit: pair.agreement,
        here: words(decided.here, pair.here),
        there: words(decided.there, pair.there),
    });
    let slots = slots.collect();
    let here = places.find(decided.here.0, decided.here.1)?;
    Some(Decides { here, there: places.find(decided.there.0, decided.there.1)?, meet: decided.meets, slots })
}

/// What was calculated.
pub(super) fn sum<'a>(calculation: &'a Calculation, places: &mut Places<'a>) -> Sum<'a> {
    let terms = calculation.terms.iter().filter_map(|term| {
        Some(TermLine { place: places.find(calculation.document, term.span)?, role: &term.role, value: &term.value })
    });
    Sum {
        terms: terms.collect(),
        left: &calculation.left,
        comparison: calculation.comparison,
        right: &calculation.right,
        expected: calculation.expected.as_ref().map(|(role, value)| Expected { role, value }),
        answer: calculation.answer.as_deref(),
    }
}
