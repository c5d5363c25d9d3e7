//! The file of settled findings: read with places, and only ever added to, so that what people wrote in it stays.

use super::{Complaint, Key, Mistake, Texts};
use crate::{
    check::Finding,
    pack::{PackError, PackFile, PackProblem},
    source,
    store::{self, StoreError},
};
use schemars::{JsonSchema, Schema, schema_for};
use serde::Deserialize;
use std::{
    collections::BTreeSet,
    fmt::Write as _,
    path::{Path, PathBuf},
};

/// What may stand in the file.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "factlint settled findings")]
struct Content {
    /// The findings.
    settled: Vec<Entry>,
}

/// A finding that somebody settled. It is known again by its rule, by what its sides say, and by the words of its claims.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The rule.
    pub rule: String,
    /// What its sides say: `"14"` and `"15"`. Another figure is another finding.
    pub says: BTreeSet<String>,
    /// The words of its claims, and some beside them. A finding with other claims in the texts that are checked is another one.
    pub words: BTreeSet<String>,
    /// Why it is settled.
    #[serde(default)]
    pub reason: String,
    /// The file in which it was settled, seen from the folder of this one: only to tell what settles nothing any more.
    #[serde(default)]
    pub file: Option<String>,
}

impl Entry {
    /// The entry of a finding for the file `settled`.
    #[must_use]
    pub fn of(texts: Texts, finding: &Finding, reason: &str, settled: &Path) -> Self {
        let key = texts.key(finding);
        let folder = source::identity(settled.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")));
        let file = texts.file(finding).map(|file| {
            let place = source::identity(file);
            place.strip_prefix(&folder).unwrap_or(&place).to_string_lossy().replace('\\', "/")
        });
        Self { rule: key.rule, says: key.says, words: key.words, reason: reason.to_owned(), file }
    }

    /// Whether a finding is settled by it.
    #[must_use]
    pub fn settles(&self, key: &Key) -> bool {
        !self.reason.trim().is_empty() && self.rule == key.rule && self.says == key.says && key.words.is_subset(&self.words)
    }

    /// The entry as it stands in the file.
    fn yaml(&self) -> String {
        let text = |text: &str| serde_json::to_string(text).unwrap_or_default();
        let list = |texts: &BTreeSet<String>| texts.iter().map(|t| text(t)).collect::<Vec<_>>().join(", ");
        let mut yaml = format!("  - rule: {}\n    says: [{}]\n    words:\n", self.rule, list(&self.says));
        // Writing to a string does not fail.
        for words in &self.words {
            let _ = writeln!(yaml, "      - {}", text(words));
        }
        let _ = writeln!(yaml, "    reason: {}", text(&self.reason));
        if let Some(file) = &self.file {
            let _ = writeln!(yaml, "    file: {}", text(file));
        }
        yaml
    }
}

/// What stands before the first entry of a new file.
const HEAD: &str = "# Findings that were settled; `factlint settle` and `factlint baseline` add to it. An entry holds as long as the words and\n\
     # figures of its claims do, wherever they stand.\nsettled:\n";

/// The file of settled findings.
#[derive(Debug)]
pub struct SettledFile {
    written: PackFile,
    text: String,
    /// The findings that it settles.
    pub entries: Vec<Entry>,
}

impl SettledFile {
    /// Reads a file; an empty one where there is none.
    ///
    /// # Errors
    /// When it cannot be read, or is none.
    pub fn read(path: &Path) -> Result<Self, PackProblem> {
        let written = match PackFile::own(path) {
            Ok(written) => written,
            Err(_) if path.symlink_metadata().is_err() => PackFile::written(path, String::new()),
            Err(problem) => return Err(problem),
        };
        let content: Content = written.read_or_nothing()?;
        Ok(Self { text: written.text().to_owned(), written, entries: content.settled })
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.written.path
    }

    /// The folder that its entries name files from.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.written.path.parent().map(Path::to_owned).unwrap_or_default()
    }

    /// A complaint of an entry.
    pub(super) fn complaint(&self, nth: usize, mistake: Mistake) -> Complaint {
        let nth = nth.to_string();
        let path = ["settled", nth.as_str(), if mistake == Mistake::NoReason { "reason" } else { "rule" }];
        let problem = self.written.problem_at(&path, PackError::Missing(String::new()));
        Complaint { path: problem.path, place: problem.place, mistake }
    }

    /// Adds entries that are not among those of the file by now, and takes away those that `gone` names. Another run that writes at the same
    /// time waits, and finds these.
    ///
    /// # Errors
    /// When the file cannot be read any more, or not be written; it is then as it was.
    pub fn change(path: &Path, new: &[Entry], gone: &dyn Fn(&Entry) -> bool) -> Result<Changed, ChangeError> {
        let _lock = store::lock(path)?;
        let now = Self::read(path).map_err(ChangeError::Unreadable)?;
        let added: Vec<&Entry> = new.iter().filter(|entry| !now.entries.contains(entry)).collect();
        let kept: Vec<&Entry> = now.entries.iter().filter(|entry| !gone(entry)).collect();
        let removed = now.entries.len() - kept.len();
        let changed = Changed { added: added.len(), removed };
        if changed == Changed::default() {
            return Ok(changed);
        }
        let more: String = added.iter().map(|entry| entry.yaml()).collect();
        let all: Vec<&Entry> = kept.into_iter().chain(added).collect();
        let is_all = |text: &String| {
            let read: Result<Content, _> = PackFile::written(path, text.clone()).read_or_nothing();
            read.is_ok_and(|content| content.settled.iter().eq(all.iter().copied()))
        };
        // What people wrote there stays, where what is added can stand behind it.
        let text = if now.text.trim().is_empty() { HEAD.to_owned() } else { format!("{}\n", now.text.trim_end()) };
        let text = Some(text + &more).filter(is_all);
        let anew = || format!("{HEAD}{}", all.iter().map(|entry| entry.yaml()).collect::<String>());
        store::write(path, &text.unwrap_or_else(|| if all.is_empty() { format!("{} []\n", HEAD.trim_end()) } else { anew() }))?;
        Ok(changed)
    }
}

/// How many entries were added and taken away.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Changed {
    /// Entries that are new.
    pub added: usize,
    /// Entries that are gone.
    pub removed: usize,
}

/// Why a file of settled findings was not changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// What stands there cannot be read.
    #[error("{0}")]
    Unreadable(PackProblem),
    /// It cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// The JSON Schema of the file.
#[must_use]
pub fn schema() -> Schema {
    schema_for!(Content)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(rule: &str, words: &str) -> Entry {
        let set = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect();
        Entry {
            rule: rule.into(),
            says: set(&["14", "15"]),
            words: set(&[words]),
            reason: "be\"cause: so".into(),
            file: Some("a.md".into()),
        }
    }

    #[test]
    fn what_people_wrote_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("factlint-settled.yaml");
        let change = |new: &[Entry], gone: &dyn Fn(&Entry) -> bool| SettledFile::change(&path, new, gone).unwrap();
        let none = |_: &Entry| false;
        let (one, two, three) = (entry("a", "x y"), entry("b", "# 'z'\u{2028}"), entry("c", "å: \\"));
        assert_eq!(change(&[], &none), Changed::default());
        assert!(!path.exists());
        assert_eq!(change(&[one.clone(), two.clone()], &none), Changed { added: 2, removed: 0 });
        let written = std::fs::read_to_string(&path).unwrap().replace("settled:\n", "settled:\n  # as agreed\n");
        std::fs::write(&path, &written).unwrap();
        assert_eq!(change(&[two.clone(), three.clone()], &none), Changed { added: 1, removed: 0 });
        assert!(std::fs::read_to_string(&path).unwrap().starts_with(&written));
        assert_eq!(SettledFile::read(&path).unwrap().entries, [one, two, three.clone()]);
        assert_eq!(change(&[], &|entry| entry.rule != "c"), Changed { added: 0, removed: 2 });
        assert_eq!(SettledFile::read(&path).unwrap().entries, [three]);
        assert_eq!(change(&[], &|_| true), Changed { added: 0, removed: 1 });
        assert_eq!(SettledFile::read(&path).unwrap().entries, []);
        // A list that is set in another way is written anew.
        std::fs::write(&path, "{settled: []}").unwrap();
        change(&[entry("d", "e")], &none);
        assert_eq!(SettledFile::read(&path).unwrap().entries, [entry("d", "e")]);
    }
}
