//! Lists of names in running text and, after a colon, on the lines below.

use super::Analysis;
use crate::grammar::{Item, list, tokens::Tokens};
use crate::lexicon::Class;
use std::ops::Range;

/// A list that was read: its items, whether it is all, and the token after it.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) items: Vec<Item>,
    pub(super) closed: bool,
    pub(super) end: usize,
}

/// More lines than this are no list of names that anybody counts.
const MOST_LINES: usize = 400;

impl Analysis<'_> {
    /// The list of two names or more that begins with token `at`, inside a sentence.
    pub(super) fn list_at(&self, sentence: &Range<usize>, at: usize) -> Option<Listed> {
        let input = Tokens(self.tokens.get(at..sentence.end)?);
        let (rest, (items, closed)) = list::list(input, at as u32).ok()?;
        Some(self.joined(Listed { items, closed, end: sentence.end - rest.0.len() }))
    }

    /// "Bosnia and Herzegovina" at the end of a list is one name.
    fn joined(&self, mut listed: Listed) -> Listed {
        let mut i = 1;
        while i < listed.items.len() {
            let (a, b) = (listed.items[i - 1], listed.items[i]);
            let whole = self
                .entities_in(&(a.first as usize..a.first as usize + 1))
                .any(|e| e.tokens.start == a.first && e.tokens.end >= b.end);
            if whole {
                listed.items[i - 1] = Item { first: a.first, end: b.end, span: a.span.to(b.span) };
                listed.items.remove(i);
            } else {
                i += 1;
            }
        }
        listed
    }

    /// The list that follows a colon at the end of sentence `index`: the next sentence when it is a list, or one name a
    /// line for as long as the lines are names.
    pub(super) fn list_below(&self, index: usize) -> Option<Listed> {
        let next = self.sentences.get(index + 1)?.tokens.clone();
        if let Some(listed) = self.list_at(&next, next.start)
            && self.tokens[listed.end..next.end].iter().all(|t| !t.is_word())
        {
            return Some(listed);
        }
        let mut items = Vec::new();
        let mut end = next.start;
        for sentence in self.sentences[index + 1..].iter().take(MOST_LINES) {
            let range = sentence.tokens.clone();
            let Ok((rest, item)) = list::item(Tokens(&self.tokens[range.clone()]), range.start as u32) else { break };
            if rest.0.iter().any(|t| !matches!(t.kind, crate::text::TokenKind::Punct('.' | ',' | ';')))
                || item.end - item.first > 6
            {
                break;
            }
            items.push(item);
            end = range.end;
        }
        (items.len() >= 2).then_some(Listed { items, closed: true, end })
    }

    /// The list after a verb at `verb`: right after it (an "of", an article or "currently" may stand between), or after a
    /// colon that ends the sentence.
    pub(super) fn list_after(&self, index: usize, verb: usize) -> Option<Listed> {
        let sentence = self.sentence(index);
        let mut open = false;
        for at in verb + 1..sentence.end {
            let t = &self.tokens[at];
            if t.is_punct(':') {
                let here = self.list_at(&sentence, at + 1);
                let listed = if at + 1 < sentence.end { here } else { self.list_below(index) };
                return listed.map(|l| Listed { closed: l.closed && !open, ..l });
            }
            if let Some(listed) = self.list_at(&sentence, at) {
                return Some(Listed { closed: listed.closed && !open, ..listed });
            }
            open |= t.is(Class::ListOpen);
            let passes = [
                Class::Of,
                Class::DefiniteArticle,
                Class::Current,
                Class::ListOpen,
                Class::Preposition,
                Class::Stop,
                Class::Whole,
            ];
            let colon_ahead = self.tokens[sentence.end - 1].is_punct(':') && sentence.end - at < 12;
            if !colon_ahead && !passes.iter().any(|c| t.is(*c)) && !t.is_punct(',') {
                return None;
            }
        }
        None
    }
}
