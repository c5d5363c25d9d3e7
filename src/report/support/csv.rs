//! The table of support for a spreadsheet: one row a claim, so that rows can be sorted, assigned and ticked off.

use super::{Row, Table, one_line};
use crate::check::Standing;
use crate::report::clean::clean;
use crate::report::place::Place;
use std::io::{self, Write};

const HEADER: [&str; 18] = [
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
];

/// Writes the table in UTF-8 with a byte order mark, which spreadsheets need to read "å" as "å". A cell that a spreadsheet could take
/// for a formula has an apostrophe before it.
pub fn write(table: &Table, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = ::csv::Writer::from_writer(out);
    csv.write_record(HEADER)?;
    for row in table.rows() {
        csv.write_record(cells(&row))?;
    }
    csv.flush()
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
    cells
}

/// A text on one line that no spreadsheet runs. What begins with one of `= + - @`, or their full-width forms, could be a formula.
fn safe(text: &str) -> String {
    let text = clean(one_line(text).trim());
    let formula = text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\u{fffd}']);
    if formula { format!("'{text}") } else { text }
}

#[cfg(test)]
mod tests {
    use super::safe;

    #[test]
    fn no_cell_is_a_formula() {
        for (text, cell) in [
            ("=HYPERLINK(\"x\")", "'=HYPERLINK(\"x\")"),
            (" \t+1", "'+1"),
            ("-5 percent", "'-5 percent"),
            ("@sum", "'@sum"),
            ("＝1", "'＝1"),
            ("\u{1b}=1", "'\u{fffd}=1"),
            ("5 - 3 = 2", "5 - 3 = 2"),
            ("two\nlines", "two lines"),
        ] {
            assert_eq!(safe(text), cell);
        }
    }
}
