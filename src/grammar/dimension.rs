//! Lengths, areas, masses, speeds, amounts of data …: a number and a unit.

use super::cardinal::Manner;
use super::number::unsigned;
use super::tokens::{class, miss};
use super::{Kind, Measure, Parsed, Tokens};
use crate::lexicon::{Class, Sense, Units, id_hash};
use crate::text::{Token, TokenKind};
use crate::value::Number;

/// A unit after a number. Symbols of one letter, and those that are words too, count only where they can be nothing else.
///
/// ```text
/// dimension = [ "-" ] , ( unit | bracket , unit , bracket ) , [ rate ]
/// rate      = ( "/" | per | article ) , ( unit | time-unit )
/// ```
pub(super) fn tail(input: Tokens, in_words: bool) -> Parsed<Measure> {
    let (rest, measure) = match bracketed(input) {
        Some(found) => found,
        None => unit(input, in_words)?,
    };
    Ok(match rate(rest) {
        Some((after, per)) => (after, Measure { unit: Units::built_in().rate(measure.unit, per), ..measure }),
        None => (rest, measure),
    })
}

fn kind_of(id: u64) -> Kind {
    let temperature = Units::built_in().get(id).is_some_and(|u| u.dimension == "temperature");
    if temperature { Kind::Temperature } else { Kind::Dimension }
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
        // "25C", but not "14.7C/".
        return word.glued && !in_words && !next.is_some_and(|n| n.glued && (n.is_punct('/') || n.kind == TokenKind::Digits));
    }
    let symbol = word.is_word() && word.text.chars().count() == 1;
    // "five A grades", "2 m.": a single letter stands after figures.
    !(symbol && (in_words || next.is_some_and(|n| n.glued && (n.is_punct('&') || n.is_punct('\'')))))
}

/// `bracket , unit , bracket`: "20 [kg]".
fn bracketed(input: Tokens) -> Option<(Tokens, Measure)> {
    let [open, unit, close, rest @ ..] = input.0 else { return None };
    let pairs = [('[', ']'), ('{', '}'), ('<', '>'), ('(', ')')];
    let sense = unit.sense(Class::Unit).filter(|_| unit.glued && close.glued)?;
    let pair = pairs.iter().any(|(o, c)| open.is_punct(*o) && close.is_punct(*c));
    pair.then(|| (Tokens(rest), Measure::of(kind_of(sense.id), sense.id)))
}

/// What the unit is divided by: "miles an hour", "kg per person" (no unit: left alone).
fn rate(input: Tokens) -> Option<(Tokens, u64)> {
    let (first, rest) = input.0.split_first()?;
    let by = first.glued && first.is_punct('/') || first.is(Class::Per) || first.is(Class::Article);
    let (below, rest) = rest.split_first().filter(|_| by)?;
    let sense = below.sense(Class::TimeUnit).or_else(|| below.sense(Class::Unit).filter(|_| !first.is(Class::Article)))?;
    Some((Tokens(rest), sense.id))
}

/// The smaller unit of one quantity: "5 ft 2 in", "11 stone 4". What it adds, in the first unit.
///
/// `then = number , unit`
pub(super) fn then<'a>(input: Tokens<'a>, first: u64, manner: Manner) -> Parsed<'a, Number> {
    let units = Units::built_in();
    let Some(larger) = units.get(first).filter(|u| u.then != 0) else { return miss(input) };
    let Some(smaller) = units.get(larger.then) else { return miss(input) };
    let (rest, f) = unsigned(input, Manner { and: false, ..manner })?;
    let (rest, sense) = class(Class::Unit)(rest)?;
    let part = f.value.checked_mul(smaller.factor).and_then(|n| n.checked_div(larger.factor));
    match part {
        Some(part) if sense.id == id_hash(&smaller.id) && part < Number::ONE => Ok((rest, part)),
        _ => miss(input),
    }
}
