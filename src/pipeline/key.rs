//! What a text is known by from one run to the next: a hash of all that it is read by.

use super::{Engine, cache::Text, folder, readings::By};
use crate::{check::Role, source::Document};
use rayon::prelude::*;
use sha2::{Digest as _, Sha256};

/// The hash of all that a text is read by.
pub(super) type Key = [u8; 32];

/// The program that reads: its code, its rules and its words.
const BUILT_FROM: &str = env!("FACTLINT_BUILT_FROM");

impl Engine {
    /// The sources among documents, as a cache knows them: those that are the first of their text.
    pub(super) fn sources(&self, documents: &[Document], firsts: &[usize], by: &(dyn Fn(usize) -> By + Sync)) -> Vec<Text> {
        let text = |number: usize| {
            let (document, by) = (documents.get(number)?, by(number));
            let source = by.role == Role::Source && firsts.get(number) == Some(&number);
            let key = if source { self.key(document, &by)? } else { return None };
            Some(Text { number, key, bytes: document.text.len(), most: by.share.most(document, by.role) })
        };
        (0..documents.len()).into_par_iter().filter_map(text).collect()
    }

    /// What a document is known by: the program, the packs, the language and the role that it is read in, its folder (what is told of one
    /// project only is of that), and what [`is_one_text`](super::readings::is_one_text) looks at. Not in it is what its claims may take of memory:
    /// that is another for each number of texts, and changes what is read of few of them.
    fn key(&self, document: &Document, by: &By) -> Option<Key> {
        let date = document.meta.date.map(|date| date.to_string());
        let known = (&document.meta.facts, document.is_facts(), &document.blocks, &document.lost);
        let rest = (BUILT_FROM, &self.packs.digest, &by.lang, by.role, folder(document), date, known);
        let rest = postcard::to_stdvec(&rest).ok()?;
        let mut hash = Sha256::new();
        // What is hashed has its length before it, so that no two documents give the same bytes.
        for part in [&rest, document.text.as_bytes(), document.raw.as_bytes()] {
            hash.update((part.len() as u64).to_le_bytes());
            hash.update(part);
        }
        Some(hash.finalize().into())
    }
}
