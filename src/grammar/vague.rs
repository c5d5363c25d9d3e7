//! Numbers that are open or vague: "hundreds", "a few", "ett par", "a couple of hundred"; and a count, a multiple or an age in one word
//! ("femårig", "fembarnsfar", "threefold").
//!
//! ```text
//! vague = indefinite-plural | vague-number , { multiplier } | fused number-or-so
//! ```

use super::age::{self, YEAR};
use super::digits::Figure;
use super::hedge::{self, Bound};
use super::place::Place;
use super::tokens::Context;
use super::{Amount, Kind, Mention, Reading};
use crate::lexicon::{Class, Sense, id_hash};
use crate::value::{Number, Range};

/// A couple of hundreds or thousands are no more than so many.
const SEVERAL: i64 = 5;

/// Reads an open or vague number: how many tokens it took, 0 for none.
pub(super) fn read(place: Place, context: &Context, found: &mut Vec<Mention>) -> usize {
    let Some(t) = place.token() else { return 0 };
    let whole = |kind, n, unit| {
        place.mention(kind, place.at, place.at + 1, Reading::Amount(Figure::exact(Number::from(n), true).amount(unit)))
    };
    let sense = t.fused.or_else(|| t.sense(Class::AgeSuffix)).or_else(|| t.sense(Class::TimesFactor)).filter(|s| s.value > 0);
    match sense {
        // "i fyrtioårsåldern" is about forty.
        Some(s) if s.class == Class::AgeSuffix && s.id == id_hash("about") => {
            let figure = Figure::exact(Number::from(s.value), true);
            let amount = Amount { range: hedge::apply(Bound::About, figure), hedged: true, ..figure.amount(YEAR) };
            found.push(place.mention(Kind::Age, place.at, place.at + 1, Reading::Amount(amount)));
            return 1;
        }
        // "femårig", "dagsgammal"
        Some(s) if s.class == Class::AgeSuffix && age::lasts(place.skip(1).rest(), context) => return 0,
        Some(s) if s.class == Class::AgeSuffix => {
            found.push(whole(Kind::Age, s.value, if s.id == 0 { YEAR } else { s.id }));
            return 1;
        }
        // "fembarnsfar", "threefold"
        Some(s) if s.class == Class::CountSuffix || s.class == Class::TimesFactor && s.id == id_hash("fold") => {
            found.push(whole(Kind::Number, s.value, 0));
            return 1;
        }
        _ => {}
    }
    let after_number = place.back(1).is_some_and(|b| hedge::is_numeric(b) || b.is(Class::DefiniteArticle));
    let mut taken = 1;
    let (range, figure) = if let Some(s) = t.sense(Class::IndefinitePlural).filter(|_| !after_number) {
        (Range::at_least(Number::from(s.value)), None)
    } else if let Some(s) = t.sense(Class::VagueNumber) {
        let n = Number::from(s.value);
        let (few, many) = ends(n);
        let (scale, of_scale) = scale(place.skip(1));
        taken += of_scale;
        // "A couple of hundred" is as wide as "a few".
        let many = if of_scale > 0 { many.max(Number::from(SEVERAL)) } else { many };
        (Range::between(few, many).scale(scale), n.checked_mul(scale))
    } else if let Some(s) = t.fused.filter(|s| s.class == Class::HedgeOrSo && s.value > 0).or_else(|| tens(place)) {
        let n = Number::from(s.value);
        (hedge::apply(Bound::About, Figure::exact(n, true)), Some(n))
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
    found.push(place.mention(Kind::Number, place.at, place.at + taken, Reading::Amount(amount)));
    if let Some(n) = figure {
        let bare = Amount { range: Range::exact(n), ..amount };
        found.push(place.mention(Kind::Number, place.at, place.at + taken, Reading::Amount(bare)));
    }
    taken
}

/// What the words behind a vague number make of it, and how many they are: "a few hundred", "ett par hundra tusen". A length of time
/// is read with its unit.
fn scale(place: Place) -> (Number, usize) {
    let (mut scale, mut taken) = (Number::ONE, 0);
    while let Some(by) = place.ahead(taken).and_then(|t| t.value(Class::Multiplier))
        && let Some(larger) = scale.checked_mul(Number::from(by))
    {
        (scale, taken) = (larger, taken + 1);
    }
    let of_time = |t: &crate::text::Token| t.is(Class::TimeUnit);
    if place.ahead(taken).is_some_and(of_time) { (Number::ONE, 0) } else { (scale, taken) }
}

/// "Ett tiotal": about so many; "tiotal" is open.
fn tens(place: Place) -> Option<Sense> {
    place.token()?.sense(Class::IndefinitePlural).filter(|_| place.back(1).is_some_and(|t| t.is(Class::Article)))
}

/// The least and the most that a vague number stands for: "a couple" may be three, "a few" nearly ten.
pub(super) fn ends(n: Number) -> (Number, Number) {
    let two = Number::from(2);
    (two, if n <= two { Number::from(3) } else { Number::from(10) })
}
