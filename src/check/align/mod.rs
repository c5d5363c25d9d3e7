//! A draft against its sources: for each figure of the draft, the sentence of the sources that is about the same thing, and
//! whether its figure allows what the draft says.
//!
//! Two ways lead from a figure to its counterpart. A draft's sentence that a source has nearly word for word is held against
//! it figure by figure, in order. Any other figure is held against the figures of the sentences that share most with its
//! own, by the words around it and their places. The best match decides; without a good one nothing is said.

mod derive;
mod evidence;
mod exchanged;
mod figures;
mod index;
mod names;
mod opposites;
mod period;
pub(super) mod quotes;
mod score;
mod units;
mod wording;
pub(super) mod words;

use super::facts::{Facts, Told};
use super::sides::{Stand, finding};
use super::unsourced::in_digits;
use super::{At, By, Corpus, Decided, Outcome, Role, support, unsourced};
use crate::claim::{Claim, ClaimKind, FACT_UNIT};
use crate::pack::Rule;
use crate::value::{Days, Meet, Number, Range, Value};
pub(super) use figures::figures_of;
use figures::{Figures, only_compared};
pub(super) use index::{Candidate, Index, Place, Scratch, shared};
use score::Relation;
use std::cell::LazyCell;

/// Sentences with at least so much in common are taken for copies of one another.
const COPY: f64 = 0.75;
/// A figure that contradicts must stand in its place as surely as this.
const SURE: f64 = 0.46;
/// A figure that agrees, less alike than so large a share of the one that contradicts, stands for something else.
const LESS: f64 = 0.6;
/// A figure that stands nowhere in the sources needs less.
const NOWHERE: f64 = 0.1;
const NOWHERE_ELSE: f64 = 0.3;
/// So many digits tell a figure from those of other things.
const DISTINCTIVE: usize = 3;
/// A figure so many times another is no slip for it.
const MANY: i64 = 10;
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
                    Relation::Other if !score::elsewhere(one, other) && !other_days(corpus, *a, *b) => Verdict::Contradicted(*b),
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
        let other_time = LazyCell::new(|| other_time(corpus, index, at, candidate.place));
        let turned = LazyCell::new(|| claim.kind == ClaimKind::DATE && opposites::differ(corpus, index, at, candidate.place));
        for other in figures_of(candidate.place, index) {
            let theirs = corpus.claim(other);
            let best = match all.relation(claim, other) {
                _ if only_compared(claim, theirs) => continue,
                Relation::Same => &mut support,
                Relation::Other if *other_time || *turned || score::elsewhere(claim, theirs) => continue,
                Relation::Other if other_days(corpus, at, other) => continue,
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
    if let Some((alike, other)) = support.filter(|_| clash.is_none_or(|(c, _)| !sure(c, supported)))
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
        _ if unsourced::numbers_a_figure(corpus, at) => Verdict::NotFound,
        Some((contradicted, other)) if sure(contradicted, supported) && !taken(corpus, index, all, at, other) => {
            Verdict::Contradicted(other)
        }
        // What a word says was calculated stands for no figure that was not.
        Some((contradicted, other))
            if nowhere
                && !all.have_number(claim)
                && instead(corpus, at, other, contradicted)
                && (derive::is_calculated(corpus, other) || !derive::is_calculated(corpus, at)) =>
        {
            Verdict::Contradicted(other)
        }
        Some((_, other)) if support.is_none() && other_year(claim, corpus.claim(other)) && !all.have_plainly(claim) => {
            Verdict::Contradicted(other)
        }
        _ => Verdict::NotFound,
    }
}

/// Whether another figure of the draft's sentence, which stands in its place as well, says what the source's figure says: "built for
/// 20,000 cars, and carries 49,000". Figures that have changed places do not.
fn taken(corpus: &Corpus, index: &Index, all: &Figures, at: At, other: At) -> bool {
    let Some(sentence) = support::sentence(&corpus.document(at).passages, corpus.claim(at).span) else { return false };
    let mut own = sentence.figures.clone().map(|claim| At { claim, ..at }).filter(|one| *one != at);
    let place = |one: At| score::slot(index, corpus.claim(one), corpus.claim(other));
    own.any(|one| all.relation(corpus.claim(one), other) == Relation::Same && place(one) >= place(at))
}

/// Whether a figure contradicts so much more surely than the best that agrees.
fn sure(contradicted: f64, supported: f64) -> bool {
    contradicted >= SURE && supported < contradicted * LESS
}

/// Whether a source's figure stands for one that stands nowhere. Counts of other things must be much alike, and the day
/// of publication stands for no other.
fn instead(corpus: &Corpus, at: At, other: At, alike: f64) -> bool {
    let (claim, theirs) = (corpus.claim(at), corpus.claim(other));
    let counts_else = claim.kind == ClaimKind::COUNT && claim.attribute != theirs.attribute;
    let of_one_length = match (&claim.value, &theirs.value) {
        (Value::Days(one), Value::Days(days)) => {
            let published = days.single().is_some_and(|day| corpus.document(other).date == Some(day));
            score::length(one) == score::length(days) && !published
        }
        (Value::Number(one), Value::Number(other)) => of_one_size(one, other),
        _ => true,
    };
    !vague(claim) && of_one_length && alike >= if counts_else { NOWHERE_ELSE } else { NOWHERE }
}

/// Whether neither of two figures is many times the other: nobody puts 136 for four, or a third for 8,640. What no source has is
/// reported all the same, but not as a slip for such a figure.
fn of_one_size(one: &Range, other: &Range) -> bool {
    let size = |range: &Range| range.middle().map(Number::abs);
    let (Some(one), Some(other)) = (size(one), size(other)) else { return true };
    one.max(other) <= one.min(other).checked_mul(Number::from(MANY)).unwrap_or(one)
}

/// Whether two days are written so differently that nobody would have put the one for the other: "on Wednesday", "on 31 December".
fn other_days(corpus: &Corpus, one: At, other: At) -> bool {
    let is_day = |at| matches!(&corpus.claim(at).value, Value::Days(days) if score::length(days) == score::Length::Day);
    is_day(one) && is_day(other) && in_digits(corpus, one) != in_digits(corpus, other)
}

/// The same days of another year: "the third quarter of 2019" and "the third quarter of 2020".
fn other_year(claim: &Claim, other: &Claim) -> bool {
    let (Value::Days(one), Value::Days(other)) = (&claim.value, &other.value) else { return false };
    let calendar = one.of_any_year();
    one.year_number().is_some() && other.year_number().is_some() && calendar.is_some() && calendar == other.of_any_year()
}

/// Whether a figure's sentence and a source's sentence both say when, and not the same: "in March", "in January".
fn other_time(corpus: &Corpus, index: &Index, at: At, place: Place) -> bool {
    let claim = corpus.claim(at);
    let dates = |document: u32, figures: std::ops::Range<u32>| {
        let dated = figures.map(move |c| corpus.claim(At { document, claim: c })).filter(|c| c.kind == ClaimKind::DATE);
        dated.filter_map(|c| if let Value::Days(days) = &c.value { Some(*days) } else { None })
    };
    let Some(own) = support::sentence(&corpus.document(at).passages, claim.span) else { return false };
    let theirs: Vec<Days> = dates(place.document, index.passage(place).figures.clone()).collect();
    let mut own = dates(at.document, own.figures.clone()).peekable();
    claim.kind != ClaimKind::DATE
        && own.peek().is_some()
        && !theirs.is_empty()
        && own.all(|d| theirs.iter().all(|t| d.meet(t).is_none()))
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
