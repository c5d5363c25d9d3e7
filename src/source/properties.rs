//! What must hold for all input: no bytes make a reader panic, spans lie on character boundaries, blocks ascend, offsets lead into the file.

use super::{Choice, Defaults, Document, Input, Loaded, Metadata, Seen, load};
use crate::text::Span;
use proptest::prelude::*;
use std::io::Write as _;

fn read(name: &str, content: &[u8]) -> Loaded {
    let input = Input::Stdin { content: content.into(), name: name.into() };
    load(
        &[input],
        &Defaults { meta: Metadata::default(), dateline_word: &|_| None, names_thing: &|_| false, choice: Choice::default() },
        &mut Seen::default(),
    )
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

/// Much of what a page is made of, whole and broken.
fn page() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "six",
        " ",
        "\n",
        "\r\n",
        "\0",
        "å",
        "\u{ad}",
        "\u{feff}",
        "🚲",
        "&amp;",
        "&",
        "&nbsp",
        "&#0;",
        "&#x1F6B2;",
        "&nGt;",
        "&notit;",
        "<",
        ">",
        "</",
        "<p>",
        "</p>",
        "<p hidden>",
        "<div>",
        "</div>",
        "<b>",
        "</b>",
        "<br>",
        "<br><br>",
        "<ul><li>",
        "<li>",
        "</ul>",
        "<table><tr><td>",
        "</td>",
        "</table>",
        "<h1>",
        "</h1>",
        "<title>",
        "</title>",
        "<main>",
        "</main>",
        "<article>",
        "<header>",
        "</header>",
        "<nav>",
        "</nav>",
        "<form>",
        "</form>",
        "<pre>",
        "</pre>",
        "<code>",
        "</code>",
        "<sup>",
        "2",
        "</sup>",
        "<q>",
        "</q>",
        "<svg>",
        "<g/>",
        "</svg>",
        "<!--",
        "-->",
        "<![CDATA[",
        "]]>",
        "<!doctype html>",
        "<script>",
        "</script>",
        "<script type=application/ld+json>",
        "{\"@type\":\"Article\"}",
        "<textarea>",
        "<a href='#x'>",
        "<meta charset=utf-8>",
        "<html lang=sv>",
        "<plaintext>",
        "<x y='",
        "\">",
        "<del>",
        "</del>",
        "<pre>a\n- b\n</pre>",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// Much of what a part of a docx is made of.
fn part() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<w:p>",
        "</w:p>",
        "<w:p/>",
        "<w:r>",
        "</w:r>",
        "<w:t>",
        "</w:t>",
        "six",
        " ",
        "\n",
        "å",
        "&amp;",
        "&#10;",
        "&x;",
        "<w:del>",
        "</w:del>",
        "<w:tab/>",
        "<w:br/>",
        "<w:pPr>",
        "</w:pPr>",
        "<w:numId w:val='1'/>",
        "<w:tc>",
        "</w:tc>",
        "<w:rPr>",
        "</w:rPr>",
        "<w:vanish/>",
        "<w:lang w:val='sv'/>",
        "<w:vertAlign w:val='superscript'/>",
        "2",
        "<m:oMath>",
        "</m:oMath>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "<!DOCTYPE a>",
        "<?x?>",
        "\u{feff}",
        ":",
        "- ",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

/// A docx whose document has this content.
fn docx(content: &str) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    archive.write_all(format!("<w:document>{content}</w:document>").as_bytes()).unwrap();
    archive.finish().unwrap().into_inner()
}

proptest! {
    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400), name in prop::sample::select(vec!["a.txt", "a.md", "a.jsonl", "a.html", "a.xhtml", "a.docx"])) {
        for document in &read(name, &bytes).documents {
            sound(document)?;
        }
    }

    #[test]
    fn any_text_is_read(text in marked_up()) {
        let json = serde_json::json!({ "text": &text }).to_string();
        for (name, content) in [("a.txt", text.as_str()), ("a.md", text.as_str()), ("a.jsonl", json.as_str()), ("a.html", text.as_str())] {
            let loaded = read(name, content.as_bytes());
            prop_assert_eq!(loaded.documents.len() + loaded.problems.len(), 1, "{:?}", loaded.problems);
            for document in &loaded.documents {
                sound(document)?;
            }
        }
    }

    #[test]
    fn any_page_is_read(text in page(), name in prop::sample::select(vec!["a.html", "a.xhtml"])) {
        let loaded = read(name, text.as_bytes());
        prop_assert_eq!(loaded.documents.len(), 1, "{:?}", loaded.problems);
        loaded.documents.iter().try_for_each(sound)?;
    }

    #[test]
    fn any_docx_is_read(text in part()) {
        let loaded = read("a.docx", &docx(&text));
        prop_assert_eq!(loaded.documents.len() + loaded.problems.len(), 1, "{:?}", loaded.problems);
        loaded.documents.iter().try_for_each(sound)?;
    }

    #[test]
    fn any_damage_to_a_docx_is_survived(at in 0..10_000_usize, byte in any::<u8>(), cut in 0..20_000_usize) {
        let mut bytes = docx("<w:p><w:r><w:t>The mill has six wheels.</w:t></w:r></w:p>");
        let length = bytes.len();
        bytes[at % length] = byte;
        bytes.truncate(cut);
        let loaded = read("a.docx", &bytes);
        prop_assert_eq!(loaded.documents.len() + loaded.problems.len(), 1, "{:?}", loaded.problems);
        loaded.documents.iter().try_for_each(sound)?;
    }

    #[test]
    fn problems_point_into_their_excerpts(bytes in prop::collection::vec(any::<u8>(), 0..400), start in 0..500_usize, length in 0..500_usize) {
        let place = super::Place::new(&bytes, start.min(bytes.len())..(start + length).min(bytes.len()));
        prop_assert!(place.excerpt.get(place.label.clone()).is_some(), "{place:?}");
    }
}
