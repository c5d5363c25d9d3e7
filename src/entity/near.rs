//! Names misspelt: an unknown word that is one or two letters away from exactly one name ("Kyrgystan", "Kyrgyzstan").
//!
//! Names of people come close to names of places ("Berger", "Bergen"), and derived words closer still ("Finlands", "Iranian");
//! whatever may be one of these is passed over.

use super::{EntityEntry, EntityKind};
use crate::lexicon::{Class, hash_byte, id_hash};
use crate::text::{Token, scan};
use rustc_hash::FxHashSet;

/// Shorter words are too often other words.
const LEAST_LETTERS: usize = 6;
/// From here on two letters may differ.
const TWO_EDITS_FROM: usize = 10;
/// Longer words than any name; also the size of the buffers.
const MOST_LETTERS: usize = 24;
/// Below this, people's names come too near ("Angela", "Angola"): only beside another name of the gazetteer, as in a list. Nor at
/// the start of a sentence, where any word has a capital.
const LEAST_LETTERS_ALONE: usize = 8;
/// A word that ends otherwise is more likely an inflection or another name.
const SAME_ENDING: usize = 2;

#[derive(Debug)]
struct Target {
    letters: Box<[char]>,
    /// A bit a letter: two words that differ in n letters differ in at most 2n bits.
    bits: u32,
    entity: u32,
}

/// Names that a misspelt word may be meant for, by first letter.
#[derive(Debug, Default)]
pub(super) struct Targets {
    by_first: rustc_hash::FxHashMap<char, Vec<Target>>,
}

impl Targets {
    /// Adds a name, if it is one word and long enough.
    pub(super) fn add(&mut self, name: &str, entity: u32, kind: EntityKind) {
        if name.len() < LEAST_LETTERS || !name.chars().all(char::is_alphabetic) {
            return;
        }
        let letters: Box<[char]> = name.chars().flat_map(char::to_lowercase).collect();
        // Cities are named like people; only the longer ones are plain.
        let least = if matches!(kind, EntityKind::City | EntityKind::Region) { LEAST_LETTERS + 1 } else { LEAST_LETTERS };
        if letters.len() < least || letters.len() > MOST_LETTERS || !letters.iter().all(|c| c.is_alphabetic()) {
            return;
        }
        let bits = letter_bits(&letters);
        self.by_first.entry(letters[0]).or_default().push(Target { letters, bits, entity });
    }

    /// The entity whose name this word is probably meant for.
    pub(super) fn nearest(&self, word: &str) -> Option<u32> {
        let mut buffer = ['\0'; MOST_LETTERS];
        let mut n = 0;
        for c in word.chars().flat_map(char::to_lowercase) {
            *buffer.get_mut(n)? = c;
            n += 1;
        }
        let letters = &buffer[..n];
        if n < LEAST_LETTERS {
            return None;
        }
        let bits = letter_bits(letters);
        let mut only = None;
        for target in self.by_first.get(&letters[0])? {
            let allowed = if n >= TWO_EDITS_FROM && target.letters.len() >= TWO_EDITS_FROM { 2 } else { 1 };
            if target.letters.len().abs_diff(n) > allowed || (target.bits ^ bits).count_ones() as usize > 2 * allowed {
                continue;
            }
            if distance(letters, &target.letters) <= allowed {
                if only.is_some_and(|e| e != target.entity) || !is_plain_slip(letters, &target.letters) {
                    return None;
                }
                only = Some(target.entity);
            }
        }
        only
    }
}

/// Whether the two differ inside the word: endings make other words.
fn is_plain_slip(word: &[char], name: &[char]) -> bool {
    let ending = |w: &[char]| w.len().checked_sub(SAME_ENDING).map(|at| [w[at], w[at + 1]]);
    !word.starts_with(name) && !name.starts_with(word) && ending(word) == ending(name)
}

fn letter_bits(letters: &[char]) -> u32 {
    letters.iter().fold(0, |bits, c| bits | 1 << (*c as u32 % 32))
}

/// Damerau–Levenshtein distance (optimal string alignment): insertions, deletions, changes, and swaps of neighbours.
pub(super) fn distance(a: &[char], b: &[char]) -> usize {
    let mut rows = [[0_usize; MOST_LETTERS + 1]; 3];
    if a.len() > MOST_LETTERS || b.len() > MOST_LETTERS {
        return usize::MAX;
    }
    for (j, cell) in rows[0].iter_mut().enumerate() {
        *cell = j;
    }
    for i in 1..=a.len() {
        let (now, before, two_before) = (i % 3, (i + 2) % 3, (i + 1) % 3);
        rows[now][0] = i;
        for j in 1..=b.len() {
            let changed = usize::from(a[i - 1] != b[j - 1]);
            let mut best = (rows[before][j] + 1).min(rows[now][j - 1] + 1).min(rows[before][j - 1] + changed);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                best = best.min(rows[two_before][j - 2] + 1);
            }
            rows[now][j] = best;
        }
    }
    rows[a.len() % 3][b.len()]
}

/// Every word of every name in every language: such a word is not misspelt.
#[derive(Debug)]
pub(super) struct KnownWords(FxHashSet<u64>);

impl KnownWords {
    pub(super) fn new(entities: &[EntityEntry]) -> Self {
        let mut words = FxHashSet::default();
        for lists in entities.iter().flat_map(|e| [&e.names, &e.acronyms, &e.adjectives]) {
            for name in lists.words() {
                scan(name, 0..name.len(), |raw| {
                    words.insert(raw.word);
                    // Genitives and plurals: "Norges", "Uzbekistanis".
                    words.insert(hash_byte(raw.word, b's'));
                });
            }
        }
        Self(words)
    }

    pub(super) fn has(&self, word: u64) -> bool {
        self.0.contains(&word)
    }

    /// Whether the word is known, or becomes known when one to three letters are taken from its end ("Finländarnas").
    pub(super) fn derives(&self, word: &str) -> bool {
        let lower = word.to_lowercase();
        let ends = lower.char_indices().rev().take(4).map(|(i, _)| i);
        std::iter::once(lower.len()).chain(ends).take(4).any(|end| self.has(id_hash(&lower[..end])))
    }
}

/// Whether a word is so long that it needs no other name beside it.
pub(super) fn stands_alone(word: &str) -> bool {
    word.chars().count() >= LEAST_LETTERS_ALONE
}

/// Whether token `at` may be a misspelt name: a lone, capitalised word that nothing knows.
pub(super) fn is_candidate(tokens: &[Token], at: usize) -> bool {
    let t = &tokens[at];
    let named = |o: &Token| super::find::is_name_like(o) || o.is(Class::Title);
    let alone = |other: Option<&Token>| other.is_none_or(|o| !named(o));
    let free = |other: Option<&Token>| other.is_none_or(|o| !o.glued || !o.is_punct('-'));
    if !(t.is_word()
        && t.capital
        && !t.upper
        && t.senses.is_empty()
        && t.fused.is_none()
        && !t.glued
        && t.text.len() >= LEAST_LETTERS)
    {
        return false;
    }
    let next = tokens.get(at + 1).filter(|n| !n.starts_sentence);
    let before = if t.starts_sentence { None } else { at.checked_sub(1).and_then(|b| tokens.get(b)) };
    // Initials: "J. Jordon".
    let initial = before.is_some_and(|b| b.is_punct('.'));
    alone(next) && alone(before) && free(next) && !initial
}
