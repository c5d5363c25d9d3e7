//! A draft against its sources: for each figure of the draft, the sentence of the sources that is about the same thing, and
//! whether its figure allows what the draft says.
//!
//! Two ways lead from a figure to its counterpart. A draft's sentence that a source has nearly word for word is held against
//! it figure by figure, in order. Any other figure is held against the figures of the sentences that share most with its
//! own, by the words around it and their places. The best match decides; without a good one nothing is said.

mod evidence;
mod index;
mod names;
mod opposites;
mod quotes;
mod score;
mod wording;
mod words;

use super::sides::{Stand, finding};
use super::{At, Corpus, Outcome, Role};
use crate::claim::{Claim, ClaimKind};
use crate::pack::Rule;
use crate::value::{Days, Meet, Value};
use index::{Candidate, Index, Place, Scratch};
use rustc_hash::FxHashMap;
use score::Relation;
use std::collections::BTreeSet;
use std::ops::Range;

/// Sentences with at least so much in common are taken for copies of one another.
const COPY: f64 = 0.75;
/// A figure that contradicts must stand in its place as surely as this.
const SURE: f64 = 0.55;
/// A figure that stands nowhere in the sources needs less.
const NOWHERE: f64 = 0.1;
/// A figure that agrees counts as support from here on.
const SUPPORT: f64 = 0.2;

/// What the sources say of a draft's figure.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Verdict {
    /// This figure of a source bears it out.
    Supported(At),
    /// This figure of a source contradicts it.
    Contradicted(At),
    /// No source has anything comparable.
    NotFound,
}

/// Holds every figure of every draft against the sources. `rules` are those that look at figures, by kind.
pub(super) fn against(corpus: &Corpus, rules: &[&Rule], outcome: &mut Outcome) {
    let index = Index::new(*corpus, |d| corpus.read[d as usize].role == Role::Source);
    if index.places().is_empty() {
        return;
    }
    wording::check(corpus, rules, &index, outcome);
    let all = Figures::new(corpus, &index);
    let mut scratch = Scratch::default();
    for (document, read) in corpus.read.iter().enumerate().filter(|(_, r)| r.role == Role::Draft) {
        for (number, passage) in read.passages.iter().enumerate().filter(|(_, p)| !p.figures.is_empty()) {
            let here = Place { document: document as u32, passage: number as u32 };
            let candidates = index.candidates(passage, &mut scratch);
            for (at, verdict) in verdicts(corpus, &index, &all, here, &candidates) {
                let claim = corpus.claim(at);
                outcome.support.extend(evidence::support(corpus, &index, &all, (at, verdict), &candidates));
                let (Verdict::Supported(other) | Verdict::Contradicted(other)) = verdict else { continue };
                let Some(rule) = rules.iter().find(|r| r.looks_at(claim.kind)) else { continue };
                let meets = matches!(verdict, Verdict::Supported(_));
                outcome.compare(rule, at, other, meets);
                if !meets {
                    report(corpus, rule, at, other, outcome);
                }
            }
        }
    }
}

fn report(corpus: &Corpus, rule: &Rule, at: At, other: At, outcome: &mut Outcome) {
    let say = |at: At| corpus.naming.text(at.document, corpus.claim(at).span).to_owned();
    let stand = |at: At| Stand { document: at.document, span: corpus.claim(at).span, says: say(at) };
    let values = vec![("draft".to_owned(), say(at)), ("source".to_owned(), say(other))];
    let found = finding(corpus, rule, false, values, vec![stand(other), stand(at)]);
    outcome.findings.push(super::Finding { against: true, ..found });
}

/// All figures of the sources, to tell whether a value stands anywhere.
struct Figures {
    exact: FxHashMap<crate::value::Number, At>,
    ranges: Vec<At>,
    years: BTreeSet<i16>,
}

impl Figures {
    fn new(corpus: &Corpus, index: &Index) -> Self {
        let mut all = Self { exact: FxHashMap::default(), ranges: Vec::new(), years: BTreeSet::new() };
        for place in index.places() {
            for at in figures(*place, &index.passage(*place).figures) {
                if let Value::Days(days) = &corpus.claim(at).value {
                    all.years.extend(days.year_number());
                }
                match score::exact(&corpus.claim(at).value) {
                    Some(n) => {
                        all.exact.entry(n).or_insert(at);
                    }
                    None => all.ranges.push(at),
                }
            }
        }
        all
    }

    /// Whether some figure of the sources allows what this one does.
    fn have(&self, corpus: &Corpus, claim: &Claim) -> bool {
        let same = |at: &At| self.relation(claim, corpus.claim(*at)) == Relation::Same;
        match score::exact(&claim.value) {
            Some(n) if self.exact.get(&n).is_some_and(same) => return true,
            None if self.exact.values().any(same) => return true,
            _ => {}
        }
        self.ranges.iter().any(same)
    }

    /// [`score::relation`], but a year that no source mentions is not borne out by days without a year, if the sources do mention
    /// years.
    fn relation(&self, draft: &Claim, source: &Claim) -> Relation {
        let year = |c: &Claim| if let Value::Days(days) = &c.value { days.year_number() } else { None };
        let relation = score::relation(draft, source);
        match year(draft) {
            Some(y)
                if relation == Relation::Same && year(source).is_none() && !self.years.is_empty() && !self.years.contains(&y) =>
            {
                Relation::Apart
            }
            _ => relation,
        }
    }
}

fn figures(place: Place, range: &Range<u32>) -> impl Iterator<Item = At> {
    range.clone().map(move |claim| At { document: place.document, claim })
}

/// What the sources say of each figure of a draft's sentence.
fn verdicts(corpus: &Corpus, index: &Index, all: &Figures, here: Place, candidates: &[Candidate]) -> Vec<(At, Verdict)> {
    let own: Vec<At> = figures(here, &index.passage(here).figures).collect();
    if let Some(copied) = copy(corpus, index, &own, candidates) {
        return copied;
    }
    own.into_iter().map(|at| (at, judge(corpus, index, all, at, candidates))).collect()
}

/// The verdicts by order, where a source has the sentence nearly word for word and the same kinds of figures in the same order.
fn copy(corpus: &Corpus, index: &Index, own: &[At], candidates: &[Candidate]) -> Option<Vec<(At, Verdict)>> {
    let mut best: Option<(usize, Vec<(At, Verdict)>)> = None;
    for candidate in candidates.iter().filter(|c| c.overlap >= COPY) {
        let theirs: Vec<At> = figures(candidate.place, &index.passage(candidate.place).figures).collect();
        let same =
            theirs.len() == own.len() && own.iter().zip(&theirs).all(|(a, b)| corpus.claim(*a).kind == corpus.claim(*b).kind);
        if !same {
            continue;
        }
        let pairs: Vec<(At, Verdict)> = own
            .iter()
            .zip(&theirs)
            .map(|(a, b)| {
                let (one, other) = (corpus.claim(*a), corpus.claim(*b));
                let text = |at: At| corpus.naming.text(at.document, corpus.claim(at).span);
                let verdict = match score::relation(one, other) {
                    _ if score::changed(one, other, (text(*a), text(*b))) => Verdict::Contradicted(*b),
                    Relation::Same => Verdict::Supported(*b),
                    Relation::Other if !score::elsewhere(one, other) => Verdict::Contradicted(*b),
                    Relation::Other | Relation::Apart => Verdict::NotFound,
                };
                (*a, verdict)
            })
            .collect();
        let wrong = pairs.iter().filter(|(_, v)| !matches!(v, Verdict::Supported(_))).count();
        if best.as_ref().is_none_or(|(least, _)| wrong < *least) {
            best = Some((wrong, pairs));
        }
    }
    best.map(|(_, pairs)| pairs)
}

/// The verdict on one figure from the words around it.
fn judge(corpus: &Corpus, index: &Index, all: &Figures, at: At, candidates: &[Candidate]) -> Verdict {
    let claim = corpus.claim(at);
    let mut support: Option<(f64, At)> = None;
    let mut clash: Option<(f64, At)> = None;
    for candidate in candidates {
        for other in figures(candidate.place, &index.passage(candidate.place).figures) {
            let theirs = corpus.claim(other);
            let best = match all.relation(claim, theirs) {
                Relation::Same => &mut support,
                Relation::Other if score::elsewhere(claim, theirs) || other_time(corpus, index, at, candidate.place) => continue,
                Relation::Other => &mut clash,
                Relation::Apart => continue,
            };
            let alike = score::alike(index, claim, theirs, candidate.coverage);
            if best.is_none_or(|(b, _)| alike > b) {
                *best = Some((alike, other));
            }
        }
    }
    let supported = support.map_or(0.0, |s| s.0);
    if let Some((contradicted, other)) = clash {
        let sure = contradicted >= SURE && supported < contradicted * 0.6;
        let nowhere = contradicted >= NOWHERE && support.is_none() && !vague(claim) && !all.have(corpus, claim);
        if sure || nowhere {
            return Verdict::Contradicted(other);
        }
    }
    match support {
        Some((alike, other)) if alike >= SUPPORT => Verdict::Supported(other),
        _ => Verdict::NotFound,
    }
}

/// Whether a figure's sentence and a source's sentence both say when, and not the same: "in March", "in January".
fn other_time(corpus: &Corpus, index: &Index, at: At, place: Place) -> bool {
    let claim = corpus.claim(at);
    let dates = |document: u32, figures: Range<u32>| {
        let dated = figures.map(move |c| corpus.claim(At { document, claim: c })).filter(|c| c.kind == ClaimKind::DATE);
        dated.filter_map(|c| if let Value::Days(days) = &c.value { Some(*days) } else { None })
    };
    let Some(own) = corpus.document(at).passages.iter().find(|p| p.figures.contains(&at.claim)) else { return false };
    let theirs: Vec<Days> = dates(place.document, index.passage(place).figures.clone()).collect();
    let mut own = dates(at.document, own.figures.clone()).peekable();
    claim.kind != ClaimKind::DATE
        && own.peek().is_some()
        && !theirs.is_empty()
        && own.all(|d| theirs.iter().all(|t| d.meet(t).is_none()))
}

/// Figures that say little: "one", "first", "two" stand for many things that no source spells out.
fn vague(claim: &Claim) -> bool {
    let small = score::exact(&claim.value).and_then(crate::value::Number::to_i64).is_some_and(|n| (0..=2).contains(&n));
    small && matches!(claim.kind, ClaimKind::COUNT | ClaimKind::ORDINAL)
}
