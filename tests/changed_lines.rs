//! Findings on changed lines only: since a revision, staged, or by a diff from anywhere.

#![allow(clippy::panic, reason = "a test stops at what it cannot read")]

mod common;

use common::{factlint, run, texts};
use serde_json::Value;
use std::{fs, io, path::Path};

fn git(at: &Path, args: &[&str]) -> io::Result<String> {
    let run = common::git(at, args)?;
    assert!(run.status.success(), "git {args:?}: {}", common::text(&run.stderr));
    Ok(common::text(&run.stdout))
}

/// The places of what is found, and how many findings lie elsewhere.
fn found(at: &Path, args: &[&str]) -> io::Result<(Vec<String>, u64)> {
    let run = factlint(at, &[&["check", "--format", "json"], args].concat())?;
    let report: Value = serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {}{}", run.out, run.err));
    Ok(places(&report))
}

fn places(report: &Value) -> (Vec<String>, u64) {
    let place = |label: &Value| format!("{}:{}", label["document"].as_str().unwrap_or_default(), label["line"]);
    let of = |f: &Value| f["labels"].as_array().into_iter().flatten().map(place).collect::<Vec<_>>().join(" ");
    let findings = report["findings"].as_array().into_iter().flatten().map(of).collect();
    (findings, report["summary"]["elsewhere"].as_u64().unwrap_or(0))
}

const OLD: &str = "It met on Monday 5 March 2024.\n\nAll is well.\n";

fn repository() -> io::Result<tempfile::TempDir> {
    let folder = texts(&[
        ("drafts/a b.md", OLD),
        ("drafts/c.md", "The northern league has 15 clubs in all.\n"),
        ("sources/s.txt", "The northern league has 15 clubs in all.\n"),
        ("factlint.yaml", "against: [{drafts: drafts/*.md, sources: [sources/**]}]\n"),
    ])?;
    let at = folder.path();
    git(at, &["init", "--quiet", "--initial-branch=main"])?;
    git(at, &["add", "."])?;
    git(at, &["commit", "--quiet", "-m", "One"])?;
    Ok(folder)
}

#[test]
fn only_what_touches_a_changed_line() -> io::Result<()> {
    let folder = repository()?;
    let at = folder.path();
    assert_eq!(found(at, &[])?, (vec!["drafts/a b.md:1".to_owned()], 0));
    assert_eq!(found(at, &["--since", "HEAD"])?, (vec![], 1));
    let run = factlint(at, &["check", "--since", "HEAD"])?;
    assert_eq!(run.code, Some(0), "old findings are silent");
    assert!(run.out.contains("1 on unchanged lines"), "{}", run.out);
    // Unstaged, staged, committed on a branch: all are changes since.
    let new = format!("{OLD}\nIt met on Friday 5 March 2024.\n");
    fs::write(at.join("drafts/a b.md"), &new)?;
    let one = (vec!["drafts/a b.md:5".to_owned()], 1);
    assert_eq!(found(at, &["--since", "HEAD"])?, one);
    assert_eq!(found(at, &["--staged"])?, (vec![], 2));
    git(at, &["checkout", "--quiet", "-b", "work"])?;
    git(at, &["add", "."])?;
    assert_eq!(found(at, &["--since", "main"])?, one);
    assert_eq!(found(at, &["--staged"])?, one);
    assert_eq!(found(&at.join("drafts"), &["--staged"])?.0, ["a b.md:5"]);
    // What is not staged shifts lines, and what is changed once more is not what is staged.
    fs::write(at.join("drafts/a b.md"), format!("Before.\n\n{new}"))?;
    assert_eq!(found(at, &["--staged"])?, (vec!["drafts/a b.md:7".to_owned()], 1));
    fs::write(at.join("drafts/a b.md"), new.replace("Friday", "Sunday"))?;
    assert_eq!(found(at, &["--staged"])?, (vec![], 2));
    fs::write(at.join("drafts/a b.md"), &new)?;
    git(at, &["commit", "--quiet", "-m", "Two"])?;
    assert_eq!(found(at, &["--since", "main"])?, one);
    // What main did meanwhile is no change of this branch.
    git(at, &["checkout", "--quiet", "main"])?;
    fs::write(at.join("drafts/a b.md"), OLD.replace("well", "fine"))?;
    git(at, &["commit", "--quiet", "-a", "-m", "Three"])?;
    git(at, &["checkout", "--quiet", "work"])?;
    assert_eq!(found(at, &["--since", "main"])?, one);
    Ok(())
}

#[test]
fn a_changed_source_brings_its_drafts_findings() -> io::Result<()> {
    let folder = repository()?;
    let at = folder.path();
    fs::write(at.join("sources/s.txt"), "The northern league has 14 clubs in all.\n")?;
    let (findings, elsewhere) = found(at, &["--since", "HEAD"])?;
    assert_eq!((findings.len(), elsewhere), (1, 1));
    assert!(findings[0].contains("drafts/c.md:1") && findings[0].contains("sources/s.txt:1"), "{findings:?}");
    Ok(())
}

#[test]
fn renamed_and_new_files() -> io::Result<()> {
    let folder = repository()?;
    let at = folder.path();
    git(at, &["mv", "drafts/a b.md", "drafts/å.md"])?;
    assert_eq!(found(at, &["--since", "HEAD"])?, (vec![], 1), "a file that moved has not changed");
    fs::write(at.join("drafts/new.md"), OLD)?;
    assert_eq!(found(at, &["--since", "HEAD"])?, (vec!["drafts/new.md:1".to_owned()], 1));
    assert_eq!(found(at, &["--staged"])?, (vec![], 2));
    Ok(())
}

#[test]
fn a_diff_may_come_from_anywhere() -> io::Result<()> {
    let folder = repository()?;
    let at = folder.path();
    fs::write(at.join("drafts/a b.md"), format!("{OLD}\nIt met on Friday 5 March 2024.\n"))?;
    let diff = git(at, &["diff"])?;
    fs::write(at.join("x.diff"), &diff)?;
    let one = (vec!["drafts/a b.md:5".to_owned()], 1);
    assert_eq!(found(at, &["--diff", "x.diff"])?, one);
    let piped = run(at, &["check", "--format", "json", "--diff", "-"], diff.as_bytes())?;
    assert_eq!(places(&serde_json::from_str(&piped.out)?), one);
    fs::write(at.join("x.diff"), "")?;
    assert_eq!(found(at, &["--diff", "x.diff"])?, (vec![], 2));
    for (content, told) in [("no diff", "no unified diff"), ("--- a\n+++ b\n@@ 1 @@\n", "line 3 begins a hunk")] {
        fs::write(at.join("x.diff"), content)?;
        let run = factlint(at, &["check", "--diff", "x.diff"])?;
        assert_eq!((run.code, run.err.contains(told)), (Some(2), true), "{}", run.err);
    }
    Ok(())
}

#[test]
fn what_git_cannot_tell_is_an_error() -> io::Result<()> {
    let folder = repository()?;
    let at = folder.path();
    let failed = |at: &Path, args: &[&str], told: &str| -> io::Result<()> {
        let run = factlint(at, &[&["check"], args].concat())?;
        assert_eq!((run.code, run.out.as_str()), (Some(2), ""), "{args:?}");
        assert!(run.err.contains(told), "{args:?}: {}", run.err);
        Ok(())
    };
    failed(at, &["--since", "nowhere"], "no revision `nowhere` here\n")?;
    failed(at, &["--diff", "nowhere"], "cannot read nowhere")?;
    failed(at, &["--since", "HEAD", "--staged"], "cannot be used with")?;
    let outside = texts(&[("a.md", OLD)])?;
    failed(outside.path(), &["--staged"], "is in no repository")?;
    fs::write(at.join("drafts/c.md"), "Two.\n")?;
    git(at, &["commit", "--quiet", "-a", "-m", "Two"])?;
    let clone = tempfile::tempdir()?;
    let from = format!("file://{}", at.display());
    git(clone.path(), &["clone", "--quiet", "--depth", "1", &from, "shallow"])?;
    let shallow = clone.path().join("shallow");
    failed(&shallow, &["--since", "HEAD~1"], "git fetch --unshallow")?;
    assert_eq!(found(&shallow, &["--since", "HEAD"])?.0, Vec::<String>::new());
    Ok(())
}
