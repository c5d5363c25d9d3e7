//! Reports in XML: `JUnit`'s, for hosts that show tests, and checkstyle's, for what reads lints.

use super::{
    Report,
    clean::clean,
    listed::{Listed, said},
};
use crate::check::Severity;
use quick_xml::escape::escape;
use std::{
    collections::BTreeMap,
    io::{self, Write},
};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// The findings by document: all documents, in the order of their names.
fn by_document<'a, 'r>(report: &'a Report, listed: &'a [Listed<'r>]) -> BTreeMap<&'a str, Vec<&'a Listed<'r>>> {
    let mut of: BTreeMap<&str, Vec<&Listed>> =
        report.documents.iter().map(|document| (document.name.as_str(), Vec::new())).collect();
    for one in listed {
        of.entry(one.place.document).or_default().push(one);
    }
    of
}

/// A text that XML can hold.
fn text(text: &str) -> String {
    escape(clean(text)).into_owned()
}

/// Writes a test suite a document, with a failed test for each error and warning, and one that passed where there is none.
pub fn junit(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let listed = report.listed();
    let of = by_document(report, &listed);
    let fails = |one: &&Listed| one.severity > Severity::Info;
    let (mut tests, mut failures) = (0, 0);
    for found in of.values() {
        tests += found.len().max(1);
        failures += found.iter().copied().filter(|one| fails(one)).count();
    }
    writeln!(out, "{HEAD}")?;
    writeln!(out, "<testsuites name=\"factlint\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">")?;
    for (document, found) in of {
        let name = text(document);
        let failed = found.iter().copied().filter(|one| fails(one)).count();
        writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{failed}\" errors=\"0\" skipped=\"0\">",
            found.len().max(1)
        )?;
        if found.is_empty() {
            writeln!(out, "    <testcase name=\"factlint\" classname=\"{name}\" time=\"0\"/>")?;
        }
        for one in found {
            let numbered = || format!("{}:{}", one.place.line, one.place.column);
            let at = one.place.name.as_deref().map_or_else(numbered, text);
            let (rule, message) = (text(one.rule), text(&one.message));
            let others = one.others.iter().map(|(place, note)| said(place, note));
            let body: Vec<String> = std::iter::once(said(&one.place, &one.note)).chain(others).chain(one.help.clone()).collect();
            let body: Vec<String> = body.iter().map(|line| text(line)).collect();
            write!(
                out,
                "    <testcase name=\"{rule} {at}\" classname=\"{name}\" file=\"{name}\" line=\"{}\" time=\"0\">",
                one.place.line
            )?;
            if fails(&one) {
                let kind = one.severity.name();
                writeln!(out, "<failure message=\"{message}\" type=\"{kind}\">{}</failure></testcase>", body.join("\n"))?;
            } else {
                writeln!(out, "<system-out>{message}\n{}</system-out></testcase>", body.join("\n"))?;
            }
        }
        writeln!(out, "  </testsuite>")?;
    }
    writeln!(out, "</testsuites>")
}

/// Writes a file element a document that has findings.
pub fn checkstyle(report: &Report, out: &mut dyn Write) -> io::Result<()> {
    let listed = report.listed();
    writeln!(out, "{HEAD}\n<checkstyle version=\"4.3\">")?;
    for (document, found) in by_document(report, &listed).into_iter().filter(|(_, found)| !found.is_empty()) {
        writeln!(out, "  <file name=\"{}\">", text(document))?;
        for one in found {
            let (line, column) = (one.place.line, one.place.column);
            let (severity, message, rule) = (one.severity.name(), text(&one.line()), text(one.rule));
            writeln!(
                out,
                "    <error line=\"{line}\" column=\"{column}\" severity=\"{severity}\" message=\"{message}\" source=\"factlint.{rule}\"/>"
            )?;
        }
        writeln!(out, "  </file>")?;
    }
    writeln!(out, "</checkstyle>")
}
