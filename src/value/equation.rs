//! What a rule requires: comparisons between expressions over named roles. Parsed in `pack`, evaluated in
//! `evaluate`, decided in `solve`.

use super::{Days, Number, Range, Tail};

/// The name that a rule gives to a number, list or day of a claim: `from`, `birth.when`.
pub type Role = Box<str>;

/// Something that has a value once the roles have theirs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    /// A constant.
    Number(Number),
    /// A role; days count as days since 1970.
    Role(Role),
    /// `-a`.
    Negate(Box<Expr>),
    /// `a + b` and the like.
    Arithmetic(Operator, Box<Expr>, Box<Expr>),
    /// `abs(a)`.
    Abs(Box<Expr>),
    /// `min(a, b, …)`; a list counts as its items.
    Min(Vec<Expr>),
    /// `max(a, b, …)`; a list counts as its items.
    Max(Vec<Expr>),
    /// `sum(list)`.
    Sum(Role),
    /// `count(list)`.
    Count(Role),
    /// `years_between(a, b)`: completed years from the first day to the second.
    YearsBetween(Role, Role),
    /// `days_between(a, b)`: days from the first day to the second.
    DaysBetween(Role, Role),
    /// `weekday(day)`: 1 is Monday.
    Weekday(Role),
    /// `year(day)`.
    Year(Role),
    /// `to_whole(a)`: how far it is from the nearest whole number.
    ToWhole(Box<Expr>),
    /// `p_t(t, df)` and the like: a test statistic and its degrees of freedom.
    Tail(Tail, Vec<Expr>),
}

/// Arithmetic on two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
}

/// What must hold between two sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// What must hold of the roles together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// One comparison.
    Compare(Expr, Comparison, Expr),
    /// All of these.
    All(Vec<Condition>),
    /// At least one of these.
    Any(Vec<Condition>),
}

/// What is known of a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Binding {
    /// A number.
    Number(Range),
    /// A complete list of numbers.
    Numbers(Vec<Range>),
    /// A list of other things, of which only the number matters.
    Size(Range),
    /// A day.
    Days(Days),
}

/// What is known of all roles. Few enough to be looked through.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bindings<'a> {
    entries: Vec<(&'a str, Binding)>,
}

impl<'a> Bindings<'a> {
    /// Gives a role its value, in place of an earlier one.
    pub fn bind(&mut self, role: &'a str, binding: Binding) {
        match self.entries.iter_mut().find(|(name, _)| *name == role) {
            Some((_, bound)) => *bound = binding,
            None => self.entries.push((role, binding)),
        }
    }

    /// What is known of a role.
    #[must_use]
    pub fn get(&self, role: &str) -> Option<&Binding> {
        self.entries.iter().find(|(name, _)| *name == role).map(|(_, binding)| binding)
    }
}

impl<'a> FromIterator<(&'a str, Binding)> for Bindings<'a> {
    fn from_iter<I: IntoIterator<Item = (&'a str, Binding)>>(entries: I) -> Self {
        let mut bindings = Self::default();
        for (role, binding) in entries {
            bindings.bind(role, binding);
        }
        bindings
    }
}

impl Condition {
    /// Every role in the order of the text, repeated where it is repeated.
    #[must_use]
    pub fn roles(&self) -> Vec<&Role> {
        let mut roles = Vec::new();
        self.collect_roles(&mut roles);
        roles
    }

    fn collect_roles<'e>(&'e self, roles: &mut Vec<&'e Role>) {
        match self {
            Self::Compare(left, _, right) => {
                left.collect_roles(roles);
                right.collect_roles(roles);
            }
            Self::All(conditions) | Self::Any(conditions) => {
                for condition in conditions {
                    condition.collect_roles(roles);
                }
            }
        }
    }
}

impl Expr {
    /// The role, when the expression is nothing else.
    #[must_use]
    pub fn as_role(&self) -> Option<&Role> {
        match self {
            Self::Role(role) => Some(role),
            _ => None,
        }
    }

    /// Every role in the order of the text, repeated where it is repeated.
    #[must_use]
    pub fn roles(&self) -> Vec<&Role> {
        let mut roles = Vec::new();
        self.collect_roles(&mut roles);
        roles
    }

    fn collect_roles<'e>(&'e self, roles: &mut Vec<&'e Role>) {
        match self {
            Self::Number(_) => {}
            Self::Role(role) | Self::Sum(role) | Self::Count(role) | Self::Weekday(role) | Self::Year(role) => {
                roles.push(role);
            }
            Self::YearsBetween(from, to) | Self::DaysBetween(from, to) => roles.extend([from, to]),
            Self::Negate(inner) | Self::Abs(inner) | Self::ToWhole(inner) => inner.collect_roles(roles),
            Self::Arithmetic(_, left, right) => {
                left.collect_roles(roles);
                right.collect_roles(roles);
            }
            Self::Min(all) | Self::Max(all) | Self::Tail(_, all) => {
                for expr in all {
                    expr.collect_roles(roles);
                }
            }
        }
    }
}
