//! A report in a few lines of plain text, for programs that read such: an assistant, a message in an editor.

use super::{
    Report,
    clean::clean,
    human::{counted, summary},
    listed::Listed,
    place::Places,
    support::{Evidence, Row, Table},
};
use crate::{check::Standing, pack::Rule};

/// The most findings or claims that are named; all are counted.
const NAMED: usize = 20;

/// What was done, and the first findings, a line each.
#[must_use]
pub fn findings(report: &Report) -> String {
    let mut places = Places::new(report.documents);
    let lines = report.findings.iter().take(NAMED).filter_map(|finding| {
        let listed = Listed::new(report, finding, &mut places)?;
        let at = listed.place.clone();
        let place = format!("{}:{}:{}", clean(at.document), at.line, at.column);
        Some(format!("{} {} {place}: {}", listed.severity.name(), clean(listed.rule), listed.line()))
    });
    let lines = lines.collect();
    listed(summary(&report.summary), lines, report.findings.len(), "finding")
}

/// How the claims of the drafts stand, and those that no source bears out, a line each.
#[must_use]
pub fn support(table: &Table) -> String {
    let rows = table.rows();
    let count = |standing| rows.iter().filter(|row| row.standing == standing).count();
    let counts =
        [(Standing::Supported, "supported"), (Standing::Contradicted, "contradicted"), (Standing::NotFound, "not found")];
    let counts = counts.map(|(standing, said)| format!("{} {said}", count(standing))).join(", ");
    let head = format!("{}: {counts}", counted(rows.len(), "claim"));
    let open: Vec<&Row> = rows.iter().filter(|row| row.standing != Standing::Supported || row.disputed).collect();
    let lines = open.iter().take(NAMED).map(|row| claim(row)).collect();
    listed(head, lines, open.len(), "claim")
}

/// How a claim stands, and what the sources say, in one line.
#[must_use]
pub(crate) fn claim(row: &Row) -> String {
    let standing = standing(row);
    let place = format!("{}:{}:{}", clean(row.place.document), row.place.line, row.place.column);
    let said = |evidence: &Evidence| {
        format!("{}:{}: {}", clean(evidence.place.document), evidence.place.line, clean(&evidence.sentence))
    };
    let evidence: Vec<String> = row.conflict.iter().chain(&row.support).map(said).collect();
    let evidence = if evidence.is_empty() { String::new() } else { format!(" ({})", evidence.join("; ")) };
    format!("{standing} {place}: “{}”{evidence}", clean(row.place.text))
}

/// How a claim stands, in a word or two.
pub(crate) fn standing(row: &Row) -> &'static str {
    match row.standing {
        _ if row.disputed => "disputed",
        Standing::Supported => "supported",
        Standing::Contradicted => "contradicted",
        Standing::NotFound => "not found",
    }
}

/// The rules that run, a line each.
#[must_use]
pub fn rules(rules: &[&Rule]) -> String {
    let line = |rule: &&Rule| format!("{}: {}", clean(&rule.id), clean(rule.file.summary.trim()));
    rules.iter().map(line).collect::<Vec<_>>().join("\n")
}

/// What a rule checks, why, and what to do about it.
#[must_use]
pub fn rule(rule: &Rule) -> String {
    let file = &rule.file;
    let [summary, why, fix] = [&file.summary, &file.why, &file.fix].map(|text| clean(text.trim()));
    format!("{}: {summary}\n{why}\n{fix}", clean(&rule.id))
}

fn listed(head: String, lines: Vec<String>, all: usize, what: &str) -> String {
    let more = all.saturating_sub(lines.len());
    let more = (more > 0).then(|| format!("and {}", counted(more, &format!("more {what}"))));
    std::iter::once(head).chain(lines).chain(more).collect::<Vec<_>>().join("\n")
}
