//! How well two figures stand in the same place of what is said.

use super::index::Index;
use super::units::{converted, scaled, spread};
use crate::claim::{Claim, ClaimKind, Feature, Form, HALF_DAY, as_written};
use crate::entity::EntityId;
use crate::lexicon::{Units, id_hash};
use crate::value::{Days, Meet, Number, Range, Value, rounding};
use jiff::civil::Date;

/// From here on a figure is large enough to be written with "nearly" or "over" when it is rounded.
const LARGE: i64 = 1_000;

/// Ranks up to this one stand for many things that nobody has counted.
const SMALL_RANK: i64 = 3;
/// No figure is rounded to more places than this before its decimal mark.
const MOST_PLACES: i32 = 12;

/// Whether two figures are of one kind, so that a difference is a contradiction.
pub(super) fn comparable(one: &Claim, other: &Claim) -> bool {
    let text = |c: &Claim| matches!(c.value, Value::Text(_));
    if text(one) || text(other) {
        return one.kind == other.kind && text(one) && text(other) && shape(one) == shape(other);
    }
    one.kind == other.kind
        && match one.kind {
            ClaimKind::FIGURE => one.attribute == other.attribute,
            _ => true,
        }
}

/// What a source's figure is to a draft's.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    /// It bears the draft's figure out.
    Same,
    /// It says something else of the same kind of thing.
    Other,
    /// It says nothing of it.
    Apart,
}

/// Holds a source's figure against a draft's. A figure of another kind says nothing of it, but for the forms that mean the same.
pub(super) fn relation(draft: &Claim, source: &Claim) -> Relation {
    if !comparable(draft, source) {
        let same = same_figure(draft, source) || same_rank(draft, source) || same_share(draft, source);
        return if same { Relation::Same } else { Relation::Apart };
    }
    match (&draft.value, &source.value) {
        (Value::Days(a), Value::Days(b)) => match a.meet(b) {
            // A Monday is not said in place of an autumn.
            None if (length(a) as u8).abs_diff(length(b) as u8) > 1 => Relation::Apart,
            None => Relation::Other,
            Some(_) if reworded(draft, source) => Relation::Other,
            Some(_) if bears_out(b, a) => Relation::Same,
            Some(_) => Relation::Apart,
        },
        (Value::Number(a), Value::Number(b)) if half_day_apart(draft, source, a, b) || same_bound(draft, source) => {
            Relation::Same
        }
        (Value::Number(a), Value::Number(b)) if converted(draft, source, a, b) => Relation::Same,
        (Value::Number(a), Value::Number(b)) if draft.kind == ClaimKind::COUNT && is_part(a) != is_part(b) => Relation::Apart,
        (Value::Number(a), Value::Number(b)) => {
            let loose = [(draft, a), (source, b)].iter().any(|(claim, range)| claim.form == Form::Hedged && wide(range));
            if !numbers_meet(draft, source, a, b) || !loose && reworded(draft, source) {
                // "A few" is no slip for nine, nor for "a couple"; "over seven days" may be during them.
                if loose || same_end(draft, source) { Relation::Apart } else { Relation::Other }
            } else if draft.form != source.form && (draft.form == Form::Ends || source.form == Form::Ends)
                || !near(a, b)
                || wide(b) && !wide(a)
                || scaled(source) && spread(b) && !spread(a)
                || vaguer(draft, source, b)
            {
                // "1.35 to 1.40" is not what "1.36" says, nor the other way round; "several" does not say "nine".
                Relation::Apart
            } else {
                Relation::Same
            }
        }
        (one, other) if one.meet(other).is_some() => Relation::Same,
        _ => Relation::Other,
    }
}

/// Whether two figures are written with the same number, and the draft leaves the unit out ("the limit was 65", "65 km/h"), or an hour,
/// an age or a bound of age has it added ("until 10", "10 pm"; "Ida Berg (47)", "47 years old"; "under five", "under five years").
/// "12 men" and "12 per cent" have nothing in common.
fn same_figure(draft: &Claim, source: &Claim) -> bool {
    let of = |c: &Claim, id: &str| c.kind == ClaimKind::FIGURE && c.attribute == id_hash(id);
    let age = |a: &Claim, b: &Claim| of(a, "age") && of(b, "duration");
    let bare = |c: &Claim| c.kind == ClaimKind::COUNT && c.attribute == 0;
    let left_out = bare(draft) && source.kind == ClaimKind::FIGURE;
    let bounds_age = || of(draft, "duration") && draft.form == Form::Open;
    let added = || source.kind == ClaimKind::COUNT && (of(draft, "time") || bounds_age()) || bare(source) && of(draft, "age");
    let form = draft.form == source.form || of(draft, "time");
    draft.written != 0
        && draft.written == source.written
        && form
        && (left_out || added() || age(draft, source) || age(source, draft))
}

/// Whether a number counts a part of one thing: "a quarter".
fn is_part(range: &Range) -> bool {
    range.middle().is_some_and(|n| !n.is_zero() && n.abs() < Number::ONE)
}

/// Whether a draft's figure is the bound that a source sets: "capped at six weeks", "shall not exceed six weeks". "Fewer than 870" is
/// no 870.
fn same_bound(draft: &Claim, source: &Claim) -> bool {
    let bound = (draft.form, source.form) == (Form::Plain, Form::Open);
    bound && draft.written != 0 && draft.written == source.written && comparable(draft, source)
}

/// Whether the draft has as a bound what a source says: "over seven", "seven".
fn same_end(draft: &Claim, source: &Claim) -> bool {
    (draft.form, source.form) == (Form::Open, Form::Plain) && draft.written != 0 && draft.written == source.written
}

/// Whether the draft counts up to what a source ranks: "has 19 goals now", "her 19th goal". A third is no three.
fn same_rank(draft: &Claim, source: &Claim) -> bool {
    let large = || exact(&draft.value).is_some_and(|n| n > Number::from(SMALL_RANK));
    (draft.kind, source.kind) == (ClaimKind::COUNT, ClaimKind::ORDINAL) && draft.value == source.value && large()
}

/// Whether one is a share in per cent and the other the same part in words: "20 per cent", "every fifth".
fn same_share(one: &Claim, other: &Claim) -> bool {
    let percent = |c: &Claim| c.kind == ClaimKind::FIGURE && c.attribute == id_hash("percent");
    let part = |c: &Claim| exact(&c.value).filter(|n| c.kind == ClaimKind::COUNT && !n.is_integer() && *n < Number::ONE);
    let (share, part) = match (percent(one), percent(other)) {
        (true, false) => (one, part(other)),
        (false, true) => (other, part(one)),
        _ => return false,
    };
    let Value::Number(share) = &share.value else { return false };
    let written = share.is_exact().map_or(*share, |n| rounding(n, Number::ONE));
    part.and_then(|n| n.checked_mul(Number::from(100))).is_some_and(|n| written.contains(n))
}

/// Whether two times of day are twelve hours apart, and one does not say of which half of the day it is.
fn half_day_apart(one: &Claim, other: &Claim, a: &Range, b: &Range) -> bool {
    let either = one.form == Form::Twelve || other.form == Form::Twelve;
    let later = |range: &Range| {
        let add = |n: Option<Number>| n?.checked_add(Number::from(HALF_DAY));
        Range::new(add(range.min), range.min_open, add(range.max), range.max_open)
    };
    let meet = |one: &Range, other: &Range| later(one).is_some_and(|one| one.meet(other).is_some());
    either && comparable(one, other) && (meet(a, b) || meet(b, a))
}

/// Whether a draft's figure is written as a source's rounds to.
fn is_rounded(draft: &Claim, source: &Claim) -> bool {
    let Value::Number(range) = &source.value else { return false };
    let Some(middle) = range.middle().filter(|n| n.is_integer()) else { return false };
    let places = (1..MOST_PLACES).filter_map(Number::pow10).take_while(|place| *place <= middle.abs());
    let round = |place: Number| middle.checked_div(place)?.round().checked_mul(place);
    places.filter_map(round).any(|n| as_written(n) == draft.written)
}

/// Whether two figures can be the same. Of two plain ones the one must be what the other rounds to: "1.65 billion" is written "1.7
/// billion", not "1.6 billion", though both stand for ranges that touch.
fn numbers_meet(draft: &Claim, source: &Claim, a: &Range, b: &Range) -> bool {
    let plain = draft.form == Form::Plain && source.form == Form::Plain;
    // The middle of what rounding can hide is the figure as written.
    match (a.middle(), b.middle()) {
        (Some(x), Some(y)) if plain => (a.contains(y) || b.contains(x)) && !rounded_too_far(draft, x, y),
        (Some(x), Some(y)) if draft.form == Form::Plain && !b.contains(x) => a.meet(b).is_some() && !rounded_too_far(draft, x, y),
        _ => a.meet(b).is_some(),
    }
}

/// Large counts and sums of money that differ by a tenth or more: nobody writes "2 billion" for 1.8 billion without a word such
/// as "nearly". Small figures and measures may round further: "3 per cent", "2 km".
fn rounded_too_far(claim: &Claim, one: Number, other: Number) -> bool {
    let money = || Units::built_in().is_money(claim.attribute);
    let (small, large) = (one.abs().min(other.abs()), one.abs().max(other.abs()));
    let apart = || {
        let difference = large.checked_sub(small)?;
        Some(difference.checked_mul(Number::from(10))? >= large)
    };
    (claim.kind == ClaimKind::COUNT || money()) && large >= Number::from(LARGE) && apart().unwrap_or(false)
}

/// Whether a source only says "more than eight" where the draft has a figure of its own: that figure is not the source's.
fn vaguer(draft: &Claim, source: &Claim, range: &Range) -> bool {
    draft.form == Form::Plain && source.form == Form::Open && draft.written != source.written && !range.is_bounded()
}

/// Whether a range is so wide that it stands for no figure: "a few", "several".
pub(crate) fn wide(range: &Range) -> bool {
    let twice = |n: Number| n.checked_mul(Number::from(2));
    matches!((range.min, range.max), (Some(min), Some(max)) if twice(min.abs()).is_some_and(|m| m < max.abs()))
}

/// Whether a source's days bear a draft's out: all of them are among the draft's, or they are the same days of a calendar whose
/// year nobody wrote. A year does not bear out one of its months, nor a Monday.
fn bears_out(source: &Days, draft: &Days) -> bool {
    let shared = |one: Option<Date>, other: Option<Date>| one.is_some() && one == other;
    let half_open = source.is_anchored() && (source.earliest().is_none() || source.latest().is_none());
    source.is_subset_of(draft)
        || !source.is_anchored() && draft.of_any_year().is_some_and(|d| source.is_subset_of(&d))
        || source.weekday_number().is_some_and(|w| Days::weekday(w) == Some(*source) && draft.weekday_number() == Some(w))
        || half_open && (shared(source.earliest(), draft.earliest()) || shared(source.latest(), draft.latest()))
}

/// How long a stretch of days is, roughly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Length {
    Day,
    Month,
    Season,
    Year,
    More,
}

/// How long days last that a date names, whether or not it says the year.
pub(super) fn length(days: &Days) -> Length {
    if let (Some(first), Some(last)) = (days.earliest(), days.latest()) {
        return match first.until(last).map_or(i32::MAX, |span| span.get_days()) {
            0..=6 => Length::Day,
            7..=31 => Length::Month,
            32..=190 => Length::Season,
            191..=366 => Length::Year,
            _ => Length::More,
        };
    }
    match days.month_numbers() {
        _ if days.is_anchored() => Length::More,
        Some((first, last)) if first == last && days.day_number().is_none() => Length::Month,
        Some((first, last)) if first != last => Length::Season,
        _ => Length::Day,
    }
}

/// An open end allows worlds that nobody had in mind: "below 25 billion" does not bear out "0.15". A half-open range is near a figure
/// that is no more than half as much again, or two thirds, of its bound.
fn near(a: &Range, b: &Range) -> bool {
    let half_open = |r: &Range| r.min.is_some() != r.max.is_some();
    if !half_open(a) && !half_open(b) {
        return true;
    }
    let figure = |r: &Range| r.min.or(r.max);
    match (figure(a), figure(b)) {
        (Some(x), Some(y)) => {
            let (x, y) = (x.abs(), y.abs());
            let (small, large) = (x.min(y), x.max(y));
            large.checked_mul(Number::from(2)).zip(small.checked_mul(Number::from(3))).is_some_and(|(l, s)| l <= s)
        }
        _ => false,
    }
}

/// Whether each figure stands with a place, state or organisation that the other has nothing to do with: "in Spain", "in Portugal".
pub(super) fn elsewhere(one: &Claim, other: &Claim) -> bool {
    let named = |a: &Claim, b: &Claim| {
        let lacks =
            |f: &Feature| f.weight == crate::claim::ENTITY && b.context.binary_search_by_key(&f.hash, |o| o.hash).is_err();
        a.context.iter().any(lacks)
    };
    named(one, other) && named(other, one)
}

/// How alike the words around two figures are, and their order: 1 where everything around the first stands in the same place
/// around the second.
pub(super) fn slot(index: &Index, one: &Claim, other: &Claim) -> f64 {
    let (mut shared, mut all) = (0.0, 0.0);
    let mut others = other.context.iter().peekable();
    for f in &one.context {
        let near = 1.0 / (1.0 + f64::from(f.offset.unsigned_abs()) / 4.0);
        let weight = f64::from(f.weight) * index.rarity(f.hash).max(0.3) * near;
        all += weight;
        while others.next_if(|o| o.hash < f.hash).is_some() {}
        if let Some(o) = others.peek().filter(|o| o.hash == f.hash) {
            shared += weight * in_place(*f, **o);
        }
    }
    if all > 0.0 { shared / all } else { 0.0 }
}

/// 1 where a word stands as far from both figures and on the same side, and less the more the places differ.
fn in_place(one: Feature, other: Feature) -> f64 {
    let apart = (f64::from(one.offset) - f64::from(other.offset)).abs();
    1.0 / (1.0 + apart / 6.0)
}

/// How surely two figures are about the same thing, from 0 to 1.
pub(super) fn alike(index: &Index, one: &Claim, other: &Claim, coverage: f64) -> f64 {
    let mut score = 0.55 * slot(index, one, other) + 0.45 * coverage;
    if one.kind == ClaimKind::COUNT && one.attribute != 0 && other.attribute != 0 {
        score += if one.attribute == other.attribute { 0.1 } else { -0.2 };
    }
    score
}

/// The figure itself, where it is one number.
pub(super) fn exact(value: &Value<EntityId>) -> Option<Number> {
    match value {
        Value::Number(range) => range.is_exact(),
        _ => None,
    }
}

/// Whether two figures are hedged in the same way but not alike: "about 2,400" and "about 2,401" meet, but nobody who copies has a
/// reason to change the one into the other.
fn reworded(one: &Claim, other: &Claim) -> bool {
    let same_side = match (&one.value, &other.value) {
        (Value::Number(a), Value::Number(b)) => a.min.is_some() == b.min.is_some() && a.max.is_some() == b.max.is_some(),
        (Value::Days(a), Value::Days(b)) => a.earliest().is_some() == b.earliest().is_some(),
        _ => false,
    };
    let written = one.written != 0 && one.written == other.written && one.attribute == id_hash("age");
    // "Nearly 4,000" is said of "some 3,900".
    if one.form == Form::Hedged && is_rounded(one, other) {
        return false;
    }
    one.form != Form::Plain && one.form == other.form && same_side && one.value != other.value && !written
}

/// Whether a date was changed in a sentence that is otherwise copied: other days, or other words for days that nobody can resolve,
/// in as many words.
pub(super) fn changed(one: &Claim, other: &Claim, written: (&str, &str)) -> bool {
    let words = |s: &str| s.split_whitespace().count();
    one.kind == ClaimKind::DATE
        && other.kind == ClaimKind::DATE
        && one.value != other.value
        && words(written.0) == words(written.1)
        && words(written.0) > 1
}

/// A name with its figures struck out: "boeing 747" and "boeing 757" have one shape.
fn shape(claim: &Claim) -> String {
    match &claim.value {
        Value::Text(text) => text.chars().filter(|c| !c.is_ascii_digit()).collect(),
        _ => String::new(),
    }
}
