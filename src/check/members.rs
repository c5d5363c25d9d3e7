//! Groups and their members: how many, which, and whether the two fit.

use super::sides::{Stand, finding, split};
use super::{At, Corpus, Outcome};
use crate::claim::{Claim, ClaimKind};
use crate::entity::EntityId;
use crate::pack::{Agree, Rule};
use crate::value::{Days, Meet, Members, Range, Value};
use std::collections::{BTreeMap, BTreeSet};

/// Claims about one group in one period.
type Key = (u64, Option<String>);

/// The claims about members, by group; and what has been found of them so far.
pub(super) struct Groups {
    by_key: BTreeMap<Key, Vec<At>>,
    /// Pairs of documents between which the number differs, or a member does: they need no further finding.
    explained: BTreeSet<(u64, u32, u32)>,
}

impl Groups {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let mut by_key: BTreeMap<Key, Vec<At>> = BTreeMap::new();
        for at in corpus.of_kind(ClaimKind::MEMBERS) {
            let claim = corpus.claim(at);
            by_key.entry((claim.subject, claim.period.as_ref().map(Days::edtf))).or_default().push(at);
        }
        Self { by_key, explained: BTreeSet::new() }
    }

    fn explain(&mut self, subject: u64, sides: &[BTreeSet<u32>]) {
        for (i, one) in sides.iter().enumerate() {
            for other in &sides[i + 1..] {
                for a in one {
                    for b in other {
                        self.explained.insert((subject, *a.min(b), *a.max(b)));
                    }
                }
            }
        }
    }

    /// Each member that one claim names and another rules out.
    pub(super) fn members(&mut self, corpus: &Corpus, rule: &Rule, agree: &Agree, outcome: &mut Outcome) {
        for ((subject, _), claims) in self.by_key.clone() {
            let named: BTreeSet<EntityId> =
                claims.iter().flat_map(|at| members(corpus.claim(*at)).must.iter().copied()).collect();
            for member in named.into_iter().filter(|m| corpus.naming.known(*m)) {
                let yes: Vec<At> =
                    claims.iter().filter(|at| members(corpus.claim(**at)).must.contains(&member)).copied().collect();
                let no: Vec<At> = claims.iter().filter(|at| rules_out(corpus, corpus.claim(**at), member)).copied().collect();
                let compared: Vec<(At, At)> = yes
                    .iter()
                    .flat_map(|a| no.iter().map(|b| (*a, *b)))
                    .filter(|(a, b)| corpus.comparable(*a, *b))
                    .take(1000)
                    .collect();
                if compared.is_empty() {
                    continue;
                }
                for (a, b) in &compared {
                    outcome.compare(rule, *a, *b, false);
                }
                let of = |at: &At, yes: bool| {
                    let claim = corpus.claim(*at);
                    let role = claim.roles.iter().find(|r| r.role == member.0);
                    let says = if yes { "yes" } else { "no" };
                    Stand { document: at.document, span: role.map_or(claim.span, |r| r.span), says: says.into() }
                };
                let sides: Vec<BTreeSet<u32>> =
                    vec![yes.iter().map(|a| a.document).collect(), no.iter().map(|a| a.document).collect()];
                self.explain(subject, &sides);
                let stands = one_a_document(yes.iter().map(|a| of(a, true)).chain(no.iter().map(|a| of(a, false))));
                let name = |id: EntityId| corpus.name(id);
                let values = vec![("member".into(), name(member)), ("subject".into(), name(EntityId(subject)))];
                outcome.findings.push(finding(corpus, rule, agree.changes, values, stands));
            }
        }
    }

    /// How many members a group has.
    pub(super) fn sizes(&mut self, corpus: &Corpus, rule: &Rule, agree: &Agree, outcome: &mut Outcome) {
        for ((subject, _), claims) in self.by_key.clone() {
            let counts: Vec<(At, Range)> = claims.iter().filter_map(|at| Some((*at, size(corpus.claim(*at))?))).collect();
            let comparable = |a: &At, b: &At| a != b && corpus.comparable(*a, *b);
            let counts: Vec<(At, Range)> =
                counts.iter().filter(|(a, _)| counts.iter().any(|(b, _)| comparable(a, b))).copied().collect();
            let Some((first, rest)) = counts.split_first() else { continue };
            for (at, range) in rest {
                outcome.compare(rule, first.0, *at, range.meet(&first.1).is_some());
            }
            let sides = split(&counts, Range::meet);
            let clash = |i: usize| sides[i].1.iter().any(|a| sides[0].1.iter().any(|b| corpus.comparable(*a, *b)));
            if sides.len() < 2 || !(1..sides.len()).any(clash) {
                continue;
            }
            self.explain(subject, &sides.iter().map(|(_, of)| of.iter().map(|a| a.document).collect()).collect::<Vec<_>>());
            let stands = sides.iter().flat_map(|(value, of)| {
                of.iter().map(|at| Stand { document: at.document, span: corpus.claim(*at).span, says: value.to_string() })
            });
            let name = corpus.name(EntityId(subject));
            let stands = stands.collect();
            outcome.findings.push(finding(corpus, rule, agree.changes, vec![("subject".into(), name)], stands));
        }
    }

    /// Whether the number fits the list.
    pub(super) fn lists(&mut self, corpus: &Corpus, rule: &Rule, agree: &Agree, outcome: &mut Outcome) {
        for ((subject, _), claims) in self.by_key.clone() {
            let counts: Vec<(At, Range)> = claims.iter().filter_map(|at| Some((*at, size(corpus.claim(*at))?))).collect();
            let lists: Vec<At> = claims.iter().filter(|at| !members(corpus.claim(**at)).must.is_empty()).copied().collect();
            let mut clashing: Vec<(At, At)> = Vec::new();
            for list in &lists {
                for (count, range) in &counts {
                    let pair = (subject, list.document.min(count.document), list.document.max(count.document));
                    if !corpus.comparable(*list, *count) || self.explained.contains(&pair) {
                        continue;
                    }
                    let meets = Members::sized(*range).meet(members(corpus.claim(*list))).is_some();
                    outcome.compare(rule, *list, *count, meets);
                    if !meets {
                        clashing.push((*list, *count));
                    }
                }
            }
            if clashing.is_empty() {
                continue;
            }
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
            let name = corpus.name(EntityId(subject));
            outcome.findings.push(finding(corpus, rule, agree.changes, vec![("subject".into(), name)], stands));
        }
    }
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

/// Whether a claim says that somebody is no member: by name, or by a complete list of known names without it.
fn rules_out(corpus: &Corpus, claim: &Claim, member: EntityId) -> bool {
    let members = members(claim);
    let complete = |only: &BTreeSet<EntityId>| !only.contains(&member) && only.iter().all(|m| corpus.naming.known(*m));
    members.never.contains(&member) || members.only.as_ref().is_some_and(complete)
}
