//! The evidence for a verdict: beside the figure that decided it, one of another source that says otherwise.

use super::score::{self, Relation};
use super::{Candidate, Figures, Index, SURE, Verdict, derive, figures_of, other_time, vague};
use crate::check::support::{Cited, Standing, Support};
use crate::check::{At, Corpus, support, unsourced};
use crate::claim::{Claim, ClaimKind};
use crate::value::Number;
use rustc_hash::FxHashMap;

/// A source takes a side if its figures for one are so much less alike than those for the other.
const ONE_SIDED: f64 = 0.6;

/// Counts up to this one are small.
const SMALL: i64 = 3;
/// A rank of a source, less alike than so, ranks something else.
const RANKED_ALIKE: f64 = 0.1;

/// How many of the sentences most like the draft's are looked through for names that it may have counted.
const MOST_LIKE: usize = 1;

/// What the sources say of a draft's figure; `None` where the figure claims nothing.
pub(super) fn support(
    corpus: &Corpus,
    index: &Index,
    all: &Figures,
    (at, verdict): (At, Verdict),
    candidates: &[Candidate],
) -> Option<Support> {
    if unsourced::is_no_claim(corpus, at, verdict == Verdict::NotFound) {
        return None;
    }
    let other = |decided: At, supported: bool| {
        dissent(corpus, index, all, at, (decided, supported), candidates).map(|at| Cited::claim(corpus, at))
    };
    let (standing, support, conflict) = match verdict {
        Verdict::Supported(by) => (Standing::Supported, Some(Cited::claim(corpus, by)), other(by, true)),
        Verdict::Contradicted(by) => (Standing::Contradicted, other(by, false), Some(Cited::claim(corpus, by))),
        Verdict::NotFound => (Standing::NotFound, None, None),
    };
    let claim = corpus.claim(at);
    let of_one_language = || candidates.iter().all(|c| corpus.read[c.place.document as usize].lang == corpus.document(at).lang);
    let elsewhere = || common(claim) && of_one_language() && !ranked_alike(corpus, index, all, claim, candidates);
    let nowhere = standing == Standing::NotFound && (!all.have(claim) || elsewhere());
    let known = || support::sentence(&corpus.document(at).passages, claim.span).map_or(0.0, |passage| index.known(passage));
    let counted = || {
        let words = |c: &Candidate| corpus.read[c.place.document as usize].wording.of(&index.passage(c.place).words);
        candidates.iter().take(MOST_LIKE).any(|c| unsourced::counts_names(claim, words(c)))
    };
    let told = nowhere
        && !derive::is_calculated(corpus, at)
        && !all.may_be(claim)
        && unsourced::is_told(corpus, at, known())
        && !counted();
    let unsourced = told || nowhere && unsourced::needs_source(corpus, at);
    Some(Support {
        kind: claim.kind,
        claim: Cited::claim(corpus, at),
        at: Some(at),
        standing,
        support,
        conflict,
        unsourced,
        told,
    })
}

/// Ranks and small counts, which stand for something in nearly every text.
fn common(claim: &Claim) -> bool {
    let small = || score::exact(&claim.value).is_some_and(|n| n <= Number::from(SMALL));
    claim.kind == ClaimKind::ORDINAL || claim.kind == ClaimKind::COUNT && small()
}

/// Whether a source has the same rank or count among words that are a little like the draft's: "first" ranks something in nearly every text.
fn ranked_alike(corpus: &Corpus, index: &Index, all: &Figures, claim: &Claim, candidates: &[Candidate]) -> bool {
    candidates.iter().any(|candidate| {
        figures_of(candidate.place, index).any(|other| {
            all.relation(claim, other) == Relation::Same
                && score::alike(index, claim, corpus.claim(other), candidate.coverage) >= RANKED_ALIKE
        })
    })
}

/// A figure of another document than the deciding one that clearly takes the other side.
fn dissent(
    corpus: &Corpus,
    index: &Index,
    all: &Figures,
    at: At,
    (decided, supported): (At, bool),
    candidates: &[Candidate],
) -> Option<At> {
    let claim = corpus.claim(at);
    if supported && vague(claim) {
        return None;
    }
    // For each document the figure most alike that bears the draft's out, and the one that does not.
    let mut best: FxHashMap<u32, [Option<(f64, At)>; 2]> = FxHashMap::default();
    for candidate in candidates.iter().filter(|c| c.place.document != decided.document) {
        for other in figures_of(candidate.place, index) {
            let theirs = corpus.claim(other);
            let side = match all.relation(claim, other) {
                Relation::Same => 0,
                Relation::Other if score::elsewhere(claim, theirs) || other_time(corpus, index, at, candidate.place) => continue,
                Relation::Other => 1,
                Relation::Apart => continue,
            };
            let alike = score::alike(index, claim, theirs, candidate.coverage);
            let slot = &mut best.entry(candidate.place.document).or_default()[side];
            if slot.is_none_or(|(most, _)| alike > most) {
                *slot = Some((alike, other));
            }
        }
    }
    let sided = best.into_values().filter_map(|[same, other]| {
        let (for_it, against) = if supported { (other, same) } else { (same, other) };
        for_it.filter(|(alike, _)| *alike >= SURE && against.is_none_or(|(least, _)| least < alike * ONE_SIDED))
    });
    sided.max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(&a.1))).map(|(_, at)| at)
}
