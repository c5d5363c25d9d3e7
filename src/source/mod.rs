//! Files become [`Document`]s. First stage of the pipeline: knows nothing of words or claims.

mod document;

pub use document::{Block, BlockKind, Document, Metadata, Origin, Piece};
