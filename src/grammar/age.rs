//! How old something is: "47 years old", "a 90-day-old bill", "47-årig", "aged 47".

use super::figure::digits;
use super::place::Place;
use super::tokens::{Context, class, is_content, miss, skip_hyphen};
use super::{Amount, Kind, Measure, Mention, Parsed, Reading, Tokens};
use crate::lexicon::{Class, id_hash};
use crate::text::{Token, TokenKind};
use crate::value::{Number, Range};

/// The unit that ages have, by its id in `rules/world/units.yaml`.
pub(super) const YEAR: u64 = id_hash("year");

/// A unit of time and a word for age after a number, or an ending that is both.
///
/// `age = [ "-" ] , ( time-unit , [ "-" ] , age-marker | age-suffix , ! lasting )`
pub(super) fn tail<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, Measure> {
    if let Ok((rest, suffix)) = class(Class::AgeSuffix)(input)
        && suffix.value == 0
        && !lasts(rest, context)
    {
        return Ok((rest, Measure::of(Kind::Age, YEAR)));
    }
    let (rest, unit) = class(Class::TimeUnit)(input)?;
    let (rest, _) = class(Class::AgeMarker)(skip_hyphen(rest))?;
    Ok((rest, Measure::of(Kind::Age, unit.id)))
}

/// Whether what an age stands before is nothing that has one, but goes on for so long: "ett tioårigt avtal", "den fyraåriga nya planen".
pub(super) fn lasts(after: Tokens, context: &Context) -> bool {
    let noun = after.0.iter().take(2).take_while(|t| t.is_word());
    noun.filter(|t| is_content(t)).any(|t| context.lexicon.ends_as(&t.text.to_lowercase(), Class::Lasting))
}

/// A word before a number that makes it an age: "aged 47".
pub(super) fn before(input: Tokens) -> Parsed<Measure> {
    let (rest, _) = class(Class::AgedMarker)(input)?;
    if rest.0.first().is_some_and(super::hedge::is_numeric) { Ok((rest, Measure::of(Kind::Age, YEAR))) } else { miss(input) }
}

/// An age that its place tells: in apposition ("Anna Berg, 47, says"), or a decade of somebody ("in her forties", "in his 80s").
pub(super) fn told(place: Place) -> Option<Mention> {
    let t = place.token().filter(|t| t.kind == TokenKind::Digits || t.is(Class::DecadeWord))?;
    let (n, range, taken) = if in_apposition(&place.tokens[..place.at], t, place.ahead(1)) || goes_on(place, t) {
        let n = Number::from(t.text.parse::<i64>().ok()?);
        (n, Range::exact(n), 1)
    } else {
        place.back(1).filter(|b| b.is(Class::Pronoun))?;
        let suffix = || place.ahead(1).is_some_and(|s| s.glued && s.is(Class::DecadeSuffix));
        let figure = |t: &Token| digits(t, 2..=2).filter(|n| n % 10 == 0 && suffix());
        let n = t.value(Class::DecadeWord).or_else(|| figure(t))?;
        (Number::from(n), Range::between(Number::from(n), Number::from(n + 9)), if t.is_word() { 1 } else { 2 })
    };
    let amount = Amount { range, hedged: taken > 1 || t.is_word(), in_words: t.is_word(), unit: YEAR, ..Amount::exact(n) };
    Some(place.mention(Kind::Age, place.at, place.at + taken, Reading::Amount(amount)))
}

/// "Two sisters aged 9 and 12": the second of two ages.
///
/// `second = aged , digits(1..2) , and , digits(1..2)`
fn goes_on(place: Place, number: &Token) -> bool {
    let years = |t: &Token| t.kind == TokenKind::Digits && t.text.len() <= 2;
    let before = |n: usize, is: &dyn Fn(&Token) -> bool| place.back(n).is_some_and(is);
    // "Aged 65 and 10 of his men", "9 and 12 weeks".
    let counts = |t: &Token| t.is(Class::Of) || t.is(Class::TimeUnit) || t.is(Class::Unit) || t.is_word() && is_content(t);
    let ends = !place.ahead(1).is_some_and(counts);
    ends && years(number) && before(1, &|t| t.is(Class::And)) && before(2, &years) && before(3, &|t| t.is(Class::AgedMarker))
}

/// "Anna Berg, 47, says": a whole number between commas after a name.
///
/// `apposition = capital-word , "," , digits(1..2) , ","`
fn in_apposition(before: &[Token], number: &Token, after: Option<&Token>) -> bool {
    let [.., first, last, comma] = before else { return false };
    let name = |t: &Token| t.is_word() && t.capital && t.senses.is_empty();
    comma.is_punct(',')
        && name(last)
        && name(first)
        && number.kind == TokenKind::Digits
        && number.text.len() == 2
        && after.is_some_and(|t| t.glued && t.is_punct(','))
}
