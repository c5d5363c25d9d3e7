//! The words around a place in a text, to tell one "31" from another.

use super::Document;
use crate::text::Span;

/// Longer words are no words.
const LONGEST: usize = 40;
/// How far words are looked for, in bytes: some texts go on without a space for a million.
const WITHIN: usize = 200;

impl Document {
    /// The words before and after a span of the text in its clause, so many of each; none where no block has the span.
    #[must_use]
    pub fn around(&self, span: Span, most_before: usize, most_after: usize) -> (Vec<&str>, Vec<&str>) {
        let after = self.blocks.partition_point(|b| b.span.start <= span.start);
        let block = after.checked_sub(1).and_then(|at| self.blocks.get(at)).map(|b| b.span).filter(|b| span.end <= b.end);
        let Some(block) = block else { return (Vec::new(), Vec::new()) };
        let part = |start: u32, end: u32| self.text.get(start as usize..end as usize).unwrap_or_default();
        let (before, after) = (part(block.start, span.start), part(span.end, block.end));
        let from = (before.len().saturating_sub(WITHIN)..=before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(0);
        let before = &before[from..];
        let clause = before.char_indices().rev().find(|(at, c)| parts(&before[*at..], *c));
        let before = clause.map_or(before, |(at, c)| &before[at + c.len_utf8()..]);
        let to = (0..=WITHIN.min(after.len())).rev().find(|at| after.is_char_boundary(*at)).unwrap_or(0);
        let clause = after[..to].char_indices().find(|(at, c)| parts(&after[*at..], *c));
        let after = &after[..clause.map_or(to, |(at, _)| at)];
        let is_word = |w: &&str| w.contains(char::is_alphanumeric) && w.chars().count() <= LONGEST;
        let mut words: Vec<&str> = before.split_whitespace().rev().filter(is_word).take(most_before).collect();
        words.reverse();
        (words, after.split_whitespace().filter(is_word).take(most_after).collect())
    }
}

/// Whether a text begins with something that parts clauses: a mark before a space or the end, a bracket, a quotation mark.
fn parts(text: &str, c: char) -> bool {
    let rest = text.get(c.len_utf8()..).unwrap_or_default();
    let mark = matches!(c, '.' | ',' | ';' | ':' | '!' | '?') && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    mark || matches!(c, '(' | ')' | '[' | ']' | '"' | '“' | '”' | '«' | '»' | '|')
}
