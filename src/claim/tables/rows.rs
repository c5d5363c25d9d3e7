//! Rows whose columns a pack knows by name: "Played", "Won", "Drawn", "Lost".

use super::{Analysis, Cell, Table};
use crate::claim::{Claim, ClaimKind};
use crate::lexicon::id_hash;
use crate::text::Span;
use crate::value::Range;
use std::collections::BTreeMap;

/// Fewer columns tell nothing of what a table is.
const FEWEST: usize = 3;

/// What the columns are called that play the roles of a kind of claims, in one language.
#[derive(Debug)]
pub(in super::super) struct Columns {
    kind: ClaimKind,
    roles: Vec<(String, Vec<String>)>,
}

impl Columns {
    /// The columns of a claim file.
    pub(in super::super) fn new(kind: &str, roles: &BTreeMap<String, Vec<String>>) -> Self {
        let lower = |names: &Vec<String>| names.iter().map(|name| name.to_lowercase()).collect();
        Self { kind: ClaimKind(id_hash(kind)), roles: roles.iter().map(|(role, names)| (role.clone(), lower(names))).collect() }
    }
}

impl Analysis<'_> {
    /// The claims of rows, one a row of each table that has enough columns with these names.
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
        let Some(heads) = table.rows.first() else { return };
        let name = |cell: &Cell| cell.span.of(&self.document.text).trim().to_lowercase();
        let mut found: Vec<(&str, u16)> = Vec::new();
        for (role, names) in &columns.roles {
            let mut of = heads.iter().filter(|(_, cell)| names.contains(&name(cell))).map(|(column, _)| *column);
            match (of.next(), of.next()) {
                (Some(column), None) => found.push((role, column)),
                (Some(_), Some(_)) => return,
                (None, _) => {}
            }
        }
        let several = found.iter().any(|(_, one)| found.iter().filter(|(_, other)| one == other).count() > 1);
        if found.len() < FEWEST || several {
            return;
        }
        found.sort_by_key(|(_, column)| *column);
        for row in table.body() {
            let cell = |column: u16| -> Option<(Range, Span)> {
                let cell = table.cell(row, column)?;
                Some((cell.figure?.range, cell.span))
            };
            let play = found.iter().filter_map(|(role, column)| cell(*column).map(|(range, span)| (*role, range, span)));
            let roles: Vec<(&str, Range, Span)> = play.collect();
            if let (Some(first), Some(last)) = (roles.first(), roles.last()) {
                out.push(self.claim_of(columns.kind, &roles, first.2.to(last.2)));
            }
        }
    }
}
