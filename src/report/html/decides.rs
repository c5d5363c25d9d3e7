//! What decides: a table of slots, and a calculation.

use super::quote::shortened;
use super::strings::Strings;
use super::writer::Html;
use crate::check::{Agreement, Slot};
use crate::report::decides::{Decides, SlotLine, Sum};

/// Longer words of a slot are cut.
const CELL: u32 = 120;

/// The id of a slot.
fn slot(slot: Slot) -> &'static str {
    match slot {
        Slot::Head => "head",
        Slot::Modifiers => "modifiers",
        Slot::Quantity => "quantity",
        Slot::Referent => "referent",
        Slot::Object => "object",
        Slot::Predicate => "predicate",
        Slot::Period => "period",
        Slot::Marker => "marker",
        Slot::Meant => "meant",
        Slot::Scope => "scope",
    }
}

/// Writes how two figures compare, slot by slot, and last their values. `heads` name the two sides.
pub(super) fn slots(html: &mut Html, decides: &Decides, heads: [&str; 2], strings: &Strings) {
    html.raw("<h3>").text(strings.get("decides")).raw("</h3><table class=\"slots\"><thead><tr><td></td><th scope=\"col\">");
    html.text(heads[0]).raw("</th><th scope=\"col\">").text(heads[1]).raw("</th><td></td></tr></thead><tbody>");
    // Where all is well, what neither confirms nor sets apart is left out.
    let tells = |line: &&SlotLine| !decides.meet || matches!(line.fit, Agreement::Same | Agreement::Apart);
    let worded = |line: &&SlotLine| (line.here.is_some() || line.there.is_some()) && tells(line);
    for line in decides.slots.iter().filter(worded) {
        let fit = match line.fit {
            Agreement::Same => "same",
            Agreement::Silent => "silent",
            Agreement::Unknown => "unknown",
            Agreement::Apart => "other",
        };
        let name = strings.get(&format!("slot.{}", slot(line.slot)));
        row(html, name, [line.here.as_deref(), line.there.as_deref()], fit, strings);
    }
    // Above the table stands what both say, where it is the same.
    if !decides.meet || decides.here.text != decides.there.text {
        let values = [decides.here.text, decides.there.text].map(Some);
        row(html, strings.get("slot.value"), values, if decides.meet { "meet" } else { "apart" }, strings);
    }
    html.raw("</tbody></table>");
}

fn row(html: &mut Html, name: &str, words: [Option<&str>; 2], fit: &'static str, strings: &Strings) {
    // A slot that is another has the sign of values that do not meet, and is no reason to call the draft contradicted.
    let class = if fit == "other" { "unknown other" } else { fit };
    html.raw("<tr class=\"").raw(class).raw("\"><th scope=\"row\">").text(name).raw("</th>");
    for words in words {
        html.raw("<td>");
        match words {
            Some(words) => html.own(&shortened(words, CELL)),
            None => html.text("–"),
        };
        html.raw("</td>");
    }
    html.raw("<td class=\"fit\">").text(strings.get(&format!("fit.{fit}"))).raw("</td></tr>");
}

/// Writes a calculation: the figures that are counted, what they give, and what stands there instead.
pub(super) fn calculation(html: &mut Html, sum: &Sum, answer: Option<&str>, says: &str, strings: &Strings) {
    let alone = sum.expected.as_ref().map(|expected| expected.role);
    let (told, counted): (Vec<_>, Vec<_>) = sum.terms.iter().partition(|term| Some(term.role) == alone);
    let gives = answer.or(sum.expected.as_ref().map(|expected| expected.value));
    let words = |text: &str| shortened(text, CELL);
    // A rule's own number for an answer that has a name ("7" for Sunday) says nothing.
    let named = gives.is_some_and(|gives| !gives.contains(|c: char| c.is_ascii_digit()));
    let is_told = |text: &str| told.iter().any(|term| term.place.text == text);
    let mut lines: Vec<(String, String)> = Vec::new();
    for term in &counted {
        let line = (words(term.place.text), term.value.to_owned());
        let known = lines.contains(&line) || line.1.is_empty() || named && is_told(term.place.text);
        if !known {
            lines.push(line);
        }
    }
    if gives.is_none() && lines.len() < 2 {
        return;
    }
    html.raw("<h3>").text(strings.get("calc")).raw("</h3><dl class=\"calc\">");
    for (text, value) in &lines {
        html.raw("<dt>").own(text).raw("</dt><dd>").text(&readable(value)).raw("</dd>");
    }
    if let Some(gives) = gives {
        html.raw("<dt class=\"tot\">")
            .text(strings.get("calc.gives"))
            .raw("</dt><dd class=\"tot\">")
            .text(&readable(gives))
            .raw("</dd>");
    }
    for term in &told {
        html.raw("<dt class=\"off\">").text(says).raw("</dt><dd class=\"off\">").sign("apart").text(" ");
        html.own(&words(term.place.text)).raw("</dd>");
    }
    html.raw("</dl>");
}

/// A value as it is read: a minus is one.
fn readable(value: &str) -> String {
    value.strip_prefix('-').map_or_else(|| value.to_owned(), |rest| format!("−{rest}"))
}
