//! Points of the calendar of every kind, and their parts: "the end of October 2023", "the first week of 2015", "the week of 18 May",
//! "the 27th".

use super::date::date;
use super::deictic::this;
use super::figure;
use super::length::Unit;
use super::period::period;
use super::relative::{narrowed, relative};
use super::tokens::{Context, Parsed, Tokens, hit, miss, satisfy, skip};
use super::when::{Fields, Scale, When, later, nth_week, nth_weekday, week};
use crate::lexicon::Class;
use crate::text::{Token, TokenKind};
use crate::value::Days;
use jiff::ToSpan;

/// Any point of the calendar: the longest reading.
///
/// ```text
/// point = part | nth | unit-of | narrowed | date | period | relative | rank-day
/// ```
pub(super) fn point<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let opened = skip(input, Class::DayOpener);
    let simple = [
        date(opened, before, context).map(|(rest, fields)| (rest, fields.resolve(context.date))),
        narrowed(input, context),
        period(input, before, context),
        relative(input, before, context),
        part(input, before, context),
        nth(input, before, context),
        unit_of(input, before, context),
    ];
    let best = simple.into_iter().flatten().min_by_key(|(rest, _)| rest.0.len());
    best.map_or_else(|| rank_day(input, before, context), Ok)
}

/// The word just before `rest`.
fn last_of<'a>(input: Tokens<'a>, rest: Tokens) -> Tokens<'a> {
    let n = input.0.len() - rest.0.len();
    Tokens(&input.0[n.saturating_sub(1)..n])
}

pub(super) fn skip_joins(input: Tokens) -> Tokens {
    let joins = |t: &&Token| t.is(Class::DateJoin) || t.is(Class::Of) || t.is(Class::Preposition) && !t.is(Class::Since);
    Tokens(&input.0[input.0.iter().take(3).take_while(joins).count()..])
}

/// The classes of words for a part of a stretch.
const PARTS: [Class; 5] = [Class::PartEarly, Class::PartMid, Class::PartLate, Class::PartRest, Class::PartGone];

/// ```text
/// part = [ join ] , ( part-early | part-mid | part-late | part-rest | part-gone | rank , half ) , [ joins ] , ( point | unit )
/// ```
fn part<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let inner = skip(input, Class::DateJoin);
    let [first, rest @ ..] = inner.0 else { return miss(input) };
    // "Nine years later in 2010".
    if first.is(Class::Later) && before.0.last().is_some_and(|t| t.is(Class::TimeUnit)) {
        return miss(input);
    }
    let word = PARTS.iter().find_map(|c| first.value(*c).map(|v| (rest, *c, v)));
    let Some((rest, class, size)) = word.or_else(|| half(inner)) else { return miss(input) };
    let target = skip_joins(Tokens(rest));
    let found = period(target, last_of(input, target), context)
        .or_else(|_| narrowed(target, context))
        .or_else(|_| relative(target, before, context))
        .or_else(|_| relative(Tokens(rest), before, context))
        .or_else(|_| this_unit(target, context))?;
    let (rest, when) = found;
    // "The first half of October" is dated by its month.
    if size == HALF && when.scale < Scale::Decade {
        return miss(input);
    }
    if when.scale == Scale::Day {
        return if matches!(class, Class::PartRest | Class::PartGone) { miss(input) } else { Ok((rest, when)) };
    }
    let date = context.date;
    let part = when.within(when.scale, |first, last| match class {
        Class::PartRest => Some(Days::between(date.map_or(first, |d| d.clamp(first, last)), last)),
        Class::PartGone => Some(Days::between(first, date.map_or(last, |d| d.clamp(first, last)))),
        _ => part_of(class, size, when.scale, first, last),
    });
    Ok((rest, part))
}

/// The size of a part that is a half; no word of a part has it.
const HALF: i64 = -1;

/// "The first half of the 1990s", "andra hälften av artonhundratalet".
fn half(input: Tokens<'_>) -> Option<(&[Token<'_>], Class, i64)> {
    let (rest, (n @ 1..=2, true)) = figure::day(input).ok()? else { return None };
    let (word, rest) = rest.0.split_first()?;
    let halved = (word.is(Class::Half) || matches!(Unit::of(word, Class::TimeUnit), Some((Unit::Half, true))))
        && rest.first().is_some_and(|t| t.is(Class::Of));
    halved.then_some((rest, if n == 1 { Class::PartEarly } else { Class::PartLate }, HALF))
}

/// The first, middle or last part of a stretch: of weeks and months and of what is "early" or "late" about a half, else a third.
fn part_of(class: Class, size: i64, scale: Scale, first: jiff::civil::Date, last: jiff::civil::Date) -> Option<Days> {
    let length = last.since(first).ok()?.get_days() + 1;
    let days = |from: i32, to: i32| Some(Days::between(later(first, from.days())?, later(first, (to - 1).days())?));
    let months = (i32::from(last.year()) - i32::from(first.year())) * 12 + i32::from(last.month() - first.month()) + 1;
    let of_months =
        |from: i32, to: i32| Some(Days::between(later(first, from.months())?, later(first, to.months())?.yesterday().ok()?));
    let third = size == 3;
    match (scale, class) {
        (Scale::Week, Class::PartEarly) => days(0, 3),
        (Scale::Week, Class::PartMid) => days(1, 5),
        (Scale::Week, _) => days(3, length),
        (Scale::Month, Class::PartEarly) => days(0, 15),
        (Scale::Month, Class::PartMid) => days(9, 20),
        (Scale::Month, _) => days(15, length),
        (Scale::Season, Class::PartEarly) => days(0, length / 2),
        (Scale::Season, Class::PartMid) => days(length / 4, length - length / 4),
        (Scale::Season, _) => days(length / 2, length),
        (Scale::Year, Class::PartEarly) => of_months(0, if third { 4 } else { 6 }),
        (Scale::Year, Class::PartMid) => of_months(4, 8),
        (Scale::Year, _) => of_months(if third { 8 } else { 6 }, months),
        (_, Class::PartEarly) => of_months(0, months / 2),
        (_, Class::PartMid) => of_months(months / 4, months - months / 4),
        _ => of_months(months / 2, months),
    }
}

/// "The month" with nothing else: the one of the document's date.
fn this_unit<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, When> {
    let (rest, word) = satisfy(|t| t.is(Class::TimeUnit))(input)?;
    let unit = Unit::of(word, Class::TimeUnit).filter(|(unit, singular)| *singular && unit.scale() > Scale::Day);
    hit(rest, unit.map(|(unit, _)| this(unit, context.date).unsure(Days::ALL)))
}

/// ```text
/// nth = [ join ] , ( ordinal | rel-last ) , ( weekday | unit(week) ) , [ joins ] , ( period | named | unit )
/// ```
fn nth<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let inner = skip(input, Class::DateJoin);
    let [first, ..] = inner.0 else { return miss(input) };
    let (rest, n) = match figure::day(inner) {
        Ok((rest, (n, true))) if n <= 53 => (rest, i64::from(n)),
        _ if first.is(Class::RelLast) => (Tokens(&inner.0[1..]), -1),
        _ => return miss(input),
    };
    let [target, rest @ ..] = rest.0 else { return miss(input) };
    let weekday = target.value(Class::Weekday);
    if weekday.is_none() && !matches!(Unit::of(target, Class::TimeUnit), Some((Unit::Week, true))) {
        return miss(input);
    }
    let of = skip_joins(Tokens(rest));
    let whole = period(of, last_of(input, of), context)
        .or_else(|_| narrowed(of, context))
        .or_else(|_| relative(of, before, context))
        .or_else(|_| this_unit(of, context));
    // "The second Sunday" by itself is of this month, perhaps.
    let (rest, whole) = match (whole, weekday) {
        (Ok(found), _) => found,
        (Err(_), Some(_)) if n > 0 => (Tokens(rest), this(Unit::Month, context.date).unsure(Days::ALL)),
        (Err(e), _) => return Err(e),
    };
    if whole.scale < Scale::Month {
        return miss(input);
    }
    let when = match weekday {
        Some(weekday) => whole.within(Scale::Day, |first, last| nth_weekday(first, last, weekday as i8, n).map(Days::on)),
        None => whole.within(Scale::Week, |first, last| nth_week(first, last, n)),
    };
    Ok((rest, when))
}

/// The week or month with a day in it: "the week of 18 May", "w/c 18 May", "the month of September".
///
/// ```text
/// unit-of = [ join ] , ( unit , ( join | starting-on ) | numbered-unit(plural) ) , [ day-opener ] , ( point | rank )
/// ```
fn unit_of<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let inner = skip(input, Class::DateJoin);
    let Some(first) = inner.0.first() else { return miss(input) };
    let (unit, n) = match (Unit::of(first, Class::TimeUnit), Unit::of(first, Class::NumberedUnit), inner.0.get(1)) {
        (Some((unit, true)), _, Some(join)) if join.is(Class::DateJoin) || join.is(Class::StartingOn) => (unit, 2),
        (None, Some((unit, false)), _) => (unit, 1),
        _ => return miss(input),
    };
    if !matches!(unit, Unit::Week | Unit::Month) {
        return miss(input);
    }
    let (join, rest) = (&inner.0[n - 1..n], &inner.0[n..]);
    let rest = skip(Tokens(rest), Class::DayOpener);
    let (rest, when) = date(rest, before, context)
        .map(|(rest, fields)| (rest, fields.resolve(context.date)))
        .or_else(|_| period(rest, Tokens(join), context))
        .or_else(|_| relative(rest, before, context))
        .or_else(|_| ranked(rest, context))?;
    if unit == Unit::Month {
        return if when.scale == Scale::Month { Ok((rest, when)) } else { miss(input) };
    }
    Ok((rest, when.within(Scale::Week, |first, _| week(first, 0))))
}

/// "The 27th", where nothing is ranked by it; not "Louis the 14th".
///
/// ```text
/// rank-day = [ day-opener ] , join , digits , ordinal-suffix
/// ```
fn rank_day<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let opener = |t: &Token| [Class::DayOpener, Class::Preposition, Class::Until, Class::Since].iter().any(|c| t.is(*c));
    let inner = skip(input, Class::DayOpener);
    let numbered_name = before.0.last().is_some_and(|t| t.capital && t.senses.is_empty());
    if numbered_name || !inner.0.first().is_some_and(|t| t.is(Class::DateJoin)) {
        return miss(input);
    }
    let (rest, when) = ranked(inner, context)?;
    let ends = rest.0.first().is_none_or(|t| !t.is_word() || t.is(Class::And) || opener(t));
    if ends { Ok((rest, when)) } else { miss(input) }
}

fn ranked<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, When> {
    let inner = skip_joins(input);
    match figure::day(inner)? {
        (rest, (day, true)) if inner.0[0].kind == TokenKind::Digits => {
            Ok((rest, Fields { day: Some(day), ..Fields::default() }.resolve(context.date)))
        }
        _ => miss(input),
    }
}
