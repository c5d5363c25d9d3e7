//! The terminals of equations: numbers, names and signs, each with the space after it.

use super::error::{Expected, Miss};
use crate::value::{Comparison, Expr, Number, Role};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{char, digit1, multispace0, satisfy};
use nom::combinator::{opt, recognize, value, verify};
use nom::sequence::{preceded, terminated};
use nom::{Err, IResult, Parser};

pub(super) type Read<'a, T> = IResult<&'a str, T, Miss>;

/// `number = digit, { digit }, [ ".", digit, { digit } ] ;`
pub(super) fn number(input: &str) -> Read<'_, Expr> {
    let (rest, whole) = digit1(input)?;
    let (rest, fraction) = opt(preceded(char('.'), digit1)).parse(rest)?;
    let fraction = fraction.unwrap_or_default();
    let number = format!("{whole}{fraction}")
        .parse()
        .ok()
        .and_then(|mantissa| Number::from_decimal_parts(mantissa, u32::try_from(fraction.len()).ok()?));
    match number {
        Some(number) => Ok((rest.trim_start(), Expr::Number(number))),
        None => Err(Err::Failure(Miss { left: input.len(), expected: Expected::SmallerNumber })),
    }
}

/// `role = letter, { letter | digit | "_" | "." } ;`, but not `and` or `or`.
pub(super) fn role(input: &str) -> Read<'_, Role> {
    let (rest, name) = expect(Expected::Role, identifier).parse(input)?;
    match name {
        "and" | "or" => Err(Err::Error(Miss { left: input.len(), expected: Expected::Role })),
        _ => Ok((rest, name.into())),
    }
}

/// `relation = "=" | "!=" | "≠" | "<" | "<=" | "≤" | ">" | ">=" | "≥" ;`
pub(super) fn relation(input: &str) -> Read<'_, Comparison> {
    alt((
        value(Comparison::Equal, sign("=")),
        value(Comparison::NotEqual, alt((sign("!="), sign("≠")))),
        value(Comparison::LessOrEqual, alt((sign("<="), sign("≤")))),
        value(Comparison::GreaterOrEqual, alt((sign(">="), sign("≥")))),
        value(Comparison::Less, sign("<")),
        value(Comparison::Greater, sign(">")),
    ))
    .parse(input)
}

pub(super) fn closing(input: &str) -> Read<'_, &str> {
    expect(Expected::Closing, sign(")")).parse(input)
}

/// A sign and the space after it.
pub(super) fn sign<'a>(sign: &'static str) -> impl Parser<&'a str, Output = &'a str, Error = Miss> {
    terminated(tag(sign), multispace0)
}

/// `and` or `or` as a whole word, and the space after it.
pub(super) fn word<'a>(word: &'static str) -> impl Parser<&'a str, Output = &'a str, Error = Miss> {
    verify(identifier, move |found: &str| found == word)
}

/// A name and the space after it.
fn identifier(input: &str) -> Read<'_, &str> {
    let name = recognize((satisfy(is_letter), take_while(is_name_part)));
    terminated(name, multispace0).parse(input)
}

pub(super) fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

pub(super) fn is_name_part(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit() || c == '.'
}

/// Says what was wanted where the parser fails at once; a miss further on keeps its own words.
pub(super) fn expect<'a, T>(
    expected: Expected,
    mut parser: impl Parser<&'a str, Output = T, Error = Miss>,
) -> impl Parser<&'a str, Output = T, Error = Miss> {
    move |input: &'a str| {
        parser
            .parse(input)
            .map_err(|error| error.map(|miss: Miss| if miss.left == input.len() { Miss { expected, ..miss } } else { miss }))
    }
}
