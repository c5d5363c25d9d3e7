//! `factlint lsp`: the language server, over standard input and output.

use super::{Status, config, packs};
use crate::{
    config::Config,
    lsp::{Launch, Setup, serve},
    pack::PackProblem,
};
use lsp_server::Connection;
use std::{
    io,
    path::{Path, PathBuf},
};

/// Serve editors, by the Language Server Protocol over standard input and output
///
/// Findings are shown as somebody types, with what the sources say. Each text is checked as `check FILE` would: by the `factlint.yaml` that it goes by,
/// against the sources that it names there, or else by itself.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// A file or folder that all texts are held against
    #[arg(long, value_name = "SOURCE")]
    against: Vec<PathBuf>,
    /// Warn of each claim of a draft that no source has
    #[arg(long)]
    require_sources: bool,
    /// Taken for granted: editors name the way that they talk
    #[arg(long, hide = true)]
    stdio: bool,
}

impl Args {
    pub(super) fn run(self, configured: &config::Where, packs: &packs::Args) -> io::Result<Status> {
        let set_up = |file: Option<&Path>| -> Result<Setup, Vec<PackProblem>> {
            let config = file.map_or_else(|| Ok(Config::default()), Config::read)?;
            let engine = packs.engine(&config);
            let problems = config.problems(engine.packs());
            let settled = configured.settled(&config);
            Ok(Setup { config, engine, settled, problems })
        };
        let nearest = |text: &Path| configured.file(text);
        let launch = Launch { nearest: &nearest, set_up: &set_up, against: self.against, require_sources: self.require_sources };
        let (connection, threads) = Connection::stdio();
        let ended = serve(&connection, launch);
        drop(connection);
        let gone = threads.join();
        ended.map_err(io::Error::other)?;
        gone.map(|()| Status::Clean)
    }
}
