//! Figures that several documents give alike: what `factlint claims` shows as borne out.
//!
//! Value first: figures of one kind, of one thing and of one value are held together, and two of them agree when their contexts
//! share enough. Nothing is reported; two texts that give different figures may well speak of different things.

use super::{At, Corpus, Outcome};
use crate::claim::{Claim, ClaimKind};
use crate::entity::EntityId;
use crate::pack::Rule;
use crate::value::{Number, Range, Value};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::{Hash, Hasher};

/// Figures of one value that are looked at: an archive of copies needs no more.
const MOST_OF_A_VALUE: usize = 24;
/// What two contexts must share, in tenths: two names, or a name and two concepts.
const SHARED: u32 = 34;

/// Notes which figures of different documents agree.
pub(super) fn note(corpus: &Corpus, rules: &[&Rule], outcome: &mut Outcome) {
    let mut groups: FxHashMap<u64, Vec<At>> = FxHashMap::default();
    let mut keys = Vec::new();
    for kind in [ClaimKind::COUNT, ClaimKind::FIGURE, ClaimKind::ORDINAL, ClaimKind::DATE] {
        for at in corpus.of_kind(kind).filter(|at| corpus.claim(*at).subject == 0 && corpus.is_first(at.document)) {
            let Some(key) = key(corpus.claim(at)) else { continue };
            let group = groups.entry(key).or_insert_with(|| {
                keys.push(key);
                Vec::new()
            });
            if group.len() < MOST_OF_A_VALUE {
                group.push(at);
            }
        }
    }
    for group in keys.iter().filter_map(|k| groups.get(k)).filter(|g| g.len() > 1) {
        let Some(rule) = rules.iter().find(|r| r.looks_at(corpus.claim(group[0]).kind)) else { continue };
        for (i, one) in group.iter().enumerate() {
            for other in group[i + 1..].iter().filter(|o| o.document != one.document && corpus.comparable(*one, **o)) {
                if shared(corpus.claim(*one), corpus.claim(*other)) >= SHARED {
                    outcome.compare(rule, *one, *other, true);
                }
            }
        }
    }
}

/// Which figures of a document may be held against those of others by what stands around them.
#[derive(Debug, Default)]
pub(super) struct Compared(FxHashMap<u64, usize>);

impl Compared {
    /// Whether the next figure of the document is one of them.
    pub(super) fn has(&mut self, figure: &Claim) -> bool {
        let Some(key) = key(figure) else { return false };
        let of_value = self.0.entry(key).or_default();
        *of_value += 1;
        *of_value <= MOST_OF_A_VALUE
    }
}

/// Equal for figures of one kind, of one thing, and of one value; `None` where a figure says too little to be found again.
fn key(claim: &Claim) -> Option<u64> {
    let mut hasher = FxHasher::default();
    (claim.kind, claim.attribute).hash(&mut hasher);
    hash_value(&claim.value, &mut hasher)?;
    (claim.kind != ClaimKind::COUNT || claim.attribute != 0).then(|| hasher.finish())
}

fn hash_value(value: &Value<EntityId>, hasher: &mut FxHasher) -> Option<()> {
    match value {
        Value::Number(Range { min, max, .. }) => {
            let ends = |n: &Option<Number>| n.map(|n| (n.numerator(), n.denominator()));
            (ends(min), ends(max)).hash(hasher);
        }
        Value::Days(days) => days.hash(hasher),
        Value::Members(_) | Value::Text(_) => return None,
    }
    Some(())
}

/// The weight of what two contexts share.
fn shared(one: &Claim, other: &Claim) -> u32 {
    let mut others = other.context.iter().peekable();
    let mut sum = 0;
    for f in &one.context {
        while others.next_if(|o| o.hash < f.hash).is_some() {}
        if let Some(o) = others.peek().filter(|o| o.hash == f.hash) {
            sum += u32::from(f.weight.min(o.weight));
        }
    }
    sum
}
