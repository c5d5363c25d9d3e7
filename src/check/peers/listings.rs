//! Lists that are one but for an item: "the five states, Estmark, Lutemia, Norrland, Vendia and Saal", and Draghovia where the other text has
//! Saal.
//!
//! Two lists of one matter may be of two things (who won, and who was booked): the texts must say how many there are, one of them where the lists
//! are long, and neither may list twice.

use super::decide::published_far_apart;
use super::groups::Differing;
use super::matter::{Joined, Matter};
use super::{is_held, rule_of, tell};
use crate::check::reported::Reported;
use crate::check::{At, Corpus, Outcome};
use crate::claim::{ANNOUNCED, Claim, ClaimKind, Feature, ITEM};
use crate::pack::{Peers, Rule};
use crate::text::Span;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// An item that stands in more lists than this says nothing of which list it is.
const MOST_HAVING: usize = 64;
/// Two lists that are one have so many items in common, at least; where they have fewer than the second number, both texts say how many there are.
const LEAST_SHARED: usize = 2;
const MANY_SHARED: usize = 3;

/// Holds the lists of peers against each other.
pub(super) fn among(corpus: &Corpus, rules: &[(&Rule, &Peers)], matter: &Matter, reported: &mut Reported, outcome: &mut Outcome) {
    let Some((rule, _)) = rule_of(rules, ClaimKind::LISTING) else { return };
    let lists: Vec<At> = corpus.of_kind(ClaimKind::LISTING).filter(|at| is_held(corpus, at.document)).collect();
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
    let mut differing = Differing::default();
    for (n, at) in lists.iter().enumerate() {
        let claim = corpus.claim(*at);
        let with = claim.context.iter().filter_map(|feature| having.get(&feature.hash)).filter(|with| with.len() <= MOST_HAVING);
        let others: BTreeSet<usize> = with.flatten().copied().filter(|m| *m > n).collect();
        for other in others.into_iter().map(|m| lists[m]).filter(|other| other.document != at.document) {
            let there = corpus.claim(other);
            let Some((here_odd, there_odd)) = odd_ones(claim, there) else { continue };
            let near = !published_far_apart(corpus, at.document, other.document);
            if !near || !claim.is_of_time_of(there) || lists_twice(corpus, &lists, *at) || lists_twice(corpus, &lists, other) {
                continue;
            }
            if joined.joins(matter, at.document, other.document) {
                outcome.compare(rule, *at, other, false);
                differing.clash((*at, other), (items(claim)[here_odd], items(there)[there_odd]));
            }
        }
    }
    for stands in differing.stands(corpus) {
        tell(corpus, rule, stands, reported, outcome);
    }
}

/// Whether a text has another list that shares an item with this one.
fn lists_twice(corpus: &Corpus, lists: &[At], at: At) -> bool {
    let claim = corpus.claim(at);
    let from = lists.partition_point(|other| other.document < at.document);
    let own = lists[from..].iter().take_while(|other| other.document == at.document).take(MOST_HAVING);
    own.into_iter().filter(|other| **other != at).map(|other| corpus.claim(*other)).any(|other| {
        let shared = |feature: &&Feature| other.context.iter().any(|f| f.hash == feature.hash);
        claim.context.iter().any(|feature| shared(&feature))
    })
}

fn items(claim: &Claim) -> Vec<Span> {
    claim.roles.iter().filter(|role| role.role == ITEM).map(|role| role.span).collect()
}

fn keys(claim: &Claim, n: usize) -> BTreeSet<u32> {
    claim.context.iter().filter(|feature| usize::from(feature.weight) == n).map(|feature| feature.hash).collect()
}

/// The items, by number, of two lists that are alike in all others, where the texts announce as many.
fn odd_ones(one: &Claim, other: &Claim) -> Option<(usize, usize)> {
    let (ours, theirs) = (items(one), items(other));
    let announced = [one, other].iter().filter(|claim| claim.roles.iter().any(|role| role.role == ANNOUNCED)).count();
    let least = if ours.len() > MANY_SHARED { 1 } else { 2 };
    if ours.len() != theirs.len() || ours.len() <= LEAST_SHARED || announced < least {
        return None;
    }
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
        ([n], Some(m)) => Some((*n, *m)),
        _ => None,
    }
}
