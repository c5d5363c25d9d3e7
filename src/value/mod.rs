//! The sets of possible worlds that claims allow, and the one operation on them: [`Meet::meet`].
//!
//! No parsing and no text here. A contradiction is an empty intersection.

/// What two claims about the same thing allow together.
pub trait Meet: Sized {
    /// The worlds that both allow; `None` when there is none.
    ///
    /// Commutative, associative, idempotent, and never wider than either.
    #[must_use]
    fn meet(&self, other: &Self) -> Option<Self>;
}
