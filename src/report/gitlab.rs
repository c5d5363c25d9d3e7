//! GitLab's code quality report.

use super::{Report, json};
use crate::check::Severity;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes one list of issues.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let issues: Vec<Value> = report
        .listed()
        .iter()
        .map(|one| {
            let severity = match one.severity {
                Severity::Error => "major",
                Severity::Warning => "minor",
                Severity::Info => "info",
            };
            let (end, _) = one.place.until();
            json!({
                "description": one.line(),
                "check_name": one.rule,
                "fingerprint": one.key,
                "severity": severity,
                "location": {"path": one.place.document, "lines": {"begin": one.place.line, "end": end}},
            })
        })
        .collect();
    json::value(&issues, out)?;
    writeln!(out)
}
