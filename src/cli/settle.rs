//! `factlint settle` and `factlint baseline`: keep findings in the file of settled ones.

use super::{
    Session, Status, input,
    job::{self, Asked, Done},
    output, sources,
};
use crate::{
    check::Finding,
    report::{Report, clean::clean},
    settle::{ChangeError, Entry, Settled, SettledFile},
    source,
};
use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Settle findings with a reason, or list them
///
/// A finding is named by the first digits of its key, or by a place in it: `FILE:LINE`. Without one, all that are open are listed with their
/// keys. What is settled stands in `factlint-settled.yaml`, and holds as long as the words and figures of the claims do.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Findings, by key or `FILE:LINE`
    #[arg(value_name = "FINDING")]
    findings: Vec<String>,
    /// Why they are settled
    #[arg(long, value_name = "TEXT", value_parser = reason)]
    reason: Option<String>,
    /// Take away what settles nothing any more
    #[arg(long, conflicts_with = "findings")]
    prune: bool,
    #[command(flatten)]
    pub(super) what: What,
}

/// Settle all findings of today, so that only new ones are reported
#[derive(Debug, clap::Args)]
pub(super) struct Baseline {
    /// Why they are settled
    #[arg(long, value_name = "TEXT", value_parser = reason, default_value = "there before factlint was")]
    reason: String,
    #[command(flatten)]
    pub(super) what: What,
}

/// What is checked, as `check` does it.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct What {
    /// A file or folder that is checked [default: .]
    #[arg(long, value_name = "PATH")]
    check: Vec<PathBuf>,
    /// A file or folder that it is held against
    #[arg(long, value_name = "SOURCE")]
    against: Vec<PathBuf>,
    /// Take claims that no source has for warnings, as `check --require-sources` does
    #[arg(long)]
    require_sources: bool,
    #[command(flatten)]
    known: input::Known,
}

fn reason(text: &str) -> Result<String, &'static str> {
    if text.trim().is_empty() { Err("a reason says why") } else { Ok(text.trim().to_owned()) }
}

impl What {
    pub(super) fn paths(&self) -> Vec<PathBuf> {
        if self.check.is_empty() { input::here() } else { self.check.clone() }
    }

    /// What is left out.
    pub(super) fn exclude(&self) -> &[String] {
        &self.known.exclude
    }

    fn done(&self, session: &Session) -> io::Result<Done> {
        let input = input::Args { paths: self.check.clone(), files_from: None, known: self.known.clone() };
        let sources = sources::Args { input, against: self.against.clone(), cache: None };
        let asked = Asked { sources: &sources, require_sources: self.require_sources, ignore_settled: false };
        let done = job::run(&asked, session)?;
        done.tell(&session.terminal);
        Ok(done)
    }
}

/// The file that is written.
fn place(session: &Session) -> PathBuf {
    session.settled.clone().unwrap_or_else(|| PathBuf::from(crate::config::SETTLED))
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        let done = self.what.done(session)?;
        if self.prune {
            return prune(&done, session);
        }
        if self.findings.is_empty() {
            if self.reason.is_some() {
                super::complain(
                    "name the findings that are settled; `factlint settle` lists them, `factlint baseline` settles all",
                );
                return Ok(Status::Failed);
            }
            return list(&done, session);
        }
        let Some(reason) = &self.reason else {
            super::complain("say why with `--reason TEXT`");
            return Ok(Status::Failed);
        };
        let mut chosen: Vec<&Finding> = Vec::new();
        for name in &self.findings {
            let named: Vec<&Finding> = done.open.iter().filter(|finding| is_named(finding, name, &done)).collect();
            if named.is_empty() {
                super::complain(&format!("no open finding `{name}`; `factlint settle` lists them"));
                return Ok(Status::Failed);
            }
            chosen.extend(named);
        }
        keep(&chosen, reason, &done, session)
    }
}

impl Baseline {
    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        let done = self.what.done(session)?;
        keep(&done.open.iter().collect::<Vec<_>>(), &self.reason, &done, session)
    }
}

/// The least digits of a key that name a finding.
const DIGITS: usize = 6;

fn is_named(finding: &Finding, name: &str, done: &Done) -> bool {
    if name.len() >= DIGITS && name.bytes().all(|b| b.is_ascii_hexdigit()) && done.texts().key(finding).digits().starts_with(name)
    {
        return true;
    }
    let mut parts = name.rsplit(':');
    let (Some(last), Some(before)) = (parts.next(), parts.next()) else { return false };
    // FILE:LINE:COLUMN is FILE:LINE too.
    let (line, file) = match before.parse::<usize>() {
        Ok(line) if last.parse::<usize>().is_ok() && name.matches(':').count() > 1 => {
            (line, &name[..name.len() - last.len() - before.len() - 2])
        }
        _ => match last.parse::<usize>() {
            Ok(line) => (line, &name[..name.len() - last.len() - 1]),
            Err(_) => return false,
        },
    };
    let place = source::identity(Path::new(file));
    finding.evidence.iter().any(|evidence| {
        let at = evidence.document as usize;
        let (Some(document), Some(of)) = (done.job.loaded.documents.get(at), done.job.loaded.files.get(at)) else { return false };
        let start = document.file_range(evidence.span).start;
        let own = document.raw.get(..start).map_or(0, |before| before.matches('\n').count()) + 1;
        own == line && (document.name == file || source::identity(of) == place)
    })
}

fn keep(findings: &[&Finding], reason: &str, done: &Done, session: &Session) -> io::Result<Status> {
    let path = place(session);
    if !done.whole {
        // What could not be read may hold the other half of a finding.
        return Ok(Status::Failed);
    }
    let entries: Vec<Entry> = findings.iter().map(|finding| Entry::of(done.texts(), finding, reason, &path)).collect();
    change(&path, &entries, &|_| false, session)
}

/// Takes away the entries that settle none of what was found, as far as it was looked for.
fn prune(done: &Done, session: &Session) -> io::Result<Status> {
    let path = place(session);
    if !done.whole {
        return Ok(Status::Failed);
    }
    let keys: Vec<_> = done.settled.iter().map(|Settled { finding, .. }| done.texts().key(finding)).collect();
    let checked: Vec<PathBuf> = done.texts().files.iter().map(|file| source::identity(file)).collect();
    let folder = path.parent().map(Path::to_owned).unwrap_or_default();
    let gone = |entry: &Entry| {
        let looked_at = entry.file.as_ref().is_some_and(|file| {
            let file = folder.join(file);
            !file.exists() || checked.contains(&source::identity(&file))
        });
        looked_at && !keys.iter().any(|key| entry.settles(key))
    };
    change(&path, &[], &gone, session)
}

fn change(path: &Path, new: &[Entry], gone: &dyn Fn(&Entry) -> bool, session: &Session) -> io::Result<Status> {
    let changed = match SettledFile::change(path, new, gone) {
        Ok(changed) => changed,
        Err(ChangeError::Unreadable(problem)) => {
            session.terminal.problems(&[problem]);
            return Ok(Status::Failed);
        }
        Err(ChangeError::Store(error)) => return Err(error.into()),
    };
    let mut out = output::stdout();
    let shown = clean(&path.display().to_string());
    let findings = |count: usize| format!("{count} finding{}", if count == 1 { "" } else { "s" });
    match (changed.added, changed.removed) {
        (0, 0) => writeln!(out, "{shown} is as it was")?,
        (added, 0) => writeln!(out, "settled {} in {shown}", findings(added))?,
        (_, removed) => writeln!(out, "took {} out of {shown}", findings(removed))?,
    }
    out.flush()?;
    Ok(Status::Clean)
}

/// Lists what is open.
fn list(done: &Done, session: &Session) -> io::Result<Status> {
    let mut out = output::stdout();
    let documents = &done.job.loaded.documents;
    let report = Report {
        settled: &done.settled,
        ..Report::new(documents, &done.open, &done.support, done.summary, session.engine.texts())
    };
    for finding in &done.open {
        let key = done.texts().key(finding).digits();
        let place = report.first(finding, &done.checked).unwrap_or_default();
        writeln!(out, "{}  {}  {}  {}", &key[..8], clean(&finding.rule), clean(&place), clean(&report.message(finding)))?;
    }
    if done.open.is_empty() {
        writeln!(out, "nothing is open")?;
    }
    out.flush()?;
    Ok(job::status(done.whole, Status::Clean))
}
