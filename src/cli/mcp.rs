//! `factlint mcp`: the tools for assistants, over standard input and output.

use super::{Session, Status, output, packs};
use crate::{mcp::Server, settle::SettledFile, source};
use std::{
    io::{self, Write as _},
    path::PathBuf,
};

/// Serve writing assistants, by the Model Context Protocol over standard input and output
///
/// The tools are `check_draft`, `check_texts`, `support_table`, `explain_rule` and `list_rules`; what they give is the JSON of `check`, `claims` and
/// `explain`. A call gives its texts itself, or names files below `--root`; nothing else is read, and nothing is written.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder below which calls may name files; without it they may name none
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
}

impl Args {
    pub(super) fn run(&self, session: &Session, given: &packs::Args) -> io::Result<Status> {
        if let Some(root) = self.root.as_ref().filter(|root| !root.is_dir()) {
            super::complain(&format!("`--root`: no such folder: {}", root.display()));
            return Ok(Status::Failed);
        }
        let settled = match session.settled.as_deref().map(SettledFile::read).transpose() {
            Ok(file) => file,
            Err(problem) => {
                session.terminal.problems(&[problem]);
                return Ok(Status::Failed);
            }
        };
        let Session { engine, config, .. } = session;
        let root = self.root.as_deref().map(source::identity);
        let server = Server::new(engine, config, config.options(given.options()), settled.as_ref(), root);
        let mut out = output::stdout();
        server.serve(&mut io::stdin().lock(), &mut out)?;
        out.flush()?;
        Ok(Status::Clean)
    }
}
