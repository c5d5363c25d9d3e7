//! Words on their way from a language pack into the lexicon.

use super::{Case, Class, HASH_START, Payload, Sense, Words, hash_byte, id_hash};
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::borrow::Cow;

/// Entries that are written alike but for case, in the order in which they were given.
pub(super) struct Chains {
    /// The first entry of each chain.
    pub(super) first: Vec<u32>,
    /// By entry: the next one of its chain.
    pub(super) next: Vec<Option<u32>>,
}

impl Chains {
    pub(super) fn new(words: &[Word]) -> Self {
        let mut chains = Self { first: Vec::with_capacity(words.len()), next: vec![None; words.len()] };
        let mut last: FxHashMap<u64, u32> = FxHashMap::with_capacity_and_hasher(words.len(), FxBuildHasher);
        for (nth, word) in (0..).zip(words) {
            match last.insert(word.hash, nth) {
                Some(before) => chains.next[before as usize] = Some(nth),
                None => chains.first.push(nth),
            }
        }
        chains
    }
}

/// An entry on its way into the lexicon.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    /// In lower case.
    pub(super) text: Cow<'a, str>,
    pub(super) hash: u64,
    /// The lexer yields it as one word.
    pub(super) one_token: bool,
    pub(super) sense: Sense,
}

impl<'a> Word<'a> {
    /// An entry of a language pack: the letters in which it is written say in which case it has the sense.
    pub(super) fn new(word: &'a str, class: Class, value: i64, id: u64) -> Self {
        let (mut hash, mut one_token) = (HASH_START, true);
        for byte in word.bytes() {
            // Nearly all are plain small letters.
            if !byte.is_ascii() || byte.is_ascii_uppercase() {
                return Self::with(word, Sense { class, case: case_of(word), value, id });
            }
            hash = hash_byte(hash, byte);
            one_token &= byte.is_ascii_lowercase();
        }
        Self { text: Cow::Borrowed(word), hash, one_token, sense: Sense { class, case: Case::Any, value, id } }
    }

    pub(super) fn with(word: &'a str, sense: Sense) -> Self {
        let lower = word.chars().all(|c| if c.is_ascii() { !c.is_ascii_uppercase() } else { c.is_lowercase() });
        let text = if lower { Cow::Borrowed(word) } else { Cow::Owned(word.to_lowercase()) };
        Self { hash: id_hash(&text), one_token: text.chars().all(char::is_alphabetic), text, sense }
    }
}

/// The words of a class in a file of a pack.
pub(super) fn collect<'a>(class: Class, words: &'a Words, out: &mut Vec<Word<'a>>) {
    let mut add = |words: &'a [String], value, id| out.extend(words.iter().map(|word| Word::new(word, class, value, id)));
    match words {
        Words::Plain(list) => add(list, 0, 0),
        Words::Keyed(map) => {
            for (key, payload) in map {
                match payload {
                    Payload::Value(v) => add(std::slice::from_ref(key), *v, 0),
                    Payload::Words(list) => match key.parse() {
                        Ok(value) => add(list, value, 0),
                        Err(_) => add(list, 0, id_hash(key)),
                    },
                    Payload::ByValue(by) => {
                        for (value, list) in by {
                            add(list, value.parse().unwrap_or(0), id_hash(key));
                        }
                    }
                }
            }
        }
    }
}

fn case_of(word: &str) -> Case {
    let mut letters = word.chars().filter(|c| c.is_alphabetic());
    match letters.next() {
        Some(c) if c.is_uppercase() => {
            let mut rest = letters.peekable();
            if rest.peek().is_some() && rest.all(char::is_uppercase) { Case::Upper } else { Case::Capital }
        }
        _ => Case::Any,
    }
}
