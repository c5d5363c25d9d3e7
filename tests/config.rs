//! A folder's `factlint.yaml`: where it is found, what it decides, what the command line overrules, and how its mistakes are told.

#![allow(clippy::panic, reason = "a test stops at what it cannot read")]

mod common;

use common::{Run, factlint, texts};
use serde_json::Value;
use std::{fs, io, path::Path};

const DRAFT: (&str, &str) = ("drafts/a.md", "# T\n\nThe league has 15 clubs.\n");
const SOURCE: (&str, &str) = ("sources/a.txt", "The league has 14 clubs.\n");
const NOTE: (&str, &str) = ("notes/n.txt", "It met on Monday 5 March 2024.\n");
const SET: &str = "against:\n  - drafts: drafts/*.md\n    sources: [sources/**]\n";

/// The rules that found something, each with its severity.
fn found(run: &Run) -> Vec<(String, String)> {
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {} {}", run.out, run.err));
    let one =
        |f: &Value| (f["rule"].as_str().unwrap_or_default().to_owned(), f["severity"].as_str().unwrap_or_default().to_owned());
    report["findings"].as_array().into_iter().flatten().map(one).collect()
}

fn check(folder: &Path, args: &[&str]) -> io::Result<Vec<(String, String)>> {
    Ok(found(&factlint(folder, &[&["check", "--format", "json"], args].concat())?))
}

fn pair(rule: &str, severity: &str) -> (String, String) {
    (rule.to_owned(), severity.to_owned())
}

#[test]
fn check_alone_does_the_job() -> io::Result<()> {
    let folder = texts(&[DRAFT, SOURCE, NOTE, ("factlint.yaml", SET)])?;
    let both = [pair("weekday-mismatch", "error"), pair("count-conflict", "error")];
    let mut all = check(folder.path(), &[])?;
    all.sort_by(|a, b| b.cmp(a));
    assert_eq!(all, both);
    // From within, what lies there is checked, with the sources wherever they lie.
    let run = factlint(&folder.path().join("drafts"), &["check", "--format", "json"])?;
    assert_eq!(found(&run), [pair("count-conflict", "error")]);
    assert!(run.out.contains("../sources/a.txt") && run.out.contains("\"document\":\"a.md\""), "{}", run.out);
    // The table of support goes by it too; a source that is named is a text like others.
    let run = factlint(folder.path(), &["claims", "drafts"])?;
    assert!(run.out.contains("1 contradicted"), "{}", run.out);
    assert_eq!(check(folder.path(), &["sources/a.txt"])?, []);
    assert_eq!(check(folder.path(), &["--isolated", "drafts"])?, []);
    // `--against` alone is for the drafts of the configuration.
    assert_eq!(check(folder.path(), &["--against", "sources"])?, [pair("count-conflict", "error")]);
    Ok(())
}

#[test]
fn sources_of_several_sets_are_kept_apart() -> io::Result<()> {
    let config = "against:\n  - {drafts: a/d.md, sources: a/s.txt}\n  - {drafts: b/d.md, sources: [b/s.txt]}\n";
    let folder = texts(&[
        ("factlint.yaml", config),
        ("a/d.md", "The league has 15 clubs.\n"),
        ("a/s.txt", "The league has 15 clubs.\n"),
        ("b/d.md", "The league has 14 clubs.\n"),
        ("b/s.txt", "The league has 13 clubs.\n"),
    ])?;
    let run = factlint(folder.path(), &["check", "--format", "json"])?;
    assert_eq!(found(&run), [pair("count-conflict", "error")], "{}", run.out);
    let report: Value = serde_json::from_str(&run.out)?;
    let labels = report["findings"][0]["labels"].as_array().cloned().unwrap_or_default();
    let mut places: Vec<_> = labels.iter().filter_map(|l| Some((l["document"].as_str()?, l["text"].as_str()?))).collect();
    places.sort_unstable();
    assert_eq!(places, [("b/d.md", "14"), ("b/s.txt", "13")]);
    assert_eq!(report["summary"]["documents"], 4);
    Ok(())
}

#[test]
fn what_is_left_out_weighs_less_or_is_off() -> io::Result<()> {
    let folder = texts(&[DRAFT, SOURCE, NOTE])?;
    let config = |text: &str| fs::write(folder.path().join("factlint.yaml"), format!("{SET}{text}"));
    config("exclude: notes\n")?;
    assert_eq!(check(folder.path(), &[])?, [pair("count-conflict", "error")]);
    assert_eq!(check(folder.path(), &["notes/n.txt"])?, [pair("weekday-mismatch", "error")]);
    let run = factlint(folder.path(), &["check", "--force-exclude", "notes/n.txt"])?;
    assert_eq!((run.code, run.out.contains("0 texts")), (Some(0), true), "{}{}", run.out, run.err);
    config("include: ['*.md']\n")?;
    assert_eq!(check(folder.path(), &[])?, [pair("count-conflict", "error")], "sources are not what `include` is about");
    config("rules: {weekday-mismatch: off, count-conflict: info}\n")?;
    assert_eq!(check(folder.path(), &[])?, [pair("count-conflict", "info")]);
    assert_eq!(factlint(folder.path(), &["check"])?.code, Some(0));
    assert_eq!(check(folder.path(), &["--severity", "count-conflict=warning", "--enable", "weekday-mismatch"])?.len(), 2);
    config("fail-on: never\n")?;
    assert_eq!(factlint(folder.path(), &["check"])?.code, Some(0));
    assert_eq!(factlint(folder.path(), &["check", "--fail-on", "error"])?.code, Some(1));
    config(
        "overrides:\n  - {files: notes/**, rules: {weekday-mismatch: off}}\n  - {files: drafts, rules: {count-conflict: info}}\n",
    )?;
    assert_eq!(check(folder.path(), &[])?, [pair("count-conflict", "info")]);
    config("limits: {texts: 1}\n")?;
    let run = factlint(folder.path(), &["check"])?;
    assert_eq!((run.code, run.err.contains("allows 1")), (Some(2), true), "{}", run.err);
    config("limits: {file-bytes: 10}\n")?;
    let run = factlint(folder.path(), &["check", "notes"])?;
    assert_eq!((run.code, run.err.contains("up to 10 bytes")), (Some(2), true), "{}", run.err);
    Ok(())
}

#[test]
fn a_day_may_stand_in_the_name_of_a_file() -> io::Result<()> {
    let folder = texts(&[("2024-03-05-council.txt", "The quay opened yesterday.\n"), ("factlint.yaml", "date: file-name\n")])?;
    let run = factlint(folder.path(), &["claims", "--format", "json"])?;
    assert!(run.out.contains("2024-03-04"), "{}", run.out);
    let run = factlint(folder.path(), &["claims", "--format", "json", "--isolated"])?;
    assert!(!run.out.contains("2024-03-04"), "{}", run.out);
    Ok(())
}

#[test]
fn mistakes_are_told_at_their_place() -> io::Result<()> {
    let folder =
        texts(&[NOTE, ("pack/pack.yaml", "name: pack\nversion: 1.0.0\nfactlint: '>=0.1'\nlanguages: [en]\nsummary: A pack.\n")])?;
    for (config, at, said) in [
        ("againts: []\n", "1:1", "did you mean `against`?"),
        ("fail-on: maybe\n", "1:10", "known: `error`, `warning`, `info`, `never`"),
        ("against:\n  - drafts: a\n", "2:5", "the key `sources` is missing"),
        ("exclude: [a, ../b]\n", "1:14", "leads out of the folder"),
        ("date: 2024-02-30\n", "1:7", "no day of the calendar"),
        ("lang: 1\n", "1:7", "no language tag"),
        ("packs: [{path: pack, version: new}]\n", "1:31", "no requirement on versions"),
        ("packs: [{path: pack, version: '>=2'}]\n", "1:31", "version 1.0.0, and >=2 is asked for"),
        ("rules: {weekday-mismatsh: off}\n", "1:9", "did you mean `weekday-mismatch`?"),
        ("rules: {weekday-mismatch: of}\n", "1:27", "did you mean `off`?"),
        ("overrides: [{files: a, rules: {weekday: off}}]\n", "1:32", "unknown rule `weekday`"),
        ("limits: {texts: many}\n", "1:17", "expected a whole number from 0"),
        ("a\n", "1:1", "expected a map of keys to values"),
        ("a: [\n", "1:4", "no valid YAML"),
    ] {
        fs::write(folder.path().join("factlint.yaml"), config)?;
        let run = factlint(folder.path(), &["check", "notes"])?;
        let told = run.err.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(run.code, Some(2), "{config}: {}", run.err);
        assert!(told.contains(&format!("factlint.yaml:{at}]")) && told.contains(said), "{config}: {}", run.err);
    }
    fs::write(folder.path().join("factlint.yaml"), "")?;
    assert_eq!(factlint(folder.path(), &["check", "notes"])?.code, Some(1), "an empty one says nothing");
    fs::write(folder.path().join("factlint.yaml"), "against: [{drafts: notes/*, sources: [wire/**]}]\n")?;
    let run = factlint(folder.path(), &["check"])?;
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("no text matches `wire/**`") && run.err.contains("factlint.yaml:1:"), "{}", run.err);
    let run = factlint(folder.path(), &["check", "--config", "nowhere.yaml"])?;
    assert_eq!((run.code, run.err.contains("nowhere.yaml: cannot be read")), (Some(2), true), "{}", run.err);
    Ok(())
}

#[test]
fn the_nearest_one_counts_up_to_the_repository() -> io::Result<()> {
    let off = "rules: {weekday-mismatch: off}\n";
    let folder = texts(&[
        ("factlint.yaml", off),
        ("r/.git/HEAD", ""),
        ("r/n.txt", NOTE.1),
        ("s/n.txt", NOTE.1),
        ("s/t/factlint.yaml", ""),
    ])?;
    assert_eq!(check(folder.path(), &["s/n.txt"])?, []);
    assert_eq!(check(folder.path(), &["r/n.txt"])?.len(), 1, "that of a folder around the repository is another's");
    assert_eq!(check(folder.path(), &["r/n.txt", "--config", "factlint.yaml"])?, []);
    fs::write(folder.path().join("s/t/n.txt"), NOTE.1)?;
    assert_eq!(check(folder.path(), &["s/t"])?.len(), 1);
    let run = factlint(folder.path(), &["check", "s/n.txt", "s/t/n.txt"])?;
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("another configuration"), "{}", run.err);
    Ok(())
}

#[test]
fn a_draft_is_looked_for_or_missed() -> io::Result<()> {
    let folder = texts(&[SOURCE])?;
    let run = factlint(folder.path(), &["check", "--against", "sources"])?;
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("no draft is left") && run.err.contains("factlint init"), "{}", run.err);
    fs::write(folder.path().join("draft.md"), DRAFT.1)?;
    assert_eq!(check(folder.path(), &["--against", "sources"])?, [pair("count-conflict", "error")]);
    Ok(())
}

#[test]
fn what_counts_and_where_it_comes_from() -> io::Result<()> {
    let folder = texts(&[NOTE, ("factlint.yaml", "lang: en\nrules:\n  name-variant: off\nexclude: old\n")])?;
    let run = factlint(folder.path(), &["config", "--severity", "count-conflict=info"])?;
    let lines: Vec<String> = run.out.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for line in [
        "lang: en # factlint.yaml:1",
        "name-variant: off # factlint.yaml:3",
        "count-conflict: info # command line",
        "exclude: [old] # factlint.yaml:4",
        "fail-on: warning # default",
    ] {
        assert!(lines.iter().any(|l| l == line), "{line}: {}", run.out);
    }
    // What is shown is a configuration that says the same.
    fs::write(folder.path().join("factlint.yaml"), &run.out)?;
    let again = factlint(folder.path(), &["config"])?;
    let values = |out: &str| out.lines().filter_map(|l| Some(l.split_once("  # ")?.0.to_owned())).collect::<Vec<_>>();
    assert_eq!((again.code, values(&again.out)), (Some(0), values(&run.out)), "{}", again.err);
    let schema: Value = serde_json::from_str(&factlint(folder.path(), &["config", "--schema"])?.out)?;
    assert_eq!(schema["properties"]["fail-on"]["anyOf"][0]["$ref"], "#/$defs/FailOn");
    Ok(())
}

#[test]
fn init_writes_what_it_finds() -> io::Result<()> {
    let pack = ("house/pack.yaml", "name: house\nversion: 1.0.0\nfactlint: '>=0.1'\nlanguages: [en]\nsummary: A pack.\n");
    let folder = texts(&[DRAFT, SOURCE, NOTE, pack])?;
    let run = factlint(folder.path(), &["init"])?;
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("1 set of drafts and sources, 1 pack"), "{}", run.out);
    assert_eq!(check(folder.path(), &["drafts"])?, [pair("count-conflict", "error")]);
    let shown = factlint(folder.path(), &["config"])?;
    assert!(shown.out.contains("path: house, version: \"^1.0.0\""), "{}{}", shown.out, shown.err);
    let run = factlint(folder.path(), &["init"])?;
    assert_eq!((run.code, run.err.contains("exists already")), (Some(2), true));
    Ok(())
}
