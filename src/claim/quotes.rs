//! Quotes: the words between quotation marks, or after the dash that opens a line of speech, and whose they are.
//!
//! ```text
//! quote = opening mark , words , closing mark | dash , words , "," , verb of speech
//! ```

use super::Analysis;
use super::words::Wording;
use crate::clause::{Key, name_word};
use crate::lexicon::Class;
use crate::text::{ClassSet, Span, TokenKind};
use std::ops::Range;

/// Shorter quotes are names, titles and words that the writer keeps at a distance.
const LEAST_WORDS: usize = 4;
/// A quotation mark that is not closed within so many tokens opens nothing.
const MOST_TOKENS: usize = 400;
/// How far from a quote its speaker is looked for, in tokens.
const SPEAKER_WITHIN: usize = 10;

/// Words after a quote that begin no verb of speech.
const NO_VERB: ClassSet = ClassSet::new(&[
    Class::And,
    Class::Or,
    Class::Of,
    Class::Preposition,
    Class::Pronoun,
    Class::Article,
    Class::DefiniteArticle,
    Class::Copula,
    Class::Have,
    Class::Relative,
    Class::Subordinator,
]);

/// Words that a document gives as somebody's own.
#[derive(Debug, Clone, PartialEq, Eq)]
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
            let speaker = self.speaker_of(&inner).map(|last| {
                let first = (0..=last).rev().take_while(|i| self.names_speaker(*i)).last().unwrap_or(last);
                (name_word(self.tokens[last].text), self.tokens[first].span.to(self.tokens[last].span))
            });
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

    /// Whose words they are: the last word of the name that the verb of speech nearest to the quote is said of ("Berg said", "said the
    /// mayor, Anna Berg", "Anna Berg, the mayor, told reporters"), or of the name before the colon that it follows.
    fn speaker_of(&self, quote: &Range<usize>) -> Option<usize> {
        let after = quote.end..self.tokens.len().min(quote.end + SPEAKER_WITHIN);
        let before = quote.start.saturating_sub(SPEAKER_WITHIN)..quote.start.saturating_sub(1);
        let speech = |i: &usize| self.tokens[*i].is(Class::Speech) || self.tokens[*i].is(Class::AccordingTo);
        if let Some(verb) = after.clone().find(speech) {
            return self.speaker_beside(&after, verb);
        }
        if let Some(verb) = before.clone().rev().find(speech) {
            return self.speaker_beside(&before, verb);
        }
        // "“…,” sighed the mayor, Anna Berg"
        let verb = after.start + usize::from(self.tokens.get(after.start + 1).is_some() && !self.tokens[after.start].is_word());
        let plain = |i: usize| self.tokens[i].is_word() && !self.tokens[i].capital && !self.tokens[i].is_any(&NO_VERB);
        if after.contains(&verb) && plain(verb) && !self.tokens[verb].starts_sentence
            && let Some(name) = self.first_name(&(verb + 1..after.end))
        {
            return Some(name);
        }
        // "The last word went to Anna Berg: “…”"
        let colon = before.end.checked_sub(1).filter(|at| before.contains(at) && self.tokens[*at].is_punct(':'))?;
        self.last_name(&before, colon)
    }

    fn speaker_beside(&self, range: &Range<usize>, verb: usize) -> Option<usize> {
        let comma = |at: usize| at.checked_sub(1).filter(|at| range.contains(at) && self.tokens[*at].is_punct(','));
        let end = comma(verb).unwrap_or(verb);
        let governed = |name: &usize| {
            let first = (range.start..=*name).rev().take_while(|i| self.names_speaker(*i)).last().unwrap_or(*name);
            // "To Vipan News she said": whom it was said to.
            let joins = |i: usize| self.tokens[i].is(Class::Preposition) || self.tokens[i].is(Class::Of);
            first.checked_sub(1).is_some_and(|i| range.contains(&i) && joins(i))
        };
        let before = self.last_name(range, end).or_else(|| {
            // "Anna Berg, the mayor, said"
            let opening = (range.start..end).rev().find(|i| self.tokens[*i].is_punct(',')).filter(|_| end < verb)?;
            self.last_name(range, opening)
        });
        before.filter(|name| !governed(name)).or_else(|| self.first_name(&(verb + 1..range.end)))
    }

    /// The last word of the name in the stretch of words that ends before `end`.
    fn last_name(&self, range: &Range<usize>, end: usize) -> Option<usize> {
        let stretch = (range.start..end).rev().take_while(|i| self.tokens[*i].is_word() && !self.tokens[*i].is(Class::Pronoun));
        stretch.into_iter().find(|i| self.names_speaker(*i))
    }

    /// The last word of the name behind a verb of speech, what the person is before it: "said lifeboat captain Joss Tre".
    fn first_name(&self, range: &Range<usize>) -> Option<usize> {
        let goes_on = |i: &usize| {
            let t = &self.tokens[*i];
            (t.is_word() || t.is_punct(',')) && !t.is(Class::Preposition) && !t.is(Class::Of) && !t.is(Class::Pronoun)
        };
        let words: Vec<usize> = range.clone().take_while(goes_on).collect();
        let parts: Vec<&[usize]> = words.split(|i| self.tokens[*i].is_punct(',')).collect();
        let named = |i: &&usize| self.names_speaker(**i);
        // "Said the Vipan captain, Joss Tre": the name ends the phrase.
        let ends = parts.iter().filter_map(|part| part.last()).find(named);
        ends.or_else(|| parts.iter().find_map(|part| part.iter().rev().find(named))).copied()
    }

    fn names_speaker(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        t.is_word() && t.capital && !t.is(Class::Pronoun) && !t.is(Class::Title) && !t.text.starts_with(['\'', '\u{2019}'])
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
