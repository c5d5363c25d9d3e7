//! Results of games and votes: "3-1", "24–15", "24 to 15".

use super::place::Place;
use super::tokens::is_content;
use crate::lexicon::{Class, id_hash};
use crate::text::{Token, TokenKind};

/// What one side has.
fn side(t: &Token) -> Option<u32> {
    (t.kind == TokenKind::Digits && t.text.len() <= 3).then(|| t.text.parse().ok())?
}

/// A result: two small figures that do not rise, or that stand near a word for winning: "3-1", "6–4".
///
/// `score = digits(1..2) , dash , digits(1..2)`
pub(super) fn score(place: Place) -> Option<usize> {
    let [home, dash, away, ..] = place.rest().0 else { return None };
    let dashed = matches!(dash.kind, TokenKind::Punct('-' | '–')) && dash.glued && away.glued;
    let (a, b) = (side(home)?, side(away)?);
    if !dashed {
        return None;
    }
    let next = place.ahead(3);
    // "800–1 000"
    let grouped = next.is_some_and(|n| n.kind == TokenKind::Digits && n.text.len() == 3);
    // "En 3–0-seger"
    let won = || place.ahead(4).is_some_and(|t| t.glued && t.is(Class::Score));
    let scored =
        || place.tokens[place.at.saturating_sub(12)..(place.at + 8).min(place.tokens.len())].iter().any(|t| t.is(Class::Score));
    // "In" may be short for inches.
    let unit_follows = next.is_some_and(|n| {
        n.is(Class::Percent)
            || n.is(Class::Unit) && !(n.is(Class::Preposition) && scored())
            || n.is(Class::Currency)
            || n.glued && !matches!(n.kind, TokenKind::Punct(',' | '.' | ')')) && !won()
    });
    // "5–10 active cases": what follows is counted.
    let counted = a < b && next.is_some_and(|n| !n.capital && !n.is(Class::Score) && is_content(n));
    (!unit_follows && !grouped && !counted && (a >= b || scored())).then_some(place.at + 3)
}

/// How many tokens before a tally in words what was decided may stand.
const NEAR: usize = 6;

/// A result in words, where a vote or a game is told of: "24 votes to 15"; not "from 24 to 15".
///
/// `spoken = digits(1..3) , [ votes ] , ( range-to | compared ) , digits(1..3) , ! noun`
pub(super) fn spoken(place: Place) -> Option<usize> {
    let votes = |t: &Token| t.senses.iter().any(|s| s.class == Class::Concept && s.id == id_hash("vote"));
    let named = usize::from(place.ahead(1).is_some_and(votes));
    let ([home, ..], [joint, away, rest @ ..]) = (place.rest().0, place.tokens.get(place.at + 1 + named..)?) else { return None };
    let joined = joint.is_word() && !joint.glued && (joint.is(Class::RangeTo) || joint.is(Class::Compared));
    if !joined || side(home)? <= side(away)? {
        return None;
    }
    let goes_on = |t: &Token| {
        is_content(t) || t.kind == TokenKind::Digits || t.glued && !matches!(t.kind, TokenKind::Punct('.' | ',' | ')'))
    };
    let before = &place.tokens[place.at.saturating_sub(NEAR)..place.at];
    let told = named > 0 || before.iter().any(|t| votes(t) || t.is(Class::Score));
    let counts = rest.first().is_some_and(goes_on) || before.last().is_some_and(|t| t.is(Class::RangeFrom));
    (told && !counts).then_some(place.at + 3 + named)
}
