//! What a page says of itself: the day of publication, its language, who published it and where.
//!
//! There are several ways to say it, and pages use some of them at once. Each has a rank; the lowest one found is believed, and of equals
//! the first. What is no date, no language or no address is passed over: it was written for other readers.

use super::elements::{Attributes, value};
use crate::source::{Metadata, parse_date, parse_lang};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a page may say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Date,
    Lang,
    Source,
    Url,
}

/// What a page says.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The best that was found, with its rank.
    best: BTreeMap<Key, (u8, String)>,
    /// Whether the element that tells who published the page was opened and no name was read since.
    publisher: bool,
}

/// The key and the rank of a `<meta>` name or property.
fn named(name: &str) -> Option<(Key, u8)> {
    Some(match name {
        "article:published_time" => (Key::Date, 0),
        "dc.date.issued" | "dcterms.issued" | "dcterms.date" => (Key::Date, 3),
        "citation_publication_date" | "date" | "dc.date" | "parsely-pub-date" | "pubdate" | "publishdate" => (Key::Date, 4),
        "og:site_name" => (Key::Source, 0),
        "citation_publisher" | "dc.publisher" | "dcterms.publisher" | "publisher" => (Key::Source, 3),
        "application-name" => (Key::Source, 4),
        "og:url" => (Key::Url, 1),
        "content-language" => (Key::Lang, 1),
        "og:locale" => (Key::Lang, 2),
        "dc.language" | "dcterms.language" => (Key::Lang, 3),
        _ => return None,
    })
}

impl Page {
    /// A start tag.
    pub(super) fn tag(&mut self, name: &[u8], attributes: &Attributes) {
        if attributes.is_empty() {
            return;
        }
        let content = value(attributes, "content");
        match name {
            b"html" => {
                let lang = value(attributes, "lang").or_else(|| value(attributes, "xml:lang"));
                self.offer(Key::Lang, 0, lang);
            }
            b"link" if value(attributes, "rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.offer(Key::Url, 0, value(attributes, "href"));
            }
            b"meta" => {
                for attribute in ["name", "property", "http-equiv"] {
                    let name = value(attributes, attribute).map(|name| name.trim().to_ascii_lowercase());
                    if let Some((key, rank)) = name.as_deref().and_then(named) {
                        self.offer(key, rank, content);
                    }
                }
            }
            b"time" => {
                let classes = value(attributes, "class").unwrap_or_default();
                let marked = classes.split_whitespace().any(|c| matches!(c, "dt-published" | "entry-date" | "published"));
                if marked || attributes.contains_key(b"pubdate".as_slice()) {
                    self.offer(Key::Date, 5, value(attributes, "datetime"));
                }
            }
            _ => {}
        }
        self.item(value(attributes, "itemprop"), content.or_else(|| value(attributes, "datetime")));
    }

    /// Microdata: a property with its value in an attribute.
    fn item(&mut self, properties: Option<&str>, content: Option<&str>) {
        for property in properties.unwrap_or_default().split_whitespace() {
            match property {
                "datePublished" => self.offer(Key::Date, 2, content),
                "inLanguage" => self.offer(Key::Lang, 4, content),
                "name" if self.publisher => self.offer(Key::Source, 2, content),
                _ => {}
            }
            self.publisher = property == "publisher" || self.publisher && !matches!(property, "name" | "author");
        }
    }

    /// A JSON-LD script.
    pub(super) fn json(&mut self, script: &str) {
        let Ok(value) = serde_json::from_str::<Value>(script.trim()) else { return };
        let mut nodes = Vec::new();
        collect(&value, &mut nodes);
        let names: BTreeMap<&str, &str> =
            nodes.iter().filter_map(|node| Some((node.get("@id")?.as_str()?, node.get("name")?.as_str()?))).collect();
        for node in &nodes {
            let article = is_a(node, &["Article", "Posting", "Report"]);
            if !article && !is_a(node, &["WebPage", "Webpage"]) {
                continue;
            }
            let text = |key| node.get(key).and_then(Value::as_str);
            self.offer(Key::Date, if article { 1 } else { 6 }, text("datePublished"));
            self.offer(Key::Lang, if article { 4 } else { 5 }, text("inLanguage"));
            let first = node.get("publisher").and_then(|p| p.as_array().map_or(Some(p), |all| all.first()));
            let publisher = first.and_then(|publisher| {
                let id = publisher.get("@id").and_then(Value::as_str);
                let name = publisher.get("name").or(Some(publisher)).and_then(Value::as_str);
                name.or_else(|| names.get(id?).copied())
            });
            self.offer(Key::Source, if article { 1 } else { 2 }, publisher);
            if article {
                self.offer(Key::Url, 2, text("url"));
            }
        }
    }

    fn offer(&mut self, key: Key, rank: u8, said: Option<&str>) {
        let Some(said) = said.map(|s| s.split_whitespace().collect::<Vec<_>>().join(" ")) else { return };
        let usable = match key {
            Key::Date => day(&said).is_some(),
            Key::Lang => parse_lang(&said).is_ok(),
            Key::Source => !said.is_empty(),
            Key::Url => said.starts_with("https://") || said.starts_with("http://"),
        };
        if usable && self.best.get(&key).is_none_or(|(known, _)| rank < *known) {
            self.best.insert(key, (rank, said));
        }
    }

    /// What is believed.
    pub(super) fn metadata(mut self) -> Metadata {
        let mut take = |key| self.best.remove(&key).map(|(_, said)| said);
        Metadata {
            date: take(Key::Date).and_then(|said| day(&said)),
            lang: take(Key::Lang).and_then(|said| parse_lang(&said).ok()),
            source: take(Key::Source),
            url: take(Key::Url),
            ..Metadata::default()
        }
    }
}

/// `2024-05-28`, with or without a time of day, or `2024/05/28`.
fn day(said: &str) -> Option<jiff::civil::Date> {
    parse_date(said).or_else(|_| parse_date(&said.replace('/', "-"))).ok()
}

/// The objects of a JSON-LD script that describe something, `@graph` and lists opened.
fn collect<'a>(value: &'a Value, nodes: &mut Vec<&'a Map<String, Value>>) {
    match value {
        Value::Array(values) => values.iter().for_each(|v| collect(v, nodes)),
        Value::Object(node) => {
            nodes.push(node);
            for key in ["@graph", "mainEntity"] {
                node.get(key).into_iter().for_each(|v| collect(v, nodes));
            }
        }
        _ => {}
    }
}

/// Whether a node has a type that ends in one of these.
fn is_a(node: &Map<String, Value>, types: &[&str]) -> bool {
    let is = |value: &Value| value.as_str().is_some_and(|name| types.iter().any(|t| name.ends_with(t)));
    node.get("@type").is_some_and(|value| value.as_array().map_or_else(|| is(value), |all| all.iter().any(is)))
}
