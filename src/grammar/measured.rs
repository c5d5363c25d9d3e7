//! One number with its sign and its unit: "−5 °C", "$4.2bn", "47 years old", "3 dollars 50 cents".

use super::cardinal::Manner;
use super::digits::{Figure, suffix};
use super::number::number;
use super::place::Place;
use super::tokens::{Context, Tokens, miss};
use super::{Kind, Measure};
use super::{age, currency, dimension, name, percent, temperature};
use crate::lexicon::{Class, id_hash};
use crate::text::{ClassSet, Token, TokenKind};
use crate::value::Number;

/// A number with its unit; tokens are counted in the sentence.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    pub(super) start: usize,
    pub(super) number: (usize, usize),
    pub(super) end: usize,
    pub(super) figure: Figure,
    /// The figure in the unit written ("3 dollars 50" is 3.5).
    pub(super) value: Figure,
    pub(super) measure: Option<Measure>,
}

/// A number with its sign, its unit before or after it, and what belongs to it.
///
/// `measured = [ currency-before | aged ] , number , [ money-suffix ] , [ unit ]`
pub(super) fn measured(place: Place, context: &Context, and: bool) -> Option<Measured> {
    let manner = Manner { style: &context.lexicon.numbers, and };
    let input = place.rest();
    let at = |rest: Tokens| place.tokens.len() - rest.0.len();
    // "-$5"
    let dash = |t: &Token| matches!(t.kind, TokenKind::Punct('-' | '−'));
    let negative = matches!(input.0, [m, s, ..] if !m.glued && s.glued && s.is(Class::CurrencySign) && dash(m));
    // "75 -300 mm" is a range badly spaced, not a number below zero.
    if place.token().is_some_and(dash) && place.back(1).is_some_and(|b| b.kind == TokenKind::Digits) {
        return None;
    }
    let input = if negative { Tokens(&input.0[1..]) } else { input };
    let lead = currency::before(input, manner).or_else(|_| age::before(input));
    let (from, lead) = lead.map_or((input, None), |(rest, m)| (rest, Some(m)));
    let (mut rest, mut figure) = number(from, manner).ok()?;
    if negative {
        figure.value = -figure.value;
    }
    if let Ok((after, (factor, true))) = suffix(rest)
        && let Some(product) = figure.times(factor)
        && (lead.is_some() || counts(after))
    {
        (rest, figure) = (after, product);
    }
    let number = (at(from), at(rest));
    if !plausible(place, number, rest, lead.is_some(), context) {
        return None;
    }
    let mut measure = lead;
    if lead.is_none()
        && let Some((after, m)) = unit_after(rest, place, figure, context)
    {
        (rest, measure) = (after, Some(m));
    }
    let mut value = match measure {
        Some(m) if lead.is_none() || m.factor > Number::ONE => figure.times(m.factor).unwrap_or(figure),
        _ => figure,
    };
    let extra = match measure.filter(|_| lead.is_none() && value.value.is_integer()) {
        Some(m) if m.kind == Kind::Currency => {
            currency::cents(rest, m.unit, manner).map(|(rest, n)| (rest, (n, value.last_digit))).ok()
        }
        Some(m) if m.kind == Kind::Dimension => dimension::then(rest, m.unit, manner).ok(),
        _ => None,
    };
    if let Some((after, (more, last_digit))) = extra
        && let Some(sum) = value.value.checked_add(more)
    {
        rest = after;
        value = Figure { value: sum, last_digit, ..value };
    }
    Some(Measured { start: place.at, number, end: at(rest), figure, value, measure })
}

/// Whether what follows shows that "1.2m" counts things, money or a counted noun; "1.2m wide" is a length.
fn counts(rest: Tokens) -> bool {
    rest.0.first().is_some_and(|t| {
        !t.glued
            && !t.is(Class::Extent)
            && [Class::Concept, Class::Member, Class::Statehood, Class::Currency, Class::Office, Class::Event]
                .iter()
                .any(|c| t.is(*c))
    })
}

/// The unit after a number.
fn unit_after<'a>(rest: Tokens<'a>, place: Place, figure: Figure, context: &Context) -> Option<(Tokens<'a>, Measure)> {
    // "3-inch", "12-cent", "28 - year - old"
    if rest.0.first().is_some_and(|t| t.is(Class::Score) && t.is(Class::Currency)) && figure.value < Number::from(1000) {
        return None;
    }
    let joined = match rest.0 {
        [h, next, ..] if h.is_punct('-') && (h.glued == next.glued) && next.is_word() => Tokens(&rest.0[1..]),
        _ => rest,
    };
    let money = |input| if weighs(place, input) { miss(input) } else { currency::after(input) };
    percent::tail(joined)
        .or_else(|_| money(joined))
        .or_else(|_| age::tail(joined, context))
        .or_else(|_| dimension::tail(joined, figure.in_words))
        .or_else(|_| temperature::tail(joined))
        .ok()
}

/// How far from a word like "pounds" what tells its meaning may stand.
const NEAR: usize = 12;

/// Whether a word that is money and a weight is a weight here: what weighs stands before it, or another measure beside it that is no
/// money ("5 feet 10 inches and 180 pounds", "180 pounds (82 kg)").
fn weighs(place: Place, input: Tokens) -> bool {
    let [word, after @ ..] = input.0 else { return false };
    if !(word.is(Class::Currency) && word.is(Class::Unit)) {
        return false;
    }
    let measure = |t: &Token| t.is(Class::Unit) && !t.is(Class::Currency);
    let joins = |t: &&Token| t.is(Class::And) || t.is_punct(',') || t.is_punct(')');
    let before = place.tokens[place.at.saturating_sub(NEAR)..place.at].iter().rev();
    let weighing = |t: &Token| t.senses.iter().any(|s| s.class == Class::Concept && s.id == id_hash("weigh"));
    before.clone().any(weighing)
        || before.clone().find(|t| !joins(t)).is_some_and(measure)
        || after.first().is_some_and(|t| t.is_punct('(')) && after.iter().take(3).any(measure)
}

/// Whether a number is meant at all: not the pronoun "one", not a list marker or footnote, not half of a name.
fn plausible(place: Place, number: (usize, usize), rest: Tokens, money: bool, context: &Context) -> bool {
    let Some(first) = place.tokens.get(number.0) else { return false };
    let next = rest.0.first();
    let before = number.0.checked_sub(1).and_then(|i| place.tokens.get(i));
    // "the one in three languages": the pronoun.
    if first.sense(Class::Cardinal).is_some_and(|s| s.id != 0)
        && place.tokens[number.0..number.1].iter().any(|t| t.is(Class::DivisionWord))
        && before.is_some_and(|t| t.is(Class::DefiniteArticle) || t.is(Class::Pronoun))
    {
        return false;
    }
    if number.1 == number.0 + 1 && age::tail(rest, context).is_err() {
        if let Some(sense) = first.sense(Class::Cardinal)
            && sense.id != 0
        {
            return name::homonym_is_number(sense, before, next, number.0 == place.at && first.starts_sentence);
        }
        if first.is_word() && first.is(Class::Multiplier) && !first.is(Class::Cardinal) {
            // "million" alone is a number only before a unit or noun.
            return next.is_some_and(|t| t.is_word() || t.is_punct('-'));
        }
    }
    // Letters glued to digits are a code ("777F", "3D") unless they are a unit or suffix, which has been read.
    let coded = first.kind == TokenKind::Digits
        && next.is_some_and(|t| {
            t.glued
                && t.is_word()
                && (!is_known_ending(t) || labelled(place, number, t))
                && t.fused.is_none()
                && !t.text.starts_with(['\'', '’'])
        });
    money || !coded && !name::names_kind(rest)
}

/// Whether a letter after digits belongs to a label: "seat 13F", "a 13F form".
fn labelled(place: Place, number: (usize, usize), letter: &Token) -> bool {
    let label = |at: Option<usize>| at.and_then(|i| place.tokens.get(i)).is_some_and(|t| t.is(Class::NumberNamer));
    letter.capital && letter.text.len() == 1 && (label(number.0.checked_sub(1)) || label(Some(number.1 + 1)))
}

fn is_known_ending(t: &Token) -> bool {
    const ENDINGS: ClassSet = ClassSet::new(&[
        Class::Unit,
        Class::Currency,
        Class::CurrencySign,
        Class::Percent,
        Class::NumberSuffix,
        Class::OrdinalSuffix,
        Class::Meridiem,
        Class::DecadeSuffix,
        Class::TimeUnit,
        Class::Degree,
        Class::HedgeOrSo,
    ]);
    t.is_any(&ENDINGS)
}
