//! What follows from amounts of one kind: differences, totals, averages, one amount so many times.

use super::operands::{Group, Operand, Operands, numbers, unit};
use super::{cue, percent};
use crate::check::{At, Corpus};
use crate::claim::{Calculation, Claim};
use crate::lexicon::{Units, id_hash};
use crate::value::{Number, Range, Value};

/// So many figures in a row may be added up.
const ROW: usize = 6;
const DAYS_IN_YEAR: i64 = 365;

/// The figure from which one with a word for it follows: "$16 cheaper", "in all 14", "700 a day on average".
pub(super) fn said(corpus: &Corpus, claim: &Claim, range: &Range, says: &[Calculation], from: &Operands) -> Option<At> {
    let own = unit(claim)?;
    let told = |what: Calculation| says.contains(&what);
    from.wide()
        .find_map(|group| {
            let all = numbers(corpus, group);
            None.or_else(|| {
                (told(Calculation::Difference) || told(Calculation::Rest)).then(|| difference(range, own, &all)).flatten()
            })
            .or_else(|| told(Calculation::Total).then(|| total(range, own, &all)).flatten())
            .or_else(|| told(Calculation::Total).then(|| product(corpus, range, own, group)).flatten())
        })
        .or_else(|| {
            // What is shared and among how many stand in one sentence.
            let mut sentences = from.sentences.iter().filter(|_| told(Calculation::Average));
            sentences.find_map(|group| average(range, own, &numbers(corpus, group)))
        })
}

/// The first of two numbers of one unit that lie so far apart; of a share in per cent, one that it makes whole.
fn difference(range: &Range, own: u64, all: &[Operand]) -> Option<At> {
    let apart = |a: &Operand, b: &Operand| a.value.checked_sub(b.value).map(Number::abs).filter(|n| !n.is_zero());
    let hundred = Number::from(100);
    let rest = || all.iter().find(|a| own == percent() && a.unit == own && contains(range, hundred.checked_sub(a.value)));
    two(range, own, all, apart).or_else(|| rest().map(|a| a.at))
}

/// The first of a few numbers of one unit, in a row, that add up to a total; or of any two.
fn total(range: &Range, own: u64, all: &[Operand]) -> Option<At> {
    let parts: Vec<&Operand> = all.iter().filter(|a| scale(own, a.unit).is_some()).collect();
    let row = |n: &usize| {
        let mut sum = parts[*n].value;
        parts[n + 1..].iter().take(ROW - 1).any(|part| {
            let next = sum.checked_add(part.value);
            sum = next.unwrap_or(sum);
            contains(range, next)
        })
    };
    let in_row = (0..parts.len()).find(row).map(|n| parts[n].at);
    in_row.or_else(|| two(range, own, all, |a, b| a.value.checked_add(b.value)))
}

/// Whether some number and another of its unit, or one of `others`, come to what is in a range of the unit `own`, or lie so far apart.
pub(super) fn of_two(range: &Range, own: u64, all: &[Operand], others: &[Operand]) -> bool {
    let mut all = all.to_vec();
    all.extend_from_slice(others);
    let apart = |a: &Operand, b: &Operand| a.value.checked_sub(b.value).map(Number::abs);
    two(range, own, &all, apart).or_else(|| two(range, own, &all, |a, b| a.value.checked_add(b.value))).is_some()
}

/// The first of two numbers of which a calculation gives what is in a range of the unit `own`.
fn two(range: &Range, own: u64, all: &[Operand], result: impl Fn(&Operand, &Operand) -> Option<Number>) -> Option<At> {
    let gives = |a: &Operand, b: &Operand| {
        let amounts = Units::built_in().is_money(own) && a.is_bare_amount() && b.is_bare_amount();
        let scale = scale(own, a.unit).or_else(|| scale(own, b.unit)).or_else(|| amounts.then_some(Number::ONE));
        let scale = scale.filter(|_| a.with(b))?;
        result(a, b)?.checked_div(scale)
    };
    let fits = |(n, a): &(usize, &Operand)| all[n + 1..].iter().any(|b| contains(range, gives(a, b)));
    all.iter().enumerate().find(fits).map(|(_, a)| a.at)
}

/// How large a figure's unit is in that of what it follows from: a cent is a hundredth of a dollar, and a bare number may be money or
/// per cent ("330 million more", "18 points lower"). `None` where the one does not follow from the other.
fn scale(own: u64, from: u64) -> Option<Number> {
    let minor = || Units::built_in().get(own).filter(|unit| unit.part_of.contains(&from)).map(|unit| unit.factor);
    let bare = own == 0 && (Units::built_in().is_money(from) || from == percent());
    let points = own == id_hash("percentage-point") && from == percent();
    if own == from || bare || points { Some(Number::ONE) } else { minor() }
}

/// An amount that a source's sentence gives for each of so many, taken that many times.
pub(super) fn each(corpus: &Corpus, claim: &Claim, range: &Range, from: &Operands) -> Option<At> {
    let own = unit(claim)?;
    let shared = |group: &&Group| group.all.first().is_some_and(|at| cue::shares_out(corpus, *at));
    from.sentences.iter().filter(shared).find_map(|group| product(corpus, range, own, group))
}

/// An amount that comes to this if it is taken as often as a count or a stretch of years says: a price and how many were sold.
fn product(corpus: &Corpus, range: &Range, own: u64, group: &Group) -> Option<At> {
    let all = numbers(corpus, group);
    let counts = || all.iter().filter(|o| o.unit == 0).map(|o| (o.at, o.value)).chain(years(corpus, &group.all));
    let times = |a: &Operand| counts().any(|(at, n)| at != a.at && n > Number::ONE && contains(range, a.value.checked_mul(n)));
    all.iter().find(|a| a.unit == own && own != 0 && times(a)).map(|a| a.at)
}

/// How many years the dates and lengths of time of a group last that last several.
fn years(corpus: &Corpus, group: &[At]) -> impl Iterator<Item = (At, Number)> {
    group.iter().filter_map(|at| {
        let claim = corpus.claim(*at);
        let years = match &claim.value {
            Value::Days(days) => i64::from(days.latest()?.year()) - i64::from(days.earliest()?.year()) + 1,
            Value::Number(range) if claim.attribute == id_hash("duration") => {
                range.middle()?.checked_div(Number::from(DAYS_IN_YEAR))?.round().to_i64()?
            }
            _ => return None,
        };
        Some((*at, Number::from(years)))
    })
}

/// An amount that comes to this if it is shared among so many.
fn average(range: &Range, own: u64, all: &[Operand]) -> Option<At> {
    let shared = |a: &Operand| {
        let count = |b: &&Operand| b.unit == 0 && b.at != a.at && b.value > Number::ONE && b.value < a.value;
        all.iter().filter(count).any(|b| contains(range, a.value.checked_div(b.value)))
    };
    all.iter().find(|a| (a.unit == own || own == 0 && Units::built_in().is_money(a.unit)) && shared(a)).map(|a| a.at)
}

pub(super) fn contains(range: &Range, n: Option<Number>) -> bool {
    n.is_some_and(|n| range.contains(n))
}
