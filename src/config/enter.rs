//! One more pack in a configuration that somebody wrote: what stands there stays, comments and order too.

use super::file::{ConfigFile, PackUse};
use crate::pack::{PackError, PackFile, PackProblem};
use std::path::Path;

/// The text of a configuration with one more pack in it; one that names this folder already stays as it is.
///
/// # Errors
/// When the text cannot be read, or its list is set in a way that nothing can be added to.
pub fn with_pack(path: &Path, text: &str, folder: &str, version: Option<&str>) -> Result<String, PackProblem> {
    let file = PackFile::written(path, text.to_owned());
    let before: ConfigFile = file.read_or_nothing()?;
    if before.packs.iter().any(|pack| pack.path == folder) {
        return Ok(text.to_owned());
    }
    let mut wanted = before;
    wanted.packs.push(PackUse { path: folder.to_owned(), version: version.map(str::to_owned) });
    let is_wanted = |text: &String| {
        let read: Result<ConfigFile, _> = PackFile::written(path, text.clone()).read_or_nothing();
        read.is_ok_and(|read| read == wanted)
    };
    let entry =
        Entry { folder: scalar(folder), version: version.map(scalar), end: if text.contains("\r\n") { "\r\n" } else { "\n" } };
    let last = wanted.packs.len().checked_sub(2);
    let ways = entry.below(text, &file, last).into_iter().chain(entry.in_brackets(text, &file)).chain([entry.at_end(text)]);
    let found = ways.into_iter().find(is_wanted);
    let by_hand = || {
        let error = PackError::Value(
            format!("the pack `{folder}` cannot be added to this list"),
            "write it there: `- path: …`, one line each",
        );
        file.problem_at(&["packs"], error)
    };
    found.ok_or_else(by_hand)
}

/// How many brackets are tried.
const MOST_BRACKETS: usize = 100;

/// What is added.
struct Entry {
    folder: String,
    version: Option<String>,
    /// How lines end.
    end: &'static str,
}

impl Entry {
    /// The entry as lines, set in by `indent`.
    fn lines(&self, indent: &str) -> String {
        let Self { folder, version, end } = self;
        let version = version.as_ref().map(|version| format!("{indent}  version: {version}{end}"));
        format!("{indent}- path: {folder}{end}{}", version.unwrap_or_default())
    }

    /// Below the last entry of a list with one line for each.
    fn below(&self, text: &str, file: &PackFile, last: Option<usize>) -> Option<String> {
        let last = last?.to_string();
        let of = |key| file.scalar_at(&["packs", &last, key]);
        let (path, version) = (of("path")?, of("version"));
        let start = version.as_ref().map_or(path.start, |version| version.start.min(path.start));
        let end = version.map_or(path.end, |version| version.end.max(path.end));
        let line = text.get(..start)?.rfind('\n').map_or(0, |at| at + 1);
        let indent = text.get(line..start)?.split_once('-')?.0;
        let at = text.get(end..)?.find('\n').map_or(text.len(), |length| end + length + 1);
        Some(self.inserted(text, at, &self.lines(indent)))
    }

    /// In a list in brackets, before each bracket that may close it: one in a name closes nothing.
    fn in_brackets(&self, text: &str, file: &PackFile) -> Vec<String> {
        let from = file.key_at(&["packs"]).map_or(text.len(), |key| key.end);
        let version = self.version.as_ref().map(|version| format!(", version: {version}")).unwrap_or_default();
        let added = |at: usize| {
            let (before, after) = text.split_at(at);
            let before = before.trim_end();
            let comma = if before.ends_with('[') { "" } else { ", " };
            format!("{before}{comma}{{path: {}{version}}}{after}", self.folder)
        };
        let closes = text.match_indices(']').map(|(at, _)| at).filter(|at| *at >= from);
        closes.take(MOST_BRACKETS).map(added).collect()
    }

    /// At the end.
    fn at_end(&self, text: &str) -> String {
        let end = self.end;
        let before = if text.trim().is_empty() { text.to_owned() } else { format!("{}{end}{end}", text.trim_end()) };
        format!("{before}packs:{end}{}", self.lines("  "))
    }

    fn inserted(&self, text: &str, at: usize, lines: &str) -> String {
        let (before, after) = text.split_at(at);
        let end = if before.ends_with('\n') { "" } else { self.end };
        format!("{before}{end}{lines}{after}")
    }
}

/// A text as YAML.
#[must_use]
pub fn scalar(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '/' | '.');
    let word = text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/') && text.chars().all(plain);
    let special = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_ascii_lowercase().as_str());
    if word && !special { text.to_owned() } else { serde_json::to_string(text).unwrap_or_default() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_there_stays() {
        let entry = "  - path: packs/quay\n    version: \"^1.2.0\"\n";
        for (before, after) in [
            ("", format!("packs:\n{entry}")),
            ("# ours\nlang: sv # by default\n", format!("# ours\nlang: sv # by default\n\npacks:\n{entry}")),
            (
                "packs:\n  - path: a # old\n    # why\n    version: \">=1\" # as agreed\n\n# next\nlang: en",
                format!("packs:\n  - path: a # old\n    # why\n    version: \">=1\" # as agreed\n{entry}\n# next\nlang: en"),
            ),
            (
                "packs:\n- version: '1'\n  path: a\nlang: en\n",
                "packs:\n- version: '1'\n  path: a\n- path: packs/quay\n  version: \"^1.2.0\"\nlang: en\n".into(),
            ),
            ("lang: en\npacks:\n  - path: a", format!("lang: en\npacks:\n  - path: a\n{entry}")),
            ("packs: []\nlang: en\n", "packs: [{path: packs/quay, version: \"^1.2.0\"}]\nlang: en\n".into()),
            (
                "packs: [{path: 'a]b'}, {path: c} ] # two\nexclude: [x]\n",
                "packs: [{path: 'a]b'}, {path: c}, {path: packs/quay, version: \"^1.2.0\"}] # two\nexclude: [x]\n".into(),
            ),
            (
                "lang: en\r\npacks:\r\n  - path: a\r\n",
                "lang: en\r\npacks:\r\n  - path: a\r\n  - path: packs/quay\r\n    version: \"^1.2.0\"\r\n".into(),
            ),
            ("packs:\n  - path: packs/quay\n", "packs:\n  - path: packs/quay\n".into()),
        ] {
            let now = with_pack(Path::new("factlint.yaml"), before, "packs/quay", Some("^1.2.0"));
            assert_eq!(now.unwrap(), after);
        }
        let error = with_pack(Path::new("factlint.yaml"), "{lang: en}\n", "packs/quay", None).unwrap_err();
        assert!(error.to_string().contains("cannot be added"));
        assert!(with_pack(Path::new("factlint.yaml"), "lang: [\n", "packs/quay", None).is_err());
    }
}
