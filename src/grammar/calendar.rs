//! Everything about time that can begin at a token: ranges, dates, durations, times of day. The longest reading wins.

use super::clock::time;
use super::date_range::{open_range, point, range, stretch};
use super::duration::duration;
use super::mention::{Kind, Mention, Reading};
use super::tokens::{Context, Tokens};
use super::when::When;
use crate::lexicon::Class;
use crate::text::{Token, TokenKind};

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

/// Words that say something of time, and figures.
const CARRIERS: &[Class] = &[
    Class::Cardinal,
    Class::Ordinal,
    Class::Month,
    Class::Weekday,
    Class::Season,
    Class::TimeUnit,
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
    Class::Now,
];

const fn mask(classes: &[Class]) -> [u64; 4] {
    let (mut bits, mut i) = ([0; 4], 0);
    while i < classes.len() {
        let n = classes[i] as usize;
        bits[n / 64] |= 1 << (n % 64);
        i += 1;
    }
    bits
}

const OPENS: [u64; 4] = mask(OPENERS);
const CARRIES: [u64; 4] = mask(CARRIERS);

fn any(token: &Token, bits: &[u64; 4]) -> bool {
    let has = |class: Class| bits[class as usize / 64] & 1 << (class as usize % 64) != 0;
    token.senses.iter().any(|s| has(s.class)) || token.fused.is_some_and(|s| has(s.class))
}

fn carries(token: &Token) -> bool {
    token.kind == TokenKind::Digits || any(token, &CARRIES)
}

/// Marks that a figure may be glued to without being the rest of another one ("6,107.31").
fn opens_figure(mark: &Token) -> bool {
    !mark.is_word()
        && mark.kind != TokenKind::Digits
        && !matches!(mark.kind, TokenKind::Punct('.' | ',' | ':' | '/' | '-' | '$' | '#'))
}

/// Whether something about time may begin here; decides within a few tokens.
fn begins(input: Tokens, before: Tokens) -> bool {
    let Some((first, rest)) = input.0.split_first() else { return false };
    if first.kind == TokenKind::Digits && first.glued && before.0.last().is_some_and(|t| !opens_figure(t)) {
        return false;
    }
    if carries(first) {
        return true;
    }
    let opens = any(first, &OPENS) || matches!(first.kind, TokenKind::Punct('\'' | '’' | '‘'));
    opens && rest.iter().take(3).any(carries)
}

/// Reads the longest mention of time that begins with the first token of `input`, which is token `at` of the document, and the
/// dates nested in it; how many tokens it took. `before` is what the sentence has before it.
pub(super) fn read(input: Tokens, before: Tokens, at: usize, context: &Context, found: &mut Vec<Mention>) -> usize {
    if !begins(input, before) {
        return 0;
    }
    let taken = |rest: Tokens| input.0.len() - rest.0.len();
    let mut best = 0;
    let mut reading = None;
    let mut ends: Vec<(When, usize, usize)> = Vec::new();
    let ranged = match range(input, before, context) {
        Ok(found) => Ok(found),
        Err(e) => open_range(input, context).or(Err(e)),
    };
    if let Ok((rest, range)) = ranged {
        best = taken(rest);
        reading = Some(range_reading(&range.whole));
        ends = range.ends.iter().map(|(when, start, n)| (*when, taken(*start), *n)).collect();
    }
    if let Ok((rest, when)) = stretch(input, before, context)
        && taken(rest) > best
    {
        best = taken(rest);
        reading = Some(range_reading(&when));
        ends.clear();
    }
    if let Ok((rest, when)) = point(input, before, context)
        && taken(rest) > best
        && is_said(input, taken(rest), &when)
    {
        best = taken(rest);
        reading = Some(when.reading());
        ends.clear();
    }
    if let Ok((rest, length)) = duration(input, context, opens_duration(before))
        && taken(rest) > best
    {
        best = taken(rest);
        reading = Some((Kind::Duration, Reading::Period(length.period())));
        ends.clear();
    }
    if let Ok((rest, minutes)) = time(input, before, context)
        && taken(rest) > best
    {
        best = taken(rest);
        reading = Some((Kind::Time, Reading::Time(minutes)));
        ends.clear();
    }
    let Some((kind, reading)) = reading else { return 0 };
    push(input, at, 0, best, kind, reading, found);
    for (when, start, n) in ends {
        let (kind, reading) = when.reading();
        push(input, at, start, n, kind, reading, found);
    }
    best
}

fn range_reading(when: &When) -> (Kind, Reading) {
    (Kind::DateRange, when.reading().1)
}

/// Whether "a year" is a duration after these words; "5 dollars a year" is a rate.
fn opens_duration(before: Tokens) -> bool {
    const OPENERS: [Class; 9] = [
        Class::Preposition,
        Class::SpanOpener,
        Class::InFuture,
        Class::HedgeMoreThan,
        Class::HedgeLessThan,
        Class::HedgeAbout,
        Class::HedgeNearly,
        Class::HedgeAtLeast,
        Class::HedgeAtMost,
    ];
    before.0.last().is_some_and(|t| OPENERS.iter().any(|c| t.is(*c)))
}

/// Whether a point is worth a mention: a weekday's or month's abbreviation alone is not ("Sat", "Jan").
fn is_said(input: Tokens, taken: usize, when: &When) -> bool {
    let first = input.0[0];
    let alone = taken == 1 && when.relative && (first.is(Class::ShortDate) || first.is(Class::Now));
    taken > 0 && !alone
}

fn push(input: Tokens, at: usize, start: usize, n: usize, kind: Kind, reading: Reading, found: &mut Vec<Mention>) {
    if n == 0 {
        return;
    }
    let span = input.0[start].span.to(input.0[start + n - 1].span);
    found.push(Mention { kind, first: (at + start) as u32, end: (at + start + n) as u32, span, reading });
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests;
