//! Cardinals in words, in digits, and in both: "twenty-one", "3 hundred", "2.5 million", "three point one four".
//!
//! A cardinal is a row of parts, each smaller than the scale of the one before: "two million three hundred thousand and twelve". A
//! part is a number below a thousand (or digits) with its multipliers.

use super::digits::{Figure, figure, suffix};
use super::tokens::{class, miss, skip_hyphen, skip_joint};
use super::{Parsed, Tokens};
use crate::lexicon::{Class, NumberStyle};
use crate::text::TokenKind;
use crate::value::Number;

/// How a number is to be read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Manner<'s> {
    /// The language's marks.
    pub(super) style: &'s NumberStyle,
    /// "and" may join its parts: not after "between".
    pub(super) and: bool,
}

/// A number and how it came about, as far as a fraction after it needs to know.
#[derive(Debug, Clone, Copy)]
pub(super) struct Whole {
    pub(super) figure: Figure,
    /// The multiplier that ends it; 1 for none.
    pub(super) scale: Number,
    /// What stands before and after its last "and".
    pub(super) and: Option<(Number, Number)>,
    /// What stands before its last tens, and the tens, where no ones follow.
    pub(super) tens: Option<(Number, i64)>,
}

pub(super) fn in_words(value: Number) -> Figure {
    Figure::exact(value, true)
}

/// A number that a word gives by itself; the word's own "one" that may be an article or pronoun has an id.
pub(super) fn cardinal(input: Tokens) -> Parsed<i64> {
    let (rest, sense) = class(Class::Cardinal)(input)?;
    Ok((rest, sense.value))
}

/// `tens = cardinal(20|30|…) , [ "-" ] , cardinal(1..9) | cardinal(1..9) , tens | cardinal`
fn tens(input: Tokens) -> Parsed<i64> {
    let (rest, n) = cardinal(input)?;
    if is_round_ten(n) {
        return Ok(match cardinal(skip_hyphen(rest)) {
            Ok((after, ones @ 1..=9)) => (after, n + ones),
            _ => (rest, n),
        });
    }
    // "one twenty two", as people say it.
    let spoken = (1..10).contains(&n) && rest.0.first().and_then(|t| t.value(Class::Cardinal)).is_some_and(is_round_ten);
    if !spoken {
        return Ok((rest, n));
    }
    match tens(rest) {
        Ok((after, more)) if more % 10 != 0 => Ok((after, n * 100 + more)),
        _ => Ok((rest, n)),
    }
}

pub(super) fn is_round_ten(n: i64) -> bool {
    (20..100).contains(&n) && n % 10 == 0
}

/// A multiplier: "hundred", "million", "miljoner".
pub(super) fn multiplier(input: Tokens) -> Parsed<i64> {
    let (rest, sense) = class(Class::Multiplier)(input)?;
    Ok((rest, sense.value))
}

/// What a part begins with: digits, words, or nothing before a multiplier.
#[derive(Debug, Clone, Copy)]
struct Start {
    figure: Figure,
    /// The number has tens at its end to which a fraction may belong ("one hundred thirty fifths").
    tens: Option<(Number, i64)>,
    and: Option<(Number, Number)>,
    scale: i64,
}

impl Start {
    fn of(figure: Figure) -> Self {
        Self { figure, tens: None, and: None, scale: 1 }
    }
}

/// A number below a thousand, as a rule.
///
/// ```text
/// start = figure | tens , hundreds | hundreds
/// hundreds = [ "hundred" , [ [ "and" ] , tens ] ]
/// ```
fn start<'a>(input: Tokens<'a>, manner: Manner) -> Parsed<'a, Start> {
    let (rest, start) = if let Ok((rest, f)) = figure(input, manner.style) {
        (rest, Start::of(f))
    } else if let Ok((rest, n)) = tens(input) {
        let tens = is_round_ten(n).then_some((Number::ZERO, n));
        (rest, Start { tens, ..Start::of(in_words(Number::from(n))) })
    } else if input.0.first().is_some_and(|t| t.value(Class::Multiplier) == Some(100)) {
        (input, Start::of(in_words(Number::ONE)))
    } else {
        return miss(input);
    };
    let Ok((after, 100)) = multiplier(rest) else { return Ok((rest, start)) };
    let Some(hundreds) = start.figure.value.checked_mul(Number::from(100)) else { return miss(input) };
    let whole = Start { scale: 100, ..Start::of(Figure { value: hundreds, ..start.figure }) };
    let joined = then_and(manner.and, after);
    let below = joined.map_or(after, |(rest, ())| rest);
    let tail = tail_below_hundred(below, manner.style).filter(|(rest, _)| !matches!(multiplier(*rest), Ok((_, 100))));
    Ok(match tail {
        Some((rest, n)) => {
            let Some(value) = hundreds.checked_add(Number::from(n)) else { return miss(input) };
            let and = joined.map(|_| (hundreds, Number::from(n)));
            let tens = (joined.is_none() && is_round_ten(n)).then_some((hundreds, n));
            (rest, Start { and, tens, scale: 1, ..Start::of(Figure { value, ..start.figure }) })
        }
        None => (after, whole),
    })
}

/// An "and", where one may stand, with or without hyphens around it: "six-and-a-half".
pub(super) fn then_and(allowed: bool, input: Tokens) -> Option<(Tokens, ())> {
    let (t, rest) = skip_joint(input).0.split_first()?;
    (allowed && t.is(Class::And)).then_some((skip_joint(Tokens(rest)), ()))
}

/// What may follow "hundred": words or digits below a hundred.
fn tail_below_hundred<'a>(input: Tokens<'a>, style: &NumberStyle) -> Option<(Tokens<'a>, i64)> {
    let (rest, n) = match input.0.first() {
        Some(t) if t.kind == TokenKind::Digits => {
            let (rest, f) = figure(input, style).ok()?;
            (rest, f.value.to_i64()?)
        }
        _ => tens(input).ok()?,
    };
    (1..100).contains(&n).then_some((rest, n))
}

/// The decimals after a decimal word: digit by digit ("three point one four"), or one number ("point eleven").
///
/// `decimals = decimal-word , ( digit , { digit } | cardinal )`
fn decimals(input: Tokens, whole: Figure) -> Parsed<Figure> {
    let (mut rest, _) = class(Class::DecimalWord)(input)?;
    let Some(whole) = whole.value.to_i64().filter(|_| whole.in_words) else { return miss(input) };
    let (mut mantissa, mut scale) = (i128::from(whole), 0);
    while let Ok((after, n)) = cardinal(rest) {
        let digits = match n {
            0..=9 => 1,
            10..=99 if scale == 0 => 2,
            _ => break,
        };
        if scale > 15 {
            break;
        }
        mantissa = mantissa * 10_i128.pow(digits) + i128::from(n);
        scale += digits;
        rest = after;
        if digits == 2 {
            break;
        }
    }
    if scale == 0 {
        return miss(input);
    }
    match (Number::from_decimal_parts(mantissa, scale), Number::from_decimal_parts(1, scale)) {
        (Some(value), Some(last_digit)) => Ok((rest, Figure { value, last_digit, in_words: true })),
        _ => miss(input),
    }
}

/// One part with its multipliers.
///
/// `part = ( start , [ decimals ] | multiplier ) , { multiplier } , [ decimals ]`
fn part<'a>(input: Tokens<'a>, manner: Manner) -> Parsed<'a, Whole> {
    let (mut rest, start) = if let Ok(found) = start(input, manner) {
        found
    } else {
        let (rest, factor) = multiplier(input)?;
        (rest, Start { scale: factor, ..Start::of(in_words(Number::from(factor))) })
    };
    let mut figure = start.figure;
    let mut scale = Number::from(start.scale);
    let (mut and, mut tens) = (start.and, start.tens);
    if start.scale == 1 && figure.value.is_integer() && figure.in_words {
        scale = scale_of(figure.value);
    }
    let mut multiplied = false;
    let pointed = decimals(rest, figure);
    if let Ok((after, f)) = pointed {
        (rest, figure, scale, and, tens) = (after, f, Number::ONE, None, None);
    }
    for _ in 0..4 {
        let Ok((after, factor)) = multiplier(skip_compound_hyphen(rest)) else { break };
        let Some(product) = figure.times(Number::from(factor)) else { break };
        scale = if multiplied || start.scale == factor { scale } else { Number::ONE };
        let Some(s) = scale.checked_mul(Number::from(factor)) else { break };
        (figure, scale, rest) = (product, s, after);
        (and, tens, multiplied) = (None, None, true);
    }
    if multiplied && figure.in_words && figure.last_digit.is_zero() {
        figure.last_digit = scale;
    }
    if multiplied && let Ok((rest, figure)) = decimals(rest, figure) {
        return Ok((rest, Whole { figure, scale: Number::ONE, and: None, tens: None }));
    }
    if !multiplied
        && let Ok((after, (factor, false))) = suffix(rest)
        && let Some(product) = figure.times(factor)
    {
        return Ok((after, Whole { figure: product, scale: factor, and: None, tens: None }));
    }
    Ok((rest, Whole { figure, scale, and, tens }))
}

/// "3-million-euro": the hyphen before a multiplier.
fn skip_compound_hyphen(input: Tokens) -> Tokens {
    match input.0 {
        [h, m, ..] if h.glued && m.glued && h.is_punct('-') && m.is(Class::Multiplier) => Tokens(&input.0[1..]),
        _ => input,
    }
}

/// The multiplier that a fused number ends with: 40,000 (fyrtiotusen) has 1,000, so that "trehundra" may follow.
pub(super) fn scale_of(value: Number) -> Number {
    let Some(n) = value.to_i64() else { return Number::ONE };
    let scale = [1_000_000_000_000, 1_000_000_000, 1_000_000, 1000, 100].into_iter().find(|s| n >= *s && n % s == 0);
    Number::from(scale.unwrap_or(1))
}

/// Parts in a row, each below the scale of the one before.
///
/// `whole = part , { [ "and" ] , part }`
pub(super) fn whole<'a>(input: Tokens<'a>, manner: Manner) -> Parsed<'a, Whole> {
    let (mut rest, mut sum) = part(input, manner)?;
    for _ in 0..8 {
        if sum.scale <= Number::ONE {
            break;
        }
        let joined = then_and(manner.and, rest);
        let next = joined.map_or(rest, |(rest, ())| rest);
        let Ok((after, p)) = part(next, manner) else { break };
        let starts_with_digits = next.0.first().is_some_and(|t| t.kind == TokenKind::Digits);
        let multiplied = p.scale > Number::ONE;
        // "2 million 30 people" are two numbers, "4 thousand 3 hundred" is one.
        if p.figure.value >= sum.scale
            || !p.figure.value.is_integer() && starts_with_digits
            || p.figure.value.is_zero() && !starts_with_digits
            || starts_with_digits == sum.figure.in_words && !(joined.is_some() && multiplied && !starts_with_digits)
            || starts_with_digits && !multiplied && sum.scale > Number::from(1000)
        {
            break;
        }
        let Some(value) = sum.figure.value.checked_add(p.figure.value) else { break };
        let before = sum.figure.value;
        sum = Whole {
            figure: Figure { value, last_digit: p.figure.last_digit, ..sum.figure },
            scale: p.scale,
            and: if joined.is_some() && p.and.is_none() {
                Some((before, p.figure.value))
            } else {
                p.and.and_then(|(h, t)| Some((before.checked_add(h)?, t)))
            },
            tens: if joined.is_some() { None } else { p.tens.and_then(|(h, t)| Some((before.checked_add(h)?, t))) },
        };
        rest = after;
    }
    Ok((rest, sum))
}

/// The number words before a rank ("one hundred twenty" in "one hundred twenty-fifth"): value, scale, and whether it ends with round tens.
pub(super) fn words_before_rank<'a>(input: Tokens<'a>, manner: Manner) -> Parsed<'a, (i64, i64, bool)> {
    let (rest, w) = whole(input, manner)?;
    match (w.figure.value.to_i64(), w.scale.to_i64()) {
        (Some(n), Some(scale)) => Ok((rest, (n, scale, is_round_ten(n % 100)))),
        _ => miss(input),
    }
}
