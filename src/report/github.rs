//! Annotations of GitHub's workflows: one command a finding, which the host shows beside the line.

use super::{Report, human::summary};
use crate::check::Severity;
use std::io::{self, Write};

/// Writes one line a finding, and the summary.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    for one in report.listed() {
        let level = match one.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "notice",
        };
        let (end_line, end_column) = one.place.until();
        write!(out, "::{level} file={},line={},endLine={end_line}", property(one.place.document), one.place.line)?;
        // Columns of one line only: of several the host takes none.
        if end_line == one.place.line {
            write!(out, ",col={},endColumn={end_column}", one.place.column)?;
        }
        writeln!(out, ",title={}::{}", property(one.rule), data(&one.line()))?;
    }
    writeln!(out, "{}", summary(&report.summary))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{data, property};

    #[test]
    fn what_ends_a_command_is_escaped() {
        assert_eq!(data("100 %: a,\nb"), "100 %25: a,%0Ab");
        assert_eq!(property("a,b: c%\r"), "a%2Cb%3A c%25%0D");
    }
}
