//! Tables for spreadsheets: UTF-8 with a byte order mark, and no cell that could be a formula.

use super::{Report, clean::clean, listed::said, support::one_line};
use std::io::{self, Write};

const HEADER: [&str; 10] = ["rule", "severity", "document", "line", "column", "text", "message", "help", "beside", "key"];

/// Writes one row a finding.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let rows = report.listed().into_iter().map(|one| {
        let others: Vec<String> = one.others.iter().map(|(place, note)| said(place, note)).collect();
        vec![
            safe(one.rule),
            one.severity.name().to_owned(),
            safe(one.place.document),
            one.place.line.to_string(),
            one.place.column.to_string(),
            safe(one.place.text),
            safe(&one.message),
            safe(&one.help.unwrap_or_default()),
            safe(&others.join("; ")),
            // Digits alone would be read as a number.
            one.key.map(|key| format!("k{key}")).unwrap_or_default(),
        ]
    });
    table(&HEADER, rows, out)
}

/// Writes a header and rows.
pub(super) fn table(header: &[&str], rows: impl Iterator<Item = Vec<String>>, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut csv = ::csv::Writer::from_writer(out);
    csv.write_record(header)?;
    for row in rows {
        csv.write_record(row)?;
    }
    csv.flush()
}

/// A text on one line that no spreadsheet runs. What begins with one of `= + - @`, or their full-width forms, could be a formula.
pub(super) fn safe(text: &str) -> String {
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
