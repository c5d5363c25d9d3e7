//! Claims as rows of a table: what stands in them, that what is broken stops nothing, and that what was read is not read again.

#![allow(clippy::panic, reason = "a test stops at what it cannot read")]

mod common;

use common::{command, factlint, folder, run, text};
use serde_json::{Value, json};
use std::{collections::BTreeSet, io};

/// The rows of one kind.
fn rows(out: &str, kind: &str) -> Vec<Value> {
    let all = out.lines().map(|line| serde_json::from_str::<Value>(line).unwrap_or_else(|e| panic!("{e}: {line}")));
    all.filter(|row| row["row"] == kind).collect()
}

const QUAY: &str = "The Brenna quay is 240 metres long and cost about 68 million dollars.\n";

#[test]
fn a_row_has_bounds_places_and_keys() -> io::Result<()> {
    let folder = folder(&[("a.txt", QUAY.as_bytes()), ("b.txt", b"The 220-metre-long Brenna quay was opened in 1974.\n")])?;
    let run = factlint(folder.path(), &["extract", "."])?;
    assert_eq!(run.code, Some(0), "{}", run.err);
    let claims = rows(&run.out, "claim");
    let of = |words: &str| claims.iter().find(|row| row["text"] == words).unwrap_or_else(|| panic!("no {words}: {claims:?}"));
    let long = of("240 metres");
    assert_eq!((&long["document"], &long["line"], &long["column"]), (&json!("a.txt"), &json!(1), &json!(20)));
    assert_eq!((&long["unit"], &long["low"], &long["high"]), (&json!("metre"), &json!("239.5"), &json!("240.5")));
    assert_eq!((&long["fold_low"], &long["loose"]), (&json!(240.0), &json!(false)), "a plain figure is folded by itself");
    let cost = of("about 68 million dollars");
    assert_eq!((&cost["unit"], &cost["loose"], &cost["form"]), (&json!("USD"), &json!(true), &json!("hedged")));
    let year = of("1974");
    assert_eq!((&year["first_day"], &year["last_day"]), (&json!("1974-01-01"), &json!("1974-12-31")));
    // Both tell of the quay's length: they stand in one group.
    let shorter = claims.iter().find(|row| row["document"] == "b.txt" && row["unit"] == "metre").unwrap_or(&Value::Null);
    assert_eq!(long["measure"], shorter["measure"]);
    for column in ["what", "who"] {
        let keys = |row: &Value| row[column].as_array().into_iter().flatten().map(ToString::to_string).collect::<BTreeSet<_>>();
        assert!(!keys(long).is_disjoint(&keys(shorter)), "{column}: {long} {shorter}");
    }
    let documents = rows(&run.out, "document");
    assert_eq!(documents.iter().map(|row| &row["document"]).collect::<Vec<_>>(), ["a.txt", "b.txt"]);
    assert_eq!(documents[0]["claims"], claims.iter().filter(|row| row["document"] == "a.txt").count());
    Ok(())
}

#[test]
fn a_figure_has_what_keeps_it_apart() -> io::Result<()> {
    let folder = folder(&[
        ("a.txt", "The Brenna Museum in Velling had 240 old paintings in 2019.\n".as_bytes()),
        ("b.txt", "The Orra Museum in Velling had 220 boats.\n".as_bytes()),
    ])?;
    let run = factlint(folder.path(), &["extract", "."])?;
    let claims = rows(&run.out, "claim");
    let of = |words: &str| claims.iter().find(|row| row["text"] == words).unwrap_or_else(|| panic!("no {words}: {claims:?}"));
    let (paintings, boats) = (of("240"), of("220"));
    let bits = |row: &Value, column: &str| row[column].as_i64().unwrap_or_default();
    let governs = |row: &Value| row["governs"].as_array().into_iter().flatten().map(ToString::to_string).collect::<BTreeSet<_>>();
    assert!(!governs(paintings).is_empty() && !governs(boats).is_empty(), "{paintings} {boats}");
    assert_ne!(governs(paintings), governs(boats));
    assert_ne!((bits(paintings, "counted_bits"), bits(paintings, "narrows_bits")), (0, 0));
    assert_eq!(bits(boats, "narrows_bits"), 0, "nothing narrows it");
    assert_eq!((&paintings["timed"], &boats["timed"]), (&json!("said"), &Value::Null));
    // 1 January and 31 December 2019.
    assert_eq!((&paintings["time_low"], &paintings["time_high"]), (&json!(17_897.0), &json!(18_261.0)));
    Ok(())
}

#[test]
fn words_of_one_meaning_have_one_key() -> io::Result<()> {
    let folder = folder(&[])?;
    // Words are read where a figure stands with them.
    let lines: String = [("en", "employees"), ("en", "employee"), ("sv", "anst\u{e4}llda"), ("en", "museums")]
        .map(|(lang, word)| json!({"id": word, "text": format!("7 {word}"), "lang": lang}).to_string() + "\n")
        .concat();
    let run = run(folder.path(), &["extract", "-", "--words"], lines.as_bytes())?;
    let words: Vec<Value> = rows(&run.out, "document").iter().map(|row| row["words"].clone()).collect();
    assert_eq!(words.len(), 4, "{}", run.out);
    assert_eq!(words[0], words[1]);
    assert_eq!(words[0], words[2], "in another language too");
    assert_ne!(words[0], words[3]);
    Ok(())
}

#[test]
fn what_is_broken_is_a_row_and_the_rest_is_read() -> io::Result<()> {
    let lines =
        json!({"id": "good", "text": QUAY}).to_string() + "\n{\"id\": \n" + &json!({"id": "last", "text": QUAY}).to_string();
    let folder = folder(&[("a.jsonl", lines.as_bytes()), ("b.pdf", b"no PDF"), ("c.txt", QUAY.as_bytes())])?;
    let run = factlint(folder.path(), &["extract", "a.jsonl", "b.pdf", "c.txt", "missing.txt"])?;
    assert_eq!(run.code, Some(2));
    let read: Vec<Value> = rows(&run.out, "document").iter().map(|row| row["document"].clone()).collect();
    assert_eq!(read, ["good", "last", "c.txt"]);
    let problems = rows(&run.out, "problem");
    assert_eq!(problems.len(), 3, "{problems:?}");
    assert_eq!((&problems[0]["file"], &problems[0]["line"], &problems[0]["lost"]), (&json!("a.jsonl"), &json!(2), &json!(true)));
    Ok(())
}

#[test]
fn known_documents_are_named_and_not_read() -> io::Result<()> {
    let place = folder(&[("a.txt", QUAY.as_bytes()), ("b.txt", QUAY.as_bytes())])?;
    let first = factlint(place.path(), &["extract", "."])?;
    let hashes: Vec<String> =
        rows(&first.out, "document").iter().filter_map(|row| row["hash"].as_str().map(str::to_owned)).collect();
    assert_ne!(hashes[0], hashes[1], "a name is part of it");
    std::fs::write(place.path().join("known"), &hashes[0])?;
    let again = factlint(place.path(), &["extract", ".", "--known", "known"])?;
    let known: Vec<Value> = rows(&again.out, "document").iter().map(|row| row["known"].clone()).collect();
    assert_eq!(known, [true, false]);
    assert!(rows(&again.out, "claim").iter().all(|row| row["document"] == "b.txt"));
    Ok(())
}

#[test]
fn standard_input_is_json_lines_unless_its_name_says_otherwise() -> io::Result<()> {
    let folder = folder(&[])?;
    let line = json!({"id": "a", "text": QUAY, "date": "2025-03-17", "source": "Council"}).to_string();
    let lines = run(folder.path(), &["extract", "-", "--texts"], line.as_bytes())?;
    let document = &rows(&lines.out, "document")[0];
    assert_eq!((&document["document"], &document["date"], &document["text"]), (&json!("a"), &json!("2025-03-17"), &json!(QUAY)));
    let plain = run(folder.path(), &["extract", "-", "--stdin-filename", "x.txt"], QUAY.as_bytes())?;
    let keys = |out: &str| rows(out, "claim").iter().map(|row| row["key"].to_string()).collect::<Vec<_>>();
    assert_eq!(keys(&lines.out), keys(&plain.out), "keys do not depend on where a text comes from");
    assert!(!keys(&plain.out).is_empty());
    Ok(())
}

#[test]
fn a_request_names_files_only_where_that_is_asked_for() -> io::Result<()> {
    let folder = folder(&[("a.txt", QUAY.as_bytes()), ("b.txt", b"The Brenna quay is 220 metres long.\n")])?;
    let request =
        json!({"id": "a.txt", "path": "a.txt"}).to_string() + "\n" + &json!({"id": "b.txt", "path": "b.txt"}).to_string();
    let with = run(folder.path(), &["batch", "--files"], request.as_bytes())?;
    let answer: Value = serde_json::from_str(&with.out)?;
    assert_eq!(answer["findings"][0]["rule"], "figure-conflict", "{}", with.out);
    let without = run(folder.path(), &["batch"], request.as_bytes())?;
    assert_eq!(without.code, Some(2));
    assert!(without.out.contains("batch --files"), "{}", without.out);
    Ok(())
}

#[test]
fn without_the_python_package_it_is_said_how_to_get_it() -> io::Result<()> {
    let folder = folder(&[])?;
    for args in [&["archive", "check", "x.db"][..], &["extract", ".", "--format", "parquet"]] {
        let done = command(folder.path(), args).env("FACTLINT_PYTHON", "no-such-python").output()?;
        assert_eq!(done.status.code(), Some(2));
        assert!(text(&done.stderr).contains("pip install 'factlint[archive]'"), "{}", text(&done.stderr));
    }
    Ok(())
}
