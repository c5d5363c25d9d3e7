//! Parts of speech by word senses alone, where a language has no model.

use super::{Tag, of_kind};
use crate::lexicon::Class;
use crate::text::{ClassSet, Token};

/// The senses that tell a tag; where a word has several, the first decides.
const TOLD: [(Tag, ClassSet); 11] = [
    (Tag::Number, ClassSet::new(&[Class::Cardinal, Class::Multiplier, Class::VagueNumber])),
    (Tag::Determiner, ClassSet::new(&[Class::Article, Class::DefiniteArticle, Class::Each, Class::Every, Class::Whole])),
    (Tag::Conjunction, ClassSet::new(&[Class::And, Class::Or])),
    (Tag::Auxiliary, ClassSet::new(&[Class::Copula, Class::Have, Class::Modal, Class::Future])),
    (Tag::Pronoun, ClassSet::new(&[Class::Pronoun, Class::Relative])),
    (Tag::Adposition, ClassSet::new(&[Class::Preposition, Class::Of, Class::Per, Class::AccordingTo])),
    (Tag::Subordinator, ClassSet::new(&[Class::Subordinator, Class::Conditional])),
    (Tag::Adverb, ClassSet::new(&[Class::Negator, Class::Only, Class::HedgeAbout, Class::Now, Class::DeicticDay])),
    (
        Tag::Verb,
        ClassSet::new(&[
            Class::Speech,
            Class::Direction,
            Class::Join,
            Class::Leave,
            Class::ConsistOf,
            Class::Include,
            Class::Once,
        ]),
    ),
    (Tag::Adjective, ClassSet::new(&[Class::Ordinal, Class::Former, Class::Current, Class::Comparative])),
    (Tag::Name, ClassSet::new(&[Class::Month, Class::Weekday, Class::OrgSuffix])),
];

/// Tags the tokens of a sentence. An unknown word is a noun; but a name where a capital stands inside a sentence, unless it follows a
/// determiner or a number, as nouns do that a language writes with capitals.
pub(super) fn tag(sentence: &[Token], tags: &mut [Tag]) {
    let mut before = Tag::Determiner;
    for (token, tag) in sentence.iter().zip(tags) {
        let told = || TOLD.iter().find(|(_, senses)| token.is_any(senses)).map(|(tag, _)| *tag);
        let counted = matches!(before, Tag::Determiner | Tag::Number);
        let unknown = if token.capital && !counted { Tag::Name } else { Tag::Noun };
        *tag = of_kind(token.kind).or_else(told).unwrap_or(unknown);
        before = *tag;
    }
}
