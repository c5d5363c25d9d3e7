//! Reviewdog's diagnostic format. Columns there count bytes of UTF-8.

use super::{
    Report, json,
    place::{Place, Places},
};
use crate::check::Severity;
use serde_json::{Value, json};
use std::io::{self, Write};

/// Writes one object with all findings.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let places = Places::new(report.documents);
    let diagnostics: Vec<Value> = report
        .listed()
        .iter()
        .map(|one| {
            let others = one.others.iter().map(|(place, note)| json!({"message": note, "location": location(place, &places)}));
            let others: Vec<Value> = others.collect();
            let severity = match one.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Info => "INFO",
            };
            let mut diagnostic = json!({
                "message": one.line(),
                "location": location(&one.place, &places),
                "severity": severity,
                "code": {"value": one.rule},
            });
            if !others.is_empty() {
                diagnostic["relatedLocations"] = json!(others);
            }
            diagnostic
        })
        .collect();
    json::value(&json!({"source": {"name": "factlint"}, "diagnostics": diagnostics}), out)?;
    writeln!(out)
}

fn location(place: &Place, places: &Places) -> Value {
    let column = places.bytes_before(place) + 1;
    let lines = place.text.matches('\n').count();
    let last = place.text.rsplit('\n').next().unwrap_or_default().len();
    let end = if lines == 0 { column + last } else { last + 1 };
    json!({
        "path": place.document,
        "range": {"start": {"line": place.line, "column": column}, "end": {"line": place.line + lines, "column": end}},
    })
}
