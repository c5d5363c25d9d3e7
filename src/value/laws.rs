//! The laws that every value keeps, tested on arbitrary ones: `meet` is intersection, and arithmetic leaves no possible
//! result out.

#![allow(clippy::unwrap_used, clippy::cast_possible_wrap)]

use super::{Clash, Days, Meet, Members, Number, Range};
use jiff::Span;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::sync::LazyLock;

fn number() -> impl Strategy<Value = Number> {
    let small = (-12_i128..=12, 1_i128..=4).prop_map(|(n, d)| Number::new(n, d).unwrap());
    let wide = (any::<i128>(), any::<i128>()).prop_filter_map("fits", |(n, d)| Number::new(n, d));
    prop_oneof![8 => small, 1 => wide, 1 => any::<i64>().prop_map(Number::from)]
}

fn range() -> impl Strategy<Value = Range> {
    let end = || proptest::option::weighted(0.8, number());
    (end(), any::<bool>(), end(), any::<bool>())
        .prop_filter_map("not empty", |(a, x, b, y)| Range::new(a, x, b, y).or_else(|| Range::new(b, x, a, y)))
}

/// A range and a number in it.
fn inhabited() -> impl Strategy<Value = (Range, Number)> {
    (range(), number(), 0_u8..=4).prop_filter_map("inside", |(range, n, part)| {
        let part = Number::new(i128::from(part), 4)?;
        let between = range.min.zip(range.max).and_then(|(min, max)| max.checked_sub(min)?.checked_mul(part)?.checked_add(min));
        [between, Some(n), range.min, range.max].into_iter().flatten().find(|n| range.contains(*n)).map(|n| (range, n))
    })
}

fn day() -> impl Strategy<Value = Date> {
    (1990_i16..2030, 1_i8..=12, 1_i8..=31).prop_filter_map("exists", |(year, month, day)| Date::new(year, month, day).ok())
}

fn days() -> impl Strategy<Value = Days> {
    let one = prop_oneof![
        day().prop_map(Days::on),
        (day(), day()).prop_map(|(one, other)| Days::between(one, other)),
        (day(), 0_u16..40).prop_map(|(day, slack)| Days::on(day).widen(slack)),
        day().prop_map(Days::since),
        day().prop_map(Days::until),
        day().prop_map(|day| Days::month(day.year(), day.month()).unwrap()),
        (1990_i16..2030).prop_map(|year| Days::year(year).unwrap()),
        day().prop_map(|day| Days::month_day(day.month(), day.day()).unwrap()),
        Just(Days::month_day(2, 29).unwrap()),
        (1_i8..=7).prop_map(|weekday| Days::weekday(weekday).unwrap()),
        (1_i8..=12).prop_map(|month| Days::any_year(month).unwrap()),
        (1_i8..=12, 1_i8..=12).prop_map(|(first, last)| Days::months(first, last).unwrap()),
        (day(), 0_i64..400).prop_map(|(day, length)| Days::between(day, day + Span::new().days(length))),
        (1_i8..=31).prop_map(|day| Days::any_month(day).unwrap()),
    ];
    proptest::collection::vec(one, 1..4)
        .prop_map(|all| all.iter().skip(1).fold(all[0], |met, next| met.meet(next).unwrap_or(met)))
}

fn members() -> impl Strategy<Value = Members<u8>> {
    let subset = || (0_u8..64).prop_map(named);
    let empty = || Just(BTreeSet::new());
    let size = (0_i64..8, 0_i64..8, any::<bool>(), any::<bool>()).prop_filter_map("size", |(a, b, x, y)| {
        let range = Range::new(Some(a.min(b).into()), x, Some(a.max(b).into()), y)?;
        range.integers().and(Some(range))
    });
    (
        prop_oneof![empty(), subset()],
        proptest::option::of(subset()),
        prop_oneof![empty(), subset()],
        prop_oneof![Just(Range::at_least(Number::ZERO)), size],
    )
        .prop_map(|(must, only, never, size)| Members { must, only, never, size })
        .prop_filter("not empty", |members| !worlds(members).is_empty())
}

fn named(bits: u8) -> BTreeSet<u8> {
    (0..6).filter(|bit| bits & (1 << bit) != 0).collect()
}

/// All sets that fit, over six named things and up to eight nameless ones.
fn worlds(members: &Members<u8>) -> BTreeSet<(BTreeSet<u8>, usize)> {
    let all = (0..64).flat_map(|bits| (0..=8).map(move |others| (named(bits), others)));
    all.filter(|(set, others)| {
        members.must.is_subset(set)
            && members.only.as_ref().is_none_or(|only| set.is_subset(only) && *others == 0)
            && members.never.is_disjoint(set)
            && members.size.contains(Number::from((set.len() + others) as i64))
    })
    .collect()
}

/// What `meet` promises whatever the type.
fn is_lawful<V: Meet + Clone + PartialEq + std::fmt::Debug>(a: &V, b: &V, c: &V) {
    assert_eq!(a.meet(a).as_ref(), Some(a), "idempotent");
    assert_eq!(a.meet(b), b.meet(a), "commutative");
    let left = a.meet(b).and_then(|met| met.meet(c));
    let right = b.meet(c).and_then(|met| a.meet(&met));
    assert_eq!(left, right, "associative");
    if let Some(met) = a.meet(b) {
        assert_eq!(met.meet(a).as_ref(), Some(&met), "no wider than either");
    }
}

proptest! {
    #[test]
    fn range_meets((a, b, c, n) in (range(), range(), range(), number())) {
        is_lawful(&a, &b, &c);
        let met = a.meet(&b);
        prop_assert_eq!(met.is_some_and(|met| met.contains(n)), a.contains(n) && b.contains(n));
        prop_assert!(a.is_subset_of(&a.hull(&b)) && b.is_subset_of(&a.hull(&b)));
    }

    #[test]
    fn arithmetic_leaves_nothing_out((a, x) in inhabited(), (b, y) in inhabited()) {
        let holds = |range: Range, n: Option<Number>| n.is_none_or(|n| range.contains(n));
        prop_assert!(holds(a.add(&b), x.checked_add(y)));
        prop_assert!(holds(a.sub(&b), x.checked_sub(y)));
        prop_assert!(holds(a.mul(&b), x.checked_mul(y)));
        prop_assert!(holds(a.scale(y), x.checked_mul(y)));
        prop_assert!(a.abs().contains(x.abs()));
        prop_assert!(a.least(&b).contains(x.min(y)) && a.greatest(&b).contains(x.max(y)));
        prop_assert!(holds(a.div(&b).unwrap_or(Range::exact(Number::ZERO)), x.checked_div(y)));
        prop_assert_eq!(a.div(&b).is_none(), b == Range::exact(Number::ZERO));
        if x.is_integer() {
            prop_assert!(a.integers().is_some_and(|whole| whole.contains(x)));
        }
    }

    /// Ends are reached when they are closed: results are as narrow as one operation allows.
    #[test]
    fn arithmetic_is_tight(ends in proptest::array::uniform4(-6_i64..=6)) {
        let [a, b, c, d] = ends.map(Number::from);
        let (one, other) = (Range::between(a, b), Range::between(c, d));
        let corners = [(a, c), (a, d), (b, c), (b, d)];
        let hull = |op: fn(Number, Number) -> Option<Number>| {
            let results = corners.map(|(x, y)| op(x, y).unwrap());
            Range::between(*results.iter().min().unwrap(), *results.iter().max().unwrap())
        };
        prop_assert_eq!(one.add(&other), hull(Number::checked_add));
        prop_assert_eq!(one.sub(&other), hull(Number::checked_sub));
        prop_assert_eq!(one.mul(&other), hull(Number::checked_mul));
        if !other.contains(Number::ZERO) {
            prop_assert_eq!(one.div(&other), Some(hull(Number::checked_div)));
        }
    }

    #[test]
    fn numbers_print_and_read_back(mantissa in any::<i64>(), scale in 0_u32..=20) {
        let n = Number::from_decimal_parts(i128::from(mantissa), scale).unwrap();
        let text = n.to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let mantissa: i128 = format!("{whole}{fraction}").parse().unwrap();
        prop_assert_eq!(Number::from_decimal_parts(mantissa, fraction.len() as u32), Some(n));
        prop_assert!(!text.ends_with('.') && (fraction.is_empty() || !fraction.ends_with('0')));
    }

    #[test]
    fn number_arithmetic_agrees_with_fractions(parts in proptest::array::uniform4(-300_i128..=300)) {
        let [a, b, c, d] = parts;
        if let (Some(x), Some(y)) = (Number::new(a, b), Number::new(c, d)) {
            prop_assert_eq!(x.checked_add(y), Number::new(a * d + c * b, b * d));
            prop_assert_eq!(x.checked_sub(y), Number::new(a * d - c * b, b * d));
            prop_assert_eq!(x.checked_mul(y), Number::new(a * c, b * d));
            prop_assert_eq!(x.checked_div(y), Number::new(a * d, b * c));
            prop_assert_eq!(x.cmp(&y), (a * d * b.signum() * d.signum()).cmp(&(c * b * b.signum() * d.signum())));
            prop_assert!(x.floor() <= x && x <= x.ceil() && x.denominator() > 0);
        }
    }

    #[test]
    fn number_arithmetic_never_panics(x in number(), y in number()) {
        if let Some(difference) = x.checked_sub(y) {
            prop_assert_eq!(x.cmp(&y), difference.cmp(&Number::ZERO));
        }
        for n in [x.checked_add(y), x.checked_sub(y), x.checked_mul(y), x.checked_div(y)].into_iter().flatten() {
            prop_assert!(n.numerator() != i128::MIN && n.denominator() > 0);
            prop_assert!(n.to_string().len() < 200);
            prop_assert!(n.floor() <= n.round() && n.round() <= n.ceil());
        }
    }
}

/// The days that sets of days are compared over, one by one.
static WINDOW: LazyLock<Vec<Date>> =
    LazyLock::new(|| date(1990, 1, 1).series(Span::new().days(1)).take_while(|day| day.year() < 2030).collect());

proptest! {
    // Each case looks at thousands of worlds.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn days_meet((a, b, c) in (days(), days(), days())) {
        is_lawful(&a, &b, &c);
        let met = a.meet(&b);
        let window = &*WINDOW;
        if a.is_subset_of(&b) {
            prop_assert!(window.iter().all(|day| !a.contains(*day) || b.contains(*day)));
        }
        let both: Vec<Date> = window.iter().copied().filter(|day| a.contains(*day) && b.contains(*day)).collect();
        match met {
            None => prop_assert!(both.is_empty()),
            Some(met) => {
                prop_assert!(both.iter().all(|day| met.contains(*day)));
                if let (Some(first), Some(last)) = (met.earliest(), met.latest())
                    && first.year() >= 1990 && last.year() < 2030
                {
                    prop_assert_eq!((both.first(), both.last()), (Some(&first), Some(&last)));
                }
            }
        }
    }

    #[test]
    fn members_meet((a, b, c) in (members(), members(), members())) {
        is_lawful(&a, &b, &c);
        let both: BTreeSet<_> = worlds(&a).intersection(&worlds(&b)).cloned().collect();
        let met = a.meet(&b).map(|met| worlds(&met)).unwrap_or_default();
        prop_assert_eq!(&met, &both);
        let clash = a.clash(&b);
        prop_assert_eq!(clash.is_some(), both.is_empty());
        if let Some(Clash::Membership { first_only, second_only }) = clash {
            prop_assert!(first_only.is_subset(&a.must) && second_only.is_subset(&b.must));
        }
    }
}
