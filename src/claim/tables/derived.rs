//! Columns that follow from two others of their table: differences, changes in per cent, shares.
//!
//! No head need say so: a column follows from two others where most of its rows do, by figures that do not come out by chance. The rows that
//! do not follow in any such way are in doubt.

use super::{Analysis, Figure, Table};
use crate::claim::{Claim, ClaimKind};
use crate::lexicon::{Class, id_hash};
use crate::text::{ClassSet, FUNCTION_WORDS, Span, Token, TokenKind};
use crate::value::{Meet, Number, Range};
use std::collections::BTreeSet;

/// As many rows must follow, with as many different figures.
const ROWS_THAT_FOLLOW: usize = 3;
/// Of so many rows one may not.
const OF_ROWS: usize = 4;
/// Where the heads say that it is a change between two periods, in per cent, fewer rows must follow, …
const ROWS_WHERE_TOLD: usize = 2;
/// … and of so many rows one may not.
const OF_ROWS_WHERE_TOLD: usize = 3;
/// Smaller differences come out by chance.
const TELLING: i64 = 5;
/// More columns than this are compared with too many others.
const MOST_COLUMNS: u16 = 12;
/// A figure further off than this share of what follows is none of the kind.
const NEAR: i64 = 2;

/// The digits of a year.
const YEAR_DIGITS: usize = 4;
/// What names a change, by its class or its concept, …
const CHANGE: u64 = id_hash("change");
const NAMES_CHANGE: ClassSet = ClassSet::new(&[Class::ChangeNoun, Class::Direction]);
/// … and what else may stand beside it: "organic growth, %" is another one.
const BESIDE_CHANGE: ClassSet = FUNCTION_WORDS.with(&[Class::Percent]);

/// How a figure follows from two others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// The second less the first.
    Difference,
    /// What the second is more than the first, in hundredths of that.
    Change,
    /// The first, in hundredths of the second.
    Share,
}

const WAYS: [Way; 3] = [Way::Difference, Way::Change, Way::Share];

impl Way {
    fn of(self, first: &Range, second: &Range) -> Option<Range> {
        let hundred = Number::from(100);
        match self {
            Self::Difference => Some(second.sub(first)),
            Self::Change => Some(second.div(first)?.scale(hundred).sub(&Range::exact(hundred))),
            Self::Share => Some(first.div(second)?.scale(hundred)),
        }
    }

    /// What the claim's roles are called.
    fn roles(self) -> [&'static str; 3] {
        match self {
            Self::Difference => ["less", "from", "difference"],
            Self::Change => ["before", "after", "change"],
            Self::Share => ["part", "whole", "share"],
        }
    }
}

/// Two columns that a third one follows from, and the rows of which that is so.
struct Relation {
    way: Way,
    first: u16,
    second: u16,
    fit: BTreeSet<usize>,
    fail: BTreeSet<usize>,
}

impl Analysis<'_> {
    pub(super) fn derived(&self, table: &Table, out: &mut Vec<Claim>) {
        if table.columns > MOST_COLUMNS || table.rows.len() <= ROWS_THAT_FOLLOW {
            return;
        }
        let told = |column: u16, pair: (u16, u16)| self.is_told_change(table, column, pair);
        for column in 0..table.columns {
            let pairs = (0..table.columns).flat_map(|a| (0..table.columns).map(move |b| (a, b)));
            let pairs = pairs.filter(|(a, b)| a != b && *a != column && *b != column);
            let all = pairs
                .flat_map(|pair| WAYS.map(|way| relation(table, column, pair, way, way == Way::Change && told(column, pair))));
            let held: Vec<Relation> = all.flatten().collect();
            // What follows in one way or another is right.
            let explained: BTreeSet<usize> = held.iter().flat_map(|r| r.fit.iter().copied()).collect();
            let Some(best) = held.iter().max_by_key(|r| r.fit.len()) else { continue };
            let rows = best.fit.iter().chain(best.fail.iter().filter(|row| !explained.contains(row)));
            out.extend(rows.filter_map(|row| self.follows(table, column, *row, best)));
        }
    }

    /// Whether the heads of three columns say that one is what the second is more than the first, in per cent: "2023", "2024", "Change, %".
    fn is_told_change(&self, table: &Table, column: u16, (first, second): (u16, u16)) -> bool {
        let head = |column: u16| table.cell(0, column).map(|cell| &self.tokens[cell.tokens.clone()]);
        let year = |column: u16| {
            let mut years = head(column)?.iter().filter(|t| t.kind == TokenKind::Digits && t.text.len() == YEAR_DIGITS);
            let year: u16 = years.next()?.text.parse().ok()?;
            years.next().is_none().then_some(year)
        };
        // "Q3 2023" and "Q3 2024", not "Q3 2023" and "2024".
        let rest = |column: u16| {
            let words = head(column)?.iter().filter(|t| t.kind != TokenKind::Digits || t.text.len() != YEAR_DIGITS);
            Some(words.map(|t| t.text).collect::<Vec<_>>())
        };
        let said = head(column).is_some_and(|head| {
            let names = |t: &Token| t.is_any(&NAMES_CHANGE) || t.senses.iter().any(|s| s.id == CHANGE);
            let own = |t: &Token| names(t) || t.is_any(&BESIDE_CHANGE) || !t.is_word();
            head.iter().any(names) && head.iter().any(|t| t.is(Class::Percent)) && head.iter().all(own)
        });
        said && year(first).zip(year(second)).is_some_and(|(one, other)| one < other) && rest(first) == rest(second)
    }

    fn follows(&self, table: &Table, column: u16, row: usize, by: &Relation) -> Option<Claim> {
        let place = |column: u16| -> Option<(Range, Span)> {
            let cell = table.cell(row, column)?;
            Some((table.range(&cell.figure?), cell.span))
        };
        let ((first, at), (second, other), (result, span)) = (place(by.first)?, place(by.second)?, place(column)?);
        let [a, b, c] = by.way.roles();
        Some(self.claim_of(ClaimKind::DERIVED, &[(a, first, at), (b, second, other), (c, result, span)], span))
    }
}

/// Whether a column follows from two others; `told` where its head and theirs say that it does.
fn relation(table: &Table, column: u16, (first, second): (u16, u16), way: Way, told: bool) -> Option<Relation> {
    let (mut fit, mut fail, mut telling) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for row in table.body() {
        let figure = |column: u16| table.figure(row, column);
        let (Some(a), Some(b), Some(c)) = (figure(first), figure(second), figure(column)) else { continue };
        // Of a loss there is no change in per cent, and that of a share is given in points.
        if told && (a.percent || b.percent || a.value.is_negative() || b.value.is_negative()) {
            continue;
        }
        if way != Way::Difference && a.value.is_negative() | b.value.is_negative() {
            return None;
        }
        // A statement is calculated before it is rounded.
        let range = |figure: &Figure| if told { rounded(figure) } else { table.range(figure) };
        let given = if way == Way::Difference { range(&c) } else { rounded(&c) };
        let Some(follows) = way.of(&range(&a), &range(&b)) else { continue };
        if follows.meet(&given).is_some() {
            fit.insert(row);
            if c.value.abs() >= Number::from(TELLING) && a.value != c.value && b.value != c.value {
                telling.insert(c.value);
            }
        } else if is_near(&follows, c.value) {
            fail.insert(row);
        } else if !told {
            // It is no such column, or the row is of another kind.
            return None;
        }
    }
    if told {
        let most = fit.len() >= ROWS_WHERE_TOLD && fail.len() * OF_ROWS_WHERE_TOLD <= fit.len() + fail.len();
        return most.then_some(Relation { way, first, second, fit, fail });
    }
    let most =
        telling.len() >= ROWS_THAT_FOLLOW && fit.len() >= ROWS_THAT_FOLLOW && fail.len() * OF_ROWS <= fit.len() + fail.len();
    most.then_some(Relation { way, first, second, fit, fail })
}

/// A share or a change, which is rounded as it is printed.
fn rounded(figure: &Figure) -> Range {
    if figure.range.is_exact().is_some() { crate::value::rounding(figure.value, Number::ONE) } else { figure.range }
}

/// Whether a figure may be a slip for what follows: at most twice as large, or half.
fn is_near(follows: &Range, given: Number) -> bool {
    let Some(middle) = follows.middle() else { return false };
    let (least, most) = (middle.abs().min(given.abs()), middle.abs().max(given.abs()));
    let sign = middle.is_negative() == given.is_negative() || middle.abs() == given.abs();
    least.checked_mul(Number::from(NEAR)).is_some_and(|double| double >= most) && sign || middle.abs() == given.abs()
}
