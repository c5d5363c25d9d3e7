//! Two sentences word by word: which word of one stands for which of the other, in order, and what lies between.

use crate::claim::{Marks, Word};
use std::ops::Range;

/// Longer sentences are not aligned: the work grows with the product of both.
const MOST_WORDS: usize = 400;

/// For each word of one sentence, the word of the other that it stands for.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct Alignment {
    /// Index into the other's words.
    pub(in super::super) to: Vec<Option<usize>>,
    /// How many words the other has.
    others: usize,
}

/// How words are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum By {
    /// As they are written, numbers by their value.
    Writing,
    /// Also by what they mean: inflections and synonyms are the same.
    Meaning,
}

/// Whether two words are the same.
pub(in super::super) fn same(a: &Word, b: &Word, by: By) -> bool {
    let number = |w: &Word| w.marks.has(Marks::FIGURE);
    a.exact == b.exact || a.key != 0 && a.key == b.key && (by == By::Meaning || number(a) && number(b))
}

/// The longest common subsequence of two sentences, by weight: a word that means something counts three times one that does not.
pub(in super::super) fn align(one: &[Word], other: &[Word], by: By) -> Alignment {
    let (n, m) = (one.len(), other.len());
    let mut alignment = Alignment { to: vec![None; n], others: m };
    if n == 0 || m == 0 || n > MOST_WORDS || m > MOST_WORDS * 2 {
        return alignment;
    }
    let width = m + 1;
    let mut best = vec![0_u16; (n + 1) * width];
    for i in (0..n).rev() {
        for j in (0..m).rev() {
            let mut score = best[(i + 1) * width + j].max(best[i * width + j + 1]);
            if same(&one[i], &other[j], by) {
                score = score.max(best[(i + 1) * width + j + 1] + weight(&one[i]));
            }
            best[i * width + j] = score;
        }
    }
    let (mut i, mut j) = (0, 0);
    while i < n && j < m {
        let here = best[i * width + j];
        if same(&one[i], &other[j], by) && here == best[(i + 1) * width + j + 1] + weight(&one[i]) {
            alignment.to[i] = Some(j);
            (i, j) = (i + 1, j + 1);
        } else if here == best[(i + 1) * width + j] {
            i += 1;
        } else {
            j += 1;
        }
    }
    alignment
}

fn weight(word: &Word) -> u16 {
    if word.key == 0 { 1 } else { 3 }
}

impl Alignment {
    /// The words of the other sentence between those that the nearest aligned neighbours of `range` stand for; and how many words
    /// of this one lie between those neighbours.
    pub(in super::super) fn gap(&self, range: &Range<usize>) -> Gap {
        let before = (0..range.start).rev().find_map(|i| self.to[i].map(|j| (i, j)));
        let after = (range.end..self.to.len()).find_map(|i| self.to[i].map(|j| (i, j)));
        Gap {
            own: before.map_or(0, |b| b.0 + 1)..after.map_or(self.to.len(), |a| a.0),
            theirs: before.map_or(0, |b| b.1 + 1)..after.map_or(self.others, |a| a.1),
            anchored: (before.is_some(), after.is_some()),
        }
    }

    /// The runs of words that stand for none of the other sentence.
    pub(in super::super) fn unmatched(&self) -> Vec<Range<usize>> {
        let mut runs: Vec<Range<usize>> = Vec::new();
        for i in (0..self.to.len()).filter(|i| self.to[*i].is_none()) {
            match runs.last_mut().filter(|r| r.end == i) {
                Some(run) => run.end = i + 1,
                None => runs.push(i..i + 1),
            }
        }
        runs
    }

    /// How many words stand for one of the other sentence.
    pub(in super::super) fn matched(&self) -> usize {
        self.to.iter().flatten().count()
    }

    /// The words of the other sentence from the first that is stood for to the last.
    pub(in super::super) fn region(&self) -> Range<usize> {
        let mut to = self.to.iter().flatten();
        let first = to.next().copied().unwrap_or(0);
        let last = to.next_back().copied().unwrap_or(first);
        first..if self.matched() == 0 { first } else { last + 1 }
    }
}

/// What lies between two pairs of aligned words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in super::super) struct Gap {
    /// The words of one sentence.
    pub(in super::super) own: Range<usize>,
    /// The words of the other.
    pub(in super::super) theirs: Range<usize>,
    /// Whether there is an aligned word before it, and one after it.
    pub(in super::super) anchored: (bool, bool),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<Word> {
        let mut at = 0;
        text.split(' ')
            .map(|w| {
                let exact = crate::lexicon::id_hash(w) as u32;
                let word =
                    Word { exact, key: if w.len() > 3 { exact } else { 0 }, at, len: w.len() as u16, marks: Marks::default() };
                at += w.len() as u32 + 1;
                word
            })
            .collect()
    }

    #[test]
    fn what_differs_lies_between_what_is_the_same() {
        let (one, other) = (words("the harbour was closed for repairs"), words("the harbour was opened early for repairs"));
        let aligned = align(&one, &other, By::Writing);
        assert_eq!(aligned.unmatched().first(), Some(&(3..4)));
        let gap = aligned.gap(&(3..4));
        assert_eq!((gap.own, gap.theirs, gap.anchored), (3..4, 3..5, (true, true)));
        assert_eq!((aligned.matched(), aligned.region()), (5, 0..7));
    }

    #[test]
    fn sentences_with_nothing_in_common_have_one_gap() {
        let aligned = align(&words("spring came late"), &words("no ships today"), By::Meaning);
        assert_eq!(aligned.gap(&(1..2)), Gap { own: 0..3, theirs: 0..3, anchored: (false, false) });
        assert_eq!((aligned.matched(), aligned.region()), (0, 0..0));
    }
}
