//! The fact sheet: one row a claim with a box to tick, for the screen and for paper.

use super::Page;
use super::cards::message;
use super::entries::{Entry, Kind};
use super::quote::{Words, shortened};
use super::sides::{self, letter};
use super::texts;
use super::writer::Html;

/// What a side says is cut where it is longer.
const SAID: u32 = 80;
/// So many places of a side are shown.
const PLACES: usize = 4;

/// Writes the fact sheet.
pub(super) fn sheet(html: &mut Html, page: &Page) {
    let strings = &page.strings;
    html.raw("<div class=\"view print\" id=\"v-sheet\" data-v=\"sheet\" role=\"tabpanel\" aria-labelledby=\"t-sheet\">");
    html.raw("<div class=\"sheet\"><h2>").text(strings.get("sheet.title")).text(": ");
    page.title(html);
    html.raw("</h2><p class=\"lead\">").text(&page.counts()).text(if page.entries.is_empty() { "" } else { ". " });
    let files: Vec<&str> = page.report.documents.iter().map(|d| d.name.as_str()).take(40).collect();
    html.filled(strings.get("sheet.made"), |html, name| {
        match name {
            "v" => html.text(env!("CARGO_PKG_VERSION")),
            _ => html.own(&files.join(", ")),
        };
    });
    html.raw(" <output id=\"done\"></output></p>");
    if !page.report.page.skipped.is_empty() {
        let skipped: Vec<&str> = page.report.page.skipped.iter().map(|s| s.name.as_str()).collect();
        html.raw("<p class=\"only-print\">")
            .text(&strings.count("skipped", skipped.len()))
            .text(": ")
            .own(&skipped.join(", "))
            .raw("</p>");
    }
    html.raw("<div class=\"only-print sign\"><span>").text(strings.get("sheet.by")).raw("</span><span>");
    html.text(strings.get("sheet.date")).raw("</span></div>");
    if page.entries.is_empty() {
        html.raw("<p class=\"none\">").text(strings.get("empty.claims")).raw("</p></div></div>");
        return;
    }
    html.raw("<table class=\"ft\"><thead><tr><th scope=\"col\">").unseen(strings.get("sheet.box")).raw("</th><th scope=\"col\">");
    let heads = if page.against {
        ["sheet.nr", "sheet.says", "sheet.standing", "sheet.source"].map(|id| strings.get(id)).to_vec()
    } else {
        ["sheet.nr", "slot.value", "sheet.place"].map(|id| strings.get(id)).to_vec()
    };
    for (nth, head) in heads.iter().enumerate() {
        html.raw(if nth > 0 { "</th><th scope=\"col\">" } else { "" }).text(head);
    }
    html.raw("</th><th scope=\"col\" class=\"note2\">").text(strings.get("sheet.note")).raw("</th></tr></thead>");
    if page.against {
        html.raw("<tbody>");
        page.entries.iter().for_each(|entry| row(html, page, entry));
        html.raw("</tbody></table>");
    } else {
        page.entries.iter().for_each(|entry| group(html, page, entry));
        html.raw("</table>");
    }
    page.none_here(html);
    if page.against {
        drafts(html, page);
    }
    html.raw("</div></div>");
}

fn tick(html: &mut Html, page: &Page, number: usize, side: &'static str) {
    let own = number.to_string();
    let told = format!("{}: {number} {side}", page.strings.get("sheet.box"));
    html.raw("<td class=\"box\"><input type=\"checkbox\"").attr("data-tick", &own).attr("aria-label", told.trim_end());
    html.raw("></td><td class=\"nr\">").number(number).raw(side).raw("</td>");
}

/// The class of words underlined as an entry stands.
fn underlined(kind: Kind) -> &'static str {
    match kind {
        Kind::Contradicted | Kind::Error => "ul contradicted",
        Kind::Disputed | Kind::Warning => "ul disputed",
        Kind::NotFound | Kind::Info => "ul not_found",
        Kind::Supported => "ul supported",
        Kind::Settled => "ul settled",
    }
}

/// One claim of a draft.
fn row(html: &mut Html, page: &Page, entry: &Entry) {
    html.raw("<tr class=\"").raw(entry.kind.id()).raw("\"").attr("data-i", &entry.number.to_string()).raw(">");
    tick(html, page, entry.number, "");
    html.raw("<td>");
    if let Some((document, span)) = entry.marks.first().copied() {
        let sentence = entry.row.map(|row| row.claim.sentence);
        if let Some(words) = Words::new(page.report.documents, document, span, sentence) {
            words.write_short(html, page.lang(document), underlined(entry.kind));
        }
        html.raw("<div class=\"place\">").own(&page.place(document, span)).raw("</div>");
    }
    html.raw("</td><td class=\"stand\">").sign(entry.kind.id()).text(" ").text(page.standing(entry.kind)).raw("</td><td>");
    let conflict = entry.row.and_then(|row| row.conflict.filter(|conflict| *conflict != row.claim));
    let sources: Vec<_> = [conflict, entry.row.and_then(|row| row.support)].into_iter().flatten().collect();
    for cited in &sources {
        if let Some(words) = Words::new(page.report.documents, cited.document, cited.span, Some(cited.sentence)) {
            words.write_short(html, page.lang(cited.document), "");
        }
        html.raw("<div class=\"place\">").own(&page.place(cited.document, cited.span)).raw("</div>");
    }
    if sources.is_empty() && entry.finding().is_some() && entry.kind != Kind::NotFound {
        message(html, page, entry);
    } else if sources.is_empty() {
        html.text("–");
    }
    html.raw("</td><td class=\"note2\"></td></tr>");
}

/// A finding among peers, with a row for each side.
fn group(html: &mut Html, page: &Page, entry: &Entry) {
    let Some(finding) = entry.finding() else { return };
    html.raw("<tbody class=\"").raw(entry.kind.id()).raw("\"><tr").attr("data-i", &entry.number.to_string());
    html.raw("><th scope=\"rowgroup\" colspan=\"5\"><span class=\"stand\">").sign(entry.kind.id());
    html.unseen(page.standing(entry.kind)).raw("</span> ");
    message(html, page, entry);
    html.raw("</th></tr>");
    let sides = sides::of(page, finding);
    for (nth, (says, places)) in sides.iter().enumerate() {
        html.raw("<tr").attr("data-i", &entry.number.to_string()).raw(">");
        tick(html, page, entry.number, if sides.len() > 1 { letter(nth) } else { "" });
        html.raw("<td>").own(&shortened(says, SAID)).raw("</td><td>");
        for e in places.iter().take(PLACES) {
            if let Some(words) = Words::new(page.report.documents, e.document, e.span, None) {
                words.write_short(html, page.lang(e.document), "");
            }
            html.raw("<div class=\"place\">").own(&page.place(e.document, e.span));
            if let Some(day) = page.report.documents.get(e.document as usize).and_then(|d| d.meta.date) {
                html.text(&format!(" {day}"));
            }
            html.raw("</div>");
        }
        html.raw("</td><td class=\"note2\"></td></tr>");
    }
    html.raw("</tbody>");
}

/// The drafts with the numbers of their claims: on paper only.
fn drafts(html: &mut Html, page: &Page) {
    html.raw("<div class=\"only-print after\"><h2>").text(page.strings.get("sheet.text")).raw("</h2>");
    for (document, of) in (0..).zip(page.report.documents).filter(|(nth, _)| !page.is_source(*nth)) {
        html.raw("<div class=\"read\"");
        if let Some(lang) = page.lang(document) {
            html.attr("lang", lang);
        }
        html.raw(">");
        texts::blocks(html, of, &page.marks[document as usize], None, "…", &mut |html, mark, words, first| {
            html.raw("<span class=\"").raw(underlined(mark.kind)).raw("\">").text(words).raw("</span>");
            if first {
                for (number, _) in &mark.entries {
                    html.raw("<span class=\"nr2\">").number(*number).raw("</span>");
                }
            }
        });
        html.raw("</div>");
    }
    html.raw("</div>");
}
