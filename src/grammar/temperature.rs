//! Bare degrees, whose scale nothing tells. "24 °C" and "24 degrees Celsius" are units of their own.

use super::tokens::class;
use super::{Kind, Measure, Parsed, Tokens};
use crate::lexicon::Class;
use nom::Parser;

/// `degrees = degree`
pub(super) fn tail(input: Tokens) -> Parsed<Measure> {
    class(Class::Degree).map(|_| Measure::of(Kind::Temperature, 0)).parse(input)
}
