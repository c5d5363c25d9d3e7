//! What a text is about as a whole: its names, and the values that it gives.

use super::is_held;
use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind};
use crate::clause::{Key, Keys, Lead, Name};
use crate::value::{Number, Value};
use rustc_hash::{FxHashMap, FxHasher};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

/// So many names make two documents tell of one matter.
const JOINED: usize = 2;
/// … or one, if both begin with it and share so many nouns there.
const LEAD_NOUNS: usize = 3;
/// So many names of a document are looked at: those of its first sentences say what it is about.
const MOST_NAMES: usize = 24;
/// A text is held against so many others as a whole: of one event there are a few accounts, and of what thousands of texts tell alike none.
const MOST_PARTNERS: usize = 8;
/// A word that more documents have in a name says nothing of what they are about.
const MOST_NAMING: usize = 256;
/// So many figures of one value are looked up in all documents.
const MOST_EVERYWHERE: usize = 4;
/// So many figures of one value are kept for a document.
const MOST_ALIKE: usize = 8;

/// The matters of all peers.
pub(in super::super) struct Matter<'a> {
    /// By document: its first names, each once.
    names: Vec<Vec<&'a Name>>,
    /// By document: its title and first sentences.
    leads: Vec<&'a Lead>,
    /// By document: the words and the things of these names, in order.
    named: Vec<Keys>,
    /// By document: the values of its first exact figures, in order.
    exact: Vec<Box<[u64]>>,
    /// By document and noun: the value of what is counted, where the document counts it once.
    sole: FxHashMap<(u32, Key), Option<u64>>,
    /// Kind and value of each figure, as a hash, and the figure. In order.
    values: Vec<(u64, At)>,
}

impl<'a> Matter<'a> {
    /// Of all peers, the first of each text.
    pub(in super::super) fn of_peers(corpus: &Corpus<'a>) -> Self {
        Self::new(corpus, |document| is_held(corpus, document))
    }

    /// Of the documents that `wanted` picks.
    fn new(corpus: &Corpus<'a>, wanted: impl Fn(u32) -> bool) -> Self {
        let mut matter = Self {
            names: Vec::with_capacity(corpus.read.len()),
            leads: Vec::new(),
            named: Vec::new(),
            exact: Vec::new(),
            sole: FxHashMap::default(),
            values: Vec::new(),
        };
        for (document, read) in (0..).zip(corpus.read) {
            let mut names: Vec<&Name> = Vec::new();
            let mut exact = BTreeSet::new();
            if wanted(document) {
                let others = read.abouts.iter().flatten().flat_map(|a| &a.names).map(|(_, name)| name);
                for name in read.lead.names.iter().chain(others) {
                    if names.len() == MOST_NAMES {
                        break;
                    }
                    if !names.iter().any(|n| n.fits(name)) {
                        names.push(name);
                    }
                }
                for (claim, n) in
                    read.claims.iter().skip(read.first_figure as usize).zip(read.first_figure..).take(read.abouts.len())
                {
                    if exact.len() < MOST_EXACT && is_telling(claim) {
                        exact.insert(value_of(claim));
                    }
                    matter.values.push((value_of(claim), At { document, claim: n }));
                    let about = read.abouts.get((n - read.first_figure) as usize).and_then(Option::as_deref);
                    for key in about.filter(|_| claim.kind == ClaimKind::COUNT).iter().flat_map(|a| a.head.iter()) {
                        let sole = matter.sole.entry((document, key)).or_insert(Some(value_of(claim)));
                        *sole = sole.filter(|value| *value == value_of(claim));
                    }
                }
            }
            matter.leads.push(&read.lead);
            let keys = names.iter().flat_map(|name| name.words.iter().chain(name.entity));
            matter.named.push(Keys::new(keys.collect()));
            matter.names.push(names);
            matter.exact.push(exact.into_iter().collect());
        }
        matter.values.sort_unstable();
        matter
    }

    /// Whether the names of two documents have a word in common.
    pub(super) fn share_a_word(&self, one: u32, other: u32) -> bool {
        let both = self.named.get(one as usize).zip(self.named.get(other as usize));
        both.is_some_and(|(a, b)| a.meets(b))
    }

    /// Documents, of those that `wanted` picks, whose names have most words in common, two by two: the smaller number first.
    pub(super) fn partners(&self, wanted: impl Fn(u32) -> bool) -> BTreeSet<(u32, u32)> {
        let mut naming: FxHashMap<Key, Vec<u32>> = FxHashMap::default();
        for (document, named) in (0..).zip(&self.named).filter(|(document, _)| wanted(*document)) {
            named.iter().for_each(|key| naming.entry(key).or_default().push(document));
        }
        let mut partners = BTreeSet::new();
        for (document, named) in (0..).zip(&self.named).filter(|(document, _)| wanted(*document)) {
            let mut shared: FxHashMap<u32, usize> = FxHashMap::default();
            let documents = named.iter().filter_map(|key| naming.get(&key)).filter(|all| all.len() <= MOST_NAMING);
            documents.flatten().filter(|other| **other != document).for_each(|other| *shared.entry(*other).or_default() += 1);
            let mut shared: Vec<(Reverse<usize>, u32)> =
                shared.into_iter().map(|(other, words)| (Reverse(words), other)).collect();
            shared.sort_unstable();
            let nearest = shared.into_iter().take(MOST_PARTNERS);
            partners.extend(nearest.map(|(_, other)| (document.min(other), document.max(other))));
        }
        partners
    }

    /// Whether two documents tell of one matter: they share two names at least, or a name and
    /// several exact figures, or begin alike.
    fn joins(&self, one: u32, other: u32) -> bool {
        // Nearly all documents have no word of a name in common.
        if one == other || !self.share_a_word(one, other) {
            return false;
        }
        let shared = self.names_of(one).iter().filter(|n| self.names_of(other).iter().any(|o| n.fits(o)));
        let shared = shared.take(JOINED).count();
        let figures = || match (self.exact.get(one as usize), self.exact.get(other as usize)) {
            (Some(a), Some(b)) => a.iter().filter(|value| b.binary_search(value).is_ok()).count(),
            _ => 0,
        };
        shared >= JOINED || shared > 0 && (figures() >= JOINED || self.lead_alike(one, other))
    }

    /// Whether two documents begin with one name and with the same nouns.
    fn lead_alike(&self, one: u32, other: u32) -> bool {
        let (Some(a), Some(b)) = (self.leads.get(one as usize), self.leads.get(other as usize)) else { return false };
        a.nouns.iter().filter(|key| b.nouns.has(*key)).count() >= LEAD_NOUNS && self.begin_with_one_name(one, other)
    }

    /// Whether a name stands in the titles or first sentences of both.
    pub(super) fn begin_with_one_name(&self, one: u32, other: u32) -> bool {
        let leads = self.leads.get(one as usize).zip(self.leads.get(other as usize));
        leads.is_some_and(|(a, b)| a.names.iter().any(|n| b.names.iter().any(|o| n.fits(o))))
    }

    /// The first names of a document.
    fn names_of(&self, document: u32) -> &[&'a Name] {
        self.names.get(document as usize).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first figures of all documents that give the value of this one.
    pub(super) fn everywhere(&self, claim: &Claim) -> impl Iterator<Item = At> {
        let value = value_of(claim);
        let first = self.values.partition_point(|(key, _)| *key < value);
        self.values[first..].iter().take_while(move |(key, _)| *key == value).take(MOST_EVERYWHERE).map(|(_, at)| *at)
    }

    /// Whether a document gives one value only of what this count counts.
    pub(super) fn is_sole(&self, document: u32, head: &Keys) -> bool {
        !head.is_empty() && head.iter().all(|key| self.sole.get(&(document, key)).is_some_and(Option::is_some))
    }

    /// The first figures of a document that give the value of this one.
    pub(super) fn alike(&self, claim: &Claim, document: u32) -> impl Iterator<Item = At> {
        let value = value_of(claim);
        let first = self.values.partition_point(|given| *given < (value, At { document, claim: 0 }));
        let of = self.values[first..].iter().take_while(move |(key, at)| *key == value && at.document == document);
        of.take(MOST_ALIKE).map(|(_, at)| *at)
    }
}

/// Which documents tell of one matter with a document, as long as the same one is asked about.
#[derive(Default)]
pub(in super::super) struct Joined {
    document: u32,
    with: FxHashMap<u32, bool>,
}

impl Joined {
    /// As [`Matter::joins`].
    pub(in super::super) fn joins(&mut self, matter: &Matter, one: u32, other: u32) -> bool {
        if self.document != one {
            self.document = one;
            self.with.clear();
        }
        *self.with.entry(other).or_insert_with(|| matter.joins(one, other))
    }
}

/// Which figures of a document say that it gives their value.
#[derive(Debug, Default)]
pub(in super::super) struct Given(FxHashMap<u64, usize>);

impl Given {
    /// Whether the next figure of the document is one of them.
    pub(in super::super) fn has(&mut self, figure: &Claim) -> bool {
        let of_value = self.0.entry(value_of(figure)).or_default();
        *of_value += 1;
        *of_value <= MOST_ALIKE
    }
}

/// Whether a figure is no small number, which many texts have.
fn is_telling(claim: &Claim) -> bool {
    let least = |range: &crate::value::Range| range.is_exact().is_some_and(|n| n.abs() >= Number::from(TELLING));
    matches!(&claim.value, Value::Number(range) if least(range))
}

/// Figures below this one stand in many texts.
const TELLING: i64 = 10;
/// So many exact figures of a document are looked at.
const MOST_EXACT: usize = 64;

/// Equal for figures of one kind and value.
pub(super) fn value_of(claim: &Claim) -> u64 {
    let mut hasher = FxHasher::default();
    let unit = if claim.kind == ClaimKind::FIGURE { claim.attribute } else { 0 };
    (claim.kind, unit).hash(&mut hasher);
    match &claim.value {
        Value::Number(range) => range.hash(&mut hasher),
        Value::Days(days) => days.hash(&mut hasher),
        Value::Text(text) => text.hash(&mut hasher),
        Value::Members(_) => {}
    }
    hasher.finish()
}
