//! `factlint report`: what `check` finds, as a page to click through.

use super::{
    Session, Status,
    job::{self, Asked},
    output::{self, Terminal},
    page::Told,
    sources,
};
use crate::{
    report::{Report, html, human},
    store,
};
use clap::builder::PossibleValuesParser;
use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Write a page with each claim of a draft beside what its sources say, or texts beside each other
///
/// The page is one file that loads nothing and works from a disk. The draft stands in it as it reads, each claim underlined as it stands; a
/// click on one, or Enter, shows the source's words beside it, what decides, and what to do. Printed, it is a fact sheet with a box to tick for
/// each claim. It is what `check --format html` writes; the exit status is 2 where not all could be read, and else 0.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    pub(super) sources: sources::Args,
    /// The file that the page goes to; `-` is standard output
    #[arg(long, short, value_name = "FILE", default_value = "report.html")]
    output: PathBuf,
    /// The language of the page [default: that of the first text]
    #[arg(long, value_name = "LANG", value_parser = PossibleValuesParser::new(html::LANGUAGES))]
    page_lang: Option<String>,
    /// Warn of each claim of a draft that no source has
    #[arg(long)]
    require_sources: bool,
    /// Take nothing for settled
    #[arg(long)]
    ignore_settled: bool,
}

impl Args {
    /// The file that the page is written to.
    pub(super) fn output(&self) -> Option<&Path> {
        Some(self.output.as_path()).filter(|path| *path != Path::new("-"))
    }

    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        let Session { engine, terminal, .. } = session;
        let asked = Asked { sources: &self.sources, require_sources: self.require_sources, ignore_settled: self.ignore_settled };
        let done = job::run(&asked, session)?;
        done.tell(terminal);
        let told = Told::new(&done, &self.sources, self.page_lang.as_deref(), session);
        let report = Report {
            settled: &done.settled,
            keys: Some(done.texts()),
            page: told.around(),
            ..Report::new(&done.job.loaded.documents, &done.open, &done.support, done.summary, engine.texts())
        };
        let mut page = Vec::new();
        html::write(&report, &mut page)?;
        if let Some(file) = self.output() {
            store::write(file, &page)?;
            say(file, &report, terminal);
        } else {
            let mut out = output::stdout();
            out.write_all(&page)?;
            out.flush()?;
        }
        Ok(job::status(done.whole, Status::Clean))
    }
}

/// Says where the page is, and what was done.
fn say(file: &Path, report: &Report, terminal: &Terminal) {
    if !terminal.quiet {
        let file = crate::report::clean::clean(&file.display().to_string());
        output::complain(|err| writeln!(err, "{file}: {}", human::summary(&report.summary)));
    }
}
