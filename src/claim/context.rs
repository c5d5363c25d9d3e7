//! The context of a figure: the concepts, names, entities and stems around it, with what each says.

use super::{Analysis, Feature};
use crate::entity::How;
use crate::lexicon::{Class, Sense};
use crate::text::{ClassSet, FUNCTION_WORDS, Tag, Token, TokenKind, stem};
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
pub(super) const EMPTY: ClassSet =
    FUNCTION_WORDS.with(&[Class::Future, Class::Speech, Class::OtherThan, Class::Each, Class::Whole, Class::Compared]);

/// Classes whose ids name concepts that languages share.
pub(super) const CONCEPTS: ClassSet =
    ClassSet::new(&[Class::Concept, Class::Event, Class::Statehood, Class::Office, Class::Member]);

impl Analysis<'_> {
    /// The features of a sentence, in the order of the text.
    pub(super) fn features(&self, sentence: &Range<usize>) -> Vec<Placed> {
        let mut found = Vec::with_capacity(sentence.len());
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
        let name = t.capital && (!t.starts_sentence || self.tags[at] == Tag::Name);
        let before = found.len();
        if t.may_be_any(&CONCEPTS) {
            for sense in t.senses.iter().filter(|s| CONCEPTS.has(s.class)).take(3) {
                found.push(place(sense.id, CONCEPT));
            }
        }
        if found.len() > before || !name && t.is_any(&EMPTY) || t.text.len() < 2 || is_figure(t) {
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
        let mut near: Vec<Feature> = features[nearest(features, figure, most)]
            .iter()
            .filter(|f| !figure.contains(&(f.at as usize)))
            .map(|f| {
                let at = f.at as usize;
                let before = figure.start.saturating_sub(at).min(FARTHEST) as i8;
                let after = (at + 1).saturating_sub(figure.end).min(FARTHEST) as i8;
                Feature { hash: f.hash, weight: f.weight, offset: if before > 0 { -before } else { after } }
            })
            .collect();
        if near.len() > most {
            near.sort_unstable_by_key(|f| (f.offset.unsigned_abs(), f.hash));
            near.truncate(most);
        }
        near.sort_unstable_by_key(|f| (f.hash, f.offset.unsigned_abs()));
        near.dedup_by_key(|f| f.hash);
        near.into_boxed_slice()
    }
}

/// The longest distance that is told from longer ones, in words.
const FARTHEST: usize = 127;

/// Where the `most` features are that stand nearest to tokens `figure`, and those as near as the last of them: a long sentence with
/// many figures is not looked through for each of them. `features` are in the order of the text.
fn nearest(features: &[Placed], figure: &Range<usize>, most: usize) -> Range<usize> {
    let before = features.partition_point(|f| (f.at as usize) < figure.start);
    let after = features.partition_point(|f| (f.at as usize) < figure.end);
    let (mut first, mut end) = (before.saturating_sub(most), (after + most).min(features.len()));
    let far = |at: u32| (at as usize).abs_diff(figure.start).min((at as usize).abs_diff(figure.end)) + 1 >= FARTHEST;
    while first > 0 && (features[first - 1].at == features[first].at || far(features[first].at)) {
        first -= 1;
    }
    while end > after && end < features.len() && (features[end].at == features[end - 1].at || far(features[end - 1].at)) {
        end += 1;
    }
    first..end
}

/// Words that are part of a figure or a date are compared as values, not as words.
fn is_figure(t: &Token) -> bool {
    const FIGURES: ClassSet = ClassSet::new(&[
        Class::Cardinal,
        Class::Multiplier,
        Class::Ordinal,
        Class::Month,
        Class::Weekday,
        Class::Unit,
        Class::Currency,
    ]);
    t.fused.is_some() || t.is_any(&FIGURES)
}

fn compound_head(analysis: &Analysis, t: &Token) -> Option<Sense> {
    (analysis.lexicon.compounds && t.senses.is_empty() && t.text.len() > 6)
        .then(|| analysis.lexicon.compound_head(&t.text.to_lowercase()))
        .flatten()
}

/// Hashes of features have 32 bits, to keep claims small.
pub(super) fn fold(hash: u64) -> u32 {
    (hash ^ (hash >> 32)) as u32
}
