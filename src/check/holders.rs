//! Offices that one person holds at a time: two names for one of them cannot both be right on the same day.

use super::sides::{Stand, finding};
use super::{At, Corpus, Decided, Finding, Outcome};
use crate::claim::HELD;
use crate::entity::{EntityId, same_name, skeleton};
use crate::lexicon::id_hash;
use crate::pack::{Agree, Rule};
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// More claims about one office than this stand in archives; the first ones stand for all.
const MOST_IN_GROUP: usize = 400;
/// The ways to write names that another name is held against.
const MOST_NAMES: usize = 64;

/// One finding for each office with several holders. Claims about terms that do not meet are about different holders.
pub(super) fn agree(corpus: &Corpus, rule: &Rule, agree: &Agree, outcome: &mut Outcome) {
    let wanted: Vec<u64> = agree.attributes.iter().map(|a| id_hash(a)).collect();
    let mut groups: BTreeMap<(u64, u64), Vec<At>> = BTreeMap::new();
    for at in corpus.of_kind(rule.claims) {
        let claim = corpus.claim(at);
        if claim.subject != 0 && (wanted.is_empty() || wanted.contains(&claim.attribute)) {
            groups.entry((claim.subject, claim.attribute)).or_default().push(at);
        }
    }
    for ((subject, _), mut claims) in groups {
        claims.truncate(MOST_IN_GROUP);
        let (holders, side_of) = holders(corpus, &claims);
        let mut clashing: BTreeSet<usize> = BTreeSet::new();
        let mut first = None;
        for (i, one) in claims.iter().enumerate() {
            let others = claims.iter().enumerate().skip(i + 1);
            for (j, other) in others.filter(|(_, other)| comparable(corpus, *one, **other)).take(8) {
                let meets = side_of[i] == side_of[j];
                outcome.compare(rule, *one, *other, meets);
                if !meets {
                    clashing.extend([side_of[i], side_of[j]]);
                    first.get_or_insert((*one, *other));
                }
            }
        }
        if clashing.is_empty() {
            continue;
        }
        // In the order of the sides.
        let mut stands: Vec<(usize, Stand)> = claims
            .iter()
            .zip(&side_of)
            .filter(|(_, side)| clashing.contains(side))
            .map(|(at, side)| {
                let says = holders[*side].to_owned();
                (*side, Stand { document: at.document, span: corpus.claim(*at).span, says })
            })
            .collect();
        stands.sort_by_key(|(side, _)| *side);
        let stands = stands.into_iter().map(|(_, stand)| stand).collect();
        let name = corpus.naming.entity(EntityId(subject));
        let text = office(corpus, claims[0]);
        let values = vec![("subject".into(), name.unwrap_or_else(|| text.clone())), ("office".into(), text)];
        let decided = first.map(|(one, other)| Box::new(Decided::known(corpus, one, other, false)));
        outcome.push(Finding { decided, ..finding(corpus, rule, agree.changes, values, stands) });
    }
}

fn comparable(corpus: &Corpus, one: At, other: At) -> bool {
    corpus.claim(one).is_of_time_of(corpus.claim(other)) && corpus.comparable(one, other)
}

/// The office and its owner as the text has them; with the holder's name, where that stands between the two.
fn office(corpus: &Corpus, at: At) -> String {
    let claim = corpus.claim(at);
    let held = claim.roles.iter().find(|r| r.role == HELD);
    corpus.naming.text(at.document, held.map_or(claim.span, |held| held.span)).to_owned()
}

fn name<'a>(corpus: &Corpus<'a>, at: At) -> &'a str {
    match &corpus.claim(at).value {
        Value::Text(name) => name,
        _ => "",
    }
}

/// The last word of a name, by which persons are told apart.
fn surname(name: &str) -> &str {
    name.rsplit(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or(name)
}

/// The persons that claims name, each by the name that was read first, and which of them each claim names.
fn holders<'a>(corpus: &Corpus<'a>, claims: &[At]) -> (Vec<&'a str>, Vec<usize>) {
    let (mut names, mut known): (Vec<&str>, BTreeMap<&str, usize>) = (Vec::new(), BTreeMap::new());
    // Each way to write a name, and the person.
    let mut written: Vec<(String, usize)> = Vec::new();
    let holder = |at: &At| {
        let full = name(corpus, *at);
        let name = surname(full);
        *known.entry(name).or_insert_with(|| {
            let skeleton = skeleton(name);
            let same = written.iter().filter(|(other, _)| same_name(&skeleton, other)).map(|(_, person)| *person).min();
            let person = same.unwrap_or_else(|| {
                names.push(full);
                names.len() - 1
            });
            if written.len() < MOST_NAMES {
                written.push((skeleton, person));
            }
            person
        })
    };
    let of = claims.iter().map(holder).collect();
    (names, of)
}
