//! `check --statistics`: what was found by rule and by text, and what took how long. On standard error, as times differ from run to run.

use super::{job::Done, output};
use crate::{check::Severity, report::clean::clean};
use std::{
    collections::BTreeMap,
    io::{self, Write},
    time::Duration,
};

/// How many errors, warnings, notes and settled findings there are.
type Counts = [usize; 4];

/// Writes the tables.
pub(super) fn write(done: &Done, printing: Duration) {
    let mut by_rule: BTreeMap<&str, Counts> = BTreeMap::new();
    let mut by_text: BTreeMap<String, Counts> = BTreeMap::new();
    let open = done.open.iter().map(|finding| (finding, false));
    for (finding, settled) in open.chain(done.settled.iter().map(|settled| (&settled.finding, true))) {
        let column = match finding.severity {
            _ if settled => 3,
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        };
        by_rule.entry(&finding.rule).or_default()[column] += 1;
        let texts = done.texts();
        let file = texts.file(finding).map(|file| file.strip_prefix(".").unwrap_or(file).display().to_string());
        by_text.entry(clean(&file.unwrap_or_default())).or_default()[column] += 1;
    }
    output::complain(|err| {
        table("rule", by_rule.into_iter().map(|(rule, counts)| (clean(rule), counts)), err)?;
        table("text", by_text.into_iter(), err)?;
        for (what, time) in [("reading", done.reading), ("checking", done.checking), ("printing", printing)] {
            writeln!(err, "{:>8.3} s  {what}", time.as_secs_f64())?;
        }
        Ok(())
    });
}

/// A table, most findings first.
fn table(what: &str, rows: impl Iterator<Item = (String, Counts)>, out: &mut dyn Write) -> io::Result<()> {
    let mut rows: Vec<(String, Counts)> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    rows.sort_by_key(|(_, counts)| std::cmp::Reverse(*counts));
    writeln!(out, "{:>8} {:>8} {:>8} {:>8}  {what}", "errors", "warnings", "notes", "settled")?;
    for (name, [errors, warnings, notes, settled]) in rows {
        writeln!(out, "{errors:>8} {warnings:>8} {notes:>8} {settled:>8}  {name}")?;
    }
    writeln!(out)
}
