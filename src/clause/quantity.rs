//! What a figure measures: the concept of its container ("a fine of 3 million"), else of its predicate ("was fined 3 million"), else of
//! what that is said of ("the fine was 3 million").

use super::{Analysis, Key, Keys};
use crate::lexicon::words_of;
use std::ops::Range;

/// An entry begins at most so many tokens before a word of it.
const BEFORE: usize = 3;
/// … and has no more tokens.
const TOKENS: usize = 6;

impl Analysis<'_> {
    /// The concepts of the first of these words that is part of an entry.
    pub(super) fn quantity_of(&self, words: &[Option<usize>], clause: &Range<usize>) -> Keys {
        words.iter().flatten().map(|at| self.quantity_at(*at, clause)).find(|keys| !keys.is_empty()).unwrap_or_default()
    }

    /// The concepts of the longest entry that the word at `at` is part of.
    pub(crate) fn quantity_at(&self, at: usize, clause: &Range<usize>) -> Keys {
        let quantities = self.lexicon.quantities();
        let mut best = (0, Vec::new());
        let begins = |start: &usize| {
            let first = &self.tokens[*start];
            first.text.contains(' ') || quantities.begin_with(first.word)
        };
        for start in (at.saturating_sub(BEFORE).max(clause.start)..=at).filter(begins) {
            let mut words = Vec::new();
            let mut before = 0;
            for token in start..(start + TOKENS).min(self.tokens.len()) {
                if token == at {
                    before = words.len();
                }
                let token = &self.tokens[token];
                if token.text.contains(' ') {
                    words.extend(words_of(token.text));
                } else {
                    words.push(token.word);
                }
            }
            let (count, ids) = quantities.longest(&words);
            if count > before && count > best.0 {
                best = (count, ids);
            }
        }
        Keys::new(best.1.into_iter().map(Key::of).collect())
    }
}
