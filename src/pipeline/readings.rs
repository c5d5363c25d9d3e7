//! What was read of documents, kept for the next check of the same ones: an editor's draft changes with each key, its sources do not.

use super::{cache::Cache, reading::Share};
use crate::{
    check::{Read, Role},
    source::Document,
    store::StoreError,
};
use std::{path::PathBuf, sync::Arc};

/// The claims of documents that were read before.
#[derive(Debug, Default)]
pub struct Readings {
    kept: Vec<Kept>,
    /// Where those of sources are kept for other runs.
    pub(super) cache: Option<Cache>,
}

/// A document, what it was read by, and its claims.
#[derive(Debug)]
struct Kept {
    document: Document,
    by: By,
    read: Arc<Read>,
}

/// What a document is read by.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct By {
    /// The language that it is read in; none where no pack reads it.
    pub(super) lang: Option<String>,
    pub(super) role: Role,
    pub(super) share: Share,
}

impl Readings {
    /// Nothing yet, but what is kept in a folder of the sources that other runs read. What is read of sources goes there, too; it need not
    /// be there.
    #[must_use]
    pub fn in_folder(folder: PathBuf) -> Self {
        Self { cache: Some(Cache::new(folder)), ..Self::default() }
    }

    /// Why nothing more is kept in that folder, if something could not be written.
    #[must_use]
    pub fn problem(&self) -> Option<&StoreError> {
        self.cache.as_ref()?.problem.as_ref()
    }

    /// The claims of a document, if it was read by the same: they are taken out.
    pub(super) fn take(&mut self, document: &Document, by: &By) -> Option<Arc<Read>> {
        let at = self.kept.iter().position(|kept| kept.by == *by && is_same(&kept.document, document))?;
        Some(self.kept.swap_remove(at).read)
    }

    /// Keeps the claims of a document.
    pub(super) fn keep(&mut self, document: &Document, by: By, read: Arc<Read>) {
        self.kept.push(Kept { document: document.clone(), by, read });
    }

    /// Forgets all documents but these.
    pub fn only<'a>(&mut self, documents: &(impl Iterator<Item = &'a Document> + Clone)) {
        self.kept.retain(|kept| documents.clone().any(|document| is_same(&kept.document, document)));
    }

    /// How many documents' claims are kept.
    #[must_use]
    pub fn len(&self) -> usize {
        self.kept.len()
    }

    /// Whether none are.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }
}

/// Whether the same is read in two documents.
fn is_same(one: &Document, other: &Document) -> bool {
    one.name == other.name && one.meta == other.meta && is_one_text(one, other)
}

/// Whether two documents claim the same, wherever they stand, if they are read by the same.
pub(super) fn is_one_text(one: &Document, other: &Document) -> bool {
    let known = one.meta.date == other.meta.date && one.meta.facts == other.meta.facts && one.is_facts() == other.is_facts();
    let text = equal(&one.text, &other.text) && equal(&one.raw, &other.raw);
    known && text && one.blocks == other.blocks && one.lost == other.lost
}

fn equal(one: &Arc<str>, other: &Arc<str>) -> bool {
    Arc::ptr_eq(one, other) || one == other
}
