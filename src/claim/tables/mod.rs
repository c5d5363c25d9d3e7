//! Tables: their cells as figures with a row and a column, and what follows from that.
//!
//! A table is read where each of its cells has a column of its own ([`BlockKind::place`]). What its words do not say is left out: a total
//! is one where most of a table bears it out, and so is a difference or a share.

mod derived;
mod rows;
mod running;
mod shares;
mod told;
mod totals;

pub(super) use rows::Columns;

use super::{Analysis, Claim, Role};
use crate::grammar::{Kind, Mention, Reading};
use crate::lexicon::{Class, id_hash};
use crate::source::Block;
use crate::text::{ClassSet, Span, Token, TokenKind};
use crate::value::{Number, Range, Value, rounding};
use std::collections::BTreeMap;
use std::ops::Range as Indices;

/// What stands in a heading or a caption of figures that are rounded: "SEK million", "share, %".
const ROUNDED: ClassSet = ClassSet::new(&[Class::Multiplier, Class::NumberSuffix, Class::Percent, Class::CurrencySign]);
/// More columns than this are a matrix.
const MOST_COLUMNS: usize = 40;
/// More rows than this are data, which nobody adds up by hand.
const MOST_ROWS: usize = 2_000;

/// A cell of a table.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    span: Span,
    tokens: Indices<usize>,
    /// Its figure, if that is all it holds.
    figure: Option<Figure>,
    /// Nothing but a dash stands there.
    nil: bool,
}

/// A figure in a cell.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Figure {
    value: Number,
    /// What it may have been before it was rounded.
    range: Range,
    percent: bool,
}

/// A table: its cells by row and column.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<BTreeMap<u16, Cell>>,
    columns: u16,
    /// What introduces it says that its figures are rounded.
    rounded: bool,
    /// What stands right above it.
    caption: Option<Indices<usize>>,
    /// Its blocks among those of the document.
    blocks: Indices<usize>,
}

impl Table {
    fn cell(&self, row: usize, column: u16) -> Option<&Cell> {
        self.rows.get(row)?.get(&column)
    }

    fn figure(&self, row: usize, column: u16) -> Option<Figure> {
        self.cell(row, column)?.figure
    }

    /// The rows below the heads.
    fn body(&self) -> Indices<usize> {
        1..self.rows.len()
    }

    /// The range of a figure, as wide as rounding in this table may have made it.
    fn range(&self, figure: &Figure) -> Range {
        if self.rounded && figure.range.is_exact().is_some() { rounding(figure.value, Number::ONE) } else { figure.range }
    }
}

impl Analysis<'_> {
    /// The claims that tables make by their build.
    pub(super) fn tables(&self, out: &mut Vec<Claim>) {
        let tables = self.tables_read();
        for table in &tables {
            self.totals(table, out);
            self.derived(table, out);
            self.shares(table, out);
        }
        self.cells_told(&tables, out);
    }

    /// All tables.
    fn tables_read(&self) -> Vec<Table> {
        let mut tables = Vec::new();
        let Some((first, last)) = self.tokens.first().zip(self.tokens.last()) else { return tables };
        let blocks = &self.document.blocks;
        let from = blocks.partition_point(|b| b.span.start < first.span.start);
        let to = blocks.partition_point(|b| b.span.end <= last.span.end);
        let mut at = from;
        while at < to {
            let end = table_end(blocks, at);
            // A table that a window cuts is none.
            if end > at && end <= to {
                let table = self.table(&blocks[at..end], at.checked_sub(1).and_then(|b| blocks.get(b)));
                tables.extend(table.map(|table| Table { blocks: at..end, ..table }));
            }
            at = end.max(at + 1);
        }
        tables
    }

    /// The table of these blocks, below what introduces it.
    fn table(&self, cells: &[Block], above: Option<&Block>) -> Option<Table> {
        let mut table = Table::default();
        for block in cells {
            let (row, column) = block.kind.place()?;
            let (row, column) = (row as usize, column?);
            if row > MOST_ROWS || usize::from(column) >= MOST_COLUMNS {
                return None;
            }
            table.rows.resize_with(table.rows.len().max(row + 1), BTreeMap::new);
            table.columns = table.columns.max(column + 1);
            let cell = self.cell(block.span);
            let several = table.rows[row].contains_key(&column);
            table.rows[row].insert(column, if several { Cell { figure: None, nil: false, ..cell } } else { cell });
        }
        let heads = table.rows.first()?;
        // "Millions of kronor" is a number to the grammar.
        let in_digits = |cell: &Cell| self.tokens[cell.tokens.clone()].iter().any(|t| t.kind == TokenKind::Digits);
        let named = heads.values().all(|cell| cell.figure.is_none() || self.is_year(cell) || !in_digits(cell));
        let caption = above.filter(|b| b.kind.place().is_none()).map(|b| self.tokens_of(b.span));
        let heads = heads.values().map(|cell| cell.tokens.clone());
        table.rounded = heads.chain(caption.clone()).any(|tokens| self.tokens[tokens].iter().any(is_scale));
        table.caption = caption;
        (named && table.rows.len() > 1 && table.columns > 1).then_some(table)
    }

    fn tokens_of(&self, span: Span) -> Indices<usize> {
        let from = self.tokens.partition_point(|t| t.span.start < span.start);
        from..from + self.tokens[from..].partition_point(|t| t.span.end <= span.end)
    }

    fn cell(&self, span: Span) -> Cell {
        let tokens = self.tokens_of(span);
        let nil = tokens.len() == 1 && matches!(self.tokens[tokens.start].text, "-" | "–" | "—" | "−");
        Cell { span, figure: self.figure_of_cell(&tokens), nil, tokens }
    }

    /// The figure that is all a cell holds, signs and marks aside; one in brackets is below nought.
    fn figure_of_cell(&self, tokens: &Indices<usize>) -> Option<Figure> {
        if let [only] = &self.tokens[tokens.clone()]
            && only.kind == TokenKind::Digits
        {
            let value = Number::from(only.text.parse::<i64>().ok()?);
            return Some(Figure { value, range: Range::exact(value), percent: false });
        }
        let mention = self.mentions_in(tokens).filter(|m| m.end as usize <= tokens.end).find(|m| is_figure(m))?;
        let Reading::Amount(amount) = &mention.reading else { return None };
        let (first, end) = (mention.first as usize, mention.end as usize);
        let beside = |i: usize| matches!(self.tokens[i].kind, TokenKind::Punct('+' | '*' | '†' | '(' | ')'));
        if amount.hedged || !(tokens.start..first).chain(end..tokens.end).all(beside) {
            return None;
        }
        let bracketed = self.tokens[tokens.start].is_punct('(') && self.tokens[tokens.end - 1].is_punct(')');
        let value = if bracketed { -amount.figure } else { amount.figure };
        let whole = amount.last_digit <= Number::ONE && value.is_integer();
        let percent = mention.kind == Kind::Percent;
        let range = if whole && !percent { Range::exact(value) } else { rounding(value, last_digit(amount.last_digit)) };
        Some(Figure { value, range, percent })
    }

    fn is_year(&self, cell: &Cell) -> bool {
        cell.tokens.len() == 1 && self.tokens[cell.tokens.start].text.len() == 4
    }

    /// Whether a cell's first word is of a class.
    fn begins_with(&self, cell: &Cell, class: Class) -> bool {
        self.tokens[cell.tokens.clone()].iter().find(|t| t.is_word()).is_some_and(|t| t.is(class))
    }

    /// A claim of cells, the last of which it is of.
    fn claim_of(&self, kind: super::ClaimKind, roles: &[(&str, Range, Span)], span: Span) -> Claim {
        let role =
            |(name, range, span): &(&str, Range, Span)| Role { role: id_hash(name), value: Value::Number(*range), span: *span };
        let at = self.tokens.partition_point(|t| t.span.start < span.start);
        let sentence = self.sentences.partition_point(|s| s.tokens.end <= at);
        let value = Value::Number(roles.last().map_or(Range::exact(Number::ZERO), |r| r.1));
        Claim { roles: roles.iter().map(role).collect(), ..Claim::new(kind, value, span, sentence as u32) }
    }
}

/// One unit of the last digit, where it is told; else one.
fn last_digit(told: Number) -> Number {
    if told.is_zero() { Number::ONE } else { told }
}

/// Whether a word says in what a table's figures are rounded. A currency's name may be another word ("Won"), its code is none.
fn is_scale(t: &Token) -> bool {
    t.is_any(&ROUNDED) || t.is(Class::Currency) && (t.upper || !t.capital)
}

fn is_figure(mention: &Mention) -> bool {
    matches!(mention.kind, Kind::Number | Kind::Percent | Kind::Currency | Kind::Dimension)
}

/// Where the table ends that begins at a block; that block, if none does.
fn table_end(blocks: &[Block], at: usize) -> usize {
    let mut before = None;
    let mut end = at;
    while let Some(place) = blocks.get(end).and_then(|b| b.kind.place()) {
        // Another table begins where the rows begin anew.
        if before.is_some_and(|before| place < before) || before.is_none() && place.0 > 0 {
            break;
        }
        before = Some(place);
        end += 1;
    }
    end
}
