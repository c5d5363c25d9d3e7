//! Figures on which two texts on one matter agree, in whatever words: nobody has the same one by chance.

use super::counterparts::{SHARED, words_shared};
use super::decide::{Pair, is_age, is_length_of_time};
use super::matter::value_of;
use crate::check::Corpus;
use crate::check::about::{Agreement, Fit, Slot, each};
use crate::claim::{Claim, ClaimKind, Form};
use crate::clause::{About, Modality};
use crate::value::{Number, Value};

/// Two of anything, or one, are told of many things; so many of one noun are those of the matter.
const SEVERAL: i64 = 3;
/// Figures of so many significant digits say what they are by themselves.
pub(super) const DIGITS: usize = 2;
/// … and of so many whatever is said around them.
pub(super) const SURE_DIGITS: usize = 3;

/// Whether two texts on one matter mean one thing by the figure that both give, in whatever words.
pub(super) fn agree(corpus: &Corpus, pair: &Pair, fit: &Fit) -> bool {
    let exact = pair.a.form == Form::Plain && value_of(pair.a) == value_of(pair.b);
    let told = match pair.a.kind {
        ClaimKind::COUNT => {
            says_much(pair.a) && fit.is_same(Slot::Head)
                || is_several(pair.a) && pair.x.head.meets(&pair.y.head) && fit.is_closed(Slot::Modifiers)
        }
        _ => says_much(pair.a),
    };
    pair.joined && exact && (told || said_alike(corpus, pair))
}

/// Whether the sentences of two figures have words in common that say something: "searched five houses on Friday", "on Friday officers
/// searched". Of counts the noun must be the same.
fn said_alike(corpus: &Corpus, pair: &Pair) -> bool {
    let one_noun = || pair.a.kind != ClaimKind::COUNT || pair.x.head.meets(&pair.y.head);
    !pair.within && one_noun() && words_shared(corpus, pair.one, pair.other) >= SHARED
}

/// Whether two texts on one matter mean one thing by the figure that both give, though the one announces what the other tells ("must pay 900
/// pounds", "was fined 900 pounds"), or gives as a change what the other gives as its size ("2.1 million more", "an increase of 2.1 million").
pub(super) fn agree_in_other_roles((a, b): (&Claim, &Claim), (x, y): (&About, &About)) -> bool {
    let counts = a.kind == ClaimKind::COUNT;
    let told = |about: &About| matches!(about.modality, Modality::Asserted | Modality::Foreseen);
    let open = |slot: Slot| matches!(slot, Slot::Scope | Slot::Marker);
    let apart = each(x, y, counts, false).into_iter().any(|(slot, agreement)| agreement == Agreement::Apart && !open(slot));
    value_of(a) == value_of(b)
        && says_much(a)
        && says_much(b)
        && told(x)
        && told(y)
        && !apart
        && (!counts || x.head.meets(&y.head))
}

/// Whether a figure has so many digits that texts on one matter mean one thing by it, whatever is said around it.
pub(super) fn is_sure(claim: &Claim) -> bool {
    digits(claim) >= SURE_DIGITS
}

/// Whether a figure has so many digits, or names a day, that two texts on one matter don't have the same one by chance.
pub(super) fn says_much(claim: &Claim) -> bool {
    if claim.form != Form::Plain || is_age(claim) || is_length_of_time(claim) {
        return false;
    }
    matches!(&claim.value, Value::Days(days) if days.single().is_some()) || digits(claim) >= DIGITS
}

/// Whether a count is of more than one or two.
fn is_several(claim: &Claim) -> bool {
    let several = matches!(&claim.value, Value::Number(range) if range.min.is_some_and(|n| n >= Number::from(SEVERAL)));
    claim.kind == ClaimKind::COUNT && claim.form == Form::Plain && several
}

/// How many significant digits a number has that is no more than rounded.
fn digits(claim: &Claim) -> usize {
    match &claim.value {
        Value::Number(range) if claim.form == Form::Plain => range.middle().map_or(0, Number::significant_digits),
        _ => 0,
    }
}
