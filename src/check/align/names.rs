//! Names of a draft that no source has: one letter away from a name that they have and the draft does not ("Meridith", "Meredith"), or one half
//! of a name whose other half they have with another one.

use super::super::Corpus;
use super::wording::{Difference, Matched, words};
use crate::check::{Role, unsourced};
use crate::claim::{Marks, Word};
use rustc_hash::{FxHashSet, FxHasher};
use std::cmp::Reverse;
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// Shorter names come too near to one another; what is longer is no name.
const LEAST_LETTERS: usize = 5;
const MOST_LETTERS: usize = 40;
/// From here on a name needs nothing beside it that is the same.
const LONG: usize = 8;
/// A sentence of a source that is so much alike speaks of the same person.
const ALIKE: f64 = 0.45;
/// So many places of one name of the sources are looked at: what stands beside it is much the same in more.
const MOST_PLACES: usize = 256;

/// The names of the drafts that no source has, and those of the sources that may be meant: looked up once for all drafts.
#[derive(Default)]
pub(super) struct Names {
    /// The words of drafts that may be misspelt names: documents and indices of words, each name of a draft where it stands first.
    unknown: Vec<(u32, u32)>,
    /// The names of the sources: hash, document, and index of the word.
    known: Vec<(u32, u32, u32)>,
    /// What is left of a name of the sources without any one of its letters, or without none, and the name, as hashes.
    near: Vec<(u32, u32)>,
}

impl Names {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let of = |role: Role| (0..).zip(corpus.read).filter(move |(_, read)| read.role == role);
        let mut names = Self::default();
        for (document, read) in of(Role::Draft) {
            names.unknown.extend(candidates(&read.wording.words).map(|i| (document, i)));
        }
        let exact = |(document, i): (u32, u32)| corpus.read[document as usize].wording.words[i as usize].exact;
        let mut absent: FxHashSet<u32> = names.unknown.iter().map(|at| exact(*at)).collect();
        for word in of(Role::Source).flat_map(|(_, read)| &read.wording.words) {
            if absent.is_empty() {
                return Self::default();
            }
            absent.remove(&word.exact);
        }
        names.unknown.retain(|at| absent.contains(&exact(*at)));
        for (document, read) in of(Role::Source) {
            let named = read.wording.words.iter().zip(0..).filter(|(word, _)| is_name(word));
            names.known.extend(named.map(|(word, i)| (word.exact, document, i)));
        }
        names.known.sort_unstable();
        for first in names.known.chunk_by(|one, other| one.0 == other.0).filter_map(<[_]>::first) {
            names.near.extend(shortened(spelled(corpus, *first)).map(|left| (left, first.0)));
        }
        names.near.sort_unstable();
        names
    }

    /// The words of a draft that are in no source: indices, in order.
    fn unknown_in(&self, document: u32) -> impl Iterator<Item = u32> {
        let from = self.unknown.partition_point(|at| at.0 < document);
        self.unknown[from..].iter().take_while(move |at| at.0 == document).map(|at| at.1)
    }

    /// The places of each name of the sources that a name may have been meant for.
    fn slips_for(&self, corpus: &Corpus, written: &str) -> Vec<&[(u32, u32, u32)]> {
        let places = |exact: u32| {
            let from = self.known.partition_point(|known| known.0 < exact);
            let all = self.known[from..].iter().take_while(|known| known.0 == exact).take(MOST_PLACES).count();
            &self.known[from..from + all]
        };
        let near = shortened(written).flat_map(|left| {
            let from = self.near.partition_point(|near| near.0 < left);
            self.near[from..].iter().take_while(move |near| near.0 == left).map(|near| near.1)
        });
        let mut near: Vec<u32> = near.collect();
        near.sort_unstable();
        near.dedup();
        let slip = |of: &&[(u32, u32, u32)]| of.first().is_some_and(|at| is_slip(written, spelled(corpus, *at)));
        near.into_iter().map(places).filter(slip).collect()
    }
}

/// A name of the sources as it is written in a place.
fn spelled<'a>(corpus: &Corpus<'a>, (_, document, i): (u32, u32, u32)) -> &'a str {
    corpus.naming.text(document, corpus.read[document as usize].wording.words[i as usize].span())
}

/// The words that may be names, each name where it stands first: capitalised, unknown to lexicon and gazetteer. Indices, in order.
fn candidates(words: &[Word]) -> impl Iterator<Item = u32> {
    let plain: FxHashSet<u32> = words.iter().filter(|w| !w.marks.has(Marks::CAPITAL)).map(|w| w.exact).collect();
    let next_capital = |i: usize| words.get(i + 1).is_some_and(|n| n.marks.has(Marks::CAPITAL) && !n.marks.has(Marks::STARTS));
    let mut seen = FxHashSet::default();
    let first = words.iter().enumerate().filter(move |(i, word)| {
        let placed = is_name(word) && (!word.marks.has(Marks::STARTS) || next_capital(*i));
        placed && !plain.contains(&word.exact) && seen.insert(word.exact)
    });
    first.map(|(i, _)| i as u32)
}

fn is_name(word: &Word) -> bool {
    word.marks.has(Marks::CAPITAL)
        && word.marks.has(Marks::UNKNOWN)
        && !word.marks.has(Marks::UPPER)
        && (LEAST_LETTERS..=MOST_LETTERS).contains(&(word.len as usize))
}

/// Hashes of a name in lower case, whole and without each of its letters: two names one edit apart have one in common.
fn shortened(name: &str) -> impl Iterator<Item = u32> {
    let letters: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    (0..=letters.len()).map(move |without| {
        let mut hasher = FxHasher::default();
        letters.iter().enumerate().filter(|(i, _)| *i != without).for_each(|(_, letter)| letter.hash(&mut hasher));
        hasher.finish() as u32
    })
}

/// A draft, as far as its names are asked for.
pub(super) struct Draft {
    unknown: Vec<u32>,
    /// All words that it has, as hashes.
    used: FxHashSet<u32>,
}

impl Draft {
    pub(super) fn new(corpus: &Corpus, names: &Names, document: u32) -> Self {
        let unknown: Vec<u32> = names.unknown_in(document).collect();
        let words = corpus.read[document as usize].wording.words.iter().filter(|_| !unknown.is_empty());
        let used = words.map(|w| w.exact).collect();
        Self { unknown, used }
    }

    /// The words among these that may be misspelt names.
    pub(super) fn unknown(&self, words: &Range<u32>) -> &[u32] {
        let at = |word: u32| self.unknown.partition_point(|i| *i < word);
        &self.unknown[at(words.start)..at(words.end).max(at(words.start))]
    }
}

/// The misspelt names of a draft's sentence.
pub(super) fn misspelt(corpus: &Corpus, names: &Names, matched: &Matched, draft: &Draft) -> Vec<Difference> {
    let read = &corpus.read[matched.document as usize];
    let here = draft.unknown(&matched.passage.words).iter().map(|i| *i as usize);
    here.filter_map(|at| {
        let word = &read.wording.words[at];
        let written = corpus.naming.text(matched.document, word.span());
        // The surest one; among equals the one that was read first.
        let mut best: Option<(u8, Reverse<(u32, u32)>)> = None;
        let slips =
            names.slips_for(corpus, written).into_iter().filter(|of| of.first().is_some_and(|n| !draft.used.contains(&n.0)));
        for (_, document, i) in slips.flatten().copied() {
            let source = &corpus.read[document as usize];
            let name = spelled(corpus, (0, document, i));
            let beside = beside(&read.wording.words, at, &source.wording.words, i as usize);
            let alike = || {
                matched.candidates.iter().any(|c| {
                    let range = &corpus.read[c.place.document as usize].passages[c.place.passage as usize].words;
                    c.place.document == document && c.coverage >= ALIKE && range.contains(&i)
                })
            };
            let long = || word.len as usize >= LONG && inside(written, name) && read.lang == source.lang;
            let sure = if beside {
                3
            } else if read.lang == source.lang && alike() {
                2
            } else {
                u8::from(long())
            };
            if sure > 0 {
                best = best.max(Some((sure, Reverse((document, i)))));
            }
        }
        let half = || half_of(corpus, matched, draft, at);
        let (document, i) = best.map(|(_, Reverse(place))| place).or_else(half)?;
        let other = corpus.read[document as usize].wording.words[i as usize].span();
        Some(Difference { draft: (matched.document, vec![word.span()]), source: (document, vec![other]) })
    })
    .collect()
}

/// The other half of a full name, where the sentences of the sources that tell of this one have a name with the one half, and always the
/// same other, which the draft has nowhere: "Fiona Garrick" for "Fiona Garrett". It begins with the same letter, as names that are mixed up
/// do; a first name is one of a few letters' difference, as a surname is that of a family.
fn half_of(corpus: &Corpus, matched: &Matched, draft: &Draft, at: usize) -> Option<(u32, u32)> {
    let own = &corpus.read[matched.document as usize].wording.words;
    let written = corpus.naming.text(matched.document, own[at].span()).to_lowercase();
    let capital = |w: &&Word| w.marks.has(Marks::CAPITAL) && w.key != 0;
    let first = at.checked_sub(1).map(|i| &own[i]).filter(capital).filter(|w| !w.marks.has(Marks::CLAUSE));
    let last = own.get(at + 1).filter(capital).filter(|_| first.is_none());
    let mut other: Option<(u32, u32)> = None;
    // What a translator makes of a name is no slip.
    let one_language = |document: u32| corpus.read[document as usize].lang == corpus.read[matched.document as usize].lang;
    let told = matched.candidates.iter().filter(|c| c.coverage >= unsourced::TOLD && one_language(c.place.document));
    for (document, i) in told.flat_map(|c| words(corpus, c.place).1.map(move |i| (c.place.document, i))) {
        let theirs = &corpus.read[document as usize].wording.words;
        let here = theirs[i as usize];
        // What begins a sentence in both may be a title.
        let named = |own: &Word, other: &Word| {
            own.exact == other.exact && !(own.marks.has(Marks::STARTS) && other.marks.has(Marks::STARTS))
        };
        let beside = if let Some(first) = first {
            i.checked_sub(1).is_some_and(|b| named(first, &theirs[b as usize]))
        } else {
            last.zip(theirs.get(i as usize + 1)).is_some_and(|(last, other)| named(last, other))
        };
        if !beside || !here.marks.has(Marks::CAPITAL) {
            continue;
        }
        let name = spelled(corpus, (0, document, i)).to_lowercase();
        let alike = name.chars().next() == written.chars().next() && (first.is_some() || is_variant(&name, &written));
        // What is one edit away is a slip or another way to write it.
        let form = name.starts_with(&written) || written.starts_with(&name) || strsim::osa_distance(&name, &written) == 1;
        let one = other.is_none_or(|(d, n)| corpus.read[d as usize].wording.words[n as usize].exact == here.exact);
        if !is_name(&here) || draft.used.contains(&here.exact) || !alike || form || !one {
            return None;
        }
        other = other.or(Some((document, i)));
    }
    other
}

/// Two first names so many letters apart are heard as one.
const HEARD_AS_ONE: usize = 2;

fn is_variant(one: &str, other: &str) -> bool {
    strsim::osa_distance(one, other) <= HEARD_AS_ONE
}

/// Whether the word before or after is the same capitalised word in both: the rest of a full name.
fn beside(own: &[Word], at: usize, others: &[Word], i: usize) -> bool {
    let same = |a: Option<&Word>, b: Option<&Word>| {
        a.zip(b).is_some_and(|(a, b)| a.exact == b.exact && a.marks.has(Marks::CAPITAL) && a.key != 0)
    };
    let before = |words: &'_ [Word], i: usize| i.checked_sub(1).and_then(|b| words.get(b)).copied();
    same(before(own, at).as_ref(), before(others, i).as_ref()) || same(own.get(at + 1), others.get(i + 1))
}

/// Whether two names are one edit apart, other than by an ending (genitives, plurals), an accent or a way to write another script.
fn is_slip(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let first = |w: &str| w.chars().next();
    let ending = one.starts_with(&other) || other.starts_with(&one);
    if ending || first(&one) != first(&other) || strsim::osa_distance(&one, &other) != 1 {
        return false;
    }
    let (x, y): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = x.iter().zip(&y).take_while(|(mine, theirs)| mine == theirs).count();
    let (mine, theirs) = (x.get(same).copied().unwrap_or(' '), y.get(same).copied().unwrap_or(' '));
    let glide = |c: char| matches!(c, 'i' | 'j' | 'y');
    let accent = x.len() == y.len() && (!mine.is_ascii() || !theirs.is_ascii());
    let transliterated =
        if x.len() == y.len() { glide(mine) && glide(theirs) } else { glide(mine) && same + 2 >= x.len().max(y.len()) };
    !accent && !transliterated
}

/// Whether the two end in the same two letters: the slip is inside the word, no other form of it.
fn inside(one: &str, other: &str) -> bool {
    let end = |w: &str| w.to_lowercase().chars().rev().take(2).collect::<Vec<_>>();
    end(one) == end(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_one_edit_apart_have_a_shortened_form_in_common() {
        for (one, other, near) in [
            ("Meridith", "Meredith", true),
            ("Lindqvsit", "Lindqvist", true),
            ("Andersson", "ANDERSON", true),
            ("Åkerblom", "åkerblom", true),
            ("Holmberg", "Holmgren", false),
        ] {
            assert_eq!(shortened(one).any(|left| shortened(other).any(|l| l == left)), near, "{one} / {other}");
        }
    }

    #[test]
    fn a_slip_is_one_edit_inside_a_name() {
        for (one, other, slip) in [
            ("Meridith", "Meredith", true),
            ("Lindqvsit", "Lindqvist", true),
            ("Andersson", "Anderson", true),
            ("Bergs", "Berg", false),
            ("Müller", "Muller", false),
            ("Zelensky", "Zelenskyy", false),
            ("Sergei", "Sergej", false),
            ("Karin", "Marin", false),
            ("Holmberg", "Holmgren", false),
        ] {
            assert_eq!(is_slip(one, other), slip, "{one} / {other}");
        }
    }
}
