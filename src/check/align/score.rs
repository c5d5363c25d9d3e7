//! How well two figures stand in the same place of what is said.

use super::index::Index;
use crate::claim::{Claim, ClaimKind, Feature};
use crate::entity::EntityId;
use crate::value::{Meet, Value};

/// Whether two figures are of one kind, so that a difference is a contradiction.
pub(super) fn comparable(one: &Claim, other: &Claim) -> bool {
    one.kind == other.kind
        && match one.kind {
            ClaimKind::FIGURE => one.attribute == other.attribute,
            ClaimKind::TEXT => shape(one) == shape(other),
            ClaimKind::COUNT => one.attribute == other.attribute || one.attribute == 0 || other.attribute == 0,
            _ => true,
        }
}

/// Whether what one figure allows the other allows too. Bare numbers are held against figures of any kind, so that "47" bears out
/// "47-year-old".
pub(super) fn meets(one: &Claim, other: &Claim) -> bool {
    let bare = |c: &Claim| matches!(c.kind, ClaimKind::COUNT | ClaimKind::ORDINAL | ClaimKind::FIGURE);
    let same_kind = one.kind == other.kind && (one.kind != ClaimKind::FIGURE || one.attribute == other.attribute);
    (same_kind || bare(one) && bare(other)) && one.value.meet(&other.value).is_some()
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
            shared += weight * in_place(f, o);
        }
    }
    if all > 0.0 { shared / all } else { 0.0 }
}

/// 1 where a word stands as far from both figures and on the same side, and less the more the places differ.
fn in_place(one: &Feature, other: &Feature) -> f64 {
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
pub(super) fn exact(value: &Value<EntityId>) -> Option<crate::value::Number> {
    match value {
        Value::Number(range) => range.is_exact(),
        _ => None,
    }
}

/// Whether two figures are hedged in the same way but not alike: "about 2,400" and "about 2,401" meet, but a copy has no reason to
/// change the one into the other.
pub(super) fn reworded(one: &Claim, other: &Claim) -> bool {
    let same_form = match (&one.value, &other.value) {
        (Value::Number(a), Value::Number(b)) => a.min.is_some() == b.min.is_some() && a.max.is_some() == b.max.is_some(),
        (Value::Days(a), Value::Days(b)) => a.earliest().is_some() == b.earliest().is_some() && a.latest().is_some() == b.latest().is_some(),
        _ => false,
    };
    one.open && other.open && same_form && one.value != other.value
}

/// A name with its figures struck out: "boeing 747" and "boeing 757" have one shape.
fn shape(claim: &Claim) -> String {
    match &claim.value {
        Value::Text(text) => text.chars().filter(|c| !c.is_ascii_digit()).collect(),
        _ => String::new(),
    }
}
