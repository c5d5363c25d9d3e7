//! What can be wrong with a pack: each error names the file, points at the place, and says what to write instead.

use super::equation::EquationError;
use super::pattern::PatternError;
use crate::entity::EntityError;
use crate::source::Place;
use std::fmt;
use std::path::PathBuf;

/// A file of a pack that cannot be used as it is, or a part of it. All else is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackProblem {
    /// The file or folder.
    pub path: PathBuf,
    /// Where in the file.
    pub place: Option<Place>,
    /// What is wrong.
    pub error: Box<PackError>,
}

/// What is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PackError {
    /// The system does not let us read it.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// Longer than any file of a pack.
    #[error("is too long: {0} bytes")]
    TooLong(u64),
    /// Bytes that are no UTF-8.
    #[error("is not UTF-8")]
    NotUtf8,
    /// The folder has no `pack.yaml`.
    #[error("this folder is no pack: it has no `pack.yaml`")]
    NoManifest,
    /// Too many files.
    #[error("this folder has more than {0} YAML files")]
    TooManyFiles(usize),
    /// A file that nothing reads.
    #[error("nothing reads this file")]
    Unread {
        /// Where it should perhaps stand.
        nearest: Option<String>,
    },
    /// The YAML does not parse.
    #[error("this is no valid YAML: {0}")]
    Yaml(String),
    /// A key that means nothing here.
    #[error("unknown key `{key}`")]
    UnknownKey {
        /// The key as written.
        key: String,
        /// The known key that is nearest to it, if one is near.
        nearest: Option<String>,
        /// All that may stand here.
        known: Vec<String>,
    },
    /// A word that is none of those that may stand here.
    #[error("unknown {what} `{name}`")]
    Unknown {
        /// What it should name.
        what: &'static str,
        /// As written.
        name: String,
        /// The known one that is nearest to it, if one is near.
        nearest: Option<String>,
        /// All that may stand here.
        known: Vec<String>,
    },
    /// A key that must stand here.
    #[error("the key `{0}` is missing")]
    Missing(String),
    /// A key that stands here twice.
    #[error("the key `{0}` stands here twice")]
    Twice(String),
    /// A value of the wrong kind.
    #[error("expected {expected}, found {found}")]
    Type {
        /// What stands there.
        found: String,
        /// What should.
        expected: String,
    },
    /// More mistakes of one kind than are shown one by one.
    #[error("{0} more mistakes of this kind")]
    More(usize),
    /// Something else that does not fit the schema.
    #[error("{0}")]
    Form(String),
    /// A name that is no id.
    #[error("`{0}` cannot be an id")]
    BadId(String),
    /// Two rules of one id.
    #[error("there is a rule `{id}` already, in {}", .first.display())]
    DuplicateRule {
        /// The id.
        id: String,
        /// The file of the first one.
        first: PathBuf,
    },
    /// Two packs of one name.
    #[error("there is a pack `{name}` already, in {}", .first.display())]
    DuplicatePack {
        /// The name.
        name: String,
        /// The folder of the first one.
        first: PathBuf,
    },
    /// A requirement that cannot be read.
    #[error("`{0}` is no requirement on versions")]
    BadRequirement(String),
    /// The pack is for another factlint.
    #[error("this pack needs factlint {needs}, and this is {}", env!("CARGO_PKG_VERSION"))]
    NeedsOther {
        /// What it needs.
        needs: String,
    },
    /// Neither `agree` nor `require`.
    #[error("the rule says nothing that must hold")]
    NoRelation,
    /// Both `agree` and `require`.
    #[error("a rule has one of `agree` and `require`, not both")]
    TwoRelations,
    /// The equation cannot be read.
    #[error("this is no equation: {0}")]
    Equation(EquationError),
    /// The pattern cannot be used.
    #[error("this is no pattern: {0}")]
    Pattern(PatternError),
    /// No examples.
    #[error("a rule must have an example that is {0}")]
    NoExamples(&'static str),
    /// An example with neither text nor documents, or with both.
    #[error("{0}")]
    Example(ExampleError),
    /// An empty text where readers need one.
    #[error("`{0}` is empty")]
    Empty(&'static str),
    /// An id that no word of any language has.
    #[error("no language has words for `{0}`")]
    NoWords(String),
    /// A placeholder that nothing fills.
    #[error("nothing fills `{{{name}}}`")]
    Placeholder {
        /// The placeholder's name.
        name: String,
        /// The known one that is nearest to it, if one is near.
        nearest: Option<String>,
        /// All that are filled.
        known: Vec<String>,
    },
    /// A glob that cannot be used.
    #[error("`{glob}` is no glob for the files of this folder: {why}")]
    Glob {
        /// As written.
        glob: String,
        /// What is wrong.
        why: String,
    },
    /// Globs that no file has.
    #[error("no text matches {0}")]
    NoMatch(String),
    /// A value that is none of its kind; what to write instead.
    #[error("{0}")]
    Value(String, &'static str),
    /// A pack of another version than the one that is asked for.
    #[error("the pack `{name}` is version {version}, and {needs} is asked for")]
    OtherVersion {
        /// The pack.
        name: String,
        /// Its version.
        version: String,
        /// The requirement.
        needs: String,
    },
    /// Entities that cannot be used.
    #[error("{0}")]
    Entity(EntityError),
}

/// What is wrong with an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ExampleError {
    /// Neither text nor documents.
    #[error("an example needs a `text`, or `documents`")]
    Nothing,
    /// Both.
    #[error("an example has a `text` or `documents`, not both")]
    Both,
    /// No draft is left.
    #[error("an example needs a document that is no source")]
    OnlySources,
    /// Not a date.
    #[error("this is no day of the calendar")]
    Date,
    /// No language that we know.
    #[error("this is no language of the pack")]
    Lang,
}

/// The known names that are listed where none is near.
const LISTED: usize = 24;

impl PackProblem {
    /// What stands at the place, said short.
    #[must_use]
    pub fn label(&self) -> &'static str {
        match *self.error {
            PackError::UnknownKey { .. } => "no such key",
            PackError::Unknown { .. } => "not known",
            PackError::Missing(_) => "in this map",
            PackError::Twice(_) => "again",
            PackError::Equation(_) => "expected here",
            PackError::Placeholder { .. } => "stays as it is",
            _ => "here",
        }
    }

    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match &*self.error {
            PackError::NoManifest => {
                Some("`factlint new pack NAME` makes a pack; give the folder that `pack.yaml` stands in".into())
            }
            PackError::TooLong(_) => Some(format!("such a file has at most {} bytes", super::files::LONGEST)),
            PackError::NotUtf8 => Some("save it as UTF-8".into()),
            PackError::Unread { nearest } => Some(match nearest {
                Some(path) => format!("did you mean `{path}`?"),
                None => "a pack has `pack.yaml` and the folders `rules`, `claims`, `entities` and `lang`".into(),
            }),
            PackError::UnknownKey { nearest, known, .. } => help(nearest.as_deref(), known, "known keys"),
            PackError::Unknown { nearest, known, .. } => help(nearest.as_deref(), known, "known"),
            PackError::Placeholder { nearest, known, .. } => help(nearest.as_deref(), known, "filled here"),
            PackError::BadId(_) => Some("write small letters a to z, digits, and hyphens between them".into()),
            PackError::DuplicateRule { .. } => Some("a rule's id is the name of its file; give one of them another name".into()),
            PackError::DuplicatePack { .. } => Some("load one of them, or give it another name".into()),
            PackError::BadRequirement(_) => Some("write `>=0.1`, `0.1`, or `>=0.1, <0.3`".into()),
            PackError::NeedsOther { .. } => Some("install a factlint that fits, or a version of the pack that does".into()),
            PackError::NoWords(_) => {
                Some("name an id under `quantities` of a language, or a concept; a pack's own `lang/en.yaml` may add one".into())
            }
            PackError::NoRelation => {
                Some("`agree: {claims: …}` holds claims against each other; `require: {claims: …, that: …}` calculates".into())
            }
            PackError::TwoRelations => Some("make two rules of it, each in its own file".into()),
            PackError::Yaml(why) if why.contains("mapping values") => {
                Some("put a text in quotes that has a colon and a space in it".into())
            }
            PackError::Yaml(why) if why.contains("tabs") => Some("indent with spaces".into()),
            PackError::Yaml(why) if why.contains("flow mapping") || why.contains("flow sequence") => {
                Some("a bracket that opens before here is not closed".into())
            }
            PackError::NoExamples(_) => {
                Some("`valid` shows texts on which the rule is silent, `invalid` texts on which it reports".into())
            }
            PackError::Example(error) => Some(error.help().to_owned()),
            PackError::Empty(_) => Some("readers see this text; say it in one sentence".into()),
            PackError::Glob { .. } => Some(
                "write it as in a `.gitignore`: `drafts/*.md`, `sources/**`, `*.txt`; seen from the folder of this file".into(),
            ),
            PackError::NoMatch(_) => Some("globs are seen from the folder of this file, as in a `.gitignore`".into()),
            PackError::Value(_, help) => Some((*help).to_owned()),
            PackError::OtherVersion { .. } => Some("ask for the version that is there, or put another one there".into()),
            PackError::Entity(EntityError::DuplicateName { .. }) => {
                Some("leave the name out where it is not plain which one is meant".into())
            }
            PackError::Entity(EntityError::UnknownPlace { .. }) => {
                Some("name an entity of this pack or a built-in one by its id".into())
            }
            _ => None,
        }
    }
}

impl ExampleError {
    fn help(self) -> &'static str {
        match self {
            Self::Nothing | Self::Both => "write `text: …` for one document, `documents: [{text: …}, …]` for several",
            Self::OnlySources => "`sources: 2` makes the last two documents sources; the ones before are drafts",
            Self::Date => "write a date as YYYY-MM-DD",
            Self::Lang => "name the language in `languages` in pack.yaml, if the pack is for it",
        }
    }
}

fn help(nearest: Option<&str>, known: &[String], what: &str) -> Option<String> {
    match nearest {
        Some(name) => Some(format!("did you mean `{name}`?")),
        None if known.is_empty() || known.len() > LISTED => None,
        None => Some(format!("{what}: {}", known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", "))),
    }
}

/// The known name that is nearest to what was written, if one is near.
pub(crate) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str> + Clone) -> Option<String> {
    let name = name.to_lowercase();
    let near = known.clone().map(|k| (strsim::damerau_levenshtein(&name, &k.to_lowercase()), k));
    let (distance, best) = near.min_by_key(|(distance, _)| *distance)?;
    let longest = name.chars().count().max(best.chars().count());
    (distance <= (longest / 3).max(1)).then(|| best.to_owned()).or_else(|| {
        // A word written out that is short here: `language` for `lang`.
        let mut short = known.filter(|k| k.len() > 2 && name.starts_with(&k.to_lowercase()));
        short.next().map(str::to_owned)
    })
}

/// What is wrong; and in which file, where no place is shown that says so.
impl fmt::Display for PackProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.place {
            Some(_) => write!(f, "{}", self.error),
            None => write!(f, "{}: {}", self.path.display(), self.error),
        }
    }
}

impl std::error::Error for PackProblem {}
