//! Quotes: the words between quotation marks, or after the dash that opens a line of speech, and whose they are.
//!
//! ```text
//! quote = opening mark , words , closing mark | dash , words , "," , verb of speech
//! ```

use super::Analysis;
use super::words::Wording;
use crate::clause::{Key, name_word};
use crate::lexicon::Class;
use crate::text::{Span, TokenKind};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Shorter quotes are names, titles and words that the writer keeps at a distance.
const LEAST_WORDS: usize = 4;
/// A quotation mark that is not closed within so many tokens opens nothing.
const MOST_TOKENS: usize = 400;

/// Words that a document gives as somebody's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    /// Its words among those of the document.
    pub words: Range<u32>,
    /// Where it stands, without its marks.
    pub span: Span,
    /// The last word of the speaker's name, and where the name stands; `None` where none is named.
    pub speaker: Option<(Key, Span)>,
}

impl Analysis<'_> {
    /// The tokens of what is quoted, in order.
    pub(super) fn quoted_tokens(&self) -> Vec<Range<usize>> {
        let (mut quoted, mut at) = (Vec::new(), 0);
        while at < self.tokens.len() {
            match self.quoted(at).or_else(|| self.reply(at)) {
                Some(inner) => {
                    at = inner.end.max(at + 1);
                    quoted.extend((inner.len() >= LEAST_WORDS).then_some(inner));
                }
                None => at += 1,
            }
        }
        quoted
    }

    /// Adds the quotes with these tokens; their words must have been read.
    pub(super) fn quotes(&self, quoted: Vec<Range<usize>>, wording: &mut Wording) {
        for inner in quoted {
            let span = self.tokens[inner.start].span.to(self.tokens[inner.end - 1].span);
            let from = wording.words.partition_point(|w| w.at < span.start) as u32;
            let to = wording.words.partition_point(|w| w.at < span.end) as u32;
            if (to.saturating_sub(from) as usize) < LEAST_WORDS {
                continue;
            }
            let speaker = self.speaker_of(&inner).map(|name| (name_word(self.tokens[name.end - 1].text), self.span(name)));
            wording.quotes.push(Quote { words: from..to, span, speaker });
        }
    }

    /// The tokens within the quotation marks that open at `at`.
    fn quoted(&self, at: usize) -> Option<Range<usize>> {
        let TokenKind::Punct(mark) = self.tokens[at].kind else { return None };
        let closing = closing_of(mark)?;
        let glued_to_next = |i: usize| self.tokens.get(i + 1).is_some_and(|n| n.glued);
        let opens = |i: usize| {
            let t = &self.tokens[i];
            let free = !t.glued
                || i.checked_sub(1).is_some_and(|b| !self.tokens[b].is_word() && self.tokens[b].kind != TokenKind::Digits);
            free && glued_to_next(i)
        };
        if !opens(at) {
            return None;
        }
        for end in at + 1..self.tokens.len().min(at + MOST_TOKENS) {
            let t = &self.tokens[end];
            let TokenKind::Punct(other) = t.kind else { continue };
            // A quote of several paragraphs opens anew in each, and closes in the last.
            if end > at + 1 && other == mark && t.starts_sentence && !t.glued && glued_to_next(end) {
                return Some(at + 1..end);
            }
            let word_follows = self.tokens.get(end + 1).is_some_and(|n| n.glued && n.is_word());
            if closing.contains(&other) && t.glued && !word_follows {
                return Some(at + 1..end);
            }
        }
        None
    }

    /// The tokens of a line of speech that a dash opens, as far as the verb that says whose it is.
    fn reply(&self, at: usize) -> Option<Range<usize>> {
        let t = &self.tokens[at];
        if !t.starts_sentence || !matches!(t.kind, TokenKind::Punct('–' | '—' | '―')) {
            return None;
        }
        let opens_block = self.document.blocks.binary_search_by_key(&t.span.start, |b| b.span.start).is_ok();
        if !opens_block {
            return None;
        }
        let block = self.document.blocks.partition_point(|b| b.span.start <= t.span.start).checked_sub(1)?;
        let end_of_block = self.document.blocks[block].span.end;
        let end = self.tokens.partition_point(|t| t.span.start < end_of_block);
        let said = (at + 2..end).find(|i| self.tokens[*i].is(Class::Speech) && self.tokens[*i - 1].is_punct(','))?;
        Some(at + 1..said - 1)
    }
}

/// The marks that close what a mark opens.
fn closing_of(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '"' => &['"', '”'],
        '“' => &['”', '"'],
        '„' => &['“', '”'],
        '”' => &['”'],
        '«' => &['»'],
        '»' => &['»', '«'],
        '‘' => &['’', '\''],
        '’' => &['’'],
        '\'' => &['\''],
        _ => return None,
    })
}
