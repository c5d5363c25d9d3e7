//! How well two figures stand in the same place of what is said.

use super::index::Index;
use crate::claim::{Claim, ClaimKind, Feature, Form};
use crate::entity::EntityId;
use crate::value::{Meet, Number, Range, Value};

/// Whether two figures are of one kind, so that a difference is a contradiction.
pub(super) fn comparable(one: &Claim, other: &Claim) -> bool {
    let text = |c: &Claim| matches!(c.value, Value::Text(_));
    if text(one) || text(other) {
        return one.kind == other.kind && text(one) && text(other) && shape(one) == shape(other);
    }
    one.kind == other.kind
        && match one.kind {
            ClaimKind::FIGURE => one.attribute == other.attribute,
            ClaimKind::COUNT => one.attribute == other.attribute || one.attribute == 0 || other.attribute == 0,
            _ => true,
        }
}

/// What a source's figure is to a draft's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// It bears the draft's figure out.
    Same,
    /// It says something else of the same kind of thing.
    Other,
    /// It says nothing of it.
    Apart,
}

/// Holds a source's figure against a draft's. Bare numbers can bear out figures of any kind ("47" and "47-year-old"), but
/// contradict only their own.
pub(super) fn relation(draft: &Claim, source: &Claim) -> Relation {
    let bare = |c: &Claim| matches!(c.kind, ClaimKind::COUNT | ClaimKind::ORDINAL | ClaimKind::FIGURE);
    let same_kind = comparable(draft, source);
    if !(same_kind || bare(draft) && bare(source)) {
        return Relation::Apart;
    }
    let meets = draft.value.meet(&source.value).is_some();
    let near = match (&draft.value, &source.value) {
        (Value::Number(a), Value::Number(b)) => near(a, b),
        _ => true,
    };
    match (meets, same_kind) {
        (true, true) if reworded(draft, source) => Relation::Other,
        // "1.35 to 1.40" is not what "1.36" says, nor the other way round.
        (true, _) if draft.form != source.form && (draft.form == Form::Ends || source.form == Form::Ends) => Relation::Apart,
        (true, _) if near => Relation::Same,
        (false, true) => Relation::Other,
        _ => Relation::Apart,
    }
}

/// An open end allows worlds that nobody had in mind: "below 25 billion" does not bear out "0.15". A half-open range is near a figure
/// that is no more than half as much again, or two thirds, of its bound.
fn near(a: &Range, b: &Range) -> bool {
    let half_open = |r: &Range| r.min.is_some() != r.max.is_some();
    if !half_open(a) && !half_open(b) {
        return true;
    }
    let figure = |r: &Range| r.min.or(r.max);
    match (figure(a), figure(b)) {
        (Some(x), Some(y)) => {
            let (x, y) = (x.abs(), y.abs());
            let (small, large) = (x.min(y), x.max(y));
            large.checked_mul(Number::from(2)).zip(small.checked_mul(Number::from(3))).is_some_and(|(l, s)| l <= s)
        }
        _ => false,
    }
}

/// Whether each figure stands with a place, state or organisation that the other has nothing to do with: "in Spain", "in Portugal".
pub(super) fn elsewhere(one: &Claim, other: &Claim) -> bool {
    let named = |a: &Claim, b: &Claim| {
        let lacks =
            |f: &Feature| f.weight == crate::claim::ENTITY && b.context.binary_search_by_key(&f.hash, |o| o.hash).is_err();
        a.context.iter().any(lacks)
    };
    named(one, other) && named(other, one)
}

/// How alike the words around two figures are, and their order: 1 where everything around the first stands in the same place
/// around the second.
pub(super) fn slot(index: &Index, one: &Claim, other: &Claim) -> f64 {
    let (mut shared, mut all) = (0.0, 0.0);
    let mut others = other.context.iter().peekable();
    for f in &one.context {
        let near = 1.0 / (1.0 + f64::from(f.offset.unsigned_abs()) / 4.0);
        let weight = f64::from(f.weight) * index.rarity(f.hash).max(0.3) * near;
        all += weight;
        while others.next_if(|o| o.hash < f.hash).is_some() {}
        if let Some(o) = others.peek().filter(|o| o.hash == f.hash) {
            shared += weight * in_place(*f, **o);
        }
    }
    if all > 0.0 { shared / all } else { 0.0 }
}

/// 1 where a word stands as far from both figures and on the same side, and less the more the places differ.
fn in_place(one: Feature, other: Feature) -> f64 {
    let apart = (f64::from(one.offset) - f64::from(other.offset)).abs();
    1.0 / (1.0 + apart / 6.0)
}

/// How surely two figures are about the same thing, from 0 to 1.
pub(super) fn alike(index: &Index, one: &Claim, other: &Claim, coverage: f64) -> f64 {
    let mut score = 0.55 * slot(index, one, other) + 0.45 * coverage;
    if one.kind == ClaimKind::COUNT && one.attribute != 0 && other.attribute != 0 {
        score += if one.attribute == other.attribute { 0.1 } else { -0.2 };
    }
    score
}

/// The figure itself, where it is one number.
pub(super) fn exact(value: &Value<EntityId>) -> Option<Number> {
    match value {
        Value::Number(range) => range.is_exact(),
        _ => None,
    }
}

/// Whether two figures are hedged in the same way but not alike: "about 2,400" and "about 2,401" meet, but nobody who copies has a
/// reason to change the one into the other.
fn reworded(one: &Claim, other: &Claim) -> bool {
    let same_side = match (&one.value, &other.value) {
        (Value::Number(a), Value::Number(b)) => a.min.is_some() == b.min.is_some() && a.max.is_some() == b.max.is_some(),
        (Value::Days(a), Value::Days(b)) => a.earliest().is_some() == b.earliest().is_some(),
        _ => false,
    };
    one.form != Form::Plain && one.form == other.form && same_side && one.value != other.value
}

/// Whether a date was changed in a sentence that is otherwise copied: other days, or other words for days that nobody can resolve,
/// in as many words.
pub(super) fn changed(one: &Claim, other: &Claim, written: (&str, &str)) -> bool {
    let words = |s: &str| s.split_whitespace().count();
    one.kind == ClaimKind::DATE
        && other.kind == ClaimKind::DATE
        && one.value != other.value
        && words(written.0) == words(written.1)
        && words(written.0) > 1
}

/// A name with its figures struck out: "boeing 747" and "boeing 757" have one shape.
fn shape(claim: &Claim) -> String {
    match &claim.value {
        Value::Text(text) => text.chars().filter(|c| !c.is_ascii_digit()).collect(),
        _ => String::new(),
    }
}
