//! What happened once, told by a noun with its date: "its founding in 1912", "the opening of the bridge in 1974".
//!
//! ```text
//! happening = [ owner ] , noun , [ of , theme ] , [ preposition ] , date
//! ```

use super::{Analysis, split::Clause};
use crate::lexicon::Class;
use crate::text::Tag;
use std::ops::Range;

/// So many phrases may hang on each other between the noun and its date.
const NESTED: usize = 2;

/// What happened, and to what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Happening {
    /// The noun that tells it.
    pub(super) noun: usize,
    /// The phrase of what it happened to; `None` where nothing tells.
    pub(super) theme: Option<Range<usize>>,
}

impl Analysis<'_> {
    /// The event noun that a date stands behind.
    pub(super) fn happening(&self, clause: &Clause, date: &Range<usize>) -> Option<Happening> {
        let start = clause.tokens.start;
        let mut end = date.start;
        while end > start && self.tags[end - 1] == Tag::Adposition && !self.tokens[end - 1].is(Class::Of) {
            end -= 1;
        }
        let begin = |end: usize| (start..end).rev().take_while(|i| self.in_phrase(*i)).last().unwrap_or(end);
        let is_event = |at: usize| {
            let opened = at > start && matches!(self.tags[at - 1], Tag::Determiner | Tag::Pronoun);
            self.tokens[at].is(Class::OnceNoun) && (self.tags[at] == Tag::Noun || opened)
        };
        // "The opening of the bridge in 1974", "the signing of the Treaty of Velling".
        let mut phrase = begin(end);
        for _ in 0..NESTED {
            let inner = phrase < end && phrase > start + 1;
            if !inner || self.tags[phrase - 1] != Tag::Adposition && !self.tokens[phrase - 1].is(Class::Of) {
                break;
            }
            if is_event(phrase - 2) {
                return Some(Happening { noun: phrase - 2, theme: Some(phrase..end) });
            }
            phrase = begin(phrase - 1);
        }
        let noun = end.checked_sub(1).filter(|noun| *noun >= start && is_event(*noun))?;
        let owner = (start..noun).rev().take_while(|i| self.in_phrase(*i)).last().unwrap_or(noun);
        let since = owner.checked_sub(1).is_some_and(|i| i >= start && self.tokens[i].is(Class::Since));
        // "Its founding", "since the founding": of what the clause is said of.
        let of_subject = self.tokens[owner..noun].iter().any(|t| t.is(Class::Reflexive))
            || since && self.tokens[owner..noun].iter().all(|t| t.is(Class::DefiniteArticle));
        // "His death": whose it is, is left open.
        if !of_subject && (owner..noun).any(|i| self.tags[i] == Tag::Pronoun) {
            return None;
        }
        let named = || (owner..noun).any(|i| matches!(self.tags[i], Tag::Noun | Tag::Name));
        let theme =
            if of_subject { clause.subject.clone().filter(|s| !s.contains(&noun)) } else { named().then_some(owner..noun) };
        Some(Happening { noun, theme })
    }

    /// "Since it opened in 1974, the bridge …": what the next clause is said of, where a pronoun that opens the sentence has nothing
    /// before it.
    pub(super) fn subject_ahead<'a>(&self, clauses: &'a [Clause], clause: &Clause) -> Option<&'a Range<usize>> {
        let first = clauses.first().filter(|first| first.tokens == clause.tokens)?;
        let opener = &self.tokens[first.tokens.start];
        if self.tags[first.tokens.start] != Tag::Subordinator && !opener.is(Class::Since) {
            return None;
        }
        let subject = clauses.get(1)?.subject.as_ref()?;
        let head = subject.clone().rev().find(|i| self.is_nominal(*i))?;
        (self.tags[head] != Tag::Pronoun).then_some(subject)
    }
}
