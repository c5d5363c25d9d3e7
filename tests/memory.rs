//! No text takes more memory than 60 MB and 40 times its length, whatever stands in it, as a peer, a draft or a source; nor does a folder
//! of small documents; nor prose in a file of any format 60 MB and 25 times its text. Each case runs in a process of its own, with the allocator of
//! the program.

#![cfg(target_os = "linux")] // where a process is told what it used

mod common;

use common::{
    pdf::{deflated, file, stream},
    stored,
};
use factlint::internals::{
    pipeline::{Engine, Held, Role},
    report::{Report, json},
    source::{Choice, Defaults, Document, Input, Metadata, Origin, Seen, blocks, load},
};
use std::{io, ops::Range, process::Command, sync::Arc, thread};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a text may take.
const MOST_BYTES: usize = 60_000_000;
const MOST_BYTES_A_BYTE: usize = 40;
/// Long enough that what is taken for each byte weighs as much as what is taken once.
const LONG: usize = 3_000_000;

/// The most memory that this process took, in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<usize>().ok());
    line.unwrap_or(usize::MAX / 1024) * 1024
}

fn document(name: String, text: &str) -> Document {
    let (text, meta): (Arc<str>, _) = (text.into(), Metadata { lang: Some("en".into()), ..Metadata::default() });
    let blocks = blocks(&text, 0);
    Document { name, meta, blocks, lost: Vec::new(), origin: Origin::Identity { skipped: 0 }, raw: text.clone(), text }
}

/// Numbers of one length that are all different.
fn numbers(of: Range<u64>, joined: &str) -> String {
    let all = of.end - of.start;
    let numbers = (0..).map(|n| (n * 7_919 % all + of.start).to_string() + joined);
    numbers.take(LONG / (of.start.to_string().len() + joined.len())).collect()
}

/// The text of a case; what stands there is repeated if it is no name of one.
fn text(case: &str) -> String {
    match case {
        "numbers" => numbers(100_000..1_000_000, " "),
        "shares" => numbers(10_000..100_000, "%, "),
        "names" => {
            let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
            (0..LONG / 7).flat_map(|n| ['K', letter(n), letter(n / 26), letter(n / 676), letter(n / 17_576), 'a', ' ']).collect()
        }
        piece => piece.repeat(LONG / piece.len()),
    }
}

const TEXTS: [&str; 9] = [
    "numbers",
    "shares",
    "names",
    "1,",
    "(",
    "7\n",
    "31 June 2023. ",
    "On 3 May 2021 the ferry took 350 people to the island of Alnaberg, 12 more than in March. ",
    "The CSTO has 6 members. The members of the CSTO are Armenia, Belarus and Russia. ",
];
const FOLDER: &str = "folder";
/// What prose may take in a file, of whatever format: 25 times the text of the largest file, and six times that of all, which is here one.
const MOST_BYTES_A_BYTE_OF_PROSE: usize = 25 + 6;
/// All that a file can be, but for those that hold facts only.
const FORMATS: [&str; 18] = [
    "txt", "md", "html", "rtf", "eml", "mbox", "srt", "vtt", "csv", "jsonl", "docx", "odt", "ods", "xlsx", "pptx", "epub", "zip",
    "pdf",
];

/// What one sentence of an article is in a format: before it, and after it.
fn around(format: &str, n: usize) -> (String, String) {
    let fixed = |before: &str, after: &str| (before.to_owned(), after.to_owned());
    match format {
        "html" | "epub" => fixed("<p>", "</p>"),
        "rtf" => fixed("", "\\par\n"),
        "srt" | "vtt" => {
            let time = |n: usize| format!("{:02}:{:02}:{:02}", n / 3600, n / 60 % 60, n % 60);
            (format!("{n}\n{}.000 --> {}.900\n", time(n), time(n)), "\n\n".to_owned())
        }
        "csv" => (format!("{n},\""), "\"\n".to_owned()),
        "jsonl" => fixed("{\"text\": \"", "\"}\n"),
        "docx" => fixed("<w:p><w:r><w:t>", "</w:t></w:r></w:p>"),
        "odt" => fixed("<text:p>", "</text:p>"),
        "ods" => fixed("<table:table-row><table:table-cell><text:p>", "</text:p></table:table-cell></table:table-row>"),
        "xlsx" => fixed("<row><c t='inlineStr'><is><t>", "</t></is></c></row>"),
        "pptx" => fixed("<a:p><a:r><a:t>", "</a:t></a:r></a:p>"),
        "pdf" => fixed("(", ") '\n"),
        _ => fixed("", "\n\n"),
    }
}

/// A file of a format with so much prose.
fn prose(format: &str) -> io::Result<Vec<u8>> {
    let sentence = |n: usize| {
        let (before, after) = around(format, n);
        format!(
            "{before}On {} May 2021 the ferry took {n} people to the island of Alnaberg, 12 more than in March.{after}",
            n % 28 + 1
        )
    };
    let bytes = LONG * 4 / 5;
    let sentences = bytes / 90;
    let text = |from: usize, to: usize| (from..to).map(sentence).collect::<String>();
    let whole = || text(0, sentences);
    let related = |kind: &str, part: &str| {
        format!("<Relationships><Relationship Id='r1' Type='x/{kind}' Target='{part}'/></Relationships>")
    };
    let packed = |main: &str, head: &str, end: &str, more: &[(&str, &str)]| {
        stored(&[more, &[(main, &format!("{head}{}{end}", whole()))]].concat())
    };
    match format {
        "rtf" => Ok(format!("{{\\rtf1 {}}}", whole()).into_bytes()),
        "eml" => Ok(format!("Subject: The ferry\n\n{}", whole()).into_bytes()),
        "mbox" => {
            let letter = |n: usize| format!("From a Mon May  3 10:00:00 2021\nSubject: {n}\n\n{}", text(n * 40, n * 40 + 40));
            Ok((0..sentences / 40).map(letter).collect::<String>().into_bytes())
        }
        "vtt" => Ok(format!("WEBVTT\n\n{}", whole()).into_bytes()),
        "docx" => packed("word/document.xml", "<w:document><w:body>", "</w:body></w:document>", &[]),
        "odt" => packed("content.xml", "<office:document-content><office:text>", "</office:text></office:document-content>", &[]),
        "ods" => packed(
            "content.xml",
            "<office:document-content><table:table table:name='A'>",
            "</table:table></office:document-content>",
            &[],
        ),
        "xlsx" => packed(
            "xl/s.xml",
            "<worksheet><sheetData>",
            "</sheetData></worksheet>",
            &[
                ("xl/workbook.xml", "<workbook><sheet name='A' r:id='r1'/></workbook>"),
                ("xl/_rels/workbook.xml.rels", &related("worksheet", "s.xml")),
            ],
        ),
        "pptx" => packed(
            "ppt/slide1.xml",
            "<p:sld>",
            "</p:sld>",
            &[
                ("ppt/presentation.xml", "<p:presentation><p:sldId id='1' r:id='r1'/></p:presentation>"),
                ("ppt/_rels/presentation.xml.rels", &related("slide", "slide1.xml")),
            ],
        ),
        "epub" => packed(
            "a.xhtml",
            "<html><body>",
            "</body></html>",
            &[
                ("META-INF/container.xml", "<container><rootfile full-path='a.opf'/></container>"),
                (
                    "a.opf",
                    "<package><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/><itemref idref='a'/></package>",
                ),
            ],
        ),
        "zip" => stored(&[("a.txt", &whole())]),
        "pdf" => {
            // Sixty lines a page: the catalogue, the pages, their font, and two objects a page.
            let pages = sentences / 60;
            let kid = |n: usize| format!("{} 0 R ", 4 + n * 2);
            let kids: String = (0..pages).map(kid).collect();
            let mut objects = vec![
                b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
                format!("<</Type/Pages/Kids[{kids}]/Count {pages}/MediaBox[0 0 595 842]/Resources<</Font<</F 3 0 R>>>>>>")
                    .into_bytes(),
                b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_vec(),
            ];
            for n in 0..pages {
                objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 5 + n * 2).into_bytes());
                let shown = format!("BT /F 9 Tf 12 TL 40 800 Td {} ET", text(n * 60, n * 60 + 60));
                objects.push(stream("/Filter/FlateDecode", &deflated(shown.as_bytes())?));
            }
            Ok(file(&objects))
        }
        _ => Ok(whole().into_bytes()),
    }
}

/// The documents of a case, and what they are in the check.
fn documents(role: &str, case: &str) -> (Vec<Document>, Vec<Role>) {
    if case == FOLDER {
        let text =
            |n| format!("On {} May 2021 the ferry took {n} people to Alnaberg. The CSTO has {} members.", n % 28 + 1, n % 3 + 5);
        let documents: Vec<Document> = (0..LONG / 80).map(|n| document(format!("{n}.txt"), &text(n))).collect();
        let roles = vec![Role::Peer; documents.len()];
        return (documents, roles);
    }
    if role == FILE {
        let input = Input::Stdin { content: prose(case).unwrap_or_default().into(), name: format!("a.{case}").into() };
        let meta = Metadata { lang: Some("en".into()), ..Metadata::default() };
        let defaults = Defaults { meta, dateline_word: &|_| None, names_thing: &|_| false, choice: Choice::default() };
        let documents = load(&[input], &defaults, &mut Seen::default()).documents;
        let roles = vec![Role::Peer; documents.len()];
        return (documents, roles);
    }
    let (long, short) = (text(case), "On 3 May 2021 the ferry took 351 people to the island of Alnaberg.");
    let document = |text: &str| document("a.txt".into(), text);
    match role {
        "peer" => (vec![document(&long)], vec![Role::Peer]),
        "draft" => (vec![document(&long), document(short)], vec![Role::Draft, Role::Source]),
        _ => (vec![document(short), document(&long)], vec![Role::Draft, Role::Source]),
    }
}

/// The role of a file that is read as one of its format.
const FILE: &str = "file";
const CASE: &str = "FACTLINT_MEMORY_OF";

/// Not a test by itself: what the other runs in a process of its own.
#[test]
fn measured() -> io::Result<()> {
    let Ok(case) = std::env::var(CASE) else { return Ok(()) };
    let (role, case) = case.split_once(' ').unwrap_or_default();
    let (documents, roles) = documents(role, case);
    let engine = Engine::built_in();
    let Held { findings, support, summary, .. } = engine.hold(&documents, &roles);
    let report = Report::new(&documents, &findings, &support, summary, engine.texts());
    json::write(&report, &mut io::sink())?;
    println!("peak {} of {} end", peak(), documents.iter().map(|d| d.text.len()).sum::<usize>());
    Ok(())
}

/// The most memory that a process takes which checks a case, and the bytes of its texts.
fn run(case: &str) -> io::Result<(usize, usize)> {
    let output = Command::new(std::env::current_exe()?).args(["--exact", "measured", "--nocapture"]).env(CASE, case).output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers = || -> Option<(usize, usize)> {
        let (peak, rest) = said.split_once("peak ")?.1.split_once(" of ")?;
        Some((peak.parse().ok()?, rest.split_once(" end")?.0.parse().ok()?))
    };
    numbers().ok_or_else(|| io::Error::other(format!("{case}: {said}")))
}

#[test]
fn no_text_takes_more_memory_than_it_may() -> io::Result<()> {
    let texts = ["peer", "draft", "source"].into_iter().flat_map(|role| TEXTS.map(|text| format!("{role} {text}")));
    let files = FORMATS.iter().map(|format| format!("{FILE} {format}"));
    let cases: Vec<String> = texts.chain([format!("peer {FOLDER}")]).chain(files).collect();
    let measure =
        |cases: &[String]| cases.iter().map(|case| run(case).map(|(peak, bytes)| (case.clone(), peak, bytes))).collect();
    let (one, other) = cases.split_at(cases.len() / 2);
    let all: [io::Result<Vec<(String, usize, usize)>>; 2] = thread::scope(|scope| {
        let other = scope.spawn(|| measure(other));
        [measure(one), other.join().unwrap_or_else(|_| Err(io::Error::other("a case ended early")))]
    });
    let mut over = Vec::new();
    for (case, peak, bytes) in all.into_iter().collect::<io::Result<Vec<_>>>()?.into_iter().flatten() {
        let said = format!("{case:?}: {} MB for {} kB", peak / 1_000_000, bytes / 1_000);
        println!("{said}");
        let is_file = case.starts_with(FILE);
        assert!(!is_file || bytes > LONG / 2, "{case:?}: so little of it is read: {bytes}");
        if peak > MOST_BYTES + if is_file { MOST_BYTES_A_BYTE_OF_PROSE } else { MOST_BYTES_A_BYTE } * bytes {
            over.push(said);
        }
    }
    assert!(over.is_empty(), "{over:#?}");
    Ok(())
}
