//! What stands above the text: whose page it is, counts that are filters, search, and the views; and the list beside the text.

use super::Page;
use super::entries::Kind;
use super::quote::shortened;
use super::writer::Html;

/// Sources that have a tab each; of more one is chosen from a list.
const MOST_TABS: usize = 6;
/// Words of a claim in the list are cut where they are longer.
const SAID: u32 = 100;

/// Writes all that stands above the text.
pub(super) fn top(html: &mut Html, page: &Page) {
    let strings = &page.strings;
    html.raw("<header class=\"top\"><div class=\"who\"><div class=\"id\"><h1>");
    page.title(html);
    html.raw("</h1><p>");
    about(html, page);
    html.raw("</p></div> <div class=\"find\" data-js hidden><label class=\"vh\" for=\"q\">").text(strings.get("search"));
    html.raw("</label><input id=\"q\" type=\"search\"").attr("placeholder", strings.get("search"));
    html.raw(" autocomplete=\"off\" spellcheck=\"false\"><output id=\"hits\" for=\"q\"></output>");
    html.raw("<button type=\"button\" class=\"key\" id=\"helpb\"").attr("aria-label", strings.get("help.open"));
    html.attr("title", strings.get("help.open")).raw(">?</button></div></div>");
    chips(html, page);
    tabs(html, page);
    html.raw("</header>");
}

/// The day and the language of a draft, and how many sources; for peers, where they lie.
fn about(html: &mut Html, page: &Page) {
    let strings = &page.strings;
    let checked: Vec<u32> = page.checked().collect();
    let mut said: Vec<String> = Vec::new();
    if let [only] = checked.as_slice() {
        let document = &page.report.documents[*only as usize];
        said.push(document.meta.date.map_or_else(|| strings.get("date.none").to_owned(), |day| day.to_string()));
        said.extend(page.lang(*only).map(|tag| strings.language(tag).to_owned()));
    }
    if page.against {
        said.push(strings.count("against", page.report.documents.len() - checked.len()));
    }
    html.text(&said.join(" · "));
    let folder = |document: &u32| {
        let name = page.report.documents[*document as usize].name.as_str();
        name.rfind(['/', '\\']).map_or("", |end| &name[..=end])
    };
    let folders: std::collections::BTreeSet<&str> = checked.iter().map(folder).collect();
    if let (Some(folder), 1, true) = (folders.first(), folders.len(), checked.len() > 1) {
        html.text(if said.is_empty() { "" } else { " · " }).raw("<span class=\"path\">").own(folder).raw("</span>");
    }
}

fn chips(html: &mut Html, page: &Page) {
    let strings = &page.strings;
    let what = if page.against { strings.get("filter") } else { strings.get("filter.f") };
    html.raw("<div class=\"bar\"><div class=\"chips\" role=\"group\"").attr("aria-label", what).raw(" data-js hidden>");
    html.raw("<button type=\"button\" class=\"chip\" data-f=\"all\" aria-pressed=\"true\"><b>")
        .number(page.entries.len())
        .raw("</b> ");
    html.text(strings.get("sts.all")).raw("</button>");
    for (kind, count) in page.tally() {
        html.raw("<button type=\"button\" class=\"chip ").raw(kind.id()).raw(if count == 0 { " zero" } else { "" });
        html.raw("\" data-f=\"").raw(kind.id()).raw("\" aria-pressed=\"false\">").sign(kind.id()).raw("<b>").number(count);
        html.raw("</b> ").text(page.standings(kind)).raw("</button>");
    }
    html.raw("</div></div>");
}

fn tabs(html: &mut Html, page: &Page) {
    let strings = &page.strings;
    html.raw("<div class=\"views\" data-js hidden><div class=\"tabs\" role=\"tablist\"")
        .attr("aria-label", strings.get("view"))
        .raw(">");
    let checked: Vec<u32> = page.checked().collect();
    let draft = |html: &mut Html, document: u32| {
        let name = if page.against && checked.len() == 1 { strings.get("view.draft") } else { page.name(document) };
        let count = page.marks[document as usize].iter().flat_map(|m| &m.entries).count();
        tab(html, &page.view(document), name, Some(count).filter(|_| !page.against || checked.len() > 1));
    };
    if page.against {
        for document in &checked {
            draft(html, *document);
        }
    } else {
        tab(html, "list", strings.get("view.list"), Some(page.entries.len()));
    }
    tab(html, "sheet", strings.get("sheet.title"), None);
    let others: Vec<u32> =
        (0..page.report.documents.len() as u32).filter(|document| !page.against || page.is_source(*document)).collect();
    let cited = |document: u32| page.cited(document);
    if others.len() <= MOST_TABS {
        for document in others {
            if page.against {
                tab(html, &page.view(document), page.name(document), Some(cited(document)));
            } else {
                draft(html, document);
            }
        }
        html.raw("</div></div>");
        return;
    }
    html.raw("</div><select class=\"pick\" id=\"pick\"")
        .attr("aria-label", strings.get("view.texts"))
        .raw("><option value=\"\">");
    html.text(strings.get("view.texts")).raw("</option>");
    for document in others {
        html.raw("<option").attr("value", &page.view(document)).raw(">").text(&format!(
            "{} ({})",
            page.name(document),
            cited(document)
        ));
        html.raw("</option>");
    }
    html.raw("</select></div>");
}

fn tab(html: &mut Html, view: &str, name: &str, count: Option<usize>) {
    html.raw("<button type=\"button\" role=\"tab\" class=\"tab\"").attr("id", &format!("t-{view}")).attr("data-v", view);
    html.attr("aria-controls", &format!("v-{view}")).raw(" aria-selected=\"false\">").own(name);
    if let Some(count) = count {
        html.raw(" <small>").number(count).raw("</small>");
    }
    html.raw("</button>");
}

/// Writes the list of claims beside the text.
pub(super) fn rail(html: &mut Html, page: &Page) {
    let strings = &page.strings;
    html.raw("<nav class=\"rail\"").attr("aria-label", strings.get("rail")).raw(" data-js hidden tabindex=\"-1\"><h2>");
    html.text(strings.get("rail")).raw("</h2><ol>");
    for entry in &page.entries {
        let number = entry.number.to_string();
        let Some((document, span)) = entry.marks.first().copied() else { continue };
        let words = page.report.documents.get(document as usize).map_or("", |d| span.of(&d.text));
        html.raw("<li><a class=\"r ").raw(entry.kind.id()).raw("\"").attr("data-i", &number).attr("href", &format!("#c{number}"));
        html.raw(">").sign(entry.kind.id()).raw("<span>").own(&shortened(words, SAID));
        html.unseen(&format!(" ({})", page.standing(entry.kind))).raw("</span>");
        html.raw("<svg class=\"g tk\" aria-hidden=\"true\"><use href=\"#g-settled\"/></svg><small>");
        let line = page.places.borrow_mut().find(document, span).map_or(0, |place| place.line);
        html.unseen(&strings.get("line").replace("{n}", "")).number(line).raw("</small></a></li>");
    }
    html.raw("</ol>");
    page.none_here(html);
    html.raw("</nav>");
}

/// Writes how the lines below words are read.
pub(super) fn legend(html: &mut Html, page: &Page) {
    html.raw("<ul class=\"legend\"").attr("aria-label", page.strings.get("legend")).raw(">");
    for (kind, _) in page.tally() {
        html.raw("<li class=\"").raw(kind.id()).raw("\">").sign(kind.id()).raw(" <i><span class=\"");
        html.raw(if kind == Kind::Info { "ul not_found" } else { "ul " }).raw(if kind == Kind::Info { "" } else { kind.id() });
        html.raw("\">").text(page.standing(kind)).raw("</span></i></li>");
    }
    html.raw("</ul>");
}
