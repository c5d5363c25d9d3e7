//! All figures of the sources, to tell whether a value stands anywhere in them, and what one of them is to a draft's figure.

use super::index::{Index, Place};
use super::score::{self, Relation};
use crate::check::{At, Corpus, Role, support, unsourced};
use crate::claim::{Claim, ClaimKind, Form, as_written};
use crate::lexicon::{Units, id_hash};
use crate::value::{Days, Meet, Number, Range, Value};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;

/// Smaller whole numbers stand in nearly every text.
const TELLING: i64 = 10;
/// A bare number from here on may be an amount of money.
const SUM: i64 = 1_000;

/// Every value of the sources, with one figure of each kind that has it.
pub(super) struct Figures<'a> {
    corpus: Corpus<'a>,
    exact: BTreeMap<Number, Vec<At>>,
    /// Ranges with two ends, by the size of their middle; then those with one.
    ranges: Vec<(Number, At)>,
    open: Vec<At>,
    days: FxHashMap<(Days, Form, Vec<i16>), At>,
    texts: Vec<At>,
    /// By the number that is written, whatever its unit.
    written: FxHashMap<u32, At>,
    /// Those written with no unit.
    numbers: FxHashSet<u32>,
    /// Those of ages.
    ages: FxHashSet<u32>,
    /// Those of ranks.
    ranks: FxHashSet<u32>,
    /// Those of results, by halves.
    halves: FxHashSet<u32>,
    /// The first and the last years of all days.
    ends: BTreeSet<i16>,
    /// Whether a day of the week is named.
    weekdays: bool,
    years: BTreeSet<i16>,
    /// The sources have more figures than these.
    partial: bool,
}

/// The figures of a passage.
pub(in super::super) fn figures_of(place: Place, index: &Index) -> impl Iterator<Item = At> + use<> {
    index.passage(place).figures.clone().map(move |claim| At { document: place.document, claim })
}

/// Whether a source names a time only as what it compares with, and the draft names it as its own.
pub(super) fn only_compared(draft: &Claim, source: &Claim) -> bool {
    source.form == Form::Compared && draft.form != Form::Compared
}

/// What a figure is measured in; what a count counts makes no difference here.
fn unit(claim: &Claim) -> u64 {
    if claim.kind == ClaimKind::FIGURE { claim.attribute } else { 0 }
}

/// Whether days are those of one day of the week, whichever they are.
fn is_weekday(days: &Days) -> bool {
    !days.is_anchored() && days.weekday_number().is_some()
}

/// Whether a source's count may be what a draft's hedged one stands for: "over 45 books" is not said of 52 seats.
fn is_of(draft: &Claim, source: &Claim) -> bool {
    let hedged = draft.kind == ClaimKind::COUNT && matches!(draft.form, Form::Hedged | Form::Open);
    let small = || match &draft.value {
        Value::Number(range) => range.middle().or(range.min).or(range.max).is_some_and(|n| n.abs() < Number::from(SUM)),
        _ => false,
    };
    !hedged
        || !small()
        || source.kind != ClaimKind::COUNT
        || draft.written == source.written
        || draft.attribute != 0 && draft.attribute == source.attribute
}

impl<'a> Figures<'a> {
    pub(super) fn new(corpus: &Corpus<'a>, index: &Index) -> Self {
        let mut all = Self {
            corpus: *corpus,
            exact: BTreeMap::new(),
            ranges: Vec::new(),
            open: Vec::new(),
            days: FxHashMap::default(),
            texts: Vec::new(),
            written: FxHashMap::default(),
            numbers: FxHashSet::default(),
            ages: FxHashSet::default(),
            ranks: FxHashSet::default(),
            halves: FxHashSet::default(),
            ends: BTreeSet::new(),
            weekdays: false,
            years: BTreeSet::new(),
            partial: corpus.read.iter().any(|read| read.role == Role::Source && read.left_out > 0),
        };
        let (mut seen, mut texts) = (FxHashSet::default(), FxHashSet::default());
        for at in index.places().iter().flat_map(|place| figures_of(*place, index)) {
            let claim = corpus.claim(at);
            let told = |n: Number| !n.is_integer() || n.abs() >= Number::from(TELLING);
            if claim.kind == ClaimKind::COUNT && score::exact(&claim.value).is_some_and(told) {
                all.numbers.insert(claim.written);
            }
            if claim.kind == ClaimKind::ORDINAL {
                all.ranks.insert(claim.written);
            }
            if claim.kind == ClaimKind::FIGURE && claim.attribute == id_hash("age") {
                all.ages.insert(claim.written);
            }
            if claim.written != 0 && claim.kind == ClaimKind::FIGURE {
                all.written.entry(claim.written).or_insert(at);
            }
            match &claim.value {
                Value::Number(range) => match (range.is_exact(), range.middle()) {
                    _ if !seen.insert((*range, claim.form, claim.kind, unit(claim))) => {}
                    (Some(n), _) => all.exact.entry(n).or_default().push(at),
                    (None, Some(middle)) => all.ranges.push((middle.abs(), at)),
                    (None, None) => all.open.push(at),
                },
                Value::Days(days) => {
                    let ends = [days.earliest(), days.latest()].into_iter().flatten().map(jiff::civil::Date::year);
                    all.ends.extend(ends);
                    all.weekdays |= is_weekday(days);
                    all.years.extend(days.year_number().filter(|_| claim.form != Form::Compared));
                    let years = if days.is_anchored() { Vec::new() } else { all.years_beside(at) };
                    all.days.entry((*days, claim.form, years)).or_insert(at);
                }
                Value::Text(text) => {
                    let halves = text.split('-').filter_map(|half| half.parse::<i64>().ok());
                    all.halves.extend(halves.map(|half| as_written(Number::from(half))));
                    if texts.insert((text.clone(), claim.kind)) {
                        all.texts.push(at);
                    }
                }
                Value::Members(_) => {}
            }
        }
        all.ranges.sort_by_key(|r| r.0);
        all
    }

    /// Whether some figure of the sources bears a draft's figure out, whatever it stands for; it may be one that is not known.
    pub(super) fn have(&self, claim: &Claim) -> bool {
        self.partial || self.any(claim, |at| is_of(claim, self.corpus.claim(at)))
    }

    /// Whether some figure of the sources bears out a draft's; a stretch of years only where both ends of it stand there.
    pub(super) fn bears_out(&self, claim: &Claim) -> bool {
        let Value::Days(days) = &claim.value else { return self.have(claim) };
        let Some((from, to)) = days.earliest().zip(days.latest()).filter(|(from, to)| from.year() < to.year()) else {
            return self.have(claim);
        };
        self.partial || self.ends.contains(&from.year()) && self.ends.contains(&to.year())
    }

    /// Whether a day of the week may be held against the sources: they name one.
    pub(super) fn tells_days(&self, claim: &Claim) -> bool {
        let Value::Days(days) = &claim.value else { return true };
        !is_weekday(days) || self.weekdays
    }

    /// Whether a source has the number of a measure with no unit, which it may have left out: enough to call it no slip for another.
    pub(super) fn have_number(&self, claim: &Claim) -> bool {
        self.partial || claim.kind == ClaimKind::FIGURE && self.numbers.contains(&claim.written)
    }

    /// Whether a source has the number of a draft's figure as one of something else that may be the same, for all that its words tell: a
    /// count as an age or as half of a result, a measure as a rank ("every 37th minute").
    pub(super) fn otherwise(&self, claim: &Claim) -> bool {
        let bare = claim.attribute == 0;
        let had = |all: &FxHashSet<u32>| claim.written != 0 && all.contains(&claim.written);
        match claim.kind {
            ClaimKind::COUNT => bare && (had(&self.ages) || had(&self.ranks)) || had(&self.halves),
            ClaimKind::FIGURE => had(&self.ranks),
            _ => false,
        }
    }

    /// Whether one does that is no time which another is compared with.
    pub(super) fn have_plainly(&self, claim: &Claim) -> bool {
        self.partial || self.any(claim, |at| !only_compared(claim, self.corpus.claim(at)))
    }

    /// Whether some figure of the sources may be a draft's: a day that is said without its year, a result as the other side gives it.
    pub(super) fn may_be(&self, claim: &Claim) -> bool {
        let text = |at: &At, turned: &str| matches!(&self.corpus.claim(*at).value, Value::Text(text) if text == turned);
        match &claim.value {
            Value::Days(days) => !days.is_anchored() && self.days.keys().any(|(other, ..)| days.meet(other).is_some()),
            Value::Text(_) => unsourced::turned(claim).is_some_and(|turned| self.texts.iter().any(|at| text(at, &turned))),
            _ => false,
        }
    }

    fn any(&self, claim: &Claim, counts: impl Fn(At) -> bool) -> bool {
        let same = |at: &At| counts(*at) && self.relation(claim, *at) == Relation::Same;
        match &claim.value {
            Value::Number(range) => {
                let ends =
                    (range.min.map_or(Bound::Unbounded, Bound::Included), range.max.map_or(Bound::Unbounded, Bound::Included));
                self.exact.range(ends).any(|(_, all)| all.iter().any(same))
                    || self.written.get(&claim.written).is_some_and(same)
                    || self.open.iter().any(same)
                    || self.around(range).iter().any(|(_, at)| same(at))
            }
            Value::Days(_) => self.days.values().any(same),
            Value::Text(_) => self.texts.iter().any(same),
            Value::Members(_) => false,
        }
    }

    /// A figure of the sources that is a thousand or a million times as large or as small, but for rounding: "6.6 billion" for "6.6
    /// million". Counts and sums only, of two digits at least.
    pub(super) fn slip_of_scale(&self, claim: &Claim) -> Option<At> {
        let Value::Number(range) = &claim.value else { return None };
        let thousand = Number::from(1_000);
        range.middle().filter(|n| *n >= thousand && n.significant_digits() > 1)?;
        let at = |range: Range| {
            let (min, max) = (range.min.filter(|n| *n >= thousand)?, range.max?);
            let from = self.ranges.partition_point(|r| r.0 < min);
            let hedged = self.ranges[from..].iter().take_while(|r| r.0 <= max).map(|r| r.1);
            let exact = self.exact.range(min..=max).flat_map(|(_, all)| all.iter().copied());
            exact.chain(hedged).find(|at| score::comparable(claim, self.corpus.claim(*at)))
        };
        [1_000, 1_000_000].into_iter().map(Number::from).find_map(|factor| {
            let smaller = Number::ONE.checked_div(factor).map(|part| range.scale(part));
            at(range.scale(factor)).or_else(|| at(smaller?))
        })
    }

    /// The ranges that may meet one: those with a middle from half of its own to twice as much, or all where it has no middle.
    fn around(&self, range: &Range) -> &[(Number, At)] {
        let Some((half, twice)) = range.middle().and_then(|m| {
            let m = m.abs();
            Some((m.checked_div(Number::from(2))?, m.checked_mul(Number::from(2))?))
        }) else {
            return &self.ranges;
        };
        let from = self.ranges.partition_point(|r| r.0 < half);
        let to = self.ranges.partition_point(|r| r.0 <= twice);
        self.ranges.get(from..to.max(from)).unwrap_or(&self.ranges)
    }

    /// [`score::relation`], but days without a year do not bear out a year that their sentence, or if that has none all sources, do
    /// not mention.
    pub(super) fn relation(&self, draft: &Claim, source: At) -> Relation {
        let claim = self.corpus.claim(source);
        let relation = score::relation(draft, claim);
        let (Value::Days(own), Value::Days(theirs)) = (&draft.value, &claim.value) else {
            return if relation == Relation::Apart && self.elided(draft, source) { Relation::Same } else { relation };
        };
        match own.year_number() {
            Some(year) if relation == Relation::Same && theirs.year_number().is_none() && !self.mentioned(year, source) => {
                Relation::Apart
            }
            _ => relation,
        }
    }

    /// Whether a source leaves out the unit of a number that has the draft's: it has it from another figure of its sentence ("3.7 billion
    /// kronor, against 3.4 billion"), or it is a sum of money that counts nothing ("earnings of 1.22", "sales of 3.4 billion").
    fn elided(&self, draft: &Claim, source: At) -> bool {
        let claim = self.corpus.claim(source);
        let bare = claim.kind == ClaimKind::COUNT && claim.attribute == 0 && draft.kind == ClaimKind::FIGURE;
        let same = bare && draft.written != 0 && (draft.written, draft.form) == (claim.written, claim.form);
        let read = self.corpus.document(source);
        let sum = |n: Number| !n.is_integer() || n >= Number::from(SUM);
        let money = || match &claim.value {
            Value::Number(range) => range.middle().is_some_and(sum) && Units::built_in().is_money(draft.attribute),
            _ => false,
        };
        same && (money()
            || support::sentence(&read.passages, claim.span).is_some_and(|passage| {
                read.claims[passage.figures.start as usize..passage.figures.end as usize]
                    .iter()
                    .any(|other| other.kind == draft.kind && other.attribute == draft.attribute)
            }))
    }

    fn mentioned(&self, year: i16, beside: At) -> bool {
        let years = self.years_beside(beside);
        let published = || self.corpus.document(beside).date.is_some_and(|date| date.year() == year);
        let anywhere = || self.years.is_empty() || self.years.contains(&year) || published();
        if years.is_empty() { anywhere() } else { years.contains(&year) }
    }

    /// The years that the sentence of a figure mentions, and not only to compare with, each once, sorted.
    fn years_beside(&self, at: At) -> Vec<i16> {
        let read = self.corpus.document(at);
        let Some(passage) = support::sentence(&read.passages, self.corpus.claim(at).span) else { return Vec::new() };
        let year = |n: u32| match &read.claims[n as usize] {
            Claim { value: Value::Days(days), form, .. } if *form != Form::Compared => days.year_number(),
            _ => None,
        };
        let years: BTreeSet<i16> = passage.figures.clone().filter_map(year).collect();
        years.into_iter().collect()
    }
}
