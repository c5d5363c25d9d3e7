//! Globs as in a `.gitignore`, seen from one folder.

use super::file;
use crate::{
    pack::{PackError, PackFile, PackProblem},
    source,
};
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use std::path::{Component, Path, PathBuf};

/// Globs, ready to be matched.
#[derive(Debug, Clone)]
pub struct Globs {
    written: Vec<String>,
    matcher: Gitignore,
}

impl Globs {
    /// The globs that stand in a file at `path`; those that are none are among the problems.
    pub(super) fn new(globs: &file::Globs, at: &PackFile, path: &[&str], problems: &mut Vec<PackProblem>) -> Self {
        let mut builder = GitignoreBuilder::new("");
        let mut written = Vec::with_capacity(globs.0.len());
        for (nth, glob) in globs.0.iter().enumerate() {
            let plain = glob.strip_prefix("./").unwrap_or(glob);
            let wrong = if plain.trim().is_empty() || plain.starts_with('#') {
                Some("it matches nothing".to_owned())
            } else if Path::new(plain).components().any(|part| part == Component::ParentDir) {
                Some("`..` leads out of the folder".to_owned())
            } else {
                builder.add_line(None, plain).err().map(|e| e.to_string())
            };
            match wrong {
                None => written.push(plain.to_owned()),
                Some(why) => {
                    let nth = nth.to_string();
                    let path: Vec<&str> = path.iter().copied().chain([nth.as_str()]).collect();
                    problems.push(at.problem_at(&path, PackError::Glob { glob: glob.clone(), why }));
                }
            }
        }
        let matcher = builder.build().unwrap_or_else(|_| Gitignore::empty());
        Self { written, matcher }
    }

    /// Globs that are given on the command line.
    ///
    /// # Errors
    /// The first one that is none, and why.
    pub fn given(globs: &[String]) -> Result<Self, PackError> {
        let mut problems = Vec::new();
        let file = PackFile::written(Path::new(""), String::new());
        let globs = Self::new(&file::Globs(globs.to_vec()), &file, &[], &mut problems);
        problems.pop().map_or(Ok(globs), |problem| Err(*problem.error))
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.written.is_empty()
    }

    /// The globs as they are written.
    #[must_use]
    pub fn written(&self) -> &[String] {
        &self.written
    }

    /// Whether a path, seen from the folder of the globs, or a folder that it is in, is matched.
    #[must_use]
    pub fn matches(&self, within: &Path, is_folder: bool) -> bool {
        !self.is_empty() && within.is_relative() && self.matcher.matched_path_or_any_parents(within, is_folder).is_ignore()
    }

    /// The folders and files, seen from the folder of the globs, below which all that they match lies.
    #[must_use]
    pub fn roots(&self) -> Vec<PathBuf> {
        let mut roots: Vec<PathBuf> = self.written.iter().filter(|g| !g.starts_with('!')).map(|glob| root(glob)).collect();
        roots.sort();
        roots.dedup();
        let all = roots.clone();
        roots.retain(|root| !all.iter().any(|other| other != root && root.starts_with(other)));
        roots
    }
}

/// The part of a glob before anything that can be more than one thing.
fn root(glob: &str) -> PathBuf {
    let plain = glob.trim_start_matches('/').trim_end_matches('/');
    // Without a slash in it, it matches at any depth.
    if !glob.trim_end_matches('/').contains('/') {
        return PathBuf::new();
    }
    let open = |part: &&str| !part.contains(['*', '?', '[', '{', '\\']);
    plain.split('/').take_while(open).collect()
}

/// Where a file stands, without links in its folder's path: a link to a file stands where the link is.
pub(super) fn place(path: &Path) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => {
            source::identity(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).join(name)
        }
        _ => source::identity(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn globs(written: &[&str]) -> (Globs, Vec<PackProblem>) {
        let mut problems = Vec::new();
        let file = PackFile::written(Path::new("factlint.yaml"), format!("exclude: {written:?}\n"));
        let written = file::Globs(written.iter().map(|g| (*g).to_owned()).collect());
        (Globs::new(&written, &file, &["exclude"], &mut problems), problems)
    }

    #[test]
    fn globs_match_as_in_a_gitignore() {
        for (glob, path, matched) in [
            ("drafts/*.md", "drafts/a.md", true),
            ("./drafts/*.md", "drafts/a.md", true),
            ("drafts/*.md", "drafts/b/a.md", false),
            ("drafts/*.md", "old/drafts/a.md", false),
            ("sources/**", "sources/b/a.md", true),
            ("sources", "x/sources/a.md", true),
            ("*.md", "a/b.md", true),
            ("/a.md", "b/a.md", false),
        ] {
            assert_eq!(globs(&[glob]).0.matches(Path::new(path), false), matched, "{glob} {path}");
        }
        let (some, _) = globs(&["*.md", "!b.md"]);
        assert!(some.matches(Path::new("a.md"), false) && !some.matches(Path::new("b.md"), false));
        assert!(!some.matches(Path::new("/a.md"), false));
    }

    #[test]
    fn roots_hold_all_that_is_matched() {
        let roots = |written: &[&str]| {
            globs(written).0.roots().iter().map(|p| p.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(roots(&["sources/**", "a/b/*.md", "/facts.txt"]), "a/b facts.txt sources");
        assert_eq!(roots(&["facts.txt"]), "");
        assert_eq!(roots(&["a/**", "a/b/**"]), "a");
    }

    #[test]
    fn what_is_no_glob_is_told() {
        let (good, problems) = globs(&["a[z-a]", "../b", "", "c"]);
        assert_eq!(good.written(), ["c"]);
        let at: Vec<_> = problems.iter().filter_map(|p| p.place.as_ref()?.excerpt.get(p.place.as_ref()?.label.clone())).collect();
        assert_eq!(at, ["\"a[z-a]\"", "\"../b\"", "\"\""]);
    }
}
