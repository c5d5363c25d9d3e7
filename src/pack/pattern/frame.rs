//! Frames of a claim file: what is said or measured of a named thing, and which figures of the clause play which role. A frame is one in all
//! languages, and in all the ways in which a clause may be put; the words of its predicate stand in the language packs.

use super::{CaptureKind, ClaimFile, Constant, Fixed, RoleKind};
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeMap;

/// A frame, as it is written.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct FrameEntry {
    /// What is said or measured: an id under `quantities` of a language pack, or the id of a concept. Each makes claims of its own.
    pub predicate: Predicates,
    /// The role of the name that this is said of.
    pub theme: String,
    /// The role of the figure.
    #[serde(default)]
    pub amount: Option<String>,
    /// The role of the figure behind a word for "from": what it was before.
    #[serde(default)]
    pub from: Option<String>,
    /// The role of the figure behind a word for "to": what it became.
    #[serde(default)]
    pub to: Option<String>,
    /// The role of the figure behind a word for "by": how much it changed.
    #[serde(default)]
    pub by: Option<String>,
    /// The role of the figure behind a word for "than": what it is compared with.
    #[serde(default)]
    pub than: Option<String>,
    /// Ids of the concepts that a figure may count; where it counts something else, it is none of this. Without them, what is counted must only be the same
    /// for two claims to be compared.
    #[serde(default)]
    pub counts: Vec<String>,
    /// Roles that have this value in every such claim.
    #[serde(default)]
    pub set: BTreeMap<String, Fixed>,
}

/// One predicate or several.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Predicates {
    /// One.
    One(String),
    /// Any of these.
    Any(Vec<String>),
}

impl Predicates {
    /// Their ids.
    #[must_use]
    pub fn ids(&self) -> &[String] {
        match self {
            Self::One(id) => std::slice::from_ref(id),
            Self::Any(ids) => ids,
        }
    }
}

/// What a figure is to its predicate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// It stands alone.
    Amount,
    /// What it was.
    From,
    /// What it became.
    To,
    /// How much it changed.
    By,
    /// What it is compared with.
    Than,
}

impl Marked {
    /// The key that a claim file has for it.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Amount => "amount",
            Self::From => "from",
            Self::To => "to",
            Self::By => "by",
            Self::Than => "than",
        }
    }
}

/// What is wrong with a frame, under which of its keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FrameError {
    /// Which of the file's frames, from 0.
    pub index: usize,
    /// The key.
    pub key: &'static str,
    /// What is wrong there.
    pub problem: FrameProblem,
}

/// What is wrong with a frame.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FrameProblem {
    /// No role has this name.
    UnknownRole(String),
    /// The role is played by things of another kind.
    Kind(&'static str),
    /// No language has words for it.
    UnknownId(String),
    /// Nothing is said of the theme.
    NoFigure,
}

impl FrameEntry {
    /// The figures that the frame asks for, with their roles.
    pub fn figures(&self) -> impl Iterator<Item = (Marked, &str)> {
        let all = [
            (Marked::Amount, &self.amount),
            (Marked::From, &self.from),
            (Marked::To, &self.to),
            (Marked::By, &self.by),
            (Marked::Than, &self.than),
        ];
        all.into_iter().filter_map(|(marked, role)| Some((marked, role.as_deref()?)))
    }

    /// What is wrong with it, in a file; `knows` tells whether any language has words for an id.
    pub fn errors(&self, index: usize, file: &ClaimFile, knows: impl Fn(&str) -> bool) -> Vec<FrameError> {
        let role = |role: &str, fits: fn(CaptureKind) -> bool, want| match file.roles.get(role) {
            None => Some(FrameProblem::UnknownRole(role.to_owned())),
            Some(RoleKind::Captured(kind)) if fits(*kind) => None,
            Some(_) => Some(FrameProblem::Kind(want)),
        };
        let theme = role(&self.theme, is_name, "a name is wanted here: `name`, `state`, `organisation` or `person`");
        let figure = |(marked, name): (Marked, &str)| {
            let fits = |kind: CaptureKind| !kind.without_mentions();
            Some((marked.key(), role(name, fits, "a figure is wanted here: `number`, `currency`, `date` …")?))
        };
        let set = self.set.keys().filter_map(|name| match file.roles.get(name) {
            Some(RoleKind::Constant(Constant::Value)) => None,
            Some(_) => Some(FrameProblem::Kind("`value` is wanted here: a role that is set")),
            None => Some(FrameProblem::UnknownRole(name.clone())),
        });
        let no_figure = self.figures().next().is_none().then_some(FrameProblem::NoFigure);
        let unknown = |ids: &[String]| ids.iter().find(|id| !knows(id)).cloned().map(FrameProblem::UnknownId);
        let predicate = no_figure.into_iter().chain(unknown(self.predicate.ids()));
        let all = (theme.into_iter().map(|problem| ("theme", problem)))
            .chain(self.figures().filter_map(figure))
            .chain(set.map(|problem| ("set", problem)))
            .chain(predicate.map(|problem| ("predicate", problem)))
            .chain(unknown(&self.counts).map(|problem| ("counts", problem)));
        all.map(|(key, problem)| FrameError { index, key, problem }).collect()
    }
}

const fn is_name(kind: CaptureKind) -> bool {
    matches!(kind, CaptureKind::Name | CaptureKind::State | CaptureKind::Organisation | CaptureKind::Person)
}

/// A frame, read.
#[derive(Debug, Clone)]
pub struct ReadFrame {
    /// Ids of what is said or measured.
    pub predicates: Vec<String>,
    /// The role of the name, and its kind.
    pub theme: (String, CaptureKind),
    /// The figures, with their roles and kinds.
    pub figures: Vec<(Marked, String, CaptureKind)>,
    /// Ids of what they may count.
    pub counts: Vec<String>,
    /// Constants by role.
    pub set: Vec<(String, (i64, i64))>,
}

impl ReadFrame {
    /// A frame of a file; `None` where a role is not declared.
    pub(super) fn of(entry: &FrameEntry, file: &ClaimFile) -> Option<Self> {
        let kind = |role: &str| match file.roles.get(role) {
            Some(RoleKind::Captured(kind)) => Some(*kind),
            _ => None,
        };
        let figures: Option<Vec<_>> =
            entry.figures().map(|(marked, role)| Some((marked, role.to_owned(), kind(role)?))).collect();
        Some(Self {
            predicates: entry.predicate.ids().to_vec(),
            theme: (entry.theme.clone(), kind(&entry.theme)?),
            figures: figures.filter(|figures| !figures.is_empty())?,
            counts: entry.counts.clone(),
            set: entry.set.iter().map(|(role, value)| (role.clone(), value.ends())).collect(),
        })
    }
}
