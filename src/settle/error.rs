//! What is wrong with marks in texts, and with what a file settles.

use crate::source::Place;
use std::path::PathBuf;

/// A mark or an entry that settles nothing, and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{mistake}")]
pub struct Complaint {
    /// The file.
    pub path: PathBuf,
    /// Where in it.
    pub place: Option<Place>,
    /// Why it settles nothing.
    pub mistake: Mistake,
}

/// Why something settles nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// No reason is given.
    #[error("this settles nothing: it gives no reason")]
    NoReason,
    /// No rule is named.
    #[error("this settles nothing: it names no rule")]
    NoRule,
    /// There is no such rule.
    #[error("this settles nothing: no rule `{name}`")]
    UnknownRule {
        /// As written.
        name: String,
        /// The known one that is nearest to it, if one is near.
        nearest: Option<String>,
    },
    /// The rule finds nothing there.
    #[error("this mark settles nothing now: `{0}` finds nothing here")]
    Unused(String),
    /// The finding is there no more: its words or its figures have changed.
    #[error("this settles nothing now: `{rule}` finds nothing any more at “{words}”")]
    Stale {
        /// The rule.
        rule: String,
        /// The words that it was about.
        words: String,
    },
    /// Neither of the words that a mark begins with.
    #[error("`{0}` is no mark")]
    NoMark(String),
    /// Nothing is switched off that could be switched on.
    #[error("nothing is switched off here")]
    NothingOff,
}

impl Complaint {
    /// What to write instead.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        match &self.mistake {
            Mistake::NoReason | Mistake::NoRule | Mistake::NoMark(_) => Some(
                "write `<!-- factlint: ok RULE: reason -->`, or `<!-- factlint-disable RULE: reason -->` up to `<!-- factlint-enable RULE -->`"
                    .to_owned(),
            ),
            Mistake::UnknownRule { nearest: Some(name), .. } => Some(format!("did you mean `{name}`?")),
            Mistake::UnknownRule { .. } => Some("`factlint explain` lists the rules".to_owned()),
            Mistake::Unused(_) => Some("take the mark away".to_owned()),
            Mistake::Stale { .. } => Some("take it away with `factlint settle --prune`".to_owned()),
            Mistake::NothingOff => None,
        }
    }
}
