//! The library as somebody else's program uses it, and that nothing of its inside is shown.

use factlint::{Checker, Config, Document, Error, Severity, Standing, Value};
use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
    thread,
};

mod common;

/// All that may be shown. What stands here is a promise: nothing goes within a major version, and what is new is a decision.
const SHOWN: [&str; 17] = [
    "Checker",
    "Cited",
    "Claim",
    "Complaint",
    "Config",
    "Document",
    "Error",
    "Evidence",
    "Finding",
    "Place",
    "Report",
    "Role",
    "Settled",
    "Severity",
    "Side",
    "Standing",
    "Value",
];

#[allow(clippy::unwrap_used, reason = "it is a test's")]
fn checker() -> Checker {
    Checker::new(Config::new()).unwrap()
}

#[test]
fn peers_and_drafts_with_sources_go_in_one_check() {
    let report = checker()
        .check(&[
            Document::text("draft", "Velling hospital has 412 beds and cost 86 million euros.").draft(),
            Document::markdown("register", "# Register\n\nVelling hospital has **214 beds** and cost 86 million euros.\n")
                .source(),
        ])
        .unwrap();
    let finding = &report.findings[0];
    assert_eq!((finding.rule.as_str(), finding.severity, finding.evidence.len()), ("count-conflict", Severity::Error, 2));
    let first = finding.first().unwrap();
    assert_eq!((first.place.name.as_str(), first.place.words.as_str()), ("draft", "412"));
    let mut values: Vec<_> = finding.evidence.iter().map(|e| (e.place.name.as_str(), e.value.clone().unwrap())).collect();
    values.sort_by_key(|(name, _)| *name);
    assert!(
        matches!(&values[0], ("draft", Value::Number { least: Some(n), unit: None, .. }) if (n - 412.0).abs() < 1e-9),
        "{values:?}"
    );
    assert!(matches!(&values[1], ("register", Value::Number { exact, .. }) if exact == "214"), "{values:?}");
    let claims: Vec<_> = report.support.iter().map(|c| (c.place.words.as_str(), c.standing)).collect();
    assert_eq!(claims, [("412", Standing::Contradicted), ("86 million euros", Standing::Supported)]);
    let money = report.support[1].value.as_ref().unwrap();
    assert!(matches!(money, Value::Number { unit: Some(unit), .. } if unit == "EUR"), "{money:?}");
}

#[test]
fn days_and_members_have_types_of_their_own() {
    let peers = [
        "The CSTO's six members meet on 28 May 2024.",
        "The CSTO consists of Armenia, Belarus, Kazakhstan, Kyrgyzstan and Russia.",
    ];
    let documents: Vec<_> = (0..).zip(peers).map(|(n, text)| Document::text(format!("{n}"), text)).collect();
    let report = checker().check(&documents).unwrap();
    let finding =
        report.findings.iter().find(|f| f.evidence.iter().any(|e| matches!(e.value, Some(Value::Members { .. })))).unwrap();
    let complete = finding.evidence.iter().find_map(|e| match &e.value {
        Some(Value::Members { include, complete: true, .. }) => Some(include.clone()),
        _ => None,
    });
    assert_eq!(complete.unwrap(), ["Armenia", "Belarus", "Kazakhstan", "Kyrgyzstan", "Russia"]);
    let report = checker()
        .check(&[
            Document::text("draft", "The Brenna bridge was opened on 28 May 1974.").draft(),
            Document::text("source", "The Brenna bridge was opened in June 1974.").source(),
        ])
        .unwrap();
    let value = report.support[0].value.as_ref().unwrap();
    assert!(matches!(value, Value::Days { edtf, first: Some(first), .. } if edtf == "1974-05-28" && first == edtf), "{value:?}");
}

#[test]
fn the_library_finds_what_the_command_finds() -> io::Result<()> {
    let folder = Path::new("examples/csto");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<io::Result<_>>()?;
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt" || e == "md"));
    paths.sort();
    assert!(paths.len() > 2);
    let documents: Vec<_> = paths.iter().map(|path| Document::read(path).unwrap()).collect();
    let report = checker().check(&documents).unwrap();
    let names: Vec<&str> = paths.iter().map(|path| path.to_str().unwrap()).collect();
    let run = common::factlint(Path::new("."), &[&["check", "--isolated", "--format", "json"], &names[..]].concat())?;
    let told: serde_json::Value = serde_json::from_str(&run.out)?;
    let told = told["findings"].as_array().unwrap();
    assert!(!told.is_empty() && told.len() == report.findings.len());
    for (told, finding) in told.iter().zip(&report.findings) {
        assert_eq!(told["message"], finding.message);
        assert_eq!(told["key"], finding.key);
        let starts: Vec<u64> = told["labels"].as_array().unwrap().iter().map(|l| l["start"].as_u64().unwrap()).collect();
        assert_eq!(starts, finding.evidence.iter().map(|e| e.place.range.start as u64).collect::<Vec<_>>());
    }
    Ok(())
}

#[test]
fn what_cannot_be_had_is_an_error_that_says_so() {
    let wrong = |config: Config| match Checker::new(config) {
        Err(Error::Config(wrong)) => wrong.join(" / "),
        other => panic!("{other:?}"),
    };
    for (config, said) in [
        (Config::new().enable("nonsense-rule"), "unknown rule or pack `nonsense-rule`"),
        (Config::new().severity("count-conflit", Severity::Info), "did you mean `count-conflict`?"),
        (Config::new().language("xx"), "no pack reads `xx`"),
        (Config::new().date("28 May"), "is no date of the form YYYY-MM-DD"),
        (Config::new().pack("tests/no-such-folder"), "tests/no-such-folder: cannot be read"),
    ] {
        let told = wrong(config);
        assert!(told.contains(said) && !told.contains("--"), "{told}");
    }
    let failed = |document: Document| checker().check(&[document]).unwrap_err().to_string();
    assert_eq!(failed(Document::text("a", "Six.").date("soon")), "a: `soon` is no date of the form YYYY-MM-DD");
    assert!(failed(Document::docx("b", b"%PDF-1.7".to_vec())).starts_with("b: "));
    assert!(Document::read("tests/no-such-file.txt").unwrap_err().to_string().contains("tests/no-such-file.txt"));
    assert!(Document::read("x.jsonl").is_err());
}

#[test]
fn what_is_not_understood_is_told_with_its_document() {
    let report = checker()
        .check(&[
            Document::text("a", "Norvik has 14 schools."),
            Document::markdown("b", "---\ndate: soon\n---\n\nNorvik has 14 schools.\n"),
            Document::text("c", "La ville compte quatorze écoles et trois bibliothèques, selon la mairie qui les gère.")
                .language("fr"),
            Document::markdown("d", "<!-- factlint: ok count-conflict: as agreed -->\n\nNorvik has 14 schools.\n"),
        ])
        .unwrap();
    let told: Vec<(usize, &str)> = report.complaints.iter().map(|c| (c.document, c.message.as_str())).collect();
    assert_eq!(told.iter().map(|(document, _)| *document).collect::<Vec<_>>(), [1, 2, 3], "{told:?}");
    assert!(told[0].1.contains("`soon`") && told[2].1.contains("settles nothing"), "{told:?}");
}

#[test]
fn marks_settle_and_sources_may_be_required() {
    /// More than a statement of a few words, which would have to say where its figures are from.
    const LONG: &str = "The choir has nine singers. They meet in the old school by the harbour, where the stove smokes and the windows \
                        rattle, and nobody has ever asked them to leave.";
    let text = "<!-- factlint: ok weekday-mismatch: as printed then -->\n\nThe fair was on Friday, 28 May 2024.\n";
    let report = checker().check(&[Document::markdown("a.md", text)]).unwrap();
    assert!(report.findings.is_empty());
    assert_eq!(report.settled[0].reason, "as printed then");
    assert_eq!(report.settled[0].finding.answer.as_deref(), Some("Tuesday"));
    let documents = [Document::text("draft", LONG).draft(), Document::text("source", "The choir sings on Mondays.").source()];
    let worst =
        |config: Config| Checker::new(config).unwrap().check(&documents).unwrap().findings.iter().map(|f| f.severity).max();
    assert_eq!(
        (worst(Config::new()), worst(Config::new().require_sources(true))),
        (Some(Severity::Info), Some(Severity::Warning))
    );
}

#[test]
fn one_checker_serves_many_threads() {
    let checker = checker();
    let documents = [Document::text("a", "The hearing is on Friday, 28 May 2024.")];
    let reports: Vec<_> = thread::scope(|scope| {
        let threads: Vec<_> = (0..4).map(|_| scope.spawn(|| checker.check(&documents).unwrap())).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(reports.iter().all(|report| *report == reports[0] && report.findings.len() == 1));
    assert!(checker.rules().any(|rule| rule == "weekday-mismatch"));
    assert!(checker.rules().collect::<Vec<_>>().is_sorted());
}

/// The names behind `pub use` in a file.
fn shown(text: &str) -> BTreeSet<String> {
    let uses = text.split("\npub use ").skip(1).filter_map(|after| after.split(';').next());
    let words = uses.flat_map(|list| list.split(|c: char| !c.is_alphanumeric() && c != '_'));
    words.filter(|word| word.starts_with(char::is_uppercase)).map(str::to_owned).collect()
}

#[test]
fn only_the_api_is_shown() -> io::Result<()> {
    let lib = fs::read_to_string("src/lib.rs")?;
    let code: String = lib.split_inclusive('\n').filter(|line| !line.trim_start().starts_with("//")).collect();
    let (own, inside) =
        code.split_once("#[cfg_attr(doc, doc(hidden))]\n#[path = \".\"]\npub mod internals {").expect("one hidden door");
    assert_eq!(shown(own), SHOWN.map(str::to_owned).into());
    let public = |text: &str| {
        text.lines().filter(|l| l.starts_with("pub ") && !l.starts_with("pub use")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!((public(own), public(inside)), (vec![], vec![]), "an inside is public");
    assert!(!own.contains('*') && inside.matches('}').count() == 1, "more than the door");
    Ok(())
}

/// What the public functions and fields of the API name is of the API or of the standard library.
#[test]
fn no_signature_names_an_inside() -> io::Result<()> {
    const STANDARD: [&str; 17] = [
        "Self", "String", "Option", "Some", "None", "Result", "Vec", "Path", "PathBuf", "Range", "Iterator", "Into", "AsRef",
        "Ok", "Err", "Item", "Box",
    ];
    let (mut named, mut files) = (BTreeSet::new(), 0);
    for entry in fs::read_dir("src/api")? {
        let text = fs::read_to_string(entry?.path())?;
        files += 1;
        let mut lines = text.lines().map(|line| line.split("//").next().unwrap_or_default());
        while let Some(line) = lines.next() {
            let of_variant =
                line.starts_with("        ") && line.trim_end().ends_with(',') && line.contains(": ") && !line.contains('(');
            if !line.trim_start().starts_with("pub ") || line.starts_with("pub use") {
                // The fields of an enum's variants are as public as it is.
                if of_variant
                    && text.contains("pub enum")
                    && line.trim().split(": ").next().is_some_and(|n| n.chars().all(char::is_alphanumeric))
                {
                    named.extend(types(line.split_once(": ").map_or("", |(_, ty)| ty)));
                }
                continue;
            }
            let mut signature = line.to_owned();
            while !signature.contains(['{', ';']) && !signature.trim_end().ends_with(',') {
                let Some(more) = lines.next() else { break };
                signature += more;
            }
            let signature = signature.split('{').next().unwrap_or_default();
            named.extend(types(signature));
        }
    }
    named.retain(|name| !STANDARD.contains(&name.as_str()) && !SHOWN.contains(&name.as_str()));
    assert!(files >= 5);
    assert!(named.is_empty(), "insides in signatures: {named:?}");
    Ok(())
}

/// The words of a signature that begin with a capital letter, and paths.
fn types(signature: &str) -> BTreeSet<String> {
    let words = signature.split(|c: char| !c.is_alphanumeric() && c != '_' && c != ':');
    let words = words.filter_map(|word| word.rsplit("::").next());
    words.filter(|word| word.starts_with(char::is_uppercase) && word.len() > 1).map(str::to_owned).collect()
}
