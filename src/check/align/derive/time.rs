//! What follows from two dates: years, an age, days between them.

use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind};
use crate::lexicon::id_hash;
use crate::value::{Days, Meet, Number, Range, Value};
use jiff::civil::Date;

const DAYS_IN_YEAR: i64 = 366;
/// A year with 365 days, for days whose year nobody says.
const ANY_YEAR: i16 = 2023;

/// The first of two dates that lie as far apart as a figure says.
pub(super) fn between(corpus: &Corpus, draft: At, all: &[At], range: &Range) -> Option<At> {
    let in_years = years(corpus.claim(draft), range).and_then(|years| between_years(corpus, draft, all, &years));
    in_years.or_else(|| between_days(corpus, draft, all, range))
}

/// The whole years that an age or a length of time allows.
fn years(claim: &Claim, range: &Range) -> Option<Range> {
    let of_kind = |id: &str| claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash(id);
    if of_kind("age") {
        return Some(*range);
    }
    let year = Number::from(DAYS_IN_YEAR);
    let whole = |n: Option<Number>| Some(n?.checked_div(year)?.ceil());
    let (min, max) = (whole(range.min)?, whole(range.max)?);
    (of_kind("duration") && range.max? >= year).then_some(Range::between(min, max))
}

/// Two years that lie so far apart, or one and the year in which the draft or the source was published. Somebody born in 1950 is 69
/// or 70 in 2020.
fn between_years(corpus: &Corpus, draft: At, all: &[At], years: &Range) -> Option<At> {
    let year_of = |at: At| {
        let Value::Days(days) = &corpus.claim(at).value else { return None };
        days.year_number().or_else(|| Some(days.earliest().or(days.latest())?.year())).map(i64::from)
    };
    let is_age = corpus.claim(draft).attribute == id_hash("age");
    let published = |at: At| corpus.document(at).date.map(Date::year).or_else(|| year_of_head(corpus, at)).map(i64::from);
    let fits = |apart: i64| years.contains(Number::from(apart)) || is_age && years.contains(Number::from(apart - 1));
    // "From 1983 to 2019".
    let from_to = |at: &&At| {
        ends(corpus, **at).is_some_and(|(from, to)| from.year() < to.year() && fits(i64::from(to.year() - from.year())))
    };
    if let Some(at) = all.iter().find(from_to) {
        return Some(*at);
    }
    let dated = || all.iter().filter_map(|at| Some((*at, year_of(*at)?)));
    dated().find_map(|(at, year)| {
        let with = |other: i64| other != year && fits((other - year).abs());
        (dated().any(|(_, other)| with(other)) || published(draft).is_some_and(with) || published(at).is_some_and(with))
            .then_some(at)
    })
}

/// The year that the first sentence of a text without a date names: "Monthly review, October 2026".
fn year_of_head(corpus: &Corpus, at: At) -> Option<i16> {
    let read = corpus.document(at);
    let mut years = read.passages.first()?.figures.clone().filter_map(|n| match &read.claims[n as usize].value {
        Value::Days(days) => days.year_number(),
        _ => None,
    });
    let year = years.next()?;
    years.all(|other| other == year).then_some(year)
}

/// The first and the last day of a stretch of time.
fn ends(corpus: &Corpus, at: At) -> Option<(Date, Date)> {
    let Value::Days(days) = &corpus.claim(at).value else { return None };
    days.earliest().zip(days.latest())
}

/// Two days that lie so far apart ("the three-week trial"), or one and the day on which the draft or the source was published. A week
/// may lack a day or have one more, as people count.
fn between_days(corpus: &Corpus, draft: At, all: &[At], length: &Range) -> Option<At> {
    let claim = corpus.claim(draft);
    let slack = Number::from(1);
    let days = Range::new(length.min?.checked_sub(slack), false, length.max?.checked_add(slack), false)?;
    if claim.kind != ClaimKind::FIGURE || claim.attribute != id_hash("duration") || length.max? < Number::from(2) {
        return None;
    }
    let published = |at: At| corpus.document(at).date;
    // "From 3 May to 10 May".
    let from_to = |at: &&At| {
        let apart = ends(corpus, **at).map_or(0, |(from, to)| from.until(to).map_or(0, |span| i64::from(span.get_days())));
        apart > 0 && days.contains(Number::from(apart))
    };
    if let Some(at) = all.iter().find(from_to) {
        return Some(*at);
    }
    let day_of = |at: At| day_of(corpus, at);
    let dated = || all.iter().filter_map(|at| Some((*at, day_of(*at)?)));
    dated().find_map(|(at, day)| {
        let with = |other: Date| {
            let apart = day.until(other).map_or(0, |span| i64::from(span.get_days().abs()));
            apart > 0 && days.contains(Number::from(apart))
        };
        (dated().any(|(_, other)| with(other)) || published(draft).is_some_and(with) || published(at).is_some_and(with))
            .then_some(at)
    })
}

/// The day of a figure; without a year, that of the year of publication. Two days of one year lie as far apart in any other.
fn day_of(corpus: &Corpus, at: At) -> Option<Date> {
    let Value::Days(days) = &corpus.claim(at).value else { return None };
    let in_year = |year: i16| {
        let day = Days::month_day(days.month_number()?, days.day_number()?)?;
        day.meet(&Days::year(year)?)?.single()
    };
    let year = corpus.document(at).date.map_or(ANY_YEAR, Date::year);
    days.single().or_else(|| in_year(year).filter(|_| !days.is_anchored()))
}

/// A source's date that lies so far from one of the draft's sentence: "on 1 April, six months after".
pub(super) fn from_own(corpus: &Corpus, draft: At, own: &[At], all: impl Iterator<Item = At>, range: &Range) -> Option<At> {
    let dated: Vec<At> = own.iter().copied().filter(|at| matches!(corpus.claim(*at).value, Value::Days(_))).collect();
    if dated.is_empty() {
        return None;
    }
    all.into_iter().find(|at| dated.iter().any(|own| between(corpus, draft, &[*own, *at], range).is_some()))
}
