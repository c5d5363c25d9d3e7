//! Facts files: drafts held against what stands under keys and columns.

mod common;

use common::{Run, factlint, texts};
use std::io;

/// What a check of `draft.md` against these files reports, but for what no source has: the rule and the draft's words.
fn found(draft: &str, files: &[(&str, &str)], against: &[&str]) -> io::Result<Vec<String>> {
    let folder = texts(&[&[("draft.md", draft)], files].concat())?;
    let mut args = vec!["check", "draft.md", "--format", "json"];
    for source in against {
        args.extend(["--against", source]);
    }
    let run = factlint(folder.path(), &args)?;
    assert_ne!(run.code, Some(2), "{}", run.err);
    let value: serde_json::Value = serde_json::from_str(&run.out)?;
    let findings = value["findings"].as_array().into_iter().flatten().filter(|finding| finding["rule"] != "unsourced-claim");
    let said = findings.filter_map(|finding| {
        let mut labels = finding["labels"].as_array()?.iter();
        let label = labels.find(|label| label["document"] == "draft.md")?;
        Some(format!("{} {}", finding["rule"].as_str()?, label["text"].as_str()?))
    });
    Ok(said.collect())
}

const FACTS: &str = "defaults:\n  timeout_seconds: 30\n  upload_timeout_seconds: 90\n  port: 8080\nlimits:\n  maxUsers: 10\n  \
                     bookings_per_day: 5000\nopened: 2019-05-04\npopulation: {2021: 1200, 2022: 1300}\n";

#[test]
fn a_sentence_that_names_a_fact_is_held_against_it() -> io::Result<()> {
    let cases: [(&str, &[&str]); 14] = [
        ("# Defaults\n\nThe timeout is 60 seconds.\n", &["figure-conflict 60 seconds"]),
        ("# Defaults\n\nThe timeout is half a minute. The timeout is 30 seconds.\n", &[]),
        ("# Defaults\n\nThe upload timeout is 30 seconds.\n", &["figure-conflict 30 seconds"]),
        ("# Defaults\n\nThe upload timeout is 90 seconds.\n", &[]),
        ("# Defaults\n\n`timeout_seconds` is 45 seconds.\n", &["figure-conflict 45 seconds"]),
        ("# Limits\n\nA plan takes up to 12 users.\n", &["count-conflict up to 12"]),
        ("# Limits\n\nA plan takes up to 10 users.\n", &[]),
        ("# Limits\n\nIt takes 4,000 bookings per day.\n", &["count-conflict 4,000"]),
        ("It opened on 5 May 2019.\n", &["date-conflict 5 May 2019"]),
        ("It opened on 4 May 2019.\n", &[]),
        ("In 2021 the population was 1,300.\n", &["count-conflict 1,300"]),
        ("In 2022 the population was 1,300.\n", &[]),
        ("The timeout is 60 seconds.\n", &[]),
        ("# Limits\n\nIt has 12 plans.\n", &[]),
    ];
    for (draft, expected) in cases {
        assert_eq!(found(draft, &[("facts.yaml", FACTS)], &["facts.yaml"])?, expected, "{draft}");
    }
    Ok(())
}

#[test]
fn what_is_of_something_else_contradicts_no_fact() -> io::Result<()> {
    for draft in [
        "# Defaults\n\nOn Windows, the timeout is 60 seconds.\n",
        "# Defaults\n\nIf the line is slow, the timeout is 60 seconds.\n",
        "# Defaults\n\nSet the timeout to 60 seconds.\n",
        "# Defaults\n\nThe timeout is not 60 seconds.\n",
        "# Defaults\n\nThe timeout was 60 seconds in 2018.\n",
        "# Defaults\n\n## On Windows\n\nThe timeout is 60 seconds.\n",
        "# Defaults\n\nThe timeout rose from 20 to 60 seconds.\n",
        "# Defaults\n\nThe retry timeout takes 60 percent longer.\n",
    ] {
        assert_eq!(found(draft, &[("facts.yaml", FACTS)], &["facts.yaml"])?, Vec::<String>::new(), "{draft}");
    }
    Ok(())
}

const PRICES: &str = "Plan,Price (SEK),Users\nSkerry,490,5\nHarbour,990,25\n";

#[test]
fn rows_are_told_by_their_names() -> io::Result<()> {
    let cases: [(&str, &[&str]); 7] = [
        ("The Harbour plan costs 890 kronor.\n", &["figure-conflict 890 kronor"]),
        ("The Skerry plan costs 490 kronor and the Harbour plan 990 kronor.\n", &[]),
        (
            "The Skerry plan costs 990 kronor and the Harbour plan 490 kronor.\n",
            &["figure-conflict 990 kronor", "figure-conflict 490 kronor"],
        ),
        ("The Lagoon plan costs 290 kronor.\n", &[]),
        ("| Plan | Users |\n|---|---|\n| Skerry | 5 |\n| Harbour | 30 |\n", &["count-conflict 30"]),
        ("---\nlang: sv\n---\n\nPlanen Harbour kostar 890 kronor.\n", &["figure-conflict 890 kronor"]),
        ("---\nlang: sv\n---\n\nPlanen Harbour kostar 990 kronor.\n", &[]),
    ];
    for (draft, expected) in cases {
        assert_eq!(found(draft, &[("prices.csv", PRICES)], &["prices.csv"])?, expected, "{draft}");
    }
    let json = r#"{"plans": [{"name": "Skerry", "price_sek": 490}, {"name": "Harbour", "price_sek": 990}]}"#;
    let toml = "[[plans]]\nname = 'Skerry'\nprice_sek = 490\n[[plans]]\nname = 'Harbour'\nprice_sek = 990\n";
    for (name, content) in [("plans.json", json), ("plans.toml", toml)] {
        assert_eq!(found(cases[0].0, &[(name, content)], &[name])?, cases[0].1, "{name}");
        assert_eq!(found(cases[1].0, &[(name, content)], &[name])?, cases[1].1, "{name}");
    }
    Ok(())
}

#[test]
fn a_manifest_tells_the_latest_version() -> io::Result<()> {
    let manifest = "[package]\nname = \"ferrybook\"\nversion = \"2.4.1\"\n";
    let draft = "The latest release of Ferrybook is 2.4.0.\n";
    assert_eq!(found(draft, &[("Cargo.toml", manifest)], &["Cargo.toml"])?, ["version-conflict 2.4.0"]);
    let draft = "The latest release of Ferrybook is 2.4.1.\n";
    assert_eq!(found(draft, &[("Cargo.toml", manifest)], &["Cargo.toml"])?, Vec::<String>::new());
    Ok(())
}

#[test]
fn keys_and_columns_mean_what_the_folder_says() -> io::Result<()> {
    let draft = "# Defaults\n\nThe patience is 60 seconds.\n";
    let own = "defaults: {timeout_seconds: 30}\nfacts: {timeout_seconds: [timeout, patience]}\n";
    assert_eq!(found(draft, &[("facts.yaml", own)], &["facts.yaml"])?, ["figure-conflict 60 seconds"]);
    let none = "defaults: {timeout_seconds: 30}\nfacts: {timeout_seconds: []}\n";
    let plain = "# Defaults\n\nThe timeout is 60 seconds.\n";
    assert_eq!(found(plain, &[("facts.yaml", none)], &["facts.yaml"])?, Vec::<String>::new());
    // A file of keys in a folder is read where the folder names it.
    let facts = ("s/facts.yaml", "defaults: {timeout_seconds: 30}\n");
    let told = ("s/sources.yaml", "facts.yaml:\n  facts: {timeout_seconds: \"timeout, patience\"}\n");
    assert_eq!(found(draft, &[facts, told], &["s"])?, ["figure-conflict 60 seconds"]);
    let beside = ("s/notes.md", "Nothing is known of it.\n");
    assert_eq!(found(plain, &[facts, beside], &["s"])?, Vec::<String>::new());
    Ok(())
}

#[test]
fn broken_facts_are_told_at_their_place() -> io::Result<()> {
    for (name, content, place) in [
        ("facts.yaml", "a: 1\nb: [2\n", "facts.yaml:2:"),
        ("facts.json", "{\"a\": 1,\n\t\"b\": }}\n", "facts.json:2:"),
        ("facts.toml", "a = 1\nb = \n", "facts.toml:2:"),
        ("facts.yaml", "only a text\n", "facts.yaml:1:"),
    ] {
        let folder = texts(&[("draft.md", "Six.\n"), (name, content)])?;
        let Run { code, err, .. } = factlint(folder.path(), &["check", "draft.md", "--against", name])?;
        assert_eq!(code, Some(2), "{err}");
        assert!(err.contains(place), "{err}");
    }
    Ok(())
}

#[test]
fn a_conflict_says_the_unit_of_the_key_or_the_head() -> io::Result<()> {
    for (draft, name, content, said) in [
        ("# Defaults\n\nThe timeout is 60 seconds.\n", "facts.yaml", FACTS, "facts.yaml says 30 seconds"),
        ("The plan Harbour costs 890 kronor.\n", "prices.csv", PRICES, "prices.csv says 990 SEK"),
        // A unit that stands with the value is not said twice.
        ("# Defaults\n\nThe timeout is 60 seconds.\n", "facts.yaml", "defaults: {timeout: 30 s}\n", "facts.yaml says 30 s"),
    ] {
        let folder = texts(&[("draft.md", draft), (name, content)])?;
        let run = factlint(folder.path(), &["check", "draft.md", "--against", name, "--format", "json"])?;
        let report: serde_json::Value = serde_json::from_str(&run.out)?;
        let messages: Vec<&str> =
            report["findings"].as_array().into_iter().flatten().filter_map(|f| f["message"].as_str()).collect();
        assert!(messages.iter().any(|message| message.ends_with(said)), "{messages:?}");
    }
    Ok(())
}
