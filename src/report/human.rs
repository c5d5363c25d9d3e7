//! What people read: each finding with its sides, a few places of each, and a last line that says what was done.

use super::{
    Part, Report,
    clean::clean,
    excerpt::{FRAME, NAMED, Rows, Spot},
    fill,
    place::{Place, Places},
    sides::SHOWN,
};
use crate::check::{By, Evidence, Finding, Severity, Summary};
use miette::{Diagnostic, GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use std::{
    collections::BTreeMap,
    fmt,
    io::{self, Write},
};

/// How a terminal is written to.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// With ANSI colours.
    pub color: bool,
    /// Columns of the terminal.
    pub width: usize,
    /// With places as links (OSC 8).
    pub links: bool,
}

/// How much is said.
#[derive(Debug, Clone, Copy, Default)]
pub struct Extent {
    /// Only the findings.
    pub quiet: bool,
    /// The most findings that are shown.
    pub findings: Option<usize>,
    /// The most of one rule.
    pub of_rule: Option<usize>,
}

impl Style {
    /// The renderer of diagnostics.
    pub(super) fn handler(self) -> GraphicalReportHandler {
        let theme = if self.color { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
        GraphicalReportHandler::new_themed(theme).with_links(false).with_width(self.width).with_context_lines(0)
    }

    /// The characters that a row of source may have.
    pub(super) fn row(self) -> usize {
        self.width.saturating_sub(FRAME).max(40)
    }
}

/// Writes all findings and the summary.
pub fn write(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    write_some(report, Extent::default(), style, out)
}

/// Writes findings and the summary, as far as that is asked for. Of rules that say their infos in one line, that line is written instead of them.
pub fn write_some(report: &Report, extent: Extent, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let in_brief = |f: &Finding| f.severity == Severity::Info && report.texts.template(&f.rule, Part::Brief).is_some();
    let mut of_rule: BTreeMap<&str, usize> = BTreeMap::new();
    let (mut shown, mut hidden) = (Vec::new(), 0);
    for finding in report.findings.iter().filter(|finding| !in_brief(finding)) {
        let count = of_rule.entry(&finding.rule).or_default();
        *count += 1;
        if extent.of_rule.is_some_and(|most| *count > most) || extent.findings.is_some_and(|most| shown.len() >= most) {
            hidden += 1;
        } else {
            shown.push(finding);
        }
    }
    listed(report, &shown, style, out)?;
    if extent.quiet {
        return Ok(());
    }
    if hidden > 0 {
        writeln!(out, "{} not shown", counted(hidden, "more finding"))?;
    }
    if report.summary.sources.is_some() {
        super::support::tally(report.support, report.documents, style, out)?;
    }
    let mut brief: BTreeMap<&str, usize> = BTreeMap::new();
    for finding in report.findings.iter().filter(|f| in_brief(f)) {
        *brief.entry(&finding.rule).or_default() += 1;
    }
    for (rule, count) in brief {
        let template = report.texts.template(rule, Part::Brief).unwrap_or_default();
        writeln!(out, "{}", clean(fill(template, &[&[("count".to_owned(), count.to_string())]]).trim_end()))?;
    }
    writeln!(out, "{}", summary(&report.summary))
}

/// Writes all findings.
pub fn findings(report: &Report, style: Style, out: &mut dyn Write) -> io::Result<()> {
    listed(report, &report.findings.iter().collect::<Vec<_>>(), style, out)
}

fn listed(report: &Report, findings: &[&Finding], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let handler = style.handler();
    let mut places = Places::new(report.documents);
    for finding in findings {
        let mut text = String::new();
        handler.render_report(&mut text, &Shown::new(report, finding, style, &mut places)).map_err(io::Error::other)?;
        // No spaces at line ends: they are in nobody's way but make diffs of reports hard to read.
        for line in joined(&text) {
            let line = named(&line);
            writeln!(out, "{}", if style.links { linked(&line) } else { line })?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// The lines of a finding with one box around all its places, where miette draws one around each, as far in as its longest line number.
fn joined(text: &str) -> Vec<String> {
    let corner = |line: &str| line.find("╭─[").filter(|at| line[..*at].trim().is_empty());
    let widest = text.lines().filter_map(corner).max().unwrap_or(0);
    let mut lines: Vec<String> = Vec::new();
    let mut indent = None;
    for line in text.lines().map(str::trim_end) {
        let opens = corner(line);
        indent = opens.map(|at| " ".repeat(widest - at)).or(indent);
        let mut line = format!("{}{line}", indent.as_deref().unwrap_or_default()).trim_end().to_owned();
        let closes = |line: &str| line.trim_start() == "╰────";
        if closes(&line) {
            indent = None;
        }
        if opens.is_some() && lines.last().is_some_and(|last| closes(last)) {
            lines.pop();
            line = line.replacen('╭', "├", 1);
        }
        lines.push(line);
    }
    lines
}

/// A line without the numbers of a place that has a name: what looks at the file does not know them.
fn named(line: &str) -> String {
    match line.split_once(NAMED) {
        Some((before, _)) => format!("{before}]"),
        None => line.to_owned(),
    }
}

/// A line that opens a part of a box, with its place as a link where that is a file.
fn linked(line: &str) -> String {
    let parts = line.split_once("─[").and_then(|(before, rest)| Some((before, rest.strip_suffix(']')?)));
    let Some((before, place)) = parts.filter(|(before, _)| before.trim_start().chars().all(|c| "╭├".contains(c))) else {
        return line.to_owned();
    };
    // "draft.md:3:16", or "minutes.pdf, page 3, line 12".
    let numbered = place.rsplitn(3, ':').nth(2);
    let called = place.match_indices(", ").map(|(at, _)| &place[..at]);
    let files = numbered.into_iter().chain(called).filter_map(|name| std::path::absolute(name).ok());
    let Some(file) = files.into_iter().find(|file| file.is_file()) else { return line.to_owned() };
    let uri = super::sarif::uri(&file.to_string_lossy());
    format!("{before}─[\u{1b}]8;;file://{uri}\u{1b}\\{place}\u{1b}]8;;\u{1b}\\]")
}

/// `5 texts, 41 claims, 12 compared: 1 error, 2 warnings, 1 note`.
#[must_use]
pub fn summary(done: &Summary) -> String {
    let found: Vec<String> = [(done.errors, "error"), (done.warnings, "warning"), (done.infos, "note")]
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| counted(count, what))
        .collect();
    let found = if found.is_empty() { "nothing that was compared is in conflict".to_owned() } else { found.join(", ") };
    let more = if done.left_out > 0 { format!(" ({} too many to be looked at)", done.left_out) } else { String::new() };
    let (documents, claims) = (counted(done.documents, "text"), counted(done.claims, "claim"));
    let settled = if done.settled > 0 { format!(", {} settled", done.settled) } else { String::new() };
    let elsewhere = if done.elsewhere > 0 { format!(", {} on unchanged lines", done.elsewhere) } else { String::new() };
    let fixed = if done.fixed > 0 { format!(", {} fixed", done.fixed) } else { String::new() };
    let unread = if done.unread > 0 { format!(", {} not read", done.unread) } else { String::new() };
    format!("{documents}{unread}, {claims}{more}, {} compared: {found}{settled}{elsewhere}{fixed}", done.compared)
}

pub(crate) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

/// A finding as miette shows it.
#[derive(Debug)]
struct Shown {
    rule: String,
    message: String,
    help: Option<String>,
    severity: miette::Severity,
    rows: Rows,
    labels: Vec<LabeledSpan>,
}

impl Shown {
    fn new(report: &Report, finding: &Finding, style: Style, places: &mut Places) -> Self {
        let mut message = clean(&report.message(finding));
        let mut rows = Rows::default();
        let mut labels = Vec::new();
        let mut chosen: Vec<&Evidence> = (0..).take(finding.sides.len().max(1)).flat_map(|side| choose(finding, side)).collect();
        // The draft first, then what its sources say.
        let held = finding.by == By::Sources;
        chosen.sort_by_key(|evidence| (!report.is_checked(evidence), held && !evidence.primary));
        for group in rows_of(report, finding, &chosen, style.row(), places) {
            let Some(document) = group.first().and_then(|(e, _)| report.documents.get(e.document as usize)) else { continue };
            let (evidence, spots): (Vec<_>, Vec<_>) = group.into_iter().unzip();
            let spans = rows.add(&document.name, &document.raw, &spots, style.row());
            labels.extend(evidence.iter().zip(spans).map(|(evidence, span)| {
                let note = Some(clean(&report.label(finding, evidence))).filter(|n| !n.is_empty());
                let new = if evidence.primary { LabeledSpan::new_primary_with_span } else { LabeledSpan::new_with_span };
                new(note, span)
            }));
        }
        for side in report.sides(finding).unwrap_or_default() {
            message.push('\n');
            message.push_str(&side);
        }
        let severity = match finding.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        };
        Self { rule: clean(&finding.rule), message, help: report.help(finding).map(|h| clean(&h)), severity, rows, labels }
    }
}

/// The places of a side that are shown: at most [`SHOWN`], of as many documents as there are, those to look at first before others, in
/// the order of the documents.
fn choose(finding: &Finding, side: u32) -> Vec<&Evidence> {
    let mut all: Vec<(usize, usize, &Evidence)> = Vec::new();
    let mut nth: BTreeMap<u32, usize> = BTreeMap::new();
    for (at, evidence) in finding.evidence.iter().enumerate().filter(|(_, e)| e.side == side) {
        let nth = nth.entry(evidence.document).or_default();
        all.push((*nth, at, evidence));
        *nth += 1;
    }
    all.sort_by_key(|(nth, at, evidence)| (!evidence.primary, *nth, *at));
    all.truncate(SHOWN);
    all.sort_by_key(|(_, at, _)| *at);
    all.into_iter().map(|(.., evidence)| evidence).collect()
}

type Placed<'a> = (&'a Evidence, Spot);

/// Places that stand next to one another in one line of one document share a row.
fn rows_of<'a>(
    report: &Report,
    finding: &Finding,
    chosen: &[&'a Evidence],
    width: usize,
    places: &mut Places,
) -> Vec<Vec<Placed<'a>>> {
    let mut groups: Vec<Vec<Placed>> = Vec::new();
    for evidence in chosen {
        let Some(Place { at, text, line, column, name, .. }) = places.find(evidence.document, evidence.span) else { continue };
        let note = report.label(finding, evidence).chars().count();
        let spot = Spot { range: at..at + text.len(), line, column, name, note };
        let near = groups.iter_mut().find(|group| {
            group.iter().all(|(e, _)| e.document == evidence.document)
                && group.iter().all(|(_, s)| {
                    s.line == line
                        && s.name == spot.name
                        && column.abs_diff(s.column) + spot.range.len().max(s.range.len()) < width * 3 / 4
                })
        });
        match near {
            Some(group) => {
                group.push((evidence, spot));
                group.sort_by_key(|(_, s)| (s.range.start, s.range.end));
            }
            None => groups.push(vec![(evidence, spot)]),
        }
    }
    groups
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown {}

impl Diagnostic for Shown {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.rule))
    }
    fn severity(&self) -> Option<miette::Severity> {
        Some(self.severity)
    }
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|h| Box::new(h) as Box<dyn fmt::Display>)
    }
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.rows)
    }
    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
