//! Quotes: the words between quotation marks, or after the dash that opens a line of speech, and whose they are.
//!
//! ```text
//! quote = opening mark , words , closing mark | dash , words , "," , verb of speech
//! ```

use super::Analysis;
use super::context::fold;
use super::words::Wording;
use crate::lexicon::Class;
use crate::text::{Span, Token, TokenKind};
use std::ops::Range;

/// Shorter quotes are names, titles and words that the writer keeps at a distance.
const LEAST_WORDS: usize = 4;
/// A quotation mark that is not closed within so many tokens opens nothing.
const MOST_TOKENS: usize = 400;
/// How far from a quote its speaker is looked for, in tokens.
const SPEAKER_WITHIN: usize = 10;

/// Words that a document gives as somebody's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quote {
    /// Its words among those of the document.
    pub words: Range<u32>,
    /// Where it stands, without its marks.
    pub span: Span,
    /// A hash of the last word of the speaker's name; 0 where none is named.
    pub speaker: u32,
}

impl Analysis<'_> {
    /// The quotes of the document; its words must have been read.
    pub(super) fn quotes(&self, wording: &mut Wording) {
        let mut at = 0;
        while at < self.tokens.len() {
            let Some(inner) = self.quoted(at).or_else(|| self.reply(at)) else {
                at += 1;
                continue;
            };
            at = inner.end.max(at + 1);
            let Some((first, last)) = self.tokens.get(inner.start).zip(self.tokens.get(inner.end.saturating_sub(1))) else {
                continue;
            };
            let span = first.span.to(last.span);
            let from = wording.words.partition_point(|w| w.at < span.start) as u32;
            let to = wording.words.partition_point(|w| w.at < span.end) as u32;
            if (to.saturating_sub(from) as usize) < LEAST_WORDS {
                continue;
            }
            wording.quotes.push(Quote { words: from..to, span, speaker: self.speaker_of(&inner) });
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

    /// Whose words they are: the name beside the verb of speech nearest to the quote.
    fn speaker_of(&self, quote: &Range<usize>) -> u32 {
        let after = quote.end..self.tokens.len().min(quote.end + SPEAKER_WITHIN);
        let before = quote.start.saturating_sub(SPEAKER_WITHIN)..quote.start.saturating_sub(1);
        let speech = |t: &Token| t.is(Class::Speech) || t.is(Class::AccordingTo);
        let verb = after
            .clone()
            .find(|i| speech(&self.tokens[*i]))
            .map(|i| (i, after.clone()))
            .or_else(|| before.clone().rev().find(|i| speech(&self.tokens[*i])).map(|i| (i, before.clone())));
        let Some((verb, range)) = verb else { return 0 };
        let name = |i: usize| {
            let t = &self.tokens[i];
            t.is_word() && t.capital && !t.is(Class::Pronoun) && !t.is(Class::Title) && !t.text.starts_with(['\'', '\u{2019}'])
        };
        let stops =
            |i: &usize| self.tokens[*i].is_punct(',') || self.tokens[*i].is_punct('.') || self.tokens[*i].is(Class::Pronoun);
        let following: Vec<usize> = (verb + 1..range.end.min(verb + 8))
            .take_while(|i| !stops(i))
            .skip_while(|i| !name(*i))
            .take_while(|i| name(*i))
            .collect();
        let preceding = || (range.start..verb).rev().take(4).take_while(|i| !stops(i)).find(|i| name(*i));
        following.last().copied().or_else(preceding).map_or(0, |i| fold(self.tokens[i].word))
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
