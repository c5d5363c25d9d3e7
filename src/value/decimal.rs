//! Numbers as decimal strings: long division, exact as long as the digits end.

use super::Number;
use std::fmt;

/// The digits that a number with no exact decimal form is printed with.
const SIGNIFICANT_DIGITS: usize = 15;

/// A decimal string without an exponent: exact when the denominator has only twos and fives, else rounded to 15
/// significant digits (and never before the decimal point).
impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let numerator = self.numerator().unsigned_abs();
        let denominator = self.denominator().unsigned_abs();
        let (mut whole, mut rest) = (numerator / denominator, numerator % denominator);
        let mut digits: Vec<u8> = Vec::new();
        if rest != 0 && is_decimal(denominator) {
            while rest != 0 {
                digits.push(next_digit(&mut rest, denominator));
            }
        } else if rest != 0 {
            let mut wanted = SIGNIFICANT_DIGITS;
            if whole != 0 {
                wanted = wanted.saturating_sub(whole.ilog10() as usize + 1);
            }
            let mut seen = whole != 0;
            while wanted > 0 {
                let digit = next_digit(&mut rest, denominator);
                seen |= digit != 0;
                wanted -= usize::from(seen);
                digits.push(digit);
            }
            if rest >= denominator - rest {
                whole += u128::from(carry(&mut digits));
            }
            let kept = digits.iter().rposition(|digit| *digit != 0).map_or(0, |last| last + 1);
            digits.truncate(kept);
        }
        let mut text = whole.to_string();
        if !digits.is_empty() {
            text.push('.');
            text.extend(digits.iter().map(|digit| char::from(b'0' + digit)));
        }
        f.pad_integral(!self.is_negative(), "", &text)
    }
}

/// Whether nothing but twos and fives divides this.
fn is_decimal(mut denominator: u128) -> bool {
    denominator >>= denominator.trailing_zeros();
    while denominator.is_multiple_of(5) {
        denominator /= 5;
    }
    denominator == 1
}

/// One step of long division: the next decimal digit of `rest / denominator`.
fn next_digit(rest: &mut u128, denominator: u128) -> u8 {
    if let Some(tenfold) = rest.checked_mul(10) {
        *rest = tenfold % denominator;
        return (tenfold / denominator) as u8;
    }
    let step = *rest;
    let mut digit = 0;
    for _ in 1..10 {
        *rest += step;
        if *rest >= denominator {
            *rest -= denominator;
            digit += 1;
        }
    }
    digit
}

/// Adds one to the last digit; true when the carry leaves at the front.
fn carry(digits: &mut [u8]) -> bool {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return false;
        }
        *digit = 0;
    }
    true
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn prints_decimals() {
        let table = [
            (0, 1, "0"),
            (-5, 1, "-5"),
            (1, 2, "0.5"),
            (-1, 8, "-0.125"),
            (1, 3, "0.333333333333333"),
            (2, 3, "0.666666666666667"),
            (-200, 3, "-66.6666666666667"),
            (1, 30_000, "0.0000333333333333333"),
            (1_000_000_000_000_000_001, 3, "333333333333333334"),
            (2_999_999_999_999_999_999, 3, "1000000000000000000"),
            (i128::MAX, 1, "170141183460469231731687303715884105727"),
            (1, i128::MAX, "0.00000000000000000000000000000000000000587747175411144"),
        ];
        for (numerator, denominator, text) in table {
            assert_eq!(Number::new(numerator, denominator).unwrap().to_string(), text);
        }
    }
}
