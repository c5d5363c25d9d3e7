//! SARIF 2.1.0 (OASIS), for code scanning of hosts and for editors.

use super::{
    Part, Report, json,
    listed::Listed,
    place::{Place, Places},
};
use crate::{
    check::Severity,
    settle::{By, Settled},
};
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    fmt::Write as _,
    io::{self, Write},
};

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// Writes one log with one run: the rules that found something, the findings, and the settled ones as suppressed.
pub fn write(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let open = report.listed();
    let mut places = Places::new(report.documents);
    let settled: Vec<(Listed, &Settled)> =
        report.settled.iter().filter_map(|s| Some((Listed::new(report, &s.finding, &mut places)?, s))).collect();
    let mut rules: BTreeMap<&str, Severity> = BTreeMap::new();
    for one in open.iter().chain(settled.iter().map(|(one, _)| one)) {
        let severity = rules.entry(one.rule).or_insert(one.severity);
        *severity = (*severity).max(one.severity);
    }
    let index: BTreeMap<&str, usize> = rules.keys().enumerate().map(|(nth, rule)| (*rule, nth)).collect();
    let mut results: Vec<Value> = open.iter().map(|one| result(one, &index, &mut places)).collect();
    for (one, Settled { reason, by, .. }) in &settled {
        let mut result = result(one, &index, &mut places);
        let kind = match by {
            By::Mark => "inSource",
            By::File => "external",
        };
        result["suppressions"] = json!([{"kind": kind, "status": "accepted", "justification": reason}]);
        results.push(result);
    }
    let rules: Vec<Value> = rules.iter().map(|(rule, severity)| self::rule(report, rule, *severity)).collect();
    let driver = json!({
        "name": "factlint",
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "rules": rules,
    });
    let run = json!({
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "the folder that factlint ran in"}}},
        "results": results,
    });
    json::value(&json!({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}), out)?;
    writeln!(out)
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn rule(report: &Report, id: &str, severity: Severity) -> Value {
    let mut rule = json!({"id": id, "defaultConfiguration": {"level": level(severity)}});
    for (key, part) in [("shortDescription", Part::Summary), ("fullDescription", Part::Why), ("help", Part::Fix)] {
        if let Some(text) = report.texts.template(id, part) {
            rule[key] = json!({"text": text.trim()});
        }
    }
    rule
}

fn result(one: &Listed, index: &BTreeMap<&str, usize>, places: &mut Places) -> Value {
    let message = match &one.help {
        Some(help) => format!("{}\n{help}", one.message),
        None => one.message.clone(),
    };
    let mut first = location(&one.place, places);
    first["message"] = json!({"text": one.note});
    let mut result = json!({
        "ruleId": one.rule,
        "ruleIndex": index.get(one.rule),
        "level": level(one.severity),
        "message": {"text": message},
        "locations": [first],
    });
    if !one.others.is_empty() {
        let others = one.others.iter().zip(1..).map(|((place, note), id)| {
            let mut other = location(place, places);
            other["id"] = json!(id);
            other["message"] = json!({"text": note});
            other
        });
        result["relatedLocations"] = others.collect();
    }
    if let Some(key) = &one.key {
        result["partialFingerprints"] = json!({"factlintKey/v1": key});
    }
    result
}

fn location(place: &Place, places: &mut Places) -> Value {
    let (end_line, end_column) = place.until();
    let region = json!({
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": end_line,
        "endColumn": end_column,
        "byteOffset": place.start,
        "byteLength": place.end - place.start,
        "charOffset": places.characters(place),
        "charLength": place.text.chars().count(),
        "snippet": {"text": place.text},
    });
    let artifact = json!({"uri": uri(place.document), "uriBaseId": "SRCROOT"});
    let mut location = json!({"physicalLocation": {"artifactLocation": artifact, "region": region}});
    if let Some(name) = &place.name {
        location["logicalLocations"] = json!([{"name": name}]);
    }
    location
}

/// A path as a relative reference: what is not plain in one is escaped.
pub(crate) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    // A colon in the first part would be read as a scheme.
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            // Writing to a string does not fail.
            let _ = write!(uri, "%{byte:02X}");
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    #[test]
    fn paths_become_references() {
        for (path, uri) in [("a/b-1.md", "a/b-1.md"), ("å b.md", "%C3%A5%20b.md"), ("x:1", "x%3A1"), ("a%b", "a%25b")] {
            assert_eq!(super::uri(path), uri);
        }
    }
}
