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
        // An exact factor has one corner for each end of the other.
        let first_column = hull(product(ours[0], theirs[0]), product(ours[0], theirs[1]));
        let (min, max) = if self.is_exact().is_some() {
            first_column
        } else {
            let second_column = hull(product(ours[1], theirs[0]), product(ours[1], theirs[1]));
            hull(first_column, second_column)
        };
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

    /// Every `min(a, b)`.
    #[must_use]
    pub fn least(&self, other: &Self) -> Self {
        from_ends(lower(*self).min(lower(*other)), upper(*self).min(upper(*other)))
    }

    /// Every `max(a, b)`.
    #[must_use]
    pub fn greatest(&self, other: &Self) -> Self {
        from_ends(lower(*self).max(lower(*other)), upper(*self).max(upper(*other)))
    }

    /// Every `1 / b` with `b` not 0.
    fn reciprocal(&self) -> Option<Self> {
        if self.is_exact() == Some(Number::ZERO) {
            return None;
        }
        let below = self.min.is_none_or(Number::is_negative);
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

/// The lower of two lower ends and the higher of two upper ends.
fn hull(one: (End, End), other: (End, End)) -> (End, End) {
    (one.0.min(other.0), one.1.max(other.1))
}

/// The product of two ends, as the lower and the upper end that it asks for. A closed 0 times anything is 0, and is
/// reached. A product that does not fit, perhaps only for its denominator, lies somewhere between 0 and infinity.
fn product(one: End, other: End) -> (End, End) {
    let zero = Point::At(Number::ZERO);
    let (low, high, open) = match (one.at, other.at) {
        (x, y) if x == zero || y == zero => {
            let reached = (x == zero && !one.open) || (y == zero && !other.open);
            (zero, zero, !reached)
        }
        (Point::At(x), Point::At(y)) => match x.checked_mul(y) {
            Some(n) => (Point::At(n), Point::At(n), one.open || other.open),
            None if x.is_negative() == y.is_negative() => (zero, Point::Above, true),
            None => (Point::Below, zero, true),
        },
        (x, y) if (x < zero) == (y < zero) => (Point::Above, Point::Above, true),
        _ => (Point::Below, Point::Below, true),
    };
    (End::lower(low, open), End::upper(high, open))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_at_zero_is_reached_where_the_zero_is() {
        let range = |min: i64, min_open, max: i64| Range {
            min: Some(Number::from(min)),
            max: Some(Number::from(max)),
            min_open,
            max_open: false,
        };
        for (one, other, open) in [
            (range(5, false, 6), range(0, true, 3), true),
            (range(5, true, 6), range(0, false, 3), false),
            (range(0, true, 6), range(0, true, 3), true),
            (range(0, true, 6), range(0, false, 3), false),
            (range(2, true, 6), range(3, false, 3), true),
        ] {
            for product in [one.mul(&other), other.mul(&one)] {
                assert_eq!(product.min_open, open, "{one:?} {other:?}");
            }
        }
    }
}
