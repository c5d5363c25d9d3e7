//! What a figure is about, slot by slot.

use super::{Key, Keys, Modality, Name};
use crate::text::Span;
use crate::value::Days;
use serde::{Deserialize, Serialize};
use std::ops::{BitOr, BitOrAssign};

/// The place of a name in the sentence of a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// It owns what is counted: "Norway's 12 ports", "the telescopes of the Ilmen Observatory".
    Owner,
    /// The clause is said of it.
    Subject,
    /// The predicate takes it for its object: "joined NATO".
    Object,
    /// It stands elsewhere in the clause.
    Beside,
    /// It stands in another clause of the sentence.
    Sentence,
    /// It is what a pronoun takes up.
    Before,
}

/// A word that says what the figure is to its predicate: "from 40", "to 60", "by 20", "40 per litre".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Marker {
    /// None.
    #[default]
    Bare,
    /// What it was before.
    From,
    /// What it became.
    To,
    /// By how much.
    By,
    /// What it is compared with.
    Than,
    /// It stands in brackets.
    Bracket,
}

/// What heads the phrase that a clause is said of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum ToldOf {
    /// There is none, or it is the figure's own phrase.
    #[default]
    Nothing,
    /// A name: "the ferry Aurora".
    Name,
    /// A noun: "the ferry", "Aurora's captain".
    Noun,
    /// A pronoun that takes up what was named before, or what a text that begins so leaves to its title.
    Pronoun,
    /// A pronoun that may take up anything.
    Open,
}

/// A stretch of text in which a definite noun, or a pronoun, can mean one thing only.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Chain {
    /// The sentence that begins it.
    pub since: u32,
    /// The pronoun; a noun is the subject's.
    pub pronoun: Option<Key>,
}

/// How a figure is meant: a set of its constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash, Serialize, Deserialize)]
pub struct Flags(u8);

impl Flags {
    /// A part of a whole: "three of the six".
    pub const PART: Self = Self(1);
    /// All together.
    pub const TOTAL: Self = Self(1 << 1);
    /// For each, on average.
    pub const EACH: Self = Self(1 << 2);
    /// Others than those named: "another 30".
    pub const OTHER: Self = Self(1 << 3);
    /// What was, and is no longer.
    pub const FORMER: Self = Self(1 << 4);
    /// The predicate says a state: it is, has, holds; or there is none.
    pub const STATE: Self = Self(1 << 6);

    /// Whether all of these hold.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Those of them that say which of several figures it is.
    #[must_use]
    pub const fn meant(self) -> Self {
        Self(self.0 & (Self::PART.0 | Self::TOTAL.0 | Self::EACH.0 | Self::OTHER.0 | Self::FORMER.0))
    }
}

impl BitOr for Flags {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// Where the words of slots stand, in the document's text: what reports show of them. An empty span where a slot has no words of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SlotWords {
    /// What is counted, with what narrows it.
    pub head: Span,
    /// What the figure is a measure of.
    pub container: Span,
    /// The predicate.
    pub verb: Span,
    /// What it is said of.
    pub subject: Span,
    /// What the predicate is done to.
    pub object: Span,
    /// When.
    pub period: Span,
}

/// What a figure is about. A slot that the text leaves open is empty.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct About {
    /// What is counted: the head noun.
    pub head: Keys,
    /// What narrows it.
    pub modifiers: Keys,
    /// The noun that the figure is a measure of.
    pub container: Keys,
    /// The noun that the predicate takes for its object.
    pub object: Keys,
    /// What narrows that noun.
    pub object_modifiers: Keys,
    /// The predicate, where it says more than that something is or has.
    pub verb: Keys,
    /// What is measured, as a concept: of the container, else of the predicate, else of what it is said of.
    pub quantity: Keys,
    /// What the clause is said of, by its head.
    pub told_of: ToldOf,
    /// The noun that it is said of, where a noun heads it: "the span of the bridge".
    pub subject: Keys,
    /// What narrows that noun.
    pub subject_modifiers: Keys,
    /// The names of the sentence, by place.
    pub names: Box<[(Role, Name)]>,
    /// What the figure is to its predicate.
    pub marker: Marker,
    /// How it is meant.
    pub flags: Flags,
    /// The days that the clause speaks of.
    pub period: Option<Days>,
    /// Those days are counted from the day of publication: "on Monday", "last week".
    pub deictic: bool,
    /// Whether it is asserted.
    pub modality: Modality,
    /// Who says so.
    pub speaker: Option<Span>,
    /// The words of its clause, in the document's text.
    pub clause: Span,
    /// The predicate happens once to what it is said of.
    pub once: bool,
    /// It stands in a sentence of running text, neither in an entry of a list nor in a heading.
    pub prose: bool,
    /// The text itself tells it of a subject, by a verb, in a sentence of running text: neither an entry of a list nor a heading,
    /// nor somebody's own words.
    pub told: bool,
    /// Where a definite noun ("the bridge") or a pronoun of the title is what the clause is said of.
    pub chain: Option<Chain>,
    /// Where the words of the slots stand.
    pub words: SlotWords,
}

impl About {
    /// One that leaves every slot open and is asserted.
    #[cfg(test)]
    pub(crate) fn open() -> Self {
        Self {
            head: Keys::default(),
            modifiers: Keys::default(),
            container: Keys::default(),
            object: Keys::default(),
            object_modifiers: Keys::default(),
            verb: Keys::default(),
            quantity: Keys::default(),
            told_of: ToldOf::Nothing,
            subject: Keys::default(),
            subject_modifiers: Keys::default(),
            names: Box::default(),
            marker: Marker::Bare,
            flags: Flags::default(),
            period: None,
            deictic: false,
            modality: Modality::Asserted,
            speaker: None,
            clause: Span { start: 0, end: 0 },
            once: false,
            prose: false,
            told: false,
            chain: None,
            words: SlotWords::default(),
        }
    }

    /// The bytes of memory that it takes, more or less: half of its sets have a key or two.
    pub(crate) fn bytes(&self) -> usize {
        const KEYS: usize = 16;
        size_of::<Self>() + 4 * KEYS + self.names.len() * (size_of::<(Role, Name)>() + KEYS)
    }

    /// The names with one of these roles.
    pub fn named(&self, roles: &'static [Role]) -> impl Iterator<Item = &Name> {
        self.names.iter().filter(|(role, _)| roles.contains(role)).map(|(_, name)| name)
    }
}
