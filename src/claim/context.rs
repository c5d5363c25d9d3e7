//! The context of a figure: the concepts, names, entities and stems around it, with what each says.

use super::{Analysis, Feature};
use crate::entity::How;
use crate::lexicon::{Class, Sense};
use crate::text::{Token, TokenKind, stem};
use std::ops::Range;

/// Weights in tenths.
const STEM: u8 = 10;
const CONCEPT: u8 = 14;
const NAME: u8 = 18;
/// What an entity that a gazetteer knows weighs.
pub const ENTITY: u8 = 20;

/// A feature at its place in the document.
#[derive(Debug, Clone, Copy)]
pub(super) struct Placed {
    pub(super) at: u32,
    pub(super) hash: u32,
    pub(super) weight: u8,
}

/// Classes that say how a sentence is built, not what it is about.
const EMPTY: [Class; 18] = [
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
    Class::Future,
    Class::Speech,
    Class::OtherThan,
    Class::Each,
    Class::Whole,
];

/// Classes whose ids name concepts that languages share.
const CONCEPTS: [Class; 5] = [Class::Concept, Class::Event, Class::Statehood, Class::Office, Class::Member];

impl Analysis<'_> {
    /// The features of a sentence, in the order of the text.
    pub(super) fn features(&self, sentence: &Range<usize>) -> Vec<Placed> {
        let mut found = Vec::new();
        let mut entities = self.entities_in(sentence).peekable();
        let mut at = sentence.start;
        while at < sentence.end {
            if let Some(entity) = entities.next_if(|e| e.tokens.start as usize <= at) {
                let weight = if entity.how == How::Adjective { CONCEPT } else { ENTITY };
                found.push(Placed { at: at as u32, hash: fold(entity.entity.0), weight });
                at = (entity.tokens.end as usize).max(at + 1);
                continue;
            }
            self.features_of(at, &mut found);
            at += 1;
        }
        found
    }

    fn features_of(&self, at: usize, found: &mut Vec<Placed>) {
        let t = &self.tokens[at];
        if t.kind != TokenKind::Word || t.text.starts_with(['\'', '\u{2019}']) {
            return;
        }
        let place = |hash: u64, weight: u8| Placed { at: at as u32, hash: fold(hash), weight };
        let name = t.capital && !t.starts_sentence;
        let before = found.len();
        for sense in t.senses.iter().filter(|s| CONCEPTS.contains(&s.class)).take(3) {
            found.push(place(sense.id, CONCEPT));
        }
        if found.len() > before || !name && EMPTY.iter().any(|c| t.is(*c)) || t.text.len() < 2 || is_figure(t) {
            return;
        }
        if name {
            found.push(place(t.word, NAME));
        } else {
            if let Some(head) = compound_head(self, t) {
                found.push(place(head.id, CONCEPT));
            }
            found.push(place(stem(&self.lexicon.language, t), STEM));
        }
    }

    /// The features nearest to tokens `figure`, sorted by hash, each once.
    pub(super) fn context_of(features: &[Placed], figure: &Range<usize>, most: usize) -> Box<[Feature]> {
        let mut near: Vec<Feature> = features
            .iter()
            .filter(|f| !figure.contains(&(f.at as usize)))
            .map(|f| {
                let at = f.at as usize;
                let before = figure.start.saturating_sub(at).min(127) as i8;
                let after = (at + 1).saturating_sub(figure.end).min(127) as i8;
                Feature { hash: f.hash, weight: f.weight, offset: if before > 0 { -before } else { after } }
            })
            .collect();
        near.sort_unstable_by_key(|f| (f.offset.unsigned_abs(), f.hash));
        near.truncate(most);
        near.sort_unstable_by_key(|f| (f.hash, f.offset.unsigned_abs()));
        near.dedup_by_key(|f| f.hash);
        near.into_boxed_slice()
    }
}

/// Words that are part of a figure or a date are compared as values, not as words.
fn is_figure(t: &Token) -> bool {
    [Class::Cardinal, Class::Multiplier, Class::Ordinal, Class::Month, Class::Weekday, Class::Unit, Class::Currency]
        .iter()
        .any(|c| t.is(*c))
        || t.fused.is_some()
}

fn compound_head(analysis: &Analysis, t: &Token) -> Option<Sense> {
    (t.senses.is_empty() && t.text.len() > 6).then(|| analysis.lexicon.compound_head(&t.text.to_lowercase())).flatten()
}

/// Hashes of features have 32 bits, to keep claims small.
pub(super) fn fold(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}
