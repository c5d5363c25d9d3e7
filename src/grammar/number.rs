//! Numbers with their sign, and what a cardinal and a fraction make together: "minus 5", "two and a half million", "one out of three".

use super::cardinal::{Manner, Whole, in_words, scale_of, then_and, whole};
use super::digits::{Figure, figure};
use super::fraction::{after_article, collective, fraction, half, of_what, with_part};
use super::ordinal;
use super::tokens::{class, hit, is_content, is_function, miss};
use super::{Parsed, Tokens};
use crate::lexicon::Class;
use crate::text::{ClassSet, Token, TokenKind};
use crate::value::Number;

/// A number with its sign.
///
/// `number = [ "-" | "−" | "+" | minus-word ] , unsigned`
pub(super) fn number<'a>(input: Tokens<'a>, manner: Manner) -> Parsed<'a, Figure> {
    let (rest, negative) = sign(input);
    let (rest, f) = unsigned(rest, manner)?;
    Ok((rest, if negative { Figure { value: -f.value, ..f } } else { f }))
}

/// A sign before a number; a mark only where it is glued to the figure and not to what goes before, or where figures are all there is.
fn sign(input: Tokens) -> (Tokens, bool) {
    match input.0 {
        // "- 1 200", a cell of a table; not "- 12 boats", an item of a list.
        [t, figures @ ..] if t.starts_sentence && is_minus(t) && figures.iter().all(|t| !t.is_word()) => (Tokens(figures), true),
        [t, next, ..] if t.is(Class::Minus) && is_numeric(next) => (Tokens(&input.0[1..]), true),
        [t, next, ..] if !t.glued && next.glued => match t.kind {
            TokenKind::Punct(_) if is_minus(t) => (Tokens(&input.0[1..]), true),
            TokenKind::Punct('+') => (Tokens(&input.0[1..]), false),
            _ => (input, false),
        },
        _ => (input, false),
    }
}

fn is_minus(t: &Token) -> bool {
    matches!(t.kind, TokenKind::Punct('-' | '−' | '–'))
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
    let start = after_article(input);
    let whole = whole(start, manner);
    if let Ok((rest, f)) = fraction(input, &whole) {
        return Ok(match of_what(rest) {
            Ok((after, factor)) => match f.value.checked_mul(factor) {
                Some(value) => (after, in_words(value)),
                None => (rest, f),
            },
            Err(_) => (rest, f),
        });
    }
    if let Ok((rest, n)) = collective(start) {
        return if start.0.len() < input.0.len() { Ok((rest, in_words(Number::from(n)))) } else { miss(input) };
    }
    let (rest, w) = whole?;
    dozens(rest, w).or_else(|_| and_part(rest, w, manner)).or_else(|_| division(rest, w.figure, manner)).or(Ok((rest, w.figure)))
}

/// So many dozens; after an "and" only what follows it counts them: "three hundred and two dozen".
fn dozens(input: Tokens, w: Whole) -> Parsed<Figure> {
    let (rest, n) = collective(input)?;
    let n = Number::from(n);
    let alone = w.figure.value.checked_mul(n);
    let beside =
        w.and.and_then(|(head, tail)| Some((head, tail.checked_mul(n)?))).filter(|(head, dozens)| dozens < &scale_of(*head));
    hit(
        rest,
        beside.map_or(alone, |(head, dozens)| head.checked_add(dozens)).map(|value| Figure {
            value,
            last_digit: Number::ZERO,
            ..w.figure
        }),
    )
}

/// "Every fifth pupil", "var femte elev": a fifth of them. "Every third year" is how often, "var trea i loppet" no share.
///
/// `one-of-so-many = every , ordinal , & noun`
fn one_of_so_many(input: Tokens) -> Parsed<Figure> {
    let (rest, _) = class(Class::Every)(input)?;
    let (rest, n) = ordinal::in_words(rest)?;
    let counted = rest.0.first().is_some_and(|t| is_content(t) && !t.capital && !t.glued && !t.is(Class::TimeUnit));
    hit(rest, Number::new(1, i128::from(n)).filter(|_| counted && n > 2).map(in_words))
}

/// "… and a half", "… and three quarters million": the rest of a whole number.
///
/// `and-part = "and" , ( fraction | figure ) , [ multiplier ]`
fn and_part<'a>(input: Tokens<'a>, w: Whole, manner: Manner) -> Parsed<'a, Figure> {
    let Some((rest, ())) = then_and(manner.and, input) else { return miss(input) };
    let whole = whole(after_article(rest), Manner { and: false, ..manner });
    let (rest, f) = fraction(rest, &whole).or_else(|_| figure(rest, manner.style))?;
    match with_part(rest, w.figure.value, f.value, w.scale) {
        Some((rest, value)) if f.value < Number::ONE && w.figure.value.is_integer() => {
            Ok((rest, Figure { value, last_digit: Number::ZERO, ..w.figure }))
        }
        _ => miss(input),
    }
}

/// One number over another: "2000 over 3", "one out of three", "1 in twenty". Not where a unit of time or a noun follows
/// ("5 over 10 years"). Only what is said as a share is one: one of many, some of ten or fewer, of a hundred, of a thousand; "45 out of
/// 60" is two figures.
///
/// ```text
/// division = over , whole , & end | out-of , whole | one-in , whole , ! unit
/// ```
fn division<'a>(input: Tokens<'a>, numerator: Figure, manner: Manner) -> Parsed<'a, Figure> {
    let (rest, word) = class(Class::DivisionWord)(input)?;
    let (rest, w) = whole(rest, Manner { and: true, ..manner })?;
    let (next, denominator) = (rest.0.first(), w.figure.value);
    let ends = next.is_none_or(|t| !t.is_word() || t.senses.iter().any(|s| is_function(s.class)));
    let tens = denominator.to_i64().is_some_and(|n| [10, 100, 1000, 10_000, 100_000, 1_000_000].contains(&n));
    let of_many = numerator.value == Number::ONE || tens;
    let share = match word.value {
        OVER => ends,
        OUT_OF => numerator.value < denominator && (of_many || denominator <= Number::from(10)),
        // "one in five pupils", "en av tre"; not "one in ten minutes", "one of five founders".
        _ => {
            let counted = input.0[0].is(Class::Of) && !ends;
            numerator.value < denominator && of_many && !counted && !next.is_some_and(|t| t.is_any(&MEASURED))
        }
    };
    let value = numerator.value.checked_div(denominator).filter(|_| share && denominator > Number::ONE);
    hit(rest, value.map(|value| Figure::exact(value, numerator.in_words)))
}

/// What the values of [`Class::DivisionWord`] mean; any other is a preposition that may stand in a share.
const OVER: i64 = 0;
const OUT_OF: i64 = 1;

/// What "one in ten" is followed by where it is no share.
const MEASURED: ClassSet =
    ClassSet::new(&[Class::TimeUnit, Class::Unit, Class::Currency, Class::Percent, Class::Month, Class::Multiplier]);
