//! What decides is told of every sort of claim: of figures slot by slot (`tests/html.rs`), and of who belongs to a group or holds an office.

#![allow(clippy::unwrap_used, reason = "a test stops at what it cannot read")]

mod common;

use common::{factlint, texts};
use serde_json::{Value, json};
use std::io;

const DRAFT: &str = "Norrvik Energy has grown. Per Alm is the chief executive of Norrvik Energy. The CSTO has six members.\n";
const SOURCE: &str = "Ida Rask, chief executive of Norrvik Energy, said so. Nobody doubts that the CSTO has five members.\n";

/// What decides, as two sides and the slots: which, how they compare, both sides' words.
fn told(decides: &Value) -> Value {
    let slots = decides["slots"].as_array().unwrap();
    let slots: Vec<Value> = slots.iter().map(|slot| json!([slot["slot"], slot["fit"], slot["here"], slot["there"]])).collect();
    json!([decides["here"]["document"], decides["here"]["text"], decides["there"]["text"], decides["meet"], slots])
}

#[test]
fn members_and_offices_tell_what_decides() -> io::Result<()> {
    let folder = texts(&[("draft.txt", DRAFT), ("source.txt", SOURCE)])?;
    let office = json!([
        "draft.txt",
        "Per Alm is the chief executive of Norrvik Energy",
        "Ida Rask, chief executive of Norrvik Energy",
        false,
        [["referent", "same", "Norrvik Energy", "Norrvik Energy"], ["predicate", "same", "chief executive", "chief executive"]]
    ]);
    let members = json!(["draft.txt", "six members", "five members", false, [["referent", "same", "CSTO", "CSTO"]]]);
    for args in [&["draft.txt", "--against", "source.txt"][..], &["draft.txt", "source.txt"]] {
        let run = factlint(folder.path(), &[&["check", "--format", "json"], args].concat())?;
        let report: Value = serde_json::from_str(&run.out)?;
        let of = |rule: &str, words: &str| {
            let findings = report["findings"].as_array().unwrap().iter();
            let mut findings =
                findings.filter(|f| f["rule"] == rule && f["labels"].as_array().unwrap().iter().any(|l| l["text"] == words));
            told(&findings.next().unwrap()["decides"])
        };
        assert_eq!(of("role-conflict", "Per Alm is the chief executive of Norrvik Energy"), office, "{args:?}");
        assert_eq!(of("count-conflict", "six members"), members, "{args:?}");
    }
    let run = factlint(folder.path(), &["claims", "draft.txt", "--against", "source.txt", "--format", "json"])?;
    let table: Value = serde_json::from_str(&run.out)?;
    let rows = table["support"].as_array().unwrap();
    let of = |kind: &str| told(&rows.iter().find(|row| row["kind"] == kind).unwrap()["decides"]);
    assert_eq!((of("office"), of("members")), (office, members));
    Ok(())
}
