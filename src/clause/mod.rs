//! Clauses: how a sentence is built, and what a figure in it is about. The only reader of sentence structure.
//!
//! Takes one document's tokens with their parts of speech, its mentions and entities ([`Analysis`]), and gives for each figure its
//! [`About`]: what is counted or measured, of whom, with which predicate, and under what scope, slot by slot. It compares nothing.
//!
//! ```text
//! "The tram Linnea was pulling 31 wagons when it stopped."
//!  subject: tram, Linnea   predicate: pull   head: wagon   (31)
//! ```

mod about;
mod chain;
mod happening;
mod lead;
mod names;
mod phrase;
mod quantity;
mod scope;
mod split;
#[cfg(test)]
pub(crate) mod tests;
mod told;

pub use about::{About, Chain, Flags, Marker, Role, SlotWords, ToldOf};
pub(crate) use lead::LEADING;
pub use lead::Lead;
pub use names::Name;
pub(crate) use names::name_word;
pub(crate) use told::Parsed;

use crate::entity::Found;
use crate::grammar::Mention;
use crate::lexicon::Lexicon;
use crate::source::Document;
use crate::text::{Sentence, Tag, Token};
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;

/// A sentence with more figures is a table or a list of results, in which words do not tell what a figure is about.
const MOST_FIGURES: usize = 12;
/// A sentence of more tokens is none.
const MOST_TOKENS: usize = 300;

/// A document, read: what claims are made of.
#[derive(Debug)]
pub struct Analysis<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its language.
    pub lexicon: &'a Lexicon,
    /// Its tokens.
    pub tokens: Vec<Token<'a>>,
    /// The part of speech of each token.
    pub tags: Vec<Tag>,
    /// Its sentences.
    pub sentences: Vec<Sentence>,
    /// What the grammar recognised, by start; longer ones first.
    pub mentions: Vec<Mention>,
    /// The entities named, by start; they do not overlap.
    pub entities: Vec<Found>,
}

/// Whether the document says that it is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Modality {
    /// It says so.
    Asserted,
    /// It says that it is not so.
    Negated,
    /// It says that it is to be: "will", a plan, a demand.
    Foreseen,
    /// It only considers it: "would", "if", a question.
    Supposed,
}

/// What a word means, as a comparison sees it: a hash of a concept, an entity, a word of a name, or a stem with its language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key(pub u32);

impl Key {
    /// The key of a long hash.
    #[must_use]
    pub const fn of(hash: u64) -> Self {
        Self((hash ^ (hash >> 32)) as u32)
    }

    /// One of 64 bits.
    #[must_use]
    pub const fn bit(self) -> u64 {
        1 << (self.0 & 63)
    }
}

/// Keys, sorted, each once.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Keys(Box<[Key]>);

impl Keys {
    /// The set of these keys.
    #[must_use]
    pub fn new(mut keys: Vec<Key>) -> Self {
        keys.sort_unstable();
        keys.dedup();
        Self(keys.into_boxed_slice())
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the two have a key in common.
    #[must_use]
    pub fn meets(&self, other: &Self) -> bool {
        let (mut one, mut other) = (self.0.iter().peekable(), other.0.iter().peekable());
        while let (Some(a), Some(b)) = (one.peek(), other.peek()) {
            match a.cmp(b) {
                Ordering::Less => one.next(),
                Ordering::Greater => other.next(),
                Ordering::Equal => return true,
            };
        }
        false
    }

    /// A bit for each key, one of 64: of two sets that have a key in common these have a bit in common.
    #[must_use]
    pub fn bits(&self) -> u64 {
        self.iter().fold(0, |bits, key| bits | key.bit())
    }

    /// Whether all of these are among the other's.
    #[must_use]
    pub fn is_within(&self, other: &Self) -> bool {
        self.iter().all(|key| other.has(key))
    }

    /// Whether the key is one of them.
    #[must_use]
    pub fn has(&self, key: Key) -> bool {
        self.0.binary_search(&key).is_ok()
    }

    /// The keys, in order.
    pub fn iter(&self) -> impl Iterator<Item = Key> {
        self.0.iter().copied()
    }
}
