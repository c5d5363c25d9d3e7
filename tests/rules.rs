//! The built-in packs hold what they promise: every example of every rule, its snapshot, and what is made of the rule files.

#![allow(clippy::panic, reason = "a test stops at what it cannot read")]

use factlint::internals::pack::{Options, schema};
use factlint::internals::pipeline::Engine;
use factlint::internals::testing::{Kind, Run, Selection, Verdict, run};
use std::path::Path;

fn engine() -> Engine {
    Engine::load(&Options { all: true, ..Options::default() })
}

fn built_in(engine: &Engine) -> Run<'_> {
    let packs: Vec<String> = engine.packs().packs.iter().map(|p| p.manifest.name.clone()).collect();
    run(engine, &Selection { packs: &packs, filter: None, root: Path::new(env!("CARGO_MANIFEST_DIR")) })
}

/// `cargo run -- test` says more of what fails here, and `cargo run -- test --update` accepts new reports.
#[test]
fn every_example_shows_what_it_promises() {
    let engine = engine();
    assert_eq!(engine.packs().problems, []);
    let run = built_in(&engine);
    let wrong: Vec<String> = run
        .outcomes
        .iter()
        .filter(|o| o.verdict != Verdict::Passed)
        .map(|o| match &o.verdict {
            Verdict::Differs { new, .. } => format!("{} invalid {} differs from its snapshot:\n{new}\n", o.rule.id, o.number),
            Verdict::Reported(report) => format!("{} valid {} is reported:\n{report}\n", o.rule.id, o.number),
            _ => format!("{} invalid {} is not reported\n", o.rule.id, o.number),
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.concat());
    assert!(run.stale.is_empty(), "snapshots without an example: {:?}", run.stale);
    assert!(run.without_snapshots.is_empty(), "{:?}", run.without_snapshots);
    let fired = run.outcomes.iter().filter(|o| o.kind == Kind::Invalid).count();
    assert!(fired > 10, "{fired}");
}

/// Holds a file of the repository to what is made from the code; `FACTLINT_UPDATE=1` writes it.
fn same(path: &str, made: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    if std::env::var_os("FACTLINT_UPDATE").is_some() {
        std::fs::write(&file, made).unwrap_or_else(|e| panic!("{path}: {e}"));
    }
    let written = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(written == made, "{path} is not up to date: FACTLINT_UPDATE=1 cargo test --test rules");
}

#[test]
fn schemas_are_those_of_the_types() {
    let own = [
        ("config", factlint::internals::config::schema()),
        ("settled", factlint::internals::settle::schema()),
        ("batch-document", factlint::internals::job::schema()),
        ("extract-row", factlint::internals::extract::schema()),
    ];
    for (kind, content) in schema::schemas().into_iter().chain(factlint::internals::report::schema::schemas()).chain(own) {
        same(&format!("schemas/{kind}.json"), &schema::file(&content));
    }
}

#[test]
fn the_page_of_rules_is_made_from_their_files() {
    same("docs/rules.md", &factlint::internals::report::catalogue::markdown(engine().packs()));
}
