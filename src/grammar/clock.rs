//! Times of day: "7.30", "19:30", "kl. 19.30", "8 p.m.", "halv tre", "noon".

use super::duration::Unit;
use super::figure::{self, digits};
use super::tokens::{Context, Parsed, Tokens, is_content, miss};
use crate::lexicon::Class;
use crate::text::{Token, TokenKind};

const DAY: i64 = 24 * 60;

/// A time of day in minutes after midnight.
///
/// ```text
/// time = time-word | [ clock-opener ] , ( clock-fraction , hour | minutes-and-hour | hour , ( ":" | "." ) , minutes , [ mark , seconds ] | hour ) ,
///        [ meridiem ] , [ clock-closer ]
/// ```
/// An hour alone needs one of the words around it; with a full stop the minutes do too where that is the decimal mark.
pub(super) fn time<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, u16> {
    let [first, rest @ ..] = input.0 else { return miss(input) };
    if let Some(minutes) = first.value(Class::TimeWord) {
        return Ok((Tokens(rest), of_day(minutes)));
    }
    let opened = first.value(Class::ClockOpener) == Some(0);
    let weakly = before.0.last().is_some_and(|t| t.is(Class::ClockOpener));
    let start = if opened { Tokens(rest) } else { input };
    let [head, after @ ..] = start.0 else { return miss(input) };
    if let Some(offset) = head.value(Class::ClockFraction) {
        let (rest, hour) = figure::cardinal(Tokens(after)).or_else(|_| hour_figure(Tokens(after)))?;
        let named = rest.0.first().is_some_and(|t| t.is(Class::Multiplier) || t.is(Class::TimeUnit) || t.is(Class::Unit));
        return if (1..=12).contains(&hour) && !named { Ok((rest, of_day(hour * 60 + offset))) } else { miss(input) };
    }
    if let Ok(found) = minutes_and_hour(start, opened) {
        return Ok(found);
    }
    let (rest, hour) = hour_figure(start).or_else(|_| {
        let (rest, hour) = figure::cardinal(start)?;
        let told = rest.0.first().is_some_and(|t| t.is(Class::Meridiem) && !t.glued);
        if opened || told { Ok((rest, hour)) } else { miss(start) }
    })?;
    if hour > 24 || head.glued && !before.0.last().is_some_and(|t| matches!(t.kind, TokenKind::Punct('(' | '–' | '"' | '“')))
    {
        return miss(input);
    }
    let (rest, minutes, colon) = minutes(rest);
    if colon.is_some() && minutes.is_none() {
        return miss(input);
    }
    let (rest, added) = match rest.0 {
        [meridiem, after @ ..] if hour <= 12 => match meridiem.value(Class::Meridiem) {
            Some(add) => (Tokens(after), Some(if hour == 12 { add - 12 } else { add })),
            None => (rest, None),
        },
        _ => (rest, None),
    };
    let (rest, closed) = match rest.0 {
        [closer, after @ ..] if closer.is(Class::ClockCloser) => (Tokens(after), true),
        _ => (rest, false),
    };
    let clear = opened || closed || added.is_some();
    let bare = match (minutes, colon) {
        (Some(_), Some(':')) => true,
        (Some(_), _) => {
            (weakly || context.lexicon.numbers.decimal != '.' && !is_numbered(head, before, rest)) && !super::date::counts(rest)
        }
        _ => false,
    };
    if !(clear || bare) || figure::goes_on(rest) || rest.0.first().is_some_and(|t| t.glued && t.is_word()) {
        return miss(input);
    }
    let total = hour * 60 + minutes.unwrap_or(0) + added.unwrap_or(0) * 60;
    Ok((rest, of_day(total)))
}

/// Whether "2.10" is the number of something: of what stands before it ("version 2.10", "Noter 2.10"), or of a heading that it opens.
fn is_numbered(head: &Token, before: Tokens, rest: Tokens) -> bool {
    let named = |t: &Token| t.is(Class::NumberNamer) || t.is_word() && t.capital && !t.starts_sentence && t.senses.is_empty();
    before.0.last().is_some_and(named) || head.starts_sentence && rest.0.first().is_some_and(|t| t.capital)
}

/// "Ten minutes to six", "twenty past eight", "klockan 13 minuter i sex". Without a word that opens a time of day or one for minutes it
/// may be anything ("fem i sex").
///
/// ```text
/// minutes-and-hour = ( cardinal | digits ) , [ minute ] , clock-join , ( cardinal | digits )
/// ```
fn minutes_and_hour(input: Tokens, opened: bool) -> Parsed<u16> {
    let number = |input| figure::cardinal(input).or_else(|_| hour_figure(input));
    let (rest, minutes) = number(input)?;
    let (after, named) = match rest.0 {
        [unit, after @ ..] if matches!(Unit::of(unit, Class::TimeUnit), Some((Unit::Minute, _))) => (Tokens(after), true),
        _ => (rest, false),
    };
    let [join, hour @ ..] = after.0 else { return miss(input) };
    let Some(way) = join.value(Class::ClockJoin) else { return miss(input) };
    let (rest, hour) = number(Tokens(hour))?;
    let counts = rest.0.first().is_some_and(|t| t.glued || is_content(t) && !t.is(Class::Meridiem) && !t.is(Class::ClockCloser));
    if !(named || opened) || !(1..30).contains(&minutes) || !(1..=12).contains(&hour) || counts && !opened {
        return miss(input);
    }
    let (rest, added) = match rest.0 {
        [meridiem, after @ ..] => match meridiem.value(Class::Meridiem) {
            Some(add) => (Tokens(after), if hour == 12 { add - 12 } else { add }),
            None => (rest, 0),
        },
        [] => (rest, 0),
    };
    Ok((rest, of_day((hour + added) * 60 + way * minutes)))
}

fn of_day(minutes: i64) -> u16 {
    minutes.rem_euclid(DAY) as u16
}

fn hour_figure(input: Tokens) -> Parsed<i64> {
    match input.0 {
        [first, rest @ ..] => match digits(first, 1..=2) {
            Some(n) => Ok((Tokens(rest), n)),
            None => miss(input),
        },
        [] => miss(input),
    }
}

/// `( ":" | "." ) , digits(2) , [ mark , digits(2) ]`: what follows, the minutes, and the mark.
fn minutes(input: Tokens) -> (Tokens, Option<i64>, Option<char>) {
    let [mark, two, rest @ ..] = input.0 else { return (input, None, None) };
    let TokenKind::Punct(c @ (':' | '.')) = mark.kind else { return (input, None, None) };
    if !mark.glued || !two.glued || two.kind != TokenKind::Digits {
        return (input, None, None);
    }
    let Some(n) = digits(two, 2..=2).filter(|n| *n < 60) else { return (input, None, Some(c)) };
    match rest {
        [again, seconds, rest @ ..]
            if again.glued && again.is_punct(c) && seconds.glued && digits(seconds, 2..=2).is_some_and(|s| s < 60) =>
        {
            (Tokens(rest), Some(n), Some(c))
        }
        _ => (Tokens(rest), Some(n), Some(c)),
    }
}
