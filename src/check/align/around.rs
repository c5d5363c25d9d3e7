//! What stands around words of two sentences, and how much of it is the same: a word and its opposite, a name and another.

use super::words::{By, align, same};
use crate::claim::{Marks, Word};
use std::ops::Range;

/// How far around words a part of a sentence reaches, in words, and how much farther in the other sentence.
const WITHIN: usize = 6;
const FARTHER: usize = 3;
/// A name or a figure tells more of what a sentence is about than another word, one of another clause less, and one so many words away half as
/// much as the next.
const TELLING: f64 = 1.6;
const OTHER_CLAUSE: f64 = 0.5;
const HALF_AWAY: f64 = 5.0;

/// Words of a sentence: the sentence, and where they stand in it.
pub(super) type In<'a> = (&'a [Word], &'a Range<usize>);

/// What stands around words of two sentences alike.
pub(super) struct Around {
    /// The share of the words around the first that stand on the same side of the other too, near ones counting more.
    pub(super) share: f64,
    /// How many they are, of those that mean something.
    pub(super) same: usize,
    /// Each has names, or figures and dates, that the other has not: they speak of different things or times.
    pub(super) apart: bool,
}

pub(super) fn around(one: In, other: In) -> Around {
    let ((own, at), (theirs, there)) = (one, other);
    let (mut both, mut all, mut count) = (0.0, 0.0, 0);
    let sides = [
        (at.start.saturating_sub(WITHIN)..at.start, there.start.saturating_sub(WITHIN + FARTHER)..there.start),
        (at.end..(at.end + WITHIN).min(own.len()), there.end..(there.end + WITHIN + FARTHER).min(theirs.len())),
    ];
    for (ours, others) in sides {
        let aligned = align(&own[ours.clone()], &theirs[others], By::Meaning);
        for (i, to) in ours.zip(&aligned.to).filter(|(i, _)| own[*i].key != 0) {
            let word = &own[i];
            let (between, distance) =
                if i < at.start { (i + 1..at.start + 1, at.start - i) } else { (at.end..i + 1, i + 1 - at.end) };
            let other_clause = own[between].iter().any(|w| w.marks.has(Marks::CLAUSE));
            let name = word.marks.has(Marks::CAPITAL) && !word.marks.has(Marks::STARTS);
            let weight = if name || is_figure(word) { TELLING } else { 1.0 };
            let weight = weight * if other_clause { OTHER_CLAUSE } else { 1.0 } / (1.0 + f64::from(distance as u32) / HALF_AWAY);
            all += weight;
            if to.is_some() {
                both += weight;
                count += 1;
            }
        }
    }
    let apart =
        [is_name as fn(&Word) -> bool, is_figure].into_iter().any(|kind| lacks(one, theirs, kind) && lacks(other, own, kind));
    Around { share: if all > 0.0 { both / all } else { 0.0 }, same: count, apart }
}

/// Whether a word of a kind stands near others, or is a figure and one of them ("first", "last"), and stands nowhere in the other sentence.
fn lacks((words, at): In, all: &[Word], kind: fn(&Word) -> bool) -> bool {
    let near = at.start.saturating_sub(WITHIN + FARTHER)..(at.end + WITHIN + FARTHER).min(words.len());
    let mut others = near.filter(|i| !at.contains(i) || is_figure(&words[*i])).map(|i| &words[i]).filter(|word| kind(word));
    others.any(|word| !all.iter().any(|other| same(word, other, By::Meaning)))
}

fn is_name(word: &Word) -> bool {
    word.marks.has(Marks::CAPITAL)
        && (!word.marks.has(Marks::STARTS) || word.marks.has(Marks::UNKNOWN) || word.marks.has(Marks::NAMED))
}

fn is_figure(word: &Word) -> bool {
    word.marks.has(Marks::FIGURE)
}
