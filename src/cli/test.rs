//! `factlint test`: runs the examples of packs against their snapshots.

use super::{Session, Status, corpus, output};
use crate::{
    pipeline::Engine,
    report::{clean::clean, json::SCHEMA},
    store,
    testing::{self, Coverage, Gap, Kind, Outcome, Run, Selection, Verdict},
};
use clap::ValueEnum;
use serde_json::{Value, json};
use similar::{ChangeTag, TextDiff};
use std::{
    io::{self, BufRead as _, Write},
    path::{Path, PathBuf},
};

/// Run the examples of packs, and compare their reports with the snapshots
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Folders of packs, or names of built-in ones [default: all built-in packs]
    #[arg(value_name = "PACK")]
    packs: Vec<PathBuf>,
    /// Accept the reports as they are now, and remove snapshots that no example has
    #[arg(long, conflicts_with = "review")]
    update: bool,
    /// Show each report that differs, and ask whether to accept it
    #[arg(long)]
    review: bool,
    /// Run only rules whose id has this in it
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
    /// Also list what no example reaches: languages of a rule, patterns
    #[arg(long)]
    coverage: bool,
    #[command(flatten)]
    corpus: corpus::Args,
    /// How the result is printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// For people
    Human,
    /// One JSON object
    Json,
}

impl Args {
    /// The folders among the packs that are asked for: a name that is no folder is one of a built-in pack.
    pub(super) fn folders(&self) -> Vec<PathBuf> {
        self.packs.iter().filter(|p| !is_name(p)).cloned().collect()
    }

    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        let engine = &session.engine;
        let Some(packs) = self.chosen(engine) else { return Ok(Status::Failed) };
        if let Some(texts) = self.corpus.texts() {
            return self.corpus.run(texts, &packs, self.filter.as_deref(), self.format, session);
        }
        let selection = Selection { packs: &packs, filter: self.filter.as_deref(), root: Path::new("") };
        let mut run = testing::run(engine, &selection);
        let mut out = output::stdout();
        let written = if self.update {
            accept_all(&mut run, self.format, &mut out)
        } else if self.review {
            review(&mut run, &mut out)
        } else {
            propose(&run)
        };
        let coverage = self.coverage.then(|| Coverage::of(engine, &run));
        match self.format {
            Format::Human => human(&run, coverage.as_ref(), &mut out)?,
            Format::Json => writeln!(out, "{}", json(&run, coverage.as_ref()))?,
        }
        out.flush()?;
        // What was run is said all the same.
        written?;
        Ok(if run.failed() == 0 && run.stale.is_empty() { Status::Clean } else { Status::Found })
    }

    /// The names of the packs to run; `None` when one is not there.
    fn chosen(&self, engine: &Engine) -> Option<Vec<String>> {
        let all = &engine.packs().packs;
        if self.packs.is_empty() {
            return Some(all.iter().filter(|p| p.built_in).map(|p| p.manifest.name.clone()).collect());
        }
        let one = |wanted: &PathBuf| {
            let found =
                all.iter().find(|p| p.folder == *wanted || is_name(wanted) && wanted.as_os_str() == p.manifest.name.as_str());
            if found.is_none() && is_name(wanted) {
                let name = wanted.to_string_lossy();
                let near = crate::source::nearest(&name, all.iter().map(|p| p.manifest.name.as_str()));
                let hint = near.map(|n| format!("; did you mean `{n}`?")).unwrap_or_default();
                super::complain(&format!("no built-in pack and no folder `{name}`{hint}"));
            }
            found.map(|p| p.manifest.name.clone())
        };
        // A folder that could not be read has been complained of.
        self.packs.iter().map(one).collect()
    }
}

/// Whether this is a name and no folder.
fn is_name(pack: &Path) -> bool {
    pack.components().count() == 1 && !pack.is_dir()
}

/// Writes each new report beside its snapshot, as insta does, unless insta is told not to.
fn propose(run: &Run) -> io::Result<()> {
    let never = std::env::var_os("CI").is_some() || std::env::var("INSTA_UPDATE").is_ok_and(|v| v == "no");
    for outcome in &run.outcomes {
        match (&outcome.verdict, &outcome.snapshot) {
            (Verdict::Differs { new, .. }, Some(snapshot)) if !never => {
                snapshot.propose(&outcome.rule.path, &outcome.shows(), new)?;
            }
            (Verdict::Passed, Some(snapshot)) => snapshot.reject()?,
            _ => {}
        }
    }
    Ok(())
}

fn accept_all(run: &mut Run, format: Format, out: &mut impl Write) -> io::Result<()> {
    let mut accepted = 0;
    for outcome in &mut run.outcomes {
        if let (Verdict::Differs { new, .. }, Some(snapshot)) = (&outcome.verdict, &outcome.snapshot) {
            snapshot.accept(&outcome.rule.path, &outcome.shows(), new)?;
            outcome.verdict = Verdict::Passed;
            accepted += 1;
        }
    }
    let stale = std::mem::take(&mut run.stale);
    stale.iter().try_for_each(|path| store::remove(path))?;
    if format == Format::Human && accepted + stale.len() > 0 {
        writeln!(out, "accepted {}, removed {}", counted(accepted, "snapshot"), stale.len())?;
    }
    Ok(())
}

/// Shows what differs, one by one, and does what is answered.
fn review(run: &mut Run, out: &mut impl Write) -> io::Result<()> {
    let total = run.outcomes.iter().filter(|o| matches!(o.verdict, Verdict::Differs { .. })).count();
    let mut lines = io::stdin().lock().lines();
    let differing = run.outcomes.iter_mut().filter(|o| matches!(o.verdict, Verdict::Differs { .. }));
    for (nth, outcome) in differing.enumerate() {
        let (Verdict::Differs { old, new }, Some(snapshot)) = (&outcome.verdict, &outcome.snapshot) else { continue };
        writeln!(out, "{} of {total}: {}", nth + 1, shown(snapshot.path()))?;
        diff(old.as_deref(), new, out)?;
        loop {
            write!(out, "accept (a), reject (r), skip (s)? ")?;
            out.flush()?;
            let answer = lines.next().transpose()?;
            match answer.as_deref().map(str::trim) {
                Some("a" | "accept") => {
                    snapshot.accept(&outcome.rule.path, &outcome.shows(), new)?;
                    outcome.verdict = Verdict::Passed;
                }
                Some("r" | "reject") => snapshot.reject()?,
                Some("s" | "skip") | None => snapshot.propose(&outcome.rule.path, &outcome.shows(), new)?,
                Some(_) => continue,
            }
            writeln!(out)?;
            break;
        }
    }
    Ok(())
}

fn human(run: &Run, coverage: Option<&Coverage>, out: &mut impl Write) -> io::Result<()> {
    for outcome in run.outcomes.iter().filter(|o| o.verdict != Verdict::Passed) {
        let kind = if outcome.kind == Kind::Valid { "valid" } else { "invalid" };
        write!(out, "{}: {kind} {} ", shown(&outcome.rule.path), outcome.number)?;
        match &outcome.verdict {
            Verdict::Passed => {}
            Verdict::Silent => {
                writeln!(out, "is not reported")?;
                texts(outcome, out)?;
            }
            Verdict::Reported(report) => {
                writeln!(out, "is reported")?;
                indented(report, out)?;
            }
            Verdict::Differs { old: None, new } => {
                writeln!(out, "has no snapshot yet")?;
                diff(None, new, out)?;
            }
            Verdict::Differs { old, new } => {
                writeln!(out, "differs from its snapshot")?;
                diff(old.as_deref(), new, out)?;
            }
        }
        writeln!(out)?;
    }
    for path in &run.stale {
        writeln!(out, "{}: no example has this snapshot", shown(path))?;
    }
    for pack in &run.without_snapshots {
        writeln!(out, "{pack}: its snapshots are not here, so reports were not compared")?;
    }
    if let Some(coverage) = coverage {
        gaps(coverage, out)?;
    }
    let rules = run.outcomes.chunk_by(|a, b| a.rule.id == b.rule.id).count();
    let examples = counted(run.outcomes.len(), "example");
    let verdict = match (run.failed(), run.stale.len()) {
        (0, 0) => "all as they should be".to_owned(),
        (0, stale) => format!("{} to remove", counted(stale, "snapshot")),
        (failed, _) => format!("{failed} not as they should be"),
    };
    writeln!(out, "{examples} of {}: {verdict}", counted(rules, "rule"))?;
    let differ = run.outcomes.iter().any(|o| matches!(o.verdict, Verdict::Differs { .. }));
    if differ || !run.stale.is_empty() {
        writeln!(out, "`--review` shows reports that differ one by one, `--update` accepts all")?;
    }
    Ok(())
}

fn gaps(coverage: &Coverage, out: &mut impl Write) -> io::Result<()> {
    for gap in &coverage.gaps {
        match gap {
            Gap::Language { rule, language } => writeln!(out, "{rule}: no example in `{language}` fires it")?,
            Gap::Pattern { claims, language, number } => {
                writeln!(out, "{claims}: no example matches pattern {number} in `{language}`")?;
            }
        }
    }
    let (rules, fired) = coverage.rules;
    write!(out, "coverage: {fired} of {rules} rules by language")?;
    match coverage.patterns {
        (0, _) => writeln!(out),
        (patterns, matched) => writeln!(out, ", {matched} of {patterns} patterns"),
    }
}

/// A path as people are shown it.
fn shown(path: &Path) -> String {
    clean(&path.to_string_lossy())
}

/// The documents of an example.
fn texts(outcome: &Outcome, out: &mut impl Write) -> io::Result<()> {
    let one = outcome.example.text.iter();
    one.chain(outcome.example.documents.iter().map(|d| &d.text)).try_for_each(|text| indented(text, out))
}

fn indented(text: &str, out: &mut impl Write) -> io::Result<()> {
    text.lines().try_for_each(|line| writeln!(out, "{}", clean(&format!("    {line}")).trim_end()))
}

/// What a report has that its snapshot has not, and the other way round.
fn diff(old: Option<&str>, new: &str, out: &mut impl Write) -> io::Result<()> {
    let diff = TextDiff::from_lines(old.unwrap_or_default(), new);
    for change in diff.iter_all_changes() {
        let sign = match change.tag() {
            ChangeTag::Equal => ' ',
            ChangeTag::Delete => '-',
            ChangeTag::Insert => '+',
        };
        writeln!(out, "{}", clean(&format!("  {sign} {}", change.value().trim_end_matches('\n'))).trim_end())?;
    }
    Ok(())
}

fn json(run: &Run, coverage: Option<&Coverage>) -> Value {
    let example = |o: &Outcome| {
        let (verdict, report, snapshot) = match &o.verdict {
            Verdict::Passed => ("passed", None, None),
            Verdict::Silent => ("silent", None, None),
            Verdict::Reported(report) => ("reported", Some(report), None),
            Verdict::Differs { old, new } => ("differs", Some(new), Some(old)),
        };
        let mut example = json!({
            "pack": o.rule.pack, "rule": o.rule.id, "file": o.rule.path, "kind": o.kind, "number": o.number, "verdict": verdict,
        });
        if let Some(file) = &o.snapshot {
            example["snapshot"] = json!(file.path());
        }
        if let Some(report) = report {
            example["report"] = json!(report);
        }
        if let Some(old) = snapshot {
            example["accepted"] = json!(old);
        }
        example
    };
    let mut all = json!({
        "schema": SCHEMA,
        "examples": run.outcomes.iter().map(example).collect::<Vec<_>>(),
        "stale": run.stale,
        "summary": {"examples": run.outcomes.len(), "failed": run.failed(), "stale": run.stale.len()},
    });
    if let Some(coverage) = coverage {
        all["coverage"] = json!({
            "rules": {"all": coverage.rules.0, "fired": coverage.rules.1},
            "patterns": {"all": coverage.patterns.0, "matched": coverage.patterns.1},
            "gaps": coverage.gaps,
        });
    }
    all
}

pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}
