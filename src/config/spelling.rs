//! Which spelling of a name counts, where texts have two: the house's own choice.

use std::{fmt, str::FromStr};

/// What decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// The spelling that most texts have.
    Majority,
    /// The spelling that the sources have.
    Source,
    /// This name is spelled so.
    Name {
        /// The name, in one of its spellings.
        name: String,
        /// The spelling that counts.
        spelling: String,
    },
}

/// Why a text is no choice.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChoiceError {
    /// Neither of the words, and no pair.
    #[error("`{0}` says no spelling")]
    Unknown(String),
    /// A side that is no single word.
    #[error("`{0}` is not one word of letters")]
    NoWord(String),
}

/// What a choice looks like.
pub(crate) const FORMS: &str = "write `majority`, `source`, or `NAME=SPELLING` for one name";

const MAJORITY: &str = "majority";
const SOURCE: &str = "source";

impl FromStr for Choice {
    type Err = ChoiceError;

    fn from_str(text: &str) -> Result<Self, ChoiceError> {
        if text.eq_ignore_ascii_case(MAJORITY) {
            return Ok(Self::Majority);
        }
        if text.eq_ignore_ascii_case(SOURCE) {
            return Ok(Self::Source);
        }
        let (name, spelling) = text.split_once('=').ok_or_else(|| ChoiceError::Unknown(text.to_owned()))?;
        let word = |side: &str| {
            let letters = |c: char| c.is_alphabetic() || matches!(c, '\'' | '\u{2019}');
            let is_word =
                side.starts_with(char::is_alphabetic) && side.ends_with(char::is_alphabetic) && side.chars().all(letters);
            if is_word { Ok(side.to_owned()) } else { Err(ChoiceError::NoWord(side.to_owned())) }
        };
        Ok(Self::Name { name: word(name.trim())?, spelling: word(spelling.trim())? })
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Majority => f.write_str(MAJORITY),
            Self::Source => f.write_str(SOURCE),
            Self::Name { name, spelling } => write!(f, "{name}={spelling}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_are_read_as_they_are_written() {
        for (text, written) in
            [("MAJORITY", "majority"), ("source", "source"), ("Kiew=Kyjiv", "Kiew=Kyjiv"), ("O’Hare = O'Hara", "O’Hare=O'Hara")]
        {
            assert_eq!(text.parse::<Choice>().map(|c| c.to_string()), Ok(written.to_owned()), "{text}");
        }
        for text in ["most", "", "=", "Kiew=", "A b=C", "A=<b>", "A=B=C"] {
            assert!(text.parse::<Choice>().is_err(), "{text}");
        }
    }
}
