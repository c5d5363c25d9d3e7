//! Whether two figures are held against each other: the slots that decide for each kind, and what keeps figures apart all the same.

use super::agreed::{agree, agree_in_other_roles, is_sure};
use super::aligned::by_alignment;
use super::copies::near_copy;
use super::matter::{Joined, Matter, value_of};
use super::repeats::repeats;
use crate::check::about::{Agreement, Fit, Slot, fit};
use crate::check::align::relation_of;
use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind, Form};
use crate::clause::{About, Flags, Modality, Role};
use crate::lexicon::id_hash;
use crate::value::{Days, Number, Value};

/// Documents published further apart than this, in days, speak of different states (13 of 76 false findings of the prototype, no
/// true one).
const APART: i64 = 21;

/// Smaller counts are told of many things of one matter.
pub(super) const FEW: i64 = 10;

/// Two figures of one kind, and what they are about.
#[derive(Clone, Copy)]
pub(super) struct Pair<'a> {
    pub(super) one: At,
    pub(super) other: At,
    pub(super) a: &'a Claim,
    pub(super) b: &'a Claim,
    pub(super) x: &'a About,
    pub(super) y: &'a About,
    /// Both stand in one text.
    pub(super) within: bool,
    /// The two texts tell of one matter.
    pub(super) joined: bool,
}

/// Why two figures are not held against each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// They measure in two ways, or may not be compared at all.
    Kind,
    /// Their values tell nothing of each other.
    Values,
    /// A slot is apart, or left open.
    Slot(Slot, Agreement),
    /// Their documents were published long after each other.
    Published,
    /// What happened may have been counted anew in between.
    Grown,
    /// They stand in one text, and it is not running text that tells of one thing.
    Within,
    /// Nothing is counted.
    Nothing,
    /// The other text gives this value too.
    Given,
    /// A third figure of the texts explains both.
    Explained,
}

/// Whether two figures about the same thing meet; else why they are not held against each other. `aligned` tells whether their sentences
/// are each other's best match, with one figure of the kind in each.
pub(super) fn hold(
    corpus: &Corpus,
    matter: &Matter,
    (one, other): (At, At),
    joined: &mut Joined,
    aligned: impl FnOnce() -> bool,
) -> Result<bool, Why> {
    let (a, b) = (corpus.claim(one), corpus.claim(other));
    if one == other || !of_one_kind(a, b) || !corpus.comparable(one, other) {
        return Err(Why::Kind);
    }
    let (Some(x), Some(y)) = (corpus.about(one), corpus.about(other)) else { return Err(Why::Kind) };
    if far_apart(corpus, one, other) {
        return Err(Why::Published);
    }
    let meets = relation_of(a, b).ok_or(Why::Values)?;
    if !meets && a.kind == ClaimKind::COUNT && has_grown(corpus, one, other, x, y) {
        return Err(Why::Grown);
    }
    // "Some eight" and "almost ten" were both meant as about so many.
    if !meets && a.form == Form::Hedged && b.form == Form::Hedged {
        return Err(Why::Values);
    }
    let within = one.document == other.document;
    let mut joined = || joined.joins(matter, one.document, other.document);
    // No two things of one matter have such a figure in common.
    let anyhow = || is_sure(a) && value_of(a) == value_of(b) || agree_in_other_roles((a, b), (x, y));
    if meets && !within && anyhow() && joined() {
        return Ok(true);
    }
    let counts = matches!(a.kind, ClaimKind::COUNT | ClaimKind::ORDINAL);
    let fit = fit(x, y, counts, within).map_err(|slot| Why::Slot(slot, Agreement::Apart))?;
    // Manuals and change logs say like things of unlike ones, one below the other: within one text only what running text tells of one
    // thing is compared.
    let told = fit.is_same(Slot::Referent) && fit.by_name && x.told && y.told;
    if counts_nothing(a, x, y, within) || counts_nothing(b, y, x, within) {
        return Err(Why::Nothing);
    }
    let pair = Pair { one, other, a, b, x, y, within, joined: joined() };
    let repeats = within && repeats(corpus, &pair, &fit);
    if within && !told && !repeats {
        return Err(Why::Within);
    }
    let same = repeats
        || near_copy(corpus, &pair, &fit)
        || by_slots(&pair, &fit)
        || by_topic(matter, &pair, &fit)
        || by_alignment(&pair, &fit) && aligned();
    let given = || elsewhere(corpus, matter, &pair) || elsewhere(corpus, matter, &pair.turned());
    if !same && meets && agree(corpus, &pair, &fit) {
        return Ok(true);
    }
    if !same {
        return Err(Why::Slot(open_slot(a.kind, &fit), Agreement::Unknown));
    }
    if !meets && given() {
        return Err(Why::Given);
    }
    Ok(meets)
}

/// The first slot that decides for a kind and is left open.
fn open_slot(kind: ClaimKind, fit: &Fit) -> Slot {
    let what: &[Slot] = match kind {
        ClaimKind::COUNT => &[Slot::Head, Slot::Modifiers, Slot::Referent, Slot::Predicate, Slot::Period],
        ClaimKind::DATE => &[Slot::Predicate, Slot::Referent, Slot::Object],
        _ => &[Slot::Quantity, Slot::Referent, Slot::Period],
    };
    what.iter().copied().find(|slot| !fit.is_closed(*slot)).unwrap_or(Slot::Predicate)
}

impl Pair<'_> {
    fn turned(self) -> Self {
        let Self { one, other, a, b, x, y, .. } = self;
        Self { one: other, other: one, a: b, b: a, x: y, y: x, ..self }
    }
}

/// A number that counts nothing is a score, a rank, a label, a share.
fn counts_nothing(claim: &Claim, x: &About, y: &About, within: bool) -> bool {
    let share = |claim: &Claim| matches!(&claim.value, Value::Number(range) if range.max.is_some_and(|most| most < Number::ONE));
    if claim.kind == ClaimKind::COUNT && share(claim) {
        return true;
    }
    let (one, other) = (x.head.is_empty(), y.head.is_empty());
    let named = x.quantity.meets(&y.quantity);
    claim.kind == ClaimKind::COUNT && !named && if within { one || other } else { one && other }
}

/// Whether two figures measure in one way: units of one dimension, counts, days.
fn of_one_kind(a: &Claim, b: &Claim) -> bool {
    let measured = matches!(a.kind, ClaimKind::COUNT | ClaimKind::FIGURE | ClaimKind::ORDINAL | ClaimKind::DATE);
    measured && a.kind == b.kind && (a.kind != ClaimKind::FIGURE || a.attribute == b.attribute)
}

pub(super) fn far_apart(corpus: &Corpus, one: At, other: At) -> bool {
    corpus.claim(one).kind != ClaimKind::DATE && published_far_apart(corpus, one.document, other.document)
}

/// Whether two documents were published so far apart that they tell of other things.
pub(in super::super) fn published_far_apart(corpus: &Corpus, one: u32, other: u32) -> bool {
    let date = |document: u32| corpus.read[document as usize].date;
    let (Some(a), Some(b)) = (date(one), date(other)) else { return false };
    a.until((jiff::Unit::Day, b)).is_ok_and(|span| i64::from(span.get_days()).abs() > APART)
}

/// Whether what happened may have been counted anew: a text that was published later gives more.
fn has_grown(corpus: &Corpus, one: At, other: At, x: &About, y: &About) -> bool {
    let event = |about: &About| !about.flags.has(Flags::STATE) && about.modality == Modality::Asserted;
    let event = event(x) && event(y);
    let (Some(a), Some(b)) = (corpus.document(one).date, corpus.document(other).date) else { return false };
    let least = |at: At| match &corpus.claim(at).value {
        Value::Number(range) => range.min,
        _ => None,
    };
    let (earlier, later) = if a < b { (one, other) } else { (other, one) };
    event && a != b && least(earlier).zip(least(later)).is_some_and(|(before, after)| before < after)
}

/// Whether the other text gives this value too, for something of the kind; within one text, whether the other's sentence does.
fn elsewhere(corpus: &Corpus, matter: &Matter, pair: &Pair) -> bool {
    matter.alike(pair.a, pair.other.document).any(|there| {
        let claim = corpus.claim(there);
        let near = !pair.within || claim.sentence == pair.b.sentence;
        let of_the_kind = || {
            let head = corpus.about(there).map(|about| &about.head);
            claim.kind != ClaimKind::COUNT || head.is_some_and(|head| pair.x.head.is_empty() || head.meets(&pair.x.head))
        };
        there != pair.one && there != pair.other && near && of_the_kind()
    })
}

/// Whether every slot that decides for the kind is the same.
fn by_slots(pair: &Pair, fit: &Fit) -> bool {
    let Pair { a, x, y, within, .. } = pair;
    let closed = fit.is_same(Slot::Scope) && fit.is_closed(Slot::Period) && fit.is_same(Slot::Marker);
    let referent = fit.is_same(Slot::Referent) && fit.by_name;
    let state = x.flags.has(Flags::STATE) && y.flags.has(Flags::STATE);
    let once = x.once && y.once && x.verb.meets(&y.verb);
    match a.kind {
        _ if !fit.is_same(Slot::Scope) => false,
        ClaimKind::DATE => once && fit.is_closed(Slot::Referent) && fit.is_closed(Slot::Object) && is_day(a),
        ClaimKind::COUNT => {
            let predicate = state || !within && fit.is_same(Slot::Predicate);
            // "Four sheep were killed at Nordli", "the bear killed six sheep at Nordli": one event, told of one place.
            let told = fit.shares_name || pair.joined;
            let event = !within && !state && told && fit.of(Slot::Referent) != Agreement::Apart && x.head.meets(&y.head);
            closed && (referent || event) && fit.is_same(Slot::Head) && fit.is_closed(Slot::Modifiers) && predicate
        }
        // "He died at 83", "at the age of 42": told by the predicate.
        ClaimKind::FIGURE if is_age(a) && once => fit.is_closed(Slot::Referent),
        // "Ivo Maber, 34," is "Ivo Maber, 43," nowhere in the same weeks.
        ClaimKind::FIGURE if is_age(a) => !within && closed && by_full_name(x, y) && pair.joined && years_apart(a, pair.b),
        ClaimKind::FIGURE if !is_length_of_time(a) => {
            // "The salary of the conductor was 90,000", "the conductor was paid 60,000".
            let names_it = fit.by_name && fit.of(Slot::Referent) == Agreement::Unknown && (measures(x, y) || measures(y, x));
            let plain = a.form == Form::Plain && pair.b.form == Form::Plain;
            closed && plain && (referent || names_it) && fit.is_same(Slot::Quantity) && (!within || state)
        }
        _ => false,
    }
}

/// Whether two texts on one matter count one thing, each of them once: whatever they say of it, it is that of their topic.
fn by_topic(matter: &Matter, pair: &Pair, fit: &Fit) -> bool {
    let Pair { a, b, x, y, .. } = pair;
    let exact = |claim: &Claim| match &claim.value {
        Value::Number(range) => claim.form == Form::Plain && range.is_exact().is_some_and(|n| n >= Number::from(FEW)),
        _ => false,
    };
    let sole = matter.is_sole(pair.one.document, &x.head) && matter.is_sole(pair.other.document, &y.head);
    let predicate = fit.is_same(Slot::Predicate);
    let closed = [Slot::Scope, Slot::Marker].iter().all(|slot| fit.is_same(*slot))
        && [Slot::Period, Slot::Modifiers].iter().all(|slot| fit.is_closed(*slot));
    a.kind == ClaimKind::COUNT
        && pair.joined
        && exact(a)
        && exact(b)
        && closed
        && predicate
        && sole
        && x.head.meets(&y.head)
        && fit.of(Slot::Referent) != Agreement::Apart
}

/// Whether two figures are said of one full name.
fn by_full_name(x: &About, y: &About) -> bool {
    let full = |about: &About| about.named(&[Role::Subject]).filter(|n| n.words.iter().count() > 1).cloned().collect::<Vec<_>>();
    full(x).iter().any(|one| full(y).iter().any(|other| one.fits(other)))
}

/// Whether two ages differ by more than a birthday between two texts explains.
fn years_apart(a: &Claim, b: &Claim) -> bool {
    let years = |claim: &Claim| match &claim.value {
        Value::Number(range) => range.is_exact(),
        _ => None,
    };
    let gap = |a: Number, b: Number| a.checked_sub(b).map(Number::abs);
    years(a).zip(years(b)).and_then(|(a, b)| gap(a, b)).is_some_and(|gap| gap > Number::ONE || gap.is_zero())
}

/// Whether the subject's noun is what the other one's predicate or container measures.
fn measures(one: &About, other: &About) -> bool {
    one.subject.meets(&other.verb) || one.subject.meets(&other.container)
}

/// Whether a claim is a length of time, or a time of day.
pub(super) fn is_length_of_time(claim: &Claim) -> bool {
    let of = |id: &str| claim.attribute == id_hash(id);
    claim.kind == ClaimKind::FIGURE && (of("duration") || of("time"))
}

/// Whether a claim is an age.
pub(super) fn is_age(claim: &Claim) -> bool {
    claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash("age")
}

/// Whether a date says when: a year, or days of one.
fn is_day(claim: &Claim) -> bool {
    let says = |days: &Days| days.year_number().is_some() || days.is_anchored() && *days != Days::ALL;
    claim.form != Form::Compared && matches!(&claim.value, Value::Days(days) if says(days))
}
