//! Requests of an editorial system: one process, one answer each.

#![allow(clippy::panic, reason = "a test stops at what it cannot read")]

mod common;

use common::{run, text, texts};
use serde_json::{Value, json};
use std::{fs, io, path::Path, process::Command};

fn answers(folder: &Path, input: &str) -> io::Result<(Option<i32>, Vec<Value>)> {
    let run = run(folder, &["batch"], input.as_bytes())?;
    let lines = run.out.lines().map(|line| serde_json::from_str(line).unwrap_or_else(|e| panic!("{e}: {line}")));
    Ok((run.code, lines.collect()))
}

fn example(name: &str) -> String {
    format!("{}/examples/batch/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn each_request_has_one_answer() -> io::Result<()> {
    let folder = texts(&[])?;
    let request = fs::read_to_string(example("request.jsonl"))?;
    let good = json!({"role": "draft", "id": "a", "text": "The quay is 240 metres long."});
    let (code, answers) = answers(folder.path(), &format!("{request}\n\n{good}\n\n{request}"))?;
    assert_eq!((code, answers.len()), (Some(1), 3));
    assert_eq!(answers[0], answers[2], "a request knows nothing of others");
    let finding = &answers[0]["findings"][0];
    assert_eq!(finding["rule"], "figure-conflict", "{finding}");
    let label = finding["labels"].as_array().unwrap().iter().find(|l| l["document"] == "kaj.html").unwrap();
    let html = serde_json::from_str::<Value>(request.lines().next().unwrap())?["html"].as_str().unwrap().to_owned();
    let (start, end) = (label["start"].as_u64().unwrap() as usize, label["end"].as_u64().unwrap() as usize);
    assert_eq!(&html[start..end], label["text"].as_str().unwrap(), "offsets are bytes of the page");
    assert_eq!(answers[0]["summary"]["contradicted"], 1);
    let standings: Vec<&str> =
        answers[0]["support"].as_array().unwrap().iter().filter_map(|row| row["standing"].as_str()).collect();
    assert_eq!(standings, ["supported", "contradicted"]);
    assert_eq!(answers[1]["findings"], json!([]));
    Ok(())
}

#[test]
fn what_is_wrong_is_said_and_the_next_request_answered() -> io::Result<()> {
    let folder = texts(&[])?;
    let good = json!({"id": "a", "text": "All is well."});
    for (wrong, said) in [
        ("{".to_owned(), "EOF"),
        (json!({"id": "a"}).to_string(), "a `text` or `html`"),
        (json!({"id": "a", "text": "x", "html": "y"}).to_string(), "not both"),
        (json!({"id": "a", "txet": "x"}).to_string(), "unknown field `txet`"),
        (json!({"id": "a", "text": "x", "role": "boss"}).to_string(), "unknown variant `boss`"),
        (json!({"id": "a", "text": "x", "date": "2024-02-30"}).to_string(), "no day of the calendar"),
        (json!({"id": "a", "text": "x", "lang": "de"}).to_string(), ""),
        (json!({"id": "b", "text": "x"}).to_string() + "\n" + &json!({"id": "b", "text": "y"}).to_string(), "called `b` already"),
    ] {
        let (code, answers) = answers(folder.path(), &format!("{wrong}\n\n{good}\n"))?;
        assert_eq!(answers.len(), 2, "{wrong}");
        assert_eq!(answers[1]["findings"], json!([]));
        if said.is_empty() {
            continue;
        }
        assert_eq!(code, Some(2), "{wrong}");
        let error = &answers[0]["errors"][0];
        assert!(error["message"].as_str().unwrap().contains(said), "{wrong}: {error}");
        assert_eq!(error["line"], wrong.lines().count());
    }
    assert_eq!(answers(folder.path(), "")?, (Some(0), vec![]));
    assert_eq!(answers(folder.path(), "\n\n\n")?, (Some(0), vec![]));
    Ok(())
}

#[test]
fn marks_in_pages_settle() -> io::Result<()> {
    let folder = texts(&[])?;
    let page = "<p>It met on Monday 5 March 2024. <!-- factlint: ok weekday-mismatch: as the letter says --></p>";
    let (code, answers) = answers(folder.path(), &json!({"id": "a", "html": page}).to_string())?;
    assert_eq!((code, &answers[0]["summary"]["settled"]), (Some(0), &json!(1)));
    Ok(())
}

#[cfg(unix)]
#[test]
fn the_worked_examples_work() -> io::Result<()> {
    let program = assert_cmd::cargo::cargo_bin!("factlint");
    let path = format!("{}:{}", program.parent().unwrap_or(Path::new("")).display(), std::env::var("PATH").unwrap_or_default());
    let request = fs::File::open(example("request.jsonl"))?;
    let hook = Command::new("sh").arg(example("hook.sh")).env("PATH", &path).stdin(request).output()?;
    assert_eq!((hook.status.code(), text(&hook.stderr).contains("figure-conflict")), (Some(1), true), "{}", text(&hook.stderr));
    let Ok(caller) = Command::new("python3")
        .arg(example("caller.py"))
        .args([example("request.jsonl"), example("request.jsonl")])
        .env("PATH", &path)
        .output()
    else {
        println!("skipped, as there is no python3");
        return Ok(());
    };
    let printed = text(&caller.stdout);
    assert_eq!((caller.status.code(), printed.lines().count()), (Some(1), 2), "{printed}{}", text(&caller.stderr));
    assert!(printed.contains("council: 68 million kronor"), "{printed}");
    Ok(())
}
