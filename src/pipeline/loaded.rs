//! The engine that somebody asks for: the built-in one where nothing of their own is in it.

use super::Engine;
use crate::pack::Options;

/// An engine: the one with the built-in packs, which is made once, or one of the user's own.
#[derive(Debug)]
pub enum Loaded {
    /// The built-in packs, as they are.
    BuiltIn(&'static Engine),
    /// What a user asks for.
    Own(Box<Engine>),
}

impl Loaded {
    /// The engine that these options ask for.
    #[must_use]
    pub fn by(options: &Options) -> Self {
        if *options == Options::default() {
            Self::BuiltIn(Engine::built_in())
        } else {
            Self::Own(Box::new(Engine::load(options)))
        }
    }
}

impl std::ops::Deref for Loaded {
    type Target = Engine;
    fn deref(&self) -> &Engine {
        match self {
            Self::BuiltIn(engine) => engine,
            Self::Own(engine) => engine,
        }
    }
}
