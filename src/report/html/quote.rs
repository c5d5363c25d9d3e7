//! Words of a text with what stands around them, and those among them that tell two texts apart.

use super::writer::Html;
use crate::source::Document;
use crate::text::Span;

/// Bytes that are shown of a sentence before and after the words, where it is long.
const SENTENCE: u32 = 280;
/// … and of what stands beside the sentence.
const BESIDE: u32 = 100;
/// … and of the words themselves.
const WORDS: u32 = 600;
/// In a table there is room for so much.
const SHORT: u32 = 60;

/// Words of a document.
#[derive(Debug, Clone)]
pub(super) struct Words<'a> {
    pub(super) document: &'a Document,
    pub(super) span: Span,
    /// The sentence that they stand in, where that is known.
    pub(super) sentence: Option<Span>,
    /// The parts of them that tell them from others.
    pub(super) telling: Vec<Span>,
}

impl<'a> Words<'a> {
    /// Words of a document by its index.
    pub(super) fn new(documents: &'a [Document], document: u32, span: Span, sentence: Option<Span>) -> Option<Self> {
        Some(Self { document: documents.get(document as usize)?, span, sentence, telling: Vec::new() })
    }

    /// The words.
    pub(super) fn text(&self) -> &'a str {
        self.span.of(&self.document.text)
    }

    /// Whether the words are all of their sentence: nothing in it is marked.
    fn is_whole(&self) -> bool {
        self.sentence == Some(self.span)
    }

    /// Takes the words that others do not have for those that tell: figures only, where the languages differ.
    pub(super) fn tell_from(&mut self, other: &str, one_language: bool) {
        let lower = other.to_lowercase();
        let theirs: Vec<&str> = lower.split_whitespace().map(bare).collect();
        let own = self.text();
        let parts = words(own).filter(|(_, word)| {
            let word = bare(word).to_lowercase();
            !theirs.contains(&word.as_str()) && (one_language || word.contains(|c: char| c.is_ascii_digit()))
        });
        let parts: Vec<Span> = parts.map(|(at, word)| self.part(at, word)).collect();
        // Where all of it differs, nothing stands out.
        if parts.len() < words(own).count() || parts.len() == 1 {
            self.telling = parts;
        }
    }

    fn part(&self, at: usize, word: &str) -> Span {
        let start = self.span.start + at as u32 + (word.len() - word.trim_start_matches(MARKS).len()) as u32;
        Span { start, end: start + bare(word).len() as u32 }
    }

    /// The block that they stand in.
    fn block(&self) -> Span {
        let blocks = &self.document.blocks;
        let after = blocks.partition_point(|block| block.span.start <= self.span.start);
        let block = after.checked_sub(1).and_then(|at| blocks.get(at)).map(|block| block.span);
        block.filter(|block| self.span.start < block.end).unwrap_or(self.span)
    }

    /// Writes the words in their sentence, and what stands beside it, as a quotation.
    pub(super) fn write(&self, html: &mut Html, lang: Option<&str>) {
        let block = self.block();
        let text = &self.document.text;
        let sentence = self.sentence.unwrap_or(block);
        let (from, to) = (sentence.start.max(block.start).min(self.span.start), sentence.end.min(block.end).max(self.span.end));
        html.raw("<blockquote");
        if let Some(lang) = lang {
            html.attr("lang", lang);
        }
        html.raw(">");
        let (start, end) = (back(text, self.span.start, from, SENTENCE), forth(text, self.span.end, to, SENTENCE));
        let first = back(text, from, block.start.min(from), BESIDE);
        let last = forth(text, to, block.end.max(to), BESIDE);
        let beside = |html: &mut Html, from: u32, to: u32| {
            html.text(Span { start: from, end: to.max(from) }.of(text));
        };
        if start > from {
            html.text("…");
        } else {
            if first > block.start {
                html.text("…");
            }
            beside(html, first, from);
        }
        html.raw("<span class=\"s\">");
        beside(html, start, self.span.start);
        self.marked(html);
        beside(html, self.span.end, end);
        html.raw("</span>");
        if end < to {
            html.text("…");
        } else {
            beside(html, to, last);
            if last < block.end {
                html.text("…");
            }
        }
        html.raw("</blockquote>");
    }

    /// Writes the words in a few others, for a table; `class` is that of the words.
    pub(super) fn write_short(&self, html: &mut Html, lang: Option<&str>, class: &'static str) {
        let block = self.block();
        let text = &self.document.text;
        let around = self.sentence.filter(|_| !self.is_whole()).unwrap_or(block);
        let from = back(text, self.span.start, around.start.max(block.start).min(self.span.start), SHORT);
        let to = forth(text, self.span.end, around.end.min(block.end).max(self.span.end), SHORT);
        html.raw("<div class=\"w\"");
        if let Some(lang) = lang {
            html.attr("lang", lang);
        }
        html.raw(">").text(if from > around.start { "… " } else { "" });
        html.text(Span { start: from, end: self.span.start }.of(text).trim_start());
        html.raw("<b class=\"").raw(class).raw("\">").text(&shortened(self.text(), WORDS)).raw("</b>");
        html.text(Span { start: self.span.end, end: to }.of(text).trim_end());
        html.text(if to < around.end { " …" } else { "" }).raw("</div>");
    }

    fn marked(&self, html: &mut Html) {
        let text = &self.document.text;
        if self.is_whole() {
            html.text(&shortened(self.text(), WORDS));
            return;
        }
        html.raw("<mark>");
        if self.span.end - self.span.start > WORDS {
            html.text(&shortened(self.text(), WORDS)).raw("</mark>");
            return;
        }
        let mut at = self.span.start;
        for part in self.telling.iter().filter(|part| part.end <= self.span.end) {
            if part.start < at {
                continue;
            }
            html.text(Span { start: at, end: part.start }.of(text));
            html.raw("<mark class=\"d\">").text(part.of(text)).raw("</mark>");
            at = part.end;
        }
        html.text(Span { start: at, end: self.span.end }.of(text)).raw("</mark>");
    }
}

const MARKS: [char; 9] = [',', '.', ';', ':', '"', '“', '”', '(', ')'];

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(MARKS)
}

/// The words of a text, with their places in bytes.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split_whitespace().map(move |word| (word.as_ptr().addr() - text.as_ptr().addr(), word))
}

/// A text on one line, cut after so many bytes.
pub(super) fn shortened(text: &str, most: u32) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.len() <= most as usize {
        return line;
    }
    let end = (0..=most as usize).rev().find(|at| line.is_char_boundary(*at)).unwrap_or(0);
    format!("{}…", line[..end].trim_end())
}

/// A place at most so many bytes before another, where a word begins.
fn back(text: &str, at: u32, least: u32, most: u32) -> u32 {
    if at - least <= most {
        return least;
    }
    let from = at - most;
    let part = (from..at).find(|from| text.is_char_boundary(*from as usize)).unwrap_or(at);
    let word = Span { start: part, end: at }.of(text).find(char::is_whitespace);
    word.map_or(part, |space| part + space as u32)
}

/// A place at most so many bytes behind another, where a word ends.
fn forth(text: &str, at: u32, greatest: u32, most: u32) -> u32 {
    if greatest - at <= most {
        return greatest;
    }
    let part = (at..=at + most).rev().find(|to| text.is_char_boundary(*to as usize)).unwrap_or(at);
    let word = Span { start: at, end: part }.of(text).rfind(char::is_whitespace);
    word.map_or(part, |space| at + space as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Metadata, Origin, blocks};

    fn document(text: &str) -> Document {
        Document {
            name: String::new(),
            meta: Metadata::default(),
            blocks: blocks(text, 0),
            lost: Vec::new(),
            origin: Origin::Identity { skipped: 0 },
            text: text.into(),
            raw: text.into(),
        }
    }

    #[test]
    fn words_stand_in_their_sentence_and_the_ones_that_tell_are_marked() {
        let documents = [document("It grew. The quay costs 86 million kronor, they say. More follows.")];
        let span = Span { start: 24, end: 41 };
        let mut words = Words::new(&documents, 0, span, Some(Span { start: 9, end: 52 })).unwrap();
        words.tell_from("68 million kronor", true);
        let mut html = Html::default();
        words.write(&mut html, Some("en"));
        assert_eq!(
            html.into_string(),
            "<blockquote lang=\"en\">It grew. <span class=\"s\">The quay costs <mark><mark class=\"d\">86</mark> million kronor</mark>, they \
             say.</span> More follows.</blockquote>"
        );
        let mut html = Html::default();
        words.write_short(&mut html, None, "ul");
        assert_eq!(html.into_string(), "<div class=\"w\">The quay costs <b class=\"ul\">86 million kronor</b>, they say.</div>");
    }

    #[test]
    fn long_texts_are_cut_between_words() {
        let long = format!("{} 1,234 boats {}", "före ord ".repeat(200), "ord efter ".repeat(200));
        let at = long.find("1,234").unwrap() as u32;
        let documents = [document(&long)];
        let words = Words::new(&documents, 0, Span { start: at, end: at + 5 }, None).unwrap();
        let mut html = Html::default();
        words.write(&mut html, None);
        let html = html.into_string();
        assert!(
            html.len() < 900 && html.starts_with("<blockquote>…<span class=\"s\"> ") && html.contains("<mark>1,234</mark>"),
            "{html}"
        );
    }
}
