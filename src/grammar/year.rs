//! Years by themselves, with their era, or two of them as one season: "1911", "44 BC", "2013–14".

use super::date::{counts, opens_date};
use super::figure::{self, digits};
use super::period::years;
use super::tokens::{Parsed, Tokens, miss};
use super::when::{Fields, Scale, When};
use crate::lexicon::Class;
use crate::text::{Token, TokenKind};

pub(super) fn year_when(year: i16) -> When {
    Fields { year: Some(year), ..Fields::default() }.resolve(None)
}

/// `[ era ]` after a year: astronomical numbering has a year 0, so 44 BC is -43.
pub(super) fn era(rest: Tokens, year: i16) -> (Tokens, i16) {
    match rest.0 {
        [era, after @ ..] if era.value(Class::Era) == Some(-1) => (Tokens(after), 1 - year),
        [era, after @ ..] if era.is(Class::Era) => (Tokens(after), year),
        _ => (rest, year),
    }
}

/// A season or a financial year that lies in two years: "2013–14", "2013/2014" with a slash.
///
/// ```text
/// split-year = digits(4) , ( "/" | "-" | "–" ) , digits(2) | digits(4) , "/" , digits(4)
/// ```
pub(super) fn split_year(input: Tokens) -> Parsed<When> {
    let [first, sep, second, rest @ ..] = input.0 else { return miss(input) };
    let rest = Tokens(rest);
    let Some(a) = figure::in_digits(first) else { return miss(input) };
    let slash = sep.is_punct('/');
    let dash = sep.is_punct('-') || sep.is_punct('–');
    if !(slash || dash) || !sep.glued || !second.glued || figure::goes_on(rest) {
        return miss(input);
    }
    let next = match (digits(second, 2..=2), digits(second, 4..=4)) {
        (Some(two), _) => (a + 1) % 100 == two,
        (_, Some(b)) => slash && b == a + 1,
        _ => false,
    };
    if !next || rest.0.first().is_some_and(|t| t.glued && (t.is_punct('-') || t.is_punct('/'))) {
        return miss(input);
    }
    Ok((rest, years(a as i16, a as i16 + 1, Scale::Year)))
}

/// A year by itself, where nothing says that it counts something.
///
/// ```text
/// year = digits(4) , [ era ] | words
/// ```
pub(super) fn bare_year<'a>(input: Tokens<'a>, before: Tokens) -> Parsed<'a, When> {
    let [first, rest @ ..] = input.0 else { return miss(input) };
    let rest = Tokens(rest);
    let last = before.0.last();
    let opened = opens_date(before);
    if first.kind != TokenKind::Digits {
        // "Nineteen ninety nine" is a year, "two thousand" only perhaps.
        let (rest, year) = figure::year(input)?;
        let plain = first.kind == TokenKind::Word && (first.fused.is_some() || rest.0.len() + 1 == input.0.len());
        return if opened && !counts(rest) && (!plain || (1100..2100).contains(&year)) {
            Ok((rest, year_when(year)))
        } else {
            miss(input)
        };
    }
    if let Some(n) = digits(first, 1..=4)
        && matches!(rest.0, [era, ..] if era.is(Class::Era))
    {
        let (rest, n) = era(rest, n as i16);
        return Ok((rest, year_when(n)));
    }
    let Some(year) = figure::in_digits(first) else { return miss(input) };
    let mark_before = first.glued && !last.is_some_and(may_precede_year);
    // "2025's end": only round years with that ending are decades.
    let owns = |t: &Token| year % 10 != 0 && t.is(Class::DecadeSuffix) && t.text.starts_with(['\'', '’']);
    let mark_after = rest
        .0
        .first()
        .is_some_and(|t| t.glued && (t.is_word() && !owns(t) || matches!(t.kind, TokenKind::Punct('-' | '%' | '°' | '/'))));
    if mark_before || mark_after || figure::goes_on(rest) || counts(rest) && !(opened && (1900..=2099).contains(&year)) {
        return miss(input);
    }
    // A figure far from our time needs a word that says it is a year.
    let clear = opened
        || (1800..=2099).contains(&year)
        || first.glued && rest.0.first().is_some_and(|t| t.is_punct(')') || t.is_punct('–'));
    if clear && !last.is_some_and(|t| t.is(Class::NumberNamer) || t.is(Class::CurrencySign)) {
        Ok((rest, year_when(year as i16)))
    } else {
        miss(input)
    }
}

/// Marks that may be glued to the front of a year.
fn may_precede_year(token: &Token) -> bool {
    matches!(token.kind, TokenKind::Punct('(' | '[' | '"' | '“' | '”' | '\'' | '‘' | '–' | '—' | '«' | '»'))
}
