//! Reprints: documents that have one text word for word, as an archive has of what an agency sent to all. What is read of the first of them
//! is read of all.

use super::readings::{By, is_one_text};
use crate::source::Document;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;

/// By document: the number of the first one of its text that is read by the same; its own, for most.
pub(super) fn firsts(documents: &[Document], by: &[By]) -> Vec<usize> {
    let mut known: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let first = |(n, (document, of)): (usize, (&Document, &By))| {
        let alike = known.entry(FxBuildHasher.hash_one((&document.text, document.meta.date))).or_default();
        let same = |m: &&usize| by[**m] == *of && is_one_text(&documents[**m], document);
        alike.iter().find(same).copied().unwrap_or_else(|| {
            alike.push(n);
            n
        })
    };
    documents.iter().zip(by).enumerate().map(first).collect()
}
