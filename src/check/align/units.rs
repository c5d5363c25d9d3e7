//! Figures in two units of one dimension, and on scales that have no zero of their own.

use crate::claim::{Claim, ClaimKind, Form};
use crate::lexicon::{Units, id_hash};
use crate::value::{Number, Range};

/// Who gives a figure in another unit rounds it, by less than one in so many.
const ROUNDED: i64 = 10;
/// A range of temperatures as wide as this, in degrees, stands for none.
const DEGREES: i64 = 15;

/// Whether two figures are one in two units of a dimension, put alike and rounded in each: "up to 85 mph", "135 km/h"; "2 to 4
/// inches", "5–10 cm".
pub(super) fn converted(draft: &Claim, source: &Claim, a: &Range, b: &Range) -> bool {
    let two = draft.unit != source.unit && draft.unit != 0 && source.unit != 0 && draft.kind == ClaimKind::FIGURE;
    let near = |a: Option<Number>, b: Option<Number>| match (a, b) {
        (Some(a), Some(b)) => {
            let apart = a.checked_sub(b).map(Number::abs).and_then(|n| n.checked_mul(Number::from(ROUNDED)));
            apart.is_some_and(|n| n <= a.abs().max(b.abs()))
        }
        (None, None) => true,
        _ => false,
    };
    let hedges = |form: Form| matches!(form, Form::Plain | Form::Hedged);
    let alike = draft.form == source.form || hedges(draft.form) && hedges(source.form);
    let ends = || near(a.min, b.min) && near(a.max, b.max);
    let middles = || hedges(draft.form) && near(a.middle(), b.middle());
    // "Up to 135 km/h" is said of 85 mph, too: a bound is met by what it is of.
    let of_bound = |plain: Form, open: Form| hedges(plain) && open == Form::Open;
    let bound = |of: &Range, plain: &Range| of.min.xor(of.max).is_some_and(|end| near(Some(end), plain.middle()));
    let bounds = || of_bound(draft.form, source.form) && bound(b, a) || of_bound(source.form, draft.form) && bound(a, b);
    // Cents and dollars are exact.
    let rounds = !scaled(draft) && !Units::built_in().is_money(draft.attribute);
    two && rounds && (alike && (ends() || middles()) || bounds())
}

/// Whether the dimension of a figure has no zero of its own: of 68 °F and 21 °C the one is no share of the other.
pub(super) fn scaled(claim: &Claim) -> bool {
    claim.attribute == id_hash("temperature")
}

/// Whether a range of temperatures is so wide that it stands for none.
pub(super) fn spread(range: &Range) -> bool {
    let width = range.max.and_then(|max| max.checked_sub(range.min?));
    width.is_some_and(|n| n >= Number::from(DEGREES))
}
