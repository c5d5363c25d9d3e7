//! Only what touches changed lines: arguments of `check`, and the questions to git behind them.

use crate::{
    changed::{Diff, Lines},
    check::Finding,
    source::{self, Document, Format, LONGEST},
};
use std::{
    collections::BTreeMap,
    io::{self, Read as _},
    ops::Range,
    path::{Path, PathBuf},
    process::Command,
};

/// Arguments about changed lines.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// Report only what touches a line that has changed since this revision branched off, staged or not; the other texts are still read
    #[arg(long, value_name = "REV", group = "changes", help_heading = "Changed lines")]
    since: Option<String>,
    /// Report only what touches a staged line
    #[arg(long, group = "changes", help_heading = "Changed lines")]
    staged: bool,
    /// Report only what touches a line that this unified diff changes; `-` is standard input
    #[arg(long, value_name = "FILE", group = "changes", help_heading = "Changed lines")]
    diff: Option<PathBuf>,
}

/// The changed lines of files, by their one true path.
pub(super) struct Changes {
    files: BTreeMap<PathBuf, Lines>,
}

/// What cannot be done.
fn failed(why: impl Into<String>) -> io::Error {
    io::Error::other(why.into())
}

impl Args {
    /// The changes that are meant; none where all lines are.
    pub(super) fn changes(&self, paths: &[PathBuf]) -> io::Result<Option<Changes>> {
        let folder = match paths.first() {
            Some(path) if path.is_dir() => path.clone(),
            Some(path) if path != Path::new("-") => {
                path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
            }
            _ => PathBuf::from("."),
        };
        let git = Git { folder };
        if let Some(rev) = &self.since {
            git.since(rev).map(Some)
        } else if self.staged {
            git.staged().map(Some)
        } else if let Some(file) = &self.diff {
            of_file(file).map(Some)
        } else {
            Ok(None)
        }
    }
}

impl Changes {
    /// Whether a finding has a place in a changed line.
    pub(super) fn touch(&self, finding: &Finding, documents: &[Document], files: &[PathBuf]) -> bool {
        finding.evidence.iter().any(|evidence| {
            let at = evidence.document as usize;
            let (Some(document), Some(file)) = (documents.get(at), files.get(at)) else { return false };
            let Some(lines) = self.files.get(&source::identity(file)) else { return false };
            // Their texts are not in lines as the file is.
            let in_lines = Format::of(file).is_none_or(Format::has_lines);
            !in_lines || lines.touch(&of_bytes(&document.raw, document.file_range(evidence.span)))
        })
    }
}

/// The lines of a text that these bytes stand in.
fn of_bytes(raw: &str, range: Range<usize>) -> Range<usize> {
    let line = |at: usize| raw.get(..at).map_or(0, |before| before.matches('\n').count()) + 1;
    line(range.start)..line(range.end.max(range.start)) + 1
}

/// The changes of a diff in a file. Its names are seen from the folder of the repository, or from here.
fn of_file(file: &Path) -> io::Result<Changes> {
    let named = file.display();
    let mut text = Vec::new();
    if file == Path::new("-") {
        io::stdin()
            .lock()
            .take(LONGEST)
            .read_to_end(&mut text)
            .map_err(|e| failed(format!("cannot read standard input: {e}")))?;
    } else {
        text = source::read_regular(file, LONGEST).map_err(|e| failed(format!("cannot read {named}: {e}")))?;
    }
    let diff = Diff::read(&String::from_utf8_lossy(&text)).map_err(|e| failed(format!("{named}: {e}")))?;
    let here = source::identity(Path::new("."));
    let root = here.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(&here).to_owned();
    let place = |name: &str| {
        let of_root = root.join(name);
        source::identity(&if of_root.exists() { of_root } else { here.join(name) })
    };
    Ok(Changes { files: diff.changed().into_iter().map(|(name, lines)| (place(&name), lines)).collect() })
}

/// The repository of a folder, by git's command line.
struct Git {
    folder: PathBuf,
}

impl Git {
    fn ask(&self, args: &[&str]) -> io::Result<Result<String, String>> {
        let mut command = Command::new("git");
        command.arg("-C").arg(&self.folder).args(["-c", "core.quotepath=off"]).args(args).env("LC_ALL", "C");
        let run = command.output().map_err(|e| failed(format!("git cannot be run, and changed lines are asked of it: {e}")))?;
        let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Ok(if run.status.success() { Ok(said(&run.stdout)) } else { Err(said(&run.stderr).trim().to_owned()) })
    }

    /// What git says; what it refuses is an error.
    fn must(&self, args: &[&str]) -> io::Result<String> {
        self.ask(args)?.map_err(|why| failed(format!("git {}: {why}", args.first().copied().unwrap_or_default())))
    }

    fn root(&self) -> io::Result<PathBuf> {
        match self.ask(&["rev-parse", "--show-toplevel"])? {
            Ok(root) => Ok(source::identity(Path::new(root.trim_end_matches(['\n', '\r'])))),
            Err(why) => {
                Err(failed(format!("changed lines are asked of git, and {} is in no repository: {why}", self.folder.display())))
            }
        }
    }

    fn diff(root: &Path, args: &[&str]) -> io::Result<Diff> {
        let fixed =
            ["diff", "--unified=0", "--no-color", "--no-ext-diff", "--find-renames", "--src-prefix=a/", "--dst-prefix=b/"];
        let of_root = Self { folder: root.to_owned() };
        let text = of_root.must(&[&fixed[..], args].concat())?;
        Diff::read(&text).map_err(|e| failed(format!("git diff: {e}")))
    }

    fn since(&self, rev: &str) -> io::Result<Changes> {
        let root = self.root()?;
        let shallow = self.must(&["rev-parse", "--is-shallow-repository"])?.trim() == "true";
        let deeper = "; this clone is shallow: `git fetch --unshallow` brings the rest";
        let commit = format!("{rev}^{{commit}}");
        if self.ask(&["rev-parse", "--verify", "--quiet", "--end-of-options", &commit])?.is_err() {
            return Err(failed(format!("no revision `{rev}` here{}", if shallow { deeper } else { "" })));
        }
        let Ok(base) = self.ask(&["merge-base", "--end-of-options", rev, "HEAD"])? else {
            return Err(failed(format!("`{rev}` and HEAD have no commit in common{}", if shallow { deeper } else { "" })));
        };
        let diff = Self::diff(&root, &[base.trim(), "--"])?;
        let mut files: BTreeMap<PathBuf, Lines> =
            diff.changed().into_iter().map(|(name, lines)| (source::identity(&root.join(name)), lines)).collect();
        // What git does not know yet is new as a whole.
        let of_root = Self { folder: root.clone() };
        let new = of_root.must(&["ls-files", "--others", "--exclude-standard", "-z"])?;
        files
            .extend(new.split('\0').filter(|name| !name.is_empty()).map(|name| (source::identity(&root.join(name)), Lines::All)));
        Ok(Changes { files })
    }

    fn staged(&self) -> io::Result<Changes> {
        let root = self.root()?;
        let staged = Self::diff(&root, &["--cached", "--"])?;
        // Files are read as they are, with what is not staged in them.
        let later = Self::diff(&root, &["--"])?;
        let now = |(name, lines): (String, Lines)| (source::identity(&root.join(&name)), later.carry(&name, &lines));
        Ok(Changes { files: staged.changed().into_iter().map(now).collect() })
    }
}
