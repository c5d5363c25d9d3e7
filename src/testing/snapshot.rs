//! Snapshots in insta's file format, one file an example, so that `cargo insta review` can show them too.

use crate::source::read_regular;
use crate::store::{self, StoreError};
use std::fs;
use std::path::{Component, Path, PathBuf};

/// The ending of a report that is not accepted yet.
const NEW: &str = "snap.new";

/// The most bytes of a snapshot that are read: what is longer is none.
const LONGEST: u64 = 16 << 20;

/// The file of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    path: PathBuf,
}

impl Snapshot {
    pub(super) fn new(folder: &Path, rule: &str, number: usize) -> Self {
        Self { path: folder.join(format!("{rule}-{number}.snap")) }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What it holds; `None` where there is none that can be read.
    pub(super) fn read(&self) -> Option<String> {
        let text = String::from_utf8(read_regular(&self.path, LONGEST).ok()?).ok()?.replace("\r\n", "\n");
        let content = match text.strip_prefix("---\n") {
            Some(rest) => rest.split_once("\n---\n").map_or("", |(_, content)| content).to_owned(),
            None => text,
        };
        Some(content.trim_end().to_owned())
    }

    /// Accepts a report.
    pub fn accept(&self, source: &Path, shows: &str, report: &str) -> Result<(), StoreError> {
        write(&self.path, source, shows, report)?;
        self.reject()
    }

    /// Writes a report beside the snapshot, to be looked at later.
    pub fn propose(&self, source: &Path, shows: &str, report: &str) -> Result<(), StoreError> {
        write(&self.path.with_extension(NEW), source, shows, report)
    }

    /// Takes a proposed report away.
    pub fn reject(&self) -> Result<(), StoreError> {
        store::remove(&self.path.with_extension(NEW))
    }
}

fn write(path: &Path, source: &Path, shows: &str, report: &str) -> Result<(), StoreError> {
    let quoted = |text: &str| serde_json::Value::from(text).to_string();
    let source = quoted(&source.to_string_lossy().replace('\\', "/"));
    store::write(path, &format!("---\nsource: {source}\nexpression: {}\n---\n{}\n", quoted(shows), report.trim_end()))
}

/// The snapshots of a folder that are none of these.
pub(super) fn stale(folder: &Path, used: &[&Path]) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let files = entries.filter_map(|e| Some(e.ok()?.path()));
    let snapshot = |p: &PathBuf| p.extension().is_some_and(|e| e == "snap") && !used.contains(&p.as_path());
    let mut stale: Vec<PathBuf> = files.filter(snapshot).collect();
    stale.sort();
    stale
}

/// A path without `..` where it can be said without: `rules/core/../../snapshots` is `snapshots`.
pub(super) fn normal(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            Component::CurDir => {}
            part => normal.push(part),
        }
    }
    normal
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn insta_reads_what_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let snapshot = Snapshot::new(folder.path(), "a-rule", 2);
        assert_eq!(snapshot.read(), None);
        snapshot.propose(Path::new("rules/a-rule.yaml"), "a \"quoted\": one", "report").unwrap();
        snapshot.accept(Path::new("rules/a-rule.yaml"), "a \"quoted\": one", "  × it\n---\n  help: é\n\n").unwrap();
        assert_eq!(snapshot.read().as_deref(), Some("  × it\n---\n  help: é"));
        let theirs = insta::Snapshot::from_file(snapshot.path()).unwrap();
        assert_eq!(theirs.contents().as_text().unwrap().to_string(), "  × it\n---\n  help: é");
        assert_eq!(
            (theirs.metadata().source(), theirs.metadata().expression()),
            (Some("rules/a-rule.yaml"), Some("a \"quoted\": one"))
        );
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
        assert_eq!(stale(folder.path(), &[]), [snapshot.path()]);
        assert!(stale(folder.path(), &[snapshot.path()]).is_empty());
    }

    #[test]
    fn parents_are_taken_out() {
        for (path, short) in [("rules/core/../../snapshots", "snapshots"), ("./a/b/..", "a"), ("../a", "../a"), ("/a/../b", "/b")]
        {
            assert_eq!(normal(Path::new(path)), Path::new(short));
        }
    }
}
