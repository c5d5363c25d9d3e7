//! What a text is about as a whole: the names and nouns of its title and first sentences.

use super::{Analysis, Keys, Name};
use crate::text::Tag;
use serde::{Deserialize, Serialize};

/// A text says in its title and so many sentences after it what it is about.
pub(crate) const LEADING: usize = 3;
/// So many names and so many nouns of them are kept.
const MOST_NAMES: usize = 12;
const MOST_NOUNS: usize = 40;

/// The names and nouns of a text's first sentences.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Lead {
    /// Its names, each once, in order.
    pub names: Vec<Name>,
    /// Its nouns.
    pub nouns: Keys,
}

impl Lead {
    /// Whether there is nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.nouns.is_empty()
    }
}

impl Analysis<'_> {
    /// The lead of the text, of which this is the first part.
    #[must_use]
    pub fn lead(&self) -> Lead {
        let mut names: Vec<Name> = Vec::new();
        let mut nouns = Vec::new();
        for sentence in self.sentences.iter().take(LEADING).map(|s| &s.tokens) {
            let words = || sentence.clone().filter(|i| self.tokens[*i].is_word());
            // A title with a capital on every word says nothing of which of them are names.
            if words().filter(|i| self.tokens[*i].capital).count() * 2 <= words().count() {
                for name in self.names_in(sentence) {
                    if names.len() < MOST_NAMES && !names.iter().any(|n| n.fits(&name)) {
                        names.push(name);
                    }
                }
            }
            let noun = |i: &usize| self.tags[*i] == Tag::Noun && !self.tokens[*i].capital;
            nouns.extend(words().filter(noun).take(MOST_NOUNS).flat_map(|i| self.keys_of(i)));
        }
        Lead { names, nouns: Keys::new(nouns) }
    }
}
