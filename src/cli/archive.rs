//! `factlint archive`: texts by the million, in a database; done by the Python package.

use super::{Status, python};
use std::{ffi::OsString, io};

/// Keep the claims of many texts in a database, and find those that contradict each other
///
/// `archive build DB PATH…` reads what is new or changed, `archive check DB` finds contradictions, `archive ask DB "Acme employees"` lists what the texts
/// say of something. It is done by the Python package: `pip install 'factlint[archive]'`; `factlint archive build --help` says more.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// `build`, `check` or `ask`, and what it takes
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true, value_name = "ARGS")]
    args: Vec<OsString>,
}

impl Args {
    pub(super) fn run(&self) -> io::Result<Status> {
        python::run("archive", &self.args)
    }
}
