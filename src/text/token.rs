//! What the lexer yields: spans of text with the word classes that the language pack gives them.

use super::Span;
use crate::lexicon::{Class, Sense};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters (with inner apostrophes), or a lexicon entry of several words.
    Word,
    /// A run of ASCII digits.
    Digits,
    /// One other character that is not white space.
    Punct(char),
}

/// A token; the words that it may stand for are its `senses`, which live in the lexicon.
#[derive(Debug, Clone, Copy)]
pub struct Token<'a> {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Nothing stands between this token and the one before it.
    pub glued: bool,
    /// The first token of a sentence, a heading, a list item or a table cell.
    pub starts_sentence: bool,
    /// The first letter is upper case.
    pub capital: bool,
    /// All letters are upper case (two at least).
    pub upper: bool,
    /// The text as written (of all words, where the entry has several).
    pub text: &'a str,
    /// What the lexicon knows of it; empty for an unknown word.
    pub senses: &'a [Sense],
    /// A number written as one word with others ("tjugoett", "femårig"): the class of its last part, the value of all.
    pub fused: Option<Sense>,
    /// A hash of the lower-case text.
    pub word: u64,
    /// The bits (one of 64 a class) of the classes that it may have; most questions are answered "no" by these alone.
    pub classes: u64,
}

/// A set of classes, made where the program is compiled: whether a token has one of them is mostly answered by one test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClassSet {
    exact: [u64; 4],
    bits: u64,
}

impl ClassSet {
    /// The set of these classes.
    #[must_use]
    pub const fn new(classes: &[Class]) -> Self {
        Self { exact: [0; 4], bits: 0 }.with(classes)
    }

    /// The set of these classes too.
    #[must_use]
    pub const fn with(mut self, classes: &[Class]) -> Self {
        let mut i = 0;
        while i < classes.len() {
            self.insert(classes[i]);
            i += 1;
        }
        self
    }

    /// Adds a class.
    pub const fn insert(&mut self, class: Class) {
        self.exact[class as usize / 64] |= 1 << (class as usize % 64);
        self.bits |= class.bit();
    }

    /// Whether the class is in it.
    #[inline]
    #[must_use]
    pub const fn has(&self, class: Class) -> bool {
        self.exact[class as usize / 64] & (1 << (class as usize % 64)) != 0
    }
}

/// The classes of words that build a sentence and name nothing in it.
pub(crate) const FUNCTION_WORDS: ClassSet = ClassSet::new(&[
    Class::Stop,
    Class::Preposition,
    Class::Pronoun,
    Class::DefiniteArticle,
    Class::Article,
    Class::And,
    Class::Or,
    Class::Copula,
    Class::Have,
    Class::Subordinator,
    Class::Relative,
    Class::Of,
    Class::Modal,
]);

impl Token<'_> {
    /// The sense of this class, if the word has one.
    #[must_use]
    #[inline]
    pub fn sense(&self, class: Class) -> Option<Sense> {
        if self.classes & class.bit() == 0 { None } else { self.sense_of(class) }
    }

    fn sense_of(&self, class: Class) -> Option<Sense> {
        let written = |s: &Sense| s.case.fits(self.text, self.capital, self.upper);
        self.senses.iter().find(|s| s.class == class && written(s)).copied().or(self.fused.filter(|s| s.class == class))
    }

    /// Whether the word may be of one of these classes.
    #[must_use]
    #[inline]
    pub fn is_any(&self, of: &ClassSet) -> bool {
        self.classes & of.bits != 0 && self.is_any_of(of)
    }

    fn is_any_of(&self, of: &ClassSet) -> bool {
        self.senses.iter().any(|s| of.has(s.class) && s.case.fits(self.text, self.capital, self.upper))
            || self.fused.is_some_and(|s| of.has(s.class))
    }

    /// Whether the word has a sense of one of these classes, be it written in another case.
    #[must_use]
    #[inline]
    pub fn may_be_any(&self, of: &ClassSet) -> bool {
        self.classes & of.bits != 0
            && (self.senses.iter().any(|s| of.has(s.class)) || self.fused.is_some_and(|s| of.has(s.class)))
    }

    /// Whether all that the word may stand for is plain, as with most words: no figure begins with it.
    #[must_use]
    #[inline]
    pub fn is_plain(&self) -> bool {
        self.classes & !Class::PLAIN_BITS == 0
    }

    /// The value of the sense of this class, if the word has one.
    #[must_use]
    #[inline]
    pub fn value(&self, class: Class) -> Option<i64> {
        self.sense(class).map(|s| s.value)
    }

    /// Whether the word may be of this class.
    #[must_use]
    #[inline]
    pub fn is(&self, class: Class) -> bool {
        self.sense(class).is_some()
    }

    /// Whether the token is this one punctuation mark.
    #[must_use]
    pub fn is_punct(&self, mark: char) -> bool {
        self.kind == TokenKind::Punct(mark)
    }

    /// Whether the token is a word (known or not).
    #[must_use]
    pub fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }
}
