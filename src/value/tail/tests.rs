//! Ends of ranges, and what has no probability; the values themselves are held to a reference in `tests/statistics.rs`.

use super::*;

fn decimal(mantissa: i128, scale: u32) -> Number {
    Number::from_decimal_parts(mantissa, scale).unwrap()
}

#[test]
fn rounding_of_the_statistic_widens_the_probability() {
    let whole = |n: i64| Range::exact(n.into());
    let t = Range::between(decimal(2195, 3), decimal(2205, 3));
    let p = Tail::T.range(&[t, whole(28)]).unwrap();
    let ends = [Tail::T.probability(2.205, &[28.0]).unwrap(), Tail::T.probability(2.195, &[28.0]).unwrap()];
    assert!((p.min.unwrap().to_f64_lossy() - ends[0]).abs() < 2.0 * ERROR);
    assert!((p.max.unwrap().to_f64_lossy() - ends[1]).abs() < 2.0 * ERROR);
    // The sign says which group is the larger, and nothing of p.
    assert_eq!(Tail::T.range(&[t.neg(), whole(28)]), Some(p));
    // "F(2, 45) = 0.00" is rounded, too.
    let f = Tail::F.range(&[Range::between(decimal(-5, 3), decimal(5, 3)), whole(2), whole(45)]).unwrap();
    assert_eq!(f.max, Some(Number::ONE));
    // "r = 1.00"
    assert!(Tail::R.range(&[Range::between(decimal(995, 3), decimal(1005, 3)), whole(8)]).is_some());
}

#[test]
fn what_has_no_end_or_no_freedom_has_no_probability() {
    let whole = |n: i64| Range::exact(n.into());
    assert_eq!(Tail::F.range(&[Range::less_than(Number::ONE), whole(1), whole(20)]).map(|p| p.max), None);
    assert_eq!(Tail::T.range(&[whole(2), whole(0)]), None);
    assert_eq!(Tail::ChiSquare.probability(-1.0, &[2.0]), None);
    assert_eq!(Tail::R.probability(1.5, &[10.0]), None);
    assert_eq!(Tail::ChiSquare.probability(0.0, &[2.0]), Some(1.0));
}

#[test]
fn more_freedom_makes_t_and_r_rarer() {
    for nth in 1..200 {
        let df = f64::from(nth) / 2.0;
        for statistic in [0.1, 0.5, 0.9] {
            for tail in [Tail::T, Tail::R] {
                let [few, many] = [df, df + 0.5].map(|df| tail.probability(statistic, &[df]).unwrap());
                assert!(many < few, "{tail:?} {statistic} {df}");
            }
        }
    }
}
