//! Documents of one text word for word are one voice: the first of them is held against others, and what is found of it is told of all.

use super::{At, Read};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// Which documents are reprints of which. Those of one text share what was read of it.
#[derive(Debug, Default)]
pub(super) struct Reprints {
    /// By document: the first of its text.
    firsts: Vec<u32>,
    /// The others of a text, by its first document.
    others: FxHashMap<u32, Vec<u32>>,
}

impl Reprints {
    pub(super) fn new(all: &[Arc<Read>]) -> Self {
        let mut reprints = Self { firsts: Vec::with_capacity(all.len()), others: FxHashMap::default() };
        let mut known: FxHashMap<*const Read, u32> = FxHashMap::default();
        for (read, document) in all.iter().zip(0..) {
            let first = *known.entry(Arc::as_ptr(read)).or_insert(document);
            if first != document {
                reprints.others.entry(first).or_default().push(document);
            }
            reprints.firsts.push(first);
        }
        reprints
    }

    /// The first document that has the text of this one.
    pub(super) fn first(&self, document: u32) -> u32 {
        self.firsts.get(document as usize).copied().unwrap_or(document)
    }

    /// Whether no document before this one has its text.
    pub(super) fn is_first(&self, document: u32) -> bool {
        self.first(document) == document
    }

    /// These claims wherever their texts are printed, in order.
    pub(super) fn everywhere(&self, claims: &[At]) -> Vec<At> {
        let mut all = claims.to_vec();
        for at in claims {
            let others = self.others.get(&at.document).into_iter().flatten();
            all.extend(others.map(|document| At { document: *document, ..*at }));
        }
        all.sort_unstable();
        all
    }
}
