//! Numbers with all that stands around them: hedges, ranges, units. One reading gives several mentions, one inside the other: "more than
//! 8,000 kilometres" is a dimension with a range, the number's range, the dimension 8,000 km, and the number 8,000.

use super::cardinal::Manner;
use super::digits::{Figure, chain, suffix};
use super::hedge::{self, Bound};
use super::name;
use super::number::number;
use super::place::Place;
use super::tokens::Context;
use super::{Amount, Kind, Measure, Mention, Reading, Tokens};
use super::{age, currency, dimension, percent, temperature};
use crate::lexicon::{Class, id_hash};
use crate::text::{Token, TokenKind};
use crate::value::{Meet, Number, Range};

/// A number with its unit; tokens are counted in the sentence.
#[derive(Debug, Clone, Copy)]
struct Part {
    start: usize,
    number: (usize, usize),
    end: usize,
    figure: Figure,
    /// The figure in the unit written ("3 dollars 50" is 3.5).
    value: Figure,
    measure: Option<Measure>,
}

/// One or two numbers and the range they make.
struct Phrase {
    start: usize,
    /// Where the range ends, with its unit or without.
    number_end: usize,
    end: usize,
    range: Option<Range>,
    parts: [Option<Part>; 2],
    measure: Option<Measure>,
}

/// Reads a quantity and all mentions in it: how many tokens it took, 0 for none.
pub(super) fn read(place: Place, context: &Context, found: &mut Vec<Mention>) -> usize {
    let Some(phrase) = phrase(place, context) else { return 0 };
    emit(place, &phrase, found);
    phrase.end - place.at
}

/// ```text
/// phrase = between , part , and , part | from , part , to , part | [ hedge ] , part , [ range-mark , part ] , [ hedge-after ]
/// ```
fn phrase(place: Place, context: &Context) -> Option<Phrase> {
    let first = place.token()?;
    if first.is(Class::Between)
        && let Some(p) = between(place, context)
    {
        return Some(p);
    }
    if first.is(Class::RangeFrom)
        && let Some(p) = from_to(place, context)
    {
        return Some(p);
    }
    let Some((rest, bound)) = hedge::prefix(place.rest()) else {
        let p = part(place, context, true)?;
        return Some(followed(place, p, None, context));
    };
    let number_at = place.tokens.len() - rest.0.len();
    let p = part(Place { at: number_at, ..place }, context, true)?;
    if is_preposition_of_time(first, &p, place) {
        return None;
    }
    let phrase = followed(place, p, Some(bound), context);
    Some(both_bounds(place, phrase, context))
}

/// "Under 2023", "over the years": a preposition before a year or a length of time bounds nothing, unless an age is meant.
fn is_preposition_of_time(hedge: &Token, p: &Part, place: Place) -> bool {
    let year = p.figure.value.to_i64().is_some_and(|n| (1000..2200).contains(&n)) && !p.figure.in_words && p.measure.is_none();
    let figure = place.tokens.get(p.number.0).map_or(0, |t| t.text.len());
    let time = p.measure.is_none() && place.tokens.get(p.end).is_some_and(|t| t.is(Class::TimeUnit));
    let twice = place.back(1).is_some_and(|t| t.is(Class::Preposition));
    hedge.is(Class::Preposition) && ((year && figure == 4) || time && !twice)
}

/// A number with its sign, its unit before or after it, and what belongs to it.
///
/// `part = [ currency-before | aged ] , number , [ money-suffix ] , [ unit ]`
fn part(place: Place, context: &Context, and: bool) -> Option<Part> {
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
    if !plausible(place, number, rest, lead.is_some()) {
        return None;
    }
    let mut value = figure;
    let mut measure = lead;
    if lead.is_none()
        && let Some((after, m)) = unit_after(rest, place, number.0, figure)
    {
        (rest, measure) = (after, Some(m));
        value = value.times(m.factor).unwrap_or(value);
        let extra = match m.kind {
            Kind::Currency => currency::cents(rest, m.unit, manner).ok(),
            Kind::Dimension => dimension::then(rest, m.unit, manner).ok(),
            _ => None,
        };
        if let Some((after, more)) = extra.filter(|_| value.value.is_integer())
            && let Some(sum) = value.value.checked_add(more)
        {
            rest = after;
            value.value = sum;
        }
    }
    Some(Part { start: place.at, number, end: at(rest), figure, value, measure })
}

/// Whether what follows shows that "1.2m" counts things: money or a counted noun.
fn counts(rest: Tokens) -> bool {
    rest.0.first().is_some_and(|t| {
        !t.glued
            && [Class::Concept, Class::Member, Class::Statehood, Class::Currency, Class::Office, Class::Event]
                .iter()
                .any(|c| t.is(*c))
    })
}

/// The unit after a number.
fn unit_after<'a>(rest: Tokens<'a>, place: Place, number_at: usize, figure: Figure) -> Option<(Tokens<'a>, Measure)> {
    // "3-inch", "12-cent", "28 - year - old"
    if rest.0.first().is_some_and(|t| t.is(Class::Score) && t.is(Class::Currency)) && figure.value < Number::from(1000) {
        return None;
    }
    let joined = match rest.0 {
        [h, next, ..] if h.is_punct('-') && (h.glued == next.glued) && next.is_word() => Tokens(&rest.0[1..]),
        _ => rest,
    };
    let before = &place.tokens[..number_at];
    percent::tail(joined)
        .or_else(|_| currency::after(joined))
        .or_else(|_| age::tail(joined))
        .or_else(|_| dimension::tail(joined, figure.in_words))
        .or_else(|_| temperature::tail(joined, before))
        .ok()
}

/// Whether a number is meant at all: not the pronoun "one", not a list marker or footnote, not half of a name.
fn plausible(place: Place, number: (usize, usize), rest: Tokens, money: bool) -> bool {
    let Some(first) = place.tokens.get(number.0) else { return false };
    let next = rest.0.first();
    let before = number.0.checked_sub(1).and_then(|i| place.tokens.get(i));
    if number.1 == number.0 + 1 && age::tail(rest).is_err() {
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
            t.glued && t.is_word() && !is_known_ending(t) && t.fused.is_none() && !t.text.starts_with(['\'', '’'])
        });
    money || !coded
}

fn is_known_ending(t: &Token) -> bool {
    [
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
    ]
    .iter()
    .any(|c| t.is(*c))
}

/// What may follow the first number: a second one, or a hedge.
fn followed(place: Place, first: Part, bound: Option<Bound>, context: &Context) -> Phrase {
    let single = |end: usize, range: Option<Range>| Phrase {
        start: place.at,
        number_end: end.max(first.number.1),
        end: end.max(first.end),
        range,
        parts: [Some(first), None],
        measure: first.measure,
    };
    if !matches!(bound, Some(Bound::MoreThan | Bound::LessThan | Bound::AtLeast))
        && let Some(second) = second_number(place, &first, context)
        && let Some(range) = rising(&first, &second, bound)
    {
        let measure = second.measure.or(first.measure);
        return Phrase {
            start: place.at,
            number_end: second.number.1,
            end: second.end,
            range: Some(range),
            parts: [Some(first), Some(second)],
            measure,
        };
    }
    let after_number = Tokens(place.tokens.get(first.number.1..).unwrap_or_default());
    let after_unit = Tokens(place.tokens.get(first.end..).unwrap_or_default());
    if let Some((rest, after)) = hedge::suffix(after_number) {
        // "30-plus years": the unit follows the hedge.
        let end = place.tokens.len() - rest.0.len();
        return single(end, Some(hedge::apply(after, first.value)));
    }
    if let Some((rest, after)) = hedge::suffix(after_unit).filter(|_| first.end > first.number.1) {
        let end = place.tokens.len() - rest.0.len();
        return Phrase { number_end: first.number.1, ..single(end, Some(hedge::apply(after, first.value))) };
    }
    let range = bound.filter(|b| *b != Bound::Exact).map(|b| hedge::apply(b, first.value));
    Phrase { start: place.at, number_end: first.number.1, ..single(first.end, range) }
}

/// The second number of a range: "10–15", "20 to 30", "5k-20k", "20~100".
///
/// `second = ( dash | "~" | range-to ) , part`
fn second_number(place: Place, first: &Part, context: &Context) -> Option<Part> {
    let after = Place { at: first.end, ..place };
    let mark = after.token()?;
    let next = after.ahead(1)?;
    let dash = matches!(mark.kind, TokenKind::Punct('-' | '–' | '—' | '~' | '−' | '‑')) && mark.glued == next.glued;
    if !(dash || mark.is(Class::RangeTo)) || !(hedge::is_numeric(next) || next.is_punct('.')) {
        return None;
    }
    part(after.skip(1), context, true)
}

/// The range of two numbers; `None` where the second is not the greater one (a score, a code), or a leading zero shows that they
/// are no numbers.
fn rising(first: &Part, second: &Part, bound: Option<Bound>) -> Option<Range> {
    let (mut low, high) = (first.value.value, second.value.value);
    // "2 to 3 million": the multiplier belongs to both.
    let factor = second.value.last_digit;
    if factor >= Number::from(1000)
        && low < Number::from(1000)
        && first.measure.is_none()
        && second.number.1 - second.number.0 > 1
    {
        low = low.checked_mul(factor)?;
    }
    let _ = bound;
    (low < high).then(|| Range::between(low, high))
}

/// `between = between , part , "and" , part`
fn between(place: Place, context: &Context) -> Option<Phrase> {
    two(place, context, |t| t.is(Class::And) || t.is(Class::RangeTo) || t.is_punct('–') || t.is_punct('-'))
}

/// `from = from , part , to , part`
fn from_to(place: Place, context: &Context) -> Option<Phrase> {
    two(place, context, |t| t.is(Class::RangeTo))
}

fn two(place: Place, context: &Context, joins: impl Fn(&Token) -> bool) -> Option<Phrase> {
    let lead = place.skip(1);
    [true, false].into_iter().find_map(|and| {
        let first = part(lead, context, and)?;
        let mark = place.tokens.get(first.end).filter(|t| joins(t))?;
        let _ = mark;
        let second = part(Place { at: first.end + 1, ..place }, context, true)?;
        let one_kind = first.measure.is_none()
            || second.measure.is_none()
            || first.measure.map(|m| m.unit) == second.measure.map(|m| m.unit);
        if !one_kind {
            return None;
        }
        Some(Phrase {
            start: place.at,
            number_end: second.number.1,
            end: second.end,
            range: Some(Range::between(first.value.value, second.value.value)),
            parts: [Some(first), Some(second)],
            measure: second.measure.or(first.measure),
        })
    })
}

/// "More than 20 and less than 35": one range of two bounds.
///
/// `both = phrase , ( "and" | "but" ) , hedge , part`
fn both_bounds(place: Place, one: Phrase, context: &Context) -> Phrase {
    let Some(range) = one.range.filter(|r| !r.is_bounded()) else { return one };
    let join = Place { at: one.end, ..place };
    let Some(t) = join.token() else { return one };
    let hedged = match join.ahead(1) {
        // "and below" is one entry.
        _ if t.is(Class::HedgeOrMore) || t.is(Class::HedgeOrLess) => join.rest(),
        Some(_) if t.is(Class::And) || t.is(Class::Subordinator) => join.skip(1).rest(),
        _ => return one,
    };
    let Some((rest, bound)) = hedge::prefix(hedged) else { return one };
    let Some(second) = part(Place { at: place.tokens.len() - rest.0.len(), ..place }, context, true) else { return one };
    let met = range.meet(&hedge::apply(bound, second.value)).filter(Range::is_bounded);
    match met {
        Some(both) if one.parts[1].is_none() => Phrase {
            number_end: second.number.1,
            end: second.end,
            range: Some(both),
            parts: [one.parts[0], Some(second)],
            measure: second.measure.or(one.measure),
            ..one
        },
        _ => one,
    }
}

/// The mentions of a phrase, the longest first.
fn emit(place: Place, phrase: &Phrase, found: &mut Vec<Mention>) {
    let lead = phrase.parts[0];
    let hedged = phrase.range.is_some();
    if let (Some(range), Some(first)) = (phrase.range, lead) {
        let amount = |unit| Amount {
            range,
            figure: first.value.value,
            last_digit: first.value.last_digit,
            hedged: true,
            in_words: first.figure.in_words,
            unit,
        };
        if let Some(m) = phrase.measure {
            found.push(place.mention(m.kind, phrase.start, phrase.end, Reading::Amount(amount(m.unit))));
        }
        found.push(place.mention(Kind::Number, phrase.start, phrase.number_end, Reading::Amount(amount(0))));
    }
    for part in phrase.parts.iter().flatten() {
        let exact = |figure: Figure, unit| {
            Reading::Amount(Amount {
                range: Range::exact(figure.value),
                figure: figure.value,
                last_digit: figure.last_digit,
                hedged,
                in_words: figure.in_words,
                unit,
            })
        };
        if let Some(m) = part.measure {
            found.push(place.mention(m.kind, part.start, part.end, exact(part.value, m.unit)));
        }
        if !part.measure.is_some_and(|m| m.glued) {
            found.push(place.mention(Kind::Number, part.number.0, part.number.1, exact(part.figure, 0)));
        }
    }
}

/// An age in apposition ("Anna Berg, 47, says"): the token is the number.
pub(super) fn age_in_apposition(place: Place) -> Option<Mention> {
    let t = place.token()?;
    if !age::in_apposition(&place.tokens[..place.at], t, place.ahead(1)) {
        return None;
    }
    let value = Number::from(t.text.parse::<i64>().ok()?);
    let amount = Amount {
        range: Range::exact(value),
        figure: value,
        last_digit: Number::ZERO,
        hedged: false,
        in_words: false,
        unit: id_hash("year"),
    };
    Some(place.mention(Kind::Age, place.at, place.at + 1, Reading::Amount(amount)))
}

/// The numbers in `from..to` that count units of time ("in 3 years"), or all of them.
pub(super) fn inner_numbers(place: Place, from: usize, to: usize, all: bool, context: &Context, found: &mut Vec<Mention>) {
    let manner = Manner { style: &context.lexicon.numbers, and: true };
    let mut at = from;
    while at < to.min(place.tokens.len()) {
        let token = &place.tokens[at];
        let numeric = token.kind == TokenKind::Digits || token.is(Class::Cardinal) && !token.is(Class::Article);
        let here = Tokens(&place.tokens[at..]);
        if all && let Some((n, _)) = chain(here.0, manner.style) {
            super::bare_figures(place, at, at + n, found);
            at += n;
            continue;
        }
        let read = if numeric { number(here, manner).ok() } else { None };
        let Some((rest, f)) = read else {
            at += 1;
            continue;
        };
        let end = place.tokens.len() - rest.0.len();
        if end <= to && (all || rest.0.first().is_some_and(|t| t.is(Class::TimeUnit))) {
            let amount = Amount { in_words: f.in_words, last_digit: f.last_digit, ..Amount::exact(f.value) };
            found.push(place.mention(Kind::Number, at, end, Reading::Amount(amount)));
        }
        at = end.max(at + 1);
    }
}

/// An open or vague number: "hundreds", "a few", "ett par"; an age in one word ("femårig").
pub(super) fn vague(place: Place, found: &mut Vec<Mention>) -> usize {
    let Some(t) = place.token() else { return 0 };
    if let Some(s) = t.fused.filter(|s| s.class == Class::AgeSuffix && s.value > 0) {
        let amount = Amount { in_words: true, unit: id_hash("year"), ..Amount::exact(Number::from(s.value)) };
        found.push(place.mention(Kind::Age, place.at, place.at + 1, Reading::Amount(amount)));
        return 1;
    }
    let after_number = place.back(1).is_some_and(|b| hedge::is_numeric(b) || b.is(Class::DefiniteArticle));
    let (range, figure) = if let Some(s) = t.sense(Class::IndefinitePlural).filter(|_| !after_number) {
        (Range::at_least(Number::from(s.value)), None)
    } else if let Some(s) = t.sense(Class::VagueNumber) {
        let n = Number::from(s.value);
        // "A couple" may be three, "a few" nearly ten.
        let most = if s.value <= 2 { Number::from(3) } else { Number::from(10) };
        (Range::between(Number::from(2), most), Some(n))
    } else if let Some(s) = t.fused.filter(|s| s.class == Class::HedgeOrSo && s.value > 0) {
        let n = Number::from(s.value);
        (hedge::apply(Bound::About, Figure { value: n, last_digit: Number::ZERO, in_words: true }), Some(n))
    } else {
        return 0;
    };
    let amount = Amount {
        range,
        figure: figure.or(range.min).unwrap_or(Number::ZERO),
        last_digit: Number::ZERO,
        hedged: true,
        in_words: true,
        unit: 0,
    };
    found.push(place.mention(Kind::Number, place.at, place.at + 1, Reading::Amount(amount)));
    if let Some(n) = figure {
        let bare = Amount { range: Range::exact(n), ..amount };
        found.push(place.mention(Kind::Number, place.at, place.at + 1, Reading::Amount(bare)));
    }
    1
}
