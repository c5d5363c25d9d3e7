//! Reports of findings that are made by hand: what people and tools see.

use factlint::internals::{
    check::{By, Cited, Evidence, Finding, Severity, Side, Standing, Support, Tally},
    claim::ClaimKind,
    pipeline::Summary,
    report::{
        Part, Report, RuleTexts, human, json,
        support::{self, Table},
    },
    source::{Block, BlockKind, Document, Metadata, Origin, blocks},
    text::Span,
};
use std::collections::BTreeSet;

struct Texts;

impl RuleTexts for Texts {
    fn template(&self, rule: &str, part: Part<'_>) -> Option<&str> {
        Some(match (rule, part) {
            ("count-conflict", Part::Message) => "How many {noun} {subject} has cannot be all of: {values}",
            ("count-conflict", Part::Label) => "{value} {noun}",
            ("count-conflict", Part::Fix) => "Find out which figure holds, and at what time.\n",
            ("count-conflict", Part::Note("undated")) => "No document says when it was published.",
            _ => return None,
        })
    }
}

fn document(name: &str, text: &str) -> Document {
    let text: std::sync::Arc<str> = text.into();
    let blocks = blocks(&text, 0);
    Document {
        name: name.into(),
        meta: Metadata::default(),
        text: text.clone(),
        blocks,
        lost: Vec::new(),
        origin: Origin::Identity { skipped: 0 },
        raw: text,
    }
}

fn pairs(values: &[(&str, &str)]) -> Vec<(String, String)> {
    values.iter().map(|&(k, v)| (k.to_owned(), v.to_owned())).collect()
}

fn conflict(documents: &[Document], places: &[(u32, &str, u32)]) -> Finding {
    let says = ["4", "3"];
    let side = |number: u32| {
        let documents: Vec<u32> = places.iter().filter(|place| place.2 == number).map(|place| place.0).collect();
        let several: BTreeSet<&u32> = documents.iter().collect();
        Side { says: says[number as usize].to_owned(), documents: several.len(), places: documents.len(), days: None }
    };
    let evidence = places.iter().map(|&(document, words, side)| {
        let start = documents[document as usize].text.find(words).unwrap_or(usize::MAX);
        Evidence {
            document,
            span: Span::new(start, start + words.len()),
            side,
            values: pairs(&[("value", says[side as usize])]),
            mark: None,
            primary: (document, side) == (0, 0),
        }
    });
    Finding {
        by: By::Rule,
        others: 0,
        rule: "count-conflict".into(),
        severity: Severity::Error,
        values: pairs(&[("noun", "bridges"), ("subject", "the town"), ("values", "4, 3")]),
        sides: [0, 1].map(side).into(),
        evidence: evidence.collect(),
        more: 0,
        notes: vec!["undated".into()],
        decided: None,
        calculation: None,
    }
}

fn town() -> Vec<Document> {
    let long = "and so on, as towns by rivers do, ".repeat(3000);
    vec![
        document("walks.txt", "A walk\n\nThe town has four bridges, and all are old.\n"),
        document("guide.txt", "Four bridges cross the river.\n"),
        document("visit.txt", "See the four bridges at night.\n"),
        document("notes.txt", "We counted four bridges.\n"),
        document("broar.txt", &format!("Här, i den gamla staden, {long}finns tre broar, {long}")),
    ]
}

fn findings(documents: &[Document]) -> Vec<Finding> {
    let places =
        [(0, "four bridges", 0), (1, "Four bridges", 0), (2, "four bridges", 0), (3, "four bridges", 0), (4, "tre broar", 1)];
    vec![conflict(documents, &places)]
}

fn summary() -> Summary {
    Summary { documents: 5, claims: 7, compared: 5, ..Summary::default() }
}

#[test]
fn people_see_the_sides() -> std::io::Result<()> {
    let documents = town();
    let findings = findings(&documents);
    let report = Report::new(&documents, &findings, &[], summary().with_findings(&findings), &Texts);
    let mut out = Vec::new();
    human::write(&report, human::Style { color: false, width: 80, links: false }, &mut out)?;
    let text = String::from_utf8_lossy(&out);
    assert!(text.lines().all(|l| l.chars().count() <= 80), "{text}");
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("report-sides", text);
    });
    Ok(())
}

#[test]
fn places_of_one_sentence_share_a_row() -> std::io::Result<()> {
    let documents = [document("a.txt", "It has four bridges, or three bridges\tby\u{1b}[31m day.\n")];
    let findings = [conflict(&documents, &[(0, "four bridges", 0), (0, "three bridges", 1)])];
    let report = Report::new(&documents, &findings, &[], summary().with_findings(&findings), &Texts);
    let mut out = Vec::new();
    human::write(&report, human::Style { color: false, width: 80, links: false }, &mut out)?;
    let text = String::from_utf8_lossy(&out);
    assert!(!text.contains('\u{1b}'));
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("report-one-row", text);
    });
    Ok(())
}

#[test]
fn tools_see_offsets_lines_and_columns() -> Result<(), Box<dyn std::error::Error>> {
    let documents = town();
    let findings = findings(&documents);
    let report = Report::new(&documents, &findings, &[], summary().with_findings(&findings), &Texts);
    let mut out = Vec::new();
    json::write(&report, &mut out)?;
    let value: serde_json::Value = serde_json::from_slice(&out)?;
    assert_eq!(value["schema"], 1);
    assert_eq!(value["summary"]["errors"], 1);
    let finding = &value["findings"][0];
    assert_eq!(finding["message"], "How many bridges the town has cannot be all of: 4, 3");
    assert_eq!(finding["help"], "Find out which figure holds, and at what time. No document says when it was published.");
    let first = serde_json::json!({"document": "walks.txt", "start": 21, "end": 33, "line": 3, "column": 14,
        "text": "four bridges", "note": "4 bridges", "primary": true, "side": 0});
    assert_eq!(finding["labels"][0], first);
    let last = &finding["labels"][4];
    let start = documents[4].text.find("tre broar").unwrap_or_default();
    assert_eq!(last["start"], start);
    assert_eq!(last["column"], documents[4].text[..start].chars().count() + 1);

    let mut out = Vec::new();
    json::write_lines(&report, &mut out)?;
    let lines: Vec<serde_json::Value> = out.split(|&b| b == b'\n').filter_map(|l| serde_json::from_slice(l).ok()).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["labels"], finding["labels"]);
    assert_eq!(lines[1]["summary"]["compared"], 5);
    Ok(())
}

#[test]
fn many_findings_in_one_long_line_take_linear_time() -> std::io::Result<()> {
    let text = "åtta broar och ".repeat(650_000);
    let documents =
        [Document { blocks: vec![Block { span: Span::new(0, 10), kind: BlockKind::Paragraph }], ..document("a.txt", &text) }];
    let finding = conflict(&documents, &[(0, "åtta", 0), (0, "broar", 1)]);
    let findings: Vec<Finding> = (0..2000)
        .map(|i| {
            let mut finding = finding.clone();
            let shift = i * 16 * 300;
            for e in &mut finding.evidence {
                e.span = Span { start: e.span.start + shift, end: e.span.end + shift };
            }
            finding
        })
        .collect();
    let report = Report::new(&documents, &findings, &[], summary(), &Texts);
    let started = std::time::Instant::now();
    json::write(&report, &mut std::io::sink())?;
    human::write(&report, human::Style { color: true, width: 80, links: false }, &mut std::io::sink())?;
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    Ok(())
}

#[test]
fn figures_of_one_long_word_are_told_in_linear_time() -> std::io::Result<()> {
    let documents = [document("a.txt", &"1,".repeat(1_000_000))];
    let at = |n: u32| Cited {
        document: 0,
        span: Span { start: n * 2, end: n * 2 + 1 },
        sentence: Span { start: n * 2, end: n * 2 + 1 },
    };
    let claim = |n| Support::new(ClaimKind::COUNT, at(n), Standing::NotFound);
    let support: Vec<Support> = (0..20_000).map(claim).collect();
    let table = Table { documents: &documents, support: &support, kind: &|_| "count" };
    let started = std::time::Instant::now();
    table.lines(&mut std::io::sink())?;
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    Ok(())
}

#[test]
fn json_is_exact_and_hides_nothing() -> std::io::Result<()> {
    let text = "åtta\u{200b} broar\u{202e} och\u{7f}\u{e0041} två";
    let documents = [document("a\u{200e}.txt", text)];
    let finding = conflict(&documents, &[(0, text, 0), (0, "två", 1)]);
    let findings = [finding];
    let report = Report::new(&documents, &findings, &[], summary(), &Texts);
    let mut out = Vec::new();
    json::write(&report, &mut out)?;
    let out = String::from_utf8_lossy(&out).into_owned();
    assert!(out.contains("åtta\\u200b broar\\u202e och\\u007f\\udb40\\udc41 två"), "{out}");
    let read: serde_json::Value = serde_json::from_str(&out)?;
    assert_eq!(read["findings"][0]["labels"][0]["text"], text);
    assert_eq!(read["findings"][0]["labels"][0]["document"], "a\u{200e}.txt");
    Ok(())
}

fn cited(documents: &[Document], document: u32, words: &str) -> Cited {
    let text = &documents[document as usize].text;
    let start = text.find(words).unwrap_or(usize::MAX);
    let from = text[..start].rfind(". ").map_or(0, |at| at + 2);
    let to = text[start..].find('.').map_or(text.len(), |at| start + at + 1);
    Cited { document, span: Span::new(start, start + words.len()), sentence: Span::new(from, to) }
}

fn harvest() -> (Vec<Document>, Vec<Support>) {
    let long = "which nobody in the valley had foreseen, ".repeat(8);
    let documents = vec![
        document(
            "draft.md",
            "The mill pressed 312 tonnes of olives. It began on 4 October, and 85 people\nworked there. =SUM(A1) presses broke. \
             \"We pressed more olives this autumn than in any autumn that I can remember,\" he said.\n",
        ),
        document(
            "a/very/long/folder/name/that/does/not/fit/beside/the/places/of/claims/cooperative.txt",
            &format!("This year, {long}the mill pressed 312 tonnes of olives, {long}it says. Work began on 14 October.\n"),
        ),
        document("board.txt", "The board says, \u{1b}[31mthat it pressed 321 tonnes of olives.\n"),
    ];
    let claim = |words: &str, kind: &str, standing, support: Option<(u32, &str)>, conflict: Option<(u32, &str)>| Support {
        support: support.map(|(d, w)| cited(&documents, d, w)),
        conflict: conflict.map(|(d, w)| cited(&documents, d, w)),
        ..Support::new(ClaimKind(factlint::internals::lexicon::id_hash(kind)), cited(&documents, 0, words), standing)
    };
    let quote = "We pressed more olives this autumn than in any autumn that I can remember,";
    let support = vec![
        claim("312 tonnes", "figure", Standing::Supported, Some((1, "312 tonnes")), Some((2, "321 tonnes"))),
        claim("4 October", "date", Standing::Contradicted, None, Some((1, "14 October"))),
        claim("85", "count", Standing::NotFound, None, None),
        claim("=SUM(A1)", "count", Standing::NotFound, None, None),
        claim(quote, "quote", Standing::NotFound, None, None),
    ];
    (documents, support)
}

fn named(kind: ClaimKind) -> &'static str {
    ClaimKind::NAMED
        .iter()
        .find(|(name, _)| ClaimKind(factlint::internals::lexicon::id_hash(name)) == kind)
        .map_or("", |(name, _)| name)
}

#[test]
fn people_see_what_supports_a_claim() -> std::io::Result<()> {
    let (documents, claims) = harvest();
    let table = Table { documents: &documents, support: &claims, kind: &|kind| named(kind) };
    let mut out = Vec::new();
    support::human(&table, human::Style { color: false, width: 80, links: false }, &mut out)?;
    let text = String::from_utf8_lossy(&out);
    assert!(text.lines().all(|l| l.chars().count() <= 80), "{text}");
    assert!(!text.contains('\u{1b}'));
    let mut out = Vec::new();
    support::human(&table, human::Style { color: true, width: 80, links: false }, &mut out)?;
    let coloured = String::from_utf8_lossy(&out);
    let plain = ["\u{1b}[0m", "\u{1b}[1m", "\u{1b}[2m", "\u{1b}[31m", "\u{1b}[32m", "\u{1b}[33m", "\u{1b}[35m"];
    assert_eq!(plain.iter().fold(coloured.into_owned(), |text, code| text.replace(code, "")), text, "colours add no words");
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("support-human", text);
    });
    Ok(())
}

#[test]
fn tools_see_what_supports_a_claim() -> Result<(), Box<dyn std::error::Error>> {
    let (documents, claims) = harvest();
    let table = Table { documents: &documents, support: &claims, kind: &|kind| named(kind) };
    let mut out = Vec::new();
    table.json(&mut out)?;
    let value: serde_json::Value = serde_json::from_slice(&out)?;
    let summary =
        serde_json::json!({"documents": 3, "claims": 5, "supported": 1, "contradicted": 1, "not_found": 3, "disputed": 1});
    assert_eq!((&value["schema"], &value["summary"]), (&1.into(), &summary));
    let first = &value["support"][0];
    assert_eq!((&first["standing"], &first["disputed"]), (&"supported".into(), &true.into()));
    assert_eq!((&first["conflict"]["text"], &first["conflict"]["document"]), (&"321 tonnes".into(), &"board.txt".into()));
    assert_eq!(value["support"][2]["line"], 1);
    let mut lines = Vec::new();
    table.lines(&mut lines)?;
    let lines: Vec<serde_json::Value> = lines.split(|&b| b == b'\n').filter_map(|l| serde_json::from_slice(l).ok()).collect();
    assert_eq!((lines.len(), &lines[0]["text"], &lines[5]["summary"]), (6, &first["text"], &summary));
    Ok(())
}

#[test]
fn spreadsheets_see_one_row_a_claim() -> Result<(), Box<dyn std::error::Error>> {
    let (documents, claims) = harvest();
    let table = Table { documents: &documents, support: &claims, kind: &|kind| named(kind) };
    let mut out = Vec::new();
    support::csv(&table, &mut out)?;
    assert!(out.starts_with("\u{feff}document,line,column,claim,".as_bytes()));
    let mut reader = csv::Reader::from_reader(out.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
    assert_eq!(rows.len(), 5);
    assert_eq!(rows[3].get(3), Some("'=SUM(A1)"));
    assert!(rows.iter().flatten().all(|cell| !cell.contains(['\u{1b}', '\n']) && !cell.starts_with('=')), "{rows:?}");
    let text = String::from_utf8(out)?;
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!("support-csv", text);
    });
    Ok(())
}

/// With sources, the counts stand in the summary; without, there are none.
#[test]
fn the_summary_counts_what_sources_say() -> Result<(), Box<dyn std::error::Error>> {
    let (documents, claims) = harvest();
    for (sources, expected) in [(Some(Tally::of(&claims)), Some(3)), (None, None)] {
        let summary = Summary { sources, ..summary() };
        let report = Report::new(&documents, &[], &claims, summary, &Texts);
        let mut out = Vec::new();
        json::write(&report, &mut out)?;
        let value: serde_json::Value = serde_json::from_slice(&out)?;
        assert_eq!(value["summary"]["not_found"].as_u64(), expected);
        let mut out = Vec::new();
        human::write(&report, human::Style { color: false, width: 80, links: false }, &mut out)?;
        let text = String::from_utf8(out)?;
        let line = "draft.md: 5 claims: 1 supported, 1 contradicted, 3 not found; 1 disputed\n";
        assert_eq!(text.contains(line), expected.is_some(), "{text}");
    }
    Ok(())
}
