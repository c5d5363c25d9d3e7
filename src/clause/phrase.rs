//! The noun phrase around a figure: what is counted, what it is a measure of, what narrows it.
//!
//! ```text
//! counted   = figure , { modifier } , head , [ of , whole ]
//! measured  = container , preposition , figure | figure , { modifier } , container | figure , preposition , container
//! ```

use super::{Analysis, Flags, Key, Keys};
use crate::lexicon::Class;
use crate::text::{ClassSet, Tag, TokenKind, stem};
use std::ops::Range;

/// The classes whose ids name concepts that languages share.
pub(super) const CONCEPTS: ClassSet =
    ClassSet::new(&[Class::Concept, Class::Event, Class::Statehood, Class::Office, Class::Member, Class::Once, Class::OnceNoun]);

/// A phrase around a figure.
#[derive(Debug, Clone, Default)]
pub(super) struct Phrase {
    /// The head noun after the figure: what is counted, or what a measure is of.
    pub(super) head: Keys,
    /// What narrows the head.
    pub(super) modifiers: Keys,
    /// The noun that the figure is a measure of ("a fine of N", "N in revenue").
    pub(super) container: Keys,
    /// The words of the head and the container.
    pub(super) head_at: Option<usize>,
    pub(super) container_at: Option<usize>,
    /// Where the phrase ends.
    pub(super) end: usize,
    /// The number is joined to its noun: what follows has so many.
    pub(super) joined: bool,
    pub(super) flags: Flags,
}

impl Analysis<'_> {
    /// The keys of a word: its concepts, the concept of a compound's head, its stem.
    pub(crate) fn keys_of(&self, at: usize) -> Vec<Key> {
        let t = &self.tokens[at];
        let mut keys = Vec::new();
        if t.kind != TokenKind::Word {
            return keys;
        }
        if t.may_be_any(&CONCEPTS) {
            keys.extend(
                t.senses.iter().filter(|s| CONCEPTS.has(s.class) && s.id != 0).take(MOST_CONCEPTS).map(|s| Key::of(s.id)),
            );
        }
        if keys.is_empty() && t.senses.is_empty() && self.lexicon.compounds && t.text.len() > SHORT_WORD {
            keys.extend(self.lexicon.compound_head(&t.text.to_lowercase()).map(|s| Key::of(s.id)));
        }
        // "Opened to traffic": what an entry of several words means its words mean too.
        for word in t.text.split(' ').filter(|_| t.text.contains(' ')) {
            let senses = self.lexicon.senses(&word.to_lowercase());
            keys.extend(senses.iter().filter(|s| CONCEPTS.has(s.class) && s.id != 0).take(MOST_CONCEPTS).map(|s| Key::of(s.id)));
        }
        keys.push(Key::of(stem(&self.lexicon.language, t)));
        keys
    }

    /// The phrase around the figure at `tokens` of a clause; `measure` where it has a unit of its own.
    pub(super) fn phrase_around(&self, tokens: &Range<usize>, clause: &Range<usize>, measure: bool) -> Phrase {
        let mut phrase = self.phrase_after(tokens, clause.end);
        phrase.flags |= self.flags_before(tokens.start, clause.start);
        if measure || phrase.head.is_empty() {
            phrase.container_at = self.container_before(tokens.start, clause.start);
        }
        // "A choir of 64": the noun that is counted stands before.
        if !measure && phrase.head.is_empty() {
            phrase.head_at = phrase.container_at.take();
        }
        if measure {
            let after = || self.container_after(tokens.end, clause.end);
            let adjective = || (tokens.end < clause.end && self.tags[tokens.end] == Tag::Adjective).then_some(tokens.end);
            phrase.container_at = phrase.container_at.or_else(|| phrase.head_at.take()).or_else(after).or_else(adjective);
        }
        let keys = |at: Option<usize>| at.map_or_else(Keys::default, |at| Keys::new(self.keys_of(at)));
        (phrase.head, phrase.container) = (keys(phrase.head_at), keys(phrase.container_at));
        phrase
    }

    /// The noun that a number counts, right after it; `None` where it counts a part of a whole.
    pub(crate) fn counted_noun(&self, figure: &Range<usize>, limit: usize) -> Option<usize> {
        let phrase = self.phrase_after(figure, limit);
        phrase.head_at.filter(|_| !phrase.flags.has(Flags::PART) && !phrase.flags.has(Flags::EACH))
    }

    /// The nouns right after a figure: the last is the head, the others narrow it.
    fn phrase_after(&self, figure: &Range<usize>, limit: usize) -> Phrase {
        let from = figure.end;
        let mut phrase = Phrase { end: from, ..Phrase::default() };
        let mut at = from;
        if self.tokens.get(at).is_some_and(|t| t.is(Class::Of)) && at < limit {
            // "Two of the six ferries", "9 av hamnens 20 kajer": the noun of the whole.
            let whole = (at + 1..limit).take_while(|i| self.in_phrase(*i)).filter(|i| self.tags[*i] == Tag::Noun).last();
            phrase.head_at = whole;
            phrase.head = whole.map_or_else(Keys::default, |i| Keys::new(self.keys_of(i)));
            phrase.end = whole.map_or(from, |i| i + 1);
            // "All seven of the yard's ferries" are all that it has.
            if !figure.start.checked_sub(1).is_some_and(|i| self.tokens[i].is(Class::Whole)) {
                phrase.flags |= Flags::PART;
            }
            return phrase;
        }
        // "The 19-member council": the number counts the noun that it is joined to, and what follows has so many.
        let joined = self.tokens.get(from).is_some_and(|t| t.glued && t.is_punct('-'));
        if joined && from + 1 < limit && self.tokens[from + 1].glued && self.tags[from + 1] == Tag::Noun {
            phrase.head_at = Some(from + 1);
            phrase.head = Keys::new(self.keys_of(from + 1));
            phrase.end = from + 2;
            phrase.joined = true;
            return phrase;
        }
        // "In ten matches": what follows a number that a preposition governs is a noun, whatever else the word may be.
        let governed =
            figure.start.checked_sub(1).is_some_and(|i| self.tags[i] == Tag::Adposition && !self.tokens[i].is(Class::Of));
        let noun = |at: usize| self.tags[at] == Tag::Noun || self.tags[at] == Tag::Verb && governed && at == from;
        let mut words: Vec<usize> = Vec::new();
        while at < limit {
            let t = &self.tokens[at];
            let inner = t.glued && (t.is_punct('-') || t.text.starts_with(['\'', '’']));
            let fits = matches!(self.tags[at], Tag::Noun | Tag::Name | Tag::Adjective)
                || self.tags[at] == Tag::Verb && words.is_empty() && (noun(at) || self.leads_to_noun(at + 1, limit));
            if !fits && !inner {
                break;
            }
            if t.is(Class::OtherThan) {
                phrase.flags |= Flags::OTHER;
            } else if t.is(Class::Former) {
                phrase.flags |= Flags::FORMER;
            } else if !inner {
                words.push(at);
            }
            at += 1;
        }
        let head = words.iter().rposition(|i| noun(*i));
        if let Some(head) = head {
            phrase.head_at = Some(words[head]);
            phrase.head = Keys::new(self.keys_of(words[head]));
            phrase.modifiers = Keys::new(words[..head].iter().map(|i| self.narrowing(*i)).collect());
            phrase.end = words[head] + 1;
        } else {
            phrase.end = at;
        }
        // "40 kronor i timmen", but "48 sångare i kören".
        let each = |at: usize| {
            let (t, next) = (&self.tokens[at], self.tokens.get(at + 1));
            t.is(Class::Each) || t.is(Class::Per) && (!t.is(Class::Locative) || next.is_some_and(|n| n.is(Class::TimeUnit)))
        };
        if phrase.end < limit && each(phrase.end) {
            phrase.flags |= Flags::EACH;
        }
        phrase
    }

    fn leads_to_noun(&self, at: usize, limit: usize) -> bool {
        at < limit && matches!(self.tags[at], Tag::Noun | Tag::Adjective)
    }

    /// One key for a word that narrows a noun.
    fn narrowing(&self, at: usize) -> Key {
        self.keys_of(at).first().copied().unwrap_or(Key(0))
    }

    /// What stands before a figure and says how it is meant.
    fn flags_before(&self, at: usize, limit: usize) -> Flags {
        let mut flags = Flags::default();
        for i in (limit..at).rev().take(BEFORE) {
            let t = &self.tokens[i];
            if !t.is_word() || matches!(self.tags[i], Tag::Verb | Tag::Noun | Tag::Name) {
                break;
            }
            if t.is(Class::OtherThan) {
                flags |= Flags::OTHER;
            }
            if t.is(Class::Former) || t.is(Class::Then) {
                flags |= Flags::FORMER;
            }
            if t.is(Class::Each) {
                flags |= Flags::EACH;
            }
            if t.is(Class::Total) && !t.is(Class::Whole) {
                flags |= Flags::TOTAL;
            }
        }
        flags
    }

    /// "A fine of 3 million", "en budget på 40 miljoner": the noun before the preposition before a figure.
    fn container_before(&self, at: usize, limit: usize) -> Option<usize> {
        let mut i = at;
        while i > limit
            && matches!(self.tags[i - 1], Tag::Determiner | Tag::Adverb | Tag::Number | Tag::Adjective)
            && at - i < BEFORE
        {
            i -= 1;
        }
        if i <= limit + 1 || !(self.tags[i - 1] == Tag::Adposition || self.tokens[i - 1].is(Class::Of)) {
            return None;
        }
        (self.tags[i - 2] == Tag::Noun).then_some(i - 2)
    }

    /// "4.2 billion in revenue", "40 per cent of the votes": the noun of the preposition after a figure.
    fn container_after(&self, at: usize, limit: usize) -> Option<usize> {
        if at >= limit || !(self.tags[at] == Tag::Adposition || self.tokens[at].is(Class::Of)) {
            return None;
        }
        let inner =
            (at + 1..limit).take_while(|i| matches!(self.tags[*i], Tag::Determiner | Tag::Adjective | Tag::Noun | Tag::Number));
        inner.filter(|i| self.tags[*i] == Tag::Noun).last()
    }
}

/// So many concepts of a word with several senses are kept.
const MOST_CONCEPTS: usize = 3;
/// Shorter words are no compounds.
const SHORT_WORD: usize = 6;
/// What says how a figure is meant stands within so many words before it.
const BEFORE: usize = 3;
