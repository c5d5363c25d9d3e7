//! All documents, each text read once. Reprints have one text word for word, as an archive has of what an agency sent to all: what is read of
//! the first of them is read of all.

use super::{
    Engine, Readings,
    cache::groups,
    folder,
    reading::{Keep, Share},
    readings::{By, is_one_text},
};
use crate::{
    check::{Read, Role},
    source::Document,
    text::Taggers,
};
use rayon::prelude::*;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::{hash::BuildHasher, sync::Arc};

impl Engine {
    /// Reads documents. What `readings` has is not read again, and what is read goes there.
    pub(super) fn read_all(
        &self,
        documents: &[Document],
        roles: &[Role],
        keep: Keep,
        mut readings: Option<&mut Readings>,
    ) -> Vec<Arc<Read>> {
        let lexicons = self.lexicons(documents);
        let lang = |n: usize| lexicons[n].map(|lexicon| &*lexicon.language);
        let firsts = firsts(documents, |m, n| lang(m) == lang(n) && roles[m] == roles[n]);
        // Each text takes its share of the memory once.
        let share = Share::of(firsts.iter().enumerate().filter(|(n, first)| n == *first).count(), keep);
        let by = |n: usize| By { lang: lang(n).map(str::to_owned), role: roles[n], share };
        let mut before = |n| readings.as_mut().and_then(|readings| readings.take(&documents[n], &by(n)));
        let mut before: Vec<Option<Arc<Read>>> = (0..documents.len()).map(&mut before).collect();
        // Who wants all claims reads them anew.
        let cache = readings.as_ref().and_then(|readings| readings.cache.as_ref()).filter(|_| keep == Keep::Compared);
        let texts = cache.map_or_else(Vec::new, |_| self.sources(documents, &firsts, &by));
        let groups = groups(&texts);
        let missing = cache.map_or_else(Vec::new, |cache| cache.find(&groups, &mut before));
        let own = |n: usize, taggers: &mut Taggers| {
            before[n].clone().unwrap_or_else(|| Arc::new(self.read(&documents[n], lexicons[n], roles[n], share, taggers)))
        };
        let all = || firsts.par_iter().enumerate();
        let read: Vec<Option<Arc<Read>>> =
            all().map_init(Taggers::default, |taggers, (n, first)| (n == *first).then(|| own(n, taggers))).collect();
        if let Some(cache) = readings.as_mut().and_then(|readings| readings.cache.as_mut()) {
            cache.keep(&missing, &read);
        }
        // What is told of one project only is another claim in another folder.
        let elsewhere = |n: usize, first: usize, read: &Read| {
            folder(&documents[n]) != folder(&documents[first]) && read.claims.iter().any(|claim| claim.kind.is_of_folder())
        };
        let read: Vec<Arc<Read>> = all()
            .map_init(Taggers::default, |taggers, (n, first)| match &read[*first] {
                Some(read) if n == *first || !elsewhere(n, *first, read) => Arc::clone(read),
                _ => own(n, taggers),
            })
            .collect();
        if let Some(readings) = readings {
            for (n, (document, read)) in documents.iter().zip(&read).enumerate() {
                readings.keep(document, by(n), Arc::clone(read));
            }
        }
        read
    }
}

/// By document: the number of the first one of its text that is `alike` in what it is read by; its own, for most.
fn firsts(documents: &[Document], alike: impl Fn(usize, usize) -> bool) -> Vec<usize> {
    let mut known: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let first = |(n, document): (usize, &Document)| {
        let of_text = known.entry(FxBuildHasher.hash_one((&document.text, document.meta.date))).or_default();
        let same = |m: &&usize| alike(**m, n) && is_one_text(&documents[**m], document);
        of_text.iter().find(same).copied().unwrap_or_else(|| {
            of_text.push(n);
            n
        })
    };
    documents.iter().enumerate().map(first).collect()
}
