//! The grammar: tokens become [`Mention`]s. One file a kind of mention; each function begins with its EBNF.
//!
//! Prose is mostly no mention at all, so the grammar is an island grammar: at each token the first token's classes decide
//! which kinds could begin there, the longest reading wins, and a miss moves on by one token. It sees word classes and
//! values, never words, so one grammar serves every language.

mod calendar;
mod clock;
mod date;
mod date_range;
mod duration;
mod figure;
pub(crate) mod list;
mod mention;
mod period;
mod relative;
pub(crate) mod tokens;
mod when;

pub use mention::{Amount, Item, Kind, Mention, Period, Reading};
pub use tokens::{Context, Parsed, Tokens};

use crate::text::{Sentence, Token};

/// Reads the mentions of a document, in order of their start; longer ones before those nested in them.
#[must_use]
pub fn mentions(tokens: &[Token], sentences: &[Sentence], context: &Context) -> Vec<Mention> {
    let mut found = Vec::new();
    for sentence in sentences {
        let mut at = sentence.tokens.start;
        while at < sentence.tokens.end {
            let input = Tokens(&tokens[at..sentence.tokens.end]);
            let before = Tokens(&tokens[sentence.tokens.start..at]);
            let taken = read_at(input, before, at, context, &mut found);
            at += taken.max(1);
        }
    }
    found
}

/// Reads the longest mention that begins with the first token, and those nested in it; how many tokens it took. `before` is
/// what the sentence has before it.
fn read_at(input: Tokens, before: Tokens, at: usize, context: &Context, found: &mut Vec<Mention>) -> usize {
    calendar::read(input, before, at, context, found)
}
