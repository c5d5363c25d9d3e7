//! Equations that are read, and the places of the errors in those that are not.

use super::*;
use crate::value::{Binding, Bindings, Comparison, Number, Range, Verdict, rounding};
use proptest::prelude::*;

#[test]
fn reads_what_desks_write() {
    for text in [
        "percent = 100 * (to - from) / from",
        " percent=100×(to−from)÷from ",
        "sum(parts) = whole",
        "0 <= share <= 100",
        "((a = b) and (c < d or e >= -f.when))",
        "(a) = b and (a + b) * 2 != 3.25",
        "years_between(birth, on) = age or years_between(birth, on) = age - 1",
        "weekday(date) = weekday.said and abs(a - b) ≤ max(a, b, list) / 10",
        "orbit = android and order = 1",
        "p = p_t(abs(t), df) / 2 or p = p_f(f, df - 1, error) and p = p_z(z)",
        "to_whole(mean * n) = 0",
    ] {
        assert!(parse(text).is_ok(), "{text}: {:?}", parse(text));
    }
}

#[test]
fn binds_as_mathematics_does() {
    let tree = |text| format!("{:?}", parse(text).unwrap());
    for (text, same) in [
        ("a = b + c * d", "a = (b + (c * d))"),
        ("a = b - c - d", "a = ((b - c) - d)"),
        ("a = b / c * d", "a = ((b / c) * d)"),
        ("a = 1 or b = 1 and c = 1", "a = 1 or (b = 1 and c = 1)"),
        ("a < b < c", "(a < b and b < c)"),
        ("a = --b", "(a) = (b)"),
    ] {
        assert_eq!(tree(text), tree(same));
    }
    assert_ne!(tree("a = b - (c - d)"), tree("a = b - c - d"));
}

#[test]
fn errors_point_at_the_place() {
    for (text, offset, expected) in [
        ("", 0, Expected::Value),
        ("a = ", 4, Expected::Value),
        ("a = b +", 7, Expected::Value),
        ("a = b + * c", 8, Expected::Value),
        ("a", 1, Expected::Relation),
        ("a b = c", 2, Expected::Relation),
        ("a = b c", 6, Expected::End),
        ("a = b and", 9, Expected::Value),
        ("a = (b + c", 10, Expected::Closing),
        ("(a = b", 6, Expected::Closing),
        ("a = b)", 5, Expected::End),
        ("a = mean(b)", 4, Expected::Function),
        ("a = sum", 7, Expected::Opening),
        ("a = sum(1 + 2)", 8, Expected::Role),
        ("a = days_between(b)", 18, Expected::Comma),
        ("a = days_between(b, 3)", 20, Expected::Role),
        ("p = p_t(t)", 9, Expected::Argument(2)),
        ("p = p_f(f, a)", 12, Expected::Argument(3)),
        ("p = p_z(z, a)", 9, Expected::Closing),
        ("p = p_t(t, )", 11, Expected::Value),
        ("p = to_whole()", 13, Expected::Value),
        ("p = p_u(t)", 4, Expected::Function),
        ("− = b", 4, Expected::Value),
        ("a == b", 3, Expected::Value),
        ("a = 1e5", 5, Expected::End),
        ("a = 1234567890123456789012345678901234567890", 4, Expected::SmallerNumber),
        ("a = 10 % b", 7, Expected::End),
    ] {
        assert_eq!(parse(text), Err(EquationError { offset, expected }), "{text}");
    }
    let deep = format!("a = {}b{}", "(".repeat(40), ")".repeat(40));
    assert_eq!(parse(&deep).unwrap_err(), EquationError { offset: 36, expected: Expected::Flatter });
    assert_eq!(parse(&"-".repeat(2_000)).unwrap_err().expected, Expected::Shorter);
}

#[test]
fn roles_have_their_places() {
    let found: Vec<_> = roles("é = sum(parts) and 2 * a.b != parts").collect();
    assert_eq!(found, [(9, "parts"), (24, "a.b"), (31, "parts")]);
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused_in_bounds(text in "([abo() +*/=<>.,0-9−é-]|and |sum\\(|or |a = b){0,30}") {
        match parse(&text) {
            Ok(condition) => {
                let mut named: Vec<&str> = roles(&text).map(|(_, name)| name).collect();
                let mut used: Vec<&str> = condition.roles().into_iter().map(|role| &**role).collect();
                named.sort_unstable();
                used.sort_unstable();
                named.dedup();
                used.dedup();
                prop_assert_eq!(named, used);
            }
            Err(error) => prop_assert!(text.is_char_boundary(error.offset)),
        }
    }
}

/// Equations with the role that the others decide.
const SOLVABLE: [(&str, &str); 6] = [
    ("percent = 100 * (to - from) / from", "percent"),
    ("share = 100 * part / (part + rest)", "share"),
    ("whole = part + rest and whole - rest = part", "whole"),
    ("margin = abs(part - rest) and margin <= max(part, rest)", "margin"),
    ("ratio = (to * to - from) / (to + from)", "ratio"),
    ("0 <= least and least = min(part, rest, from)", "least"),
];

proptest! {
    /// Whatever rounding and hedges hide, true figures never fail.
    #[test]
    fn what_can_be_true_is_satisfiable(
        case in 0..SOLVABLE.len(),
        figures in proptest::array::uniform4((1_i64..500, 0_i64..60)),
        slack in (0_i64..40, 0_i64..40),
    ) {
        let (text, decided) = SOLVABLE[case];
        let condition = parse(text).unwrap();
        let names = ["from", "to", "part", "rest"];
        let exact = names.iter().zip(figures).map(|(name, (n, _))| (*name, Range::exact(n.into())));
        let truth = solution(&condition, &exact.collect::<Vec<_>>(), decided);
        let ranges = names.iter().zip(figures).map(|(name, (n, low))| {
            (*name, Range::between((n - low.min(n - 1)).into(), (n + low).into()))
        });
        let mut known: Bindings<'_> = numbers(&ranges.collect::<Vec<_>>());
        let low = truth.checked_sub(slack.0.into()).unwrap();
        let high = truth.checked_add(slack.1.into()).unwrap();
        known.bind(decided, Binding::Number(Range::between(low, high)));
        prop_assert_eq!(condition.verdict(&known), Verdict::Satisfiable);
    }

    /// A change of percent is greatest and least at the ends of the figures: beyond, it fails.
    #[test]
    fn what_cannot_be_true_fails(
        from in 20_i64..2_000, to in 20_i64..2_000, beyond in 1_i64..50, above in any::<bool>(),
    ) {
        let condition = parse("percent = 100 * (to - from) / from").unwrap();
        let half = |n: i64| rounding(n.into(), Number::ONE);
        let (from, to) = (half(from), half(to));
        let percent = |from: Number, to: Number| {
            let known = [("from", Range::exact(from)), ("to", Range::exact(to))];
            solution(&condition, &known, "percent")
        };
        let edge = if above {
            percent(from.min.unwrap(), to.max.unwrap())
        } else {
            percent(from.max.unwrap(), to.min.unwrap())
        };
        // One percent of the figure, so that the halving of ranges comes to an end.
        let margin = edge.abs().checked_add(100.into()).unwrap().checked_mul(Number::new(beyond.into(), 100).unwrap());
        let margin = if above { margin.unwrap() } else { -margin.unwrap() };
        let wrong = edge.checked_add(margin).unwrap();
        let known = [("from", from), ("to", to), ("percent", Range::exact(wrong))];
        let verdict = condition.verdict(&numbers(&known));
        prop_assert!(matches!(verdict, Verdict::Unsatisfiable(_)), "{:?}", verdict);
    }
}

fn numbers<'a>(known: &[(&'a str, Range)]) -> Bindings<'a> {
    known.iter().map(|(name, range)| (*name, Binding::Number(*range))).collect()
}

/// What a role must be when all others are exact.
fn solution(condition: &Condition, known: &[(&str, Range)], decided: &str) -> Number {
    match condition {
        Condition::Compare(left, Comparison::Equal, right) if left.as_role().is_some_and(|role| &**role == decided) => {
            right.range(&numbers(known)).unwrap().is_exact().unwrap()
        }
        Condition::All(all) => {
            let equation = all.iter().find(|one| matches!(one, Condition::Compare(_, Comparison::Equal, _)));
            solution(equation.unwrap(), known, decided)
        }
        _ => unreachable!("{condition:?}"),
    }
}
