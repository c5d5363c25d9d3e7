//! Groups and their members: how many, which, and whether the two fit.

use super::disputes::Disputes;
use super::kin::Kin;
use super::sides::{Camp, Stand, clash, finding, split};
use super::{At, Corpus, Decided, Finding, Outcome};
use crate::claim::{Claim, ClaimKind, GROUP};
use crate::entity::EntityId;
use crate::pack::{Agree, Rule};
use crate::value::{Days, Meet, Members, Range, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Claims about one group in one period.
type Key = (u64, Option<String>);

/// More different lists, numbers or members in dispute than these are no group that anybody writes of: the first ones stand for all.
const MOST_LISTS: usize = 64;
const MOST_NUMBERS: usize = 32;
const MOST_DISPUTED: usize = 64;

/// The claims about members, by group; and what has been found of them so far.
pub(super) struct Groups {
    by_key: BTreeMap<Key, Vec<At>>,
    /// Between which documents the number differs, or a member does: they need no further finding.
    explained: BTreeMap<u64, Disputes>,
}

impl Groups {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let mut by_key: BTreeMap<Key, Vec<At>> = BTreeMap::new();
        for at in corpus.of_kind(ClaimKind::MEMBERS) {
            let claim = corpus.claim(at);
            by_key.entry((claim.subject, claim.period.as_ref().map(Days::edtf))).or_default().push(at);
        }
        Self { by_key, explained: BTreeMap::new() }
    }

    /// Each member that one claim names and another rules out.
    pub(super) fn members(&mut self, corpus: &Corpus, rule: &Rule, agree: &Agree, outcome: &mut Outcome) {
        for ((subject, _), claims) in &self.by_key {
            for Disputed { member, yes, no } in disputed(corpus, claims) {
                let mut first = None;
                for (some, others) in [(&yes, &no), (&no, &yes)] {
                    for at in some.all() {
                        for other in others.nearest(corpus, *at) {
                            outcome.compare(rule, *at, other, false);
                            first.get_or_insert((*at, other));
                        }
                    }
                }
                let of = |at: &At, says: &str| {
                    let claim = corpus.claim(*at);
                    let role = claim.roles.iter().find(|r| r.role == member.0);
                    Stand { document: at.document, span: role.map_or(claim.span, |r| r.span), says: says.into() }
                };
                self.explained.entry(*subject).or_default().add([&yes, &no].map(|kin| documents(kin.all())));
                let stands = yes.all().iter().map(|at| of(at, "yes")).chain(no.all().iter().map(|at| of(at, "no")));
                let name = |id: EntityId| corpus.name(id);
                let values = vec![("member".into(), name(member)), ("subject".into(), group(corpus, *subject, claims))];
                let decided = first.map(|(one, other)| Box::new(Decided::known(corpus, one, other, false)));
                outcome.push(Finding { decided, ..finding(corpus, rule, agree.changes, values, one_a_document(stands)) });
            }
        }
    }

    /// How many members a group has.
    pub(super) fn sizes(&mut self, corpus: &Corpus, rule: &Rule, agree: &Agree, outcome: &mut Outcome) {
        for ((subject, _), claims) in &self.by_key {
            let counts: Vec<(At, Range)> = claims.iter().filter_map(|at| Some((*at, size(corpus.claim(*at))?))).collect();
            let all = Kin::of(corpus, counts.iter().map(|(at, _)| *at));
            let mut compared = Vec::with_capacity(counts.len());
            let mut first = None;
            for (at, range) in counts {
                let mut others = all.nearest(corpus, at).peekable();
                if others.peek().is_some() {
                    compared.push((at, range));
                }
                for other in others {
                    let meets = size(corpus.claim(other)).is_some_and(|other| range.meet(&other).is_some());
                    outcome.compare(rule, at, other, meets);
                    if !meets {
                        first.get_or_insert((at, other));
                    }
                }
            }
            let counts = compared;
            let camps = split(corpus, &counts, Range::meet);
            if !clash(corpus, &camps) {
                continue;
            }
            self.explained.entry(*subject).or_default().add(camps.iter().map(|camp| documents(camp.kin.all())));
            let stands = camps.iter().flat_map(|camp| {
                let says = camp.value.to_string();
                let stand = move |at: &At| Stand { document: at.document, span: corpus.claim(*at).span, says: says.clone() };
                camp.kin.all().iter().map(stand)
            });
            let name = group(corpus, *subject, claims);
            let stands = stands.collect();
            let decided = first.map(|(one, other)| Box::new(Decided::known(corpus, one, other, false)));
            let values = vec![("subject".into(), name)];
            outcome.push(Finding { decided, ..finding(corpus, rule, agree.changes, values, stands) });
        }
    }

    /// Whether the number fits the list.
    pub(super) fn lists(&mut self, corpus: &Corpus, rule: &Rule, agree: &Agree, outcome: &mut Outcome) {
        for ((subject, _), claims) in &self.by_key {
            let explained = self.explained.get(subject);
            let divided = |a: At, b: At| explained.is_some_and(|disputes| disputes.divide(a.document, b.document));
            let counts: Vec<(At, Range)> = claims.iter().filter_map(|at| Some((*at, size(corpus.claim(*at))?))).collect();
            let lists = claims.iter().filter(|at| !members(corpus.claim(**at)).must.is_empty());
            let lists: Vec<(At, Option<Range>)> = lists.map(|at| (*at, members(corpus.claim(*at)).count())).collect();
            let (counts, lists) = (alike(corpus, &counts), alike(corpus, &lists));
            let mut clashing: BTreeSet<(At, At)> = BTreeSet::new();
            for (listed, counted) in lists.iter().flat_map(|list| counts.iter().map(move |count| (list, count))) {
                let Some(list) = listed.kin.all().first() else { continue };
                let meets = Members::sized(counted.value).meet(members(corpus.claim(*list))).is_some();
                let mut hold = |list: At, count: At| {
                    if !divided(list, count) {
                        outcome.compare(rule, list, count, meets);
                        if !meets {
                            clashing.insert((list, count));
                        }
                    }
                };
                for list in listed.kin.all() {
                    counted.kin.nearest(corpus, *list).for_each(|count| hold(*list, count));
                }
                for count in counted.kin.all() {
                    listed.kin.nearest(corpus, *count).for_each(|list| hold(list, *count));
                }
            }
            if clashing.is_empty() {
                continue;
            }
            let first = clashing.first().copied();
            let mut stands = Vec::new();
            for (list, count) in clashing {
                let (l, c) = (corpus.claim(list), corpus.claim(count));
                let listed = members(l);
                let listed = listed.count().map_or_else(|| listed.must.len().to_string(), |r| r.to_string());
                stands.push(Stand {
                    document: count.document,
                    span: c.span,
                    says: size(c).map_or_else(String::new, |r| r.to_string()),
                });
                stands.push(Stand { document: list.document, span: l.span, says: listed });
            }
            let name = group(corpus, *subject, claims);
            let decided = first.map(|(list, count)| Box::new(Decided::known(corpus, list, count, false)));
            let values = vec![("subject".into(), name)];
            outcome.push(Finding { decided, ..finding(corpus, rule, agree.changes, values, stands) });
        }
    }
}

/// Claims that give the same number, for the first so many numbers.
fn alike<V: Clone + PartialEq>(corpus: &Corpus, claims: &[(At, V)]) -> Vec<Camp<V>> {
    let mut camps = split(corpus, claims, |one, other| (one == other).then(|| one.clone()));
    camps.truncate(MOST_NUMBERS);
    camps
}

/// A member that some claims name and others rule out, at least two of which may be held against each other.
struct Disputed {
    member: EntityId,
    yes: Kin,
    no: Kin,
}

/// The members of one group that are in dispute. Each claim is looked at once; who stands on no complete list is looked for once a list.
fn disputed(corpus: &Corpus, claims: &[At]) -> Vec<Disputed> {
    let mut named: BTreeMap<EntityId, Vec<At>> = BTreeMap::new();
    let mut denied: BTreeMap<EntityId, Vec<At>> = BTreeMap::new();
    // A list of which somebody is unknown may be complete with that one under another name.
    let mut complete: BTreeMap<&BTreeSet<EntityId>, Vec<At>> = BTreeMap::new();
    for at in claims {
        let members = members(corpus.claim(*at));
        members.must.iter().for_each(|member| named.entry(*member).or_default().push(*at));
        members.never.iter().for_each(|member| denied.entry(*member).or_default().push(*at));
        let Some(only) = &members.only else { continue };
        if let Some(alike) = complete.get_mut(only) {
            alike.push(*at);
        } else if complete.len() < MOST_LISTS && only.iter().all(|m| corpus.naming.known(*m)) {
            complete.insert(only, vec![*at]);
        }
    }
    let in_dispute = |(member, yes): (EntityId, Vec<At>)| {
        let unlisted = complete.iter().filter(|(only, _)| !only.contains(&member)).flat_map(|(_, of)| of);
        let no: BTreeSet<At> = denied.get(&member).into_iter().flatten().chain(unlisted).copied().collect();
        let (yes, no) = (Kin::of(corpus, yes), Kin::of(corpus, no));
        yes.touches(corpus, &no).then_some(Disputed { member, yes, no })
    };
    let named = named.into_iter().filter(|(member, _)| corpus.naming.known(*member));
    named.filter_map(in_dispute).take(MOST_DISPUTED).collect()
}

/// What a group is called: by a gazetteer, else as the first of its claims names it.
fn group(corpus: &Corpus, subject: u64, claims: &[At]) -> String {
    let told = || {
        let named = |at: &At| Some((at.document, corpus.claim(*at).roles.iter().find(|r| r.role == GROUP)?.span));
        claims.iter().find_map(named).map(|(document, span)| corpus.naming.text(document, span).to_owned())
    };
    Some(corpus.name(EntityId(subject))).filter(|name| !name.is_empty()).or_else(told).unwrap_or_default()
}

/// The documents of claims.
fn documents(claims: &[At]) -> Vec<u32> {
    claims.iter().map(|at| at.document).collect()
}

/// The first place of each side in each document.
fn one_a_document(stands: impl Iterator<Item = Stand>) -> Vec<Stand> {
    let mut seen = BTreeSet::new();
    stands.filter(|s| seen.insert((s.document, s.says.clone()))).collect()
}

fn members(claim: &Claim) -> &Members<EntityId> {
    static ANY: std::sync::LazyLock<Members<EntityId>> = std::sync::LazyLock::new(Members::any);
    match &claim.value {
        Value::Members(members) => members,
        _ => &ANY,
    }
}

/// The number that a claim gives; `None` for lists.
fn size(claim: &Claim) -> Option<Range> {
    let members = members(claim);
    let counted = members.only.is_none() && members.never.is_empty() && members.size != Members::<EntityId>::any().size;
    counted.then_some(members.size)
}
