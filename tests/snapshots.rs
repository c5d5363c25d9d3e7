//! What is printed about the examples, as users see it. The snapshots are at the top level of the repository.

use assert_cmd::Command;

/// What a run on the examples prints, and its exit status.
fn printed(args: &[&str]) -> std::io::Result<(String, Option<i32>)> {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("factlint"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).args(args).env_remove("NO_COLOR").env_remove("FORCE_COLOR");
    let output = command.output()?;
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    Ok((String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code()))
}

fn snapshot(name: &str, args: &[&str], status: i32) -> std::io::Result<()> {
    let (out, code) = printed(args)?;
    assert_eq!(code, Some(status), "{out}");
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, out);
    });
    Ok(())
}

#[test]
fn report_of_the_alliance() -> std::io::Result<()> {
    let (out, _) = printed(&["check", "examples/csto"])?;
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    snapshot("csto-report", &["check", "examples/csto"], 1)
}

#[test]
fn report_of_the_alliance_for_tools() -> std::io::Result<()> {
    let (out, _) = printed(&["check", "--format", "json", "examples/csto"])?;
    let value: serde_json::Value = serde_json::from_str(&out)?;
    let pretty = serde_json::to_string_pretty(&value)?;
    insta::with_settings!({ snapshot_path => "../snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("csto-json", pretty);
    });
    Ok(())
}

#[test]
fn claims_of_the_alliance() -> std::io::Result<()> {
    snapshot("csto-claims", &["claims", "examples/csto"], 0)
}

/// What is planted is found, and nothing else.
#[test]
fn findings_of_the_alliance() -> std::io::Result<()> {
    let (out, _) = printed(&["check", "--format", "json", "examples/csto"])?;
    let value: serde_json::Value = serde_json::from_str(&out)?;
    let findings = value["findings"].as_array().cloned().unwrap_or_default();
    let mut rules: Vec<&str> = findings.iter().filter_map(|f| f["rule"].as_str()).collect();
    rules.sort_unstable();
    assert_eq!(rules, ["count-conflict", "impossible-date", "member-conflict", "name-variant", "ordinal-conflict"]);
    Ok(())
}

/// The documentation of a product, held against its facts: what is planted is found, and no trap is reported.
#[test]
fn documentation_against_facts() -> std::io::Result<()> {
    let of =
        ["examples/docs/docs", "--against", "examples/docs/facts/product.yaml", "--against", "examples/docs/facts/prices.csv"];
    let (out, _) = printed(&[&["check", "--format", "json"], &of[..]].concat())?;
    let value: serde_json::Value = serde_json::from_str(&out)?;
    let findings = value["findings"].as_array().cloned().unwrap_or_default();
    let mut found: Vec<String> = findings
        .iter()
        .filter(|finding| finding["severity"] != "info")
        .filter_map(|finding| {
            let labels = finding["labels"].as_array()?;
            let in_docs =
                |label: &&serde_json::Value| label["document"].as_str().is_some_and(|name| name.contains("/docs/docs/"));
            // The planted version stands behind a right one.
            let label = labels.iter().rfind(in_docs)?;
            Some(format!("{} {}", finding["rule"].as_str()?, label["text"].as_str()?))
        })
        .collect();
    found.sort_unstable();
    let planted = [
        "count-conflict 200",
        "count-conflict 5",
        "count-conflict 8090",
        "enumeration-mismatch the retries",
        "figure-conflict 1 090 kronor",
        "figure-conflict 250 GB",
        "figure-conflict 60 sekunder",
        "figure-conflict 890 kronor",
        "version-conflict Ferrybook 2.3.0",
    ];
    assert_eq!(found, planted);
    snapshot("docs-report", &[&["check"], &of[..]].concat(), 1)?;
    snapshot("docs-claims", &[&["claims"], &of[..]].concat(), 0)?;
    snapshot("docs-facts", &["claims", "examples/docs/facts/product.yaml", "examples/docs/facts/prices.csv"], 0)
}

/// The wrong figures of the drafts are found, and no right one is reported.
#[test]
fn findings_of_the_drafts() -> std::io::Result<()> {
    for (folder, wrong) in [
        ("hamnen", ["412 fartyg", "86 miljoner kronor"]),
        ("sjukhuset", ["12 procent", "3 november"]),
        ("skolan", ["18 klassrum", "430 elever"]),
    ] {
        let (draft, sources) = (format!("examples/against/{folder}/utkast.md"), format!("examples/against/{folder}/sources"));
        let (out, code) = printed(&["check", "--format", "json", &draft, "--against", &sources])?;
        let value: serde_json::Value = serde_json::from_str(&out)?;
        let findings = value["findings"].as_array().cloned().unwrap_or_default();
        let loud = findings.iter().filter(|f| f["severity"] != "info");
        let labels = loud.flat_map(|f| f["labels"].as_array().cloned().unwrap_or_default());
        let mut found: Vec<String> =
            labels.filter(|l| l["document"] == draft.as_str()).filter_map(|l| l["text"].as_str().map(str::to_owned)).collect();
        found.sort();
        assert_eq!((code, found.len()), (Some(1), wrong.len()), "{found:?}");
        for (found, wrong) in found.iter().zip(wrong) {
            assert!(wrong.contains(found.as_str()) || found.contains(wrong), "{found} is not {wrong}");
        }
        snapshot(&format!("against-{folder}"), &["check", &draft, "--against", &sources], 1)?;
        snapshot(&format!("against-{folder}-claims"), &["claims", &draft, "--against", &sources], 0)?;
    }
    Ok(())
}
