//! The language server, played as an editor plays it.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops at what it cannot read")]

mod common;

use common::{
    editor::{Editor, position, range, uri},
    factlint, texts,
};
use serde_json::{Value, json};
use std::{fs, io, path::Path};

/// A folder with the draft of an example and its sources, and a configuration that says which is which.
fn harbour() -> io::Result<(tempfile::TempDir, String)> {
    let of = |name: &str| fs::read_to_string(format!("{}/examples/against/hamnen/{name}", env!("CARGO_MANIFEST_DIR")));
    let draft = of("utkast.md")?;
    let folder = texts(&[
        ("drafts/utkast.md", &draft),
        ("sources/council.txt", &of("sources/council.txt")?),
        ("sources/port-report.md", &of("sources/port-report.md")?),
        ("factlint.yaml", "against:\n  - drafts: drafts/*\n    sources: sources/*\n"),
    ])?;
    Ok((folder, draft))
}

/// What `check` finds in a draft, as an editor would show it.
fn found(folder: &Path, draft: &str, encoding: &str) -> io::Result<Vec<(String, String, Value)>> {
    let run = factlint(folder, &["check", draft, "--format", "json"])?;
    let report: Value = serde_json::from_str(&run.out)?;
    let text = fs::read_to_string(folder.join(draft))?;
    let findings = report["findings"].as_array().unwrap().iter().map(|finding| {
        let own = finding["labels"].as_array().unwrap().iter().filter(|label| label["document"] == draft);
        let first = own.min_by_key(|label| (label["primary"] != true, label["start"].as_u64())).unwrap();
        let at = |side: &str| position(&text, first[side].as_u64().unwrap() as usize, encoding);
        let text = |of: &Value| of.as_str().unwrap().to_owned();
        (text(&finding["rule"]), text(&finding["message"]), json!({"start": at("start"), "end": at("end")}))
    });
    Ok(findings.collect())
}

/// What an editor was told, in the same form.
fn told(diagnostics: &[Value]) -> Vec<(String, String, Value)> {
    let text = |of: &Value| of.as_str().unwrap_or_default().to_owned();
    let findings = diagnostics.iter().filter(|one| !one["code"].is_null());
    findings.map(|one| (text(&one["code"]), text(&one["message"]), one["range"].clone())).collect()
}

#[test]
fn a_draft_is_checked_as_somebody_writes() -> io::Result<()> {
    for encoding in ["utf-8", "utf-16"] {
        let (folder, draft) = harbour()?;
        let path = folder.path().join("drafts/utkast.md");
        let own = uri(&path);
        let mut editor = Editor::start(folder.path(), &[], Editor::counting(encoding))?;
        assert_eq!(editor.server["capabilities"]["positionEncoding"], encoding);
        editor.open(&own, "markdown", 1, &draft)?;
        let diagnostics = editor.diagnostics(&own, 1)?;
        assert_eq!(told(&diagnostics), found(folder.path(), "drafts/utkast.md", encoding)?, "as `check` has it");
        assert!(!told(&diagnostics).is_empty());
        let wrong = diagnostics.iter().find(|one| one["code"] == "figure-conflict").unwrap();
        let related = &wrong["relatedInformation"][0]["location"];
        assert!(related["uri"].as_str().unwrap().contains("/sources/"), "{wrong}");

        // What stands behind the words of the finding.
        let at = json!({"textDocument": {"uri": own}, "position": wrong["range"]["start"]});
        let hover = editor.ask("textDocument/hover", at.clone())?;
        let shown = hover["contents"]["value"].as_str().unwrap();
        assert!(shown.contains("**contradicted**") && shown.contains("sources/") && shown.contains("figure-conflict"), "{shown}");
        let places = editor.ask("textDocument/definition", at)?;
        assert_eq!(places[0]["uri"], related["uri"], "{places}");
        let source = fs::read_to_string(places[0]["uri"].as_str().unwrap().trim_start_matches("file://"))?;
        let line = source.lines().nth(places[0]["range"]["start"]["line"].as_u64().unwrap() as usize).unwrap();
        assert!(!line.is_empty());
        let supported = json!({"textDocument": {"uri": own}, "position": range(&draft, "31 röster", encoding)["start"]});
        let hover = editor.ask("textDocument/hover", supported.clone())?;
        assert!(hover["contents"]["value"].as_str().unwrap().contains("**supported**"), "{hover}");
        assert!(editor.ask("textDocument/definition", supported)?[0]["uri"].as_str().unwrap().contains("/sources/"));
        let nothing = json!({"textDocument": {"uri": own}, "position": range(&draft, "säger", encoding)["start"]});
        assert_eq!(editor.ask("textDocument/hover", nothing)?, Value::Null);

        // How many claims stand how.
        let lens = editor.ask("textDocument/codeLens", json!({"textDocument": {"uri": own}}))?;
        let title = lens[0]["command"]["title"].as_str().unwrap();
        assert!(title.contains("supported") && title.contains("contradicted"), "{title}");
        let told_of = editor.ask(
            "workspace/executeCommand",
            json!({"command": lens[0]["command"]["command"], "arguments": lens[0]["command"]["arguments"]}),
        )?;
        assert!(told_of.as_str().unwrap().starts_with(title), "{told_of}");
        assert_eq!(editor.wait("window/showMessage")?["message"], told_of);

        // The source's own words take the place of the draft's, and the finding is gone.
        let asked = json!({"textDocument": {"uri": own}, "range": wrong["range"], "context": {"diagnostics": [wrong]}});
        let actions = editor.ask("textDocument/codeAction", asked.clone())?;
        let actions = actions.as_array().unwrap();
        let titled = |what: &str| actions.iter().find(|action| action["title"].as_str().unwrap().contains(what)).cloned();
        let fix = titled("says").unwrap_or_else(|| panic!("{actions:?}"));
        let edit = &fix["edit"]["changes"][&own][0];
        editor.change(&own, 2, json!([{"range": edit["range"], "text": edit["newText"]}]))?;
        let after = editor.diagnostics(&own, 2)?;
        assert!(
            !after.iter().any(|one| one["range"]["start"] == wrong["range"]["start"] && one["code"] == wrong["code"]),
            "{after:?}"
        );
        assert_eq!(fs::read_to_string(&path)?, draft, "the file is as it was");
        // As a whole, back to what it was.
        editor.change(&own, 3, json!([{"text": draft}]))?;
        assert_eq!(editor.diagnostics(&own, 3)?, diagnostics);

        // A mark settles nothing until somebody has written why.
        let mark = &titled("Settle it here").unwrap()["edit"]["changes"][&own][0];
        editor.change(&own, 4, json!([{"range": mark["range"], "text": mark["newText"]}]))?;
        let unreasoned = editor.diagnostics(&own, 4)?;
        assert!(unreasoned.iter().any(|one| one["message"].as_str().unwrap().contains("gives no reason")), "{unreasoned:?}");
        let reasoned = mark["newText"].as_str().unwrap().replace("-->", "as the mayor says -->");
        editor.change(&own, 5, json!([{"text": draft}, {"range": mark["range"], "text": reasoned}]))?;
        let settled = editor.diagnostics(&own, 5)?;
        assert_eq!(settled.len() + 1, diagnostics.len(), "{settled:?}");

        let explain = titled("Explain").unwrap();
        let rule = editor.ask("workspace/executeCommand", explain["command"].clone())?;
        assert!(rule.as_str().unwrap().starts_with("figure-conflict: "), "{rule}");
        editor.close(&own)?;
        let mut last = editor.wait("textDocument/publishDiagnostics")?;
        assert_eq!(last["diagnostics"].take(), json!([]));
        assert_eq!(
            editor.ask("textDocument/hover", json!({"textDocument": {"uri": own}, "position": {"line": 0, "character": 0}}))?,
            Value::Null
        );
        assert_eq!(editor.end()?, Some(0));
    }
    Ok(())
}

#[test]
fn places_are_right_behind_letters_of_several_units() -> io::Result<()> {
    for encoding in ["utf-8", "utf-16"] {
        let source = "🦀🦀 Kajen i Åsbro, som är 220 meter lång, öppnade 1974.\n";
        let draft = "🦀 Åäö: 👩‍👩‍👧 Kajen i Åsbro är 240 meter lång och öppnade 1974.\r\n\r\nDe åt 🍰 tisdagen den 6 mars 2024.\r\n";
        let folder =
            texts(&[("d.md", draft), ("s.txt", source), ("factlint.yaml", "against: [{drafts: d.md, sources: s.txt}]\n")])?;
        let own = uri(&folder.path().join("d.md"));
        let mut editor = Editor::start(folder.path(), &[], Editor::counting(encoding))?;
        editor.open(&own, "markdown", 1, draft)?;
        let diagnostics = editor.diagnostics(&own, 1)?;
        let wrong = diagnostics.iter().find(|one| one["code"] == "figure-conflict").unwrap();
        assert_eq!(wrong["range"], range(draft, "240 meter", encoding));
        assert_eq!(wrong["relatedInformation"][0]["location"]["range"], range(source, "220 meter", encoding));
        let weekday = diagnostics.iter().find(|one| one["code"] == "weekday-mismatch").unwrap();
        assert_eq!(weekday["range"], range(draft, "tisdagen den 6 mars 2024", encoding));
        assert_eq!(told(&diagnostics), found(folder.path(), "d.md", encoding)?);
        // Changes are counted so, too.
        editor.change(
            &own,
            2,
            json!([{"range": range(draft, "240", encoding), "text": "220"}, {"range": range(draft, "🦀", encoding), "text": ""}]),
        )?;
        let after = editor.diagnostics(&own, 2)?;
        assert!(!after.iter().any(|one| one["code"] == "figure-conflict"), "{after:?}");
        assert_eq!(editor.end()?, Some(0));
    }
    Ok(())
}

#[test]
fn what_is_open_counts_before_what_is_on_disk() -> io::Result<()> {
    let (folder, draft) = harbour()?;
    let own = uri(&folder.path().join("drafts/utkast.md"));
    let mut editor = Editor::start(folder.path(), &[], Editor::counting("utf-16"))?;
    editor.open(&own, "markdown", 1, &draft)?;
    let before = editor.diagnostics(&own, 1)?;
    let conflict = before.iter().find(|one| one["code"] == "figure-conflict").unwrap();
    let source = conflict["relatedInformation"][0]["location"]["uri"].as_str().unwrap().to_owned();
    let path = source.trim_start_matches("file://").to_owned();
    let content = fs::read_to_string(&path)?;
    // A source that somebody changes, and has not saved.
    editor.open(&source, "plaintext", 1, &content)?;
    assert_eq!(editor.diagnostics(&own, 1)?, before);
    editor.change(&source, 2, json!([{"text": "Nothing is told here.\n"}]))?;
    let without = editor.diagnostics(&own, 1)?;
    assert!(!without.contains(conflict), "{without:?}");
    // Closed without being saved, the file counts again.
    editor.close(&source)?;
    assert_eq!(editor.diagnostics(&own, 1)?, before);
    // A source that changes on disk: seen when the draft is next checked.
    fs::write(&path, "Nothing is told here either, as it seems.\n")?;
    editor.change(&own, 2, json!([{"text": draft}]))?;
    assert!(!editor.diagnostics(&own, 2)?.contains(conflict));
    fs::write(&path, &content)?;
    editor.notify("workspace/didChangeWatchedFiles", json!({"changes": [{"uri": source, "type": 2}]}))?;
    assert_eq!(editor.diagnostics(&own, 2)?, before);
    // A draft that is in no file yet, by the folder's configuration.
    let new = uri(&folder.path().join("drafts/ny.md"));
    editor.open(&new, "markdown", 1, &draft)?;
    assert_eq!(told(&editor.diagnostics(&new, 1)?), told(&before));
    editor.open("untitled:Untitled-1", "markdown", 1, "It met on Monday 5 March 2024.\n")?;
    assert_eq!(editor.diagnostics("untitled:Untitled-1", 1)?[0]["code"], "weekday-mismatch");
    // A configuration that changes: without sources, nothing contradicts.
    fs::write(folder.path().join("factlint.yaml"), "lang: sv\n")?;
    editor.notify("textDocument/didSave", json!({"textDocument": {"uri": uri(&folder.path().join("factlint.yaml"))}}))?;
    assert!(!editor.diagnostics(&own, 2)?.contains(conflict));
    assert_eq!(editor.end()?, Some(0));
    Ok(())
}

#[test]
fn findings_are_settled_in_the_file_with_a_reason() -> io::Result<()> {
    let (folder, draft) = harbour()?;
    let own = uri(&folder.path().join("drafts/utkast.md"));
    let mut params = Editor::counting("utf-8");
    params["initializationOptions"] = json!({"asks": true});
    let mut editor = Editor::start(folder.path(), &[], params)?;
    editor.open(&own, "markdown", 1, &draft)?;
    let before = editor.diagnostics(&own, 1)?;
    let wrong = before.iter().find(|one| one["code"] == "figure-conflict").unwrap();
    let asked = json!({"textDocument": {"uri": own}, "range": wrong["range"], "context": {"diagnostics": []}});
    let actions = editor.ask("textDocument/codeAction", asked)?;
    let settle = actions.as_array().unwrap().iter().find(|action| action["title"] == "Settle it, with a reason").unwrap();
    let mut command = settle["command"].clone();
    assert_eq!(command["arguments"][0]["key"], wrong["data"]["key"]);
    let id = editor.request("workspace/executeCommand", command.clone())?;
    let refused = editor.answer(id)?;
    assert!(refused["error"]["message"].as_str().unwrap().contains("a reason says why"), "{refused}");
    assert!(!folder.path().join("factlint-settled.yaml").exists());
    command["arguments"][0]["reason"] = "as the mayor says".into();
    editor.ask("workspace/executeCommand", command.clone())?;
    let after = editor.diagnostics(&own, 1)?;
    assert!(!after.contains(wrong) && after.len() + 1 == before.len(), "{after:?}");
    assert!(fs::read_to_string(folder.path().join("factlint-settled.yaml"))?.contains("as the mayor says"));
    assert_eq!(told(&after), found(folder.path(), "drafts/utkast.md", "utf-8")?);
    let id = editor.request("workspace/executeCommand", command)?;
    assert!(editor.answer(id)?["error"]["message"].as_str().unwrap().contains("no open finding"));
    assert_eq!(editor.end()?, Some(0));
    Ok(())
}

#[test]
fn names_are_spelled_one_way() -> io::Result<()> {
    let text = "Azerbaijan exports oil. Georgia is a neighbour. Azerbaidjan borders it. Azerbaijan lies by the sea.\n";
    let folder = texts(&[("a.txt", text)])?;
    let own = uri(&folder.path().join("a.txt"));
    let mut editor = Editor::start(folder.path(), &[], Editor::counting("utf-8"))?;
    editor.open(&own, "plaintext", 1, text)?;
    let diagnostics = editor.diagnostics(&own, 1)?;
    let variant = diagnostics.iter().find(|one| one["code"] == "name-variant").unwrap_or_else(|| panic!("{diagnostics:?}"));
    let asked = json!({"textDocument": {"uri": own}, "range": variant["range"], "context": {"diagnostics": []}});
    let actions = editor.ask("textDocument/codeAction", asked)?;
    let spell = actions
        .as_array()
        .unwrap()
        .iter()
        .find(|action| action["title"] == "Spell it “Azerbaijan” in this text")
        .unwrap_or_else(|| panic!("{actions}"));
    let edits = spell["edit"]["changes"][&own].as_array().unwrap();
    assert_eq!((edits.len(), &edits[0]["newText"]), (1, &json!("Azerbaijan")));
    assert_eq!(edits[0]["range"], range(text, "Azerbaidjan", "utf-8"));
    assert_eq!(editor.end()?, Some(0));
    Ok(())
}

#[test]
fn a_configuration_is_completed_and_checked() -> io::Result<()> {
    let text = "against:\n  - drafts: a\n    \nfail-on: \nrules:\n  \n";
    let folder = texts(&[("factlint.yaml", "")])?;
    let own = uri(&folder.path().join("factlint.yaml"));
    let mut editor = Editor::start(folder.path(), &[], Editor::counting("utf-16"))?;
    editor.open(&own, "yaml", 1, "fail-on: sometimes\n")?;
    let wrong = editor.diagnostics(&own, 1)?;
    assert_eq!((wrong.len(), &wrong[0]["severity"], &wrong[0]["range"]["start"]["line"]), (1, &json!(1), &json!(0)), "{wrong:?}");
    editor.change(&own, 2, json!([{"text": text}]))?;
    for (line, character, has) in [(2, 4, "sources"), (3, 9, "warning"), (5, 2, "count-conflict"), (6, 0, "baseline")] {
        let at = json!({"textDocument": {"uri": own}, "position": {"line": line, "character": character}});
        let offered = editor.ask("textDocument/completion", at)?;
        let one =
            offered.as_array().unwrap().iter().find(|item| item["label"] == has).unwrap_or_else(|| panic!("{has}: {offered}"));
        assert!(!one["documentation"].as_str().unwrap().is_empty());
    }
    assert_eq!(editor.end()?, Some(0));
    Ok(())
}

#[test]
fn requests_can_be_taken_back_and_malformed_ones_are_refused() -> io::Result<()> {
    let (folder, draft) = harbour()?;
    let own = uri(&folder.path().join("drafts/utkast.md"));
    let mut editor = Editor::start(folder.path(), &[], Editor::counting("utf-16"))?;
    editor.open(&own, "markdown", 1, &draft)?;
    // The request waits for the check, and the second message comes before it is answered.
    let at = json!({"textDocument": {"uri": own}, "position": {"line": 6, "character": 0}});
    let mut taken_back = 0;
    for _ in 0..20 {
        editor.change(&own, 2, json!([{"text": draft}]))?;
        let id = editor.request("textDocument/hover", at.clone())?;
        editor.notify("$/cancelRequest", json!({"id": id}))?;
        taken_back += usize::from(editor.answer(id)?["error"]["code"] == -32800);
    }
    assert!(taken_back > 0, "none of 20 requests was taken back");
    for (method, params, code) in [
        ("textDocument/hover", json!({}), -32602),
        ("textDocument/codeAction", json!({"textDocument": {"uri": own}}), -32602),
        ("workspace/executeCommand", json!({"command": "factlint.explain", "arguments": ["none"]}), -32602),
        ("workspace/executeCommand", json!({"command": "factlint.explain"}), -32602),
        ("workspace/executeCommand", json!({"command": "rm", "arguments": [1]}), -32602),
        ("textDocument/rename", json!({}), -32601),
    ] {
        let id = editor.request(method, params)?;
        assert_eq!(editor.answer(id)?["error"]["code"], code, "{method}");
    }
    // What means nothing as a notification is passed over, and ranges beyond the text are taken in.
    editor.notify("textDocument/didChange", json!({"textDocument": {"uri": own}}))?;
    editor.change("file:///none.md", 1, json!([{"text": "x"}]))?;
    let beyond = json!({"start": {"line": 900, "character": 9}, "end": {"line": 3, "character": 0}});
    editor.change(&own, 3, json!([{"range": beyond, "text": "\nSlut.\n"}]))?;
    editor.diagnostics(&own, 3)?;
    assert_eq!(editor.end()?, Some(0));
    Ok(())
}

#[test]
fn a_configuration_that_is_broken_is_told_where_it_counts() -> io::Result<()> {
    let folder = texts(&[("factlint.yaml", "against: 7\n"), ("a.md", "x")])?;
    let own = uri(&folder.path().join("a.md"));
    let mut editor = Editor::start(folder.path(), &[], Editor::counting("utf-16"))?;
    editor.open(&own, "markdown", 1, "It met on Monday 5 March 2024.")?;
    let told = editor.diagnostics(&own, 1)?;
    assert_eq!(told.len(), 1, "{told:?}");
    fs::write(folder.path().join("factlint.yaml"), "against:\n  - drafts: a.md\n    sources: none/*\n")?;
    editor.change(&own, 2, json!([{"text": "It met on Monday 5 March 2024."}]))?;
    let told = editor.diagnostics(&own, 2)?;
    assert!(told.iter().any(|one| one["message"].as_str().unwrap().contains("none/*")), "{told:?}");
    assert_eq!(editor.end()?, Some(0));
    Ok(())
}
