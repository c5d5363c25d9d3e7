//! Phrase patterns: the small language in which packs say which phrases make a claim, and what in them plays which role.
//!
//! ```text
//! pattern      = alternatives ;
//! alternatives = sequence, { "|", sequence } ;
//! sequence     = item, { item } ;
//! item         = "^" | "$" | "!", [ "<" ], simple | group, [ "*" | "+" ] | option | capture | gap | simple ;
//! group        = "(", alternatives, ")" ;                           one of these; "*" and "+" repeat it
//! option       = "[", alternatives, "]" ;                           may be there
//! capture      = "{", role, [ ":", what ], "}" | "{", kind, "}" ;    a mention, with a role or without
//! what         = kind, [ ":", ( dimension | unit ) ] | class ;
//! gap          = ( ".." | "..." ), [ number ], { "!", simple } ;    up to so many words of the clause; of the sentence
//! simple       = class | exact | words | mark | "{", kind, "}" ;
//! class        = "@", name, [ ":", ( id | integer ) ] ;             a word of a class of the language pack
//! exact        = "'", text, "'" ;                                   these words as they are written
//! words        = word, { word } ;                                   these words in any inflection
//! mark         = "," | ":" | ";" | "-" | "–" | "—" | "/" | "%" | "&" ;
//! ```
//!
//! Read by `parse`, compiled by `compile` to a `program`, matched in [`crate::claim`]. `^` and `$` are the ends of the sentence; `!` looks at
//! the next word, `!<` at the one before, and takes nothing. A gap of two dots takes no figure and no mark that ends a clause; one of three dots takes all.

mod anchors;
mod compile;
mod error;
mod file;
mod frame;
mod kind;
mod names;
mod parse;
pub(crate) mod program;
mod terminals;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

pub(crate) use compile::compile;
pub use error::{Expected, PatternError, PatternProblem, Side};
pub use file::{
    ClaimFile, ClaimPatterns, Constant, Fixed, FullEntry, Part, PatternEntry, ReadPattern, ReadThen, Refused, RoleKind, Then,
    Which,
};
pub use frame::{FrameEntry, FrameError, FrameProblem, Marked, Predicates, ReadFrame};
pub use kind::CaptureKind;
pub(crate) use names::class_name;
pub use parse::parse;

use crate::lexicon::Class;

/// The words of a gap where it does not say how many.
pub const GAP: u8 = 6;
/// The widest gap.
pub const MOST_GAP: u8 = 30;
/// How often a repeated group may occur.
pub const MOST_REPEATS: u8 = 12;

/// A pattern, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Node {
    /// Where it stands in the pattern, in bytes.
    pub offset: usize,
    /// What it is.
    pub item: Item,
}

/// What a part of a pattern matches.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// These words, in any inflection.
    Words(String),
    /// These words and marks as they are written; a capital only where one is written.
    Exact(String),
    /// One punctuation mark.
    Mark(char),
    /// A word of a class, and the role that its value or its place gets.
    Class(WordClass, Option<Box<str>>),
    /// A mention or a noun, and the role that it gets.
    Capture(Capture),
    /// One after the other.
    Sequence(Vec<Node>),
    /// One of these; the first that fits counts.
    Either(Vec<Node>),
    /// This or nothing.
    Optional(Box<Node>),
    /// This at least so often, and up to [`MOST_REPEATS`] times.
    Repeated(Box<Node>, u8),
    /// Up to so many words.
    Gap {
        /// How many.
        most: u8,
        /// Marks that end a clause, and figures, may be among them.
        wide: bool,
        /// None of these may be among them.
        without: Vec<Node>,
    },
    /// Not this; takes nothing.
    Not(Box<Node>),
    /// The word before is not this; takes nothing.
    NotBefore(Box<Node>),
    /// The first word of a sentence follows.
    Start,
    /// Nothing of the sentence follows but its final mark.
    End,
}

/// What is captured.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Capture {
    /// The kind of thing.
    pub kind: CaptureKind,
    /// The dimension or the unit that it must have (`{far:dimension:length}`).
    pub only: Option<Box<str>>,
    /// Its role.
    pub role: Option<Box<str>>,
}

/// A word class, perhaps with the id or the value that the word must have in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordClass {
    /// The class.
    pub class: Class,
    /// What narrows it.
    pub only: Option<Filter>,
}

/// What narrows a word class.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Filter {
    /// The words with this value (`@direction:-1`).
    Value(i64),
    /// The words with this id (`@concept:profit`).
    Id(Box<str>),
}

impl Node {
    /// Every role that the pattern gives, with its place in the pattern; repeated where it is repeated.
    pub fn roles<'n>(&'n self, found: &mut Vec<(usize, &'n str)>) {
        match &self.item {
            Item::Class(_, Some(role)) | Item::Capture(Capture { role: Some(role), .. }) => found.push((self.offset, role)),
            Item::Sequence(all) | Item::Either(all) => all.iter().for_each(|n| n.roles(found)),
            Item::Optional(inner) | Item::Repeated(inner, _) => inner.roles(found),
            _ => {}
        }
    }
}
