//! A pack's YAML with the place of everything, for pointing at what is wrong with it.
//!
//! A text is read into a tree whose every node knows its bytes. [`Node::read`] fits the tree into a type of the schema, and says what
//! does not fit and where; [`Node::find`] says where a value stands that a later stage refused.

mod fit;
mod tree;

pub(crate) use fit::{Misfit, Reason};
pub(crate) use tree::{Broken, Node, Value, parse};
