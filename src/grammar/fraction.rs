//! Fractions in words: "one fifth", "three quarters", "half a million", "two thirds of a million".

use super::cardinal::{Whole, cardinal, in_words, is_round_ten, multiplier, scale_of};
use super::digits::Figure;
use super::tokens::{class, hit, miss, satisfy, skip, skip_hyphen};
use super::{Parsed, Tokens};
use crate::lexicon::Class;
use crate::text::{ClassSet, TokenKind};
use crate::value::Number;

/// `one = article | cardinal(1)`
fn one(input: Tokens) -> Parsed<()> {
    satisfy(|t| t.is(Class::Article) || t.value(Class::Cardinal) == Some(1))(input).map(|(rest, _)| (rest, ()))
}

/// The tokens after the article of "a hundred", "a dozen", or all.
pub(super) fn after_article(input: Tokens) -> Tokens {
    match input.0 {
        [t, next, ..] if t.is(Class::Article) && (next.is(Class::Multiplier) || next.is(Class::Collective)) => {
            Tokens(&input.0[1..])
        }
        _ => input,
    }
}

/// A fraction by itself; `whole` is the number read after the article, if there is one.
///
/// ```text
/// fraction = one , single-denominator | whole , denominator
/// ```
/// Where the whole has an "and" or tens, part of it may not belong to the fraction: "one hundred and three quarters" is 100.75,
/// "one hundred thirty fifths" is 100/35.
pub(super) fn fraction<'a>(input: Tokens<'a>, whole: &Parsed<'a, Whole>) -> Parsed<'a, Figure> {
    if let Ok((rest, ())) = one(input)
        && let Ok((rest, d)) = single_denominator(rest, input.0[0].is(Class::Article))
    {
        return ratio(rest, Number::ONE, d);
    }
    let Ok((rest, w)) = whole else { return miss(input) };
    let (rest, d) = denominator(*rest)?;
    let value = w.figure.value;
    let d_number = Number::from(d);
    match (w.and, w.tens) {
        (Some((head, tail)), _) if tail < d_number => {
            let sum = tail.checked_div(d_number).and_then(|part| with_part(rest, head, part, scale_of(head)));
            sum.map_or_else(|| miss(input), |(rest, sum)| Ok((rest, in_words(sum))))
        }
        (_, Some((head, tens))) if d < 10 && head > Number::ZERO => ratio(rest, head, tens + d),
        _ => ratio(rest, value, d),
    }
}

/// A whole and a part of one. A multiplier after them is that of both ("two and a half million") or, where the whole is as great,
/// the part's ("a million and half a million"); without one the part has the whole's: "3 million and a half".
pub(super) fn with_part(rest: Tokens, whole: Number, part: Number, scale: Number) -> Option<(Tokens, Number)> {
    let own = if scale >= Number::from(1000) { scale } else { Number::ONE };
    let factor = multiplier(rest).or_else(|_| collective(rest));
    let (rest, factor) = factor.map_or((rest, own), |(rest, n)| (rest, Number::from(n)));
    let sum =
        if whole < factor { whole.checked_add(part)?.checked_mul(factor) } else { whole.checked_add(part.checked_mul(factor)?) };
    Some((rest, sum?))
}

/// The denominator of a fraction.
///
/// `denominator = [ tens , [ "-" ] ] , fraction-part | half`
fn denominator(input: Tokens) -> Parsed<i64> {
    let input = skip_hyphen(input);
    if let Ok((rest, sense)) = class(Class::FractionPart)(input) {
        return Ok((rest, sense.value));
    }
    if let Ok((rest, sense)) = class(Class::Half)(input) {
        return Ok((rest, sense.value.max(2)));
    }
    let (rest, n) = cardinal(input)?;
    if !is_round_ten(n) {
        return miss(input);
    }
    let (rest, sense) = class(Class::FractionPart)(skip_hyphen(rest))?;
    if sense.value < 10 { Ok((rest, n + sense.value)) } else { miss(input) }
}

/// The denominator of one part, where a rank could be meant too: "one fifth"; "a fifth of", but not "a fifth man".
fn single_denominator(input: Tokens, by_article: bool) -> Parsed<i64> {
    if let Ok(found) = denominator(input) {
        return Ok(found);
    }
    let (rest, n) = super::ordinal::in_words(skip_hyphen(input))?;
    // "A fifth of", "by a fifth to 12", "a third more": what follows is not what is ranked.
    let ends = match rest.0.first() {
        None => true,
        Some(t) => !t.is_word() || t.is(Class::Multiplier) || t.is_any(&AFTER_PART),
    };
    if n > 2 && (ends || !by_article) { Ok((rest, n)) } else { miss(input) }
}

/// What stands after a part and after no rank: prepositions, and words that compare.
const AFTER_PART: ClassSet = ClassSet::new(&[
    Class::Of,
    Class::Article,
    Class::Preposition,
    Class::RangeTo,
    Class::And,
    Class::Or,
    Class::Copula,
    Class::HedgeMoreThan,
    Class::HedgeLessThan,
    Class::Comparative,
]);

fn ratio(rest: Tokens, numerator: Number, denominator: i64) -> Parsed<Figure> {
    hit(rest, numerator.checked_div(Number::from(denominator)).map(in_words))
}

/// A multiplier or collective after a fraction: "half a million", "two thirds of a million", "ett halvt dussin".
///
/// `of-what = [ "of" ] , [ article ] , ( multiplier | collective )`
pub(super) fn of_what(input: Tokens) -> Parsed<Number> {
    let rest = skip(skip(input, Class::Of), Class::Article);
    multiplier(rest).or_else(|_| collective(rest)).map(|(rest, n)| (rest, Number::from(n)))
}

/// "dozen", "score", "tjog".
pub(super) fn collective(input: Tokens) -> Parsed<i64> {
    let (rest, sense) = class(Class::Collective)(input)?;
    Ok((rest, sense.value))
}

/// "Half" without a number before it, where what follows shows that a number is meant.
///
/// `half = half-word , ( of-what | & ( "of" | article | determiner ) )`
pub(super) fn half(input: Tokens) -> Parsed<Figure> {
    let (rest, sense) = class(Class::Half)(input)?;
    let Some(value) = Number::new(1, i128::from(sense.value.max(2))) else { return miss(input) };
    if let Ok((rest, factor)) = of_what(rest)
        && let Some(value) = value.checked_mul(factor)
    {
        return Ok((rest, in_words(value)));
    }
    let shown = rest.0.first().is_some_and(|t| {
        t.is_word() && !t.starts_sentence && [Class::Of, Class::DefiniteArticle, Class::Pronoun].iter().any(|c| t.is(*c))
    });
    if shown { Ok((rest, in_words(value))) } else { miss(input) }
}

/// `vulgar = "½" | "¾" | …`
pub(super) fn vulgar(input: Tokens) -> Parsed<Figure> {
    let Some((t, rest)) = input.0.split_first() else { return miss(input) };
    let TokenKind::Punct(c) = t.kind else { return miss(input) };
    hit(
        Tokens(rest),
        VULGAR.iter().find(|v| v.0 == c).and_then(|(_, n, d)| Number::new(*n, *d)).map(|value| Figure::exact(value, false)),
    )
}

/// The fractions that Unicode has as one character.
#[rustfmt::skip]
const VULGAR: [(char, i128, i128); 18] = [
    ('½', 1, 2), ('⅓', 1, 3), ('⅔', 2, 3), ('¼', 1, 4), ('¾', 3, 4), ('⅕', 1, 5), ('⅖', 2, 5), ('⅗', 3, 5), ('⅘', 4, 5),
    ('⅙', 1, 6), ('⅚', 5, 6), ('⅐', 1, 7), ('⅛', 1, 8), ('⅜', 3, 8), ('⅝', 5, 8), ('⅞', 7, 8), ('⅑', 1, 9), ('⅒', 1, 10),
];
