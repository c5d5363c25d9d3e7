//! What rounding can hide and what hedges allow, in one place.
//!
//! Ends are closed, as the inclusive intervals of XBRL Calculation 1.1 are: a figure that sits exactly on the edge of
//! another's rounding is no contradiction.

use super::{Number, Range};

/// "About", "nearly" and "just over" reach a tenth of the number away.
const HEDGE_DIVISOR: i64 = 10;

/// Everything that rounds to `n` when the last digit printed stands for `last_digit`: 4.2 billion with a last digit of
/// 0.1 billion is 4.15 to 4.25 billion. `last_digit` 0 gives `n` alone.
#[must_use]
pub fn rounding(n: Number, last_digit: Number) -> Range {
    match half(last_digit) {
        Some(half) => Range::around(n, half),
        None => Range::ALL,
    }
}

/// "About `n`": ten percent either way, and at least what rounding to `last_digit` hides. "About 200" with a last digit
/// of 1 is 180 to 220; "about 3" is 2.5 to 3.5.
#[must_use]
pub fn about(n: Number, last_digit: Number) -> Range {
    match (tenth(n), half(last_digit)) {
        (Some(tenth), Some(half)) => Range::around(n, tenth.max(half)),
        _ => Range::ALL,
    }
}

/// "Nearly `n`": ten percent below, up to `n` itself. "Nearly 100" is 90 to 100.
#[must_use]
pub fn nearly(n: Number) -> Range {
    let low = tenth(n).and_then(|tenth| n.checked_sub(tenth));
    Range { min: low, max: Some(n), ..Range::ALL }
}

/// "Just over `n`": `n` itself and ten percent above. "Just over 100" is 100 to 110.
#[must_use]
pub fn just_over(n: Number) -> Range {
    let high = tenth(n).and_then(|tenth| n.checked_add(tenth));
    Range { min: Some(n), max: high, ..Range::ALL }
}

fn tenth(n: Number) -> Option<Number> {
    n.abs().checked_div(Number::from(HEDGE_DIVISOR))
}

fn half(n: Number) -> Option<Number> {
    n.abs().checked_div(Number::from(2))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn decimal(mantissa: i128, scale: u32) -> Number {
        Number::from_decimal_parts(mantissa, scale).unwrap()
    }

    #[test]
    fn hedges_allow_what_they_say() {
        let n = Number::from;
        let table = [
            (rounding(decimal(42, 1), decimal(1, 1)), decimal(415, 2), decimal(425, 2)),
            (rounding(n(7), n(0)), n(7), n(7)),
            (about(n(200), n(1)), n(180), n(220)),
            (about(n(-200), n(1)), n(-220), n(-180)),
            (about(n(3), n(1)), decimal(25, 1), decimal(35, 1)),
            (nearly(n(100)), n(90), n(100)),
            (just_over(n(100)), n(100), n(110)),
            (just_over(n(-100)), n(-100), n(-90)),
        ];
        for (range, min, max) in table {
            assert_eq!(range, Range::between(min, max));
        }
    }
}
