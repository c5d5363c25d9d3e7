//! Figures of texts of equal standing, and of one text: those that are about the same thing must meet.
//!
//! Candidates come from an inverted index of the sentences that hold a figure, and from equal figures. Two figures are about one thing
//! where their clauses are near copies ([`copies`]) or one text repeats a sentence ([`repeats`]), so that the words prove it; where their
//! sentences are each other's best match ([`aligned`]); or where every slot that decides for their kind is the same ([`decide`]). One slot
//! apart keeps them from being compared; so does a text that gives the value of the other elsewhere, or several values for the same
//! thing. Where words prove nothing, values that are a slip of the pen apart do ([`counterparts`]), and two short texts of which all else
//! agrees ([`accounts`]).

mod accounts;
mod agreed;
mod aligned;
mod copies;
mod counterparts;
mod decide;
mod figures;
mod groups;
mod listings;
mod matter;
mod quotes;
mod repeats;
mod sums;

use super::align::{Index, Place, Scratch, relation_of};
use super::reported::Reported;
use super::sides::{MOST_SIDES, Stand, finding};
use super::{At, By, Corpus, Decided, Finding, Outcome, Role};
use crate::claim::ClaimKind;
use crate::lexicon::id_hash;
use crate::pack::{Peers, Rule, Severity};
use accounts::{Accounts, LeftOver};
use agreed::says_much;
use aligned::{Best, is_only};
use counterparts::are_counterparts;
pub use decide::Why;
use decide::hold;
pub(super) use decide::published_far_apart;
use figures::Figures;
pub(super) use groups::Groups;
use matter::value_of;
pub(super) use matter::{Given, Joined, Matter};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// So many figures of one text that clash with a figure are told; all of them say the same.
const MOST_CLASHES: usize = 8;

/// So many figures on which two accounts agree are shown: they fill a line.
const MOST_AGREED: usize = 4;

/// What holding all figures against each other gives beside what it tells.
#[derive(Default)]
struct Likely {
    /// Pairs that only their closeness makes one.
    counterparts: FxHashSet<(At, At)>,
    /// What is left over of two accounts.
    left_over: Vec<LeftOver>,
}

/// Holds the figures of all peers and drafts against each other. `rules` are those that look at figures among peers.
pub(super) fn among(corpus: &Corpus, rules: &[(&Rule, &Peers)], matter: &Matter, outcome: &mut Outcome) {
    if rules.is_empty() {
        return;
    }
    let index = Index::new(*corpus, |document| is_held(corpus, document));
    let mut groups = Groups::default();
    let mut clashes: Vec<(At, At)> = Vec::new();
    let likely = hold_all(corpus, &index, matter, |one, other, held| match (held, rule_of(rules, corpus.claim(one).kind)) {
        (Ok(meets), Some((rule, _))) => {
            outcome.compare(rule, one, other, meets);
            groups.join(one, other, meets);
            clashes.extend((!meets).then_some((one, other)));
        }
        (Ok(_), None) => {}
        (Err(why), _) => outcome.keep_apart(one, other, why),
    });
    // Those that slots or words prove to be about one thing.
    let proven = clashes.into_iter().filter(|pair| !likely.counterparts.contains(pair));
    let proven: FxHashSet<At> = proven.flat_map(|(one, other)| [one, other]).collect();
    let mut reported = Reported::new(&outcome.findings);
    for group in groups.clashing() {
        let Some((rule, peers)) = rule_of(rules, corpus.claim(group[0]).kind) else { continue };
        if let Some(mut found) = report(corpus, rule, peers, &corpus.reprints.everywhere(&group), &reported) {
            if !group.iter().any(|at| proven.contains(at)) {
                found.severity = rule.weigh(rule.file.severity.min(Severity::Warning));
            }
            reported.add(&found);
            outcome.push(found);
        }
    }
    for LeftOver { pair: (one, other), agreed } in likely.left_over {
        let Some((rule, peers)) = rule_of(rules, corpus.claim(one).kind) else { continue };
        outcome.compare(rule, one, other, false);
        if let Some(mut found) = report(corpus, rule, peers, &corpus.reprints.everywhere(&[one, other]), &reported) {
            let words = |at: &At| corpus.naming.text(at.document, corpus.claim(*at).span);
            let agreed: Vec<_> = agreed.iter().take(MOST_AGREED).map(words).collect();
            found.severity = rule.weigh(rule.file.severity.min(Severity::Warning));
            found.values.push(("agreed".into(), agreed.join(" · ")));
            found.notes.push("accounts".into());
            reported.add(&found);
            outcome.push(found);
        }
    }
    quotes::among(corpus, rules, matter, &mut reported, outcome);
    listings::among(corpus, rules, matter, &mut reported, outcome);
}

/// Whether a document is held against other peers: one text is, once.
fn is_held(corpus: &Corpus, document: u32) -> bool {
    corpus.read[document as usize].role == Role::Peer && corpus.is_first(document)
}

/// Reports places of texts on one matter that cannot all be right, unless a finding has two of them already.
fn tell(corpus: &Corpus, rule: &Rule, stands: Vec<Stand>, reported: &mut Reported, outcome: &mut Outcome) {
    if stands.len() < 2 || reported.have(stands.iter().filter(|stand| corpus.is_first(stand.document))) {
        return;
    }
    let severity = rule.weigh(rule.file.severity.min(Severity::Warning));
    // `{subject}` stands in the message of a rule that asks for more than this.
    let values = vec![("subject".into(), String::new())];
    let found = Finding { by: By::Peers, severity, ..finding(corpus, rule, false, values, stands) };
    reported.add(&found);
    outcome.push(found);
}

/// The sentence of a figure.
fn place_of(corpus: &Corpus, at: At) -> Option<Place> {
    let passages = &corpus.document(at).passages;
    let passage = passages.partition_point(|p| p.figures.end <= at.claim);
    passages.get(passage).filter(|p| p.figures.contains(&at.claim))?;
    Some(Place { document: at.document, passage: passage as u32 })
}

fn rule_of<'r>(rules: &'r [(&'r Rule, &'r Peers)], kind: ClaimKind) -> Option<&'r (&'r Rule, &'r Peers)> {
    rules.iter().find(|(_, peers)| peers.claims.iter().any(|c| ClaimKind(id_hash(c)) == kind))
}

/// Figures of one document that are about the same thing as a figure, and whether they meet it.
type Held = Vec<(At, bool)>;

/// Holds each figure against those of the sentences that share most with its own, and tells of each two that are about the same thing
/// whether they meet, else why they were not compared. Of two that do not meet it tells only where neither text says several things of it.
/// Gives the pairs that only their closeness makes one, or that all else agrees.
fn hold_all(corpus: &Corpus, index: &Index, matter: &Matter, mut tell: impl FnMut(At, At, Result<bool, Why>)) -> Likely {
    let mut likely = Likely::default();
    let figures = Figures::new(corpus, index);
    let accounts = Accounts::new(corpus, &figures);
    // By a figure that comes later: those that it does not meet, as long as its own text has not been asked.
    let mut clashes: BTreeMap<At, Vec<At>> = BTreeMap::new();
    let mut scratch = Scratch::default();
    // The numbers of the sentences that share most with one, or give a figure of it that says much.
    let mut like = |here: u32| -> Vec<u32> {
        let mut like = index.like(here, &mut scratch);
        let own = figures.of(here).iter().map(|figure| figure.at).filter(|at| says_much(corpus.claim(*at)));
        let alike = own.flat_map(|at| matter.everywhere(corpus.claim(at)).filter(move |there| there.document != at.document));
        like.extend(alike.filter_map(|at| index.number(place_of(corpus, at)?)));
        like.sort_unstable();
        like.dedup();
        like
    };
    let mut best = Best::new(index);
    let mut joined = Joined::default();
    // Short texts that name the same, and which of their figures were held against each other.
    let partners = matter.partners(|document| accounts.is_short(document));
    let mut held_already: FxHashSet<(At, At)> = FxHashSet::default();
    for here in 0..index.places().len() as u32 {
        let own = figures.of(here);
        let document = index.places()[here as usize].document;
        let mut held: BTreeMap<(At, u32), Held> = BTreeMap::new();
        let alike = if own.is_empty() { Vec::new() } else { like(here) };
        for there in alike.into_iter().filter(|there| *there != here) {
            let theirs = figures.of(there);
            let partner = index.places()[there as usize].document;
            let partners = partners.contains(&(document.min(partner), document.max(partner)));
            let pairs = own.iter().flat_map(|one| theirs.iter().map(move |other| (one, other)));
            for (figure, counterpart) in pairs.filter(|(one, other)| one.is_like(other)) {
                let (one, other) = (figure.at, counterpart.at);
                let only = || is_only(corpus, one, own) && is_only(corpus, other, theirs);
                let aligned = || only() && best.aligns(here, there, &mut like);
                let plainly = figure.apart(counterpart).map_or(Ok(()), Err);
                let told = plainly.and_then(|()| hold(corpus, matter, (one, other), &mut joined, aligned));
                let counterparts = |joined| are_counterparts(corpus, (&figures, matter), joined, (figure, counterpart));
                match told {
                    Err(_) if counterparts(&mut joined) => {
                        likely.counterparts.insert((one.min(other), one.max(other)));
                        held.entry((one, other.document)).or_default().push((other, false));
                    }
                    Ok(false) if accounts.explain(corpus, (one, other)) => {
                        if one < other {
                            tell(one, other, Err(Why::Explained));
                        }
                    }
                    Ok(meets) => {
                        if partners {
                            held_already.insert((one.min(other), one.max(other)));
                        }
                        held.entry((one, other.document)).or_default().push((other, meets));
                    }
                    Err(why) if one < other => tell(one, other, Err(why)),
                    Err(_) => {}
                }
            }
        }
        for here in own.iter().map(|figure| figure.at) {
            for before in clashes.remove(&here).unwrap_or_default() {
                // "Offered 4 per cent now and 2 in January", "offered 6.5": of several values none is that of the other text.
                let back = held.get(&(here, before.document));
                let open = |back: &Held| back.iter().any(|(_, meets)| *meets) || !is_certain(corpus, here, back);
                if before.document == here.document || !back.is_some_and(open) {
                    tell(before, here, Ok(false));
                }
            }
        }
        for ((one, _), others) in held {
            let certain = is_certain(corpus, one, &others);
            let later = || others.iter().filter(|(other, _)| one < *other);
            later().filter(|(_, meets)| *meets).for_each(|(other, _)| tell(one, *other, Ok(true)));
            for (other, _) in later().filter(|(_, meets)| certain && !meets).take(MOST_CLASHES) {
                clashes.entry(*other).or_default().push(one);
            }
        }
    }
    for two in partners {
        let left = accounts.left_over(corpus, matter, &mut joined, two);
        likely
            .left_over
            .extend(left.into_iter().filter(|l| !held_already.contains(&l.pair) && !likely.counterparts.contains(&l.pair)));
    }
    likely
}

/// Whether the figures of one document that clash with a figure say one thing: several values for the same thing tell of several
/// things.
fn is_certain(corpus: &Corpus, one: At, others: &[(At, bool)]) -> bool {
    let mut clashes = others.iter().filter(|(_, meets)| !meets).map(|(other, _)| corpus.claim(*other));
    let Some(first) = clashes.next() else { return true };
    let mixed = others.iter().any(|(other, meets)| *meets && other.document != one.document);
    !mixed && clashes.all(|c| relation_of(c, first) == Some(true))
}

/// Figures that cannot all hold, by what they say; nothing where another rule has reported two of these places already.
fn report(corpus: &Corpus, rule: &Rule, peers: &Peers, group: &[At], reported: &Reported) -> Option<Finding> {
    let text = |at: At| corpus.naming.text(at.document, corpus.claim(at).span).to_owned();
    let mut sides: Vec<Vec<At>> = Vec::new();
    // Which side has a value.
    let mut by_value: FxHashMap<u64, usize> = FxHashMap::default();
    for at in group {
        let claim = corpus.claim(*at);
        let agrees = |side: &Vec<At>| relation_of(claim, corpus.claim(side[0])) == Some(true);
        let side = *by_value.entry(value_of(claim)).or_insert_with(|| {
            sides.iter().take(MOST_SIDES).position(agrees).unwrap_or_else(|| {
                sides.push(Vec::new());
                sides.len() - 1
            })
        });
        sides[side].push(*at);
    }
    let stands: Vec<Stand> = sides
        .iter()
        .flat_map(|of| of.iter().map(|at| Stand { document: at.document, span: corpus.claim(*at).span, says: text(of[0]) }))
        .collect();
    // A text and its reprint are one place.
    let firsts = stands.iter().filter(|stand| corpus.is_first(stand.document));
    let told = sides.len() > 1 && !reported.have(firsts);
    told.then(|| {
        let clash = sides.first().zip(sides.get(1)).and_then(|(one, other)| Decided::of(corpus, one[0], other[0], false));
        Finding { by: By::Peers, decided: clash, ..finding(corpus, rule, peers.changes, Vec::new(), stands) }
    })
}
