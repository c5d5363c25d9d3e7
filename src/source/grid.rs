//! Where the cells of a table stand, counted as its rows and cells are opened.

use super::BlockKind;

/// The table at hand.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct Grid {
    /// The row at hand, from 1; 0 before the first.
    row: u32,
    /// The next column.
    next: u16,
    /// The column at hand.
    column: u16,
    /// A cell reaches over several rows, or holds a table: which column a later cell stands in cannot be told.
    broken: bool,
}

impl Grid {
    /// The column of cells of which it cannot be told.
    pub(super) const UNKNOWN: u16 = u16::MAX;

    /// A row begins.
    pub(super) fn open_row(&mut self) {
        self.row += 1;
        self.next = 0;
    }

    /// A cell begins that reaches over so many columns.
    pub(super) fn open_cell(&mut self, columns: u16) {
        self.column = if self.broken { Self::UNKNOWN } else { self.next };
        self.next = self.next.saturating_add(columns.max(1)).min(Self::UNKNOWN - 1);
    }

    /// From here on columns cannot be told.
    pub(super) fn break_up(&mut self) {
        self.broken = true;
    }

    /// The cell at hand.
    pub(super) fn cell(&self) -> BlockKind {
        BlockKind::Cell { row: self.row.saturating_sub(1), column: self.column }
    }
}
