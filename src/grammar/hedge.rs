//! Hedges: words beside a number that make a range of it. What they allow is said in [`crate::value`].

use super::Tokens;
use super::digits::Figure;
use crate::lexicon::Class;
use crate::text::{ClassSet, Token, TokenKind};
use crate::value::{Number, Range, about, just_over, nearly};

/// What a hedge says of the number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Bound {
    About,
    MoreThan,
    AtLeast,
    LessThan,
    AtMost,
    Nearly,
    JustOver,
    Exact,
}

/// In the order in which a word of several classes is read.
const BEFORE: [(Class, Bound); 8] = [
    (Class::HedgeJustOver, Bound::JustOver),
    (Class::HedgeAtLeast, Bound::AtLeast),
    (Class::HedgeAtMost, Bound::AtMost),
    (Class::HedgeMoreThan, Bound::MoreThan),
    (Class::HedgeLessThan, Bound::LessThan),
    (Class::HedgeNearly, Bound::Nearly),
    (Class::HedgeAbout, Bound::About),
    (Class::HedgeExact, Bound::Exact),
];

/// The classes of hedges before a number.
pub(super) const CLASSES: &[Class] = &{
    let (mut classes, mut i) = ([Class::HedgeAbout; BEFORE.len()], 0);
    while i < BEFORE.len() {
        classes[i] = BEFORE[i].0;
        i += 1;
    }
    classes
};

const HEDGES: ClassSet = ClassSet::new(CLASSES);

/// Whether a word is a hedge before a number.
pub(super) fn is_hedge(t: &Token) -> bool {
    t.is_any(&HEDGES)
}

fn bound_of(t: &Token) -> Option<Bound> {
    if !t.is_any(&HEDGES) {
        return None;
    }
    BEFORE.iter().find(|(class, _)| t.is(*class)).map(|(_, bound)| *bound)
}

/// The hedges before a number; the stronger one counts ("up to about 300").
///
/// `prefix = hedge , [ hedge ]`
pub(super) fn prefix(input: Tokens) -> Option<(Tokens, Bound)> {
    let (first, rest) = input.0.split_first()?;
    let bound = bound_of(first)?;
    // "=>" is an arrow.
    if first.glued && matches!(first.kind, TokenKind::Punct(_)) {
        return None;
    }
    Some(match rest.split_first().and_then(|(t, rest)| bound_of(t).map(|b| (rest, b))) {
        Some((rest, second)) => (Tokens(rest), if matches!(bound, Bound::About | Bound::Exact) { second } else { bound }),
        None => (Tokens(rest), bound),
    })
}

/// Whether a hedge after a number compares it with an earlier time: "80 fewer than five years earlier". `after` is what follows the
/// number after the hedge.
pub(super) fn compares(before: Tokens, bound: Bound, after: Tokens) -> bool {
    let earlier = |t: &Token| t.is(Class::PartGone) || t.is(Class::Ago);
    let amount = match before.0 {
        [.., number, unit] => is_numeric(unit) || is_numeric(number) && (unit.is(Class::Unit) || unit.is(Class::Currency)),
        [number] => is_numeric(number),
        [] => false,
    };
    let skipped = usize::from(after.0.first().is_some_and(|t| t.is(Class::TimeUnit)));
    matches!(bound, Bound::MoreThan | Bound::LessThan) && amount && after.0.get(skipped).is_some_and(earlier)
}

/// A hedge after a number.
///
/// `suffix = "or more" | "or less" | "or so" | glued "+" | "-" "plus"`
pub(super) fn suffix(input: Tokens) -> Option<(Tokens, Bound)> {
    let (first, rest) = input.0.split_first()?;
    let rest = Tokens(rest);
    let next_is_number = rest.0.first().is_some_and(|t| is_numeric(t) || t.is(Class::Article) || t.is(Class::Half));
    if first.is(Class::HedgeOrMore) && !next_is_number {
        return Some((rest, Bound::AtLeast));
    }
    if first.is(Class::HedgeOrLess) && !next_is_number {
        return Some((rest, Bound::AtMost));
    }
    // A single word must be joined to the number: "20-tal", "30-odd", "40ish".
    if first.is(Class::HedgeOrSo) && (first.glued || first.text.contains(' ')) {
        return Some((rest, Bound::About));
    }
    match input.0 {
        [plus, ..] if plus.glued && plus.is_punct('+') && !rest.0.first().is_some_and(|t| t.glued && is_numeric(t)) => {
            Some((rest, Bound::AtLeast))
        }
        [hyphen, plus, after @ ..] if hyphen.glued && hyphen.is_punct('-') && plus.glued && plus.is(Class::Plus) => {
            Some((Tokens(after), Bound::AtLeast))
        }
        _ => None,
    }
}

/// Whether a number may begin with this token.
pub(super) fn is_numeric(t: &Token) -> bool {
    t.kind == TokenKind::Digits || t.is(Class::Cardinal) || t.is(Class::Multiplier) || t.is(Class::CurrencySign)
}

/// The range that the bound makes of a figure.
pub(super) fn apply(bound: Bound, f: Figure) -> Range {
    let n = f.value;
    match bound {
        Bound::About => about(n, if n.is_integer() { f.last_digit.max(Number::ONE) } else { f.last_digit }),
        Bound::MoreThan => Range::more_than(n),
        Bound::AtLeast => Range::at_least(n),
        Bound::LessThan => Range::less_than(n),
        Bound::AtMost => Range::at_most(n),
        Bound::Nearly => nearly(n),
        Bound::JustOver => just_over(n),
        Bound::Exact => Range::exact(n),
    }
}

/// How long it may be when a hedge stands before the length.
pub(super) fn bounded(bound: Bound, days: Range) -> Option<Range> {
    let (min, max) = (days.min?, days.max?);
    let tenth = Number::new(1, 10)?;
    let less = min.checked_sub(min.checked_mul(tenth)?)?;
    let more = max.checked_add(max.checked_mul(tenth)?)?;
    Some(match bound {
        Bound::About => Range::between(less, more),
        Bound::MoreThan => Range::more_than(min),
        Bound::AtLeast => Range::at_least(min),
        Bound::LessThan => Range::less_than(max),
        Bound::AtMost => Range::at_most(max),
        Bound::Nearly => Range::between(less, max),
        Bound::JustOver => Range::between(min, more),
        Bound::Exact => days,
    })
}
