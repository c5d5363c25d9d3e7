//! What was found, as editors show it: a finding at its place in the text, with the other places beside it.

use super::{
    desk::Desk,
    position::{Encoding, Lines},
    text::Text,
    uri,
};
use crate::{
    check::{Evidence, Finding, Severity},
    config::Config,
    pack::PackFile,
    report::{Places, Report, clean::clean},
    source::{self, Document, Format},
};
use lsp_types::{Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, Location, NumberOrString, Range};
use std::{collections::BTreeMap, path::Path};

/// Who says so.
const SOURCE: &str = "factlint";

/// Where things stand in the documents of a desk.
pub(super) struct Where<'a> {
    desk: &'a Desk,
    encoding: Encoding,
    lines: BTreeMap<u32, Lines>,
}

impl<'a> Where<'a> {
    pub(super) fn new(desk: &'a Desk, encoding: Encoding) -> Self {
        Self { desk, encoding, lines: BTreeMap::new() }
    }

    /// Bytes of a document, as an editor that opens its file finds them. What it does not show as text is the file as a whole.
    pub(super) fn location(&mut self, nth: u32, bytes: std::ops::Range<usize>) -> Option<Location> {
        let loaded = &self.desk.job.loaded;
        let (document, file) = (loaded.documents.get(nth as usize)?, loaded.files.get(nth as usize)?);
        Some(Location { uri: uri::of(file)?, range: self.range(nth, document, file, bytes) })
    }

    fn range(&mut self, nth: u32, document: &Document, file: &Path, bytes: std::ops::Range<usize>) -> Range {
        if matches!(Format::of(file), Some(Format::Docx | Format::JsonLines)) {
            return Range::default();
        }
        let encoding = self.encoding;
        let lines = self.lines.entry(nth).or_insert_with(|| Lines::new(&document.raw, encoding));
        lines.range(&document.raw, bytes)
    }
}

/// The place of a finding in the text; none where it has none there.
pub(super) fn place(desk: &Desk, finding: &Finding) -> Option<std::ops::Range<usize>> {
    let first = finding.foremost(&desk.verdicts.checked).filter(|evidence| evidence.document == desk.own)?;
    Some(desk.document()?.file_range(first.span))
}

/// All that is to be shown in a text.
pub(super) fn diagnostics(desk: &Desk, encoding: Encoding) -> Vec<Diagnostic> {
    let mut shown: Vec<Diagnostic> = desk.failed.iter().map(|message| whole(message)).collect();
    let mut at = Where::new(desk, encoding);
    if let Some((engine, _)) = desk.by() {
        let report = desk.report(engine);
        let (findings, mut places) = (desk.verdicts.open.iter(), Places::new(report.documents));
        shown.extend(findings.filter_map(|finding| diagnostic(desk, &report, finding, (&mut at, &mut places))));
    }
    let loaded = &desk.job.loaded;
    let own = loaded.files.get(desk.own as usize).map(|file| source::identity(file));
    let is_own = |path: &Path| own.as_deref() == Some(&*source::identity(path));
    let text = desk.lines(encoding);
    let placed = |place: Option<&source::Place>| match (place, &text) {
        (Some(place), Some((text, lines))) => in_line(text, lines, place),
        _ => Range::default(),
    };
    for problem in loaded.problems.iter().chain(&loaded.warnings).chain(&loaded.left_out()) {
        let help = problem.help().map(|help| format!("\n{help}")).unwrap_or_default();
        let range = placed(problem.place().filter(|_| is_own(problem.path())));
        shown.push(Diagnostic { range, ..whole(&format!("{problem}{help}")) });
    }
    for complaint in desk.verdicts.complaints.iter().filter(|complaint| is_own(&complaint.path)) {
        let help = complaint.help().map(|help| format!("\n{help}")).unwrap_or_default();
        shown.push(Diagnostic { range: placed(complaint.place.as_ref()), ..whole(&format!("{complaint}{help}")) });
    }
    let of_packs = desk.folder.setup.iter().flat_map(|setup| &setup.problems);
    for problem in desk.job.problems.iter().chain(&desk.unreadable).chain(of_packs) {
        shown.push(whole(&format!("{}: {problem}", problem.path.display())));
    }
    shown
}

/// What is wrong with a `factlint.yaml` as it is shown.
pub(super) fn configuration(text: &Text) -> Vec<Diagnostic> {
    let Err(problems) = Config::written(PackFile::written(&text.path, text.content().to_owned())) else { return Vec::new() };
    let shown = problems.iter().map(|problem| {
        let help = problem.help().map(|help| format!("\n{help}")).unwrap_or_default();
        let range = problem.place.as_ref().map(|place| in_line(text.content(), &text.lines, place)).unwrap_or_default();
        Diagnostic { range, severity: Some(DiagnosticSeverity::ERROR), ..whole(&format!("{problem}{help}")) }
    });
    shown.collect()
}

/// Something about a text as a whole.
fn whole(message: &str) -> Diagnostic {
    Diagnostic {
        severity: Some(DiagnosticSeverity::WARNING),
        source: Some(SOURCE.to_owned()),
        message: message.split('\n').map(clean).collect::<Vec<_>>().join("\n"),
        ..Diagnostic::default()
    }
}

/// The range of a place that is known by its line and column.
fn in_line(text: &str, lines: &Lines, place: &source::Place) -> Range {
    // Lines of files end with a line feed, also where an editor counts more ends.
    let start: usize = text.split_inclusive('\n').take(place.line.saturating_sub(1)).map(str::len).sum();
    let rest = text.get(start..).unwrap_or_default();
    let column = rest.char_indices().nth(place.column.saturating_sub(1)).map_or(rest.len(), |(at, _)| at);
    lines.range(text, start + column..start + column + place.label.len())
}

fn diagnostic<'a>(
    desk: &'a Desk,
    report: &Report<'a>,
    finding: &Finding,
    (at, places): (&mut Where, &mut Places<'a>),
) -> Option<Diagnostic> {
    let first = place(desk, finding)?;
    let range = at.location(desk.own, first.clone())?.range;
    let other = |evidence: &Evidence| {
        let place = places.find(evidence.document, evidence.span)?;
        if place.nth == desk.own && place.start == first.start && place.end == first.end {
            return None;
        }
        let note = clean(&report.note(finding, evidence));
        let location = at.location(place.nth, place.start..place.end)?;
        Some(DiagnosticRelatedInformation { location, message: format!("{}: {note}", clean(place.document)) })
    };
    let related: Vec<DiagnosticRelatedInformation> = finding.evidence.iter().filter_map(other).collect();
    Some(Diagnostic {
        range,
        severity: Some(match finding.severity {
            Severity::Error => DiagnosticSeverity::ERROR,
            Severity::Warning => DiagnosticSeverity::WARNING,
            Severity::Info => DiagnosticSeverity::INFORMATION,
        }),
        code: Some(NumberOrString::String(finding.rule.clone())),
        source: Some(SOURCE.to_owned()),
        message: clean(&report.message(finding)),
        related_information: Some(related),
        data: report.key(finding).map(|key| serde_json::json!({"key": key})),
        ..Diagnostic::default()
    })
}
