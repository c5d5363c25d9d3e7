//! A draft's wording against that of its sources: quotes, names, and sentences that say the opposite. Figures are not looked at
//! here.

use super::super::sides::{Stand, finding};
use super::super::{Corpus, Outcome, Role};
use super::index::{Candidate, Index, Place, Scratch};
use super::{names, opposites, quotes};
use crate::claim::{ClaimKind, Passage, Word};
use crate::lexicon::id_hash;
use crate::pack::Rule;
use crate::text::Span;
use std::ops::Range;

/// The ids by which rules ask for these checks, in the `claims` of their `against`.
const QUOTE: ClaimKind = ClaimKind(id_hash("quote"));
const DIRECTION: ClaimKind = ClaimKind(id_hash("direction"));
const NAME: ClaimKind = ClaimKind(id_hash("name"));

/// A draft's sentence and the sentences of the sources that share most with it.
pub(super) struct Matched<'a> {
    pub(super) document: u32,
    pub(super) passage: &'a Passage,
    pub(super) candidates: Vec<Candidate>,
}

/// Words of the draft, and those that a source has in their place.
pub(super) struct Difference {
    /// The draft's document, and the words there.
    pub(super) draft: (u32, Vec<Span>),
    /// The source's.
    pub(super) source: (u32, Vec<Span>),
}

/// Holds the wording of every draft against the sources.
pub(super) fn check(corpus: &Corpus, rules: &[&Rule], index: &Index, outcome: &mut Outcome) {
    let rule = |kind: ClaimKind| rules.iter().copied().find(|r| r.looks_at(kind));
    let (quote, direction, name) = (rule(QUOTE), rule(DIRECTION), rule(NAME));
    if quote.is_none() && direction.is_none() && name.is_none() {
        return;
    }
    let mut scratch = Scratch::default();
    for (document, read) in corpus.read.iter().enumerate().filter(|(_, r)| r.role == Role::Draft) {
        let document = document as u32;
        let unknown = name.map_or_else(Vec::new, |_| names::unknown(corpus, document));
        for passage in &read.passages {
            let quoted = quote.is_some() && quotes::any(&read.wording, passage);
            let turned = direction.is_some() && opposites::any(&read.wording, passage);
            let named = unknown.iter().any(|n| passage.words.contains(n));
            if !(quoted || turned || named) {
                continue;
            }
            let matched = Matched { document, passage, candidates: index.candidates(passage, &mut scratch) };
            let mut found: Vec<(&Rule, Difference)> = Vec::new();
            if let Some(rule) = quote.filter(|_| quoted) {
                found.extend(quotes::differences(corpus, index, &matched).into_iter().map(|d| (rule, d)));
            }
            if let Some(rule) = direction.filter(|_| turned && found.is_empty()) {
                found.extend(opposites::turned(corpus, index, &matched).map(|d| (rule, d)));
            }
            if let Some(rule) = name.filter(|_| named) {
                found.extend(names::misspelt(corpus, index, &matched, &unknown).into_iter().map(|d| (rule, d)));
            }
            for (rule, difference) in found {
                report(corpus, rule, &difference, outcome);
            }
        }
    }
}

/// The words of a source's sentence.
pub(super) fn words<'a>(corpus: &Corpus<'a>, place: Place) -> (&'a [Word], Range<u32>) {
    let read = &corpus.read[place.document as usize];
    let range = read.passages[place.passage as usize].words.clone();
    (read.wording.of(&range), range)
}

/// The span of a range of words.
pub(super) fn span(words: &[Word]) -> Option<Span> {
    Some(words.first()?.span().to(words.last()?.span()))
}

fn report(corpus: &Corpus, rule: &Rule, difference: &Difference, outcome: &mut Outcome) {
    let say = |(document, spans): &(u32, Vec<Span>)| {
        let texts: Vec<&str> = spans.iter().map(|s| corpus.naming.text(*document, *s)).collect();
        texts.join(" … ")
    };
    let (draft, source) = (say(&difference.draft), say(&difference.source));
    let stands = |(document, spans): &(u32, Vec<Span>), says: &str| -> Vec<Stand> {
        spans.iter().map(|span| Stand { document: *document, span: *span, says: says.to_owned() }).collect()
    };
    let mut all = stands(&difference.source, &source);
    all.extend(stands(&difference.draft, &draft));
    let values = vec![
        ("draft".to_owned(), draft.clone()),
        ("source".to_owned(), source.clone()),
        ("written".to_owned(), draft),
        ("name".to_owned(), source),
    ];
    let mut found = finding(corpus, rule, false, values, all);
    if let Some(severity) = rule.file.against.as_ref().and_then(|a| a.severity) {
        found.severity = severity;
    }
    outcome.findings.push(found);
}
