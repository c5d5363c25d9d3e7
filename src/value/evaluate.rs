//! Expressions over ranges: every value that an expression can take, or more where a role occurs twice.

use super::equation::{Binding, Bindings, Comparison, Expr, Operator, Role};
use super::{Days, Meet, Number, Range};
use jiff::civil::Date;

/// Why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gap {
    /// No claim gives this role.
    Missing(Box<str>),
    /// The role is a number where a day is needed, or the like.
    WrongKind(Box<str>),
    /// A divisor that can only be 0.
    DivisionByZero,
    /// Nothing limits a side of the comparison.
    Unbounded,
}

/// The roles' values, some of them narrowed while a solution is looked for.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'b> {
    pub(super) bindings: &'b Bindings<'b>,
    pub(super) narrowed: &'b [(&'b str, Range)],
}

impl Expr {
    /// All values that the expression can take. A role that occurs twice counts as two, so the range may be too wide; it
    /// is never too narrow.
    pub fn range(&self, bindings: &Bindings<'_>) -> Result<Range, Gap> {
        Known { bindings, narrowed: &[] }.range(self)
    }
}

impl Known<'_> {
    pub(super) fn range(&self, expr: &Expr) -> Result<Range, Gap> {
        Ok(match expr {
            Expr::Number(n) => Range::exact(*n),
            Expr::Role(role) => self.number(role)?,
            Expr::Negate(inner) => self.range(inner)?.neg(),
            Expr::Arithmetic(operator, left, right) => {
                let (left, right) = (self.range(left)?, self.range(right)?);
                match operator {
                    Operator::Add => left.add(&right),
                    Operator::Subtract => left.sub(&right),
                    Operator::Multiply => left.mul(&right),
                    Operator::Divide => left.div(&right).ok_or(Gap::DivisionByZero)?,
                }
            }
            Expr::Abs(inner) => self.range(inner)?.abs(),
            Expr::Min(all) => self.fold(all, Range::least)?,
            Expr::Max(all) => self.fold(all, Range::greatest)?,
            Expr::Sum(list) => {
                let zero = Range::exact(Number::ZERO);
                self.list(list)?.iter().fold(zero, |sum, item| sum.add(item))
            }
            Expr::Count(list) => self.count(list)?,
            Expr::YearsBetween(from, to) => between(&self.days(from)?, &self.days(to)?, years_between),
            Expr::DaysBetween(from, to) => between(&self.days(from)?, &self.days(to)?, days_between),
            Expr::Weekday(role) => weekday(&self.days(role)?),
            Expr::Year(role) => ends(&self.days(role)?, |date| i64::from(date.year())),
            Expr::ToWhole(inner) => self.range(inner)?.to_whole(),
            Expr::Tail(tail, values) => {
                let values = values.iter().map(|value| self.range(value)).collect::<Result<Vec<_>, _>>()?;
                tail.range(&values).ok_or(Gap::Unbounded)?
            }
        })
    }

    /// The days of an expression that is nothing but a role of days.
    pub(super) fn as_days(&self, expr: &Expr) -> Option<Days> {
        match self.bindings.get(expr.as_role()?)? {
            Binding::Days(days) => Some(*days),
            _ => None,
        }
    }

    fn get(&self, role: &Role) -> Result<&Binding, Gap> {
        self.bindings.get(role).ok_or_else(|| Gap::Missing(role.clone()))
    }

    fn number(&self, role: &Role) -> Result<Range, Gap> {
        if let Some((_, range)) = self.narrowed.iter().find(|(name, _)| *name == &**role) {
            return Ok(*range);
        }
        match self.get(role)? {
            Binding::Number(range) => Ok(*range),
            Binding::Days(days) => Ok(ends(days, days_since_epoch)),
            Binding::Numbers(_) | Binding::Size(_) => Err(Gap::WrongKind(role.clone())),
        }
    }

    fn list(&self, role: &Role) -> Result<&[Range], Gap> {
        match self.get(role)? {
            Binding::Numbers(list) => Ok(list),
            _ => Err(Gap::WrongKind(role.clone())),
        }
    }

    fn count(&self, role: &Role) -> Result<Range, Gap> {
        match self.get(role)? {
            Binding::Numbers(list) => Ok(whole(i64::try_from(list.len()).unwrap_or(i64::MAX))),
            Binding::Size(size) => Ok(*size),
            _ => Err(Gap::WrongKind(role.clone())),
        }
    }

    fn days(&self, role: &Role) -> Result<Days, Gap> {
        match self.get(role)? {
            Binding::Days(days) => Ok(*days),
            _ => Err(Gap::WrongKind(role.clone())),
        }
    }

    /// The least or greatest of some expressions, with lists opened. Of none, anything.
    fn fold(&self, all: &[Expr], pick: fn(&Range, &Range) -> Range) -> Result<Range, Gap> {
        let mut folded: Option<Range> = None;
        let mut add = |range: &Range| folded = Some(folded.map_or(*range, |so_far| pick(&so_far, range)));
        for expr in all {
            match expr.as_role().and_then(|role| self.list(role).ok()) {
                Some(list) => list.iter().for_each(&mut add),
                None => add(&self.range(expr)?),
            }
        }
        Ok(folded.unwrap_or(Range::ALL))
    }
}

impl Comparison {
    /// Whether some number on the left and some number on the right compare so.
    #[must_use]
    pub fn is_possible(self, left: &Range, right: &Range) -> bool {
        match self {
            Self::Equal => left.meet(right).is_some(),
            Self::NotEqual => left.is_exact().is_none() || left.is_exact() != right.is_exact(),
            Self::Less => can_be_below(left, right, false),
            Self::LessOrEqual => can_be_below(left, right, true),
            Self::Greater => can_be_below(right, left, false),
            Self::GreaterOrEqual => can_be_below(right, left, true),
        }
    }

    /// Where the left side has to be for the right side to allow it.
    #[must_use]
    pub fn left_given(self, right: &Range) -> Range {
        let below = |open: bool| Range {
            min: None,
            min_open: false,
            max: right.max,
            max_open: right.max.is_some() && (open || right.max_open),
        };
        match self {
            Self::Equal => *right,
            Self::NotEqual => Range::ALL,
            Self::Less => below(true),
            Self::LessOrEqual => below(false),
            Self::Greater | Self::GreaterOrEqual => self.mirrored().left_given(&right.neg()).neg(),
        }
    }

    /// Which days the left side has to be for the days on the right side to allow it.
    #[must_use]
    pub fn days_given(self, right: &Days) -> Days {
        let until = |date: Option<Date>| date.map_or(Days::ALL, Days::until);
        let since = |date: Option<Date>| date.map_or(Days::ALL, Days::since);
        match self {
            Self::Equal => *right,
            Self::NotEqual => Days::ALL,
            Self::Less => until(right.latest().and_then(|date| date.yesterday().ok())),
            Self::LessOrEqual => until(right.latest()),
            Self::Greater => since(right.earliest().and_then(|date| date.tomorrow().ok())),
            Self::GreaterOrEqual => since(right.earliest()),
        }
    }

    /// The same comparison with its sides exchanged.
    #[must_use]
    pub fn mirrored(self) -> Self {
        match self {
            Self::Equal | Self::NotEqual => self,
            Self::Less => Self::Greater,
            Self::LessOrEqual => Self::GreaterOrEqual,
            Self::Greater => Self::Less,
            Self::GreaterOrEqual => Self::LessOrEqual,
        }
    }
}

fn can_be_below(one: &Range, other: &Range, or_equal: bool) -> bool {
    match (one.min, other.max) {
        (Some(min), Some(max)) => min < max || (or_equal && min == max && !one.min_open && !other.max_open),
        _ => true,
    }
}

fn whole(n: i64) -> Range {
    Range::exact(Number::from(n))
}

/// The range of something that grows with the day.
fn ends(days: &Days, of: fn(Date) -> i64) -> Range {
    Range { min: days.earliest().map(of).map(Number::from), max: days.latest().map(of).map(Number::from), ..Range::ALL }
}

/// The range of something that grows with the second day and shrinks with the first.
fn between(from: &Days, to: &Days, of: fn(Date, Date) -> i64) -> Range {
    let at = |from: Option<Date>, to: Option<Date>| Some(Number::from(of(from?, to?)));
    Range { min: at(from.latest(), to.earliest()), max: at(from.earliest(), to.latest()), ..Range::ALL }
}

fn days_since_epoch(date: Date) -> i64 {
    days_between(Date::constant(1970, 1, 1), date)
}

fn days_between(from: Date, to: Date) -> i64 {
    to.duration_since(from).as_hours() / 24
}

/// Completed years: an age. Someone born on 29 February is a year older on 1 March.
fn years_between(from: Date, to: Date) -> i64 {
    let before_birthday = (to.month(), to.day()) < (from.month(), from.day());
    i64::from(to.year()) - i64::from(from.year()) - i64::from(before_birthday)
}

fn weekday(days: &Days) -> Range {
    match days.weekday_number() {
        Some(day) => whole(i64::from(day)),
        None => Range::between(Number::ONE, Number::from(7)),
    }
}
