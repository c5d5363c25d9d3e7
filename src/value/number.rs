//! Exact rational numbers: what digits and number words denote, before anything is known about rounding.

use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, Signed, Zero};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::fmt;

/// An exact rational number of at most 127 bits above and below the line.
///
/// Arithmetic gives `None` where a result does not fit: it never wraps, rounds or panics.
///
/// ```
/// use factlint::internals::value::Number;
/// let price = Number::from_decimal_parts(42, 1).unwrap(); // 4.2
/// let billion = Number::pow10(9).unwrap();
/// assert_eq!(price.checked_mul(billion).unwrap().to_string(), "4200000000");
/// ```
// Neither part is ever `i128::MIN`, so that negating cannot overflow.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Number(Ratio<i128>);

impl Number {
    /// 0.
    pub const ZERO: Self = Self(Ratio::new_raw(0, 1));
    /// 1.
    pub const ONE: Self = Self(Ratio::new_raw(1, 1));

    /// `numerator / denominator`; `None` when the denominator is 0 or a part is `i128::MIN`.
    #[must_use]
    pub fn new(numerator: i128, denominator: i128) -> Option<Self> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        Some(Self(reduced(numerator, denominator)))
    }

    /// A whole number; `None` for `i128::MIN`.
    #[must_use]
    pub fn integer(n: i128) -> Option<Self> {
        (n != i128::MIN).then(|| Self(Ratio::new_raw(n, 1)))
    }

    /// `mantissa / 10^scale`: `from_decimal_parts(1250, 2)` is 12.5. `None` when it does not fit.
    #[must_use]
    pub fn from_decimal_parts(mut mantissa: i128, mut scale: u32) -> Option<Self> {
        if mantissa == i128::MIN {
            return None;
        }
        if mantissa == 0 {
            return Some(Self::ZERO);
        }
        while scale > 0 && mantissa % 10 == 0 {
            mantissa /= 10;
            scale -= 1;
        }
        // What is left shares either twos or fives with the denominator, not both.
        let twos = mantissa.trailing_zeros().min(scale);
        mantissa >>= twos;
        let mut fives = 0;
        while fives < scale && mantissa % 5 == 0 {
            mantissa /= 5;
            fives += 1;
        }
        let denominator = 2_i128.checked_pow(scale - twos)?.checked_mul(5_i128.checked_pow(scale - fives)?)?;
        Some(Self(Ratio::new_raw(mantissa, denominator)))
    }

    /// 10 to the power of `exponent`; `None` beyond ±38.
    #[must_use]
    pub fn pow10(exponent: i32) -> Option<Self> {
        let power = 10_i128.checked_pow(exponent.unsigned_abs())?;
        Some(Self(if exponent < 0 { Ratio::new_raw(1, power) } else { Ratio::new_raw(power, 1) }))
    }

    /// The number above the line, in lowest terms; it carries the sign.
    #[must_use]
    pub fn numerator(self) -> i128 {
        *self.0.numer()
    }

    /// The number below the line, in lowest terms; at least 1.
    #[must_use]
    pub fn denominator(self) -> i128 {
        *self.0.denom()
    }

    /// Whether there is nothing after the decimal point.
    #[must_use]
    pub fn is_integer(self) -> bool {
        self.denominator() == 1
    }

    /// Whether this is 0.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below 0.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.0.is_negative()
    }

    /// The whole number that this is, if it is one and fits.
    #[must_use]
    pub fn to_i64(self) -> Option<i64> {
        self.is_integer().then(|| self.numerator().try_into().ok()).flatten()
    }

    /// How many digits there are from the first to the last that is no zero: 2 of 1,200,000, 3 of 0.125, 1 of 1,000.
    ///
    /// ```
    /// use factlint::internals::value::Number;
    /// assert_eq!(Number::from(6240).significant_digits(), 3);
    /// ```
    #[must_use]
    pub fn significant_digits(self) -> usize {
        let written = self.to_string();
        let digits: String = written.chars().filter(char::is_ascii_digit).collect();
        digits.trim_matches('0').len()
    }

    /// The nearest `f64`: for weights and sorting, never for comparing what texts say.
    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn to_f64_lossy(self) -> f64 {
        self.numerator() as f64 / self.denominator() as f64
    }

    /// `self + other`, unless it overflows.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        let (a, b) = (self.numerator(), self.denominator());
        let (c, d) = (other.numerator(), other.denominator());
        if b == 1 && d == 1 {
            return Self::integer(a.checked_add(c)?);
        }
        if all_small([a, b, c, d]) {
            return Self::new(a * d + c * b, b * d);
        }
        Self::guarded(self.0.checked_add(&other.0)?)
    }

    /// `self - other`, unless it overflows.
    #[must_use]
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.checked_add(-other)
    }

    /// `self * other`, unless it overflows.
    #[must_use]
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let (a, b) = (self.numerator(), self.denominator());
        let (c, d) = (other.numerator(), other.denominator());
        if b == 1 && d == 1 {
            return Self::integer(a.checked_mul(c)?);
        }
        if all_small([a, b, c, d]) {
            return Self::new(a * c, b * d);
        }
        Self::guarded(self.0.checked_mul(&other.0)?)
    }

    /// `self / other`, unless it overflows or `other` is 0.
    #[must_use]
    pub fn checked_div(self, other: Self) -> Option<Self> {
        let (a, b) = (self.numerator(), self.denominator());
        let (c, d) = (other.numerator(), other.denominator());
        if all_small([a, b, c, d]) {
            return Self::new(a * d, b * c);
        }
        Self::guarded(self.0.checked_div(&other.0)?)
    }

    /// The number without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// The greatest whole number that is not above this one.
    #[must_use]
    pub fn floor(self) -> Self {
        if self.is_integer() {
            return self;
        }
        Self(Ratio::new_raw(self.numerator().div_euclid(self.denominator()), 1))
    }

    /// The least whole number that is not below this one.
    #[must_use]
    pub fn ceil(self) -> Self {
        -(-self).floor()
    }

    /// The nearest whole number; halves go away from zero.
    #[must_use]
    pub fn round(self) -> Self {
        if self.is_integer() {
            return self;
        }
        if self.is_negative() {
            return -(-self).round();
        }
        let (n, d) = (self.numerator(), self.denominator());
        let up = i128::from(n % d >= d - n % d);
        Self(Ratio::new_raw(n / d + up, 1))
    }

    /// Keeps the promise that no part is `i128::MIN`.
    fn guarded(ratio: Ratio<i128>) -> Option<Self> {
        (*ratio.numer() != i128::MIN && *ratio.denom() != i128::MIN).then_some(Self(ratio))
    }
}

/// Whether products of two of these, and the sum of two such products, fit in an `i128`.
fn all_small(parts: [i128; 4]) -> bool {
    parts.iter().all(|part| i64::try_from(*part).is_ok())
}

/// Lowest terms with a positive denominator. Division of `u64` is many times as fast as that of `i128`.
fn reduced(numerator: i128, denominator: i128) -> Ratio<i128> {
    if denominator == 1 {
        return Ratio::new_raw(numerator, 1);
    }
    let small = (u64::try_from(numerator.unsigned_abs()), u64::try_from(denominator.unsigned_abs()));
    let (Ok(above), Ok(below)) = small else {
        return Ratio::new(numerator, denominator);
    };
    let divisor = greatest_common_divisor(above, below);
    let above = i128::from(above / divisor);
    let negative = (numerator < 0) != (denominator < 0);
    Ratio::new_raw(if negative { -above } else { above }, i128::from(below / divisor))
}

/// Of two numbers that are not both 0.
fn greatest_common_divisor(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Self) -> Ordering {
        let (a, b) = (self.numerator(), self.denominator());
        let (c, d) = (other.numerator(), other.denominator());
        if b == d {
            a.cmp(&c)
        } else if all_small([a, b, c, d]) {
            (a * d).cmp(&(c * b))
        } else {
            self.0.cmp(&other.0)
        }
    }
}

impl From<i64> for Number {
    fn from(n: i64) -> Self {
        Self(Ratio::new_raw(i128::from(n), 1))
    }
}

impl std::ops::Neg for Number {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.numerator(), self.denominator())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn rounds_halves_away_from_zero() {
        let half = |n| Number::new(n, 2).unwrap();
        let table = [(5, 2, 3, 3), (-5, -3, -2, -3), (4, 2, 2, 2), (1, 0, 1, 1)];
        for (halves, floor, ceil, round) in table {
            let n = half(halves);
            let parts = (n.floor(), n.ceil(), n.round());
            assert_eq!(parts, (Number::from(floor), Number::from(ceil), Number::from(round)));
        }
    }

    #[test]
    fn overflow_is_none() {
        let huge = Number::integer(i128::MAX).unwrap();
        let tiny = Number::new(1, i128::MAX).unwrap();
        assert_eq!(huge.checked_add(Number::ONE), None);
        assert_eq!(huge.checked_mul(huge), None);
        assert_eq!(tiny.checked_mul(tiny), None);
        assert_eq!(huge.checked_div(tiny), None);
        assert_eq!(Number::ONE.checked_div(Number::ZERO), None);
        assert_eq!((-huge).checked_sub(Number::ONE), None);
        assert_eq!(Number::new(i128::MIN, 3), None);
        assert_eq!(Number::pow10(39), None);
        assert_eq!(Number::from_decimal_parts(1, 39), None);
    }
}
