//! Sheets: the cells of xlsx, ods and csv files as tables that can be read like those of a text.
//!
//! A cell is read as it is shown: with the digits, percent signs, currencies and dates of its format. A row is a line, its cells stand between
//! tabs, and a place is called by its sheet and cell. Rows without a gap between them are one table. Formulas, comments and hidden sheets
//! are left out.

pub(super) mod csv;
mod number;
pub(super) mod ods;
pub(super) mod xlsx;

use super::{BlockKind, Spot, extracted::Extracted};

/// The most sheets that are read of a file.
const MOST_SHEETS: usize = 500;

/// A cell with text.
struct Cell {
    /// From 1.
    column: u32,
    text: String,
}

/// Takes rows one after another.
#[derive(Default)]
struct Rows {
    out: Extracted,
    sheet: u32,
    /// The row before, from 1, and its number in its table.
    before: Option<(u32, u32)>,
}

impl Rows {
    /// A sheet begins.
    fn open(&mut self, name: &str) {
        self.sheet = self.out.places.parts.len() as u32;
        self.out.places.parts.push(name.to_owned());
        self.before = None;
        self.out.at(Spot::Cell { sheet: self.sheet, row: 1, column: 1 });
        self.out.push(name, Some(BlockKind::Heading { level: 1 }));
    }

    /// The cells of a row, by ascending column.
    fn row(&mut self, row: u32, cells: &[Cell]) {
        let mut cells = cells.iter().filter(|cell| !cell.text.trim().is_empty()).peekable();
        let Some(first) = cells.peek() else { return };
        let (first, place) = (*first, |column| Spot::Cell { sheet: self.sheet, row, column });
        let follows = self.before.is_some_and(|(before, _)| before + 1 == row);
        let alone = cells.clone().nth(1).is_none();
        if alone && !follows && first.text.contains(char::is_alphabetic) {
            // What stands alone above a table says what it is about.
            self.out.at(place(first.column));
            self.out.push(first.text.trim(), None);
            self.before = None;
            return;
        }
        let number = self.before.filter(|_| follows).map_or(0, |(_, number)| number + 1);
        for cell in cells {
            let column = u16::try_from(cell.column.saturating_sub(1)).unwrap_or(u16::MAX);
            self.out.at(place(cell.column));
            self.out.cell(cell.text.trim(), BlockKind::Cell { row: number, column });
        }
        self.out.end_row();
        self.before = Some((row, number));
    }
}
