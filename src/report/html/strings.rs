//! The page's own words, from `strings.tsv`: a row a text, a column a language.

use std::collections::BTreeMap;

const TABLE: &str = include_str!("strings.tsv");
/// What a page speaks where nothing tells another language.
const DEFAULT: &str = "en";

/// The words of a page in one language.
pub(crate) struct Strings {
    /// Its tag.
    pub(crate) lang: &'static str,
    of: BTreeMap<&'static str, &'static str>,
}

impl Strings {
    /// Those of the report, in the language of a tag, else in English.
    pub(crate) fn of(tag: Option<&str>) -> Self {
        Self::read(TABLE, tag)
    }

    /// Those of a table: a row a text, a column a language.
    pub(crate) fn read(table: &'static str, tag: Option<&str>) -> Self {
        let mut lines = table.lines();
        let languages: Vec<&'static str> = lines.next().unwrap_or_default().split('\t').skip(1).collect();
        let wanted = |lang: &&str| tag.is_some_and(|tag| tag == *lang);
        let column = languages.iter().position(wanted).or_else(|| languages.iter().position(|lang| *lang == DEFAULT));
        let column = column.unwrap_or_default();
        let of = lines.filter_map(|line| {
            let mut cells = line.split('\t');
            Some((cells.next()?, cells.nth(column)?))
        });
        Self { lang: languages.get(column).copied().unwrap_or(DEFAULT), of: of.collect() }
    }

    /// A text by its id.
    pub(crate) fn get(&self, id: &str) -> &'static str {
        self.of.get(id).copied().unwrap_or_default()
    }

    /// A text that says how many: `id.one`, `id.other`.
    pub(crate) fn count(&self, id: &str, count: usize) -> String {
        let form = if count == 1 { "one" } else { "other" };
        self.get(&format!("{id}.{form}")).replace("{n}", &count.to_string())
    }

    /// What a language is called; its tag where that is not known.
    pub(crate) fn language<'a>(&self, tag: &'a str) -> &'a str {
        Some(self.get(&format!("lang.{tag}"))).filter(|name| !name.is_empty()).unwrap_or(tag)
    }
}

#[cfg(test)]
mod tests {
    use super::{Strings, TABLE};

    #[test]
    fn every_text_is_there_in_every_language() {
        let columns = TABLE.lines().next().unwrap_or_default().split('\t').count();
        let mut last = std::collections::BTreeSet::new();
        let languages: Vec<&str> = TABLE.lines().next().unwrap_or_default().split('\t').skip(1).collect();
        assert_eq!(languages, crate::report::html::LANGUAGES);
        for line in TABLE.lines() {
            let cells: Vec<&str> = line.split('\t').collect();
            assert!(cells.len() == columns && cells.iter().all(|cell| !cell.trim().is_empty()), "{line}");
            let holes = |text: &str| {
                let mut names: Vec<String> =
                    text.split('{').skip(1).filter_map(|t| Some(t.split_once('}')?.0.to_owned())).collect();
                names.sort();
                names
            };
            assert!(cells[2..].iter().all(|cell| holes(cell) == holes(cells[1])), "other places to be filled: {line}");
            assert!(last.insert(cells[0]), "twice: {line}");
        }
    }

    #[test]
    fn the_code_asks_for_texts_that_are_there_and_for_all_of_them() {
        let code = [
            include_str!("mod.rs"),
            include_str!("actions.rs"),
            include_str!("bar.rs"),
            include_str!("cards.rs"),
            include_str!("comments.rs"),
            include_str!("decides.rs"),
            include_str!("entries.rs"),
            include_str!("frame.rs"),
            include_str!("list.rs"),
            include_str!("quote.rs"),
            include_str!("sheet.rs"),
            include_str!("sides.rs"),
            include_str!("strings.rs"),
            include_str!("texts.rs"),
            include_str!("timeline.rs"),
            include_str!("views.rs"),
            include_str!("words.rs"),
        ]
        .concat();
        let strings = Strings::of(Some("sv"));
        let asked = code.split(".get(\"").skip(1).filter_map(|rest| rest.split_once("\")"));
        for (id, _) in asked {
            assert!(!strings.get(id).is_empty(), "no text `{id}`");
        }
        for line in TABLE.lines().skip(1) {
            let id = line.split('\t').next().unwrap_or_default();
            // Those that are put together from parts are told by their first part.
            let first = id.split('.').next().unwrap_or_default();
            let whole = [format!("\"{id}\""), format!("\"{}\"", id.trim_end_matches(".one").trim_end_matches(".other"))];
            let built = [format!("\"{first}.{{"), format!("\"{first}.\"")];
            assert!(whole.iter().chain(&built).any(|said| code.contains(said.as_str())), "nothing asks for `{id}`");
        }
    }

    #[test]
    fn a_language_without_a_column_is_served_in_english() {
        assert_eq!((Strings::of(Some("sv")).lang, Strings::of(Some("de")).lang, Strings::of(None).lang), ("sv", "en", "en"));
        let strings = Strings::of(Some("en"));
        assert_eq!(strings.count("against", 1), "against 1 source");
        assert_eq!(strings.count("against", 3), "against 3 sources");
        assert_eq!((strings.language("sv"), strings.language("fi")), ("Swedish", "fi"));
    }
}
