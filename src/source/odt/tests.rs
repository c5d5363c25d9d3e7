//! Small documents, and what is read of them.

use super::document;
use crate::source::{
    BlockKind::{self, Paragraph as P},
    Document, Format, Problem,
    files::File,
    zipped::tests::pack,
};

fn open(content: &str) -> Result<Document, Problem> {
    let content = format!("<office:document-content><office:body>{content}</office:body></office:document-content>");
    document(&File::given("a.odt".into(), Format::Odt, [].into()), &pack(&[("content.xml", content.as_bytes())]))
}

#[test]
fn paragraphs_become_blocks() {
    let item = |opens| BlockKind::ListItem { depth: 1, opens, number: 0 };
    let cases: [(&str, &[(BlockKind, &str)]); 10] = [
        ("<text:p>Six <text:span>mills</text:span>.</text:p>", &[(P, "Six mills.")]),
        (
            "<text:p>Fish &amp;\n chips<text:s text:c='2'/>a<text:tab/>b<text:line-break/>c</text:p>",
            &[(P, "Fish & chips  a\tb c")],
        ),
        ("<text:h text:outline-level='2'>The mills</text:h>", &[(BlockKind::Heading { level: 2 }, "The mills")]),
        (
            "<text:list><text:list-item><text:p>One.</text:p><text:p>More.</text:p></text:list-item><text:list-item><text:p>Two.</text:p></text:list-item></text:list>",
            &[(item(true), "One."), (BlockKind::ItemPart { depth: 1 }, "More."), (item(false), "Two.")],
        ),
        (
            "<table:table><table:table-row><table:table-cell table:number-columns-repeated='2'/><table:table-cell><text:p>1790</text:p></table:table-cell></table:table-row></table:table>",
            &[(BlockKind::Cell { row: 0, column: 2 }, "1790")],
        ),
        (
            "<text:p>A mill<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note>.</text:p><text:p>It is old.</text:p>",
            &[(P, "A mill."), (P, "It is old."), (P, "A note.")],
        ),
        ("<text:tracked-changes><text:p>Five.</text:p></text:tracked-changes><text:p>Six.</text:p>", &[(P, "Six.")]),
        ("<text:p>Six.<office:annotation><text:p>Five?</text:p></office:annotation></text:p>", &[(P, "Six.")]),
        (
            "<style:style style:name='T1'><style:text-properties style:text-position='super 58%'/></style:style><text:p>3 km<text:span text:style-name='T1'>2</text:span> of it.</text:p>",
            &[(P, "3 km² of it.")],
        ),
        (
            "<style:style style:name='T1'><style:text-properties text:display='none'/></style:style><text:p><text:span text:style-name='T1'>Five.</text:span>Six.</text:p>",
            &[(P, "Six.")],
        ),
    ];
    for (content, expected) in cases {
        let read = open(content).unwrap();
        let blocks: Vec<(BlockKind, &str)> = read.blocks.iter().map(|b| (b.kind, b.span.of(&read.text))).collect();
        assert_eq!(blocks, expected, "{content}");
    }
}

#[test]
fn places_on_slides_have_names() {
    let page = |text: &str| {
        format!(
            "<draw:page><draw:frame><draw:text-box><text:p>{text}</text:p></draw:text-box></draw:frame><presentation:notes><text:p>Said.</text:p></presentation:notes></draw:page>"
        )
    };
    let read = open(&(page("Six mills.") + &page("Old mills."))).unwrap();
    for (text, name) in [("Six", "slide 1"), ("Said", "slide 1, notes"), ("Old", "slide 2")] {
        assert_eq!(read.place_name(read.raw.find(text).unwrap()).as_deref(), Some(name));
    }
}

#[test]
fn what_is_deep_or_long_is_read() {
    let deep = "<text:section>".repeat(50_000) + "<text:p>Deep.</text:p>" + &"</text:section>".repeat(50_000);
    assert_eq!(&*open(&deep).unwrap().text, "Deep.\n");
    let blanks = "<text:p>a<text:s text:c='4000000000'/>b</text:p>";
    assert!(open(blanks).unwrap().text.len() < 200);
}
