//! What is wrong with an equation, and where.

use super::FUNCTIONS;
use nom::error::{ErrorKind, ParseError};
use std::fmt;

/// Where and why an equation cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected {expected}")]
pub struct EquationError {
    /// Bytes from the start of the equation, on a character boundary; its length when something is missing at the end.
    pub offset: usize,
    /// What should have stood there.
    pub expected: Expected,
}

/// What the grammar wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// A number, a role, a function or an opening parenthesis.
    Value,
    /// A comparison sign.
    Relation,
    /// A role, where an expression will not do.
    Role,
    /// The name of a function, before a parenthesis.
    Function,
    /// The parenthesis that opens a function's arguments.
    Opening,
    /// A closing parenthesis.
    Closing,
    /// The comma before a function's second argument.
    Comma,
    /// The comma before the next of so many values.
    Argument(usize),
    /// A number that fits.
    SmallerNumber,
    /// An operator, `and`, `or`, or nothing more.
    End,
    /// At most 1,000 bytes.
    Shorter,
    /// At most 32 parentheses within each other.
    Flatter,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Argument(many) => return write!(f, "`,` and another value: the function takes {many}"),
            Self::Value => "a number, a role, a function or `(`",
            Self::Relation => "an operator or a comparison: `=`, `!=`, `<`, `<=`, `>` or `>=`",
            Self::Role => "the name of a role",
            Self::Function => {
                let (last, others) = FUNCTIONS.split_last().unwrap_or((&"", &[]));
                return write!(f, "one of the functions `{}` and `{last}`", others.join("`, `"));
            }
            Self::Opening => "`(`",
            Self::Closing => "an operator or `)`",
            Self::Comma => "`,` and a second role",
            Self::SmallerNumber => "a number of at most 38 digits",
            Self::End => "an operator, `and`, `or`, or the end",
            Self::Shorter => "an equation of at most 1,000 bytes",
            Self::Flatter => "at most 32 parentheses within each other",
        })
    }
}

/// How far the grammar came, and what it wanted there; of two alternatives, the one that came further counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Miss {
    pub(super) left: usize,
    pub(super) expected: Expected,
}

impl<'a> ParseError<&'a str> for Miss {
    fn from_error_kind(input: &'a str, _: ErrorKind) -> Self {
        Self { left: input.len(), expected: Expected::Value }
    }

    fn append(_: &'a str, _: ErrorKind, other: Self) -> Self {
        other
    }

    fn or(self, other: Self) -> Self {
        if other.left < self.left { other } else { self }
    }
}
