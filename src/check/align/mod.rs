//! A draft against its sources: for each figure of the draft, the sentence of the sources that is about the same thing, and
//! whether its figure allows what the draft says.
//!
//! Two ways lead from a figure to its counterpart. A draft's sentence that a source has nearly word for word is held against
//! it figure by figure, in order. Any other figure is held against the figures of the sentences that share most with its
//! own, by the words around it and their places. The best match decides; without a good one nothing is said.

mod around;
mod clash;
mod deeds;
mod derive;
mod disagreement;
mod evidence;
mod exchanged;
mod figures;
mod full_names;
mod index;
mod names;
mod opposites;
mod period;
pub(super) mod quotes;
mod renamed;
mod score;
mod units;
mod voices;
mod wording;
pub(super) mod words;

use super::facts::{Facts, Told};
use super::sides::{Stand, finding};
use super::{At, By, Corpus, Decided, Outcome, Role};
use crate::claim::{Claim, ClaimKind, FACT_UNIT};
use crate::pack::Rule;
use crate::value::{Meet, Number, Value};
use clash::{Clash, is_explained, stands_instead, sure};
pub(super) use figures::figures_of;
use figures::{Figures, only_compared};
pub(super) use index::{Candidate, Index, Place, Scratch, shared};
use score::Relation;
pub(super) use score::wide;
use std::cell::LazyCell;

/// Sentences with at least so much in common are taken for copies of one another.
const COPY: f64 = 0.75;
/// A figure that contradicts must stand in its place as surely as this.
const SURE: f64 = 0.46;
/// So many digits tell a figure from those of other things.
const DISTINCTIVE: usize = 3;
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
    let facts = Facts::new(corpus);
    if index.places().is_empty() && facts.is_empty() {
        return;
    }
    wording::check(corpus, rules, &index, outcome);
    let all = Figures::new(corpus, &index);
    let mut scratch = Scratch::default();
    for (document, read) in corpus.read.iter().enumerate().filter(|(_, r)| r.role == Role::Draft) {
        for (number, passage) in read.passages.iter().enumerate().filter(|(_, p)| !p.figures.is_empty()) {
            let here = Place { document: document as u32, passage: number as u32 };
            let candidates = index.candidates(passage, &mut scratch);
            let told = facts.told(document as u32, passage);
            for (at, verdict) in verdicts(corpus, &index, &all, here, &candidates) {
                // What is told by name needs no sentence that is like the draft's.
                let verdict = told.iter().find(|(figure, _)| *figure == at).map_or(verdict, |(_, told)| match told {
                    Told::Same(fact) => Verdict::Supported(*fact),
                    Told::Other(fact) => Verdict::Contradicted(*fact),
                });
                let claim = corpus.claim(at);
                let row = evidence::support(corpus, &index, &all, (at, verdict), &candidates);
                let between = |row| disagreement::between(corpus, (&index, &all), (here, row, verdict), &candidates);
                let sides = row.as_ref().and_then(between);
                let verdict = sides.map_or(verdict, |(with, _)| Verdict::Supported(with));
                outcome.support.extend(row.map(|row| if sides.is_some() { disagreement::supported(row) } else { row }));
                // Whoever does not ask for it is not told; the draft sides with a source all the same.
                if let Some((rule, sides)) = rules.iter().find(|rule| rule.disputes(claim.kind)).zip(sides) {
                    disagreement::report(corpus, rule, at, sides, outcome);
                }
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
    evidence::take_back(corpus, &mut outcome.support, wording::DIRECTION);
}

fn report(corpus: &Corpus, rule: &Rule, at: At, other: At, outcome: &mut Outcome) {
    let say = |at: At| {
        let claim = corpus.claim(at);
        let said = corpus.naming.text(at.document, claim.span);
        // A value whose unit stands in its key or head: "30 seconds".
        match claim.roles.iter().find(|role| claim.kind == ClaimKind::FACT && role.role == FACT_UNIT).map(|role| &role.value) {
            Some(Value::Text(unit)) => format!("{said} {unit}"),
            _ => said.to_owned(),
        }
    };
    let stand = |at: At| Stand { document: at.document, span: corpus.claim(at).span, says: say(at) };
    let values = vec![("draft".to_owned(), say(at)), ("source".to_owned(), say(other))];
    let found = finding(corpus, rule, false, values, vec![stand(other), stand(at)]);
    outcome.push(super::Finding { by: By::Sources, decided: Decided::of(corpus, at, other, false), ..found });
}

/// Whether two figures of one kind meet, as the one is written and as the other; `None` where neither bears the other out and they do
/// not clash ("several", "nine").
pub(super) fn relation_of(one: &Claim, other: &Claim) -> Option<bool> {
    match (score::relation(one, other), score::relation(other, one)) {
        (Relation::Same, _) | (_, Relation::Same) => Some(true),
        (Relation::Other, Relation::Other) => Some(false),
        _ => match (&one.value, &other.value) {
            // Days of different lengths, of which none is both: "4 May 1968", "1986".
            (Value::Days(a), Value::Days(b)) if a.meet(b).is_none() => Some(false),
            (Value::Number(a), Value::Number(b)) if a.meet(b).is_none() => Some(false),
            _ => None,
        },
    }
}

/// What the sources say of each figure of a draft's sentence.
fn verdicts(corpus: &Corpus, index: &Index, all: &Figures, here: Place, candidates: &[Candidate]) -> Vec<(At, Verdict)> {
    let own: Vec<At> = figures_of(here, index).collect();
    let mut verdicts = copy(corpus, index, &own, candidates).unwrap_or_else(|| {
        let judged = |at| judged(corpus, index, all, here, at, candidates);
        own.into_iter().map(|at| (at, judged(at))).collect()
    });
    exchanged::take_back(corpus, index, all, &mut verdicts, candidates);
    verdicts
}

/// The verdict on one figure, its time told of apart.
fn judged(corpus: &Corpus, index: &Index, all: &Figures, here: Place, at: At, candidates: &[Candidate]) -> Verdict {
    let verdict = judge(corpus, index, all, at, candidates);
    let misdated = || period::misdated(corpus, index, all, here, at, candidates).map(Verdict::Contradicted);
    if matches!(verdict, Verdict::Contradicted(_)) { verdict } else { misdated().unwrap_or(verdict) }
}

/// The verdicts by order, where a source has the sentence nearly word for word and the same kinds of figures in the same order.
fn copy(corpus: &Corpus, index: &Index, own: &[At], candidates: &[Candidate]) -> Option<Vec<(At, Verdict)>> {
    let mut best: Option<(usize, Vec<(At, Verdict)>)> = None;
    for candidate in candidates.iter().filter(|c| c.overlap >= COPY) {
        let theirs: Vec<At> = figures_of(candidate.place, index).collect();
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
                    Relation::Other if one.kind == ClaimKind::DATE && opposites::differ(corpus, index, *a, candidate.place) => {
                        Verdict::NotFound
                    }
                    Relation::Other if !score::elsewhere(one, other) && !clash::other_days(corpus, *a, *b) => {
                        Verdict::Contradicted(*b)
                    }
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
    let mut clash: Option<Clash> = None;
    for (rank, candidate) in candidates.iter().enumerate() {
        let overlap = candidate.overlap;
        let of_other_time = LazyCell::new(|| clash::other_time(corpus, index, at, candidate.place));
        let turned = LazyCell::new(|| claim.kind == ClaimKind::DATE && opposites::differ(corpus, index, at, candidate.place));
        for other in figures_of(candidate.place, index) {
            let theirs = corpus.claim(other);
            let relation = all.relation(claim, other);
            let apart = || *of_other_time || *turned || score::elsewhere(claim, theirs) || clash::other_days(corpus, at, other);
            if only_compared(claim, theirs) || relation == Relation::Apart || relation == Relation::Other && apart() {
                continue;
            }
            let alike = score::alike(index, claim, theirs, candidate.coverage);
            if relation == Relation::Same {
                support = support.filter(|(best, _)| *best >= alike).or(Some((alike, other)));
            } else {
                clash = clash.filter(|best| best.alike >= alike).or(Some(Clash { other, alike, rank, overlap }));
            }
        }
    }
    let supported = support.map_or(0.0, |s| s.0);
    if let Some((alike, other)) = support.filter(|_| clash.is_none_or(|c| !sure(c.alike, supported)))
        && (alike >= SUPPORT || tells_apart(claim))
    {
        return Verdict::Supported(other);
    }
    let nowhere = support.is_none() && !all.have(claim);
    if let Some(from) = derive::follows(corpus, index, at, candidates, nowhere) {
        return Verdict::Supported(from);
    }
    if nowhere && let Some(other) = all.slip_of_scale(claim) {
        return Verdict::Contradicted(other);
    }
    match clash {
        Some(clash) if is_explained(corpus, index, (at, nowhere), clash) => Verdict::NotFound,
        Some(Clash { other, alike, .. }) if sure(alike, supported) && !clash::taken(corpus, index, all, at, other) => {
            Verdict::Contradicted(other)
        }
        Some(clash)
            if nowhere
                && !all.have_number(claim)
                && stands_instead(corpus, at, clash)
                && !clash::said_beside(corpus, all, at, clash) =>
        {
            Verdict::Contradicted(clash.other)
        }
        Some(Clash { other, .. })
            if support.is_none() && clash::other_year(claim, corpus.claim(other)) && !all.have_plainly(claim) =>
        {
            Verdict::Contradicted(other)
        }
        _ => Verdict::NotFound,
    }
}

/// Whether a figure has so many digits that no other thing has the same one by chance: "6,240", "214", "$18.70".
fn tells_apart(claim: &Claim) -> bool {
    score::exact(&claim.value).is_some_and(|n| n.significant_digits() >= DISTINCTIVE)
}

/// Figures that say little: "one", "first", "two" stand for many things that no source spells out.
fn vague(claim: &Claim) -> bool {
    let small = score::exact(&claim.value).and_then(Number::to_i64).is_some_and(|n| (0..=2).contains(&n));
    small && matches!(claim.kind, ClaimKind::COUNT | ClaimKind::ORDINAL)
}
