//! The views of a page: each text as it reads, with what is marked in it.

use super::entries::{Entry, Kind};
use super::texts::{self, Mark};
use super::writer::Html;
use super::{Page, bar, list, sheet};
use crate::source::{Block, Document};
use crate::text::Span;
use std::collections::{BTreeMap, BTreeSet};

/// Bytes of sources that a page carries whole. Of more only what claims lean on is shown.
const MOST_OF_SOURCES: usize = 1_200_000;
/// … and of texts that are checked.
const MOST_OF_CHECKED: usize = 4_000_000;
/// Longer paragraphs are not shown for the sake of the one beside them.
const SHORT_BLOCK: u32 = 2_000;

impl Page<'_> {
    /// What was not read, and that nothing is contradicted.
    pub(super) fn notes(&self, html: &mut Html) {
        let strings = &self.strings;
        let skipped = self.report.page.skipped;
        if !skipped.is_empty() {
            html.raw("<div class=\"note\"><strong>").text(&strings.count("skipped", skipped.len())).raw(".</strong> ");
            html.text(if self.against { strings.get("skipped.note") } else { "" }).raw("<ul>");
            for one in skipped {
                html.raw("<li><span class=\"path\">").own(&one.name).raw("</span>: ");
                html.text(one.why.as_deref().unwrap_or(strings.get("skipped.format"))).raw("</li>");
            }
            html.raw("</ul></div>");
        }
        if self.entries.is_empty() && self.against {
            html.raw("<div class=\"note\">").text(strings.get("empty.claims")).raw("</div>");
        } else if self
            .tally()
            .iter()
            .all(|(kind, count)| *count == 0 || matches!(kind, Kind::NotFound | Kind::Supported | Kind::Settled))
        {
            let count = |kind: Kind| self.entries.iter().filter(|entry| entry.kind == kind).count().to_string();
            html.raw("<div class=\"note calm\"><strong>").text(strings.get("empty.title")).raw(".</strong> ");
            let body = if self.against { strings.get("empty.body") } else { strings.get("empty.peers") };
            html.filled(body, |html, name| {
                html.text(&match name {
                    "n" => self.entries.len().to_string(),
                    "s" => count(Kind::Supported),
                    "q" => count(Kind::NotFound),
                    _ => self.report.summary.compared.to_string(),
                });
            });
            html.raw("</div>");
        }
    }

    pub(super) fn views(&self, html: &mut Html) {
        if self.against {
            self.checked().for_each(|document| self.text(html, document));
        } else {
            list::list(html, self);
        }
        sheet::sheet(html, self);
        let others = (0..self.report.documents.len() as u32).filter(|document| !self.against || self.is_source(*document));
        others.for_each(|document| self.text(html, document));
    }

    /// Writes the view of a document.
    pub(super) fn text(&self, html: &mut Html, document: u32) {
        let Some(of) = self.report.documents.get(document as usize) else { return };
        let view = self.view(document);
        html.raw("<div class=\"view\"").attr("id", &format!("v-{view}")).attr("data-v", &view);
        html.raw(" role=\"tabpanel\"").attr("aria-label", self.name(document)).raw(">");
        if self.against && !self.is_source(document) {
            self.notes(html);
        }
        html.raw("<article class=\"read\">");
        if !self.against || self.is_source(document) || self.checked().count() > 1 {
            self.meta(html, document, of);
        }
        html.raw("<div");
        if let Some(lang) = self.lang(document) {
            html.attr("lang", lang);
        }
        html.raw(">");
        let shown = self.shown(document);
        let marks = &self.marks[document as usize];
        let mut named = BTreeSet::new();
        texts::blocks(html, of, marks, shown.as_ref(), "[…]", &mut |html, mark, words, first| {
            let id = self.anchor(document, mark.span);
            let id = Some(id).filter(|_| first && named.insert(mark.span));
            if self.is_source(document) {
                self.reference(html, mark, words, first, id);
            } else {
                self.mark(html, mark, words, first, id);
            }
        });
        html.raw("</div></article>");
        if self.against && !self.is_source(document) {
            bar::legend(html, self);
        }
        html.raw("</div>");
    }

    pub(super) fn meta(&self, html: &mut Html, document: u32, of: &Document) {
        html.raw("<p class=\"meta\"><span class=\"path\">").own(&of.name).raw("</span>");
        if let Some(day) = of.meta.date {
            html.text(" · ").text(&day.to_string());
        }
        if let Some(lang) = self.lang(document) {
            html.text(" · ").text(self.strings.language(lang));
        }
        if self.is_source(document) {
            let of = |conflict: bool| {
                let cites = self.entries.iter().filter_map(|entry| entry.row).filter(|row| {
                    let cited = if conflict { row.conflict } else { row.support };
                    cited.is_some_and(|cited| cited.document == document)
                });
                cites.count()
            };
            let (support, conflict) = (of(false), of(true));
            html.text(" · ");
            if support + conflict == 0 {
                html.text(self.strings.get("rev.none"));
            } else {
                html.filled(self.strings.get("rev.intro"), |html, name| {
                    html.number(if name == "s" { support } else { conflict });
                });
            }
        }
        html.raw("</p>");
    }

    /// Words of a text that is checked: a link to what is said of them.
    pub(super) fn mark(&self, html: &mut Html, mark: &Mark, words: &str, first: bool, id: Option<String>) {
        let Some((number, kind)) = mark.entries.first() else { return };
        if !first {
            html.raw("<span class=\"m rest ").raw(kind.id()).raw("\"").attr("data-i", &number.to_string()).raw(">").text(words);
            html.raw("</span>");
            return;
        }
        html.raw("<a class=\"m ").raw(kind.id()).raw("\"");
        if let Some(id) = id {
            html.attr("id", &id);
        }
        html.attr("data-i", &number.to_string()).attr("href", &format!("#c{number}")).raw(">").text(words);
        if kind.is_signed() || words.is_empty() {
            html.sign(kind.id());
        }
        html.unseen(&format!(" ({})", self.standing(*kind))).raw("</a>");
    }

    /// Words of a source, and the claims that lean on them.
    pub(super) fn reference(&self, html: &mut Html, mark: &Mark, words: &str, first: bool, id: Option<String>) {
        html.raw("<span").attr("class", if mark.entries.is_empty() { "" } else { "ul" });
        if let Some(id) = id {
            html.attr("id", &id).raw(" tabindex=\"-1\"");
        }
        html.raw("><span class=\"ul ").raw(if mark.entries.is_empty() { "" } else { mark.kind.id() }).raw("\">").text(words);
        html.raw("</span></span>");
        if !first || mark.entries.is_empty() {
            return;
        }
        html.raw("<span class=\"refs\"").attr("lang", self.strings.lang).raw(">");
        for (number, kind) in &mark.entries {
            html.raw("<a class=\"ref ").raw(kind.id()).raw("\"").attr("data-i", &number.to_string());
            html.attr("href", &format!("#c{number}")).raw(">").unseen(&format!("{} ", self.strings.get("rail")));
            html.number(*number).sign(kind.id()).unseen(self.standing(*kind)).raw("</a>");
        }
        html.raw("</span>");
    }

    /// The blocks of a document that are shown, where there is too much for a page.
    pub(super) fn shown(&self, document: u32) -> Option<BTreeSet<usize>> {
        let source = self.is_source(document);
        let alike = (0..).zip(self.report.documents).filter(|(nth, _)| self.is_source(*nth) == source);
        let lengths: Vec<usize> = alike.map(|(_, d)| d.text.len()).collect();
        let most = if source { MOST_OF_SOURCES } else { MOST_OF_CHECKED };
        let of = self.report.documents.get(document as usize)?;
        if lengths.iter().sum::<usize>() <= most || of.text.len() <= most / lengths.len() {
            return None;
        }
        let is_short = |block: &Block| block.span.end - block.span.start < SHORT_BLOCK;
        let mut shown = BTreeSet::from([0]);
        for mark in &self.marks[document as usize] {
            let at = of.blocks.partition_point(|block| block.span.start <= mark.span.start).saturating_sub(1);
            let beside = (at.saturating_sub(1)..=at + 1).filter(|n| *n == at || of.blocks.get(*n).is_some_and(is_short));
            shown.extend(beside);
        }
        Some(shown)
    }
}

/// What is marked in each document.
pub(super) fn marks(documents: usize, entries: &[Entry]) -> Vec<Vec<Mark>> {
    let mut marks: Vec<Vec<Mark>> = vec![Vec::new(); documents];
    let mut cited: Vec<BTreeMap<Span, Mark>> = vec![BTreeMap::new(); documents];
    for entry in entries {
        for (document, span) in &entry.marks {
            let mark = Mark { span: *span, kind: entry.kind, entries: vec![(entry.number, entry.kind)] };
            marks[*document as usize].push(mark);
        }
        let Some(row) = entry.row else { continue };
        let own = [row.support, row.conflict.filter(|conflict| *conflict != row.claim)];
        for cited_words in own.into_iter().flatten() {
            let new = Mark { span: cited_words.span, kind: entry.kind, entries: Vec::new() };
            let mark = cited[cited_words.document as usize].entry(cited_words.span).or_insert(new);
            mark.kind = mark.kind.min(entry.kind);
            mark.entries.push((entry.number, entry.kind));
        }
        if let Some(near) = row.near.as_deref() {
            let new = Mark { span: near.span, kind: entry.kind, entries: Vec::new() };
            cited[near.document as usize].entry(near.span).or_insert(new);
        }
    }
    for (marks, cited) in marks.iter_mut().zip(cited) {
        marks.extend(cited.into_values());
        marks.sort_by_key(|mark| (mark.span, mark.entries.first().map(|(number, _)| *number)));
    }
    marks
}
