//! The words around a figure, to tell one "31" from another.

use super::clean::clean;
use crate::source::Document;
use crate::text::Span;

/// How many words are shown before and after.
const BEFORE: usize = 2;
const AFTER: usize = 3;
/// Longer words are no words.
const LONGEST: usize = 40;
/// How far words are looked for, in bytes: some texts go on without a space for a million.
const WITHIN: usize = 200;

/// The words beside a span of a document in its clause, with "…" for the span: "by … votes to 14". Empty where there are none.
pub(super) fn around(document: &Document, span: Span) -> String {
    let after = document.blocks.partition_point(|b| b.span.start <= span.start);
    let block = after.checked_sub(1).and_then(|at| document.blocks.get(at)).map(|b| b.span).filter(|b| span.end <= b.end);
    let Some(block) = block else { return String::new() };
    let part = |start: u32, end: u32| document.text.get(start as usize..end as usize).unwrap_or_default();
    let (before, after) = (part(block.start, span.start), part(span.end, block.end));
    let from = (before.len().saturating_sub(WITHIN)..=before.len()).find(|at| before.is_char_boundary(*at)).unwrap_or(0);
    let before = &before[from..];
    let clause = before.char_indices().rev().find(|(at, c)| parts(&before[*at..], *c));
    let before = clause.map_or(before, |(at, c)| &before[at + c.len_utf8()..]);
    let to = (0..=WITHIN.min(after.len())).rev().find(|at| after.is_char_boundary(*at)).unwrap_or(0);
    let clause = after[..to].char_indices().find(|(at, c)| parts(&after[*at..], *c));
    let after = &after[..clause.map_or(to, |(at, _)| at)];
    let is_word = |w: &&str| w.contains(char::is_alphanumeric) && w.chars().count() <= LONGEST;
    let mut words: Vec<&str> = before.split_whitespace().rev().filter(is_word).take(BEFORE).collect();
    words.reverse();
    words.push("…");
    words.extend(after.split_whitespace().filter(is_word).take(AFTER));
    if words.len() == 1 { String::new() } else { clean(&words.join(" ")) }
}

/// Whether a text begins with something that parts clauses: a mark before a space or the end, a bracket, a quotation mark.
fn parts(text: &str, c: char) -> bool {
    let rest = text.get(c.len_utf8()..).unwrap_or_default();
    let mark = matches!(c, '.' | ',' | ';' | ':' | '!' | '?') && (rest.is_empty() || rest.starts_with(char::is_whitespace));
    mark || matches!(c, '(' | ')' | '[' | ']' | '"' | '“' | '”' | '«' | '»' | '|')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Metadata, Origin, blocks};

    #[test]
    fn words_of_the_clause_stand_around_a_figure() {
        for (text, figure, expected) in [
            ("The council approved it by 31 votes to 14.", "31", "it by … votes to 14"),
            ("In May, 31 ships called, 4 of them new.", "31", "… ships called"),
            ("It has 1.5 metres (5 feet) of water", "5 feet", ""),
            ("Old line\n\n12 boats sank", "12", "… boats sank"),
            ("wrapped\nlines of 12 boats – in all – sank", "12", "lines of … boats in all"),
            ("Den byggdes 1936. Två kranar", "1936", "Den byggdes …"),
            ("a \u{1b}[31m 12 b", "12", "31m … b"),
        ] {
            let start = text.find(figure).unwrap_or_default();
            let document = Document {
                name: String::new(),
                meta: Metadata::default(),
                blocks: blocks(text, 0),
                origin: Origin::Identity { skipped: 0 },
                text: text.into(),
                raw: text.into(),
            };
            assert_eq!(around(&document, Span::new(start, start + figure.len())), expected, "{text}");
            assert_eq!(around(&document, Span::new(text.len(), text.len() + 9)), "");
        }
    }
}
