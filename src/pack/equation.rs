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
//!              | pair, "(", role, ",", role | day, "(", role | "to_whole", "(", sum | tail, "(", sum, { ",", sum } ), ")" ;
//! list       = "sum" | "count" ;
//! pair       = "years_between" | "days_between" ;
//! day        = "weekday" | "year" ;
//! tail       = "p_t" | "p_f" | "p_chi2" | "p_z" | "p_r" ;                     (* each with as many values as it takes *)
//! number     = digit, { digit }, [ ".", digit, { digit } ] ;
//! role       = letter, { letter | digit | "_" | "." } ;
//! ```

mod error;
mod terminals;

pub use error::{EquationError, Expected};

use crate::value::{Condition, Expr, Operator, Tail};
use error::Miss;
use nom::branch::alt;
use nom::character::complete::multispace0;
use nom::combinator::{cut, opt, value};
use nom::multi::many0_count;
use nom::sequence::{delimited, preceded, separated_pair};
use nom::{Err, Parser};
use terminals::{Read, closing, expect, is_letter, is_name_part, number, relation, role, sign, word};

/// Longer ones are refused: nobody can read them, and their depth is bounded by their length.
const MAX_BYTES: usize = 1_000;
/// Parentheses within parentheses.
const MAX_DEPTH: usize = 32;

/// Names with a meaning of their own; no role is called so.
pub(super) const FUNCTIONS: [&str; 15] = [
    "abs",
    "min",
    "max",
    "sum",
    "count",
    "years_between",
    "days_between",
    "weekday",
    "year",
    "to_whole",
    "p_t",
    "p_f",
    "p_chi2",
    "p_z",
    "p_r",
];

/// Reads an equation.
///
/// ```
/// use factlint::internals::pack::equation::{Expected, parse};
/// assert!(parse("percent = 100 * (to - from) / from").is_ok());
/// let error = parse("percent = 100 * (to - from / from").unwrap_err();
/// assert_eq!((error.offset, error.expected), (33, Expected::Closing));
/// ```
pub fn parse(text: &str) -> Result<Condition, EquationError> {
    whole(text, condition)
}

/// Reads one side of an equation: what a message may tell.
///
/// # Errors
/// As [`parse`].
pub fn expression(text: &str) -> Result<Expr, EquationError> {
    whole(text, sum)
}

/// Reads all of a text.
fn whole<'a, T>(text: &'a str, read: impl Fn(&'a str) -> Read<'a, T>) -> Result<T, EquationError> {
    let refuse = |offset, expected| Err(EquationError { offset, expected });
    if text.len() > MAX_BYTES {
        return refuse(0, Expected::Shorter);
    }
    if let Some(offset) = too_deep(text) {
        return refuse(offset, Expected::Flatter);
    }
    match preceded(multispace0, read).parse(text) {
        Ok(("", read)) => Ok(read),
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
        "to_whole" => call(rest, sum, |inner| Expr::ToWhole(Box::new(inner))),
        "years_between" => call(rest, pair, |(from, to)| Expr::YearsBetween(from, to)),
        "days_between" => call(rest, pair, |(from, to)| Expr::DaysBetween(from, to)),
        name => {
            let tail = Tail::ALL.into_iter().find(|tail| tail.signature().0 == name);
            let Some(tail) = tail else {
                return Err(Err::Failure(Miss { left: input.len(), expected: Expected::Function }));
            };
            call(rest, |input| values(input, tail.signature().1), |values| Expr::Tail(tail, values))
        }
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

/// So many values, with commas between them.
fn values(input: &str, many: usize) -> Read<'_, Vec<Expr>> {
    let (mut input, first) = sum(input)?;
    let mut values = vec![first];
    for _ in 1..many {
        let (rest, _) = expect(Expected::Argument(many), sign(",")).parse(input)?;
        let (rest, next) = sum(rest)?;
        values.push(next);
        input = rest;
    }
    Ok((input, values))
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

fn is_function(name: &str) -> bool {
    FUNCTIONS.contains(&name)
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
