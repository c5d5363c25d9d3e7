//! The figures that stand in dates, durations and times: days, years and small counts, in digits and in words.

use super::cardinal::{Manner, whole};
use super::tokens::{Parsed, Tokens, hit, miss, satisfy, skip_joint};
use crate::lexicon::{Class, NumberStyle};
use crate::text::{Token, TokenKind};

/// The value of a token of so many digits.
pub(super) fn digits(token: &Token, lengths: std::ops::RangeInclusive<usize>) -> Option<i64> {
    (token.kind == TokenKind::Digits && lengths.contains(&token.text.len())).then(|| token.text.parse().ok())?
}

/// The year that a token of four digits may mean.
pub(super) fn in_digits(token: &Token) -> Option<i64> {
    digits(token, 4..=4).filter(|n| (1000..=2199).contains(n))
}

/// Whether a mark or letter is glued to what has been read, so that a figure goes on ("2,019", "7.5", "90s").
pub(super) fn goes_on(rest: Tokens) -> bool {
    match rest.0 {
        [next, ..] if next.glued && next.kind == TokenKind::Digits => true,
        [mark, after, ..] => {
            mark.glued
                && after.glued
                && after.kind == TokenKind::Digits
                && matches!(mark.kind, TokenKind::Punct('.' | ',' | ':' | '/'))
        }
        _ => false,
    }
}

/// A day of the month and whether it is written as a rank ("28th", "twenty-first"; "21" is not).
///
/// ```text
/// day = digits(1..2) , [ glued ordinal-suffix ] | ordinal | cardinal(20|30) , [ "-" ] , ordinal
/// ```
pub(super) fn day(input: Tokens) -> Parsed<(i8, bool)> {
    let [first, rest @ ..] = input.0 else { return miss(input) };
    let in_range = |n: i64| i8::try_from(n).ok().filter(|n| (1..=31).contains(n));
    if let Some(n) = digits(first, 1..=2).and_then(in_range) {
        return match rest {
            [suffix, rest @ ..] if suffix.glued && suffix.is(Class::OrdinalSuffix) => Ok((Tokens(rest), (n, true))),
            _ => Ok((Tokens(rest), (n, false))),
        };
    }
    if let Some(n) = first.value(Class::Ordinal).and_then(in_range) {
        return Ok((Tokens(rest), (n, true)));
    }
    if let Some(tens @ (20 | 30)) = first.value(Class::Cardinal)
        && let [ones, rest @ ..] = skip_joint(Tokens(rest)).0
    {
        let one = ones.value(Class::Ordinal).filter(|n| (1..=9).contains(n));
        if let Some(n) = one.and_then(|n| in_range(tens + n)) {
            return Ok((Tokens(rest), (n, true)));
        }
    }
    miss(input)
}

/// A year, as it stands after a month or another sign that it is one.
///
/// ```text
/// year = digits(4) | "'" digits(2) | words
/// words = cardinal "hundred" [ cardinal ] | cardinal(10..21) ( cardinal(10..99) | ( "zero" | "oh" ) cardinal(1..9) ) | "two" "thousand" [ "and" ] [ cardinal ] | fused
/// ```
pub(super) fn year(input: Tokens) -> Parsed<i16> {
    let [first, rest @ ..] = input.0 else { return miss(input) };
    if let Some(n) = in_digits(first) {
        let rest = Tokens(rest);
        // "The 1990s" is a decade.
        let decade = n % 10 == 0 && rest.0.first().is_some_and(|t| t.glued && t.is(Class::DecadeSuffix));
        return if decade || goes_on(rest) { miss(input) } else { Ok((rest, n as i16)) };
    }
    if matches!(first.kind, TokenKind::Punct('\'' | '’' | '‘'))
        && let [two, rest @ ..] = rest
        && two.glued
        && let Some(n) = digits(two, 2..=2)
    {
        return Ok((Tokens(rest), full_year(n)));
    }
    year_words(input)
}

/// The year that two digits mean: those from 40 on are of the last century.
pub(super) fn full_year(two: i64) -> i16 {
    (if two < 40 { 2000 + two } else { 1900 + two }) as i16
}

fn year_words(input: Tokens) -> Parsed<i16> {
    let (rest, n) = cardinal(input)?;
    let n = match n {
        10..=21 => {
            // "Nineteen zero one", "nineteen oh-one".
            let zero = |t: &Token| t.is(Class::YearZero) || t.value(Class::Cardinal) == Some(0);
            let ones = satisfy(zero)(skip_joint(rest)).and_then(|(rest, _)| cardinal(skip_joint(rest)));
            return match (ones, cardinal(rest)) {
                (Ok((rest, m @ 1..=9)), _) | (_, Ok((rest, m @ 10..=99))) => Ok((rest, (n * 100 + m) as i16)),
                _ => miss(input),
            };
        }
        n => n,
    };
    // "Two thousand and eighteen", "nineteen hundred and five", but not "one thousand and five hundred".
    let spoken = &input.0[..input.0.len() - rest.0.len()];
    let thousand = spoken.iter().any(|t| t.value(Class::Multiplier) == Some(1000));
    let said = if thousand { 2000..=2099 } else { 1100..=2199 };
    if said.contains(&n) { Ok((rest, n as i16)) } else { miss(input) }
}

/// A number in words, said as one ("two thousand and eighteen", "tjugohundraarton", "twenty one").
///
/// `cardinal = & cardinal-word , whole`
pub(super) fn cardinal(input: Tokens) -> Parsed<i64> {
    if !input.0.first().is_some_and(|t| t.is_word() && t.is(Class::Cardinal)) {
        return miss(input);
    }
    // The style is only asked for digits, which do not stand here.
    let (rest, number) = whole(input, Manner { style: &NumberStyle::default(), and: true })?;
    hit(rest, number.figure.value.to_i64())
}
