//! Named stretches of the calendar: years, decades, centuries, quarters, halves, seasons, numbered weeks, months.
//!
//! Seasons are those of the northern half, and as long as either the calendar or the sun makes them.

use super::date::{opens_date, trailing_year};
use super::figure::{self, digits};
use super::length::Unit;
use super::tokens::{Context, Parsed, Tokens, class, miss, skip, skip_joint};
use super::when::{Fields, Scale, When, distance, later, week};
use super::year::{bare_year, era, split_year, year_when};
use crate::lexicon::{Class, Sense, id_hash};
use crate::text::{Token, TokenKind};
use crate::value::Days;
use jiff::ToSpan;
use jiff::civil::Date;

/// A named stretch with a year or the nearest one.
///
/// ```text
/// period = decade | century | year-part , [ date-year ] | season , date-year | numbered | split-year | month | year
/// ```
pub(super) fn period<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let inner = skip(input, Class::DateJoin);
    // "A man in his 80s".
    let owned = before.0.last().is_some_and(|t| t.is(Class::Pronoun));
    decade(inner, inner.0.len() < input.0.len(), owned)
        .or_else(|_| century(inner))
        .or_else(|_| year_part(inner, context))
        .or_else(|_| season(inner))
        .or_else(|_| numbered(inner, context))
        .or_else(|_| split_year(input))
        .or_else(|_| month_and_year(input, before, context))
        .or_else(|_| bare_year(input, before))
}

pub(super) fn years(first: i16, last: i16, scale: Scale) -> When {
    let days = Days::years(first, last);
    When { days, surely: days.unwrap_or(Days::ALL), ..When::fixed(Days::ALL, scale) }
}

/// ```text
/// decade = [ "'" ] , digits(2|4) , ( glued decade-suffix | & elided ) | cardinal , [ "-" ] , decade-word | join decade-word | fused decade
/// elided = "-" , ( "and" | "or" | range-to ) , digits , decade-suffix                "1600- och 1700-talen"
/// ```
fn decade(input: Tokens, joined: bool, owned: bool) -> Parsed<When> {
    let input = match input.0 {
        [quote, rest @ ..]
            if matches!(quote.kind, TokenKind::Punct('\'' | '’' | '‘')) && rest.first().is_some_and(|t| t.glued) =>
        {
            Tokens(rest)
        }
        _ => input,
    };
    let [first, rest @ ..] = input.0 else { return miss(input) };
    if first.kind == TokenKind::Digits {
        let n = digits(first, 2..=2).filter(|n| n % 10 == 0).or(digits(first, 4..=4));
        return match (n, rest) {
            (Some(n), [suffix, rest @ ..]) if suffix.glued && suffix.is(Class::DecadeSuffix) && !(owned && n < 100) => {
                named_years(Tokens(rest), n)
            }
            (Some(n), [hyphen, join, figure, suffix, ..])
                if hyphen.glued && hyphen.is_punct('-') && figure.kind == TokenKind::Digits && suffix.is(Class::DecadeSuffix) =>
            {
                let joins = [Class::And, Class::Or, Class::RangeTo].iter().any(|c| join.is(*c));
                if joins { named_years(Tokens(&rest[1..]), n) } else { miss(input) }
            }
            _ => miss(input),
        };
    }
    if let Some(n) = first.fused.filter(|s| s.class == Class::DecadeSuffix).map(|s| s.value) {
        return named_years(Tokens(rest), n);
    }
    if let Some(n) = first.value(Class::DecadeWord).filter(|n| joined || *n == 0) {
        return named_years(Tokens(rest), n);
    }
    if let Some(n @ 10..=21) = first.value(Class::Cardinal)
        && let [word, rest @ ..] = skip_joint(Tokens(rest)).0
        && let Some(tens) = word.value(Class::DecadeWord)
    {
        return named_years(Tokens(rest), n * 100 + tens);
    }
    miss(input)
}

/// The decade of a figure, or the century of one that ends in "00"; two digits are of the last century from 20 on.
fn named_years(rest: Tokens, n: i64) -> Parsed<When> {
    let first = match n {
        0..=19 => 2000 + n,
        20..=99 => 1900 + n,
        _ => n,
    };
    if !(100..=2900).contains(&first) || first % 10 != 0 {
        return miss(rest);
    }
    let first = first as i16;
    let when =
        if n >= 100 && n % 100 == 0 { years(first, first + 99, Scale::Century) } else { years(first, first + 9, Scale::Decade) };
    Ok((rest, when))
}

/// "The 15th century": the years that begin with 14.
///
/// ```text
/// century = rank , unit(century) , [ era ]
/// ```
fn century(input: Tokens) -> Parsed<When> {
    let (rest, (n, true)) = figure::day(input)? else { return miss(input) };
    let [unit, rest @ ..] = rest.0 else { return miss(input) };
    if Unit::of(unit, Class::TimeUnit) != Some((Unit::Century, true)) {
        return miss(input);
    }
    let n = i16::from(n) * 100;
    Ok(match era(Tokens(rest), 1) {
        (rest, 1) => (rest, years(n - 100, n - 1, Scale::Century)),
        (rest, _) => (rest, years(1 - n, 100 - n, Scale::Century)),
    })
}

/// Quarters and halves of years.
///
/// ```text
/// year-part = [ year ] , ( year-part-word | rank , ( unit(quarter) | unit(half) | half ) ) , [ date-year ]
/// ```
fn year_part<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, When> {
    let (input, leading) = match input.0 {
        [year, rest @ ..] => figure::in_digits(year).map_or((input, None), |n| (Tokens(rest), Some(n as i16))),
        [] => return miss(input),
    };
    let [first, rest @ ..] = input.0 else { return miss(input) };
    let (rest, half, n) = if let Some(sense) = first.sense(Class::YearPart) {
        (Tokens(rest), sense.id == id_hash("half"), sense.value)
    } else {
        let (rest, (n, true)) = figure::day(input)? else { return miss(input) };
        // "Third-quarter sales".
        let [unit, after @ ..] = skip_joint(rest).0 else { return miss(input) };
        let half = match Unit::of(unit, Class::TimeUnit) {
            Some((Unit::Quarter, _)) => false,
            Some((Unit::Half, _)) => true,
            // "The second half of 2023", but not of a match.
            _ if unit.is(Class::Half) && trailing_year(Tokens(after)).1.or(leading).is_some() => true,
            _ => return miss(input),
        };
        (Tokens(after), half, i64::from(n))
    };
    let (months, last) = if half { (6, 2) } else { (3, 4) };
    if !(1..=last).contains(&n) {
        return miss(input);
    }
    let month = ((n - 1) * months + 1) as i8;
    let of_year = |year| {
        let first = Date::new(year, month, 1).ok()?;
        Some(Days::between(first, later(first, (months - 1).months())?.last_of_month()))
    };
    let (rest, year) = if leading.is_some() { (rest, leading) } else { trailing_year(rest) };
    let every_year = Days::months(month, month + months as i8 - 1);
    Ok((rest, of_some_year(year, context.date, Scale::Season, every_year, of_year)))
}

/// A stretch of the given year, or of the year in which it is nearest to the document's date; `every_year` is what is known of it
/// without a year.
pub(super) fn of_some_year(
    year: Option<i16>,
    date: Option<Date>,
    scale: Scale,
    every_year: Option<Days>,
    of_year: impl Fn(i16) -> Option<Days>,
) -> When {
    if let Some(year) = year {
        let days = of_year(year);
        return When { days, surely: days.unwrap_or(Days::ALL), ..When::fixed(Days::ALL, scale) };
    }
    let nearest = date.and_then(|date| {
        let all = (-1..=1).filter_map(|n| of_year(date.year().checked_add(n)?));
        all.min_by_key(|days| distance(days, date))
    });
    When::recurring(nearest, every_year, scale)
}

/// ```text
/// season = season-word , date-year
/// ```
fn season(input: Tokens) -> Parsed<When> {
    let (rest, Sense { value: season, .. }) = class(Class::Season)(input)?;
    let (rest, Some(year)) = trailing_year(rest) else { return miss(input) };
    Ok((rest, of_some_year(Some(year), None, Scale::Season, season_months(season), |year| season_of(year, season))))
}

/// The months of a season of any year: by the calendar alone, three each, so that no two seasons share one.
pub(super) fn season_months(season: i64) -> Option<Days> {
    match season {
        1 => Days::months(3, 5),
        2 => Days::months(6, 8),
        3 => Days::months(9, 11),
        _ => Days::months(12, 2),
    }
}

/// The days of a season: 1 spring, 2 summer, 3 autumn, 4 winter, which may be meant at either end of the year.
pub(super) fn season_of(year: i16, season: i64) -> Option<Days> {
    let day = |year, month, day| Date::new(year, month, day).ok();
    Some(match season {
        1 => Days::between(day(year, 3, 1)?, day(year, 6, 20)?),
        2 => Days::between(day(year, 6, 1)?, day(year, 9, 22)?),
        3 => Days::between(day(year, 9, 1)?, day(year, 12, 21)?),
        _ => Days::between(day(year.checked_sub(1)?, 12, 1)?, day(year.checked_add(1)?, 3, 20)?),
    })
}

/// ```text
/// numbered = numbered-unit(week) , digits(1..2) , [ date-year ] | numbered-unit(year) , digits(1..4) , [ era ]
/// ```
fn numbered<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, When> {
    let [unit, number, rest @ ..] = input.0 else { return miss(input) };
    let rest = Tokens(rest);
    match Unit::of(unit, Class::NumberedUnit) {
        Some((Unit::Week, true)) if !number.glued => {
            let Some(n) = digits(number, 1..=2).filter(|n| (1..=53).contains(n)) else { return miss(input) };
            let (rest, year) = trailing_year(rest);
            Ok((rest, of_some_year(year, context.date, Scale::Week, None, |year| week(Date::new(year, 1, 4).ok()?, n - 1))))
        }
        Some((Unit::Year, _)) if !figure::goes_on(rest) => {
            let Some(n) = digits(number, 1..=4).filter(|n| *n > 0) else { return miss(input) };
            let (rest, n) = era(rest, n as i16);
            Ok((rest, year_when(n)))
        }
        _ => miss(input),
    }
}

/// ```text
/// month-and-year = month , [ "," | "of" ] , [ year ] | year , "," , month | year , ( "-" | "/" ) , digits(1..2) | digits(1..2) , ( "/" | "-" ) , year
/// ```
/// Figures in which the second may be the end of a stretch ("2003-08") are no month, nor those of a code ("Regulation 2016/3").
fn month_and_year<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let [first, rest @ ..] = input.0 else { return miss(input) };
    if let Some(month) = first.value(Class::Month) {
        let (rest, year) = trailing_year(Tokens(rest));
        if year.is_none() && !stands_alone(first, rest, before) {
            return miss(input);
        }
        return Ok((rest, Fields { year, month: Some(month as i8), ..Fields::default() }.resolve(context.date)));
    }
    let year = figure::in_digits;
    let month = |t: &Token| digits(t, 1..=2).filter(|n| (1..=12).contains(n));
    let named = |t: &Token| t.value(Class::Month);
    let is_day = |rest: &[Token]| rest.first().is_some_and(|t| digits(t, 1..=2).is_some());
    let code = before.0.last().is_some_and(|t| t.capital && t.senses.is_empty() || t.is(Class::NumberNamer) || t.is_punct(')'));
    let found = match rest {
        [comma, m, rest @ ..] if comma.is_punct(',') && !is_day(rest) => year(first).zip(named(m)).map(|f| (rest, f)),
        [m, rest @ ..] if m.is(Class::Month) && !is_day(rest) => year(first).zip(named(m)).map(|f| (rest, f)),
        [mark, second, rest @ ..] if !code && !figure::goes_on(Tokens(rest)) => match mark.kind {
            TokenKind::Punct('/') if mark.glued == second.glued => {
                year(first).zip(month(second)).or_else(|| year(second).zip(month(first)))
            }
            TokenKind::Punct('-') if mark.glued && second.glued && second.text.len() == 2 => {
                year(first).zip(month(second)).filter(|(year, month)| *month <= year % 100)
            }
            TokenKind::Punct('-') if !rest.first().is_some_and(Token::is_word) => year(second).zip(month(first)),
            _ => None,
        }
        .filter(|_| !rest.first().is_some_and(|t| t.glued && (t.is_word() || matches!(t.kind, TokenKind::Punct('-' | '/')))))
        .map(|f| (rest, f)),
        _ => None,
    };
    match found {
        Some((rest, (year, month))) => {
            let fields = Fields { year: Some(year as i16), month: Some(month as i8), ..Fields::default() };
            Ok((Tokens(rest), fields.resolve(None)))
        }
        None => miss(input),
    }
}

/// Whether a month without a year is one: "in May", but not "May Johnson", "Theresa May", "May I" or the abbreviation "Jan" alone.
fn stands_alone(month: &Token, rest: Tokens, before: Tokens) -> bool {
    let opened = opens_date(before);
    let named = rest.0.first().is_some_and(|t| t.capital && t.senses.is_empty());
    let surname = month.capital && before.0.last().is_some_and(|t| t.is_word() && t.capital && t.senses.is_empty());
    let shortened = month.is(Class::ShortDate);
    let ambiguous = month.is(Class::Modal) || month.starts_sentence && named;
    opened || !(named || surname || shortened || ambiguous && month.starts_sentence)
}
