//! Reading and checking a file takes time that grows with its length, and not with the square of it, in each format and whatever it is made of.

mod common;

use common::{
    parts,
    pdf::{page, stream},
};
use factlint::internals::{
    pipeline::{self, Role},
    source::{Choice, Defaults, Input, Metadata, Seen, load},
};
use std::{
    io,
    time::{Duration, Instant},
};

/// How many bytes the shorter file unpacks to, about, and how many times as long the longer one is.
const SHORT: usize = 100_000;
const TIMES: usize = 4;

/// How long it takes to read and check a file.
fn time(name: &str, content: &[u8]) -> Duration {
    let input = Input::Stdin { content: content.into(), name: name.into() };
    let meta = Metadata { lang: Some("en".into()), ..Metadata::default() };
    let defaults = Defaults { meta, dateline_word: &|_| None, names_thing: &|_| false, choice: Choice::default() };
    let started = Instant::now();
    let documents = load(&[input], &defaults, &mut Seen::default()).documents;
    let _ = pipeline::check(&documents, &vec![Role::Peer; documents.len()]);
    let took = started.elapsed();
    println!(
        "{name}: {} bytes, {} documents of {} bytes: {took:?}",
        content.len(),
        documents.len(),
        documents.iter().map(|d| d.text.len()).sum::<usize>()
    );
    took
}

/// Texts whose cost is one of bytes: a head, and a piece that is repeated. `@` in it is a number that is another each time.
const TEXTS: [(&str, &str, &str); 53] = [
    ("html", "", "<p>The ferry took @ people on 3 May 2021.</p>"),
    ("html", "", "<div>"),
    ("html", "", "</div>"),
    ("html", "", "<ul><li>@"),
    ("html", "<table>", "<tr><td>@<td>12 %"),
    ("html", "", "<table><tr><td>@"),
    ("html", "", "<a href='#x@'>a</a> "),
    ("html", "", "<h2 id='a@'>Stage @</h2>"),
    ("html", "", "&amp;"),
    ("html", "", "&"),
    ("html", "", "<!--"),
    ("html", "", "<script>"),
    ("html", "<p ", "a@='b' "),
    ("md", "", "The ferry took @ people.\n\n"),
    ("md", "", "- @\n"),
    ("md", "", "> "),
    ("md", "", "[a](#b@) "),
    ("md", "| a | b |\n|---|---|\n", "| @ | 12 % |\n"),
    ("md", "", "# Stage @\n\n"),
    ("md", "", "*a "),
    ("md", "", "`"),
    ("md", "", "["),
    ("md", "", "[a@]: b\n"),
    ("rtf", "{\\rtf1 ", "The ferry took @ people.\\par "),
    ("rtf", "{\\rtf1 ", "{"),
    ("rtf", "{\\rtf1 ", "{\\b @}"),
    ("rtf", "{\\rtf1 ", "\\'e5\\u229?"),
    ("rtf", "{\\rtf1 ", "\\trowd @\\cell\\row "),
    ("eml", "Subject: a\n\n", "The ferry took @ people.\n"),
    ("eml", "", "X-@: y\n"),
    ("eml", "Subject: ", "=?utf-8?q?a@?= "),
    ("eml", "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n\nThe ferry took @ people.\n"),
    ("eml", "", "Content-Type: multipart/mixed; boundary=b@\n\n--b@\n"),
    ("eml", "Content-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n", "<p>=C3=A5 @ =\n"),
    ("mbox", "", "From a Mon May  3 10:00:00 2021\nSubject: @\n\nThe ferry took @ people.\n\n"),
    ("mbox", "From a\n\n", ">From @\n"),
    ("srt", "", "@\n00:00:01,000 --> 00:00:02,000\nThe ferry took @ people\n\n"),
    ("srt", "", "--> "),
    ("vtt", "WEBVTT\n\n", "00:01.000 --> 00:02.000\n<v Ola>@ boats\n\n"),
    ("vtt", "WEBVTT\n\nNOTE ", "<v "),
    ("csv", "name,count\n", "Harbour @,12\n"),
    ("csv", "", "\"@\"\"b\","),
    ("csv", "", "\""),
    ("csv", "", ";"),
    ("jsonl", "", "{\"id\": \"a@\", \"text\": \"The ferry took @ people.\"}\n"),
    ("jsonl", "", "{\"text\": \""),
    ("yaml", "", "key_@: @ seconds\n"),
    ("yaml", "a: ", "["),
    ("yaml", "- &a b\n", "- *a\n"),
    ("json", "{\"a\": 1", ", \"key_@\": @"),
    ("json", "", "["),
    ("toml", "", "key_@ = @\n"),
    ("toml", "", "[a.b@]\n"),
];

/// Parts of packed files: their ending, the part's name, what it begins and ends with, and a piece.
const PACKED: [(&str, &str, &str, &str, &str); 15] = [
    (
        "docx",
        "word/document.xml",
        "<w:document><w:body>",
        "</w:body></w:document>",
        "<w:p><w:r><w:t>It took @ people.</w:t></w:r></w:p>",
    ),
    ("docx", "word/document.xml", "<w:document><w:body><w:p>", "</w:p></w:body></w:document>", "<w:r><w:t>@</w:t></w:r>"),
    (
        "docx",
        "word/document.xml",
        "<w:document><w:body><w:tbl>",
        "</w:tbl></w:body></w:document>",
        "<w:tr><w:tc><w:p><w:r><w:t>@</w:t></w:r></w:p></w:tc></w:tr>",
    ),
    ("docx", "word/document.xml", "<w:document><w:body>", "", "<w:tbl><w:tr><w:tc>"),
    (
        "odt",
        "content.xml",
        "<office:document-content><office:text>",
        "</office:text></office:document-content>",
        "<text:p>It took @ people.</text:p>",
    ),
    ("odt", "content.xml", "<office:document-content><office:text>", "", "<text:list><text:list-item><text:p>@</text:p>"),
    (
        "odt",
        "content.xml",
        "<office:document-content><office:text><text:p>",
        "</text:p></office:text></office:document-content>",
        "<text:s text:c='9'/>@",
    ),
    (
        "odp",
        "content.xml",
        "<office:document-content>",
        "</office:document-content>",
        "<draw:page><text:p>It took @ people.</text:p></draw:page>",
    ),
    (
        "ods",
        "content.xml",
        "<office:document-content><table:table table:name='A'>",
        "</table:table></office:document-content>",
        "<table:table-row><table:table-cell><text:p>@</text:p></table:table-cell></table:table-row>",
    ),
    (
        "ods",
        "content.xml",
        "<office:document-content><table:table table:name='A'>",
        "</table:table></office:document-content>",
        "<table:table-row><table:table-cell table:number-columns-repeated='9'/></table:table-row>",
    ),
    (
        "xlsx",
        "xl/s.xml",
        "<worksheet><sheetData>",
        "</sheetData></worksheet>",
        "<row><c t='inlineStr'><is><t>Harbour @</t></is></c><c><v>@</v></c></row>",
    ),
    ("xlsx", "xl/s.xml", "<worksheet><sheetData>", "</sheetData></worksheet>", "<row><c t='s'><v>@</v></c></row>"),
    ("xlsx", "xl/t.xml", "<sst>", "</sst>", "<si><t>Harbour @</t></si>"),
    ("pptx", "ppt/slide1.xml", "<p:sld>", "</p:sld>", "<a:p><a:r><a:t>It took @ people.</a:t></a:r></a:p>"),
    ("epub", "a.xhtml", "<html><body>", "</body></html>", "<p>It took @ people.</p>"),
];

/// What these formats need beside a part.
const AROUND: [(&str, &str, &str); 8] = [
    ("xlsx", "xl/workbook.xml", "<workbook><sheet name='A' r:id='r1'/></workbook>"),
    (
        "xlsx",
        "xl/_rels/workbook.xml.rels",
        "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='s.xml'/><Relationship Id='r2' Type='x/sharedStrings' Target='t.xml'/></Relationships>",
    ),
    ("xlsx", "xl/s.xml", "<worksheet><row><c t='s'><v>7</v></c></row></worksheet>"),
    ("xlsx", "xl/t.xml", "<sst><si><t>a</t></si></sst>"),
    ("pptx", "ppt/presentation.xml", "<p:presentation><p:sldId id='1' r:id='r1'/></p:presentation>"),
    (
        "pptx",
        "ppt/_rels/presentation.xml.rels",
        "<Relationships><Relationship Id='r1' Type='x/slide' Target='slide1.xml'/></Relationships>",
    ),
    ("epub", "META-INF/container.xml", "<container><rootfile full-path='a.opf'/></container>"),
    ("epub", "a.opf", "<package><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/><itemref idref='a'/></package>"),
];

fn repeated(piece: &str, bytes: usize) -> String {
    (0..bytes / piece.len()).map(|n| piece.replace('@', &(n + 100).to_string())).collect()
}

fn packed(at: usize, bytes: usize) -> io::Result<Vec<u8>> {
    let (ending, name, head, end, piece) = PACKED[at];
    let text = format!("{head}{}{end}", repeated(piece, bytes));
    let around = AROUND.iter().filter(|(of, part, _)| *of == ending && *part != name).map(|(_, part, text)| (*part, *text));
    parts(&around.chain([(name, text.as_str())]).collect::<Vec<_>>())
}

/// Archives of many files, books of many parts, pages of lines, of columns, of letters that stand anywhere.
fn many(at: usize, bytes: usize) -> io::Result<Option<(&'static str, Vec<u8>)>> {
    let each = |piece: &dyn Fn(usize) -> String, length: usize| (0..bytes / length).map(piece).collect::<String>();
    let shown = |text: String| page(stream("", format!("BT /F 10 Tf {text} ET").as_bytes()), &[]);
    Ok(Some(match at {
        0 => {
            let files: Vec<(String, String)> =
                (0..bytes / 200).map(|n| (format!("f{n}.txt"), format!("The ferry took {n} people."))).collect();
            ("zip", parts(&files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect::<Vec<_>>())?)
        }
        1 => {
            let pages = bytes / 200;
            let items = |of: &dyn Fn(usize) -> String| (0..pages).map(of).collect::<String>();
            let manifest = items(&|n| format!("<item id='i{n}' href='p{n}.xhtml' media-type='application/xhtml+xml'/>"));
            let spine = items(&|n| format!("<itemref idref='i{n}'/>"));
            let book = format!("<package>{manifest}{spine}</package>");
            let names: Vec<String> = (0..pages).map(|n| format!("p{n}.xhtml")).collect();
            let fixed = [("META-INF/container.xml", AROUND[6].2), ("a.opf", book.as_str())];
            let texts = names.iter().map(|name| (name.as_str(), "<p>The ferry took 350 people.</p>"));
            ("epub", parts(&fixed.into_iter().chain(texts).collect::<Vec<_>>())?)
        }
        2 => ("pdf", shown(format!("12 TL 20 380 Td {}", each(&|n| format!("(The ferry took {n} people.) ' "), 40)))),
        3 => ("pdf", shown(each(&|n| format!("1 0 0 1 {} {} Tm (a) Tj ", n * 7 % 400, n * 13 % 397), 30))),
        4 => {
            let row = |n| format!("1 0 0 1 20 {n} Tm (On the left # stands) Tj 1 0 0 1 220 {n} Tm (On the right too) Tj ");
            ("pdf", shown(each(&row, 100)))
        }
        5 => ("pdf", shown(format!("20 380 Td ({}) Tj", "a".repeat(bytes)))),
        6 => {
            let latin: Vec<u8> = each(&|n| format!("Färjan tog {n} personer till ön.\n"), 35).chars().map(|c| c as u8).collect();
            ("txt", latin)
        }
        7 => {
            let text = each(&|n| format!("The ferry took {n} people.\n"), 60);
            ("txt", [0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect())
        }
        _ => return Ok(None),
    }))
}

/// Whether the longer file takes more than twice its share. Others use the machine too: what is slow must be slow each time.
fn slow(name: &str, short: &[u8], long: &[u8]) -> bool {
    let once = || time(name, long) > time(name, short) * (2 * TIMES as u32) + Duration::from_millis(40);
    (0..4).all(|_| once())
}

#[test]
fn four_times_the_file_takes_four_times_the_time() -> io::Result<()> {
    // What is compiled once is compiled now.
    time("a.txt", b"Norway has 5 million inhabitants.");
    let mut found: Vec<String> = Vec::new();
    for (ending, head, piece) in TEXTS {
        let end = if head.starts_with('{') && ending == "json" { "}" } else { "" };
        let content = |bytes| format!("{head}{}{end}", repeated(piece, bytes)).into_bytes();
        if slow(&format!("a.{ending}"), &content(SHORT), &content(SHORT * TIMES)) {
            found.push(format!("{ending}: {head}{piece}"));
        }
    }
    for (at, (ending, name, head, _, piece)) in PACKED.iter().enumerate() {
        if slow(&format!("a.{ending}"), &packed(at, SHORT)?, &packed(at, SHORT * TIMES)?) {
            found.push(format!("{ending}: {name}: {head}{piece}"));
        }
    }
    for at in 0.. {
        let (Some((ending, short)), Some((_, long))) = (many(at, SHORT)?, many(at, SHORT * TIMES)?) else { break };
        if slow(&format!("a.{ending}"), &short, &long) {
            found.push(format!("{ending}: {at}"));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    Ok(())
}
