//! What texts of equal standing quote: one remark has the same words in all of them, and is one person's.
//!
//! ```text
//! “We have money for three months,” director Ines Foss said.    “We have money for six weeks,” Foss told the staff.
//! “We have money for three months,” director Ines Foss said.    “We have money for three months,” said her deputy, Otto Brandt.
//! ```
//!
//! People say like things again and again, and others repeat what was said: two texts must tell of one matter, and be published near each
//! other. A reporter leaves words out, or hears "I have" for "I've": only words that mean something are held against each other.

use super::decide::published_far_apart;
use super::groups::Differing;
use super::matter::{Joined, Matter};
use super::{is_held, rule_of, tell};
use crate::check::align::quotes::{LEAST_CONTENT, SAME_QUOTE, dropped_negation, slips, spoken};
use crate::check::align::words::{Alignment, By as Compared, align};
use crate::check::reported::Reported;
use crate::check::speakers::{self, SPEAKER};
use crate::check::unsourced::QUOTE;
use crate::check::{At, Corpus, Outcome};
use crate::claim::{Marks, Quote, Word};
use crate::pack::{Peers, Rule};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Shorter quotes are said by many, or again with another word.
const LEAST_WORDS: usize = 5;
const LEAST_TO_DIFFER: usize = 7;
/// A word that more quotes have says nothing of which remark it is.
const MOST_SAYING: usize = 64;
/// So many quotes of a text are looked through for the words of another.
const MOST_OWN: usize = 256;

/// A quote of a text.
struct Said<'a> {
    at: At,
    quote: &'a Quote,
    words: Vec<Word>,
}

impl Said<'_> {
    fn content(&self) -> impl Iterator<Item = &Word> {
        self.words.iter().filter(|word| word.key != 0)
    }
}

/// How two quotes compare.
enum Same {
    /// They are other remarks.
    No,
    /// All words of the shorter one stand in the longer one, or are only spelt in another way.
    Words,
    /// They are one remark, and have other words in these places.
    Otherwise(Span, Span),
}

/// Holds what peers quote against each other.
pub(super) fn among(corpus: &Corpus, rules: &[(&Rule, &Peers)], matter: &Matter, reported: &mut Reported, outcome: &mut Outcome) {
    let (words, speakers) = (rule_of(rules, QUOTE), rule_of(rules, SPEAKER));
    let said = all(corpus);
    let mut joined = Joined::default();
    let (mut worded, mut spoken) = (Differing::default(), Differing::default());
    for (one, other) in alike(&said) {
        let (a, b) = (&said[one], &said[other]);
        let near = !published_far_apart(corpus, a.at.document, b.at.document);
        if !near || !joined.joins(matter, a.at.document, b.at.document) {
            continue;
        }
        let speakers_differ = a.quote.speaker.zip(b.quote.speaker).is_some_and(|(x, y)| x.0 != y.0);
        let one_speaks = || speakers::is_one(corpus, (a.at.document, a.quote), (b.at.document, b.quote));
        match compare(corpus, a, b) {
            Same::Words if speakers_differ => {
                let apart = speakers::apart(corpus, (a.at.document, a.quote), (b.at.document, b.quote));
                if let Some(places) = apart {
                    spoken.clash((a.at, b.at), places);
                }
            }
            Same::Words => worded.groups.join(a.at, b.at, true),
            Same::Otherwise(here, there) if one_speaks() && !gives_both(&said, a, b) => {
                worded.clash((a.at, b.at), (here, there));
            }
            Same::Otherwise(..) | Same::No => {}
        }
    }
    for (rule, remarks) in [(words, worded), (speakers, spoken)] {
        let Some((rule, _)) = rule else { continue };
        for stands in remarks.stands(corpus) {
            tell(corpus, rule, stands, reported, outcome);
        }
    }
}

/// The quotes of all peers that are long enough, in order.
fn all<'a>(corpus: &Corpus<'a>) -> Vec<Said<'a>> {
    let peers = (0..).zip(corpus.read).filter(|(document, _)| is_held(corpus, *document));
    let quotes =
        peers.flat_map(|(document, read)| (0..).zip(&read.wording.quotes).map(move |(n, quote)| (document, n, read, quote)));
    let said = quotes.map(|(document, claim, read, quote)| Said {
        at: At { document, claim },
        quote,
        words: spoken(read.wording.of(&quote.words)),
    });
    said.filter(|said| said.words.len() >= LEAST_WORDS && said.content().count() >= LEAST_CONTENT).collect()
}

/// The quotes of different texts that have as many words in common as one remark would, two by two.
fn alike(said: &[Said]) -> Vec<(usize, usize)> {
    let mut having: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (n, one) in said.iter().enumerate() {
        for word in one.content() {
            let with = having.entry(word.exact).or_default();
            if with.last() != Some(&n) {
                with.push(n);
            }
        }
    }
    let mut pairs = Vec::new();
    for (n, one) in said.iter().enumerate() {
        let mut shared: BTreeMap<usize, usize> = BTreeMap::new();
        let mut words: Vec<u32> = one.content().map(|word| word.exact).collect();
        words.sort_unstable();
        words.dedup();
        let with = words.iter().filter_map(|word| having.get(word)).filter(|with| with.len() <= MOST_SAYING);
        let later = with.flatten().filter(|m| **m > n && said[**m].at.document != one.at.document);
        later.for_each(|m| *shared.entry(*m).or_default() += 1);
        pairs.extend(shared.into_iter().filter(|(_, words)| *words >= LEAST_CONTENT).map(|(m, _)| (n, m)));
    }
    pairs
}

/// Whether two quotes are one remark, and where they have other words.
fn compare(corpus: &Corpus, one: &Said, other: &Said) -> Same {
    if one.words.len() > other.words.len() {
        return match compare(corpus, other, one) {
            Same::Otherwise(there, here) => Same::Otherwise(here, there),
            same => same,
        };
    }
    let (own, theirs) = (&one.words, &other.words);
    let alignment = align(own, theirs, Compared::Writing);
    let content = own.iter().zip(&alignment.to).filter(|(word, to)| word.key != 0 && to.is_some()).count();
    let share = f64::from(alignment.matched() as u32) / f64::from(own.len() as u32);
    let spread = alignment.region().len() > own.len() + own.len() / 2;
    if share < SAME_QUOTE || content < LEAST_CONTENT || spread {
        return Same::No;
    }
    let denials = |words: &[Word]| words.iter().filter(|word| word.marks.has(Marks::NEGATOR)).count();
    let drops = denials(own) < denials(&theirs[alignment.region()]);
    if let Some(at) = dropped_negation(&alignment, theirs).filter(|_| drops) {
        let before = alignment.to.iter().position(|to| *to == Some(at - 1)).unwrap_or(0);
        let here = own[before].span().to(own[(before + 1).min(own.len() - 1)].span());
        return Same::Otherwise(here, theirs[at - 1].span().to(theirs[(at + 1).min(theirs.len() - 1)].span()));
    }
    match slips(corpus, (one.at.document, own), (other.at.document, theirs), &alignment) {
        Some((ours, _)) if ours.is_empty() => Same::Words,
        Some(_) if own.len() < LEAST_TO_DIFFER => Same::No,
        Some((ours, beside)) if says_otherwise(corpus, (one, other), &alignment) => match (whole(&ours), whole(&beside)) {
            (Some(here), Some(there)) => Same::Otherwise(here, there),
            _ => Same::No,
        },
        _ => Same::No,
    }
}

/// From the first of these places to the last.
fn whole(places: &[Span]) -> Option<Span> {
    Some(places.first()?.to(*places.last()?))
}

/// Whether words that mean something stand for others that do: what one text only leaves out, or hears otherwise, is no other remark.
fn says_otherwise(corpus: &Corpus, (one, other): (&Said, &Said), alignment: &Alignment) -> bool {
    // "I've" is no other word than "I".
    let contracted = |said: &Said, word: &Word| corpus.naming.text(said.at.document, word.span()).contains(['\'', '\u{2019}']);
    let means = |said: &Said, words: &[Word]| {
        words.iter().any(|word| (word.key != 0 || word.marks.has(Marks::FIGURE)) && !contracted(said, word))
    };
    let denies = |words: &[Word]| words.iter().any(|word| word.marks.has(Marks::NEGATOR));
    let runs = alignment.unmatched();
    let differing = runs.iter().map(|run| (&one.words[run.clone()], &other.words[alignment.gap(run).theirs]));
    // "Works" and "worked" are one word.
    let forms = |a: &[Word], b: &[Word]| a.iter().any(|word| word.key != 0 && b.iter().any(|other| other.key == word.key));
    differing.into_iter().any(|(a, b)| means(one, a) && means(other, b) && !forms(a, b) || denies(a) != denies(b))
}

/// Whether one of the two texts has the other's words, too.
fn gives_both(said: &[Said], one: &Said, other: &Said) -> bool {
    let has = |document: u32, words: &[Word]| {
        let from = said.partition_point(|s| s.at.document < document);
        let own = said[from..].iter().take_while(|s| s.at.document == document);
        own.into_iter()
            .take(MOST_OWN)
            .any(|s| s.words.windows(words.len()).any(|w| w.iter().zip(words).all(|(a, b)| a.exact == b.exact)))
    };
    has(one.at.document, &other.words) || has(other.at.document, &one.words)
}
