//! `check --fix`: what has one right answer by the house's own choice is changed in its files, or shown as a patch.

use super::{
    Session, Status,
    job::{self, Done},
    output::{self, Terminal},
    sources,
};
use crate::{
    check::Finding,
    config::{Choice, FORMS},
    fix::{Edits, Fixing, Unfixed},
    pack::{Check, On},
    pipeline::Engine,
    report::human::counted,
    source::Document,
};
use std::{
    io::{self, Write as _},
    path::Path,
};

/// Arguments about fixes.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// Change names that are spelled in two ways to the spelling that `--fix-spelling` or the configuration chooses, in the texts that are
    /// checked; then report what is left
    #[arg(long, help_heading = "Fixes")]
    fix: bool,
    /// Print what `--fix` would change as a patch, and change nothing; the status is 1 if there is something
    #[arg(long, requires = "fix", help_heading = "Fixes")]
    dry_run: bool,
    /// Which spelling of a name counts: that of most texts (`majority`), that of the sources (`source`), or `NAME=SPELLING` for one name; may be
    /// given several times, and the first that decides counts
    #[arg(long, value_name = "CHOICE", value_parser = choice, help_heading = "Fixes")]
    fix_spelling: Vec<Choice>,
}

fn choice(text: &str) -> Result<Choice, String> {
    text.parse().map_err(|error: crate::config::ChoiceError| format!("{error}; {FORMS}"))
}

impl Args {
    /// Whether nothing is to be written.
    pub(super) fn is_dry(&self) -> bool {
        self.dry_run
    }

    /// The choices to fix by, those of the command line before those of the configuration; none where nothing is to be fixed.
    pub(super) fn choices(&self, session: &Session, sources: &sources::Args) -> io::Result<Option<Vec<Choice>>> {
        if !self.fix {
            return Ok(None);
        }
        let failed = |why: String| Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        let choices: Vec<Choice> = self.fix_spelling.iter().chain(&session.config.fix_spelling).cloned().collect();
        if choices.is_empty() {
            return failed(format!(
                "`--fix` changes how names are spelled, and no choice says how: give `--fix-spelling`, or `fix-spelling` in factlint.yaml; {FORMS}"
            ));
        }
        if sources.input.paths.iter().chain(&sources.against).any(|path| path == Path::new("-")) {
            return failed("`--fix` writes files, and what comes on standard input is in none".to_owned());
        }
        Ok(Some(choices))
    }
}

/// What is to be changed for the open findings of rules on spellings.
pub(super) fn edits<'a>(done: &'a Done, choices: &'a [Choice], engine: &'a Engine) -> Edits<'a> {
    let on_spelling = |finding: &&Finding| {
        let rule = engine.packs().rules.get(&finding.rule);
        rule.is_some_and(|rule| matches!(&rule.check, Check::Agree(agree) if agree.on == On::Spelling))
    };
    let findings: Vec<&Finding> = done.open.iter().filter(on_spelling).collect();
    let documents = |run: &crate::job::Run| run.documents.iter().map(|(document, _)| *document).collect();
    let together: Vec<Vec<u32>> = done.job.runs.iter().map(documents).collect();
    let words = |document: &Document| engine.lexicon(document);
    Fixing { texts: done.texts(), together: &together, words: &words, choices }.edits(&findings)
}

/// Prints the edits as a patch.
pub(super) fn show(mut edits: Edits, whole: bool, terminal: &Terminal) -> io::Result<Status> {
    let (findings, files) = edits.counts();
    let unfixed = tell(std::mem::take(&mut edits.unfixed), terminal);
    let mut out = output::stdout();
    out.write_all(edits.patch().as_bytes())?;
    out.flush()?;
    if !terminal.quiet {
        super::complain(&format!("would fix {} in {}", counted(findings, "finding"), counted(files, "file")));
    }
    Ok(job::status(whole && !unfixed, if files > 0 { Status::Found } else { Status::Clean }))
}

/// Tells what stays as it is; whether it is something that was asked for and could not be done.
pub(super) fn tell(unfixed: Vec<Unfixed>, terminal: &Terminal) -> bool {
    let (failed, left): (Vec<Unfixed>, Vec<Unfixed>) = unfixed.into_iter().partition(Unfixed::is_failure);
    terminal.warnings(&left);
    terminal.problems(&failed);
    !failed.is_empty()
}
