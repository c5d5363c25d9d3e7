//! Figures by what they are about: a name of the sentence or of the text, with what is counted or measured. Of two texts on one matter,
//! two sentences in other words, or in two languages, share few words; but they name the same thing and measure the same of it.

use super::matter::Matter;
use crate::check::align::{Index, Place, figures_of};
use crate::check::{Corpus, Role};
use crate::claim::{Claim, ClaimKind};
use crate::clause::{About, Key, Keys, Name};
use rustc_hash::FxHasher;
use std::hash::{Hash, Hasher};

/// So many names of a sentence are looked at, and so many of the text, the first ones.
const NAMES: usize = 4;
/// So many places under a key are held against one of them: those that stand next to it in the order of documents.
const NEAREST: usize = 8;

/// Sentences by the keys of their figures.
pub(super) struct Keyed {
    /// Key, and index of a sentence that has it; in order, each once.
    by_key: Vec<(u32, u32)>,
    places: Vec<Place>,
}

impl Keyed {
    pub(super) fn new(corpus: &Corpus, index: &Index, matter: &Matter) -> Self {
        let mut keyed = Self { by_key: Vec::new(), places: Vec::new() };
        for place in index.places().iter().copied().filter(|p| corpus.read[p.document as usize].role == Role::Peer) {
            let at = keyed.places.len() as u32;
            let before = keyed.by_key.len();
            keys(corpus, index, matter, place, |key| keyed.by_key.push((key, at)));
            if keyed.by_key.len() > before {
                keyed.places.push(place);
            }
        }
        keyed.by_key.sort_unstable();
        keyed.by_key.dedup();
        keyed
    }

    /// Sentences of other documents that share a key with this one.
    pub(super) fn like(&self, corpus: &Corpus, index: &Index, matter: &Matter, here: Place) -> Vec<Place> {
        let Ok(own) = self.places.binary_search(&here) else { return Vec::new() };
        let mut like = Vec::new();
        keys(corpus, index, matter, here, |key| {
            let at = self.by_key.partition_point(|entry| *entry < (key, own as u32));
            let before = self.by_key[..at].iter().rev().take_while(|(k, _)| *k == key).take(NEAREST);
            let after = self.by_key[at..].iter().take_while(|(k, _)| *k == key).take(NEAREST + 1);
            like.extend(before.chain(after).map(|(_, at)| self.places[*at as usize]).filter(|p| p.document != here.document));
        });
        like.sort_unstable();
        like.dedup();
        like
    }
}

/// Tells the keys of the figures of a sentence.
fn keys(corpus: &Corpus, index: &Index, matter: &Matter, place: Place, mut tell: impl FnMut(u32)) {
    for at in figures_of(place, index) {
        let Some(about) = corpus.about(at) else { continue };
        let claim = corpus.claim(at);
        let own = about.names.iter().map(|(_, name)| name).take(NAMES);
        for name in own.chain(matter.names_of(at.document).iter().copied().take(NAMES)) {
            for word in words(name) {
                whats(claim, about, |what| tell(hash(claim, word, what)));
            }
        }
    }
}

fn words(name: &Name) -> impl Iterator<Item = Key> {
    name.words.iter().chain(name.entity)
}

/// What is counted, measured, or happened.
fn whats(claim: &Claim, about: &About, mut tell: impl FnMut(Key)) {
    let first = |of: &[&Keys], tell: &mut dyn FnMut(Key)| {
        if let Some(keys) = of.iter().find(|keys| !keys.is_empty()) {
            keys.iter().for_each(tell);
        }
    };
    match claim.kind {
        ClaimKind::COUNT | ClaimKind::ORDINAL => {
            about.head.iter().for_each(&mut tell);
            about.quantity.iter().for_each(&mut tell);
        }
        ClaimKind::DATE => about.verb.iter().for_each(&mut tell),
        _ => first(&[&about.quantity, &about.container, &about.verb, &about.subject], &mut tell),
    }
}

fn hash(claim: &Claim, name: Key, what: Key) -> u32 {
    let mut hasher = FxHasher::default();
    let unit = if claim.kind == ClaimKind::FIGURE { claim.attribute } else { 0 };
    (claim.kind, unit, name, what).hash(&mut hasher);
    Key::of(hasher.finish()).0
}
