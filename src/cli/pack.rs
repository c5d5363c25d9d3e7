//! `factlint pack`: packs of others in a project: copied in, and held to what was copied.

use super::{Session, Status, output, test::counted};
use crate::{
    config::{Config, NAME, with_pack},
    pack::{Options, PackFile, PackProblem},
    pipeline::Engine,
    report::clean::clean,
    source,
    store::{self, NewFolder, StoreError},
    vendor::{Bundle, Difference, LOCK, LockError, LockFile, Locked},
};
use clap::Subcommand;
use std::{
    io::{self, Write as _},
    path::{Component, Path, PathBuf},
};

/// Use packs of rules that others made
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Copy a pack into this project, name it in `factlint.yaml`, and lock what was copied
    Add {
        /// The pack: a folder, or a zip archive
        #[arg(value_name = "FOLDER|ZIP")]
        pack: PathBuf,
        /// The folder that it is copied into, seen from that of `factlint.yaml`; the pack gets a folder of its own there
        #[arg(long, value_name = "DIR", default_value = "packs")]
        into: String,
        /// Take the place of a copy that nobody has changed
        #[arg(long)]
        replace: bool,
    },
    /// Say what of the copied packs has changed since
    Check {
        /// Lock them as they are now
        #[arg(long)]
        accept: bool,
    },
}

impl Args {
    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        match &self.what {
            What::Add { pack, into, replace } => add(pack, into, *replace, session),
            What::Check { accept } => check(*accept, session),
        }
    }
}

fn failed(complaint: &str) -> Status {
    super::complain(complaint);
    Status::Failed
}

fn shown(path: &Path) -> String {
    clean(&path.display().to_string())
}

fn add(from: &Path, into: &str, replace: bool, session: &Session) -> io::Result<Status> {
    let config = &session.config;
    let bundle = match Bundle::read(from) {
        Ok(bundle) => bundle,
        Err(error) => return Ok(failed(&error.to_string())),
    };
    let name = &bundle.manifest.name;
    let path = match into.trim_start_matches("./").trim_end_matches('/') {
        "" | "." => name.clone(),
        into => format!("{into}/{name}"),
    };
    let (place, lock) = (config.at(Path::new(&path)), config.at(Path::new(LOCK)));
    let file = config.path().map_or_else(|| PathBuf::from(NAME), Path::to_owned);
    let written = match config.path() {
        Some(path) => PackFile::own(path).map(|file| file.text().to_owned()),
        None => Ok(String::new()),
    };
    let requirement = semver::Version::parse(&bundle.manifest.version).ok().map(|version| format!("^{version}"));
    let asked = written.and_then(|text| Ok((with_pack(&file, &text, &path, requirement.as_deref())?, text)));
    let (asked, text) = match asked {
        Ok(asked) => asked,
        Err(problem) => return Ok(refused(&[problem], session)),
    };
    // A pack that lies there already is named and locked.
    let lies_there = source::identity(from) == source::identity(&place);
    if let Err(complaint) = fits(&bundle, &path, config) {
        return Ok(failed(&complaint));
    }
    if let Err(complaint) = if lies_there { Ok(()) } else { may_be_placed(&path, replace, config) } {
        return Ok(failed(&complaint));
    }
    // All is looked at before anything of it stands where the project finds it.
    let new = if lies_there { None } else { Some(beside(&place, &bundle)?) };
    let folder = new.as_ref().map_or_else(|| place.clone(), |new| new.path().to_owned());
    let engine = Engine::load(&Options { folders: vec![folder.clone()], all: true, ..Options::default() });
    let packs = engine.packs();
    if !packs.problems.is_empty() {
        let named = |problem: &PackProblem| match problem.path.strip_prefix(&folder) {
            Ok(within) => PackProblem { path: from.join(within), ..problem.clone() },
            Err(_) => problem.clone(),
        };
        return Ok(refused(&packs.problems.iter().map(named).collect::<Vec<_>>(), session));
    }
    match new {
        Some(new) if place.symlink_metadata().is_ok() => new.replace()?,
        Some(new) => new.place()?,
        None => {}
    }
    if let Err(error) = LockFile::put(&lock, &[Locked::new(&path, &bundle)]) {
        return lock_refused(error, session);
    }
    if asked != text {
        store::write(&file, &asked)?;
    }
    let (rules, mut out) = (packs.rules.all().iter().filter(|rule| rule.pack == *name).count(), output::stdout());
    let version = clean(&bundle.manifest.version);
    writeln!(
        out,
        "added `{name}` {version} as {}: {}; `{}` names it, `{}` locks it",
        shown(&place),
        counted(rules, "rule"),
        shown(&file),
        shown(&lock)
    )?;
    if !bundle.manifest.enabled {
        writeln!(out, "its rules run where `rules: {{{name}: on}}` stands in `{}`", shown(&file))?;
    }
    out.flush()?;
    Ok(Status::Clean)
}

/// The files of a pack in a new folder beside its place.
fn beside(place: &Path, bundle: &Bundle) -> Result<NewFolder, StoreError> {
    store::folder_of(place)?;
    let new = NewFolder::beside(place)?;
    for (within, content) in &bundle.files {
        store::write(&new.path().join(within), content).map_err(|error| new.named(error))?;
    }
    Ok(new)
}

/// Why a configuration cannot name a pack there, if it cannot.
fn fits(bundle: &Bundle, path: &str, config: &Config) -> Result<(), String> {
    if Path::new(path).components().any(|step| !matches!(step, Component::Normal(_))) {
        return Err(format!("`{path}` does not lie in the folder of the configuration"));
    }
    let Some((_, Some(needs))) = config.packs().find(|(used, _)| *used == path) else { return Ok(()) };
    let (name, version) = (&bundle.manifest.name, &bundle.manifest.version);
    let fits = |version| semver::VersionReq::parse(needs).is_ok_and(|needs| needs.matches(&version));
    if semver::Version::parse(version).is_ok_and(fits) {
        return Ok(());
    }
    Err(format!("`{name}` is version {version}, and the configuration asks for `{needs}`: change that first"))
}

/// Why a pack cannot be copied to where it should go, if it cannot.
fn may_be_placed(path: &str, replace: bool, config: &Config) -> Result<(), String> {
    let place = config.at(Path::new(path));
    if place.symlink_metadata().is_err() {
        return Ok(());
    }
    if !replace {
        return Err(format!("{} exists already; `--replace` puts this pack in its place", place.display()));
    }
    let locked = LockFile::read(&config.at(Path::new(LOCK))).map_err(|problem| problem.to_string())?;
    match locked.pack(path).map(|pack| pack.differences(&place)) {
        None => Err(format!("{} was not added by `factlint pack add`: move it away first", place.display())),
        Some(Err(error)) => Err(error.to_string()),
        Some(Ok(differences)) if differences.is_empty() => Ok(()),
        Some(Ok(_)) => {
            Err(format!("{} has changed since it was added (`factlint pack check`): move it away first", place.display()))
        }
    }
}

fn refused(problems: &[PackProblem], session: &Session) -> Status {
    session.terminal.problems(problems);
    Status::Failed
}

fn lock_refused(error: LockError, session: &Session) -> io::Result<Status> {
    match error {
        LockError::Unreadable(problem) => Ok(refused(&[problem], session)),
        LockError::Store(error) => Err(error.into()),
    }
}

fn check(accept: bool, session: &Session) -> io::Result<Status> {
    let config = &session.config;
    let path = config.at(Path::new(LOCK));
    let locked = match LockFile::read(&path) {
        Ok(locked) => locked,
        Err(problem) => return Ok(refused(&[problem], session)),
    };
    let mut out = output::stdout();
    let (mut status, mut now) = (Status::Clean, Vec::new());
    for pack in &locked.packs {
        let place = config.at(Path::new(&pack.path));
        let differences = match pack.differences(&place) {
            Ok(differences) => differences,
            Err(error) => {
                status = status.max(failed(&error.to_string()));
                continue;
            }
        };
        let used = config.packs().any(|(used, _)| used == pack.path);
        if differences.is_empty() && used {
            writeln!(out, "{}: `{}` {}, as it was added", shown(&place), pack.name, clean(&pack.version))?;
            continue;
        }
        if !used {
            let file = config.path().map_or_else(|| NAME.to_owned(), shown);
            writeln!(out, "{}: locked, and {file} does not name it", shown(&place))?;
            status = status.max(Status::Found);
        }
        for difference in &differences {
            let at = |file: &String| shown(&place.join(file));
            match difference {
                Difference::Changed(file) => writeln!(out, "{}: changed", at(file))?,
                Difference::Missing(file) => writeln!(out, "{}: missing", at(file))?,
                Difference::Extra(file) => writeln!(out, "{}: not in the pack as it was added", at(file))?,
                Difference::Lock => writeln!(out, "{}: changed by hand, at `{}`", shown(&path), clean(&pack.path))?,
            }
        }
        if accept && !differences.is_empty() {
            match Bundle::read(&place) {
                Ok(bundle) => now.push(Locked::new(&pack.path, &bundle)),
                Err(error) => status = status.max(failed(&error.to_string())),
            }
        } else if !differences.is_empty() {
            status = status.max(Status::Found);
        }
    }
    for (used, _) in config.packs().filter(|(used, _)| locked.pack(used).is_none()) {
        writeln!(out, "{}: not locked, as it was not added by `factlint pack add`", shown(&config.at(Path::new(used))))?;
    }
    if !now.is_empty() {
        if let Err(error) = LockFile::put(&path, &now) {
            return lock_refused(error, session);
        }
        writeln!(out, "locked {} as now", counted(now.len(), "pack"))?;
    }
    if locked.packs.is_empty() && config.packs().next().is_none() {
        writeln!(out, "no packs beside the built-in ones")?;
    }
    out.flush()?;
    Ok(status)
}
