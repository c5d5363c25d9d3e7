//! The figures of all sentences, in short, as they are held against each other.

use super::agreed::{is_sure, says_much};
use super::counterparts::digits;
use super::decide::Why;
use super::matter::value_of;
use crate::check::about::{Agreement, Gist, Slot};
use crate::check::align::{Index, figures_of};
use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind, Form};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// A figure whose words tell what it is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Figure {
    pub(super) at: At,
    /// Kind and unit, as a hash.
    measure: u32,
    value: u64,
    /// Two texts on one matter have it in common for a reason.
    says_much: bool,
    /// A day that has no counterpart but itself: it happens again and again.
    again: bool,
    /// Its digits, where another's may be a slip for them.
    pub(super) digits: Option<u64>,
    gist: Gist,
}

impl Figure {
    fn new(at: At, claim: &Claim, gist: Gist) -> Self {
        let again = claim.kind == ClaimKind::DATE && claim.form != Form::Open && !gist.once;
        Self {
            at,
            measure: measure(claim),
            value: value_of(claim),
            says_much: is_sure(claim) || says_much(claim),
            again,
            digits: digits(claim),
            gist,
        }
    }

    /// Whether both measure in one way: units of one dimension, counts, days.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.measure == other.measure && self.at != other.at
    }

    /// Why two that measure in one way are not about one thing for certain, where that is plain.
    pub(super) fn apart(&self, other: &Self) -> Option<Why> {
        let within = self.at.document == other.at.document;
        if !within && self.says_much && self.value == other.value {
            return None;
        }
        if let Some(slot) = self.gist.apart(&other.gist, within) {
            return Some(Why::Slot(slot, Agreement::Apart));
        }
        let again = self.again && !within && self.value != other.value;
        again.then_some(Why::Slot(Slot::Predicate, Agreement::Unknown))
    }
}

/// Kind and unit, as a hash.
pub(super) fn measure(claim: &Claim) -> u32 {
    let mut hasher = FxHasher::default();
    (claim.kind, if claim.kind == ClaimKind::FIGURE { claim.attribute } else { 0 }).hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}

/// The figures of the sentences of an index, by the sentence's number there. What a table's row says is told by no words.
pub(super) struct Figures {
    all: Vec<Figure>,
    /// By sentence: where its figures end.
    ends: Vec<u32>,
    /// By document: where its figures end.
    documents: Vec<u32>,
}

impl Figures {
    pub(super) fn new(corpus: &Corpus, index: &Index) -> Self {
        let mut figures = Self { all: Vec::new(), ends: Vec::with_capacity(index.places().len()), documents: Vec::new() };
        for place in index.places() {
            let documents = (place.document as usize + 1).max(figures.documents.len());
            figures.documents.resize(documents, figures.all.len() as u32);
            figures.all.extend(figures_of(*place, index).filter_map(|at| {
                let (claim, about) = (corpus.claim(at), corpus.about(at)?);
                let counts = matches!(claim.kind, ClaimKind::COUNT | ClaimKind::ORDINAL);
                Some(Figure::new(at, claim, Gist::of(about, counts)))
            }));
            figures.ends.push(figures.all.len() as u32);
            figures.documents[place.document as usize] = figures.all.len() as u32;
        }
        figures
    }

    /// The figures of a document.
    pub(super) fn of_document(&self, document: u32) -> impl Iterator<Item = &Figure> {
        let end = |n: u32| self.documents.get(n as usize).map_or(0, |end| *end as usize);
        let range = document.checked_sub(1).map_or(0, end)..end(document);
        self.all.get(range).unwrap_or_default().iter()
    }

    pub(super) fn of(&self, sentence: u32) -> &[Figure] {
        let end = |n: u32| self.ends.get(n as usize).map_or(0, |end| *end as usize);
        self.all.get(sentence.checked_sub(1).map_or(0, end)..end(sentence)).unwrap_or_default()
    }
}
