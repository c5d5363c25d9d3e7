//! The arrows of the pipeline point one way: a module uses only what stands before it.
//!
//! Stages are listed first to last. A few parts of a module that need nothing else of it are stages of their own: those that everything
//! stands on, and the form of patterns, which claims are read by and packs hand over.

use std::{
    collections::BTreeSet,
    fs, io,
    path::{Path, PathBuf},
};

/// A module path, or an item, for each stage; the longest that a path starts with is its stage.
const STAGES: [&str; 31] = [
    "store",
    "changed",
    "value",
    "pack::embedded",
    "text::Span",
    "text::scan",
    "source",
    "lexicon",
    "text",
    "grammar",
    "entity",
    "clause",
    "pack::pattern",
    "claim",
    "pack",
    "config",
    "vendor",
    "check",
    "settle",
    "fix",
    "annotate",
    "report",
    "pipeline",
    "job",
    "extract",
    "api",
    "testing",
    "mcp",
    "lsp",
    "serve",
    "cli",
];

/// The stage of a path below the crate, as a place in [`STAGES`].
fn stage(path: &str) -> Option<usize> {
    let of = |name: &str| path == name || path.strip_prefix(name).is_some_and(|rest| rest.starts_with("::"));
    (0..STAGES.len()).filter(|&n| of(STAGES[n])).max_by_key(|&n| STAGES[n].len())
}

/// The Rust files below a folder, without those that are tests only.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.file_stem().is_some_and(|name| name == "tests") {
            continue;
        }
        if path.is_dir() {
            found.append(&mut files(&path)?);
        } else if path.extension().is_some_and(|e| e == "rs") {
            found.push(path);
        }
    }
    Ok(found)
}

/// Code without comments, and without what follows `#[cfg(test)]`, which stands at the end of a file.
fn code(text: &str) -> String {
    let before = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    before.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

/// The paths that stand behind each `crate::`: a tree in braces is one path for each leaf.
fn used(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, marker) in code.match_indices("crate::") {
        leaves(&code[at + marker.len()..], "", &mut found);
    }
    found
}

/// Reads one path or tree; gives what is left behind it.
fn leaves<'a>(mut rest: &'a str, before: &str, found: &mut BTreeSet<String>) -> &'a str {
    let mut path = before.to_owned();
    loop {
        let name = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
        path.push_str(&rest[..name]);
        rest = &rest[name..];
        match rest.strip_prefix("::") {
            Some(more) if more.starts_with(|c: char| c.is_alphabetic() || c == '_' || c == '{') => {
                path.push_str("::");
                rest = more;
            }
            _ => break,
        }
    }
    let Some(mut inner) = rest.strip_prefix('{') else {
        found.insert(path.trim_end_matches("::self").to_owned());
        return rest;
    };
    loop {
        inner = inner.trim_start();
        if let Some(after) = inner.strip_prefix('}') {
            return after;
        }
        let after = leaves(inner, &path, found).trim_start();
        let after = after.split_once([',', '}']).map_or("", |(alias, _)| &after[alias.len()..]);
        inner = after.strip_prefix(',').unwrap_or(after);
        if inner.is_empty() {
            return inner;
        }
    }
}

#[test]
fn a_module_uses_only_earlier_stages() -> io::Result<()> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let (mut wrong, mut arrows) = (Vec::new(), BTreeSet::new());
    for file in files(&root)? {
        let name = file.strip_prefix(&root).unwrap_or(&file).with_extension("");
        let name = name.to_string_lossy().replace(['/', '\\'], "::").replace("::mod", "");
        if name == "main" || name == "lib" {
            continue;
        }
        let Some(own) = stage(&name) else {
            wrong.push(format!("{name} is in no stage: name it in tests/pipeline_arrows.rs"));
            continue;
        };
        for path in used(&code(&fs::read_to_string(&file)?)) {
            match stage(&path) {
                Some(of) if of > own => wrong.push(format!("{name} ({}) uses {path} ({})", STAGES[own], STAGES[of])),
                Some(of) => {
                    arrows.insert((own, of));
                }
                None => wrong.push(format!("{name} uses {path}, which is in no stage")),
            }
        }
    }
    wrong.sort();
    assert!(wrong.is_empty(), "arrows that point back:\n{}", wrong.join("\n"));
    // What is found at all: fewer arrows mean that the paths are no longer read.
    assert!(arrows.len() > 40, "{} arrows", arrows.len());
    Ok(())
}

#[test]
fn trees_are_read_to_their_leaves() {
    let found = used("use crate::{a::{self, b::C as D}, e::F,\n g};\nlet x = crate::h::i(crate::J);");
    let expected = ["a", "a::b::C", "e::F", "g", "h::i", "J"].map(str::to_owned);
    assert_eq!(found, BTreeSet::from(expected));
    assert_eq!(stage("text::Span").map(|n| STAGES[n]), Some("text::Span"));
    assert_eq!(stage("text::Spanner").map(|n| STAGES[n]), Some("text"));
    assert_eq!(stage("packs"), None);
}
