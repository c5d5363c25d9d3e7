//! What can be wrong with files of entities.

use super::EntityKind;
use miette::Diagnostic;
use thiserror::Error;

/// Why files of entities cannot be used together.
#[derive(Debug, Clone, PartialEq, Eq, Error, Diagnostic)]
pub enum EntityError {
    /// One name in one language for two things.
    #[error("\"{name}\" ({language}) names both {first} and {second}")]
    #[diagnostic(code(entity::duplicate_name), help("leave the name out where it is not plain which one is meant"))]
    DuplicateName {
        /// The name.
        name: String,
        /// The language in which it names both.
        language: String,
        /// The id of the entity that had it first.
        first: String,
        /// The id of the other.
        second: String,
        /// The file that brought the second.
        file: String,
    },
    /// Two files give one id to things of two kinds.
    #[error("{id} is a {first} in one file and a {second} in {file}")]
    #[diagnostic(code(entity::kind_conflict))]
    KindConflict {
        /// The id.
        id: String,
        /// The kind it had first.
        first: EntityKind,
        /// The other kind.
        second: EntityKind,
        /// The file that brought the second.
        file: String,
    },
    /// What an entity lies in is not in any file.
    #[error("{id} lies in {place}, which no file defines")]
    #[diagnostic(code(entity::unknown_place))]
    UnknownPlace {
        /// The id of the entity.
        id: String,
        /// The id that is not there.
        place: String,
        /// The file of the entity.
        file: String,
    },
    /// A name without a letter or digit.
    #[error("{id} has an empty name")]
    #[diagnostic(code(entity::empty_name))]
    EmptyName {
        /// The id of the entity.
        id: String,
        /// Its file.
        file: String,
    },
}
