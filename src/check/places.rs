//! Events in a place: one event of a series took place once, in one place or in what that place lies in.

use super::sides::{Stand, finding};
use super::values::same_series;
use super::{At, Corpus, Outcome};
use crate::claim::Claim;
use crate::entity::EntityId;
use crate::pack::Rule;
use crate::value::{Days, Meet, Value};
use std::collections::{BTreeMap, BTreeSet};

/// More claims about one kind of event in one year than this stand in archives; the first ones stand for all.
const MOST_IN_GROUP: usize = 400;

/// Of claims that meet a claim, and of those that do not, so many are told, and more only of those that have fewer: copies in an archive
/// add nothing.
const MOST_ALIKE: usize = 8;

/// One finding for each pair of places that one event is said to have taken place in.
pub(super) fn agree(corpus: &Corpus, rule: &Rule, outcome: &mut Outcome) {
    let mut groups: BTreeMap<_, Vec<(At, EntityId)>> = BTreeMap::new();
    for at in corpus.of_kind(rule.claims).filter(|at| corpus.is_first(at.document)) {
        let claim = corpus.claim(at);
        if claim.about.is_some() {
            continue;
        }
        if let Some(place) = place(&claim.value).filter(|p| corpus.naming.is_place(*p)) {
            let year = claim.period.as_ref().and_then(Days::year_number);
            groups.entry((claim.attribute, year)).or_default().push((at, place));
        }
    }
    for mut claims in groups.into_values() {
        claims.truncate(MOST_IN_GROUP);
        let mut reported: BTreeSet<At> = BTreeSet::new();
        let (mut met, mut clashed) = (vec![0; claims.len()], vec![0; claims.len()]);
        for (i, (one, here)) in claims.iter().enumerate() {
            for (j, (other, there)) in claims.iter().enumerate().skip(i + 1) {
                if met[i].min(met[j]) >= MOST_ALIKE
                    || !corpus.comparable(*one, *other)
                    || !same_event(corpus.claim(*one), corpus.claim(*other))
                {
                    continue;
                }
                let meets = same_place(corpus, *here, *there);
                let told = if meets { &mut met } else { &mut clashed };
                if told[i].min(told[j]) < MOST_ALIKE {
                    outcome.compare(rule, *one, *other, meets);
                }
                (told[i], told[j]) = (told[i] + 1, told[j] + 1);
                if meets || !reported.insert(*other) {
                    continue;
                }
                let stand = |at: At, place: EntityId| Stand {
                    document: at.document,
                    span: corpus.claim(at).span,
                    says: corpus.naming.entity(place).unwrap_or_default(),
                };
                let of = |at: At, place: EntityId| corpus.reprints.everywhere(&[at]).into_iter().map(move |at| stand(at, place));
                let stands = of(*one, *here).chain(of(*other, *there)).collect();
                outcome.push(finding(corpus, rule, false, vec![("subject".into(), String::new())], stands));
            }
        }
    }
}

pub(super) fn place(value: &Value<EntityId>) -> Option<EntityId> {
    match value {
        Value::Members(members) => members.must.iter().next().copied(),
        _ => None,
    }
}

/// One event: of one series, in one time, and with the same number where both have one.
fn same_event(one: &Claim, other: &Claim) -> bool {
    let rank = |c: &Claim| c.roles.first().map(|r| r.value.clone());
    let ranked = match (rank(one), rank(other)) {
        (Some(a), Some(b)) => a.meet(&b).is_some(),
        (None, None) => true,
        _ => false,
    };
    ranked && same_series(one, other)
}

/// Whether one place is the other, or lies in it.
pub(super) fn same_place(corpus: &Corpus, one: EntityId, other: EntityId) -> bool {
    let within = |inner: EntityId, outer: EntityId| {
        std::iter::successors(Some(inner), |id| corpus.naming.located_in(*id)).take(6).any(|id| id == outer)
    };
    within(one, other) || within(other, one)
}
