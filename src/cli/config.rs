//! `factlint config`: the configuration as it counts, and where each value comes from; and the arguments that say which one it is.

use super::{Session, Status, output, packs};
use crate::{
    config::{self, Config, FailOn, Globs, scalar},
    pack::{self, PackProblem},
    report::clean::clean,
    source::LONGEST,
};
use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Arguments of every command: which configuration counts.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct Where {
    /// The configuration, instead of the nearest `factlint.yaml` in the folders of the paths or above
    #[arg(long, global = true, value_name = "FILE", conflicts_with = "isolated")]
    config: Option<PathBuf>,
    /// Go by no configuration
    #[arg(long, global = true)]
    isolated: bool,
}

impl Where {
    /// The configuration of these paths.
    pub(super) fn load(&self, paths: &[PathBuf]) -> Result<Config, Vec<PackProblem>> {
        match &self.config {
            Some(file) => Config::read(file),
            None if self.isolated => Ok(Config::default()),
            None => config::find(paths),
        }
    }

    /// The file that a text goes by, if there is one.
    pub(super) fn file(&self, text: &Path) -> Option<PathBuf> {
        match &self.config {
            Some(file) => Some(file.clone()),
            None if self.isolated => None,
            None => config::nearest_to(text).map(|file| config::shown(&file)),
        }
    }

    /// The file of settled findings: that of the configuration, else the one in the folder that the program runs in.
    pub(super) fn settled(&self, config: &Config) -> Option<PathBuf> {
        (!self.isolated).then(|| config.baseline().unwrap_or_else(|| PathBuf::from(config::SETTLED)))
    }
}

/// Show the configuration as it counts, and where each value comes from
///
/// What is printed is YAML that could be a `factlint.yaml`.
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The file or folder whose configuration is shown [default: .]
    path: Option<PathBuf>,
    /// Print the JSON Schema of a `factlint.yaml` instead
    #[arg(long, conflicts_with = "path")]
    schema: bool,
}

/// Where a value comes from that nobody gave.
const DEFAULT: &str = "default";
const COMMAND_LINE: &str = "command line";

impl Args {
    /// The path whose configuration is shown; none for the schema.
    pub(super) fn path(&self) -> Option<Vec<PathBuf>> {
        (!self.schema).then(|| self.path.clone().map_or_else(super::input::here, |path| vec![path]))
    }

    pub(super) fn run(&self, session: &Session, given: &packs::Args) -> io::Result<Status> {
        let mut out = output::stdout();
        if self.schema {
            write!(out, "{}", pack::schema::file(&config::schema()))?;
            out.flush()?;
            return Ok(Status::Clean);
        }
        if let Some(path) = self.path.as_ref().filter(|path| !path.exists()) {
            super::complain(&format!("no such file or folder: {}", path.display()));
            return Ok(Status::Failed);
        }
        show(&session.config, given, &mut out)?;
        out.flush()?;
        Ok(Status::Clean)
    }
}

fn show(config: &Config, given: &packs::Args, out: &mut dyn Write) -> io::Result<()> {
    match config.path() {
        Some(path) => writeln!(out, "# {}", clean(&path.display().to_string()))?,
        None => writeln!(out, "# no factlint.yaml here or above")?,
    }
    let origin = |path: &[&str]| match (config.path(), config.line_of(path)) {
        (Some(file), Some(line)) => format!("{}:{line}", clean(&file.display().to_string())),
        _ => DEFAULT.to_owned(),
    };
    let options = given.options();
    if config.against.is_empty() {
        line(out, "against: []", DEFAULT)?;
    } else {
        line(out, "against:", &origin(&["against"]))?;
        for set in &config.against {
            writeln!(out, "  - drafts: {}", list(set.drafts.written()))?;
            writeln!(out, "    sources: {}", list(set.sources.written()))?;
        }
    }
    for (key, globs) in [("include", &config.include), ("exclude", &config.exclude)] {
        line(out, &format!("{key}: {}", list(globs.as_ref().map_or(&[], Globs::written))), &origin(&[key]))?;
    }
    let folders: Vec<String> = options.folders.iter().map(|folder| folder.to_string_lossy().into_owned()).collect();
    if config.packs().next().is_none() && folders.is_empty() {
        line(out, "packs: []", DEFAULT)?;
    } else {
        writeln!(out, "packs:")?;
        for (path, version) in config.packs() {
            let version = version.map(|v| format!(", version: {}", scalar(v))).unwrap_or_default();
            line(out, &format!("  - {{path: {}{version}}}", scalar(path)), &origin(&["packs"]))?;
        }
        for folder in folders {
            line(out, &format!("  - {{path: {}}}", scalar(&folder)), COMMAND_LINE)?;
        }
    }
    rules(config, &options, &origin, out)?;
    if config.overrides.is_empty() {
        line(out, "overrides: []", DEFAULT)?;
    } else {
        line(out, "overrides:", &origin(&["overrides"]))?;
        for over in &config.overrides {
            writeln!(out, "  - files: {}", list(over.files.written()))?;
            let rules: Vec<String> =
                over.rules.iter().map(|(rule, level)| format!("{}: {}", scalar(rule), level.name())).collect();
            writeln!(out, "    rules: {{{}}}", rules.join(", "))?;
        }
    }
    let date = if config.date_in_name { Some("file-name".to_owned()) } else { config.date.map(|date| date.to_string()) };
    for (key, value) in [("lang", config.lang.clone()), ("date", date)] {
        line(out, &format!("{key}: {}", value.as_deref().map_or_else(|| "null".to_owned(), scalar)), &origin(&[key]))?;
    }
    line(out, &format!("fail-on: {}", config.fail_on().map_or(FailOn::default().name(), FailOn::name)), &origin(&["fail-on"]))?;
    let baseline = config.baseline().map_or_else(
        || config::SETTLED.to_owned(),
        |path| path.strip_prefix(config.at(Path::new(""))).unwrap_or(&path).to_string_lossy().into_owned(),
    );
    line(out, &format!("baseline: {}", scalar(&baseline)), &origin(&["baseline"]))?;
    let spelling: Vec<String> = config.fix_spelling.iter().map(ToString::to_string).collect();
    line(out, &format!("fix-spelling: {}", list(&spelling)), &origin(&["fix-spelling"]))?;
    writeln!(out, "limits:")?;
    let limits = config.limits();
    line(out, &format!("  file-bytes: {}", limits.file_bytes.unwrap_or(LONGEST)), &origin(&["limits", "file-bytes"]))?;
    let texts = limits.texts.map_or_else(|| "null".to_owned(), |texts| texts.to_string());
    line(out, &format!("  texts: {texts}"), &origin(&["limits", "texts"]))
}

/// The rules of which something is said, what the command line says of them before the rest.
fn rules(config: &Config, given: &pack::Options, origin: &dyn Fn(&[&str]) -> String, out: &mut dyn Write) -> io::Result<()> {
    let mut said: Vec<(&str, &str, String)> = Vec::new();
    said.extend(given.enable.iter().map(|name| (name.as_str(), "on", COMMAND_LINE.to_owned())));
    said.extend(given.disable.iter().map(|name| (name.as_str(), "off", COMMAND_LINE.to_owned())));
    for (name, severity) in &given.severity {
        said.retain(|(other, level, _)| other != name || *level == "off");
        if !said.iter().any(|(other, ..)| other == name) {
            said.push((name, severity.name(), COMMAND_LINE.to_owned()));
        }
    }
    for (name, level) in config.rules() {
        if !said.iter().any(|(other, ..)| other == name) {
            said.push((name, level.name(), origin(&["rules", name])));
        }
    }
    said.sort();
    said.dedup();
    if said.is_empty() {
        return line(out, "rules: {}", DEFAULT);
    }
    writeln!(out, "rules:")?;
    said.iter().try_for_each(|(name, level, origin)| line(out, &format!("  {}: {level}", scalar(name)), origin))
}

/// A line with where its value comes from behind it.
fn line(out: &mut dyn Write, text: &str, origin: &str) -> io::Result<()> {
    writeln!(out, "{text:<40}  # {origin}")
}

fn list(items: &[String]) -> String {
    format!("[{}]", items.iter().map(|item| scalar(item)).collect::<Vec<_>>().join(", "))
}
