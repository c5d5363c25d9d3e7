//! Groups as a text names them: those that a gazetteer knows, and any other name ("the Ohrid Group").

use crate::claim::Analysis;
use crate::entity::{Found, How};
use crate::lexicon::Class;
use crate::text::Tag;
use std::ops::Range;

/// A name has no more tokens.
const MOST_TOKENS: usize = 12;

impl Analysis<'_> {
    /// The names that begin within a range of tokens: known ones, and those that no gazetteer knows.
    pub(super) fn named_in(&self, range: &Range<usize>) -> Vec<Found> {
        let mut all: Vec<Found> = self.entities_in(range).cloned().collect();
        let taken = |tokens: &Range<u32>| all.iter().any(|e| e.tokens.start < tokens.end && tokens.start < e.tokens.end);
        let unknown: Vec<Found> = self
            .names_in(range)
            .into_iter()
            .filter(|n| n.entity.is_none() && !taken(&n.tokens))
            .map(|n| self.told(n.tokens))
            .collect();
        all.extend(unknown);
        all.sort_by_key(|found| found.tokens.start);
        all
    }

    /// The name that begins at a token, an article before it left out.
    pub(super) fn named_after(&self, at: usize) -> Option<Found> {
        let known = self.entity_after(at).cloned();
        known.or_else(|| {
            let first = at + usize::from(self.tokens.get(at).is_some_and(|t| t.is(Class::DefiniteArticle)));
            let end = self.sentence_end(first)?.min(first + MOST_TOKENS);
            self.named_in(&(first..end)).into_iter().find(|found| found.tokens.start as usize == first)
        })
    }

    /// The name that ends right before a token.
    pub(super) fn named_before(&self, at: usize) -> Option<Found> {
        let known = self.entity_before(at).cloned();
        known.or_else(|| {
            let end = self.sentence_end(at.checked_sub(1)?)?.min(at);
            self.named_in(&(at.saturating_sub(MOST_TOKENS)..end)).into_iter().rfind(|found| found.tokens.end as usize == at)
        })
    }

    /// The token after the sentence of this one.
    fn sentence_end(&self, at: usize) -> Option<usize> {
        let nth = self.sentences.partition_point(|s| s.tokens.end <= at);
        self.sentences.get(nth).map(|s| s.tokens.end)
    }

    /// A name that no gazetteer knows; "bandet" in "Bandet Marn" says what it is.
    fn told(&self, tokens: Range<u32>) -> Found {
        let (mut first, mut end) = (tokens.start as usize, tokens.end as usize);
        let opens = &self.tokens[first];
        if opens.starts_sentence
            && self.lexicon.compounds
            && end > first + 1
            && self.tags[first] == Tag::Noun
            && self.lexicon.is_definite(opens.text)
        {
            first += 1;
        }
        let suffix = |at: usize| self.tokens[at].glued && self.tokens[at].text.starts_with(['\'', '\u{2019}']);
        let genitive = end > first + 1 && suffix(end - 1)
            || self.tokens.get(end).is_some_and(|t| t.glued && t.text.starts_with(['\'', '\u{2019}']));
        if end > first + 1 && suffix(end - 1) {
            end -= 1;
        }
        Found {
            tokens: first as u32..end as u32,
            span: self.tokens[first].span.to(self.tokens[end - 1].span),
            entity: self.name_of(&(first..end)),
            how: How::Name,
            genitive,
            compound: self.tokens.get(end).is_some_and(|t| t.glued && t.is_punct('-')),
            in_longer_name: false,
        }
    }
}
