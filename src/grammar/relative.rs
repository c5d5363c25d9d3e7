//! Dates that are told from the day of publication, or from another date: "last year", "three weeks ago", "i fredags",
//! "om två veckor", "the first Friday in this month", "the week of 18 May".

use super::duration::{Length, Unit, duration};
use super::figure;
use super::period::{of_some_year, season_months, season_of};
use super::tokens::{Context, Parsed, Tokens, miss};
use super::when::{Fields, Scale, When, later, monday, week};
use crate::lexicon::Class;
use crate::text::Token;
use crate::value::{Days, Meet};
use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// A day or stretch reckoned from the document's date.
///
/// ```text
/// relative = deictic | opened-weekday | ago | ahead | span | named | weekend
/// ```
pub(super) fn relative<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    deictic(input, context.date)
        .or_else(|_| opened_weekday(input, context.date))
        .or_else(|_| ago(input, context))
        .or_else(|_| ahead(input, context))
        .or_else(|_| span(input, context))
        .or_else(|_| named(input, context.date))
        .or_else(|_| weekend(input, before, context.date))
}

/// The weekend without more: that of this week, perhaps.
///
/// ```text
/// weekend = [ join ] , weekend-word                        after a preposition
/// ```
fn weekend<'a>(input: Tokens<'a>, before: Tokens, date: Option<Date>) -> Parsed<'a, When> {
    let inner = skip(input, Class::DateJoin);
    let opened = before.0.last().is_some_and(|t| t.is(Class::Preposition) || t.is(Class::DayOpener));
    match inner.0 {
        [first, rest @ ..] if opened && first.is(Class::Weekend) => {
            Ok((Tokens(rest), this(Unit::Weekend, date).unsure(Days::ALL)))
        }
        _ => miss(input),
    }
}

fn skip(input: Tokens, class: Class) -> Tokens {
    match input.0 {
        [first, rest @ ..] if first.is(class) => Tokens(rest),
        _ => input,
    }
}

/// Skips the words that open a date without saying anything of it ("the", "i", "on").
fn skip_join(input: Tokens) -> Tokens {
    skip(skip(input, Class::DayOpener), Class::DateJoin)
}

/// One word that says it all: "yesterday", "i fjol", "i fredags", "i somras", "now".
///
/// ```text
/// deictic = deictic-day | deictic-year | past-weekday | coming-weekday | deictic-season | now
/// ```
fn deictic(input: Tokens, date: Option<Date>) -> Parsed<When> {
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
fn opened_weekday(input: Tokens, date: Option<Date>) -> Parsed<When> {
    let [first, rest @ ..] = skip(input, Class::DayOpener).0 else { return miss(input) };
    match first.value(Class::Weekday) {
        Some(n) => Ok((Tokens(rest), weekday_from(date, n, Direction::Nearest))),
        None => miss(input),
    }
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

/// ```text
/// ago = [ ago-opener ] , duration , ago
/// ```
fn ago<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, When> {
    let inner = skip(input, Class::AgoOpener);
    let (rest, length) = duration(inner, context, true)?;
    match rest.0 {
        [ago, rest @ ..] if ago.is(Class::Ago) && length.unit().scale() >= Scale::Day => {
            Ok((Tokens(rest), length.away(context.date, true)))
        }
        _ => miss(input),
    }
}

/// "In two weeks" may mean "within" as well, so nothing is sure of it alone.
///
/// ```text
/// ahead = in-future , duration , [ from , deictic ] | duration , ( hence | ( from | after | before ) , deictic )
/// ```
fn ahead<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, When> {
    let inner = skip(input, Class::InFuture);
    let opened = inner.0.len() < input.0.len();
    let (rest, length) = duration(inner, context, true)?;
    let [next, after @ ..] = rest.0 else {
        return if opened { Ok((rest, length.away(context.date, false).unsure(Days::ALL))) } else { miss(input) };
    };
    if next.is(Class::Hence) {
        return Ok((Tokens(after), length.away(context.date, false)));
    }
    let back = next.value(Class::Until) == Some(1);
    if (back || next.is(Class::RangeFrom) || next.value(Class::Since) == Some(1))
        && let Ok((rest, from)) = deictic(Tokens(after), context.date)
        && from.scale == Scale::Day
    {
        let date = from.days.and_then(|d| d.single());
        return Ok((rest, length.away(date, back)));
    }
    if opened && length.unit() >= Unit::Day {
        return Ok((rest, length.away(context.date, false).unsure(Days::ALL)));
    }
    miss(input)
}

/// A stretch of so long that ends or begins with the document's date.
///
/// ```text
/// span = [ join ] , ( past-span | rel-last | next-span | rel-next | within ) , duration
/// ```
fn span<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, When> {
    let inner = skip_join(input);
    let [first, rest @ ..] = inner.0 else { return miss(input) };
    let within = first.is(Class::Within);
    let back = first.is(Class::PastSpan) || first.is(Class::RelLast);
    if !(within || back || first.is(Class::NextSpan) || first.is(Class::RelNext)) {
        return miss(input);
    }
    let one = rest.split_first().filter(|_| first.is(Class::PastSpan)).and_then(|(unit, after)| {
        let (unit, _) = Unit::of(unit, Class::TimeUnit).filter(|(unit, singular)| *singular && *unit > Unit::Day)?;
        Some((Tokens(after), Length::one(unit)))
    });
    let (rest, length) = match one {
        Some(found) => found,
        None => duration(Tokens(rest), context, within)?,
    };
    if length.unit().scale() == Scale::Day && length.unit() < Unit::Day {
        return miss(input);
    }
    let rest = match rest.0 {
        [from, now, after @ ..] if within && from.is(Class::RangeFrom) && now.value(Class::DeicticDay) == Some(0) => {
            Tokens(after)
        }
        _ => rest,
    };
    let days = context.date.and_then(|date| {
        if back {
            return Some(Days::between(length.from(date, true)?, date));
        }
        let first = if within { date } else { date.tomorrow().ok()? };
        Some(Days::between(first, length.from(date, false)?))
    });
    let scale = length.unit().scale().max(Scale::Week);
    let slack = days.filter(|_| !length.vague).map_or(Days::ALL, |d| d.widen(slack(&length)));
    Ok((rest, When::relative(days, scale).unsure(slack)))
}

/// How far the ends of "the past ten years" may be moved: half a unit.
fn slack(length: &Length) -> u16 {
    match length.unit().scale() {
        Scale::Day => 1,
        Scale::Week => 4,
        Scale::Month => 16,
        Scale::Season => 46,
        Scale::Year => 366,
        Scale::Decade => 1830,
        Scale::Century => 18300,
    }
}

/// A day of a stretch that follows: "20th of next month", "Friday next week", "June next year", "Q3 this year".
///
/// ```text
/// narrowed = ( day | weekday | month ) , [ join | preposition ] , named | named , [ join ] , weekday
/// ```
pub(super) fn narrowed<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, When> {
    let inner = skip_join(input);
    let [first, after @ ..] = inner.0 else { return miss(input) };
    if let Ok((rest, week)) = named(input, context.date)
        && week.scale == Scale::Week
        && let [weekday, rest @ ..] = skip_join(rest).0
        && let Some(weekday) = weekday.value(Class::Weekday)
    {
        let fields = Fields { weekday: Some(weekday as i8), ..Fields::default() };
        let days = week.days.zip(fields.constraints()).and_then(|(of, day)| of.meet(&day));
        return Ok((Tokens(rest), When::relative(days, Scale::Day)));
    }
    let weekday = [Class::Weekday, Class::ComingWeekday, Class::PastWeekday].iter().find_map(|c| first.value(*c));
    let (rest, fields) = if let Some(weekday) = weekday {
        (Tokens(after), Fields { weekday: Some(weekday as i8), ..Fields::default() })
    } else if let Some(month) = first.value(Class::Month) {
        (Tokens(after), Fields { month: Some(month as i8), ..Fields::default() })
    } else {
        let (rest, (day, _)) = figure::day(inner)?;
        (rest, Fields { day: Some(day), ..Fields::default() })
    };
    let rest = match rest.0 {
        [join, after @ ..] if join.is(Class::DateJoin) || join.is(Class::Preposition) => Tokens(after),
        _ => rest,
    };
    let (rest, when) = named(rest, context.date).or_else(|_| deictic(rest, context.date))?;
    let wanted = if fields.weekday.is_some() {
        Scale::Week
    } else if fields.day.is_some() {
        Scale::Month
    } else {
        Scale::Year
    };
    if when.scale != wanted {
        return miss(input);
    }
    let scale = if wanted == Scale::Year { Scale::Month } else { Scale::Day };
    let constraints = fields.constraints();
    let days = when.days.zip(constraints).and_then(|(of, day)| of.meet(&day));
    let surely = days.unwrap_or(Days::ALL);
    Ok((rest, When { fields: Fields { weekday: None, ..fields }, days, surely, relative: true, scale }))
}

/// A stretch of so long from a day on: "three days from today", "two weeks starting May 20".
pub(super) fn starting(length: &Length, from: &When) -> When {
    let Some((first, _)) = from.ends() else { return When::relative(None, Scale::Week) };
    let end = length.from(first, false).and_then(|d| d.yesterday().ok());
    let days = end.map(|end| Days::between(first, end));
    When { days, surely: Days::ALL, relative: from.relative, ..When::fixed(Days::ALL, length.unit().scale().max(Scale::Week)) }
}
