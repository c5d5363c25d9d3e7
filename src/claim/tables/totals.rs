//! Totals: a row or a column that a table calls so, and what it adds up.
//!
//! Averages, bests and counts of what overlaps stand in such rows too. So a total is believed to be one only where another column (for a
//! column of totals: other rows) of the table adds up, or where it is the one figure of its row; and where it is near to the sum.

use super::{Analysis, Figure, Table};
use crate::claim::{Claim, ClaimKind};
use crate::lexicon::Class;
use crate::text::{ClassSet, Span};
use crate::value::{Meet, Number, Range};
use std::ops::Range as Indices;

/// A total further from the sum than this share of it is none.
const NEAR: (i64, i64) = (3, 10);
/// The words of the head of a row of totals: "Total, all towns".
const LONGEST_HEAD: usize = 4;
/// As many other rows must add up to a column of totals.
const ROWS_THAT_FIT: usize = 2;
/// What is no part of a sum.
const RATES: ClassSet = ClassSet::new(&[Class::Percent, Class::Per, Class::PercentagePoint]);

/// Parts with their places, and what they are said to make.
struct Sum {
    parts: Vec<(Range, Span)>,
    total: (Range, Span),
    fits: bool,
}

impl Analysis<'_> {
    pub(super) fn totals(&self, table: &Table, out: &mut Vec<Claim>) {
        let rows: Vec<usize> = table.body().filter(|row| self.is_total(table, *row, 0)).collect();
        for (nth, row) in rows.iter().enumerate() {
            let above: Vec<usize> = table.body().filter(|r| r < row && !rows.contains(r)).collect();
            let since = nth.checked_sub(1).and_then(|n| rows.get(n)).copied().unwrap_or(0);
            let mut ways: Vec<Vec<usize>> = vec![above.iter().copied().filter(|r| *r > since).collect(), above];
            ways.push(rows[..nth].to_vec());
            if *row == 1 {
                ways = vec![table.body().filter(|r| !rows.contains(r)).collect()];
            }
            self.total_row(table, *row, &ways, out);
        }
        let columns: Vec<u16> = (1..table.columns).filter(|column| self.is_total(table, 0, *column)).collect();
        if let [column] = columns[..] {
            self.total_column(table, column, &rows, out);
        }
    }

    /// Whether a cell heads a row or a column of totals.
    fn is_total(&self, table: &Table, row: usize, column: u16) -> bool {
        let Some(cell) = table.cell(row, column) else { return false };
        let words = self.tokens[cell.tokens.clone()].iter().filter(|t| t.is_word()).count();
        self.begins_with(cell, Class::Total) && words <= LONGEST_HEAD
    }

    /// Whether the figures of a column cannot be added up.
    fn is_rate(&self, table: &Table, column: u16) -> bool {
        let head = table.cell(0, column).is_some_and(|c| self.tokens[c.tokens.clone()].iter().any(|t| t.is_any(&RATES)));
        head || table.body().any(|row| table.figure(row, column).is_some_and(|f| f.percent))
    }

    fn total_row(&self, table: &Table, row: usize, ways: &[Vec<usize>], out: &mut Vec<Claim>) {
        let (mut sums, mut figures) = (Vec::new(), 0);
        for column in 1..table.columns {
            figures += usize::from(table.figure(row, column).is_some());
            if self.is_rate(table, column) {
                continue;
            }
            let of = |way: &Vec<usize>| sum(table, (row, column), way.iter().map(|part| (*part, column)));
            let found: Vec<Sum> = ways.iter().filter_map(of).collect();
            let fitting = found.iter().position(|sum| sum.fits).unwrap_or(0);
            let nested = || is_nested(table, column, &(1..row));
            sums.extend(found.into_iter().nth(fitting).filter(|sum| sum.fits || !nested()));
        }
        let borne_out = sums.iter().filter(|sum| sum.fits).count();
        let believed = borne_out > 0 && borne_out * 2 >= sums.len() || figures == 1 && sums.len() == 1;
        out.extend(sums.iter().filter(|_| believed).map(|sum| self.total(sum)));
    }

    /// A column of totals over the figures to its left, or to its right where it is the first.
    fn total_column(&self, table: &Table, column: u16, totals: &[usize], out: &mut Vec<Claim>) {
        let parts: Indices<u16> = if column == 1 { 2..table.columns } else { 1..column };
        if parts.clone().chain([column]).any(|c| self.is_rate(table, c)) {
            return;
        }
        let of = |row: usize| sum(table, (row, column), parts.clone().map(|part| (row, part)));
        let sums: Vec<Sum> = table.body().filter(|row| !totals.contains(row)).filter_map(of).collect();
        let borne_out = sums.iter().filter(|sum| sum.fits).count();
        if borne_out >= ROWS_THAT_FIT && borne_out * 2 > sums.len() {
            out.extend(sums.iter().map(|sum| self.total(sum)));
        }
    }

    fn total(&self, sum: &Sum) -> Claim {
        let parts = sum.parts.iter().map(|(range, span)| ("part", *range, *span));
        let roles: Vec<_> = parts.chain([("total", sum.total.0, sum.total.1)]).collect();
        self.claim_of(ClaimKind::TOTAL, &roles, sum.total.1)
    }
}

/// The sum of some cells beside the one that gives their total; `None` where one of them holds words, or where the total is too far off to
/// be theirs.
fn sum(table: &Table, total: (usize, u16), parts: impl Iterator<Item = (usize, u16)>) -> Option<Sum> {
    let (given, total) = (table.figure(total.0, total.1)?, table.cell(total.0, total.1)?);
    let mut found: Vec<(Figure, Span)> = Vec::new();
    for (row, column) in parts {
        match table.cell(row, column) {
            None => {}
            Some(cell) if cell.nil => {}
            Some(cell) => found.push((cell.figure?, cell.span)),
        }
    }
    let exact = found.iter().try_fold(Number::ZERO, |sum, (figure, _)| sum.checked_add(figure.value))?;
    let most = found.iter().map(|(figure, _)| figure.value).max()?;
    let parts: Vec<(Range, Span)> = found.iter().map(|(figure, span)| (table.range(figure), *span)).collect();
    let range = parts.iter().fold(Range::exact(Number::ZERO), |sum, (range, _)| sum.add(range));
    let fits = range.meet(&table.range(&given)).is_some();
    let apart = exact.checked_sub(given.value)?.abs().checked_mul(Number::from(NEAR.1))?;
    let near = apart <= exact.abs().checked_mul(Number::from(NEAR.0))? && most < given.value;
    (found.len() > 1 && (fits || near)).then(|| Sum { parts, total: (table.range(&given), total.span), fits })
}

/// Whether a row of a column is the sum of those right below it: then the column adds up by levels.
fn is_nested(table: &Table, column: u16, rows: &Indices<usize>) -> bool {
    let values: Vec<Number> = rows.clone().filter_map(|row| Some(table.figure(row, column)?.value)).collect();
    values.iter().enumerate().any(|(at, whole)| {
        let mut sum = Number::ZERO;
        values[at + 1..].iter().enumerate().take_while(|(_, part)| *part < whole).any(|(nth, part)| {
            sum = sum.checked_add(*part).unwrap_or(sum);
            nth > 0 && sum == *whole
        })
    })
}
