//! The grammar: tokens become [`Mention`]s. One file a kind of mention; each function begins with its EBNF.
//!
//! Prose is mostly no mention at all, so the grammar is an island grammar: at each token the first token's classes decide
//! which kinds could begin there, the longest reading wins, and a miss moves on by one token. It sees word classes and
//! values, never words, so one grammar serves every language.
//!
//! Numbers grow from `digits` over `cardinal`, `fraction`, `number` and `measured` (one with its unit) to `quantity` (hedges, ranges);
//! lengths of time from `length` to `duration`; dates from `figure` and `when` over `date`, `year`, `period`, `duration` and `deictic` to
//! `relative`, `point`, `date_range`, `open_range` and `calendar`.
//!
//! At each token where a mention may begin (`island`), in this order: what is no number (`name`), the calendar (`calendar`), ranks, quantities. A date hides the
//! figures in it; a length of time does not ("3 years" holds the number 3).

mod age;
mod anaphor;
mod calendar;
mod cardinal;
mod clock;
mod currency;
mod date;
mod date_range;
mod deictic;
mod digits;
mod dimension;
mod duration;
mod figure;
mod fraction;
mod hedge;
mod island;
mod length;
pub(crate) mod list;
mod measured;
mod mention;
mod name;
mod nested;
mod number;
mod open_range;
mod ordinal;
mod percent;
mod period;
mod place;
mod point;
mod quantity;
mod relative;
mod tally;
mod temperature;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
mod timed;
pub(crate) mod tokens;
mod vague;
mod when;
mod year;

pub use mention::{Amount, Item, Kind, Mention, Period, Reading, has_mention};
pub use place::Place;
pub use tokens::{Context, Parsed, Tokens};

use crate::lexicon::Class;
use crate::text::{Sentence, Span, Token, TokenKind};
use crate::value::Number;
use island::{may_be_numeric, may_begin};

/// What a unit says of the number beside it.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Measure {
    /// The kind of mention that number and unit make.
    kind: Kind,
    /// The unit's id by its hash; 0 for per cent and bare degrees.
    unit: u64,
    /// What the number is multiplied by ("30 MUSD").
    factor: Number,
    /// Letters glued to the figure ("180ml"): the figure is no number of its own.
    glued: bool,
}

impl Measure {
    fn of(kind: Kind, unit: u64) -> Self {
        Self { kind, unit, factor: Number::ONE, glued: false }
    }

    /// Notes whether the unit's word is glued to the figure.
    fn glued_to(self, word: &Token) -> Self {
        Self { glued: word.glued && word.is_word(), ..self }
    }
}

/// Reads the mentions of a document, in order of their start; longer ones before those nested in them.
#[must_use]
pub fn mentions(tokens: &[Token], sentences: &[Sentence], context: &Context) -> Vec<Mention> {
    let mut found = Vec::new();
    for sentence in sentences {
        let (base, words) = (sentence.tokens.start, &tokens[sentence.tokens.clone()]);
        let (mut at, first) = (0, found.len());
        while at < words.len() {
            let place = Place { tokens: words, at, base };
            at += if may_begin(&words[at]) { read_at(place, context, &mut found).max(1) } else { 1 };
        }
        found[first..].sort_by_key(|m| (m.span.start, std::cmp::Reverse(m.span.end), m.kind != Kind::Age));
    }
    drop_ages(&mut found);
    found
}

/// A length of time within an age ("12 years old", "en 12-årig pojke") is none by itself.
fn drop_ages(found: &mut Vec<Mention>) {
    let mut age = Span::default();
    found.retain(|m| {
        if m.kind == Kind::Age {
            age = m.span;
        }
        m.kind != Kind::Duration || !age.contains(m.span)
    });
}

/// Reads what begins here; how many tokens it took.
fn read_at(place: Place, context: &Context, found: &mut Vec<Mention>) -> usize {
    let no_number = name::read(place, context);
    if let (Some(name), Some(TokenKind::Digits)) = (no_number, place.token().map(|t| t.kind)) {
        // "27.11.2025" looks like a version, "28. Mai" like an item of a list.
        let first = found.len();
        let taken = calendar(place, context, found);
        let longer = match name {
            name::NoNumber::Name { to, .. } | name::NoNumber::Row(to) => place.at + taken >= to,
            name::NoNumber::Marker(n) => taken > n,
        };
        if taken > 0 && longer {
            return beside_date(place, taken, first, context, found);
        }
        found.truncate(first);
    }
    match no_number {
        Some(name::NoNumber::Name { from, to, figures }) => {
            found.push(place.mention(Kind::Name, from, to, Reading::Text));
            match figures {
                name::Figures::None => {}
                name::Figures::Groups => nested::bare_figures(place, from, to, found),
                name::Figures::Numbers => nested::numbers(place, from, to, true, context, found),
            }
            return to - place.at;
        }
        Some(name::NoNumber::Row(to)) => {
            nested::bare_figures(place, place.at, to, found);
            return to - place.at;
        }
        Some(name::NoNumber::Marker(n)) => return n,
        None => {}
    }
    let before = found.len();
    let dated = calendar(place, context, found);
    if dated > 0 {
        return beside_date(place, dated, before, context, found);
    }
    if let Some(age) = age::told(place) {
        found.push(age);
    }
    if !may_be_numeric(place) {
        return 0;
    }
    if let Some((rank, taken)) = ordinal::read(place) {
        found.push(rank);
        return taken;
    }
    found.extend(percent::turned(place, context));
    match quantity::read(place, context, found) {
        0 => vague::read(place, context, found),
        n => n,
    }
}

/// Dates, durations and times of day that begin here; how many tokens are spent (none for a duration, whose number is read too).
fn calendar(place: Place, context: &Context, found: &mut Vec<Mention>) -> usize {
    if !place.token().is_some_and(calendar::may_begin) {
        return 0;
    }
    // "3 000 kr/mån."
    let rate =
        || place.back(1).is_some_and(|t| t.glued && t.is_punct('/')) && place.back(2).is_some_and(|t| t.is(Class::Currency));
    // "ett 20-tal" is a number, "20-tal" may be a decade.
    let counted = || {
        place.back(1).is_some_and(|t| t.is(Class::Article)) && place.ahead(1).is_some_and(|t| t.glued && t.is(Class::HedgeOrSo))
    };
    if rate() || counted() {
        return 0;
    }
    let at = place.base + place.at;
    if found.iter().rev().take(6).any(|m| m.kind == Kind::Duration && m.end as usize > at) {
        return 0;
    }
    let first = found.len();
    let before = Tokens(place.tokens.get(..place.at).unwrap_or_default());
    let taken = calendar::read(place.rest(), before, at, context, found);
    // What a stopwatch shows holds no numbers.
    let in_words = || place.tokens[place.at..].iter().take(taken).any(Token::is_word);
    if found.get(first).is_some_and(|m| m.kind == Kind::Duration) && in_words() { 0 } else { taken }
}

/// What else stands where a date was read: a longer quantity instead of a bare year ("2000 over 3"), the figures of a date in figures
/// ("2018-05-17"), the number of a length of time ("in 3 years").
fn beside_date(place: Place, dated: usize, before: usize, context: &Context, found: &mut Vec<Mention>) -> usize {
    let end = (place.at + dated).min(place.tokens.len());
    if dated == 1 {
        let date = found.split_off(before);
        let taken = quantity::read(place, context, found);
        if taken > dated {
            return taken;
        }
        found.truncate(before);
        found.extend(date);
        return dated;
    }
    let spans = found[before..]
        .iter()
        .filter(|m| m.kind == Kind::Date)
        .map(|m| (m.first as usize - place.base, m.end as usize - place.base));
    let in_figures = spans.into_iter().find(|(from, to)| {
        let tokens = place.tokens.get(*from..*to).unwrap_or_default();
        tokens.len() > 2 && tokens[0].kind == TokenKind::Digits && tokens.iter().all(|t| !t.is_word())
    });
    match in_figures {
        Some((from, to)) => nested::bare_figures(place, from, to, found),
        None => nested::numbers(place, place.at, end, false, context, found),
    }
    dated
}
