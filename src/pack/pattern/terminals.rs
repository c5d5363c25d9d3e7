//! The terminals of patterns (classes, words, marks), and how the parser says what it missed.

use super::error::{Expected, PatternProblem};
use super::names::{class_names, nearest};
use super::{CaptureKind, Filter, WordClass};
use crate::lexicon::Class;
use nom::bytes::complete::{tag, take_while};
use nom::character::complete::multispace0;
use nom::error::{ErrorKind, ParseError};
use nom::{Err, IResult, Parser};

/// Marks that stand for themselves; any other stands between quotation marks.
pub(super) const MARKS: &str = ",:;-–—/%&";

pub(super) type Read<'a, T> = IResult<&'a str, T, Miss>;

/// How far the parser came, and what is wrong there.
#[derive(Debug)]
pub(super) struct Miss {
    pub(super) left: usize,
    pub(super) len: usize,
    pub(super) problem: PatternProblem,
}

impl ParseError<&str> for Miss {
    fn from_error_kind(input: &str, _: ErrorKind) -> Self {
        miss(input, Expected::Item)
    }

    fn append(_: &str, _: ErrorKind, other: Self) -> Self {
        other
    }
}

pub(super) fn miss(input: &str, expected: Expected) -> Miss {
    let len = input.chars().next().map_or(0, char::len_utf8);
    Miss { left: input.len(), len, problem: PatternProblem::Expected(expected) }
}

pub(super) fn fail<T>(input: &str, expected: Expected) -> Read<'_, T> {
    Err(Err::Failure(miss(input, expected)))
}

/// `class = "@", name, [ ":", ( id | integer ) ] ;`
pub(super) fn word_class(input: &str) -> Read<'_, WordClass> {
    let after = &input[1..];
    let (rest, name) = take_while(is_name).parse(after)?;
    if name.is_empty() {
        return fail(after, Expected::Class);
    }
    let Some(class) = Class::named(name) else {
        let nearest = nearest(name, class_names().iter().copied());
        let problem = PatternProblem::UnknownClass { name: name.to_owned(), nearest };
        return Err(Err::Failure(Miss { left: after.len(), len: name.len(), problem }));
    };
    let Some(filter) = rest.strip_prefix(':').filter(|f| !f.starts_with(char::is_whitespace)) else {
        return Ok((rest, WordClass { class, only: None }));
    };
    let (after, text) = take_while::<_, _, Miss>(|c| is_name(c) || c == '+').parse(filter)?;
    let only = match text.trim_start_matches('+').parse() {
        Ok(value) => Filter::Value(value),
        Err(_) if text.is_empty() => return fail(filter, Expected::Filter),
        Err(_) => Filter::Id(text.into()),
    };
    Ok((after, WordClass { class, only: Some(only) }))
}

/// A run of words: what the lexer may read as one entry.
pub(super) fn words(input: &str) -> (&str, &str) {
    let mut end = 0;
    for (at, c) in input.char_indices() {
        let inner = matches!(c, '\'' | '\u{2019}' | '-' | '.')
            && input[at + c.len_utf8()..].starts_with(char::is_alphanumeric)
            && input[..at].ends_with(char::is_alphanumeric);
        if c.is_alphanumeric() || inner {
            end = at + c.len_utf8();
        } else if !(c == ' ' && input[at + 1..].trim_start().starts_with(char::is_alphanumeric)) {
            break;
        }
    }
    (&input[end..], &input[..end])
}

pub(super) fn sign<'a>(input: &'a str, sign: &'static str) -> Read<'a, &'a str> {
    let (rest, found) = tag(sign).parse(input)?;
    Ok((skip(rest), found))
}

pub(super) fn closing<'a>(input: &'a str, mark: &'static str, expected: Expected) -> Read<'a, ()> {
    match sign(input, mark) {
        Ok((rest, _)) => Ok((rest, ())),
        Err(_) => fail(input, expected),
    }
}

pub(super) fn skip(input: &str) -> &str {
    multispace0::<_, Miss>(input).map_or(input, |(rest, _)| rest)
}

pub(super) fn is_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.')
}

pub(super) fn unknown_kind(at: &str, name: &str) -> Miss {
    let nearest = nearest(name, CaptureKind::ALL.into_iter().map(CaptureKind::name));
    Miss { left: at.len(), len: name.len(), problem: PatternProblem::UnknownKind { name: name.to_owned(), nearest } }
}
