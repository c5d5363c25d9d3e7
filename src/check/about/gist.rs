//! What of an about is enough to see that another cannot be one with it: most pairs are told apart by this, before their keys are looked at.

use super::{Agreement::Apart, GOVERNS, Slot, marker, scope};
use crate::clause::{About, Flags, Key, Marker, Modality};

/// An about in short. Keys are kept as a few bits: two sets without a common bit have no common key.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Gist {
    head: u64,
    quantity: u64,
    /// Of the names that govern it.
    named: u64,
    modality: Modality,
    marker: Marker,
    meant: Flags,
    pub(in super::super) once: bool,
}

impl Gist {
    /// The gist of an about; `counts` where it is that of a count.
    pub(in super::super) fn of(about: &About, counts: bool) -> Self {
        let named = about.named(GOVERNS).map(|n| n.words.bits() | n.entity.map_or(0, Key::bit));
        Self {
            head: if counts { about.head.bits() } else { 0 },
            quantity: about.quantity.bits(),
            named: named.fold(0, |all, bits| all | bits),
            modality: about.modality,
            marker: about.marker,
            meant: about.flags.meant(),
            once: about.once,
        }
    }

    /// A slot that is apart for certain.
    pub(in super::super) fn apart(&self, other: &Self, within: bool) -> Option<Slot> {
        let disjoint = |one: u64, other: u64| one != 0 && other != 0 && one & other == 0;
        if scope(self.modality, other.modality, within) == Apart {
            Some(Slot::Scope)
        } else if self.meant != other.meant {
            Some(Slot::Meant)
        } else if marker(self.marker, other.marker) == Apart {
            Some(Slot::Marker)
        } else if disjoint(self.head, other.head) && self.quantity & other.quantity == 0 {
            Some(Slot::Head)
        } else if disjoint(self.named, other.named) && !(self.once && other.once) {
            Some(Slot::Referent)
        } else {
            None
        }
    }
}
