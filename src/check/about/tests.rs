//! How slots compare, slot by slot.

use super::*;
use crate::clause::{Chain, Key, Name};
use crate::value::Days;

fn keys(words: &[u32]) -> Keys {
    Keys::new(words.iter().map(|w| Key(*w)).collect())
}

fn name(words: &[u32]) -> Name {
    Name { tokens: 0..1, words: keys(words), entity: None }
}

fn of(slot: Slot, one: &About, other: &About) -> Agreement {
    let of = |one, other| match fit(one, other, true, false) {
        Ok(fit) => fit.of(slot),
        Err(apart) if apart == slot => Apart,
        Err(_) => Unknown,
    };
    let there = of(one, other);
    assert_eq!(there, of(other, one), "{slot:?} does not depend on the order");
    there
}

#[test]
fn what_is_counted_is_the_same_apart_or_open() {
    let with = |head: &[u32]| About { head: keys(head), ..About::open() };
    assert_eq!(of(Slot::Head, &with(&[1, 2]), &with(&[2, 3])), Same);
    assert_eq!(of(Slot::Head, &with(&[1]), &with(&[2])), Apart);
    assert_eq!(of(Slot::Head, &with(&[1]), &with(&[])), Unknown);
    assert_eq!(of(Slot::Head, &with(&[]), &with(&[])), Silent);
    let measures = fit(&with(&[1]), &with(&[2]), false, false);
    assert_eq!(measures.map(|fit| fit.of(Slot::Head)), Ok(Silent), "a measure counts nothing");
}

#[test]
fn what_narrows_on_one_side_only_leaves_it_open() {
    let with = |modifiers: &[u32]| About { modifiers: keys(modifiers), ..About::open() };
    assert_eq!(of(Slot::Modifiers, &with(&[1]), &with(&[])), Unknown);
    assert_eq!(of(Slot::Modifiers, &with(&[1]), &with(&[2])), Apart);
    assert_eq!(of(Slot::Modifiers, &with(&[1]), &with(&[1, 2])), Same);
}

#[test]
fn names_say_of_whom() {
    let with = |role, words: &[u32]| About { told_of: ToldOf::Name, names: [(role, name(words))].into(), ..About::open() };
    assert_eq!(of(Slot::Referent, &with(Role::Subject, &[1, 2]), &with(Role::Owner, &[2])), Same);
    assert_eq!(of(Slot::Referent, &with(Role::Subject, &[1]), &with(Role::Subject, &[2])), Apart);
    assert_eq!(of(Slot::Referent, &with(Role::Object, &[1]), &with(Role::Object, &[1])), Unknown, "two that joined one thing");
}

#[test]
fn a_part_is_no_whole() {
    let span = About { told_of: ToldOf::Noun, subject: keys(&[7]), names: [(Role::Owner, name(&[1]))].into(), ..About::open() };
    let bridge = About { told_of: ToldOf::Name, names: [(Role::Subject, name(&[1]))].into(), ..About::open() };
    assert_eq!(of(Slot::Referent, &span, &bridge), Unknown);
    let main = About { subject_modifiers: keys(&[8]), ..span.clone() };
    assert_eq!(of(Slot::Referent, &span, &main), Unknown);
    assert_eq!(of(Slot::Referent, &span, &span), Same);
}

#[test]
fn a_period_on_one_side_leaves_it_open_unless_it_is_counted_from_the_day() {
    let year = |n| Days::year(n);
    let with = |period, deictic| About { period, deictic, ..About::open() };
    assert_eq!(of(Slot::Period, &with(year(2019), false), &with(year(2019), false)), Same);
    assert_eq!(of(Slot::Period, &with(year(2019), false), &with(year(2021), false)), Apart);
    assert_eq!(of(Slot::Period, &with(year(2019), false), &with(None, false)), Unknown);
    assert_eq!(of(Slot::Period, &with(year(2019), true), &with(None, false)), Silent);
}

#[test]
fn scope_marker_and_meaning_keep_apart() {
    let denied = About { modality: Modality::Negated, ..About::open() };
    let foreseen = About { modality: Modality::Supposed, ..About::open() };
    assert_eq!(of(Slot::Scope, &denied, &About::open()), Apart);
    assert_eq!(of(Slot::Scope, &foreseen, &foreseen), Unknown);
    let from = About { marker: Marker::From, ..About::open() };
    let to = About { marker: Marker::To, ..About::open() };
    assert_eq!(of(Slot::Marker, &from, &to), Apart);
    assert_eq!(of(Slot::Marker, &to, &About::open()), Same);
    let part = About { flags: Flags::PART, ..About::open() };
    assert_eq!(of(Slot::Meant, &part, &About::open()), Apart);
}

#[test]
fn a_definite_noun_is_one_thing_within_its_stretch_of_one_text() {
    let chain = |since| Some(Chain { since, pronoun: None });
    let with = |since, noun: &[u32]| About { told_of: ToldOf::Noun, subject: keys(noun), chain: chain(since), ..About::open() };
    let told = |one: &About, other: &About, within| fit(one, other, false, within).is_ok_and(|fit| fit.by_name);
    assert!(told(&with(0, &[1]), &with(0, &[1]), true));
    assert!(!told(&with(0, &[1]), &with(3, &[1]), true), "another one came in between");
    assert!(!told(&with(0, &[1]), &with(0, &[2]), true), "another noun");
    assert!(!told(&with(0, &[1]), &with(0, &[1]), false), "two texts");
    let named = About { names: [(Role::Subject, name(&[5]))].into(), ..with(0, &[1]) };
    assert!(!told(&named, &with(0, &[1]), true), "a name says of whom");
}

#[test]
fn what_is_founded_is_what_somebody_founded() {
    let founded = About { once: true, verb: keys(&[3]), told_of: ToldOf::Name, ..About::open() };
    let active = About { names: [(Role::Subject, name(&[1])), (Role::Object, name(&[2]))].into(), ..founded.clone() };
    let passive = |who: &[u32]| About { names: [(Role::Subject, name(who))].into(), ..founded.clone() };
    assert_eq!(of(Slot::Referent, &active, &passive(&[2])), Same);
    assert_eq!(of(Slot::Object, &active, &passive(&[2])), Silent);
    assert_eq!(of(Slot::Referent, &active, &passive(&[4])), Apart);
}

#[test]
fn what_is_measured_may_name_what_is_counted() {
    let with = |head: &[u32], quantity: &[u32]| About { head: keys(head), quantity: keys(quantity), ..About::open() };
    assert_eq!(of(Slot::Head, &with(&[1], &[9]), &with(&[], &[9])), Same);
    assert_eq!(of(Slot::Head, &with(&[1], &[9]), &with(&[], &[8])), Unknown);
    assert_eq!(of(Slot::Head, &with(&[1], &[9]), &with(&[2], &[9])), Apart, "two nouns, neither of which is anybody");
}

#[test]
fn a_figure_belongs_where_more_slots_meet() {
    let with = |subject: &[u32]| About { subject: keys(subject), verb: keys(&[7]), ..About::open() };
    assert!(ties(&with(&[1]), &with(&[1])) > ties(&with(&[1]), &with(&[2])));
    assert_eq!(ties(&About::open(), &About::open()), 0, "what is open ties nothing");
}

#[test]
fn what_the_gist_keeps_apart_is_apart() {
    let named = |role, words: &[u32]| About { told_of: ToldOf::Name, names: [(role, name(words))].into(), ..About::open() };
    let counted = |head: &[u32], quantity: &[u32]| About { head: keys(head), quantity: keys(quantity), ..About::open() };
    let all = [
        About::open(),
        counted(&[1], &[]),
        // Its bit is that of 1.
        counted(&[65], &[]),
        counted(&[2], &[9]),
        counted(&[3], &[9]),
        named(Role::Subject, &[5]),
        named(Role::Owner, &[6]),
        named(Role::Object, &[6]),
        About { once: true, verb: keys(&[4]), ..named(Role::Subject, &[7]) },
        About {
            names: [(Role::Subject, name(&[8])), (Role::Object, name(&[7]))].into(),
            once: true,
            verb: keys(&[4]),
            ..About::open()
        },
        About { modality: Modality::Negated, ..About::open() },
        About { modality: Modality::Foreseen, ..About::open() },
        About { marker: Marker::From, ..About::open() },
        About { flags: Flags::PART, ..About::open() },
    ];
    let mut told = Vec::new();
    for (one, other) in all.iter().flat_map(|one| all.iter().map(move |other| (one, other))) {
        for (counts, within) in [(true, true), (true, false), (false, true), (false, false)] {
            if let Some(slot) = Gist::of(one, counts).apart(&Gist::of(other, counts), within) {
                assert!(fit(one, other, counts, within).is_err(), "{slot:?}: {one:?} {other:?}");
                told.push(slot);
            }
        }
    }
    told.sort_unstable();
    told.dedup();
    assert_eq!(told, [Slot::Head, Slot::Referent, Slot::Marker, Slot::Meant, Slot::Scope], "each is told");
}
