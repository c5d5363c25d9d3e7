//! What is asked for on the command line beside paths: lists of files, what is left out, how much is said, and what is made of its description.

mod common;

use common::{command, documents, factlint, run, text, texts};
use std::{fs, io};

const CLASH: &str = "It met on Monday 5 March 2024.\n";

#[test]
fn files_come_from_a_list() -> io::Result<()> {
    let folder = texts(&[
        ("a b.txt", CLASH),
        ("c.txt", CLASH),
        ("d.txt", "All is well.\n"),
        ("list", "a b.txt\n\nd.txt\n"),
        ("empty", ""),
    ])?;
    let at = folder.path();
    let json = ["check", "--format", "json"];
    assert_eq!(documents(&factlint(at, &[&json[..], &["--files-from", "list"]].concat())?), Some(2));
    assert_eq!(documents(&run(at, &[&json[..], &["--files-from", "-", "d.txt"]].concat(), b"c.txt\n")?), Some(2));
    assert_eq!(
        documents(&factlint(at, &[&json[..], &["--files-from", "empty"]].concat())?),
        Some(0),
        "an empty list is no folder"
    );
    assert_eq!(factlint(at, &["check", "--files-from", "empty"])?.code, Some(0));
    let missing = factlint(at, &["check", "--files-from", "nowhere"])?;
    assert_eq!((missing.code, missing.err.contains("list of files nowhere")), (Some(2), true), "{}", missing.err);
    // A list names drafts, also where sources follow.
    let against = run(at, &["claims", "--format", "json", "--files-from", "-", "--against", "d.txt"], b"c.txt\n")?;
    assert!(against.out.contains("\"documents\":2"), "{}{}", against.out, against.err);
    Ok(())
}

#[test]
fn globs_leave_out() -> io::Result<()> {
    let folder = texts(&[("a.txt", CLASH), ("old/b.txt", CLASH), ("old/c.md", CLASH)])?;
    let at = folder.path();
    let count = |args: &[&str]| -> io::Result<Option<u64>> {
        Ok(documents(&factlint(at, &[&["check", "--format", "json"], args].concat())?))
    };
    assert_eq!(count(&[])?, Some(3));
    assert_eq!(count(&["--exclude", "old"])?, Some(1));
    assert_eq!(count(&["--exclude", "*.md", "--exclude", "/a.txt"])?, Some(1));
    assert_eq!(count(&["--exclude", "old", "old/c.md"])?, Some(1), "what is named is read");
    assert_eq!(count(&["--exclude", "old", "--force-exclude", "old/c.md", "a.txt"])?, Some(1));
    let wrong = factlint(at, &["check", "--exclude", "../x"])?;
    assert_eq!((wrong.code, wrong.err.contains("leads out of the folder")), (Some(2), true), "{}", wrong.err);
    Ok(())
}

#[test]
fn as_much_is_said_as_is_asked_for() -> io::Result<()> {
    let texts = texts(&[("a.txt", &CLASH.repeat(4)), ("b.txt", "It closes on 31 June 2024.\n"), ("c.tex", "")])?;
    let at = texts.path();
    let full = factlint(at, &["check"])?;
    assert!(full.err.contains("c.tex") && full.out.contains("2 texts"), "{}{}", full.out, full.err);
    let quiet = factlint(at, &["check", "--quiet"])?;
    assert_eq!((quiet.code, quiet.err.as_str()), (Some(1), ""));
    assert!(full.out.starts_with(&quiet.out) && !quiet.out.contains("2 texts"), "{}", quiet.out);
    let shown = |args: &[&str]| -> io::Result<(usize, String)> {
        let run = factlint(at, &[&["check"], args].concat())?;
        assert!(run.out.trim_end().ends_with("5 errors"), "all are counted: {}", run.out);
        Ok((run.out.matches("╭─[").count(), run.out))
    };
    assert_eq!(shown(&[])?.0, 5);
    let (count, out) = shown(&["--max-findings", "2"])?;
    assert!(count == 2 && out.contains("3 more findings not shown"), "{out}");
    assert_eq!(shown(&["--max-per-rule", "1"])?.0, 2);
    let statistics = factlint(at, &["check", "--statistics", "--quiet"])?;
    assert_eq!(statistics.out, quiet.out, "tables are no findings");
    let lines: Vec<String> = statistics.err.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    for line in ["4 0 0 0 weekday-mismatch", "1 0 0 0 impossible-date", "4 0 0 0 a.txt", "1 0 0 0 b.txt"] {
        assert!(lines.iter().any(|l| l == line), "{line}: {}", statistics.err);
    }
    assert!(["reading", "checking", "printing"].iter().all(|what| statistics.err.contains(what)), "{}", statistics.err);
    Ok(())
}

#[test]
fn a_finding_has_one_box_with_the_draft_first() -> io::Result<()> {
    let folder = texts(&[
        ("a-source.txt", "The northern league has 14 clubs in all.\n"),
        ("draft.txt", "The northern league has 15 clubs in all.\n"),
    ])?;
    let run = factlint(folder.path(), &["check", "draft.txt", "--against", "a-source.txt"])?;
    let (draft, source) = (run.out.find("╭─[draft.txt:1:25]"), run.out.find("├─[a-source.txt:1:25]"));
    assert!(draft.is_some() && source > draft && run.out.matches("╰────").count() == 1, "{}", run.out);
    assert!(!run.out.contains("A  ") && run.out.contains("the draft says 15; a-source.txt says 14"), "{}", run.out);
    Ok(())
}

#[test]
fn colours_are_forced_and_forbidden() -> io::Result<()> {
    let folder = texts(&[("a.txt", CLASH)])?;
    let coloured = |name: &str, value: &str| -> io::Result<bool> {
        let mut check = command(folder.path(), &["check"]);
        Ok(text(&check.env_remove("CLICOLOR_FORCE").env(name, value).output()?.stdout).contains('\u{1b}'))
    };
    assert!(!coloured("X", "1")? && coloured("CLICOLOR_FORCE", "1")? && !coloured("CLICOLOR_FORCE", "0")?);
    let mut both = command(folder.path(), &["check"]);
    assert!(!text(&both.env("CLICOLOR_FORCE", "1").env("NO_COLOR", "1").output()?.stdout).contains('\u{1b}'));
    Ok(())
}

#[test]
fn shells_and_manuals_know_the_command_line() -> io::Result<()> {
    let folder = texts(&[("factlint.yaml", "broken: [\n")])?;
    let at = folder.path();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let run = factlint(at, &["completions", shell])?;
        assert_eq!(run.code, Some(0), "{shell} goes by no configuration: {}", run.err);
        assert!(run.out.contains("factlint") && run.out.contains("max-findings"), "{shell}");
    }
    let run = factlint(at, &["man", "man"])?;
    assert_eq!(run.code, Some(0), "{}", run.err);
    let pages: Vec<String> = fs::read_dir(at.join("man"))?.filter_map(|e| e.ok()?.file_name().into_string().ok()).collect();
    for page in ["factlint.1", "factlint-check.1", "factlint-settle.1", "factlint-new-pack.1"] {
        assert!(pages.iter().any(|p| p == page), "{page}: {pages:?}");
    }
    assert_eq!(run.out, format!("wrote {} pages to man\n", pages.len()));
    let page = fs::read_to_string(at.join("man/factlint-check.1"))?;
    assert!(page.starts_with(".ie") && page.contains(".TH") && page.contains("fail\\-on"), "{page}");
    Ok(())
}

#[test]
fn a_draft_stands_before_its_sources_in_every_finding() -> io::Result<()> {
    let draft = "The council rejected the plan for the new tram depot on Monday.\n\nThe prize went to Meridith Cole, who paints ferries.\n\n\
                 \"We will keep the school library open until May at least,\" the mayor said.\n\nThe league has 14 clubs.\n\n\
                 The bridge at Holm cost 40 million kronor.\n";
    let source = "The council approved the plan for the new tram depot on Monday.\n\nMeredith Cole, who paints ferries, was given the prize.\n\n\
                  \"We will keep the school library open until June at least,\" the mayor said.\n\nThe league has 16 clubs.\n\n\
                  The bridge at Holm cost 60 million kronor.\n";
    // Whatever their names, and however many sources there are.
    let folder = texts(&[("z/draft.md", draft), ("a/one.md", source), ("a/two.md", source)])?;
    let run = factlint(folder.path(), &["check", "z/draft.md", "--against", "a", "--lang", "en"])?;
    let firsts: Vec<&str> = run.out.lines().filter_map(|line| line.trim_start().strip_prefix("╭─[")).collect();
    assert!(firsts.len() >= 5, "{}", run.out);
    assert!(firsts.iter().all(|place| place.starts_with("z/draft.md:")), "{}", run.out);
    let mut once = firsts.clone();
    once.sort_unstable();
    once.dedup();
    assert_eq!(once.len(), firsts.len(), "nothing is told twice: {}", run.out);
    Ok(())
}
