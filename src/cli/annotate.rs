//! `factlint annotate`: what `check` finds, as comments in the draft itself.

use super::{
    Session, Status,
    job::{self, Asked},
    output::{self, Terminal},
    page::Told,
    sources,
};
use crate::{
    annotate::{self, AnnotateError, Draft},
    report::{Report, clean::clean, html, human::counted},
    source::{self, Format, LONGEST},
    store,
};
use clap::builder::PossibleValuesParser;
use jiff::civil::Date;
use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Write what is found into a docx or odt as comments, at the words that they are about
///
/// Each comment says what is wrong, quotes the source's sentence and says where it stands, and ends in the rule's id and the finding's key (`factlint settle
/// KEY`). Text, tracked changes and the comments of others stay as they are; comments of an earlier run are replaced, but for those that somebody
/// answered. The exit status is 2 where not all could be read, and else 0.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) sources: sources::Args,
    /// The file that the draft goes to with its comments; `-` is standard output
    #[arg(long, short, value_name = "FILE")]
    output: PathBuf,
    /// Write over the draft, where FILE is the draft itself
    #[arg(long)]
    force: bool,
    /// Comment on what the sources bear out, too, and on what is settled
    #[arg(long)]
    all: bool,
    /// The day that the comments are said to be of [default: none]
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = source::parse_date)]
    comment_date: Option<Date>,
    /// The language of the comments [default: that of the draft]
    #[arg(long, value_name = "LANG", value_parser = PossibleValuesParser::new(html::LANGUAGES))]
    comment_lang: Option<String>,
    /// Warn of each claim of a draft that no source has
    #[arg(long)]
    require_sources: bool,
    /// Take nothing for settled
    #[arg(long)]
    ignore_settled: bool,
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        let Session { engine, terminal, .. } = session;
        let draft = self.draft()?;
        let asked = Asked { sources: &self.sources, require_sources: self.require_sources, ignore_settled: self.ignore_settled };
        let done = job::run(&asked, session)?;
        done.tell(terminal);
        let Some(&number) = done.checked.first() else {
            if done.whole {
                super::complain("the configuration leaves the draft out");
            }
            return Ok(Status::Failed);
        };
        let told = Told::new(&done, &self.sources, self.comment_lang.as_deref(), session);
        let report = Report {
            settled: &done.settled,
            keys: Some(done.texts()),
            page: told.around(),
            ..Report::new(&done.job.loaded.documents, &done.open, &done.support, done.summary, engine.texts())
        };
        let comments = html::comments(&report, number, self.all);
        let written = match self.written(draft, &report, number, &comments) {
            Ok(written) => written,
            Err(error) => {
                terminal.problems(&[error]);
                return Ok(Status::Failed);
            }
        };
        if self.output == Path::new("-") {
            let mut out = output::stdout();
            out.write_all(&written)?;
            out.flush()?;
        } else {
            store::write(&self.output, &written)?;
            say(&self.output, comments.len(), terminal);
        }
        Ok(job::status(done.whole, Status::Clean))
    }

    /// The draft that is named, once it is known that comments can go there.
    fn draft(&self) -> io::Result<&Path> {
        let failed = |why: String| Err(io::Error::new(io::ErrorKind::InvalidInput, why));
        let [draft] = self.sources.input.paths.as_slice() else {
            return failed("name one draft to write comments into".to_owned());
        };
        let shown = |path: &Path| clean(&path.display().to_string());
        if !Format::of(draft).is_some_and(Format::takes_comments) {
            return failed(format!(
                "{}: comments can be written into docx and odt only; `factlint report` makes a page of any other draft",
                shown(draft)
            ));
        }
        if self.output == Path::new("-") {
            return Ok(draft);
        }
        let extension = |path: &Path| path.extension().map(|extension| extension.to_string_lossy().to_lowercase());
        if extension(draft) != extension(&self.output) {
            let extension = extension(draft).unwrap_or_default();
            return failed(format!(
                "{}: the draft is written with its comments as it is, so name a .{extension}",
                shown(&self.output)
            ));
        }
        if !self.force && source::identity(draft) == source::identity(&self.output) {
            return failed(format!("{} is the draft itself: `--force` writes over it", shown(&self.output)));
        }
        Ok(draft)
    }

    fn written(
        &self,
        draft: &Path,
        report: &Report,
        number: u32,
        comments: &[annotate::Comment],
    ) -> Result<Vec<u8>, AnnotateError> {
        let changed = || AnnotateError::Changed { path: draft.to_owned() };
        let bytes = source::read_regular(draft, LONGEST).map_err(|_| changed())?;
        let document = report.documents.get(number as usize).ok_or_else(changed)?;
        let format = Format::of(draft).ok_or_else(changed)?;
        annotate::annotate(&Draft { path: draft, format, bytes: &bytes, text: &document.text }, comments, self.comment_date)
    }
}

/// Says where the draft is, and how many comments were written.
fn say(file: &Path, comments: usize, terminal: &Terminal) {
    if !terminal.quiet {
        let file = clean(&file.display().to_string());
        output::complain(|err| writeln!(err, "{file}: {}", counted(comments, "comment")));
    }
}
