//! The pages whose commands are run: what these print is what the page shows. `docs/packs.md` is run from top to bottom in a folder of its own,
//! where its files are written; `README.md` in this one.
//!
//! `FACTLINT_UPDATE=1` writes what they print into the pages.

use factlint::internals::pack::pattern::CaptureKind;
use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

const TUTORIAL: &str = "docs/packs.md";
const README: &str = "README.md";

#[test]
fn every_command_of_the_tutorial_prints_what_is_shown() -> std::io::Result<()> {
    assert!(compare(TUTORIAL, tempfile::tempdir()?.path())? >= 8);
    Ok(())
}

#[test]
fn every_command_of_the_readme_prints_what_is_shown() -> std::io::Result<()> {
    assert!(compare(README, Path::new("."))? >= 1);
    Ok(())
}

#[test]
fn the_readme_can_be_followed() -> std::io::Result<()> {
    let (page, changes) = (std::fs::read_to_string(README)?, std::fs::read_to_string("CHANGELOG.md")?);
    let commands = || page.lines().filter(|line| line.contains("cargo run") || line.contains("cargo install"));
    assert!(commands().count() >= 2 && commands().all(|line| line.contains("--locked")), "build what was tested");
    let tag = page.lines().find_map(|line| line.trim().strip_prefix("rev: v"));
    assert!(tag.is_none_or(|tag| changes.contains(&format!("## [{tag}]"))), "there is no version {tag:?}");
    let first = page.split("cargo run").nth(1).and_then(|after| after.split("Run the tests").next()).unwrap_or_default();
    assert!(first.contains("status 1"), "the first command must say how it ends");
    Ok(())
}

/// What packs may write is all on the page.
#[test]
fn the_tutorial_names_every_kind() -> std::io::Result<()> {
    let page = std::fs::read_to_string(TUTORIAL)?;
    let entities: serde_json::Value = serde_json::from_str(&std::fs::read_to_string("schemas/entities.json")?)?;
    let kinds = entities["$defs"]["EntityKind"]["oneOf"].as_array().cloned().unwrap_or_default();
    assert!(kinds.len() > 5, "{entities:#}");
    let kinds = kinds.iter().filter_map(|kind| kind["const"].as_str());
    for name in kinds.chain(CaptureKind::ALL.map(CaptureKind::name)).chain(["subject", "attribute", "value", "set", "then"]) {
        assert!(page.contains(&format!("`{name}`")), "{name} is not on the page");
    }
    Ok(())
}

/// Runs the commands of a page, and compares or writes what they print. Gives how many there are.
fn compare(name: &str, folder: &Path) -> std::io::Result<usize> {
    let page = std::fs::read_to_string(name)?;
    let mut made = String::new();
    let mut lines = page.lines();
    let mut commands = 0;
    while let Some(line) = lines.next() {
        made += line;
        made.push('\n');
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let block: Vec<&str> = lines.by_ref().take_while(|l| *l != "```").collect();
        if info == "console" {
            let mut status = 0;
            for command in block.iter().filter_map(|l| l.strip_prefix("$ ")) {
                commands += 1;
                let _ = writeln!(made, "$ {command}");
                if command == "echo $?" {
                    let _ = writeln!(made, "{status}");
                    continue;
                }
                let (output, code) = run(folder, command)?;
                status = code;
                made += &output;
            }
        } else {
            if let Some((_, file)) = info.split_once(' ') {
                let file = folder.join(file);
                std::fs::create_dir_all(file.parent().unwrap_or(folder))?;
                std::fs::write(file, block.join("\n") + "\n")?;
            }
            for line in &block {
                made = std::mem::take(&mut made) + line + "\n";
            }
        }
        made += "```\n";
    }
    if std::env::var_os("FACTLINT_UPDATE").is_some() {
        std::fs::write(name, &made)?;
        return Ok(commands);
    }
    for (shown, printed) in page.lines().zip(made.lines()) {
        assert_eq!(shown, printed, "FACTLINT_UPDATE=1 cargo test --test tutorial");
    }
    assert_eq!(page.lines().count(), made.lines().count());
    Ok(commands)
}

/// What a command of the page prints, to standard output and then to standard error, and its exit status. `| tail -N` after it takes the last
/// lines, `< FILE` gives it a file to read.
fn run(folder: &Path, command: &str) -> std::io::Result<(String, i32)> {
    let (command, last) = command.split_once(" | tail -").map_or((command, None), |(command, n)| (command, n.parse().ok()));
    let (command, input) =
        command.split_once(" < ").map_or((command, None), |(command, file)| (command, Some(folder.join(file))));
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("factlint"), "{command}");
    let output = Command::new(assert_cmd::cargo::cargo_bin!("factlint"))
        .args(words)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR")
        .stdin(input.map_or_else(|| Ok(Stdio::null()), |file| std::fs::File::open(file).map(Stdio::from))?)
        .output()?;
    let both = [output.stdout, output.stderr].concat();
    let all = String::from_utf8_lossy(&both).into_owned();
    let skipped = last.map_or(0, |last: usize| all.lines().count().saturating_sub(last));
    Ok((all.split_inclusive('\n').skip(skipped).collect(), output.status.code().unwrap_or(-1)))
}
