//! The words that name what a figure measures, as concepts: "fine", "fined" and "penalty" are one. They are kept apart from the other
//! words of a language: they are looked up beside a figure only, and make nobody a known word.

use super::{id_hash, words_of};
use crate::pack::embedded::{WORDS, fields};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// The key of these words in a language's file.
const NAME: &str = "quantities";

/// The quantity words of a language.
#[derive(Debug, Clone, Default)]
pub(crate) struct Quantities {
    /// By first word; longer entries first.
    rows: Vec<Row>,
    /// By first word: where its rows begin.
    firsts: FxHashMap<u64, u32>,
}

/// An entry: the hashes of its first word and of all its words, how many they are, and the concept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Row {
    first: u64,
    fewer: u8,
    all: u64,
    id: u64,
}

/// No entry has more words.
const MOST_WORDS: u8 = 8;

impl Quantities {
    /// The words that are built in for a language, and those that packs add.
    pub(super) fn new(language: &str, added: &BTreeMap<String, Vec<String>>) -> Self {
        let tables = WORDS.iter().filter(|(tag, _)| *tag == language).flat_map(|(_, classes)| *classes);
        let lines = tables.filter(|(name, _)| *name == NAME).flat_map(|(_, lines)| lines.lines());
        let mut quantities = Self::default();
        for line in lines {
            let mut fields = fields(line, b'\t');
            let (Some(id), Some(_)) = (fields.next(), fields.next()) else { continue };
            fields.for_each(|entry| quantities.add(id, entry));
        }
        for (id, entries) in added {
            for entry in entries {
                quantities.add(id, entry);
            }
        }
        quantities.rows.sort_unstable();
        quantities.rows.dedup();
        for (row, at) in quantities.rows.iter().zip(0..) {
            quantities.firsts.entry(row.first).or_insert(at);
        }
        quantities
    }

    fn add(&mut self, id: &str, entry: &str) {
        let words: Vec<u64> = words_of(entry).collect();
        if let (Some(first), Ok(count @ 1..=MOST_WORDS)) = (words.first(), u8::try_from(words.len())) {
            self.rows.push(Row { first: *first, fewer: MOST_WORDS - count, all: hash(&words), id: id_hash(id) });
        }
    }

    /// The concepts that have words.
    pub(crate) fn ids(&self) -> impl Iterator<Item = u64> {
        self.rows.iter().map(|row| row.id)
    }

    /// The first words of what means a concept.
    pub(crate) fn firsts(&self, id: u64) -> impl Iterator<Item = u64> {
        self.rows.iter().filter(move |row| row.id == id).map(|row| row.first)
    }

    /// Whether an entry begins with a word.
    pub(crate) fn begin_with(&self, word: u64) -> bool {
        self.firsts.contains_key(&word)
    }

    /// How many of these words the longest entry has that they begin with, and its concepts; 0 where there is none.
    pub(crate) fn longest(&self, words: &[u64]) -> (usize, Vec<u64>) {
        let mut found = (0, Vec::new());
        let Some((first, from)) = words.first().and_then(|first| Some((first, self.firsts.get(first)?))) else { return found };
        for row in self.rows[*from as usize..].iter().take_while(|row| row.first == *first) {
            let count = usize::from(MOST_WORDS - row.fewer);
            if found.0 > count {
                break;
            }
            if words.get(..count).is_some_and(|words| hash(words) == row.all) {
                found.0 = count;
                found.1.push(row.id);
            }
        }
        found
    }
}

fn hash(words: &[u64]) -> u64 {
    words.iter().fold(0, |sum: u64, word| sum.rotate_left(5) ^ word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_entry_wins() {
        let added = [
            ("net".to_owned(), vec!["net wage".to_owned()]),
            ("wage".to_owned(), vec!["wage".to_owned(), "pay-packet".to_owned()]),
        ];
        let quantities = Quantities::new("xx", &added.into());
        let words = |text: &str| -> Vec<u64> { words_of(text).collect() };
        assert_eq!(quantities.longest(&words("net wage of")), (2, vec![id_hash("net")]));
        assert_eq!(quantities.longest(&words("wage of")), (1, vec![id_hash("wage")]));
        assert_eq!(quantities.longest(&words("pay-packet")), (3, vec![id_hash("wage")]));
        assert_eq!(quantities.longest(&words("net")).0, 0);
    }
}
