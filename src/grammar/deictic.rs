//! Days and units of the calendar that words point to from the day of publication: "yesterday", "i fredags", "last year",
//! "next Friday", "this week".

use super::length::Unit;
use super::period::{of_some_year, season_months, season_of};
use super::tokens::{Parsed, Tokens, class, hit, miss, skip};
use super::when::{Fields, Scale, When, later, monday, week};
use crate::lexicon::Class;
use crate::text::Token;
use crate::value::Days;
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// One word that says it all: "yesterday", "i fjol", "i fredags", "i somras", "now".
///
/// ```text
/// deictic = deictic-day | deictic-year | past-weekday | coming-weekday | deictic-season | now
/// ```
pub(super) fn deictic(input: Tokens, date: Option<Date>) -> Parsed<When> {
    let [first, rest @ ..] = input.0 else { return miss(input) };
    let rest = Tokens(rest);
    if let Some(n) = first.value(Class::DeicticDay) {
        return Ok((rest, When::relative(date.and_then(|d| later(d, n.days())).map(Days::on), Scale::Day)));
    }
    if first.is(Class::Now) {
        return Ok((rest, When::relative(date.map(Days::on), Scale::Day).unsure(Days::ALL)));
    }
    if let Some(n) = first.value(Class::DeicticYear) {
        return Ok((rest, When::relative(date.and_then(|d| year_from(d, n)), Scale::Year)));
    }
    if let Some(n) = first.value(Class::PastWeekday) {
        return Ok((rest, weekday_from(date, n, Direction::Past)));
    }
    if let Some(n) = first.value(Class::ComingWeekday) {
        return Ok((rest, weekday_from(date, n, Direction::Coming)));
    }
    if let Some(n) = first.value(Class::DeicticSeason) {
        let days = date.and_then(|d| near_season(d, n.abs(), if n < 0 { Direction::Past } else { Direction::Coming }));
        return Ok((rest, When::recurring(days, season_months(n.abs()), Scale::Season)));
    }
    miss(input)
}

/// ```text
/// opened-weekday = [ day-opener ] , weekday
/// ```
pub(super) fn opened_weekday(input: Tokens, date: Option<Date>) -> Parsed<When> {
    let (rest, day) = class(Class::Weekday)(skip(input, Class::DayOpener))?;
    Ok((rest, weekday_from(date, day.value, Direction::Nearest)))
}

/// The weekend without more: that of this week, perhaps.
///
/// ```text
/// weekend = [ join ] , weekend-word                        after a preposition
/// ```
pub(super) fn weekend<'a>(input: Tokens<'a>, before: Tokens, date: Option<Date>) -> Parsed<'a, When> {
    let (rest, _) = class(Class::Weekend)(skip(input, Class::DateJoin))?;
    let opened = before.0.last().is_some_and(|t| t.is(Class::Preposition) || t.is(Class::DayOpener));
    hit(rest, opened.then(|| this(Unit::Weekend, date).unsure(Days::ALL)))
}

/// Which of several such days is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Direction {
    /// The last one before the document's date.
    Past,
    /// The first one after it.
    Coming,
    /// The nearest.
    Nearest,
    /// In the next week.
    NextWeek,
    /// In the same week.
    ThisWeek,
}

/// A weekday near the document's date. That it is such a weekday is sure; which one is a guess.
fn weekday_from(date: Option<Date>, weekday: i64, way: Direction) -> When {
    let fields = Fields { weekday: Some(weekday as i8), ..Fields::default() };
    let when = fields.resolve(date);
    let Some((date, weekday)) = date.zip(Weekday::from_monday_one_offset(weekday as i8).ok()) else { return when };
    let days = match way {
        Direction::Nearest => return when,
        Direction::Past => date.nth_weekday(-1, weekday).ok(),
        Direction::Coming => date.nth_weekday(1, weekday).ok(),
        Direction::ThisWeek => in_week(date, 0, weekday),
        Direction::NextWeek => in_week(date, 1, weekday),
    };
    When { days: days.map(Days::on), ..when }
}

fn in_week(date: Date, weeks: i64, weekday: Weekday) -> Option<Date> {
    later(monday(date)?, (weeks * 7 + i64::from(weekday.to_monday_zero_offset())).days())
}

fn year_from(date: Date, years: i64) -> Option<Days> {
    Days::year(i16::try_from(i64::from(date.year()) + years).ok()?)
}

fn near_season(date: Date, season: i64, way: Direction) -> Option<Days> {
    let all = (-1..=1).filter_map(|n| season_of(date.year().checked_add(n)?, season));
    match way {
        Direction::Past => all.filter(|d| d.earliest() <= Some(date)).max_by_key(Days::earliest),
        _ => all.filter(|d| d.latest() >= Some(date)).min_by_key(Days::earliest),
    }
}

/// The unit of the calendar that lies `n` units from the one with the document's date.
pub(super) fn unit_from(date: Date, unit: Unit, n: i64) -> Option<Days> {
    let month = |months: i64| later(date.first_of_month(), months.months());
    let stretch = |first: Date, months: i64| Some(Days::between(first, later(first, (months - 1).months())?.last_of_month()));
    match unit {
        Unit::Day => later(date, n.days()).map(Days::on),
        Unit::Week => week(date, n),
        Unit::Weekend => {
            let saturday = later(monday(date)?, (n * 7 + 5).days())?;
            Some(Days::between(saturday, saturday.tomorrow().ok()?))
        }
        Unit::Month => stretch(month(n)?, 1),
        Unit::Quarter => stretch(month(n * 3 - i64::from((date.month() - 1) % 3))?, 3),
        Unit::Half => stretch(month(n * 6 - i64::from((date.month() - 1) % 6))?, 6),
        Unit::Year => year_from(date, n),
        Unit::Decade | Unit::Century => {
            let size = if unit == Unit::Decade { 10 } else { 100 };
            let first = (i64::from(date.year()).div_euclid(size) + n) * size;
            Days::years(i16::try_from(first).ok()?, i16::try_from(first + size - 1).ok()?)
        }
        _ => None,
    }
}

/// The unit with the document's date in it.
pub(super) fn this(unit: Unit, date: Option<Date>) -> When {
    When::relative(date.and_then(|d| unit_from(d, unit, 0)), unit.scale())
}

/// ```text
/// named = [ join ] , ( rel-last | rel-this | rel-next ) , ( unit | weekday | month | season | weekend )
///       | [ join ] , unit , after-next
/// ```
pub(super) fn named(input: Tokens, date: Option<Date>) -> Parsed<When> {
    let inner = skip_join(input);
    let [first, rest @ ..] = inner.0 else { return miss(input) };
    if let Some((unit, _)) = named_unit(first)
        && let [after, rest @ ..] = rest
        && after.is(Class::AfterNext)
    {
        return Ok((Tokens(rest), When::relative(date.and_then(|d| unit_from(d, unit, 2)), unit.scale())));
    }
    let ([target, rest @ ..], Some((n, nearest))) = (rest, step(first)) else {
        return miss(input);
    };
    let rest = Tokens(rest);
    if let Some((unit, true)) = named_unit(target) {
        // "The next day" is told from what went before, not from the day of publication.
        if unit.scale() == Scale::Day && n != 0 && !(n == -1 && nearest) || unit < Unit::Day {
            return miss(input);
        }
        return Ok((rest, When::relative(date.and_then(|d| unit_from(d, unit, n)), unit.scale())));
    }
    if let Some(weekday) = target.value(Class::Weekday) {
        let way = match (n, nearest) {
            (0, _) => Direction::ThisWeek,
            (1, false) => Direction::NextWeek,
            (1, true) => Direction::Coming,
            _ => Direction::Past,
        };
        return Ok((rest, weekday_from(date, weekday, way)));
    }
    if let Some(month) = target.value(Class::Month) {
        let month = month as i8;
        let days = date.and_then(|d| {
            let year = match n {
                0 => d.year(),
                1 => d.year() + i16::from(month <= d.month()),
                _ => d.year() - i16::from(month >= d.month()),
            };
            Days::month(year, month)
        });
        return Ok((rest, When::recurring(days, Days::any_year(month), Scale::Month)));
    }
    if let Some(season) = target.value(Class::Season) {
        let days = match (n, date) {
            (0, _) => of_some_year(None, date, Scale::Season, season_months(season), |year| season_of(year, season)).days,
            (n, Some(d)) => near_season(d, season, if n < 0 { Direction::Past } else { Direction::Coming }),
            _ => None,
        };
        return Ok((rest, When::recurring(days, season_months(season), Scale::Season)));
    }
    miss(input)
}

/// How many units "last", "this" and "next" go, and whether they mean the nearest one ("past", "coming").
fn step(token: &Token) -> Option<(i64, bool)> {
    if let Some(n) = token.value(Class::RelLast).filter(|n| *n < 2) {
        return Some((-1, n == 1));
    }
    if let Some(n) = token.value(Class::RelNext) {
        return Some((1, n == 1));
    }
    if token.is(Class::PastSpan) {
        return Some((-1, true));
    }
    if token.is(Class::NextSpan) {
        return Some((1, true));
    }
    token.is(Class::RelThis).then_some((0, false))
}

/// The unit of the calendar that a word names, and whether it is in the singular.
pub(super) fn named_unit(token: &Token) -> Option<(Unit, bool)> {
    Unit::of(token, Class::TimeUnit).or_else(|| token.is(Class::Weekend).then_some((Unit::Weekend, true)))
}

/// Skips the words that open a date without saying anything of it ("the", "i", "on").
pub(super) fn skip_join(input: Tokens) -> Tokens {
    skip(skip(input, Class::DayOpener), Class::DateJoin)
}
