//! Dates that are told from the day of publication, or from another date: what `deictic` reads, lengths of time from there ("three
//! weeks ago", "om två veckor", "the past ten years"), and days of a stretch ("20th of next month").

use super::date::any_weekday;
use super::deictic::{deictic, named, opened_weekday, skip_join, weekend};
use super::duration::duration;
use super::figure;
use super::length::{Length, Unit};
use super::tokens::{Context, Parsed, Tokens, miss, skip_if};
use super::when::{Fields, Scale, When};
use crate::lexicon::Class;
use crate::value::{Days, Meet, Range};

/// A day or stretch reckoned from the document's date.
///
/// ```text
/// relative = deictic | opened-weekday | away | span | named | weekend
/// ```
pub(super) fn relative<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    deictic(input, context.date)
        .or_else(|_| opened_weekday(input, context.date))
        .or_else(|_| away(input, before, context))
        .or_else(|_| span(input, context))
        .or_else(|_| named(input, context.date))
        .or_else(|_| weekend(input, before, context.date))
}

/// So long before or after. "In two weeks" may mean "within" as well, so nothing is sure of it alone.
///
/// ```text
/// away = [ ago-opener ] , duration , ago
///      | in-future , duration , [ from , deictic ] | duration , ( hence | ( from | after | before ) , deictic )
/// ```
fn away<'a>(input: Tokens<'a>, before: Tokens, context: &Context) -> Parsed<'a, When> {
    let opener = input.0.first();
    let opened = opener.is_some_and(|t| t.is(Class::InFuture));
    let skipped = opened || opener.is_some_and(|t| t.is(Class::AgoOpener));
    let (rest, length) = duration(Tokens(&input.0[usize::from(skipped)..]), context, true)?;
    let [next, after @ ..] = rest.0 else {
        return if opened { Ok((rest, within(&length, context))) } else { miss(input) };
    };
    // "I sex timmar sedan ett träd föll" (since a tree fell): a length, and what began it.
    let lasts = !skipped && before.0.last().is_some_and(|t| t.is(Class::SpanOpener));
    if next.is(Class::Ago) && !opened && !lasts && length.unit().scale() >= Scale::Day {
        return Ok((Tokens(after), length.away(context.date, true).told_by(told(&length))));
    }
    if skipped && !opened {
        return miss(input);
    }
    if next.is(Class::Hence) {
        return Ok((Tokens(after), length.away(context.date, false).told_by(told(&length))));
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
        return Ok((rest, within(&length, context)));
    }
    miss(input)
}

/// "In two weeks": after so long, or within it.
fn within(length: &Length, context: &Context) -> When {
    length.away(context.date, false).unsure(Days::ALL).told_by(length.period().days)
}

/// The length of time that stands for a day so far away; days are counted to a date, longer units are rounded.
fn told(length: &Length) -> Option<Range> {
    length.period().days.filter(|_| length.unit().scale() > Scale::Day)
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
    let slack = days.filter(|_| !length.vague).map_or(Days::ALL, |d| d.widen(length.unit().scale().slack()));
    Ok((rest, When::relative(days, scale).unsure(slack).told_by(length.period().days)))
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
    let (rest, fields) = if let Ok((rest, weekday)) = any_weekday(inner) {
        (rest, Fields { weekday: Some(weekday), ..Fields::default() })
    } else if let Some(month) = first.value(Class::Month) {
        (Tokens(after), Fields { month: Some(month as i8), ..Fields::default() })
    } else {
        let (rest, (day, _)) = figure::day(inner)?;
        (rest, Fields { day: Some(day), ..Fields::default() })
    };
    let rest = skip_if(rest, |t| t.is(Class::DateJoin) || t.is(Class::Preposition));
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
    Ok((rest, When { fields: Fields { weekday: None, ..fields }, days, surely, relative: true, scale, length: None }))
}

/// A stretch of so long from a day on: "three days from today", "two weeks starting May 20".
pub(super) fn starting(length: &Length, from: &When) -> When {
    let Some((first, _)) = from.ends() else { return When::relative(None, Scale::Week) };
    let end = length.from(first, false).and_then(|d| d.yesterday().ok());
    let days = end.map(|end| Days::between(first, end));
    When { days, surely: Days::ALL, relative: from.relative, ..When::fixed(Days::ALL, length.unit().scale().max(Scale::Week)) }
}
