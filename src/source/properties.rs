//! What must hold for all input: no bytes make a reader panic, spans lie on character boundaries, blocks ascend, offsets lead into the file.

use super::{Defaults, Document, Input, Loaded, Metadata, Seen, load};
use crate::text::Span;
use proptest::prelude::*;

fn read(name: &str, content: &[u8]) -> Loaded {
    let input = Input::Stdin { content: content.into(), name: name.into() };
    load(&[input], &Defaults { meta: Metadata::default(), dateline_word: &|_| None }, &mut Seen::default())
}

fn sound(document: &Document) -> Result<(), TestCaseError> {
    let mut last = 0;
    for block in &document.blocks {
        prop_assert!(block.span.start >= last && block.span.start < block.span.end, "{block:?} after {last}");
        prop_assert!(document.text.get(block.span.start as usize..block.span.end as usize).is_some());
        prop_assert_eq!(block.span.of(&document.text), block.span.of(&document.text).trim());
        last = block.span.end;
    }
    let mut before = 0..0;
    for (at, c) in document.text.char_indices() {
        let range = document.file_range(Span::new(at, at + c.len_utf8()));
        prop_assert!(range.start >= before.start && range.end >= before.end, "{range:?} after {before:?}");
        prop_assert!(document.raw.get(range.clone()).is_some(), "{range:?} of {:?}", document.raw);
        before = range;
    }
    Ok(())
}

/// Text with much of what the readers look for.
fn marked_up() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "six",
        " ",
        "\n",
        "\n\n",
        "\r\n",
        "- ",
        "1. ",
        "# ",
        "**",
        "*",
        "_",
        "`",
        "```",
        "~~",
        "&amp;",
        "&#229;",
        "|",
        "\n|-|-|\n",
        "> ",
        "<b>",
        "\\",
        "![a](b)",
        "[x](y)",
        "---\n",
        "date: 2024-01-01\n",
        ":",
        "å",
        "\u{feff}",
        "\0",
        "\t",
        "    ",
        "[^1]",
        "<!--",
        "–",
        "\u{2028}",
        "🚲",
        "- [ ] ",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400), name in prop::sample::select(vec!["a.txt", "a.md", "a.jsonl"])) {
        for document in &read(name, &bytes).documents {
            sound(document)?;
        }
    }

    #[test]
    fn any_text_is_read(text in marked_up()) {
        let json = serde_json::json!({ "text": &text }).to_string();
        for (name, content) in [("a.txt", text.as_str()), ("a.md", text.as_str()), ("a.jsonl", json.as_str())] {
            let loaded = read(name, content.as_bytes());
            prop_assert_eq!(loaded.documents.len() + loaded.problems.len(), 1, "{:?}", loaded.problems);
            for document in &loaded.documents {
                sound(document)?;
            }
        }
    }

    #[test]
    fn problems_point_into_their_excerpts(bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0..500_usize, length in 0..500_usize) {
        let place = super::Place::new(&bytes, start.min(bytes.len())..(start + length).min(bytes.len()));
        prop_assert!(place.excerpt.get(place.label.clone()).is_some(), "{place:?}");
    }
}
