//! The figures that a draft's figure may have been calculated from.

use super::super::figures::figures_of;
use super::super::index::{Candidate, Index, Place};
use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind, Form};
use crate::lexicon::Units;
use crate::value::{Number, Value};
use std::ops::Range;

/// So many figures of one sentence are tried with each other, and those of so many sentences together.
pub(super) const MOST: usize = 12;
const SENTENCES: usize = 4;
/// So many sentences are looked at with those around them, so many before and after.
const MIDDLES: usize = 2;
const AROUND: u32 = 2;
/// A bare number from here on may be an amount of money.
const BARE: i64 = 1_000;

/// A number of a source; a range has one at each end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Operand {
    pub(super) at: At,
    pub(super) value: Number,
    /// What it is a number of: only the same can be added. Zero for counts.
    pub(super) unit: u64,
    /// Whether its sentence is the one that is most like the draft's, and not only one beside it.
    pub(super) middle: bool,
}

/// Figures that stand together: of one sentence, or of it and those around it.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) all: Vec<At>,
    middle: Range<u32>,
    document: u32,
}

/// Figures of the sources, in groups that stand together.
pub(super) struct Operands {
    /// Those of each sentence, most like the draft's first.
    pub(super) sentences: Vec<Group>,
    /// Those of the first few sentences together.
    pub(super) near: Group,
    /// Those of the sentences around each of the first.
    around: Vec<Group>,
}

impl Operands {
    pub(super) fn new(index: &Index, candidates: &[Candidate]) -> Self {
        let of =
            |place: Place, all: Vec<At>| Group { all, middle: index.passage(place).figures.clone(), document: place.document };
        let sentence = |c: &Candidate| of(c.place, figures_of(c.place, index).take(MOST).collect());
        let sentences: Vec<Group> = candidates.iter().map(sentence).collect();
        let near = sentences.iter().take(SENTENCES).flat_map(|group| &group.all).copied().take(2 * MOST).collect();
        let near = candidates.first().map(|c| of(c.place, near)).unwrap_or_default();
        let around = candidates.iter().take(MIDDLES).map(|c| of(c.place, neighbours(index, c.place))).collect();
        Self { sentences, near, around }
    }

    /// All of them, each once or more.
    pub(super) fn all(&self) -> impl Iterator<Item = At> {
        self.sentences.iter().chain(&self.around).flat_map(|group| &group.all).copied()
    }

    /// The sentences one by one, and where `together`, the first few as one.
    pub(super) fn groups(&self, together: bool) -> impl Iterator<Item = &Group> {
        self.sentences.iter().chain(together.then_some(&self.near))
    }

    /// The sentences one by one, then the best ones with those around them, then the first few as one.
    pub(super) fn wide(&self) -> impl Iterator<Item = &Group> {
        self.sentences.iter().chain(&self.around).chain([&self.near])
    }
}

/// The other figures of the sentence of a figure, and of the one before it.
pub(super) fn beside(corpus: &Corpus, index: &Index, at: At) -> Group {
    let passages = &corpus.document(at).passages;
    let here = passages.partition_point(|p| p.span.start <= corpus.claim(at).span.start).saturating_sub(1) as u32;
    let of = |passage| figures_of(Place { document: at.document, passage }, index).take(MOST);
    Group { all: (here.saturating_sub(1)..=here).flat_map(of).filter(|one| *one != at).collect(), ..Group::default() }
}

fn neighbours(index: &Index, place: Place) -> Vec<At> {
    let last = index.last(place.document);
    let from = place.passage.saturating_sub(AROUND);
    let passages = from..=(place.passage + AROUND).min(last);
    passages.flat_map(|passage| figures_of(Place { passage, ..place }, index).take(MOST)).collect()
}

/// The numbers of figures, in order.
pub(super) fn numbers(corpus: &Corpus, group: &Group) -> Vec<Operand> {
    let mut found = Vec::with_capacity(group.all.len());
    for at in &group.all {
        let middle = at.document == group.document && group.middle.contains(&at.claim);
        let claim = corpus.claim(*at);
        let Value::Number(range) = &claim.value else { continue };
        let Some(unit) = unit(claim) else { continue };
        let ends = match claim.form {
            Form::Ends => [range.min, range.max],
            _ => [range.middle().or(range.min).or(range.max), None],
        };
        found.extend(ends.into_iter().flatten().map(|value| Operand { at: *at, value, unit, middle }));
    }
    found
}

impl Operand {
    /// Whether both are numbers of the same thing. A large bare number beside an amount of money is money: "3.7 billion kronor, against
    /// 3.4 billion".
    pub(super) fn with(&self, other: &Self) -> bool {
        let money = |one: &Self, other: &Self| one.is_bare_amount() && Units::built_in().is_money(other.unit);
        self.unit == other.unit || money(self, other) || money(other, self)
    }

    /// Whether it is a bare number so large that it may be an amount of money.
    pub(super) fn is_bare_amount(&self) -> bool {
        self.unit == 0 && self.value.abs() >= Number::from(BARE)
    }
}

/// What a figure is a number of; `None` where it is no number of anything.
pub(super) fn unit(claim: &Claim) -> Option<u64> {
    match claim.kind {
        ClaimKind::COUNT => Some(0),
        ClaimKind::FIGURE => Some(claim.attribute),
        _ => None,
    }
}
