//! Acronyms that the text itself defines, after Schwartz & Hearst, "A simple algorithm for identifying abbreviation definitions
//! in biomedical text" (2003): read the acronym's letters backwards through the words before the bracket; the first letter must
//! begin a word.
//!
//! ```text
//! definition = long , "(" , short , ")" | short , "(" , long , ")"
//! ```
//!
//! Where the gazetteer knows one side, the definition is of that entity, so that a translation that it does not know becomes
//! known by its acronym. Otherwise the entity is the text's own, with an id made of the long form's words: two texts that
//! define the same words speak of the same thing.

use super::find::Finder;
use super::schema::ANY;
use super::{Definition, EntityId, How, Text};
use crate::lexicon::{Class, HASH_START, hash_byte};
use crate::text::{Token, TokenKind};
use std::ops::Range;

/// The longest bracket that is looked into, in tokens.
const MOST_INSIDE: usize = 14;
/// Letters and digits of an acronym.
const SHORT_LETTERS: Range<usize> = 2..11;
/// How far back a known name may begin before the bracket, in tokens.
const MOST_NAME: usize = 12;
/// Words shorter than this do not tell names apart ("of", "för").
const CONTENT_LETTERS: usize = 4;
/// Letters by which inflected words are compared.
const STEM_LETTERS: usize = 5;

impl Finder<'_, '_> {
    /// The acronyms that the text defines; `brackets` are the tokens where one opens.
    pub(super) fn definitions(&self, brackets: &[usize]) -> Vec<Definition> {
        let mut found: Vec<Definition> = Vec::new();
        for &open in brackets {
            let end = self.tokens.len().min(open + 1 + MOST_INSIDE);
            let inside = &self.tokens[open + 1..end];
            let Some(close) = inside.iter().position(|t| t.is_punct(')') || t.is_punct('(') || t.starts_sentence) else {
                continue;
            };
            if inside.get(close).is_none_or(|t| !t.is_punct(')')) || open == 0 || self.tokens[open].starts_sentence {
                continue;
            }
            let inside = open + 1..open + 1 + close;
            if let Some(d) = self.long_then_short(open, inside.clone()).or_else(|| self.short_then_long(open, inside)) {
                found.push(d);
            }
        }
        found
    }

    /// "Gulf Cooperation Council (GCC)".
    fn long_then_short(&self, open: usize, inside: Range<usize>) -> Option<Definition> {
        let short = self.short_form(inside)?;
        let letters = self.letters(&short);
        let by_short = self.acronym(&short);
        let words = (letters.len() + 5).min(letters.len() * 2);
        let window = self.words_before(open, words.max(MOST_NAME));
        // A name that the gazetteer knows, up to the bracket.
        for start in window.clone() {
            let Some(entity) = self.whole_name(start..open) else { continue };
            let fits =
                by_short == Some(entity) || open - start > 2 || long_start(self.tokens, start..open, &letters) == Some(start);
            return fits.then(|| define(entity, start..open, short, true));
        }
        if let Some(start) = long_start(self.tokens, self.words_before(open, words), &letters) {
            return self.long_and_short(start..open, short, by_short);
        }
        // A translation: the letters do not fit, the words do.
        let entity = by_short?;
        let start = window.rev().find(|i| self.tokens[*i].capital)?;
        (open - start > 1 && self.likeness(start..open, entity) == Some(true)).then(|| define(entity, start..open, short, true))
    }

    /// "CSTO (Collective Security Treaty Organization)".
    fn short_then_long(&self, open: usize, inside: Range<usize>) -> Option<Definition> {
        let short_start = if self.tokens[open - 1].kind == TokenKind::Digits { open.checked_sub(2)? } else { open - 1 };
        let short = self.short_form(short_start..open)?;
        let start = inside.start + usize::from(self.tokens.get(inside.start).is_some_and(|t| t.is(Class::DefiniteArticle)));
        let long = start..inside.end;
        if long.len() < 2 || self.words_before(long.end, long.len()) != long {
            return None;
        }
        let by_short = self.acronym(&short);
        let letters = self.letters(&short);
        if let Some(entity) = self.whole_name(long.clone()) {
            let fits =
                by_short == Some(entity) || long.len() > 2 || long_start(self.tokens, long.clone(), &letters) == Some(start);
            return fits.then(|| define(entity, long, short, true));
        }
        if long_start(self.tokens, long.clone(), &letters) == Some(start) {
            return self.long_and_short(long, short, by_short);
        }
        let entity = by_short?;
        (self.likeness(long.clone(), entity) == Some(true)).then(|| define(entity, long, short, true))
    }

    /// The letters fit: the known acronym's entity, unless its own names say that this is another one.
    fn long_and_short(&self, long: Range<usize>, short: Range<usize>, by_short: Option<EntityId>) -> Option<Definition> {
        let words = self.tokens[long.clone()].iter().filter(|t| t.is_word());
        if words.clone().count() < 2 || words.clone().any(|t| t.word == self.tokens[short.start].word) {
            return None;
        }
        let known = by_short.filter(|e| self.likeness(long.clone(), *e).unwrap_or(true));
        let own = || {
            let language = self.lexicon.language.bytes().fold(HASH_START, hash_byte);
            EntityId(words.flat_map(|t| t.word.to_le_bytes()).fold(language, hash_byte))
        };
        Some(define(known.unwrap_or_else(own), long, short, known.is_some()))
    }

    /// The tokens of an acronym, if that is all that these are: "GCC", "G7".
    fn short_form(&self, range: Range<usize>) -> Option<Range<usize>> {
        let tokens = self.tokens.get(range.clone())?;
        let (first, rest) = tokens.split_first()?;
        let figure = |t: &Token| t.kind == TokenKind::Digits && t.glued;
        if !first.is_word() || !(rest.is_empty() || rest.len() == 1 && figure(&rest[0])) {
            return None;
        }
        let letters = self.letters(&range).len();
        let capitals = first.text.chars().filter(|c| c.is_uppercase()).count();
        let looks_so = first.capital && SHORT_LETTERS.contains(&letters) && (capitals > 1 || !rest.is_empty());
        (looks_so || self.acronym(&range).is_some()).then_some(range)
    }

    fn letters(&self, short: &Range<usize>) -> Vec<char> {
        let text = self.tokens[short.clone()].iter().flat_map(|t| t.text.chars());
        text.filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    }

    /// The entity whose acronym these tokens are.
    fn acronym(&self, short: &Range<usize>) -> Option<EntityId> {
        let m = self.table.longest(self.tokens, short.start)?;
        let whole = m.tokens == short.len() && m.alias.how == How::Acronym && m.alias.ending == 0;
        whole.then(|| self.gazetteer.entity_id(m.alias.entity))
    }

    /// The entity whose name these tokens are.
    fn whole_name(&self, long: Range<usize>) -> Option<EntityId> {
        let m = self.table.longest(self.tokens, long.start)?;
        (m.tokens == long.len() && m.alias.how == How::Name).then(|| self.gazetteer.entity_id(m.alias.entity))
    }

    /// Up to `most` words before a token, of the same sentence and without punctuation between.
    fn words_before(&self, end: usize, most: usize) -> Range<usize> {
        let (mut start, mut words) = (end, 0);
        while start > 0 && words < most {
            let t = &self.tokens[start - 1];
            let joins = t.is_punct('-') || t.is_punct('&');
            if !t.is_word() && !joins {
                break;
            }
            start -= 1;
            words += usize::from(t.is_word());
            if t.starts_sentence {
                break;
            }
        }
        start..end
    }

    /// Whether half of the words stand in one of the entity's names in this language; `None` when it has none.
    fn likeness(&self, long: Range<usize>, entity: EntityId) -> Option<bool> {
        let names = &self.gazetteer.entry(entity)?.names;
        let mut names = [&*self.lexicon.language, ANY].into_iter().filter_map(|l| names.get(l)).flatten().peekable();
        names.peek()?;
        let content = || self.tokens[long.clone()].iter().filter(|t| t.text.chars().count() >= CONTENT_LETTERS);
        let like = |name: &Text| {
            let shared = content().filter(|t| name.split([' ', '-']).any(|w| same_stem(w, t.text))).count();
            shared * 2 >= content().count() && shared > 0
        };
        Some(names.any(like))
    }
}

fn define(entity: EntityId, long: Range<usize>, short: Range<usize>, known: bool) -> Definition {
    Definition { entity, long: long.start as u32..long.end as u32, short: short.start as u32..short.end as u32, known }
}

fn same_stem(a: &str, b: &str) -> bool {
    let stem = |w: &str| w.chars().flat_map(char::to_lowercase).take(STEM_LETTERS).collect::<Vec<_>>();
    a.chars().count() >= CONTENT_LETTERS && stem(a) == stem(b)
}

/// A word that begins no name: "and", "of", "the".
fn joins(t: &Token) -> bool {
    [Class::And, Class::Or, Class::Of, Class::Preposition, Class::DefiniteArticle, Class::Article].iter().any(|c| t.is(*c))
}

/// Where the long form begins whose words hold these letters in order, read from the end of `window`.
fn long_start(tokens: &[Token], window: Range<usize>, letters: &[char]) -> Option<usize> {
    let (first, rest) = letters.split_first()?;
    let mut rest = rest.iter().rev().peekable();
    for at in window.rev() {
        let text = tokens[at].text;
        for (i, c) in text.char_indices().rev() {
            let c = c.to_lowercase().next().unwrap_or(c);
            if let Some(wanted) = rest.peek() {
                if c == **wanted {
                    rest.next();
                }
            } else if c == *first && (i == 0 || !text[..i].ends_with(char::is_alphanumeric)) && !joins(&tokens[at]) {
                return Some(at);
            }
        }
    }
    None
}
