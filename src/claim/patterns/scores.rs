//! Results as patterns take them: "3–1", "24-15". The grammar knows them as no numbers, wherever they rise or fall.

use crate::text::{Token, TokenKind};
use crate::value::Number;

/// How many tokens a result has.
pub(super) const TOKENS: usize = 3;
/// The digits that one side has at most.
const MOST_DIGITS: usize = 3;

/// The figures of both sides, where the tokens begin with a result.
///
/// `score = digits(1..3) , dash , digits(1..3) , ! ( dash | digits )`
pub(super) fn at(tokens: &[Token]) -> Option<(Number, Number)> {
    let [home, dash, away, rest @ ..] = tokens else { return None };
    let side = |t: &Token| match t.kind {
        TokenKind::Digits if t.text.len() <= MOST_DIGITS => t.text.parse::<i64>().ok().map(Number::from),
        _ => None,
    };
    let is_dash = |t: &Token| t.glued && matches!(t.kind, TokenKind::Punct('-' | '–'));
    // "2024-05-03", "12-15%", "3-1.5": what goes on is no result; a full stop may end the sentence.
    let goes_on = |t: &Token| is_dash(t) || t.glued && matches!(t.kind, TokenKind::Digits | TokenKind::Punct('%' | '/'));
    let decimal = matches!(rest, [mark, next, ..] if mark.glued && next.glued && next.kind == TokenKind::Digits);
    if !is_dash(dash) || !away.glued || decimal || rest.first().is_some_and(goes_on) {
        return None;
    }
    Some((side(home)?, side(away)?))
}
