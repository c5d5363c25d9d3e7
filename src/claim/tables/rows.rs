//! Rows and columns that a pack knows by name: of results "Played", "Won", "Drawn" are columns and each row a claim; of a statement "Revenue",
//! "Cost of sales", "Gross profit" are rows and each column a claim.

use super::{Analysis, Cell, Table};
use crate::claim::{Claim, ClaimKind};
use crate::lexicon::{Class, id_hash};
use crate::pack::pattern::ClaimPatterns;
use crate::text::{ClassSet, Span, TokenKind};
use crate::value::Range;
use std::collections::BTreeMap;

/// Fewer columns, or rows, tell nothing of what a table is.
const FEWEST: usize = 3;
/// What stands over a column of a statement that is for no period.
const NO_PERIOD: ClassSet = ClassSet::new(&[Class::Percent, Class::ChangeNoun, Class::Direction]);

/// What the columns or rows are called that play the roles of a kind of claims, in one language.
#[derive(Debug)]
pub(in super::super) struct Columns {
    kind: ClaimKind,
    roles: Vec<(String, Vec<String>)>,
    named: Named,
}

/// What of a table has the names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    Columns,
    Rows,
}

impl Columns {
    /// Those of a claim file.
    pub(in super::super) fn of(file: &ClaimPatterns, language: &str) -> impl Iterator<Item = Self> {
        let kind = ClaimKind(id_hash(&file.kind));
        let both = [(Named::Columns, file.columns.get(language)), (Named::Rows, file.rows.get(language))];
        both.into_iter().filter_map(move |(named, roles)| Some(Self { kind, roles: lower(roles?), named }))
    }
}

fn lower(roles: &BTreeMap<String, Vec<String>>) -> Vec<(String, Vec<String>)> {
    let lower = |names: &Vec<String>| names.iter().map(|name| name.to_lowercase()).collect();
    roles.iter().map(|(role, names)| (role.clone(), lower(names))).collect()
}

impl Analysis<'_> {
    /// The claims of rows, one a row of each table that has enough columns with these names; and of columns, where rows have the names.
    pub(in super::super) fn rows(&self, columns: &[Columns], out: &mut Vec<Claim>) {
        if columns.is_empty() || !self.document.blocks.iter().any(|b| b.kind.place().is_some()) {
            return;
        }
        for table in self.tables_read() {
            for columns in columns {
                self.rows_of(&table, columns, out);
            }
        }
    }

    fn rows_of(&self, table: &Table, columns: &Columns, out: &mut Vec<Claim>) {
        let lines = match columns.named {
            Named::Columns => usize::from(table.columns),
            Named::Rows => table.rows.len(),
        };
        let cell = |line: usize, across: usize| match columns.named {
            Named::Columns => table.cell(across, u16::try_from(line).ok()?),
            Named::Rows => table.cell(line, u16::try_from(across).ok()?),
        };
        let name = |cell: &Cell| cell.span.of(&self.document.text).trim().to_lowercase();
        let heads: Vec<(usize, String)> = (0..lines).filter_map(|line| Some((line, name(cell(line, 0)?)))).collect();
        let mut found: Vec<(&str, usize)> = Vec::new();
        for (role, names) in &columns.roles {
            let mut of = heads.iter().filter(|(_, name)| names.contains(name)).map(|(line, _)| *line);
            match (of.next(), of.next()) {
                (Some(line), None) => found.push((role, line)),
                (Some(_), Some(_)) => return,
                (None, _) => {}
            }
        }
        let several = found.iter().any(|(_, one)| found.iter().filter(|(_, other)| one == other).count() > 1);
        if found.len() < FEWEST || several {
            return;
        }
        found.sort_by_key(|(_, line)| *line);
        let across = match columns.named {
            Named::Columns => table.rows.len(),
            Named::Rows => usize::from(table.columns),
        };
        for across in 1..across {
            if columns.named == Named::Rows && !self.is_of_a_period(table, across) {
                continue;
            }
            let figure = |line: usize| -> Option<(Range, Span)> {
                let cell = cell(line, across)?;
                let range = match columns.named {
                    Named::Columns => cell.figure?.range,
                    Named::Rows => table.range(&cell.figure?),
                };
                Some((range, cell.span))
            };
            let play = found.iter().filter_map(|(role, line)| figure(*line).map(|(range, span)| (*role, range, span)));
            let roles: Vec<(&str, Range, Span)> = play.collect();
            if let (Some(first), Some(last)) = (roles.first(), roles.last()) {
                // A row is shown whole; of a column, what it comes to.
                let span = if columns.named == Named::Rows { last.2 } else { first.2.to(last.2) };
                out.push(self.claim_of(columns.kind, &roles, span));
            }
        }
    }

    /// Whether a column of a statement holds the figures of one period: its head has a figure in it ("2024", "Q3 2024"), and tells of no change.
    fn is_of_a_period(&self, table: &Table, column: usize) -> bool {
        let head = u16::try_from(column).ok().and_then(|column| table.cell(0, column));
        let tokens = head.map(|head| &self.tokens[head.tokens.clone()]);
        tokens.is_some_and(|tokens| {
            tokens.iter().any(|t| t.kind == TokenKind::Digits) && !tokens.iter().any(|t| t.is_any(&NO_PERIOD))
        })
    }
}
