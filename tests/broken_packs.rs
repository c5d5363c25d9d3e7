//! What a rule author is told: each pack of `tests/broken-packs` shows one mistake, and each snapshot the diagnostic that it gets.

#![allow(clippy::panic, reason = "a test stops at what it cannot read")]

use factlint::internals::pack::Options;
use factlint::internals::pipeline::Engine;
use factlint::internals::report::{human::Style, problems};
use std::path::{Path, PathBuf};

const STYLE: Style = Style { color: false, width: 80, links: false };

/// What is said of the packs in these folders.
fn complaints(folders: Vec<PathBuf>) -> String {
    let engine = Engine::load(&Options { folders, ..Options::default() });
    let mut out = Vec::new();
    problems(&engine.packs().problems, STYLE, &mut out).unwrap_or_else(|e| panic!("{e}"));
    // The core is loaded beside whatever is broken.
    assert!(engine.packs().rules.get("count-conflict").is_some());
    String::from_utf8_lossy(&out).into_owned()
}

#[test]
fn every_mistake_gets_its_diagnostic() -> std::io::Result<()> {
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir("tests/broken-packs")?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    folders.sort();
    assert!(folders.len() >= 20);
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots/broken-packs");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        for folder in folders {
            let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let said = complaints(vec![folder]);
            assert!(!said.is_empty(), "{name}: nothing is said");
            insta::assert_snapshot!(name, said);
        }
    });
    Ok(())
}

#[test]
fn huge_files_are_refused() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let rules = folder.path().join("rules");
    std::fs::create_dir(&rules)?;
    let manifest = "name: huge\nversion: 0.1.0\nfactlint: '>=0.1'\nlanguages: [en]\nsummary: Too long.\n";
    std::fs::write(folder.path().join("pack.yaml"), manifest)?;
    // A sparse file: a gigabyte on paper only.
    std::fs::File::create(rules.join("long.yaml"))?.set_len(1 << 30)?;
    let said = complaints(vec![folder.path().to_owned()]);
    assert!(said.contains("too long"), "{said}");
    Ok(())
}

#[test]
fn other_rules_of_the_pack_run() -> std::io::Result<()> {
    let folder = tempfile::tempdir()?;
    let (sound, broken) = (Path::new("tests/broken-packs/duplicate-id/rules/council-size.yaml"), folder.path().join("rules"));
    std::fs::create_dir(&broken)?;
    std::fs::copy("tests/broken-packs/duplicate-id/pack.yaml", folder.path().join("pack.yaml"))?;
    std::fs::copy(sound, broken.join("council-size.yaml"))?;
    std::fs::write(broken.join("nothing.yaml"), "severity: error\n")?;
    let engine = Engine::load(&Options { folders: vec![folder.path().to_owned()], ..Options::default() });
    assert_eq!(engine.packs().problems.len(), 1);
    assert!(engine.packs().rules.get("council-size").is_some_and(|rule| rule.enabled));
    Ok(())
}
