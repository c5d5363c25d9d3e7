//! Links of a Markdown text to a place of its own, and the places that it has: headings, by what programs make of their words, and ids.
//!
//! Programs differ in what they make of marks, blanks and capitals, so that only letters and digits are compared.

use super::tree::Lost;
use crate::text::Span;
use std::collections::BTreeSet;

/// The most links that may lead nowhere, beyond as many as lead somewhere: where more do, the places are made by a program that puts the
/// text together with others.
const ASTRAY: usize = 1;
/// An id and a heading written as an element are no longer than this, in characters.
const LONGEST: usize = 400;
/// What shows that a program fills in parts of the text.
const FILLED_IN: [&str; 6] = ["{{", "{%", "<%", "{!", "[[", "{/*"];

/// The links and places of a text.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    places: BTreeSet<String>,
    /// The words of the heading that is open.
    heading: Option<String>,
    links: Vec<(String, Span)>,
}

impl Anchors {
    /// A heading begins.
    pub(super) fn open_heading(&mut self) {
        self.heading = Some(String::new());
    }

    /// Words that may be a heading's, its code too.
    pub(super) fn words(&mut self, text: &str) {
        if let Some(heading) = &mut self.heading {
            heading.push_str(text);
        }
    }

    /// The heading ends.
    pub(super) fn close_heading(&mut self) {
        self.places.extend(self.heading.take().map(|words| key(&words)));
    }

    /// A link to a place of this text; of other links nothing is known.
    pub(super) fn link(&mut self, to: &str, span: Span) {
        let Some(place) = to.strip_prefix('#') else { return };
        // "#L12" and "#method.new" are made by programs, and "#top" by browsers.
        let own =
            !place.contains(['.', '=', '/', ':', '!', '?', '~']) && place.chars().any(char::is_alphabetic) && place != "top";
        if own && span.start < span.end {
            self.links.push((key(&decoded(place)), span));
        }
    }

    /// The links that lead to no place of the text.
    pub(super) fn lost(mut self, raw: &str) -> Vec<Lost> {
        if self.links.is_empty() || FILLED_IN.iter().any(|mark| raw.contains(mark)) {
            return Vec::new();
        }
        self.ids(raw);
        let known = |place: &str| {
            let bare = place.trim_end_matches(|c: char| c.is_ascii_digit());
            let bare = bare.strip_prefix("usercontent").unwrap_or(bare);
            // Some programs cut long headings short.
            let begins = |place: &str| self.places.range(place.to_owned()..).next().is_some_and(|other| other.starts_with(place));
            begins(place) || self.places.contains(bare)
        };
        let lost =
            self.links.iter().filter(|(place, _)| !known(place)).map(|(_, span)| Lost { span: *span, path: None, linked: true });
        let lost: Vec<Lost> = lost.collect();
        let led = self.links.len() - lost.len();
        if self.places.is_empty() || lost.len() > led + ASTRAY { Vec::new() } else { lost }
    }

    /// The ids that elements and headings are given, and the headings that are written as elements.
    fn ids(&mut self, raw: &str) {
        for name in ["id=", "name=", "{#", "<h"] {
            for (at, _) in raw.match_indices(name) {
                let rest = raw.get(at + name.len()..).unwrap_or_default();
                let rest = rest.char_indices().nth(LONGEST).map_or(rest, |(end, _)| &rest[..end]);
                let end = match name {
                    "<h" => rest.find("</h"),
                    "{#" => rest.find(['}', ' ']),
                    _ => rest.get(1..).and_then(|rest| rest.find(['"', '\'', ' ', '>', '\n'])).map(|end| end + 1),
                };
                let value = rest.get(..end.unwrap_or(0)).unwrap_or_default();
                let words =
                    if name == "<h" { value.find('>').and_then(|tag| value.get(tag + 1..)).unwrap_or_default() } else { value };
                self.places.insert(key(&untagged(words)));
            }
        }
    }
}

/// The letters and digits of a text, in small letters.
fn key(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// A text without its tags.
fn untagged(text: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in text.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    out
}

/// A place with its `%C3%A5` as the letters that they stand for.
pub(super) fn decoded(place: &str) -> String {
    let (mut bytes, mut rest) = (Vec::with_capacity(place.len()), place.as_bytes());
    while let [first, after @ ..] = rest {
        let hex = |b: &u8| char::from(*b).to_digit(16).and_then(|n| u8::try_from(n).ok());
        match (first, after) {
            (b'%', [high, low, after @ ..]) if hex(high).is_some() && hex(low).is_some() => {
                bytes.push(hex(high).unwrap_or_default() * 16 + hex(low).unwrap_or_default());
                rest = after;
            }
            _ => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use crate::source::markdown;

    #[test]
    fn links_lead_to_headings_and_ids() {
        let cases: [(&str, &[&str]); 13] = [
            ("# Old Mills\n\nSee [them](#old-mills).", &[]),
            ("# M7: Old Mills\n\nSee [them](#M7).", &[]),
            ("# Old Mills\n\nSee [them](#new-mills).", &["them"]),
            ("# `run` & *stop*: how?\n\n[a](#run--stop-how) [b](#run-stop-how)", &[]),
            ("# A\n\n# A\n\n[one](#a) [two](#a-1) [three](#b)", &["three"]),
            ("# Åre\n\n[a](#%C3%A5re)", &[]),
            ("# A\n\n<a name=\"deep\"></a>\n\n[a](#deep) [b](#deeper)", &["b"]),
            ("# A {#first}\n\n[a](#first)", &[]),
            ("# A\n\n<h2 align=center>Two <b>mills</b></h2>\n\n[a](#two-mills)", &[]),
            ("# A\n\n[a](#top) [b](#L12.3) [c](#123) [d](other.md#b)", &[]),
            ("# A\n\n{{ contents }}\n\n[a](#b)", &[]),
            ("No heading: [a](#b)", &[]),
            ("# A\n\n[a](#x) [b](#y) [c](#z)", &[]),
        ];
        for (raw, lost) in cases {
            let document = markdown("a.md".into(), raw.into());
            let found: Vec<&str> = document.lost.iter().map(|lost| lost.span.of(&document.text)).collect();
            assert_eq!(found, lost, "{raw:?}");
        }
    }
}
