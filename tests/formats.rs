//! Sources as they come, web pages and word processors' documents: what a user sees of them, and how long it takes.

use assert_cmd::Command;
use std::{
    fs,
    io::{self, Write as _},
    path::Path,
    time::{Duration, Instant},
};

const PAGE: &str = "<!doctype html>\r\n<html lang=en><head><meta charset=utf-8><title>Ferries</title>\r\n\
    <script>var boats = \"The island has nine ferries.\";</script>\r\n\
    <meta property=\"article:published_time\" content=\"2024-03-04T08:00:00Z\"></head>\r\n\
    <body><nav><a href=/>Home</a></nav>\r\n<h1>Ferries</h1>\r\n\
    <p>On 31&nbsp;June 2023 the line began. From 20 to 30 boats, a <b>40&nbsp;percent</b> increase &ndash; or so.</p>\r\n\
    <ul><li>Alna<li>B&ouml;lja</ul></body></html>";

/// A docx of paragraphs; `*` before one makes a heading of it.
fn docx(paragraphs: &[&str]) -> io::Result<Vec<u8>> {
    let text: String = paragraphs
        .iter()
        .map(|p| match p.strip_prefix('*') {
            Some(heading) => format!("<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr><w:r><w:t>{heading}</w:t></w:r></w:p>"),
            None => format!("<w:p><w:r><w:t>{p}</w:t></w:r></w:p>"),
        })
        .collect();
    let xml = format!(
        "<w:document xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'><w:body>{text}</w:body></w:document>"
    );
    let mut archive = zip::ZipWriter::new(io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default())?;
    archive.write_all(xml.as_bytes())?;
    Ok(archive.finish()?.into_inner())
}

fn folder(files: &[(&str, &[u8])]) -> io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    files.iter().try_for_each(|(name, content)| fs::write(folder.path().join(name), content))?;
    Ok(folder)
}

fn run(folder: &Path, args: &[&str], stdin: &[u8]) -> io::Result<(Option<i32>, String, String)> {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("factlint"));
    command.current_dir(folder).args(args).env_remove("NO_COLOR").env_remove("FORCE_COLOR").write_stdin(stdin);
    let output = command.output()?;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok((output.status.code(), text(&output.stdout), text(&output.stderr)))
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn labels_point_into_pages_and_documents() -> io::Result<()> {
    let memo =
        docx(&["*Ferries", "", "The line began on 31 June 2023.", "From 20 to 30 boats &amp; barges, a 40 percent increase."])?;
    let folder = folder(&[("page.html", PAGE.as_bytes()), ("memo.docx", &memo), ("~$memo.docx", b"lock")])?;
    let (code, out, err) = run(folder.path(), &["check", "."], b"")?;
    assert_eq!((code, err.as_str()), (Some(1), ""), "{out}");
    snapshot("formats-report", &out);
    let (_, out, _) = run(folder.path(), &["check", "--format", "json", "."], b"")?;
    let value: serde_json::Value = serde_json::from_str(&out)?;
    let labels: Vec<&serde_json::Value> =
        value["findings"].as_array().into_iter().flatten().filter_map(|f| f["labels"].as_array()).flatten().collect();
    assert!(labels.len() >= 4, "{out}");
    let text = "Ferries\n\nThe line began on 31 June 2023.\nFrom 20 to 30 boats & barges, a 40 percent increase.\n";
    for label in labels {
        let of = if label["document"] == "page.html" { PAGE } else { text };
        let (start, end) = (label["start"].as_u64().unwrap() as usize, label["end"].as_u64().unwrap() as usize);
        assert_eq!(of.get(start..end), label["text"].as_str(), "{label}");
        assert_eq!(label["line"], of[..start].matches('\n').count() + 1, "{label}");
        assert_eq!(label["column"], of[..start].chars().rev().take_while(|c| *c != '\n').count() + 1, "{label}");
    }
    Ok(())
}

#[test]
fn standard_input_can_be_a_page_or_a_document() -> io::Result<()> {
    let folder = folder(&[])?;
    for (name, content) in [("x.html", PAGE.as_bytes().to_vec()), ("x.docx", docx(&["The line began on 31 June 2023."])?)] {
        let (code, out, err) = run(folder.path(), &["check", "-", "--stdin-filename", name], &content)?;
        assert_eq!(code, Some(1), "{err}");
        assert!(out.contains("impossible-date") && out.contains(name), "{out}");
    }
    Ok(())
}

#[test]
fn what_pages_and_documents_say_can_be_filled_in() -> io::Result<()> {
    // Without a date "last year" is any year, and with one it is a certain year.
    let bare = "<p>The harbour had six cranes last year.";
    let folder = folder(&[("bare.html", bare.as_bytes()), ("memo.docx", &docx(&["The harbour had six cranes last year."])?)])?;
    let years = |args: &[&str]| -> io::Result<usize> {
        let (code, out, err) =
            run(folder.path(), &[&["mentions", "--format", "human", "--lang", "en", "."], args].concat(), b"")?;
        assert_eq!(code, Some(0), "{err}");
        Ok(out.matches("= 2019").count())
    };
    assert_eq!(years(&[])?, 0);
    assert_eq!(years(&["--date", "2020-05-06"])?, 2);
    fs::write(folder.path().join("sources.yaml"), "bare.html: {date: 2020-01-02}\nmemo.docx: {date: 2020-01-02}\n")?;
    assert_eq!(years(&[])?, 2);
    Ok(())
}

#[test]
fn bad_pages_and_documents_are_named_and_the_rest_is_checked() -> io::Result<()> {
    let cut = docx(&["Text."])?;
    let cases: [(&str, &[u8], &[&str]); 4] = [
        (
            "bad.html",
            b"<html><head>\n<meta charset=Shift_JIS>\n<p>K\xe4lla",
            &["bad.html is said to be Shift_JIS", "bad.html:2:15"],
        ),
        ("bad.docx", b"Text.", &["bad.docx: this is no docx"]),
        ("bad.docx", &cut[..cut.len() - 30], &["bad.docx: this is no docx"]),
        ("bad.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", &["bad.docx: this is an encrypted document", "without a password"]),
    ];
    for (name, content, says) in cases {
        let folder = folder(&[("good.html", b"<p>All is well."), (name, content)])?;
        let (code, out, err) = run(folder.path(), &["check", "--format", "json", "."], b"")?;
        assert_eq!(code, Some(2), "{name}: {err}");
        for part in says {
            assert!(err.contains(part), "{name}: no {part:?} in {err}");
        }
        assert!(out.contains("\"documents\":1"), "{out}");
    }
    Ok(())
}

/// What is not UTF-8 is read with a note, and places are bytes of the file as it is.
#[test]
fn other_encodings_are_read_with_a_note() -> io::Result<()> {
    let text = "K\u{e4}llan sinade den 31 juni 2023, s\u{e4}ger \u{c5}sa \u{d6}berg p\u{e5} SMHI.\n";
    let page = |charset: &str| format!("<html lang=sv><meta charset={charset}><p>{text}</p>");
    let (latin, mac) = (encoding_rs::WINDOWS_1252, encoding_rs::MACINTOSH);
    let wide = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let cases: [(&str, Vec<u8>, &str, &[u8]); 7] = [
        ("a.txt", latin.encode(text).0.into_owned(), "Windows-1252", b"31 juni 2023"),
        ("a.md", mac.encode(text).0.into_owned(), "Mac OS Roman", b"31 juni 2023"),
        ("a.txt", wide(text), "UTF-16", &wide("31 juni 2023")),
        ("a.md", wide(&format!("\u{feff}{text}")), "UTF-16", &wide("31 juni 2023")),
        ("a.html", latin.encode(&page("iso-8859-1")).0.into_owned(), "Windows-1252", b"31 juni 2023"),
        ("a.html", mac.encode(&page("macintosh")).0.into_owned(), "Mac OS Roman", b"31 juni 2023"),
        // Its declaration is wrong: it was saved anew.
        ("a.html", page("iso-8859-1").into_bytes(), "", b"31 juni 2023"),
    ];
    for (name, content, note, date) in cases {
        let folder = folder(&[(name, &content)])?;
        let (code, out, err) = run(folder.path(), &["check", "--format", "json", "."], b"")?;
        assert_eq!((code, err.contains("is read as"), err.contains(note)), (Some(1), !note.is_empty(), true), "{name}: {err}");
        let value: serde_json::Value = serde_json::from_str(&out)?;
        let label = &value["findings"][0]["labels"][0];
        let (start, end) = (label["start"].as_u64().unwrap() as usize, label["end"].as_u64().unwrap() as usize);
        let there = content.get(start..end).unwrap_or_default();
        assert!(there.windows(date.len()).any(|w| w == date), "{name}, {note}: {label}");
        assert!(there.len() <= date.len() + 8, "{name}, {note}: {label}");
    }
    Ok(())
}

#[test]
fn odd_pages_are_read() -> io::Result<()> {
    let deep = format!("{}The mill has six wheels.{}", "<div>".repeat(100_000), "</div>".repeat(100_000));
    let long = format!("<p>{}</p>", "somewhat longer words <b>and</b> an &amp; ".repeat(240_000));
    let folder = folder(&[
        ("bom.html", "\u{feff}<p>The mill has six wheels.</p>\n".as_bytes()),
        ("crlf.html", b"<p>The mill has\r\nsix wheels.</p>\r\n"),
        ("deep.html", deep.as_bytes()),
        ("empty.html", b""),
        ("long.html", long.as_bytes()),
        ("nul.html", b"<p>The mill\0 has six wheels.</p>"),
        ("open.htm", b"<p>The mill has six wheels"),
    ])?;
    let (code, out, err) = run(folder.path(), &["mentions", "--format", "human", "--lang", "en", "."], b"")?;
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let places = [
        ("bom.html", "1:17"), // A byte order mark is no character of the line.
        ("crlf.html", "2:1"),
        ("deep.html", &*format!("1:{}", 500_000 + 14)),
        ("nul.html", "1:18"),
        ("open.htm", "1:17"),
    ];
    let expected: String = places.map(|(name, place)| format!("{name}:{place}: number \"six\" = 6\n")).concat();
    assert_eq!(out, expected);
    Ok(())
}

fn time(name: &str, content: &[u8]) -> Duration {
    use factlint::internals::source::{Choice, Defaults, Input, Metadata, Seen, load};
    let input = Input::Stdin { content: content.into(), name: name.into() };
    let started = Instant::now();
    let loaded = load(
        &[input],
        &Defaults { meta: Metadata::default(), dateline_word: &|_| None, names_thing: &|_| false, choice: Choice::default() },
        &mut Seen::default(),
    );
    assert!(!loaded.documents.is_empty(), "{:?}", loaded.problems);
    started.elapsed()
}

/// Four times the page takes four times the time to read, whatever it is made of.
#[test]
fn reading_takes_linear_time() -> io::Result<()> {
    let pages = [
        "word ",
        "&amp;",
        "&",
        "&a",
        "<",
        "<p>",
        "<b>",
        "<div>",
        "</div>",
        "<b></i>",
        "<li>",
        "<td>",
        "<form>",
        "<main>",
        "<main><p>x 5</p></main>",
        "<main><p>x 5</p>",
        "<nav>",
        "<svg>",
        "<pre>\n",
        "<q>",
        "<br>",
        "<a b=c>",
        "<a b",
        "<!--",
        "<script>",
        "<h1>a",
        "\u{ad}",
        " \n",
        "<p hidden><b>",
        "<title>",
        "<sup>2",
        "<li>a</ul>",
        "<span hidden><i></span>",
        "<script type=application/ld+json>[</script>",
    ];
    let slow = |name: &str, content: &dyn Fn(usize) -> io::Result<Vec<u8>>| -> io::Result<bool> {
        let (short, long) = (content(1)?, content(4)?);
        // Others use the machine too: what is slow must be slow each time.
        Ok((0..5).all(|_| time(name, &long) > time(name, &short) * 8 + Duration::from_millis(30)))
    };
    for piece in pages {
        let page = |times| Ok(piece.repeat(times * 60_000 / piece.len()).into_bytes());
        assert!(!slow("a.html", &page)?, "{piece:?}");
    }
    // What the formats that are texts are made of: the file, what it begins with, and what is repeated.
    let texts: [(&str, &str, &[&str]); 6] = [
        ("a.rtf", "{\\rtf1 ", &["a ", "{", "}", "\\par ", "\\u229?", "\\'e5", "{\\*\\x ", "\\cell ", "{\\footnote a}", "\\"]),
        ("a.csv", "", &["a,", "a\n", "\"", "\"\"", "\"a\",", "a;b\n", "\r", " \"", ",\"\n"]),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n", &["a ", "<", "<v a>", "{\\", "&", "- a\n", "A: b\n", "<v ", "{", "<b>"]),
        ("a.eml", "Subject: a\n\n", &["a ", "> a\n", "=E5", "\n\n"]),
        ("a.eml", "Subject: a\nContent-Type: multipart/mixed; boundary=b\n\na\n", &["--b\n\na\n", "--b--\n"]),
        ("a.md", "", &["a ", "\u{e5}"]),
    ];
    for (name, start, pieces) in texts {
        for piece in pieces {
            let content = |times| Ok([start, &piece.repeat(times * 60_000 / piece.len())].concat().into_bytes());
            assert!(!slow(name, &content)?, "{name}: {piece:?}");
        }
    }
    for piece in ["A mill. ", "</w:t><w:t>", "</w:t></w:r><w:r><w:t>", "</w:t></w:r></w:p><w:p><w:r><w:t>a:", "&amp;", "- a "] {
        assert!(!slow("a.docx", &|times| docx(&[&piece.repeat(times * 10_000)]))?, "{piece:?}");
    }
    Ok(())
}
