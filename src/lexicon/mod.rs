//! Language packs, compiled: which classes a word has. Nothing here reads text; the lexer asks.
//!
//! A language pack is one YAML file (`rules/lang/en.yaml`). Its words are looked up in lower case.

mod class;

pub use class::Class;

/// One meaning of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sense {
    /// Its lexical class.
    pub class: Class,
    /// The class's number (rank, factor, month …), 0 where it has none.
    pub value: i64,
    /// A hash of the class's id (unit, concept, office …), 0 where it has none. See [`id_hash`].
    pub id: u64,
}

/// The hash by which ids of concepts, units and offices are compared, across languages and runs.
#[must_use]
pub fn id_hash(id: &str) -> u64 {
    // FNV-1a, 64 bit: short, stable, and the same on every machine.
    id.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3))
}
