//! `docs/packs.md` is run from top to bottom: its files are written, its commands run, and what they print is what the page shows.
//!
//! `FACTLINT_UPDATE=1` writes what they print into the page.

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

const PAGE: &str = "docs/packs.md";

#[test]
fn every_command_of_the_tutorial_prints_what_is_shown() -> std::io::Result<()> {
    let page = std::fs::read_to_string(PAGE)?;
    let folder = tempfile::tempdir()?;
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
                let (output, code) = run(folder.path(), command)?;
                status = code;
                made += &output;
            }
        } else {
            if let Some((_, file)) = info.split_once(' ') {
                let file = folder.path().join(file);
                std::fs::create_dir_all(file.parent().unwrap_or(folder.path()))?;
                std::fs::write(file, block.join("\n") + "\n")?;
            }
            for line in &block {
                made = std::mem::take(&mut made) + line + "\n";
            }
        }
        made += "```\n";
    }
    assert!(commands >= 8, "{commands}");
    if std::env::var_os("FACTLINT_UPDATE").is_some() {
        return std::fs::write(PAGE, &made);
    }
    for (shown, printed) in page.lines().zip(made.lines()) {
        assert_eq!(shown, printed, "FACTLINT_UPDATE=1 cargo test --test tutorial");
    }
    assert_eq!(page.lines().count(), made.lines().count());
    Ok(())
}

/// What a command of the page prints, to standard output and then to standard error, and its exit status.
fn run(folder: &Path, command: &str) -> std::io::Result<(String, i32)> {
    let mut words = command.split_whitespace();
    assert_eq!(words.next(), Some("factlint"), "{command}");
    let output = Command::new(assert_cmd::cargo::cargo_bin!("factlint"))
        .args(words)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .env_remove("FORCE_COLOR")
        .output()?;
    let both = [output.stdout, output.stderr].concat();
    Ok((String::from_utf8_lossy(&both).into_owned(), output.status.code().unwrap_or(-1)))
}
