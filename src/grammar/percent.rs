//! Shares of a hundred: per cent, percentage points, basis points, per mille.

use super::cardinal::Manner;
use super::number::number;
use super::place::Place;
use super::tokens::{Context, class, is_content, miss};
use super::{Kind, Measure, Mention, Parsed, Reading, Tokens};
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

/// A share with its word in front, where no noun is counted: "a winning percentage of 62.5", not "a percentage of 200 voters".
///
/// `turned = percent-word , "of" , number , ! noun`
pub(super) fn turned(place: Place, context: &Context) -> Option<Mention> {
    let (rest, _) = class(Class::Percent)(place.rest()).ok()?;
    let (rest, _) = class(Class::Of)(rest).ok()?;
    let (rest, figure) = number(rest, Manner { style: &context.lexicon.numbers, and: true }).ok()?;
    let shares = !rest.0.first().is_some_and(is_content);
    shares.then(|| place.mention(Kind::Percent, place.at, place.tokens.len() - rest.0.len(), Reading::Amount(figure.amount(0))))
}
