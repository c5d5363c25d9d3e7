//! A table in Markdown, for a pull request or an issue.

use super::{Report, clean::clean, human::summary, listed::said};
use crate::check::Severity;
use std::io::{self, Write};

/// Writes a table with one row a finding, and the summary.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let listed = report.listed();
    if !listed.is_empty() {
        writeln!(out, "| | where | what | beside | rule |\n|---|---|---|---|---|")?;
    }
    for one in &listed {
        let sign = match one.severity {
            Severity::Error => "×",
            Severity::Warning => "⚠",
            Severity::Info => "?",
        };
        let place = one.place.said();
        let others: Vec<String> = one.others.iter().map(|(place, note)| cell(&said(place, note))).collect();
        writeln!(out, "| {sign} | {} | {} | {} | {} |", cell(&place), cell(&one.message), others.join("<br>"), cell(one.rule))?;
    }
    if !listed.is_empty() {
        writeln!(out)?;
    }
    writeln!(out, "{}", cell(&summary(&report.summary)))
}

/// A text that means nothing in Markdown, on one line.
fn cell(text: &str) -> String {
    let mut cell = String::with_capacity(text.len());
    for c in clean(text).chars() {
        match c {
            '&' => cell.push_str("&amp;"),
            '<' => cell.push_str("&lt;"),
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '@' => {
                cell.push('\\');
                cell.push(c);
            }
            c => cell.push(c),
        }
    }
    cell
}

#[cfg(test)]
mod tests {
    #[test]
    fn texts_mean_nothing_in_markdown() {
        for (text, cell) in
            [("a|b", "a\\|b"), ("<b>*x*", "&lt;b>\\*x\\*"), ("two\nlines", "two lines"), ("![x](y)", "!\\[x\\](y)")]
        {
            assert_eq!(super::cell(text), cell);
        }
    }
}
