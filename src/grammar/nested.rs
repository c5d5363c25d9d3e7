//! The numbers inside what is another mention: the 3 of "in 3 years", the figures of "2018-05-17" and of "Boeing 747".

use super::cardinal::Manner;
use super::digits::chain;
use super::number::number;
use super::place::Place;
use super::tokens::Context;
use super::{Amount, Kind, Mention, Reading, Tokens};
use crate::lexicon::Class;
use crate::text::TokenKind;
use crate::value::Number;

/// The numbers in `from..to` that count units of time ("in 3 years"), or all of them.
pub(super) fn numbers(place: Place, from: usize, to: usize, all: bool, context: &Context, found: &mut Vec<Mention>) {
    let manner = Manner { style: &context.lexicon.numbers, and: true };
    let mut at = from;
    while at < to.min(place.tokens.len()) {
        let token = &place.tokens[at];
        let numeric = token.kind == TokenKind::Digits || token.is(Class::Cardinal) && !token.is(Class::Article);
        let here = Tokens(&place.tokens[at..]);
        if all && let Some((n, _)) = chain(here.0, manner.style) {
            bare_figures(place, at, at + n, found);
            at += n;
            continue;
        }
        let read = if numeric { number(here, manner).ok() } else { None };
        let Some((rest, f)) = read else {
            at += 1;
            continue;
        };
        let end = place.tokens.len() - rest.0.len();
        if end <= to && (all || rest.0.first().is_some_and(|t| t.is(Class::TimeUnit))) {
            found.push(place.mention(Kind::Number, at, end, Reading::Amount(f.amount(0))));
        }
        at = end.max(at + 1);
    }
}

/// The groups of digits in a name, each as a number.
pub(super) fn bare_figures(place: Place, from: usize, to: usize, found: &mut Vec<Mention>) {
    for at in from..to.min(place.tokens.len()) {
        let token = &place.tokens[at];
        let value = (token.kind == TokenKind::Digits).then(|| token.text.parse::<i64>().ok()).flatten();
        if let Some(value) = value.map(Number::from).or_else(|| token.value(Class::Cardinal).map(Number::from)) {
            let reading = Reading::Amount(Amount::exact(value));
            found.push(place.mention(Kind::Number, at, at + 1, reading));
        }
    }
}
