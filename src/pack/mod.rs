//! Rule packs: their files, their schema, their compiled form.

pub mod embedded;
pub mod equation;
