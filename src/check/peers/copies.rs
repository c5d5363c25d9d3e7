//! Near copies: two clauses that say the same but for the figure. The words prove what they are about.

use super::decide::{Pair, is_age, is_length_of_time};
use crate::check::about::{Agreement, Fit, Slot};
use crate::check::align::words::{By, align};
use crate::check::{At, Corpus};
use crate::claim::{ClaimKind, Form, Marks, Word};
use crate::clause::ToldOf;
use crate::text::Span;
use std::ops::Range;

/// Two clauses that share so much of the content of the shorter one are near copies (the prototype's 60 %; 50 % adds false findings
/// only).
const NEAR: f64 = 0.6;
/// … within one text so much, as it says similar things of different matters more often than two texts do.
const NEAR_WITHIN: f64 = 0.75;
/// … and so many words that say something; one more where no name or noun says of whom.
const NEAR_WORDS: usize = 2;

/// The words of a figure's clause.
pub(super) struct Wording<'a> {
    words: &'a [Word],
    figure: Range<usize>,
    /// Which of them stand in the other clause.
    matched: Vec<bool>,
}

impl<'a> Wording<'a> {
    /// The words of a stretch of the document that holds the figure.
    pub(super) fn new(corpus: &Corpus<'a>, at: At, stretch: Span) -> Self {
        let all = &corpus.document(at).wording.words;
        let place = |byte: u32| all.partition_point(|w| w.at < byte);
        let words = all.get(place(stretch.start)..place(stretch.end)).unwrap_or_default();
        let span = corpus.claim(at).span;
        let inner = |byte: u32| words.partition_point(|w| w.at < byte);
        Self { words, figure: inner(span.start)..inner(span.end), matched: vec![false; words.len()] }
    }

    /// Aligns two of them, and tells whether their figures stand in the same gap.
    pub(super) fn align(&mut self, theirs: &mut Self) -> bool {
        let alignment = align(self.words, theirs.words, By::Meaning);
        for (i, to) in alignment.to.iter().enumerate() {
            if let Some(j) = to {
                (self.matched[i], theirs.matched[*j]) = (true, true);
            }
        }
        let gap = alignment.gap(&self.figure).theirs;
        gap.start <= theirs.figure.start && theirs.figure.end <= gap.end
    }

    pub(super) fn says(&self, at: usize) -> bool {
        let word = &self.words[at];
        word.key != 0 && !word.marks.has(Marks::FIGURE) && !self.figure.contains(&at)
    }

    /// How many words say something.
    pub(super) fn content(&self) -> usize {
        (0..self.words.len()).filter(|i| self.says(*i)).count()
    }

    /// How many of them the other clause has too.
    pub(super) fn shared(&self) -> usize {
        (0..self.words.len()).filter(|i| self.matched[*i] && self.says(*i)).count()
    }

    /// Whether it has a name that the other clause lacks.
    pub(super) fn names_another(&self) -> bool {
        let named = |i: &usize| self.words[*i].marks.has(Marks::CAPITAL) && !self.words[*i].marks.has(Marks::STARTS);
        (0..self.words.len()).any(|i| !self.matched[i] && named(&i) && self.says(i))
    }

    /// How many figures the other has too, beside the one that is compared.
    pub(super) fn shared_figures(&self) -> usize {
        let figure = |i: &usize| self.words[*i].marks.has(Marks::FIGURE) && !self.figure.contains(i);
        (0..self.words.len()).filter(|i| self.matched[*i] && figure(i)).count()
    }

    /// Whether it has a figure that the other lacks, beside the one that is compared.
    pub(super) fn counts_another(&self) -> bool {
        let figure = |i: &usize| self.words[*i].marks.has(Marks::FIGURE) && !self.figure.contains(i);
        (0..self.words.len()).any(|i| !self.matched[i] && figure(&i))
    }

    /// Whether a word of its own stands before the figure.
    pub(super) fn adds(&self, with: impl Fn(&Word) -> bool) -> bool {
        (0..self.figure.start).any(|i| !self.matched[i] && with(&self.words[i]))
    }
}

/// Whether two clauses say the same but for the figure: most words that say something are the same, in the same order, and the
/// figures stand in the same gap.
pub(super) fn near_copy(corpus: &Corpus, pair: &Pair, fit: &Fit) -> bool {
    if !may_be_copies(pair, fit) {
        return false;
    }
    let (mut mine, mut theirs) = (Wording::new(corpus, pair.one, pair.x.clause), Wording::new(corpus, pair.other, pair.y.clause));
    let in_place = mine.align(&mut theirs);
    let at_odds = mine.names_another() && theirs.names_another();
    let unnamed = fit.of(Slot::Referent) == Agreement::Silent && pair.x.told_of == ToldOf::Nothing;
    let (share, least) = if pair.within || unnamed { (NEAR_WITHIN, NEAR_WORDS + 1) } else { (NEAR, NEAR_WORDS) };
    let shared = mine.shared();
    let enough = shared >= least && shared as f64 >= share * mine.content().min(theirs.content()) as f64;
    in_place && enough && !at_odds && !(pair.within && tells_apart(&mine, &theirs))
}

/// Whether the slots let the words decide.
fn may_be_copies(pair: &Pair, fit: &Fit) -> bool {
    let told = match fit.of(Slot::Referent) {
        Agreement::Same => true,
        Agreement::Silent => pair.x.told_of != ToldOf::Nothing || pair.joined,
        _ => false,
    };
    let date = pair.a.kind == ClaimKind::DATE;
    // What happens again and again has many days; how long something lasted has one ("until 1967").
    let again = date && !(pair.x.once && pair.y.once) && pair.a.form != Form::Open;
    let scope = !pair.within || fit.is_same(Slot::Scope);
    let object = !date || fit.is_closed(Slot::Object);
    let of_many = pair.within && is_length_of_time(pair.a) || is_age(pair.a) && !fit.by_name;
    told && scope && object && !again && !of_many && fit.is_closed(Slot::Period) && fit.is_closed(Slot::Modifiers)
}

/// Within one text a word before the figure that the other sentence replaces, or a "not" or "non-" that it lacks, tells two things
/// apart.
pub(super) fn tells_apart(mine: &Wording, theirs: &Wording) -> bool {
    let says = |w: &Word| w.key != 0 || w.marks.has(Marks::UNKNOWN);
    let denies = |w: &Word| w.marks.has(Marks::NEGATOR);
    mine.adds(says) && theirs.adds(says) || mine.adds(denies) != theirs.adds(denies)
}
