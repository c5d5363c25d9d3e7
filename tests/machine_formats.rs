//! Formats for tools, each held to its published schema, or read by a parser that others wrote; what stands in them, and where they go.

#![allow(clippy::panic, reason = "a test stops at what it cannot read")]

mod common;

use common::{factlint, texts};
use quick_xml::{Reader, escape::unescape, events::Event};
use serde::Deserialize;
use serde_json::Value;
use std::{collections::BTreeMap, fs, io, path::Path};

/// Names and texts with what each format must escape.
fn hostile() -> io::Result<tempfile::TempDir> {
    texts(&[
        (
            "drafts/å, b: 100%<&\"'.md",
            "# \"T\" <b>\n\nAt Ås | the *northern* league & co has\n15 clubs in all. It met on Monday 5 March 2024.\n",
        ),
        ("drafts/good.md", "All is well.\n"),
        ("drafts/kept.md", "It met on Friday 5 March 2024. <!-- factlint: ok weekday-mismatch: as the \"minutes\" have it -->\n"),
        ("sources/a,b.txt", "At Ås | the northern league & co has 14 clubs in all.\n"),
        ("factlint.yaml", "against: [{drafts: drafts/*.md, sources: [sources/**]}]\n"),
    ])
}

const DRAFT: &str = "drafts/å, b: 100%<&\"'.md";

fn print(at: &Path, format: &str) -> io::Result<String> {
    let run = factlint(at, &["check", "--format", format])?;
    assert_eq!((run.code, run.err.as_str()), (Some(1), ""), "{format}");
    let again = factlint(at, &["check", "--format", format])?;
    assert_eq!(run.out, again.out, "the same bytes for the same input");
    Ok(run.out)
}

#[test]
fn sarif_is_that_of_the_standard() -> io::Result<()> {
    let schema: Value = serde_json::from_str(include_str!("published/sarif-2.1.0.json"))?;
    let mut compiler = boon::Compiler::new();
    let mut schemas = boon::Schemas::new();
    compiler.add_resource("sarif.json", schema).unwrap();
    let schema = compiler.compile("sarif.json", &mut schemas).unwrap();
    let folder = hostile()?;
    let log: Value = serde_json::from_str(&print(folder.path(), "sarif")?)?;
    if let Err(error) = schemas.validate(&log, schema) {
        panic!("{error:#}");
    }
    let mut wrong = log.clone();
    wrong["runs"][0]["results"][0]["level"] = "bad".into();
    assert!(schemas.validate(&wrong, schema).is_err(), "the schema must be able to refuse");
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let rules: Vec<&str> = results.iter().filter_map(|r| r["ruleId"].as_str()).collect();
    assert_eq!(rules, ["count-conflict", "weekday-mismatch", "weekday-mismatch"]);
    for result in results {
        let index = result["ruleIndex"].as_u64().unwrap() as usize;
        assert_eq!(run["tool"]["driver"]["rules"][index]["id"], result["ruleId"]);
        assert_eq!(result["partialFingerprints"]["factlintKey/v1"].as_str().map(str::len), Some(16));
    }
    let place = &results[0]["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "drafts/%C3%A5%2C%20b%3A%20100%25%3C%26%22%27.md");
    let region = &place["region"];
    let draft = fs::read_to_string(folder.path().join(DRAFT))?;
    let at = draft.find("15").unwrap();
    assert_eq!(
        (&region["startLine"], &region["startColumn"], &region["endColumn"]),
        (&4.into(), &1.into(), &3.into()),
        "{region}"
    );
    assert_eq!((&region["byteOffset"], &region["byteLength"]), (&at.into(), &2.into()));
    assert_eq!((&region["charOffset"], &region["charLength"]), (&draft[..at].chars().count().into(), &2.into()));
    let beside = &results[0]["relatedLocations"][0];
    assert_eq!(
        (&beside["physicalLocation"]["artifactLocation"]["uri"], &beside["message"]["text"]),
        (&"sources/a%2Cb.txt".into(), &"14".into())
    );
    assert!(results[0].get("suppressions").is_none());
    assert_eq!(results[2]["suppressions"][0]["kind"], "inSource");
    assert_eq!(results[2]["suppressions"][0]["justification"], "as the \"minutes\" have it");
    Ok(())
}

#[test]
fn fingerprints_stay_when_lines_move() -> io::Result<()> {
    let folder = hostile()?;
    let keys = || -> io::Result<Vec<Value>> {
        let log: Value = serde_json::from_str(&print(folder.path(), "sarif")?)?;
        Ok(log["runs"][0]["results"].as_array().unwrap().iter().map(|r| r["partialFingerprints"].clone()).collect())
    };
    let before = keys()?;
    let draft = fs::read_to_string(folder.path().join(DRAFT))?;
    fs::write(folder.path().join(DRAFT), draft.replace("\n\n", "\n\nMore.\n\n"))?;
    assert_eq!(keys()?, before);
    fs::write(folder.path().join(DRAFT), draft.replace("15 clubs", "16 clubs"))?;
    assert_ne!(keys()?[0], before[0]);
    Ok(())
}

#[test]
fn annotations_are_commands_of_one_line() -> io::Result<()> {
    let folder = hostile()?;
    let out = print(folder.path(), "github")?;
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines.len(), 3, "{out}");
    // As the runner reads them: properties up to `::`, parted by commas.
    let (properties, message) = lines[0].strip_prefix("::error ").and_then(|l| l.split_once("::")).unwrap();
    let decoded = |text: &str| text.replace("%2C", ",").replace("%3A", ":").replace("%0A", "\n").replace("%25", "%");
    let properties: BTreeMap<&str, String> =
        properties.split(',').filter_map(|p| p.split_once('=')).map(|(key, value)| (key, decoded(value))).collect();
    assert_eq!(properties["file"], DRAFT);
    assert_eq!((properties["line"].as_str(), properties["col"].as_str(), properties["endColumn"].as_str()), ("4", "1", "3"));
    assert_eq!(properties["title"], "count-conflict");
    assert!(decoded(message).contains("(sources/a,b.txt:1:38: 14)"), "{message}");
    Ok(())
}

/// An issue as GitLab's documentation describes it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Issue {
    description: String,
    check_name: String,
    fingerprint: String,
    severity: IssueSeverity,
    location: IssueLocation,
}

#[derive(Deserialize, PartialEq, Debug)]
#[serde(rename_all = "lowercase")]
enum IssueSeverity {
    Info,
    Minor,
    Major,
    Critical,
    Blocker,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IssueLocation {
    path: String,
    lines: IssueLines,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IssueLines {
    begin: u64,
    end: u64,
}

#[test]
fn code_quality_is_as_the_host_reads_it() -> io::Result<()> {
    let folder = hostile()?;
    // Two findings that are known again by the same words are two issues.
    fs::write(folder.path().join("drafts/twice.md"), "It met on Monday 5 March 2024.\n\nIt met on Monday 5 March 2024.\n")?;
    let issues: Vec<Issue> = serde_json::from_str(&print(folder.path(), "gitlab")?)?;
    let keys: std::collections::BTreeSet<&str> = issues.iter().map(|issue| issue.fingerprint.as_str()).collect();
    assert_eq!((issues.len(), keys.len()), (4, 4));
    let first = issues.iter().find(|issue| issue.check_name == "count-conflict").unwrap();
    assert_eq!((first.location.path.as_str(), first.location.lines.begin, first.location.lines.end), (DRAFT, 4, 4));
    assert!(first.severity == IssueSeverity::Major && first.description.contains("14"));
    Ok(())
}

#[test]
fn junit_is_read_by_its_parser() -> io::Result<()> {
    let folder = hostile()?;
    let xml = print(folder.path(), "junit")?;
    let suites = junit_parser::from_reader(xml.as_bytes()).unwrap();
    assert_eq!((suites.tests, suites.failures, suites.suites.len()), (5, 2, 4), "{xml}");
    let draft = suites.suites.iter().find(|suite| suite.name == DRAFT).unwrap();
    assert_eq!((draft.tests, draft.failures, draft.cases.len()), (2, 2, 2));
    let failure = match &draft.cases[0].status {
        junit_parser::TestStatus::Failure(failure) => failure,
        other => panic!("{other:?}"),
    };
    assert!(failure.message.contains("14") && failure.text.contains("sources/a,b.txt:1:38: 14"), "{failure:?}");
    let good = suites.suites.iter().find(|suite| suite.name == "drafts/good.md").unwrap();
    assert_eq!((good.tests, good.failures), (1, 0));
    Ok(())
}

#[test]
fn checkstyle_is_xml_of_files_and_errors() -> io::Result<()> {
    let folder = hostile()?;
    let xml = print(folder.path(), "checkstyle")?;
    let mut reader = Reader::from_str(&xml);
    let (mut path, mut found) = (Vec::new(), Vec::new());
    loop {
        let event = reader.read_event().unwrap();
        let element = match &event {
            Event::Start(element) | Event::Empty(element) => element,
            Event::End(_) => {
                path.pop();
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        let name = element.name().as_ref().to_owned();
        let attributes: BTreeMap<String, String> = element
            .attributes()
            .map(|a| a.unwrap())
            .map(|a| (a.key.as_ref().to_owned(), unescape(&a.value).unwrap().into_owned()))
            .collect();
        if name == "error" {
            assert_eq!(path.len(), 2);
            found.push((path.last().cloned().unwrap_or_default(), attributes));
        } else if matches!(event, Event::Start(_)) {
            path.push(attributes.get("name").cloned().unwrap_or(name));
        }
    }
    assert_eq!((path.len(), found.len()), (0, 2), "{xml}");
    let (file, error) = &found[0];
    assert_eq!((file.as_str(), error["line"].as_str(), error["column"].as_str()), (DRAFT, "4", "1"));
    assert_eq!((error["severity"].as_str(), error["source"].as_str()), ("error", "factlint.count-conflict"));
    Ok(())
}

/// What reviewdog's description of its format allows.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DiagnosticResult {
    source: Source,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Source {
    name: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
struct Diagnostic {
    message: String,
    location: Location,
    severity: String,
    code: Code,
    #[serde(default)]
    related_locations: Vec<Related>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    value: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Related {
    message: String,
    location: Location,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Location {
    path: String,
    range: BTreeMap<String, BTreeMap<String, usize>>,
}

#[test]
fn reviewdog_gets_bytes_for_columns() -> io::Result<()> {
    let folder = hostile()?;
    let result: DiagnosticResult = serde_json::from_str(&print(folder.path(), "rdjson")?)?;
    assert_eq!((result.source.name.as_str(), result.diagnostics.len()), ("factlint", 2));
    let one = &result.diagnostics[0];
    assert_eq!((one.code.value.as_str(), one.severity.as_str(), one.location.path.as_str()), ("count-conflict", "ERROR", DRAFT));
    assert!(one.message.contains("14"));
    let source = &one.related_locations[0];
    // "Ås" has a byte more than characters.
    assert_eq!((source.message.as_str(), source.location.path.as_str()), ("14", "sources/a,b.txt"));
    assert_eq!((source.location.range["start"]["column"], source.location.range["end"]["column"]), (39, 41));
    Ok(())
}

#[test]
fn tables_are_whole() -> io::Result<()> {
    let folder = hostile()?;
    let table = print(folder.path(), "markdown")?;
    let (mut rows, mut cells, mut words) = (0, 0, String::new());
    for event in pulldown_cmark::Parser::new_ext(&table, pulldown_cmark::Options::ENABLE_TABLES) {
        match event {
            pulldown_cmark::Event::Start(pulldown_cmark::Tag::TableRow) => rows += 1,
            pulldown_cmark::Event::Start(pulldown_cmark::Tag::TableCell) => cells += 1,
            pulldown_cmark::Event::Text(text) => words += &text,
            pulldown_cmark::Event::InlineHtml(html) => assert_eq!(&*html, "<br>", "nothing of a text is a tag"),
            pulldown_cmark::Event::Start(tag) => {
                assert!(!matches!(tag, pulldown_cmark::Tag::Emphasis | pulldown_cmark::Tag::Link { .. }), "{tag:?}");
            }
            _ => {}
        }
    }
    assert_eq!((rows, cells), (2, 15), "{table}");
    assert!(words.contains("drafts/å, b: 100%<&\"'.md:4:1"), "{words}");
    let csv = print(folder.path(), "csv")?;
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let header: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    assert_eq!(header.join(" "), "rule severity document line column text message help beside key");
    let rows: Vec<csv::StringRecord> = reader.records().collect::<Result<_, _>>()?;
    assert_eq!((rows.len(), &rows[0][2], &rows[0][3], &rows[0][5]), (2, DRAFT, "4", "15"));
    Ok(())
}

#[test]
fn several_formats_go_to_several_places() -> io::Result<()> {
    let folder = hostile()?;
    let at = folder.path();
    let run = factlint(at, &["check", "--format", "human", "--format", "sarif=out/r.sarif", "--format", "junit=r.xml"])?;
    assert_eq!(run.code, Some(1), "{}", run.err);
    assert!(run.out.contains("2 errors, 1 settled"), "{}", run.out);
    assert_eq!(fs::read_to_string(at.join("out/r.sarif"))?, print(at, "sarif")?);
    assert_eq!(fs::read_to_string(at.join("r.xml"))?, print(at, "junit")?);
    let run = factlint(at, &["check", "--output-file", ".r.txt", "--format", "csv=.r.csv", "--format", "human"])?;
    assert_eq!((run.code, run.out.as_str()), (Some(1), ""));
    assert_eq!(fs::read_to_string(at.join(".r.txt"))?, print(at, "human")?);
    for (args, told) in [
        (&["--format", "human", "--format", "json"][..], "cannot both go to standard output"),
        (&["--format", "csv=a", "--output-file", "b"], "without a file of its own"),
        (&["--format", "sarf"], "did you mean `sarif`?"),
        (&["--format", "csv="], "name the file"),
        (&["--format", "sarif=drafts"], "cannot write drafts"),
    ] {
        let run = factlint(at, &[&["check"], args].concat())?;
        assert_eq!((run.code, run.err.contains(told)), (Some(2), true), "{args:?}: {}", run.err);
    }
    Ok(())
}
