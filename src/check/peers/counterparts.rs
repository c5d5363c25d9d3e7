//! Counterparts: two figures of two texts on one matter, each of them the likeliest of its text to be what the other is.
//!
//! What a figure is about is seldom said twice in the same words, and of two counterparts that differ most are two things. But where they
//! are one slip of the pen apart (one digit, the order of two), they are one figure far more often than two: of all pairs of numbers
//! with three digits three in a hundred are so close.
//!
//! ```text
//! "With 62 turbines it will produce …"      "72 turbines in a row can be seen from the shore"
//! ```

use super::agreed::{DIGITS, SURE_DIGITS};
use super::decide::{far_apart, is_age};
use super::figures::{Figure, Figures};
use super::matter::{Joined, Matter};
use super::place_of;
use crate::check::about::{Agreement, Slot, each, ties};
use crate::check::align::{relation_of, shared};
use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind, Form};
use crate::clause::{About, Keys, Modality};
use crate::lexicon::id_hash;
use crate::value::{Number, Value};

/// Two sentences that share so many words that say something may tell of one thing.
pub(super) const SHARED: usize = 2;
/// A slot that two figures have in common counts as so many words of their sentences (1, 2 and 4 tried: 4 finds one more in half A).
const TIE: usize = 4;
/// A text with more figures of one measure is a table, in which all figures are alike.
const MOST_OF_MEASURE: usize = 64;
/// Digits after the point that are looked at.
const DECIMALS: i32 = 4;

/// The digits of a figure that is no more than rounded, with as many after the point for all.
pub(super) fn digits(claim: &Claim) -> Option<u64> {
    // Ages are those of names, and hours have sixty minutes.
    let is = |id: &str| claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash(id);
    let measured = matches!(claim.kind, ClaimKind::COUNT | ClaimKind::FIGURE) && !is_age(claim) && !is("time");
    let Value::Number(range) = &claim.value else { return None };
    let number = range.middle().filter(|_| measured && claim.form == Form::Plain)?;
    let scaled = number.checked_mul(Number::pow10(DECIMALS)?)?;
    u64::try_from(scaled.is_integer().then(|| scaled.to_i64())??).ok()
}

/// How many digits tell of it that two numbers, given by their digits, are one slip apart; `None` where they are not.
fn slip(one: u64, other: u64) -> Option<usize> {
    let digits = |mut n: u64| std::iter::from_fn(move || (n > 0).then(|| (n % 10, n /= 10).0));
    let telling = |n: u64| digits(n).skip_while(|digit| *digit == 0).count();
    let mut differ = digits(one).zip(digits(other)).filter(|(a, b)| a != b);
    let few = match (differ.next(), differ.next(), differ.next()) {
        (Some(_), None, _) => true,
        (Some((a, b)), Some((c, d)), None) => a == d && b == c,
        _ => false,
    };
    // 600 may be 640, rounded.
    let as_exact = digits(one).count() == digits(other).count() && telling(one) == telling(other);
    Some(telling(one)).filter(|telling| few && as_exact && *telling >= DIGITS)
}

/// Whether two figures of two texts that do not meet are one all the same.
pub(super) fn are_counterparts(
    corpus: &Corpus,
    (figures, matter): (&Figures, &Matter),
    joined: &mut Joined,
    (one, other): (&Figure, &Figure),
) -> bool {
    let (a, b) = (one.at, other.at);
    let Some(telling) = one.digits.zip(other.digits).and_then(|(x, y)| slip(x, y)) else { return false };
    let Some((x, y)) = corpus.about(a).zip(corpus.about(b)) else { return false };
    let (mine, theirs) = (corpus.claim(a), corpus.claim(b));
    let given = || matter.alike(mine, b.document).next().is_some() || matter.alike(theirs, a.document).next().is_some();
    let differ = || relation_of(mine, theirs) == Some(false) && !far_apart(corpus, a, b) && !given();
    if a.document == b.document || !corpus.comparable(a, b) || !differ() {
        return false;
    }
    let sure = telling >= SURE_DIGITS;
    let alike = words_shared(corpus, a, b) >= SHARED;
    let one_matter =
        joined.joins(matter, a.document, b.document) || alike && (sure || matter.begin_with_one_name(a.document, b.document));
    // Of two digits slots must have a word in common, as sentences on one matter have some.
    one_matter
        && (alike && sure || say_one_thing(x, y))
        && nothing_apart(mine, (x, y), sure)
        && is_likeliest(corpus, figures, one, other)
        && is_likeliest(corpus, figures, other, one)
}

/// Whether a word of one stands in any slot of the other.
pub(super) fn say_one_thing(x: &About, y: &About) -> bool {
    fn said(about: &About) -> [&Keys; 6] {
        [&about.head, &about.container, &about.object, &about.verb, &about.quantity, &about.subject]
    }
    said(x).iter().any(|one| said(y).iter().any(|other| one.meets(other)))
}

/// Whether no slot rules out that they are one. Where many digits tell (`sure`), other words may hide that what is measured is the same, and
/// it counts little what is said of it.
fn nothing_apart(claim: &Claim, (x, y): (&About, &About), sure: bool) -> bool {
    let counts = claim.kind == ClaimKind::COUNT;
    let slots = each(x, y, counts, false);
    let open = |slot: Slot, agreement: Agreement| match slot {
        // Texts made after one pattern say the same of unlike things.
        Slot::Marker | Slot::Meant | Slot::Referent => agreement != Agreement::Apart,
        // "In 2018" on one side only may be another time.
        Slot::Period => !matches!(agreement, Agreement::Apart | Agreement::Unknown),
        Slot::Quantity => sure || agreement != Agreement::Apart,
        _ => true,
    };
    let told = |about: &About| sure || matches!(about.modality, Modality::Asserted | Modality::Foreseen);
    told(x) && told(y) && (!counts || x.head.meets(&y.head)) && slots.iter().all(|(slot, agreement)| open(*slot, *agreement))
}

/// Whether no other figure of the text of `other` is likelier to be what `one` is.
fn is_likeliest(corpus: &Corpus, figures: &Figures, one: &Figure, other: &Figure) -> bool {
    let Some(x) = corpus.about(one.at) else { return false };
    let score = |figure: &Figure| {
        let slots = corpus.about(figure.at).map_or(0, |y| ties(x, y));
        slots * TIE + words_shared(corpus, one.at, figure.at)
    };
    let own = score(other);
    let mut count = 0;
    figures.of_document(other.at.document).filter(|figure| figure.is_like(one)).all(|figure| {
        count += 1;
        count <= MOST_OF_MEASURE && score(figure) <= own
    })
}

/// How many words that say something the sentences of two figures have in common.
pub(super) fn words_shared(corpus: &Corpus, one: At, other: At) -> usize {
    let passage = |at| place_of(corpus, at).map(|place| &corpus.read[place.document as usize].passages[place.passage as usize]);
    passage(one).zip(passage(other)).map_or(0, |(one, other)| shared(one, other))
}

#[cfg(test)]
mod tests {
    use super::slip;

    #[test]
    fn one_digit_or_the_order_of_two() {
        for (one, other, telling) in [
            (62, 72, Some(2)),
            (842, 824, Some(3)),
            (310_000, 130_000, Some(2)),
            (8412, 9412, Some(4)),
            (8412, 9413, None),
            (600, 650, None),
            (6, 7, None),
            (62, 62, None),
            (62, 620, None),
            (99, 101, None),
            (12, 31, None),
        ] {
            assert_eq!(slip(one, other), telling, "{one} / {other}");
            assert_eq!(slip(other, one), telling, "{other} / {one}");
        }
    }
}
