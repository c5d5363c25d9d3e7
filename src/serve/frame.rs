//! What all pages of the server share: their words, their looks, and what they may do.

use super::bounds;
use crate::report::html::{self, Html, Strings};

/// The words of the pages: a row a text, a column a language.
pub(super) const TABLE: &str = include_str!("strings.tsv");
const STYLE: &str = concat!(include_str!("../report/html/base.css"), include_str!("style.css"));
/// What a page is.
pub(super) const HTML: &str = "text/html; charset=utf-8";

/// The words in the language of a tag, else in English.
pub(super) fn strings(tag: Option<&str>) -> Strings {
    Strings::read(TABLE, tag)
}

/// A page as far as its body.
pub(super) fn begin(strings: &Strings, title: &str) -> Html {
    let mut html = Html::default();
    html.raw("<!doctype html><html").attr("lang", strings.lang).raw("><head><meta charset=\"utf-8\">");
    html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
    html.raw("<meta name=\"color-scheme\" content=\"light dark\"><title>").plain(title).raw(" – factlint</title><style>");
    html.raw(STYLE).raw("</style></head>");
    html
}

/// What a page may do: look as it does, and what is told.
pub(super) fn policy(more: &str) -> String {
    format!("default-src 'none'; style-src {}; base-uri 'none'; {more}", html::hash(STYLE))
}

/// A text with the bounds that it names.
pub(super) fn filled(text: &str) -> String {
    let mega = |bytes: usize| (bytes >> 20).to_string();
    text.replace("{body}", &mega(bounds::MOST_BODY))
        .replace("{texts}", &mega(bounds::MOST_TEXT))
        .replace("{draft}", &(bounds::MOST_DRAFT >> 10).to_string())
}

#[cfg(test)]
mod tests {
    use super::{TABLE, strings};

    #[test]
    fn every_text_is_there_in_every_language_and_asked_for() {
        let code =
            [include_str!("page.rs"), include_str!("desk.rs"), include_str!("refusal.rs"), include_str!("mod.rs")].concat();
        let languages: Vec<&str> = TABLE.lines().next().unwrap_or_default().split('\t').skip(1).collect();
        assert_eq!(languages, crate::report::html::LANGUAGES);
        let mut ids = std::collections::BTreeSet::new();
        for line in TABLE.lines().skip(1) {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() == 1 + languages.len() && cells.iter().all(|cell| !cell.trim().is_empty()), "{line}");
            let id = cells[0];
            assert!(ids.insert(id), "twice: {line}");
            let said = id.starts_with("no.") || code.contains(&format!("\"{id}\"")) || id.starts_with("js.");
            assert!(said, "nothing asks for `{id}`");
        }
        for (id, _) in code.split("strings.get(\"").skip(1).filter_map(|rest| rest.split_once("\")")) {
            assert!(ids.contains(id), "no text `{id}`");
        }
        assert_eq!((strings(Some("sv")).lang, strings(Some("de")).lang), ("sv", "en"));
    }
}
