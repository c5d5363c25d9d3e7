//! Which packs and rules a command uses: arguments that several commands share.

use crate::{
    check::Severity,
    config::Config,
    pack::Options,
    pipeline::{Engine, Loaded},
};
use clap::ValueEnum;
use std::path::PathBuf;

/// Arguments about packs.
#[derive(Debug, Default, clap::Args)]
#[group(skip)]
pub(super) struct Args {
    /// A folder with a pack of rules; may be given several times
    #[arg(long, global = true, value_name = "DIR", help_heading = "Rules")]
    rules: Vec<PathBuf>,
    /// A rule or a pack to switch on
    #[arg(long, global = true, value_name = "RULE|PACK", help_heading = "Rules")]
    enable: Vec<String>,
    /// A rule or a pack to switch off
    #[arg(long, global = true, value_name = "RULE|PACK", help_heading = "Rules")]
    disable: Vec<String>,
    /// The severity of a rule's findings, instead of its own
    #[arg(long, global = true, value_name = "RULE=LEVEL", value_parser = severity, help_heading = "Rules")]
    severity: Vec<(String, Severity)>,
}

/// The severities by the names that rules use.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Level {
    Error,
    Warning,
    Info,
}

fn severity(text: &str) -> Result<(String, Severity), String> {
    let (rule, level) = text.split_once('=').ok_or("write it as RULE=LEVEL: `count-conflict=warning`")?;
    let severity = match Level::from_str(level, true)? {
        Level::Error => Severity::Error,
        Level::Warning => Severity::Warning,
        Level::Info => Severity::Info,
    };
    Ok((rule.to_owned(), severity))
}

impl Args {
    /// What the arguments say.
    pub(super) fn options(&self) -> Options {
        Options {
            folders: self.rules.clone(),
            enable: self.enable.clone(),
            disable: self.disable.clone(),
            severity: self.severity.clone(),
            all: false,
        }
    }

    /// The engine with all packs, those too that are off by themselves, and with these folders.
    pub(super) fn engine_for(&self, folders: Vec<PathBuf>, config: &Config) -> Loaded {
        let mut options = config.options(self.options());
        options.folders.extend(folders);
        options.all = true;
        Loaded::Own(Box::new(Engine::load(&options)))
    }

    /// The engine with these packs and those of the configuration.
    pub(super) fn engine(&self, config: &Config) -> Loaded {
        Loaded::by(&config.options(self.options()))
    }
}
