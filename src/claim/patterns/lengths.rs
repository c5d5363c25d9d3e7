//! Lengths of time as patterns capture them: in days, as written and as coarsely as they may have been rounded.

use crate::claim::Analysis;
use crate::grammar::{Mention, Reading};
use crate::value::{Number, Range};

/// A length that ends in a nought may be off by a tenth: "40 years ago", of what is 38 years old.
const ROUND: i64 = 10;

/// A length of time, give or take half of the smallest unit that is written.
pub(super) fn written(mention: &Mention) -> Option<Range> {
    let Reading::Period(period) = &mention.reading else { return None };
    let (date, time) = period.iso8601.split_once('T').unwrap_or((&period.iso8601, ""));
    let last = if time.is_empty() { date.bytes().next_back() } else { Some(b'T') };
    let half = match last? {
        b'Y' => Number::from(183),
        b'M' => Number::from(15),
        b'W' => Number::from(3),
        b'D' => Number::new(1, 2)?,
        _ => Number::ZERO,
    };
    wider(period.days?, half)
}

/// A length of time or how long ago something was, give or take a whole one of its units: who counts in years may count both ends, or
/// neither.
pub(super) fn rounded(analysis: &Analysis, mention: &Mention) -> Option<Range> {
    let days = match &mention.reading {
        Reading::Period(period) => period.days?,
        Reading::Days { length, .. } => (*length)?,
        _ => return None,
    };
    let count = analysis.inner_figure(mention).filter(|n| *n > Number::ONE).unwrap_or(Number::ONE);
    let longest = days.max.or(days.min)?;
    let round = count.is_integer() && count.to_i64().is_some_and(|n| n % ROUND == 0);
    let unit = longest.checked_div(count)?;
    wider(days, if round { unit.max(longest.checked_div(Number::from(ROUND))?) } else { unit })
}

fn wider(days: Range, by: Number) -> Option<Range> {
    let end = |end: Option<Number>, by: Number| end.and_then(|e| e.checked_add(by));
    Range::new(end(days.min, -by), days.min_open, end(days.max, by), days.max_open)
}
