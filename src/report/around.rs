//! The words around a figure, to tell one "31" from another.

use super::clean::clean;
use crate::source::Document;
use crate::text::Span;

/// How many words are shown before and after.
const BEFORE: usize = 2;
const AFTER: usize = 3;

/// The words beside a span of a document in its clause, with "…" for the span: "by … votes to 14". Empty where there are none.
pub(super) fn around(document: &Document, span: Span) -> String {
    let (mut words, after) = document.around(span, BEFORE, AFTER);
    words.push("…");
    words.extend(after);
    if words.len() == 1 { String::new() } else { clean(&words.join(" ")) }
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
                lost: Vec::new(),
                origin: Origin::Identity { skipped: 0 },
                text: text.into(),
                raw: text.into(),
            };
            assert_eq!(around(&document, Span::new(start, start + figure.len())), expected, "{text}");
            assert_eq!(around(&document, Span::new(text.len(), text.len() + 9)), "");
        }
    }
}
