//! A draft's quotes against the words of the sources: the same words may be fewer, in other capitals, joined from two places, with
//! an editor's words in brackets; they may not be others.

use super::super::{Corpus, speakers};
use super::index::Place;
use super::wording::{Difference, Matched, Says, span};
use super::words::{Alignment, By, align};
use crate::check::Role;
use crate::claim::{Marks, Passage, Quote, Word, Wording};
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// Shorter quotes are too easily said by others too.
const LEAST_WORDS: usize = 4;
/// The share of a quote's words that a source must have in order, so that it is the same quote: where the source quotes too,
/// and where it does not.
pub(in super::super) const SAME_QUOTE: f64 = 0.7;
const SAME_WORDS: f64 = 0.8;
/// So many words that mean something must be the same.
pub(in super::super) const LEAST_CONTENT: usize = 2;
/// More words than this in one place are other words, not a slip.
const MOST_IN_PLACE: usize = 4;
/// So many places that begin like a quote are looked at.
const MOST_PLACES: usize = 1_000;

/// Whether a passage quotes.
pub(super) fn any(wording: &Wording, passage: &Passage) -> bool {
    pieces(wording, passage).next().is_some()
}

/// The quotes of a passage, each as far as it stands there.
fn pieces<'a>(wording: &'a Wording, passage: &Passage) -> impl Iterator<Item = (&'a Quote, Range<u32>)> {
    let within = passage.words.clone();
    let from = wording.quotes.partition_point(|q| q.words.end <= within.start);
    let end = within.end;
    wording.quotes[from..]
        .iter()
        .take_while(move |q| q.words.start < end)
        .map(move |q| (q, q.words.start.max(within.start)..q.words.end.min(end)))
        .filter(|(_, r)| r.len() >= LEAST_WORDS)
}

/// What the sources say of each quote of a draft's sentence.
pub(super) fn judge(corpus: &Corpus, openings: &Openings, matched: &Matched) -> Vec<(Span, Says)> {
    let wording = &corpus.read[matched.document as usize].wording;
    let judged = pieces(wording, matched.passage).filter_map(|(quote, words)| {
        let words = wording.of(&words);
        let own = spoken(words);
        (own.len() >= LEAST_WORDS).then(|| Some((span(words)?, says(corpus, openings, matched, quote, &own))))?
    });
    judged.collect()
}

/// Where a draft and its source name two persons for the same words.
pub(super) fn other_speaker(corpus: &Corpus, draft: u32, quote: Span, says: &Says) -> Option<Difference> {
    let Says::Same(source, words) = says else { return None };
    let holding = |document: u32, span: Span| {
        let quotes = &corpus.read[document as usize].wording.quotes;
        quotes.iter().find(|q| q.span.start <= span.start && span.end <= q.span.end)
    };
    let (own, theirs) = (holding(draft, quote)?, holding(*source, *words)?);
    let (here, there) = speakers::apart(corpus, (draft, own), (*source, theirs))?;
    Some(Difference { draft: (draft, vec![here]), source: (*source, vec![there]) })
}

/// The words without an editor's in brackets, which are not the speaker's.
pub(in super::super) fn spoken(words: &[Word]) -> Vec<Word> {
    words.iter().copied().filter(|w| !w.marks.has(Marks::BRACKETED)).collect()
}

fn says(corpus: &Corpus, openings: &Openings, matched: &Matched, quote: &Quote, own: &[Word]) -> Says {
    let mut best: Option<(f64, Difference)> = None;
    let (mut scattered, mut respelt) = (false, None);
    for candidate in &matched.candidates {
        let source = Source::new(corpus, candidate.place, own.len());
        let alignment = align(own, source.words, By::Writing);
        if alignment.matched() == own.len() {
            match dropped_negation(&alignment, source.words) {
                // The words in order but far apart are neither the quote nor another one.
                None if alignment.region().len() > 2 * own.len() => {
                    scattered = true;
                    continue;
                }
                None => {
                    let words = source.words.get(alignment.region()).and_then(span);
                    return words.map_or(Says::Nothing, |words| Says::Same(source.document, words));
                }
                Some(at) => {
                    let before = alignment.to.iter().rposition(|j| j.is_some_and(|j| j < at));
                    let draft = before.and_then(|before| span(own.get(before..(before + 2).min(own.len()))?));
                    let theirs = source.words.get(at - 1..(at + 2).min(source.words.len())).and_then(span);
                    let Some((draft, theirs)) = draft.zip(theirs) else { return Says::Nothing };
                    keep(&mut best, 0.99, matched.document, candidate.place.document, (vec![draft], vec![theirs]));
                    continue;
                }
            }
        }
        let share = f64::from(alignment.matched() as u32) / f64::from(own.len() as u32);
        let Some(region) = source.region(&alignment) else { continue };
        let least = if source.quote(&region).is_some() { SAME_QUOTE } else { SAME_WORDS };
        let other_speaker =
            source.quote(&region).and_then(|q| q.speaker).zip(quote.speaker).is_some_and(|(theirs, own)| theirs.0 != own.0);
        let content = own.iter().zip(&alignment.to).filter(|(w, to)| w.key != 0 && to.is_some()).count();
        let spread = alignment.region().len() > own.len() + own.len() / 2 + 3;
        // A few words are only surely the same quote where the sentences around them are alike too.
        let few = own.len() < LEAST_WORDS + 3 && candidate.coverage < 0.5;
        if share < least || other_speaker || content < LEAST_CONTENT || spread || few {
            continue;
        }
        let slips = slips(corpus, (matched.document, own), (source.document, source.words), &alignment);
        if slips.as_ref().is_some_and(|(ours, _)| ours.is_empty()) {
            respelt = respelt.or_else(|| Some((source.document, source.words.get(alignment.region()).and_then(span)?)));
        } else if let Some(spans) = slips {
            keep(&mut best, share, matched.document, candidate.place.document, spans);
        }
    }
    match (openings.verbatim(corpus, own).or(respelt), best) {
        (Some((document, words)), _) => Says::Same(document, words),
        (None, Some((_, difference))) if !scattered => Says::Otherwise(difference),
        (None, _) => Says::Nothing,
    }
}

fn keep(best: &mut Option<(f64, Difference)>, share: f64, draft: u32, source: u32, spans: (Vec<Span>, Vec<Span>)) {
    if best.as_ref().is_none_or(|(s, _)| share > *s) {
        *best = Some((share, Difference { draft: (draft, spans.0), source: (source, spans.1) }));
    }
}

/// A negation of the source that the quote leaves out, though it has the words on both sides of it.
pub(in super::super) fn dropped_negation(alignment: &Alignment, theirs: &[Word]) -> Option<usize> {
    let taken = |j: usize| alignment.to.contains(&Some(j));
    alignment
        .region()
        .find(|j| theirs[*j].marks.has(Marks::NEGATOR) && !taken(*j) && j.checked_sub(1).is_some_and(taken) && taken(j + 1))
}

/// A stretch of a source that a quote may come from: a sentence, and as many words after it as the quote has.
struct Source<'a> {
    wording: &'a Wording,
    document: u32,
    words: &'a [Word],
    first: u32,
}

impl<'a> Source<'a> {
    fn new(corpus: &Corpus<'a>, place: Place, more: usize) -> Self {
        let read = &corpus.read[place.document as usize];
        let range = read.passages[place.passage as usize].words.clone();
        let wording = &read.wording;
        let end = (range.end as usize + more).min(wording.words.len());
        Self { wording, document: place.document, words: &wording.words[range.start as usize..end], first: range.start }
    }

    /// The words that the quote's words stand for, among all of the document.
    fn region(&self, alignment: &Alignment) -> Option<Range<u32>> {
        let region = alignment.region();
        (!region.is_empty()).then(|| self.first + region.start as u32..self.first + region.end as u32)
    }

    /// The quote that a stretch of words stands in.
    fn quote(&self, region: &Range<u32>) -> Option<&Quote> {
        let first = self.wording.quotes.partition_point(|q| q.words.end <= region.start);
        self.wording.quotes.get(first).filter(|q| q.words.start < region.end)
    }
}

/// The words that differ: in a quote, and in their place in the words of another document; none where they are only spelt in another way.
/// `None` where they are too many for a slip.
pub(in super::super) fn slips(
    corpus: &Corpus,
    (here, own): (u32, &[Word]),
    (document, words): (u32, &[Word]),
    alignment: &Alignment,
) -> Option<(Vec<Span>, Vec<Span>)> {
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for run in alignment.unmatched() {
        let gap = alignment.gap(&run);
        // At an end of the quote, the words right beside the last one that is the same.
        let beside = match gap.anchored {
            (true, false) => gap.theirs.start..(gap.theirs.start + run.len()).min(words.len()),
            (false, true) => gap.theirs.end.saturating_sub(run.len())..gap.theirs.end,
            _ => gap.theirs.clone(),
        };
        if run.len() > MOST_IN_PLACE || beside.len() > MOST_IN_PLACE {
            return None;
        }
        let text = |document: u32, words: &[Word]| span(words).map_or("", |s| corpus.naming.text(document, s)).to_lowercase();
        let (one, other) = (&own[run], &words[beside.clone()]);
        // At an end a contraction may stand for one word more.
        let longer = match gap.anchored {
            (true, false) => beside.start..(beside.end + 1).min(words.len()),
            (false, true) => beside.start.saturating_sub(1)..beside.end,
            _ => beside.clone(),
        };
        let written = text(here, one);
        if [other, &words[longer]].into_iter().any(|w| spelt_alike(&written, &text(document, w))) {
            continue;
        }
        // A word that the source has not stands beside the word before it.
        let shown = if beside.is_empty() { beside.start.saturating_sub(1)..beside.start.max(1) } else { beside };
        ours.push(span(one)?);
        theirs.push(span(words.get(shown)?)?);
    }
    let most = 2 + own.len() / 12;
    (ours.len() <= most).then_some((ours, theirs))
}

/// Whether two texts, in lower case, are one written in two ways: as a contraction ("we're", "we are"), or with one letter changed
/// ("colour", "color").
fn spelt_alike(one: &str, other: &str) -> bool {
    let contracted = |short: &str, long: &str| {
        let Some((head, tail)) = short.split_once(['\'', '\u{2019}']) else { return false };
        let Some((first, second)) = long.split_once(' ') else { return false };
        let same_head = first == head || head.strip_prefix(first).is_some_and(|rest| second.starts_with(rest));
        same_head && second.ends_with(tail)
    };
    let (a, b) = (one.chars().count(), other.chars().count());
    let one_letter =
        || a.min(b) >= 5 && one.chars().next() == other.chars().next() && strsim::damerau_levenshtein(one, other) <= 1;
    let joined = |c: &char| !c.is_whitespace() && *c != '-';
    contracted(one, other)
        || contracted(other, one)
        || one_letter()
        || one.chars().filter(joined).eq(other.chars().filter(joined))
}

/// Where the first words of the drafts' quotes stand in the sources, which are looked through once for all of them.
pub(super) struct Openings(FxHashMap<u64, Vec<(u32, u32)>>);

impl Openings {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let mut openings: FxHashMap<u64, Vec<(u32, u32)>> = FxHashMap::default();
        for read in corpus.read.iter().filter(|read| read.role == Role::Draft) {
            for (_, words) in read.passages.iter().flat_map(|passage| pieces(&read.wording, passage)) {
                openings.extend(opening(&spoken(read.wording.of(&words))).map(|first| (first, Vec::new())));
            }
        }
        if openings.is_empty() {
            return Self(openings);
        }
        for (document, read) in (0..).zip(corpus.read).filter(|(_, read)| read.role == Role::Source) {
            for (words, i) in read.wording.words.windows(LEAST_WORDS).zip(0..) {
                let places = opening(words).and_then(|first| openings.get_mut(&first));
                if let Some(places) = places.filter(|places| places.len() < MOST_PLACES) {
                    places.push((document, i));
                }
            }
        }
        Self(openings)
    }

    /// Where some source has exactly these words.
    fn verbatim(&self, corpus: &Corpus, own: &[Word]) -> Option<(u32, Span)> {
        self.0.get(&opening(own)?)?.iter().find_map(|(document, i)| {
            let there = corpus.read[*document as usize].wording.of(&(*i..*i + own.len() as u32));
            let same = there.len() == own.len() && there.iter().zip(own).all(|(a, b)| a.exact == b.exact);
            same.then(|| Some((*document, span(there)?)))?
        })
    }
}

/// A hash of the words that a quote has at least.
fn opening(words: &[Word]) -> Option<u64> {
    let mut hasher = FxHasher::default();
    words.get(..LEAST_WORDS)?.iter().for_each(|word| word.exact.hash(&mut hasher));
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contractions_and_other_spellings_are_no_slip() {
        for (one, other, alike) in [
            ("we're", "we are", true),
            ("do not", "don't", true),
            ("colour", "color", true),
            ("state-owned", "state owned", true),
            ("rise", "fall", false),
            ("million", "billion", false),
            ("is", "was", false),
            ("we're", "we were not", false),
            ("", "never", false),
        ] {
            assert_eq!(spelt_alike(one, other), alike, "{one} / {other}");
        }
    }
}
