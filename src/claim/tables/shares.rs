//! Shares of a whole, one below the other: they add up to 100, but for rounding.
//!
//! Per cent stand in tables that are no parts of one whole, too. So a column is believed to hold one where the table gives 100 as its total, or where
//! another column of per cent adds up.

use super::{Analysis, Table};
use crate::claim::{Claim, ClaimKind};
use crate::lexicon::Class;
use crate::text::Span;
use crate::value::{Meet, Number, Range, rounding};

/// Fewer parts may be told without the others.
const FEWEST: usize = 3;
/// Shares that add up to something further from 100 than this are no parts of one whole.
const NEAR: i64 = 12;

/// The shares of a column.
struct Column {
    parts: Vec<(Range, Span)>,
    /// Where the table says that they make 100.
    total: Option<Span>,
    sum: Range,
}

impl Analysis<'_> {
    pub(super) fn shares(&self, table: &Table, out: &mut Vec<Claim>) {
        let all = Range::exact(Number::from(100));
        let columns: Vec<Column> = (1..table.columns).filter_map(|column| self.shares_of(table, column)).collect();
        let fits = |column: &&Column| column.sum.meet(&all).is_some();
        let borne_out = columns.iter().filter(fits).count();
        for column in &columns {
            let others = borne_out > 0 && borne_out * 2 >= columns.len();
            let Some((_, last)) = column.parts.last().filter(|_| others || column.total.is_some()) else { continue };
            let span = column.total.unwrap_or(*last);
            let parts = column.parts.iter().map(|(range, span)| ("part", *range, *span));
            let roles: Vec<_> = parts.chain([("whole", all, span)]).collect();
            out.push(self.claim_of(ClaimKind::SHARES, &roles, span));
        }
    }

    /// The shares of a column in which each row has one, by themselves near to 100.
    fn shares_of(&self, table: &Table, column: u16) -> Option<Column> {
        let head = table.cell(0, column)?;
        let per_cent = self.tokens[head.tokens.clone()].iter().any(|t| t.is(Class::Percent));
        let mut found = Column { parts: Vec::new(), total: None, sum: Range::exact(Number::ZERO) };
        for row in table.body() {
            let cell = table.cell(row, column)?;
            let figure = cell.figure.filter(|figure| figure.percent || per_cent)?;
            if table.cell(row, 0).is_some_and(|head| self.begins_with(head, Class::Total)) {
                // Behind a total nothing belongs to it.
                let whole = row + 1 == table.rows.len() && figure.value == Number::from(100);
                found.total = Some(cell.span).filter(|_| whole);
                found.total?;
                continue;
            }
            let range = if figure.range.is_exact().is_some() { rounding(figure.value, Number::ONE) } else { figure.range };
            if figure.value.is_negative() {
                return None;
            }
            found.parts.push((range, cell.span));
            found.sum = found.sum.add(&range);
        }
        let off = found.sum.middle()?.checked_sub(Number::from(100))?.abs();
        (found.parts.len() >= FEWEST && off <= Number::from(NEAR)).then_some(found)
    }
}
