//! The sets of possible worlds that claims allow, and the one operation on them: [`Meet::meet`].
//!
//! No parsing and no text here. A contradiction is an empty intersection: "about 200" and "180" meet in 180, "six" and a
//! complete list of five do not meet at all.
//!
//! ```
//! use factlint::internals::value::{Meet, Number, Range, about, rounding};
//! let about_200 = about(Number::from(200), Number::ONE); // 180 to 220
//! let sources_say = Range::exact(Number::from(185));
//! assert!(about_200.meet(&sources_say).is_some());
//! ```

use serde::{Deserialize, Serialize};

pub(crate) mod day;
mod days;
mod decimal;
mod edtf;
mod equation;
mod evaluate;
mod hedge;
mod interval;
#[cfg(test)]
mod laws;
mod members;
mod months;
mod number;
mod range;
mod solve;
mod tail;

pub use days::Days;
pub use equation::{Binding, Bindings, Comparison, Condition, Expr, Operator, Role};
pub use evaluate::Gap;
pub use hedge::{about, just_over, nearly, rounding};
pub use members::{Clash, Members};
pub use number::Number;
pub use range::Range;
pub use solve::{Failure, Side, Verdict};
pub use tail::Tail;

/// What two claims about the same thing allow together.
pub trait Meet: Sized {
    /// The worlds that both allow; `None` when there is none.
    ///
    /// Commutative, associative, idempotent, and never wider than either.
    #[must_use]
    fn meet(&self, other: &Self) -> Option<Self>;
}

/// The possible worlds of one claim, of whichever kind; `T` identifies the members of sets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value<T: Ord> {
    /// A quantity, in the unit that the claim keeps.
    Number(Range),
    /// When something happened.
    Days(Days),
    /// Who belongs to a group.
    Members(Box<Members<T>>),
    /// Words that either are the same or are not: a name, a place, a quote.
    Text(String),
}

impl<T: Ord + Clone> Meet for Value<T> {
    /// Values of different kinds do not meet.
    fn meet(&self, other: &Self) -> Option<Self> {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.meet(other).map(Self::Number),
            (Self::Days(one), Self::Days(other)) => one.meet(other).map(Self::Days),
            (Self::Members(one), Self::Members(other)) => one.meet(other).map(|both| Self::Members(Box::new(both))),
            (Self::Text(one), Self::Text(other)) => (one == other).then(|| self.clone()),
            _ => None,
        }
    }
}
