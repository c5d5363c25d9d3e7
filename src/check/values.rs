//! Values that must meet: dates of what happens once, ordinals of events in a series.

use super::sides::{Stand, finding, split};
use super::{At, Corpus, Outcome};
use crate::claim::{Claim, Feature};
use crate::entity::EntityId;
use crate::pack::{Agree, Rule};
use crate::value::{Meet, Value};
use std::collections::BTreeMap;

/// More claims about one thing than this are a list of results, or an archive of copies: the first ones stand for all.
const MOST_IN_GROUP: usize = 400;

/// Claims with the same subject and attribute, or the same series and period, must meet.
pub(super) fn agree(corpus: &Corpus, rule: &Rule, agree: &Agree, outcome: &mut Outcome) {
    let mut groups: BTreeMap<(u64, u64), Vec<At>> = BTreeMap::new();
    for at in corpus.of_kind(rule.claims) {
        let claim = corpus.claim(at);
        let governed = claim.subject != 0 || claim.attribute != 0 && claim.period.is_some();
        if governed {
            groups.entry((claim.subject, claim.attribute)).or_default().push(at);
        }
    }
    for ((subject, _), mut claims) in groups {
        claims.truncate(MOST_IN_GROUP);
        for cluster in clusters(corpus, &claims) {
            compare(corpus, rule, agree, subject, &cluster, outcome);
        }
    }
}

fn compare(corpus: &Corpus, rule: &Rule, agree: &Agree, subject: u64, claims: &[At], outcome: &mut Outcome) {
    for (i, one) in claims.iter().enumerate() {
        for other in claims[i + 1..].iter().filter(|other| corpus.comparable(*one, **other)).take(8) {
            let meets = corpus.claim(*one).value.meet(&corpus.claim(*other).value).is_some();
            outcome.compare(rule, *one, *other, meets);
        }
    }
    if agree.grows {
        return shrinks(corpus, rule, agree, subject, claims, outcome);
    }
    let values: Vec<(At, Value<EntityId>)> = claims.iter().map(|at| (*at, corpus.claim(*at).value.clone())).collect();
    let sides = split(&values, Value::meet);
    let clash = |i: usize| sides[i].1.iter().any(|a| sides[0].1.iter().any(|b| corpus.comparable(*a, *b)));
    if sides.len() < 2 || !(1..sides.len()).any(clash) {
        return;
    }
    let stands = sides.iter().flat_map(|(value, of)| {
        of.iter().map(|at| Stand { document: at.document, span: corpus.claim(*at).span, says: say_value(value) })
    });
    let stands: Vec<Stand> = stands.collect();
    let first = corpus.claim(claims[0]);
    let name =
        corpus.naming.entity(EntityId(subject)).unwrap_or_else(|| corpus.naming.text(claims[0].document, first.span).to_owned());
    outcome.findings.push(finding(corpus, rule, agree.changes, vec![("subject".into(), name)], stands));
}

/// Of what can only grow: the first two claims of which the later one gives less, or which differ on the same day.
fn shrinks(corpus: &Corpus, rule: &Rule, agree: &Agree, subject: u64, claims: &[At], outcome: &mut Outcome) {
    let conflict = |one: At, other: At| {
        let (a, b) = (&corpus.claim(one).value, &corpus.claim(other).value);
        if !corpus.comparable(one, other) || a.meet(b).is_some() {
            return false;
        }
        if one.document == other.document {
            return true;
        }
        let (Some(first), Some(second)) = (corpus.document(one).date, corpus.document(other).date) else { return false };
        let grew = |less: &Value<EntityId>, more: &Value<EntityId>| match (less, more) {
            (Value::Number(less), Value::Number(more)) => crate::value::Comparison::Less.is_possible(less, more),
            _ => false,
        };
        first == second || !(first < second && grew(a, b) || second < first && grew(b, a))
    };
    let pair = claims.iter().enumerate().find_map(|(i, one)| {
        let other = claims[i + 1..].iter().take(MOST_IN_GROUP).find(|other| conflict(*one, **other))?;
        Some([*one, *other])
    });
    let Some(pair) = pair else { return };
    let stands = pair.iter().map(|at| {
        let claim = corpus.claim(*at);
        Stand { document: at.document, span: claim.span, says: say_value(&claim.value) }
    });
    let name = corpus.naming.entity(EntityId(subject));
    let name = name.unwrap_or_else(|| corpus.naming.text(pair[0].document, corpus.claim(pair[0]).span).to_owned());
    outcome.findings.push(finding(corpus, rule, agree.changes, vec![("subject".into(), name)], stands.collect()));
}

fn say_value(value: &Value<EntityId>) -> String {
    match value {
        Value::Number(range) => range.to_string(),
        Value::Days(days) => days.edtf(),
        Value::Text(text) => text.clone(),
        Value::Members(members) => members.count().map_or_else(String::new, |r| r.to_string()),
    }
}

/// Claims of a group that are about one world: those with a subject all are; those of a series are when their periods meet
/// and their contexts say that it is one series.
fn clusters(corpus: &Corpus, claims: &[At]) -> Vec<Vec<At>> {
    let mut clusters: Vec<Vec<At>> = Vec::new();
    for at in claims {
        let claim = corpus.claim(*at);
        let same = |other: &At| {
            let other = corpus.claim(*other);
            if claim.subject != 0 { same_subject(corpus, claim, other) } else { same_series(claim, other) }
        };
        match clusters.iter_mut().find(|c| c.iter().all(same)) {
            Some(cluster) => cluster.push(*at),
            None => clusters.push(vec![*at]),
        }
    }
    clusters.retain(|c| c.len() > 1);
    clusters
}

fn same_subject(_corpus: &Corpus, one: &Claim, other: &Claim) -> bool {
    match (&one.period, &other.period) {
        (Some(a), Some(b)) => a == b,
        (None, None) => true,
        _ => false,
    }
}

/// Two mentions of one event in one series: held in the same time, and what one says of itself the other says too, two
/// features at least.
pub(super) fn same_series(one: &Claim, other: &Claim) -> bool {
    let (Some(a), Some(b)) = (&one.period, &other.period) else { return false };
    let year = |d: &crate::value::Days| d.year_number();
    let same_time = a.meet(b).is_some() && (year(a) == year(b));
    let shared: Vec<&Feature> = one.context.iter().filter(|f| other.context.iter().any(|o| o.hash == f.hash)).collect();
    let least = one.context.len().min(other.context.len());
    same_time && shared.len() >= 2 && shared.len() * 2 >= least
}
