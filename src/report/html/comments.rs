//! What a page says of a draft's claims as comments at their words: plain paragraphs, for a document of a word processor.

use super::Page;
use super::cards::sentence;
use super::entries::{Entry, Kind};
use super::quote::shortened;
use crate::annotate::Comment;
use crate::check::{Cited, Evidence, Finding};
use crate::report::clean::clean;
use crate::report::excerpt::excerpt;
use crate::report::{Part, Report};
use crate::text::Span;

/// Characters that are shown of a source's sentence, where it is longer around the words.
const SENTENCE: usize = 400;
/// So many places of a finding are quoted.
const MOST_PLACES: usize = 8;
/// The words of a claim are cut where they are longer.
const SAID: u32 = 240;
/// So many digits of a finding's key settle it.
const DIGITS: usize = 8;

/// The comments on a document that is checked, each at the words that it is about, in the order of the page: what sources contradict, what they
/// disagree on, and what was found; with `all` also what they bear out and what somebody settled.
#[must_use]
pub fn comments(report: &Report, document: u32, all: bool) -> Vec<Comment> {
    let page = Page::new(report);
    let wanted = |entry: &&Entry| match entry.kind {
        Kind::Supported | Kind::Settled => all,
        Kind::NotFound => all || !entry.findings.is_empty(),
        _ => true,
    };
    let own = |entry: &Entry| entry.marks.iter().find(|(at, _)| *at == document).map(|(_, span)| *span);
    let said = page.entries.iter().filter(wanted).filter_map(|entry| Some(comment(&page, entry, (document, own(entry)?))));
    said.collect()
}

fn comment(page: &Page, entry: &Entry, at: (u32, Span)) -> Comment {
    let strings = &page.strings;
    let mut lines = vec![format!("{}: {}", page.standing(entry.kind), message(page, entry))];
    let mut quoted: Vec<(u32, Span)> = vec![at];
    if let Some(row) = entry.row {
        let conflict = row.conflict.filter(|conflict| *conflict != row.claim);
        let support = if row.follows { strings.get("role.follows") } else { strings.get("role.support") };
        let near = row.near.as_deref().copied();
        let sources = [(conflict, strings.get("role.conflict")), (row.support, support), (near, strings.get("role.near"))];
        for (cited, role) in sources.into_iter().filter_map(|(cited, role)| Some((cited?, role))) {
            quoted.push((cited.document, cited.span));
            lines.extend(quote(page, role, &cited));
        }
    }
    let settled = entry.kind == Kind::Settled;
    if let Some(finding) = entry.finding().filter(|_| !settled) {
        let overlaps =
            |e: &Evidence, other: &(u32, Span)| other.0 == e.document && other.1.start < e.span.end && e.span.start < other.1.end;
        let elsewhere = finding.evidence.iter().filter(|e| !quoted.iter().any(|other| overlaps(e, other)));
        let elsewhere: Vec<&Evidence> = elsewhere.collect();
        for e in elsewhere.iter().take(MOST_PLACES) {
            let one = if page.report.is_checked(e) { strings.get("says.text") } else { strings.get("role.conflict") };
            let role = if page.against && page.report.is_checked(e) { strings.get("role.again") } else { one };
            lines.extend(quote(page, role, &cited(page, e)));
        }
        let more = elsewhere.len().saturating_sub(MOST_PLACES) + finding.more;
        if more > 0 {
            lines.push(strings.count("more", more));
        }
        let notes = finding.notes.iter().filter_map(|id| page.rule_text(finding, Part::Note(id)));
        lines.extend(notes.map(|note| sentence(&note)));
        let fix = page.rule_text(finding, page.report.fix_part(finding));
        lines.extend(fix.map(|fix| format!("{}: {}", strings.get("fix"), sentence(&fix))));
    }
    let about = match entry.finding() {
        Some(finding) => known_by(page, finding),
        None => entry.kind.id().to_owned(),
    };
    Comment { span: at.1, lines: lines.iter().map(|line| clean(line)).collect(), about }
}

/// A rule, and the key by which what it found can be settled.
fn known_by(page: &Page, finding: &Finding) -> String {
    let key = page.report.key(finding).unwrap_or_default();
    let key: String = key.chars().take(DIGITS).collect();
    if key.is_empty() { finding.rule.clone() } else { format!("{} · {key}", finding.rule) }
}

/// What is to be said, in one sentence: what was found, else how the claim stands.
fn message(page: &Page, entry: &Entry) -> String {
    let strings = &page.strings;
    let words = |at: (u32, Span)| {
        let text = page.report.documents.get(at.0 as usize).map_or("", |document| at.1.of(&document.text));
        shortened(text, SAID)
    };
    if let (Kind::Settled, Some(reason), Some(at)) = (entry.kind, entry.reason, entry.marks.first()) {
        return filled(strings.get("msg.settled"), &[("a", &words(*at)), ("reason", reason)]);
    }
    if let Some(finding) = entry.finding() {
        return sentence(&page.message(finding));
    }
    let Some(row) = entry.row else { return String::new() };
    let template = match entry.kind {
        Kind::Disputed => strings.get("msg.disputed"),
        Kind::Contradicted => strings.get("msg.contradicted"),
        Kind::NotFound => strings.get("msg.not_found"),
        _ if row.follows => strings.get("msg.follows"),
        _ => strings.get("msg.supported"),
    };
    let first = row.conflict.or(row.support);
    let of = |cited: Option<Cited>| cited.map(|c| words((c.document, c.span))).unwrap_or_default();
    let name = |cited: Option<Cited>| cited.map_or("", |c| page.name(c.document));
    let own = words((row.claim.document, row.claim.span));
    let values =
        [("a", own.as_str()), ("src", name(first)), ("b", &of(first)), ("src2", name(row.support)), ("b2", &of(row.support))];
    filled(template, &values)
}

fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let values: Vec<(String, String)> = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    crate::report::fill(template, &[&values])
}

/// What a place of a finding says, with the block that it stands in.
fn cited(page: &Page, e: &Evidence) -> Cited {
    let blocks = page.report.documents.get(e.document as usize).map_or(&[][..], |document| &document.blocks);
    let after = blocks.partition_point(|block| block.span.start <= e.span.start);
    let block = after.checked_sub(1).and_then(|at| blocks.get(at)).map(|block| block.span);
    let sentence = block.filter(|block| e.span.start < block.end).unwrap_or(e.span);
    Cited { document: e.document, span: e.span, sentence }
}

/// Words of a text in their sentence, and where they stand.
fn quote(page: &Page, role: &str, cited: &Cited) -> Option<String> {
    let document = page.report.documents.get(cited.document as usize)?;
    let place = page.places.borrow_mut().find(cited.document, cited.span)?;
    let (start, end) = (cited.sentence.start.min(cited.span.start), cited.sentence.end.max(cited.span.end));
    let text = Span { start, end }.of(&document.text);
    let line: String = text.chars().map(|c| if c.is_whitespace() { ' ' } else { c }).collect();
    let shown = if line.chars().count() > SENTENCE && line.len() == text.len() {
        let within = (cited.span.start - start) as usize..(cited.span.end - start) as usize;
        excerpt(&line, within, SENTENCE).0
    } else {
        shortened(&line, u32::MAX)
    };
    let day = place.published.map(|day| format!(", {day}")).unwrap_or_default();
    Some(format!("{role} ({}{day}): “{}”", place.said(), shown.trim()))
}
