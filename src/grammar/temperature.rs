//! Degrees: "24 °C" and "24 degrees Celsius" are units; bare degrees are those of the air unless the sentence turns something.

use super::tokens::class;
use super::{Kind, Measure, Parsed, Tokens};
use crate::lexicon::{Class, id_hash};
use crate::text::Token;

/// `degrees = [ "-" ] , degree` — of an angle where a word for turning stands before.
pub(super) fn tail<'a>(input: Tokens<'a>, before: &[Token]) -> Parsed<'a, Measure> {
    let (rest, _) = class(Class::Degree)(input)?;
    let turned = before.iter().rev().take(12).any(|t| t.is(Class::AngleCue));
    Ok((rest, if turned { Measure::of(Kind::Dimension, id_hash("degree")) } else { Measure::of(Kind::Temperature, 0) }))
}
