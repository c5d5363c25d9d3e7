//! Shares of a hundred: per cent, percentage points, basis points, per mille.

use super::cardinal::Manner;
use super::number::number;
use super::place::Place;
use super::tokens::{Context, class, miss};
use super::{Amount, Kind, Measure, Mention, Parsed, Reading, Tokens};
use crate::lexicon::{Class, id_hash};

/// The words after a number that make it a share; each class with the id of its unit, 0 for per cent.
const SHARES: [(Class, u64); 4] = [
    (Class::Percent, 0),
    (Class::PercentagePoint, id_hash("percentage-point")),
    (Class::BasisPoint, id_hash("basis-point")),
    (Class::Permille, id_hash("permille")),
];

/// `percent = [ "-" ] , ( "%" | percent-word | percentage-point | basis-point | permille )`
pub(super) fn tail(input: Tokens) -> Parsed<Measure> {
    for (share, unit) in SHARES {
        if let Ok((rest, _)) = class(share)(input) {
            return Ok((rest, Measure::of(Kind::Percent, unit)));
        }
    }
    miss(input)
}

/// A share with its word in front, as in a table or a note; it must be all that the sentence says.
///
/// `turned = percent-word , "of" , number`
pub(super) fn turned(place: Place, context: &Context) -> Option<Mention> {
    let [word, of, ..] = place.rest().0 else { return None };
    if place.at > 0 || !word.is_word() || !word.is(Class::Percent) || !of.is(Class::Of) {
        return None;
    }
    let (rest, figure) = number(place.skip(2).rest(), Manner { style: &context.lexicon.numbers, and: true }).ok()?;
    let reading = Reading::Amount(Amount { in_words: figure.in_words, ..Amount::exact(figure.value) });
    let ends = rest.0.iter().all(|t| !t.is_word());
    ends.then(|| place.mention(Kind::Percent, place.at, place.tokens.len() - rest.0.len(), reading))
}
