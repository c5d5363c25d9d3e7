//! What was not fixed, and why.

use crate::{source::Place, store::StoreError};
use std::path::PathBuf;

/// Something that stays as it is, and where it stands.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.said())]
pub(crate) struct Unfixed {
    /// The file.
    pub(crate) path: PathBuf,
    /// Where in it.
    pub(crate) place: Option<Box<Place>>,
    /// Why.
    pub(crate) why: Why,
}

/// Why something stays as it is.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Why {
    /// No choice decides between the spellings of a finding.
    #[error("{} stay: {why}", .spellings.join(" and "))]
    Open {
        /// The spellings.
        spellings: Vec<String>,
        /// What the last choice lacks.
        why: Box<Why>,
    },
    /// No choice is about this name.
    #[error("no choice is about this name")]
    NoChoice,
    /// No spelling is that of most texts.
    #[error("as many texts have the one as the other")]
    Tie,
    /// The sources have none of the spellings, or several.
    #[error("the sources do not have one of them alone")]
    NoSource,
    /// In the language of the text there is no other spelling.
    #[error("no text in this language has another")]
    OtherLanguage,
    /// What counts is too far from what is written to be another spelling of it.
    #[error("they are too far apart to be two spellings")]
    NotNear,
    /// Only sources have what would be changed.
    #[error("a source has the other spelling, and sources are not changed")]
    InSource,
    /// The format cannot be written.
    #[error("{0}")]
    Format(&'static str),
    /// The bytes in the file are not the plain word.
    #[error("`{0}` is written with marks or entities in the file")]
    Marked(String),
    /// Somebody else has written the file.
    #[error("it is not the text any more that was read")]
    Changed,
    /// The file cannot be read again.
    #[error("{0}")]
    Unreadable(String),
    /// The file cannot be written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Unfixed {
    fn said(&self) -> String {
        match &self.why {
            // It names the file itself.
            why @ (Why::Store(_) | Why::Open { .. }) => why.to_string(),
            why => format!("{} is not changed: {why}", self.path.display()),
        }
    }

    /// Whether it was asked for and could not be done, rather than left to a choice.
    pub(crate) fn is_failure(&self) -> bool {
        !matches!(self.why, Why::Open { .. })
    }

    /// What to do about it.
    pub(crate) fn help(&self) -> Option<String> {
        let text = match &self.why {
            Why::Open { spellings, why } if !matches!(**why, Why::InSource) => {
                let name = spellings.first().map(String::as_str).unwrap_or_default();
                return Some(format!("`--fix-spelling {name}=SPELLING` says how the name is spelled"));
            }
            Why::Format(_) | Why::Marked(_) => "change it by hand",
            Why::Changed => "check it again",
            _ => return None,
        };
        Some(text.to_owned())
    }
}
