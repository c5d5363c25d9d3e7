//! `factlint new`: scaffolds a pack that passes its own test.

use super::{Session, Status, output};
use crate::{
    pack::{Options, is_id, schema},
    pipeline::Engine,
    store::{self, NewFolder},
    testing::{self, Selection, Verdict},
};
use clap::Subcommand;
use std::{
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Make a new pack of rules
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Make a folder with a small pack that passes `factlint test`
    Pack {
        /// The pack's name: small letters, digits and hyphens; the folder has this name too
        name: String,
    },
}

/// The name of the pack that is copied; it becomes the new one's.
const STARTER: &str = "starter";

/// The files of that pack.
const FILES: [(&str, &str); 6] = [
    ("pack.yaml", include_str!("../../examples/starter-pack/pack.yaml")),
    ("rules/starter-berths.yaml", include_str!("../../examples/starter-pack/rules/starter-berths.yaml")),
    ("rules/starter-league.yaml", include_str!("../../examples/starter-pack/rules/starter-league.yaml")),
    ("claims/berths.yaml", include_str!("../../examples/starter-pack/claims/berths.yaml")),
    ("entities/harbours.yaml", include_str!("../../examples/starter-pack/entities/harbours.yaml")),
    ("lang/en.yaml", include_str!("../../examples/starter-pack/lang/en.yaml")),
];

impl Args {
    pub(super) fn run(&self, Session { terminal, .. }: &Session) -> io::Result<Status> {
        let What::Pack { name } = &self.what;
        let folder = PathBuf::from(name);
        if !is_id(name) {
            super::complain(&format!("`{name}` cannot be a pack's name: use small letters, digits and hyphens"));
            return Ok(Status::Failed);
        }
        let exists = || {
            super::complain(&format!("`{name}` exists already"));
            Ok(Status::Failed)
        };
        if folder.symlink_metadata().is_ok() {
            return exists();
        }
        let new = NewFolder::beside(&folder)?;
        let write = |within: &str, content: &str| store::write(&new.path().join(within), content).map_err(|e| new.named(e));
        for (path, content) in FILES {
            write(&path.replace(STARTER, name), &content.replace(STARTER, name))?;
        }
        for (kind, content) in schema::schemas() {
            write(&format!("schemas/{kind}.json"), &schema::file(&content))?;
        }
        let engine = Engine::load(&Options { folders: vec![new.path().to_owned()], all: true, ..Options::default() });
        terminal.problems(&engine.packs().problems);
        let run = testing::run(&engine, &Selection { packs: std::slice::from_ref(name), filter: None, root: Path::new("") });
        let within = |path: &Path| path.strip_prefix(new.path()).map_or_else(|_| path.to_owned(), Path::to_owned);
        for outcome in &run.outcomes {
            if let (Verdict::Differs { new: report, .. }, Some(snapshot)) = (&outcome.verdict, &outcome.snapshot) {
                let rule = folder.join(within(&outcome.rule.path));
                snapshot.accept(&rule, &outcome.shows(), report).map_err(|e| new.named(e))?;
            }
        }
        if let Err(error) = new.place() {
            // Another run may have made one meanwhile.
            return if folder.symlink_metadata().is_ok() { exists() } else { Err(error.into()) };
        }
        let mut out = output::stdout();
        writeln!(out, "made `{name}` with {} examples; `factlint test {name}` runs them", run.outcomes.len())?;
        out.flush()?;
        Ok(if engine.packs().problems.is_empty() { Status::Clean } else { Status::Failed })
    }
}
