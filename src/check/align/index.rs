//! The sentences of all sources by what they are about: an inverted index, rarest words first.

use super::super::Corpus;
use crate::claim::Passage;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;

/// Words that stand in more sentences than this say too little to look for.
const TOO_COMMON: usize = 2_000;
/// So many places of a sentence's words are looked up, the rarest words first: copies of one text by the hundred have all words in common,
/// and each of them would be looked up in all others.
const MOST_LOOKED: usize = 2_000;
/// How many sentences a draft's sentence is compared with.
const CANDIDATES: usize = 16;

/// A source's sentence: document and index in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(in super::super) struct Place {
    pub(in super::super) document: u32,
    pub(in super::super) passage: u32,
}

/// A source's sentence that a draft's sentence may have been written from.
#[derive(Debug, Clone, Copy)]
pub(in super::super) struct Candidate {
    pub(in super::super) place: Place,
    /// The share of the draft sentence's content, by weight, that the source's sentence has too.
    pub(in super::super) coverage: f64,
    /// The share of both sentences' content that they have in common.
    pub(in super::super) overlap: f64,
}

/// A word of the index.
#[derive(Debug, Clone, Copy)]
struct Indexed {
    /// Where its sentences stand among the postings.
    first: u32,
    end: u32,
    /// How much it tells.
    rarity: f64,
}

/// A sentence by its number in the index, and the weight of what it shares with another.
type Shares = (f64, u32);

pub(in super::super) struct Index<'a> {
    corpus: Corpus<'a>,
    places: Vec<Place>,
    words: FxHashMap<u32, Indexed>,
    /// The numbers of sentences, word by word.
    postings: Vec<u32>,
}

impl<'a> Index<'a> {
    /// Indexes the sentences of the documents that `wanted` picks.
    pub(in super::super) fn new(corpus: Corpus<'a>, wanted: impl Fn(u32) -> bool) -> Self {
        let mut index = Self { corpus, places: Vec::new(), words: FxHashMap::default(), postings: Vec::new() };
        for (document, read) in (0..).zip(corpus.read).filter(|(d, _)| wanted(*d)) {
            index.places.extend((0..read.passages.len() as u32).map(|passage| Place { document, passage }));
            for (hash, _) in read.passages.iter().flat_map(|p| &p.features) {
                index.words.entry(*hash).or_insert(Indexed { first: 0, end: 0, rarity: 1.0 }).end += 1;
            }
        }
        // Each word has room for as many sentences as it stands in, and is filled from the front.
        let (all, mut first) = (index.places.len() as f64, 0);
        for word in index.words.values_mut() {
            let with = word.end;
            let rarity = (1.0 - f64::from(with).ln() / (all + 2.0).ln()).max(0.1);
            *word = Indexed { first, end: first, rarity };
            first += with;
        }
        index.postings.resize(first as usize, 0);
        for (at, place) in (0..).zip(&index.places) {
            for (hash, _) in &index.passage(*place).features {
                if let Some(word) = index.words.get_mut(hash) {
                    index.postings[word.end as usize] = at;
                    word.end += 1;
                }
            }
        }
        index
    }

    /// All places, in order.
    pub(in super::super) fn places(&self) -> &[Place] {
        &self.places
    }

    pub(in super::super) fn passage(&self, place: Place) -> &'a Passage {
        &self.corpus.read[place.document as usize].passages[place.passage as usize]
    }

    /// The sentence of a number: that of its place among all places.
    pub(in super::super) fn passage_of(&self, number: u32) -> &'a Passage {
        self.passage(self.places[number as usize])
    }

    /// The number of a place.
    pub(in super::super) fn number(&self, place: Place) -> Option<u32> {
        self.places.binary_search(&place).ok().map(|at| at as u32)
    }

    /// The last sentence of a document.
    pub(in super::super) fn last(&self, document: u32) -> u32 {
        (self.corpus.read[document as usize].passages.len() as u32).saturating_sub(1)
    }

    /// How much a word tells, from 1 (in one sentence or none) down to 0.1 (in all).
    pub(in super::super) fn rarity(&self, hash: u32) -> f64 {
        self.words.get(&hash).map_or(1.0, |word| word.rarity)
    }

    /// The share of a sentence's content, by weight, that some source has too.
    pub(in super::super) fn known(&self, passage: &Passage) -> f64 {
        let weight = |(hash, weight): &(u32, u8)| f64::from(*weight) * self.rarity(*hash);
        let known = passage.features.iter().filter(|(hash, _)| self.words.contains_key(hash));
        known.map(weight).sum::<f64>() / self.weight(passage).max(1e-9)
    }

    fn weight(&self, passage: &Passage) -> f64 {
        passage.features.iter().map(|(h, w)| f64::from(*w) * self.rarity(*h)).sum()
    }

    /// The sentences of a word, unless there are too many to look for.
    fn listed(&self, hash: u32) -> Option<(f64, &[u32])> {
        let word = self.words.get(&hash)?;
        let list = &self.postings[word.first as usize..word.end as usize];
        (list.len() <= TOO_COMMON.max(self.places.len() / 50)).then_some((word.rarity, list))
    }

    /// The sentences that share most with this one, best first.
    pub(in super::super) fn candidates(&self, passage: &Passage, scratch: &mut Scratch) -> Vec<Candidate> {
        let Nearest { mut best, cut } = self.nearest(passage, scratch);
        if cut {
            for (shared, at) in &mut best {
                let theirs = &self.passage(self.places[*at as usize]).features;
                let has = |hash: &u32| theirs.binary_search_by_key(hash, |(h, _)| *h).is_ok();
                let both = passage.features.iter().filter(|(hash, _)| has(hash));
                *shared = both.filter_map(|(hash, weight)| Some(f64::from(*weight) * self.listed(*hash)?.0)).sum();
            }
            best.sort_unstable_by(by_share);
        }
        let own = self.weight(passage).max(1e-9);
        let candidate = |(shared, at): Shares| {
            let place = self.places[at as usize];
            let other = self.weight(self.passage(place));
            Candidate { place, coverage: shared / own, overlap: shared / (own + other - shared).max(1e-9) }
        };
        best.into_iter().map(candidate).collect()
    }

    /// The numbers of the sentences that share most with the one of this number.
    pub(in super::super) fn like(&self, number: u32, scratch: &mut Scratch) -> Vec<u32> {
        self.nearest(self.passage_of(number), scratch).best.into_iter().map(|(_, at)| at).collect()
    }

    fn nearest(&self, passage: &Passage, scratch: &mut Scratch) -> Nearest {
        scratch.scores.resize(self.places.len(), 0.0);
        let listed = |(hash, weight): &(u32, u8)| {
            let (rarity, list) = self.listed(*hash)?;
            Some((f64::from(*weight) * rarity, list))
        };
        let mut lists: Vec<(f64, &[u32])> = passage.features.iter().filter_map(listed).collect();
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
                let score = &mut scratch.scores[*at as usize];
                if *score == 0.0 {
                    scratch.touched.push(*at);
                }
                *score += gain;
            }
        }
        // Of copies by the hundred nearly all fall behind those that are kept already.
        let mut best: Vec<Shares> = Vec::with_capacity(CANDIDATES + 1);
        for at in scratch.touched.drain(..) {
            let here = (std::mem::take(&mut scratch.scores[at as usize]), at);
            if best.len() < CANDIDATES || best.last().is_some_and(|last| by_share(&here, last).is_lt()) {
                best.insert(best.partition_point(|kept| by_share(kept, &here).is_lt()), here);
                best.truncate(CANDIDATES);
            }
        }
        Nearest { best, cut }
    }
}

/// The sentences that share most with one.
struct Nearest {
    /// Best first.
    best: Vec<Shares>,
    /// Not all words were looked up: they may share more.
    cut: bool,
}

fn by_share(a: &Shares, b: &Shares) -> Ordering {
    b.0.total_cmp(&a.0).then(a.1.cmp(&b.1))
}

/// Memory that is used again for each sentence.
#[derive(Default)]
pub(in super::super) struct Scratch {
    scores: Vec<f64>,
    touched: Vec<u32>,
}

/// How many of the features of one sentence the other has.
pub(in super::super) fn shared(one: &Passage, other: &Passage) -> usize {
    let has = |hash: u32| other.features.binary_search_by_key(&hash, |(h, _)| *h).is_ok();
    one.features.iter().filter(|(hash, _)| has(*hash)).count()
}
