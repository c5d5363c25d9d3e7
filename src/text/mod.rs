//! Text as tokens: spans, the lexer, sentences, the language of a document.

mod span;
mod token;

pub use span::Span;
pub use token::{Token, TokenKind};
