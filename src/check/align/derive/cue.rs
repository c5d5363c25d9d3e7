//! The words beside a draft's figure that say how it was calculated.

use crate::check::{At, Corpus, support};
use crate::claim::{Calculation, Marks};

/// No cue stands farther from its figure.
const FARTHEST: usize = 4;
/// What a figure may be written with; "below 14" is a hedge within it, and a difference only behind it.
const WITHIN: [Calculation; 2] = [Calculation::Total, Calculation::Average];

/// The calculations that the words beside a figure tell of, and those in what the figure is written with ("a total of 14").
pub(super) fn beside(corpus: &Corpus, at: At) -> Vec<Calculation> {
    let read = corpus.document(at);
    let span = corpus.claim(at).span;
    let Some(sentence) = support::sentence(&read.passages, span) else { return Vec::new() };
    let cues = read.wording.cues_in(&sentence.words);
    if cues.is_empty() {
        return Vec::new();
    }
    let words = &read.wording.words;
    let (from, to) = (sentence.words.start as usize, (sentence.words.end as usize).min(words.len()));
    let start = from + words[from..to].partition_point(|w| w.at < span.start);
    let end = from + words[from..to].partition_point(|w| w.at < span.end);
    let at_word = |n: usize| cues.iter().filter(move |c| c.word as usize == n);
    let mut found: Vec<Calculation> =
        (start..end).flat_map(at_word).map(|c| c.says).filter(|says| WITHIN.contains(says)).collect();
    for n in (from..start).rev().take(FARTHEST) {
        // A mark between clauses stands before the word nearer to the figure.
        let parted = words.get(n + 1).is_some_and(|w| w.marks.has(Marks::CLAUSE));
        if parted || words[n].marks.has(Marks::FIGURE) || at_word(n).any(|c| c.says == Calculation::Level) {
            break;
        }
        let reaches = |reach: i8| reach == 0 || usize::try_from(reach).is_ok_and(|reach| start - n <= reach);
        found.extend(at_word(n).filter(|c| reaches(c.reach)).map(|c| c.says));
    }
    for n in (end..to).take(FARTHEST) {
        if words[n].marks.has(Marks::CLAUSE) || words[n].marks.has(Marks::FIGURE) {
            break;
        }
        let reaches = |reach: i8| reach == 0 || reach < 0 && n - end < usize::from(reach.unsigned_abs());
        found.extend(at_word(n).filter(|c| reaches(c.reach)).map(|c| c.says));
    }
    found.retain(|says| *says != Calculation::Level);
    found
}

/// Whether the sentence of a source's figure gives something for each of several.
pub(super) fn shares_out(corpus: &Corpus, at: At) -> bool {
    let read = corpus.document(at);
    let each = |c: &crate::claim::Cue| c.says == Calculation::Average;
    let sentence = support::sentence(&read.passages, corpus.claim(at).span);
    sentence.is_some_and(|sentence| read.wording.cues_in(&sentence.words).iter().any(each))
}
