//! Where sentences end. No sentence crosses a block; inside one they end at `.`, `!`, `?` and `…`, but not after
//! abbreviations ("Nov. 27"; the lexer has taken their full stop into the word), initials, or "28." before a month.

use super::{Token, TokenKind};
use crate::lexicon::Class;
use std::ops::Range;

/// The most tokens of a sentence. What goes on for longer is a table or a list without marks; it is cut, so that nothing that
/// looks through a whole sentence for each of its words takes longer than the text is long.
const LONGEST: usize = 1_500;

/// The tokens of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sentence {
    /// Indices into the document's tokens.
    pub tokens: Range<usize>,
}

/// Finds the sentences and marks their first tokens. Tokens that start a block must be marked already.
pub fn sentences(tokens: &mut [Token]) -> Vec<Sentence> {
    let mut found = Vec::with_capacity(tokens.len() / 16 + 1);
    let mut start = 0;
    let mut i = 0;
    while i < tokens.len() {
        if i > start && tokens[i].starts_sentence {
            found.push(Sentence { tokens: start..i });
            start = i;
        }
        if i - start >= LONGEST && is_endless(&tokens[start..=i]) {
            tokens[i].starts_sentence = true;
            continue;
        }
        if let Some(next) = end_at(tokens, i) {
            if next < tokens.len() {
                tokens[next].starts_sentence = true;
            }
            i = next;
        } else {
            i += 1;
        }
    }
    if start < tokens.len() {
        found.push(Sentence { tokens: start..tokens.len() });
    }
    found
}

/// Whether a sentence has gone on for so long that it is cut before its last token: first at a strong mark, then at any, then anywhere.
fn is_endless(sentence: &[Token]) -> bool {
    let [.., before, last] = sentence else { return false };
    !last.glued
        && match sentence.len().saturating_sub(LONGEST) {
            0 => false,
            1..100 => matches!(before.kind, TokenKind::Punct(';' | '|' | '•')),
            100..200 => matches!(before.kind, TokenKind::Punct(_)),
            _ => true,
        }
}

/// The token after the sentence that ends with token `i`, if one does.
fn end_at(tokens: &[Token], i: usize) -> Option<usize> {
    let t = &tokens[i];
    if let TokenKind::Punct(mark @ ('.' | '!' | '?' | '…')) = t.kind {
        let mut next = i + 1;
        // Closing quotes and brackets, and further marks ("?!", "..."), belong to the sentence.
        while tokens.get(next).is_some_and(|n| n.glued && !n.starts_sentence && closes(n)) {
            next += 1;
        }
        let after = tokens.get(next)?;
        if after.starts_sentence || after.glued && !(mark != '.' && opens(after)) {
            return None;
        }
        let before = i.checked_sub(1).map(|b| &tokens[b]).filter(|_| t.glued);
        let goes_on = match before {
            // "J. Smith", but not "Vitamin C. The".
            Some(b) if mark == '.' && b.is_word() && b.text.chars().count() == 1 && b.capital => !is_function_word(after),
            // "28. Mai", list numbers at the start of a line, and ranks where a full stop makes them ("3. Auflage").
            Some(b) if mark == '.' && b.kind == TokenKind::Digits => {
                b.starts_sentence
                    || after.is(Class::Month)
                    || t.is(Class::OrdinalSuffix) && b.text.len() <= 2 && after.is_word() && !is_function_word(after)
            }
            _ => false,
        };
        let begins = after.capital || after.kind == TokenKind::Digits || opens(after) || !after.is_word();
        // Lower case after "." is most often an abbreviation nobody listed; after "!" and "?" a quotation that goes on.
        return (begins && !goes_on).then_some(next);
    }
    // An abbreviation may end a sentence too: "… on 27 Nov. The meeting …".
    if t.is_word() && t.text.ends_with('.') {
        let after = tokens.get(i + 1)?;
        return (!after.glued && after.capital && is_function_word(after) && !t.is(Class::Title)).then_some(i + 1);
    }
    None
}

fn is_function_word(t: &Token) -> bool {
    t.is_word()
        && [Class::Stop, Class::DefiniteArticle, Class::Article, Class::Pronoun, Class::Preposition, Class::Subordinator]
            .iter()
            .any(|c| t.is(*c))
}

fn closes(t: &Token) -> bool {
    matches!(t.kind, TokenKind::Punct('.' | '!' | '?' | '…' | '"' | '\'' | '”' | '’' | '»' | ')' | ']'))
}

fn opens(t: &Token) -> bool {
    matches!(t.kind, TokenKind::Punct('"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '(' | '['))
}
