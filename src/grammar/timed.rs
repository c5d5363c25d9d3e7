//! Whether a number may be a time at all. Most numbers count something else, and no reader of dates need look at them.

use super::calendar::{CARRIERS, NUMBERS};
use super::tokens::{Tokens, skip_joint};
use crate::lexicon::Class;
use crate::text::{ClassSet, Token, TokenKind};

const NUMBERED: ClassSet = ClassSet::new(NUMBERS);
/// Words that make a time of a number: those that carry one, and what stands beside years, hours and ranks.
const TIMED: ClassSet =
    ClassSet::new(CARRIERS).with(&[Class::Meridiem, Class::DayPart, Class::ClockCloser, Class::Era, Class::OrdinalSuffix]);
/// What goes on with a number.
const GOES_ON: ClassSet = NUMBERED.with(&[Class::Multiplier, Class::VagueNumber, Class::FractionPart, Class::Half]);
/// What goes on with a year in words: "nineteen eighty", "nineteen hundred", "nineteen oh one".
const GOES_ON_YEAR: ClassSet = NUMBERED.with(&[Class::Multiplier, Class::YearZero]);
/// A mark that stands for the first digits of a year: "the '90s".
pub(super) fn is_quote(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Punct('\'' | '’' | '‘'))
}

/// How many words may stand between a number and the word that makes a time of it ("the 5th day of the month").
const BETWEEN: usize = 3;
/// Longer numbers are not looked through.
const LONGEST_NUMBER: usize = 20;

/// Whether a word of time, a year or a figure with marks in it stands among the first words or beside the number that they begin with.
/// Most numbers count something else, and no reader need look at them.
pub(super) fn is_timed(input: Tokens) -> bool {
    if input.0.first().is_some_and(|t| t.is(Class::ClockOpener)) {
        return true;
    }
    let mut left = BETWEEN + 1;
    for (at, token) in input.0.iter().enumerate().take(LONGEST_NUMBER) {
        if token.may_be_any(&TIMED) || token.fused.is_some() || is_dated(&input.0[at..]) {
            return true;
        }
        let number = !token.is_word() || token.may_be_any(&GOES_ON);
        left = if number { BETWEEN } else { left - 1 };
        if left == 0 {
            return false;
        }
    }
    input.0.len() > LONGEST_NUMBER
}

/// Whether a figure begins here that may be a year, a date in figures or a time of day: "1998", "5/4", "3.11.25", "19:30", "7.30"; and
/// two numbers in words, which may be a year ("nineteen eighty").
fn is_dated(tokens: &[Token]) -> bool {
    let [first, rest @ ..] = tokens else { return false };
    if first.kind != TokenKind::Digits {
        return is_quote(first)
            || first.may_be_any(&NUMBERED)
                && (rest.first().is_some_and(|t| t.may_be_any(&GOES_ON_YEAR))
                    || skip_joint(Tokens(rest)).0.first().is_some_and(|t| t.is(Class::YearZero)));
    }
    let [mark, second, rest @ ..] = rest else { return first.text.len() == 4 };
    let again = || rest.first().is_some_and(|t| t.glued && t.kind == mark.kind);
    first.text.len() == 4
        || mark.glued
            && second.glued
            && second.kind == TokenKind::Digits
            && match mark.kind {
                TokenKind::Punct('/' | ':') => true,
                TokenKind::Punct('.') => second.text.len() == 2 || again(),
                TokenKind::Punct('-') => again(),
                _ => false,
            }
}
