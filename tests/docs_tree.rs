//! `docs-tree` looks at what lies on disk: beside a document, above it up to the top of its repository, and nowhere else.

use std::{fs, io, path::Path, process::Command};

/// The paths that `docs-tree` reports of a folder, seen from there.
fn lacking(folder: &Path, more: &[&str]) -> io::Result<Vec<String>> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_factlint"));
    command.current_dir(folder).args(["check", ".", "--format", "json"]).args(more);
    let out = command.output()?;
    let report: serde_json::Value = serde_json::from_slice(&out.stdout)?;
    let findings = report["findings"].as_array().cloned().unwrap_or_default();
    let ours = findings.iter().filter(|f| f["rule"] == "docs-tree").filter_map(|f| f["message"].as_str());
    Ok(ours.filter_map(|message| message.split(' ').next()).map(str::to_owned).collect())
}

/// A repository with these files.
fn repository(files: &[(&str, &str)]) -> io::Result<tempfile::TempDir> {
    let top = tempfile::tempdir()?;
    fs::create_dir(top.path().join(".git"))?;
    for (path, text) in files {
        let path = top.path().join(path);
        fs::create_dir_all(path.parent().unwrap_or(top.path()))?;
        fs::write(path, text)?;
    }
    Ok(top)
}

const ON: [&str; 2] = ["--enable", "docs-tree"];

#[test]
fn names_are_looked_up_from_the_document_and_from_the_top() -> io::Result<()> {
    let guide = "# Boats\n\nSee [the hull](hull.md), [the mast](../README.md) and [the sails](sails.md).\n\n\
                 The program is `src/main.rs`, its rudder `src/rudder.rs`, and its tables `src/tables.rs` and `src/tables/all.rs`.\n";
    let files = [
        ("README.md", "# Boats\n\nSee [the guide](docs/guide.md).\n"),
        ("docs/guide.md", guide),
        ("docs/hull.md", "# Hull\n\nIt is old.\n"),
        ("src/main.rs", ""),
        (".gitignore", "src/tables*\n"),
        ("parts/src/lib.rs", ""),
    ];
    let top = repository(&files)?;
    assert_eq!(lacking(top.path(), &[])?, [""; 0]);
    assert_eq!(lacking(top.path(), &ON)?, ["sails.md", "src/rudder.rs"]);
    // From a folder below it is the same repository.
    assert_eq!(lacking(&top.path().join("docs"), &ON)?, ["sails.md", "src/rudder.rs"]);
    fs::write(top.path().join("docs/sails.md"), "# Sails\n\nThey are red.\n")?;
    fs::create_dir_all(top.path().join("more/src"))?;
    fs::write(top.path().join("more/src/rudder.rs"), "")?;
    assert_eq!(lacking(top.path(), &ON)?, [""; 0]);
    // Without a repository nothing is lacking.
    fs::remove_file(top.path().join("docs/sails.md"))?;
    fs::remove_dir(top.path().join(".git"))?;
    assert_eq!(lacking(top.path(), &ON)?, [""; 0]);
    Ok(())
}

#[test]
fn a_drawing_is_of_the_repository_where_it_has_most_of_it() -> io::Result<()> {
    let drawing = "# Boats\n\nThe folders:\n\n```text\nboats/\n├── docs\n│   └── guide.md\n├── src/\n│   ├── main.rs   # the program\n│   └── mast.rs\n└── README.md\n```\n";
    let files = [("README.md", drawing), ("docs/guide.md", "# Guide\n\nRow.\n"), ("src/main.rs", "")];
    let top = repository(&files)?;
    assert_eq!(lacking(top.path(), &ON)?, ["src/mast.rs"]);
    let other = repository(&[("README.md", drawing), ("src/main.rs", "")])?;
    assert_eq!(lacking(other.path(), &ON)?, [""; 0]);
    Ok(())
}

#[test]
fn documents_of_another_time_or_place_are_left_alone() -> io::Result<()> {
    let text = "# Boats\n\nSee [the guide](docs/guide.md), `src/main.rs` and [the sails](docs/sails.md).\n";
    let set_apart = ["CHANGELOG.md", "docs/adr/0001.md", "vendor/oars/README.md", "tests/fixtures/a.md"];
    let mut files = vec![("docs/guide.md", "# Guide\n\nRow.\n"), ("src/main.rs", "")];
    files.extend(set_apart.iter().map(|path| (*path, text)));
    let top = repository(&files)?;
    assert_eq!(lacking(top.path(), &ON)?, [""; 0]);
    fs::write(top.path().join("README.md"), text)?;
    assert_eq!(lacking(top.path(), &ON)?, ["docs/sails.md"]);
    Ok(())
}
