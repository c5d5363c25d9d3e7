//! The table of support for a spreadsheet: one row a claim, so that rows can be sorted, assigned and ticked off.

use super::{Row, Table};
use crate::check::Standing;
use crate::report::csv::{self, safe};
use crate::report::place::Place;
use std::io::{self, Write};

const HEADER: [&str; 22] = [
    "document",
    "line",
    "column",
    "claim",
    "around",
    "kind",
    "standing",
    "disputed",
    "support_document",
    "support_line",
    "support_column",
    "support_text",
    "support_sentence",
    "conflict_document",
    "conflict_line",
    "conflict_column",
    "conflict_text",
    "conflict_sentence",
    "near_document",
    "near_line",
    "near_column",
    "near_sentence",
];

/// Writes the table in UTF-8 with a byte order mark, which spreadsheets need to read "å" as "å". A cell that a spreadsheet could take
/// for a formula has an apostrophe before it.
pub fn write(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    csv::table(&HEADER, table.rows().iter().map(cells), out)
}

fn cells(row: &Row) -> Vec<String> {
    let standing = match row.standing {
        Standing::Supported => "supported",
        Standing::Contradicted => "contradicted",
        Standing::NotFound => "not_found",
    };
    let place = |place: &Place| [safe(place.document), place.line.to_string(), place.column.to_string(), safe(place.text)];
    let mut cells = place(&row.place).to_vec();
    cells.extend([safe(&row.around), safe(row.kind), standing.to_owned(), if row.disputed { "yes" } else { "no" }.to_owned()]);
    for evidence in [&row.support, &row.conflict] {
        match evidence {
            Some(evidence) => {
                cells.extend(place(&evidence.place));
                cells.push(safe(&evidence.sentence));
            }
            None => cells.extend(std::iter::repeat_n(String::new(), 5)),
        }
    }
    match &row.near {
        Some(near) => {
            let Place { document, line, column, .. } = near.place;
            cells.extend([safe(document), line.to_string(), column.to_string(), safe(&near.sentence)]);
        }
        None => cells.extend(std::iter::repeat_n(String::new(), 4)),
    }
    cells
}
