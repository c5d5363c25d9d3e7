//! A name of a draft that no source has, in a place where the sentence of the sources that tells the same has another one, which the draft has
//! nowhere: "opens in Hedby" for "opens in Torpa".
//!
//! A name that the sources have for something else is not asked for: the town that a place lies in may stand for it.

use super::super::{Corpus, Role};
use super::around::{In, around};
use super::index::Candidate;
use super::wording::{Difference, Matched, words};
use super::words::{By, same};
use crate::claim::{Marks, Word};
use crate::clause::{Key, name_word};
use crate::entity::skeleton;
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// A source's sentence has so much of the draft's. (Swept with 0.3 and 0.4, when names that the sources have elsewhere were asked for, too: 39 and
/// 32 wrong drafts were found, and seven true ones of 1,077 warned of either way.)
const COVERED: f64 = 0.3;
/// The share of the words around the draft's name that stand around the other, near ones counting more (swept so, with 0.35 and 0.45: 39 and 37
/// found, seven and six warned of), and how many they are.
const ALIKE: f64 = 0.35;
const LEAST_ALIKE: usize = 2;

/// What the drafts name, as far as the sources have it.
#[derive(Debug, Default)]
pub(super) struct Renamed {
    /// Words and meanings of the drafts' names that the sources have.
    told: FxHashSet<u32>,
    /// The same without the ending of a genitive.
    named: FxHashSet<Key>,
    /// All words of each draft that names something.
    used: FxHashMap<u32, FxHashSet<Key>>,
}

impl Renamed {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let of = |role: Role| (0..).zip(corpus.read).filter(move |(_, read)| read.role == role);
        let key = |document: u32, word: &Word| name_word(corpus.naming.text(document, word.span()));
        let mut all = Self::default();
        let (mut wanted, mut keys): (FxHashSet<u32>, FxHashSet<Key>) = Default::default();
        for (document, read) in of(Role::Draft) {
            let names: Vec<&Word> = read.wording.words.iter().filter(|word| is_name(word)).collect();
            if names.is_empty() {
                continue;
            }
            all.used.insert(document, read.wording.words.iter().map(|word| key(document, word)).collect());
            wanted.extend(names.iter().flat_map(|word| [word.exact, word.key]));
            keys.extend(names.iter().map(|word| key(document, word)));
        }
        wanted.remove(&0);
        for (document, read) in of(Role::Source).filter(|_| !wanted.is_empty()) {
            for word in &read.wording.words {
                all.told.extend([word.exact, word.key].iter().filter(|hash| wanted.contains(hash)));
                if word.marks.has(Marks::CAPITAL) {
                    all.named.extend(Some(key(document, word)).filter(|key| keys.contains(key)));
                }
            }
        }
        all
    }

    /// The names of a draft's sentence that stand in the place of others.
    pub(super) fn found(&self, corpus: &Corpus, matched: &Matched) -> Vec<Difference> {
        let own = corpus.read[matched.document as usize].wording.of(&matched.passage.words);
        let Some(used) = self.used.get(&matched.document) else { return Vec::new() };
        let told = |word: &Word| {
            let key = name_word(corpus.naming.text(matched.document, word.span()));
            self.named.contains(&key) || [word.exact, word.key].iter().any(|hash| self.told.contains(hash))
        };
        let names = names(own).into_iter().filter(|name| !own[name.clone()].iter().any(told));
        names.filter_map(|name| other(corpus, matched, used, (own, &name))).collect()
    }
}

/// The name that the sources have in the place of this one.
fn other(corpus: &Corpus, matched: &Matched, used: &FxHashSet<Key>, (own, name): In) -> Option<Difference> {
    let lang = |document: u32| &corpus.read[document as usize].lang;
    // What a translator calls a thing may be another name.
    let near = |c: &&Candidate| c.coverage >= COVERED && lang(c.place.document) == lang(matched.document);
    let mut found: Vec<(f64, Difference)> = Vec::new();
    for candidate in matched.candidates.iter().filter(near) {
        let document = candidate.place.document;
        let (theirs, _) = words(corpus, candidate.place);
        for other in names(theirs) {
            let text = |word: &Word| corpus.naming.text(document, word.span());
            let form = begins_alike(corpus.naming.text(matched.document, own[name.start].span()), text(&theirs[other.start]));
            let both = theirs[other.clone()].iter().any(|word| used.contains(&name_word(text(word))));
            if form || both || may_hold(&own[name.clone()], &theirs[other.clone()]) || !beside((own, name), (theirs, &other)) {
                continue;
            }
            let difference =
                Difference { draft: (matched.document, vec![whole(own, name)]), source: (document, vec![whole(theirs, &other)]) };
            let around = around((own, name), (theirs, &other));
            found.extend((around.same >= LEAST_ALIKE && !around.apart).then_some((around.share, difference)));
        }
    }
    found.sort_by(|one, other| other.0.total_cmp(&one.0));
    let second = found.get(1).map_or(0.0, |other| other.0);
    found.into_iter().next().filter(|(share, _)| *share >= ALIKE && *share > second).map(|(_, difference)| difference)
}

/// Whether the draft's name is that of a known place, and the other is not known: it may lie there ("in Texas" for "in Dallas").
fn may_hold(name: &[Word], other: &[Word]) -> bool {
    let known = |words: &[Word]| words.iter().any(|word| word.marks.has(Marks::NAMED));
    known(name) && !known(other)
}

fn whole(words: &[Word], name: &Range<usize>) -> Span {
    words[name.start].span().to(words[name.end - 1].span())
}

/// Names that begin alike may be one: "Robert" and "Rob", "Müller" and "Muller".
fn begins_alike(one: &str, other: &str) -> bool {
    skeleton(one).chars().take(2).eq(skeleton(other).chars().take(2))
}

fn before((words, name): In<'_>) -> Option<&Word> {
    name.start.checked_sub(1).and_then(|at| words.get(at))
}

/// Whether the word right before two names, or right behind them, is the same.
fn beside(one: In, other: In) -> bool {
    let same = |a: Option<&Word>, b: Option<&Word>| a.zip(b).is_some_and(|(a, b)| same(a, b, By::Meaning));
    same(before(one), before(other)) || same(one.0.get(one.1.end), other.0.get(other.1.end))
}

/// Whether a word may be one of a name: what begins a sentence is only if a gazetteer knows it.
fn is_name(word: &Word) -> bool {
    word.marks.has(Marks::CAPITAL)
        && !word.marks.has(Marks::UPPER)
        && !word.marks.has(Marks::FIGURE)
        && (word.key != 0 && !word.marks.has(Marks::STARTS) || word.marks.has(Marks::NAMED))
}

/// The names of a sentence: words of names in a row, with no mark between them.
fn names(words: &[Word]) -> Vec<Range<usize>> {
    let mut all: Vec<Range<usize>> = Vec::new();
    for at in (0..words.len()).filter(|at| is_name(&words[*at])) {
        match all.last_mut().filter(|name| name.end == at && !words[at].marks.has(Marks::CLAUSE)) {
            Some(name) => name.end = at + 1,
            None => all.push(at..at + 1),
        }
    }
    all
}
