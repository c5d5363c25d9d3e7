//! A pack's YAML with the place of everything, for pointing at what is wrong with it.
//!
//! Files are read with `serde_yaml` into the types of the schema. Only when that fails, or when what was read means nothing, is the
//! text read again into a tree whose every node knows its bytes: [`Node::explain`] then says what does not fit the type and where,
//! and [`Node::find`] where the value stands that a later stage refused.

mod fit;
mod tree;

pub(crate) use fit::{Misfit, Reason};
pub(crate) use tree::{Node, parse};
