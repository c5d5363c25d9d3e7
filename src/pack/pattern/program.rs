//! Patterns, compiled for one language: steps for the matcher, and what a sentence must have before it is worth a try.

use super::CaptureKind;
use crate::lexicon::{Class, Lexicon};
use crate::text::ClassSet;
use rustc_hash::FxHashSet;

/// One step of the matcher.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Step {
    /// Takes one token that passes.
    Take(Test),
    /// Takes one token that passes; its value, or its place where the class has no values, is a role's.
    Keep(Test, u8),
    /// Takes a mention, or another thing that captures are made of.
    Capture { kind: CaptureKind, only: u64, role: Option<u8> },
    /// Takes one token of a gap that passes none of these.
    Gap { wide: bool, without: Box<[Test]> },
    /// Goes on at both, the first one first.
    Split(u16, u16),
    /// Goes on there.
    Jump(u16),
    /// The next token must not pass.
    Not(Test),
    /// The token before must not pass.
    NotBefore(Test),
    /// No such thing may begin here.
    NotKind(CaptureKind),
    /// At the start of the sentence.
    Start,
    /// At its end, its marks left aside.
    End,
    /// Found.
    Match,
}

/// What one token must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Test {
    /// This word, or one of its stem.
    Word { word: u64, stem: u64, start: [u8; 2] },
    /// This text, letter for letter where it has a capital.
    Exact { word: u64, cased: Option<Box<str>> },
    /// This mark; any dash for a dash.
    Mark(char),
    /// A word of this class.
    Class(Class, Option<Narrow>),
}

/// A value or an id that a word must have in its class.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Narrow {
    Value(i64),
    Id(u64),
}

/// Something whose presence in a sentence is quickly known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Key {
    Word(u64),
    /// A stem, and the bytes that all its words begin with.
    Stem(u64, [u8; 2]),
    Class(Class, Option<Narrow>),
    /// A mention that can be captured so.
    Kind(CaptureKind),
    /// A known entity.
    Entity,
}

/// A pattern, compiled.
#[derive(Debug)]
pub(crate) struct Program {
    pub(crate) steps: Box<[Step]>,
    /// The roles by the numbers that the steps have for them.
    pub(crate) roles: Box<[Box<str>]>,
    /// Of each of these, one at least must be in the sentence; the rarest first.
    pub(crate) needs: Box<[Box<[Key]>]>,
    /// What its matches begin with; `None` where that may be anything.
    pub(crate) opens: Option<Openers>,
}

/// What the first token of a match must be: one of these.
#[derive(Debug, Default)]
pub(crate) struct Openers {
    pub(crate) classes: ClassSet,
    pub(crate) tests: Vec<Test>,
    /// Where such a mention begins.
    pub(crate) kinds: Vec<CaptureKind>,
}

impl Openers {
    /// What the matches of these steps begin with.
    pub(super) fn of(steps: &[Step]) -> Option<Self> {
        let mut opens = Self::default();
        opens.add(steps, 0).then_some(opens)
    }

    /// Adds what a match begins with from a step on; false where it may be anything. There are no loops.
    fn add(&mut self, steps: &[Step], mut at: usize) -> bool {
        while let Some(step) = steps.get(at) {
            match step {
                Step::Take(test) | Step::Keep(test, _) => {
                    match test {
                        Test::Class(class, _) => self.classes.insert(*class),
                        Test::Word { .. } | Test::Exact { .. } | Test::Mark(_) if self.tests.contains(test) => {}
                        Test::Word { .. } | Test::Exact { .. } | Test::Mark(_) => self.tests.push(test.clone()),
                    }
                    return true;
                }
                Step::Capture { kind, .. } => {
                    self.kinds.push(*kind);
                    return !kind.without_mentions();
                }
                Step::Gap { .. } | Step::Match => return false,
                Step::Split(first, second) => {
                    return self.add(steps, usize::from(*first)) && self.add(steps, usize::from(*second));
                }
                Step::Jump(to) => at = usize::from(*to),
                Step::Not(_) | Step::NotBefore(_) | Step::NotKind(_) | Step::Start | Step::End => at += 1,
            }
        }
        false
    }
}

/// The classes that have words in a language, with their values and ids.
#[derive(Debug, Default)]
pub(crate) struct Known {
    classes: ClassSet,
    values: FxHashSet<(Class, i64)>,
    ids: FxHashSet<(Class, u64)>,
}

impl Known {
    pub(crate) fn of(lexicon: &Lexicon) -> Self {
        let mut known = Self::default();
        // Words of one meaning stand together in the language's file, and mostly here too.
        let mut last = None;
        for s in lexicon.all_senses() {
            if last.replace((s.class, s.value, s.id)) != Some((s.class, s.value, s.id)) {
                known.classes.insert(s.class);
                known.values.insert((s.class, s.value));
                known.ids.insert((s.class, s.id));
            }
        }
        known
    }

    pub(super) fn has(&self, class: Class, narrow: Option<Narrow>) -> bool {
        match narrow {
            None => self.classes.has(class),
            Some(Narrow::Value(value)) => self.values.contains(&(class, value)),
            Some(Narrow::Id(id)) => self.ids.contains(&(class, id)),
        }
    }
}

/// The first two bytes of a word in small letters. No stemmer changes them; of other letters than those of English the first byte says
/// nothing of the case, and the second one is left out.
pub(crate) fn start(word: &str) -> [u8; 2] {
    let mut bytes = word.bytes().map(|b| if b.is_ascii() { b.to_ascii_lowercase() } else { 0xff });
    [bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)]
}

pub(crate) fn fits(narrow: Option<Narrow>, value: i64, id: u64) -> bool {
    match narrow {
        None => true,
        Some(Narrow::Value(v)) => v == value,
        Some(Narrow::Id(i)) => i == id,
    }
}
