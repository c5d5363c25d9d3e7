//! `check --watch`: checks again when a text, the configuration or a rule has changed.
//!
//! Each run is one of its own: the configuration and the rules are read anew. What is watched are folders, as many programs write a file by
//! putting another in its place. Ctrl-C ends it, as it ends any program.

use super::{Cli, Command, Status, done, output::Terminal};
use crate::{
    report::clean::clean,
    source::{self, Format},
};
use clap::{ArgMatches, FromArgMatches as _};
use notify::{
    Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _,
    event::{CreateKind, ModifyKind, RemoveKind},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    path::{Path, PathBuf},
    sync::mpsc::{self, Receiver, RecvTimeoutError},
    time::{Duration, Instant},
};

/// A change counts when nothing has changed for so long,
const QUIET: Duration = Duration::from_millis(200);
/// or when changes have gone on for so long.
const LONGEST: Duration = Duration::from_secs(2);

/// Runs the command, and again whenever something has changed.
pub(super) fn run(cli: &Cli, matches: &ArgMatches, terminal: Terminal) -> io::Result<Status> {
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(io::Error::other)?;
    let mut watched = BTreeMap::new();
    let again = || Cli::from_arg_matches(matches).map_err(io::Error::other);
    loop {
        // The configuration may name other folders than it did.
        let places = Places::of(again()?, cli, matches)?;
        places.watch(&mut watcher, &mut watched)?;
        // What is wrong with the configuration may be put right in a moment.
        if let Err(error) = done(again()?, matches, terminal) {
            super::complain(&error.to_string());
        }
        if !terminal.quiet {
            super::complain("watching for changes; Ctrl-C ends");
        }
        let changed = places.wait(&events)?;
        let rule = "─".repeat(terminal.out.width);
        super::output::complain(|err| writeln!(err, "\n{rule}\n{} has changed\n", clean(&changed.display().to_string())));
    }
}

/// What is watched, and which changes of it count.
struct Places {
    /// Folders, with all that is below them or not.
    folders: BTreeMap<PathBuf, RecursiveMode>,
    /// Files that count whatever they are called.
    files: BTreeSet<PathBuf>,
    /// Reports of the command itself.
    outputs: BTreeSet<PathBuf>,
}

impl Places {
    fn of(parsed: Cli, cli: &Cli, matches: &ArgMatches) -> io::Result<Self> {
        let mut places = Self { folders: BTreeMap::new(), files: BTreeSet::new(), outputs: BTreeSet::new() };
        let Command::Check(args) = parsed.command.prepared(matches)? else { return Ok(places) };
        let given = args.sources.input.paths_or_here();
        let list = &args.sources.input.files_from;
        if given.iter().chain(&args.sources.against).chain(list).any(|path| path == Path::new("-")) {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "`--watch` needs files: standard input does not change"));
        }
        for path in given.iter().chain(&args.sources.against).chain(list) {
            places.add(path);
        }
        // One that cannot be read is told by the run; what it says is not known then.
        if let Ok(config) = cli.configured.load(&given) {
            config.path().into_iter().for_each(|file| places.add(file));
            for root in config.against.iter().flat_map(|set| [&set.drafts, &set.sources]).flat_map(crate::config::Globs::roots) {
                places.add(&config.at(&root));
            }
            config.packs().for_each(|(folder, _)| places.add(&config.at(Path::new(folder))));
            cli.configured.settled(&config).into_iter().for_each(|file| places.add(&file));
        }
        cli.packs.options().folders.iter().for_each(|folder| places.add(folder));
        places.outputs = args.outputs().map(source::identity).collect();
        Ok(places)
    }

    fn add(&mut self, path: &Path) {
        let path = source::identity(path);
        if path.is_dir() {
            self.folders.insert(path, RecursiveMode::Recursive);
            return;
        }
        if let Some(folder) = path.parent().filter(|folder| folder.is_dir()) {
            self.folders.entry(folder.to_owned()).or_insert(RecursiveMode::NonRecursive);
        }
        self.files.insert(path);
    }

    /// Watches what is not watched yet.
    fn watch(&self, watcher: &mut RecommendedWatcher, watched: &mut BTreeMap<PathBuf, RecursiveMode>) -> io::Result<()> {
        for (folder, mode) in &self.folders {
            if watched.get(folder) != Some(mode) {
                let failed = |e| io::Error::other(format!("cannot watch {}: {e}", folder.display()));
                watcher.watch(folder, *mode).map_err(failed)?;
                watched.insert(folder.clone(), *mode);
            }
        }
        Ok(())
    }

    /// Waits for a change that counts, and until no more come: the first file that has changed.
    fn wait(&self, events: &Receiver<notify::Result<Event>>) -> io::Result<PathBuf> {
        let gone = || io::Error::other("nothing is watched any more");
        let first = loop {
            let event = events.recv().map_err(|_| gone())?.map_err(io::Error::other)?;
            if let Some(path) = self.counting(&event) {
                break path;
            }
        };
        let since = Instant::now();
        while since.elapsed() < LONGEST {
            match events.recv_timeout(QUIET) {
                Err(RecvTimeoutError::Timeout) => break,
                Err(RecvTimeoutError::Disconnected) => return Err(gone()),
                Ok(_) => {}
            }
        }
        Ok(first)
    }

    /// The file of an event that changes what is read, as it is shown.
    fn counting(&self, event: &Event) -> Option<PathBuf> {
        let folder = match event.kind {
            EventKind::Access(_) | EventKind::Modify(ModifyKind::Metadata(_)) => return None,
            EventKind::Create(CreateKind::Folder) | EventKind::Remove(RemoveKind::Folder) => true,
            EventKind::Modify(ModifyKind::Name(_)) => event.paths.iter().any(|path| path.is_dir()),
            _ => false,
        };
        let path = event.paths.iter().find(|path| self.files.contains(*path) || self.is_read(path, folder))?;
        let here = source::identity(Path::new("."));
        Some(path.strip_prefix(here).unwrap_or(path).to_owned())
    }

    /// Whether a file or folder below one that is watched may be read.
    fn is_read(&self, path: &Path, folder: bool) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if self.outputs.contains(path) || path.components().any(|part| part.as_os_str() == ".git") {
            return false;
        }
        // Most programs write beside a file under a hidden name first.
        let ignores = matches!(&*name, ".gitignore" | ".ignore");
        let extension = path.extension().unwrap_or_default();
        ignores || !name.starts_with('.') && (folder || Format::of(path).is_some() || extension == "yaml" || extension == "yml")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use notify::event::{AccessKind, DataChange, RenameMode};

    #[test]
    fn what_is_read_counts_and_what_reading_does_not() {
        let outputs = BTreeSet::from([PathBuf::from("/x/report.md")]);
        let places = Places { folders: BTreeMap::new(), files: BTreeSet::from([PathBuf::from("/x/NOTES")]), outputs };
        let data = EventKind::Modify(ModifyKind::Data(DataChange::Any));
        for (kind, path, counts) in [
            (data, "/x/a.md", true),
            (data, "/x/NOTES", true),
            (data, "/x/OTHER", false),
            (data, "/x/report.md", false),
            (data, "/x/.a.md.swp", false),
            (data, "/x/.git/HEAD.txt", false),
            (data, "/x/factlint.yaml", true),
            (data, "/x/.gitignore", true),
            (EventKind::Access(AccessKind::Any), "/x/a.md", false),
            (EventKind::Modify(ModifyKind::Name(RenameMode::To)), "/x/a.md", true),
            (EventKind::Remove(RemoveKind::File), "/x/a.html", true),
            (EventKind::Create(CreateKind::Folder), "/x/drafts", true),
        ] {
            let event = Event::new(kind).add_path(PathBuf::from(path));
            assert_eq!(places.counting(&event), counts.then(|| PathBuf::from(path)), "{kind:?} {path}");
        }
    }
}
