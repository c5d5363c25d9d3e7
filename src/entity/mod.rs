//! Entities: which names in a text stand for which thing, whatever the language and the spelling.
//!
//! After the lexer and beside the grammar: takes tokens, gives the places where a known thing is named. Names come from the
//! gazetteer (`rules/world/*.yaml` and the `entities/*.yaml` of packs) and from the text itself, where it says what an acronym
//! stands for.
//!
//! ```text
//! "CSTOs sex medlemmar" ─ find → org/CSTO, an acronym in the genitive, token 0
//! ```

mod define;
mod error;
mod find;
mod gazetteer;
mod lines;
mod near;
mod schema;
mod table;
#[cfg(test)]
mod tests;
mod written;

pub use error::EntityError;
pub(crate) use find::is_name_like;
pub use gazetteer::Gazetteer;
pub use schema::{EntityEntry, EntityFile, EntityKind, ForLanguage, Text};
pub(crate) use written::{same_name, skeleton, unaccented};

use crate::{lexicon::id_hash, text::Span};
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What names a thing across documents and languages: a hash of its id ("state/AM"), or of a long form that the text gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EntityId(pub u64);

impl EntityId {
    /// The entity with this id ("org/NATO").
    #[must_use]
    pub fn new(id: &str) -> Self {
        Self(id_hash(id))
    }
}

/// By what an entity was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// One of its names.
    Name,
    /// An adjective or demonym: "Swedish", "svenskar". It speaks of the entity, but does not name it.
    Adjective,
    /// One of its acronyms, written in the right case.
    Acronym,
    /// An acronym or long form that this text defines.
    Defined,
    /// A word that is no known name, and one or two letters away from exactly one.
    NearSpelling,
}

/// A place where an entity is named.
#[derive(Debug, Clone, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools)] // four independent observations about one place
pub struct Found {
    /// The tokens of the name, its genitive ending ("'s", ":s") included; an article before it is not.
    pub tokens: Range<u32>,
    /// The name itself, without its genitive ending.
    pub span: Span,
    /// What is named.
    pub entity: EntityId,
    /// By what it was recognised.
    pub how: How,
    /// The name is in the genitive: "EU's", "EU:s", "Unicefs".
    pub genitive: bool,
    /// The name is the first part of a compound with a hyphen: "EU-länder", "US-led".
    pub compound: bool,
    /// An unknown capitalised word stands beside it: probably a part of a longer name ("Sweden Democrats", "Bank of England").
    pub in_longer_name: bool,
}

/// A place where the text says what an acronym stands for: "Gulf Cooperation Council (GCC)".
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// What both forms name.
    pub entity: EntityId,
    /// The tokens of the long form.
    pub long: Range<u32>,
    /// The tokens of the acronym.
    pub short: Range<u32>,
    /// Whether the gazetteer knows the entity; otherwise the id is made of the long form's words.
    pub known: bool,
}

/// All that was recognised in a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entities {
    /// The named entities, in order of place; none overlap.
    pub found: Vec<Found>,
    /// The acronyms that the text defines, in order of place.
    pub defined: Vec<Definition>,
}
