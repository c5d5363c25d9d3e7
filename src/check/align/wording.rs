//! A draft's wording against that of its sources: quotes, names, and sentences that say the opposite. Figures are not looked at
//! here.

use super::super::sides::{Stand, finding};
use super::super::speakers::SPEAKER;
use super::super::support::{Cited, Standing, Support};
use super::super::unsourced::QUOTE;
use super::super::{By, Corpus, Finding, Outcome, Role};
use super::deeds::Deeds;
use super::evidence;
use super::full_names::FullNames;
use super::index::{Candidate, Index, Place, Scratch};
use super::names::{self, Names};
use super::opposites;
use super::quotes::{self, Openings};
use super::renamed::Renamed;
use super::voices::{self, Speakers};
use crate::claim::{ClaimKind, Marks, Passage, Word};
use crate::lexicon::id_hash;
use crate::pack::Rule;
use crate::text::Span;
use std::collections::BTreeSet;
use std::ops::Range;

/// The ids by which rules ask for these checks, in the `claims` of their `against`.
pub(super) const DIRECTION: ClaimKind = ClaimKind(id_hash("direction"));
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

/// What the sources say of a quote.
pub(super) enum Says {
    /// The same, here.
    Same(u32, Span),
    /// Other words in some places.
    Otherwise(Difference),
    /// Nothing.
    Nothing,
}

/// Holds the wording of every draft against the sources.
pub(super) fn check(corpus: &Corpus, rules: &[&Rule], index: &Index, outcome: &mut Outcome) {
    let rule = |kind: ClaimKind| rules.iter().copied().find(|r| r.looks_at(kind));
    let (quote, direction, name, speaker) = (rule(QUOTE), rule(DIRECTION), rule(NAME), rule(SPEAKER));
    let names = name.map_or_else(Names::default, |_| Names::new(corpus));
    let openings = Openings::new(corpus);
    let full_names = name.map_or_else(FullNames::default, |_| FullNames::new(corpus));
    let renamed = name.map_or_else(Renamed::default, |_| Renamed::new(corpus));
    let speakers = speaker.map(|_| Speakers::new(corpus));
    let sources = corpus.read.iter().filter(|r| r.role == Role::Source);
    let languages: BTreeSet<&str> = sources.map(|r| r.lang.as_ref()).collect();
    let deeds = direction.map(|_| Deeds::new(corpus));
    let mut scratch = Scratch::default();
    for (document, read) in corpus.read.iter().enumerate().filter(|(_, r)| r.role == Role::Draft) {
        let document = document as u32;
        let draft = names::Draft::new(corpus, &names, document);
        for passage in &read.passages {
            let quoted = quotes::any(&read.wording, passage);
            let turned = direction.is_some() && opposites::any(&read.wording, passage);
            let capital = |word: &Word| word.marks.has(Marks::CAPITAL) && !word.marks.has(Marks::STARTS);
            let named = name.is_some() && read.wording.of(&passage.words).iter().any(capital);
            let voice = speakers.as_ref().and_then(|speakers| speakers.of(corpus, document, passage.span));
            if !(quoted || turned || named || voice.is_some()) {
                continue;
            }
            let matched = Matched { document, passage, candidates: index.candidates(passage, &mut scratch) };
            let mut found: Vec<(&Rule, Difference)> = Vec::new();
            for (span, says) in quotes::judge(corpus, &openings, &matched) {
                let near = || evidence::near(index, &matched.candidates);
                outcome.support.extend(row(corpus, &languages, (document, span), &says, near));
                let other = speaker.and_then(|rule| Some((rule, quotes::other_speaker(corpus, document, span, &says)?)));
                found.extend(other);
                if let (Some(rule), Says::Otherwise(difference)) = (quote, says) {
                    found.push((rule, difference));
                }
            }
            if let (Some(rule), Some(voice), Some(speakers)) = (speaker.filter(|_| found.is_empty()), voice, &speakers) {
                found.extend(voices::misattributed(corpus, index, &matched, speakers, voice).map(|d| (rule, d)));
            }
            if let (Some(rule), Some(deeds)) = (direction.filter(|_| found.is_empty()), &deeds) {
                found.extend(deeds.reversed(corpus, &matched).map(|d| (rule, d)));
            }
            if let Some(rule) = direction.filter(|_| turned && found.is_empty()) {
                found.extend(opposites::turned(corpus, index, &matched).map(|d| (rule, d)));
            }
            if let Some(rule) = name.filter(|_| named) {
                let mut names = names::misspelt(corpus, &names, &matched, &draft);
                names.extend(full_names.mixed(corpus, &matched));
                if found.is_empty() && names.is_empty() {
                    names.extend(renamed.found(corpus, &matched));
                }
                found.extend(names.into_iter().map(|d| (rule, d)));
            }
            for (rule, difference) in found {
                for kind in [DIRECTION, NAME].into_iter().filter(|k| rule.looks_at(*k)) {
                    outcome.support.extend(contradicted(corpus, kind, document, &difference));
                }
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

/// What became of a quote; `None` where no source could have it, as it may have been said in another of their languages.
fn row(
    corpus: &Corpus,
    languages: &BTreeSet<&str>,
    (document, span): (u32, Span),
    says: &Says,
    near: impl FnOnce() -> Option<Cited>,
) -> Option<Support> {
    let (standing, support, conflict) = match says {
        Says::Same(source, words) => (Standing::Supported, Some(Cited::new(corpus, *source, *words)), None),
        Says::Otherwise(Difference { source, .. }) => (Standing::Contradicted, None, whole(corpus, source)),
        Says::Nothing => (Standing::NotFound, None, None),
    };
    let claim = Cited::new(corpus, document, span);
    let lang = corpus.read[document as usize].lang.as_ref();
    let translated = || languages.iter().any(|other| *other != lang);
    let possible = standing != Standing::NotFound || !translated();
    // Many a "quote" that no source has is the writer's own: a title, a word used with distance.
    let near = if standing == Standing::NotFound { near() } else { None };
    possible.then(|| Support { support, conflict, near: near.map(Box::new), ..Support::new(QUOTE, claim, standing) })
}

/// The row of words that a source contradicts.
fn contradicted(corpus: &Corpus, kind: ClaimKind, document: u32, difference: &Difference) -> Option<Support> {
    let claim = whole(corpus, &(document, difference.draft.1.clone()))?;
    let conflict = whole(corpus, &difference.source);
    Some(Support { conflict, ..Support::new(kind, claim, Standing::Contradicted) })
}

/// From the first of several places to the last.
fn whole(corpus: &Corpus, (document, spans): &(u32, Vec<Span>)) -> Option<Cited> {
    let span = spans.iter().copied().reduce(Span::to)?;
    Some(Cited::new(corpus, *document, span))
}

pub(super) fn report(corpus: &Corpus, rule: &Rule, difference: &Difference, outcome: &mut Outcome) {
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
        found.severity = rule.weigh(severity);
    }
    outcome.push(Finding { by: By::Sources, ..found });
}
