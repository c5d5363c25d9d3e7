//! Numbers with all that stands around them: hedges, ranges, units. One reading gives several mentions, one inside the other: "more than
//! 8,000 kilometres" is a dimension with a range, the number's range, the dimension 8,000 km, and the number 8,000.

use super::digits::Figure;
use super::hedge::{self, Bound};
use super::measured::{Measured, measured};
use super::place::Place;
use super::tokens::Context;
use super::{Amount, Kind, Measure, Mention, Reading, Tokens, ordinal};
use crate::lexicon::Class;
use crate::text::{ClassSet, Token, TokenKind};
use crate::value::{Meet, Number, Range};

/// One or two numbers and the range they make.
struct Phrase {
    start: usize,
    /// Where the range ends, with its unit or without.
    number_end: usize,
    end: usize,
    range: Option<Range>,
    parts: [Option<Measured>; 2],
    measure: Option<Measure>,
}

impl Phrase {
    /// Whether its range begins with its first number and ends with a greater one.
    fn rises(&self) -> bool {
        let low = self.parts[0].map(|p| p.value.value);
        self.range.is_some_and(|r| r.is_exact().is_none() && r.min == low)
    }
}

/// Reads a quantity and all mentions in it: how many tokens it took, 0 for none.
pub(super) fn read(place: Place, context: &Context, found: &mut Vec<Mention>) -> usize {
    let Some(phrase) = phrase(place, context) else { return 0 };
    emit(place, &phrase, found);
    phrase.end - place.at
}

/// ```text
/// phrase = between , operand , and , operand | from , operand , to , operand
///        | [ hedge ] , measured , [ range-mark , measured ] , [ hedge-after ] | hedge , the-rank
/// ```
fn phrase(place: Place, context: &Context) -> Option<Phrase> {
    let first = place.token()?;
    let between = |t: &Token| t.is(Class::And) || t.is(Class::RangeTo) || t.is_punct('–') || t.is_punct('-');
    let span = match first {
        t if t.is(Class::Between) => two(place, context, between),
        t if t.is(Class::RangeFrom) => two(place, context, |t| t.is(Class::RangeTo)),
        _ => None,
    };
    if span.is_some() {
        return span;
    }
    let Some((rest, bound)) = hedge::prefix(place.rest()) else {
        let p = measured(place, context, true)?;
        return Some(followed(place, p, None, context));
    };
    let p = operand(Place { at: place.tokens.len() - rest.0.len(), ..place }, context, true)?;
    let before = Tokens(&place.tokens[..place.at]);
    if is_rank(&p) && matches!(bound, Bound::About | Bound::Nearly | Bound::JustOver | Bound::Exact) {
        return None;
    }
    if is_preposition_of_time(first, &p, place) || hedge::compares(before, bound, Tokens(&place.tokens[p.end..])) {
        return None;
    }
    let phrase = followed(place, p, Some(bound), context);
    Some(both_bounds(place, phrase, context))
}

/// `operand = measured | the-rank` — what a bound stands with: "more than 20", "between the tenth and the twelfth".
fn operand(place: Place, context: &Context, and: bool) -> Option<Measured> {
    let rank = || {
        let (figure, end) = ordinal::the_rank(place)?;
        let (start, measure) = (place.at + 1, Some(Measure { glued: true, ..Measure::of(Kind::Ordinal, 0) }));
        Some(Measured { start, number: (start, end), end, figure, value: figure, measure })
    };
    measured(place, context, and).or_else(rank)
}

fn is_rank(operand: &Measured) -> bool {
    operand.measure.is_some_and(|m| m.kind == Kind::Ordinal)
}

/// "Under 2023", "over the years", "over the second quarter": a preposition before a year, a length of time or a rank bounds nothing,
/// unless an age is meant.
fn is_preposition_of_time(hedge: &Token, p: &Measured, place: Place) -> bool {
    let year = p.figure.value.to_i64().is_some_and(|n| (1000..2200).contains(&n)) && !p.figure.in_words && p.measure.is_none();
    let figure = place.tokens.get(p.number.0).map_or(0, |t| t.text.len());
    let time = p.measure.is_none() && place.tokens.get(p.end).is_some_and(|t| t.is(Class::TimeUnit));
    let twice = place.back(1).is_some_and(|t| t.is(Class::Preposition));
    hedge.is(Class::Preposition) && ((year && figure == 4) || time && !twice || is_rank(p))
}

/// What may follow the first number: a second one, or a hedge.
fn followed(place: Place, first: Measured, bound: Option<Bound>, context: &Context) -> Phrase {
    let single = |end: usize, range: Option<Range>| Phrase {
        start: place.at,
        number_end: end.max(first.number.1),
        end: end.max(first.end),
        range,
        parts: [Some(first), None],
        measure: first.measure.filter(|m| m.kind != Kind::Ordinal),
    };
    if !matches!(bound, Some(Bound::MoreThan | Bound::LessThan | Bound::AtLeast))
        && let Some(second) = second_number(place, &first, context)
    {
        let span = pair(place, first, second);
        // Falling figures are a score or a code.
        if span.rises() {
            return span;
        }
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

/// The second number of a range: "10–15", "20 to 30", "5k-20k", "20~100"; "40 or 50 tonnes", where they are near each other.
///
/// `second = ( dash | "~" | range-to | "or" ) , measured`
fn second_number(place: Place, first: &Measured, context: &Context) -> Option<Measured> {
    let after = Place { at: first.end, ..place };
    let mark = after.token()?;
    let next = after.ahead(1)?;
    let dash = matches!(mark.kind, TokenKind::Punct('-' | '–' | '—' | '~' | '−' | '‑')) && mark.glued == next.glued;
    let or = mark.is(Class::Or);
    if !(dash || or || mark.is(Class::RangeTo)) || !(hedge::is_numeric(next) || next.is_punct('.')) {
        return None;
    }
    let change = |second: &Measured| {
        let told = is_change(Place { at: first.start, ..place }) || is_share(first) && second.measure.is_none();
        !dash && told && far_apart(first, second)
    };
    let second = measured(after.skip(1), context, true).filter(|second| one_unit(first, second) && !change(second))?;
    let timed = |t: &Token| t.is_any(&TIMED);
    // "6.5 or 7 billion"
    let of_both = first.figure.value.checked_mul(factor_of(place, &second));
    let close = [Some(first.figure.value), of_both].into_iter().flatten().any(|one| near(one, second.figure.value));
    // "6 pm" may be so many picometres too.
    let time = || [second.number.1, second.end].into_iter().any(|at| place.tokens.get(at).is_some_and(timed));
    (!or || close && !time()).then_some(second)
}

/// What makes a time of the second of two numbers alone: "5 or 6 pm", "5 or 6 May".
const TIMED: ClassSet = ClassSet::new(&[Class::Month, Class::Meridiem, Class::ClockCloser, Class::Ordinal, Class::Cardinal]);

/// Whether the second of two numbers is the greater one, and at most twice the first: "two or three" may be either, and what lies between.
pub(super) fn near(first: Number, second: Number) -> bool {
    first < second && first.checked_mul(Number::from(2)).is_some_and(|most| second <= most)
}

/// Whether one number is several times the other: "by 4 to 6 per cent" may be a range, "by 26 to 742" is none.
fn far_apart(first: &Measured, second: &Measured) -> bool {
    first.value.value.checked_mul(Number::from(3)).is_none_or(|n| n <= second.value.value)
}

/// Whether a number is how much something changed: "by 26 to 742", "med drygt 26 till 742".
fn is_change(number: Place) -> bool {
    let by = |n: usize| number.back(n).is_some_and(|t| t.is(Class::ChangeBy));
    by(1) || by(2) && number.back(1).is_some_and(hedge::is_hedge)
}

/// "A fall of 4 per cent to 48,200" is a change and its result.
fn is_share(number: &Measured) -> bool {
    number.measure.is_some_and(|m| m.kind == Kind::Percent)
}

/// "By 12 per cent to 4.5 billion kronor" is no range.
fn one_unit(first: &Measured, second: &Measured) -> bool {
    let unit = |m: &Measured| m.measure.map(|m| m.unit);
    unit(first).zip(unit(second)).is_none_or(|(one, other)| one == other)
}

/// What the last multiplier of a number in figures multiplies it by ("3 million", "7.6 billion", "5 MUSD"); 1 where it has none.
fn factor_of(place: Place, number: &Measured) -> Number {
    if let Some(measure) = number.measure.filter(|measure| measure.factor > Number::ONE) {
        return measure.factor;
    }
    let tokens = place.tokens.get(number.number.0..number.number.1).unwrap_or_default();
    let factor = tokens.split_first().and_then(|(_, rest)| rest.last()?.value(Class::Multiplier));
    factor.map_or(if tokens.len() > 1 { number.value.last_digit } else { Number::ONE }, Number::from)
}

/// How many times the first of two numbers with one multiplier may be as great as the second.
const FAR: i64 = 5;

/// Two numbers as the ends of a range. A multiplier that stands with the second alone is that of both: "2 to 3 million", "7.4–7.6
/// billion", "from 512 to 448 million"; not "from 900 to 1.2 million".
fn pair(place: Place, first: Measured, second: Measured) -> Phrase {
    let factor = factor_of(place, &second);
    let bare = first.measure.is_none_or(|m| m.kind == Kind::Currency && m.factor == Number::ONE);
    let elided =
        bare && first.value.value < Number::from(1000) && factor >= Number::from(1000) && factor_of(place, &first) < factor;
    let near = |f: &Figure| second.value.value.checked_mul(Number::from(FAR)).is_some_and(|most| f.value <= most);
    let first = match first.value.times(factor).filter(|f| elided && near(f)) {
        Some(value) => Measured { figure: value, value, ..first },
        None => first,
    };
    let measure = second.measure.or(first.measure).filter(|m| m.kind != Kind::Ordinal);
    Phrase {
        start: place.at,
        number_end: second.number.1,
        end: second.end,
        range: Some(Range::between(first.value.value, second.value.value)),
        parts: [Some(first), Some(second)],
        measure,
    }
}

fn two(place: Place, context: &Context, joins: impl Fn(&Token) -> bool) -> Option<Phrase> {
    let lead = place.skip(1);
    [true, false].into_iter().find_map(|and| {
        let first = operand(lead, context, and)?;
        place.tokens.get(first.end).filter(|t| joins(t))?;
        let second = operand(Place { at: first.end + 1, ..place }, context, true)?;
        one_unit(&first, &second).then(|| pair(place, first, second))
    })
}

/// "More than 20 and less than 35": one range of two bounds.
///
/// `both = phrase , ( "and" | "but" ) , hedge , operand`
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
    let Some(second) = operand(Place { at: place.tokens.len() - rest.0.len(), ..place }, context, true) else { return one };
    let met = range.meet(&hedge::apply(bound, second.value)).filter(Range::is_bounded);
    match met {
        Some(both) if one.parts[1].is_none() => Phrase {
            number_end: second.number.1,
            end: second.end,
            range: Some(both),
            parts: [one.parts[0], Some(second)],
            measure: second.measure.or(one.measure).filter(|m| m.kind != Kind::Ordinal),
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
        let amount = |unit| Amount { range, hedged: true, ..first.value.amount(unit) };
        if let Some(m) = phrase.measure {
            found.push(place.mention(m.kind, phrase.start, phrase.end, Reading::Amount(amount(m.unit))));
        }
        found.push(place.mention(Kind::Number, phrase.start, phrase.number_end, Reading::Amount(amount(0))));
    }
    for part in phrase.parts.iter().flatten() {
        let exact = |figure: Figure, unit| Reading::Amount(Amount { hedged, ..figure.amount(unit) });
        if let Some(m) = part.measure {
            found.push(place.mention(m.kind, part.start, part.end, exact(part.value, m.unit)));
        }
        if !part.measure.is_some_and(|m| m.glued) {
            found.push(place.mention(Kind::Number, part.number.0, part.number.1, exact(part.figure, 0)));
        }
    }
}
