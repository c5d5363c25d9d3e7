//! Lists that are one but for an item: "the five states, Estmark, Lutemia, Norrland, Vendia and Saal", and Draghovia where the other text has
//! Saal.
//!
//! Two lists of one matter may be of two things: at least one of the texts must say how many there are, and the lists have as many.

use super::decide::published_far_apart;
use super::matter::{Joined, Matter};
use super::reported::Reported;
use super::rule_of;
use crate::check::sides::{Stand, finding};
use crate::check::{At, By, Corpus, Finding, Outcome, Role};
use crate::claim::{ANNOUNCED, Claim, ClaimKind, ITEM};
use crate::pack::{Peers, Rule, Severity};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// An item that stands in more lists than this says nothing of which list it is.
const MOST_HAVING: usize = 64;
/// Two lists that are one have so many items in common, at least.
const LEAST_SHARED: usize = 2;

/// Holds the lists of peers against each other.
pub(super) fn among(corpus: &Corpus, rules: &[(&Rule, &Peers)], matter: &Matter, reported: &mut Reported, outcome: &mut Outcome) {
    let Some((rule, _)) = rule_of(rules, ClaimKind::LISTING) else { return };
    let peers = |at: &At| corpus.read[at.document as usize].role == Role::Peer && corpus.is_first(at.document);
    let lists: Vec<At> = corpus.of_kind(ClaimKind::LISTING).filter(peers).collect();
    let mut having: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (n, at) in lists.iter().enumerate() {
        for feature in &*corpus.claim(*at).context {
            let with = having.entry(feature.hash).or_default();
            if with.last() != Some(&n) {
                with.push(n);
            }
        }
    }
    let mut joined = Joined::default();
    for (n, at) in lists.iter().enumerate() {
        let claim = corpus.claim(*at);
        let with = claim.context.iter().filter_map(|feature| having.get(&feature.hash)).filter(|with| with.len() <= MOST_HAVING);
        let others: BTreeSet<usize> = with.flatten().copied().filter(|m| *m > n).collect();
        for other in others.into_iter().map(|m| lists[m]).filter(|other| other.document != at.document) {
            let Some((here, there)) = odd_ones(claim, corpus.claim(other)) else { continue };
            let near = !published_far_apart(corpus, at.document, other.document);
            if !near || !joined.joins(matter, at.document, other.document) {
                continue;
            }
            outcome.compare(rule, *at, other, false);
            let stand = |at: At, span: Span| {
                let says = corpus.naming.text(at.document, span).to_owned();
                let everywhere = corpus.reprints.everywhere(&[at]);
                everywhere.into_iter().map(move |at| Stand { document: at.document, span, says: says.clone() })
            };
            let stands: Vec<Stand> = stand(*at, here).chain(stand(other, there)).collect();
            if !reported.have(stands.iter()) {
                let severity = rule.weigh(rule.file.severity.min(Severity::Warning));
                let values = vec![("subject".into(), String::new())];
                let found = Finding { by: By::Peers, severity, ..finding(corpus, rule, false, values, stands) };
                reported.add(&found);
                outcome.push(found);
            }
        }
    }
}

/// The items of two lists that are alike in all others, where at least one text announces as many.
fn odd_ones(one: &Claim, other: &Claim) -> Option<(Span, Span)> {
    let items = |claim: &Claim| claim.roles.iter().filter(|role| role.role == ITEM).map(|role| role.span).collect::<Vec<_>>();
    let (ours, theirs) = (items(one), items(other));
    let announced = |claim: &Claim| claim.roles.iter().any(|role| role.role == ANNOUNCED);
    if ours.len() != theirs.len() || ours.len() <= LEAST_SHARED || !(announced(one) || announced(other)) {
        return None;
    }
    let keys = |claim: &Claim, n: usize| -> BTreeSet<u32> {
        claim.context.iter().filter(|feature| usize::from(feature.weight) == n).map(|feature| feature.hash).collect()
    };
    let mut left: BTreeSet<usize> = (0..theirs.len()).collect();
    let mut odd = Vec::new();
    for n in 0..ours.len() {
        let own = keys(one, n);
        match left.iter().copied().find(|m| !own.is_disjoint(&keys(other, *m))) {
            Some(m) => {
                left.remove(&m);
            }
            None => odd.push(n),
        }
    }
    match (&odd[..], left.iter().next()) {
        ([n], Some(m)) => Some((ours[*n], theirs[*m])),
        _ => None,
    }
}
