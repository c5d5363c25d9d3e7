//! What a tag is told by: the features of a word, of its neighbours, and of the two tags before it, as hashes.
//!
//! The trainer and the tagger both call [`word`] and [`joint`], so that what is learned is what is asked. Whoever changes a feature raises
//! [`FEATURES`](super::model::FEATURES) and trains anew.

use super::Tag;
use crate::text::Token;

/// The features of a word by itself, in each place that it may have beside the token that is tagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Word {
    /// Where it is the token itself.
    pub own: [u32; 12],
    /// Where it stands before the token.
    pub before: [u32; 3],
    /// Where it stands two before.
    pub before_last: [u32; 1],
    /// Where it stands after the token.
    pub after: [u32; 3],
    /// Where it stands two after.
    pub after_next: [u32; 2],
    /// What it is beside a tag.
    pub joint: Joint,
}

/// What of a word makes a feature with the tag before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joint {
    key: u32,
    ending: u32,
}

/// What stands beyond the ends of a sentence.
pub const EDGE: Word = Word::new(1, 1, [1; 5], [1; 4]);

impl Word {
    /// A word by a hash of its small letters, how it is written, its endings of one letter to five, its beginnings of one to four.
    const fn new(key: u32, shape: u32, endings: [u32; 5], beginnings: [u32; 4]) -> Self {
        let [last, last_two, ending, last_four, last_five] = endings;
        let own = [
            mix(1, key, 0),
            mix(2, key, shape),
            mix(3, last, 0),
            mix(4, last_two, 0),
            mix(5, ending, 0),
            mix(6, last_four, 0),
            mix(7, last_five, 0),
            mix(8, ending, shape),
            mix(9, beginnings[2], 0),
            mix(10, beginnings[3], 0),
            mix(11, shape, 0),
            mix(12, 0, 0),
        ];
        Self {
            own,
            before: [mix(20, key, 0), mix(21, ending, 0), mix(22, shape, 0)],
            before_last: [mix(30, key, 0)],
            after: [mix(40, key, 0), mix(41, ending, 0), mix(42, shape, 0)],
            after_next: [mix(50, key, 0), mix(51, ending, 0)],
            joint: Joint { key, ending },
        }
    }
}

/// The features of a word beside the tag before it, and of that tag beside the word that follows.
#[must_use]
pub fn joint(last: Tag, word: Joint, after: Joint) -> [u32; 3] {
    let last = last as u32 + 1;
    [mix(60, word.key, last), mix(61, word.ending, last), mix(62, after.key, last)]
}

/// The features of the last two tags by themselves, the nearer one first.
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
    Word::new((token.word ^ token.word >> 32) as u32, shape, endings, beginnings)
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
