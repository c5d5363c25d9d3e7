//! The sentences of all sources by what they are about: an inverted index, rarest words first.

use super::super::Corpus;
use crate::claim::Passage;
use rustc_hash::FxHashMap;

/// Words that stand in more sentences than this say too little to look for.
const TOO_COMMON: usize = 2_000;
/// So many places of a sentence's words are looked up, the rarest words first: copies of one text by the hundred have all words in common,
/// and each of them would be looked up in all others.
const MOST_LOOKED: usize = 2_000;
/// How many sentences a draft's sentence is compared with.
const CANDIDATES: usize = 16;

/// A source's sentence: document and index in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in crate::check) struct Place {
    pub(in crate::check) document: u32,
    pub(in crate::check) passage: u32,
}

/// A source's sentence that a draft's sentence may have been written from.
#[derive(Debug, Clone, Copy)]
pub(in crate::check) struct Candidate {
    pub(in crate::check) place: Place,
    /// The share of the draft sentence's content, by weight, that the source's sentence has too.
    pub(in crate::check) coverage: f64,
    /// The share of both sentences' content that they have in common.
    pub(in crate::check) overlap: f64,
}

pub(in crate::check) struct Index<'a> {
    corpus: Corpus<'a>,
    places: Vec<Place>,
    postings: FxHashMap<u32, Vec<u32>>,
}

impl<'a> Index<'a> {
    /// Indexes the sentences of the documents that `wanted` picks.
    pub(in crate::check) fn new(corpus: Corpus<'a>, wanted: impl Fn(u32) -> bool) -> Self {
        let mut index = Self { corpus, places: Vec::new(), postings: FxHashMap::default() };
        for (document, read) in corpus.read.iter().enumerate().filter(|(d, _)| wanted(*d as u32)) {
            for (passage, p) in read.passages.iter().enumerate() {
                let at = index.places.len() as u32;
                index.places.push(Place { document: document as u32, passage: passage as u32 });
                for (hash, _) in &p.features {
                    index.postings.entry(*hash).or_default().push(at);
                }
            }
        }
        index
    }

    /// All places, in order.
    pub(in crate::check) fn places(&self) -> &[Place] {
        &self.places
    }

    pub(in crate::check) fn passage(&self, place: Place) -> &'a Passage {
        &self.corpus.read[place.document as usize].passages[place.passage as usize]
    }

    /// The last sentence of a document.
    pub(in crate::check) fn last(&self, document: u32) -> u32 {
        (self.corpus.read[document as usize].passages.len() as u32).saturating_sub(1)
    }

    /// How much a word tells, from 1 (in one sentence or none) down to 0.1 (in all).
    pub(in crate::check) fn rarity(&self, hash: u32) -> f64 {
        let all = self.places.len() as f64;
        let with = self.postings.get(&hash).map_or(0, Vec::len).max(1) as f64;
        (1.0 - with.ln() / (all + 2.0).ln()).max(0.1)
    }

    /// The share of a sentence's content, by weight, that some source has too.
    pub(in crate::check) fn known(&self, passage: &Passage) -> f64 {
        let weight = |(hash, weight): &(u32, u8)| f64::from(*weight) * self.rarity(*hash);
        let known = passage.features.iter().filter(|(hash, _)| self.postings.contains_key(hash));
        known.map(weight).sum::<f64>() / self.weight(passage).max(1e-9)
    }

    fn weight(&self, passage: &Passage) -> f64 {
        passage.features.iter().map(|(h, w)| f64::from(*w) * self.rarity(*h)).sum()
    }

    /// The sentences that share most with this one, best first.
    pub(in crate::check) fn candidates(&self, passage: &Passage, scratch: &mut Scratch) -> Vec<Candidate> {
        scratch.scores.resize(self.places.len(), 0.0);
        let rare = |list: &&Vec<u32>| list.len() <= TOO_COMMON.max(self.places.len() / 50);
        let listed = |(hash, weight): &(u32, u8)| {
            let list = self.postings.get(hash).filter(rare)?;
            Some((f64::from(*weight) * self.rarity(*hash), list))
        };
        let mut lists: Vec<(f64, &Vec<u32>)> = passage.features.iter().filter_map(listed).collect();
        let cut = lists.iter().map(|(_, list)| list.len()).sum::<usize>() > MOST_LOOKED;
        if cut {
            lists.sort_by_key(|(_, list)| list.len());
            let mut looked = 0;
            lists.retain(|(_, list)| {
                looked += list.len();
                looked <= MOST_LOOKED || looked == list.len()
            });
        }
        for (gain, list) in lists {
            for at in list {
                if scratch.scores[*at as usize] == 0.0 {
                    scratch.touched.push(*at);
                }
                scratch.scores[*at as usize] += gain;
            }
        }
        let order = |a: &(f64, u32), b: &(f64, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        // Of copies by the hundred nearly all fall behind those that are kept already.
        let mut best: Vec<(f64, u32)> = Vec::with_capacity(CANDIDATES + 1);
        for at in scratch.touched.drain(..) {
            let here = (std::mem::take(&mut scratch.scores[at as usize]), at);
            if best.len() < CANDIDATES || best.last().is_some_and(|last| order(&here, last).is_lt()) {
                best.insert(best.partition_point(|kept| order(kept, &here).is_lt()), here);
                best.truncate(CANDIDATES);
            }
        }
        if cut {
            let rare = |hash: &u32| self.postings.get(hash).is_some_and(|list| rare(&list));
            for (shared, at) in &mut best {
                let theirs = &self.passage(self.places[*at as usize]).features;
                let has = |hash: &u32| theirs.binary_search_by_key(hash, |(h, _)| *h).is_ok();
                let both = passage.features.iter().filter(|(hash, _)| rare(hash) && has(hash));
                *shared = both.map(|(hash, weight)| f64::from(*weight) * self.rarity(*hash)).sum();
            }
            best.sort_unstable_by(order);
        }
        let own = self.weight(passage).max(1e-9);
        let candidate = |(shared, at): (f64, u32)| {
            let place = self.places[at as usize];
            let other = self.weight(self.passage(place));
            Candidate { place, coverage: shared / own, overlap: shared / (own + other - shared).max(1e-9) }
        };
        best.into_iter().map(candidate).collect()
    }
}

/// Memory that is used again for each sentence.
#[derive(Default)]
pub(in crate::check) struct Scratch {
    scores: Vec<f64>,
    touched: Vec<u32>,
}
