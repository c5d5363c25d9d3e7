//! Text as tokens: spans, the lexer, sentences, the language of a document, parts of speech.

pub mod language;
mod lexer;
mod lines;
mod sentences;
mod span;
mod stem;
pub mod tagging;
mod token;
mod windows;

pub use lexer::{Raw, lex, scan};
pub use lines::LineIndex;
pub use sentences::{Sentence, sentences};
pub use span::Span;
pub(crate) use stem::stem;
pub use tagging::{Tag, Taggers, tags};
pub(crate) use token::FUNCTION_WORDS;
pub use token::{ClassSet, Token, TokenKind};
pub(crate) use windows::windows;
