//! What qualifies a claim: the clause it stands in, whether that is asserted, when it holds, who says so.

use super::{Analysis, Modality};
use crate::grammar::{Kind, Reading};
use crate::lexicon::Class;
use crate::text::{ClassSet, Span, Tag, Token, TokenKind};
use crate::value::Days;
use std::ops::Range;

impl Analysis<'_> {
    /// The tokens of a sentence.
    pub(crate) fn sentence(&self, index: usize) -> Range<usize> {
        self.sentences.get(index).map_or(0..0, |s| s.tokens.clone())
    }

    /// Where the clause with token `at` begins: after the last comma, semicolon, colon, dash or bracket, or at a
    /// relative or subordinating word.
    pub(crate) fn clause_start(&self, sentence: &Range<usize>, at: usize) -> usize {
        (sentence.start..at)
            .rev()
            .find(|i| breaks_clause(&self.tokens[*i]))
            .map_or(sentence.start, |i| if self.tokens[i].is_word() { i } else { i + 1 })
    }

    /// Whether what a verb at `verb` says is asserted, from the words of its clause and the mark that ends the sentence.
    pub(crate) fn modality(&self, sentence: &Range<usize>, verb: usize) -> Modality {
        let tokens = &self.tokens;
        let asks = sentence.clone().next_back().is_some_and(|last| tokens[last].is_punct('?'));
        let conditional = (sentence.start..verb).any(|i| tokens[i].is(Class::Conditional) && tokens[i].starts_sentence);
        if asks || conditional {
            return Modality::Supposed;
        }
        let clause = self.clause_start(sentence, verb)..sentence.end.min(verb + 3);
        let mut modality = Modality::Asserted;
        for i in clause {
            let t = &tokens[i];
            if i != verb && i > verb && breaks_clause(t) {
                break;
            }
            // "Får" and "fick" with no verb behind them take seats, and allow nothing.
            let full = t.is(Class::Modal) && self.tags.get(i) == Some(&Tag::Verb);
            let open = i <= verb && !full && !t.is(Class::Month);
            if open && t.is_any(&SUPPOSED) {
                return Modality::Supposed;
            }
            if open && t.is_any(&FORESEEN) {
                modality = Modality::Foreseen;
            }
            if t.is(Class::Negator) && !t.is(Class::Exclusion) {
                // What will not be is no more than supposed.
                modality = if modality == Modality::Foreseen { Modality::Supposed } else { Modality::Negated };
            }
        }
        modality
    }

    /// The period that the sentence around `at` names: a date or a stretch of days in the same clause, or one that opens
    /// the sentence.
    pub(crate) fn period(&self, sentence: &Range<usize>, at: usize) -> Option<Days> {
        let mut best: Option<(usize, Days)> = None;
        for mention in self.mentions_in(sentence) {
            if let (Kind::Date | Kind::DateRange, Reading::Days { days, written, relative, length, .. }) =
                (mention.kind, &mention.reading)
            {
                // "Three years ago" is a time around that day, "in two years" is none that is sure.
                let days = if length.is_some() { Some(*written) } else { days.or((!*relative).then_some(*written)) };
                let Some(days) = days.filter(|d| length.is_none() || *d != Days::ALL) else { continue };
                let first = mention.first as usize;
                let distance = first.abs_diff(at);
                let opens = first <= sentence.start + 2;
                if (distance <= 12 || opens) && best.as_ref().is_none_or(|(d, _)| distance < *d) {
                    best = Some((distance, days));
                }
            }
        }
        best.map(|(_, days)| days)
    }

    /// Who is said to say the sentence: the words before a verb of speech, or those after "according to".
    pub(crate) fn speaker(&self, sentence: &Range<usize>) -> Option<Span> {
        let tokens = &self.tokens;
        let span = |range: Range<usize>| {
            let range: Vec<usize> = range.filter(|i| tokens[*i].is_word()).collect();
            Some(tokens[*range.first()?].span.to(tokens[*range.last()?].span))
        };
        for i in sentence.clone() {
            if tokens[i].is(Class::AccordingTo) {
                let end = (i + 1..sentence.end.min(i + 9))
                    .find(|j| !tokens[*j].is_word() && !tokens[*j].glued || tokens[*j].is_punct(','));
                return span(i + 1..end.unwrap_or(sentence.end.min(i + 5)));
            }
            if tokens[i].is(Class::Speech) && i > sentence.start {
                let named = |j: &usize| tokens[*j].capital && tokens[*j].is_word();
                let before = (sentence.start..i).rev().take(4).filter(named).min();
                if let Some(first) = before {
                    return span(first..i);
                }
            }
        }
        None
    }

    /// The mentions that begin within a range of tokens.
    pub(crate) fn mentions_in(&self, range: &Range<usize>) -> impl Iterator<Item = &crate::grammar::Mention> {
        let from = self.mentions.partition_point(|m| (m.first as usize) < range.start);
        let end = range.end;
        self.mentions[from..].iter().take_while(move |m| (m.first as usize) < end)
    }

    /// The entities that begin within a range of tokens.
    pub(crate) fn entities_in(&self, range: &Range<usize>) -> impl Iterator<Item = &crate::entity::Found> {
        let from = self.entities.partition_point(|e| (e.tokens.start as usize) < range.start);
        let end = range.end;
        self.entities[from..].iter().take_while(move |e| (e.tokens.start as usize) < end)
    }
}

/// Words that only consider what they are said of.
const SUPPOSED: ClassSet = ClassSet::new(&[Class::Modal, Class::Conditional, Class::Reported]);
/// Words that say that something is to be.
const FORESEEN: ClassSet = ClassSet::new(&[Class::Planned, Class::Future]);

fn breaks_clause(t: &Token) -> bool {
    match t.kind {
        TokenKind::Punct(mark) => {
            matches!(mark, ',' | ';' | ':' | '–' | '—' | '(' | ')' | '"' | '“' | '”' | '«' | '»') || mark == '-' && !t.glued
        }
        TokenKind::Word => t.is(Class::Relative),
        TokenKind::Digits => false,
    }
}
