//! What stands beside the text for each entry: what each side says, what decides, why it is worth a look, what to do.

use super::Page;
use super::actions::{actions, explain};
use super::decides;
use super::entries::{Entry, Kind};
use super::quote::{Words, shortened};
use super::sides;
use super::writer::Html;
use crate::check::{Cited, Evidence, Finding, Support};
use crate::report::{Part, decides as told};
use crate::text::Span;

/// The words of a claim in a message are cut where they are longer.
const SAID: u32 = 240;
/// So many places of a finding are shown below each other.
const MOST_PLACES: usize = 12;

/// Writes the card of an entry.
pub(super) fn card<'a>(html: &mut Html, page: &Page<'a>, entry: &Entry<'a>) {
    let number = entry.number.to_string();
    html.raw("<section class=\"card ").raw(entry.kind.id()).raw("\"").attr("id", &format!("c{number}")).attr("data-i", &number);
    html.raw(" data-s=\"").raw(entry.kind.id()).raw("\"");
    if let Some(nth) = page.rule_of(entry) {
        html.attr("data-r", &nth.to_string());
    }
    html.attr("aria-labelledby", &format!("c{number}-h")).raw("><p>");
    html.raw("<span class=\"badge ").raw(entry.kind.id()).raw("\">").sign(entry.kind.id()).text(page.standing(entry.kind));
    html.raw("</span>");
    if let Some(finding) = entry.finding() {
        html.raw("<span class=\"rid\">").text(&finding.rule).raw("</span>");
    }
    html.raw("</p><h2 tabindex=\"-1\"").attr("id", &format!("c{number}-h")).raw(">");
    message(html, page, entry);
    html.raw("</h2>");
    hints(html, page, entry);
    match (entry.row, entry.finding()) {
        (Some(row), finding) => evidence(html, page, row, finding),
        (None, Some(finding)) => sides::sides(html, page, entry, finding),
        (None, None) => {}
    }
    decided(html, page, entry);
    actions(html, page, entry);
    html.raw("</section>");
}

/// Writes what an entry says, in one sentence.
pub(super) fn message(html: &mut Html, page: &Page, entry: &Entry) {
    let strings = &page.strings;
    if let (Kind::Settled, Some(reason)) = (entry.kind, entry.reason) {
        let own = entry.marks.first().and_then(|(document, span)| Words::new(page.report.documents, *document, *span, None));
        html.filled(strings.get("msg.settled"), |html, name| {
            match name {
                "a" => said(html, own.as_ref().map_or("", Words::text)),
                _ => html.text(reason),
            };
        });
        return;
    }
    match (entry.row, entry.finding()) {
        // What cannot be as it stands is no matter of sources.
        (Some(row), finding) if row.conflict != Some(row.claim) || finding.is_none() => of_row(html, page, entry.kind, row),
        (_, Some(finding)) => {
            let part = page.report.message_part(finding);
            html.raw(page.rule_lang(finding, part)).text(&sentence(&page.message(finding))).raw("</span>");
        }
        (_, None) => {}
    }
}

fn of_row(html: &mut Html, page: &Page, kind: Kind, row: &Support) {
    let strings = &page.strings;
    let text = |cited: &Cited| page.report.documents.get(cited.document as usize).map_or("", |d| cited.span.of(&d.text));
    let template = match kind {
        Kind::Disputed => strings.get("msg.disputed"),
        Kind::Contradicted => strings.get("msg.contradicted"),
        Kind::NotFound => strings.get("msg.not_found"),
        _ if row.follows => strings.get("msg.follows"),
        _ => strings.get("msg.supported"),
    };
    let (first, second) = match kind {
        Kind::Disputed => (row.conflict.as_ref(), row.support.as_ref()),
        _ => (row.conflict.as_ref().or(row.support.as_ref()), None),
    };
    html.filled(template, |html, name| {
        match name {
            "a" => said(html, text(&row.claim)),
            "src" => html.own(first.map_or("", |cited| page.name(cited.document))),
            "b" => said(html, first.map_or("", text)),
            "src2" => html.own(second.map_or("", |cited| page.name(cited.document))),
            _ => said(html, second.map_or("", text)),
        };
    });
}

fn said<'h>(html: &'h mut Html, text: &str) -> &'h mut Html {
    html.raw("<b>").own(&shortened(text, SAID)).raw("</b>")
}

/// A message with a capital and a full stop.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.trim().chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    let text = first + letters.as_str();
    if text.ends_with(['.', '?', '!', '…']) { text } else { text + "." }
}

/// What else is to be known: figures with the same digits, what a finding's notes say.
fn hints(html: &mut Html, page: &Page, entry: &Entry) {
    let digits = |cited: &Cited| {
        let text = page.report.documents.get(cited.document as usize).map_or("", |d| cited.span.of(&d.text));
        text.chars().filter(char::is_ascii_digit).collect::<Vec<char>>()
    };
    if let Some((claim, conflict)) =
        entry.row.filter(|_| entry.kind == Kind::Contradicted).and_then(|r| Some((&r.claim, r.conflict.as_ref()?)))
    {
        let (mut one, mut other) = (digits(claim), digits(conflict));
        let differ = one != other && one.len() > 1;
        one.sort_unstable();
        other.sort_unstable();
        if differ && one == other {
            html.raw("<p class=\"hint\">").text(page.strings.get("hint.digits")).raw("</p>");
        }
    }
    for finding in &entry.findings {
        for id in &finding.notes {
            let part = Part::Note(id);
            if let Some(note) = page.rule_text(finding, part) {
                html.raw("<p class=\"hint\">").raw(page.rule_lang(finding, part)).text(&note).raw("</span></p>");
            }
        }
    }
}

/// The draft's words, and those of its sources.
fn evidence(html: &mut Html, page: &Page, row: &Support, finding: Option<&Finding>) {
    let strings = &page.strings;
    let documents = page.report.documents;
    let of = |cited: &Cited| Words::new(documents, cited.document, cited.span, Some(cited.sentence));
    let one_language = |one: &Words, other: u32| page.lang(other) == page.lang(row.claim.document) && !one.text().is_empty();
    let conflict = row.conflict.filter(|conflict| *conflict != row.claim);
    // The finding knows best which of several words differ.
    let slips = |words: &Words, document: u32| -> Vec<Span> {
        let within = |e: &&Evidence| e.document == document && words.span.start <= e.span.start && e.span.end <= words.span.end;
        let narrower = |e: &&Evidence| e.span != words.span;
        let of = finding.into_iter().flat_map(|f| &f.evidence).filter(within).filter(narrower);
        of.map(|e| e.span).collect()
    };
    if let Some(mut words) = of(&row.claim) {
        words.telling = slips(&words, row.claim.document);
        if let Some(other) = conflict.as_ref().and_then(&of).filter(|_| words.telling.is_empty()) {
            let same = one_language(&words, conflict.map_or(0, |c| c.document));
            words.tell_from(other.text(), same);
        }
        let place = page.place(row.claim.document, row.claim.span);
        html.raw("<div class=\"ev draft\"><p class=\"from\"><strong>").text(strings.get("says.draft")).raw("</strong> ");
        html.raw("<span class=\"path\">").own(&place).raw("</span></p>");
        words.write(html, page.lang(row.claim.document));
        html.raw("</div>");
    }
    let own = of(&row.claim);
    let others = [
        (conflict, "conflict", strings.get("role.conflict")),
        (row.support, "support", strings.get(if row.follows { "role.follows" } else { "role.support" })),
        (row.near.as_deref().copied(), "near", strings.get("role.near")),
    ];
    for (cited, class, role) in others {
        let Some((cited, mut words)) = cited.and_then(|cited| Some((cited, of(&cited)?))) else { continue };
        if let Some(own) = own.as_ref().filter(|_| class == "conflict") {
            words.telling = slips(&words, cited.document);
            if words.telling.is_empty() {
                words.tell_from(own.text(), one_language(own, cited.document));
            }
        }
        place(html, page, &words, (cited.document, cited.span), class, role);
    }
    let elsewhere = finding.into_iter().flat_map(|f| &f.evidence).filter(|e| {
        let away = e.document != row.claim.document || e.span.end <= row.claim.span.start || e.span.start >= row.claim.span.end;
        away && [row.conflict, row.support]
            .iter()
            .flatten()
            .all(|c| c.document != e.document || e.span.end <= c.span.start || e.span.start >= c.span.end)
    });
    for e in elsewhere.take(MOST_PLACES) {
        let Some(words) = Words::new(documents, e.document, e.span, None) else { continue };
        let role = if page.report.is_checked(e) { strings.get("role.again") } else { strings.get("role.conflict") };
        place(html, page, &words, (e.document, e.span), if page.report.is_checked(e) { "draft" } else { "conflict" }, role);
    }
}

/// Writes words of a document with where they stand, and the way there.
pub(super) fn place(html: &mut Html, page: &Page, words: &Words, at: (u32, Span), class: &'static str, role: &str) {
    html.raw("<div class=\"ev ").raw(class).raw("\"><p class=\"from\">");
    if !role.is_empty() {
        html.raw("<strong>").text(role).raw("</strong> ");
    }
    html.raw("<span class=\"path\">").own(&page.place(at.0, at.1)).raw("</span>");
    if let Some(day) = page.report.documents.get(at.0 as usize).and_then(|d| d.meta.date) {
        html.raw("<span>").text(&day.to_string()).raw("</span>");
    }
    let show = page.strings.get(if page.is_source(at.0) { "show" } else { "show.text" });
    html.raw("<a").attr("href", &format!("#{}", page.anchor(at.0, at.1))).attr("data-go", &page.view(at.0)).raw(">").text(show);
    html.unseen(&format!(" {}", page.name(at.0))).raw("</a></p>");
    words.write(html, page.lang(at.0));
    html.raw("</div>");
}

/// The slots that decide, and the calculation.
fn decided<'a>(html: &mut Html, page: &Page<'a>, entry: &Entry<'a>) {
    let strings = &page.strings;
    let mut places = page.places.borrow_mut();
    let of_row = entry.row.and_then(|row| row.decided.as_ref());
    let of_finding = entry.finding().and_then(|finding| finding.decided.as_ref());
    let shown = of_row.or(of_finding).and_then(|decided| told::decides(decided, page.report.documents, &mut places));
    if let Some(decides) = shown.filter(|decides| !decides.slots.is_empty()) {
        let heads = if entry.row.is_some() {
            [strings.get("says.draft"), strings.get("says.source")].map(str::to_owned)
        } else {
            ["A", "B"].map(|x| strings.get("side").replace("{x}", x))
        };
        decides::slots(html, &decides, [&heads[0], &heads[1]], strings);
    }
    let calculated = entry.findings.iter().filter_map(|finding| Some((*finding, finding.calculation.as_ref()?)));
    for (finding, calculation) in calculated {
        let answer = calculation.answer.as_ref().map(|answer| page.answer(&finding.rule, answer));
        let says = if entry.row.is_some() || page.against { strings.get("says.draft") } else { strings.get("says.text") };
        decides::calculation(html, &told::sum(calculation, &mut places), answer.as_deref(), says, strings);
    }
}

/// What a rule says of all that it finds, which stands on a page once: why it is worth a look, and what to do.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Clone)]
pub(super) struct Reasons {
    rule: String,
    why: Option<(&'static str, String)>,
    fix: Option<(&'static str, String)>,
}

impl Reasons {
    /// What the rule of an entry's finding says.
    pub(super) fn of(page: &Page, entry: &Entry) -> Option<Self> {
        let finding = entry.finding()?;
        let text = |part| Some((page.rule_lang(finding, part), page.rule_text(finding, part)?));
        let told = |part| if entry.kind == Kind::Settled { None } else { text(part) };
        Some(Self { rule: finding.rule.clone(), why: told(Part::Why), fix: told(page.report.fix_part(finding)) })
    }

    /// Writes them; the script puts them into the card that is shown.
    pub(super) fn write(&self, html: &mut Html, page: &Page, nth: usize) {
        html.raw("<div class=\"rule\"").attr("data-r", &nth.to_string()).raw(">");
        let heads = [page.strings.get("why"), page.strings.get("fix")];
        for (head, text) in heads.into_iter().zip([&self.why, &self.fix]) {
            if let Some((lang, text)) = text {
                html.raw("<h3>").text(head).raw("</h3><p>").raw(lang).text(text).raw("</span></p>");
            }
        }
        if !page.report.page.no_commands {
            html.raw("<p class=\"more\">").text(page.strings.get("do.rule")).raw(": <code>");
            html.text(&explain(&self.rule)).raw("</code></p>");
        }
        html.raw("</div>");
    }
}
