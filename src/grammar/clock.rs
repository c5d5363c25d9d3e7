//! Times of day: "7.30", "19:30", "kl. 19.30", "8 p.m.", "five o'clock", "halv tre", "noon", hours from one to another, and what a
//! stopwatch shows ("2:15:30").

use super::date::counts;
use super::date_range::separator;
use super::figure::{self, digits};
use super::length::{Length, Unit};
use super::tokens::{Context, Parsed, Tokens, class, hit, is_content, miss, satisfy, skip, skip_joint};
use crate::lexicon::Class;
use crate::text::{ClassSet, Token, TokenKind};
use crate::value::Number;
use nom::Parser;
use nom::combinator::opt;

const DAY: i64 = 24 * 60;

/// Words that a time of day begins with.
const SHOWS: ClassSet =
    ClassSet::new(&[Class::TimeWord, Class::ClockOpener, Class::ClockFraction, Class::Cardinal, Class::HourSuffix]);

/// How an hour is written.
#[derive(Clone, Copy, PartialEq)]
enum Face {
    /// With minutes in words.
    Words,
    /// Alone.
    Hour,
    /// With minutes after this mark.
    Minutes(char),
    /// With minutes and seconds.
    Seconds,
}

/// What may be a time of day.
struct Clock {
    /// Minutes after midnight.
    minutes: i64,
    /// It cannot be anything else.
    clear: bool,
    /// "a.m." or "p.m." stands with it.
    half: bool,
    face: Face,
}

/// A time of day in minutes after midnight.
pub(super) fn time<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, u16> {
    match clock(input, before, false, context)? {
        (rest, Clock { clear: true, minutes, .. }) if is_free(input, before) => Ok((rest, of_day(minutes))),
        _ => miss(input),
    }
}

/// The hours from one time of day to another, one of which shows that hours are meant: "from 5 pm to 9", "9 to 5 pm", "klockan 9–17".
/// Each with its first token and how many it took.
///
/// ```text
/// hours = [ from | between ] , clock , ( dash | range-to | "and" ) , clock
/// ```
pub(super) fn hours<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, [(u16, usize, usize); 2]> {
    let (start, opener) = opt(satisfy(|t| t.is(Class::Between) || t.is(Class::RangeFrom))).parse(input)?;
    let (rest, a) = clock(start, before, false, context)?;
    let (second, dash) = separator(rest, opener.is_some_and(|t| t.is(Class::Between)))?;
    let at = |rest: Tokens| input.0.len() - rest.0.len();
    let (end, b) = clock(second, Tokens(&input.0[..at(second)]), opener.is_some(), context)?;
    let glued = dash && second.0[0].glued;
    let counted =
        |t: &Token| is_content(t) && !t.capital && !glued || t.glued && matches!(t.kind, TokenKind::Punct('-' | '–' | '%'));
    let may_be = |clock: &Clock| clock.clear || clock.face == Face::Hour;
    let is_hour = b.clear || !figure::goes_on(end) && !end.0.first().is_some_and(counted) && !counts_unit(end);
    if !(a.clear || b.clear) || !may_be(&a) || !may_be(&b) || !is_hour || !is_free(start, before) {
        return miss(input);
    }
    // "5 pm to 9" ends at night, "2 to 5 pm" begins after noon.
    let later = |minutes: i64| if minutes < DAY / 2 { minutes + DAY / 2 } else { minutes };
    let from = if b.half && !a.half && later(a.minutes) < b.minutes { later(a.minutes) } else { a.minutes };
    let to = if a.half && !b.half && b.minutes < from { later(b.minutes) } else { b.minutes };
    Ok((end, [(of_day(from), at(start), at(rest) - at(start)), (of_day(to), at(second), at(end) - at(second))]))
}

/// Whether a unit or a share follows.
fn counts_unit(rest: Tokens) -> bool {
    rest.0.first().is_some_and(|t| [Class::Unit, Class::Currency, Class::Percent, Class::TimeUnit].iter().any(|c| t.is(*c)))
}

/// Whether no figure or word goes on into this one.
fn is_free(input: Tokens, before: Tokens) -> bool {
    let opens = |t: &Token| matches!(t.kind, TokenKind::Punct('(' | '–' | '"' | '“'));
    !input.0[0].glued || before.0.last().is_some_and(opens)
}

/// ```text
/// clock = time-word | [ clock-opener ] , ( part-and-hour | minutes-and-hour | dial ) , [ half-of-day ] , [ clock-closer ]
/// ```
/// An hour alone needs one of the words around it, or "shortly before" in front of it; with a full stop the minutes do too where that is
/// the decimal mark. `last` says that it ends what began with "from" or "between": "from 7 to 9 in the evening".
fn clock<'a>(input: Tokens<'a>, before: Tokens, last: bool, context: &Context) -> Parsed<'a, Clock> {
    if !input.0.first().is_some_and(|t| t.kind == TokenKind::Digits || t.may_be_any(&SHOWS)) {
        return miss(input);
    }
    if let Ok((rest, word)) = class(Class::TimeWord)(input) {
        return Ok((rest, Clock { minutes: word.value, clear: true, half: true, face: Face::Words }));
    }
    let (start, opener) = opt(satisfy(|t| t.value(Class::ClockOpener) == Some(0))).parse(input)?;
    let weakly = opener.is_some() || before.0.last().is_some_and(|t| t.is(Class::ClockOpener));
    let (rest, (hour, minutes, face)) =
        part_and_hour(start).or_else(|_| minutes_and_hour(start, opener.is_some())).or_else(|_| dial(start))?;
    let until = before.0.last().is_some_and(|t| t.is(Class::Until) || t.is(Class::Since));
    // "Shortly before seven"; not "shortly before seven guests arrived".
    let near = face == Face::Hour
        && before.0.last().is_some_and(|t| t.is(Class::ClockNear))
        && hour > 0
        && !rest.0.first().is_some_and(|t| t.glued && t.is_word() || is_content(t))
        && !counts_unit(rest);
    let (rest, half) = match half_of_day(rest, weakly || last || until || near || face != Face::Hour) {
        Ok((after, add)) if hour <= 12 => (after, Some(if hour == 12 { add - 12 } else { add })),
        _ => (rest, None),
    };
    let (rest, closer) = opt(class(Class::ClockCloser)).parse(rest)?;
    let shown = match face {
        Face::Words | Face::Minutes(':') => true,
        Face::Minutes(_) => {
            (weakly || context.lexicon.numbers.decimal != '.' && !is_numbered(&start.0[0], before, rest)) && !counts(rest)
        }
        // A moment in a log, or after a date; else it is what a stopwatch shows.
        Face::Seconds => weakly || start.0[0].text.len() == 2 && before.0.last().is_none_or(|t| !t.is_word()),
        Face::Hour => false,
    };
    if figure::goes_on(rest) || rest.0.first().is_some_and(|t| t.glued && t.is_word()) {
        return miss(input);
    }
    let clear = shown || near || opener.is_some() || closer.is_some() || half.is_some();
    Ok((rest, Clock { minutes: (hour + half.unwrap_or(0)) * 60 + minutes, clear, half: half.is_some(), face }))
}

/// The hours to add to one of a half of the day. A part of the day needs more to be one of a time: "at 5 in the morning".
///
/// `half-of-day = meridiem | preposition , [ definite-article ] , day-part`
fn half_of_day(input: Tokens, told: bool) -> Parsed<i64> {
    let part = || {
        let (rest, _) = class(Class::Preposition)(input)?;
        class(Class::DayPart)(skip(rest, Class::DefiniteArticle))
    };
    let (rest, sense) = class(Class::Meridiem)(input).or_else(|e| if told { part() } else { Err(e) })?;
    Ok((rest, sense.value))
}

/// "Half past six", "halv tre", "kvart i fem".
///
/// `part-and-hour = clock-fraction , ( cardinal | digits )`
fn part_and_hour(input: Tokens) -> Parsed<(i64, i64, Face)> {
    let (rest, offset) = class(Class::ClockFraction)(input)?;
    let (rest, hour) = hour(rest)?;
    let other = [Class::Multiplier, Class::TimeUnit, Class::Unit];
    let counts = |t: &Token| !t.is(Class::Meridiem) && other.iter().any(|c| t.is(*c));
    // "In the morning" begins like "in", the inch.
    let named = rest.0.first().is_some_and(counts) && half_of_day(rest, true).is_err();
    if (1..=12).contains(&hour) && !named { Ok((rest, (hour, offset.value, Face::Words))) } else { miss(input) }
}

/// Whether "2.10" is the number of something: of what stands before it ("version 2.10", "Noter 2.10"), or of a heading that it opens.
fn is_numbered(head: &Token, before: Tokens, rest: Tokens) -> bool {
    let named = |t: &Token| t.is(Class::NumberNamer) || t.is_word() && t.capital && !t.starts_sentence && t.senses.is_empty();
    before.0.last().is_some_and(named) || head.starts_sentence && rest.0.first().is_some_and(|t| t.capital)
}

/// "Ten minutes to six", "twenty past eight", "klockan 13 minuter i sex". Without a word that opens a time of day or one for minutes it
/// may be anything ("fem i sex").
///
/// `minutes-and-hour = ( cardinal | digits ) , [ minute ] , clock-join , ( cardinal | digits )`
fn minutes_and_hour(input: Tokens, opened: bool) -> Parsed<(i64, i64, Face)> {
    let (rest, minutes) = hour(input)?;
    let (rest, named) = opt(satisfy(|t| matches!(Unit::of(t, Class::TimeUnit), Some((Unit::Minute, _))))).parse(rest)?;
    let (rest, way) = class(Class::ClockJoin)(rest)?;
    let (rest, hour) = hour(rest)?;
    let counts = rest.0.first().is_some_and(|t| t.glued || is_content(t) && !t.is(Class::Meridiem) && !t.is(Class::ClockCloser));
    if !(named.is_some() || opened) || !(1..30).contains(&minutes) || !(1..=12).contains(&hour) || counts && !opened {
        return miss(input);
    }
    Ok((rest, (hour, way.value * minutes, Face::Words)))
}

/// An hour, with its minutes or without; about so late: "17-tiden", "femtiden".
///
/// ```text
/// dial = ( digits(1..2) | cardinal ) , [ ( ":" | "." ) , digits(2) , [ mark , digits(2) ] | "-" , hour-suffix ] | fused hour-suffix
/// ```
fn dial(input: Tokens) -> Parsed<(i64, i64, Face)> {
    let fused = input.0.first().and_then(|t| t.fused).filter(|s| s.class == Class::HourSuffix);
    let (rest, hour) = match fused {
        Some(sense) => (Tokens(&input.0[1..]), sense.value),
        None => hour(input)?,
    };
    if hour > 24 {
        return miss(input);
    }
    let joined = satisfy(|t| t.glued && t.is(Class::HourSuffix))(skip_joint(rest));
    if fused.is_some() || joined.is_ok() {
        return Ok((joined.map_or(rest, |(rest, _)| rest), (hour, 0, Face::Words)));
    }
    let [mark, ..] = rest.0 else { return Ok((rest, (hour, 0, Face::Hour))) };
    match (mark.kind, sixty(rest)) {
        (TokenKind::Punct(c @ (':' | '.')), Ok((rest, minutes))) => match sixty(rest) {
            Ok((after, _)) if rest.0[0].kind == mark.kind => Ok((after, (hour, minutes, Face::Seconds))),
            _ => Ok((rest, (hour, minutes, Face::Minutes(c)))),
        },
        (TokenKind::Punct(':'), _) if mark.glued => miss(input),
        _ => Ok((rest, (hour, 0, Face::Hour))),
    }
}

fn of_day(minutes: i64) -> u16 {
    minutes.rem_euclid(DAY) as u16
}

fn hour(input: Tokens) -> Parsed<i64> {
    match input.0.first().and_then(|t| digits(t, 1..=2)) {
        Some(n) => Ok((Tokens(&input.0[1..]), n)),
        None => figure::cardinal(input),
    }
}

/// Minutes or seconds: `mark , digits(2)`, all glued.
fn sixty(input: Tokens) -> Parsed<i64> {
    let (rest, _) = satisfy(|t| t.glued && !t.is_word())(input)?;
    match rest.0 {
        [two, rest @ ..] if two.glued => hit(Tokens(rest), digits(two, 2..=2).filter(|n| *n < 60)),
        _ => miss(input),
    }
}

/// What a stopwatch shows: "2:15:30", "3:43.13".
///
/// `elapsed = [ digits , ":" ] , digits , ":" , digits(2) , [ ( "." | "," ) , digits ]`      with hours or parts of a second
pub(super) fn elapsed(input: Tokens) -> Parsed<Length> {
    let colon = |input: Tokens<'_>| input.0.first().is_some_and(|t| t.is_punct(':'));
    let Some(first) = input.0.first().and_then(|t| digits(t, 1..=3)).filter(|_| colon(Tokens(&input.0[1..]))) else {
        return miss(input);
    };
    let (rest, second) = sixty(Tokens(&input.0[1..]))?;
    let (rest, third) = opt(|input| if colon(input) { sixty(input) } else { miss(input) }).parse(rest)?;
    let (rest, part) = match rest.0 {
        [mark, part, after @ ..] if mark.glued && part.glued && matches!(mark.kind, TokenKind::Punct('.' | ',')) => {
            let n = digits(part, 1..=3).and_then(|n| Number::from_decimal_parts(i128::from(n), part.text.len() as u32));
            (if n.is_some() { Tokens(after) } else { rest }, n)
        }
        _ => (rest, None),
    };
    if third.is_none() && part.is_none() || figure::goes_on(rest) || rest.0.first().is_some_and(|t| t.glued && t.is_word()) {
        return miss(input);
    }
    let (hours, minutes, seconds) = third.map_or((0, first, second), |third| (first, second, third));
    let Some(seconds) = Number::from(seconds).checked_add(part.unwrap_or(Number::ZERO)) else { return miss(input) };
    let parts = [(Number::from(hours), Unit::Hour), (Number::from(minutes), Unit::Minute), (seconds, Unit::Second)];
    Ok((rest, Length::of(parts.into_iter().filter(|(n, _)| *n != Number::ZERO).collect())))
}
