//! A finding's sides, beside each other: who says the same, with their words.

use super::Page;
use super::cards::place;
use super::entries::Entry;
use super::quote::{Words, shortened};
use super::timeline::timeline;
use super::writer::Html;
use crate::check::{Evidence, Finding};
use std::collections::BTreeSet;

/// So many places of a side are shown.
const SHOWN: usize = 8;
/// What a side says is cut where it is longer.
const SAID: u32 = 120;

/// The letters of sides, and their classes.
const LETTERS: [&str; 16] = ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "N", "O", "P"];

/// The letter of a side.
pub(super) fn letter(side: usize) -> &'static str {
    LETTERS[side.min(LETTERS.len() - 1)]
}

/// The class of a side: three looks, and the same for all after them.
pub(super) fn look(side: usize) -> &'static str {
    ["A", "B", "C"][side.min(2)]
}

/// The places of a finding, side by side: each with what it says, where the finding has more than one side.
pub(super) fn of<'f>(page: &Page, finding: &'f Finding) -> Vec<(String, Vec<&'f Evidence>)> {
    let sides = finding.evidence.iter().map(|e| e.side as usize + 1).max().unwrap_or_default().max(finding.sides.len());
    let all = (0..sides).map(|nth| {
        let places: Vec<&Evidence> = finding.evidence.iter().filter(|e| e.side as usize == nth).collect();
        (page.report.said(finding, nth), places)
    });
    all.filter(|(_, places)| !places.is_empty()).collect()
}

/// Writes the sides of a finding.
pub(super) fn sides(html: &mut Html, page: &Page, entry: &Entry, finding: &Finding) {
    let strings = &page.strings;
    let sides = of(page, finding);
    timeline(html, page, &sides);
    let several = sides.len() > 1;
    let documents: Vec<Option<&str>> = finding.evidence.iter().map(|e| page.lang(e.document)).collect();
    let one_language = documents.windows(2).all(|pair| pair[0] == pair[1]);
    html.raw("<div class=\"sides\">");
    for (nth, (says, places)) in sides.iter().enumerate() {
        html.raw("<section class=\"side ").raw(look(nth)).raw("\"");
        let head = format!("c{}-{}", entry.number, letter(nth));
        html.attr("aria-labelledby", &head).raw("><h3").attr("id", &head).raw(">");
        if several {
            html.raw("<span class=\"l\">").unseen(&strings.get("side").replace("{x}", letter(nth)));
            html.raw("<span aria-hidden=\"true\">").raw(letter(nth)).raw("</span></span> ");
        }
        html.raw("<span>").own(&shortened(says, SAID)).raw("</span>");
        let texts = places.iter().map(|e| e.document).collect::<BTreeSet<u32>>().len();
        let texts = finding.sides.get(nth).map_or(texts, |side| side.documents.max(texts));
        if several && page.report.documents.len() > 1 {
            html.raw(" <small>").text(&strings.count("side.n", texts)).raw("</small>");
        }
        html.raw("</h3>");
        let other = sides.iter().enumerate().find(|(at, _)| *at != nth).and_then(|(_, (_, places))| {
            let e = places.first()?;
            Words::new(page.report.documents, e.document, e.span, None).map(|words| words.text())
        });
        for e in places.iter().take(SHOWN) {
            let Some(mut words) = Words::new(page.report.documents, e.document, e.span, None) else { continue };
            if let Some(other) = other {
                words.tell_from(other, one_language);
            }
            let role = if several || e.mark.is_none() { String::new() } else { page.report.note(finding, e) };
            place(html, page, &words, (e.document, e.span), "", &role);
        }
        let told = finding.sides.get(nth).map_or(places.len(), |side| side.places.max(places.len()));
        if told > SHOWN {
            html.raw("<p class=\"hint\">").text(&strings.count("more", told - SHOWN)).raw("</p>");
        }
        html.raw("</section>");
    }
    html.raw("</div>");
}
