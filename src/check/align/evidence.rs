//! The evidence for a verdict: beside the figure that decided it, one of another source that says otherwise.

use super::score::{self, Relation};
use super::{Candidate, Figures, Index, SURE, Verdict, clash, derive, figures_of, vague};
use crate::check::support::{Cited, Standing, Support};
use crate::check::{At, Corpus, Decided, support, unsourced};
use crate::claim::{Claim, ClaimKind, Marks, Word};
use rustc_hash::FxHashMap;

/// A source takes a side if its figures for one are so much less alike than those for the other.
const ONE_SIDED: f64 = 0.6;

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
    let not_found = verdict == Verdict::NotFound;
    if unsourced::is_no_claim(corpus, at, not_found) || not_found && may_be(corpus, index, all, corpus.claim(at), candidates) {
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
    let read = corpus.document(at);
    let told = || {
        let claim = corpus.claim(at);
        let told_of = support::sentence(&read.passages, claim.span).is_some_and(|s| index.known(s) >= unsourced::TOLD);
        // In a draft of a few words every figure is about what the sources tell of, but for "the first", which may be of anything.
        let of_few_words = || (told_of || claim.kind != ClaimKind::ORDINAL) && unsourced::is_stated(corpus, at);
        let must_be_there = told_of && unsourced::is_exact(corpus, at) || of_few_words();
        must_be_there
            && !all.bears_out(claim)
            && !all.have_number(claim)
            && !all.otherwise(claim)
            && all.tells_days(claim)
            && !derive::is_calculated(corpus, at)
            && !derive::may_follow(corpus, index, at, candidates)
            && !is_written(corpus, index, at, candidates)
    };
    let told = standing == Standing::NotFound && told();
    let (decided, follows) = match verdict {
        // A fact is told by name.
        Verdict::Supported(by) if corpus.claim(by).kind == ClaimKind::FACT => (None, false),
        // What follows from other figures is no figure like them.
        Verdict::Supported(by) if all.relation(corpus.claim(at), by) != Relation::Same => (None, true),
        Verdict::Supported(by) => (Decided::of(corpus, at, by, true), false),
        Verdict::Contradicted(by) => (Decided::of(corpus, at, by, false), false),
        Verdict::NotFound => (None, false),
    };
    let near = if not_found { near(index, candidates) } else { None };
    let new = Support::new(corpus.claim(at).kind, Cited::claim(corpus, at), standing);
    Some(Support { at: Some(at), support, conflict, told, decided, follows, near: near.map(Box::new), ..new })
}

/// Whether the digits of a figure stand in a sentence of the sources that tells of the same: they may be said of something else there, or in a
/// way that is not understood, but they are not made up.
fn is_written(corpus: &Corpus, index: &Index, at: At, candidates: &[Candidate]) -> bool {
    let span = corpus.claim(at).span;
    let words = &corpus.document(at).wording.words;
    let within = words.partition_point(|w| w.at < span.start)..words.partition_point(|w| w.at < span.end);
    let figures: Vec<&Word> = words[within].iter().filter(|word| word.marks.has(Marks::FIGURE)).collect();
    let digits = |word: &Word| corpus.naming.text(at.document, word.span()).starts_with(|c: char| c.is_ascii_digit());
    let own: Vec<u32> =
        if figures.iter().any(|word| digits(word)) { figures.iter().map(|w| w.exact).collect() } else { Vec::new() };
    let told = candidates.iter().filter(|c| c.coverage >= unsourced::TOLD);
    let stand = |c: &Candidate| {
        let theirs = corpus.read[c.place.document as usize].wording.of(&index.passage(c.place).words);
        own.iter().all(|digits| theirs.iter().any(|word| word.exact == *digits))
    };
    !own.is_empty() && told.into_iter().any(stand)
}

/// The sentence of the sources that has most in common with a draft's, if it has so much that they tell of the same matter.
pub(super) fn near(index: &Index, candidates: &[Candidate]) -> Option<Cited> {
    let best = candidates.first().filter(|best| best.coverage >= unsourced::TOLD)?;
    let sentence = index.passage(best.place).span;
    Some(Cited { document: best.place.document, span: sentence, sentence })
}

/// Whether something of a source may be what a figure says, but does not say so: a day without its date, as many names as are counted.
fn may_be(corpus: &Corpus, index: &Index, all: &Figures, claim: &Claim, candidates: &[Candidate]) -> bool {
    let words = |c: &Candidate| corpus.read[c.place.document as usize].wording.of(&index.passage(c.place).words);
    all.may_be(claim) || candidates.iter().take(MOST_LIKE).any(|c| unsourced::counts_names(claim, words(c)))
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
                Relation::Other if score::elsewhere(claim, theirs) || clash::other_time(corpus, index, at, candidate.place) => {
                    continue;
                }
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

/// A clause that says the opposite of a source's bears none of its figures out, nor the other way: "does not employ 13 people".
pub(super) fn take_back(corpus: &Corpus, support: &mut [Support], turned: ClaimKind) {
    let key = |own: &Cited, source: &Cited| (own.document, own.sentence.start, source.document, source.sentence.start);
    let mut denied: FxHashMap<_, Vec<Cited>> = FxHashMap::default();
    for row in support.iter().filter(|row| row.kind == turned && row.standing == Standing::Contradicted) {
        if let Some(source) = row.conflict {
            denied.entry(key(&row.claim, &source)).or_default().push(row.claim);
        }
    }
    for row in support.iter_mut().filter(|row| row.at.is_some() && row.standing == Standing::Supported) {
        let claim = row.claim;
        let turned = row.support.and_then(|by| denied.get(&key(&claim, &by)));
        if turned.is_some_and(|words| words.iter().any(|own| in_clause(corpus, own, &claim))) {
            (row.standing, row.conflict, row.decided) = (Standing::Contradicted, row.support.take(), None);
        }
    }
}

/// Whether no mark parts two places of a sentence.
fn in_clause(corpus: &Corpus, one: &Cited, other: &Cited) -> bool {
    let (from, to) = (one.span.start.min(other.span.start), one.span.start.max(other.span.start));
    let words = &corpus.read[one.document as usize].wording.words;
    let between = words.partition_point(|w| w.at <= from)..words.partition_point(|w| w.at <= to);
    !words[between].iter().any(|w| w.marks.has(Marks::CLAUSE))
}
