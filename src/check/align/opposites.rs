//! Sentences that say the opposite of a source's sentence: word for word the same, but for one word that turns it around
//! ("rose", "fell"), or a negation that only one of them has.

use super::super::Corpus;
use super::index::Index;
use super::wording::{Difference, Matched, span, words};
use super::words::{Alignment, By, align};
use crate::claim::{Marks, Passage, Turn, Word, Wording};
use std::ops::Range;

/// The share of what a draft's sentence says that the source's must say too.
const LEAST_SHARED: f64 = 0.6;
/// So many words that mean something must be the same.
const LEAST_WORDS: usize = 3;
/// The words around the one that turns the sentence may differ so far.
const NEAR: usize = 4;

/// Whether a sentence has words that a source could turn around. Any sentence may lack a negation.
pub(super) fn any(_wording: &Wording, passage: &Passage) -> bool {
    passage.words.len() > LEAST_WORDS
}

/// Two sentences, aligned.
struct Pair<'a> {
    own: &'a [Word],
    theirs: &'a [Word],
    alignment: Alignment,
    shared: f64,
}

/// Where the source that is most like a draft's sentence says the opposite.
pub(super) fn turned(corpus: &Corpus, _index: &Index, matched: &Matched) -> Option<Difference> {
    let wording = &corpus.read[matched.document as usize].wording;
    let own = wording.of(&matched.passage.words);
    let turns = wording.turns_in(&matched.passage.words);
    let mut best: Option<(f64, Difference)> = None;
    let mut agreed = 0.0_f64;
    for candidate in &matched.candidates {
        let (theirs, range) = words(corpus, candidate.place);
        let source = &corpus.read[candidate.place.document as usize].wording;
        let alignment = align(own, theirs, By::Meaning);
        let pair = Pair { own, theirs, shared: shared(own, &alignment), alignment };
        if pair.shared < LEAST_SHARED {
            continue;
        }
        let their_turns = source.turns_in(&range);
        let found = opposite(&pair, (turns, matched.passage.words.start), (their_turns, range.start)).or_else(|| negation(&pair));
        let Some((ours, others)) = found else {
            agreed = agreed.max(pair.shared);
            continue;
        };
        if best.as_ref().is_none_or(|(score, _)| pair.shared > *score) {
            let spans = |words: &[Word], range: Range<usize>| words.get(range).and_then(span).into_iter().collect();
            let difference = Difference {
                draft: (matched.document, spans(own, ours)),
                source: (candidate.place.document, spans(theirs, others)),
            };
            best = Some((pair.shared, difference));
        }
    }
    best.filter(|(score, _)| *score > agreed).map(|(_, difference)| difference)
}

/// The share of what one sentence says that stands in the other: words that mean something, names and figures twice.
fn shared(own: &[Word], alignment: &Alignment) -> f64 {
    let (mut both, mut all, mut count) = (0.0, 0.0, 0);
    for (word, to) in own.iter().zip(&alignment.to).filter(|(w, _)| w.key != 0) {
        let weight = if word.marks.has(Marks::CAPITAL) && !word.marks.has(Marks::STARTS) || word.marks.has(Marks::FIGURE) {
            2.0
        } else {
            1.0
        };
        all += weight;
        if to.is_some() {
            both += weight;
            count += 1;
        }
    }
    if count < LEAST_WORDS { 0.0 } else { both / all }
}

/// A word of the draft whose opposite stands in the same place of the source.
fn opposite(
    pair: &Pair,
    (turns, first): (&[Turn], u32),
    (theirs, their_first): (&[Turn], u32),
) -> Option<(Range<usize>, Range<usize>)> {
    for turn in turns {
        let at = (turn.word - first) as usize;
        if pair.alignment.to[at].is_some_and(|j| pair.theirs[j].exact == pair.own[at].exact) {
            continue;
        }
        let gap = pair.alignment.gap(&(at..at + 1));
        let near = gap.own.len() <= NEAR + 1 && gap.theirs.len() <= NEAR + 2 && (gap.anchored.0 || gap.anchored.1);
        let both = |list: &[Turn], pair: u32, value: i8| list.iter().any(|t| t.pair == pair && t.value == value);
        if !near || both(turns, turn.pair, -turn.value) || both(theirs, turn.pair, turn.value) {
            continue;
        }
        let other = theirs.iter().find(|t| {
            let j = (t.word - their_first) as usize;
            t.pair == turn.pair && t.value == -turn.value && gap.theirs.contains(&j)
        });
        let Some(other) = other else { continue };
        let j = (other.word - their_first) as usize;
        if negators(pair.own, at) == negators(pair.theirs, j) && same_stretch(pair, at, j) {
            return Some((at..at + 1, j..j + 1));
        }
    }
    None
}

/// Whether what stands right beside two words is the same on one side at least, and nothing else is said there.
fn same_stretch(pair: &Pair, at: usize, _other: usize) -> bool {
    let anchored = |i: usize| pair.alignment.to.get(i).is_some_and(Option::is_some);
    at.checked_sub(1).is_some_and(anchored) || anchored(at + 1)
}

/// How many negations stand right before a word.
fn negators(words: &[Word], at: usize) -> usize {
    words[at.saturating_sub(NEAR)..(at + 2).min(words.len())].iter().filter(|w| w.marks.has(Marks::NEGATOR)).count() % 2
}

/// A negation that only one of two sentences has, between words that both have.
fn negation(pair: &Pair) -> Option<(Range<usize>, Range<usize>)> {
    let negates = |w: &Word| w.marks.has(Marks::NEGATOR);
    let (ours, theirs) = (pair.own.iter().filter(|w| negates(w)).count(), pair.theirs.iter().filter(|w| negates(w)).count());
    if ours.abs_diff(theirs) != 1 || ours.min(theirs) != 0 {
        return None;
    }
    let plain = |words: &[Word]| words.iter().all(|w| w.key == 0 && !w.marks.has(Marks::SUPPOSED));
    let only = |words: &[Word], at: usize| words[at..(at + 3).min(words.len())].iter().any(|w| w.marks.has(Marks::ONLY));
    let gap = if ours == 1 {
        let at = pair.own.iter().position(negates)?;
        if only(pair.own, at) {
            return None;
        }
        pair.alignment.gap(&(at..at + 1))
    } else {
        let at = pair.theirs.iter().position(negates)?;
        if only(pair.theirs, at) {
            return None;
        }
        let before = (0..pair.own.len()).rev().find(|i| pair.alignment.to[*i].is_some_and(|j| j < at))?;
        pair.alignment.gap(&(before + 1..before + 1))
    };
    let (own, other) = (pair.own.get(gap.own.clone())?, pair.theirs.get(gap.theirs.clone())?);
    if gap.anchored != (true, true) || own.len() > 3 || other.len() > 3 || !plain(own) || !plain(other) {
        return None;
    }
    // The words beside it are shown where one side has nothing there.
    let widen = |range: Range<usize>| if range.is_empty() { range.start.saturating_sub(1)..range.end + 1 } else { range };
    Some((widen(gap.own), widen(gap.theirs)))
}
