//! The same figure in another form: the ends of a range, a length of time in other units, a difference of temperatures on the other
//! scale.

use super::amounts::contains;
use super::operands::{Operand, Operands, numbers, unit};
use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind, Form};
use crate::lexicon::{Units, id_hash};
use crate::value::{Number, Range, Value};

/// A month has 28 to 31 days, so that lengths in other units differ by a few hundredths: "90 days", "three months".
const HUNDREDTHS: i64 = 4;

/// The figure of a source that says the same in another form.
pub(super) fn same(corpus: &Corpus, claim: &Claim, range: &Range, from: &Operands) -> Option<At> {
    let own = unit(claim)?;
    from.wide().find_map(|group| {
        let all: Vec<Operand> = numbers(corpus, group).into_iter().filter(|o| o.unit == own).collect();
        match claim.form {
            Form::Ends => both_ends(range, &all),
            Form::Open => end(corpus, range, &all),
            _ => None
                .or_else(|| all.iter().find(|o| corpus.claim(o.at).form == Form::Ends && range.contains(o.value)).map(|o| o.at))
                .or_else(|| length(claim, range, &all))
                .or_else(|| warmer(claim, range, &all)),
        }
    })
}

/// Both ends of a range are figures; or the one is, and a figure says how far it is from the other or from a third: "from 418 to 372"
/// and "by 46 to 372", either way round.
fn both_ends(range: &Range, all: &[Operand]) -> Option<At> {
    let (min, max) = (range.min?, range.max?);
    let find = |n: Number| all.iter().find(|o| o.value == n);
    let (low, high) = (find(min), find(max));
    let apart = find(max.checked_sub(min)?);
    // "By just over 36,000 to 218,400".
    let more = if range.min_open { min.checked_add(min.abs().checked_div(Number::from(20))?)? } else { min };
    let by = Range::between(min, more);
    let change = || all.iter().any(|o| contains(&by, max.checked_sub(o.value).map(Number::abs)));
    let holds = low.is_some() && high.is_some() || (low.or(high)).is_some() && apart.is_some() || high.is_some() && change();
    high.or(low).filter(|_| holds).map(|o| o.at)
}

/// The end of a range as a bound.
fn end(corpus: &Corpus, range: &Range, all: &[Operand]) -> Option<At> {
    let bound = range.min.or(range.max)?;
    all.iter().find(|o| o.value == bound && corpus.claim(o.at).form == Form::Ends).map(|o| o.at)
}

/// A length of time in other units.
fn length(claim: &Claim, range: &Range, all: &[Operand]) -> Option<At> {
    let (min, max) = (range.min?, range.max?);
    let slack = max.checked_mul(Number::new(i128::from(HUNDREDTHS), 100)?)?;
    let wide = Range::between(min.checked_sub(slack)?, max.checked_add(slack)?);
    let is_length = claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash("duration");
    all.iter().find(|o| is_length && wide.contains(o.value)).map(|o| o.at)
}

/// A difference of temperatures: "2.1 °C warmer" is "3.8 °F".
fn warmer(claim: &Claim, range: &Range, all: &[Operand]) -> Option<At> {
    if claim.kind != ClaimKind::FIGURE || claim.attribute != id_hash("temperature") {
        return None;
    }
    let offset = |id: &str| Some(Units::built_in().get(id_hash(id))?.offset);
    let between = offset("celsius")?.checked_sub(offset("fahrenheit")?)?;
    let other = |n: Number| [n.checked_add(between), n.checked_sub(between)];
    all.iter().find(|o| other(o.value).into_iter().any(|n| contains(range, n))).map(|o| o.at)
}

/// Whether a figure is a range with two ends.
pub(super) fn has_ends(claim: &Claim) -> bool {
    claim.form == Form::Ends && matches!(&claim.value, Value::Number(range) if range.is_bounded())
}
