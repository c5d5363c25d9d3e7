//! Parts of speech: an averaged perceptron over the tokens as the lexer cuts them.
//!
//! A language with a treebank has a model beside its words (`rules/lang/en.tagger`), made by `examples/train_tagger`. A language without one,
//! and a build without the feature `models`, has its word senses alone.

pub mod features;
pub mod model;
mod senses;
mod tag;

pub use model::Model;
pub use tag::{MODELLED, Tag};

use super::{Token, TokenKind};
use crate::lexicon::Lexicon;
use features::{EDGE, Word};
use model::Scores;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// The tags of a document's tokens, one a token, from left to right. Only these sentences are read (they come in order and do not overlap);
/// the tokens of all others have [`Tag::Other`].
#[must_use]
pub fn tags(tokens: &[Token], sentences: impl IntoIterator<Item = Range<usize>>, lexicon: &Lexicon) -> Vec<Tag> {
    if let Some(model) = Model::built_in(&lexicon.language) {
        return tags_by(model, tokens, sentences);
    }
    let mut tags = vec![Tag::default(); tokens.len()];
    for sentence in sentences {
        senses::tag(&tokens[sentence.clone()], &mut tags[sentence]);
    }
    tags
}

/// As [`tags`], by this model.
#[must_use]
pub fn tags_by(model: Model, tokens: &[Token], sentences: impl IntoIterator<Item = Range<usize>>) -> Vec<Tag> {
    let mut tags = vec![Tag::default(); tokens.len()];
    let mut tagger = Tagger::new(model);
    for sentence in sentences {
        tagger.tag(&tokens[sentence.clone()], &mut tags[sentence]);
    }
    tags
}

/// The tag of a token that its kind tells: digits are numbers; a mark is a symbol where it is read as a word. `None` for a word.
#[must_use]
pub fn of_kind(kind: TokenKind) -> Option<Tag> {
    match kind {
        TokenKind::Word => None,
        TokenKind::Digits => Some(Tag::Number),
        TokenKind::Punct('&') => Some(Tag::Conjunction),
        TokenKind::Punct('$' | '£' | '€' | '¥' | '%' | '‰' | '°' | '§' | '#' | '+' | '=' | '±' | '×' | '−' | '≈') => {
            Some(Tag::Symbol)
        }
        TokenKind::Punct(_) => Some(Tag::Punctuation),
    }
}

/// A word of the document in each place beside a token: the weights of its features, summed once.
struct Known {
    own: Scores,
    before: Scores,
    before_last: Scores,
    after: Scores,
    after_next: Scores,
    word: Word,
}

struct Tagger<'m> {
    model: Model<'m>,
    known: Vec<Known>,
    /// By word and shape: a place in `known`.
    places: FxHashMap<u64, u32>,
    /// By the last two tags.
    of_tags: Vec<Scores>,
    /// The words of the sentence that is read, as places in `known`, and two edges at each end.
    line: Vec<u32>,
}

const TAGS: usize = Tag::ALL.len();

impl<'m> Tagger<'m> {
    fn new(model: Model<'m>) -> Self {
        let pairs = Tag::ALL.iter().flat_map(|last| Tag::ALL.iter().map(|one_before| [*last, *one_before]));
        let of_tags = pairs.map(|tags| model.sum(&features::of_tags(tags))).collect();
        let mut tagger = Self { model, known: Vec::new(), places: FxHashMap::default(), of_tags, line: Vec::new() };
        tagger.learn(EDGE);
        tagger
    }

    fn learn(&mut self, word: Word) {
        self.known.push(Known {
            own: self.model.sum(&word.own),
            before: self.model.sum(&word.before),
            before_last: self.model.sum(&word.before_last),
            after: self.model.sum(&word.after),
            after_next: self.model.sum(&word.after_next),
            word,
        });
    }

    fn place(&mut self, token: &Token, shape: u32) -> u32 {
        let next = self.known.len() as u32;
        let place = *self.places.entry(token.word.rotate_left(5) ^ u64::from(shape)).or_insert(next);
        if place == next {
            self.learn(features::word(token, shape));
        }
        place
    }

    fn tag(&mut self, sentence: &[Token], tags: &mut [Tag]) {
        let mut line = std::mem::take(&mut self.line);
        line.clear();
        line.extend([0, 0]);
        line.extend(features::shapes(sentence).map(|(token, shape)| self.place(token, shape)));
        line.extend([0, 0]);
        let mut last = [Tag::Punctuation; 2];
        for (at, token) in sentence.iter().enumerate() {
            let tag = of_kind(token.kind).unwrap_or_else(|| {
                let [before_last, before, own, after, after_next] = [0, 1, 2, 3, 4].map(|n| &self.known[line[at + n] as usize]);
                let mut scores = self.of_tags[last[0] as usize * TAGS + last[1] as usize];
                let beside = [&own.own, &before.before, &before_last.before_last, &after.after, &after_next.after_next];
                for part in beside {
                    scores.iter_mut().zip(part).for_each(|(score, more)| *score += more);
                }
                for feature in features::joint(last[0], &own.word, &after.word) {
                    self.model.add(feature, &mut scores);
                }
                best(&scores)
            });
            tags[at] = tag;
            last = [tag, last[0]];
        }
        self.line = line;
    }
}

/// The tag with the highest score; of equal ones the first.
#[must_use]
fn best(scores: &Scores) -> Tag {
    let mut best = 0;
    for (at, score) in scores.iter().enumerate() {
        if *score > scores[best] {
            best = at;
        }
    }
    Tag::ALL[best]
}

#[cfg(test)]
mod tests;
