//! PDFs that are made to cost much, never to end, or to break what reads them: each ends with an error that says so, or with what there is of it,
//! and what stands beside it is checked.
#![cfg(target_os = "linux")] // where a process has the limits that the reader sets itself

mod common;

use common::{
    documents, factlint, folder,
    pdf::{bomb, deflated, file, page, page_in, stream},
};
use std::{
    io,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

const SHOWN: &str = "BT /F 12 Tf 20 300 Td (The line began on 31 June 2023.) Tj ET";
const COSTLY: &str = "it takes more memory or time than a PDF may";
const BROKEN: &str = "this is no PDF, or it is broken";
/// How long a PDF may be read, and what else a run may take.
const LONGEST: Duration = Duration::from_secs(75);

fn plain(content: &str) -> Vec<u8> {
    page(stream("", content.as_bytes()), &[])
}

/// Checks a folder with a good text and this PDF, and that the text was checked. What was said, and whether the error in the PDF was found.
fn said(what: &str, content: &[u8]) -> io::Result<(String, bool)> {
    let folder = folder(&[("good.txt", b"All is well."), ("a.pdf", content)])?;
    let started = Instant::now();
    let run = factlint(folder.path(), &["check", "--format", "json", "."])?;
    println!("{what}: {} bytes, {:?}, {:?}", content.len(), started.elapsed(), run.code);
    assert!(started.elapsed() < LONGEST, "{what}: {:?}", started.elapsed());
    let found = run.out.contains("impossible-date");
    let read = if run.err.contains("a.pdf") { 1 } else { 2 };
    assert_eq!(documents(&run), Some(read), "{what}: {}", run.err);
    assert_eq!(run.code, Some(if read == 1 { 2 } else { i32::from(found) }), "{what}: {}", run.err);
    Ok((run.err.split_whitespace().collect::<Vec<_>>().join(" "), found))
}

#[test]
fn what_takes_too_much_is_said_to() -> io::Result<()> {
    let tree = |kids: &str| {
        let catalogue = b"<</Type/Catalog/Pages 2 0 R>>".to_vec();
        let pages = |of: String| format!("<</Type/Pages/Kids[{of}]/Count 2>>").into_bytes();
        let levels = (3..40).map(|number| pages(format!("{number} 0 R {number} 0 R")));
        let last = b"<</Type/Page/MediaBox[0 0 9 9]>>".to_vec();
        match kids {
            "itself" => file(&[catalogue, pages("2 0 R".to_owned())]),
            _ => file(&[vec![catalogue], levels.collect(), vec![last]].concat()),
        }
    };
    let nested = |depth: usize| "[".repeat(depth);
    // A form that shows another ten times, eight deep.
    let forms: Vec<Vec<u8>> = (7..15)
        .map(|next| {
            let dict = format!("/Subtype/Form/Resources<</XObject<</X {next} 0 R>>>>");
            stream(&dict, "/X Do ".repeat(10).as_bytes())
        })
        .collect();
    let cases: [(&str, Vec<u8>, &str); 7] = [
        ("content of gigabytes", bomb()?, COSTLY),
        ("pages in themselves", tree("itself"), BROKEN),
        ("pages without number", tree("each twice"), COSTLY),
        ("brackets in a page", plain(&nested(3_000_000)), COSTLY),
        ("instructions", plain(&"q ".repeat(5_000_001)), COSTLY),
        ("forms in forms", page(stream("", b"/X Do"), &forms), COSTLY),
        ("letters", plain(&format!("BT /F 1 Tf {} ET", "(aaaaaaaaaa)' ".repeat(60_000))), "it holds too much text"),
    ];
    let mut others: Vec<String> = Vec::new();
    for (what, content, says) in cases {
        let (said, found) = said(what, &content)?;
        if found || !said.contains(says) {
            others.push(format!("{what}: {found} {said}"));
        }
    }
    assert!(others.is_empty(), "{others:#?}");
    Ok(())
}

/// A font of characters that have numbers, with this in it.
fn composite(more: &str) -> Vec<u8> {
    format!("<</Type/Font/Subtype/Type0/Encoding/Identity-H/DescendantFonts[7 0 R]{more}>>").into_bytes()
}

#[test]
fn broken_and_hostile_files_are_read_as_far_as_they_can_be() -> io::Result<()> {
    let number = |n: usize| format!("BT /F 12 Tf 20 {} Td ({n}) Tj ET ", 280 - n % 280);
    let numbers: String = (0..2_000).map(number).collect();
    let deflate = deflated(format!("{SHOWN} {numbers}").as_bytes())?;
    let cut = &deflate[..deflate.len() * 2 / 3];
    let linked = |trailers: &[(usize, usize)]| {
        let mut file = plain(SHOWN);
        let at = file.len();
        for (own, before) in trailers {
            file.resize(at + own, b' ');
            file.extend(format!("xref\n0 0\ntrailer<</Size 6/Root 1 0 R/Prev {}>>\n", at + before).as_bytes());
        }
        file.extend(format!("startxref\n{at}\n%%EOF\n").as_bytes());
        file
    };
    let widths = |list: &str, array: &str| {
        let inner = format!("<</Type/Font/Subtype/CIDFontType2/W {list}>>").into_bytes();
        let glyphs = stream("", b"BT /F 12 Tf 20 300 Td <00410042> Tj ET");
        page_in(&composite(""), glyphs, &[b"null".to_vec(), inner, array.as_bytes().to_vec()])
    };
    let many = format!("[{}]", "1 ".repeat(60_000));
    let spaces = "<0000> <FFFF> ".repeat(200_000);
    let map = stream("", format!("begincodespacerange {spaces} endcodespacerange").as_bytes());
    let codes = "<4142> ".repeat(200_000);
    let unknown = "its fonts do not say which letters they show";
    // What it is, the file, what is said of it; nothing where the error in it is found.
    let cases: [(&str, Vec<u8>, &str); 16] = [
        ("a packed stream that breaks off", page(stream("/Filter/FlateDecode", cut), &[]), ""),
        ("a packed stream of rubbish", page(stream("/Filter/FlateDecode", &[0xff; 900]), &[]), "its pages have no text"),
        ("a filter that there is not", page(stream("/Filter/Magic", SHOWN.as_bytes()), &[]), ""),
        (
            "forty filters",
            page(stream(&format!("/Filter[{}]", "/ASCIIHexDecode".repeat(40)), b"41>"), &[]),
            "its pages have no text",
        ),
        ("a length that is too long", page(format!("<</Length 99999999>>stream\n{SHOWN}\nendstream").into(), &[]), ""),
        ("a length below nothing", page(format!("<</Length -5>>stream\n{SHOWN}\nendstream").into(), &[]), ""),
        ("a length that is itself", page(format!("<</Length 4 0 R>>stream\n{SHOWN}\nendstream").into(), &[]), ""),
        ("a table before itself", linked(&[(0, 0)]), ""),
        ("two tables before each other", linked(&[(0, 90), (90, 0)]), ""),
        ("an object that is itself", page(b"4 0 R".to_vec(), &[]), "its pages have no text"),
        ("a string that does not end", plain(&format!("{SHOWN} (and so on")), ""),
        ("brackets that do not end", plain(&format!("{SHOWN} {}", "[".repeat(1_000))), ""),
        (
            "a first character beyond all",
            page_in(
                b"<</Subtype/Type1/FirstChar 4294967295/Widths[500 500 500]/FontDescriptor<</MissingWidth 500>>>>",
                stream("", SHOWN.as_bytes()),
                &[],
            ),
            "",
        ),
        ("widths without number", widths(&format!("[{}]", "9 8 0 R ".repeat(60_000)), &many), unknown),
        ("ranges of widths", widths(&format!("[{}]", "0 65535 500 ".repeat(60_000)), &many), unknown),
        (
            "codes without number",
            page_in(&composite("/Encoding 6 0 R"), stream("", format!("BT /F 9 Tf 9 9 Td [{codes}] TJ ET").as_bytes()), &[map]),
            unknown,
        ),
    ];
    let mut others: Vec<String> = Vec::new();
    for (what, content, says) in cases {
        let (said, found) = said(what, &content)?;
        if found != says.is_empty() || !said.contains(says) {
            others.push(format!("{what}: {found} {said}"));
        }
    }
    assert!(others.is_empty(), "{others:#?}");
    Ok(())
}

/// Lines of one letter are much more to keep than to print: neither the process that reads them nor the one that asks takes more than half a gigabyte.
#[test]
fn many_short_lines_stay_small() -> io::Result<()> {
    let line = |n: usize| format!("1 0 0 1 {} {} Tm (a) Tj ", n % 40 * 10, n / 40);
    let lines: String = (0..400_000).map(line).collect();
    let content = page(stream("/Filter/FlateDecode", &deflated(format!("BT /F 1 Tf {lines} ET").as_bytes())?), &[]);
    let folder = folder(&[("a.pdf", &content)])?;
    let output = Command::new("sh")
        .args(["-c", "ulimit -v 524288; exec \"$0\" check --threads 1 a.pdf"])
        .arg(assert_cmd::cargo::cargo_bin!("factlint"))
        .current_dir(folder.path())
        .stdin(Stdio::null())
        .output()?;
    let said = common::text(&output.stderr);
    assert!(matches!(output.status.code(), Some(0..=2)), "{:?} {said}", output.status);
    assert!(output.status.code() != Some(2) || said.contains("it holds too much text"), "{said}");
    Ok(())
}
