//! Everything about time that can begin at a token: ranges, dates, durations, times of day. The longest reading wins.

use super::anaphor::same;
use super::clock::{elapsed, hours, time};
use super::date_range::range;
use super::duration::{duration, two_lengths};
use super::hedge::{self, Bound};
use super::mention::{Kind, Mention, Period, Reading};
use super::open_range::{open_range, stretch};
use super::point::point;
use super::timed::{is_quote, is_timed};
use super::tokens::{Context, Tokens};
use super::when::When;
use crate::lexicon::Class;
use crate::text::{ClassSet, Token, TokenKind};
use crate::value::{Days, Range};

/// Words that a date can begin with, but that say nothing of time themselves.
const OPENERS: &[Class] = &[
    Class::Article,
    Class::DateJoin,
    Class::RangeFrom,
    Class::Between,
    Class::InFuture,
    Class::AgoOpener,
    Class::Since,
    Class::Until,
    Class::Within,
    Class::Half,
    Class::WholeUnit,
    Class::VagueNumber,
    Class::ClockOpener,
    Class::RelLast,
    Class::RelNext,
    Class::RelThis,
    Class::PastSpan,
    Class::NextSpan,
    Class::PartEarly,
    Class::PartMid,
    Class::PartLate,
    Class::PartRest,
    Class::PartGone,
];

/// Words that say something of time.
pub(super) const CARRIERS: &[Class] = &[
    Class::Month,
    Class::Weekday,
    Class::Season,
    Class::TimeUnit,
    Class::TimeSpan,
    Class::NumberedUnit,
    Class::YearPart,
    Class::DeicticDay,
    Class::DeicticYear,
    Class::DeicticSeason,
    Class::PastWeekday,
    Class::ComingWeekday,
    Class::Holiday,
    Class::DecadeWord,
    Class::DecadeSuffix,
    Class::Weekend,
    Class::TimeWord,
    Class::ClockFraction,
    Class::HourSuffix,
    Class::AgeSuffix,
    Class::Now,
];

/// Numbers in words, which carry a time only with a word of time beside them.
pub(super) const NUMBERS: &[Class] = &[Class::Cardinal, Class::Ordinal];

const OPENS: ClassSet = ClassSet::new(OPENERS);
const CARRIES: ClassSet = ClassSet::new(CARRIERS).with(NUMBERS);
/// What any reader here begins with.
const BEGINS: ClassSet = CARRIES.with(OPENERS).with(hedge::CLASSES).with(&[Class::RelSame]);

fn carries(token: &Token) -> bool {
    token.kind == TokenKind::Digits || token.may_be_any(&CARRIES)
}

/// Whether anything that is read here may begin with this token.
pub(super) fn may_begin(token: &Token) -> bool {
    token.kind == TokenKind::Digits || is_quote(token) || token.fused.is_some() || token.may_be_any(&BEGINS)
}

/// Marks that a figure may be glued to without being the rest of another one ("6,107.31").
fn opens_figure(mark: &Token) -> bool {
    !mark.is_word()
        && mark.kind != TokenKind::Digits
        && !matches!(mark.kind, TokenKind::Punct('.' | ',' | ':' | '/' | '-' | '$' | '#'))
}

/// Whether a short weekday or month stands behind a slash, and no other before it: then it is a unit ("kr/mån.").
fn is_rate(first: &Token, before: Tokens) -> bool {
    let [.., unit, slash] = before.0 else { return false };
    let dated = |t: &Token| [Class::Weekday, Class::Month].iter().any(|c| t.is(*c));
    slash.is_punct('/') && slash.glued && first.glued && first.is_word() && dated(first) && unit.is_word() && !dated(unit)
}

/// Whether something about time may begin here; decides within a few tokens.
fn begins(input: Tokens, before: Tokens) -> bool {
    let Some((first, rest)) = input.0.split_first() else { return false };
    if first.kind == TokenKind::Digits && first.glued && before.0.last().is_some_and(|t| !opens_figure(t)) {
        return false;
    }
    if first.is(Class::Of) && !first.is(Class::RangeFrom) || is_rate(first, before) {
        return false;
    }
    if carries(first) {
        return is_timed(input) || before.0.last().is_some_and(|t| t.is(Class::ClockNear));
    }
    let opens = first.may_be_any(&OPENS) || is_quote(first);
    opens && rest.iter().take(3).any(carries) && is_timed(input)
}

/// Reads the longest mention of time that begins with the first token of `input`, which is token `at` of the document, and the
/// dates nested in it; how many tokens it took. `before` is what the sentence has before it.
pub(super) fn read(input: Tokens, before: Tokens, at: usize, context: &Context, found: &mut Vec<Mention>) -> usize {
    if let Ok((rest, when)) = same(input, found, context) {
        let taken = input.0.len() - rest.0.len();
        push(input, at, 0, taken, when.reading(), found);
        return taken;
    }
    if !begins(input, before) {
        return hedged(input, before, at, context, found);
    }
    if let Ok((rest, times)) = hours(input, before, context) {
        for (time, start, n) in times {
            push(input, at, start, n, (Kind::Time, Reading::Time(time)), found);
        }
        return input.0.len() - rest.0.len();
    }
    if let Ok((rest, [one, other])) = two_lengths(input, context) {
        let (a, b) = (one.0.period(), other.0.period());
        let rising = a.days.zip(b.days).filter(|(a, b)| a.min < b.min).map(|(a, b)| Range { min: a.min, ..b });
        match rising {
            Some(days) => {
                let period = Period { iso8601: format!("{}/{}", a.iso8601, b.iso8601), days: Some(days) };
                push(input, at, 0, input.0.len() - rest.0.len(), (Kind::Duration, Reading::Period(period)), found);
            }
            None => [(a, one), (b, other)].into_iter().for_each(|(period, (_, start, n))| {
                push(input, at, start, n, (Kind::Duration, Reading::Period(period)), found);
            }),
        }
        return input.0.len() - rest.0.len();
    }
    if let Some(best) = longest(input, before, context) {
        push(input, at, 0, best.taken, best.reading, found);
        for (when, start, n) in best.ends {
            push(input, at, start, n, when.reading(), found);
        }
        return best.taken;
    }
    hedged(input, before, at, context, found)
}

/// What a hedge makes of a length of time ("more than two years") or of a date ("about 5 May"); a year alone after a hedge is
/// rather a number. A time of day stays as it is.
///
/// ```text
/// hedged = hedge , [ hedge ] , ( duration | date | time )
/// ```
fn hedged(input: Tokens, before: Tokens, at: usize, context: &Context, found: &mut Vec<Mention>) -> usize {
    let opens = |rest: &Tokens| rest.0.first().is_some_and(|t| carries(t) || t.is(Class::Article));
    let Some((inner, bound)) = hedge::prefix(input).filter(|(rest, _)| opens(rest)) else { return 0 };
    let skipped = input.0.len() - inner.0.len();
    // "By about a quarter" is by a quarter.
    let by = before.0.last().is_some_and(|t| t.is(Class::ChangeBy));
    let before_inner = if by { before } else { Tokens(&input.0[..skipped]) };
    if !begins(inner, before_inner) {
        return 0;
    }
    let Some(best) = longest(inner, before_inner, context) else { return 0 };
    // "It grew over two years": a preposition of time, perhaps.
    let twice = before.0.last().is_some_and(|t| t.is(Class::Preposition));
    let bound = match bound {
        Bound::MoreThan if input.0[0].is(Class::Preposition) && !twice => Bound::AtLeast,
        Bound::LessThan if input.0[0].is(Class::Preposition) && !twice => Bound::AtMost,
        bound => bound,
    };
    let compared = hedge::compares(before, bound, Tokens(&inner.0[best.taken..]));
    let (kind, reading) = match best.reading {
        (Kind::Duration, _) if compared => return 0,
        (kind, Reading::Period(period)) => {
            (kind, Reading::Period(Period { days: period.days.and_then(|d| hedge::bounded(bound, d)), ..period }))
        }
        (kind, Reading::Days { days, length, .. }) if best.taken > 1 => {
            let length = length.and_then(|d| hedge::bounded(bound, d));
            (kind, Reading::Days { days, written: Days::ALL, weekday: None, relative: true, length })
        }
        time @ (Kind::Time, _) => {
            push(input, at, skipped, best.taken, time, found);
            return skipped + best.taken;
        }
        _ => return 0,
    };
    push(input, at, 0, skipped + best.taken, (kind, reading), found);
    skipped + best.taken
}

/// A reading, how many tokens it took, and the dates in it: each with its first token and how many it took.
struct Best {
    taken: usize,
    reading: (Kind, Reading),
    ends: Vec<(When, usize, usize)>,
}

/// The longest reading that begins with the first token; the first of them where several are as long.
fn longest(input: Tokens, before: Tokens, context: &Context) -> Option<Best> {
    let taken = |rest: Tokens| input.0.len() - rest.0.len();
    let mut best: Option<Best> = None;
    let mut offer = |rest: Tokens, reading: &dyn Fn() -> (Kind, Reading)| {
        let taken = taken(rest);
        if taken > best.as_ref().map_or(0, |b| b.taken) {
            best = Some(Best { taken, reading: reading(), ends: Vec::new() });
        }
    };
    let pointed = point(input, before, context);
    let ranged = range(input, before, &pointed, context).or_else(|e| open_range(input, context).or(Err(e)));
    if let Ok((rest, found)) = &ranged {
        offer(*rest, &|| range_reading(&found.whole));
    }
    if let Ok((rest, when)) = stretch(input, before, context) {
        offer(rest, &|| range_reading(&when));
    }
    if let Ok((rest, when)) = pointed
        && is_said(input, taken(rest), &when)
    {
        offer(rest, &|| when.reading());
    }
    if let Ok((rest, length)) = duration(input, context, opens_duration(before))
        && !is_part(input, before, taken(rest))
    {
        offer(rest, &|| (Kind::Duration, Reading::Period(length.period())));
    }
    if let Ok((rest, minutes)) = time(input, before, context) {
        offer(rest, &|| (Kind::Time, Reading::Time(minutes)));
    } else if let Ok((rest, length)) = elapsed(input) {
        offer(rest, &|| (Kind::Duration, Reading::Period(length.period())));
    }
    let mut best = best?;
    if let Ok((rest, range)) = ranged
        && taken(rest) == best.taken
    {
        best.ends = range.ends.iter().map(|(when, start, n)| (*when, taken(*start), *n)).collect();
    }
    Some(best)
}

/// Whether a length of time may as well be a part, and what stands around it says so: "a quarter of the park", "down by a quarter",
/// "three-quarters".
fn is_part(input: Tokens, before: Tokens, taken: usize) -> bool {
    let [.., mark, unit] = &input.0[..taken] else { return false };
    let hyphen = mark.glued && mark.is_punct('-');
    let by = before.0.last().is_some_and(|t| t.is(Class::ChangeBy));
    let of = input.0.get(taken).is_some_and(|t| t.is(Class::Of));
    unit.is(Class::FractionPart) && (hyphen || by || of)
}

fn range_reading(when: &When) -> (Kind, Reading) {
    (Kind::DateRange, when.reading().1)
}

/// Whether "a year" is a duration after these words; "5 dollars a year" is a rate.
fn opens_duration(before: Tokens) -> bool {
    const OPENERS: ClassSet = ClassSet::new(&[Class::Preposition, Class::SpanOpener, Class::InFuture]).with(&[
        Class::HedgeMoreThan,
        Class::HedgeLessThan,
        Class::HedgeAbout,
        Class::HedgeNearly,
        Class::HedgeAtLeast,
        Class::HedgeAtMost,
    ]);
    before.0.last().is_some_and(|t| t.is_any(&OPENERS))
}

/// Whether a point is worth a mention: a weekday's or month's abbreviation alone is not ("Sat", "Jan").
fn is_said(input: Tokens, taken: usize, when: &When) -> bool {
    let first = input.0[0];
    let alone = taken == 1 && when.relative && (first.is(Class::ShortDate) || first.is(Class::Now));
    taken > 0 && !alone
}

fn push(input: Tokens, at: usize, start: usize, n: usize, (kind, reading): (Kind, Reading), found: &mut Vec<Mention>) {
    if n == 0 {
        return;
    }
    let span = input.0[start].span.to(input.0[start + n - 1].span);
    found.push(Mention { kind, first: (at + start) as u32, end: (at + start + n) as u32, span, reading });
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests;
