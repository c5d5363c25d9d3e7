//! Stretches with two ends, and points of the calendar of every kind: "from 5 to 8 May", "1991–2001", "since 1997",
//! "the end of October 2023", "the first week of 2015".

use super::date::{date, trailing_year};
use super::duration::{Length, Unit, duration};
use super::figure::{self, digits, goes_on};
use super::period::period;
use super::relative::{named, narrowed, relative, starting};
use super::tokens::{Context, Parsed, Tokens, miss};
use super::when::{Fields, Scale, When, later, nth_week, nth_weekday};
use crate::lexicon::Class;
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

/// Any point of the calendar: the longest reading.
///
/// ```text
/// point = part | nth | unit-of | narrowed | date | period | relative | rank-day
/// ```
pub(super) fn point<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let opened = skip_opener(input);
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
    match best {
        Some(found) => Ok(found),
        None => rank_day(input, before, context),
    }
}

/// Skips "on" and "på" before a date.
fn skip_opener(input: Tokens) -> Tokens {
    match input.0 {
        [opener, rest @ ..] if opener.is(Class::DayOpener) => Tokens(rest),
        _ => input,
    }
}

/// The word just before `rest`.
fn last_of<'a>(input: Tokens<'a>, rest: Tokens) -> Tokens<'a> {
    let n = input.0.len() - rest.0.len();
    Tokens(&input.0[n.saturating_sub(1)..n])
}

fn skip_the(input: Tokens) -> Tokens {
    match input.0 {
        [join, rest @ ..] if join.is(Class::DateJoin) => Tokens(rest),
        _ => input,
    }
}

fn skip_joins(input: Tokens) -> Tokens {
    let n = input
        .0
        .iter()
        .take(3)
        .take_while(|t| t.is(Class::DateJoin) || t.is(Class::Of) || t.is(Class::Preposition) && !t.is(Class::Since))
        .count();
    Tokens(&input.0[n..])
}

/// The classes of words for a part of a stretch.
const PARTS: [Class; 5] = [Class::PartEarly, Class::PartMid, Class::PartLate, Class::PartRest, Class::PartGone];

/// ```text
/// part = [ join ] , ( part-early | part-mid | part-late | part-rest | part-gone ) , [ joins ] , ( point | unit )
/// ```
fn part<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let inner = skip_the(input);
    let [first, rest @ ..] = inner.0 else { return miss(input) };
    let Some((class, size)) = PARTS.iter().find_map(|c| first.value(*c).map(|v| (*c, v))) else { return miss(input) };
    let target = skip_joins(Tokens(rest));
    let found = period(target, last_of(input, target), context)
        .or_else(|_| narrowed(target, context))
        .or_else(|_| relative(target, before, context))
        .or_else(|_| relative(Tokens(rest), before, context))
        .or_else(|_| this_unit(target, context))?;
    let (rest, when) = found;
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
    let [first, rest @ ..] = input.0 else { return miss(input) };
    let Some((unit, true)) = Unit::of(first, Class::TimeUnit) else { return miss(input) };
    if unit.scale() == Scale::Day {
        return miss(input);
    }
    Ok((Tokens(rest), super::relative::this(unit, context.date).unsure(Days::ALL)))
}

/// ```text
/// nth = [ join ] , ( ordinal | rel-last ) , ( weekday | unit(week) ) , [ joins ] , ( period | named | unit )
/// ```
fn nth<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let inner = skip_the(input);
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
        (Err(_), Some(_)) if n > 0 => (Tokens(rest), super::relative::this(Unit::Month, context.date).unsure(Days::ALL)),
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

/// The week or month with a day in it: "the week of 18 May", "the month of September".
///
/// ```text
/// unit-of = [ join ] , unit , ( join | starting-on ) , [ day-opener ] , ( point | rank )
/// ```
fn unit_of<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let inner = match input.0 {
        [join, rest @ ..] if join.is(Class::DateJoin) => rest,
        all => all,
    };
    let [unit, join, rest @ ..] = inner else { return miss(input) };
    let Some((unit, true)) = Unit::of(unit, Class::TimeUnit) else { return miss(input) };
    if !(join.is(Class::DateJoin) || join.is(Class::StartingOn)) || !matches!(unit, Unit::Week | Unit::Month) {
        return miss(input);
    }
    let rest = skip_opener(Tokens(rest));
    let (rest, when) = date(rest, before, context)
        .map(|(rest, fields)| (rest, fields.resolve(context.date)))
        .or_else(|_| period(rest, Tokens(std::slice::from_ref(join)), context))
        .or_else(|_| relative(rest, before, context))
        .or_else(|_| ranked(rest, context))?;
    if unit == Unit::Month {
        return if when.scale == Scale::Month { Ok((rest, when)) } else { miss(input) };
    }
    Ok((rest, when.within(Scale::Week, |first, _| super::when::week(first, 0))))
}

/// "The 27th", where nothing is ranked by it; not "Louis the 14th".
///
/// ```text
/// rank-day = [ day-opener ] , join , digits , ordinal-suffix
/// ```
fn rank_day<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let opener = |t: &Token| [Class::DayOpener, Class::Preposition, Class::Until, Class::Since].iter().any(|c| t.is(*c));
    let inner = skip_opener(input);
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

/// ```text
/// range = weekdays | [ from | between ] , ( shared-day | years | two-points )
/// ```
/// "And" joins only the ends of "between". What is written once holds for both ends.
pub(super) fn range<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, Ends<'a>> {
    let [first, after @ ..] = input.0 else { return miss(input) };
    let between = first.is(Class::Between);
    let opened = between || first.is(Class::RangeFrom);
    let (start, before) = if opened { (Tokens(after), Tokens(&input.0[..1])) } else { (input, before) };
    weekdays(input, context)
        .or_else(|_| shared_day(start, between, before, context))
        .or_else(|_| years(start, opened, before, context))
        .or_else(|_| two_points(start, between, opened, before, context))
}

/// What stands between the ends.
fn separator(input: Tokens, between: bool) -> Parsed<bool> {
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
    let inner = match inner.0 {
        [comma, rest @ ..] if week.is_some() && comma.is_punct(',') => rest,
        all => all,
    };
    let [first, after @ ..] = inner else { return miss(input) };
    let between = first.is(Class::Between);
    let start = if between || first.is(Class::RangeFrom) { after } else { inner };
    let [from, rest @ ..] = start else { return miss(input) };
    let Some(from) = from.value(Class::Weekday) else { return miss(input) };
    let (rest, _) = separator(Tokens(rest), between)?;
    let [to, rest @ ..] = rest.0 else { return miss(input) };
    let Some(to) = to.value(Class::Weekday) else { return miss(input) };
    let Some((rest, week)) = week.map(|week| (Tokens(rest), week)).or_else(|| of_week(skip_joins(Tokens(rest)))) else {
        return miss(input);
    };
    let whole = week.within(Scale::Week, |monday, _| {
        let to = if to < from { to + 7 } else { to };
        Some(Days::between(later(monday, (from - 1).days())?, later(monday, (to - 1).days())?))
    });
    Ok((rest, Ends { whole, ends: vec![] }))
}

/// Two days of one month, with the month after or before both: "5–8 May", "from 4 to 22 January 1995", "November 19-20".
///
/// ```text
/// shared-day = [ join ] , day , separator , ( date | narrowed ) | month , day , separator , [ join ] , day , [ date-year ]
///            | month , [ between ] , day , separator , day , [ date-year ]
/// ```
fn shared_day<'a>(input: Tokens<'a>, between: bool, before: Tokens, context: &Context) -> Parsed<'a, Ends<'a>> {
    let inner = match input.0 {
        [join, rest @ ..] if join.is(Class::DateJoin) => Tokens(rest),
        _ => input,
    };
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
    let [month, rest @ ..] = inner.0 else { return miss(input) };
    let Some(month) = month.value(Class::Month) else { return miss(input) };
    let (rest, between) = match rest {
        [word, rest @ ..] if word.is(Class::Between) => (rest, true),
        [word, rest @ ..] if word.is(Class::RangeFrom) => (rest, between),
        _ => (rest, between),
    };
    let (rest, (first, _)) = figure::day(skip_joins(Tokens(rest)))?;
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
    let plausible = |n: &i64| (1000..=2199).contains(n);
    let Some(a) = digits(first, 4..=4).filter(plausible) else { return miss(input) };
    let (rest, dash) = separator(Tokens(rest), opened)?;
    let [second, after @ ..] = rest.0 else { return miss(input) };
    let after = Tokens(after);
    let glued = dash && second.glued;
    let b = match (digits(second, 4..=4).filter(plausible), digits(second, 2..=2)) {
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
fn two_points<'a>(input: Tokens<'a>, between: bool, opened: bool, before: Tokens, context: &Context) -> Parsed<'a, Ends<'a>> {
    let (rest, first) = point(input, before, context)?;
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
    let [word, rest @ ..] = rest.0 else { return miss(input) };
    if first.scale != Scale::Day || length.unit() < Unit::Day || !word.is(Class::Later) {
        return miss(input);
    }
    let day = first.days.and_then(|d| d.single()).and_then(|day| length.reaching(day));
    Ok((Tokens(rest), When::relative(day.map(Days::on), Scale::Day).unsure(Days::ALL)))
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
    Ends { whole: When { fields: Fields::default(), days, surely, relative, scale }, ends }
}

/// From the months of one to those of the other, where no year is known of either; `ordered` says that both are days of the month,
/// the second not before the first. Other ends within one month may be a year apart.
fn months_between(first: &Days, last: &Days, ordered: bool) -> Option<Days> {
    let ((from, from_end), (to_start, to)) = (first.month_numbers()?, last.month_numbers()?);
    let overlap = Days::months(from, from_end)?.meet(&Days::months(to_start, to)?).is_some();
    if first.is_anchored() || last.is_anchored() || overlap && !ordered { None } else { Days::months(from, to) }
}

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
    let whole = When { fields: Fields::default(), days, surely, scale: when.scale.max(Scale::Week), relative: when.relative };
    Ok((rest, Ends { whole, ends: vec![(when, start, taken)] }))
}

/// ```text
/// stretch = duration , [ "," ] , ( starting-on | from ) , [ day-opener ] , point
/// ```
pub(super) fn stretch<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let (rest, length): (_, Length) = duration(input, context, true)?;
    let rest = match rest.0 {
        [comma, rest @ ..] if comma.is_punct(',') => Tokens(rest),
        _ => rest,
    };
    let [join, after @ ..] = rest.0 else { return miss(input) };
    let for_so_long = before.0.last().is_some_and(|t| t.is(Class::SpanOpener));
    if !(join.is(Class::StartingOn) || for_so_long && join.is(Class::RangeFrom)) {
        return miss(input);
    }
    let (rest, from) = point(skip_opener(Tokens(after)), rest, context)?;
    if from.scale != Scale::Day || length.unit() < Unit::Day {
        return miss(input);
    }
    Ok((rest, starting(&length, &from)))
}
