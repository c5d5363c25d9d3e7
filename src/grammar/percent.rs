//! Shares of a hundred: per cent, percentage points, basis points, per mille.

use super::tokens::{class, miss};
use super::{Kind, Measure, Parsed, Tokens};
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
