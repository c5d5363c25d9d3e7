//! Counterparts: two figures of two texts on one matter, each of them the likeliest of its text to be what the other is.
//!
//! What a figure is about is seldom said twice in the same words, and of two counterparts that differ most are two things. But where they
//! are one slip of the pen apart (one digit, the order of two), they are one figure far more often than two: of all pairs of numbers
//! with three digits three in a hundred are so close. So it is with days, of which a text on one matter gives few.
//!
//! ```text
//! "With 62 turbines it will produce …"      "72 turbines in a row can be seen from the shore"
//! ```

use super::decide::{far_apart, is_age};
use super::figures::{Figure, Figures};
use super::matter::{Joined, Matter};
use super::place_of;
use crate::check::about::{Agreement, Slot, each, ties};
use crate::check::align::{Index, relation_of, shared};
use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind, Form};
use crate::clause::{About, Flags, Keys, Modality};
use crate::lexicon::id_hash;
use crate::value::{Number, Value};
use jiff::civil::Date;

/// Numbers of one digit are told of everything.
const FEWEST_DIGITS: u32 = 2;
/// Of so many digits they are seldom so close by chance, whatever is said around them (half B of the clusters: 5 true, 0 false).
const SURE_DIGITS: u32 = 3;
/// Two sentences that share so many words that say something may tell of one thing.
const SHARED: usize = 2;
/// A slot that two figures have in common counts as so many words of their sentences (1, 2 and 4 tried: 4 finds one more in half A).
const TIE: usize = 4;
/// A text with more figures of one measure is a table, in which all figures are alike.
const MOST_OF_MEASURE: usize = 64;
/// Digits after the point that are looked at.
const DECIMALS: i32 = 4;

/// What of a figure is compared with that of its counterpart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// A number that is no more than rounded: its digits, with as many after the point for all, and how many of them are no zeros at an
    /// end.
    Digits { all: u64, telling: u32 },
    /// A day of some month.
    Day { year: Option<i16>, month: i8, day: i8 },
}

/// How two figures that differ are close.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Close {
    /// By a slip, of which so many digits tell.
    Slip(u32),
    /// They are days of one year.
    Days,
}

impl Written {
    pub(super) fn of(claim: &Claim) -> Option<Self> {
        if claim.form != Form::Plain {
            return None;
        }
        match (claim.kind, &claim.value) {
            (ClaimKind::COUNT, Value::Number(range)) => Self::digits(range.middle()?),
            // Ages are those of names, and hours have sixty minutes.
            (ClaimKind::FIGURE, Value::Number(range)) if !is_age(claim) && !is_clock_time(claim) => Self::digits(range.middle()?),
            (ClaimKind::DATE, Value::Days(days)) => {
                Some(Self::Day { year: days.year_number(), month: days.month_number()?, day: days.day_number()? })
            }
            _ => None,
        }
    }

    fn digits(number: Number) -> Option<Self> {
        let scaled = number.checked_mul(Number::pow10(DECIMALS)?)?;
        let all = scaled.is_integer().then(|| scaled.to_i64()).flatten().and_then(|n| u64::try_from(n).ok())?;
        Some(Self::Digits { all, telling: u32::try_from(number.significant_digits()).ok()? })
    }

    /// How close two of them are that are not the same.
    fn close(self, other: Self) -> Option<Close> {
        match (self, other) {
            (Self::Digits { all, telling }, Self::Digits { all: theirs, telling: told }) => {
                // 600 may be 640, rounded.
                let slip = telling == told && telling >= FEWEST_DIGITS && is_slip(all, theirs);
                slip.then_some(Close::Slip(telling))
            }
            (Self::Day { year, month, day }, Self::Day { year: other_year, month: other_month, day: other_day }) => {
                let of_one_year = year.is_none() || other_year.is_none() || year == other_year;
                (of_one_year && (month, day) != (other_month, other_day)).then_some(Close::Days)
            }
            _ => None,
        }
    }
}

/// Whether two numbers are as long, and differ in one digit or in the order of two.
fn is_slip(one: u64, other: u64) -> bool {
    let digits = |mut n: u64| std::iter::from_fn(move || (n > 0).then(|| (n % 10, n /= 10).0));
    let mut differ = digits(one).zip(digits(other)).filter(|(a, b)| a != b);
    let few = match (differ.next(), differ.next(), differ.next()) {
        (Some(_), None, _) => true,
        (Some((a, b)), Some((c, d)), None) => a == d && b == c,
        _ => false,
    };
    few && one.checked_ilog10() == other.checked_ilog10()
}

/// Whether two figures of two texts that do not meet are one all the same.
pub(super) fn are_counterparts(
    corpus: &Corpus,
    (index, figures, matter): (&Index, &Figures, &Matter),
    joined: &mut Joined,
    (one, other): (&Figure, &Figure),
) -> bool {
    let (a, b) = (one.at, other.at);
    let Some(close) = one.written.zip(other.written).and_then(|(x, y)| x.close(y)) else { return false };
    let Some((x, y)) = corpus.about(a).zip(corpus.about(b)) else { return false };
    let (mine, theirs) = (corpus.claim(a), corpus.claim(b));
    let given = || matter.alike(mine, b.document).next().is_some() || matter.alike(theirs, a.document).next().is_some();
    if a.document == b.document || !corpus.comparable(a, b) || relation_of(mine, theirs) != Some(false) || given() {
        return false;
    }
    let alike = words_shared(corpus, index, a, b);
    // What was is another thing some weeks later; what happened is not.
    let happened = || alike >= SHARED && [x, y].iter().all(|about| !about.flags.has(Flags::STATE) && !about.verb.is_empty());
    if far_apart(corpus, a, b) && !happened() {
        return false;
    }
    let mut joined = || joined.joins(matter, a.document, b.document);
    let one_matter = match close {
        Close::Days => joined() && alike >= SHARED && of_one_occasion(corpus, a, b),
        Close::Slip(digits) if digits >= SURE_DIGITS => alike >= SHARED || joined(),
        Close::Slip(_) => joined() || alike >= SHARED && matter.begin_with_one_name(a.document, b.document),
    };
    one_matter
        && told_alike((x, y), close, alike)
        && nothing_apart(mine, (x, y), close)
        && is_likeliest(corpus, (index, figures), one, other)
        && is_likeliest(corpus, (index, figures), other, one)
}

/// Whether enough of what is said of the two is the same: of two digits their slots must have a word in common, as sentences on one matter
/// have some.
fn told_alike((x, y): (&About, &About), close: Close, alike: usize) -> bool {
    let few = matches!(close, Close::Slip(digits) if digits < SURE_DIGITS);
    say_one_thing(x, y) || !few && alike >= SHARED
}

/// Whether a word of one stands in any slot of the other.
fn say_one_thing(x: &About, y: &About) -> bool {
    fn said(about: &About) -> [&Keys; 6] {
        [&about.head, &about.container, &about.object, &about.verb, &about.quantity, &about.subject]
    }
    said(x).iter().any(|one| said(y).iter().any(|other| one.meets(other)))
}

/// Whether two days both lie ahead of both texts, or behind both: what comes again each week has a day on either side.
fn of_one_occasion(corpus: &Corpus, one: At, other: At) -> bool {
    let published = [corpus.document(one).date, corpus.document(other).date];
    let ahead = |at: At, published: Date| match corpus.claim(at).value {
        Value::Days(ref days) => {
            let day = Date::new(days.year_number().unwrap_or(published.year()), days.month_number()?, days.day_number()?);
            day.ok().map(|day| day > published)
        }
        _ => None,
    };
    let mut sides = published.into_iter().flat_map(|day| [one, other].map(|at| ahead(at, day?)));
    sides.next().flatten().is_some_and(|first| sides.all(|side| side == Some(first)))
}

/// Whether no slot rules out that they are one. Where many digits tell, other words may hide that a slot is the same.
fn nothing_apart(claim: &Claim, (x, y): (&About, &About), close: Close) -> bool {
    let counts = claim.kind == ClaimKind::COUNT;
    let slots = each(x, y, counts, false);
    let agreement = |slot| slots.iter().find(|(s, _)| *s == slot).map_or(Agreement::Unknown, |(_, agreement)| *agreement);
    let sure = matches!(close, Close::Slip(digits) if digits >= SURE_DIGITS);
    // Texts made after one pattern say the same of unlike things.
    let decide: &[Slot] = if sure { &[Slot::Referent] } else { &[Slot::Quantity, Slot::Referent] };
    // "When the final opens on 22 March" says that it does; of many digits it counts little what is said of them.
    let told = |about: &About| match about.modality {
        Modality::Asserted | Modality::Foreseen => true,
        Modality::Supposed => sure || close == Close::Days,
        Modality::Negated => sure,
    };
    let open = |slot: &Slot| agreement(*slot) != Agreement::Apart;
    // "In 2018" on one side only may be another time.
    let timed = agreement(Slot::Period) == Agreement::Unknown;
    let always = [Slot::Marker, Slot::Meant, Slot::Period];
    !timed && told(x) && told(y) && (!counts || x.head.meets(&y.head)) && always.iter().chain(decide).all(open)
}

/// Whether no other figure of the text of `other` is likelier to be what `one` is.
fn is_likeliest(corpus: &Corpus, (index, figures): (&Index, &Figures), one: &Figure, other: &Figure) -> bool {
    let Some(x) = corpus.about(one.at) else { return false };
    let score = |figure: &Figure| {
        let slots = corpus.about(figure.at).map_or(0, |y| ties(x, y));
        slots * TIE + words_shared(corpus, index, one.at, figure.at)
    };
    let own = score(other);
    let mut count = 0;
    figures.of_document(other.at.document).filter(|figure| figure.is_like(one)).all(|figure| {
        count += 1;
        count <= MOST_OF_MEASURE && score(figure) <= own
    })
}

/// How many words that say something the sentences of two figures have in common.
fn words_shared(corpus: &Corpus, index: &Index, one: At, other: At) -> usize {
    let passage = |at| index.number(place_of(corpus, at)?).map(|number| index.passage_of(number));
    passage(one).zip(passage(other)).map_or(0, |(one, other)| shared(one, other))
}

fn is_clock_time(claim: &Claim) -> bool {
    claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash("time")
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn one_digit_or_the_order_of_two() {
        for (one, other, slip) in [
            (62, 72, true),
            (842, 824, true),
            (310_000, 130_000, true),
            (600, 650, true),
            (8412, 9412, true),
            (8412, 9413, false),
            (62, 62, false),
            (62, 620, false),
            (99, 101, false),
            (12, 31, false),
        ] {
            assert_eq!(is_slip(one, other), slip, "{one} / {other}");
            assert_eq!(is_slip(other, one), slip, "{other} / {one}");
        }
    }
}
