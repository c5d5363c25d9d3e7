//! A document's words in order, small enough to keep for whole archives: what wording is compared by, where figures are not
//! enough (quotes, names, sentences that say the opposite).

use super::context::{Placed, fold};
use super::{Analysis, Quote};
use crate::entity::How;
use crate::lexicon::{Class, id_hash};
use crate::source::key_words;
use crate::text::{ClassSet, Span, Tag, Token, TokenKind, stem};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A word of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Word {
    /// A hash of the word in lower case.
    pub exact: u32,
    /// What it means: a hash of the concept, entity, number or stem; 0 for words that only build the sentence.
    pub key: u32,
    /// Its first byte in the document's text.
    pub at: u32,
    /// Its length in bytes.
    pub len: u16,
    /// What kind of word it is.
    pub marks: Marks,
}

/// What kind of word a word is: a set of its constants.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Marks(u16);

impl Marks {
    /// It begins with a capital.
    pub const CAPITAL: Self = Self(1);
    /// It is written in capitals only.
    pub const UPPER: Self = Self(1 << 1);
    /// It begins a sentence.
    pub const STARTS: Self = Self(1 << 2);
    /// It negates: "not", "never", "without".
    pub const NEGATOR: Self = Self(1 << 3);
    /// It is a number, or a part of a date.
    pub const FIGURE: Self = Self(1 << 4);
    /// No lexicon and no gazetteer knows it.
    pub const UNKNOWN: Self = Self(1 << 5);
    /// It stands in square brackets: an editor's word within a quote.
    pub const BRACKETED: Self = Self(1 << 6);
    /// It stands right after a mark that parts clauses.
    pub const CLAUSE: Self = Self(1 << 7);
    /// It restricts or compares: "only", "just".
    pub const ONLY: Self = Self(1 << 8);
    /// It says that something may be so: "may", "could", "if".
    pub const SUPPOSED: Self = Self(1 << 9);
    /// It is part of the name of a known entity.
    pub const NAMED: Self = Self(1 << 10);
    /// What its sentence says holds in another case: a choice, a change, what was, what is demanded.
    pub const OTHERWISE: Self = Self(1 << 11);

    /// Whether all of these hold.
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    fn set(&mut self, mark: Self, holds: bool) {
        if holds {
            self.0 |= mark.0;
        }
    }
}

impl Word {
    /// Where it stands.
    #[must_use]
    pub const fn span(&self) -> Span {
        Span { start: self.at, end: self.at + self.len as u32 }
    }
}

/// A word that has an opposite.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// Its index among the words.
    pub word: u32,
    /// The pair of opposites.
    pub pair: u32,
    /// Which of the two: 1 or -1.
    pub value: i8,
}

/// What a word says of a figure beside it that may be calculated from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Calculation {
    /// How much more or less: "$16 cheaper", "rose by 12".
    Difference,
    /// What comes on top, or is left: "another 30", "the other ten".
    Rest,
    /// How long before or after: "four days after".
    Interval,
    /// All together: "in all", "both".
    Total,
    /// So many for each: "on average", "apiece".
    Average,
    /// So many times as much: "three times".
    Ratio,
    /// A part of so many, between two numbers: "one in nine".
    Part,
    /// No calculation: what follows was reached, as in "rose to 12".
    Level,
}

/// A word that tells of a calculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cue {
    /// Its index among the words.
    pub word: u32,
    /// Which calculation.
    pub says: Calculation,
    /// How many words on the figure may stand; negative where it stands before, 0 for both sides.
    pub reach: i8,
}

/// What a sentence with a figure names beside its words: a measure, or a setting that stands in code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// The first byte of what names it.
    pub at: u32,
    /// A hash of what is named.
    pub key: u32,
}

/// A document's wording.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Wording {
    /// Its words, in order.
    pub words: Vec<Word>,
    /// Those that have an opposite, in order.
    pub turns: Vec<Turn>,
    /// Those that tell of a calculation, in order.
    pub cues: Vec<Cue>,
    /// What it quotes, in order.
    pub quotes: Vec<Quote>,
    /// What its sentences with figures name beside their words, in order.
    pub beside: Vec<Beside>,
}

impl Wording {
    /// The turns within a range of words.
    #[must_use]
    pub fn turns_in(&self, range: &Range<u32>) -> &[Turn] {
        let from = self.turns.partition_point(|t| t.word < range.start);
        let to = self.turns.partition_point(|t| t.word < range.end);
        &self.turns[from..to]
    }

    /// The cues within a range of words.
    #[must_use]
    pub fn cues_in(&self, range: &Range<u32>) -> &[Cue] {
        let from = self.cues.partition_point(|c| c.word < range.start);
        let to = self.cues.partition_point(|c| c.word < range.end);
        self.cues.get(from..to).unwrap_or_default()
    }

    /// What stands beside the words of a stretch of text.
    #[must_use]
    pub fn beside_in(&self, span: Span) -> &[Beside] {
        let from = self.beside.partition_point(|b| b.at < span.start);
        let to = self.beside.partition_point(|b| b.at < span.end);
        self.beside.get(from..to).unwrap_or_default()
    }

    /// The words of a range.
    #[must_use]
    pub fn of(&self, range: &Range<u32>) -> &[Word] {
        self.words.get(range.start as usize..range.end as usize).unwrap_or_default()
    }
}

impl Analysis<'_> {
    /// Adds the words of a sentence; `features` are its features, in order.
    pub(super) fn words_of(&self, sentence: &Range<usize>, features: &[Placed], out: &mut Wording) {
        let mut features = features.iter().peekable();
        let mut entities = self.entities_in(sentence).peekable();
        let (mut bracketed, mut clause) = (false, false);
        for at in sentence.clone() {
            let t = &self.tokens[at];
            while entities.next_if(|e| e.tokens.end as usize <= at).is_some() {}
            let mut key = 0;
            while let Some(feature) = features.next_if(|f| f.at as usize <= at) {
                if feature.at as usize == at && key == 0 {
                    key = feature.hash;
                }
            }
            match t.kind {
                TokenKind::Punct(mark) => {
                    bracketed = mark == '[' || bracketed && mark != ']';
                    clause |= matches!(mark, ',' | ';' | ':' | '–' | '—' | '(');
                    continue;
                }
                TokenKind::Digits | TokenKind::Word => {}
            }
            let named = entities.peek().is_some_and(|e| e.tokens.start as usize <= at && e.how != How::NearSpelling);
            let mut marks = marks_of(t, named);
            marks.set(Marks::BRACKETED, bracketed);
            marks.set(Marks::CLAUSE, clause);
            // "Set the limit to 5": what a reader is asked to do.
            marks.set(Marks::OTHERWISE, t.starts_sentence && self.tags.get(at) == Some(&Tag::Verb));
            clause = false;
            if marks.has(Marks::FIGURE) && key == 0 {
                key = figure_key(t);
            }
            let word = out.words.len() as u32;
            // "Över 40", "under 40" are opposites; "över" and "under" are not.
            // "Over $40", "under the 40": one token may stand between.
            let figure = || (at + 1..sentence.end).take(2).any(|next| marks_of(&self.tokens[next], false).has(Marks::FIGURE));
            for sense in t.senses.iter().filter(|s| s.class == Class::Opposite && (s.id != BOUNDS || figure())) {
                out.turns.push(Turn { word, pair: fold(sense.id), value: if sense.value < 0 { -1 } else { 1 } });
            }
            if t.is_any(&CALCULATES) {
                // "In" and "of" stand everywhere; those after a number tell of a part.
                let counted = out.words.iter().rev().take(2).any(|w| w.marks.has(Marks::FIGURE));
                let cues = cues_of(t).filter(|(says, _)| counted || *says != Calculation::Part);
                out.cues.extend(cues.map(|(says, reach)| Cue { word, says, reach }));
            }
            let len = t.span.end.saturating_sub(t.span.start).min(u32::from(u16::MAX)) as u16;
            out.words.push(Word { exact: fold(t.word), key, at: t.span.start, len, marks });
        }
    }

    /// Adds the measures that a sentence names, and the words of what stands in code in it.
    pub(super) fn beside(&self, sentence: &Range<usize>, out: &mut Vec<Beside>) {
        let quantities = self.lexicon.quantities();
        for at in sentence.clone() {
            let t = &self.tokens[at];
            if t.is_punct('\u{fffc}') {
                let code = self.document.raw.get(self.document.file_range(t.span)).unwrap_or_default();
                let code = code.trim_matches('`').trim().to_lowercase();
                let parts = code.split('.').filter(|part| !part.is_empty() && part.len() <= LONGEST_KEY);
                for part in parts {
                    let words = key_words(part);
                    let keys = words.split(' ').chain([part]).map(|word| fold(id_hash(word)));
                    out.extend(keys.map(|key| Beside { at: t.span.start, key }));
                }
            }
            // What begins a sentence may be taken for a name, and is a word all the same.
            if t.is_word() && t.capital {
                out.push(Beside { at: t.span.start, key: fold(stem(&self.lexicon.language, t)) });
            }
            if t.is_word() && quantities.begin_with(t.word) {
                let words: Vec<u64> = self.tokens[at..sentence.end].iter().take(LONGEST_ENTRY).map(|t| t.word).collect();
                out.extend(quantities.longest(&words).1.into_iter().map(|id| Beside { at: t.span.start, key: fold(id) }));
            }
        }
    }
}

/// The pair of words that are opposites where they bound a figure.
const BOUNDS: u64 = id_hash("more-fewer-than");
/// The longest name of a setting that is looked for, in bytes, and the longest name of a measure, in words.
const LONGEST_KEY: usize = 80;
const LONGEST_ENTRY: usize = 4;

/// The calculations that a word tells of, and how far on the figure may stand.
fn cues_of(t: &Token) -> impl Iterator<Item = (Calculation, i8)> {
    t.senses.iter().filter_map(|sense| match sense.class {
        Class::Derivation => {
            let says = CALCULATIONS.iter().find(|(id, _)| id_hash(id) == sense.id)?.1;
            Some((says, i8::try_from(sense.value).unwrap_or(0)))
        }
        Class::Direction | Class::ChangeNoun => Some((Calculation::Difference, CHANGE_REACH)),
        Class::Total => Some((Calculation::Total, 0)),
        Class::RangeTo => Some((Calculation::Level, 1)),
        _ => None,
    })
}

const CALCULATES: ClassSet =
    ClassSet::new(&[Class::Derivation, Class::Direction, Class::ChangeNoun, Class::Total, Class::RangeTo]);
/// The ids of the class of words that tell of a calculation.
const CALCULATIONS: [(&str, Calculation); 7] = [
    ("difference", Calculation::Difference),
    ("rest", Calculation::Rest),
    ("interval", Calculation::Interval),
    ("total", Calculation::Total),
    ("average", Calculation::Average),
    ("ratio", Calculation::Ratio),
    ("part", Calculation::Part),
];
/// "Rose by 12", "a rise of about 12".
const CHANGE_REACH: i8 = 2;

fn marks_of(t: &Token, named: bool) -> Marks {
    let mut marks = Marks::default();
    marks.set(Marks::CAPITAL, t.capital);
    marks.set(Marks::UPPER, t.upper);
    marks.set(Marks::STARTS, t.starts_sentence);
    marks.set(Marks::NAMED, named);
    if t.senses.is_empty() && t.fused.is_none() {
        marks.set(Marks::FIGURE, t.kind == TokenKind::Digits);
        marks.set(Marks::UNKNOWN, t.kind == TokenKind::Word && !named);
        return marks;
    }
    if !t.may_be_any(&MARKED) {
        marks.set(Marks::FIGURE, t.kind == TokenKind::Digits);
        return marks;
    }
    let content = t.is_any(&CONTENT);
    marks.set(
        Marks::NEGATOR,
        t.is(Class::Negator) && !content && (!t.is(Class::Opposite) || t.is(Class::Stop) || t.is(Class::Preposition)),
    );
    marks.set(Marks::FIGURE, t.kind == TokenKind::Digits || t.is_any(&FIGURES));
    marks.set(Marks::ONLY, t.is_any(&LIMITS));
    marks.set(Marks::SUPPOSED, t.is_any(&SUPPOSES));
    marks.set(Marks::OTHERWISE, t.is_any(&OTHERWISE));
    marks
}

/// The classes that mark a word.
const MARKED: ClassSet = ClassSet::new(&[
    Class::Negator,
    Class::Cardinal,
    Class::Ordinal,
    Class::Month,
    Class::Weekday,
    Class::PastWeekday,
    Class::ComingWeekday,
    Class::Only,
    Class::HedgeExact,
    Class::Since,
    Class::Modal,
    Class::Conditional,
    Class::Former,
    Class::Or,
    Class::RangeFrom,
    Class::Compared,
    Class::Direction,
]);
const OTHERWISE: ClassSet = ClassSet::new(&[Class::Former, Class::Or, Class::RangeFrom, Class::Compared, Class::Direction]);
const CONTENT: ClassSet = ClassSet::new(&[Class::Concept, Class::Event]);
/// A weekday by itself, and with the words that say which one: "i lördags", "på måndag".
const WEEKDAYS: [Class; 3] = [Class::Weekday, Class::PastWeekday, Class::ComingWeekday];
const FIGURES: ClassSet = ClassSet::new(&[Class::Cardinal, Class::Ordinal, Class::Month]).with(&WEEKDAYS);
const LIMITS: ClassSet = ClassSet::new(&[Class::Only, Class::HedgeExact, Class::Since]);
const SUPPOSES: ClassSet = ClassSet::new(&[Class::Modal, Class::Conditional]);

/// Numbers by their value, so that "five" is "5".
fn figure_key(t: &Token) -> u32 {
    let value = match t.kind {
        TokenKind::Digits => t.text.parse().ok(),
        // A month or a weekday is another number than the same digits.
        _ => t
            .value(Class::Cardinal)
            .or_else(|| Some(1_000_000 + t.value(Class::Month)?))
            .or_else(|| Some(2_000_000 + WEEKDAYS.iter().find_map(|class| t.value(*class))?)),
    };
    value.map_or(0, |n: i64| fold(id_hash("number").wrapping_add(n.unsigned_abs().wrapping_mul(0x9e37_79b9_7f4a_7c15))))
}
