//! Captured things as values: quantities in one unit, with what rounding can hide; days; words.

use super::captures::Captured;
use super::lengths;
use super::scores;
use crate::claim::figures::widened;
use crate::claim::{Analysis, Role};
use crate::grammar::{Amount, Kind, Mention, Reading};
use crate::lexicon::{Class, Units, id_hash};
use crate::pack::pattern::CaptureKind;
use crate::text::{ClassSet, Span, Token, TokenKind};
use crate::value::{Days, Number, Range, Value, rounding};

/// The roles of a match; `None` where its quantities cannot be compared with each other.
pub(super) fn roles(analysis: &Analysis, captured: &[(u64, Captured)]) -> Option<Vec<Role>> {
    let (measures, units) = commensurable(analysis, captured)?;
    let yearless = in_one_year(analysis, captured);
    let mut roles = Vec::with_capacity(captured.len());
    for ((role, captured), measured) in captured.iter().zip(measures) {
        let span = captured.span(analysis);
        let mut add = |role, value| roles.push(Role { role, value, span });
        if let Some(measured) = measured {
            add(*role, Value::Number(measured.range));
            add(joined(*role, ".rounded"), Value::Number(measured.coarse));
            continue;
        }
        match captured {
            Captured::Word { low, high, .. } => {
                add(*role, Value::Number(Range::between(Number::from(*low), Number::from(*high))));
            }
            Captured::Mention { index, as_kind } => {
                let mention = analysis.mentions.get(*index as usize)?;
                if let Reading::List { items, .. } = &mention.reading {
                    for item in items {
                        let text = item.span.of(&analysis.document.text).to_owned();
                        roles.push(Role { role: *role, value: Value::Text(text), span: item.span });
                    }
                    continue;
                }
                let of_a_year = || days_of_a_year(mention).filter(|_| yearless);
                let of_ends = || {
                    let (first, last) = ends(analysis, *index as usize, yearless).filter(|_| yearless)?;
                    Some(Days::between(first.earliest()?, last.latest()?))
                };
                let known = value(mention, *as_kind, analysis);
                add(*role, known.or_else(|| of_a_year().or_else(of_ends).map(Value::Days))?);
                if let Some(coarse) = lengths::rounded(analysis, mention) {
                    add(joined(*role, ".rounded"), Value::Number(coarse));
                }
                if let (Kind::DateRange, Some((start, end))) = (mention.kind, ends(analysis, *index as usize, yearless)) {
                    add(joined(*role, ".start"), Value::Days(start));
                    add(joined(*role, ".end"), Value::Days(end));
                }
            }
            Captured::Tokens { first, as_kind: CaptureKind::Score, .. } => {
                let (one, other) = scores::at(analysis.tokens.get(*first as usize..)?)?;
                add(*role, Value::Text(span.of(&analysis.document.text).to_owned()));
                add(joined(*role, ".first"), Value::Number(Range::exact(one)));
                add(joined(*role, ".second"), Value::Number(Range::exact(other)));
            }
            Captured::Tokens { .. } | Captured::Entity { .. } => {
                add(*role, Value::Text(span.of(&analysis.document.text).to_owned()));
            }
        }
    }
    if let Some(span) = roles.first().map(|r| r.span).filter(|_| units > 0) {
        let units = i64::try_from(units).unwrap_or(i64::MAX);
        roles.push(Role { role: UNITS, value: Value::Number(Range::exact(Number::from(units))), span });
    }
    // All quantities are given in the unit of the last one.
    if let Some(span) = captured.iter().rev().find_map(|(_, c)| unit_words(analysis, c)).filter(|_| units > 1) {
        roles.push(Role { role: UNIT, value: Value::Text(span.of(&analysis.document.text).to_owned()), span });
    }
    Some(roles)
}

/// The role that says how many different units the quantities are written in.
const UNITS: u64 = id_hash("units");

/// The role that holds the words of the unit in which the quantities are given.
const UNIT: u64 = id_hash("unit");

/// The words of a quantity's unit.
fn unit_words(analysis: &Analysis, captured: &Captured) -> Option<Span> {
    let Captured::Mention { index, as_kind } = captured else { return None };
    let mention = analysis.mentions.get(*index as usize).filter(|_| as_kind.is_quantity())?;
    let tokens = analysis.tokens.get(mention.first as usize..mention.end as usize)?;
    let words = &tokens[tokens.iter().position(|t| t.is_any(&OF_UNITS))?..];
    let end = words.iter().position(|t| t.kind == TokenKind::Digits || t.is(Class::Cardinal)).unwrap_or(words.len());
    Some(words.first()?.span.to(words.get(end.checked_sub(1)?)?.span))
}

/// What the words of a unit begin with.
const OF_UNITS: ClassSet = ClassSet::new(&[Class::Unit, Class::Degree, Class::Square, Class::Cubic]);

/// The hash of a role's name with something added: FNV goes on where it stopped.
fn joined(role: u64, more: &str) -> u64 {
    more.bytes().fold(role, crate::lexicon::hash_byte)
}

/// The first and the last date of a stretch, as exactly as they are written: years, months or days.
fn ends(analysis: &Analysis, range: usize, yearless: bool) -> Option<(Days, Days)> {
    let whole = analysis.mentions.get(range)?;
    let inside = analysis.mentions[range + 1..].iter().take_while(|m| m.first < whole.end);
    let dated = |m: &Mention| days(m).or_else(|| days_of_a_year(m).filter(|_| yearless));
    let mut dates = inside.filter(|m| matches!(m.kind, Kind::Date) && m.end <= whole.end).filter_map(dated);
    if let (Some(first), Some(last)) = (dates.next(), dates.last()) {
        return Some((first, last));
    }
    let all = days(whole)?;
    let (first, last) = (all.earliest()?, all.latest()?);
    let to_the_end = last.tomorrow().ok()?;
    Some(match ((first.month(), first.day()), (to_the_end.month(), to_the_end.day())) {
        ((1, 1), (1, 1)) if first.year() < last.year() => (Days::year(first.year())?, Days::year(last.year())?),
        ((_, 1), (_, 1)) if (first.year(), first.month()) < (last.year(), last.month()) => {
            (Days::month(first.year(), first.month())?, Days::month(last.year(), last.month())?)
        }
        ((_, 1), (_, 1)) => return None,
        _ => (Days::on(first), Days::on(last)),
    })
}

/// A year for days that name none: how far they lie apart is the same in all years, but for the 29th of February.
const ANY_YEAR: i16 = 2001;

/// A day of a month, in some year.
fn days_of_a_year(mention: &Mention) -> Option<Days> {
    let Reading::Days { days, written, .. } = &mention.reading else { return None };
    let days = days.as_ref().unwrap_or(written);
    let day = jiff::civil::Date::new(ANY_YEAR, days.month_number()?, days.day_number()?).ok()?;
    (!days.is_anchored()).then(|| Days::on(day))
}

/// A length of time below this, in days, lies within one year.
const SHORT: i64 = 300;

/// Whether a length of less than a year is said of dates of which none names a year, and each comes after the one before: "two weeks, from
/// 2 March to 16 March". Ages and jubilees are no such lengths.
fn in_one_year(analysis: &Analysis, captured: &[(u64, Captured)]) -> bool {
    let of = |index: u32| analysis.mentions.get(index as usize);
    let short = |c: &Captured| match c {
        Captured::Mention { index, as_kind: CaptureKind::Duration } => {
            let most = of(*index).and_then(lengths::written).and_then(|length| length.max);
            most.is_some_and(|most| most < Number::from(SHORT))
        }
        _ => false,
    };
    let of_a_year = |c: &Captured| matches!(c, Captured::Mention { as_kind: CaptureKind::Year, .. });
    if !captured.iter().any(|(_, c)| short(c)) || captured.iter().any(|(_, c)| of_a_year(c)) {
        return false;
    }
    let mentions = captured.iter().filter_map(|(_, c)| match c {
        Captured::Mention { index, .. } => analysis.mentions.get(*index as usize),
        _ => None,
    });
    let mut days: Option<Vec<Days>> = Some(Vec::new());
    for mention in mentions.filter(|m| matches!(m.kind, Kind::Date | Kind::DateRange)) {
        let tokens = mention.first as usize..mention.end as usize;
        let inside = analysis.mentions_in(&tokens).filter(|m| m.kind == Kind::Date && m.end <= mention.end);
        for date in inside {
            days = days.zip(days_of_a_year(date)).map(|(mut all, day)| {
                all.push(day);
                all
            });
        }
    }
    days.is_some_and(|days| days.windows(2).all(|pair| pair[0].earliest() <= pair[1].earliest()))
}

fn days(mention: &Mention) -> Option<Days> {
    match &mention.reading {
        Reading::Days { days, written, relative, .. } => (*days).or((!relative).then_some(*written)).filter(Days::is_anchored),
        _ => None,
    }
}

fn value(mention: &Mention, as_kind: CaptureKind, analysis: &Analysis) -> Option<Value<crate::entity::EntityId>> {
    Some(match &mention.reading {
        Reading::Amount(amount) if as_kind == CaptureKind::Year => {
            Value::Days(Days::year(i16::try_from(amount.figure.to_i64()?).ok()?)?)
        }
        Reading::Amount(amount) => Value::Number(match mention.kind {
            Kind::Percent => share(amount),
            Kind::Age | Kind::Ordinal => amount.range,
            _ => rounded(amount),
        }),
        Reading::Time(minutes) => Value::Number(Range::exact(Number::from(i64::from(*minutes)))),
        Reading::Period(_) => Value::Number(lengths::written(mention)?),
        Reading::Days { length, .. } if as_kind == CaptureKind::Ago => Value::Number((*length)?),
        Reading::Days { .. } => Value::Days(days(mention)?),
        Reading::List { .. } | Reading::Text => Value::Text(mention.span.of(&analysis.document.text).to_owned()),
    })
}

/// A quantity, as printed and as coarsely as it can have been rounded.
#[derive(Debug, Clone, Copy)]
struct Measured {
    range: Range,
    coarse: Range,
}

/// What rounding can hide at most: half of the last digit that is no zero, and no more than a tenth of it all.
fn coarse(amount: &Amount) -> Range {
    let Some(figure) = amount.figure.to_i64().filter(|n| *n != 0 && amount.last_digit <= Number::ONE) else {
        return rounding(amount.figure, amount.last_digit);
    };
    let (by_zeros, fifth) = (Number::pow10(zeros(figure)), Number::new(i128::from(figure.abs()), 5));
    // Degrees below a hundred are rounded to fives at most: a fever of 40 °C is not one of 36.
    let degrees = figure.abs() < 100 && Units::built_in().get(amount.unit).is_some_and(|u| u.dimension == "temperature");
    let most = if degrees { Some(Number::from(5)) } else { fifth };
    let digit = by_zeros.zip(most).map_or(Number::ONE, |(zeros, most)| zeros.min(most.max(Number::ONE)));
    rounding(amount.figure, digit)
}

/// The zeros that a whole number ends with.
fn zeros(figure: i64) -> i32 {
    (1..16).take_while(|n| figure.unsigned_abs().is_multiple_of(10_u64.pow(*n))).last().map_or(0, u32::cast_signed)
}

/// What a quantity is a quantity of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dimension {
    /// A bare number: whatever the others are.
    Bare,
    /// Of this hash.
    Of(u64),
}

/// The captured quantities in one unit; `None` for what is no quantity, or is one by itself (a share of a whole, an age).
fn commensurable(analysis: &Analysis, captured: &[(u64, Captured)]) -> Option<(Vec<Option<Measured>>, usize)> {
    let quantity = |c: &Captured| match c {
        Captured::Mention { index, as_kind } => {
            let group = as_kind.is_quantity();
            analysis.mentions.get(*index as usize).filter(|_| group)
        }
        _ => None,
    };
    let group: Vec<Option<&Mention>> = captured.iter().map(|(_, c)| quantity(c)).collect();
    let (mut common, mut unit) = (Dimension::Bare, 0);
    for mention in group.iter().flatten() {
        let (of, written) = dimension_of(mention);
        match (common, of) {
            (_, Dimension::Bare) => {}
            (Dimension::Bare, known) => (common, unit) = (known, written),
            // All are given in the unit of the last one.
            (known, other) if known == other => unit = written,
            _ => return None,
        }
    }
    let mut units: Vec<u64> = group.iter().flatten().map(|m| dimension_of(m).1).filter(|u| *u != 0).collect();
    units.sort_unstable();
    units.dedup();
    let mut ranges = Vec::with_capacity(captured.len());
    for (nth, mention) in group.iter().enumerate() {
        let Some(mention) = mention else {
            ranges.push(None);
            continue;
        };
        let range = match &mention.reading {
            Reading::Amount(amount) => {
                // "More than 40 m (130 ft)": what is converted is the figure, not its bound.
                let converts = units.len() > 1 && group.iter().flatten().count() == 2 && !amount.range.is_bounded();
                let bare = Amount { range: Range::exact(amount.figure), hedged: false, ..*amount };
                let amount = if converts { &bare } else { amount };
                let written = if amount.unit == 0 { unit } else { amount.unit };
                let range = if mention.kind == Kind::Percent { share(amount) } else { rounded(amount) };
                let next = group[nth + 1..].iter().flatten().next();
                let range = next.map_or(range, |next| shared_multiplier(analysis, (mention, amount), range, next));
                let last = group[..nth].iter().flatten().next_back();
                let factor = last.and_then(|last| multiplier_before(analysis, last, (mention, amount)));
                let range = factor.map_or(range, |factor| range.scale(factor));
                let coarse = factor.map_or_else(|| coarse(amount), |factor| coarse(amount).scale(factor));
                let coarse = converted(range.hull(&coarse), written, unit)?;
                Measured { range: converted(range, written, unit)?, coarse }
            }
            Reading::Period(_) => {
                let range = lengths::written(mention)?;
                Measured { range, coarse: range }
            }
            _ => return None,
        };
        ranges.push(Some(range));
    }
    Some((ranges, units.len()))
}

/// The dimension of a quantity, and its unit.
fn dimension_of(mention: &Mention) -> (Dimension, u64) {
    let unit = if let Reading::Amount(amount) = &mention.reading { amount.unit } else { 0 };
    let of = match mention.kind {
        Kind::Number => return (Dimension::Bare, 0),
        Kind::Percent => id_hash("percent") ^ unit,
        Kind::Duration => id_hash("duration"),
        // Bare degrees are of no scale that is known.
        Kind::Temperature if unit == 0 => id_hash("degrees"),
        Kind::Age => id_hash("age") ^ unit,
        _ => dimension(unit),
    };
    (Dimension::Of(of), unit)
}

/// Whether a captured quantity is of this dimension or unit.
pub(super) fn is_of(analysis: &Analysis, captured: &Captured, only: u64) -> bool {
    let Captured::Mention { index, .. } = captured else { return false };
    match analysis.mentions.get(*index as usize).map(|m| &m.reading) {
        Some(Reading::Amount(amount)) => amount.unit == only || dimension(amount.unit) == only,
        _ => false,
    }
}

/// The dimension of a unit. Currencies are dimensions of their own, of which cents and ören are parts.
fn dimension(unit: u64) -> u64 {
    let Some(known) = Units::built_in().get(unit) else { return unit };
    match (known.dimension.as_str(), known.part_of.first()) {
        ("money", None) => unit,
        ("money", Some(whole)) => *whole,
        (name, _) => id_hash(name),
    }
}

/// A range of one unit in another of the same dimension.
fn converted(range: Range, from: u64, to: u64) -> Option<Range> {
    let (Some(a), Some(b)) = (Units::built_in().get(from), Units::built_in().get(to)) else { return Some(range) };
    if from == to {
        return Some(range);
    }
    let shift = a.offset.checked_sub(b.offset)?.checked_div(b.factor)?;
    Some(range.scale(a.factor.checked_div(b.factor)?).add(&Range::exact(shift)))
}

/// "From 3.5 to 2.8 million": the multiplier may belong to both. Where the figures are near to each other it does; else both
/// readings are kept.
fn shared_multiplier(analysis: &Analysis, one: (&Mention, &Amount), range: Range, next: &Mention) -> Range {
    let (mention, amount) = one;
    let Reading::Amount(other) = &next.reading else { return range };
    let close = (next.first as usize).saturating_sub(mention.end as usize) <= 4;
    if !close || mention.kind != next.kind && mention.kind != Kind::Number {
        return range;
    }
    let (Some(factor), None) = (multiplier(analysis, next), multiplier(analysis, mention)) else { return range };
    if amount.figure >= Number::from(1000) {
        return range;
    }
    let scaled = range.scale(factor);
    let near = || {
        let (a, b) = (amount.figure.checked_mul(factor)?, other.figure);
        Some(a <= b.checked_mul(Number::from(5))? && b <= a.checked_mul(Number::from(5))?)
    };
    if near().unwrap_or(false) { scaled } else { range.hull(&scaled) }
}

/// "130 million (100)": what the figure before multiplies by, for a bare one in brackets behind it, where that brings the two near to
/// each other.
fn multiplier_before(analysis: &Analysis, last: &Mention, (mention, amount): (&Mention, &Amount)) -> Option<Number> {
    let opens = analysis.tokens.get((mention.first as usize).checked_sub(1)?)?.is_punct('(');
    let Reading::Amount(before) = &last.reading else { return None };
    if !opens || mention.kind != Kind::Number || multiplier(analysis, mention).is_some() {
        return None;
    }
    // The multiplier may be a part of the unit ("Mkr"): the digits alone are a number inside.
    let here = analysis.mentions.partition_point(|m| m.first < last.first);
    let there = analysis.mentions[here..].iter().take_while(|m| m.first == last.first);
    let digits = there.filter(|m| m.kind == Kind::Number).min_by_key(|m| m.end)?;
    let Reading::Amount(written) = &digits.reading else { return None };
    let within = before.figure.checked_div(written.figure).filter(|f| *f >= Number::from(1000));
    let factor = within.or_else(|| multiplier(analysis, last))?;
    let scaled = amount.figure.checked_mul(factor)?;
    let five = Number::from(5);
    (scaled <= before.figure.checked_mul(five)? && before.figure <= scaled.checked_mul(five)?).then_some(factor)
}

/// What the words of a figure multiply it by ("million", "bn").
fn multiplier(analysis: &Analysis, mention: &Mention) -> Option<Number> {
    let tokens = analysis.tokens.get(mention.first as usize..mention.end as usize)?;
    // The "m" of "3.8 m" is metres where it makes a length.
    let suffix = |t: &Token| t.value(Class::NumberSuffix).filter(|_| mention.kind != Kind::Dimension);
    let value = |t: &Token| t.value(Class::Multiplier).or_else(|| suffix(t));
    tokens.iter().filter_map(value).find(|v| *v >= 1000).map(Number::from)
}

/// The range of a figure with what rounding can hide; figures that end with three zeros may have been rounded too, though no
/// further than a fortieth.
fn rounded(amount: &Amount) -> Range {
    let (Some(exact), false) = (amount.range.is_exact(), amount.in_words) else {
        return widened(amount);
    };
    let plain = Amount { hedged: false, ..*amount };
    let printed = widened(&plain);
    let Some(figure) = exact.to_i64().filter(|n| *n != 0) else { return printed };
    let zeros = zeros(figure);
    if zeros < 3 || printed.is_exact().is_none() {
        return printed;
    }
    let by_zeros = Number::pow10(zeros).unwrap_or(Number::ONE);
    let fortieth = exact.abs().checked_div(Number::from(20)).unwrap_or(by_zeros);
    printed.hull(&rounding(exact, by_zeros.min(fortieth)))
}

/// A share as printed: "40 percent" is 39.5 to 40.5.
fn share(amount: &Amount) -> Range {
    let digit = if amount.last_digit.is_zero() { Number::ONE } else { amount.last_digit.min(Number::ONE) };
    amount.range.hull(&rounding(amount.figure, digit))
}
