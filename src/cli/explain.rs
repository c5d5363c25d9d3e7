//! `factlint explain`: what a rule checks, why, with examples.

use super::{Session, Status, output};
use crate::report::explain;
use std::io::{self, Write as _};

/// Explain what a rule checks, why, with examples; without a rule, list them all
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule's id
    rule: Option<String>,
}

impl Args {
    pub(super) fn run(&self, Session { engine, terminal, .. }: &Session) -> io::Result<Status> {
        let rules = &engine.packs().rules;
        let mut out = output::stdout();
        let Some(id) = &self.rule else {
            explain::list(&rules.iter().collect::<Vec<_>>(), terminal.out, &mut out)?;
            out.flush()?;
            return Ok(Status::Clean);
        };
        if let Some(rule) = rules.get(id) {
            explain::rule(rule, engine.packs().judged.get(id).copied(), terminal.out, &mut out)?;
            out.flush()?;
            Ok(Status::Clean)
        } else {
            Ok(super::no_rule(engine, id))
        }
    }
}
