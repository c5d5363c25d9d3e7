//! The grammar of a rule's `require`: `percent = 100 * (to - from) / from`.
//!
//! ```ebnf
//! condition  = all, { "or", all } ;
//! all        = one, { "and", one } ;
//! one        = comparison | "(", condition, ")" ;
//! comparison = sum, relation, sum, { relation, sum } ;          (* a <= b <= c is both *)
//! relation   = "=" | "!=" | "≠" | "<" | "<=" | "≤" | ">" | ">=" | "≥" ;
//! sum        = product, { ( "+" | "-" | "−" ), product } ;
//! product    = factor, { ( "*" | "×" | "·" | "/" | "÷" ), factor } ;
//! factor     = { "-" | "−" }, ( number | call | role | "(", sum, ")" ) ;
//! call       = ( "abs", "(", sum | ( "min" | "max" ), "(", sum, { ",", sum } | list, "(", role
//!              | pair, "(", role, ",", role | day, "(", role ), ")" ;
//! list       = "sum" | "count" ;
//! pair       = "years_between" | "days_between" ;
//! day        = "weekday" | "year" ;
//! number     = digit, { digit }, [ ".", digit, { digit } ] ;
//! role       = letter, { letter | digit | "_" | "." } ;
//! ```

use crate::value::{Comparison, Condition, Expr, Number, Operator, Role};
use nom::branch::alt;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::{char, digit1, multispace0, satisfy};
use nom::combinator::{cut, opt, recognize, value, verify};
use nom::error::{ErrorKind, ParseError};
use nom::multi::many0_count;
use nom::sequence::{delimited, preceded, separated_pair, terminated};
use nom::{Err, IResult, Parser};
use std::fmt;

/// Longer ones are refused: nobody can read them, and their depth is bounded by their length.
const MAX_BYTES: usize = 1_000;
/// Parentheses within parentheses.
const MAX_DEPTH: usize = 32;

/// Names with a meaning of their own; no role is called so.
pub(super) const FUNCTIONS: [&str; 9] = ["abs", "min", "max", "sum", "count", "years_between", "days_between", "weekday", "year"];

/// Where and why an equation cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct EquationError {
    /// Bytes from the start of the equation, on a character boundary; its length when something is missing at the end.
    pub offset: usize,
    /// What should have stood there.
    pub expected: Expected,
}

/// What the grammar wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A number, a role, a function or an opening parenthesis.
    Value,
    /// A comparison sign.
    Relation,
    /// A role, where an expression will not do.
    Role,
    /// The name of a function, before a parenthesis.
    Function,
    /// The parenthesis that opens a function's arguments.
    Opening,
    /// A closing parenthesis.
    Closing,
    /// The comma before a function's second argument.
    Comma,
    /// A number that fits.
    SmallerNumber,
    /// An operator, `and`, `or`, or nothing more.
    End,
    /// At most 1,000 bytes.
    Shorter,
    /// At most 32 parentheses within each other.
    Flatter,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Value => "a number, a role, a function or `(`",
            Self::Relation => "an operator or a comparison: `=`, `!=`, `<`, `<=`, `>` or `>=`",
            Self::Role => "the name of a role",
            Self::Function => {
                "one of the functions `abs`, `min`, `max`, `sum`, `count`, `years_between`, `days_between`, `weekday` and `year`"
            }
            Self::Opening => "`(`",
            Self::Closing => "an operator or `)`",
            Self::Comma => "`,` and a second role",
            Self::SmallerNumber => "a number of at most 38 digits",
            Self::End => "an operator, `and`, `or`, or the end",
            Self::Shorter => "an equation of at most 1,000 bytes",
            Self::Flatter => "at most 32 parentheses within each other",
        })
    }
}

/// Reads an equation.
///
/// ```
/// use factlint::pack::equation::{Expected, parse};
/// assert!(parse("percent = 100 * (to - from) / from").is_ok());
/// let error = parse("percent = 100 * (to - from / from").unwrap_err();
/// assert_eq!((error.offset, error.expected), (33, Expected::Closing));
/// ```
pub fn parse(text: &str) -> Result<Condition, EquationError> {
    let refuse = |offset, expected| Err(EquationError { offset, expected });
    if text.len() > MAX_BYTES {
        return refuse(0, Expected::Shorter);
    }
    if let Some(offset) = too_deep(text) {
        return refuse(offset, Expected::Flatter);
    }
    match preceded(multispace0, condition).parse(text) {
        Ok(("", condition)) => Ok(condition),
        Ok((rest, _)) => refuse(text.len() - rest.len(), Expected::End),
        Err(Err::Error(miss) | Err::Failure(miss)) => refuse(text.len() - miss.left, miss.expected),
        Err(Err::Incomplete(_)) => refuse(text.len(), Expected::Value),
    }
}

/// The roles of an equation that can be read, with the bytes that they start at: for pointing at one that is not known.
pub fn roles(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let start = at;
            let name = &rest[..rest.find(|c| !is_name_part(c)).unwrap_or(rest.len())];
            at += name.len().max(rest.chars().next().map_or(1, char::len_utf8));
            let is_role = name.starts_with(is_letter) && !matches!(name, "and" | "or");
            if is_role && !is_function(name) {
                return Some((start, name));
            }
        }
        None
    })
}

fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            b'(' if depth == MAX_DEPTH => return Some(offset),
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

/// How far the grammar came, and what it wanted there; of two alternatives, the one that came further counts.
#[derive(Debug, Clone, Copy)]
struct Miss {
    left: usize,
    expected: Expected,
}

impl<'a> ParseError<&'a str> for Miss {
    fn from_error_kind(input: &'a str, _: ErrorKind) -> Self {
        Self { left: input.len(), expected: Expected::Value }
    }

    fn append(_: &'a str, _: ErrorKind, other: Self) -> Self {
        other
    }

    fn or(self, other: Self) -> Self {
        if other.left < self.left { other } else { self }
    }
}

type Read<'a, T> = IResult<&'a str, T, Miss>;

/// `condition = all, { "or", all } ;`
fn condition(input: &str) -> Read<'_, Condition> {
    let (input, any) = list(input, word("or"), all)?;
    Ok((input, single_or(any, Condition::Any)))
}

/// `all = one, { "and", one } ;`
fn all(input: &str) -> Read<'_, Condition> {
    let (input, all) = list(input, word("and"), one)?;
    Ok((input, single_or(all, Condition::All)))
}

/// `one = comparison | "(", condition, ")" ;`
fn one(input: &str) -> Read<'_, Condition> {
    let nested = delimited(sign("("), condition, closing);
    alt((comparison, nested)).parse(input)
}

/// `comparison = sum, relation, sum, { relation, sum } ;`
fn comparison(input: &str) -> Read<'_, Condition> {
    let (input, mut left) = sum(input)?;
    let (mut input, mut how) = expect(Expected::Relation, relation).parse(input)?;
    let mut all = Vec::new();
    loop {
        let (rest, right) = cut(sum).parse(input)?;
        let (rest, next) = opt(relation).parse(rest)?;
        input = rest;
        let Some(next) = next else {
            all.push(Condition::Compare(left, how, right));
            return Ok((input, single_or(all, Condition::All)));
        };
        all.push(Condition::Compare(left, how, right.clone()));
        (left, how) = (right, next);
    }
}

/// `sum = product, { ( "+" | "-" | "−" ), product } ;`
fn sum(input: &str) -> Read<'_, Expr> {
    let operator =
        |input| alt((value(Operator::Add, sign("+")), value(Operator::Subtract, alt((sign("-"), sign("−")))))).parse(input);
    chain(input, operator, product)
}

/// `product = factor, { ( "*" | "×" | "·" | "/" | "÷" ), factor } ;`
fn product(input: &str) -> Read<'_, Expr> {
    let operator = |input| {
        alt((
            value(Operator::Multiply, alt((sign("*"), sign("×"), sign("·")))),
            value(Operator::Divide, alt((sign("/"), sign("÷")))),
        ))
        .parse(input)
    };
    chain(input, operator, factor)
}

/// `factor = { "-" | "−" }, ( number | call | role | "(", sum, ")" ) ;`
fn factor(input: &str) -> Read<'_, Expr> {
    let (input, signs) = many0_count(alt((sign("-"), sign("−")))).parse(input)?;
    let nested = delimited(sign("("), sum, closing);
    let (input, expr) = alt((number, name, nested)).parse(input)?;
    let expr = if signs % 2 == 1 { Expr::Negate(Box::new(expr)) } else { expr };
    Ok((input, expr))
}

/// A call when a parenthesis follows the name, else a role.
fn name(input: &str) -> Read<'_, Expr> {
    let (rest, name) = role(input)?;
    if !is_function(&name) {
        return match rest.strip_prefix('(') {
            Some(_) => Err(Err::Failure(Miss { left: input.len(), expected: Expected::Function })),
            None => Ok((rest, Expr::Role(name))),
        };
    }
    let pair = |input| separated_pair(role, expect(Expected::Comma, sign(",")), role).parse(input);
    let sums = |input| list(input, sign(","), sum);
    match &*name {
        "abs" => call(rest, sum, |inner| Expr::Abs(Box::new(inner))),
        "min" => call(rest, sums, Expr::Min),
        "max" => call(rest, sums, Expr::Max),
        "sum" => call(rest, role, Expr::Sum),
        "count" => call(rest, role, Expr::Count),
        "weekday" => call(rest, role, Expr::Weekday),
        "year" => call(rest, role, Expr::Year),
        "years_between" => call(rest, pair, |(from, to)| Expr::YearsBetween(from, to)),
        _ => call(rest, pair, |(from, to)| Expr::DaysBetween(from, to)),
    }
}

/// The arguments of a function, in parentheses.
fn call<'a, T>(
    input: &'a str,
    arguments: impl Parser<&'a str, Output = T, Error = Miss>,
    build: impl FnOnce(T) -> Expr,
) -> Read<'a, Expr> {
    let arguments = delimited(expect(Expected::Opening, sign("(")), arguments, closing);
    let (input, arguments) = cut(arguments).parse(input)?;
    Ok((input, build(arguments)))
}

/// `role = letter, { letter | digit | "_" | "." } ;`, but not `and` or `or`.
fn role(input: &str) -> Read<'_, Role> {
    let (rest, name) = expect(Expected::Role, identifier).parse(input)?;
    match name {
        "and" | "or" => Err(Err::Error(Miss { left: input.len(), expected: Expected::Role })),
        _ => Ok((rest, name.into())),
    }
}

/// `number = digit, { digit }, [ ".", digit, { digit } ] ;`
fn number(input: &str) -> Read<'_, Expr> {
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

/// `relation = "=" | "!=" | "≠" | "<" | "<=" | "≤" | ">" | ">=" | "≥" ;`
fn relation(input: &str) -> Read<'_, Comparison> {
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

fn closing(input: &str) -> Read<'_, &str> {
    expect(Expected::Closing, sign(")")).parse(input)
}

/// Operators of one rank, from left to right.
fn chain<'a>(
    input: &'a str,
    operator: impl Fn(&'a str) -> Read<'a, Operator>,
    operand: impl Fn(&'a str) -> Read<'a, Expr>,
) -> Read<'a, Expr> {
    let (mut input, mut left) = operand(input)?;
    while let Ok((rest, operator)) = operator(input) {
        let (rest, right) = cut(&operand).parse(rest)?;
        left = Expr::Arithmetic(operator, Box::new(left), Box::new(right));
        input = rest;
    }
    Ok((input, left))
}

/// One item or more; after a separator there must be another.
fn list<'a, T, S>(
    input: &'a str,
    mut separator: impl Parser<&'a str, Output = S, Error = Miss>,
    item: impl Fn(&'a str) -> Read<'a, T>,
) -> Read<'a, Vec<T>> {
    let (mut input, first) = item(input)?;
    let mut items = vec![first];
    while let Ok((rest, _)) = separator.parse(input) {
        let (rest, next) = cut(&item).parse(rest)?;
        items.push(next);
        input = rest;
    }
    Ok((input, items))
}

/// A sign and the space after it.
fn sign<'a>(sign: &'static str) -> impl Parser<&'a str, Output = &'a str, Error = Miss> {
    terminated(tag(sign), multispace0)
}

/// `and` or `or` as a whole word, and the space after it.
fn word<'a>(word: &'static str) -> impl Parser<&'a str, Output = &'a str, Error = Miss> {
    verify(identifier, move |found: &str| found == word)
}

/// A name and the space after it.
fn identifier(input: &str) -> Read<'_, &str> {
    let name = recognize((satisfy(is_letter), take_while(is_name_part)));
    terminated(name, multispace0).parse(input)
}

fn is_letter(c: char) -> bool {
    c.is_ascii_alphabetic() || c == '_'
}

fn is_name_part(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit() || c == '.'
}

fn is_function(name: &str) -> bool {
    FUNCTIONS.contains(&name)
}

/// Says what was wanted where the parser fails at once; a miss further on keeps its own words.
fn expect<'a, T>(
    expected: Expected,
    mut parser: impl Parser<&'a str, Output = T, Error = Miss>,
) -> impl Parser<&'a str, Output = T, Error = Miss> {
    move |input: &'a str| {
        parser
            .parse(input)
            .map_err(|error| error.map(|miss: Miss| if miss.left == input.len() { Miss { expected, ..miss } } else { miss }))
    }
}

fn single_or(mut all: Vec<Condition>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    match all.pop() {
        Some(only) if all.is_empty() => only,
        Some(last) => {
            all.push(last);
            join(all)
        }
        None => join(all),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
