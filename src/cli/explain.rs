//! `factlint explain`: what a rule checks, why, with examples.

use super::{Session, Status, output};
use crate::report::explain;
use clap::ValueEnum;
use std::io::{self, Write as _};

/// Explain what a rule checks, why, with examples; without a rule, list them all
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The rule's id
    rule: Option<String>,
    /// How it is printed
    #[arg(long, value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people
    Human,
    /// One JSON object
    Json,
}

impl Args {
    pub(super) fn run(&self, Session { engine, terminal, .. }: &Session) -> io::Result<Status> {
        let rules = &engine.packs().rules;
        let mut out = output::stdout();
        let Some(id) = &self.rule else {
            let rules: Vec<_> = rules.iter().collect();
            match self.format {
                Format::Human => explain::list(&rules, terminal.out, &mut out)?,
                Format::Json => explain::list_json(&rules, &mut out)?,
            }
            out.flush()?;
            return Ok(Status::Clean);
        };
        if let Some(rule) = rules.get(id) {
            let judged = engine.packs().judged.get(id).copied();
            match self.format {
                Format::Human => explain::rule(rule, judged, terminal.out, &mut out)?,
                Format::Json => explain::rule_json(rule, judged, &mut out)?,
            }
            out.flush()?;
            Ok(Status::Clean)
        } else {
            Ok(super::no_rule(engine, id))
        }
    }
}
