//! Loads packs: the built-in ones and those in folders, with what the user switches on and off.
//!
//! Whatever cannot be used is reported and left out; everything else is loaded. A pack in a folder that has the name of a built-in one
//! takes its place.

use super::Severity;
use super::corpus::{CorpusFile, Precision};
use super::digest::digest;
use super::error::{PackError, PackProblem, nearest};
use super::files::{FileKind, PackFile, PackFiles, SHOWN};
use super::manifest::{Manifest, allows, is_id};
use super::pattern::program::Known;
use super::pattern::{ClaimFile, ClaimPatterns, FrameError, FrameProblem, Part, Refused, class_name};
use super::rule::RuleFile;
use super::rules::{Kinds, Rule, Rules, compile};
use crate::claim::patterns::PatternSet;
use crate::entity::{EntityError, EntityFile, Gazetteer};
use crate::lexicon::{LanguageFile, Languages, Units, Words, id_hash};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What the user says of packs and rules.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// Folders of packs beside the built-in ones.
    pub folders: Vec<PathBuf>,
    /// Rules and packs to switch on, by id and name.
    pub enable: Vec<String>,
    /// Rules and packs to switch off.
    pub disable: Vec<String>,
    /// Rules with the severity that they have instead of their own.
    pub severity: Vec<(String, Severity)>,
    /// Use the packs that are off by themselves too, and read the examples of built-in rules: for explaining and testing them.
    pub all: bool,
}

/// A pack that was loaded.
#[derive(Debug)]
pub struct Pack {
    /// What it says of itself.
    pub manifest: Manifest,
    /// Its folder.
    pub folder: PathBuf,
    /// Whether it is built in.
    pub built_in: bool,
}

/// All that packs bring.
#[derive(Debug, Default)]
pub struct Packs {
    /// The packs, built-in ones first.
    pub packs: Vec<Pack>,
    /// Their rules.
    pub rules: Rules,
    /// The built-in entities and theirs.
    pub gazetteer: Gazetteer,
    /// The words that they add.
    pub words: Vec<LanguageFile>,
    /// Their patterns, by file, with the name of the pack.
    pub patterns: Vec<(String, ClaimPatterns)>,
    /// The files of those patterns that are not built in, with their index among the patterns.
    pattern_files: Vec<(PackFile, usize, ClaimFile)>,
    /// How often rules were right in the texts of their authors.
    pub judged: BTreeMap<String, Precision>,
    /// What could not be used.
    pub problems: Vec<PackProblem>,
    /// A hash of what may change how a text is read: what is switched on and off, and the files of packs that are not built in.
    pub digest: [u8; 32],
}

impl Packs {
    /// Loads what these options ask for.
    #[must_use]
    pub fn load(options: &Options) -> Self {
        let mut loaded = Self::default();
        let mut sources: Vec<(Manifest, PackFiles)> = Vec::new();
        for folder in &options.folders {
            if let Some(files) = PackFiles::in_folder(folder, &mut loaded.problems) {
                loaded.open(files, &mut sources);
            }
        }
        let in_folders = sources.len();
        for files in PackFiles::built_in() {
            let name = files.folder.file_name().unwrap_or_default().to_string_lossy();
            if !sources[..in_folders].iter().any(|(manifest, _)| manifest.name == name) {
                loaded.open(files, &mut sources);
            }
        }
        sources.rotate_left(in_folders);
        loaded.digest = digest(options, sources.iter().map(|(_, files)| files));
        let switches = Switches::new(options, &sources, &mut loaded.problems);
        let mut kinds = Kinds::default();
        let mut rules: Vec<(usize, &PackFile)> = Vec::new();
        let mut entities: Vec<&PackFile> = Vec::new();
        for (manifest, files) in &sources {
            if !switches.pack(manifest) && !files.files.iter().any(|f| switches.names_rule(f)) {
                continue;
            }
            let pack = loaded.packs.len();
            loaded.packs.push(Pack { manifest: manifest.clone(), folder: files.folder.clone(), built_in: files.built_in });
            for file in &files.files {
                match file.kind {
                    FileKind::Manifest | FileKind::Own => {}
                    FileKind::Corpus => match file.read_or_nothing::<CorpusFile>() {
                        Ok(corpus) => loaded.judged.extend(corpus.precision()),
                        Err(problem) => loaded.problems.push(problem),
                    },
                    FileKind::Rule => rules.push((pack, file)),
                    FileKind::Claims => loaded.claims(file, pack, &mut kinds),
                    FileKind::Entities => entities.push(file),
                    FileKind::Words => loaded.words(file),
                }
            }
        }
        loaded.entities(&entities);
        loaded.rules(&rules, &kinds, &switches);
        loaded.problems.sort_by(|a, b| a.path.cmp(&b.path));
        loaded
    }

    /// Reads a pack's manifest, and says whether the pack can be used.
    fn open(&mut self, files: PackFiles, sources: &mut Vec<(Manifest, PackFiles)>) {
        let Some(file) = files.files.iter().find(|f| f.kind == FileKind::Manifest) else { return };
        let manifest = match file.manifest() {
            Ok(manifest) => manifest,
            Err(problem) => return self.problems.push(problem),
        };
        match allows(&manifest.factlint) {
            Ok(true) => {}
            Ok(false) => {
                let error = PackError::NeedsOther { needs: manifest.factlint.clone() };
                return self.problems.push(file.problem_at(&["factlint"], error));
            }
            Err(_) => {
                let error = PackError::BadRequirement(manifest.factlint.clone());
                return self.problems.push(file.problem_at(&["factlint"], error));
            }
        }
        if let Some((_, first)) = sources.iter().find(|(m, _)| m.name == manifest.name) {
            let error = PackError::DuplicatePack { name: manifest.name.clone(), first: first.folder.clone() };
            return self.problems.push(file.problem_at(&["name"], error));
        }
        sources.push((manifest, files));
    }

    fn rules(&mut self, files: &[(usize, &PackFile)], kinds: &Kinds, switches: &Switches) {
        let packs = &self.packs;
        let one = |(pack, file): &(usize, &PackFile)| -> Result<Rule, Vec<PackProblem>> {
            let mut content: RuleFile = file.read().map_err(|problem| vec![problem])?;
            let Pack { manifest, built_in, .. } = &packs[*pack];
            let examples = if *built_in && switches.options.all { file.examples() } else { None };
            if let Some(examples) = examples {
                (content.valid, content.invalid) = (examples.valid, examples.invalid);
            }
            compile(file, content, manifest, kinds, !built_in || switches.options.all)
        };
        let read: Vec<_> = if files.len() < 64 { files.iter().map(one).collect() } else { files.par_iter().map(one).collect() };
        let mut rules: Vec<Rule> = Vec::with_capacity(files.len());
        let mut first: BTreeMap<String, PathBuf> = BTreeMap::new();
        for ((pack, file), rule) in files.iter().zip(read) {
            let mut rule = match rule {
                Ok(rule) => rule,
                Err(problems) => {
                    self.problems.extend(problems);
                    continue;
                }
            };
            if let Some(first) = first.get(&rule.id) {
                let error = PackError::DuplicateRule { id: rule.id, first: first.clone() };
                self.problems.push(file.problem_at(&[], error));
                continue;
            }
            first.insert(rule.id.clone(), file.path.clone());
            rule.enabled = switches.rule(&rule.id, &self.packs[*pack].manifest);
            rule.chosen = switches.severity(&rule.id);
            rule.file.severity = rule.weigh(rule.file.severity);
            rules.push(rule);
        }
        self.rules = Rules::new(rules);
    }

    /// The entities of these files; those of a file that does not go with the ones before it are left out.
    fn entities(&mut self, files: &[&PackFile]) {
        let mut read: Vec<(&PackFile, EntityFile)> = Vec::new();
        for file in files {
            match file.read() {
                Ok(content) => read.push((file, content)),
                Err(problem) => self.problems.push(problem),
            }
        }
        let named = |of: &[(&PackFile, EntityFile)]| of.iter().map(|(f, c)| (f.path.display().to_string(), c.clone())).collect();
        let mut most = read.len();
        loop {
            match Gazetteer::with(named(&read)) {
                Ok(gazetteer) => return self.gazetteer = gazetteer,
                Err(_) if most == 0 => return,
                Err(_) => most -= 1,
            }
            // The first file that does not fit is the one to complain of.
            let fits = |count: usize| Gazetteer::with(named(&read[..count]));
            let Some((count, error)) = (1..=read.len()).find_map(|count| Some((count, fits(count).err()?))) else { return };
            let (file, _) = read.remove(count - 1);
            let value = match &error {
                EntityError::DuplicateName { name, .. } => name.clone(),
                EntityError::UnknownPlace { place, .. } => place.clone(),
                EntityError::KindConflict { id, .. } | EntityError::EmptyName { id, .. } => id.clone(),
            };
            self.problems.push(file.problem_at_text(&value, PackError::Entity(error)));
        }
    }

    /// The patterns of a file.
    fn claims(&mut self, file: &PackFile, pack: usize, kinds: &mut Kinds) {
        let content: ClaimFile = match file.read() {
            Ok(content) => content,
            Err(problem) => return self.problems.push(problem),
        };
        let kind = file.stem().into_owned();
        if !is_id(&kind) {
            return self.problems.push(file.problem(None, PackError::BadId(kind)));
        }
        let (patterns, refused) = ClaimPatterns::read(&kind, &content);
        self.problems.extend(refusals(file, refused));
        kinds.add(&kind, &content);
        let pack = &self.packs[pack];
        if !pack.built_in {
            self.pattern_files.push((file.clone(), self.patterns.len(), content));
        }
        self.patterns.push((pack.manifest.name.clone(), patterns));
    }

    /// Compiles the patterns of packs that are not built in, and adds what is wrong with them to the problems.
    pub fn check_patterns(&mut self, languages: &Languages) {
        let mut classes: BTreeMap<String, Known> = BTreeMap::new();
        let ids = OnceCell::new();
        for (file, at, content) in std::mem::take(&mut self.pattern_files) {
            let Some((_, patterns)) = self.patterns.get(at) else { continue };
            let knows = |id: &str| ids.get_or_init(|| all_ids(languages)).contains(&id_hash(id));
            self.problems.extend(frame_errors(&file, &content, knows));
            let mut tags: Vec<&str> = patterns.patterns.iter().map(|p| p.language.as_str()).collect();
            tags.dedup();
            for tag in tags {
                if let Some(lexicon) = languages.get(tag) {
                    let known = classes.entry(tag.to_owned()).or_insert_with(|| Known::of(lexicon));
                    let (_, refused) = PatternSet::compile_with(lexicon, known, std::slice::from_ref(patterns));
                    let refused = refused.into_iter().map(|(_, refused)| refused).collect();
                    self.problems.extend(refusals(&file, refused));
                } else {
                    let known: Vec<String> = languages.tags().map(str::to_owned).collect();
                    let nearest = nearest(tag, known.iter().map(String::as_str));
                    let error = PackError::Unknown { what: "language", name: tag.to_owned(), nearest, known };
                    self.problems.push(file.problem_at_key(&["patterns", tag], error));
                }
            }
        }
    }

    fn words(&mut self, file: &PackFile) {
        match file.read::<LanguageFile>() {
            Ok(mut words) if words.language == file.stem() => {
                self.units(file, &mut words);
                self.words.push(words);
            }
            Ok(words) => {
                let error = PackError::Unknown {
                    what: "language",
                    nearest: Some(file.stem().into_owned()),
                    known: Vec::new(),
                    name: words.language,
                };
                self.problems.push(file.problem_at(&["language"], error));
            }
            Err(problem) => self.problems.push(problem),
        }
    }

    /// Takes out of a file the words of units that there are not.
    fn units(&mut self, file: &PackFile, words: &mut LanguageFile) {
        let mut unknown = 0;
        for (class, entries) in &mut words.classes {
            let (Words::Keyed(entries), Some(known)) = (entries, Units::built_in().ids_for(*class)) else { continue };
            entries.retain(|id, _| {
                let is_known = known.binary_search(&id.as_str()).is_ok();
                unknown += usize::from(!is_known);
                if !is_known && unknown <= SHOWN {
                    let error = PackError::Unknown {
                        what: "unit",
                        nearest: nearest(id, known.iter().copied()),
                        known: Vec::new(),
                        name: id.clone(),
                    };
                    self.problems.push(file.problem_at_key(&["classes", class_name(*class), id], error));
                }
                is_known
            });
        }
        self.problems.extend(more(file, unknown));
    }

    /// The pack of this name.
    #[must_use]
    pub fn pack(&self, name: &str) -> Option<&Pack> {
        self.packs.iter().find(|p| p.manifest.name == name)
    }
}

/// The patterns of a file that are refused, as many as are shown.
fn refusals(file: &PackFile, refused: Vec<Refused>) -> Vec<PackProblem> {
    let more = more(file, refused.len());
    refused.into_iter().take(SHOWN).map(|one| refuse(file, one)).chain(more).collect()
}

/// How many of a file's mistakes are not shown.
fn more(file: &PackFile, mistakes: usize) -> Option<PackProblem> {
    let more = mistakes.saturating_sub(SHOWN);
    (more > 0).then(|| file.problem(None, PackError::More(more)))
}

/// The ids of what any language has words for.
fn all_ids(languages: &Languages) -> FxHashSet<u64> {
    let lexicons = languages.tags().filter_map(|tag| languages.get(tag));
    lexicons.flat_map(|l| l.all_senses().iter().map(|sense| sense.id).chain(l.quantities().ids())).collect()
}

/// What is wrong with the frames of a file, each at its key.
fn frame_errors(file: &PackFile, content: &ClaimFile, knows: impl Fn(&str) -> bool) -> Vec<PackProblem> {
    let errors: Vec<_> = content.frames.iter().zip(0..).flat_map(|(frame, nth)| frame.errors(nth, content, &knows)).collect();
    let more = more(file, errors.len());
    let problem = |FrameError { index, key, problem }| {
        let error = match problem {
            FrameProblem::UnknownRole(name) => {
                let roles: Vec<String> = content.roles.keys().cloned().collect();
                PackError::Unknown { what: "role", nearest: nearest(&name, roles.iter().map(String::as_str)), name, known: roles }
            }
            FrameProblem::UnknownId(name) => PackError::NoWords(name),
            FrameProblem::Kind(wanted) => PackError::Form(wanted.to_owned()),
            FrameProblem::NoFigure => PackError::Missing("amount".to_owned()),
        };
        file.problem_at(&["frames", &index.to_string(), key], error)
    };
    errors.into_iter().take(SHOWN).map(problem).chain(more).collect()
}

/// A pattern that is refused, with its place in the file.
fn refuse(file: &PackFile, refused: Refused) -> PackProblem {
    let Refused { language, index, part, error } = refused;
    let index = index.to_string();
    let mut path = vec!["patterns", language.as_str(), index.as_str()];
    let nth;
    // A phrase alone stands where one with constants would be: the path ends there.
    match part {
        Part::Phrase => path.push("phrase"),
        Part::With(at) => {
            nth = at.to_string();
            path.extend(["with", nth.as_str()]);
        }
        Part::Then => path.extend(["then", "phrase"]),
    }
    let part = error.offset..error.offset + error.len;
    file.problem_inside(&path, part, PackError::Pattern(error))
}

/// What is switched on and off. What is said of a rule counts before what is said of its pack.
struct Switches<'a> {
    options: &'a Options,
}

impl<'a> Switches<'a> {
    fn new(options: &'a Options, sources: &[(Manifest, PackFiles)], problems: &mut Vec<PackProblem>) -> Self {
        let ids =
            sources.iter().flat_map(|(_, p)| p.files.iter().filter(|f| f.kind == FileKind::Rule).map(|f| f.stem().into_owned()));
        let ids: Vec<String> = ids.collect();
        let packs = || sources.iter().map(|(m, _)| m.name.as_str());
        let mut check = |option: &str, name: &str, what: &'static str, and_packs: bool| {
            let known = || ids.iter().map(String::as_str).chain(packs().filter(|_| and_packs));
            if !known().any(|k| k == name) {
                let known_here = if and_packs { packs().map(str::to_owned).collect() } else { Vec::new() };
                let error =
                    PackError::Unknown { what, nearest: nearest(name, known()), known: known_here, name: name.to_owned() };
                problems.push(PackProblem { path: Path::new(option).to_owned(), place: None, error: error.into() });
            }
        };
        for name in &options.enable {
            check("--enable", name, "rule or pack", true);
        }
        for name in &options.disable {
            check("--disable", name, "rule or pack", true);
        }
        for (name, _) in &options.severity {
            check("--severity", name, "rule", false);
        }
        Self { options }
    }

    /// Whether a pack's rules run where nothing is said of them.
    fn pack(&self, manifest: &Manifest) -> bool {
        let says = |names: &[String]| names.contains(&manifest.name);
        (self.options.all || manifest.enabled || says(&self.options.enable)) && !says(&self.options.disable)
    }

    fn names_rule(&self, file: &PackFile) -> bool {
        file.kind == FileKind::Rule && self.options.enable.iter().any(|name| *name == file.stem())
    }

    fn rule(&self, id: &str, pack: &Manifest) -> bool {
        let says = |names: &[String]| names.iter().any(|n| n == id);
        if says(&self.options.disable) {
            return false;
        }
        says(&self.options.enable) || self.pack(pack)
    }

    fn severity(&self, id: &str) -> Option<Severity> {
        self.options.severity.iter().rev().find(|(rule, _)| rule == id).map(|(_, severity)| *severity)
    }
}
