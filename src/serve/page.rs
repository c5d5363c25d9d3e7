//! The page that takes a draft and its sources. It is a form, and works as one without scripts: its answer is shown in a frame below it.

use super::{bounds, frame, http::Answer};
use crate::{
    report::html::{self, Html, LANGUAGES, Strings},
    source::Format,
};

const SCRIPT: &str = include_str!("app.js");
/// What the script says.
const SAYS: [&str; 9] =
    ["js.checking", "js.ready", "js.changed", "js.stale", "js.long", "js.remove", "js.name", "js.text", "js.dropped"];

/// The page.
pub(super) fn answer(strings: &Strings) -> Answer {
    let policy = format!(
        "script-src {}; connect-src 'self'; form-action 'self'; frame-src 'self'; frame-ancestors 'none'",
        html::hash(SCRIPT)
    );
    let mut answer = Answer::new(frame::HTML, page(strings).into_bytes());
    answer.fields.push(("Content-Security-Policy", frame::policy(&policy)));
    answer
}

fn page(strings: &Strings) -> String {
    let mut html = frame::begin(strings, strings.get("title"));
    html.raw("<body class=\"desk\"").attr("data-most", &bounds::MOST_BODY.to_string());
    for id in SAYS {
        html.attr(name(id), &frame::filled(strings.get(id)));
    }
    html.raw("><a class=\"skip\" href=\"#draft\">").text(strings.get("skip")).raw("</a>");
    head(&mut html, strings);
    html.raw("<main class=\"work\"><form id=\"form\" method=\"post\" enctype=\"multipart/form-data\" target=\"report\"");
    html.attr("action", &format!("report?lang={}", strings.lang)).raw(">");
    draft(&mut html, strings);
    sources(&mut html, strings);
    buttons(&mut html, strings);
    html.raw("</form><section class=\"answer\" aria-labelledby=\"h-report\"><h2 id=\"h-report\">").text(strings.get("report"));
    html.raw("</h2><iframe name=\"report\" id=\"report\" sandbox=\"allow-scripts allow-downloads\" allow=\"clipboard-write\"");
    html.attr("title", strings.get("report"))
        .raw("></iframe></section></main><script>")
        .raw(SCRIPT)
        .raw("</script></body></html>\n");
    html.into_string()
}

/// The attribute that a text of the script stands in.
fn name(id: &str) -> &'static str {
    match id {
        "js.checking" => "data-checking",
        "js.ready" => "data-ready",
        "js.changed" => "data-changed",
        "js.stale" => "data-stale",
        "js.long" => "data-long",
        "js.remove" => "data-remove",
        "js.name" => "data-name",
        "js.text" => "data-text",
        _ => "data-dropped",
    }
}

fn head(html: &mut Html, strings: &Strings) {
    html.raw("<header class=\"head\"><h1>factlint</h1><p class=\"promise\">").text(strings.get("promise")).raw("</p>");
    html.raw("<div class=\"sides\" role=\"group\"").attr("aria-label", strings.get("sides")).raw(" hidden>");
    html.raw("<button type=\"button\" data-side=\"texts\" aria-pressed=\"true\">").text(strings.get("texts")).raw("</button>");
    html.raw("<button type=\"button\" data-side=\"report\" aria-pressed=\"false\">").text(strings.get("report"));
    html.raw("</button></div><nav class=\"langs\"").attr("aria-label", strings.get("language")).raw(">");
    for lang in LANGUAGES {
        html.raw("<a").attr("href", &format!("?lang={lang}")).attr("lang", lang).attr("hreflang", lang);
        html.raw(if lang == strings.lang { " aria-current=\"true\">" } else { ">" });
        html.text(frame::strings(Some(lang)).get("own")).raw("</a>");
    }
    html.raw("</nav></header>");
}

fn draft(html: &mut Html, strings: &Strings) {
    html.raw("<section class=\"zone\" data-zone=\"draft\" aria-labelledby=\"h-draft\"><h2 id=\"h-draft\">");
    html.text(strings.get("draft")).raw("</h2><div class=\"typed\"><label for=\"draft\">").text(strings.get("draft.text"));
    html.raw("</label><textarea id=\"draft\" name=\"draft_text\" rows=\"12\"></textarea>");
    html.raw("<input type=\"hidden\" id=\"draft_name\" name=\"draft_name\"></div>");
    html.raw("<div class=\"chosen\" id=\"draft_chosen\" hidden><p><bdi></bdi></p><button type=\"button\" data-do=\"words\">");
    html.text(strings.get("draft.words")).raw("</button><button type=\"button\" data-do=\"drop\">").text(strings.get("remove"));
    html.raw("</button></div>");
    choose(html, strings.get("draft.file"), "draft_file", false);
    html.raw("<p class=\"field\"><label for=\"date\">").text(strings.get("date"));
    html.raw("</label> <input type=\"date\" id=\"date\" name=\"draft_date\"></p></section>");
}

fn sources(html: &mut Html, strings: &Strings) {
    html.raw("<section class=\"zone\" data-zone=\"sources\" aria-labelledby=\"h-sources\"><h2 id=\"h-sources\">");
    html.text(strings.get("sources")).raw("</h2><p class=\"hint\">").text(strings.get("sources.hint")).raw("</p>");
    choose(html, strings.get("sources.file"), "source_file", true);
    html.raw("<ul class=\"files\" id=\"files\" hidden></ul><div id=\"pasted\"><fieldset class=\"paste\"><legend>");
    html.text(strings.get("paste")).raw("</legend><label>").text(strings.get("paste.name"));
    html.raw(" <input name=\"source_name\" autocomplete=\"off\"></label><label>").text(strings.get("paste.text"));
    html.raw(" <textarea name=\"source_text\" rows=\"5\"></textarea></label></fieldset></div>");
    html.raw("<button type=\"button\" id=\"more\" hidden>").text(strings.get("paste.more")).raw("</button></section>");
}

/// A field for files.
fn choose(html: &mut Html, label: &str, id: &'static str, many: bool) {
    let mut accept: Vec<String> = Format::extensions().map(|extension| format!(".{extension}")).collect();
    accept.sort();
    html.raw("<p class=\"choose\"><label").attr("for", id).raw(">").text(label).raw("</label> <input type=\"file\"");
    html.attr("id", id).attr("name", id).attr("accept", &accept.join(",")).raw(if many { " multiple></p>" } else { "></p>" });
}

fn buttons(html: &mut Html, strings: &Strings) {
    html.raw("<div class=\"go\"><p><label><input type=\"checkbox\" name=\"require\" value=\"yes\"> ")
        .text(strings.get("require"));
    html.raw("</label></p><div class=\"row\"><button type=\"submit\" class=\"main\">").text(strings.get("check"));
    html.raw(" <kbd data-js hidden>Ctrl ↵</kbd></button><p role=\"status\" id=\"status\"></p></div>");
    html.raw("<div class=\"row keep\" role=\"group\" aria-labelledby=\"h-keep\"><span id=\"h-keep\">")
        .text(strings.get("keep"))
        .raw("</span>");
    for (path, id) in [("page", "keep.page"), ("table", "keep.table")] {
        html.raw("<button type=\"submit\"").attr("formaction", &format!("{path}?lang={}", strings.lang)).raw(">");
        html.text(strings.get(id)).raw("</button>");
    }
    // The script shows it where the draft is a file that takes comments.
    html.raw("<button type=\"submit\" id=\"comments\" hidden").attr("formaction", &format!("comments?lang={}", strings.lang));
    html.raw(">").text(strings.get("keep.comments")).raw("</button>");
    html.raw("<button type=\"submit\" formtarget=\"_blank\">").text(strings.get("keep.window")).raw("</button></div></div>");
}
