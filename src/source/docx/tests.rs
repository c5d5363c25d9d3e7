//! Small documents, and what is read of them.

use super::document;
use crate::source::{
    BlockKind::{self, Paragraph as P},
    Document, Format, Problem,
    files::File,
    zipped::tests::pack,
};

fn body(content: &str) -> String {
    format!(
        "<?xml version=\"1.0\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>{content}</w:body></w:document>"
    )
}

fn open(bytes: &[u8]) -> Result<Document, Problem> {
    let file = File {
        path: "a.docx".into(),
        name: "a.docx".into(),
        format: Format::Docx,
        content: None,
        named: true,
        budget: None,
        place: None,
    };
    document(&file, bytes, &mut Vec::new())
}

fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
    document.blocks.iter().map(|b| (b.kind, b.span.of(&document.text))).collect()
}

#[test]
fn paragraphs_become_blocks() {
    let cases: [(&str, &[(BlockKind, &str)]); 19] = [
        ("", &[]),
        ("<w:p/>", &[]),
        ("<w:p><w:r><w:t>Six </w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>mills.</w:t></w:r></w:p>", &[(P, "Six mills.")]),
        ("<w:p><w:r><w:t>Fish &amp; chips, &#229; &lt;</w:t></w:r></w:p>", &[(P, "Fish & chips, å <")]),
        ("<w:p><w:r><w:t><![CDATA[a < b.]]></w:t><w:tab/><w:t>c</w:t><w:br/><w:t>d</w:t></w:r></w:p>", &[(P, "a < b.\tc d")]),
        (
            "<w:p><w:del w:id='1'><w:r><w:delText>six</w:delText></w:r></w:del><w:ins><w:r><w:t>Seven.</w:t></w:r></w:ins></w:p>",
            &[(P, "Seven.")],
        ),
        (
            "<w:p><w:moveFrom><w:r><w:t>six</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>Seven.</w:t></w:r></w:moveTo></w:p>",
            &[(P, "Seven.")],
        ),
        (
            "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:r><w:t>One </w:t></w:r></w:p><w:p><w:r><w:t>whole.</w:t></w:r></w:p>",
            &[(P, "One whole.")],
        ),
        (
            "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>six</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>Seven.</w:t></w:r></w:p>",
            &[(P, "Seven.")],
        ),
        (
            "<w:p><w:r><w:t>3 km</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>2</w:t></w:r></w:p>",
            &[(P, "3 km²")],
        ),
        ("<w:p><w:r><w:instrText>PAGE 6</w:instrText></w:r><w:r><w:t>Seven.</w:t></w:r></w:p>", &[(P, "Seven.")]),
        ("<w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr><w:r><w:t>Seven.</w:t></w:r></w:p>", &[(P, "Seven.")]),
        (
            "<w:p><w:pPr><w:pStyle w:val='Rubrik1'/></w:pPr><w:r><w:t>Mills.</w:t></w:r></w:p>",
            &[(BlockKind::Heading { level: 1 }, "Mills.")],
        ),
        (
            "<w:p><w:pPr><w:pStyle w:val='Rubrik1b'/><w:numPr><w:ilvl w:val='0'/><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>Mills.</w:t></w:r></w:p>",
            &[(BlockKind::Heading { level: 1 }, "Mills.")],
        ),
        (
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='1'/><w:numId w:val='3'/></w:numPr></w:pPr><w:r><w:t>- One.</w:t></w:r></w:p>",
            &[(BlockKind::ListItem { depth: 1, opens: false, number: 0 }, "- One.")],
        ),
        (
            "<w:p><w:r><w:t>The mills</w:t></w:r></w:p><w:p/><w:p><w:r><w:t>- Upper</w:t></w:r></w:p><w:p><w:r><w:t>They are old.</w:t></w:r></w:p>",
            &[
                (BlockKind::Heading { level: 0 }, "The mills"),
                (BlockKind::ListItem { depth: 0, opens: true, number: 0 }, "Upper"),
                (P, "They are old."),
            ],
        ),
        (
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Mill</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>1790</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
            &[(BlockKind::Cell { row: 0, column: 0 }, "Mill"), (BlockKind::Cell { row: 0, column: 1 }, "1790")],
        ),
        (
            "<w:p><w:r><w:t>Out</w:t></w:r><w:r><mc:AlternateContent xmlns:mc='m'><mc:Choice><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>In the box.</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>side.</w:t></w:r></w:p>",
            &[(P, "In the box."), (P, "Outside.")],
        ),
        (
            "<w:p><m:oMath xmlns:m='m'><m:r><m:t>6</m:t></m:r></m:oMath><w:r><w:t> is it.</w:t></w:r></w:p>",
            &[(P, "\u{fffc} is it.")],
        ),
    ];
    let styles = "<w:styles xmlns:w='w'><w:style w:type='paragraph' w:styleId='Rubrik1'><w:name w:val='heading 1'/></w:style>\
                  <w:style w:styleId='Rubrik1b'><w:name w:val='mine'/><w:basedOn w:val='Rubrik1'/></w:style></w:styles>";
    let related = "<Relationships xmlns='r'><Relationship Type='http://x/styles' Target='styles.xml'/></Relationships>";
    for (content, expected) in cases {
        let parts = [
            ("word/document.xml", body(content)),
            ("word/styles.xml", styles.into()),
            ("word/_rels/document.xml.rels", related.into()),
        ];
        let read = open(&pack(&parts.each_ref().map(|(name, content)| (*name, content.as_bytes())))).unwrap();
        assert_eq!(blocks(&read), expected, "{content}");
    }
}

#[test]
fn the_archive_says_where_its_parts_are() {
    let root =
        "<Relationships xmlns='r'><Relationship Type='http://x/officeDocument' Target='/word/document2.xml'/></Relationships>";
    let own = "<Relationships xmlns='r'><Relationship Type='http://x/footnotes' Target='../notes/f.xml'/>\
               <Relationship Type='http://x/endnotes' Target='http://example.org/e.xml' TargetMode='External'/></Relationships>";
    let notes = "<x:footnotes xmlns:x='w'><x:footnote x:type='separator'><x:p><x:r><x:t>Six</x:t></x:r></x:p></x:footnote>\
                 <x:footnote x:id='2'><x:p><x:r><x:footnoteRef/><x:t>A note.</x:t></x:r></x:p></x:footnote></x:footnotes>";
    let main = body("<w:p><w:r><w:t>The text.</w:t><w:footnoteReference w:id='2'/></w:r></w:p>");
    let read = open(&pack(&[
        ("_rels/.rels", root.as_bytes()),
        ("word/_rels/document2.xml.rels", own.as_bytes()),
        ("word/document2.xml", main.as_bytes()),
        ("notes/f.xml", notes.as_bytes()),
    ]))
    .unwrap();
    assert_eq!(blocks(&read), [(P, "The text."), (P, "A note.")]);
    assert_eq!(&*read.raw, "The text.\nA note.\n");
}

fn refers_to(notes: &str) -> String {
    format!("<Relationship Type='http://x/footnotes' Target='{notes}'/>")
}

fn relations(content: &str) -> String {
    format!("<Relationships xmlns='r'>{content}</Relationships>")
}

#[test]
fn a_part_is_read_once_and_all_parts_share_one_budget() {
    let note = |text: &str| {
        format!("<w:footnotes><w:footnote w:id='2'><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote></w:footnotes>")
    };
    let main = body("<w:p><w:r><w:t>The text.</w:t></w:r></w:p>");
    let of = |relations: &str, notes: &[(&str, &str)]| {
        let mut parts = vec![("word/document.xml", main.as_bytes()), ("word/_rels/document.xml.rels", relations.as_bytes())];
        parts.extend(notes.iter().map(|(name, content)| (*name, content.as_bytes())));
        open(&pack(&parts))
    };
    let again = relations(&[refers_to("f.xml"), refers_to("./f.xml"), refers_to("/word/f.xml")].concat().repeat(200));
    assert_eq!(&*of(&again, &[("word/f.xml", &note("A note."))]).unwrap().text, "The text.\nA note.\n");
    // Each of two parts fits, and both do not.
    let two = relations(&(refers_to("f.xml") + &refers_to("g.xml")));
    let long = note(&"5 members, ".repeat(200_000));
    assert!(of(&two, &[("word/f.xml", &long)]).is_ok());
    let problem = of(&two, &[("word/f.xml", &long), ("word/g.xml", &long)]).unwrap_err();
    assert!(problem.to_string().contains("unpacks to more than 4194304 bytes, in word/g.xml"), "{problem}");
}

#[test]
fn the_language_is_that_of_most_of_the_text() {
    let run = |lang: &str, text: &str| {
        format!("<w:r><w:rPr><w:lang w:val='{lang}' w:eastAsia='en-US'/></w:rPr><w:t>{text}</w:t></w:r>")
    };
    for (runs, expected) in [
        (run("sv-SE", "Kvarnen är gammal."), Some("sv")),
        (run("sv-SE", "Kvarnen är gammal.") + &run("en-GB", "Old."), Some("sv")),
        (run("sv-SE", "Kvarn.") + "<w:r><w:t>And much more than that.</w:t></w:r>", None),
        (run("x-none", "Kvarn."), None),
    ] {
        let main = body(&format!("<w:p>{runs}</w:p>"));
        let read = open(&pack(&[("word/document.xml", main.as_bytes())])).unwrap();
        assert_eq!(read.meta.lang.as_deref(), expected, "{runs}");
    }
}

#[test]
fn what_cannot_be_read_is_said() {
    let main = |content: &str| pack(&[("word/document.xml", content.as_bytes())]);
    let compound = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0];
    let whole = main(&body("<w:p><w:r><w:t>The text.</w:t></w:r></w:p>"));
    let mut encrypted = whole.clone();
    // The flag of encryption, in the local header and in the central directory.
    let central = encrypted.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    encrypted[6] |= 1;
    encrypted[central + 8] |= 1;
    let mut damaged = whole.clone();
    damaged[60] ^= 0xff;
    let bomb = main(&"<".repeat(5 << 20));
    let crowd: String = (0..=crate::source::zipped::MOST_RELATED).map(|n| refers_to(&format!("f{n}.xml"))).collect();
    let crowd =
        pack(&[("word/document.xml", body("").as_bytes()), ("word/_rels/document.xml.rels", relations(&crowd).as_bytes())]);
    for (bytes, says, place) in [
        (b"".to_vec(), "this is no docx", None),
        (b"Text.".to_vec(), "this is no docx", None),
        (whole[..whole.len() / 2].to_vec(), "this is no docx", None),
        (compound.to_vec(), "encrypted document", None),
        (encrypted, "word/document.xml is encrypted", None),
        (damaged, "word/document.xml", None),
        (bomb, "it unpacks to more than 4194304 bytes, in word/document.xml", None),
        (crowd, "word/_rels/document.xml.rels names more than 16 parts with text", None),
        (pack(&[("a.txt", b"x")]), "it has no word/document.xml", None),
        (main(""), "does not begin with the element `document`", Some((1, 1))),
        (main("<html/>"), "does not begin with the element `document`", Some((1, 1))),
        (main("<w:document>\n<w:p></w:r>"), "word/document.xml is no valid XML", Some((2, 6))),
        (main("<w:document><w:p>"), "it breaks off", Some((1, 18))),
        (main("<w:document>\n&bomb;</w:document>"), "unknown entity `&bomb;`", Some((2, 1))),
        (main("<!DOCTYPE d [<!ENTITY a 'b'>]><w:document/>"), "has a document type definition", Some((1, 1))),
        (pack(&[("word/document.xml", b"<w:document>\xff</w:document>")]), "is not UTF-8", Some((1, 13))),
    ] {
        let problem = open(&bytes).unwrap_err();
        let message = problem.to_string();
        assert!(message.starts_with("a.docx: ") && message.contains(says), "{message}, not {says}");
        assert_eq!(problem.place().map(|p| (p.line, p.column)), place, "{message}");
    }
}

#[test]
fn deep_nesting_is_read() {
    let depth = 50_000;
    let content = "<w:sdt><w:p>".repeat(depth) + "<w:r><w:t>Deep.</w:t></w:r>" + &"</w:p></w:sdt>".repeat(depth);
    assert_eq!(blocks(&open(&pack(&[("word/document.xml", body(&content).as_bytes())])).unwrap()), [(P, "Deep.")]);
}
