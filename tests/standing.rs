//! Where somebody stands in an organisation: findings show words, each contradiction is told once, and a draft's figures stay its own.

#![allow(clippy::unwrap_used, reason = "a test stops at what it cannot read")]

mod common;

use common::{factlint, texts};
use serde_json::Value;
use std::io;

fn findings(files: &[(&str, &str)], args: &[&str]) -> io::Result<Vec<Value>> {
    let folder = texts(files)?;
    let run = factlint(folder.path(), &[&["check", "--format", "json"], args].concat())?;
    let report: Value = serde_json::from_str(&run.out)?;
    Ok(report["findings"].as_array().unwrap().clone())
}

#[test]
fn what_the_rule_on_members_reports_is_not_reported_again() -> io::Result<()> {
    let text = "The United States left UNESCO in 2018. Today the ministers met. The United States is a member of UNESCO.";
    let rules = |args: &[&str]| -> io::Result<Vec<String>> {
        let found = findings(&[("a.txt", text)], args)?;
        Ok(found.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect())
    };
    assert_eq!(rules(&["a.txt"])?, ["member-conflict"]);
    assert_eq!(rules(&["a.txt", "--disable", "member-conflict"])?, ["status-conflict"]);
    Ok(())
}

#[test]
fn a_draft_is_held_against_its_source_and_its_year_is_not_taken_for_supported() -> io::Result<()> {
    let source = "Norland is a full member of the Vesper Pact. Its seat is in Brenna.\n";
    let other = findings(
        &[("draft.txt", "Norland, an observer at the Vesper Pact since 2012, abstained.\n"), ("source.txt", source)],
        &["draft.txt", "--against", "source.txt"],
    )?;
    let of_status: Vec<&Value> = other.iter().filter(|finding| finding["rule"] == "status-conflict").collect();
    let [finding] = of_status[..] else { panic!("{other:?}") };
    assert_eq!(finding["message"], "Vesper Pact: the status of Norland is given as observer and full member");
    let files = [("draft.txt", "Norland, a member of the Vesper Pact since 2012, abstained.\n"), ("source.txt", source)];
    let folder = texts(&files)?;
    let run = factlint(folder.path(), &["claims", "draft.txt", "--against", "source.txt"])?;
    assert!(run.out.contains("not found     2012") || run.out.contains("not found     since 2012"), "{}", run.out);
    Ok(())
}
