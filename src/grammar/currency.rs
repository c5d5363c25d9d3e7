//! Money: "$4.2bn", "4,2 miljarder dollar", "USD 200", "3 dollars 50 cents".

use super::cardinal::{Manner, multiplier};
use super::digits::Figure;
use super::number::unsigned;
use super::tokens::{class, hit, miss, skip};
use super::{Kind, Measure, Parsed, Tokens};
use crate::lexicon::{Class, Sense, Units};
use crate::text::Token;
use crate::value::Number;

/// The currency before a number, in the language of companies with its millions ("MSEK 60"). A sign always is one; a word or code only
/// where figures follow that money is written in.
///
/// `before = currency-sign | scaled-code | currency-code | currency-word , & large-or-decimal`
pub(super) fn before<'a>(input: Tokens<'a>, manner: Manner) -> Parsed<'a, Measure> {
    if let Ok((rest, sense)) = class(Class::CurrencySign)(input) {
        return Ok((rest, Measure::of(Kind::Currency, sense.id)));
    }
    let (rest, sense) = class(Class::Currency)(input)?;
    let (Some(word), Some(next)) = (input.0.first(), rest.0.first()) else { return miss(input) };
    let code = sense.value > 1 || word.text.len() == 3 && (word.upper || sense.value == 1) || next.glued;
    let money = |f: Figure| code || !f.value.is_integer() || f.last_digit >= Number::from(1000);
    let follows = !next.is(Class::Article) && unsigned(rest, manner).is_ok_and(|(_, f)| money(f));
    if follows { Ok((rest, scaled(sense))) } else { miss(input) }
}

/// A currency and what its word multiplies by: "30 MUSD".
fn scaled(sense: Sense) -> Measure {
    Measure { factor: Number::from(sense.value.max(1)), ..Measure::of(Kind::Currency, sense.id) }
}

/// The currency after a number, with its millions in the word or after it ("30 MUSD", "75 USD million").
///
/// `after = [ "-" ] , ( currency-word | currency-code , [ multiplier ] | currency-sign )`
pub(super) fn after(input: Tokens) -> Parsed<Measure> {
    let Some(word) = input.0.first() else { return miss(input) };
    if let Ok((rest, sense)) = class(Class::Currency)(input)
        && (sense.value != 0 || word.glued || word.text.chars().count() > 1)
    {
        let money = scaled(sense).glued_to(word);
        return Ok(match multiplier(rest) {
            Ok((after, n)) if word.upper && sense.value <= 1 => (after, Measure { factor: Number::from(n), ..money }),
            _ => (rest, money),
        });
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
        return hit(after, unit.and_then(|u| u.factor.checked_mul(Number::from(n))));
    }
    let ends = |t: &Token| !t.is_word() && !t.glued || t.is_punct('.') || t.is_punct(',');
    hit(rest, Number::new(i128::from(n), 100).filter(|_| rest.0.first().is_none_or(ends)))
}
