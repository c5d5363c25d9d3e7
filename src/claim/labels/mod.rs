//! What a document numbers, and what it refers to by a number: items, headings, figures and tables.
//!
//! ```text
//! numbered heading = [ label ] , number , { "." , number } , [ "." | ":" | ")" ] , words
//! caption          = label , number , ( "." | ":" | "–" | "|" | end of block )       at the start of a block
//! reference        = label , number                                                  anywhere else
//! ```
//! Only where all of a document is at hand: a part of one begins with any number.

mod references;
mod sequence;

use super::{Analysis, Claim};
use crate::lexicon::Class;
use crate::text::{Span, Token, TokenKind};
use std::ops::Range;

/// A longer number is a year or a code.
const LONGEST: usize = 2;

/// A number that a document gives to one of its parts.
#[derive(Debug, Clone)]
struct Numbered {
    /// What it numbers, by the word before it (an id of [`Class::Label`]); 0 where there is none.
    label: u64,
    /// The numbers of what it is a part of.
    within: Vec<i64>,
    number: i64,
    span: Span,
    /// The token after it.
    end: usize,
}

impl Analysis<'_> {
    /// The claims that a document makes by its numbers.
    pub(super) fn labels(&self, out: &mut Vec<Claim>) {
        let blocks = &self.document.blocks;
        let Some((first, last)) = blocks.first().zip(blocks.last()) else { return };
        let begins = self.tokens.first().is_some_and(|t| t.span.start <= first.span.end);
        if !begins || self.tokens.last().is_none_or(|t| t.span.end < last.span.start) {
            return;
        }
        let headings = self.numbered_headings();
        let captions = self.captions();
        self.numbered_items(out);
        self.heading_sequences(&headings, out);
        self.caption_sequences(&captions, out);
        self.first_references(&captions, out);
        self.references(&captions, &headings, out);
        self.lost_links(out);
    }

    /// The tokens of a stretch of text.
    fn tokens_in(&self, span: Span) -> Range<usize> {
        let from = self.tokens.partition_point(|t| t.span.start < span.start);
        from..from + self.tokens[from..].partition_point(|t| t.span.end <= span.end)
    }

    /// The number that begins a block, with the word before it.
    fn number_of_block(&self, tokens: &Range<usize>) -> Option<Numbered> {
        let label = self.tokens.get(tokens.start).and_then(|t| t.sense(Class::Label)).map_or(0, |s| s.id);
        let mut at = tokens.start + usize::from(label != 0);
        let mut path = Vec::new();
        loop {
            let t = self.tokens.get(at).filter(|t| at < tokens.end && is_number(t) && (!t.glued || !path.is_empty()))?;
            path.push(t.text.parse().ok()?);
            at += 1;
            let goes_on = |i: usize| self.tokens.get(i).is_some_and(|t| i < tokens.end && t.glued);
            let pointed = goes_on(at) && self.tokens[at].is_punct('.');
            if pointed && goes_on(at + 1) && is_number(&self.tokens[at + 1]) {
                at += 1;
                continue;
            }
            let marked = goes_on(at) && matches!(self.tokens[at].kind, TokenKind::Punct('.' | ':' | ')'));
            if !marked && goes_on(at) || marked && goes_on(at + 1) {
                return None;
            }
            let number = path.pop()?;
            let span = self.span(tokens.start..at);
            return Some(Numbered { label, within: path, number, span, end: at + usize::from(marked) });
        }
    }

    /// The numbers that figures and tables have in their captions.
    fn captions(&self) -> Vec<Numbered> {
        let blocks = self.document.blocks.iter();
        let captions = blocks.filter_map(|block| {
            let tokens = self.tokens_in(block.span);
            let found = self.number_of_block(&tokens).filter(|n| n.label != 0 && n.within.is_empty())?;
            let after = self.tokens.get(found.end).filter(|_| found.end < tokens.end);
            let marked = found.end > 0 && matches!(self.tokens[found.end - 1].kind, TokenKind::Punct('.' | ':'));
            let dashed = after.is_some_and(|t| matches!(t.kind, TokenKind::Punct('–' | '—' | '|' | '-')));
            (marked || dashed || after.is_none()).then_some(found)
        });
        captions.collect()
    }
}

fn is_number(t: &Token) -> bool {
    t.kind == TokenKind::Digits && t.text.len() <= LONGEST
}
