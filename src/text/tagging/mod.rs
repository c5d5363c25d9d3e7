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
use features::{EDGE, Joint, Word};
use model::Scores;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Tags texts, one after another, and remembers the words of each language that it has come upon.
#[derive(Default)]
pub struct Taggers(Vec<(String, Option<Tagger<'static>>)>);

impl Taggers {
    /// The tags of a document's tokens, one a token, from left to right. Only these sentences are read (they come in order and do not
    /// overlap); the tokens of all others have [`Tag::Other`].
    #[must_use]
    pub fn tags(&mut self, tokens: &[Token], sentences: impl IntoIterator<Item = Range<usize>>, lexicon: &Lexicon) -> Vec<Tag> {
        let known = self.0.iter().position(|(language, _)| **language == *lexicon.language);
        let at = known.unwrap_or_else(|| {
            let model = Model::built_in(&lexicon.language);
            self.0.push((lexicon.language.to_string(), model.map(Tagger::new)));
            self.0.len() - 1
        });
        if let Some((_, Some(tagger))) = self.0.get_mut(at) {
            return tagger.tags(tokens, sentences);
        }
        let mut tags = vec![Tag::default(); tokens.len()];
        for sentence in sentences {
            senses::tag(&tokens[sentence.clone()], &mut tags[sentence]);
        }
        tags
    }
}

/// As [`Taggers::tags`], for one text.
#[must_use]
pub fn tags(tokens: &[Token], sentences: impl IntoIterator<Item = Range<usize>>, lexicon: &Lexicon) -> Vec<Tag> {
    Taggers::default().tags(tokens, sentences, lexicon)
}

/// As [`tags`], by this model.
#[must_use]
pub fn tags_by(model: Model, tokens: &[Token], sentences: impl IntoIterator<Item = Range<usize>>) -> Vec<Tag> {
    Tagger::new(model).tags(tokens, sentences)
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

/// A word in each place beside a token: the weights of its features, summed once.
struct Known {
    own: Scores,
    before: Scores,
    before_last: Scores,
    after: Scores,
    after_next: Scores,
    joint: Joint,
}

/// So many words are remembered from text to text: those that come first, which are mostly those that come often.
const REMEMBERED: u32 = 2_048;

/// Words, and where each is among them, by word and shape.
#[derive(Default)]
struct Words {
    known: Vec<Known>,
    places: FxHashMap<u64, u32>,
}

impl Words {
    fn add(&mut self, word: u64, known: Known) -> u32 {
        let place = self.known.len() as u32;
        self.places.insert(word, place);
        self.known.push(known);
        place
    }
}

struct Tagger<'m> {
    model: Model<'m>,
    remembered: Words,
    /// Those that are forgotten after the text.
    of_text: Words,
    /// By the last two tags.
    of_tags: Vec<Scores>,
    /// The words of the sentence that is read, by their places: those of the text follow on those that may be remembered; and two edges
    /// at each end.
    line: Vec<u32>,
}

const TAGS: usize = Tag::ALL.len();

impl<'m> Tagger<'m> {
    fn new(model: Model<'m>) -> Self {
        let pairs = Tag::ALL.iter().flat_map(|last| Tag::ALL.iter().map(|one_before| [*last, *one_before]));
        let of_tags = pairs.map(|tags| model.sum(&features::of_tags(tags))).collect();
        let mut tagger = Self { model, remembered: Words::default(), of_text: Words::default(), of_tags, line: Vec::new() };
        let edge = tagger.learned(&EDGE);
        tagger.remembered.known.push(edge);
        tagger
    }

    fn tags(&mut self, tokens: &[Token], sentences: impl IntoIterator<Item = Range<usize>>) -> Vec<Tag> {
        self.of_text = Words::default();
        let mut tags = vec![Tag::default(); tokens.len()];
        for sentence in sentences {
            self.tag(&tokens[sentence.clone()], &mut tags[sentence]);
        }
        tags
    }

    fn learned(&self, word: &Word) -> Known {
        Known {
            own: self.model.sum(&word.own),
            before: self.model.sum(&word.before),
            before_last: self.model.sum(&word.before_last),
            after: self.model.sum(&word.after),
            after_next: self.model.sum(&word.after_next),
            joint: word.joint,
        }
    }

    fn place(&mut self, token: &Token, shape: u32) -> u32 {
        let word = token.word.rotate_left(5) ^ u64::from(shape);
        let of_text = || self.of_text.places.get(&word).map(|place| place + REMEMBERED);
        if let Some(place) = self.remembered.places.get(&word).copied().or_else(of_text) {
            return place;
        }
        let known = self.learned(&features::word(token, shape));
        // Words with marks in them have several spellings, which are one to the lexicon ("don't", "don’t"); figures hardly come again.
        let comes_again = match token.kind {
            TokenKind::Word => token.text.chars().all(char::is_alphabetic),
            TokenKind::Digits => false,
            TokenKind::Punct(_) => true,
        };
        if comes_again && self.remembered.known.len() < REMEMBERED as usize {
            self.remembered.add(word, known)
        } else {
            self.of_text.add(word, known) + REMEMBERED
        }
    }

    fn known(&self, place: u32) -> &Known {
        match place.checked_sub(REMEMBERED) {
            Some(of_text) => &self.of_text.known[of_text as usize],
            None => &self.remembered.known[place as usize],
        }
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
                let [before_last, before, own, after, after_next] = [0, 1, 2, 3, 4].map(|n| self.known(line[at + n]));
                let mut scores = self.of_tags[last[0] as usize * TAGS + last[1] as usize];
                let beside = [&own.own, &before.before, &before_last.before_last, &after.after, &after_next.after_next];
                for part in beside {
                    scores.iter_mut().zip(part).for_each(|(score, more)| *score += more);
                }
                for feature in features::joint(last[0], own.joint, after.joint) {
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
