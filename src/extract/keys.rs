//! What a claim may be held against, as numbers that a table can be grouped by.
//!
//! The checks look at two claims slot by slot (`check::about`, `check::peers`), which no table can. What it can do is to gather
//! those that have anything in common which each way of the checks asks for: one *measure* (kind, unit, how the figure is meant), and either
//! one of the words that say *what* is measured with one of the names that say *of whom*, or, for near copies, one of the *words* of the clause
//! with one of *whose* they are. Keys are hashes of ids and stems, made by [`id_hash`], so that they are the same on every machine.

use crate::check::Read;
use crate::claim::{Claim, ClaimKind, Form, Marks};
use crate::clause::{About, Flags, Key, Marker, Modality, Name, Role, ToldOf};
use crate::lexicon::id_hash;
use crate::value::{Days, Value};
use std::collections::BTreeSet;

/// The first so many names of a text say what it is about as a whole. The checks look at three times as many to tell whether two texts are on one
/// matter, which needs two of them; each costs a key for every word that says what is measured.
const MOST_NAMES: usize = 8;
/// The words of a clause that are keys. A clause has ten that say something; what goes on for longer is a list.
const MOST_WORDS: usize = 16;
/// What stands for whom where two clauses say nothing of it, or begin with a pronoun.
const NOBODY: &str = "nobody";
const PRONOUN: &str = "pronoun";

/// What a claim may be held against.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Keys {
    /// What claims must have in common to be of one kind at all; 0 where it is compared with nothing in other texts.
    pub(super) measure: u32,
    /// What is measured, or happened.
    pub(super) what: BTreeSet<u32>,
    /// Of whom, or of which text.
    pub(super) who: BTreeSet<u32>,
    /// The words of its clause.
    pub(super) words: BTreeSet<u32>,
    /// Whose they are.
    pub(super) whose: BTreeSet<u32>,
}

/// What a document as a whole lends to the keys of its claims: its first names.
pub(super) fn names(read: &Read) -> BTreeSet<u32> {
    let others = read.abouts.iter().flatten().flat_map(|about| &about.names).map(|(_, name)| name);
    let mut first: Vec<&Name> = Vec::new();
    for name in read.lead.names.iter().chain(others) {
        if first.len() == MOST_NAMES {
            break;
        }
        if !first.iter().any(|n| n.fits(name)) {
            first.push(name);
        }
    }
    first.into_iter().flat_map(of_name).collect()
}

/// The key of a known thing.
pub(super) const fn of_entity(id: u64) -> u32 {
    Key::of(id).0
}

/// The words of a document that say something, in their order.
pub(super) fn spoken(read: &Read) -> Vec<u32> {
    read.wording.words.iter().map(|word| word.key).filter(|key| *key != 0).collect()
}

/// All slots of what a claim is about, as one hash: equal where all of them are.
pub(super) fn whole(claim: &Claim, about: Option<&About>, period: Option<&str>) -> u64 {
    let mut said =
        vec![format!("{:x}|{:x}|{:x}", claim.kind.0, claim.subject, claim.attribute), period.unwrap_or_default().to_owned()];
    let written = |keys: &mut dyn Iterator<Item = u32>| keys.map(|key| format!("{key:x}")).collect::<Vec<_>>().join(",");
    if let Some(about) = about {
        let slots =
            [&about.head, &about.modifiers, &about.container, &about.quantity, &about.verb, &about.object, &about.subject];
        said.extend(slots.map(|slot| written(&mut slot.iter().map(|key| key.0))));
        let names: BTreeSet<u32> = about.named(&[Role::Owner, Role::Subject, Role::Before]).flat_map(of_name).collect();
        said.push(written(&mut names.into_iter()));
        said.push(format!("{:x}|{:?}", measure(claim, about), about.modality));
    }
    id_hash(&said.join("|"))
}

/// The keys of a claim of a document, whose first names are given.
pub(super) fn keys(read: &Read, claim: &Claim, about: Option<&About>, names: &BTreeSet<u32>) -> Keys {
    match about.filter(|_| MEASURED.contains(&claim.kind)) {
        Some(about) => of_figure(read, claim, about, names),
        None => of_named(claim),
    }
}

/// The kinds of claims that are figures in a context.
const MEASURED: [ClaimKind; 4] = [ClaimKind::COUNT, ClaimKind::FIGURE, ClaimKind::ORDINAL, ClaimKind::DATE];

/// The keys of a claim about something that is named, or of an event in a series.
fn of_named(claim: &Claim) -> Keys {
    let at = |parts: &[&str]| Key::of(id_hash(&parts.join("|"))).0;
    let kind = format!("{:x}", claim.kind.0);
    let year = claim.period.as_ref().and_then(Days::year_number).map(|year| year.to_string()).unwrap_or_default();
    let period = claim.period.as_ref().map(Days::edtf).unwrap_or_default();
    let one = |measure: u32, what: u64, who: u64| Keys {
        measure,
        what: [Key::of(what).0].into(),
        who: [Key::of(who).0].into(),
        ..Keys::default()
    };
    match claim.kind {
        ClaimKind::CALENDAR => {
            let days = claim.roles.iter().filter_map(|role| if let Value::Days(days) = &role.value { Some(days) } else { None });
            Keys {
                measure: at(&[&kind]),
                what: days.map(|days| at(&[&days.edtf()])).collect(),
                who: [0].into(),
                ..Keys::default()
            }
        }
        _ if claim.modality != Modality::Asserted => Keys::default(),
        ClaimKind::PLACE => match claim.about.as_deref() {
            Some(about) => {
                let named = about.named(&[Role::Owner, Role::Subject, Role::Before, Role::Object]);
                let who = named.flat_map(|name| name.words.iter()).map(|key| key.0).collect();
                Keys { who, ..one(at(&[&kind, "where"]), claim.attribute, 0) }
            }
            None => series(claim, at(&[&kind, &year])),
        },
        ClaimKind::OFFICE | ClaimKind::SPELLING => one(at(&[&kind]), claim.attribute, claim.subject),
        ClaimKind::LISTING => {
            let what = claim.context.iter().map(|feature| feature.hash).collect();
            Keys { measure: at(&[&kind]), what, who: [0].into(), ..Keys::default() }
        }
        ClaimKind::ATTRIBUTE => one(at(&[&kind]), 0, claim.subject),
        ClaimKind::MEMBERS => one(at(&[&kind, &period]), 0, claim.subject),
        _ if claim.subject != 0 => one(at(&[&kind, &period]), claim.attribute, claim.subject),
        _ if claim.attribute != 0 && !year.is_empty() => series(claim, at(&[&kind, &year])),
        _ => Keys::default(),
    }
}

/// An event of a series is one with another where they share two words around them: so one of all but the last.
fn series(claim: &Claim, measure: u32) -> Keys {
    let mut what: BTreeSet<u32> = claim.context.iter().map(|feature| feature.hash).collect();
    what.pop_last();
    Keys { measure, what, who: [Key::of(claim.attribute).0].into(), ..Keys::default() }
}

fn of_figure(read: &Read, claim: &Claim, about: &About, names: &BTreeSet<u32>) -> Keys {
    let again = claim.kind == ClaimKind::DATE && !about.once && claim.form != Form::Open;
    if about.modality == Modality::Negated || again {
        return Keys::default();
    }
    let of = |keys: &[&crate::clause::Keys]| keys.iter().flat_map(|keys| keys.iter()).map(|key| key.0).collect::<BTreeSet<u32>>();
    let is = |id: &str| claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash(id);
    let measured = match claim.kind {
        ClaimKind::COUNT => of(&[&about.head, &about.quantity]),
        ClaimKind::DATE => of(&[&about.verb]),
        ClaimKind::FIGURE if is("duration") || is("time") => BTreeSet::new(),
        ClaimKind::FIGURE => of(&[&about.quantity, &about.container, &about.verb, &about.subject]),
        _ => BTreeSet::new(),
    };
    let whose = whose(about);
    let mut who: BTreeSet<u32> = about.names.iter().flat_map(|(_, name)| of_name(name)).chain(names.iter().copied()).collect();
    if claim.kind == ClaimKind::DATE || is("age") {
        who.extend(&whose);
    }
    let mut words = words(read, claim, about);
    // Near copies share two of them.
    words.pop_last();
    Keys { measure: measure(claim, about), what: measured, who, words, whose }
}

/// What two figures must have in common in any case.
fn measure(claim: &Claim, about: &About) -> u32 {
    let unit = if claim.kind == ClaimKind::FIGURE { claim.attribute } else { 0 };
    let marker = match about.marker {
        Marker::Bare | Marker::To | Marker::Bracket => 0,
        Marker::From => 1,
        Marker::By => 2,
        Marker::Than => 3,
    };
    let meant = [Flags::PART, Flags::TOTAL, Flags::EACH, Flags::OTHER, Flags::FORMER].map(|flag| u8::from(about.flags.has(flag)));
    Key::of(id_hash(&format!("{:x}|{unit:x}|{marker}|{meant:?}", claim.kind.0))).0
}

/// Whose a clause is: the noun or the names that it is said of, else nobody's.
fn whose(about: &About) -> BTreeSet<u32> {
    let mut whose: BTreeSet<u32> = about.subject.iter().map(|key| key.0).collect();
    let names = |roles: &'static [Role]| about.named(roles).flat_map(of_name).collect::<Vec<u32>>();
    let governs = names(&[Role::Owner, Role::Subject, Role::Before]);
    if whose.is_empty() {
        whose.extend(&governs);
        whose.extend(names(&[Role::Beside]));
        let told = match about.told_of {
            ToldOf::Pronoun => Some(PRONOUN),
            ToldOf::Nothing => Some(NOBODY),
            _ => None,
        };
        whose.extend(told.filter(|_| governs.is_empty()).map(|told| Key::of(id_hash(told)).0));
    }
    if about.once {
        // One text says of its object what another says of its subject.
        whose.extend(governs);
        whose.extend(names(&[Role::Object]));
    }
    whose
}

/// The words of a figure's clause that say something.
fn words(read: &Read, claim: &Claim, about: &About) -> BTreeSet<u32> {
    let all = &read.wording.words;
    let place = |byte: u32| all.partition_point(|word| word.at < byte);
    let clause = all.get(place(about.clause.start)..place(about.clause.end)).unwrap_or_default();
    let says = clause.iter().filter(|word| word.key != 0 && !word.marks.has(Marks::FIGURE));
    says.filter(|word| word.at < claim.span.start || word.at >= claim.span.end).map(|word| word.key).take(MOST_WORDS).collect()
}

/// A name's keys: its words, and the thing that it is known as.
pub(super) fn of_name(name: &Name) -> impl Iterator<Item = u32> {
    name.words.iter().chain(name.entity).map(|key| key.0)
}
