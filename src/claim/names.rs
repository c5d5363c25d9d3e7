//! Names: which entity a stretch of tokens stands for, known to a gazetteer or only by its own words.

use super::{Analysis, Claim, ClaimKind};
use crate::clause::name_word;
use crate::entity::{EntityId, Found, How};
use crate::grammar::Item;
use crate::lexicon::Class;
use crate::text::Span;
use crate::value::Value;
use std::ops::Range;

impl Analysis<'_> {
    /// The entity of a list item: the known one that covers it, or one made of its own words.
    pub(super) fn entity_of(&self, item: &Item) -> EntityId {
        let range = item.first as usize..item.end as usize;
        let covering = self.entities_in(&range).find(|e| e.tokens.end >= item.end.saturating_sub(1) && !is_adjective(e));
        covering.map_or_else(|| self.name_of(&range), |e| e.entity)
    }

    /// An id for a name that no gazetteer knows: its words in lower case, in order, genitives left out.
    pub(super) fn name_of(&self, range: &Range<usize>) -> EntityId {
        let words = self.tokens[range.clone()]
            .iter()
            .filter(|t| t.is_word() && !t.is(Class::DefiniteArticle) && !t.text.starts_with(['\'', '\u{2019}']));
        // "Askviks" is Askvik's.
        EntityId(words.fold(0x9e37_79b9_7f4a_7c15, |h, t| h.rotate_left(7) ^ u64::from(name_word(t.text).0)))
    }

    /// The organisation that ends at or right before token `at`, with an opening article and a closing acronym in brackets
    /// left out of account.
    pub(super) fn entity_before(&self, at: usize) -> Option<&Found> {
        let from = at.saturating_sub(12);
        let mut end = at;
        while end > from && self.tokens[end - 1].is_punct(')') {
            end -= 1;
        }
        self.entities_in(&(from..end)).filter(|e| e.tokens.end as usize == end && !is_adjective(e)).last()
    }

    /// The entity that begins at `at`, an article before it left out.
    pub(super) fn entity_after(&self, at: usize) -> Option<&Found> {
        let skip = usize::from(self.tokens.get(at).is_some_and(|t| t.is(Class::DefiniteArticle)));
        self.entities_in(&(at..at + skip + 1)).find(|e| e.tokens.start as usize <= at + skip && !is_adjective(e))
    }

    /// The token after an entity and after its acronym in brackets.
    pub(super) fn after_entity(&self, found: &Found) -> usize {
        let end = found.tokens.end as usize;
        if self.tokens.get(end).is_some_and(|t| t.is_punct('(')) {
            let close = (end..self.tokens.len().min(end + 14)).find(|i| self.tokens[*i].is_punct(')'));
            let inside = self.entities_in(&(end..end + 2)).next();
            if let (Some(close), Some(inside)) = (close, inside)
                && inside.entity == found.entity
            {
                return close + 1;
            }
        }
        end
    }

    /// The span of a range of tokens.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        match (self.tokens.get(range.start), self.tokens.get(range.end.saturating_sub(1))) {
            (Some(first), Some(last)) => first.span.to(last.span),
            _ => Span::default(),
        }
    }
}

impl Analysis<'_> {
    /// Names that are spelled nearly as a known one.
    pub(super) fn spellings(&self, out: &mut Vec<Claim>) {
        for found in self.entities.iter().filter(|e| e.how == How::NearSpelling) {
            let sentence = self.sentences.partition_point(|s| s.tokens.end <= found.tokens.start as usize);
            out.push(Claim {
                subject: found.entity.0,
                ..Claim::new(
                    ClaimKind::SPELLING,
                    Value::Text(found.span.of(&self.document.text).to_owned()),
                    found.span,
                    sentence as u32,
                )
            });
        }
    }
}

fn is_adjective(found: &Found) -> bool {
    found.how == How::Adjective
}
