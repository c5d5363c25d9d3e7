//! Lengths, areas, masses, speeds, amounts of data …: a number and a unit.

use super::cardinal::Manner;
use super::number::unsigned;
use super::tokens::{class, miss, satisfy};
use super::{Kind, Measure, Parsed, Tokens};
use crate::lexicon::{Class, Sense, Units, id_hash};
use crate::text::{Token, TokenKind};
use crate::value::Number;
use nom::Parser;
use nom::sequence::delimited;

/// A unit after a number. Symbols of one letter, and those that are words too, count only where they can be nothing else.
///
/// ```text
/// dimension = ( unit | bracket , unit , bracket ) , [ rate ]
/// rate      = ( "/" | per | article ) , ( unit | time-unit )
/// ```
pub(super) fn tail(input: Tokens, in_words: bool) -> Parsed<Measure> {
    let (rest, measure) = bracketed(input).or_else(|_| unit(input, in_words))?;
    Ok(match rate(rest) {
        Some((after, per)) => (after, Measure { unit: Units::built_in().rate(measure.unit, per), ..measure }),
        None => (rest, measure),
    })
}

fn kind_of(id: u64) -> Kind {
    match Units::built_in().get(id) {
        Some(u) if u.dimension == "temperature" => Kind::Temperature,
        Some(u) if u.dimension == "money" => Kind::Currency,
        _ => Kind::Dimension,
    }
}

fn unit(input: Tokens, in_words: bool) -> Parsed<Measure> {
    let (rest, sense) = class(Class::Unit)(input)?;
    let Some(word) = input.0.first() else { return miss(input) };
    if !fits(word, sense, rest.0.first(), in_words) {
        return miss(input);
    }
    Ok((rest, Measure::of(kind_of(sense.id), sense.id).glued_to(word)))
}

/// Whether a symbol is meant as one here.
fn fits(word: &Token, sense: Sense, next: Option<&Token>, in_words: bool) -> bool {
    let only_glued = sense.value == 1;
    if only_glued {
        // "25C", `10 " wide`, "(12 in)", but not "14.7C/" or "25C3".
        let wide = next.is_some_and(|n| n.is(Class::Extent) && !n.glued || n.is_punct(')'));
        let coded = |n: &Token| n.glued && (n.is_punct('/') || n.kind == TokenKind::Digits && word.is_word());
        return (word.glued || wide) && !in_words && !next.is_some_and(coded);
    }
    let symbol = word.is_word() && word.text.chars().count() == 1;
    // "five A grades", "2 m.": a single letter stands after figures.
    !(symbol && (in_words || next.is_some_and(|n| n.glued && (n.is_punct('&') || n.is_punct('\'')))))
}

/// `bracketed = bracket , unit , bracket`: "20 [kg]".
fn bracketed(input: Tokens) -> Parsed<Measure> {
    let bracket = |marks: &'static str| satisfy(move |t| matches!(t.kind, TokenKind::Punct(c) if marks.contains(c)));
    let unit = satisfy(|t| t.glued && t.is(Class::Unit)).map(|t| t.sense(Class::Unit).map_or(0, |s| s.id));
    let id = delimited(bracket("[{<("), unit, bracket("]}>)"));
    id.map(|id| Measure::of(kind_of(id), id)).parse(input)
}

/// What the unit is divided by: "miles an hour", "kg per person" (no unit: left alone).
fn rate(input: Tokens) -> Option<(Tokens, u64)> {
    let (first, rest) = input.0.split_first()?;
    let by = first.glued && first.is_punct('/') || first.is(Class::Per) || first.is(Class::Article);
    let (below, rest) = rest.split_first().filter(|_| by)?;
    let sense = below.sense(Class::TimeUnit).or_else(|| below.sense(Class::Unit).filter(|_| !first.is(Class::Article)))?;
    Some((Tokens(rest), sense.id))
}

/// The smaller unit of one quantity: "5 ft 2 in", "5 feet and 2 inches", "11 stone 4". What it adds, and one of it, in the first unit.
///
/// `then = [ "and" | "," ] , number , unit | number , & end`
pub(super) fn then<'a>(input: Tokens<'a>, first: u64, manner: Manner) -> Parsed<'a, (Number, Number)> {
    let units = Units::built_in();
    let pair = units.get(first).and_then(|larger| Some((larger, units.get(larger.then)?)));
    let Some((larger, smaller)) = pair else { return miss(input) };
    let joined = satisfy(|t| t.is(Class::And) || t.glued && t.is_punct(','))(input);
    let start = joined.as_ref().map_or(input, |(rest, _)| *rest);
    let (rest, f) = unsigned(start, Manner { and: false, ..manner })?;
    let ends = |t: &Token| !t.is_word() && !t.glued || t.is_punct('.') || t.is_punct(',') || t.is(Class::Extent);
    let (rest, named) = match class(Class::Unit)(rest) {
        Ok((rest, sense)) => (rest, sense.id == id_hash(&smaller.id)),
        Err(_) => (rest, joined.is_err() && f.value.is_integer() && rest.0.first().is_none_or(ends)),
    };
    let one = smaller.factor.checked_div(larger.factor);
    match one.and_then(|one| Some((f.value.checked_mul(one)?, one))) {
        Some((part, one)) if named && part < Number::ONE => Ok((rest, (part, one))),
        _ => miss(input),
    }
}
