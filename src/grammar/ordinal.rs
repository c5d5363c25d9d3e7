//! Ranks: "third", "twenty-fifth", "13th", "13:e", "XIII".

use super::cardinal::{Manner, words_before_rank};
use super::digits::Figure;
use super::figure::digits;
use super::length::Unit;
use super::place::Place;
use super::tokens::{class, hit, is_content, miss, skip_hyphen};
use super::{Kind, Mention, Parsed, Reading, Tokens};
use crate::lexicon::{Class, NumberStyle};
use crate::text::{Token, TokenKind};
use crate::value::Number;

/// A rank in words.
///
/// ```text
/// rank = ordinal | number , [ "and" ] , [ "-" ] , ordinal
/// ```
pub(super) fn in_words(input: Tokens) -> Parsed<i64> {
    if let Ok((rest, sense)) = class(Class::Ordinal)(input) {
        return Ok((rest, sense.value));
    }
    // The style is only asked for digits, which do not stand here.
    let style = NumberStyle::default();
    if input.0.first().is_none_or(|t| !t.is_word()) {
        return miss(input);
    }
    let (rest, (value, scale, round_ten)) = words_before_rank(input, Manner { style: &style, and: true })?;
    let mut next = skip_hyphen(rest);
    if scale >= 100 && next.0.first().is_some_and(|t| t.is(Class::And)) {
        next = Tokens(&next.0[1..]);
    }
    let (rest, sense) = match class(Class::Ordinal)(next) {
        Ok((rest, sense)) => (rest, sense.value),
        // "two hundred and twenty-first"
        Err(_) => tens_and_rank(next)?,
    };
    let combined = if sense >= 100 {
        // "Two thousand three hundredth": what is below the next scale is multiplied.
        let below = value % if sense < 1000 { 1000 } else { sense.saturating_mul(1000) };
        below.checked_mul(sense).and_then(|low| (value - below).checked_add(low))
    } else if (round_ten && sense < 10) || (scale > sense) {
        value.checked_add(sense)
    } else {
        None
    };
    hit(rest, combined)
}

/// `tens-and-rank = cardinal(20|30|…) , [ "-" ] , ordinal(1..9)`
fn tens_and_rank(input: Tokens) -> Parsed<i64> {
    let (rest, tens) = class(Class::Cardinal)(input)?;
    let (rest, ones) = class(Class::Ordinal)(skip_hyphen(rest))?;
    let fits = (20..100).contains(&tens.value) && tens.value % 10 == 0 && ones.value < 10;
    if fits { Ok((rest, tens.value + ones.value)) } else { miss(input) }
}

/// A rank in digits.
///
/// `rank = digits , glued ordinal-suffix | digits , & ( "-" , anniversary )`
fn in_digits(input: Tokens) -> Parsed<i64> {
    match input.0 {
        [d, h, s, ..] if d.kind == TokenKind::Digits && h.is_punct('-') && s.glued && s.is(Class::Anniversary) => {
            d.text.parse::<i64>().map_or_else(|_| miss(input), |n| Ok((Tokens(&input.0[1..]), n)))
        }
        [d, s, rest @ ..] if d.kind == TokenKind::Digits && s.glued && s.is(Class::OrdinalSuffix) => {
            // A full stop makes a rank only within a sentence ("3. Auflage").
            let stop = s.is_punct('.');
            let fits = |t: &Token| if stop { t.is_word() && !t.glued && d.text.len() <= 3 } else { !t.glued || !t.is_word() };
            hit(Tokens(rest), d.text.parse::<i64>().ok().filter(|_| rest.first().map_or(!stop, fits)))
        }
        _ => miss(input),
    }
}

/// A minute of a match: "minute 73", "Berg (73')", where a name stands before.
///
/// `match-minute = minute , digits(1..3) , & end | name , [ "(" ] , digits(1..3) , "'"`
fn match_minute(place: Place) -> Option<(usize, i64)> {
    let n = place.token().and_then(|t| digits(t, 1..=3))?;
    let (before, next) = (place.back(1)?, place.ahead(1));
    if matches!(Unit::of(before, Class::TimeUnit), Some((Unit::Minute, true))) {
        let numbered = place.back(2).is_some_and(|t| t.is(Class::Preposition));
        return (numbered && !next.is_some_and(|t| t.glued && !t.is_punct('.') || is_content(t))).then_some((1, n));
    }
    let named = if before.is_punct('(') { place.back(2)? } else { before };
    let quote = next.is_some_and(|t| t.glued && matches!(t.kind, TokenKind::Punct('\'' | '’' | '′')));
    let inches = place.ahead(2).is_some_and(|t| t.kind == TokenKind::Digits);
    (quote && !inches && named.is_word() && named.capital && named.senses.is_empty()).then_some((2, n))
}

/// A Roman numeral in capitals, where what follows is a name or an event and what goes before is none.
///
/// `roman = roman-numeral , & ( capital-word | event )`
fn roman(place: Place) -> Option<i64> {
    let t = place.token().filter(|t| t.is_word() && t.capital && t.fused.is_none())?;
    let n = roman_value(t.text)?;
    let next = place.ahead(1).filter(|n| n.is_word() && !n.glued)?;
    let named_before = place.back(1).is_some_and(|b| b.is_word() && b.capital && !b.starts_sentence);
    if named_before || t.glued {
        return None;
    }
    let event_near = (1..5).filter_map(|i| place.ahead(i)).any(|t| t.is(Class::Event));
    let fits = if t.text.len() == 1 { event_near } else { (t.upper && next.capital) || next.is(Class::Event) };
    fits.then_some(n)
}

/// The value of a Roman numeral in its shortest form, up to 3,999.
pub(super) fn roman_value(text: &str) -> Option<i64> {
    #[rustfmt::skip]
    const SIGNS: [(i64, &str); 13] = [
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"),
        (5, "V"), (4, "IV"), (1, "I"),
    ];
    if text.is_empty() || text.len() > 15 {
        return None;
    }
    let (mut rest, mut value) = (text, 0);
    for (worth, sign) in SIGNS {
        let single = matches!(sign, "M" | "C" | "X" | "I");
        for _ in 0..if single { 3 } else { 1 } {
            let Some(after) = rest.strip_prefix(sign) else { break };
            (rest, value) = (after, value + worth);
        }
    }
    rest.is_empty().then_some(value)
}

/// Reads a rank: the mention and the tokens it took.
pub(super) fn read(place: Place) -> Option<(Mention, usize)> {
    let input = place.rest();
    let words = match input.0 {
        // "a hundred thousandth"
        [t, next, ..] if t.is(Class::Article) && next.is(Class::Multiplier) => Tokens(&input.0[1..]),
        _ => input,
    };
    let rank = in_digits(input).or_else(|_| in_words(words)).ok().map(|(rest, n)| (input.0.len() - rest.0.len(), n));
    let found = rank.or_else(|| match_minute(place));
    let (taken, n) = match found {
        Some((taken, n)) if taken > 1 || !means_other(place) => (taken, n),
        Some(_) => return None,
        None => match place.token()?.fused.filter(|s| s.class == Class::Anniversary) {
            Some(s) => (1, s.value),
            None => (1, roman(place)?),
        },
    };
    let figure = Figure::exact(Number::from(n), place.token()?.is_word());
    Some((place.mention(Kind::Ordinal, place.at, place.at + taken, Reading::Amount(figure.amount(0))), taken))
}

/// `the-rank = definite-article , rank` — as a bound: "between the tenth and the twelfth", not "more than the others".
pub(super) fn the_rank(place: Place) -> Option<(Figure, usize)> {
    let (rest, _) = class(Class::DefiniteArticle)(place.rest()).ok()?;
    let (rest, n) = in_digits(rest).or_else(|_| in_words(rest)).ok().filter(|_| !means_other(place.skip(1)))?;
    Some((Figure::exact(Number::from(n), true), place.tokens.len() - rest.0.len()))
}

/// Whether a word that is a rank and also "other" ("andra") means "other" here: not after a singular article, and not alone.
fn means_other(place: Place) -> bool {
    let Some(t) = place.token().filter(|t| t.is(Class::OtherThan)) else { return false };
    let follows: Option<&Token> = place.ahead(1);
    if t.starts_sentence && follows.is_none() {
        return false;
    }
    let article = place.back(1).is_some_and(|b| b.is(Class::DefiniteArticle) && b.is(Class::Pronoun) && b.text.len() == 3);
    let one = |f: &Token| f.sense(Class::TimeUnit).is_some_and(|s| s.value != 2);
    let ranked = follows.is_some_and(|f| one(f) || f.is(Class::Event) || f.is(Class::Month) || f.is(Class::Ranked));
    !(article || ranked)
}
