//! Figures that are about the same thing, as groups: what clashes in one of them is one finding.

use crate::check::At;
use std::collections::{BTreeMap, BTreeSet};

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
