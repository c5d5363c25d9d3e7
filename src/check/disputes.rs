//! Which documents contradict each other about a group, so that no further rule says so.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What has been found of one group: in each dispute, the side that each document takes.
#[derive(Debug, Default)]
pub(super) struct Disputes(Vec<BTreeMap<u32, Taken>>);

/// The side that a document takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taken {
    One(usize),
    /// The document contradicts itself, and so everybody.
    Several,
}

impl Disputes {
    /// Adds one, by the documents of its sides.
    pub(super) fn add(&mut self, sides: impl IntoIterator<Item = Vec<u32>>) {
        let mut taken = BTreeMap::new();
        for (side, documents) in sides.into_iter().enumerate() {
            for document in documents {
                match taken.entry(document) {
                    Entry::Vacant(entry) => {
                        entry.insert(Taken::One(side));
                    }
                    Entry::Occupied(mut entry) if *entry.get() != Taken::One(side) => {
                        entry.insert(Taken::Several);
                    }
                    Entry::Occupied(_) => {}
                }
            }
        }
        self.0.push(taken);
    }

    /// Whether two documents, or one with itself, stand on different sides of one.
    pub(super) fn divide(&self, one: u32, other: u32) -> bool {
        self.0.iter().any(|taken| match (taken.get(&one), taken.get(&other)) {
            (Some(a), Some(b)) => *a == Taken::Several || *b == Taken::Several || a != b,
            _ => false,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Disputes;

    #[test]
    fn documents_on_different_sides_are_divided() {
        let mut disputes = Disputes::default();
        disputes.add([vec![0, 1, 3], vec![2, 3]]);
        for (one, other, divided) in
            [(0, 1, false), (0, 2, true), (2, 1, true), (0, 0, false), (3, 3, true), (3, 0, true), (0, 4, false)]
        {
            assert_eq!(disputes.divide(one, other), divided, "{one} {other}");
        }
    }
}
