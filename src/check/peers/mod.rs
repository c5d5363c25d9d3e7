//! Figures of texts of equal standing, and of one text: those that are about the same thing must meet.
//!
//! Candidates come from an inverted index of the sentences that hold a figure. Two ways make two figures one: their clauses are near
//! copies, so that the words prove what they are about; or every slot that decides for their kind is the same. One slot apart keeps
//! them from being compared; so does a text that gives the value of the other elsewhere, or several values for the same thing.

mod aligned;
mod copies;
mod decide;
mod groups;
mod matter;

use super::align::{Candidate, Index, Place, Scratch, figures_of, relation_of};
use super::sides::{Stand, finding};
use super::{At, Corpus, Finding, Outcome, Role};
use crate::claim::ClaimKind;
use crate::lexicon::id_hash;
use crate::pack::{Peers, Rule};
use aligned::{Best, is_only};
pub use decide::Why;
use decide::hold;
use groups::Groups;
use matter::Matter;
use std::collections::BTreeMap;

/// Holds the figures of all peers and drafts against each other. `rules` are those that look at figures among peers.
pub(super) fn among(corpus: &Corpus, rules: &[(&Rule, &Peers)], outcome: &mut Outcome) {
    if rules.is_empty() {
        return;
    }
    let index = Index::new(*corpus, |d| corpus.read[d as usize].role == Role::Peer);
    let held = pairs(corpus, &index, &Matter::new(corpus), outcome);
    let mut groups = Groups::default();
    for ((one, document), others) in &held {
        let certain = is_certain(corpus, *one, others);
        for (other, meets) in others.iter().filter(|(other, _)| one < other) {
            let back =
                || held.get(&(*other, one.document)).is_none_or(|back| one.document == *document || back.iter().all(|(_, m)| !m));
            let Some((rule, _)) = rule_of(rules, corpus.claim(*one).kind) else { continue };
            if *meets || certain && back() {
                outcome.compare(rule, *one, *other, *meets);
                groups.join(*one, *other, *meets);
            }
        }
    }
    for group in groups.clashing() {
        let Some((rule, peers)) = rule_of(rules, corpus.claim(group[0]).kind) else { continue };
        report(corpus, rule, peers, &group, outcome);
    }
}

fn rule_of<'r>(rules: &'r [(&'r Rule, &'r Peers)], kind: ClaimKind) -> Option<&'r (&'r Rule, &'r Peers)> {
    rules.iter().find(|(_, peers)| peers.claims.iter().any(|c| ClaimKind(id_hash(c)) == kind))
}

/// By a figure and a document: the figures of that document that are about the same thing, and whether they meet it.
type Held = BTreeMap<(At, u32), Vec<(At, bool)>>;

fn pairs(corpus: &Corpus, index: &Index, matter: &Matter, outcome: &mut Outcome) -> Held {
    let mut held = Held::new();
    // What a table's row says is told by no words.
    let figures = |place| -> Vec<At> { figures_of(place, index).filter(|at| corpus.about(*at).is_some()).collect() };
    let mut scratch = Scratch::default();
    let mut best = Best::default();
    let mut told: Vec<(Place, Vec<Candidate>)> = Vec::new();
    for here in index.places().iter().filter(|here| !figures(**here).is_empty()) {
        let candidates = index.candidates(index.passage(*here), &mut scratch);
        best.add(index, *here, &candidates);
        told.push((*here, candidates));
    }
    for (here, candidates) in &told {
        let own = figures(*here);
        for candidate in candidates.iter().filter(|c| c.place != *here) {
            let theirs = figures(candidate.place);
            let aligns = best.aligns(*here, candidate.place);
            for (one, other) in own.iter().flat_map(|one| theirs.iter().map(move |other| (*one, *other))) {
                let aligned = aligns && is_only(corpus, one, &own) && is_only(corpus, other, &theirs);
                match hold(corpus, matter, one, other, aligned) {
                    Ok(meets) => held.entry((one, other.document)).or_default().push((other, meets)),
                    Err(why) if one < other => outcome.keep_apart(one, other, why),
                    Err(_) => {}
                }
            }
        }
    }
    held
}

/// Whether the figures of one document that clash with a figure say one thing: several values for the same thing tell of several
/// things.
fn is_certain(corpus: &Corpus, one: At, others: &[(At, bool)]) -> bool {
    let mut clashes = others.iter().filter(|(_, meets)| !meets).map(|(other, _)| corpus.claim(*other));
    let Some(first) = clashes.next() else { return true };
    let mixed = others.iter().any(|(other, meets)| *meets && other.document != one.document);
    !mixed && clashes.all(|c| relation_of(c, first) == Some(true))
}

/// Reports figures that cannot all hold, by what they say; nothing where another rule has reported two of these places already.
fn report(corpus: &Corpus, rule: &Rule, peers: &Peers, group: &[At], outcome: &mut Outcome) {
    let text = |at: At| corpus.naming.text(at.document, corpus.claim(at).span).to_owned();
    let mut sides: Vec<Vec<At>> = Vec::new();
    for at in group {
        let agrees = |side: &&mut Vec<At>| relation_of(corpus.claim(*at), corpus.claim(side[0])) == Some(true);
        match sides.iter_mut().find(agrees) {
            Some(side) => side.push(*at),
            None => sides.push(vec![*at]),
        }
    }
    let stands: Vec<Stand> = sides
        .iter()
        .flat_map(|of| of.iter().map(|at| Stand { document: at.document, span: corpus.claim(*at).span, says: text(of[0]) }))
        .collect();
    let covers = |f: &Finding, stand: &Stand| {
        f.evidence.iter().any(|e| e.document == stand.document && e.span.start < stand.span.end && stand.span.start < e.span.end)
    };
    let known = outcome.findings.iter().any(|f| stands.iter().filter(|stand| covers(f, stand)).count() > 1);
    if sides.len() > 1 && !known {
        let found = finding(corpus, rule, peers.changes, Vec::new(), stands);
        outcome.findings.push(Finding { among: true, ..found });
    }
}
