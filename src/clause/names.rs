//! Names as the text writes them: runs of proper nouns, and known entities. No gazetteer is needed to be a name.
//!
//! ```text
//! name = name word , { name word | "-" | of , name word } | entity
//! ```

use super::{Analysis, Key, Keys};
use crate::entity::How;
use crate::lexicon::{Class, id_hash};
use crate::text::{ClassSet, Tag, TokenKind};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A name where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Name {
    /// Its tokens.
    pub tokens: Range<u32>,
    /// Its words, without genitive endings.
    pub words: Keys,
    /// The thing, where a gazetteer or the text itself says what it stands for.
    pub entity: Option<Key>,
}

impl Name {
    /// Whether two names may be of one thing: the words of the shorter one all stand in the longer one ("Holm", "Erna Holm").
    #[must_use]
    pub fn fits(&self, other: &Self) -> bool {
        self.entity.is_some() && self.entity == other.entity
            || !self.words.is_empty()
                && !other.words.is_empty()
                && (self.words.is_within(&other.words) || other.words.is_within(&self.words))
    }
}

/// Words with a capital that name nothing by themselves.
const NO_NAME: ClassSet = ClassSet::new(&[
    Class::Month,
    Class::Weekday,
    Class::Pronoun,
    Class::DefiniteArticle,
    Class::Article,
    Class::Preposition,
    Class::Cardinal,
    Class::Ordinal,
    Class::Subordinator,
    Class::Conditional,
]);

impl Analysis<'_> {
    /// The names of a stretch of tokens, in order.
    pub(crate) fn names_in(&self, range: &Range<usize>) -> Vec<Name> {
        let mut found: Vec<Name> = Vec::new();
        let mut entities = self.entities_in(range).peekable();
        let mut at = range.start;
        while at < range.end {
            while entities.next_if(|e| (e.tokens.start as usize) < at).is_some() {}
            if let Some(entity) =
                entities.next_if(|e| e.tokens.start as usize == at && !e.in_longer_name && e.how != How::NearSpelling)
            {
                let end = (entity.tokens.end as usize).clamp(at + 1, range.end);
                let words = self.name_words(&(at..end));
                found.push(Name { tokens: at as u32..end as u32, words, entity: Some(Key::of(entity.entity.0)) });
                at = end;
                continue;
            }
            let end = self.name_end(at, range.end);
            if end > at {
                let words = self.name_words(&(at..end));
                found.push(Name { tokens: at as u32..end as u32, words, entity: None });
            }
            at = end.max(at + 1);
        }
        found
    }

    /// Where the name ends that begins at `at`; `at` where none does.
    fn name_end(&self, at: usize, limit: usize) -> usize {
        let mut end = at;
        while end < limit {
            if self.is_name_word(end) {
                end += 1;
                continue;
            }
            let t = &self.tokens[end];
            let joins = end > at
                && (t.is(Class::Of)
                    || t.is_punct('&')
                    || t.is_punct('-') && t.glued
                    || t.is_punct('.') && self.is_initial(end - 1));
            if joins && end + 1 < limit && self.is_name_word(end + 1) {
                end += 2;
                continue;
            }
            break;
        }
        end
    }

    fn is_initial(&self, at: usize) -> bool {
        self.tokens[at].capital && self.tokens[at].text.chars().count() == 1
    }

    /// Whether the word is part of a name: a proper noun with a capital, or a word that only its capital tells from others.
    fn is_name_word(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        // "ONE_LEVEL" is a word of a program.
        let joined = |at: usize| self.tokens.get(at).is_some_and(|t| t.glued && t.is_punct('_'));
        let joins = t.glued && at > 0 && self.tokens[at - 1].is_punct('_');
        if t.kind != TokenKind::Word || !t.capital || t.is_any(&NO_NAME) || joins || joined(at + 1) {
            return false;
        }
        match self.tags[at] {
            Tag::Name => true,
            Tag::Noun | Tag::Adjective | Tag::Other => {
                // "Kvarnen byggdes …" opens with a noun that its own ending makes definite; "Rederiet Vindvik" is a name.
                let alone = !self.tokens.get(at + 1).is_some_and(|next| next.capital);
                let noun = alone && self.tags[at] == Tag::Noun && self.lexicon.is_definite(t.text);
                !t.starts_sentence || t.senses.is_empty() && self.tags[at] != Tag::Adjective && !noun
            }
            _ => false,
        }
    }

    fn name_words(&self, range: &Range<usize>) -> Keys {
        let words = self.tokens[range.clone()].iter().filter(|t| t.is_word() && !t.is(Class::Of));
        Keys::new(words.map(|t| name_word(t.text)).collect())
    }
}

/// The key of a word of a name, its genitive ending left out: "Norges" and "Norge", "Holm's" and "Holm" are one.
pub(crate) fn name_word(text: &str) -> Key {
    let lower = text.to_lowercase();
    let bare = lower.trim_end_matches(['\'', '\u{2019}']);
    let bare = bare.strip_suffix("'s").or_else(|| bare.strip_suffix("\u{2019}s")).unwrap_or(bare);
    let bare = if bare.len() > SHORT_NAME { bare.strip_suffix('s').unwrap_or(bare) } else { bare };
    Key::of(id_hash(bare))
}

/// Shorter names end in an "s" of their own.
const SHORT_NAME: usize = 4;
