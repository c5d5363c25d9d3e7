//! Whether a source's figure that does not meet a draft's contradicts it, or tells of something else.
//!
//! Where a draft says what a source says in the same words, the words prove it. Where it says it in its own, figures that stand alike are two things
//! more often than one; then what is said of them, or what is measured, must be the same, or the two be near each other.

use super::derive;
use super::figures::Figures;
use super::index::{Index, Place};
use super::score::{self, Relation};
use super::{SURE, tells_apart, vague};
use crate::check::about::says_one;
use crate::check::{At, Corpus, support, unsourced};
use crate::claim::{Claim, ClaimKind};
use crate::value::{Days, Meet, Number, Range, Value};

/// A figure that agrees, less alike than so large a share of the one that contradicts, stands for something else.
const LESS: f64 = 0.6;
/// A figure that stands nowhere in the sources needs less.
const NOWHERE: f64 = 0.1;
const NOWHERE_ELSE: f64 = 0.3;
/// A figure so many times another is no slip for it.
const MANY: i64 = 10;
/// Figures are near each other if the one is at most half as large again: so near are most slips, and few figures of other things (swept on
/// 144 fresh drafts: with 2, two more true ones draw a warning, and two more wrong summaries are found).
const NEAR: (i128, i128) = (3, 2);
/// Sentences with less in common say things in other words, and figures too (swept on the same drafts: with 0.35 seven more true ones draw a
/// warning, and three more wrong figures are found; with 0.65 nothing changes).
const REWORDED: f64 = 0.5;

/// A figure of a source that does not meet a draft's: the one that stands most like it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Clash {
    pub(super) other: At,
    /// How surely it stands in the draft's place.
    pub(super) alike: f64,
    /// Which of the sentences it stands in, that most like the draft's first, and what both have in common.
    pub(super) rank: usize,
    pub(super) overlap: f64,
}

/// Whether there is a way out: a figure that a source gives as well, or that a calculation with the clashing one gives; or, in other words,
/// nothing says that both are told of one thing. `nowhere` is whether no source has the draft's figure as it stands.
pub(super) fn is_explained(corpus: &Corpus, index: &Index, (at, nowhere): (At, bool), clash: Clash) -> bool {
    let (claim, other) = (corpus.claim(at), clash.other);
    let given = || !nowhere && (tells_apart(claim) || is_month(claim));
    let reworded = || given() || derive::explains(corpus, index, at, other) || !tell_of_one(corpus, at, other);
    unsourced::numbers_a_figure(corpus, at) || derive::shared_out(corpus, at, other) || clash.overlap < REWORDED && reworded()
}

/// Whether what is said of two figures or what they measure is the same, or they are near each other. Days are few and named in many ways, and
/// in another language few words are alike: there the place in the sentence has to do.
fn tell_of_one(corpus: &Corpus, at: At, other: At) -> bool {
    let (claim, theirs) = (corpus.claim(at), corpus.claim(other));
    let near = || match (&claim.value, &theirs.value) {
        (Value::Number(one), Value::Number(other)) => within(one, other, Number::new(NEAR.0, NEAR.1)),
        _ => true,
    };
    !one_language(corpus, at, other) || near() || corpus.about(at).zip(corpus.about(other)).is_some_and(|(x, y)| says_one(x, y))
}

/// Whether a figure and a source's are told in one language, so that the sentences that are one have most words in common.
fn one_language(corpus: &Corpus, at: At, other: At) -> bool {
    corpus.document(at).lang == corpus.document(other).lang
}

/// Whether a date says its year and its month, as no other thing's does by chance.
fn is_month(claim: &Claim) -> bool {
    matches!(&claim.value, Value::Days(days) if days.year_number().is_some() && matches!(score::length(days), score::Length::Day | score::Length::Month))
}

/// Whether a source's figure stands for one that stands nowhere. Counts of other things, and ranks, must be much alike, and the day of
/// publication stands for no other.
pub(super) fn stands_instead(corpus: &Corpus, at: At, Clash { other, alike, rank, .. }: Clash) -> bool {
    let (claim, theirs) = (corpus.claim(at), corpus.claim(other));
    // What a word says was calculated stands for no figure that was not.
    let calculated = || derive::is_calculated(corpus, at) && !derive::is_calculated(corpus, other);
    let nearest = rank == 0 || claim.kind == ClaimKind::DATE || !one_language(corpus, at, other);
    let counts_else = match claim.kind {
        ClaimKind::COUNT => claim.attribute != theirs.attribute,
        kind => kind == ClaimKind::ORDINAL,
    };
    let of_one_length = match (&claim.value, &theirs.value) {
        (Value::Days(one), Value::Days(days)) => {
            let published = days.single().is_some_and(|day| corpus.document(other).date == Some(day));
            score::length(one) == score::length(days) && !published
        }
        // Nobody puts 136 for four, or a third for 8,640. What no source has is reported all the same, but not as a slip for such a figure.
        (Value::Number(one), Value::Number(other)) => within(one, other, Some(Number::from(MANY))),
        _ => true,
    };
    nearest && !calculated() && !vague(claim) && of_one_length && alike >= if counts_else { NOWHERE_ELSE } else { NOWHERE }
}

/// Whether another figure of the draft's sentence, which stands in its place as well, says what the source's figure says: "built for
/// 20,000 cars, and carries 49,000". Figures that have changed places do not.
pub(super) fn taken(corpus: &Corpus, index: &Index, all: &Figures, at: At, other: At) -> bool {
    let Some(sentence) = support::sentence(&corpus.document(at).passages, corpus.claim(at).span) else { return false };
    let mut own = sentence.figures.clone().map(|claim| At { claim, ..at }).filter(|one| *one != at);
    let place = |one: At| score::slot(index, corpus.claim(one), corpus.claim(other));
    own.any(|one| all.relation(corpus.claim(one), other) == Relation::Same && place(one) >= place(at))
}

/// Whether, in other words, another figure of the draft's sentence says what the source's figure says, in whatever place: "20 months for stealing
/// over some four years" takes up "20 months".
pub(super) fn said_beside(corpus: &Corpus, all: &Figures, at: At, clash: Clash) -> bool {
    let Some(sentence) = support::sentence(&corpus.document(at).passages, corpus.claim(at).span) else { return false };
    let own = || sentence.figures.clone().map(|claim| At { claim, ..at }).filter(|one| *one != at);
    // A day is told of more than once.
    clash.overlap < REWORDED
        && corpus.claim(at).kind != ClaimKind::DATE
        && one_language(corpus, at, clash.other)
        && own().any(|one| all.relation(corpus.claim(one), clash.other) == Relation::Same)
}

/// Whether a figure contradicts so much more surely than the best that agrees.
pub(super) fn sure(contradicted: f64, supported: f64) -> bool {
    contradicted >= SURE && supported < contradicted * LESS
}

/// Whether neither of two figures is more than so many times the other.
fn within(one: &Range, other: &Range, times: Option<Number>) -> bool {
    let size = |range: &Range| range.middle().or(range.max).or(range.min).map(Number::abs);
    let (Some(one), Some(other)) = (size(one), size(other)) else { return true };
    times.and_then(|times| one.min(other).checked_mul(times)).is_none_or(|most| one.max(other) <= most)
}

/// Whether two days are written so differently that nobody would have put the one for the other: "on Wednesday", "on 31 December".
pub(super) fn other_days(corpus: &Corpus, one: At, other: At) -> bool {
    let is_day = |at| matches!(&corpus.claim(at).value, Value::Days(days) if score::length(days) == score::Length::Day);
    is_day(one) && is_day(other) && unsourced::in_digits(corpus, one) != unsourced::in_digits(corpus, other)
}

/// The same days of another year: "the third quarter of 2019" and "the third quarter of 2020".
pub(super) fn other_year(claim: &Claim, other: &Claim) -> bool {
    let (Value::Days(one), Value::Days(other)) = (&claim.value, &other.value) else { return false };
    let calendar = one.of_any_year();
    one.year_number().is_some() && other.year_number().is_some() && calendar.is_some() && calendar == other.of_any_year()
}

/// Whether a figure's sentence and a source's sentence both say when, and not the same: "in March", "in January".
pub(super) fn other_time(corpus: &Corpus, index: &Index, at: At, place: Place) -> bool {
    let claim = corpus.claim(at);
    let dates = |document: u32, figures: std::ops::Range<u32>| {
        let dated = figures.map(move |c| corpus.claim(At { document, claim: c })).filter(|c| c.kind == ClaimKind::DATE);
        dated.filter_map(|c| if let Value::Days(days) = &c.value { Some(*days) } else { None })
    };
    let Some(own) = support::sentence(&corpus.document(at).passages, claim.span) else { return false };
    let theirs: Vec<Days> = dates(place.document, index.passage(place).figures.clone()).collect();
    let mut own = dates(at.document, own.figures.clone()).peekable();
    claim.kind != ClaimKind::DATE
        && own.peek().is_some()
        && !theirs.is_empty()
        && own.all(|d| theirs.iter().all(|t| d.meet(t).is_none()))
}
