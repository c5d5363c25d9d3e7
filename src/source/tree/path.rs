//! Which words are the path of a file or folder of a repository.
//!
//! ```text
//! path   = [ "./" ] , { name , "/" } , name , [ "/" ] , [ ":" , line , [ ":" , column ] ]
//! name   = letters, digits, "_", "-", "+" and "."
//! ```
//! So globs, variables, `<placeholders>`, addresses, absolute paths and those of Windows are none.

use std::collections::BTreeSet;

/// How a path is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// Where a link leads.
    Link,
    /// Code within a line.
    Code,
}

/// The endings of files that people write and keep in a repository, in alphabetical order. What programs leave behind (`log`, `o`, `zip`) is not
/// among them, and neither are endings that are words of code, too (`io`, `new`).
const ENDINGS: [&str; 84] = [
    "adoc", "asciidoc", "astro", "bash", "bat", "bazel", "bib", "bzl", "c", "cc", "cfg", "cjs", "clj", "cmake", "conf", "cpp",
    "cs", "css", "csv", "cts", "cxx", "dart", "erl", "ex", "exs", "fish", "fs", "gif", "go", "gradle", "graphql", "h", "hbs",
    "hpp", "hs", "html", "ini", "ipynb", "java", "jpeg", "jpg", "js", "json", "json5", "jsonc", "jsx", "kt", "kts", "less",
    "lua", "md", "mdx", "mjs", "ml", "mli", "mts", "nix", "php", "pl", "png", "proto", "ps1", "py", "pyi", "r", "rb", "rs",
    "rst", "scala", "scss", "sh", "sql", "svelte", "svg", "swift", "tf", "toml", "ts", "tsv", "tsx", "txt", "vue", "yaml", "yml",
];
/// Folders that programs make or fill, by the names that they give them, in alphabetical order.
const MADE: [&str; 24] = [
    "__pycache__",
    "_build",
    "_site",
    "artifacts",
    "bin",
    "build",
    "cache",
    "coverage",
    "debug",
    "dist",
    "gen",
    "generated",
    "htmlcov",
    "log",
    "logs",
    "node_modules",
    "obj",
    "out",
    "output",
    "public",
    "release",
    "target",
    "tmp",
    "venv",
];
/// Folders with what other projects wrote, in alphabetical order: what it names is there.
const FOREIGN: [&str; 10] = [
    "bower_components",
    "deps",
    "external",
    "node_modules",
    "site-packages",
    "submodules",
    "subprojects",
    "third-party",
    "third_party",
    "vendor",
];
/// A longer name is no file's.
const LONGEST: usize = 200;
/// Folders that begin with a dot are the user's own, but for those of the hosts of repositories.
const OF_HOSTS: [&str; 2] = [".github", ".gitlab"];

/// The path where a link leads, as it is seen from its document.
pub(super) fn of_link(to: &str, stand_ins: &BTreeSet<String>) -> Option<String> {
    let place = to.find(['#', '?']).unwrap_or(to.len());
    let path = super::super::anchors::decoded(&to[..place]);
    let last = path.rsplit('/').next().unwrap_or_default();
    // Without an ending it is a page of a site, or what a program makes of a name; pages themselves are made by programs.
    let page = std::path::Path::new(last).extension().is_some_and(|ending| ending.eq_ignore_ascii_case("html"));
    let named = path.ends_with('/') && path.len() > 1 || has_ending(last) && !page;
    (named && is_path(&path, stand_ins)).then_some(path)
}

/// The path that code within a line is. One name alone, `Cargo.toml`, is any project's.
pub(super) fn of_code(written: &str, stand_ins: &BTreeSet<String>) -> Option<String> {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let mut path = written.trim();
    while let Some((before, _)) = path.rsplit_once(':').filter(|(_, after)| digits(after)) {
        path = before;
    }
    let path = path.strip_prefix("./").unwrap_or(path);
    let (first, rest) = path.split_once('/')?;
    let last = rest.rsplit('/').next().unwrap_or_default();
    let named = if last.is_empty() { rest.trim_end_matches('/').len() > 1 } else { has_ending(last) };
    // "github.com/…", "node.js/…", "~/.config/…".
    let own = OF_HOSTS.contains(&first) || !first.contains('.') || first == "..";
    (named && own && is_path(path, stand_ins)).then(|| path.to_owned())
}

/// The name that a line of a drawing gives a file or a folder.
pub(super) fn of_line<'t>(name: &'t str, stand_ins: &BTreeSet<String>) -> Option<&'t str> {
    let bare = name.strip_suffix('/').unwrap_or(name);
    (!bare.contains("..") && bare != "." && is_path(bare, stand_ins)).then_some(bare)
}

/// Whether a text can be the path of a file that the repository should have.
fn is_path(path: &str, stand_ins: &BTreeSet<String>) -> bool {
    let written = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '+' | '.' | '/');
    let name = |part: &str| !part.starts_with("...") && !MADE.contains(&&*part.to_ascii_lowercase());
    !path.is_empty()
        && path.len() <= LONGEST
        && !path.starts_with(['/', '-'])
        && path.chars().all(written)
        && !path.contains("//")
        && path.split('/').all(name)
        && !words(path).any(|word| stand_ins.contains(&word))
}

fn has_ending(name: &str) -> bool {
    let ending = name.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| ENDINGS.binary_search(&ending.as_str()).is_ok())
}

/// The words of a path, in small letters.
pub(super) fn words(path: &str) -> impl Iterator<Item = String> {
    path.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether a folder lies among what other projects wrote.
pub(super) fn is_foreign(folder: &str) -> bool {
    folder.split('/').any(|part| FOREIGN.binary_search(&part).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_told_from_what_looks_like_them() {
        let stand_ins = BTreeSet::from(["foo".to_owned(), "your".to_owned()]);
        let code = [
            ("src/main.rs", Some("src/main.rs")),
            ("./src/main.rs:12:3", Some("src/main.rs")),
            ("docs/guide/", Some("docs/guide/")),
            (".github/workflows/ci.yml", Some(".github/workflows/ci.yml")),
            ("docs/", None),
            ("Cargo.toml", None),
            ("text/plain", None),
            ("and/or", None),
            ("src/*.rs", None),
            ("src/<name>.rs", None),
            ("src/{a,b}.rs", None),
            ("$HOME/a.toml", None),
            ("~/a/b.toml", None),
            ("/etc/hosts.conf", None),
            (".cargo/config.toml", None),
            ("src\\main.rs", None),
            ("github.com/a/b.md", None),
            ("https://a.b/c.md", None),
            ("src/foo.rs", None),
            ("your-app/main.py", None),
            ("target/debug/a.rs", None),
            ("cat src/main.rs", None),
            ("src/.../a.rs", None),
            ("--config=a/b.toml", None),
        ];
        for (written, path) in code {
            assert_eq!(of_code(written, &stand_ins).as_deref(), path, "{written}");
        }
        let links = [
            ("guide.md#top", Some("guide.md")),
            ("../a%C3%A5.md?raw=1", Some("../aå.md")),
            ("docs/", Some("docs/")),
            ("LICENSE", None),
            ("#top", None),
            ("/guide.md", None),
            ("mailto:a@b.md", None),
            ("struct.Foo.html", None),
            ("crate::a.b", None),
        ];
        for (to, path) in links {
            assert_eq!(of_link(to, &stand_ins).as_deref(), path, "{to}");
        }
        assert_eq!(of_line("src/", &stand_ins), Some("src"));
        assert_eq!(of_line("...", &stand_ins), None);
    }

    #[test]
    fn lists_are_in_order() {
        assert!(ENDINGS.is_sorted() && MADE.is_sorted() && FOREIGN.is_sorted());
    }
}
