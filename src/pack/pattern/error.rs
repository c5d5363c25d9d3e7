//! What is wrong with a pattern, and where.

use super::{MOST_GAP, MOST_REPEATS};
use std::fmt;

/// Where and why a pattern is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem}")]
pub struct PatternError {
    /// Bytes from the start of the pattern, on a character boundary; its length when something is missing at the end.
    pub offset: usize,
    /// How many bytes are meant, 0 at the end.
    pub len: usize,
    /// What is wrong there.
    pub problem: PatternProblem,
}

/// What is wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternProblem {
    /// The grammar wanted something else.
    #[error("expected {0}")]
    Expected(Expected),
    /// No such word class.
    #[error("no word class is called `{name}`{}", nearest.map(|n| format!("; the nearest is `{n}`")).unwrap_or_default())]
    UnknownClass {
        /// What is written.
        name: String,
        /// A class with nearly this name.
        nearest: Option<&'static str>,
    },
    /// No such kind of capture.
    #[error("nothing of the kind `{name}` can be captured{}", nearest.map(|n| format!("; the nearest is `{n}`")).unwrap_or_default())]
    UnknownKind {
        /// What is written.
        name: String,
        /// A kind with nearly this name.
        nearest: Option<&'static str>,
    },
    /// A role that the claim file does not declare.
    #[error("the role `{role}` is not declared under `roles`{}", nearest.as_ref().map(|n| format!("; the nearest is `{n}`")).unwrap_or_default())]
    UnknownRole {
        /// What is written.
        role: String,
        /// A declared role with nearly this name.
        nearest: Option<String>,
    },
    /// The language pack has no word of this class, or none with this value or id.
    #[error("this can never match: the language `{language}` has no word of {class}")]
    NoWords {
        /// The class as it is written.
        class: String,
        /// The language's tag.
        language: String,
    },
    /// Something follows the end of a sentence, or goes before its start.
    #[error("this can never match: nothing can stand {0} here")]
    Outside(Side),
    /// Quotation marks with nothing between them.
    #[error("this can never match: there is no word in it")]
    NoText,
    /// Nothing in the pattern must be there but what every sentence has.
    #[error("nothing anchors this pattern: it needs a word, a class or a capture that must be there, outside `[…]` and `(…)*`")]
    NoAnchor,
    /// A pattern may match without taking a word.
    #[error("this part can match nothing at all, and would be repeated")]
    RepeatsNothing,
    /// The pattern takes too many steps when it is written out.
    #[error("too large: alternatives and repetitions make {steps} steps of it, and at most {most} are allowed")]
    TooLarge {
        /// Steps.
        steps: usize,
        /// Allowed steps.
        most: usize,
    },
}

/// On which side of the sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Before its first word.
    Before,
    /// After its last word.
    After,
}

impl fmt::Display for Side {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Before => "before the start of the sentence",
            Self::After => "after the end of the sentence",
        })
    }
}

/// What the grammar wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Expected {
    /// Anything that a pattern can begin with.
    Item,
    /// An item, or the end.
    End,
    /// `)`.
    ClosingGroup,
    /// `]`.
    ClosingOption,
    /// `}`.
    ClosingCapture,
    /// The quotation mark that ends exact words.
    ClosingQuote,
    /// The name of a role or of a kind.
    Role,
    /// A kind or a class after the colon.
    What,
    /// The name of a class after `@`.
    Class,
    /// The value or id of a class after `:`.
    Filter,
    /// A word, a class or a mark after `!`.
    Simple,
    /// A smaller gap.
    SmallerGap,
    /// At most 1,000 bytes.
    Shorter,
    /// At most 16 brackets within each other.
    Flatter,
}

impl fmt::Display for Expected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Item => "a word, 'exact words', `@class`, `{role:kind}`, `(…)`, `[…]` or a gap `..`",
            Self::End => "a further item or the end",
            Self::ClosingGroup => "a further item, `|` or `)`",
            Self::ClosingOption => "a further item, `|` or `]`",
            Self::ClosingCapture => "`}`, or `:` and a kind",
            Self::ClosingQuote => "the quotation mark `'` that ends the exact words",
            Self::Role => "the name of a role or of a kind",
            Self::What => "a kind such as `number` or `date`, or a class such as `@direction`",
            Self::Class => "the name of a word class",
            Self::Filter => "the value or the id that the word has in its class",
            Self::Simple => "a word, a class, a kind or a mark: one thing that must not follow",
            Self::SmallerGap => return write!(f, "a gap of 1 to {MOST_GAP} words"),
            Self::Shorter => "a pattern of at most 1,000 bytes",
            Self::Flatter => "at most 16 brackets within each other",
        })?;
        let _ = MOST_REPEATS;
        Ok(())
    }
}
