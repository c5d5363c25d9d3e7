//! Numbers that are open or vague: "hundreds", "a few", "ett par"; and an age in one word ("femårig").

use super::age::YEAR;
use super::digits::Figure;
use super::hedge::{self, Bound};
use super::place::Place;
use super::{Amount, Kind, Mention, Reading};
use crate::lexicon::Class;
use crate::value::{Number, Range};

/// Reads an open or vague number: how many tokens it took, 0 for none.
pub(super) fn read(place: Place, found: &mut Vec<Mention>) -> usize {
    let Some(t) = place.token() else { return 0 };
    if let Some(s) = t.fused.filter(|s| s.class == Class::AgeSuffix && s.value > 0) {
        let amount = Amount { in_words: true, unit: YEAR, ..Amount::exact(Number::from(s.value)) };
        found.push(place.mention(Kind::Age, place.at, place.at + 1, Reading::Amount(amount)));
        return 1;
    }
    let after_number = place.back(1).is_some_and(|b| hedge::is_numeric(b) || b.is(Class::DefiniteArticle));
    let (range, figure) = if let Some(s) = t.sense(Class::IndefinitePlural).filter(|_| !after_number) {
        (Range::at_least(Number::from(s.value)), None)
    } else if let Some(s) = t.sense(Class::VagueNumber) {
        let n = Number::from(s.value);
        let (few, many) = ends(n);
        (Range::between(few, many), Some(n))
    } else if let Some(s) = t.fused.filter(|s| s.class == Class::HedgeOrSo && s.value > 0) {
        let n = Number::from(s.value);
        (hedge::apply(Bound::About, Figure { value: n, last_digit: Number::ZERO, in_words: true }), Some(n))
    } else {
        return 0;
    };
    let amount = Amount {
        range,
        figure: figure.or(range.min).unwrap_or(Number::ZERO),
        last_digit: Number::ZERO,
        hedged: true,
        in_words: true,
        unit: 0,
    };
    found.push(place.mention(Kind::Number, place.at, place.at + 1, Reading::Amount(amount)));
    if let Some(n) = figure {
        let bare = Amount { range: Range::exact(n), ..amount };
        found.push(place.mention(Kind::Number, place.at, place.at + 1, Reading::Amount(bare)));
    }
    1
}

/// The least and the most that a vague number stands for: "a couple" may be three, "a few" nearly ten.
pub(super) fn ends(n: Number) -> (Number, Number) {
    let two = Number::from(2);
    (two, if n <= two { Number::from(3) } else { Number::from(10) })
}
