//! Shares and ratios: what per cent one figure is of another, by how much it changed, how many times as large it is; fractions
//! and "nine in ten" are shares too.

use super::operands::{Group, Operand, numbers};
use super::percent;
use crate::check::{At, Corpus};
use crate::claim::{Calculation, Claim, ClaimKind, Form};
use crate::value::{Number, Range, Value, rounding};

/// "One of three" stands for a third only by chance: one of the numbers must be as large as this.
const LARGE: i64 = 20;
const HUNDRED: i64 = 100;
/// "150 times as large" is a ratio; "played 2,700 times" says how often.
const MOST_TIMES: i64 = 1_000;
/// Parts of more are not said as "one in so many".
const MOST_PARTS: i64 = 100;

/// A share as a range in per cent.
#[derive(Debug, Clone, Copy)]
pub(super) struct Share {
    pub(super) percent: Range,
    /// Whether it is given in per cent, and not as a part that many small numbers make.
    pub(super) exact: bool,
    /// Whether it is a change ("fell by a third"), and no share of a whole.
    change: bool,
}

/// The share that a figure says, with what is usually meant by it.
pub(super) fn share(corpus: &Corpus, at: At, range: &Range, says: &[Calculation]) -> Option<Share> {
    let claim = corpus.claim(at);
    let change = says.contains(&Calculation::Difference) || says.contains(&Calculation::Rest);
    if claim.kind == ClaimKind::FIGURE && claim.attribute == percent() {
        let percent = range.is_exact().filter(|n| n.is_integer()).map_or(*range, |n| rounding(n, Number::ONE));
        return Some(Share { percent, exact: true, change });
    }
    let percent = match claim.kind {
        ClaimKind::COUNT => fraction(claim, range).or_else(|| parts(corpus, at)),
        _ => None,
    }?;
    Some(Share { percent, exact: false, change })
}

/// "A third" in per cent, give or take a tenth of it: nobody says "a third" of 33.3 per cent only.
fn fraction(claim: &Claim, range: &Range) -> Option<Range> {
    let hundred = Number::from(HUNDRED);
    let part = range.middle().filter(|n| !n.is_negative() && *n < Number::ONE && !n.is_zero())?;
    if claim.form == Form::Open { Some(range.scale(hundred)) } else { self::part(part) }
}

/// A part as per cent, give or take a tenth of it.
fn part(part: Number) -> Option<Range> {
    let percent = part.checked_mul(Number::from(HUNDRED))?;
    Some(Range::around(percent, percent.checked_div(Number::from(10))?))
}

/// "One in nine": what rounds to it.
fn one_in(parts: Number) -> Option<Range> {
    if parts < Number::from(2) || parts > Number::from(MOST_PARTS) {
        return None;
    }
    let half = Number::new(1, 2)?;
    let of = |parts: Number| Number::from(HUNDRED).checked_div(parts);
    Some(Range::between(of(parts.checked_add(half)?)?, of(parts.checked_sub(half)?)?))
}

/// Whether a number is one of the two of a part: "nine in ten".
pub(super) fn is_part(corpus: &Corpus, at: At) -> bool {
    parts(corpus, at).is_some()
}

/// "Nine in ten", from either of the two numbers: the word for a part stands between them.
fn parts(corpus: &Corpus, at: At) -> Option<Range> {
    let read = corpus.document(at);
    let exact = |claim: u32| match &read.claims.get(claim as usize)? {
        Claim { kind: ClaimKind::COUNT, value: Value::Number(range), form, .. } if *form != Form::Ends => {
            range.is_exact().or(range.middle()).or(range.min).or(range.max).map(Number::round)
        }
        _ => None,
    };
    let joined = |part: u32, whole: u32| {
        let (one, other) = (read.claims.get(part as usize)?.span, read.claims.get(whole as usize)?.span);
        let words = &read.wording.words;
        let from = words.partition_point(|w| w.at < one.end);
        let to = words.partition_point(|w| w.at < other.start);
        let cues = read.wording.cues_in(&(from as u32..to as u32));
        let (part, whole) = (exact(part)?, exact(whole)?);
        // "One boat in nine" is a part, and "nine boats in 23 harbours" is none.
        let most = if part == Number::ONE { 2 } else { 1 };
        let between = to.checked_sub(from).is_some_and(|n| (1..=most).contains(&n));
        let said = between && cues.iter().any(|c| c.says == Calculation::Part && c.word as usize + 1 == to);
        (said && part < whole && part >= Number::ONE && whole <= Number::from(MOST_PARTS)).then_some((part, whole))
    };
    let before = || at.claim.checked_sub(1).and_then(|part| joined(part, at.claim));
    let (part, whole) = joined(at.claim, at.claim + 1).or_else(before)?;
    if part == Number::ONE {
        return one_in(whole);
    }
    self::part(part.checked_div(whole)?)
}

/// A figure in per cent within a share, or the first of two numbers of one unit of which the share is.
pub(super) fn of(corpus: &Corpus, share: &Share, group: &Group) -> Option<At> {
    let all = numbers(corpus, group);
    let said = all.iter().find(|a| a.unit == percent() && share.percent.contains(a.value));
    let enough = |a: Number, b: Number| share.exact || a.abs().max(b.abs()) >= Number::from(LARGE);
    // What per cent one percentage is of another nobody says.
    let amounts: Vec<Operand> = all.iter().filter(|o| o.unit != percent()).copied().collect();
    let calculated = || pair(&amounts, |a, b| enough(a, b) && is_of(a, b, share));
    said.map(|a| a.at).or_else(calculated)
}

/// The first of two numbers of one unit of which the one is so many times the other.
pub(super) fn times(corpus: &Corpus, range: &Range, group: &Group) -> Option<At> {
    range.max.filter(|times| *times <= Number::from(MOST_TIMES))?;
    let twentieth = Number::new(1, 20)?;
    let slack = |n: Option<Number>| n?.checked_mul(twentieth);
    let min = range.min.and_then(|n| n.checked_sub(slack(range.min)?));
    let max = range.max.and_then(|n| n.checked_add(slack(range.max)?));
    let range = Range::new(min, false, max, false)?;
    let holds = |a: Number, b: Number| {
        let (large, small) = (a.abs().max(b.abs()), a.abs().min(b.abs()));
        large.checked_div(small).is_some_and(|ratio| range.contains(ratio))
    };
    pair(&numbers(corpus, group), holds)
}

fn pair(all: &[Operand], holds: impl Fn(Number, Number) -> bool) -> Option<At> {
    let fits =
        |(n, a): &(usize, &Operand)| all[n + 1..].iter().any(|b| (a.middle || b.middle) && a.with(b) && holds(a.value, b.value));
    all.iter().enumerate().find(fits).map(|(_, a)| a.at)
}

/// Whether a percentage is the share of one figure in the other, or the change from one to the other.
fn is_of(one: Number, other: Number, said: &Share) -> bool {
    let hundred = Number::from(HUNDRED);
    let of = |part: Number, whole: Number| {
        let share = part.checked_mul(hundred)?.checked_div(whole)?;
        let change = share.checked_sub(hundred)?.abs();
        Some(!said.change && share <= hundred && said.percent.contains(share) || said.percent.contains(change))
    };
    of(one, other).unwrap_or(false) || of(other, one).unwrap_or(false)
}
