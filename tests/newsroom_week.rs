//! A newsroom's week: a configuration from what is there, a baseline, and then only what is new.

#![cfg(unix)]

mod common;

use common::{Run, factlint, git, texts};
use std::{fs, io, os::unix::fs::PermissionsExt as _, path::Path};

fn must(at: &Path, args: &[&str]) -> io::Result<()> {
    let run = git(at, args)?;
    assert!(run.status.success(), "git {args:?}: {}", common::text(&run.stderr));
    Ok(())
}

fn last_line(run: &Run) -> &str {
    run.out.lines().last().unwrap_or_default()
}

const SOURCE: &str = "The northern league has 14 clubs in all. The cup was founded in 1931.\n";
const MONDAY: &str = "# Clubs\n\nThe northern league has 15 clubs in all.\n\nThe cup was founded in 1931. Nobody who saw it then could tell how much \
                      the clubs would come to love it, or how often they would quarrel over it.\n";

#[test]
fn from_monday_to_friday() -> io::Result<()> {
    let folder = texts(&[
        ("drafts/clubs.md", MONDAY),
        ("sources/council.txt", SOURCE),
        ("notes/old.txt", "The board met on Monday 5 March 2024.\n"),
    ])?;
    let at = folder.path();
    must(at, &["init", "--quiet", "--initial-branch=main"])?;

    // Monday: a configuration, the first check, a baseline.
    assert_eq!(factlint(at, &["init"])?.code, Some(0));
    let run = factlint(at, &["check"])?;
    assert_eq!(run.code, Some(1));
    assert!(last_line(&run).contains("2 errors"), "{}", run.out);
    assert_eq!(factlint(at, &["baseline", "--reason", "as of Monday"])?.code, Some(0));
    let run = factlint(at, &["check"])?;
    assert_eq!(run.code, Some(0), "{}", run.out);
    assert!(last_line(&run).ends_with("nothing that was compared is in conflict, 2 settled"), "{}", run.out);
    // A hook that checks what is staged, as pre-commit runs it.
    let program = assert_cmd::cargo::cargo_bin!("factlint").display().to_string();
    let hook = at.join(".git/hooks/pre-commit");
    fs::create_dir_all(at.join(".git/hooks"))?;
    fs::write(&hook, format!("#!/bin/sh\nexec '{program}' check --staged\n"))?;
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755))?;
    must(at, &["add", "."])?;
    must(at, &["commit", "--quiet", "-m", "Monday"])?;

    // Tuesday: a new error on a changed line is found, the old ones are silent, and the commit does not pass.
    let tuesday = format!("{MONDAY}\nThe final is on Friday 6 March 2024.\n");
    fs::write(at.join("drafts/clubs.md"), &tuesday)?;
    let run = factlint(at, &["check", "--since", "HEAD"])?;
    assert_eq!(run.code, Some(1));
    assert!(run.out.contains("weekday-mismatch") && last_line(&run).contains("1 error, 2 settled"), "{}", run.out);
    must(at, &["add", "."])?;
    let refused = git(at, &["commit", "--quiet", "-m", "Tuesday"])?;
    assert!(!refused.status.success() && common::text(&refused.stderr).contains("drafts/clubs.md:7"), "{refused:?}");

    // Wednesday: it is mended; a paragraph is moved and wrapped anew, and stays settled.
    let wednesday = "# Clubs\n\nThe cup was founded in 1931. Nobody who saw it then could tell how much the clubs would come to love it, or how often they would quarrel over it.\n\nThe final is on Wednesday 6 March 2024.\n\nThe northern\nleague has 15\nclubs in all.\n";
    fs::write(at.join("drafts/clubs.md"), wednesday)?;
    must(at, &["mv", "drafts/clubs.md", "drafts/league.md"])?;
    must(at, &["add", "."])?;
    must(at, &["commit", "--quiet", "-m", "Wednesday"])?;
    let run = factlint(at, &["check"])?;
    assert_eq!(run.code, Some(0), "{}", run.out);
    assert!(last_line(&run).ends_with(", 2 settled") && run.err.is_empty(), "{}{}", run.out, run.err);

    // Thursday: its figure changes, and it is reported again; so is what settles nothing now.
    fs::write(at.join("drafts/league.md"), wednesday.replace("15\nclubs", "16\nclubs"))?;
    let run = factlint(at, &["check"])?;
    assert_eq!(run.code, Some(1));
    assert!(last_line(&run).contains("1 error,") && last_line(&run).ends_with(", 1 settled"), "{}", run.out);
    assert!(run.err.contains("settles nothing now"), "{}", run.err);

    // Friday: the source changes; the line of the draft has not, and is found all the same.
    fs::write(at.join("drafts/league.md"), wednesday.replace("15\nclubs", "14\nclubs"))?;
    must(at, &["add", "."])?;
    must(at, &["commit", "--quiet", "-m", "Thursday"])?;
    fs::write(at.join("sources/council.txt"), SOURCE.replace("1931", "1932"))?;
    must(at, &["add", "."])?;
    let refused = git(at, &["commit", "--quiet", "-m", "Friday"])?;
    assert!(!refused.status.success() && common::text(&refused.stderr).contains("drafts/league.md:3"), "{refused:?}");
    Ok(())
}
