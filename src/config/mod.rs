//! What a folder says of how its texts are checked: its `factlint.yaml`.
//!
//! Stands before the checks: it says which packs and rules run, which files are read, which of them are drafts of which sources, and how
//! much findings weigh. It is found by walking up from what is checked ([`find()`]); what the command line says counts before it. What is
//! wrong with it is told at its place, as for the files of packs, which the same code reads.

mod enter;
mod file;
mod find;
mod globs;
mod spelling;

pub use enter::{scalar, with_pack};
pub use file::{FailOn, Level, Limits, schema};
pub use find::{find, nearest as nearest_to, shown};
pub use globs::Globs;
pub(crate) use spelling::FORMS;
pub use spelling::{Choice, ChoiceError};

use crate::{
    pack::{Options, PackError, PackFile, PackProblem, Packs, Severity, nearest},
    source::{self, LONGEST},
};
use file::ConfigFile;
use jiff::civil::Date;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The name of the file.
pub const NAME: &str = "factlint.yaml";
/// The name of the file of settled findings, where the configuration gives no other.
pub const SETTLED: &str = "factlint-settled.yaml";

/// Drafts, and the sources that they are held against.
#[derive(Debug, Clone)]
pub struct Against {
    /// The drafts.
    pub drafts: Globs,
    /// Their sources.
    pub sources: Globs,
}

/// Rules that weigh something else in some texts.
#[derive(Debug, Clone)]
pub struct Override {
    /// The texts.
    pub files: Globs,
    /// The rules.
    pub rules: BTreeMap<String, Level>,
}

/// A configuration; the default one, which says nothing, where there is no file.
#[derive(Debug, Default)]
pub struct Config {
    /// The folder that all paths and globs in it are seen from, as paths are shown: relative to where the program runs, where that is near.
    folder: PathBuf,
    /// The same folder, by its one true path.
    place: PathBuf,
    written: Option<PackFile>,
    content: ConfigFile,
    /// Drafts and their sources.
    pub against: Vec<Against>,
    /// The texts that are checked, if not all.
    pub include: Option<Globs>,
    /// The texts and folders that are left out.
    pub exclude: Option<Globs>,
    /// What the command line leaves out, seen from where the program runs.
    pub given: Option<Globs>,
    /// What weighs something else in some texts.
    pub overrides: Vec<Override>,
    /// The day on which texts were published that do not say so.
    pub date: Option<Date>,
    /// Whether that day stands in the names of files.
    pub date_in_name: bool,
    /// The language of texts that do not say theirs.
    pub lang: Option<String>,
    /// Which spelling of a name counts; the first choice that decides.
    pub fix_spelling: Vec<Choice>,
}

impl Config {
    /// Reads a file.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn read(path: &Path) -> Result<Self, Vec<PackProblem>> {
        Self::written(PackFile::own(path).map_err(|problem| vec![problem])?)
    }

    /// Reads what is written in a file, or is to be.
    ///
    /// # Errors
    /// All that is wrong with it.
    pub fn written(written: PackFile) -> Result<Self, Vec<PackProblem>> {
        let path = written.path.clone();
        let content: ConfigFile = written.read_or_nothing().map_err(|problem| vec![problem])?;
        let mut problems = Vec::new();
        let mut globs = |globs: &file::Globs, path: &[&str]| Globs::new(globs, &written, path, &mut problems);
        let against = content.against.iter().enumerate().map(|(nth, set)| {
            let nth = nth.to_string();
            Against {
                drafts: globs(&set.drafts, &["against", &nth, "drafts"]),
                sources: globs(&set.sources, &["against", &nth, "sources"]),
            }
        });
        let against = against.collect();
        let include = Some(globs(&content.include, &["include"])).filter(|g| !g.is_empty());
        let exclude = Some(globs(&content.exclude, &["exclude"])).filter(|g| !g.is_empty());
        let overrides = content.overrides.iter().enumerate().map(|(nth, over)| Override {
            files: globs(&over.files, &["overrides", &nth.to_string(), "files"]),
            rules: over.rules.clone(),
        });
        let overrides = overrides.collect();
        let said = |error: source::MetadataError, help| PackError::Value(error.to_string(), help);
        let (date, date_in_name) = match content.date.as_deref() {
            None => (None, false),
            Some("file-name") => (None, true),
            Some(day) => match source::parse_date(day) {
                Ok(day) => (Some(day), false),
                Err(error) => {
                    problems.push(written.problem_at(&["date"], said(error, "write a day as YYYY-MM-DD, or `file-name`")));
                    (None, false)
                }
            },
        };
        let lang = content.lang.as_deref().map(source::parse_lang).transpose().unwrap_or_else(|error| {
            problems.push(written.problem_at(&["lang"], said(error, "write a language as `en` or `sv`")));
            None
        });
        let mut fix_spelling = Vec::new();
        for (nth, choice) in content.fix_spelling.0.iter().enumerate() {
            match choice.parse() {
                Ok(choice) => fix_spelling.push(choice),
                Err(error) => {
                    let error: ChoiceError = error;
                    let error = PackError::Value(error.to_string(), FORMS);
                    problems.push(written.problem_at(&["fix-spelling", &nth.to_string()], error));
                }
            }
        }
        for (nth, pack) in content.packs.iter().enumerate() {
            if let Some(needs) = pack.version.as_ref().filter(|needs| semver::VersionReq::parse(needs).is_err()) {
                let error = PackError::BadRequirement(needs.clone());
                problems.push(written.problem_at(&["packs", &nth.to_string(), "version"], error));
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let place = globs::place(&path).parent().map(Path::to_owned).unwrap_or_default();
        let folder = find::shown(&place);
        let written = Some(written);
        let given = None;
        Ok(Self {
            folder,
            place,
            written,
            content,
            against,
            include,
            exclude,
            given,
            overrides,
            date,
            date_in_name,
            lang,
            fix_spelling,
        })
    }

    /// The file, if there is one.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        self.written.as_ref().map(|file| file.path.as_path())
    }

    /// A path that is seen from the folder of the configuration.
    #[must_use]
    pub fn at(&self, within: &Path) -> PathBuf {
        if within.as_os_str().is_empty() && self.folder.as_os_str().is_empty() {
            PathBuf::from(".")
        } else {
            self.folder.join(within)
        }
    }

    /// A file as it is seen from the folder of the configuration; none where it lies elsewhere.
    #[must_use]
    pub fn within(&self, path: &Path) -> Option<PathBuf> {
        self.written.as_ref()?;
        globs::place(path).strip_prefix(&self.place).ok().map(Path::to_owned)
    }

    /// Whether the command line or the configuration leaves a file or folder out.
    #[must_use]
    pub fn leaves_out(&self, path: &Path, is_folder: bool) -> bool {
        let given = self.given.as_ref().is_some_and(|globs| {
            let here = source::identity(Path::new("."));
            globs::place(path).strip_prefix(here).is_ok_and(|within| globs.matches(within, is_folder))
        });
        given
            || self
                .exclude
                .as_ref()
                .is_some_and(|globs| self.within(path).is_some_and(|within| globs.matches(&within, is_folder)))
    }

    /// Whether a file or folder below one that was named is read.
    #[must_use]
    pub fn keeps(&self, path: &Path, is_folder: bool) -> bool {
        let included = |globs: &Globs| self.within(path).is_none_or(|within| globs.matches(&within, false));
        !self.leaves_out(path, is_folder) && (is_folder || self.include.as_ref().is_none_or(included))
    }

    /// The most bytes of a file.
    #[must_use]
    pub fn longest(&self) -> u64 {
        self.content.limits.file_bytes.unwrap_or(LONGEST).min(LONGEST)
    }

    /// The limits as they are written.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.content.limits
    }

    /// The least severity that makes the exit status 1.
    #[must_use]
    pub fn fail_on(&self) -> Option<FailOn> {
        self.content.fail_on
    }

    /// The rules and packs of which something is said.
    #[must_use]
    pub fn rules(&self) -> &BTreeMap<String, Level> {
        &self.content.rules
    }

    /// The folders of packs as they are written, and the versions that will do.
    pub fn packs(&self) -> impl Iterator<Item = (&str, Option<&str>)> {
        self.content.packs.iter().map(|pack| (pack.path.as_str(), pack.version.as_deref()))
    }

    /// The file of settled findings: none where there is no configuration.
    #[must_use]
    pub fn baseline(&self) -> Option<PathBuf> {
        self.written.as_ref()?;
        Some(self.at(Path::new(self.content.baseline.as_deref().unwrap_or(SETTLED))))
    }

    /// The line of the file on which a key stands.
    #[must_use]
    pub fn line_of(&self, path: &[&str]) -> Option<usize> {
        self.written.as_ref()?.line_of(path)
    }

    /// Adds what it says of packs and rules to what the command line says, which counts before it.
    #[must_use]
    pub fn options(&self, given: Options) -> Options {
        let mut options = given;
        let folders = self.content.packs.iter().map(|pack| self.at(Path::new(&pack.path)));
        options.folders.splice(0..0, folders);
        let mut severity = Vec::new();
        for (name, level) in &self.content.rules {
            match level {
                Level::On if !options.disable.contains(name) => options.enable.push(name.clone()),
                Level::Off if !options.enable.contains(name) => options.disable.push(name.clone()),
                other => severity.extend(other.severity().map(|s| (name.clone(), s))),
            }
        }
        // The last one that is said of a rule counts.
        options.severity.splice(0..0, severity);
        options
    }

    /// What is wrong with packs that were loaded by it: what it names itself is told at its place.
    #[must_use]
    pub fn problems(&self, packs: &Packs) -> Vec<PackProblem> {
        let Some(file) = &self.written else { return packs.problems.clone() };
        let placed = |problem: &PackProblem| match &*problem.error {
            PackError::Unknown { name, .. }
                if problem.place.is_none()
                    && problem.path.to_string_lossy().starts_with("--")
                    && self.content.rules.contains_key(name) =>
            {
                file.problem_at_key(&["rules", name], (*problem.error).clone())
            }
            _ => problem.clone(),
        };
        // A name that the command line gives too is told once.
        let mut problems: Vec<PackProblem> = packs.problems.iter().map(placed).collect();
        problems.dedup();
        for (nth, pack) in self.content.packs.iter().enumerate() {
            let folder = self.at(Path::new(&pack.path));
            let (Some(needs), Some(found)) = (&pack.version, packs.packs.iter().find(|p| p.folder == folder)) else { continue };
            let version = semver::Version::parse(&found.manifest.version);
            if !version.is_ok_and(|v| semver::VersionReq::parse(needs).is_ok_and(|needs| needs.matches(&v))) {
                let error = PackError::OtherVersion {
                    name: found.manifest.name.clone(),
                    version: found.manifest.version.clone(),
                    needs: needs.clone(),
                };
                problems.push(file.problem_at(&["packs", &nth.to_string(), "version"], error));
            }
        }
        let known: Vec<&str> = packs.rules.all().iter().map(|rule| rule.id.as_str()).collect();
        for (nth, over) in self.overrides.iter().enumerate() {
            for name in over.rules.keys().filter(|name| !known.contains(&name.as_str())) {
                let nearest = nearest(name, known.iter().copied());
                let error = PackError::Unknown { what: "rule", name: name.clone(), nearest, known: Vec::new() };
                problems.push(file.problem_at_key(&["overrides", &nth.to_string(), "rules", name], error));
            }
        }
        problems
    }

    /// That no file matches the drafts or sources of a set.
    #[must_use]
    pub fn no_match(&self, nth: usize, key: &str) -> Option<PackProblem> {
        let set = self.against.get(nth)?;
        let globs = if key == "drafts" { &set.drafts } else { &set.sources };
        let said = globs.written().iter().map(|g| format!("`{g}`")).collect::<Vec<_>>().join(", ");
        Some(self.written.as_ref()?.problem_at(&["against", &nth.to_string(), key], PackError::NoMatch(said)))
    }

    /// What a rule's finding weighs that stands in these texts and by itself weighs `usual`; `None` where it is not reported.
    #[must_use]
    pub fn weigh(&self, rule: &str, usual: Severity, texts: &[&Path]) -> Option<Severity> {
        let mut severity = Some(usual);
        let within: Vec<Option<PathBuf>> =
            if self.overrides.is_empty() { Vec::new() } else { texts.iter().map(|t| self.within(t)).collect() };
        for over in &self.overrides {
            let Some(level) = over.rules.get(rule) else { continue };
            if within.iter().all(|text| text.as_ref().is_some_and(|text| over.files.matches(text, false))) {
                severity = match level {
                    Level::Off => None,
                    Level::On => Some(usual),
                    other => other.severity(),
                };
            }
        }
        severity
    }
}
