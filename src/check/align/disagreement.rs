//! Sources that disagree: one bears out what the draft says, and another, were it the only one, would contradict it. The draft takes a side, which is
//! no mistake: it is told of as what it is, and not as a contradiction.

use super::index::Candidate;
use super::score::Relation;
use super::{Figures, Index, Place, Verdict, figures_of, verdicts};
use crate::check::sides::{Stand, finding};
use crate::check::support::{Cited, Standing, Support};
use crate::check::{At, By, Corpus, Finding, Outcome};
use crate::claim::ClaimKind;
use crate::pack::Rule;

/// The figures of two sources between which a row's figure stands: the one that bears it out, and the one that does not; `None` where nothing proves
/// that both are told of the draft's thing.
pub(super) fn between(
    corpus: &Corpus,
    (index, all): (&Index, &Figures),
    (here, row, verdict): (Place, &Support, Verdict),
    candidates: &[Candidate],
) -> Option<(At, At)> {
    let (at, (support, conflict)) = row.at.zip(row.support.zip(row.conflict))?;
    if row.follows || corpus.reprints.first(support.document) == corpus.reprints.first(conflict.document) {
        return None;
    }
    let alone = |source: Cited| {
        let only: Vec<Candidate> = candidates.iter().filter(|c| c.place.document == source.document).copied().collect();
        let (_, verdict) = verdicts(corpus, index, all, here, &only).into_iter().find(|(figure, _)| *figure == at)?;
        let (Verdict::Supported(other) | Verdict::Contradicted(other)) = verdict else { return None };
        let there = only.iter().find(|c| figures_of(c.place, index).any(|one| one == other))?.place;
        tell_of_one(corpus, (index, all), (here, at), (there, other)).then_some(verdict)
    };
    match verdict {
        Verdict::Supported(with) => match alone(conflict)? {
            Verdict::Contradicted(other) => Some((with, other)),
            _ => None,
        },
        Verdict::Contradicted(other) => match alone(support)? {
            Verdict::Supported(with) => Some((with, other)),
            _ => None,
        },
        Verdict::NotFound => None,
    }
}

/// Reports that a draft's figure stands between those of two sources.
pub(super) fn report(corpus: &Corpus, rule: &Rule, at: At, (with, other): (At, At), outcome: &mut Outcome) {
    let span = |at: At| corpus.claim(at).span;
    let says = |at: At| corpus.naming.text(at.document, span(at)).to_owned();
    let (draft, source) = (says(at), says(other));
    let stand = |at: At, says: &str| Stand { document: at.document, span: span(at), says: says.to_owned() };
    let stands = vec![stand(at, &draft), stand(with, &draft), stand(other, &source)];
    let values = vec![("draft".to_owned(), draft), ("source".to_owned(), source)];
    let mut found = Finding { by: By::Sources, ..finding(corpus, rule, false, values, stands) };
    found.evidence.iter_mut().for_each(|evidence| evidence.primary = evidence.document == at.document);
    outcome.push(found);
}

/// A row whose figure a source bears out, whatever another says.
pub(super) fn supported(row: Support) -> Support {
    Support { standing: Standing::Supported, told: false, decided: None, ..row }
}

/// Whether two sentences tell of one thing but for a figure of each: all words of the one that say something are the other's too, and so are its
/// other figures. What is left of the other may be added, but no time: "the Vipan bridge" and "the Brenna bridge" are two, and so may a year's profit and
/// that of its third quarter be.
fn tell_of_one(corpus: &Corpus, (index, all): (&Index, &Figures), (here, at): (Place, At), (there, other): (Place, At)) -> bool {
    let within = |(one, of): (Place, At), (whole, its): (Place, At)| {
        let (words, others) = (&index.passage(one).features, &index.passage(whole).features);
        let has = |hash: u32| others.binary_search_by_key(&hash, |(hash, _)| *hash).is_ok();
        let same = |figure: At| {
            let mut theirs = figures_of(whole, index).filter(|f| *f != its);
            theirs.any(|f| all.relation(corpus.claim(figure), f) == Relation::Same)
        };
        let timed = |f: &At| corpus.claim(*f).kind == ClaimKind::DATE;
        let told = figures_of(one, index).filter(|f| *f != of).all(same);
        let times = figures_of(whole, index).filter(|f| *f != its && timed(f)).count();
        let own = figures_of(one, index).filter(|f| *f != of && timed(f)).count();
        words.iter().all(|(hash, _)| has(*hash)) && told && times == own
    };
    within((here, at), (there, other)) || within((there, other), (here, at))
}
