//! Cases of the copy desk's arithmetic, and what refutes them.

use super::*;
use crate::value::Number;
use crate::value::{Operator, about, rounding};
use Comparison::{Equal, LessOrEqual};
use jiff::civil::date;

fn role(name: &str) -> Expr {
    Expr::Role(name.into())
}

fn n(n: i64) -> Number {
    Number::from(n)
}

fn whole(number: i64) -> Binding {
    Binding::Number(Range::exact(n(number)))
}

fn rounded(number: i64, last_digit: i64) -> Binding {
    Binding::Number(rounding(n(number), n(last_digit)))
}

fn arithmetic(operator: Operator, left: Expr, right: Expr) -> Expr {
    Expr::Arithmetic(operator, Box::new(left), Box::new(right))
}

/// `percent = 100 * (to - from) / from`
fn percent_change() -> Condition {
    let difference = arithmetic(Operator::Subtract, role("to"), role("from"));
    let hundredfold = arithmetic(Operator::Multiply, Expr::Number(n(100)), difference);
    let change = arithmetic(Operator::Divide, hundredfold, role("from"));
    Condition::Compare(role("percent"), Equal, change)
}

fn failure(verdict: Verdict) -> Failure {
    match verdict {
        Verdict::Unsatisfiable(failure) => *failure,
        other => unreachable!("{other:?}"),
    }
}

#[test]
fn percent_changes() {
    let drop = Binding::Number(about(n(7), n(1)).neg());
    let bindings = [("from", rounded(312_000, 1000)), ("to", rounded(289_000, 1000)), ("percent", drop)];
    assert_eq!(percent_change().verdict(&bindings.into_iter().collect()), Verdict::Satisfiable);

    let bindings = [("from", whole(20)), ("to", whole(30)), ("percent", rounded(40, 1))];
    let failed = failure(percent_change().verdict(&bindings.into_iter().collect()));
    assert_eq!(failed.right, Side::Number(Range::exact(n(50))));
    assert_eq!(failed.expected, Some(("percent".into(), Side::Number(Range::exact(n(50))))));

    let bindings = [("from", whole(0)), ("to", whole(30)), ("percent", rounded(40, 1))];
    let verdict = percent_change().verdict(&bindings.into_iter().collect());
    assert_eq!(verdict, Verdict::Unknown(Gap::DivisionByZero));
    let bindings = [("from", whole(20)), ("percent", rounded(40, 1))];
    let verdict = percent_change().verdict(&bindings.into_iter().collect());
    assert_eq!(verdict, Verdict::Unknown(Gap::Missing("to".into())));
}

/// 30 to 20, both rounded, is a fall of 30.5 to 36.1 percent; with `from` free in each place it would be 29.5 to 37.3.
#[test]
fn a_role_that_occurs_twice_is_one_number() {
    let ends = [("from", rounded(30, 1)), ("to", rounded(20, 1))];
    let condition = percent_change();
    let Condition::Compare(_, _, change) = &condition else { unreachable!() };
    let loose = change.range(&ends.clone().into_iter().collect()).unwrap();
    assert!(loose.contains(n(-37)) && loose.contains(n(-30)));
    let with = |percent| {
        let mut bindings: Bindings<'_> = ends.clone().into_iter().collect();
        bindings.bind("percent", whole(percent));
        condition.verdict(&bindings)
    };
    for possible in -36..=-31 {
        assert_eq!(with(possible), Verdict::Satisfiable);
    }
    for impossible in [-37, -30] {
        let failed = failure(with(impossible));
        let Side::Number(computed) = failed.right else { unreachable!() };
        assert!(computed.contains(n(-36)) && computed.contains(n(-31)));
        assert!(!computed.contains(n(impossible)), "{computed:?}");
    }
}

#[test]
fn shares_add_up_within_rounding() {
    let sum = Condition::Compare(Expr::Sum("shares".into()), Equal, Expr::Number(n(100)));
    let of = |shares: &[i64]| {
        let shares = shares.iter().map(|share| rounding(n(*share), n(1))).collect();
        sum.verdict(&[("shares", Binding::Numbers(shares))].into_iter().collect())
    };
    assert_eq!(of(&[33, 33, 33]), Verdict::Satisfiable);
    assert_eq!(of(&[34, 34, 33]), Verdict::Satisfiable);
    assert_eq!(of(&[60, 40]), Verdict::Satisfiable);
    failure(of(&[60, 42]));
    failure(of(&[34, 34, 34]));
}

#[test]
fn ages() {
    let years = Expr::YearsBetween("birth".into(), "on".into());
    let condition = Condition::Compare(role("age"), Equal, years);
    let of = |age, birth: Days, on: Days| {
        let known = [("age", whole(age)), ("birth", Binding::Days(birth)), ("on", Binding::Days(on))];
        condition.verdict(&known.into_iter().collect())
    };
    let born = Days::on(date(1976, 2, 29));
    assert_eq!(of(47, born, Days::on(date(2024, 2, 28))), Verdict::Satisfiable);
    assert_eq!(of(48, born, Days::on(date(2024, 2, 29))), Verdict::Satisfiable);
    failure(of(48, born, Days::on(date(2024, 2, 28))));
    let year = Days::year(1975).unwrap();
    for age in [48, 49] {
        assert_eq!(of(age, year, Days::on(date(2024, 5, 1))), Verdict::Satisfiable);
    }
    let failed = failure(of(47, year, Days::on(date(2024, 5, 1))));
    let computed = Side::Number(Range::between(n(48), n(49)));
    assert_eq!(failed.expected, Some(("age".into(), computed)));
    let unknown = of(47, Days::month_day(5, 1).unwrap(), Days::on(date(2024, 5, 1)));
    assert_eq!(unknown, Verdict::Unknown(Gap::Unbounded));
}

#[test]
fn days_compare() {
    let same = Condition::Compare(role("date"), Equal, role("said"));
    let day = Days::on(date(2024, 5, 31));
    let with = |said| same.verdict(&[("date", Binding::Days(day)), ("said", Binding::Days(said))].into_iter().collect());
    assert_eq!(with(Days::weekday(5).unwrap()), Verdict::Satisfiable);
    let failed = failure(with(Days::weekday(4).unwrap()));
    assert_eq!(failed.left, Side::Days(day));

    let ordered = Condition::Compare(role("from"), LessOrEqual, role("to"));
    let years = |from, to| {
        let days = |year| Binding::Days(Days::year(year).unwrap());
        ordered.verdict(&[("from", days(from)), ("to", days(to))].into_iter().collect())
    };
    assert_eq!(years(1991, 1991), Verdict::Satisfiable);
    let failed = failure(years(2001, 1991));
    let before_1992 = Side::Days(Days::until(date(1991, 12, 31)));
    assert_eq!(failed.expected, Some(("from".into(), before_1992)));
    let weekday = Condition::Compare(Expr::Weekday("date".into()), Equal, Expr::Number(n(5)));
    assert_eq!(weekday.verdict(&[("date", Binding::Days(day))].into_iter().collect()), Verdict::Satisfiable);
}

#[test]
fn conditions_join() {
    let is = |name: &str, number| Condition::Compare(role(name), Equal, Expr::Number(n(number)));
    let known: Bindings<'_> = [("a", whole(1)), ("b", whole(2))].into_iter().collect();
    let verdict = |condition: Condition| condition.verdict(&known);
    assert_eq!(verdict(Condition::Any(vec![is("a", 9), is("b", 2)])), Verdict::Satisfiable);
    assert_eq!(verdict(Condition::All(vec![is("a", 1), is("b", 2)])), Verdict::Satisfiable);
    failure(verdict(Condition::Any(vec![is("a", 9), is("b", 9)])));
    failure(verdict(Condition::All(vec![is("missing", 1), is("b", 9)])));
    let open = Verdict::Unknown(Gap::Missing("missing".into()));
    assert_eq!(verdict(Condition::All(vec![is("missing", 1), is("b", 2)])), open);
    assert_eq!(verdict(Condition::Any(vec![is("missing", 1), is("b", 9)])), open);
}

/// Neither side fails alone: no one number is both.
#[test]
fn conditions_share_their_roles() {
    let double = arithmetic(Operator::Multiply, role("a"), Expr::Number(n(2)));
    let both =
        Condition::All(vec![Condition::Compare(role("b"), Equal, role("a")), Condition::Compare(role("c"), Equal, double)]);
    let tens = |from, to| Binding::Number(Range::between(n(from), n(to)));
    let with = |b, c| both.verdict(&[("a", tens(0, 100)), ("b", b), ("c", c)].into_iter().collect());
    assert_eq!(with(tens(10, 20), tens(30, 32)), Verdict::Satisfiable);
    failure(with(tens(10, 20), tens(50, 60)));
}

#[test]
fn comparisons_say_what_they_need() {
    use Comparison::{Greater, GreaterOrEqual, Less, NotEqual};
    let right = Range { min_open: true, ..Range::between(n(2), n(5)) };
    let table = [
        (Equal, right),
        (NotEqual, Range::ALL),
        (Less, Range::less_than(n(5))),
        (LessOrEqual, Range::at_most(n(5))),
        (Greater, Range::more_than(n(2))),
        (GreaterOrEqual, Range::more_than(n(2))),
    ];
    for (comparison, needed) in table {
        assert_eq!(comparison.left_given(&right), needed);
        for left in (0..=7).map(n) {
            let point = Range::exact(left);
            assert_eq!(comparison.is_possible(&point, &right), needed.contains(left), "{left} {comparison:?}");
            assert_eq!(comparison.mirrored().is_possible(&right, &point), needed.contains(left));
        }
    }
}
