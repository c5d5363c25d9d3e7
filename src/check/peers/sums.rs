//! Two numbers that differ and are both right: the one is the other rounded, or comes of it by a third one; or that are too far apart to be
//! of one thing.

use super::decide::FEW;
use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind};
use crate::lexicon::id_hash;
use crate::value::{Meet, Number, Range, Value};

/// What is so many times the other is another thing: a profit beside sales, a calf beside its mother (without it six more of the 134 are
/// flagged, and 4 more of 465 contradictions found).
const MOST_TIMES: i64 = 5;
/// Zeros at the end of a round number that are looked at: more than any count in a text has.
const MOST_ZEROS: i32 = 15;

fn is_percent(claim: &Claim) -> bool {
    claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash("percent")
}

/// Whether the rounder of two counts is the other one, rounded: 600 for 640.
pub(super) fn is_rounding(mine: &Claim, theirs: &Claim) -> bool {
    let number = |claim: &Claim| match &claim.value {
        Value::Number(range) if claim.kind == ClaimKind::COUNT => range.is_exact(),
        _ => None,
    };
    let rounds = |round: Number, exact: Number| {
        let places =
            (1..MOST_ZEROS).map_while(|n| Number::pow10(n).filter(|p| round.checked_div(*p).is_some_and(Number::is_integer)));
        places.last().and_then(|p| exact.checked_div(p)?.round().checked_mul(p)) == Some(round)
    };
    number(mine).zip(number(theirs)).is_some_and(|(a, b)| rounds(a, b) || rounds(b, a))
}

/// Whether one of two figures is many times the other.
pub(super) fn is_much_more(corpus: &Corpus, a: At, b: At) -> bool {
    let times = |n: Number| n.checked_mul(Number::from(MOST_TIMES));
    let more = |x: Number, y: Number| times(x).is_some_and(|most| most < y);
    number(corpus, a).zip(number(corpus, b)).is_some_and(|(x, y)| more(x, y) || more(y, x))
}

/// What is no part of a hundred per cent is the rest.
pub(super) fn is_rest(corpus: &Corpus, (a, b): (At, At)) -> bool {
    let rest = |n: Number| Number::from(100).checked_sub(n);
    let both = number(corpus, a).zip(number(corpus, b)).filter(|_| is_percent(corpus.claim(a)));
    both.is_some_and(|(x, y)| meets(corpus, rest(y), a) || meets(corpus, rest(x), b))
}

/// Whether one of two numbers comes of the other by a third one: "84 kilometres" in all, "26 kilometres" now and "58" later; "half of it".
pub(super) fn follows(corpus: &Corpus, (one, other): (At, At), all: impl IntoIterator<Item = At>) -> bool {
    let Some((mine, theirs)) = number(corpus, one).zip(number(corpus, other)) else { return false };
    let mut thirds = all.into_iter().filter(|at| *at != one && *at != other);
    thirds.any(|at| {
        let Some(third) = number(corpus, at) else { return false };
        let hundred = Number::from(100);
        let share =
            if is_percent(corpus.claim(at)) { third.checked_div(hundred) } else { Some(third).filter(|n| *n < Number::ONE) };
        let part = |n: Number, at: At| {
            share.is_some_and(|share| [n.checked_mul(share), n.checked_div(share)].into_iter().any(|n| meets(corpus, n, at)))
        };
        part(mine, other) || part(theirs, one) || adds_up(corpus, (one, mine), (other, theirs), third)
    })
}

/// Whether one of two numbers is the sum of the other and a third one. With a small third one nearly anything comes out.
pub(super) fn adds_up(corpus: &Corpus, (one, mine): (At, Number), (other, theirs): (At, Number), third: Number) -> bool {
    let sums = |n: Number| [n.checked_add(third), n.checked_sub(third), third.checked_sub(n)];
    let comes = |n: Number, at: At| sums(n).into_iter().any(|n| meets(corpus, n, at));
    third >= Number::from(FEW) && (comes(mine, other) || comes(theirs, one))
}

pub(super) fn number(corpus: &Corpus, at: At) -> Option<Number> {
    match &corpus.claim(at).value {
        Value::Number(range) => range.middle(),
        _ => None,
    }
}

fn meets(corpus: &Corpus, n: Option<Number>, at: At) -> bool {
    match &corpus.claim(at).value {
        Value::Number(range) => n.is_some_and(|n| range.meet(&Range::exact(n)).is_some()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::is_rounding;
    use crate::claim::{Claim, ClaimKind};
    use crate::text::Span;
    use crate::value::{Number, Range, Value};

    fn count(n: i64) -> Claim {
        Claim::new(ClaimKind::COUNT, Value::Number(Range::exact(Number::from(n))), Span { start: 0, end: 1 }, 0)
    }

    #[test]
    fn the_rounder_of_two_counts_may_be_the_other() {
        for (one, other, rounded) in [
            (600, 640, true),
            (600, 649, true),
            (600, 650, false),
            (600, 460, false),
            (3_000, 2_968, true),
            (40, 35, true),
            (62, 64, false),
            (100, 96, true),
            (7, 9, false),
        ] {
            assert_eq!(is_rounding(&count(one), &count(other)), rounded, "{one} / {other}");
            assert_eq!(is_rounding(&count(other), &count(one)), rounded, "{other} / {one}");
        }
    }
}
