//! Ranges of numbers: what a figure in a text allows, with ends that are open, closed or missing.

use super::{Meet, Number};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// The numbers between two ends. Never empty when made by its constructors.
///
/// A missing end is unbounded, and then its `open` flag is false, so that equal ranges compare equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Range {
    /// The lower end; `None` when there is none.
    pub min: Option<Number>,
    /// The upper end; `None` when there is none.
    pub max: Option<Number>,
    /// Whether `min` itself is left out.
    pub min_open: bool,
    /// Whether `max` itself is left out.
    pub max_open: bool,
}

/// Nobody rounds to finer or coarser digits than those of 10 to this power.
const FINEST: i32 = 12;
/// A range is no wider than this part of its middle where a round figure stands for what is near it.
const NARROW: i64 = 16;

impl Range {
    /// All numbers.
    pub const ALL: Self = Self { min: None, max: None, min_open: false, max_open: false };

    /// The numbers between two ends; `None` when there are none.
    #[must_use]
    pub fn new(min: Option<Number>, min_open: bool, max: Option<Number>, max_open: bool) -> Option<Self> {
        let range = Self { min, max, min_open: min_open && min.is_some(), max_open: max_open && max.is_some() };
        let empty = match (min, max) {
            (Some(min), Some(max)) => min > max || (min == max && (min_open || max_open)),
            _ => false,
        };
        (!empty).then_some(range)
    }

    /// One number.
    #[must_use]
    pub fn exact(n: Number) -> Self {
        Self { min: Some(n), max: Some(n), ..Self::ALL }
    }

    /// `n` and above.
    #[must_use]
    pub fn at_least(n: Number) -> Self {
        Self { min: Some(n), ..Self::ALL }
    }

    /// Above `n`.
    #[must_use]
    pub fn more_than(n: Number) -> Self {
        Self { min: Some(n), min_open: true, ..Self::ALL }
    }

    /// `n` and below.
    #[must_use]
    pub fn at_most(n: Number) -> Self {
        Self { max: Some(n), ..Self::ALL }
    }

    /// Below `n`.
    #[must_use]
    pub fn less_than(n: Number) -> Self {
        Self { max: Some(n), max_open: true, ..Self::ALL }
    }

    /// From one to the other, both included, whichever is the lower.
    #[must_use]
    pub fn between(one: Number, other: Number) -> Self {
        Self { min: Some(one.min(other)), max: Some(one.max(other)), ..Self::ALL }
    }

    /// `n` and what is at most `half_width` away from it. An end that does not fit is left unbounded.
    #[must_use]
    pub fn around(n: Number, half_width: Number) -> Self {
        let half_width = half_width.abs();
        Self { min: n.checked_sub(half_width), max: n.checked_add(half_width), ..Self::ALL }
    }

    /// Whether `n` is in it.
    #[must_use]
    pub fn contains(&self, n: Number) -> bool {
        let above = self.min.is_none_or(|min| min < n || (min == n && !self.min_open));
        let below = self.max.is_none_or(|max| n < max || (max == n && !self.max_open));
        above && below
    }

    /// The number, when there is only one.
    #[must_use]
    pub fn is_exact(&self) -> Option<Number> {
        self.min.filter(|_| self.min == self.max)
    }

    /// Whether both ends are there.
    #[must_use]
    pub fn is_bounded(&self) -> bool {
        self.min.is_some() && self.max.is_some()
    }

    /// Halfway between its ends; `None` where it has only one.
    #[must_use]
    pub fn middle(&self) -> Option<Number> {
        self.min?.checked_add(self.max?)?.checked_div(Number::from(2))
    }

    /// The figure that somebody wrote, where the range is what rounding leaves open: 105 for 104.5 to 105.5, 4,000 for 3,500 to 4,500, or for
    /// 3,900 to 4,100. Other ranges stay as they are.
    #[must_use]
    pub fn as_written(&self) -> Self {
        let written = || {
            let (width, middle) = (self.max?.checked_sub(self.min?)?, self.middle()?);
            let digits = (-FINEST..=FINEST).find(|digit| Number::pow10(*digit) == Some(width));
            let whole = |n: Number| n.floor() == n;
            let to_a_digit = || whole(middle.checked_div(Number::pow10(digits?)?)?).then_some(middle);
            let narrow = || (whole(middle) && width.checked_mul(Number::from(NARROW))? <= middle.abs()).then_some(middle);
            to_a_digit().or_else(narrow).map(Self::exact)
        };
        written().unwrap_or(*self)
    }

    /// Whether every number in it is also in `other`.
    #[must_use]
    pub fn is_subset_of(&self, other: &Self) -> bool {
        self.meet(other) == Some(*self)
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn hull(&self, other: &Self) -> Self {
        let min = lower(*self).min(lower(*other));
        let max = upper(*self).max(upper(*other));
        from_ends(min, max)
    }

    /// How far its numbers are from the nearest whole one: 0 to a half.
    #[must_use]
    pub fn to_whole(&self) -> Self {
        let half = Number::new(1, 2);
        let off = |n: Number| Some(n.checked_sub(n.floor())?.min(n.ceil().checked_sub(n)?));
        let ends = self.min.zip(self.max).and_then(|(min, max)| off(min).zip(off(max)));
        let (Some((one, other)), None) = (ends, self.integers()) else {
            return Self { min: Some(Number::ZERO), max: half, ..Self::ALL };
        };
        // No whole number within: nearest to one at an end, and furthest off there or at a half.
        let holds_half = half.and_then(|half| self.min?.floor().checked_add(half)).is_some_and(|middle| self.contains(middle));
        Self { min: Some(one.min(other)), max: if holds_half { half } else { Some(one.max(other)) }, ..Self::ALL }
    }

    /// The range of its whole numbers, with closed ends; `None` when it holds none. "More than 300" people are at
    /// least 301.
    #[must_use]
    pub fn integers(&self) -> Option<Self> {
        let min = match self.min {
            Some(min) if self.min_open => min.floor().checked_add(Number::ONE),
            min => min.map(Number::ceil),
        };
        let max = match self.max {
            Some(max) if self.max_open => max.ceil().checked_sub(Number::ONE),
            max => max.map(Number::floor),
        };
        Self::new(min, false, max, false)
    }
}

impl Meet for Range {
    fn meet(&self, other: &Self) -> Option<Self> {
        let min = lower(*self).max(lower(*other));
        let max = upper(*self).min(upper(*other));
        let range = from_ends(min, max);
        Self::new(range.min, range.min_open, range.max, range.max_open)
    }
}

/// An end as a point in an order in which unbounded and open ends have their place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct End {
    pub(super) at: Point,
    pub(super) open: bool,
    is_upper: bool,
}

/// A number, or beyond all numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Point {
    Below,
    At(Number),
    Above,
}

impl End {
    /// A lower end.
    pub(super) fn lower(at: Point, open: bool) -> Self {
        Self { at, open, is_upper: false }
    }

    /// An upper end.
    pub(super) fn upper(at: Point, open: bool) -> Self {
        Self { at, open, is_upper: true }
    }
}

impl PartialOrd for End {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Ends of the same side: an open lower end starts after a closed one, an open upper end stops before it.
impl Ord for End {
    fn cmp(&self, other: &Self) -> Ordering {
        let tie = if self.is_upper { other.open.cmp(&self.open) } else { self.open.cmp(&other.open) };
        self.at.cmp(&other.at).then(tie)
    }
}

/// The lower end.
pub(super) fn lower(range: Range) -> End {
    End::lower(range.min.map_or(Point::Below, Point::At), range.min_open)
}

/// The upper end.
pub(super) fn upper(range: Range) -> End {
    End::upper(range.max.map_or(Point::Above, Point::At), range.max_open)
}

/// The range between two ends; an infinite one on either side is unbounded, which never narrows.
pub(super) fn from_ends(min: End, max: End) -> Range {
    let number = |end: End| match end.at {
        Point::At(n) => Some(n),
        Point::Below | Point::Above => None,
    };
    let (low, high) = (number(min), number(max));
    Range { min: low, max: high, min_open: min.open && low.is_some(), max_open: max.open && high.is_some() }
}

/// As a reader would say it: `6`, `180–220`, `≥ 300`, `< 12`.
impl std::fmt::Display for Range {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.min, self.max) {
            (Some(min), Some(max)) if min == max => write!(f, "{min}"),
            (Some(min), Some(max)) => write!(f, "{min}–{max}"),
            (Some(min), None) => write!(f, "{} {min}", if self.min_open { '>' } else { '≥' }),
            (None, Some(max)) => write!(f, "{} {max}", if self.max_open { '<' } else { '≤' }),
            (None, None) => f.write_str("any"),
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_rounding_leaves_open_is_the_figure_as_written() {
        // Twice the ends, and twice the figure where there is one.
        let table = [
            ((209, 211), Some(210)),
            ((7_000, 9_000), Some(8_000)),
            ((7_800, 8_200), Some(8_000)),
            ((8, 10), None),
            ((60, 62), None),
            ((60, 100), None),
        ];
        for ((min, max), written) in table {
            let half = |n: i128| Number::new(n, 2).unwrap();
            let range = Range::new(Some(half(min)), false, Some(half(max)), false).unwrap();
            let expected = written.map_or(range, |n| Range::exact(half(n)));
            assert_eq!(range.as_written(), expected, "{range}");
        }
        assert_eq!(Range::new(Some(Number::ONE), false, None, false).unwrap().as_written().max, None);
    }
}
