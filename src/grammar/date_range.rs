//! Stretches from one point to another: "from 5 to 8 May", "1991–2001".

use super::date::{any_weekday, date, trailing_year};
use super::deictic::named;
use super::duration::duration;
use super::figure::{self, digits, goes_on};
use super::length::Unit;
use super::point::{point, skip_joins};
use super::relative::narrowed;
use super::tokens::{Context, Parsed, Tokens, class, miss, skip, skip_if};
use super::when::{Fields, Scale, When, later};
use crate::lexicon::{Class, Sense};
use crate::text::{Token, TokenKind};
use crate::value::{Days, Meet};
use jiff::ToSpan;

/// A range with its ends, where they can stand by themselves: what was read, and the token of the input at which it starts.
pub(super) struct Ends<'a> {
    /// The whole.
    pub(super) whole: When,
    /// Its ends, each with the tokens from its first one on, and how many it took.
    pub(super) ends: Vec<(When, Tokens<'a>, usize)>,
}

/// ```text
/// range = weekdays | [ from | between ] , ( shared-day | years | two-points )
/// ```
/// "And" joins only the ends of "between". What is written once holds for both ends. `pointed` is the point that begins with the first
/// token.
pub(super) fn range<'a>(
    input: Tokens<'a>,
    before: Tokens,
    pointed: &Parsed<'a, When>,
    context: &Context,
) -> Parsed<'a, Ends<'a>> {
    let [first, after @ ..] = input.0 else { return miss(input) };
    let between = first.is(Class::Between);
    let opened = between || first.is(Class::RangeFrom);
    let (start, before) = if opened { (Tokens(after), Tokens(&input.0[..1])) } else { (input, before) };
    weekdays(input, context)
        .or_else(|_| shared_day(start, between, before, context))
        .or_else(|_| years(start, opened, before, context))
        .or_else(|_| {
            let (rest, first) = if opened { point(start, before, context)? } else { pointed.clone()? };
            two_points(start, (rest, first), Joins { between, opened }, context)
        })
}

/// The word that opens a range.
#[derive(Debug, Clone, Copy)]
struct Joins {
    /// "Between".
    between: bool,
    /// "Between" or "from".
    opened: bool,
}

/// What stands between the ends.
pub(super) fn separator(input: Tokens, between: bool) -> Parsed<bool> {
    let [sep, rest @ ..] = input.0 else { return miss(input) };
    let dash = matches!(sep.kind, TokenKind::Punct('-' | '–')) || sep.is_punct('—') && sep.glued;
    let word = sep.is(Class::RangeTo) || sep.value(Class::Until) == Some(0) || between && sep.is(Class::And);
    if dash || word { Ok((Tokens(rest), dash)) } else { miss(input) }
}

/// Days of a week that is named before or after them: "between Wednesday and Friday next week".
///
/// ```text
/// weekdays = [ week ] , [ "," ] , [ from | between ] , weekday , separator , weekday , [ [ join | preposition ] , week ]     with one week
/// week     = named
/// ```
fn weekdays<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, Ends<'a>> {
    let of_week = |input| named(input, context.date).ok().filter(|(_, when)| when.scale == Scale::Week);
    let opens = |t: &Token| [Class::Weekday, Class::Between, Class::RangeFrom].iter().any(|c| t.is(*c));
    let (inner, week) = match input.0.first() {
        Some(first) if opens(first) => (input, None),
        Some(_) => match of_week(input) {
            Some((rest, week)) => (rest, Some(week)),
            None => return miss(input),
        },
        None => return miss(input),
    };
    let inner = if week.is_some() { skip_if(inner, |t| t.is_punct(',')) } else { inner };
    let between = inner.0.first().is_some_and(|t| t.is(Class::Between));
    let (rest, from) = class(Class::Weekday)(skip_if(inner, |t| t.is(Class::Between) || t.is(Class::RangeFrom)))?;
    let (rest, _) = separator(rest, between)?;
    let (rest, to) = class(Class::Weekday)(rest)?;
    let Some((rest, week)) = week.map(|week| (rest, week)).or_else(|| of_week(skip_joins(rest))) else {
        return miss(input);
    };
    let (from, to) = (from.value, to.value);
    let whole = week.within(Scale::Week, |monday, _| {
        let to = if to < from { to + 7 } else { to };
        Some(Days::between(later(monday, (from - 1).days())?, later(monday, (to - 1).days())?))
    });
    Ok((rest, Ends { whole, ends: vec![] }))
}

/// Two days of one month, with the month after or before both: "5–8 May", "from Friday 4 to Sunday 20 January", "November 19-20".
///
/// ```text
/// shared-day = [ weekday ] , [ join ] , day , separator , ( date | narrowed ) | month , day , separator , [ join ] , day , [ date-year ]
///            | month , [ between ] , day , separator , day , [ date-year ]
/// ```
fn shared_day<'a>(input: Tokens<'a>, between: bool, before: Tokens, context: &Context) -> Parsed<'a, Ends<'a>> {
    let named = any_weekday(input).map(|(rest, _)| rest).ok().filter(|rest| figure::day(skip(*rest, Class::DateJoin)).is_ok());
    let inner = skip(named.unwrap_or(input), Class::DateJoin);
    if let Ok((rest, (first, _))) = figure::day(inner)
        && let Ok((rest, _)) = separator(rest, between)
    {
        let to = |last: When| {
            let first = Fields { day: Some(first), weekday: None, ..last.fields };
            (first, last)
        };
        if let Ok((rest, fields)) = date(rest, before, context)
            && fields.month.is_some()
        {
            let (first, last) = to(fields.resolve(context.date));
            let first = in_year_of(first, &last);
            return Ok((rest, joined(first, last, vec![])));
        }
        if let Ok((rest, last)) = narrowed(rest, context)
            && let Some((_, end)) = last.ends()
            && last.fields.day.is_some()
        {
            let first = Fields { year: Some(end.year()), month: Some(end.month()), day: Some(first), weekday: None };
            return Ok((rest, joined(When { relative: true, ..first.resolve(None) }, last, vec![])));
        }
        return miss(input);
    }
    let (rest, Sense { value: month, .. }) = class(Class::Month)(inner)?;
    let between = between || rest.0.first().is_some_and(|t| t.is(Class::Between));
    let (rest, (first, _)) = figure::day(skip_joins(skip_if(rest, |t| t.is(Class::Between) || t.is(Class::RangeFrom))))?;
    let (rest, _) = separator(rest, between)?;
    let (rest, (last, _)) = figure::day(skip_joins(rest))?;
    if goes_on(rest) || rest.0.first().is_some_and(|t| t.is(Class::Month) || t.glued && t.kind == TokenKind::Digits) {
        return miss(input);
    }
    let (rest, year) = trailing_year(rest);
    let fields = Fields { year, month: Some(month as i8), day: Some(last), weekday: None };
    let last = fields.resolve(context.date);
    let first = in_year_of(Fields { day: Some(first), ..fields }, &last);
    Ok((rest, joined(first, last, vec![])))
}

/// The first of two days, in the year of the last one; as sure of it as that one is.
fn in_year_of(fields: Fields, last: &When) -> When {
    let year = last.days.and_then(|d| d.year_number());
    let first = Fields { year, ..fields }.resolve(None);
    if last.relative { first.unsure(fields.constraints().unwrap_or(Days::ALL)) } else { first }
}

/// ```text
/// years = digits(4) , separator , ( digits(4) | digits(2) )
/// ```
fn years<'a>(input: Tokens<'a>, opened: bool, before: Tokens, context: &Context) -> Parsed<'a, Ends<'a>> {
    let [first, rest @ ..] = input.0 else { return miss(input) };
    let Some(a) = figure::in_digits(first) else { return miss(input) };
    let (rest, dash) = separator(Tokens(rest), opened)?;
    let [second, after @ ..] = rest.0 else { return miss(input) };
    let after = Tokens(after);
    let glued = dash && second.glued;
    let b = match (figure::in_digits(second), digits(second, 2..=2)) {
        (Some(b), _) => b,
        (None, Some(two)) if glued && two > a % 100 => a - a % 100 + two,
        _ => return miss(input),
    };
    let goes_on =
        goes_on(after) || after.0.first().is_some_and(|t| t.glued && (t.is_word() || t.is_punct('-') || t.is_punct('/')));
    let wrapped = first.glued && before.0.last().is_some_and(|t| t.is_word() || t.is_punct('-') || t.is_punct('/'));
    if goes_on || wrapped || super::date::counts(after) && !opened {
        return miss(input);
    }
    let year = |n: i64| Fields { year: Some(n as i16), ..Fields::default() }.resolve(context.date);
    Ok((after, joined(year(a), year(b), vec![])))
}

/// ```text
/// two-points = point , separator , ( point | so-long-later )
/// ```
fn two_points<'a>(
    input: Tokens<'a>,
    (rest, first): (Tokens<'a>, When),
    Joins { between, opened }: Joins,
    context: &Context,
) -> Parsed<'a, Ends<'a>> {
    let taken = input.0.len() - rest.0.len();
    let (start, dash) = separator(rest, between)?;
    let (rest, last) = point(start, Tokens(&rest.0[..1]), context).or_else(|_| so_long_later(start, &first, context))?;
    let end = start.0.len() - rest.0.len();
    // "On Monday - May is …": a spaced dash joins only ends of one kind.
    if dash && !opened && first.scale != last.scale {
        return miss(input);
    }
    let (a, b) = (first.fields, last.fields);
    let written = |f: Fields| f.month.is_some() || f.day.is_some() || f.year.is_some();
    let mut first = match (written(a), a.year, b.year) {
        (true, None, Some(year)) => Fields { year: Some(year), ..a }.resolve(context.date),
        _ => first,
    };
    let mut last = last;
    if written(b) && b.year.is_none() {
        let year = a.year.or_else(|| first.days.and_then(|d| d.year_number()));
        let same = Fields { year, ..b }.resolve(context.date);
        let next = Fields { year: year.map(|y| y + 1), ..b }.resolve(context.date);
        let behind = |w: &When| w.ends().zip(first.ends()).is_some_and(|(w, f)| w.1 < f.0);
        last = if year.is_some() && behind(&same) { next } else { same };
        if a.year.is_none() {
            last = When { relative: true, ..last }.unsure(b.constraints().unwrap_or(Days::ALL));
        }
    } else if first.fields.weekday.is_some() && last.fields.weekday.is_some() && !written(a) && !written(b) {
        // "Wednesday to Friday": the Friday after that Wednesday.
        if let (Some((from, _)), Some((to, _))) = (first.ends(), last.ends()) {
            let shift = if to < from { 7 } else { 0 };
            last.days = later(to, shift.days()).map(Days::on);
        }
    }
    if first.relative && !last.relative {
        first.relative = a.year.is_none() && b.year.is_none();
    }
    Ok((rest, joined(first, last, vec![(first, input, taken), (last, start, end)])))
}

/// The end of a range told from its beginning: "from today to three weeks later".
///
/// ```text
/// so-long-later = duration , later
/// ```
fn so_long_later<'a>(input: Tokens<'a>, first: &When, context: &Context) -> Parsed<'a, When> {
    let (rest, length) = duration(input, context, true)?;
    let (rest, _) = class(Class::Later)(rest)?;
    if first.scale != Scale::Day || length.unit() < Unit::Day {
        return miss(input);
    }
    let day = first.days.and_then(|d| d.single()).and_then(|day| length.reaching(day));
    Ok((rest, When::relative(day.map(Days::on), Scale::Day).unsure(Days::ALL)))
}

/// The days from the first of one to the last of the other; none when the second ends before the first begins.
fn joined(first: When, last: When, ends: Vec<(When, Tokens, usize)>) -> Ends {
    let ordered = first.fields.day.zip(last.fields.day).is_some_and(|(first, last)| first <= last);
    let days = match (first.days, last.days) {
        (Some(a), Some(b)) => match (a.earliest(), b.latest()) {
            (Some(from), Some(to)) if from <= to => Some(Days::between(from, to)),
            (Some(_), Some(_)) => None,
            _ => Some(months_between(&a, &b, ordered).unwrap_or(Days::ALL)),
        },
        _ => None,
    };
    let relative = first.relative || last.relative;
    let sure = !relative || first.surely == first.days.unwrap_or(Days::ALL) && last.surely == last.days.unwrap_or(Days::ALL);
    let surely = if sure { days } else { months_between(&first.surely, &last.surely, ordered) }.unwrap_or(Days::ALL);
    let scale = first.scale.max(last.scale).max(Scale::Week);
    Ends { whole: When { fields: Fields::default(), days, surely, relative, scale, length: None }, ends }
}

/// From the months of one to those of the other, where no year is known of either; `ordered` says that both are days of the month,
/// the second not before the first. Other ends within one month may be a year apart.
fn months_between(first: &Days, last: &Days, ordered: bool) -> Option<Days> {
    let ((from, from_end), (to_start, to)) = (first.month_numbers()?, last.month_numbers()?);
    let overlap = Days::months(from, from_end)?.meet(&Days::months(to_start, to)?).is_some();
    if first.is_anchored() || last.is_anchored() || overlap && !ordered { None } else { Days::months(from, to) }
}
