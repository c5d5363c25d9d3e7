//! What holds of the whole pipeline for all input: nothing panics, every place lies in its document and on character boundaries, and the
//! same input gives the same bytes, however often and with however many threads.

use factlint::internals::{
    pipeline::{Engine, Held, Role},
    report::{
        Report, claims, human, json,
        support::{self, Table},
    },
    source::{Choice, Defaults, Document, Input, Metadata, Seen, load},
    text::Span,
};
use proptest::prelude::*;
use std::io::Write as _;

/// The documents of these files. What cannot be read is left out.
fn documents(files: &[(&str, Vec<u8>)], lang: Option<&str>) -> Vec<Document> {
    let inputs: Vec<Input> =
        files.iter().map(|(name, content)| Input::Stdin { content: content.as_slice().into(), name: name.into() }).collect();
    let meta = Metadata { lang: lang.map(str::to_owned), ..Metadata::default() };
    let dateline_word = |word: &str| Engine::built_in().dateline_word(word);
    load(
        &inputs,
        &Defaults { meta, dateline_word: &dateline_word, names_thing: &|_| false, choice: Choice::default() },
        &mut Seen::default(),
    )
    .documents
}

fn inside(document: &Document, span: Span) -> Result<(), TestCaseError> {
    let part = document.text.get(span.start as usize..span.end as usize);
    prop_assert!(part.is_some(), "{span:?} of {:?}", document.text);
    Ok(())
}

/// All that can be printed of these documents.
fn printed(documents: &[Document], roles: &[Role]) -> std::io::Result<Vec<u8>> {
    let engine = Engine::built_in();
    let Held { findings, support, summary, .. } = engine.hold(documents, roles);
    let report = Report::new(documents, &findings, &support, summary, engine.texts());
    let mut out = Vec::new();
    json::write(&report, &mut out)?;
    json::write_lines(&report, &mut out)?;
    human::write(&report, human::Style { color: true, width: 80, links: false }, &mut out)?;
    let table = Table { documents, support: &support, kind: &|kind| engine.kind(kind) };
    support::human(&table, human::Style { color: false, width: 80, links: false }, &mut out)?;
    support::csv(&table, &mut out)?;
    table.json(&mut out)?;
    claims::write(
        documents,
        &engine.claims(documents),
        claims::Form::Human(human::Style { color: true, width: 80, links: false }),
        &mut out,
    )?;
    claims::write(documents, &engine.claims(documents), claims::Form::Json, &mut out)?;
    Ok(out)
}

/// What must hold of documents, whatever is in them.
fn sound(documents: &[Document]) -> Result<(), TestCaseError> {
    let engine = Engine::built_in();
    for document in documents {
        for mention in engine.mentions(document) {
            inside(document, mention.span)?;
            prop_assert!(mention.span.start < mention.span.end, "{mention:?}");
        }
    }
    let sources = (0..documents.len()).map(|n| if n == 0 { Role::Draft } else { Role::Source }).collect();
    for roles in [vec![Role::Peer; documents.len()], sources] {
        let Held { findings, support, .. } = engine.hold(documents, &roles);
        for row in &support {
            for cited in [Some(row.claim), row.support, row.conflict].into_iter().flatten() {
                let document = documents.get(cited.document as usize);
                prop_assert!(document.is_some(), "{row:?}");
                document.map_or(Ok(()), |d| inside(d, cited.span).and_then(|()| inside(d, cited.sentence)))?;
            }
        }
        for finding in &findings {
            prop_assert!(!finding.evidence.is_empty(), "{finding:?}");
            for evidence in &finding.evidence {
                let document = documents.get(evidence.document as usize);
                prop_assert!(document.is_some() && (evidence.side as usize) < finding.sides.len(), "{finding:?}");
                document.map_or(Ok(()), |document| inside(document, evidence.span))?;
            }
        }
        let first = printed(documents, &roles)?;
        prop_assert!(first == printed(documents, &roles)?, "another output the second time");
        for threads in [1, 2] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            let pool = pool.map_err(|error| TestCaseError::fail(error.to_string()))?;
            prop_assert!(first == pool.install(|| printed(documents, &roles))?, "another output with {threads} threads");
        }
    }
    Ok(())
}

/// Text in which much can be recognised, and much of it clashes.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "The CSTO has six members. ",
        "CSTO har fem medlemmar. ",
        "The CSTO consists of ",
        "Armenia, ",
        "Belarus and ",
        "Kazakstan ",
        "Kyrgystan",
        "former ",
        "other than Russia",
        "Sweden’s foreign minister Maria Stenvall ",
        "The third conference on polar law ",
        "was held in Bergen ",
        "in 2019. ",
        "den 31 juni 2023",
        "Tuesday, 4 June 2024",
        "from 20 to 30, a 40 percent increase",
        "rose ",
        "fell ",
        "not ",
        "twenty-one ",
        "etthundratjugofem ",
        "1 234,5 ",
        "$4.2bn ",
        "99999999999999999999999999 ",
        "-",
        "–",
        "10–15 km/h ",
        "1/0 ",
        "half of ",
        "“We ",
        "won” ",
        "says Anna Berg, 47, ",
        "(",
        ")",
        ". ",
        ": ",
        "\n",
        "\n\n",
        "- ",
        "å",
        "e\u{301}",
        "🚲 ",
        "\u{a0}",
        "\0",
        "\u{feff}",
        "first ",
        "XIV ",
        "%",
    ]);
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

/// A docx with this text, a paragraph a line.
fn docx(text: &str) -> std::io::Result<Vec<u8>> {
    let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('\n', "</w:t></w:r></w:p><w:p><w:r><w:t>");
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("word/document.xml", zip::write::SimpleFileOptions::default())?;
    write!(archive, "<w:document><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:document>")?;
    Ok(archive.finish()?.into_inner())
}

fn name() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["a.txt", "b.md", "e.html"])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(first in prop::collection::vec(any::<u8>(), 0..300), second in prop::collection::vec(any::<u8>(), 0..300), name in name()) {
        sound(&documents(&[(name, first), ("c.jsonl", second.clone()), ("f.docx", second)], Some("en")))?;
    }

    #[test]
    fn any_text(first in ".{0,200}", second in ".{0,200}", name in name()) {
        sound(&documents(&[(name, first.into_bytes()), ("c.txt", second.into_bytes())], Some("sv")))?;
    }

    #[test]
    fn any_prose(first in prose(), second in prose(), third in prose(), name in name()) {
        let page = format!("<p>{}</p>", third.replace("\n\n", "<p>").replace("- ", "<li>").replace('å', "&aring;"));
        let files = [
            (name, first.into_bytes()),
            ("c.txt", second.clone().into_bytes()),
            ("d.md", third.into_bytes()),
            ("e.html", page.into_bytes()),
            ("f.docx", docx(&second).map_err(|error| TestCaseError::fail(error.to_string()))?),
        ];
        for lang in [None, Some("en"), Some("sv"), Some("de")] {
            sound(&documents(&files, lang))?;
        }
    }
}
