//! What follows from the figures of the sources: totals, differences, shares and changes in per cent, years between two years.
//!
//! A draft's figure that no source has as it stands may have been calculated. It is borne out where the figures of one sentence
//! of a source, or of the few sentences most like the draft's, give it.

use super::figures::figures_of;
use super::index::{Candidate, Index};
use super::score::comparable;
use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind, Form};
use crate::lexicon::id_hash;
use crate::value::{Days, Meet, Number, Range, Value, rounding};
use jiff::civil::Date;

/// So many figures of one sentence are tried with each other, and those of so many sentences together.
const MOST: usize = 12;
const SENTENCES: usize = 4;
/// Small numbers are likely to come out by chance, so only larger ones may come from two sentences, or from counts of other things.
const LARGE: i64 = 20;
const DAYS_IN_YEAR: i64 = 366;

/// Figures of the sources that a draft's figure follows from: one of them.
pub(super) fn follows(corpus: &Corpus, index: &Index, at: At, candidates: &[Candidate]) -> Option<At> {
    let claim = corpus.claim(at);
    let Value::Number(range) = &claim.value else { return None };
    let small_part = fraction(claim, range).is_some();
    if claim.kind == ClaimKind::ORDINAL || !matches!(claim.form, Form::Plain | Form::Hedged) || !(narrow(range) || small_part) {
        return None;
    }
    let sentences: Vec<Vec<At>> = candidates.iter().map(|c| figures_of(c.place, index).take(MOST).collect()).collect();
    let near: Vec<At> = sentences.iter().take(SENTENCES).flatten().copied().take(2 * MOST).collect();
    let large = range.middle().is_some_and(|n| n.abs() >= Number::from(LARGE));
    let together = || sentences.iter().map(Vec::as_slice).chain(large.then_some(near.as_slice()));
    let with_near = || together().chain([near.as_slice()]);
    let between = |all: &[At]| {
        let in_years = years(claim, range).and_then(|years| between_years(corpus, at, all, &years));
        in_years.or_else(|| between_days(corpus, at, all, range))
    };
    if let Some(from) = with_near().find_map(between) {
        return Some(from);
    }
    if let Some(share) = if is_percent(claim) { Some(percent(range)) } else { fraction(claim, range) } {
        let said = |at: &&At| is_percent(corpus.claim(**at)) && value(corpus, **at).is_some_and(|n| share.contains(n));
        // "One of three" stands for a third only by chance.
        let enough = |one: Number, other: Number| is_percent(claim) || one.abs().max(other.abs()) >= Number::from(LARGE);
        let calculated = |all: &[At]| pairs(corpus, all, |one, other| enough(one, other) && share_or_change(one, other, &share));
        return with_near().find_map(|all| all.iter().find(said).copied().or_else(|| calculated(all)));
    }
    let same =
        |other: &Claim| claim.kind != ClaimKind::COUNT || large || other.attribute == 0 || claim.attribute == other.attribute;
    let of_kind = |at: &&At| comparable(claim, corpus.claim(**at)) && same(corpus.claim(**at));
    together().find_map(|all| {
        let parts: Vec<At> = all.iter().filter(of_kind).copied().collect();
        if claim.kind == ClaimKind::COUNT && !large && !parts.iter().any(|at| corpus.claim(*at).attribute == claim.attribute) {
            return None;
        }
        let fits = |n: Option<Number>| n.is_some_and(|n| range.contains(n));
        let total = || {
            let sum = parts.iter().try_fold(Number::from(0), |sum, at| sum.checked_add(value(corpus, *at)?));
            (parts.len() > 2 && fits(sum)).then(|| parts[0])
        };
        let of_two = |one: Number, other: Number| fits(one.checked_add(other)) || fits(one.checked_sub(other).map(Number::abs));
        total().or_else(|| pairs(corpus, &parts, of_two))
    })
}

/// A wide range is met by nearly any calculation.
fn narrow(range: &Range) -> bool {
    let wide = || Some(range.max?.checked_sub(range.min?)?.checked_mul(Number::from(4))? > range.max?.abs());
    range.is_bounded() && !wide().unwrap_or(true)
}

/// The first of two figures of one kind that a calculation holds for.
fn pairs(corpus: &Corpus, all: &[At], holds: impl Fn(Number, Number) -> bool) -> Option<At> {
    let pair = |(n, one): (usize, &At)| {
        let first = value(corpus, *one)?;
        let fits = |other: &At| {
            comparable(corpus.claim(*one), corpus.claim(*other))
                && value(corpus, *other).is_some_and(|second| holds(first, second))
        };
        all[n + 1..].iter().any(fits).then_some(*one)
    };
    all.iter().enumerate().find_map(pair)
}

fn value(corpus: &Corpus, at: At) -> Option<Number> {
    match &corpus.claim(at).value {
        Value::Number(range) => range.middle(),
        _ => None,
    }
}

fn is_percent(claim: &Claim) -> bool {
    claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash("percent")
}

/// "30 per cent" is anything that rounds to it.
fn percent(range: &Range) -> Range {
    range.is_exact().map_or(*range, |n| rounding(n, Number::from(1)))
}

/// "A third" in per cent, give or take a tenth of it: nobody says "a third" of 33.3 per cent only.
fn fraction(claim: &Claim, range: &Range) -> Option<Range> {
    let part = range.middle().filter(|n| !n.is_negative() && *n < Number::ONE && !n.is_zero())?;
    let percent = part.checked_mul(Number::from(100))?;
    let slack = percent.checked_div(Number::from(10))?;
    (claim.kind == ClaimKind::COUNT).then(|| Range::around(percent, slack))
}

/// Whether a percentage is the share of one figure in the other, or the change from one to the other.
fn share_or_change(one: Number, other: Number, percent: &Range) -> bool {
    let hundred = Number::from(100);
    let of = |part: Number, whole: Number| {
        let share = part.checked_mul(hundred)?.checked_div(whole)?;
        let change = share.checked_sub(hundred)?.abs();
        Some(share <= hundred && percent.contains(share) || percent.contains(change))
    };
    of(one, other).unwrap_or(false) || of(other, one).unwrap_or(false)
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
    let published = |at: At| corpus.document(at).date.map(|date| i64::from(date.year()));
    let fits = |apart: i64| years.contains(Number::from(apart)) || is_age && years.contains(Number::from(apart - 1));
    let dated = || all.iter().filter_map(|at| Some((*at, year_of(*at)?)));
    dated().find_map(|(at, year)| {
        let with = |other: i64| other != year && fits((other - year).abs());
        (dated().any(|(_, other)| with(other)) || published(draft).is_some_and(with) || published(at).is_some_and(with))
            .then_some(at)
    })
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
    let day_of = |at: At| {
        let Value::Days(days) = &corpus.claim(at).value else { return None };
        let in_year = |year: i16| days.meet(&Days::year(year)?)?.single();
        days.single().or_else(|| in_year(published(at)?.year()))
    };
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
