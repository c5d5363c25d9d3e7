//! Stretches told from a date that went before: "the same year", "that weekend", "samma månad".
//!
//! The date before is the last one read in the document that lies in one such stretch, else the document's own. Which one a writer means is a guess, so no day is
//! sure.

use super::deictic::{named_unit, unit_from};
use super::length::Unit;
use super::mention::{Mention, Reading};
use super::tokens::{Context, Parsed, Tokens, miss};
use super::when::When;
use crate::lexicon::Class;
use crate::text::TokenKind;
use crate::value::Days;
use jiff::civil::Date;

/// How many mentions back a date may stand.
const REACH: usize = 64;

/// `same = [ join ] , rel-same , ( unit | weekend )`, no day and nothing shorter
pub(super) fn same<'a>(input: Tokens<'a>, found: &[Mention], context: &Context) -> Parsed<'a, When> {
    let inner = match input.0 {
        [join, rest @ ..] if join.is(Class::DateJoin) && !join.is(Class::RelSame) => rest,
        all => all,
    };
    let [same, unit, rest @ ..] = inner else { return miss(input) };
    if !same.is(Class::RelSame) || rest.first().is_some_and(|t| t.kind == TokenKind::Digits) {
        return miss(input);
    }
    let Some((unit, true)) = named_unit(unit) else { return miss(input) };
    if unit < Unit::Weekend {
        return miss(input);
    }
    let days = before(unit, found).or_else(|| unit_from(context.date?, unit, 0));
    Ok((Tokens(rest), When::relative(days, unit.scale()).unsure(Days::ALL)))
}

/// The unit with the last date before in it.
fn before(unit: Unit, found: &[Mention]) -> Option<Days> {
    found.iter().rev().take(REACH).find_map(|m| match &m.reading {
        Reading::Days { days: Some(days), .. } => around(unit, days.earliest()?, days.latest()?),
        _ => None,
    })
}

/// The unit of the calendar with both days in it.
fn around(unit: Unit, first: Date, last: Date) -> Option<Days> {
    let whole = if unit == Unit::Weekend { Unit::Week } else { unit };
    let fits = unit_from(first, whole, 0)?.latest()? >= last;
    if fits { unit_from(first, unit, 0) } else { None }
}
