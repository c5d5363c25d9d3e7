//! What a page lists: the claims of a draft with the findings at them, else the findings. No verdict is made here: a claim stands as the
//! check left it, and is settled where somebody settled what was found at it.

use crate::check::{By, Finding, Severity, Standing, Support};
use crate::report::Report;
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// How an entry is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// A source, or the draft itself, says otherwise.
    Contradicted,
    /// One source bears it out, and another says otherwise.
    Disputed,
    /// No source has it.
    NotFound,
    /// A source bears it out.
    Supported,
    /// A finding among peers: an error,
    Error,
    /// a warning,
    Warning,
    /// or a note.
    Info,
    /// Somebody let it stand.
    Settled,
}

impl Kind {
    /// Its class, and the id of its sign.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Contradicted => "contradicted",
            Self::Disputed => "disputed",
            Self::NotFound => "not_found",
            Self::Supported => "supported",
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
            Self::Settled => "settled",
        }
    }

    /// Whether its words carry its sign in the text: those that need a look.
    pub(super) fn is_signed(self) -> bool {
        !matches!(self, Self::Supported | Self::Settled)
    }

    fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Info,
        }
    }
}

/// A claim of a draft, or a finding.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    /// The number that it has everywhere on the page, from 1.
    pub(super) number: usize,
    pub(super) kind: Kind,
    /// What the sources say of it.
    pub(super) row: Option<&'a Support>,
    /// What was found at it, what is open first.
    pub(super) findings: Vec<&'a Finding>,
    /// Why it is settled.
    pub(super) reason: Option<&'a str>,
    /// Its words in the texts that are checked, those to look at first before others.
    pub(super) marks: Vec<(u32, Span)>,
}

impl<'a> Entry<'a> {
    /// What was found at it.
    pub(super) fn finding(&self) -> Option<&'a Finding> {
        self.findings.first().copied()
    }

    fn new(kind: Kind) -> Self {
        Self { number: 0, kind, row: None, findings: Vec::new(), reason: None, marks: Vec::new() }
    }
}

/// Whether a report holds drafts against sources.
pub(super) fn has_sources(report: &Report) -> bool {
    report.summary.sources.is_some()
}

/// The entries of a report, in the order of the page.
pub(super) fn entries<'a>(report: &'a Report<'a>) -> Vec<Entry<'a>> {
    let settled = report.settled.iter().map(|s| (&s.finding, Some(s.reason.as_str())));
    let all = report.findings.iter().map(|finding| (finding, None)).chain(settled);
    let against = has_sources(report);
    let mut entries: Vec<Entry> = report.support.iter().map(of_row).collect();
    let rows = Rows::new(report);
    let mut own: Vec<Entry> = Vec::new();
    for (finding, reason) in all {
        let entry = if let Some(row) = rows.of(report, finding) {
            &mut entries[row]
        } else {
            own.push(of_finding(report, finding, against));
            let last = own.len() - 1;
            &mut own[last]
        };
        entry.findings.push(finding);
        entry.reason = entry.reason.or(reason);
        // What is open comes first, and keeps a claim open.
        if reason.is_some() && entry.findings.len() == 1 {
            entry.kind = Kind::Settled;
        }
    }
    entries.append(&mut own);
    if against {
        entries.sort_by_key(|entry| entry.marks.first().copied());
    } else {
        entries.sort_by_key(|entry| entry.kind);
    }
    entries.iter_mut().zip(1..).for_each(|(entry, number)| entry.number = number);
    entries
}

fn of_row(row: &Support) -> Entry<'_> {
    let kind = match row.standing {
        _ if row.disputed() && row.conflict != Some(row.claim) => Kind::Disputed,
        Standing::Contradicted => Kind::Contradicted,
        Standing::NotFound => Kind::NotFound,
        Standing::Supported => Kind::Supported,
    };
    Entry { row: Some(row), marks: vec![(row.claim.document, row.claim.span)], ..Entry::new(kind) }
}

fn of_finding<'a>(report: &Report, finding: &'a Finding, against: bool) -> Entry<'a> {
    let kind = match Kind::of(finding.severity) {
        Kind::Error | Kind::Warning if against => Kind::Contradicted,
        kind => kind,
    };
    let checked = finding.evidence.iter().filter(|e| report.is_checked(e));
    let mut marks: Vec<(bool, u32, Span)> = checked.map(|e| (!e.primary, e.document, e.span)).collect();
    marks.sort_unstable();
    let mut seen = BTreeSet::new();
    let marks = marks.into_iter().map(|(_, document, span)| (document, span)).filter(|mark| seen.insert(*mark));
    Entry { marks: marks.collect(), ..Entry::new(kind) }
}

/// The rows of a table of support by place.
struct Rows<'a> {
    support: &'a [Support],
    by_place: BTreeMap<(u32, u32), Vec<usize>>,
    longest: u32,
}

impl<'a> Rows<'a> {
    fn new(report: &Report<'a>) -> Self {
        let mut by_place: BTreeMap<(u32, u32), Vec<usize>> = BTreeMap::new();
        let mut longest = 0;
        for (n, row) in report.support.iter().enumerate() {
            by_place.entry((row.claim.document, row.claim.span.start)).or_default().push(n);
            longest = longest.max(row.claim.span.end.saturating_sub(row.claim.span.start));
        }
        Self { support: report.support, by_place, longest }
    }

    /// The claim that a finding is about, where it is about one of them: the one that the sources contradict or do not have, or that cannot
    /// be as it stands.
    fn of(&self, report: &Report, finding: &Finding) -> Option<usize> {
        let mut touched = BTreeSet::new();
        for evidence in finding.evidence.iter().filter(|e| report.is_checked(e)) {
            let from = (evidence.document, evidence.span.start.saturating_sub(self.longest));
            let near = self.by_place.range(from..(evidence.document, evidence.span.end)).flat_map(|(_, rows)| rows);
            touched.extend(near.copied().filter(|n| self.support[*n].claim.span.end > evidence.span.start));
        }
        let open = |n: &&usize| self.support[**n].standing != Standing::Supported || self.support[**n].disputed();
        match finding.by {
            By::Sources => touched.iter().find(open).or(touched.first()).copied(),
            By::Rule | By::Peers if touched.len() == 1 => touched.first().filter(|n| open(n)).copied(),
            By::Rule | By::Peers => None,
        }
    }
}
