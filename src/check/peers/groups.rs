//! What is about the same thing, as groups: what clashes in one of them is one finding.

use crate::check::sides::Stand;
use crate::check::{At, Corpus};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Remarks or lists that are one, and the places at which those that clash differ.
#[derive(Default)]
pub(super) struct Differing {
    pub(super) groups: Groups,
    shown: BTreeMap<At, Span>,
}

impl Differing {
    /// Joins two that differ in these places.
    pub(super) fn clash(&mut self, (one, other): (At, At), (here, there): (Span, Span)) {
        self.groups.join(one, other, false);
        self.shown.entry(one).or_insert(here);
        self.shown.entry(other).or_insert(there);
    }

    /// For each group the places that differ, wherever their texts are printed; one that only repeats another adds nothing to it.
    pub(super) fn stands(&self, corpus: &Corpus) -> Vec<Vec<Stand>> {
        let first = |at: At| At { document: corpus.reprints.first(at.document), ..at };
        let stand = |at: At| {
            let span = *self.shown.get(&first(at))?;
            Some(Stand { document: at.document, span, says: corpus.naming.text(at.document, span).to_owned() })
        };
        let group = |group: Vec<At>| corpus.reprints.everywhere(&group).into_iter().filter_map(stand).collect();
        self.groups.clashing().into_iter().map(group).collect()
    }
}

/// Figures that are about the same thing, joined pair by pair.
#[derive(Default)]
pub(in super::super) struct Groups {
    /// The figure that stands for a group, or one nearer to it.
    of: BTreeMap<At, At>,
    clash: BTreeSet<At>,
}

impl Groups {
    fn root(&self, at: At) -> At {
        let mut root = at;
        while let Some(next) = self.of.get(&root).filter(|next| **next != root) {
            root = *next;
        }
        root
    }

    /// Joins the groups of two figures.
    pub(in super::super) fn join(&mut self, one: At, other: At, meets: bool) {
        let (a, b) = (self.root(one), self.root(other));
        // The way from both is short the next time.
        self.of.extend([(one, a), (other, b)]);
        self.of.insert(a.max(b), a.min(b));
        self.of.entry(a.min(b)).or_insert(a.min(b));
        if !meets {
            self.clash.extend([one, other]);
        }
    }

    /// The groups in which two clash, by their first figure.
    pub(in super::super) fn clashing(&self) -> Vec<Vec<At>> {
        let mut groups: BTreeMap<At, Vec<At>> = BTreeMap::new();
        for at in self.of.keys() {
            groups.entry(self.root(*at)).or_default().push(*at);
        }
        let clashes = |group: &Vec<At>| group.iter().any(|at| self.clash.contains(at));
        groups.into_values().filter(clashes).collect()
    }
}
