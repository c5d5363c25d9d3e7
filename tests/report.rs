//! Reports of findings that are made by hand: what people and tools see.

use factlint::{
    check::{Evidence, Finding, Severity, Side},
    pipeline::Summary,
    report::{Part, Report, RuleTexts, human, json},
    source::{Block, BlockKind, Document, Metadata, Origin, blocks},
    text::Span,
};

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
        origin: Origin::Identity { skipped: 0 },
        raw: text,
    }
}

fn pairs(values: &[(&str, &str)]) -> Vec<(String, String)> {
    values.iter().map(|&(k, v)| (k.to_owned(), v.to_owned())).collect()
}

fn conflict(documents: &[Document], places: &[(u32, &str, u32)]) -> Finding {
    let says = ["4", "3"];
    let evidence = places.iter().map(|&(document, words, side)| {
        let start = documents[document as usize].text.find(words).unwrap_or(usize::MAX);
        Evidence {
            document,
            span: Span::new(start, start + words.len()),
            side,
            values: pairs(&[("value", says[side as usize])]),
            primary: (document, side) == (0, 0),
        }
    });
    Finding {
        against: false,
        rule: "count-conflict".into(),
        severity: Severity::Error,
        values: pairs(&[("noun", "bridges"), ("subject", "the town"), ("values", "4, 3")]),
        sides: says.iter().map(|s| Side { says: (*s).to_owned() }).collect(),
        evidence: evidence.collect(),
        notes: vec!["undated".into()],
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
    let report =
        Report { documents: &documents, findings: &findings, summary: summary().with_findings(&findings), texts: &Texts };
    let mut out = Vec::new();
    human::write(&report, human::Style { color: false, width: 80 }, &mut out)?;
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
    let report =
        Report { documents: &documents, findings: &findings, summary: summary().with_findings(&findings), texts: &Texts };
    let mut out = Vec::new();
    human::write(&report, human::Style { color: false, width: 80 }, &mut out)?;
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
    let report =
        Report { documents: &documents, findings: &findings, summary: summary().with_findings(&findings), texts: &Texts };
    let mut out = Vec::new();
    json::write(&report, &mut out)?;
    let value: serde_json::Value = serde_json::from_slice(&out)?;
    assert_eq!(value["schema"], 1);
    assert_eq!(value["summary"]["errors"], 1);
    let finding = &value["findings"][0];
    assert_eq!(finding["message"], "How many bridges the town has cannot be all of: 4, 3");
    assert_eq!(finding["help"], "Find out which figure holds, and at what time. No document says when it was published.");
    let first = serde_json::json!({"document": "walks.txt", "start": 21, "end": 33, "line": 3, "column": 14,
        "text": "four bridges", "note": "4 bridges", "primary": true});
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
    let report = Report { documents: &documents, findings: &findings, summary: summary(), texts: &Texts };
    let started = std::time::Instant::now();
    json::write(&report, &mut std::io::sink())?;
    human::write(&report, human::Style { color: true, width: 80 }, &mut std::io::sink())?;
    assert!(started.elapsed().as_secs() < 10, "{:?}", started.elapsed());
    Ok(())
}
