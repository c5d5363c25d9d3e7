//! What was found among peers, one below the other.

use super::Page;
use super::cards::message;
use super::quote::shortened;
use super::sides;
use super::writer::Html;

/// What a side says is cut where it is longer.
const SAID: u32 = 60;

/// Writes the list of findings.
pub(super) fn list(html: &mut Html, page: &Page) {
    let strings = &page.strings;
    html.raw(
        "<div class=\"view\" id=\"v-list\" data-v=\"list\" role=\"tabpanel\" aria-labelledby=\"t-list\"><div class=\"list\">",
    );
    page.notes(html);
    html.raw("<ol class=\"fl\">");
    for entry in &page.entries {
        let Some(finding) = entry.finding() else { continue };
        let number = entry.number.to_string();
        html.raw("<li class=\"").raw(entry.kind.id()).raw("\"><a class=\"row\"").attr("data-i", &number);
        html.attr("href", &format!("#c{number}")).raw(">").sign(entry.kind.id()).raw("<span>");
        html.unseen(&format!("{}: ", page.standing(entry.kind))).raw("<b>");
        message(html, page, entry);
        html.raw("</b><small>");
        let sides = sides::of(page, finding);
        if sides.len() > 1 {
            for (nth, (says, _)) in sides.iter().enumerate() {
                let texts = finding.sides.get(nth).map_or(1, |side| side.documents);
                html.text(if nth > 0 { " · " } else { "" }).own(&shortened(says, SAID));
                if page.report.documents.len() > 1 {
                    html.text(": ").text(&strings.count("side.n", texts));
                }
            }
        } else if let Some((document, span)) = entry.marks.first() {
            html.own(&page.place(*document, *span));
        }
        html.raw("</small></span>").raw("<svg class=\"g tk\" aria-hidden=\"true\"><use href=\"#g-settled\"/></svg></a></li>");
    }
    html.raw("</ol>");
    page.none_here(html);
    html.raw("</div></div>");
}
