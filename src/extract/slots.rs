//! What keeps two figures apart for certain, as columns. The keys gather claims that have something in common; of two in one group the checks
//! first ask whether a slot is apart (`check::about`), and a table can ask that too, where it is about sets that have nothing in common.

use super::ClaimRow;
use super::keys::of_name;
use super::values::days_since_epoch;
use crate::claim::{Claim, ClaimKind};
use crate::clause::{About, Key, Role};
use crate::lexicon::id_hash;
use std::collections::BTreeSet;

/// The names that a clause is said of.
const GOVERNS: &[Role] = &[Role::Owner, Role::Subject, Role::Before];

/// Those that are done to what it is said of, where that happens once: another text may say of its subject what this one says of its object.
const UNDERGOES: &[Role] = &[Role::Owner, Role::Subject, Role::Before, Role::Object];

/// A row with the slots that another figure's must not contradict; all are empty where nothing keeps claims apart for certain.
pub(super) fn filled(row: ClaimRow, claim: &Claim, about: Option<&About>) -> ClaimRow {
    // Days of known things and of series are compared by those alone, too.
    let by_slots = match claim.kind {
        ClaimKind::COUNT | ClaimKind::FIGURE => true,
        ClaimKind::DATE => claim.subject == 0 && claim.period.is_none(),
        _ => false,
    };
    let Some(about) = about.filter(|_| by_slots && row.measure != 0) else { return row };
    let names = |roles| about.named(roles).flat_map(of_name).collect::<BTreeSet<u32>>();
    let governs = match names(GOVERNS) {
        none if none.is_empty() => none,
        _ if about.once => names(UNDERGOES),
        some => some,
    };
    let (counted, narrows) = match claim.kind {
        // What is counted, in whatever word; nothing where no noun says so.
        ClaimKind::COUNT if about.head.is_empty() => (0, about.modifiers.bits()),
        ClaimKind::COUNT => (about.head.bits() | about.quantity.bits(), about.modifiers.bits()),
        _ => (0, 0),
    };
    let row = ClaimRow {
        governs_bits: governs.iter().fold(0, |all, key| all | Key(*key).bit()).cast_signed(),
        governs: governs.into_iter().collect(),
        counted_bits: counted.cast_signed(),
        narrows_bits: narrows.cast_signed(),
        ..row
    };
    // Of a day that something happened on, and of an age then, no other time is asked.
    let age = claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash("age");
    let period = about.period.as_ref().filter(|_| claim.kind != ClaimKind::DATE && !(age && about.once));
    let number = |date| f64::from(days_since_epoch(date));
    match period {
        None => row,
        Some(period) => ClaimRow {
            timed: Some(if about.deictic { "deictic" } else { "said" }.to_owned()),
            time_low: period.earliest().map(number),
            time_high: period.latest().map(number),
            ..row
        },
    }
}
