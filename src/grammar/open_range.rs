//! Stretches told by one end: "since 1997", "until 2012", "two weeks starting 20 May".

use super::date_range::Ends;
use super::duration::duration;
use super::length::{Length, Unit};
use super::point::point;
use super::relative::starting;
use super::tokens::{Context, Parsed, Tokens, miss, skip, skip_if};
use super::when::{Fields, Scale, When};
use crate::lexicon::Class;
use crate::value::Days;

/// A stretch with one end: "since 1997", "until 2012", "before May".
///
/// ```text
/// open-range = ( since | until ) , [ joins ] , point
/// ```
pub(super) fn open_range<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, Ends<'a>> {
    let [first, rest @ ..] = input.0 else { return miss(input) };
    let (since, apart) = match (first.value(Class::Since), first.value(Class::Until)) {
        (Some(v), _) => (true, v == 1),
        (_, Some(v)) => (false, v == 1),
        _ => return miss(input),
    };
    let start = Tokens(rest);
    let (rest, when) = point(start, Tokens(&input.0[..1]), context)?;
    // "After Monday's fall": what is of that day is told of.
    if apart && rest.0.first().is_some_and(|t| t.glued && t.is_word()) {
        return miss(input);
    }
    let taken = start.0.len() - rest.0.len();
    let open = |days: Days| {
        let (first, last) = (days.earliest()?, days.latest()?);
        Some(match (since, apart) {
            (true, false) => Days::since(first),
            (true, true) => Days::since(last.tomorrow().ok()?),
            (false, false) => Days::until(last),
            (false, true) => Days::until(first.yesterday().ok()?),
        })
    };
    let days = when.days.map(|d| open(d).unwrap_or(Days::ALL));
    let surely = open(when.surely).unwrap_or(Days::ALL);
    let scale = when.scale.max(Scale::Week);
    let whole = When { fields: Fields::default(), days, surely, scale, relative: when.relative, length: None };
    Ok((rest, Ends { whole, ends: vec![(when, start, taken)] }))
}

/// ```text
/// stretch = duration , [ "," ] , ( starting-on | from ) , [ day-opener ] , point , not range-to
/// ```
pub(super) fn stretch<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let (rest, length): (_, Length) = duration(input, context, true)?;
    let rest = skip_if(rest, |t| t.is_punct(','));
    let [join, after @ ..] = rest.0 else { return miss(input) };
    // "For three weeks, from 2 May": without the "for", a length and a day.
    let for_so_long = before.0.last().is_some_and(|t| t.is(Class::SpanOpener));
    if !(join.is(Class::StartingOn) || for_so_long && join.is(Class::RangeFrom)) {
        return miss(input);
    }
    let (rest, from) = point(skip(Tokens(after), Class::DayOpener), rest, context)?;
    if from.scale != Scale::Day || length.unit() < Unit::Day {
        return miss(input);
    }
    // "For six weeks, from 3 March to 17 April": the length stands beside a stretch that has both its ends.
    if rest.0.first().is_some_and(|t| t.is(Class::RangeTo)) {
        return miss(input);
    }
    Ok((rest, starting(&length, &from)))
}
