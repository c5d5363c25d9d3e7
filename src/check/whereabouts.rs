//! Where one thing happened: what happens once happened in one place, or in what that place lies in.

use super::about::{Slot, fit};
use super::places::{place, same_place};
use super::sides::{Stand, finding};
use super::{At, Corpus, Outcome};
use crate::clause::{Key, Modality, Role};
use crate::lexicon::id_hash;
use crate::pack::{Agree, Rule};
use std::collections::{BTreeMap, BTreeSet};

/// More claims about one kind of happening to one name than this stand in archives; the first ones stand for all.
const MOST_IN_GROUP: usize = 64;

/// One finding for each pair of places that one thing is said to have happened in.
pub(super) fn agree(corpus: &Corpus, rule: &Rule, agree: &Agree, outcome: &mut Outcome) {
    let wanted: BTreeSet<u64> = agree.attributes.iter().map(|a| id_hash(a)).collect();
    // By what happened, and a word of the name that it happened to.
    let mut groups: BTreeMap<(u64, Key), Vec<At>> = BTreeMap::new();
    for at in corpus.of_kind(rule.claims).filter(|at| corpus.is_first(at.document)) {
        let claim = corpus.claim(at);
        let Some(about) = claim.about.as_deref().filter(|_| wanted.contains(&claim.attribute)) else { continue };
        for key in about.named(&[Role::Owner, Role::Subject, Role::Before, Role::Object]).flat_map(|name| name.words.iter()) {
            let of = groups.entry((claim.attribute, key)).or_default();
            if of.len() < MOST_IN_GROUP && of.last() != Some(&at) {
                of.push(at);
            }
        }
    }
    let mut seen: BTreeSet<(At, At)> = BTreeSet::new();
    let mut reported: BTreeSet<At> = BTreeSet::new();
    for claims in groups.values() {
        for (nth, one) in claims.iter().enumerate() {
            for other in claims.iter().skip(nth + 1).filter(|other| seen.insert((*one, **other))) {
                let Some(meets) = held(corpus, *one, *other) else { continue };
                // "Died in Paris after falling ill in Rome": a text that names several places has the right one among them.
                let among = |of: At, there: At| {
                    let mut here = claims.iter().filter(|c| c.document == of.document && **c != of);
                    here.any(|c| held(corpus, *c, there) == Some(true))
                };
                if !meets && (among(*one, *other) || among(*other, *one) || same_sentence(corpus, *one, *other)) {
                    continue;
                }
                outcome.compare(rule, *one, *other, meets);
                if meets || !reported.insert(*other) {
                    continue;
                }
                let stand = |at: At| Stand {
                    document: at.document,
                    span: corpus.claim(at).span,
                    says: place(&corpus.claim(at).value).and_then(|place| corpus.naming.entity(place)).unwrap_or_default(),
                };
                let values = vec![("subject".into(), String::new())];
                outcome.push(finding(
                    corpus,
                    rule,
                    agree.changes,
                    values,
                    corpus.reprints.everywhere(&[*one, *other]).into_iter().map(stand).collect(),
                ));
            }
        }
    }
}

/// Whether two places of one happening are one; `None` where it may be two happenings.
fn held(corpus: &Corpus, one: At, other: At) -> Option<bool> {
    let (a, b) = (corpus.claim(one), corpus.claim(other));
    let (x, y) = (a.about.as_deref()?, b.about.as_deref()?);
    if x.modality != Modality::Asserted || y.modality != Modality::Asserted {
        return None;
    }
    let fit = fit(x, y, false, one.document == other.document).ok()?;
    let told = fit.by_name && fit.is_closed(Slot::Referent) && fit.is_closed(Slot::Object) && fit.is_same(Slot::Scope);
    (told && corpus.comparable(one, other)).then_some(())?;
    let (here, there) = (place(&a.value)?, place(&b.value)?);
    let meets = same_place(corpus, here, there);
    // A city may lie in a region that no gazetteer tells of, and lay in another state when somebody was born there.
    (meets || corpus.naming.is_city(here) && corpus.naming.is_city(there)).then_some(meets)
}

fn same_sentence(corpus: &Corpus, one: At, other: At) -> bool {
    one.document == other.document && corpus.claim(one).sentence == corpus.claim(other).sentence
}
