//! The universal parts of speech.

/// A part of speech, as Universal Dependencies (version 2) has them: <https://universaldependencies.org/u/pos/>.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
#[repr(u8)]
pub enum Tag {
    /// "large", "third".
    Adjective,
    /// A preposition or postposition.
    Adposition,
    /// An adverb.
    Adverb,
    /// A verb that helps another, and the copula.
    Auxiliary,
    /// "and", "or".
    Conjunction,
    /// An article, "this", "each".
    Determiner,
    /// "yes", "oh".
    Interjection,
    /// A noun that is no name.
    Noun,
    /// A number, in digits or in words.
    Number,
    /// The infinitive's marker, the genitive's ending, a negator (by language).
    Particle,
    /// A pronoun, possessive ones too.
    Pronoun,
    /// A word of a name.
    Name,
    /// "that", "if": opens a clause.
    Subordinator,
    /// A sign that is read as a word: "%", "$", "+".
    Symbol,
    /// A verb that stands by itself.
    Verb,
    /// Anything else, and every token of a sentence that was not read.
    #[default]
    Other,
    /// A mark.
    Punctuation,
}

/// How many tags a model gives weights to: all but the last, which a token's kind tells.
pub const MODELLED: usize = Tag::Punctuation as usize;

impl Tag {
    /// All tags, each at its own number.
    pub const ALL: [Self; MODELLED + 1] = [
        Self::Adjective,
        Self::Adposition,
        Self::Adverb,
        Self::Auxiliary,
        Self::Conjunction,
        Self::Determiner,
        Self::Interjection,
        Self::Noun,
        Self::Number,
        Self::Particle,
        Self::Pronoun,
        Self::Name,
        Self::Subordinator,
        Self::Symbol,
        Self::Verb,
        Self::Other,
        Self::Punctuation,
    ];

    const NAMES: [&str; MODELLED + 1] = [
        "ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "SCONJ", "SYM", "VERB", "X",
        "PUNCT",
    ];

    /// Its name in treebanks: "NOUN".
    #[must_use]
    pub const fn name(self) -> &'static str {
        Self::NAMES[self as usize]
    }

    /// The tag of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::NAMES.iter().position(|n| *n == name).map(|at| Self::ALL[at])
    }

    /// A noun or a word of a name: what may head a noun phrase by itself.
    #[must_use]
    pub const fn is_nominal(self) -> bool {
        matches!(self, Self::Noun | Self::Name)
    }
}
