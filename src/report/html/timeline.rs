//! When the texts of a finding were written: a line with a point for each, and the same as a list.

use super::Page;
use super::quote::shortened;
use super::sides::{letter, look};
use super::writer::Html;
use crate::check::Evidence;
use jiff::{Unit, civil::Date};
use std::collections::BTreeSet;

/// Texts that are shown.
const MOST: usize = 24;
/// What a side says is cut where it is longer.
const SAID: u32 = 60;
/// The percent of the line that are left at either end.
const EDGE: f64 = 4.0;

/// Writes the line of days, where two texts have different ones.
pub(super) fn timeline(html: &mut Html, page: &Page, sides: &[(String, Vec<&Evidence>)]) {
    let mut points: BTreeSet<(Date, usize, u32)> = BTreeSet::new();
    for (side, (_, places)) in sides.iter().enumerate() {
        let dated =
            places.iter().filter_map(|e| Some((page.report.documents.get(e.document as usize)?.meta.date?, side, e.document)));
        points.extend(dated);
    }
    let (Some(first), Some(last)) = (points.first().map(|p| p.0), points.last().map(|p| p.0)) else { return };
    let days = |from: Date, to: Date| from.until((Unit::Day, to)).map_or(0, |span| span.get_days());
    let span = days(first, last);
    if span <= 0 || sides.len() < 2 {
        return;
    }
    let strings = &page.strings;
    let at = |day: Date| EDGE + f64::from(days(first, day)) / f64::from(span) * (100.0 - 2.0 * EDGE);
    html.raw("<h3>")
        .text(strings.get("timeline"))
        .raw("</h3><figure class=\"tl\"><svg aria-hidden=\"true\" focusable=\"false\">");
    html.raw("<line x1=\"3%\" x2=\"97%\" y1=\"30\" y2=\"30\"/>");
    let years = i32::from(first.year())..=i32::from(last.year());
    let every = (years.clone().count() / 6).max(1);
    for year in years.filter(|year| year % every as i32 == 0) {
        let begins = i16::try_from(year).ok().and_then(|year| Date::new(year, 1, 1).ok());
        if let Some(begins) = begins.filter(|day| *day >= first && *day <= last) {
            let x = format!("{:.2}%", at(begins));
            html.raw("<line").attr("x1", &x).attr("x2", &x).raw(" y1=\"25\" y2=\"35\"/><text").attr("x", &x);
            html.raw(" y=\"68\" text-anchor=\"middle\">").text(&year.to_string()).raw("</text>");
        }
    }
    for (day, side, _) in points.iter().take(MOST) {
        // The first side stands above the line, the others below.
        html.raw("<svg").attr("x", &format!("{:.2}%", at(*day))).raw(if *side == 0 { " y=\"6\"" } else { " y=\"34\"" });
        html.raw(" width=\"20\" height=\"20\" overflow=\"visible\"><g transform=\"translate(-10 0)\">");
        match side {
            0 => html.raw("<circle class=\"pt A\" r=\"10\" cx=\"10\" cy=\"10\"/>"),
            side => html.raw("<rect class=\"pt ").raw(look(*side)).raw("\" width=\"20\" height=\"20\" rx=\"3\"/>"),
        };
        html.raw("<text class=\"lt\" x=\"10\" y=\"14\">").raw(letter(*side)).raw("</text></g></svg>");
    }
    html.raw("</svg><ol>");
    for (day, side, document) in points.iter().take(MOST) {
        let day = day.to_string();
        html.raw("<li class=\"").raw(look(*side)).raw("\"><time").attr("datetime", &day).raw(">").text(&day);
        html.raw("</time><span class=\"l\">").raw(letter(*side)).raw("</span><span>");
        html.own(&shortened(&sides[*side].0, SAID)).raw(" <small>").own(page.name(*document)).raw("</small></span></li>");
    }
    let told = strings.get("timeline.span").replace("{n}", &span.to_string());
    html.raw("</ol><figcaption class=\"hint\">").text(&told).raw("</figcaption></figure>");
}
