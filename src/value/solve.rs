//! Whether what a rule requires can hold: a condition fails only when no choice of values satisfies it.
//!
//! Interval arithmetic lets a role that occurs twice vary freely in each place, so that `(to - from) / from` comes out too
//! wide and a conflict could be missed. The ranges of such roles are therefore cut in halves until every part is refuted,
//! one is seen to be satisfied, or the steps are used up, which counts as satisfiable.

use super::equation::{Binding, Bindings, Comparison, Condition, Expr};
use super::evaluate::{Gap, Known};
use super::{Days, Meet, Range};

/// Parts of the ranges that are looked at before giving up.
const MAX_PARTS: usize = 512;
/// Halvings of each repeated role's range when the sides of a refuted comparison are computed for the reader.
const REPORT_HALVINGS: usize = 4;
/// Parts at most for the same.
const MAX_REPORT_PARTS: usize = 256;

/// Whether a condition can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// Some choice of values satisfies it, or none is known not to.
    Satisfiable,
    /// No choice of values satisfies it.
    Unsatisfiable(Box<Failure>),
    /// It cannot be said.
    Unknown(Gap),
}

/// A comparison that fails, with what its sides can be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// What the left side can be.
    pub left: Side,
    /// What must hold.
    pub comparison: Comparison,
    /// What the right side can be.
    pub right: Side,
    /// The role that stands alone on a side, if one does (the left one first), and what it would have to be.
    pub expected: Option<(Box<str>, Side)>,
}

/// What one side of a comparison can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Numbers.
    Number(Range),
    /// Days.
    Days(Days),
}

/// The answer for one part of the ranges.
enum Judgement<'e> {
    Possible,
    Impossible(&'e Expr, Comparison, &'e Expr),
    Open(Gap),
}

impl Condition {
    /// Whether some choice of values within the bindings satisfies the condition.
    #[must_use]
    pub fn verdict(&self, bindings: &Bindings<'_>) -> Verdict {
        let repeated = self.repeated(bindings);
        match judge(self, Known { bindings, narrowed: &[] }) {
            Judgement::Possible if repeated.is_empty() => Verdict::Satisfiable,
            Judgement::Possible => match self.refute(bindings, &repeated) {
                Some((left, comparison, right)) => failure(bindings, &repeated, left, comparison, right),
                None => Verdict::Satisfiable,
            },
            Judgement::Impossible(left, comparison, right) => failure(bindings, &repeated, left, comparison, right),
            Judgement::Open(gap) => Verdict::Unknown(gap),
        }
    }

    /// The roles that occur more than once and have a finite range to cut up.
    fn repeated<'e>(&'e self, bindings: &Bindings<'_>) -> Vec<(&'e str, Range)> {
        let roles = self.roles();
        let mut repeated: Vec<(&str, Range)> = Vec::new();
        for (i, role) in roles.iter().enumerate() {
            let Some(Binding::Number(range)) = bindings.get(role) else { continue };
            let again = roles[..i].iter().any(|earlier| earlier == role);
            let known = repeated.iter().any(|(name, _)| **name == ***role);
            if again && !known && range.is_bounded() && range.is_exact().is_none() {
                repeated.push((role, *range));
            }
        }
        repeated
    }

    /// A comparison that fails, when every part of the ranges can be refuted.
    fn refute<'e>(&'e self, bindings: &Bindings<'_>, repeated: &[(&str, Range)]) -> Option<(&'e Expr, Comparison, &'e Expr)> {
        let mut parts = vec![(repeated.to_vec(), 0)];
        let mut first = None;
        let mut looked_at = 0;
        while let Some((part, axis)) = parts.pop() {
            looked_at += 1;
            if looked_at > MAX_PARTS {
                return None;
            }
            match judge(self, Known { bindings, narrowed: &part }) {
                Judgement::Impossible(left, comparison, right) => {
                    first = first.or(Some((left, comparison, right)));
                    continue;
                }
                Judgement::Open(_) => return None,
                Judgement::Possible => {}
            }
            let point: Option<Vec<_>> = part.iter().map(|(name, range)| Some((*name, Range::exact(range.middle()?)))).collect();
            if let Judgement::Possible = judge(self, Known { bindings, narrowed: &point? }) {
                return None;
            }
            let next = (axis + 1) % part.len();
            let (low, high) = cut(&part, axis)?;
            parts.push((high, next));
            parts.push((low, next));
        }
        first
    }
}

fn judge<'e>(condition: &'e Condition, known: Known<'_>) -> Judgement<'e> {
    match condition {
        Condition::Compare(left, comparison, right) => match holds(known, left, *comparison, right) {
            Ok(true) => Judgement::Possible,
            Ok(false) => Judgement::Impossible(left, *comparison, right),
            Err(gap) => Judgement::Open(gap),
        },
        // One that fails is enough, whatever is unknown of the others.
        Condition::All(all) => {
            let mut answer = Judgement::Possible;
            for condition in all {
                match judge(condition, known) {
                    Judgement::Possible => {}
                    Judgement::Open(gap) => answer = Judgement::Open(gap),
                    failed @ Judgement::Impossible(..) => return failed,
                }
            }
            answer
        }
        Condition::Any(any) => {
            let mut answer: Option<Judgement<'e>> = None;
            for condition in any {
                answer = Some(match (judge(condition, known), answer) {
                    (Judgement::Possible, _) => return Judgement::Possible,
                    (Judgement::Open(gap), _) => Judgement::Open(gap),
                    (failed, earlier) => earlier.unwrap_or(failed),
                });
            }
            answer.unwrap_or(Judgement::Possible)
        }
    }
}

/// Whether the comparison can hold.
fn holds(known: Known<'_>, left: &Expr, comparison: Comparison, right: &Expr) -> Result<bool, Gap> {
    if let (Some(left), Some(right)) = (known.as_days(left), known.as_days(right)) {
        match comparison {
            Comparison::Equal => return Ok(left.meet(&right).is_some()),
            Comparison::NotEqual => return Ok(left.single().is_none() || left != right),
            _ => {}
        }
    }
    let (left, right) = (known.range(left)?, known.range(right)?);
    if left == Range::ALL || right == Range::ALL {
        return Err(Gap::Unbounded);
    }
    Ok(comparison.is_possible(&left, &right))
}

fn failure(bindings: &Bindings<'_>, repeated: &[(&str, Range)], left: &Expr, comparison: Comparison, right: &Expr) -> Verdict {
    let known = Known { bindings, narrowed: &[] };
    let sides = match (known.as_days(left), known.as_days(right)) {
        (Some(ours), Some(theirs)) => Ok((Side::Days(ours), Side::Days(theirs))),
        _ => number_sides(bindings, repeated, left, right),
    };
    let (ours, theirs) = match sides {
        Ok(sides) => sides,
        Err(gap) => return Verdict::Unknown(gap),
    };
    let needed = |comparison: Comparison, other: Side| match other {
        Side::Number(range) => Side::Number(comparison.left_given(&range)),
        Side::Days(days) => Side::Days(comparison.days_given(&days)),
    };
    let expected = match (left.as_role(), right.as_role()) {
        (Some(role), _) => Some((role.clone(), needed(comparison, theirs))),
        (None, Some(role)) => Some((role.clone(), needed(comparison.mirrored(), ours))),
        (None, None) => None,
    };
    Verdict::Unsatisfiable(Box::new(Failure { left: ours, comparison, right: theirs, expected }))
}

/// What the sides can be, part by part.
fn number_sides(bindings: &Bindings<'_>, repeated: &[(&str, Range)], left: &Expr, right: &Expr) -> Result<(Side, Side), Gap> {
    let parts = report_parts(repeated);
    let side = |expr: &Expr| {
        let ranges = parts.iter().map(|part| Known { bindings, narrowed: part }.range(expr));
        let hull = ranges.reduce(|hull, range| Ok(hull?.hull(&range?)));
        hull.unwrap_or(Err(Gap::Unbounded)).map(Side::Number)
    };
    Ok((side(left)?, side(right)?))
}

/// The ranges cut into equal parts, so that the sides that a reader sees are near to what they can be.
fn report_parts<'r>(repeated: &[(&'r str, Range)]) -> Vec<Vec<(&'r str, Range)>> {
    let mut parts = vec![repeated.to_vec()];
    for axis in (0..REPORT_HALVINGS).flat_map(|_| 0..repeated.len()) {
        if parts.len() * 2 > MAX_REPORT_PARTS {
            break;
        }
        let halves = |part: Vec<(&'r str, Range)>| match cut(&part, axis) {
            Some((low, high)) => vec![low, high],
            None => vec![part],
        };
        parts = parts.into_iter().flat_map(halves).collect();
    }
    parts
}

type Part<'r> = Vec<(&'r str, Range)>;

/// Two halves along one axis, which share the middle.
fn cut<'r>(part: &[(&'r str, Range)], axis: usize) -> Option<(Part<'r>, Part<'r>)> {
    let middle = Some(part.get(axis)?.1.middle()?);
    let (mut low, mut high) = (part.to_vec(), part.to_vec());
    low[axis].1 = Range { max: middle, max_open: false, ..low[axis].1 };
    high[axis].1 = Range { min: middle, min_open: false, ..high[axis].1 };
    Some((low, high))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;
