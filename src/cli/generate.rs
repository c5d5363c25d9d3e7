//! `factlint completions` and `factlint man`: what shells and manuals know of the command line, made from its own description.

use super::{Status, output};
use crate::store;
use clap::Command;
use clap_complete::Shell;
use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Print completions for a shell
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

/// Write manual pages, one a command
#[derive(Debug, clap::Args)]
pub(super) struct Man {
    /// The folder that they are written to
    folder: PathBuf,
}

impl Completions {
    pub(super) fn run(&self, mut command: Command) -> io::Result<Status> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut command, "factlint", &mut script);
        let mut out = output::stdout();
        out.write_all(&script)?;
        out.flush()?;
        Ok(Status::Clean)
    }
}

impl Man {
    pub(super) fn run(&self, mut command: Command) -> io::Result<Status> {
        command.build();
        let count = pages(&command, &self.folder)?;
        let mut out = output::stdout();
        writeln!(out, "wrote {count} pages to {}", self.folder.display())?;
        out.flush()?;
        Ok(Status::Clean)
    }
}

/// Writes the page of a command and those of the commands below it.
fn pages(command: &Command, folder: &Path) -> io::Result<usize> {
    let name = command.get_display_name().unwrap_or_else(|| command.get_name()).to_owned();
    let mut page = Vec::new();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    store::write(&folder.join(format!("{name}.1")), &page)?;
    let below = command.get_subcommands().filter(|sub| !sub.is_hide_set() && sub.get_name() != "help");
    below.map(|sub| pages(sub, folder)).try_fold(1, |sum, count| Ok(sum + count?))
}
