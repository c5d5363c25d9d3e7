//! Dates as they are written out: "28 May 2024", "May 28th", "lördagen den 20 maj 2023", "2024-05-28", "11/27/2025".

use super::figure::{self, digits, full_year};
use super::tokens::{Context, Parsed, Tokens, class, hit, miss, satisfy, skip_if};
use super::when::Fields;
use crate::lexicon::{Class, DateOrder, Sense};
use crate::text::{ClassSet, Token, TokenKind};

/// A date with a day.
///
/// ```text
/// date = [ weekday , [ "," ] ] , ( numeric | day-first | month-first | holiday ) | weekday , [ join ] , rank
///      | weekday , "(" , ( numeric | day-first | month-first )
/// ```
pub(super) fn date<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, Fields> {
    let (rest, weekday) = match weekday(input) {
        Ok((rest, weekday)) => (rest, Some(weekday)),
        Err(_) => (input, None),
    };
    let opened = weekday.is_some() || opens_date(before);
    let found = numeric(rest, opened, context)
        .or_else(|_| day_first(rest))
        .or_else(|_| month_first(rest))
        .or_else(|_| holiday(rest))
        .or_else(|_| match rest.0 {
            [open, inside @ ..] if weekday.is_some() && open.is_punct('(') => {
                let inside = Tokens(inside);
                numeric(inside, true, context).or_else(|_| day_first(inside)).or_else(|_| month_first(inside))
            }
            _ if weekday.is_some() => rank(rest, input.0[..input.0.len() - rest.0.len()].last().is_some_and(|t| t.is_punct(','))),
            _ => miss(input),
        });
    found.map(|(rest, fields)| (rest, Fields { weekday, ..fields }))
}

/// Words after which figures are most likely a date or a year: "on 4/5", "since 1500".
const OPENERS: ClassSet = ClassSet::new(&[
    Class::Preposition,
    Class::DayOpener,
    Class::DateJoin,
    Class::RangeFrom,
    Class::RangeTo,
    Class::Between,
    Class::Since,
    Class::Until,
    Class::Weekday,
    Class::Month,
    Class::NumberedUnit,
    Class::PartEarly,
    Class::PartLate,
]);

/// Whether the word before says that a figure is a date.
pub(super) fn opens_date(before: Tokens) -> bool {
    before.0.last().is_some_and(|t| t.is_any(&OPENERS))
}

/// A weekday, near the document's date or any: 1 (Monday) to 7.
pub(super) fn any_weekday(input: Tokens) -> Parsed<i8> {
    let weekday = |t: &Token| [Class::Weekday, Class::ComingWeekday, Class::PastWeekday].iter().find_map(|c| t.value(*c));
    let (rest, day) = satisfy(|t| weekday(t).is_some())(input)?;
    hit(rest, weekday(day).map(|n| n as i8))
}

/// `weekday , [ "." ] , [ "," ]`
fn weekday(input: Tokens) -> Parsed<i8> {
    let (rest, weekday) = any_weekday(input)?;
    Ok((skip_if(rest, |t| t.glued && t.is_punct(',')), weekday))
}

/// Skips any words that join the parts of a date ("the", "of", "den").
fn join(input: Tokens) -> Tokens {
    let n = input.0.iter().take(2).take_while(|t| t.is(Class::DateJoin)).count();
    Tokens(&input.0[n..])
}

/// `month , [ glued "." ]`: its number.
fn month(input: Tokens) -> Parsed<i8> {
    class(Class::Month)(input).map(|(rest, month)| (rest, month.value as i8))
}

/// The year at the end of a date, if there is one.
///
/// ```text
/// date-year = [ "," | join ] , year , [ era ]
/// ```
pub(super) fn trailing_year(input: Tokens) -> (Tokens, Option<i16>) {
    let comma = matches!(input.0, [comma, ..] if comma.is_punct(','));
    let start = if comma { Tokens(&input.0[1..]) } else { join(input) };
    match figure::year(start) {
        // "On May 5, 2000 people came": a comma and a count.
        Ok((rest, year)) if !(comma && !(1800..2100).contains(&year) && counts(rest)) => (rest, Some(year)),
        _ => (input, None),
    }
}

/// Whether the next word is something that a figure before it may count.
pub(super) fn counts(rest: Tokens) -> bool {
    const COUNTED: [Class; 8] = [
        Class::TimeUnit,
        Class::Unit,
        Class::Currency,
        Class::Percent,
        Class::Multiplier,
        Class::Member,
        Class::Statehood,
        Class::Collective,
    ];
    let Some(next) = rest.0.first() else { return false };
    if !next.is_word() {
        return next.is(Class::Percent) || next.is(Class::Currency);
    }
    COUNTED.iter().any(|c| next.is(*c)) || next.senses.is_empty() && !next.capital && !next.glued
}

/// ```text
/// day-first = [ join ] , day , [ "." ] , [ "-" ] , [ join ] , month , [ "-" ] , [ date-year ]
/// ```
fn day_first(input: Tokens) -> Parsed<Fields> {
    let (rest, (day, _)) = figure::day(join(input))?;
    let (rest, month) = month(join(skip_if(rest, |t| t.glued && separator(t).is_some())))?;
    let rest = match rest.0 {
        [hyphen, year, ..] if hyphen.glued && hyphen.is_punct('-') && year.glued && digits(year, 4..=4).is_some() => {
            Tokens(&rest.0[1..])
        }
        _ => rest,
    };
    let (rest, year) = trailing_year(rest);
    Ok((rest, Fields { year, month: Some(month), day: Some(day), weekday: None }))
}

/// ```text
/// month-first = month , [ "-" | "/" ] , [ join ] , day , [ date-year ]
/// ```
fn month_first(input: Tokens) -> Parsed<Fields> {
    let (rest, month) = month(input)?;
    let rest = match rest.0 {
        [mark, day, ..] if mark.glued && (mark.is_punct('-') || mark.is_punct('/')) && day.glued => Tokens(&rest.0[1..]),
        _ => join(rest),
    };
    let day = figure::day(rest).ok().filter(|(rest, _)| !figure::goes_on(*rest));
    let (rest, day) = match day {
        // "May 2 million people", "May 20 %": a count, not a day.
        Some((after, (day, ranked))) if ranked || !is_amount(after) => (after, day),
        Some(_) => return miss(input),
        None => match figure::cardinal(rest) {
            // "May twenty one", but not "in May two men".
            Ok((after, n @ 21..=31)) if n != 30 => (after, n as i8),
            _ => return miss(input),
        },
    };
    let (rest, year) = trailing_year(rest);
    Ok((rest, Fields { year, month: Some(month), day: Some(day), weekday: None }))
}

fn is_amount(rest: Tokens) -> bool {
    const AMOUNTS: [Class; 6] =
        [Class::Multiplier, Class::Percent, Class::Currency, Class::Collective, Class::NumberSuffix, Class::Meridiem];
    rest.0.first().is_some_and(|t| AMOUNTS.iter().any(|c| t.is(*c)))
}

/// `holiday , [ date-year ]`: a day with a name of its own.
fn holiday(input: Tokens) -> Parsed<Fields> {
    let (rest, Sense { value: n @ 101.., .. }) = class(Class::Holiday)(input)? else { return miss(input) };
    let (rest, year) = trailing_year(rest);
    Ok((rest, Fields { year, month: Some((n / 100) as i8), day: Some((n % 100) as i8), weekday: None }))
}

fn separator(token: &Token) -> Option<char> {
    match token.kind {
        TokenKind::Punct(c @ ('/' | '-' | '.')) => Some(c),
        _ => None,
    }
}

/// A day after its weekday, with the month left out: "Friday the 15th". `comma` says that a comma stands between.
///
/// ```text
/// rank = join , day | rank-day
/// ```
fn rank(input: Tokens, comma: bool) -> Parsed<Fields> {
    let joined = join(input);
    let (rest, (day, ranked)) = figure::day(joined)?;
    let bare = !ranked && joined.0.len() == input.0.len();
    // "On Friday, the fifth accident this year": a rank behind a comma is that of a noun behind it.
    let of_noun = || rest.0.first().is_some_and(|t| t.is_word() && !t.capital && !t.is(Class::Stop));
    if bare || figure::goes_on(rest) || !ranked && counts(rest) || comma && of_noun() {
        return miss(input);
    }
    Ok((rest, Fields { day: Some(day), ..Fields::default() }))
}

/// Dates in figures, or with the month's name between two. Day and month come in the language's order, and the other way round where
/// only that is possible. `opened` says that "4/5" alone is a date.
///
/// ```text
/// numeric = year4 , sep , ( n | month ) , sep , n | n , sep , n , sep , ( year4 | year2 ) | n , "/" , n , [ date-year | "-" , year2 ]
/// ```
fn numeric<'a>(input: Tokens<'a>, opened: bool, context: &Context) -> Parsed<'a, Fields> {
    let input = join(input);
    let [first, sep, second, rest @ ..] = input.0 else { return miss(input) };
    let (Some(mark), Some(a)) = (separator(sep), digits(first, 1..=4)) else { return miss(input) };
    let named = second.value(Class::Month);
    let Some(b) = digits(second, 1..=2).or(named).filter(|_| sep.glued && second.glued) else { return miss(input) };
    if let [again, third, rest @ ..] = rest
        && again.glued
        && third.glued
        && separator(again) == Some(mark)
        && third.kind == TokenKind::Digits
    {
        let rest = Tokens(rest);
        if figure::goes_on(rest) || matches!(rest.0, [m, ..] if m.glued && m.is_punct(mark) && mark != '.') || in_path(mark, rest)
        {
            return miss(input);
        }
        let ymd = digits(first, 4..=4).zip(digits(third, 1..=2)).filter(|_| (1000..2200).contains(&a));
        if let Some((year, day)) = ymd {
            // "2021.3.0" is a version.
            let counted = (1..=12).contains(&b) && (1..=31).contains(&day) || mark != '.' && b > 0 && day > 0;
            return if counted { Ok((rest, fields(year as i16, b, day))) } else { miss(input) };
        }
        if first.text.len() > 2 {
            return miss(input);
        }
        let year = match (digits(third, 4..=4), digits(third, 2..=2)) {
            _ if named.is_some() => return miss(input),
            (Some(year), _) if (1000..2200).contains(&year) => year as i16,
            // "3.11.25" may be a version, "03.11.25" is none.
            (None, Some(year)) if mark != '.' || first.text.len() == 2 && second.text.len() == 2 => full_year(year),
            _ => return miss(input),
        };
        let Some((month, day)) = ordered(a, b, mark, context.lexicon.date_order) else { return miss(input) };
        return Ok((rest, fields(year, month, day)));
    }
    let rest = Tokens(rest);
    if mark != '/' || named.is_some() || first.text.len() > 2 {
        return miss(input);
    }
    let Some((month, day)) = ordered(a, b, mark, context.lexicon.date_order) else { return miss(input) };
    let short = |rest: Tokens<'a>| match rest.0 {
        [dash, two, rest @ ..] if dash.glued && two.glued && dash.is_punct('-') => {
            Some((Tokens(rest), full_year(digits(two, 2..=2)?)))
        }
        _ => None,
    };
    let told = match trailing_year(rest) {
        (rest, Some(year)) => Some((rest, year)),
        _ => short(rest),
    };
    if let Some((rest, year)) = told {
        return Ok((rest, fields(year, month, day)));
    }
    if figure::goes_on(rest) {
        return miss(input);
    }
    let alone = rest.0.len() < 3 && rest.0.iter().all(|t| !t.is_word()) && (a > 12 || b > 12);
    let padded = first.text.starts_with('0') || second.text.starts_with('0');
    let fraction = rest.0.first().is_some_and(|t| t.is(Class::Of)) || counts(rest);
    if (opened || alone || padded) && !fraction {
        return Ok((rest, Fields { month: Some(month as i8), day: Some(day as i8), ..Fields::default() }));
    }
    miss(input)
}

/// Whether a date with slashes goes on as the path of a file does: "2016/09/14-x-21".
fn in_path(mark: char, rest: Tokens) -> bool {
    let [dash, after, ..] = rest.0 else { return false };
    mark == '/' && dash.glued && after.glued && matches!(dash.kind, TokenKind::Punct('-' | '_' | '.')) && after.is_word()
}

fn fields(year: i16, month: i64, day: i64) -> Fields {
    Fields { year: Some(year), month: Some(month as i8), day: Some(day as i8), weekday: None }
}

/// Month and day of two figures; `None` when they are neither.
fn ordered(a: i64, b: i64, mark: char, order: DateOrder) -> Option<(i64, i64)> {
    let day_first = mark == '.' || order == DateOrder::DayFirst;
    let (day, month) = if day_first { (a, b) } else { (b, a) };
    let possible = |day: i64, month: i64| (1..=12).contains(&month) && (1..=31).contains(&day);
    match (possible(day, month), possible(month, day)) {
        (true, _) => Some((month, day)),
        (false, true) => Some((day, month)),
        _ => None,
    }
}
