//! Values that must meet: dates of what happens once, ordinals of events in a series.

use super::reported::Reported;
use super::sides::{Stand, clash, finding, split};
use super::told;
use super::{At, Corpus, Outcome};
use crate::claim::patterns::{ATTRIBUTE, SUBJECT};
use crate::claim::{Claim, Feature};
use crate::entity::EntityId;
use crate::pack::{Agree, Rule};
use crate::value::{Meet, Value};
use jiff::Unit;
use std::collections::BTreeMap;

/// More claims about one thing than this are a list of results, or an archive of copies: the first ones stand for all.
const MOST_IN_GROUP: usize = 400;
/// A claim that is of one series with so many others is of one with all that are.
const MOST_ALIKE: usize = 24;

/// Claims with the same subject and attribute, or the same series and period, must meet.
pub(super) fn agree(corpus: &Corpus, rule: &Rule, agree: &Agree, outcome: &mut Outcome) {
    let mut groups: BTreeMap<(u64, u64, Option<String>), Vec<At>> = BTreeMap::new();
    for at in corpus.of_kind(rule.claims) {
        let claim = corpus.claim(at);
        let governed = claim.subject != 0 || claim.attribute != 0 && claim.period.is_some();
        if governed {
            groups.entry((claim.subject, claim.attribute, time(claim))).or_default().push(at);
        }
    }
    // What words say of two places is one thing, which another rule may have reported.
    let reported = agree.of_words.then(|| Reported::new(&outcome.findings));
    for ((subject, ..), mut claims) in groups {
        claims.truncate(MOST_IN_GROUP);
        let clusters = if subject == 0 { clusters(corpus, &claims) } else { vec![claims] };
        let runs = clusters.into_iter().flat_map(|c| agree.within.map_or_else(|| vec![c.clone()], |days| runs(corpus, &c, days)));
        for cluster in runs.map(|c| told::lasting(corpus, c)).filter(|c| c.len() > 1) {
            compare(corpus, rule, agree, &cluster, reported.as_ref(), outcome);
        }
    }
}

/// Claims of texts that follow on each other with no longer gap than so many days; those of undated texts stay with the others only
/// where there is one run.
fn runs(corpus: &Corpus, claims: &[At], days: u16) -> Vec<Vec<At>> {
    let (mut dated, undated): (Vec<At>, Vec<At>) = claims.iter().partition(|at| corpus.document(**at).date.is_some());
    dated.sort_by_key(|at| (corpus.document(*at).date, *at));
    let apart = |one: &At, other: &At| {
        let (first, second) = (corpus.document(*one).date?, corpus.document(*other).date?);
        Some(first.until((Unit::Day, second)).ok()?.get_days() > i32::from(days))
    };
    let mut runs: Vec<Vec<At>> = dated.chunk_by(|a, b| apart(a, b) != Some(true)).map(<[At]>::to_vec).collect();
    match &mut runs[..] {
        [only] => only.extend(undated),
        _ => runs.push(undated),
    }
    for run in &mut runs {
        run.sort_unstable();
    }
    runs
}

/// The time that claims about one world have in common: those with a subject all of it, those of a series its year.
fn time(claim: &Claim) -> Option<String> {
    let period = claim.period.as_ref()?;
    if claim.subject == 0 { Some(period.year_number()?.to_string()) } else { Some(period.edtf()) }
}

fn compare(corpus: &Corpus, rule: &Rule, agree: &Agree, claims: &[At], reported: Option<&Reported>, outcome: &mut Outcome) {
    for (i, one) in claims.iter().enumerate() {
        for other in claims[i + 1..].iter().filter(|other| corpus.comparable(*one, **other)).take(8) {
            let meets = corpus.claim(*one).value.meet(&corpus.claim(*other).value).is_some();
            outcome.compare(rule, *one, *other, meets);
        }
    }
    if agree.grows {
        return shrinks(corpus, rule, agree, claims, outcome);
    }
    let values: Vec<(At, Value<EntityId>)> = claims.iter().map(|at| (*at, corpus.claim(*at).value.clone())).collect();
    let camps = split(corpus, &values, Value::meet);
    if !clash(corpus, &camps) {
        return;
    }
    // What packs' patterns and frames took is shown as it is written, and not as what it may stand for.
    let written = agree.of_words || claims.iter().all(|at| told::is_written(corpus, *at));
    let stands = camps.iter().flat_map(|camp| {
        let says = if written { told::say(corpus, camp.kin.all()) } else { say_value(&camp.value) };
        let stand = move |at: &At| Stand { document: at.document, span: corpus.claim(*at).span, says: says.clone() };
        camp.kin.all().iter().map(stand)
    });
    let stands: Vec<Stand> = stands.collect();
    if reported.is_some_and(|reported| reported.have(stands.iter())) {
        return;
    }
    let mut found = finding(corpus, rule, agree.changes, named(corpus, claims[0]), stands);
    if written {
        told::label(corpus, claims, &mut found);
    }
    outcome.push(found);
}

/// What a claim is about, and what of it, by name: of a gazetteer, else as its text has it.
fn named(corpus: &Corpus, at: At) -> Vec<(String, String)> {
    let claim = corpus.claim(at);
    let of = |role: u64, id: u64| {
        let span = claim.roles.iter().find(|one| one.role == role).map(|one| one.span);
        let name = corpus.naming.entity(EntityId(id));
        (name, span.map(|span| corpus.naming.text(at.document, span).to_owned()))
    };
    let (known, told) = of(SUBJECT, claim.subject);
    let subject = known.or(told).unwrap_or_else(|| corpus.naming.text(at.document, claim.span).to_owned());
    let (known, told) = of(ATTRIBUTE, claim.attribute);
    let attribute = told.map(|told| ("attribute".into(), known.unwrap_or(told)));
    [("subject".into(), subject)].into_iter().chain(attribute).collect()
}

/// Of what can only grow: the first two claims of which the later one gives less, or which differ on the same day.
fn shrinks(corpus: &Corpus, rule: &Rule, agree: &Agree, claims: &[At], outcome: &mut Outcome) {
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
        let written = told::is_written(corpus, *at);
        let says = if written { told::say(corpus, &[*at]) } else { say_value(&claim.value) };
        Stand { document: at.document, span: claim.span, says }
    });
    outcome.push(finding(corpus, rule, agree.changes, named(corpus, pair[0]), stands.collect()));
}

fn say_value(value: &Value<EntityId>) -> String {
    match value {
        Value::Number(range) => range.to_string(),
        Value::Days(days) => days.edtf(),
        Value::Text(text) => text.clone(),
        Value::Members(members) => members.count().map_or_else(String::new, |r| r.to_string()),
    }
}

/// Claims of a group that are about one series: their periods meet, and their contexts say so.
fn clusters(corpus: &Corpus, claims: &[At]) -> Vec<Vec<At>> {
    let mut clusters: Vec<Vec<At>> = Vec::new();
    for at in claims {
        let same = |other: &At| same_series(corpus.claim(*at), corpus.claim(*other));
        match clusters.iter_mut().find(|c| c.iter().take(MOST_ALIKE).all(same)) {
            Some(cluster) => cluster.push(*at),
            None => clusters.push(vec![*at]),
        }
    }
    clusters
}

/// Two mentions of one event in one series: held in the same time, and what one says of itself the other says too, two
/// features at least.
pub(super) fn same_series(one: &Claim, other: &Claim) -> bool {
    let (Some(a), Some(b)) = (&one.period, &other.period) else { return false };
    let least = one.context.len().min(other.context.len());
    let shared = || shared(one, other);
    a.year_number() == b.year_number() && a.meet(b).is_some() && (shared() >= 2 && shared() * 2 >= least)
}

/// How many features two contexts share; both are sorted.
fn shared(one: &Claim, other: &Claim) -> usize {
    let mut others = other.context.iter().peekable();
    let stands = |f: &&Feature| {
        while others.next_if(|o| o.hash < f.hash).is_some() {}
        others.peek().is_some_and(|o| o.hash == f.hash)
    };
    one.context.iter().filter(stands).count()
}
