//! Aligned sentences: of two texts on one matter, two sentences that are each other's best match, with one figure of the kind in each.
//! Copies that were put in other words, and translations, look like this.

use super::decide::{Pair, is_length_of_time};
use super::figures::Figure;
use crate::check::about::{Agreement, Fit, Slot};
use crate::check::align::{Index, shared as shared_features};
use crate::check::{At, Corpus};
use crate::claim::{ClaimKind, Form};
use crate::clause::{About, Flags};
use rustc_hash::FxHashMap;

/// Two sentences that share so many words that say something, names and figures among them, tell of one thing.
const ANCHORS: usize = 4;

/// By a sentence's number: those that share most with it in their documents, and enough. Looked up as they are asked for.
pub(super) struct Best<'i> {
    index: &'i Index<'i>,
    of: FxHashMap<u32, Box<[u32]>>,
}

impl<'i> Best<'i> {
    pub(super) fn new(index: &'i Index) -> Self {
        Self { index, of: FxHashMap::default() }
    }

    /// Whether two sentences are each other's best match. `like` gives the sentences that share most with one.
    pub(super) fn aligns(&mut self, one: u32, other: u32, like: &mut impl FnMut(u32) -> Vec<u32>) -> bool {
        self.is_best(one, other, like) && self.is_best(other, one, like)
    }

    fn is_best(&mut self, here: u32, there: u32, like: &mut impl FnMut(u32) -> Vec<u32>) -> bool {
        let index = self.index;
        self.of.entry(here).or_insert_with(|| best_of(index, here, &like(here))).contains(&there)
    }
}

/// Of the sentences that are like `here`, the best one of each document, where it shares enough.
fn best_of(index: &Index, here: u32, like: &[u32]) -> Box<[u32]> {
    let document = |number: u32| index.places()[number as usize].document;
    let mut of: FxHashMap<u32, (usize, Option<u32>)> = FxHashMap::default();
    for there in like.iter().copied().filter(|there| document(*there) != document(here)) {
        let shared = shared_features(index.passage_of(here), index.passage_of(there));
        let best = of.entry(document(there)).or_default();
        if shared > best.0 {
            *best = (shared, Some(there));
        } else if shared == best.0 {
            best.1 = None;
        }
    }
    of.into_values().filter(|(shared, _)| *shared >= ANCHORS).filter_map(|(_, there)| there).collect()
}

/// Whether the figures of two aligned sentences are about one thing: nothing keeps them apart.
pub(super) fn by_alignment(pair: &Pair, fit: &Fit) -> bool {
    let state = |about: &About| about.flags.has(Flags::STATE);
    let closed = [Slot::Scope, Slot::Marker].iter().all(|slot| fit.is_same(*slot))
        && [Slot::Period, Slot::Modifiers].iter().all(|slot| fit.is_closed(*slot));
    let told = match pair.a.kind {
        // "105 countries were present" is no state of what the sentence names beside them.
        ClaimKind::COUNT => fit.is_same(Slot::Head) && !state(pair.x) && !state(pair.y),
        ClaimKind::DATE => pair.x.once && pair.y.once && pair.x.verb.meets(&pair.y.verb),
        ClaimKind::FIGURE => !is_length_of_time(pair.a),
        _ => false,
    };
    // "More than 500" and "some 420" may both be meant as about so many.
    let plain = pair.a.form == Form::Plain && pair.b.form == Form::Plain;
    plain && pair.joined && closed && told && fit.of(Slot::Referent) != Agreement::Apart
}

/// Whether a figure is the only one of its kind and noun among those of its sentence.
pub(super) fn is_only(corpus: &Corpus, at: At, all: &[Figure]) -> bool {
    let claim = corpus.claim(at);
    let like = |other: &Figure| {
        let there = corpus.claim(other.at);
        let noun = || corpus.about(at).zip(corpus.about(other.at)).is_none_or(|(x, y)| x.head.meets(&y.head));
        other.at != at
            && there.kind == claim.kind
            && if claim.kind == ClaimKind::COUNT { noun() } else { there.attribute == claim.attribute }
    };
    !all.iter().any(like)
}
