//! The time of a figure: "$3.69 in the third quarter", "In May, sales were 40 million". A draft that gives a source's figure for
//! another time than the source does contradicts it, even where both times stand in the source.

use super::figures::{Figures, figures_of};
use super::index::{Candidate, Index, Place};
use super::score::{self, Relation};
use super::vague;
use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind, Form};
use crate::value::{Days, Meet, Value};

/// So many words may stand between a figure and its time, and so many of them may mean something.
const BETWEEN: usize = 4;
const MEANING: usize = 1;
/// A source's figure with the same value must be at least so much alike.
const SAME_FIGURE: f64 = 0.2;

/// The date of a source that stands with a figure with which the draft has another date, `date`.
pub(super) fn misdated(
    corpus: &Corpus,
    index: &Index,
    all: &Figures,
    here: Place,
    date: At,
    candidates: &[Candidate],
) -> Option<At> {
    let said = days(corpus, date)?;
    let bound = figures_of(here, index).filter(|at| *at != date && time_of(corpus, index, here, *at) == Some(date));
    bound.filter(|at| telling(corpus.claim(*at))).find_map(|figure| {
        let mut others = None;
        for candidate in candidates {
            for other in figures_of(candidate.place, index) {
                let alike = || score::alike(index, corpus.claim(figure), corpus.claim(other), candidate.coverage);
                if all.relation(corpus.claim(figure), other) != Relation::Same || alike() < SAME_FIGURE {
                    continue;
                }
                let time = time_of(corpus, index, candidate.place, other)?;
                let theirs = resolved(corpus, index, candidate.place, time)?;
                if theirs.meet(&said).is_some() {
                    return None;
                }
                others.get_or_insert(time);
            }
        }
        others
    })
}

/// A figure that is not likely to stand twice for different things.
fn telling(claim: &Claim) -> bool {
    claim.kind == ClaimKind::FIGURE && claim.form != Form::Open && !vague(claim)
}

fn days(corpus: &Corpus, at: At) -> Option<Days> {
    let claim = corpus.claim(at);
    match &claim.value {
        Value::Days(days) if claim.kind == ClaimKind::DATE => Some(*days),
        _ => None,
    }
}

/// The days of a date; without a year, those of the one year that its sentence mentions.
fn resolved(corpus: &Corpus, index: &Index, place: Place, at: At) -> Option<Days> {
    let own = days(corpus, at)?;
    if own.is_anchored() {
        return Some(own);
    }
    let mut years = figures_of(place, index).filter_map(|at| days(corpus, at)?.year_number());
    let year = years.next()?;
    years.all(|y| y == year).then_some(())?;
    own.meet(&Days::year(year)?)
}

/// The date that says when a figure was so: the one right after it, or else the last one before it that belongs to no other figure.
fn time_of(corpus: &Corpus, index: &Index, place: Place, figure: At) -> Option<At> {
    let all = index.passage(place).figures.clone();
    let at = |claim: u32| At { document: place.document, claim };
    let is_date = |claim: u32| days(corpus, at(claim)).is_some();
    let belongs = |date: u32, to: u32| near(corpus, at(to), at(date));
    let next = figure.claim + 1;
    if all.contains(&next) && is_date(next) && belongs(next, figure.claim) {
        return Some(at(next));
    }
    let free = |i: &u32| is_date(*i) && (*i == all.start || is_date(*i - 1) || !belongs(*i, *i - 1));
    (all.start..figure.claim).rev().find(free).map(at)
}

/// Whether the second figure stands right after the first, with little between.
fn near(corpus: &Corpus, one: At, other: At) -> bool {
    let words = &corpus.document(one).wording.words;
    let (from, to) = (corpus.claim(one).span.end, corpus.claim(other).span.start);
    let after = words.partition_point(|w| w.at < from);
    let mut between = words[after..].iter().take_while(|w| w.at < to).take(BETWEEN + 1);
    let (mut count, mut meaning) = (0, 0);
    between.all(|w| {
        count += 1;
        meaning += usize::from(w.key != 0);
        count <= BETWEEN && meaning <= MEANING
    })
}
