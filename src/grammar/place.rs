//! Where in a sentence the grammar is reading: what comes next, and what went before.

use super::{Kind, Mention, Reading, Tokens};
use crate::text::Token;

/// A position in a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// All tokens of the sentence.
    pub tokens: &'a [Token<'a>],
    /// The token to be read, as an index into `tokens`.
    pub at: usize,
    /// The index of the sentence's first token in the document.
    pub base: usize,
}

impl<'a> Place<'a> {
    /// The tokens from here to the end of the sentence.
    #[must_use]
    pub fn rest(&self) -> Tokens<'a> {
        Tokens(self.tokens.get(self.at..).unwrap_or_default())
    }

    /// The token to be read.
    #[must_use]
    pub fn token(&self) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at)
    }

    /// The token `n` before this one; 1 is the one just before.
    #[must_use]
    pub fn back(&self, n: usize) -> Option<&'a Token<'a>> {
        self.at.checked_sub(n).and_then(|i| self.tokens.get(i))
    }

    /// The token `n` after this one.
    #[must_use]
    pub fn ahead(&self, n: usize) -> Option<&'a Token<'a>> {
        self.tokens.get(self.at + n)
    }

    /// The place `n` tokens further on.
    #[must_use]
    pub fn skip(self, n: usize) -> Self {
        Self { at: self.at + n, ..self }
    }

    /// A mention of the tokens `from..to`, counted in the sentence.
    #[must_use]
    pub fn mention(&self, kind: Kind, from: usize, to: usize, reading: Reading) -> Mention {
        let last = to.max(from + 1).min(self.tokens.len()) - 1;
        let span = self.tokens[from.min(last)].span.to(self.tokens[last].span);
        Mention { kind, first: (self.base + from) as u32, end: (self.base + to) as u32, span, reading }
    }
}
