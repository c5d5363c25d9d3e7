//! What persons are: nobody holds two posts at a time that exclude each other, such as a team's captain and its coach, or a mayor and that
//! mayor's deputy.

use super::peers::{Groups, Joined, Matter, published_far_apart};
use super::sides::{Stand, finding};
use super::{At, Corpus, Finding, Outcome, Role, Severity};
use crate::claim::{Claim, DEPUTY, NATION, OF, PARTY, PERSON};
use crate::clause::{Key, Keys, name_word};
use crate::lexicon::id_hash;
use crate::pack::{Agree, Rule};
use crate::text::Span;
use crate::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// More claims about persons of one name than this stand in archives; the first ones stand for all, as each is held against each (with 256 of
/// them four times the documents cost six times as much).
const MOST_IN_GROUP: usize = 64;
/// So many of one text are looked at.
const MOST_OF_TEXT: usize = 16;

/// What one person is said to be.
struct Told<'a> {
    at: At,
    claim: &'a Claim,
    /// The words of the person's name, as full as its text has it.
    name: Keys,
}

/// Which posts exclude each other.
struct Lines {
    /// Of each of these nobody is two.
    one_of: Vec<BTreeSet<u64>>,
    /// Of each of these nobody is two in a draft and its source.
    in_drafts: Vec<BTreeSet<u64>>,
    /// Of these nobody is two in two fields.
    by_field: BTreeSet<u64>,
    /// Of these a text has one holder.
    sole: BTreeSet<u64>,
}

/// One finding for each person who is said to hold two posts, and cannot.
pub(super) fn agree(corpus: &Corpus, rule: &Rule, agree: &Agree, matter: &Matter, outcome: &mut Outcome) {
    let ids = |line: &Vec<String>| line.iter().map(|id| id_hash(id)).collect();
    let lines = |of: &[Vec<String>]| of.iter().map(ids).collect();
    let lines = Lines {
        one_of: lines(&agree.one_of),
        in_drafts: lines(&agree.in_drafts),
        by_field: ids(&agree.by_field),
        sole: ids(&agree.sole),
    };
    let mut groups: BTreeMap<u64, Vec<At>> = BTreeMap::new();
    for at in corpus.of_kind(rule.claims).filter(|at| corpus.is_first(at.document)) {
        groups.entry(corpus.claim(at).subject).or_default().push(at);
    }
    let peer = |document: u32| corpus.read[document as usize].role == Role::Peer;
    let holders = Holders::new(corpus, groups.values().flatten());
    let mut joined = Joined::default();
    for claims in groups.into_values() {
        let told = full_names(corpus, &claims);
        let mut posts = Groups::default();
        for (nth, one) in told.iter().enumerate() {
            for other in told.iter().skip(nth + 1).filter(|other| other.at.document != one.at.document) {
                let same = is_same(one.claim, other.claim) && !lines.in_two_fields(one.claim, other.claim);
                let excluded = || {
                    lines.exclude(one.claim, other.claim)
                        || !peer(one.at.document)
                            && (lines.exclude_in_drafts(one.claim, other.claim)
                                || holders.is_anothers(corpus, &lines, one, other))
                };
                if !is_one(one, other) || !corpus.comparable(one.at, other.at) || !(same || excluded()) {
                    continue;
                }
                if same {
                    outcome.compare(rule, one.at, other.at, true);
                    continue;
                }
                let own = |told: &Told, there: &Told| told.at.document == there.at.document && is_one(told, there);
                let gives = |here: &Told, there: &Told| {
                    told.iter()
                        .any(|t| own(t, here) && is_same(t.claim, there.claim) && !lines.in_two_fields(t.claim, there.claim))
                };
                let both = || gives(one, other) || gives(other, one) || told_otherwise(corpus, one, other);
                let (a, b) = (one.at.document, other.at.document);
                let apart = !one.claim.is_of_time_of(other.claim) || published_far_apart(corpus, a, b);
                // A draft is written from its source: a full name is one person's there.
                let body = of_one_body(one.claim, other.claim);
                let mut of_one =
                    || if peer(a) { joined.joins(matter, a, b) } else { is_full(one) && is_full(other) || body == Some(true) };
                if apart || body == Some(false) || both() || !of_one() {
                    continue;
                }
                outcome.compare(rule, one.at, other.at, false);
                posts.join(one.at, other.at, false);
            }
        }
        for group in posts.clashing() {
            outcome.push(report(corpus, rule, agree, &told, &group));
        }
    }
}

fn report(corpus: &Corpus, rule: &Rule, agree: &Agree, told: &[Told], group: &[At]) -> Finding {
    let stands = corpus.reprints.everywhere(group).into_iter().map(|at| Stand {
        document: at.document,
        span: corpus.claim(at).span,
        says: text(&corpus.claim(at).value).to_owned(),
    });
    let of_group = told.iter().filter(|told| group.contains(&told.at));
    let name = of_group.map(|told| person(told.claim).0).max_by_key(|name| name.split_whitespace().count()).unwrap_or_default();
    let values = vec![("subject".into(), name.to_owned())];
    let found = finding(corpus, rule, agree.changes, values, stands.collect());
    Finding { severity: found.severity.min(rule.weigh(rule.file.severity.min(Severity::Warning))), ..found }
}

fn text(value: &Value<crate::entity::EntityId>) -> &str {
    if let Value::Text(text) = value { text } else { "" }
}

/// The person's name, and where it stands.
fn person(claim: &Claim) -> (&str, Span) {
    claim.roles.iter().find(|role| role.role == PERSON).map_or(("", claim.span), |role| (text(&role.value), role.span))
}

fn words(name: &str) -> Keys {
    Keys::new(name.split_whitespace().map(name_word).collect())
}

/// The claims, each with the fullest name that its text has for the person; those of a surname that several persons of a text have are left
/// out where they have it alone.
fn full_names<'a>(corpus: &Corpus<'a>, claims: &[At]) -> Vec<Told<'a>> {
    let mut told: Vec<Told> = Vec::new();
    for of_document in claims.chunk_by(|one, other| one.document == other.document) {
        let own = of_document.iter().take(MOST_OF_TEXT).map(|at| (*at, corpus.claim(*at)));
        let own: Vec<(At, &Claim, Keys)> = own.map(|(at, claim)| (at, claim, words(person(claim).0))).collect();
        let lead = of_document.first().map_or(&[][..], |at| &corpus.document(*at).lead.names);
        for (at, claim, name) in &own {
            let names = own.iter().map(|(.., other)| other).chain(lead.iter().map(|name| &name.words));
            let fuller = names.filter(|other| name.is_within(other) && other.iter().count() > 1);
            let fuller: Vec<&Keys> = fuller.collect();
            // A title may be taken for a part of the name: the shortest one is.
            let shortest = fuller.iter().min_by_key(|name| name.iter().count());
            if let Some(name) = shortest.filter(|name| fuller.iter().all(|other| name.is_within(other))) {
                told.push(Told { at: *at, claim, name: (*name).clone() });
            }
        }
    }
    told.truncate(MOST_IN_GROUP);
    told
}

/// Who is said to hold which post, document by document.
struct Holders(BTreeSet<(u32, u64, bool, u64)>);

impl Holders {
    fn new<'a>(corpus: &Corpus, claims: impl Iterator<Item = &'a At>) -> Self {
        let held = |at: &At| {
            let claim = corpus.claim(*at);
            (at.document, claim.attribute, has(claim, DEPUTY), claim.subject)
        };
        Self(claims.map(held).collect())
    }

    /// Whether the source has the draft's post, and has it with somebody else: titles of one text are mixed up.
    fn is_anothers(&self, corpus: &Corpus, lines: &Lines, one: &Told, other: &Told) -> bool {
        let role = |told: &Told| corpus.document(told.at).role;
        // What a translator calls a post may be another one.
        if corpus.document(one.at).lang != corpus.document(other.at).lang {
            return false;
        }
        let (draft, source) = match (role(one), role(other)) {
            (Role::Draft, Role::Source) => (one, other),
            (Role::Source, Role::Draft) => (other, one),
            _ => return false,
        };
        let belongs = |claim: &Claim| has(claim, PARTY) || has(claim, NATION);
        if !lines.sole.contains(&draft.claim.attribute) || belongs(source.claim) || lines.is_kin(source.claim) {
            return false;
        }
        let (post, deputy) = (draft.claim.attribute, has(draft.claim, DEPUTY));
        let of_post = |subjects: std::ops::RangeInclusive<u64>| {
            let at = |subject: u64| (source.at.document, post, deputy, subject);
            self.0.range(at(*subjects.start())..=at(*subjects.end())).next().is_some()
        };
        let own = draft.claim.subject;
        of_post(0..=u64::MAX) && !of_post(own..=own) && !is_same(one.claim, other.claim)
    }
}

/// Whether a first name and a surname are known.
fn is_full(told: &Told) -> bool {
    told.name.iter().count() > 1
}

/// Whether two texts may tell of one person: the words of the shorter name all stand in the longer one.
fn is_one(one: &Told, other: &Told) -> bool {
    one.name.is_within(&other.name) || other.name.is_within(&one.name)
}

fn has(claim: &Claim, role: u64) -> bool {
    claim.roles.iter().any(|r| r.role == role)
}

fn is_same(one: &Claim, other: &Claim) -> bool {
    one.attribute == other.attribute && has(one, DEPUTY) == has(other, DEPUTY)
}

impl Lines {
    /// Whether nobody is both: posts of one line, one and its deputy, or one post in two fields.
    fn exclude(&self, one: &Claim, other: &Claim) -> bool {
        let same = one.attribute == other.attribute;
        let deputy = same && has(one, DEPUTY) != has(other, DEPUTY);
        let line = |line: &BTreeSet<u64>| line.contains(&one.attribute) && line.contains(&other.attribute);
        deputy || !same && self.one_of.iter().any(line) || self.in_two_fields(one, other)
    }

    fn is_kin(&self, claim: &Claim) -> bool {
        self.in_drafts.iter().any(|line| line.contains(&claim.attribute))
    }

    /// Whether nobody is both in a draft and its source: of two parties, of two nations, two of a line of kin.
    fn exclude_in_drafts(&self, one: &Claim, other: &Claim) -> bool {
        let line = |line: &BTreeSet<u64>| line.contains(&one.attribute) && line.contains(&other.attribute);
        let belongs = [PARTY, NATION].into_iter().any(|role| has(one, role) && has(other, role));
        one.attribute != other.attribute && (belongs || self.in_drafts.iter().any(line))
    }

    fn in_two_fields(&self, one: &Claim, other: &Claim) -> bool {
        let field = |claim: &Claim| claim.context.iter().map(|feature| feature.hash).collect::<BTreeSet<u32>>();
        let (a, b) = (field(one), field(other));
        self.by_field.contains(&one.attribute)
            && self.by_field.contains(&other.attribute)
            && !a.is_empty()
            && !b.is_empty()
            && a.is_disjoint(&b)
    }
}

/// Whether the posts are of one body, by its name; `None` where one of the texts does not say of which.
fn of_one_body(one: &Claim, other: &Claim) -> Option<bool> {
    let owner = |claim: &Claim| claim.roles.iter().find(|role| role.role == OF).map(|role| words(text(&role.value)));
    Some(owner(one)?.meets(&owner(other)?))
}

/// Whether one of the two texts has the other's post beside the person, too: told of another time, or of two persons.
fn told_otherwise(corpus: &Corpus, one: &Told, other: &Told) -> bool {
    let surname = Key(u32::try_from(one.claim.subject).unwrap_or_default());
    let stands = |document: u32, post: u64| {
        let posts = &corpus.read[document as usize].posts;
        let at = posts.partition_point(|beside| (beside.name, beside.post) < (surname, post));
        posts.get(at).is_some_and(|beside| (beside.name, beside.post) == (surname, post))
    };
    // What a deputy stands in for has the same word.
    one.claim.attribute != other.claim.attribute
        && (stands(one.at.document, other.claim.attribute) || stands(other.at.document, one.claim.attribute))
}
