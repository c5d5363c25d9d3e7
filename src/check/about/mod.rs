//! How two figures' abouts compare: slot by slot *same*, *apart* (they cannot be one) or *unknown* (one of them does not say).
//!
//! Two claims with a slot apart are never held against each other. With every deciding slot the same they must meet. A slot that one
//! of them leaves open is unknown, unless the words prove it: where two clauses align word by word, slots whose words align are the same.

mod gist;
#[cfg(test)]
mod tests;

pub(super) use gist::Gist;

use crate::clause::{About, Flags, Key, Keys, Marker, Modality, Role, ToldOf};
use crate::lexicon::id_hash;
use crate::value::Meet;

/// A part of what a figure is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Slot {
    /// What is counted.
    Head,
    /// What narrows it.
    Modifiers,
    /// What is measured: the container noun, the predicate, the subject's noun.
    Quantity,
    /// Of whom.
    Referent,
    /// What the predicate is done to.
    Object,
    /// What is said of it.
    Predicate,
    /// When.
    Period,
    /// What the figure is to its predicate: from, to, by.
    Marker,
    /// A part, a total, for each, others, former.
    Meant,
    /// Whether it is asserted, and affirmed.
    Scope,
}

/// How two claims' slots compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Agreement {
    /// They are one.
    Same,
    /// Neither says anything.
    Silent,
    /// One of them does not say, or says it in words that nothing joins.
    Unknown,
    /// They cannot be one.
    Apart,
}

use Agreement::{Apart, Same, Silent, Unknown};

/// How two claims' abouts compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fit {
    slots: [(Slot, Agreement); 10],
    /// The referent is the same by name, or by a definite noun that can mean one thing only.
    pub by_name: bool,
    /// The sentences share a name.
    pub shares_name: bool,
}

impl Fit {
    /// How this slot compares.
    #[must_use]
    pub fn of(&self, slot: Slot) -> Agreement {
        self.slots.iter().find(|(s, _)| *s == slot).map_or(Unknown, |(_, agreement)| *agreement)
    }

    /// Whether this slot is the same.
    #[must_use]
    pub fn is_same(&self, slot: Slot) -> bool {
        self.of(slot) == Same
    }

    /// Whether nothing keeps the slot open: it is the same, or neither says anything.
    #[must_use]
    pub fn is_closed(&self, slot: Slot) -> bool {
        matches!(self.of(slot), Same | Silent)
    }
}

/// Compares what two figures are about; the first slot that keeps them apart where one does. `counts` where they count things; `within`
/// where both stand in one text.
pub(super) fn fit(one: &About, other: &About, counts: bool, within: bool) -> Result<Fit, Slot> {
    let told = |slot, agreement| if agreement == Apart { Err(slot) } else { Ok((slot, agreement)) };
    let counted_as = |agreement: fn(&About, &About) -> Agreement| if counts { agreement(one, other) } else { Silent };
    let meant = if one.flags.meant() == other.flags.meant() { Same } else { Apart };
    let scope = told(Slot::Scope, scope(one.modality, other.modality, within))?;
    let meant = told(Slot::Meant, meant)?;
    let marker = told(Slot::Marker, marker(one.marker, other.marker))?;
    let period = told(Slot::Period, period(one, other))?;
    let head = told(Slot::Head, counted_as(counted))?;
    let modifiers = told(Slot::Modifiers, counted_as(|one, other| narrowed(&one.modifiers, &other.modifiers)))?;
    let quantity = told(Slot::Quantity, quantity(one, other))?;
    let turned = turned(one, other);
    let (referent, by_name) = of_whom(one, other, within, turned);
    let referent = told(Slot::Referent, referent)?;
    let predicate = (Slot::Predicate, predicate(one, other));
    let object = (Slot::Object, if turned { Silent } else { object(one, other) });
    let slots = [scope, meant, marker, period, head, modifiers, quantity, predicate, object, referent];
    let shares_name = one.named(ANY).any(|x| other.named(ANY).any(|y| x.fits(y)));
    Ok(Fit { slots, by_name, shares_name })
}

/// How each slot of two figures compares, those too that keep them apart: what reports show. The most telling ones stand first.
pub(super) fn each(one: &About, other: &About, counts: bool, within: bool) -> [(Slot, Agreement); 10] {
    let counted_as = |agreement: fn(&About, &About) -> Agreement| if counts { agreement(one, other) } else { Silent };
    let turned = turned(one, other);
    [
        (Slot::Head, counted_as(counted)),
        (Slot::Modifiers, counted_as(|one, other| narrowed(&one.modifiers, &other.modifiers))),
        (Slot::Quantity, quantity(one, other)),
        (Slot::Referent, of_whom(one, other, within, turned).0),
        (Slot::Predicate, predicate(one, other)),
        (Slot::Object, if turned { Silent } else { object(one, other) }),
        (Slot::Period, period(one, other)),
        (Slot::Marker, marker(one.marker, other.marker)),
        (Slot::Meant, if one.flags.meant() == other.flags.meant() { Same } else { Apart }),
        (Slot::Scope, scope(one.modality, other.modality, within)),
    ]
}

/// Whether one clause says of its object what the other says of its subject.
fn turned(one: &About, other: &About) -> bool {
    is_theme(one, other) || is_theme(other, one)
}

/// Of whom, and whether a name tells.
fn of_whom(one: &About, other: &About, within: bool, turned: bool) -> (Agreement, bool) {
    match referent(one, other) {
        _ if turned => (Same, true),
        // "The bridge" of one text is one bridge, as long as nothing else can be meant.
        (_, false) if within && one.chain.is_some() && one.chain == other.chain && one_noun(one, other) => (Same, true),
        other => other,
    }
}

/// How many slots of two figures meet: a gauge of which of several figures one stands for.
#[must_use]
pub(super) fn ties(one: &About, other: &About) -> usize {
    let named = || one.named(GOVERNS).any(|x| other.named(GOVERNS).any(|y| x.fits(y)));
    let slots = [
        (&one.subject, &other.subject),
        (&one.container, &other.container),
        (&one.quantity, &other.quantity),
        (&one.head, &other.head),
        (&one.modifiers, &other.modifiers),
        (&one.object, &other.object),
        (&one.verb, &other.verb),
    ];
    let period = one.period.as_ref().zip(other.period.as_ref()).is_some_and(|(a, b)| a.meet(b).is_some());
    slots.iter().filter(|(a, b)| a.meets(b)).count() + usize::from(named()) + usize::from(period)
}

/// What is denied, supposed or asked is not what is asserted.
fn scope(one: Modality, other: Modality, within: bool) -> Agreement {
    match (one, other) {
        (Modality::Asserted, Modality::Asserted) => Same,
        // What two texts announce for one thing is told of one plan.
        (Modality::Foreseen, Modality::Foreseen) if !within => Same,
        // Two texts that suppose the same thing may still suppose it differently, if their words prove that it is one.
        (Modality::Foreseen | Modality::Supposed, Modality::Foreseen | Modality::Supposed) => Unknown,
        _ => Apart,
    }
}

/// Whether the same is said of two figures, or they measure the same.
pub(super) fn says_one(one: &About, other: &About) -> bool {
    predicate(one, other) == Same || quantity(one, other) == Same
}

/// A figure in brackets takes its part from what stands before them.
fn marker(one: Marker, other: Marker) -> Agreement {
    let open = |m: Marker| matches!(m, Marker::Bare | Marker::To);
    match (one, other) {
        _ if one == other || open(one) && open(other) => Same,
        (Marker::Bracket, m) | (m, Marker::Bracket) if open(m) => Unknown,
        _ => Apart,
    }
}

fn period(one: &About, other: &About) -> Agreement {
    match (&one.period, &other.period) {
        (Some(a), Some(b)) if a.meet(b).is_some() => Same,
        (Some(_), Some(_)) => Apart,
        (None, None) => Silent,
        // "On Monday" is told of news, and left out of it a day later.
        (Some(_), None) if one.deictic => Silent,
        (None, Some(_)) if other.deictic => Silent,
        _ => Unknown,
    }
}

fn nouns(one: &Keys, other: &Keys) -> Agreement {
    match (one.is_empty(), other.is_empty()) {
        (true, true) => Silent,
        (false, false) if one.meets(other) => Same,
        (false, false) => Apart,
        _ => Unknown,
    }
}

/// What is counted: a noun, or what the predicate or the subject names ("employs 60", "the staff is 60 people").
fn counted(one: &About, other: &About) -> Agreement {
    let person = |about: &About| about.head.has(Key::of(id_hash(PERSON)));
    match nouns(&one.head, &other.head) {
        Unknown | Silent if one.quantity.meets(&other.quantity) => Same,
        Apart if (person(one) || person(other)) && one.quantity.meets(&other.quantity) => Same,
        agreement => agreement,
    }
}

/// The concept of words that count anybody: "people".
const PERSON: &str = "person";

/// What narrows a noun on one side only leaves it open.
fn narrowed(one: &Keys, other: &Keys) -> Agreement {
    match (one.is_empty(), other.is_empty()) {
        (true, true) => Silent,
        (false, false) if one.is_within(other) || other.is_within(one) => Same,
        (false, false) => Apart,
        _ => Unknown,
    }
}

/// What is measured: as a concept, or by any of its words.
fn quantity(one: &About, other: &About) -> Agreement {
    if one.quantity.meets(&other.quantity) {
        return Same;
    }
    let [a, b] = [one, other].map(|a| [&a.container, &a.verb, &a.subject]);
    let silent = |keys: &[&Keys; 3]| keys.iter().all(|k| k.is_empty());
    if !one.container.is_empty() && !other.container.is_empty() {
        return if one.container.meets(&other.container) { Same } else { Apart };
    }
    match (silent(&a), silent(&b)) {
        (true, true) => Silent,
        _ if a.iter().any(|k| b.iter().any(|l| k.meets(l))) => Same,
        _ => Unknown,
    }
}

fn object(one: &About, other: &About) -> Agreement {
    let has = |about: &About| !about.object.is_empty() || about.named(OBJECT).next().is_some();
    match (has(one), has(other)) {
        (false, false) => Silent,
        (true, true) if one.named(OBJECT).any(|x| other.named(OBJECT).any(|y| x.fits(y))) => Same,
        (true, true)
            if one.named(OBJECT).next().is_none()
                && other.named(OBJECT).next().is_none()
                && one.object.meets(&other.object)
                && matches!(narrowed(&one.object_modifiers, &other.object_modifiers), Same | Silent) =>
        {
            Same
        }
        _ => Unknown,
    }
}

fn predicate(one: &About, other: &About) -> Agreement {
    let state = |a: &About| a.flags.has(Flags::STATE) || a.verb.is_empty();
    match (state(one), state(other)) {
        (true, true) => Same,
        (false, false) if one.verb.meets(&other.verb) => Same,
        _ => Unknown,
    }
}

/// Whether something that happens once is done to a thing in one clause, and said of it in the other: "Rask founded the yard Vipan",
/// "Vipan was founded".
fn is_theme(active: &About, passive: &About) -> bool {
    let done = active.once && passive.once && active.verb.meets(&passive.verb);
    let bare = passive.object.is_empty() && passive.named(OBJECT).next().is_none();
    done && bare && active.named(OBJECT).any(|x| passive.named(GOVERNS).any(|y| x.fits(y)))
}

/// Whether a name that governs the one figure is what something is done to in the clause of the other.
#[must_use]
pub(super) fn done_to(one: &About, other: &About) -> bool {
    one.named(GOVERNS).any(|x| other.named(OBJECT).any(|y| x.fits(y)))
}

/// Whether two clauses of one chain are said of one noun, narrowed alike, or of one pronoun, and of no name.
fn one_noun(one: &About, other: &About) -> bool {
    let unnamed = |about: &About| about.named(GOVERNS).next().is_none();
    let alike = || matches!(narrowed(&one.subject_modifiers, &other.subject_modifiers), Same | Silent);
    let pronoun = one.chain.is_some_and(|chain| chain.pronoun.is_some());
    unnamed(one) && unnamed(other) && (pronoun || one.subject.meets(&other.subject) && alike())
}

/// The names that a figure is said of, and those of its clause.
const ANY: &[Role] = &[Role::Owner, Role::Subject, Role::Before, Role::Object, Role::Beside, Role::Sentence];
const OBJECT: &[Role] = &[Role::Object];
const GOVERNS: &[Role] = &[Role::Owner, Role::Subject, Role::Before];
const STANDS: &[Role] = &[Role::Owner, Role::Subject, Role::Before, Role::Beside];

/// Of whom. The second says whether a name tells, be it only the owner's of what it is said of.
fn referent(one: &About, other: &About) -> (Agreement, bool) {
    let share = |a: &'static [Role], b: &'static [Role]| one.named(a).any(|x| other.named(b).any(|y| x.fits(y)));
    let has = |about: &About, roles: &'static [Role]| about.named(roles).next().is_some();
    let by_name = share(GOVERNS, GOVERNS);
    let both_named = has(one, GOVERNS) && has(other, GOVERNS);
    // "The Brenna quay in Velling", "the Orra quay in Velling".
    let alone = |a: &About, b: &About| a.named(GOVERNS).any(|x| !b.named(GOVERNS).any(|y| x.fits(y)));
    if both_named && (!by_name || alone(one, other) && alone(other, one)) {
        return (Apart, false);
    }
    let noun = |about: &About| !about.subject.is_empty();
    let agreement = match (noun(one), noun(other)) {
        (true, true) if !one.subject.meets(&other.subject) => Unknown,
        (true, true) => match narrowed(&one.subject_modifiers, &other.subject_modifiers) {
            Apart => Apart,
            Unknown => Unknown,
            Same | Silent if by_name || !has(one, STANDS) && !has(other, STANDS) => Same,
            _ if share(STANDS, STANDS) => Same,
            _ if has(one, STANDS) && has(other, STANDS) => Apart,
            _ => Unknown,
        },
        (false, false) if by_name => Same,
        // Two texts that begin with a pronoun, each under a title that is not there.
        (false, false)
            if (one.told_of, other.told_of) == (ToldOf::Pronoun, ToldOf::Pronoun)
                && !has(one, GOVERNS)
                && !has(other, GOVERNS) =>
        {
            Silent
        }
        (false, false) if share(STANDS, STANDS) => Same,
        (false, false) if has(one, STANDS) && has(other, STANDS) => Apart,
        // "Two of the six ferries stayed in port": the figure's own phrase is what is spoken of.
        (false, false)
            if (one.told_of, other.told_of) == (ToldOf::Nothing, ToldOf::Nothing)
                && !has(one, GOVERNS)
                && !has(other, GOVERNS) =>
        {
            Silent
        }
        _ => Unknown,
    };
    (agreement, by_name || share(STANDS, STANDS))
}
