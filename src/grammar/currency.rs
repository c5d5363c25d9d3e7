//! Money: "$4.2bn", "4,2 miljarder dollar", "USD 200", "3 dollars 50 cents".

use super::cardinal::Manner;
use super::digits::Figure;
use super::number::unsigned;
use super::tokens::{class, miss, skip};
use super::{Kind, Measure, Parsed, Tokens};
use crate::lexicon::{Class, Units};
use crate::text::Token;
use crate::value::Number;

/// The currency before a number. A sign always is one; a word or code only where figures follow that money is written in.
///
/// `before = currency-sign | currency-code | currency-word , & large-or-decimal`
pub(super) fn before<'a>(input: Tokens<'a>, manner: Manner) -> Parsed<'a, Measure> {
    if let Ok((rest, sense)) = class(Class::CurrencySign)(input) {
        return Ok((rest, Measure::of(Kind::Currency, sense.id)));
    }
    let (rest, sense) = class(Class::Currency)(input)?;
    let Some(word) = input.0.first() else { return miss(input) };
    let figure = unsigned(rest, manner).map(|(_, f)| f);
    let code = word.text.len() == 3 && (word.upper || sense.value == 1) || rest.0.first().is_some_and(|t| t.glued);
    let money = figure.is_ok_and(|f| code || !f.value.is_integer() || f.last_digit >= Number::from(1000));
    let starts_number = rest.0.first().is_some_and(|t| !t.is(Class::Article));
    if money && starts_number && sense.value <= 1 { Ok((rest, Measure::of(Kind::Currency, sense.id))) } else { miss(input) }
}

/// The currency after a number; in the language of companies with its millions ("30 MUSD").
///
/// `after = [ "-" ] , ( currency-word | currency-code | currency-sign )`
pub(super) fn after(input: Tokens) -> Parsed<Measure> {
    let Some(word) = input.0.first() else { return miss(input) };
    if let Ok((rest, sense)) = class(Class::Currency)(input)
        && (sense.value != 0 || word.glued || word.text.chars().count() > 1)
    {
        let factor = Number::from(sense.value.max(1));
        return Ok((rest, Measure { factor, ..Measure::of(Kind::Currency, sense.id).glued_to(word) }));
    }
    let (rest, sense) = class(Class::CurrencySign)(input)?;
    // "10 $ 20": the sign of the next figure.
    if rest.0.first().is_some_and(|t| t.glued && super::hedge::is_numeric(t)) {
        return miss(input);
    }
    Ok((rest, Measure::of(Kind::Currency, sense.id)))
}

/// The cents after a whole number of dollars: what they add.
///
/// `cents = [ "and" ] , number , minor-currency | [ "and" ] , number(1..99) , & end`
pub(super) fn cents<'a>(input: Tokens<'a>, whole: u64, manner: Manner) -> Parsed<'a, Number> {
    let (rest, f): (_, Figure) = unsigned(skip(input, Class::And), Manner { and: false, ..manner })?;
    let hundredths = f.value.to_i64().filter(|n| (1..100).contains(n));
    let Some(n) = hundredths else { return miss(input) };
    if let Ok((after, minor)) = after(rest) {
        let unit = Units::built_in().get(minor.unit).filter(|u| u.part_of.contains(&whole));
        return match unit.and_then(|u| u.factor.checked_mul(Number::from(n))) {
            Some(part) => Ok((after, part)),
            None => miss(input),
        };
    }
    let ends = |t: &Token| !t.is_word() && !t.glued || t.is_punct('.') || t.is_punct(',');
    match Number::new(i128::from(n), 100) {
        Some(part) if rest.0.first().is_none_or(ends) => Ok((rest, part)),
        _ => miss(input),
    }
}
