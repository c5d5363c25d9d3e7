//! What a tag is told by: the features of a word, of its neighbours, and of the two tags before it, as hashes.
//!
//! The trainer and the tagger both call [`word`] and [`joint`], so that what is learned is what is asked. Whoever changes a feature raises
//! [`FEATURES`](super::model::FEATURES) and trains anew.

use super::Tag;
use crate::lexicon::Class;
use crate::text::{ClassSet, Token};

/// The features of a word by itself, in each place that it may have beside the token that is tagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it is the token itself.
    pub own: [u32; 16],
    /// Where it stands before the token.
    pub before: [u32; 3],
    /// Where it stands two before.
    pub before_last: [u32; 2],
    /// Where it stands after the token.
    pub after: [u32; 4],
    /// Where it stands two after.
    pub after_next: [u32; 2],
    /// The word as one number, for features of several words.
    pub key: u32,
    /// Its last three letters, likewise.
    pub ending: u32,
}

/// What stands beyond the ends of a sentence.
pub const EDGE: Word = Word::new(&Parts { key: 1, shape: 1, endings: [1; 5], beginnings: [1; 4], senses: 1 });

struct Parts {
    key: u32,
    shape: u32,
    /// Of one letter to five.
    endings: [u32; 5],
    /// Of one letter to four.
    beginnings: [u32; 4],
    senses: u32,
}

impl Word {
    const fn new(parts: &Parts) -> Self {
        let Parts { key, shape, endings, beginnings, senses } = parts;
        Self {
            own: [
                mix(1, *key, 0),
                mix(2, *key, *shape),
                mix(3, endings[0], 0),
                mix(4, endings[1], 0),
                mix(5, endings[2], 0),
                mix(6, endings[3], 0),
                mix(7, endings[4], 0),
                mix(8, endings[2], *shape),
                mix(9, beginnings[0], 0),
                mix(10, beginnings[1], 0),
                mix(11, beginnings[2], 0),
                mix(12, *shape, 0),
                mix(13, *senses, 0),
                mix(14, *senses, endings[1]),
                mix(15, beginnings[3], 0),
                mix(16, 0, 0),
            ],
            before: [mix(20, *key, 0), mix(21, endings[2], 0), mix(22, *shape, 0)],
            before_last: [mix(30, *key, 0), mix(31, endings[2], 0)],
            after: [mix(40, *key, 0), mix(41, endings[2], 0), mix(42, *shape, 0), mix(43, *senses, 0)],
            after_next: [mix(50, *key, 0), mix(51, endings[2], 0)],
            key: *key,
            ending: endings[2],
        }
    }
}

/// The features that need the last two tags (the nearer one first), or two words.
#[must_use]
pub fn joint(tags: [Tag; 2], word: &Word, after: &Word) -> [u32; 5] {
    let [last, one_before] = tags.map(|tag| tag as u32 + 1);
    [
        mix(60, word.key, last),
        mix(61, word.ending, last),
        mix(62, after.key, last),
        mix(63, word.key, last << 8 | one_before),
        mix(64, word.key, after.key),
    ]
}

/// The features of the last two tags by themselves.
#[must_use]
pub fn of_tags(tags: [Tag; 2]) -> [u32; 2] {
    let [last, one_before] = tags.map(|tag| tag as u32 + 1);
    [mix(70, last, 0), mix(71, last << 8 | one_before, 0)]
}

/// The tokens of a sentence, and how each is written. A capital says little where no word stands before it.
pub fn shapes<'s, 't>(sentence: &'s [Token<'t>]) -> impl Iterator<Item = (&'s Token<'t>, u32)> {
    let mut begins = true;
    sentence.iter().map(move |token| {
        let is_word = token.is_word();
        let marks = [token.capital, token.upper, token.capital && begins, !is_word];
        begins &= !is_word;
        (token, marks.iter().fold(1, |shape, mark| shape << 1 | u32::from(*mark)))
    })
}

/// The features of a token.
#[must_use]
pub fn word(token: &Token, shape: u32) -> Word {
    let mut endings = [0; 5];
    grow(token.text.chars().rev(), &mut endings);
    let mut beginnings = [0; 4];
    grow(token.text.chars(), &mut beginnings);
    let senses = SENSES.iter().enumerate().fold(1, |bits, (n, set)| bits | u32::from(token.may_be_any(set)) << (n + 1));
    Word::new(&Parts { key: (token.word ^ token.word >> 32) as u32, shape, endings, beginnings, senses })
}

/// The hashes of the first letter, the first two, and so on; those of all letters where there are fewer.
fn grow(letters: impl Iterator<Item = char>, hashes: &mut [u32]) {
    let (mut hash, mut n) = (7, 0);
    for letter in letters.flat_map(char::to_lowercase).take(hashes.len()) {
        hash = mix(hash, letter as u32, 0);
        hashes[n] = hash;
        n += 1;
    }
    hashes[n..].fill(hash);
}

/// Mixes two numbers under a third.
const fn mix(kind: u32, a: u32, b: u32) -> u32 {
    let mut hash = kind.wrapping_mul(0x9e37_79b1) ^ a;
    hash = (hash ^ hash >> 15).wrapping_mul(0x85eb_ca6b) ^ b.wrapping_mul(0x27d4_eb2f);
    hash = (hash ^ hash >> 13).wrapping_mul(0xc2b2_ae35);
    hash ^ hash >> 16
}

/// What the lexicon may know of a word, as far as it tells a part of speech.
const SENSES: [ClassSet; 10] = [
    ClassSet::new(&[Class::Cardinal, Class::Multiplier]),
    ClassSet::new(&[Class::Ordinal]),
    ClassSet::new(&[Class::Unit, Class::Currency, Class::TimeUnit, Class::Percent, Class::PercentagePoint]),
    ClassSet::new(&[Class::Month, Class::Weekday, Class::ShortDate]),
    ClassSet::new(&[Class::Title, Class::Office, Class::OrgSuffix]),
    ClassSet::new(&[Class::Concept, Class::Event, Class::Statehood, Class::Member]),
    ClassSet::new(&[Class::Direction, Class::Speech, Class::Once, Class::Join, Class::Leave, Class::Modal]),
    ClassSet::new(&[Class::Preposition, Class::Of]),
    ClassSet::new(&[Class::Pronoun, Class::Article, Class::DefiniteArticle]),
    ClassSet::new(&[Class::Comparative, Class::Negator, Class::Current, Class::Former]),
];
