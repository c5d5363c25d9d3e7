//! Checks: claims that cannot all hold become findings.
//!
//! Takes the claims of all documents ([`Read`]) and the rules, groups claims by what they are about, folds their values with
//! `meet`, and says where nothing is left. It reads no text: names and quotations come through [`Naming`].

mod about;
mod agreement;
mod align;
mod attributes;
mod comparable;
mod conditions;
mod corpus;
mod decided;
mod disputes;
mod facts;
mod finding;
mod holders;
mod kin;
mod members;
mod peers;
mod places;
mod reported;
mod reprints;
mod sides;
mod speakers;
mod spelling;
mod summary;
mod support;
mod told;
mod unsourced;
mod values;
mod whereabouts;

pub use crate::pack::Severity;
pub use about::{Agreement, Fit, Slot};
pub use comparable::Comparable;
pub use conditions::verdict;
pub(crate) use conditions::{say_side, say_value};
pub use corpus::{Naming, Read, Role, Whole, checked_alone, compares};
pub use decided::{Calculation, Decided, SlotPair, Term};
pub use finding::{By, Evidence, Finding, Side};
pub use peers::Why;
pub use summary::Summary;
pub(crate) use support::sentence;
pub use support::{Cited, Standing, Support, Tally};

use crate::claim::{Claim, ClaimKind, Modality};
use crate::clause::About;
use crate::entity::EntityId;
use crate::pack::{Check, On, Rule, Rules};
use crate::text::Span;
use peers::Matter;
use reprints::Reprints;
use std::cell::LazyCell;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// A claim by its place: the document's index and the claim's index in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// The document.
    pub document: u32,
    /// The claim in it.
    pub claim: u32,
}

/// What became of two claims that were compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Comparison {
    /// The rule that compared them.
    pub rule: String,
    /// One claim.
    pub one: At,
    /// The other.
    pub other: At,
    /// Whether their values meet.
    pub meets: bool,
}

/// What the checks did.
#[derive(Debug, Default)]
pub struct Outcome {
    /// What cannot all hold, by document and place.
    pub findings: Vec<Finding>,
    /// Which claims were compared with which; figures of peers in the first document of their text.
    pub comparisons: Vec<Comparison>,
    /// What the sources say of each claim of the drafts, in the order of the drafts.
    pub support: Vec<Support>,
    /// The claims that were compared with at least one other.
    pub compared: BTreeSet<At>,
    /// Figures that may be about the same thing, and why they were not compared.
    pub apart: Vec<(At, At, Why)>,
    /// Which documents are one text.
    reprints: Reprints,
    /// How many findings of one rule and severity are kept.
    most: usize,
    /// How many there are of each rule and severity, and where the last one is that is kept.
    of_rule: BTreeMap<(String, Severity), (usize, usize)>,
}

/// The claims of a check.
#[derive(Clone, Copy)]
pub(crate) struct Corpus<'a> {
    pub(crate) read: &'a [Arc<Read>],
    pub(crate) naming: &'a dyn Naming,
    /// The first place of each name that no gazetteer knows.
    named: &'a BTreeMap<EntityId, (u32, Span)>,
    /// Which documents are one text.
    reprints: &'a Reprints,
}

impl<'a> Corpus<'a> {
    pub(crate) fn claim(&self, at: At) -> &'a Claim {
        &self.read[at.document as usize].claims[at.claim as usize]
    }

    /// What a figure is about; `None` for other claims.
    pub(crate) fn about(&self, at: At) -> Option<&'a About> {
        let read = &self.read[at.document as usize];
        read.abouts.get(at.claim.checked_sub(read.first_figure)? as usize)?.as_deref()
    }

    pub(crate) fn document(&self, at: At) -> &'a Read {
        &self.read[at.document as usize]
    }

    /// Whether no document before this one has its text.
    fn is_first(&self, document: u32) -> bool {
        self.reprints.is_first(document)
    }

    /// What an entity is called: by the gazetteer, else by the first document that names it.
    pub(crate) fn name(&self, id: EntityId) -> String {
        let in_text = || self.named.get(&id).map(|(document, span)| self.naming.text(*document, *span).to_owned());
        self.naming.entity(id).or_else(in_text).unwrap_or_default()
    }

    /// Whether the checks may hold the two against each other.
    pub(crate) fn comparable(&self, one: At, other: At) -> bool {
        if one.document == other.document {
            return checked_alone(self.document(one).role);
        }
        compares(self.document(one).role, self.document(other).role)
    }

    /// All asserted claims of a kind with a subject or an attribute to be compared by, in order.
    pub(crate) fn of_kind(&self, kind: ClaimKind) -> impl Iterator<Item = At> {
        self.read.iter().enumerate().flat_map(move |(document, read)| {
            read.claims
                .iter()
                .enumerate()
                .filter(move |(_, c)| c.kind == kind && c.modality == Modality::Asserted)
                .map(move |(claim, _)| At { document: document as u32, claim: claim as u32 })
        })
    }
}

/// Runs the rules over the claims of all documents; those of one text share their claims.
#[must_use]
pub fn run(read: &[Arc<Read>], rules: &Rules, naming: &dyn Naming) -> Outcome {
    let mut named = BTreeMap::new();
    for (read, document) in read.iter().zip(0..) {
        for (id, span) in read.names.iter().filter(|(id, _)| !naming.known(*id)) {
            named.entry(*id).or_insert((document, *span));
        }
    }
    let reprints = Reprints::new(read);
    let corpus = Corpus { read, naming, named: &named, reprints: &reprints };
    let bytes: usize = read.iter().map(|r| r.bytes).sum();
    let mut outcome = Outcome { most: MOST_FINDINGS + bytes / BYTES_A_FINDING, ..Outcome::default() };
    // Rules on members come first: a member named by one and ruled out by another explains a difference in number.
    let order = |rule: &&Rule| match &rule.check {
        Check::Agree(agree) => match agree.on {
            On::Member => 0,
            On::Size => 1,
            On::Listed => 2,
            On::Value | On::Spelling | On::Holder | On::Person | On::Place => 3,
        },
        Check::Require(_) | Check::Against => 4,
    };
    let mut sorted: Vec<&Rule> = rules.iter().collect();
    sorted.sort_by_key(order);
    let mut groups = members::Groups::new(&corpus);
    let matter = LazyCell::new(|| Matter::of_peers(&corpus));
    for rule in sorted {
        match &rule.check {
            Check::Agree(agree) => match agree.on {
                On::Member => groups.members(&corpus, rule, agree, &mut outcome),
                On::Size => groups.sizes(&corpus, rule, agree, &mut outcome),
                On::Listed => groups.lists(&corpus, rule, agree, &mut outcome),
                On::Value => values::agree(&corpus, rule, agree, &mut outcome),
                On::Spelling => spelling::variants(&corpus, rule, &mut outcome),
                On::Holder => holders::agree(&corpus, rule, agree, &mut outcome),
                On::Person => attributes::agree(&corpus, rule, agree, &matter, &mut outcome),
                On::Place => {
                    places::agree(&corpus, rule, &mut outcome);
                    whereabouts::agree(&corpus, rule, agree, &mut outcome);
                }
            },
            Check::Require(condition) => conditions::require(&corpus, rule, condition, &mut outcome),
            Check::Against => {}
        }
    }
    let against: Vec<&Rule> = rules.iter().filter(|r| r.file.against.is_some()).collect();
    align::against(&corpus, &against, &mut outcome);
    let among: Vec<_> = rules.iter().filter_map(|r| Some((r, r.file.peers.as_ref()?))).collect();
    peers::among(&corpus, &among, &matter, &mut outcome);
    agreement::note(&corpus, &against, &mut outcome);
    support::gather(&corpus, rules, &mut outcome);
    unsourced::report(&corpus, rules, &mut outcome);
    outcome.findings.sort_by(|a, b| place(a).cmp(&place(b)).then_with(|| a.rule.cmp(&b.rule)));
    outcome.tell_everywhere(reprints);
    outcome.comparisons.sort();
    outcome.comparisons.dedup();
    outcome
}

fn place(finding: &Finding) -> Option<(u32, u32)> {
    finding.evidence.iter().map(|e| (e.document, e.span.start)).min()
}

impl Outcome {
    /// Adds a finding; where there are too many of its rule already, it is counted with the last one, and its places.
    pub(crate) fn push(&mut self, finding: Finding) {
        let (count, last) = self.of_rule.entry((finding.rule.clone(), finding.severity)).or_default();
        *count += 1;
        if *count <= self.most {
            *last = self.findings.len();
            self.findings.push(finding);
        } else if let Some(last) = self.findings.get_mut(*last) {
            last.more += finding.evidence.len() + finding.more;
            last.others += 1;
        }
    }

    pub(crate) fn compare(&mut self, rule: &Rule, one: At, other: At, meets: bool) {
        let (one, other) = (one.min(other), one.max(other));
        self.compared.insert(one);
        self.compared.insert(other);
        // Copies of one text in an archive agree by the thousand; nobody reads more than some of that.
        if self.comparisons.len() < MOST_COMPARISONS {
            self.comparisons.push(Comparison { rule: rule.id.clone(), one, other, meets });
        }
    }
}

impl Outcome {
    /// What was compared of the first document of a text counts as compared in all that print it.
    fn tell_everywhere(&mut self, reprints: Reprints) {
        let compared: Vec<At> = self.compared.iter().copied().collect();
        self.compared.extend(reprints.everywhere(&compared));
        self.reprints = reprints;
    }

    /// The first document that has the text of this one: figures of peers were compared of that.
    #[must_use]
    pub fn first(&self, document: u32) -> u32 {
        self.reprints.first(document)
    }

    fn keep_apart(&mut self, one: At, other: At, why: Why) {
        if why != Why::Kind && self.apart.len() < MOST_APART {
            self.apart.push((one, other, why));
        }
    }
}

/// The pairs that were not compared that are kept for `--trace`.
const MOST_APART: usize = 10_000;
/// The findings of one rule and severity that are kept: so many, and one more for so many bytes. A finding takes as much memory as a page of text, and
/// nobody reads the ten thousandth.
const MOST_FINDINGS: usize = 5_000;
const BYTES_A_FINDING: usize = 400;

/// The comparisons that are kept for `factlint claims`.
const MOST_COMPARISONS: usize = 100_000;
