//! Every format that is read, over `examples/formats`: the planted error is found at its place; a file that is broken off, one that unpacks
//! to far too much, and one that is huge are problems with a name, and the others are checked. The table in `docs/formats.md` is made of this.

mod common;

use common::{
    factlint, folder,
    pdf::{page, stream},
};
use std::{fmt::Write as _, fs, io, io::Write as _, path::Path};

/// A file of `examples/formats`, the document in it that has the error, where that stands, and how the format is called.
const FORMATS: [(&str, &str, &str, &str); 19] = [
    ("article.docx", "article.docx", "2:31", "docx"),
    ("article.odt", "article.odt", "2:31", "odt"),
    ("article.rtf", "article.rtf", "2:31", "rtf"),
    ("article.epub", "article.epub", "OEBPS/sections/section0001.xhtml, paragraph 2", "epub"),
    ("pdf/typst.pdf", "typst.pdf", "page 1, line 23", "pdf"),
    ("sheet.xlsx", "sheet.xlsx", "Notes!A1", "xlsx"),
    ("sheet.ods", "sheet.ods", "Notes!A1", "ods"),
    ("table.csv", "table.csv", "C3", "csv, tsv"),
    ("slides.pptx", "slides.pptx", "slide 2", "pptx"),
    ("slides.odp", "slides.odp", "slide 2", "odp"),
    ("talk.srt", "talk.srt", "00:00:04.300", "srt"),
    ("talk.vtt", "talk.vtt", "00:00:04.300", "vtt"),
    ("letter.eml", "letter.eml", "3:31", "eml"),
    ("letter.eml", "letter.eml/article.docx", "2:31", "attachment"),
    ("letters.mbox", "letters.mbox/2", "3:47", "mbox"),
    ("saved.zip", "saved.zip/saved/Ferries.html", "3:34", "zip"),
    ("utf16.txt", "utf16.txt", "1:30", "txt (UTF-16)"),
    ("latin1.html", "latin1.html", "3:33", "html (ISO 8859-1)"),
    ("mac.md", "mac.md", "3:30", "md (Mac OS Roman)"),
];

/// The most bytes that a test lets a file have.
const LONGEST: u64 = 100_000;

fn example(file: &str) -> io::Result<Vec<u8>> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/formats").join(file))
}

/// Where the day that is none is found in a document: the name of the place, or its line and column.
fn places(out: &str, document: &str) -> Vec<String> {
    let value: serde_json::Value = serde_json::from_str(out).unwrap_or_default();
    let labels = value["findings"].as_array().into_iter().flatten().filter(|f| f["rule"] == "impossible-date");
    let labels = labels.filter_map(|f| f["labels"].as_array()).flatten().filter(|label| label["document"] == document);
    labels.map(|l| l["place"].as_str().map_or_else(|| format!("{}:{}", l["line"], l["column"]), str::to_owned)).collect()
}

/// What a cut file is read as: a problem, or what is there of it.
fn broken(name: &str, content: &[u8]) -> io::Result<&'static str> {
    let folder = folder(&[("good.txt", b"All is well."), (name, &content[..content.len() / 2])])?;
    let run = factlint(folder.path(), &["check", "--format", "json", "."])?;
    assert!(common::documents(&run).is_some_and(|n| n >= 1), "{name}: {}", run.err);
    Ok(match run.code {
        Some(2) => {
            assert!(run.err.contains(name), "{name}: {}", run.err);
            "named"
        }
        Some(0 | 1) => "what is there is read",
        other => return Err(io::Error::other(format!("{name}: {other:?} {}", run.err))),
    })
}

/// A file of the same format whose parts unpack to far more than its size allows.
fn bomb(name: &str) -> io::Result<Option<Vec<u8>>> {
    let long = "12 members, ".repeat(2_000_000);
    let relations = |kind: &str, part: &str| {
        format!("<Relationships><Relationship Id='r1' Type='http://x/{kind}' Target='{part}'/></Relationships>")
    };
    let parts: Vec<(&str, String)> = match Path::new(name).extension().and_then(|e| e.to_str()) {
        Some("docx") => vec![("word/document.xml", format!("<w:document><w:p><w:r><w:t>{long}</w:t></w:r></w:p></w:document>"))],
        Some("odt" | "odp" | "ods") => vec![("content.xml", format!("<office:document-content>{long}</office:document-content>"))],
        Some("pptx") => vec![
            ("ppt/presentation.xml", "<p:presentation><p:sldId id='1' r:id='r1'/></p:presentation>".to_owned()),
            ("ppt/_rels/presentation.xml.rels", relations("slide", "slide1.xml")),
            ("ppt/slide1.xml", format!("<p:sld><a:t>{long}</a:t></p:sld>")),
        ],
        // One long text that many cells show.
        Some("xlsx") => vec![
            ("xl/workbook.xml", "<workbook><sheet name='A' r:id='r1'/></workbook>".to_owned()),
            (
                "xl/_rels/workbook.xml.rels",
                "<Relationships><Relationship Id='r1' Type='x/worksheet' Target='s.xml'/><Relationship Id='r2' Type='x/sharedStrings' Target='t.xml'/></Relationships>".to_owned(),
            ),
            ("xl/t.xml", format!("<sst><si><t>{}</t></si></sst>", &long[..100_000])),
            ("xl/s.xml", format!("<worksheet>{}</worksheet>", "<row><c t='s'><v>0</v></c></row>".repeat(5_000))),
        ],
        Some("epub") => vec![
            ("META-INF/container.xml", "<container><rootfile full-path='a.opf'/></container>".to_owned()),
            ("a.opf", "<package><item id='a' href='a.xhtml' media-type='application/xhtml+xml'/><itemref idref='a'/></package>".to_owned()),
            ("a.xhtml", long),
        ],
        Some("zip") => vec![("a.txt", long.clone()), ("b.txt", long)],
        Some("pdf") => return common::pdf::bomb().map(Some),
        _ => return Ok(None),
    };
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name, zip::write::SimpleFileOptions::default())?;
        archive.write_all(content.as_bytes())?;
    }
    Ok(Some(archive.finish()?.into_inner()))
}

#[test]
fn every_format_is_read_and_bounded() -> io::Result<()> {
    let mut table = String::new();
    for (file, document, place, format) in &FORMATS {
        let content = example(file)?;
        let name = Path::new(file).file_name().and_then(|name| name.to_str()).unwrap_or_default();
        let whole = folder(&[(name, &content)])?;
        let run = factlint(whole.path(), &["check", "--format", "json", "."])?;
        assert_eq!(run.code, Some(1), "{file}: {}", run.err);
        assert_eq!(places(&run.out, document), [*place], "{file}: {}", run.out);
        // People are shown the same place, and no line that the file does not have.
        let shown = factlint(whole.path(), &["check", "."])?.out;
        assert!(shown.contains(&format!("{document}:{place}]")) || shown.contains(&format!("{document}, {place}]")), "{shown}");
        let cut = broken(name, &content)?;
        let bombed = match bomb(name)? {
            None => "cannot be one",
            Some(content) => {
                let folder = folder(&[("good.txt", b"All is well."), (name, &content)])?;
                let run = factlint(folder.path(), &["check", "--format", "json", "."])?;
                assert_eq!((run.code, common::documents(&run)), (Some(2), Some(1)), "{file}: {}", run.err);
                let said = if *format == "pdf" { "more memory or time than a PDF may" } else { "unpacks to more than" };
                assert!(run.err.contains(name) && run.err.contains(said), "{file}: {}", run.err);
                "named"
            }
        };
        let mut huge = content.clone();
        huge.resize(usize::try_from(LONGEST).unwrap_or_default() + 1, b' ');
        let folder = folder(&[("good.txt", b"All is well."), (name, &huge)])?;
        let run = factlint(folder.path(), &["check", "--format", "json", "--max-bytes", &LONGEST.to_string(), "."])?;
        assert_eq!((run.code, common::documents(&run)), (Some(2), Some(1)), "{file}: {}", run.err);
        assert!(run.err.contains("too long"), "{file}: {}", run.err);
        writeln!(table, "| {format} | `{document}` | `{place}` | found | {cut} | {bombed} | named |")
            .map_err(io::Error::other)?;
    }
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let text = fs::read_to_string(&page)?;
    let (before, rest) = text.split_once("<!-- read -->\n").unwrap_or_default();
    let (head, after) = rest.split_once("<!-- end -->").unwrap_or_default();
    let titles: String = head.split_inclusive('\n').take(2).collect();
    let wanted = format!("{before}<!-- read -->\n{titles}{table}<!-- end -->{after}");
    if std::env::var_os("FACTLINT_UPDATE").is_some() {
        fs::write(&page, &wanted)?;
    }
    assert!(
        text == wanted || std::env::var_os("FACTLINT_UPDATE").is_some(),
        "docs/formats.md is old; FACTLINT_UPDATE=1 writes it"
    );
    Ok(())
}

/// What three programs made of one text reads as that text: two columns with hyphens and running heads, ligatures, page numbers.
#[test]
fn three_programs_pages_are_read_right() -> io::Result<()> {
    use factlint::internals::source::{Choice, Defaults, Input, Metadata, Seen, load};
    let expected = String::from_utf8(example("pdf/harbour.txt")?).map_err(io::Error::other)?;
    let expected: Vec<&str> = expected.split_whitespace().collect();
    for program in ["typst", "libreoffice", "chromium"] {
        let content = example(&format!("pdf/{program}.pdf"))?;
        let input = Input::Stdin { content: content.into(), name: "a.pdf".into() };
        let defaults =
            Defaults { meta: Metadata::default(), dateline_word: &|_| None, names_thing: &|_| false, choice: Choice::default() };
        let loaded = load(&[input], &defaults, &mut Seen::default());
        assert_eq!(loaded.problems, [], "{program}");
        let text = &loaded.documents[0].text;
        let read: Vec<&str> = text.split_whitespace().collect();
        let same: usize = similar::capture_diff_slices(similar::Algorithm::Myers, &expected, &read)
            .iter()
            .filter_map(|op| if let similar::DiffOp::Equal { len, .. } = op { Some(*len) } else { None })
            .sum();
        let share = same as f64 / expected.len().max(read.len()) as f64;
        println!("{program}: {same} of {} words", expected.len());
        assert!(share >= 0.99, "{program}: {share} of {} words: {text}", expected.len());
    }
    Ok(())
}

#[test]
fn pages_without_text_and_hostile_pages_are_said_to_be_such() -> io::Result<()> {
    let pdf = |content: &str, more: &[Vec<u8>]| page(stream("", content.as_bytes()), more);
    let picture = stream("/Subtype/Image/Width 1/Height 1", b"x");
    // A form that holds itself many times.
    let form = stream("/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>", b"/X Do/X Do");
    let shown = "BT /F 12 Tf 20 300 Td (The line began on 31 June 2023.) Tj ET";
    let cases: [(&str, Vec<u8>, Option<i32>, &str); 7] = [
        ("a scan", pdf("/X Do", &[picture]), Some(2), "its pages are pictures, as those of a scan are"),
        ("an empty page", pdf("", &[]), Some(2), "its pages have no text"),
        ("no PDF", b"Text.".to_vec(), Some(2), "this is no PDF"),
        ("nothing behind the head", b"%PDF-1.7\n".to_vec(), Some(2), "this is no PDF"),
        ("a form in itself", pdf(&format!("{shown} /X Do"), &[form]), Some(1), ""),
        ("many instructions", pdf(&"q ".repeat(400_000), &[]), Some(2), "its pages have no text"),
        ("text", pdf(shown, &[]), Some(1), ""),
    ];
    for (what, content, code, says) in cases {
        let folder = folder(&[("good.txt", b"All is well."), ("a.pdf", &content)])?;
        let started = std::time::Instant::now();
        let run = factlint(folder.path(), &["check", "--format", "json", "."])?;
        assert_eq!(run.code, code, "{what}: {} {}", run.err, run.out);
        assert!(run.err.contains(says), "{what}: {}", run.err);
        assert!(started.elapsed().as_secs() < 60, "{what}");
        if code == Some(1) {
            assert_eq!(places(&run.out, "a.pdf"), ["page 1, line 1"], "{what}");
        }
    }
    Ok(())
}

/// What belongs to a saved page is no text, and packed files have one budget.
#[test]
fn saved_pages_and_packed_packages() -> io::Result<()> {
    let page = b"<p>The mill has 6 wheels.</p>".as_slice();
    let saved = folder(&[("Mill.html", page), ("Mill_files/ad.html", page), ("Other_files/own.html", page)])?;
    let run = factlint(saved.path(), &["check", "--format", "json", "."])?;
    assert_eq!(common::documents(&run), Some(2), "{}", run.out);
    // A document in an archive that unpacks to more than the archive may.
    let inner = bomb("a.docx")?.unwrap_or_default();
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    for (name, content) in [("a.docx", inner.as_slice()), ("b.doc", b"x"), ("c.zip", b"x"), ("d.txt", b"All is well.")] {
        archive.start_file(name, zip::write::SimpleFileOptions::default())?;
        archive.write_all(content)?;
    }
    let folder = folder(&[("all.zip", &archive.finish()?.into_inner())])?;
    let run = factlint(folder.path(), &["check", "--format", "json", "."])?;
    assert_eq!((run.code, common::documents(&run)), (Some(2), Some(1)), "{}", run.err);
    let said: String = run.err.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(said.contains("all.zip/a.docx: it unpacks to more than"), "{said}");
    assert!(said.contains("2 texts not read: all.zip/b.doc, all.zip/c.zip"), "{said}");
    Ok(())
}
