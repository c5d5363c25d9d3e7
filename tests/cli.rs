//! The commands as a user calls them: what they print, where, and how they exit.

mod common;

use common::{documents, factlint, folder, run};
use std::fs;

#[test]
fn folders_are_walked_as_a_repository_is() -> std::io::Result<()> {
    let folder = folder(&[
        ("b.md", b"# B\n\nText."),
        ("a.txt", b"Text."),
        ("left/out.txt", b"\xff"),
        (".hidden/c.txt", b"\xff"),
        ("code.rs", b"\xff"),
        (".gitignore", b"left/\n"),
        ("sources.yaml", b"a.txt: {date: 2024-05-28, lang: en-GB, source: The Town, url: 'https://example.org'}\n"),
        ("deep/er/d.jsonl", b"{\"id\":\"one\",\"text\":\"Text.\"}\n"),
    ])?;
    let run = factlint(folder.path(), &["mentions", "--format", "jsonl", "."])?;
    assert_eq!((run.code, run.err.as_str()), (Some(0), ""));
    let ids: Vec<String> =
        run.out.lines().filter_map(|l| Some(serde_json::from_str::<serde_json::Value>(l).ok()?["id"].to_string())).collect();
    assert_eq!(ids, ["\"a.txt\"", "\"b.md\"", "\"one\""]);
    // A file that two paths name is read once; one that is named is read whatever its name.
    fs::write(folder.path().join("NOTES"), "Text.")?;
    let run = factlint(folder.path(), &["check", "--format", "json", ".", "./a.txt", "NOTES"])?;
    assert_eq!((run.code, documents(&run)), (Some(0), Some(4)), "{}", run.err);
    Ok(())
}

#[test]
fn standard_input_goes_by_a_name() -> std::io::Result<()> {
    let folder = folder(&[("good.txt", b"All is well.")])?;
    let run = run(
        folder.path(),
        &["mentions", "--format", "jsonl", "-", "--stdin-filename", "x.jsonl"],
        b"{\"id\":\"q\",\"text\":\"a\"}\n",
    )?;
    assert_eq!((run.code, run.out.trim_end()), (Some(0), "{\"id\":\"q\",\"mentions\":[]}"));
    let run = self::run(
        folder.path(),
        &["check", "-", "good.txt", "--stdin-filename", "x.md", "--format", "json"],
        b"---\ndate: x\n---\n",
    )?;
    assert_eq!((run.code, documents(&run)), (Some(0), Some(2)));
    assert!(run.err.contains("x.md:2:7"), "{}", run.err);
    Ok(())
}

#[test]
fn odd_files_are_read() -> std::io::Result<()> {
    let items = "- one of the items\n".repeat(100_000);
    let long = format!("{} end", "word ".repeat(2_000_000));
    let folder = folder(&[
        ("bom.txt", "\u{feff}Text.".as_bytes()),
        ("crlf.md", b"# Head\r\n\r\nText\r\nmore.\r\n"),
        ("empty.txt", b""),
        ("items.md", items.as_bytes()),
        ("items.txt", items.as_bytes()),
        ("long.md", long.as_bytes()),
        ("long.txt", long.as_bytes()),
        ("nul.txt", b"a\0b\0"),
    ])?;
    let started = std::time::Instant::now();
    let run = factlint(folder.path(), &["check", "--format", "json"])?;
    assert_eq!((run.code, documents(&run)), (Some(0), Some(8)), "{}", run.err);
    assert!(started.elapsed().as_secs() < 60);
    Ok(())
}

#[test]
fn the_last_line_says_what_was_done() -> std::io::Result<()> {
    let folder = folder(&[("good.txt", b"Nothing to count here.")])?;
    let run = factlint(folder.path(), &["check", "good.txt"])?;
    assert_eq!(
        (run.code, run.out.as_str()),
        (Some(0), "1 text, 0 claims, 0 compared: nothing that was compared is in conflict\n")
    );
    let plain = factlint(folder.path(), &["check", "good.txt", "nowhere"])?;
    assert!(!plain.err.contains('\u{1b}'));
    let coloured = factlint(folder.path(), &["check", "good.txt", "nowhere", "--color", "always"])?;
    assert!(coloured.err.contains('\u{1b}'));
    Ok(())
}

#[test]
fn sources_follow_the_first_draft() -> std::io::Result<()> {
    let folder = folder(&[("draft.txt", b"Text."), ("one.txt", b"Text."), ("two.txt", b"Text.")])?;
    for args in [
        &["check", "--format", "json", "draft.txt", "--against", "one.txt", "two.txt"][..],
        &["check", "--format", "json", "--against", "one.txt", "--against", "two.txt", "draft.txt"],
        &["check", "--format", "json", "draft.txt", "--against", "."],
        &["check", "--format", "json", ".", "--against", "one.txt"],
    ] {
        let run = factlint(folder.path(), args)?;
        assert_eq!((run.code, documents(&run)), (Some(0), Some(3)), "{args:?} {}", run.err);
    }
    Ok(())
}

const DRAFT: &[u8] = b"The ferry carried 41,000 passengers in May, the company says. The pier cost 90 million kronor to paint. \
    Salt and wind wear it down in the winter months, so that the work has to begin anew when guests come.";
const SOURCE: &[u8] = b"In May the ferry carried 41,000 passengers, the company says.";

#[test]
fn claims_are_held_against_sources() -> std::io::Result<()> {
    let folder = folder(&[("draft.txt", DRAFT), ("one.txt", SOURCE), ("two.txt", b"The company paints its pier.")])?;
    let all = ["claims", "draft.txt", "--against", "one.txt", "two.txt"];
    let run = factlint(folder.path(), &all)?;
    assert_eq!(run.code, Some(0), "{}", run.err);
    assert!(run.out.contains("supported     41,000") && run.out.contains("not found     90 million kronor"), "{}", run.out);
    assert!(run.out.contains("one.txt:1:26") && !run.out.contains('\u{1b}'), "{}", run.out);
    for (format, has) in [("json", "\"not_found\":1"), ("jsonl", "\"not_found\":1"), ("csv", ",not_found,no,")] {
        let run = factlint(folder.path(), &[&all[..], &["--format", format]].concat())?;
        assert_eq!((run.code, run.out.contains(has)), (Some(0), true), "{} {}", run.out, run.err);
    }
    let run = factlint(folder.path(), &[&all[..], &["nowhere"]].concat())?;
    assert_eq!((run.code, run.err.contains("nowhere")), (Some(2), true), "{}", run.err);
    let run = factlint(folder.path(), &["claims", "draft.txt", "--format", "csv"])?;
    assert_eq!((run.code, run.err.contains("--against")), (Some(2), true), "{}", run.err);
    Ok(())
}

#[test]
fn sources_can_be_required() -> std::io::Result<()> {
    let folder = folder(&[("draft.txt", DRAFT), ("one.txt", SOURCE)])?;
    let check = ["check", "draft.txt", "--against", "one.txt"];
    let run = factlint(folder.path(), &check)?;
    assert_eq!(run.code, Some(0), "{}", run.out);
    let brief = "draft.txt: 3 claims: 2 supported, 1 not found\nnot found in the sources: 1";
    assert!(run.out.starts_with(brief), "{}", run.out);
    let run = factlint(folder.path(), &[&check[..], &["--require-sources"]].concat())?;
    assert_eq!(run.code, Some(1), "{}", run.out);
    assert!(run.out.contains("90 million kronor: no source has it") && run.out.ends_with(": 1 warning\n"), "{}", run.out);
    let run = factlint(folder.path(), &[&check[..], &["--format", "json"]].concat())?;
    let value: serde_json::Value = serde_json::from_str(&run.out)?;
    assert_eq!((&value["summary"]["supported"], &value["summary"]["infos"]), (&2.into(), &1.into()), "{}", run.out);
    let run = factlint(folder.path(), &["check", "draft.txt", "--require-sources"])?;
    assert_eq!(run.code, Some(2), "{}", run.out);
    Ok(())
}

#[test]
fn the_severity_that_the_user_gives_wins() -> std::io::Result<()> {
    let folder = folder(&[
        ("draft.txt", b"The orchard planted 340 trees in April. Two men watered them. Nobody can say yet how many will bear fruit, as the soil is poor \
              and the deer come down from the hills in hard winters.",
        ),
        ("source.txt", b"The orchard planted trees in April, when the ground was wet. Men watered them."),
    ])?;
    let check = ["check", "draft.txt", "--against", "source.txt"];
    // What is said, and how many findings of each severity it leaves.
    for (more, errors, warnings, infos, code) in [
        (&[][..], 0, 1, 1, 1),
        (&["--severity", "unsourced-claim=info"], 0, 0, 2, 0),
        (&["--severity", "unsourced-claim=error"], 2, 0, 0, 1),
        (&["--require-sources"], 0, 2, 0, 1),
        (&["--require-sources", "--severity", "unsourced-claim=info"], 0, 0, 2, 0),
    ] {
        let run = factlint(folder.path(), &[&check[..], &["--format", "json"], more].concat())?;
        let value: serde_json::Value = serde_json::from_str(&run.out)?;
        let summary = &value["summary"];
        let counts = (&summary["errors"], &summary["warnings"], &summary["infos"]);
        assert_eq!(counts, (&errors.into(), &warnings.into(), &infos.into()), "{more:?}: {}", run.out);
        assert_eq!(run.code, Some(code), "{more:?}");
    }
    Ok(())
}

#[test]
fn check_and_claims_give_one_verdict() -> std::io::Result<()> {
    // A draft, and how each of its claims stands with a source that has most of it.
    let source = b"The ferry sank on 27 February 2025. It carried 112 people and 40 cars over the sound. It was built in Gdynia.";
    for (draft, standings) in [
        ("The ferry sank on Thursday 27 February 2025.", &["supported"][..]),
        ("The ferry sank on Friday 27 February 2025.", &["contradicted"]),
        ("The ferry, built in 1998 in Gdynia, carried 112 people.", &["not_found", "supported"]),
        ("The ferry made its first trip with two captains and 40 cars.", &["not_found", "not_found", "supported"]),
        ("Visby, 28 February 2025\n\nThe ferry carried dozens of cars.", &["not_found"]),
    ] {
        let folder = folder(&[("draft.txt", draft.as_bytes()), ("source.txt", source)])?;
        let of = |command: &str| -> std::io::Result<serde_json::Value> {
            let run = factlint(folder.path(), &[command, "draft.txt", "--against", "source.txt", "--format", "json"])?;
            Ok(serde_json::from_str(&run.out)?)
        };
        let (claims, check) = (of("claims")?, of("check")?);
        let rows = claims["support"].as_array().cloned().unwrap_or_default();
        let said: Vec<&str> = rows.iter().filter_map(|row| row["standing"].as_str()).collect();
        assert_eq!(said, standings, "{draft}: {claims}");
        let findings = check["findings"].as_array().cloned().unwrap_or_default();
        let of_rule = |absent: bool| findings.iter().filter(|f| (f["rule"] == "unsourced-claim") == absent).count();
        let rows = |standing: &str| standings.iter().filter(|s| **s == standing).count();
        assert_eq!((of_rule(true), of_rule(false)), (rows("not_found"), rows("contradicted")), "{draft}: {check}");
    }
    Ok(())
}

#[test]
fn rules_explain_themselves() -> std::io::Result<()> {
    let folder = folder(&[])?;
    let all = factlint(folder.path(), &["explain"])?;
    assert_eq!(all.code, Some(0));
    let ids: Vec<&str> = all.out.lines().filter(|l| !l.starts_with(' ')).filter_map(|l| l.split_whitespace().next()).collect();
    assert!(ids.contains(&"count-conflict") && ids.is_sorted(), "{ids:?}");
    assert!(all.out.lines().all(|l| l.chars().count() <= 80));
    for id in ids {
        let one = factlint(folder.path(), &["explain", id])?;
        assert_eq!(one.code, Some(0));
        for part in [id, "\nWhy\n", "\nFix\n", "\nReported\n", "\nNot reported\n"] {
            assert!(one.out.contains(part), "{id}: no {part:?} in {}", one.out);
        }
    }
    let run = factlint(folder.path(), &["explain", "count-conflit"])?;
    assert_eq!((run.code, run.out.as_str()), (Some(2), ""));
    assert!(run.err.contains("did you mean `count-conflict`?"), "{}", run.err);
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_reader_may_go_away() -> std::io::Result<()> {
    use std::process::{Command, Stdio};
    let lines = "{\"text\":\"a\"}\n".repeat(50_000);
    let folder = folder(&[("a.jsonl", lines.as_bytes())])?;
    let mut child = Command::new(assert_cmd::cargo::cargo_bin!("factlint"))
        .current_dir(folder.path())
        .args(["mentions", "--format", "jsonl", "a.jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()?;
    drop(child.stdout.take());
    let output = child.wait_with_output()?;
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    Ok(())
}

#[test]
fn two_texts_on_one_matter_agree_on_what_both_give() -> std::io::Result<()> {
    let one = "# Vidhem rebuilds its harbour\n\nThe work in Vidhem has cost 310 million kronor, the Harbour Board said. \
               It has 1,340 berths now, and five masts.";
    let same = "# Hamnen i Vidhem står klar\n\nOmbyggnaden slutade på 310 miljoner kronor enligt Harbour Board. Vidhem får 1 340 nya \
                platser. Fem master restes.";
    let other = "# The fair in Askvik\n\nThe fair in Askvik drew 1,340 people, and took 310 million kronor, the Fair Board said.";
    let agreeing = |other: &str| -> std::io::Result<Vec<String>> {
        let folder = folder(&[("one.md", one.as_bytes()), ("other.md", other.as_bytes())])?;
        let run = factlint(folder.path(), &["claims", "--format", "json", "one.md", "other.md"])?;
        let all: serde_json::Value = serde_json::from_str(&run.out)?;
        let of_one = |c: &&serde_json::Value| c["document"] == "one.md" && c["agrees"].as_array().is_some_and(|a| !a.is_empty());
        let claims = all["claims"].as_array().cloned().unwrap_or_default();
        Ok(claims.iter().filter(of_one).map(|c| c["text"].as_str().unwrap_or_default().to_owned()).collect())
    };
    assert_eq!(agreeing(same)?, ["310 million kronor", "1,340"].map(str::to_owned), "in other words, in another language");
    assert!(agreeing(other)?.is_empty(), "another matter");
    Ok(())
}

#[test]
fn two_texts_agree_on_what_one_announces_and_on_little_figures_of_sentences_alike() -> std::io::Result<()> {
    let one = "Ivo Maber has to pay 900 kronor to the Vidhem court for the lost nets. Divers searched the bay on Friday with two boats.";
    let other =
        "The Vidhem court fined Ivo Maber 900 kronor. On Friday divers had searched the bay from two boats. Two nets were old.";
    let folder = folder(&[("one.md", one.as_bytes()), ("other.md", other.as_bytes())])?;
    let run = factlint(folder.path(), &["claims", "--format", "json", "one.md", "other.md"])?;
    let all: serde_json::Value = serde_json::from_str(&run.out)?;
    let claims = all["claims"].as_array().cloned().unwrap_or_default();
    let agreeing = claims.iter().filter(|c| c["document"] == "other.md" && c["agrees"].as_array().is_some_and(|a| !a.is_empty()));
    let words: Vec<&str> = agreeing.filter_map(|c| c["text"].as_str()).collect();
    assert_eq!(words, ["900 kronor", "Friday", "two"]);
    Ok(())
}

/// What the files of a folder are told, one finding a line.
fn findings(files: &[(&str, &str)]) -> std::io::Result<Vec<String>> {
    let held: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let folder = folder(&held)?;
    let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
    let run = factlint(folder.path(), &[&["check", "--format", "json"], &names[..]].concat())?;
    let all: serde_json::Value = serde_json::from_str(&run.out)?;
    let of = |f: &serde_json::Value| {
        let places = f["labels"].as_array().into_iter().flatten().filter_map(|l| l["document"].as_str());
        format!(
            "{} {} {}",
            f["rule"].as_str().unwrap_or_default(),
            f["severity"].as_str().unwrap_or_default(),
            places.collect::<Vec<_>>().join(" ")
        )
    };
    Ok(all["findings"].as_array().into_iter().flatten().map(of).collect())
}

#[test]
fn texts_that_only_look_alike_are_read_by_themselves() -> std::io::Result<()> {
    let page = |link: &str| format!("# Catch\n\nSee [the results](#{link}).\n\n## Results\n\nTwo boats came in.\n");
    let (right, lost) = (page("results"), page("reslts"));
    assert_eq!(findings(&[("a.md", &right), ("b.md", &lost)])?, ["cross-reference warning b.md"]);
    assert_eq!(findings(&[("b.md", &lost), ("a.md", &right)])?, ["cross-reference warning b.md"]);
    let (net, pump) = ("The default of `net` is 30 seconds.\n", "The default of `pump` is 30 seconds.\n");
    let other = "The default of `pump` is 60 seconds.\n";
    let with = findings(&[("a.md", net), ("b.md", pump), ("c.md", other)])?;
    assert_eq!(with, findings(&[("b.md", pump), ("c.md", other)])?);
    Ok(())
}

#[test]
fn a_reprint_changes_neither_weight_nor_number_of_findings() -> std::io::Result<()> {
    let own = "The Ilmen Observatory has 30 telescopes. The Ilmen Observatory has 40 telescopes.";
    assert_eq!(findings(&[("a.txt", own)])?, ["count-conflict error a.txt a.txt"]);
    assert_eq!(findings(&[("a.txt", own), ("b.txt", own)])?, ["count-conflict error a.txt b.txt a.txt b.txt"]);
    let spill = |sum: &str, what: &str| {
        format!(
            "On Friday the court in Sunnby heard how a spill from the Norrvik dairy of Rut Alm killed {what}. The dairy pays {sum} kronor."
        )
    };
    let (one, two, three) =
        (spill("40,000", "trout in the Lisa"), spill("65,000", "eels in a pond"), spill("85,000", "herons by the lake"));
    let files = [("a.txt", one.as_str()), ("b.txt", &two), ("c.txt", &three), ("d.txt", &one)];
    assert_eq!(findings(&files[..3])?.len(), findings(&files)?.len());
    Ok(())
}
