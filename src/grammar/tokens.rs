//! nom's input type over tokens. The grammar reads classes and values, never characters.

use crate::lexicon::{Class, Lexicon, Sense};
use crate::text::{ClassSet, Token, TokenKind};
use jiff::civil::Date;
use nom::{IResult, Input, Needed, Offset};
use std::iter::{Copied, Enumerate};
use std::slice::Iter;

/// What a sentence is read against.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// The document's language.
    pub lexicon: &'a Lexicon,
    /// The day the document was published, to which relative dates refer.
    pub date: Option<Date>,
}

/// The tokens that are still to be read.
#[derive(Debug, Clone, Copy)]
pub struct Tokens<'a>(pub &'a [Token<'a>]);

/// What a grammar function returns; its one error is "not here".
pub type Parsed<'a, T> = IResult<Tokens<'a>, T>;

impl<'a> Input for Tokens<'a> {
    type Item = Token<'a>;
    type Iter = Copied<Iter<'a, Token<'a>>>;
    type IterIndices = Enumerate<Self::Iter>;

    fn input_len(&self) -> usize {
        self.0.len()
    }

    fn take(&self, index: usize) -> Self {
        Self(&self.0[..index])
    }

    fn take_from(&self, index: usize) -> Self {
        Self(&self.0[index..])
    }

    fn take_split(&self, index: usize) -> (Self, Self) {
        let (taken, rest) = self.0.split_at(index);
        (Self(rest), Self(taken))
    }

    fn position<P: Fn(Self::Item) -> bool>(&self, predicate: P) -> Option<usize> {
        self.0.iter().position(|t| predicate(*t))
    }

    fn iter_elements(&self) -> Self::Iter {
        self.0.iter().copied()
    }

    fn iter_indices(&self) -> Self::IterIndices {
        self.iter_elements().enumerate()
    }

    fn slice_index(&self, count: usize) -> Result<usize, Needed> {
        if self.0.len() >= count { Ok(count) } else { Err(Needed::new(count - self.0.len())) }
    }
}

impl Offset for Tokens<'_> {
    fn offset(&self, second: &Self) -> usize {
        self.0.len() - second.0.len()
    }
}

/// "Not here."
pub(crate) fn miss<T>(input: Tokens) -> Parsed<T> {
    Err(nom::Err::Error(nom::error::Error::new(input, nom::error::ErrorKind::Satisfy)))
}

/// What was found before these tokens, or "not here".
pub(crate) fn hit<T>(rest: Tokens, found: Option<T>) -> Parsed<T> {
    found.map_or_else(|| miss(rest), |found| Ok((rest, found)))
}

/// One token that satisfies a predicate.
pub(crate) fn satisfy<'a>(predicate: impl Fn(&Token<'a>) -> bool) -> impl Fn(Tokens<'a>) -> Parsed<'a, &'a Token<'a>> {
    move |input| match input.0.split_first() {
        Some((t, rest)) if predicate(t) => Ok((Tokens(rest), t)),
        _ => miss(input),
    }
}

/// One token of a class: its sense.
pub(crate) fn class<'a>(class: Class) -> impl Fn(Tokens<'a>) -> Parsed<'a, Sense> {
    move |input| match input.0.split_first().and_then(|(t, rest)| t.sense(class).map(|s| (rest, s))) {
        Some((rest, s)) => Ok((Tokens(rest), s)),
        None => miss(input),
    }
}

/// The tokens after one of a class, or all where none stands first.
pub(crate) fn skip(input: Tokens, class: Class) -> Tokens {
    skip_if(input, |t| t.is(class))
}

/// The tokens after one like this, or all where none stands first.
pub(crate) fn skip_if(input: Tokens<'_>, like: impl Fn(&Token) -> bool) -> Tokens<'_> {
    satisfy(like)(input).map_or(input, |(rest, _)| rest)
}

/// The tokens after a hyphen between two words that are one ("third-quarter"), or all.
pub(crate) fn skip_joint(input: Tokens) -> Tokens {
    match input.0 {
        [hyphen, rest @ ..] if hyphen.glued && hyphen.is_punct('-') && rest.first().is_some_and(|t| t.glued) => Tokens(rest),
        _ => input,
    }
}

/// The tokens after a dash that joins two words of one figure, glued or not: "twenty-one", "fifty - two", "28 - year - old".
pub(crate) fn skip_hyphen(input: Tokens) -> Tokens {
    skip_if(input, |t| matches!(t.kind, TokenKind::Punct('-' | '‑')))
}

/// One punctuation mark.
pub(crate) fn mark<'a>(mark: char) -> impl Fn(Tokens<'a>) -> Parsed<'a, &'a Token<'a>> {
    satisfy(move |t| t.kind == TokenKind::Punct(mark))
}

/// One punctuation mark that is glued to what goes before.
pub(crate) fn glued_mark<'a>(mark: char) -> impl Fn(Tokens<'a>) -> Parsed<'a, &'a Token<'a>> {
    satisfy(move |t| t.glued && t.kind == TokenKind::Punct(mark))
}

/// Classes of words that no noun phrase goes on with.
pub(crate) fn is_function(class: Class) -> bool {
    const FUNCTION: ClassSet = ClassSet::new(&[
        Class::And,
        Class::Or,
        Class::Preposition,
        Class::Copula,
        Class::Have,
        Class::Pronoun,
        Class::Relative,
        Class::Subordinator,
        Class::Negator,
        Class::Modal,
        Class::Conditional,
        Class::Future,
        Class::Speech,
        Class::DefiniteArticle,
        Class::Article,
    ]);
    FUNCTION.has(class)
}

/// Whether a noun phrase may go on with this token: a word that is no function word.
pub(crate) fn is_content(t: &Token) -> bool {
    t.is_word() && !t.senses.iter().any(|s| is_function(s.class))
}
