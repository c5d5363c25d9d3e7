//! Settled findings: marks in texts, the file beside them, what keeps a finding settled and what ends it.

#![allow(clippy::panic, reason = "a test stops at what it cannot read")]

mod common;

use common::{Run, factlint, texts};
use serde_json::Value;
use std::{fs, io, path::Path};

const SOURCE: (&str, &str) = ("sources/a.txt", "The northern league has 14 clubs in all.\n");
const CONFIG: (&str, &str) = ("factlint.yaml", "against: [{drafts: drafts/*.md, sources: [sources/**]}]\n");

fn report(run: &Run) -> Value {
    serde_json::from_str(&run.out).unwrap_or_else(|e| panic!("{e}: {} {}", run.out, run.err))
}

/// How many findings are open, and how many are settled.
fn counts(folder: &Path, args: &[&str]) -> io::Result<(usize, u64)> {
    let report = report(&factlint(folder, &[&["check", "--format", "json"], args].concat())?);
    let settled = report["summary"]["settled"].as_u64().unwrap_or(0);
    assert_eq!(report["settled"].as_array().map_or(0, Vec::len) as u64, settled);
    Ok((report["findings"].as_array().map_or(0, Vec::len), settled))
}

fn draft(folder: &Path, text: &str) -> io::Result<()> {
    fs::create_dir_all(folder.join("drafts"))?;
    fs::write(folder.join("drafts/a.md"), text)
}

#[test]
fn a_mark_settles_what_stands_beside_it() -> io::Result<()> {
    let folder = texts(&[SOURCE, CONFIG])?;
    let at = folder.path();
    for (text, open, settled, told) in [
        ("The northern league has 15 clubs in all.\n", 1, 0, None),
        ("The northern league has 15 clubs in all. <!-- factlint: ok count-conflict: one has left since -->\n", 0, 1, None),
        ("<!-- factlint: ok count-conflict: one has left since -->\n\nThe northern league\nhas 15 clubs in all.\n", 0, 1, None),
        (
            "<!-- factlint-disable count-conflict: an old text -->\n\n# Head\n\nThe northern league has 15 clubs in all.\n",
            0,
            1,
            None,
        ),
        (
            "<!-- factlint-disable count-conflict: an old text -->\n\n# Head\n\n<!-- factlint-enable -->\n\nThe northern league has 15 clubs in \
             all.\n",
            1,
            0,
            Some("a.md:1:1"),
        ),
        (
            "The northern league has 15 clubs in all. <!-- factlint: ok weekday-mismatch: why -->\n",
            1,
            0,
            Some("finds nothing here"),
        ),
        ("The northern league has 15 clubs in all. <!-- factlint: ok count-conflict -->\n", 1, 0, Some("gives no reason")),
        (
            "The northern league has 15 clubs in all. <!-- factlint: ok cuont-conflict: why -->\n",
            1,
            0,
            Some("did you mean `count-conflict`?"),
        ),
        ("The northern league has 15 clubs in all. <!-- factlint: good count-conflict: why -->\n", 1, 0, Some("is no mark")),
        (
            "The northern league has 14 clubs in all. <!-- factlint: ok count-conflict: why -->\n",
            0,
            0,
            Some("settles nothing now"),
        ),
        ("`<!-- factlint: ok count-conflict: why -->` The northern league has 15 clubs in all.\n", 1, 0, None),
    ] {
        draft(at, text)?;
        assert_eq!(counts(at, &[])?, (open, settled), "{text}");
        let run = factlint(at, &["check"])?;
        assert_eq!(run.code, Some(i32::from(open > 0)), "{text}");
        match told {
            Some(told) => assert!(run.err.contains(told) && run.err.contains("drafts/a.md:1:"), "{text}: {}", run.err),
            None => assert_eq!(run.err, "", "{text}"),
        }
        assert_eq!(run.out.contains("1 settled"), settled == 1, "{}", run.out);
        assert_eq!(counts(at, &["--ignore-settled"])?, (open + settled as usize, 0));
    }
    Ok(())
}

#[test]
fn a_mark_in_a_page_settles_too() -> io::Result<()> {
    let folder = texts(&[(
        "a.html",
        "<p>It met on Monday 5 March 2024.<!-- factlint: ok weekday-mismatch: as the letter says --></p><p>It met on Friday 5 March 2024.</p>",
    )])?;
    assert_eq!(counts(folder.path(), &[])?, (1, 1));
    Ok(())
}

#[test]
fn what_is_settled_moves_with_its_words_and_ends_with_its_figure() -> io::Result<()> {
    let folder = texts(&[SOURCE, CONFIG])?;
    let at = folder.path();
    draft(at, "# Clubs\n\nThe northern league has 15 clubs in all.\n")?;
    let list = factlint(at, &["settle"])?;
    let key = list.out.split_whitespace().next().unwrap_or_default().to_owned();
    assert!(list.out.contains("count-conflict  drafts/a.md:3:25"), "{}", list.out);
    for args in [
        &["settle", &key][..],
        &["settle", &key, "--reason", " "],
        &["settle", "--reason", "x"],
        &["settle", "abcdef12", "--reason", "x"],
    ] {
        assert_eq!(factlint(at, args)?.code, Some(2), "{args:?}");
    }
    let run = factlint(at, &["settle", &key, "--reason", "one: \"left\" since"])?;
    assert_eq!((run.code, run.out.as_str()), (Some(0), "settled 1 finding in factlint-settled.yaml\n"), "{}", run.err);
    let kept = fs::read_to_string(at.join("factlint-settled.yaml"))?;
    assert!(kept.contains("file: \"drafts/a.md\"") && kept.contains("northern league has 15 clubs in all"), "{kept}");
    for (text, open, settled) in [
        ("# Clubs\n\nThe northern league has 15 clubs in all.\n", 0, 1),
        ("# Clubs\n\nNothing more.\n\n> The northern\n> league has\n> 15 clubs\n> in all.\n", 0, 1),
        ("# Clubs\n\nThe northern league has 15 clubs in all. The cup is old.\n", 0, 1),
        ("# Clubs\n\nThe northern league has 16 clubs in all.\n", 1, 0),
        ("# Clubs\n\nThe northern league has 15 clubs in all.\n", 0, 1),
    ] {
        draft(at, text)?;
        assert_eq!(counts(at, &[])?, (open, settled), "{text}");
    }
    // The source says something else: it is another finding.
    fs::write(at.join(SOURCE.0), "The northern league has 13 clubs in all.\n")?;
    assert_eq!(counts(at, &[])?, (1, 0));
    let run = factlint(at, &["check"])?;
    assert!(run.err.contains("factlint-settled.yaml:4:11") && run.err.contains("settle --prune"), "{}", run.err);
    assert_eq!(
        factlint(at, &["check", "drafts/a.md", "--against", "sources/a.txt"])?.err,
        "",
        "other sources may find other things"
    );
    let run = factlint(at, &["settle", "--prune"])?;
    assert_eq!(run.out, "took 1 finding out of factlint-settled.yaml\n", "{}", run.err);
    assert_eq!(factlint(at, &["check"])?.err, "");
    Ok(())
}

#[test]
fn a_place_names_a_finding() -> io::Result<()> {
    let folder = texts(&[("n.md", "One.\n\nIt met on Monday 5 March 2024. It met on Friday 5 March 2024.\n")])?;
    let at = folder.path();
    assert_eq!(factlint(at, &["settle", "n.md:2", "--reason", "so"])?.code, Some(2));
    let run = factlint(at, &["settle", "./n.md:3:11", "--reason", "so"])?;
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert_eq!(counts(at, &[])?, (0, 2));
    assert_eq!(factlint(at, &["check", "--isolated"])?.code, Some(1), "isolated goes by no file");
    Ok(())
}

#[test]
fn a_baseline_lets_only_what_is_new_through() -> io::Result<()> {
    let folder = texts(&[SOURCE, CONFIG, ("n.md", "It met on Monday 5 March 2024.\n")])?;
    let at = folder.path();
    draft(at, "The northern league has 15 clubs in all.\n")?;
    let run = factlint(at, &["baseline"])?;
    assert_eq!((run.code, run.out.as_str()), (Some(0), "settled 2 findings in factlint-settled.yaml\n"), "{}", run.err);
    assert_eq!((counts(at, &[])?, factlint(at, &["check"])?.code), ((0, 2), Some(0)));
    fs::write(at.join("n.md"), "It met on Monday 5 March 2024. It closes on 31 June 2024.\n")?;
    assert_eq!(counts(at, &[])?, (1, 2));
    assert_eq!(factlint(at, &["baseline"])?.out, "settled 1 finding in factlint-settled.yaml\n");
    assert_eq!(factlint(at, &["baseline"])?.out, "factlint-settled.yaml is as it was\n");
    // Entries of files that are not checked are no matter here.
    assert_eq!(factlint(at, &["check", "n.md"])?.err, "");
    fs::write(at.join("factlint-settled.yaml"), "settled:\n  - rule: count-conflict\n    sais: []\n")?;
    let run = factlint(at, &["check"])?;
    assert_eq!(run.code, Some(2));
    assert!(run.err.contains("factlint-settled.yaml:3:5") && run.err.contains("did you mean `says`?"), "{}", run.err);
    assert_eq!(factlint(at, &["baseline"])?.code, Some(2), "what cannot be read is not written over");
    Ok(())
}
