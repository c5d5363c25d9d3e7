//! How slots compare, slot by slot.

use super::*;
use crate::clause::{Key, Name};
use crate::value::Days;

fn keys(words: &[u32]) -> Keys {
    Keys::new(words.iter().map(|w| Key(*w)).collect())
}

fn name(words: &[u32]) -> Name {
    Name { tokens: 0..1, words: keys(words), entity: None }
}

fn of(slot: Slot, one: &About, other: &About) -> Agreement {
    let there = fit(one, other, true, false).of(slot);
    assert_eq!(there, fit(other, one, true, false).of(slot), "{slot:?} does not depend on the order");
    there
}

#[test]
fn what_is_counted_is_the_same_apart_or_open() {
    let with = |head: &[u32]| About { head: keys(head), ..About::open() };
    assert_eq!(of(Slot::Head, &with(&[1, 2]), &with(&[2, 3])), Same);
    assert_eq!(of(Slot::Head, &with(&[1]), &with(&[2])), Apart);
    assert_eq!(of(Slot::Head, &with(&[1]), &with(&[])), Unknown);
    assert_eq!(of(Slot::Head, &with(&[]), &with(&[])), Silent);
    assert_eq!(fit(&with(&[1]), &with(&[2]), false, false).of(Slot::Head), Silent, "a measure counts nothing");
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
