//! Lengths of time: "twelve years", "two and a half hours", "tre veckor och två dagar".

use super::age::lasts;
use super::cardinal::{Manner, whole};
use super::date_range::separator;
use super::figure;
use super::length::{Length, Unit};
use super::number::unsigned;
use super::quantity::near;
use super::tokens::{Context, Parsed, Tokens, class, is_content, miss, satisfy, skip, skip_if, skip_joint};
use crate::lexicon::{Class, Sense};
use crate::text::{ClassSet, Token};
use crate::value::Number;

/// The value of a unit's word in the singular that means one known unit: "året", the year.
const DEFINITE: i64 = 3;

/// The first unit stands among so many tokens: no number is longer.
const FARTHEST_UNIT: usize = 30;

/// What a length of time has a word of.
const UNITS: ClassSet = ClassSet::new(&[Class::TimeUnit, Class::TimeSpan, Class::AgeSuffix]);

/// A length of time. `article` says whether "a year" is one here ("$5 a year" is a rate).
///
/// ```text
/// duration = length , { [ "," | "and" ] , length }            each unit smaller than the one before
/// ```
pub(super) fn duration<'a>(input: Tokens<'a>, context: &Context, article: bool) -> Parsed<'a, Length> {
    if !input.0.iter().take(FARTHEST_UNIT).any(|t| t.is_any(&UNITS)) {
        return miss(input);
    }
    let (mut rest, (mut parts, vague)) = length(input, context, article)?;
    while let Some(last) = parts.last().map(|(_, unit)| *unit) {
        let after = skip_if(rest, |t| t.is(Class::And) || t.is_punct(','));
        match length(after, context, true) {
            Ok((after, (more, _))) if more.iter().all(|(_, unit)| *unit < last) => {
                parts.extend(more);
                rest = after;
            }
            _ => break,
        }
    }
    Ok((rest, Length { parts, vague }))
}

/// A number of one unit.
///
/// ```text
/// length = [ article ] , time-span | ( vague-count | number ) , [ "-" ] , unit , [ and-half ] | part , [ "of" ] , [ article ] , unit
///        | article , unit , [ and-half ] | whole-unit , [ "-" ] , unit
/// part = fraction | [ article ] , half
/// ```
fn length<'a>(input: Tokens<'a>, context: &Context, article: bool) -> Parsed<'a, (Vec<(Number, Unit)>, bool)> {
    let Some((first, after)) = input.0.split_first().filter(|(first, _)| may_count(first)) else { return miss(input) };
    let after_article = skip(input, Class::Article);
    if let Ok((rest, span)) = class(Class::TimeSpan)(after_article)
        && span.value > 0
        && let Some(unit) = Unit::with_id(span.id)
    {
        return Ok((rest, (vec![(Number::from(span.value), unit)], false)));
    }
    // "Ett tioårigt avtal": the adjective of an age beside what lasts so long.
    if let Ok((rest, age)) = class(Class::AgeSuffix)(after_article)
        && age.value > 0
        && age.id == 0
        && lasts(rest, context)
    {
        return Ok((rest, (vec![(Number::from(age.value), Unit::Year)], false)));
    }
    if first.is(Class::WholeUnit)
        && let Ok((rest, (unit, true))) = unit(Tokens(after))
    {
        return Ok((rest, (vec![(Number::ONE, unit)], false)));
    }
    let manner = Manner { style: &context.lexicon.numbers, and: true };
    if let Ok((rest, part)) = vague_count(input).and_then(|(rest, n)| counted(rest, n)) {
        return Ok((rest, (vec![part], true)));
    }
    // "Three quarters" are a part of something, or so many units.
    let exact = unsigned(input, manner)
        .and_then(|(rest, f)| counted(rest, f.value))
        .or_else(|_| half(after_article))
        .or_else(|_| whole(input, manner).and_then(|(rest, w)| counted(rest, w.figure.value)));
    if let Ok((rest, part)) = exact {
        return Ok((rest, (vec![part], false)));
    }
    if !first.is(Class::Article) {
        return miss(input);
    }
    let (rest, (unit, true)) = unit(Tokens(after))? else { return miss(input) };
    // "A second attempt" is no second.
    let rank = after.first().is_some_and(|t| t.is(Class::Ordinal)) && rest.0.first().is_some_and(is_content);
    match and_half(rest) {
        Ok((rest, more)) => Ok((rest, (vec![(Number::ONE, unit), (more, unit)], false))),
        Err(_) if article && !rank => Ok((rest, (vec![(Number::ONE, unit)], false))),
        Err(e) => Err(e),
    }
}

/// Words that a length begins with; most words end here.
const COUNTS: ClassSet = ClassSet::new(&[
    Class::Article,
    Class::WholeUnit,
    Class::TimeSpan,
    Class::VagueNumber,
    Class::Half,
    Class::Cardinal,
    Class::Multiplier,
    Class::Collective,
]);

fn may_count(t: &Token) -> bool {
    !t.is_word() || t.fused.is_some() || t.may_be_any(&COUNTS)
}

/// The unit of a count, with a half before it ("two and half days") or after "one year".
fn counted(input: Tokens, n: Number) -> Parsed<(Number, Unit)> {
    // "Two-and-a-half-year": the half of a year has a word of its own.
    let half_year = class(Class::And)(skip_joint(input)).and_then(|(rest, _)| unit(skip(skip_joint(rest), Class::Article)));
    if let (Ok((rest, (Unit::Half, true))), Some(half)) = (half_year, Number::new(1, 2)) {
        return Ok((rest, (n.checked_add(half).unwrap_or(n), Unit::Year)));
    }
    let (of, n) = match and_half(input) {
        Ok((rest, more)) => (rest, n.checked_add(more).unwrap_or(n)),
        Err(_) if n < Number::ONE => (skip(skip(input, Class::Of), Class::Article), n),
        Err(_) => (input, n),
    };
    let (rest, (unit, singular)) = unit(of)?;
    // "365 the year before" in Swedish: "365 året innan"; and "26 000 år 2029" are 26 000 in that year.
    let word = of.0[of.0.len() - rest.0.len() - 1];
    let definite = word.sense(Class::TimeUnit).is_some_and(|s| s.value == DEFINITE);
    let dated = word.is(Class::NumberedUnit) && figure::year(rest).is_ok();
    if (definite || dated) && n != Number::ONE {
        return miss(input);
    }
    match and_half(rest).ok().filter(|_| singular && n == Number::ONE) {
        Some((rest, more)) => Ok((rest, (n.checked_add(more).unwrap_or(n), unit))),
        None => Ok((rest, (n, unit))),
    }
}

/// `half , [ article ] , unit`
fn half(input: Tokens) -> Parsed<(Number, Unit)> {
    match (class(Class::Half)(input)?, Number::new(1, 2)) {
        ((rest, Sense { value: 2, .. }), Some(half)) => counted(rest, half),
        _ => miss(input),
    }
}

/// `and-half = "and" , [ article ] , half`
fn and_half(input: Tokens) -> Parsed<Number> {
    let (rest, _) = class(Class::And)(input)?;
    match (class(Class::Half)(skip(rest, Class::Article))?, Number::new(1, 2)) {
        ((rest, Sense { value: 2, .. }), Some(half)) => Ok((rest, half)),
        _ => miss(input),
    }
}

/// `vague-count = [ article ] , vague-number , [ "of" ]`
fn vague_count(input: Tokens) -> Parsed<Number> {
    let (rest, n) = class(Class::VagueNumber)(input).or_else(|_| class(Class::VagueNumber)(skip(input, Class::Article)))?;
    Ok((skip(rest, Class::Of), Number::from(n.value)))
}

/// `[ "-" ] , unit | "-" , time-span(0..1)`: the unit with whether it is in the singular: "10-årsavtal", "three-week-long". "Their
/// 80s" are no seconds.
fn unit(input: Tokens) -> Parsed<(Unit, bool)> {
    let joined = skip_joint(input);
    let (rest, word) = satisfy(|t| !(t.glued && t.is(Class::DecadeSuffix)))(joined)?;
    if joined.0.len() < input.0.len()
        && let Some(unit) = word.sense(Class::TimeSpan).filter(|s| s.value <= 1).and_then(|s| Unit::with_id(s.id))
    {
        return Ok((rest, (unit, true)));
    }
    match Unit::of(word, Class::TimeUnit) {
        Some((unit, singular)) if unit != Unit::Weekend => Ok((rest, (unit, singular))),
        _ => miss(input),
    }
}

/// Two lengths of one unit, which stands once: "two to three weeks", "from eight to six weeks", "between 5 and 10 years".
///
/// ```text
/// two-lengths = [ from | between ] , number , [ "-" ] , ( dash | range-to | "and" | "or" ) , duration          of one unit
/// ```
/// Each with its first token and how many it took.
pub(super) fn two_lengths<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, [(Length, usize, usize); 2]> {
    if !input.0.iter().take(FARTHEST_UNIT).any(|t| t.is(Class::TimeUnit)) {
        return miss(input);
    }
    let Some((opener, after)) = input.0.split_first() else { return miss(input) };
    let between = opener.is(Class::Between);
    let start = if between || opener.is(Class::RangeFrom) { Tokens(after) } else { input };
    if !start.0.first().is_some_and(|t| may_count(t) && (!t.is(Class::Article) || t.is(Class::Cardinal))) {
        return miss(input);
    }
    let (rest, one) = unsigned(start, Manner { style: &context.lexicon.numbers, and: !between })?;
    let or = class(Class::Or)(rest);
    let (second, _) = or.map(|(rest, _)| (rest, false)).or_else(|_| separator(rest, between))?;
    let (end, other) = duration(second, context, false)?;
    let [(last, unit)] = other.parts[..] else { return miss(input) };
    if rest.0[0].is(Class::Or) && !near(one.value, last) {
        return miss(input);
    }
    let at = |rest: Tokens| input.0.len() - rest.0.len();
    let one = (Length { vague: other.vague, ..Length::of(vec![(one.value, unit)]) }, at(start), at(rest) - at(start));
    Ok((end, [one, (other, at(second), at(end) - at(second))]))
}
