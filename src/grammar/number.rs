//! Numbers with their sign, and what a cardinal and a fraction make together: "minus 5", "two and a half million", "one out of three".

use super::cardinal::{Manner, Whole, in_words, multiplier, then_and, whole};
use super::digits::{Figure, figure};
use super::fraction::{collective, fraction, half, of_what};
use super::ordinal;
use super::tokens::{class, is_content, is_function, miss};
use super::{Parsed, Tokens};
use crate::lexicon::Class;
use crate::text::{Token, TokenKind};
use crate::value::Number;

/// A number with its sign.
///
/// `number = [ "-" | "−" | "+" | minus-word ] , unsigned`
pub(super) fn number<'a>(input: Tokens<'a>, manner: Manner) -> Parsed<'a, Figure> {
    let (rest, negative) = sign(input);
    let (rest, f) = unsigned(rest, manner)?;
    Ok((rest, if negative { Figure { value: -f.value, ..f } } else { f }))
}

/// A sign before a number; a mark only where it is glued to the figure and not to what goes before.
fn sign(input: Tokens) -> (Tokens, bool) {
    match input.0 {
        [t, next, ..] if t.is(Class::Minus) && is_numeric(next) => (Tokens(&input.0[1..]), true),
        [t, next, ..] if !t.glued && next.glued => match t.kind {
            TokenKind::Punct('-' | '−' | '–') => (Tokens(&input.0[1..]), true),
            TokenKind::Punct('+') => (Tokens(&input.0[1..]), false),
            _ => (input, false),
        },
        _ => (input, false),
    }
}

fn is_numeric(t: &Token) -> bool {
    t.kind == TokenKind::Digits || t.is(Class::Cardinal) || t.is(Class::Multiplier)
}

/// A number without its sign.
///
/// ```text
/// unsigned = one-of-so-many | half | fraction , [ of-what ] | [ article ] , collective | whole , [ collective ] , [ and-part ] , [ division ]
/// ```
pub(super) fn unsigned<'a>(input: Tokens<'a>, manner: Manner) -> Parsed<'a, Figure> {
    if let Ok(found) = one_of_so_many(input).or_else(|_| half(input)) {
        return Ok(found);
    }
    if let Ok((rest, f)) = fraction(input, manner) {
        return Ok(match of_what(rest) {
            Ok((after, factor)) => match f.value.checked_mul(factor) {
                Some(value) => (after, in_words(value)),
                None => (rest, f),
            },
            Err(_) => (rest, f),
        });
    }
    let article = match input.0 {
        [t, next, ..] if t.is(Class::Article) && (next.is(Class::Multiplier) || next.is(Class::Collective)) => 1,
        _ => 0,
    };
    let start = Tokens(&input.0[article..]);
    if let Ok((rest, n)) = collective(start) {
        return if article == 1 { Ok((rest, in_words(Number::from(n)))) } else { miss(input) };
    }
    let (rest, w) = whole(start, manner)?;
    if let Ok((rest, n)) = collective(rest)
        && let Some(value) = w.figure.value.checked_mul(Number::from(n))
    {
        return Ok((rest, Figure { value, last_digit: Number::ZERO, ..w.figure }));
    }
    if let Ok((rest, f)) = and_part(rest, w, manner) {
        return Ok((rest, f));
    }
    if let Ok((rest, f)) = division(rest, w.figure, manner) {
        return Ok((rest, f));
    }
    Ok((rest, w.figure))
}

/// "Every fifth pupil", "var femte elev": a fifth of them. "Every third year" is how often, "var trea i loppet" no share.
///
/// `one-of-so-many = every , ordinal , & noun`
fn one_of_so_many(input: Tokens) -> Parsed<Figure> {
    let (rest, _) = class(Class::Every)(input)?;
    let (rest, n) = ordinal::in_words(rest)?;
    let counted = rest.0.first().is_some_and(|t| is_content(t) && !t.capital && !t.glued && !t.is(Class::TimeUnit));
    match Number::new(1, i128::from(n)).filter(|_| counted && n > 2) {
        Some(share) => Ok((rest, in_words(share))),
        None => miss(input),
    }
}

/// "… and a half", "… and three quarters million": the rest of a whole number. A fraction without a multiplier of its own is one of
/// the whole's: "3 million and a half".
///
/// `and-part = "and" , fraction , [ multiplier ]`
fn and_part<'a>(input: Tokens<'a>, w: Whole, manner: Manner) -> Parsed<'a, Figure> {
    let Some((rest, ())) = then_and(manner.and, input) else { return miss(input) };
    let (rest, f) = match fraction(rest, Manner { and: false, ..manner }) {
        Ok(found) => found,
        // "3 and 1/2"
        Err(_) => figure(rest, manner.style)?,
    };
    let (rest, factor) = match multiplier(rest) {
        Ok((rest, n)) => (rest, Some(Number::from(n))),
        Err(_) => (rest, (w.scale >= Number::from(1000)).then_some(w.scale)),
    };
    let part = f.value.checked_mul(factor.unwrap_or(Number::ONE));
    match part.and_then(|p| w.figure.value.checked_add(p)) {
        Some(value) if f.value < Number::ONE && w.figure.value.is_integer() => {
            let figure = Figure { value, last_digit: Number::ZERO, ..w.figure };
            // "two and a half million"
            Ok(match multiplier(rest) {
                Ok((after, n)) if factor.is_none() => match value.checked_mul(Number::from(n)) {
                    Some(value) => (after, Figure { value, ..figure }),
                    None => (rest, figure),
                },
                _ => (rest, figure),
            })
        }
        _ => miss(input),
    }
}

/// "One out of three", "2000 over 3": not where a unit of time or a noun follows ("5 over 10 years").
///
/// `division = division-word , whole`
fn division<'a>(input: Tokens<'a>, numerator: Figure, manner: Manner) -> Parsed<'a, Figure> {
    let (rest, word) = class(Class::DivisionWord)(input)?;
    let (rest, w) = whole(rest, Manner { and: true, ..manner })?;
    let (rest, factor) = match rest.0.first().and_then(|t| t.sense(Class::IndefinitePlural)) {
        Some(s) => (Tokens(&rest.0[1..]), Number::from(s.value)),
        None => (rest, Number::ONE),
    };
    let ends = rest.0.first().is_none_or(|t| !t.is_word() || t.senses.iter().any(|s| is_function(s.class)));
    let share = word.value == 1;
    let Some(denominator) = w.figure.value.checked_mul(factor).filter(|d| *d > Number::ONE) else { return miss(input) };
    if (!share && !ends) || (share && numerator.value >= denominator) {
        return miss(input);
    }
    match numerator.value.checked_div(denominator) {
        Some(value) => Ok((rest, Figure { value, last_digit: Number::ZERO, ..numerator })),
        None => miss(input),
    }
}
