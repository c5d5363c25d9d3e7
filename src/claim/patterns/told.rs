//! What the roles of a match come to: the constants that its pattern sets, its value, and the time that it speaks of.

use super::VALUE;
use super::captures::Captured;
use crate::claim::{Analysis, Role};
use crate::entity::EntityId;
use crate::lexicon::id_hash;
use crate::text::Span;
use crate::value::{Days, Meet, Number, Range, Value};

/// From when on it has been so.
pub(crate) const SINCE: u64 = id_hash("since");
/// When it came to be so.
pub(crate) const BEGAN: u64 = id_hash("began");
/// When it was so.
const DURING: u64 = id_hash("during");

/// Gives roles the values that a pattern sets. The words that play such a role stand for what is set, else the whole match does.
pub(super) fn set(constants: &[(u64, (i64, i64))], span: Span, roles: &mut Vec<Role>) {
    for (role, (low, high)) in constants {
        let value = Value::Number(Range::between(Number::from(*low), Number::from(*high)));
        let mut played = false;
        for one in roles.iter_mut().filter(|one| one.role == *role) {
            one.value.clone_from(&value);
            played = true;
        }
        if !played {
            roles.push(Role { role: *role, value, span });
        }
    }
}

/// What a claim is compared by. Several words narrow each other ("full member"); `None` where they leave nothing.
pub(super) fn value(captured: &[(u64, Captured)], roles: &[Role]) -> Option<Value<EntityId>> {
    let mut values = roles.iter().filter(|role| role.role == VALUE).map(|role| &role.value);
    let first = values.next().cloned().unwrap_or(Value::Text(String::new()));
    let of_words = captured.iter().filter(|(role, _)| *role == VALUE).all(|(_, c)| matches!(c, Captured::Word { .. }));
    if of_words { values.try_fold(first, |value, other| value.meet(other)) } else { Some(first) }
}

/// The time that a match beginning at a token speaks of. What has been so since a day, or came to be so on one, is so still; else the roles say when it was so, or a date
/// before the match in its sentence does.
pub(super) fn period(analysis: &Analysis, before: std::ops::Range<usize>, roles: &[Role]) -> Option<Days> {
    let days = |of: u64| roles.iter().find(|role| role.role == of).map(|role| &role.value);
    match (days(SINCE).or(days(BEGAN)), days(DURING)) {
        (Some(_), _) => None,
        (None, Some(Value::Days(days))) => Some(*days),
        _ => analysis.period(&before, before.end),
    }
}
