//! `factlint init`: a commented configuration, from what lies in the folder.

use super::{Session, Status, output};
use crate::{
    config::{Config, NAME, SETTLED, scalar},
    pack::MANIFEST,
    source::{Choice, Defaults, Input, Metadata, Seen},
    store,
};
use std::{
    collections::BTreeSet,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

/// Write a commented `factlint.yaml` for what lies in this folder
#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The folder
    #[arg(default_value = ".")]
    folder: PathBuf,
}

/// The file, with places for what is found.
const TEMPLATE: &str = include_str!("init.yaml");
/// Folders within folders that are looked at for packs.
const DEEPEST: usize = 3;

impl Args {
    pub(super) fn run(&self, session: &Session) -> io::Result<Status> {
        let path = self.folder.join(NAME);
        if !self.folder.is_dir() {
            super::complain(&format!("no such folder: {}", self.folder.display()));
            return Ok(Status::Failed);
        }
        if path.symlink_metadata().is_ok() {
            super::complain(&format!("`{}` exists already; `factlint config` shows what it says", path.display()));
            return Ok(Status::Failed);
        }
        let found = Found::below(&self.folder, session);
        store::write(&path, &found.configuration())?;
        // What is written must be what can be read.
        if let Err(problems) = Config::read(&path) {
            session.terminal.problems(&problems);
            return Ok(Status::Failed);
        }
        let mut out = output::stdout();
        writeln!(out, "wrote {}: {}", path.display(), found.said())?;
        out.flush()?;
        Ok(Status::Clean)
    }
}

/// What lies in the folder.
#[derive(Default)]
struct Found {
    /// How many texts can be read.
    texts: usize,
    /// Folders with texts that have a folder of sources beside or in them, and those folders.
    sets: BTreeSet<(String, String)>,
    /// Folders of packs, and their versions.
    packs: Vec<(String, String)>,
    /// Whether there is a file of settled findings.
    settled: bool,
}

impl Found {
    fn below(folder: &Path, session: &Session) -> Self {
        let defaults = Defaults {
            meta: Metadata::default(),
            dateline_word: &|word| session.engine.dateline_word(word),
            names_thing: &|key| session.engine.names_thing(key),
            choice: Choice::default(),
        };
        let loaded = crate::source::load(&[Input::Path(folder.to_owned())], &defaults, &mut Seen::default());
        let mut found = Self { texts: loaded.documents.len(), settled: folder.join(SETTLED).exists(), ..Self::default() };
        let within = |file: &Path| {
            let file = file.strip_prefix(folder).unwrap_or(file).to_string_lossy().replace('\\', "/");
            file.trim_start_matches("./").to_owned()
        };
        let folders: BTreeSet<String> =
            loaded.files.iter().filter_map(|file| Some(within(file).rsplit_once('/')?.0.to_owned())).collect();
        let names = |kind: &str| {
            let lists = TEMPLATE.lines().filter_map(|line| line.strip_prefix("#= ")?.strip_prefix(kind)?.strip_prefix(": "));
            lists.flat_map(|list| list.split(' ')).collect::<Vec<&str>>()
        };
        let (drafts, sources) = (names("drafts"), names("sources"));
        let last = |folder: &str| folder.rsplit('/').next().unwrap_or_default().to_lowercase();
        for of in folders.iter().filter(|folder| sources.contains(&last(folder).as_str())) {
            let around = of.rsplit_once('/').map_or("", |(around, _)| around);
            let beside = folders.iter().filter(|f| f.rsplit_once('/').map_or("", |(around, _)| around) == around);
            let beside: Vec<&String> = beside.filter(|folder| drafts.contains(&last(folder).as_str())).collect();
            for draft in &beside {
                found.sets.insert((format!("{draft}/**"), format!("{of}/**")));
            }
            // A draft beside the folder of its sources.
            if beside.is_empty() && folders.contains(around) {
                found.sets.insert((format!("{around}/*"), format!("{of}/**")));
            }
        }
        packs(folder, 0, &mut |path| {
            let manifest = crate::pack::PackFile::own(&path.join(MANIFEST)).and_then(|file| file.read::<crate::pack::Manifest>());
            if let Ok(manifest) = manifest {
                found.packs.push((within(path), manifest.version));
            }
        });
        found.packs.sort();
        found
    }

    /// The configuration.
    fn configuration(&self) -> String {
        let against = if self.sets.is_empty() {
            "# against:\n#   - drafts: drafts/**\n#     sources: [sources/**, facts.txt]\n".to_owned()
        } else {
            let set = |(drafts, sources): &(String, String)| {
                [format!("  - drafts: {}\n", scalar(drafts)), format!("    sources: [{}]\n", scalar(sources))].concat()
            };
            format!("against:\n{}", self.sets.iter().map(set).collect::<Vec<_>>().concat())
        };
        let packs = if self.packs.is_empty() {
            "# packs:\n#   - path: packs/football\n#     version: \">=1.0\"\n".to_owned()
        } else {
            let pack = |(path, version): &(String, String)| {
                [format!("  - path: {}\n", scalar(path)), format!("    version: {}\n", scalar(&format!("^{version}")))].concat()
            };
            format!("packs:\n{}", self.packs.iter().map(pack).collect::<Vec<_>>().concat())
        };
        let text = TEMPLATE.lines().filter(|line| !line.starts_with("#= ")).collect::<Vec<_>>().join("\n") + "\n";
        text.replace("#{against}\n", &against).replace("#{packs}\n", &packs)
    }

    fn said(&self) -> String {
        let count = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
        let settled = if self.settled { format!("; {SETTLED} is used as it is") } else { String::new() };
        let (texts, sets, packs) = (count(self.texts, "text"), count(self.sets.len(), "set"), count(self.packs.len(), "pack"));
        format!("{texts}, {sets} of drafts and sources, {packs}{settled}; `factlint check` goes by it")
    }
}

/// Calls `found` with each folder of a pack below `folder`.
fn packs(folder: &Path, depth: usize, found: &mut dyn FnMut(&Path)) {
    for path in std::fs::read_dir(folder).into_iter().flatten().filter_map(|entry| Some(entry.ok()?.path())) {
        let hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if hidden || path.is_symlink() || !path.is_dir() {
            continue;
        }
        if path.join(MANIFEST).is_file() {
            found(&path);
        } else if depth < DEEPEST {
            packs(&path, depth + 1, found);
        }
    }
}
