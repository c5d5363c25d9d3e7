//! Two names of the sources in one: the first name of one person with the surname of another, which no source has together: "Jonas Thorsen"
//! of "Jonas Maes" and "Emil Thorsen".

use super::super::{Corpus, Role};
use super::wording::{Difference, Matched};
use crate::claim::{Marks, Word};
use crate::clause::{Key, name_word};
use crate::lexicon::id_hash;
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// A full name where it stands, and its first and last word.
#[derive(Debug, Clone, Copy)]
struct Full {
    document: u32,
    first: (Key, Span),
    last: (Key, Span),
}

/// The full names of the sources.
#[derive(Debug, Default)]
pub(super) struct FullNames {
    /// Words of names that stand together, the earlier one first.
    together: FxHashSet<(Key, Key)>,
    /// The names that a word begins, and those that it ends, in order.
    by_first: FxHashMap<Key, Vec<Full>>,
    by_last: FxHashMap<Key, Vec<Full>>,
    /// Words that stand alone: they may be the first names of a family.
    alone: FxHashSet<Key>,
    /// The texts in which somebody marries, and may take another name.
    marry: FxHashSet<u32>,
    /// The full names of two words in each draft.
    drafts: FxHashMap<u32, FxHashSet<(Key, Key)>>,
}

/// The concept of marrying.
const MARRY: u32 = Key::of(id_hash("marry")).0;
/// A name has no more words.
const MOST_WORDS: usize = 5;
/// So many places of one name are looked at: what stands there is much the same in more.
const MOST_PLACES: usize = 256;

impl FullNames {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let of = |role: Role| (0..).zip(corpus.read).filter(move |(_, read)| read.role == role);
        let mut all = Self::default();
        for (document, read) in of(Role::Draft) {
            let full = names(corpus, document, &read.wording.words).filter_map(full).map(|[first, last]| (first.0, last.0));
            all.drafts.insert(document, full.collect());
        }
        let drafted = all.drafts.values().any(|full| !full.is_empty());
        for (document, read) in of(Role::Source).filter(|_| drafted) {
            if read.wording.words.iter().any(|word| word.key == MARRY) {
                all.marry.insert(document);
            }
            for name in names(corpus, document, &read.wording.words) {
                if name.len() > MOST_WORDS {
                    continue;
                }
                for (n, one) in name.iter().enumerate() {
                    all.together.extend(name[n + 1..].iter().map(|other| (one.0, other.0)));
                }
                let (Some(first), Some(last)) = (name.first().copied(), name.last().copied()) else { continue };
                if name.len() == 1 {
                    all.alone.insert(first.0);
                    continue;
                }
                let full = Full { document, first, last };
                for places in [all.by_first.entry(first.0).or_default(), all.by_last.entry(last.0).or_default()] {
                    if places.len() < MOST_PLACES {
                        places.push(full);
                    }
                }
            }
        }
        all
    }

    /// The names of a draft's sentence that are made of two of the sources'.
    pub(super) fn mixed(&self, corpus: &Corpus, matched: &Matched) -> Vec<Difference> {
        let words = corpus.read[matched.document as usize].wording.of(&matched.passage.words);
        let mixed = names(corpus, matched.document, words).filter_map(full).filter_map(|[first, last]| {
            let meant = self.meant(corpus, matched, first, last)?;
            let source = meant.first.1.to(meant.last.1);
            Some(Difference { draft: (matched.document, vec![first.1.to(last.1)]), source: (meant.document, vec![source]) })
        });
        mixed.collect()
    }

    /// The name of the sources that is meant: the one in the sentence that is most like the draft's, and of the surname if none is there.
    fn meant(&self, corpus: &Corpus, matched: &Matched, first: (Key, Span), last: (Key, Span)) -> Option<Full> {
        let apart = !self.together.contains(&(first.0, last.0)) && !self.together.contains(&(last.0, first.0));
        let (others, theirs) = (self.by_first.get(&first.0)?, self.by_last.get(&last.0)?);
        let marries = || others.iter().chain(theirs).any(|full| self.marry.contains(&full.document));
        if !apart || self.alone.contains(&first.0) || marries() {
            return None;
        }
        let text = |document: u32, span: Span| corpus.naming.text(document, span).to_lowercase();
        let own = text(matched.document, first.1);
        let short = |full: &Full| {
            let other = text(full.document, full.first.1);
            own.starts_with(&other) || other.starts_with(&own)
        };
        // A draft that names both may tell of a third: "Anna Holm", "Erik Berg" and "the prosecutor Anna Berg".
        let pairs = self.drafts.get(&matched.document)?;
        let named = |of: &[Full]| of.iter().any(|full| pairs.contains(&(full.first.0, full.last.0)));
        if theirs.iter().any(short) || named(others) && named(theirs) {
            return None;
        }
        let within = |full: &&Full| {
            let rank = matched.candidates.iter().position(|c| {
                let span = corpus.read[c.place.document as usize].passages[c.place.passage as usize].span;
                c.place.document == full.document && span.start <= full.first.1.start && full.last.1.end <= span.end
            });
            rank.unwrap_or(usize::MAX)
        };
        theirs.iter().chain(others).min_by_key(within).copied()
    }
}

/// The first and the last word of a name of two.
fn full(name: Vec<(Key, Span)>) -> Option<[(Key, Span); 2]> {
    name.try_into().ok()
}

/// The names of some words, word by word: words with a capital that no lexicon and no gazetteer knows, with nothing between them.
fn names<'a>(corpus: &'a Corpus<'_>, document: u32, words: &'a [Word]) -> impl Iterator<Item = Vec<(Key, Span)>> + 'a {
    let is_name = |word: &Word| word.marks.has(Marks::CAPITAL) && word.marks.has(Marks::UNKNOWN) && !word.marks.has(Marks::UPPER);
    let goes_on = move |one: &Word, other: &Word| {
        is_name(one)
            && is_name(other)
            && !other.marks.has(Marks::STARTS)
            && matches!(corpus.naming.text(document, Span { start: one.span().end, end: other.at }), " " | "-")
    };
    let keyed = move |word: &Word| (name_word(corpus.naming.text(document, word.span())), word.span());
    let runs = words.chunk_by(goes_on).filter(move |run| run.iter().all(is_name));
    runs.map(move |run| run.iter().map(keyed).collect())
}
