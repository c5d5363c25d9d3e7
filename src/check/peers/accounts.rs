//! Two accounts of one thing: texts that name the same, and whose figures agree but for one of a sort on each side.
//!
//! Two reporters seldom say in the same words what a figure is about. But where they tell of one event, nearly all that both give is the
//! same, and what is left over of the one is what is left over of the other:
//!
//! ```text
//! "A jury of seven gave Ida Brandt the Orrvik prize on Monday. It is worth 80,000 kronor."             seven  Monday  80,000
//! "Ida Brandt was handed a cheque of 60,000 kronor on Monday; all seven of the Orrvik jury agreed."    seven  Monday  60,000
//! ```
//!
//! It says nothing of long texts, in which each tells much that the other leaves out.

use super::counterparts::{say_one_thing, words_shared};
use super::decide::{FEW, far_apart, is_age, is_length_of_time};
use super::figures::Figures;
use super::matter::{Joined, Matter, value_of};
use crate::check::about::{Agreement, Slot, done_to, each};
use crate::check::align::{Index, relation_of};
use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind, Form};
use crate::clause::{About, Modality};
use crate::lexicon::id_hash;
use crate::value::{Meet, Number, Range, Value};
use rustc_hash::{FxHashSet, FxHasher};
use std::hash::{Hash, Hasher};

/// A text with more figures than this is no short account (8 and 12 find the same in 270 fresh cases; it bounds the cost).
const MOST_FIGURES: usize = 24;
/// So many figures of one text may be left over, that in question among them, and so many of the other (1 and 1 lose a fourth of the
/// finds; 3 and 2, or 4 and 3, find nothing more, and are wrong once; 550 fresh cases, both halves alike).
const MOST_LEFT: usize = 3;
const LEAST_LEFT: usize = 1;

/// Texts that begin with one name, and share no other, tell of one thing where so many figures are the same.
const AGREED: usize = 2;

/// Zeros at the end of a round number that are looked at.
const MOST_ZEROS: i32 = 15;

/// A figure, and what figures that may stand for it have in common.
#[derive(Clone, Copy)]
struct Told {
    /// `None` where it may agree, and is no figure that another stands for: "this week".
    sort: Option<u64>,
    at: At,
}

/// Two figures that are left over of two accounts.
pub(super) struct LeftOver {
    pub(super) pair: (At, At),
    /// The figures of the first text that the other one gives, too, each value once.
    pub(super) agreed: Vec<At>,
}

/// Figures of two texts on one matter that are what is left over of them, where all else agrees, and may be one.
pub(super) fn left_over(
    corpus: &Corpus,
    (index, figures, matter): (&Index, &Figures, &Matter),
    joined: &mut Joined,
    (one, other): (u32, u32),
) -> Vec<LeftOver> {
    let known = joined.joins(matter, one, other);
    let both = told(corpus, figures, one).zip(told(corpus, figures, other));
    let Some((mine, theirs)) = both.filter(|_| known || matter.begin_with_one_name(one, other)) else { return Vec::new() };
    let relation = |a: &Told, b: &Told| if a.sort == b.sort { relation(corpus, a.at, b.at) } else { Some(false) };
    let left = |all: &[Told], of: &[Told]| -> Vec<Told> {
        all.iter().filter(|a| a.sort.is_some() && of.iter().all(|b| relation(a, b) == Some(false))).copied().collect()
    };
    let left = [left(&mine, &theirs), left(&theirs, &mine)];
    let (least, most) = (left[0].len().min(left[1].len()), left[0].len().max(left[1].len()));
    let mut values = FxHashSet::default();
    let met = mine.iter().filter(|a| theirs.iter().any(|b| relation(a, b) == Some(true)));
    let agreed: Vec<At> = met.map(|a| a.at).filter(|at| values.insert(value_of(corpus.claim(*at)))).collect();
    let enough = if known { least } else { AGREED };
    if !(1..=LEAST_LEFT).contains(&least) || most > MOST_LEFT || agreed.len() < enough {
        return Vec::new();
    }
    let all = [mine, theirs].concat();
    let alone = |a: &Told| left.iter().all(|left| left.iter().filter(|b| b.sort == a.sort).count() == 1);
    let pairs = left[0].iter().flat_map(|a| left[1].iter().map(move |b| (a, b)));
    pairs
        .filter(|(a, b)| a.sort == b.sort && alone(a) && relation(a, b) == Some(false))
        .map(|(a, b)| (a.at, b.at))
        .filter(|pair| may_be_one(corpus, index, *pair) && !follows(corpus, *pair, &all))
        .map(|pair| LeftOver { pair, agreed: agreed.clone() })
        .collect()
}

/// Whether one of two figures of short texts comes of the other by a third one: then they are of one thing, and both right.
pub(super) fn explained(corpus: &Corpus, figures: &Figures, (one, other): (At, At)) -> bool {
    let both = told(corpus, figures, one.document).zip(told(corpus, figures, other.document));
    both.is_some_and(|(mine, theirs)| follows(corpus, (one, other), &[mine, theirs].concat()))
}

/// Whether nothing rules out that two figures are one.
fn may_be_one(corpus: &Corpus, index: &Index, (a, b): (At, At)) -> bool {
    let (mine, theirs) = (corpus.claim(a), corpus.claim(b));
    let Some((x, y)) = corpus.about(a).zip(corpus.about(b)) else { return false };
    let plain = mine.form == Form::Plain && theirs.form == Form::Plain;
    let told = |about: &About| matches!(about.modality, Modality::Asserted | Modality::Foreseen | Modality::Supposed);
    // What is counted after a storm is not what will be put up.
    let one_time = || mine.kind != ClaimKind::COUNT || (x.modality == Modality::Asserted) == (y.modality == Modality::Asserted);
    // What is measured in metres or kronor, a day, and a result say more of what they are than a number does.
    let telling = || matches!(mine.kind, ClaimKind::DATE | ClaimKind::TEXT) || is_of_unit(mine);
    let alike = || telling() || say_one_thing(x, y) || words_shared(corpus, index, a, b) > 0;
    plain
        && told(x)
        && told(y)
        && one_time()
        && !is_rounding(mine, theirs)
        && corpus.comparable(a, b)
        && !far_apart(corpus, a, b)
        && alike()
        && nothing_apart(mine, theirs, (x, y))
}

fn nothing_apart(mine: &Claim, theirs: &Claim, (x, y): (&About, &About)) -> bool {
    let large = |claim: &Claim| matches!(&claim.value, Value::Number(range) if range.min.is_some_and(|n| n >= Number::from(FEW)));
    let open = |slot: Slot, agreement: Agreement| match slot {
        Slot::Meant => agreement != Agreement::Apart,
        // "Orrvik AB closes the mill in Vidhem", "Vidhem's mill shuts": what is done to it in the one is told of it in the other.
        Slot::Referent => agreement != Agreement::Apart || done_to(x, y) || done_to(y, x),
        // "Won by 5–4", "it ended 3–2"; "opened in 1962", "dates from 1971".
        Slot::Marker => agreement != Agreement::Apart || matches!(mine.kind, ClaimKind::TEXT | ClaimKind::DATE),
        // A date is its own time. "In 2018" on one side only may be another time.
        Slot::Period => !matches!(agreement, Agreement::Apart | Agreement::Unknown) || mine.kind == ClaimKind::DATE,
        // "140 people", "220 employees"; few are told of many things.
        Slot::Head => agreement != Agreement::Apart || large(mine) && large(theirs),
        _ => true,
    };
    each(x, y, mine.kind == ClaimKind::COUNT, false).iter().all(|(slot, agreement)| open(*slot, *agreement))
}

/// Whether a figure is measured in a unit that says what kind of thing it is: not in per cent, nor years.
fn is_of_unit(claim: &Claim) -> bool {
    claim.kind == ClaimKind::FIGURE && !is_percent(claim) && !is_age(claim) && !is_length_of_time(claim)
}

fn is_percent(claim: &Claim) -> bool {
    claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash("percent")
}

/// Whether the rounder of two counts is the other one, rounded: 600 for 640.
fn is_rounding(mine: &Claim, theirs: &Claim) -> bool {
    let number = |claim: &Claim| match &claim.value {
        Value::Number(range) if claim.kind == ClaimKind::COUNT => range.is_exact(),
        _ => None,
    };
    let rounds = |round: Number, exact: Number| {
        let places =
            (1..MOST_ZEROS).map_while(|n| Number::pow10(n).filter(|p| round.checked_div(*p).is_some_and(Number::is_integer)));
        places.last().and_then(|p| exact.checked_div(p)?.round().checked_mul(p)) == Some(round)
    };
    number(mine).zip(number(theirs)).is_some_and(|(a, b)| rounds(a, b) || rounds(b, a))
}

/// Whether a result is that of the other side.
fn is_turned(one: &str, other: &str) -> bool {
    one.split_once('-').is_some_and(|(x, y)| x != y && other.split_once('-') == Some((y, x)))
}

/// Whether two figures meet; a result meets that of the other side, too: "lost 19-23", "won 23-19".
fn relation(corpus: &Corpus, one: At, other: At) -> Option<bool> {
    let (a, b) = (corpus.claim(one), corpus.claim(other));
    match (&a.value, &b.value) {
        (Value::Text(a), Value::Text(b)) if is_turned(a, b) => Some(true),
        _ => relation_of(a, b),
    }
}

/// Whether one of two numbers comes of the other by a third one: "84 kilometres" in all, "26 kilometres" now and "58" later; what is no
/// part of a hundred per cent is the rest.
fn follows(corpus: &Corpus, (a, b): (At, At), all: &[Told]) -> bool {
    let number = |at: At| match &corpus.claim(at).value {
        Value::Number(range) => range.middle(),
        _ => None,
    };
    let meets = |n: Option<Number>, at: At| match &corpus.claim(at).value {
        Value::Number(range) => n.is_some_and(|n| range.meet(&Range::exact(n)).is_some()),
        _ => false,
    };
    let Some((x, y)) = number(a).zip(number(b)) else { return false };
    let hundred = Number::from(100);
    let rest = is_percent(corpus.claim(a)) && (meets(hundred.checked_sub(y), a) || meets(hundred.checked_sub(x), b));
    let mut thirds = all.iter().map(|told| told.at).filter(|at| *at != a && *at != b);
    rest || thirds.any(|third| {
        let Some(z) = number(third) else { return false };
        // With a small third one nearly anything comes out.
        let sums =
            |n: Number| [n.checked_add(z), n.checked_sub(z), z.checked_sub(n)].map(|n| n.filter(|_| z >= Number::from(FEW)));
        let share = if is_percent(corpus.claim(third)) { z.checked_div(hundred) } else { Some(z).filter(|z| *z < Number::ONE) };
        let products = |n: Number| [share.and_then(|z| n.checked_mul(z)), share.and_then(|z| n.checked_div(z))];
        let comes = |n: Number, at: At| sums(n).into_iter().chain(products(n)).any(|n| meets(n, at));
        comes(x, b) || comes(y, a)
    })
}

/// The figures of a short account; `None` where there are too many.
fn told(corpus: &Corpus, figures: &Figures, document: u32) -> Option<Vec<Told>> {
    let all = figures.of_document(document).map(|f| Told { sort: sort(corpus.claim(f.at)), at: f.at });
    let all: Vec<_> = all.take(MOST_FIGURES + 1).collect();
    (all.len() <= MOST_FIGURES).then_some(all)
}

/// What figures have in common that may stand for each other: kind and unit, and how a date is given. `None` for seasons, spans and words.
fn sort(claim: &Claim) -> Option<u64> {
    let figures = |side: &str| !side.is_empty() && side.bytes().all(|b| b.is_ascii_digit());
    let given = match &claim.value {
        Value::Number(_) => 0,
        Value::Days(days) if days.day_number().is_some() => 1,
        Value::Days(days) if days.weekday_number().is_some() => 2,
        Value::Days(days) if days.month_number().is_some() => 3,
        Value::Days(days) if days.year_number().is_some() => 4,
        Value::Text(text) if claim.kind == ClaimKind::TEXT && text.split('-').all(figures) => 5,
        Value::Days(_) | Value::Text(_) | Value::Members(_) => return None,
    };
    let mut hasher = FxHasher::default();
    (claim.kind, if claim.kind == ClaimKind::FIGURE { claim.attribute } else { 0 }, given).hash(&mut hasher);
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::{is_rounding, is_turned, sort};
    use crate::claim::{Claim, ClaimKind};
    use crate::text::Span;
    use crate::value::{Days, Number, Range, Value};

    fn claim(kind: ClaimKind, value: Value<crate::entity::EntityId>) -> Claim {
        Claim::new(kind, value, Span { start: 0, end: 1 }, 0)
    }

    fn count(n: i64) -> Claim {
        claim(ClaimKind::COUNT, Value::Number(Range::exact(Number::from(n))))
    }

    #[test]
    fn the_rounder_of_two_counts_may_be_the_other() {
        for (one, other, rounded) in [
            (600, 640, true),
            (600, 649, true),
            (600, 650, false),
            (600, 460, false),
            (3_000, 2_968, true),
            (40, 35, true),
            (62, 64, false),
            (100, 96, true),
            (7, 9, false),
        ] {
            assert_eq!(is_rounding(&count(one), &count(other)), rounded, "{one} / {other}");
            assert_eq!(is_rounding(&count(other), &count(one)), rounded, "{other} / {one}");
        }
    }

    #[test]
    fn figures_of_one_sort_may_stand_for_each_other() {
        let day = |month, day| claim(ClaimKind::DATE, Value::Days(Days::month_day(month, day).expect("a day")));
        let year = |year| claim(ClaimKind::DATE, Value::Days(Days::year(year).expect("a year")));
        let weekday = claim(ClaimKind::DATE, Value::Days(Days::weekday(2).expect("a weekday")));
        let text = |kind, text: &str| claim(kind, Value::Text(text.to_owned()));
        assert_eq!(sort(&day(5, 8)), sort(&day(11, 9)));
        assert_ne!(sort(&day(5, 8)), sort(&year(1962)));
        assert_ne!(sort(&day(5, 8)), sort(&weekday));
        assert_eq!(sort(&text(ClaimKind::TEXT, "3-1")), sort(&text(ClaimKind::TEXT, "88-79")));
        assert_eq!(sort(&text(ClaimKind::TEXT, "a320")), None);
        assert_eq!(sort(&text(ClaimKind::DATE, "last year")), None);
        assert_ne!(sort(&count(3)), sort(&claim(ClaimKind::ORDINAL, Value::Number(Range::exact(Number::from(3))))));
    }

    #[test]
    fn a_result_meets_that_of_the_other_side() {
        assert!(is_turned("19-23", "23-19"));
        assert!(!is_turned("3-1", "3-1"));
        assert!(!is_turned("3-1", "1-4"));
    }
}
