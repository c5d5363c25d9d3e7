//! An averaged perceptron over hashed features, in whole numbers only: the same treebank gives the same bytes on every machine.

use crate::treebank::Sentence;
use factlint::internals::text::{
    Tag,
    tagging::{
        MODELLED,
        features::{self, EDGE},
        model::row,
    },
};

/// How often it goes through the treebank.
pub(crate) const ROUNDS: usize = 8;
/// The tag to learn must be ahead of all others by so much.
const MARGIN: i32 = 3;
/// Where the order of sentences begins: any number but zero.
const SEED: u64 = 0x9e37_79b9_7f4a_7c15;
/// The weight that this share of weights stays below becomes 127; the few above it are cut.
const KEPT: (usize, usize) = (9_999, 10_000);

struct Weights {
    /// Now, and the sum of all earlier ones, as far as they changed: `sum += step * change`.
    now: Vec<[i32; MODELLED]>,
    sum: Vec<[i64; MODELLED]>,
    step: i64,
    shift: u32,
}

/// The weights of a model of `1 << rows` rows.
pub(crate) fn train(sentences: &[Sentence], rows: u8) -> Vec<[i8; MODELLED]> {
    let size = 1 << rows;
    let mut weights =
        Weights { now: vec![[0; MODELLED]; size], sum: vec![[0; MODELLED]; size], step: 1, shift: 32 - u32::from(rows) };
    let mut order: Vec<usize> = (0..sentences.len()).collect();
    let mut random = SEED;
    for _ in 0..ROUNDS {
        shuffle(&mut order, &mut random);
        for n in &order {
            weights.learn(&sentences[*n]);
        }
    }
    weights.averaged()
}

fn shuffle(order: &mut [usize], random: &mut u64) {
    for n in (1..order.len()).rev() {
        *random ^= *random << 13;
        *random ^= *random >> 7;
        *random ^= *random << 17;
        order.swap(n, (*random % (n as u64 + 1)) as usize);
    }
}

impl Weights {
    fn learn(&mut self, sentence: &Sentence) {
        let mut last = [Tag::Punctuation; 2];
        for at in 0..sentence.words.len() {
            let guess = sentence.told[at].unwrap_or_else(|| {
                let rows = self.rows(sentence, at, last);
                let scores = self.scores(&rows);
                let guess = best(&scores, None);
                if let Some(gold) = sentence.gold[at].filter(|gold| *gold != Tag::Punctuation) {
                    self.step += 1;
                    let rival = best(&scores, Some(gold));
                    if scores[gold as usize] < scores[rival as usize] + MARGIN {
                        for row in rows {
                            self.change(row, gold, 1);
                            self.change(row, rival, -1);
                        }
                    }
                }
                guess
            });
            last = [guess, last[0]];
        }
    }

    /// The rows of all features of a token, as the tagger adds them.
    fn rows(&self, sentence: &Sentence, at: usize, last: [Tag; 2]) -> Vec<usize> {
        let word = |offset: isize| at.checked_add_signed(offset).and_then(|n| sentence.words.get(n)).unwrap_or(&EDGE);
        let (own, after) = (word(0), word(1));
        let beside = [&own.own[..], &word(-1).before, &word(-2).before_last, &after.after, &word(2).after_next];
        let joint = features::joint(last[0], own.joint, after.joint);
        let all = beside.into_iter().flatten().chain(&joint).copied().chain(features::of_tags(last));
        all.map(|feature| row(feature, self.shift)).collect()
    }

    fn scores(&self, rows: &[usize]) -> [i32; MODELLED] {
        let mut scores = [0; MODELLED];
        for row in rows {
            scores.iter_mut().zip(&self.now[*row]).for_each(|(score, weight)| *score += weight);
        }
        scores
    }

    fn change(&mut self, row: usize, tag: Tag, by: i32) {
        self.now[row][tag as usize] += by;
        self.sum[row][tag as usize] += self.step * i64::from(by);
    }

    fn averaged(&self) -> Vec<[i8; MODELLED]> {
        let rows = self.now.iter().zip(&self.sum);
        let averages: Vec<[i64; MODELLED]> =
            rows.map(|(now, sum)| std::array::from_fn(|t| i64::from(now[t]) * self.step - sum[t])).collect();
        let mut sizes: Vec<i64> = averages.iter().flatten().filter(|a| **a != 0).map(|a| a.abs()).collect();
        sizes.sort_unstable();
        let largest = sizes.get(sizes.len() * KEPT.0 / KEPT.1).copied().unwrap_or(1).max(1);
        let byte = |average: i64| {
            let rounded = (average * 254 + largest * average.signum()) / (largest * 2);
            i8::try_from(rounded.clamp(-127, 127)).unwrap_or_default()
        };
        averages.iter().map(|row| row.map(byte)).collect()
    }
}

/// The first of the tags with the highest score, one left out.
fn best(scores: &[i32; MODELLED], without: Option<Tag>) -> Tag {
    let tags = Tag::ALL.into_iter().take(MODELLED).rev().filter(|tag| Some(*tag) != without);
    tags.max_by_key(|tag| scores[*tag as usize]).unwrap_or_default()
}
