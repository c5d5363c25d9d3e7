//! Figures that are no number: parts of names ("Boeing 747", "TV4"), versions, addresses, phone numbers, scores, list markers.
//!
//! Where digits could still be wanted by themselves (an address, a section) they are listed inside the name.

use super::digits::chain;
use super::place::Place;
use super::tally::{score, spoken};
use super::tokens::{Context, Tokens, is_content, skip_joint};
use crate::lexicon::{Class, Sense};
use crate::text::{ClassSet, Token, TokenKind};

/// Which figures of a name are listed by themselves too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figures {
    /// None: "Boeing 747".
    None,
    /// Each group of digits: "192.168.1.2".
    Groups,
    /// Each number: "pages 12,500 and 4".
    Numbers,
}

/// What is no number here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NoNumber {
    /// A name of the tokens `from..to` of the sentence; its figures are listed by themselves too, or not.
    Name {
        /// Its first token.
        from: usize,
        /// The token after it.
        to: usize,
        /// The figures in it that are listed.
        figures: Figures,
    },
    /// Numbers joined by commas, up to this token: "22,24,26".
    Row(usize),
    /// Marks to be passed over ("3)", "[12]"): so many tokens.
    Marker(usize),
}

/// Looks for a name or a marker that begins here, or just before the figure here.
pub(super) fn read(place: Place, context: &Context) -> Option<NoNumber> {
    let t = place.token()?;
    match t.kind {
        TokenKind::Digits => digits(place, context),
        TokenKind::Punct(c) => mark(place, c),
        TokenKind::Word => word(place),
    }
}

/// ```text
/// name  = fixed-name | namer , [ "." | "-" ] , code , { ( "and" | "or" | range-to ) , digits , ! noun }
/// code  = digits | cardinal , { glued letters and digits }
/// ```
fn word(place: Place) -> Option<NoNumber> {
    let t = place.token()?;
    if let Some(fixed) = t.sense(Class::FixedName) {
        let figures = if fixed.value == 1 { Figures::Groups } else { Figures::None };
        return Some(NoNumber::Name { from: place.at, to: place.at + 1, figures });
    }
    let namer = t.sense(Class::NumberNamer)?;
    let dash = usize::from(place.ahead(1).is_some_and(|d| d.glued && d.is_punct('-')));
    let number = place.ahead(1 + dash)?;
    let reference = namer.value == 1;
    let end = code_end(place, place.at + 2 + dash);
    let after = place.tokens.get(end);
    let fits = number.kind == TokenKind::Digits || number.is(Class::Cardinal) && number.capital == t.capital && !reference;
    let labels = match namer.value {
        // "Seat 13F", "release 2.10"
        2 => place
            .ahead(2 + dash)
            .is_some_and(|n| n.glued && (n.is_word() || n.is_punct('.') && !after.is_some_and(|t| t.is_any(&MEASURES)))),
        // "Years 1–3"
        3 => number.text.len() <= 2 && end - place.at > 2 && place.tokens[end - 1].text.len() <= 2,
        _ => true,
    };
    let figures = if reference { Figures::Numbers } else { Figures::None };
    let to = if reference { row_end(place, place.at + 1 + dash, end) } else { end };
    (fits && labels).then_some(NoNumber::Name { from: place.at, to, figures })
}

/// What stands after a quantity, not after a reference.
const MEASURES: ClassSet =
    ClassSet::new(&[Class::Percent, Class::Unit, Class::TimeUnit, Class::Currency, Class::Multiplier, Class::AgeMarker]);

/// The end of a row of references that rise ("stages 2 and 3", "årskurs 7 till 9"), the first of which is token `number` and ends before
/// `end`; not of what is counted ("page 3 and 40 people").
fn row_end(place: Place, mut number: usize, mut end: usize) -> usize {
    while let Some([join, next, ..]) = place.tokens.get(end..) {
        let joins = [Class::And, Class::Or, Class::RangeTo].iter().any(|c| join.is(*c));
        let rises = next.kind == TokenKind::Digits
            && (place.tokens[number].text.len(), place.tokens[number].text) < (next.text.len(), next.text)
            && next.text.len() <= place.tokens[number].text.len() + 1;
        let after = code_end(place, end + 2);
        let counts = |t: &Token| {
            if join.is(Class::RangeTo) { t.is_any(&MEASURES) } else { t.is(Class::Percent) || is_content(t) && !t.is(Class::Of) }
        };
        if !joins || !rises || place.tokens.get(after).is_some_and(counts) {
            break;
        }
        (number, end) = (end + 1, after);
    }
    end
}

/// The end of letters and digits that are glued together ("737-800", "3.2", "66A").
fn code_end(place: Place, mut at: usize) -> usize {
    while let Some(t) = place.tokens.get(at) {
        let goes_on = t.glued
            && match t.kind {
                TokenKind::Digits => true,
                TokenKind::Word => place.tokens[at - 1].kind != TokenKind::Word && !is_genitive(t),
                TokenKind::Punct('-' | '–' | '.' | '/' | ',') => {
                    place.tokens.get(at + 1).is_some_and(|n| n.glued && n.kind == TokenKind::Digits)
                }
                TokenKind::Punct(_) => false,
            };
        if !goes_on {
            break;
        }
        at += 1;
    }
    at
}

/// "'s", which the lexer cuts off.
fn is_genitive(t: &Token) -> bool {
    t.text.starts_with(['\'', '’'])
}

fn digits(place: Place, context: &Context) -> Option<NoNumber> {
    let t = place.token()?;
    if let Some(marker) = marker(place) {
        return Some(marker);
    }
    if let Some(before) = place.back(1).filter(|_| t.glued) {
        if before.is_word() && !joins_figures(before) {
            return Some(NoNumber::Name { from: place.at - 1, to: code_end(place, place.at + 1), figures: Figures::None });
        }
        if before.glued && before.is_punct('-') && place.back(2).is_some_and(is_code_stem) {
            return Some(NoNumber::Name { from: place.at - 2, to: code_end(place, place.at + 1), figures: Figures::None });
        }
    }
    // "24 §"
    if let Some(sign) = place.ahead(1).filter(|n| !n.is_word() && n.value(Class::NumberNamer) == Some(1) && !n.is_punct('#')) {
        let to = place.at + 1 + usize::from(sign.kind != TokenKind::Digits);
        return Some(NoNumber::Name { from: place.at, to, figures: Figures::Numbers });
    }
    if let Some((n, dotted)) = chain(place.rest().0, &context.lexicon.numbers) {
        let to = place.at + n;
        return Some(if dotted { NoNumber::Name { from: place.at, to, figures: Figures::Groups } } else { NoNumber::Row(to) });
    }
    if let Some(to) = phone(place) {
        let from = if place.back(1).is_some_and(|b| b.is_punct('+') && t.glued) { place.at - 1 } else { place.at };
        return Some(NoNumber::Name { from, to, figures: Figures::Groups });
    }
    if let Some(to) = score(place).or_else(|| spoken(place)) {
        // Votes that are named are counted too: "24 votes to 15".
        let figures = if to > place.at + 3 { Figures::Numbers } else { Figures::None };
        return Some(NoNumber::Name { from: place.at, to, figures });
    }
    if names_kind(Tokens(&place.tokens[place.at + 1..])) {
        return Some(NoNumber::Name { from: place.at, to: place.at + 3, figures: Figures::None });
    }
    // "777F", "3D"
    let next = place.ahead(1).filter(|n| n.glued && n.is_word() && n.senses.is_empty() && n.fused.is_none())?;
    (next.upper || next.capital).then(|| NoNumber::Name {
        from: place.at,
        to: code_end(place, place.at + 1),
        figures: Figures::None,
    })
}

/// Whether what follows a figure makes it the kind of a thing: "64-bit".
pub(super) fn names_kind(after: Tokens) -> bool {
    const BIT: u64 = crate::lexicon::id_hash("bit");
    let unit = skip_joint(after);
    let joined = unit.0.len() < after.0.len();
    joined && unit.0.first().and_then(|t| t.sense(Class::Unit)).is_some_and(|s| s.id == BIT)
}

/// Words before glued digits that leave them a number: "USD115", "kr50", "ca200".
fn joins_figures(t: &Token) -> bool {
    // A single letter before a figure is no unit: "V8", "A380".
    let unit = t.is(Class::Unit) && t.text.len() > 1;
    unit || [Class::Currency, Class::CurrencySign, Class::HedgeAbout, Class::Month].iter().any(|c| t.is(*c)) || t.text == "x"
}

/// Whether "…-19" goes on from this word as a code does: no word that we know ("Covid-19", "F-16"; not "Mid-2019").
fn is_code_stem(t: &Token) -> bool {
    // In capitals it is an acronym, whatever the word means otherwise: "TAK-406".
    let acronym = t.upper && t.text.len() > 1 && ![Class::Currency, Class::Month, Class::Weekday].iter().any(|c| t.is(*c));
    let known = !acronym && t.senses.iter().any(|s| !matches!(s.class, Class::Unit | Class::NumberSuffix));
    t.is_word() && !known && t.fused.is_none() && (t.capital || t.text.len() > 1)
}

/// A list's or footnote's mark: "3) …", "1. …", "[12]".
fn marker(place: Place) -> Option<NoNumber> {
    let t = place.token()?;
    let next = place.ahead(1)?;
    let bracketed = next.glued && next.is_punct(']') && place.back(1).is_some_and(|b| b.is_punct('[') && t.glued);
    let opens_line = t.starts_sentence
        && t.text.len() <= 3
        && next.glued
        && (next.is_punct(')') || next.is_punct('.'))
        && place.ahead(2).is_some_and(|n| !n.glued);
    (bracketed || opens_line).then_some(NoNumber::Marker(2))
}

/// A phone number: three or more groups, or two of which the second begins with 0, joined by hyphens and spaces.
///
/// `phone = [ "+" ] , digits , { ( "-" | "/" | "(" | ")" | space ) , digits }`
fn phone(place: Place) -> Option<usize> {
    let first = place.token()?;
    let plus = first.glued && place.back(1).is_some_and(|b| b.is_punct('+') && !b.glued);
    let (mut at, mut groups, mut count) = (place.at + 1, 1, first.text.len());
    let (mut hyphens, mut zero) = (0, false);
    while let Some(t) = place.tokens.get(at) {
        match t.kind {
            TokenKind::Digits if t.glued || plus || first.text.starts_with('0') => {
                zero |= t.text.starts_with('0') && t.glued;
                (groups, count, at) = (groups + 1, count + t.text.len(), at + 1);
            }
            TokenKind::Punct('-' | '/' | '(' | ')')
                if (t.glued || t.is_punct('('))
                    && place.tokens.get(at + 1).is_some_and(|n| n.kind == TokenKind::Digits || n.is_punct('(')) =>
            {
                hyphens += usize::from(t.is_punct('-'));
                at += 1;
            }
            _ => break,
        }
        if groups > 8 {
            return None;
        }
    }
    let national = first.text.starts_with('0') && (2..=4).contains(&first.text.len()) && groups > 1 && hyphens == 1 && count >= 6;
    let local = hyphens == 1 && groups == 2 && zero && first.text.len() >= 3;
    let long = hyphens >= 2 && count >= 9 && groups >= 3;
    ((plus && count >= 8) || national || local || long).then_some(at)
}

/// An address on the web: everything that is glued together.
///
/// `url = word , "://" , { glued token }`
fn mark(place: Place, c: char) -> Option<NoNumber> {
    let t = place.token()?;
    if c == '+' && !t.glued && place.ahead(1).is_some_and(|d| d.glued && d.kind == TokenKind::Digits) {
        let to = phone(place.skip(1))?;
        return Some(NoNumber::Name { from: place.at, to, figures: Figures::Groups });
    }
    let slashes = (1..3).all(|i| place.ahead(i).is_some_and(|n| n.glued && n.is_punct('/')));
    if c != ':' || !t.glued || !slashes {
        return None;
    }
    let length = place.tokens[place.at..].iter().skip(1).take_while(|t| t.glued).count() + 1;
    Some(NoNumber::Name { from: place.at.saturating_sub(1), to: place.at + length, figures: Figures::None })
}

/// Whether a word that is a number and something else too ("one", Swedish "sex", the article "en") is a number here.
pub(super) fn homonym_is_number(sense: Sense, before: Option<&Token>, next: Option<&Token>, starts: bool) -> bool {
    let alone = starts && next.is_none();
    let measured = next.is_some_and(|t| {
        [Class::Unit, Class::TimeUnit, Class::Currency, Class::Percent, Class::Multiplier].iter().any(|c| t.is(*c))
            || t.is_punct('-') && !t.glued
    });
    let noun = next.is_some_and(is_content);
    let counted = next.is_some_and(|t| t.is(Class::Of));
    let pointed = before.is_some_and(|t| {
        [Class::DefiniteArticle, Class::Relative, Class::Each, Class::OtherThan, Class::Pronoun, Class::RelLast, Class::Current]
            .iter()
            .any(|c| t.is(*c))
            || is_content(t)
    });
    let none = before.is_some_and(|t| t.is(Class::Negator));
    let asked = before.is_some_and(|t| t.is(Class::Relative));
    match sense.id {
        ARTICLE => {
            let hedged =
                before.is_some_and(|t| t.is(Class::HedgeAtLeast) || t.is(Class::HedgeAbout) || t.is(Class::HedgeMoreThan));
            alone || measured && (hedged || next.is_some_and(|t| t.is_word() && !t.is(Class::TimeUnit)))
        }
        HOMONYM => alone || measured || noun || counted || before.is_some_and(|t| t.is(Class::Cardinal) || t.is(Class::RangeTo)),
        // "No one came."
        _ if none => false,
        _ => alone || measured || noun && !asked && !before.is_some_and(|t| t.is(Class::Each)) || !pointed && !noun,
    }
}

/// The ids that language packs give to number words with another use.
const ARTICLE: u64 = crate::lexicon::id_hash("article");
const HOMONYM: u64 = crate::lexicon::id_hash("homonym");
