//! Two accounts of one thing: texts that name the same, and give some of the same figures; one of a sort is left over on each side.
//!
//! Two reporters seldom say in the same words what a figure is about. But where they tell of one event, nearly all that both give is the
//! same, and what is left over of the one is what is left over of the other:
//!
//! ```text
//! "Divers led by Sten Ahl searched Askvik's harbour for nine hours on Tuesday. They found 14 barrels."    nine hours  Tuesday  14
//! "The search took 16 hours. On Tuesday Sten Ahl's divers brought 14 barrels up from the harbour."        16 hours    Tuesday  14
//! ```
//!
//! It says nothing of long texts, in which each tells much that the other leaves out.

use super::counterparts::{say_one_thing, words_shared};
use super::decide::{FEW, far_apart};
use super::figures::{Figures, measure};
use super::matter::{Joined, Matter, value_of};
use super::sums::{adds_up, follows, is_much_more, is_rest, is_rounding, number};
use crate::check::about::{Agreement, Slot, done_to, each};
use crate::check::align::relation_of;
use crate::check::{At, Corpus};
use crate::claim::{Claim, ClaimKind, Form};
use crate::clause::{About, Modality};
use crate::lexicon::id_hash;
use crate::value::{Number, Value};
use rustc_hash::FxHashSet;

/// A text with more figures than this is no short account: what is left over of it may be anything (8, 12 and 24 find the same in 550
/// fresh cases; it bounds the cost).
const MOST_FIGURES: usize = 12;
/// So many figures of one text may be left over, that in question among them; of the other none but that (1 loses a fourth of the finds;
/// with 4, or 2 in both, of 240 fresh cases 7 more are found in the half that was read and one in the other, and of 300 true pairs two
/// more are flagged).
const MOST_LEFT: usize = 3;
/// Two sentences that have so many words in common may tell of one thing (with 1 a sixth more is found, and 62 and not 38 of 134 pairs of true
/// texts that were written against this are flagged).
const SHARED: usize = 2;
/// Kind and unit, as a hash, and how a date is given.
type Sort = (u32, u8);

/// A figure, and what figures that may stand for it have in common.
#[derive(Clone, Copy)]
struct Told {
    /// `None` where it may agree, and is no figure that another stands for: "this week".
    sort: Option<Sort>,
    at: At,
}

/// Two figures that are left over of two accounts.
pub(super) struct LeftOver {
    pub(super) pair: (At, At),
    /// The figures of the first text that the other one gives, too, each value once.
    pub(super) agreed: Vec<At>,
}

/// The figures of all short texts, by document; `None` where there are too many.
pub(super) struct Accounts(Vec<Option<Box<[Told]>>>);

impl Accounts {
    pub(super) fn new(corpus: &Corpus, figures: &Figures) -> Self {
        let told = |document: u32| {
            let all = figures.of_document(document).map(|f| Told { sort: sort(corpus.claim(f.at)), at: f.at });
            let all: Box<[Told]> = all.take(MOST_FIGURES + 1).collect();
            Some(all).filter(|all| (1..=MOST_FIGURES).contains(&all.len()))
        };
        Self((0..corpus.read.len() as u32).map(told).collect())
    }

    fn of(&self, document: u32) -> Option<&[Told]> {
        self.0.get(document as usize)?.as_deref()
    }

    /// Whether a document is short enough.
    pub(super) fn is_short(&self, document: u32) -> bool {
        self.of(document).is_some()
    }

    /// Figures of two texts on one matter that are what is left over of them, where all else agrees, and may be one.
    pub(super) fn left_over(
        &self,
        corpus: &Corpus,
        matter: &Matter,
        joined: &mut Joined,
        (one, other): (u32, u32),
    ) -> Vec<LeftOver> {
        let both = self.of(one).zip(self.of(other));
        let Some((mine, theirs)) = both.filter(|_| joined.joins(matter, one, other)) else { return Vec::new() };
        let meets = |a: &Told, b: &Told| if a.sort == b.sort { relation(corpus, a.at, b.at) } else { Some(false) };
        let out = |all: &[Told], of: &[Told]| -> Vec<Told> {
            all.iter().filter(|a| a.sort.is_some() && of.iter().all(|b| meets(a, b) == Some(false))).copied().collect()
        };
        let left = [out(mine, theirs), out(theirs, mine)];
        let (least, most) = (left[0].len().min(left[1].len()), left[0].len().max(left[1].len()));
        let agreed = told_by_both(corpus, mine.iter().filter(|a| theirs.iter().any(|b| meets(a, b) == Some(true))));
        if least != 1 || most > MOST_LEFT || agreed.is_empty() {
            return Vec::new();
        }
        let all = [mine, theirs].concat();
        let alone = |a: &Told| left.iter().all(|left| left.iter().filter(|b| b.sort == a.sort).count() == 1);
        let pairs = left[0].iter().flat_map(|a| left[1].iter().map(move |b| (a, b)));
        pairs
            .filter(|(a, b)| a.sort == b.sort && alone(a) && meets(a, b) == Some(false))
            .map(|(a, b)| (a.at, b.at))
            .filter(|pair| {
                may_be_one(corpus, *pair) && !is_rest(corpus, *pair) && !follows(corpus, *pair, all.iter().map(|told| told.at))
            })
            .map(|pair| LeftOver { pair, agreed: agreed.clone() })
            .collect()
    }

    /// Whether one of two figures of short texts is the other and a third of their sort that one of the texts gives, added up: then all are
    /// right.
    pub(super) fn explain(&self, corpus: &Corpus, (one, other): (At, At)) -> bool {
        let Some(((mine, theirs), (x, y))) = self
            .of(one.document)
            .zip(self.of(other.document))
            .zip(number(corpus, one).zip(number(corpus, other)))
            .filter(|_| one.document != other.document)
        else {
            return false;
        };
        let sort = mine.iter().find(|told| told.at == one).and_then(|told| told.sort);
        let within = |all: &[Told], at: At| all.iter().any(|t| t.sort == sort && relation(corpus, t.at, at) == Some(true));
        let mut thirds = mine.iter().chain(theirs).filter(|told| told.sort == sort && told.at != one && told.at != other);
        let only = |told: &Told| !(within(mine, told.at) && within(theirs, told.at));
        thirds.any(|told| number(corpus, told.at).is_some_and(|z| adds_up(corpus, (one, x), (other, y), z)) && only(told))
    }
}

/// The figures that both texts give, each value once; of what is read in two ways ("31 votes to 14", "31") the first.
fn told_by_both<'t>(corpus: &Corpus, met: impl Iterator<Item = &'t Told>) -> Vec<At> {
    let (mut values, mut end) = (FxHashSet::default(), 0);
    let mut agreed: Vec<At> = met.map(|told| told.at).collect();
    agreed.sort_by_key(|at| (corpus.claim(*at).span.start, std::cmp::Reverse(corpus.claim(*at).span.end)));
    agreed.retain(|at| {
        let claim = corpus.claim(*at);
        let apart = claim.span.start >= end;
        end = end.max(claim.span.end);
        apart && values.insert(value_of(claim))
    });
    agreed
}

/// Whether nothing rules out that two figures are one.
fn may_be_one(corpus: &Corpus, (a, b): (At, At)) -> bool {
    let (mine, theirs) = (corpus.claim(a), corpus.claim(b));
    let Some((x, y)) = corpus.about(a).zip(corpus.about(b)) else { return false };
    let plain = mine.form == Form::Plain && theirs.form == Form::Plain;
    let told = |about: &About| matches!(about.modality, Modality::Asserted | Modality::Foreseen | Modality::Supposed);
    // What is counted after a storm is not what will be put up.
    let one_time = || mine.kind != ClaimKind::COUNT || (x.modality == Modality::Asserted) == (y.modality == Modality::Asserted);
    // What is dated is told by the predicate, or what it is said of.
    let alike = || say_one_thing(x, y) || mine.kind != ClaimKind::DATE && words_shared(corpus, a, b) >= SHARED;
    plain
        && told(x)
        && told(y)
        && one_time()
        && !is_rounding(mine, theirs)
        && !is_much_more(corpus, a, b)
        && corpus.comparable(a, b)
        && !far_apart(corpus, a, b)
        && alike()
        && nothing_apart(mine, theirs, (x, y))
}

fn nothing_apart(mine: &Claim, theirs: &Claim, (x, y): (&About, &About)) -> bool {
    let large = |claim: &Claim| matches!(&claim.value, Value::Number(range) if range.min.is_some_and(|n| n >= Number::from(FEW)));
    let open = |slot: Slot, agreement: Agreement| match slot {
        Slot::Meant | Slot::Quantity => agreement != Agreement::Apart,
        // "Orrvik AB closes the mill in Vidhem", "Vidhem's mill shuts": what is done to it in the one is told of it in the other.
        Slot::Referent => agreement != Agreement::Apart || done_to(x, y) || done_to(y, x),
        // "Opened in 1962", "has been there since 1971".
        Slot::Marker => agreement != Agreement::Apart || mine.kind == ClaimKind::DATE,
        // "In 2018" on one side only may be another time.
        Slot::Period => !matches!(agreement, Agreement::Apart | Agreement::Unknown),
        // "140 people", "220 employees"; few are told of many things.
        Slot::Head => agreement != Agreement::Apart || large(mine) && large(theirs),
        _ => true,
    };
    each(x, y, mine.kind == ClaimKind::COUNT, false).iter().all(|(slot, agreement)| open(*slot, *agreement))
}

fn is_time(claim: &Claim) -> bool {
    claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash("time")
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

/// What figures have in common that may stand for each other. `None` for seasons, spans and words.
fn sort(claim: &Claim) -> Option<Sort> {
    let figures = |side: &str| !side.is_empty() && side.bytes().all(|b| b.is_ascii_digit());
    let given = match &claim.value {
        // A train leaves at one time of day, and comes in at another.
        Value::Number(_) if is_time(claim) => return None,
        Value::Number(_) => 0,
        Value::Days(days) if days.day_number().is_some() => 1,
        Value::Days(days) if days.weekday_number().is_some() => 2,
        Value::Days(days) if days.month_number().is_some() => 3,
        Value::Days(days) if days.year_number().is_some() => 4,
        Value::Text(text) if claim.kind == ClaimKind::TEXT && text.split('-').all(figures) => 5,
        Value::Days(_) | Value::Text(_) | Value::Members(_) => return None,
    };
    Some((measure(claim), given))
}

#[cfg(test)]
mod tests {
    use super::{is_turned, sort};
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
