//! Arithmetic on ranges: the range of every result that some choice of numbers from the operands gives.
//!
//! Results never leave a possible value out. They are exact for one operation on numbers that fit; an end that
//! overflows becomes unbounded, which is wider. An operand that occurs twice is treated as two that vary freely, as
//! always in interval arithmetic.

use super::range::{End, Point, from_ends, lower, upper};
use super::{Number, Range};

impl Range {
    /// Every `a + b`.
    #[must_use]
    pub fn add(&self, other: &Self) -> Self {
        let sum = |a: Option<Number>, b: Option<Number>| a?.checked_add(b?);
        let (min, max) = (sum(self.min, other.min), sum(self.max, other.max));
        Self {
            min,
            max,
            min_open: min.is_some() && (self.min_open || other.min_open),
            max_open: max.is_some() && (self.max_open || other.max_open),
        }
    }

    /// Every `a - b`.
    #[must_use]
    pub fn sub(&self, other: &Self) -> Self {
        self.add(&other.neg())
    }

    /// Every `-a`.
    #[must_use]
    pub fn neg(&self) -> Self {
        Self { min: self.max.map(|n| -n), max: self.min.map(|n| -n), min_open: self.max_open, max_open: self.min_open }
    }

    /// Every `a * b`.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        let ours = [lower(*self), upper(*self)];
        let theirs = [lower(*other), upper(*other)];
        let corner = |i: usize, j: usize| product(ours[i], theirs[j]);
        let corners = [corner(0, 0), corner(0, 1), corner(1, 0), corner(1, 1)];
        let [first, rest @ ..] = corners;
        let mut min = End::lower(first.0, first.1);
        let mut max = End::upper(first.0, first.1);
        for (at, open) in rest {
            min = min.min(End::lower(at, open));
            max = max.max(End::upper(at, open));
        }
        from_ends(min, max)
    }

    /// Every `a / b` with `b` not 0; `None` when `b` can only be 0. Unbounded on both sides when 0 lies inside `other`, and
    /// on one side when it is an end of it.
    #[must_use]
    pub fn div(&self, other: &Self) -> Option<Self> {
        Some(self.mul(&other.reciprocal()?))
    }

    /// Every `a * factor`.
    #[must_use]
    pub fn scale(&self, factor: Number) -> Self {
        self.mul(&Self::exact(factor))
    }

    /// Every `|a|`.
    #[must_use]
    pub fn abs(&self) -> Self {
        let (min, max) = (lower(*self), upper(*self));
        let zero = Point::At(Number::ZERO);
        if min.at >= zero {
            return *self;
        }
        if max.at <= zero {
            return self.neg();
        }
        let mirrored = upper(self.neg());
        from_ends(End::lower(zero, false), max.max(mirrored))
    }

    /// Every `1 / b` with `b` not 0.
    fn reciprocal(&self) -> Option<Self> {
        if self.is_exact() == Some(Number::ZERO) {
            return None;
        }
        let below = self.min.is_none_or(|min| min.is_negative());
        let above = self.max.is_none_or(|max| !max.is_negative() && !max.is_zero());
        if below && above {
            return Some(Self::ALL);
        }
        // One sign only: the upper end gives the lower one. An unbounded end gives 0, left out; an end at 0 gives none.
        let invert = |end: Option<Number>| match end {
            None => Some((Number::ZERO, true)),
            Some(n) => Number::ONE.checked_div(n).map(|n| (n, false)),
        };
        let (min, max) = (invert(self.max), invert(self.min));
        Some(Self {
            min: min.map(|(n, _)| n),
            max: max.map(|(n, _)| n),
            min_open: min.is_some_and(|(_, open)| open || self.max_open),
            max_open: max.is_some_and(|(_, open)| open || self.min_open),
        })
    }
}

/// The product of two ends, and whether it is left out. A closed 0 times anything is 0, and is reached.
fn product(a: End, b: End) -> (Point, bool) {
    let zero = Point::At(Number::ZERO);
    if a.at == zero || b.at == zero {
        let reached = (a.at == zero && !a.open) || (b.at == zero && !b.open);
        return (zero, !reached);
    }
    let finite = match (a.at, b.at) {
        (Point::At(x), Point::At(y)) => x.checked_mul(y),
        _ => None,
    };
    match finite {
        Some(n) => (Point::At(n), a.open || b.open),
        None if (a.at < zero) == (b.at < zero) => (Point::Above, false),
        None => (Point::Below, false),
    }
}
