//! Markdown: paragraphs, headings, list items and table cells; code, HTML, images and struck text are left out.
//!
//! The text is put together from pieces of the file, so that `**six** members` reads "six members" and still points into the file. Code
//! within a line leaves U+FFFC behind: what it stood for is unknown, and the words around it are no neighbours.

use super::{
    BlockKind, Document, Problem,
    anchors::Anchors,
    files::File,
    grid::Grid,
    metadata::{self, FrontMatter},
    pieces::Pieced,
    tree::{Names, PathWords, Place},
};
use crate::text::Span;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::{ops::Range, sync::Arc};

/// The document of a Markdown file.
pub(super) fn document(file: &File, raw: Arc<str>, warnings: &mut Vec<Problem>) -> Document {
    let FrontMatter { meta, start, problems } = metadata::front_matter(&file.path, &raw);
    warnings.extend(problems);
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_TASKLISTS | Options::ENABLE_FOOTNOTES;
    let names = file.place.as_ref().map(Names::new);
    let mut builder = Builder { out: Pieced::with_capacity(raw.len() - start), names, ..Builder::default() };
    for part in shallow(&raw, start) {
        let body = raw.get(part.clone()).unwrap_or_default();
        for (event, range) in Parser::new_ext(body, options).into_offset_iter() {
            builder.event(event, part.start + range.start..part.start + range.end, &raw);
        }
        builder.close();
    }
    let mut lost = builder.anchors.lost(&raw);
    lost.extend(builder.names.into_iter().flat_map(|names| names.lost(&raw)));
    lost.sort_by_key(|lost| lost.span);
    let (text, blocks, origin) = builder.out.finish();
    Document { name: file.name.clone(), meta, text: text.into(), blocks, lost, origin, raw }
}

/// The document of a text in Markdown that stands in no file of its own; of what it says of itself nothing is read.
#[must_use]
pub fn read(name: String, raw: Arc<str>) -> Document {
    let file = File {
        path: name.clone().into(),
        name,
        format: super::Format::Markdown,
        content: None,
        named: true,
        budget: None,
        place: None,
    };
    document(&file, raw, &mut Vec::new())
}

/// The same, of a text at the top of a repository that has these files.
#[must_use]
pub fn read_among(name: String, raw: Arc<str>, files: &[String], words: &Arc<PathWords>) -> Document {
    let content = Some(Arc::from(raw.as_bytes()));
    let place = Some(Place::told(files, words));
    let file =
        File { path: name.clone().into(), name, format: super::Format::Markdown, content, named: true, budget: None, place };
    document(&file, raw, &mut Vec::new())
}

/// The most lists and quotations that one line may open: no writer nests a tenth as many.
const DEEPEST: usize = 200;

/// The parts of a file from `start` on, without the markers of lines that open more lists and quotations than that. Each line after such
/// a one would be held against all of them, so that the time would grow with the square of the length; the text that they mark is read
/// as if they were not there.
fn shallow(raw: &str, start: usize) -> Vec<Range<usize>> {
    let (mut parts, mut from, mut at) = (Vec::new(), start, start);
    for line in raw.get(start..).unwrap_or_default().split_inclusive(['\n', '\r']) {
        if line.len() > DEEPEST {
            let (markers, text) = marked(line);
            if markers > DEEPEST {
                parts.push(from..at);
                from = at + line.len() - text.len();
            }
        }
        at += line.len();
    }
    parts.push(from..raw.len());
    parts
}

/// How many markers of lists and quotations a line begins with, and what follows them.
fn marked(line: &str) -> (usize, &str) {
    let (mut rest, mut count) = (line, 0);
    loop {
        rest = rest.trim_start();
        let number = rest.trim_start_matches(|c: char| c.is_ascii_digit());
        let marked = if number.len() < rest.len() { number.strip_prefix(['.', ')']) } else { rest.strip_prefix(['-', '+', '*']) };
        match rest.strip_prefix('>').or_else(|| marked.filter(|after| after.starts_with(char::is_whitespace))) {
            Some(after) => rest = after,
            None => return (count, rest),
        }
        count += 1;
    }
}

/// The number that is written at a byte, as before an item of a list; 0 where there is none.
fn number_at(raw: &str, at: usize) -> u16 {
    let rest = raw.get(at..).unwrap_or_default();
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    rest.get(..digits).and_then(|n| n.parse().ok()).unwrap_or_default()
}

#[derive(Default)]
struct Builder {
    out: Pieced,
    /// The level of the heading that is open.
    heading: Option<u8>,
    /// The table that is open.
    grid: Grid,
    cell: bool,
    /// For each list that is open, whether its next item is the first one it has, and begins to count anew.
    lists: Vec<bool>,
    /// For each list item that is open, the number that is written before it.
    numbers: Vec<u16>,
    /// For each list item that is open, whether nothing of it was read yet.
    items: Vec<bool>,
    /// For each of them, how much text there was before it.
    begun: Vec<usize>,
    /// How many elements are open whose text is left out.
    hidden: usize,
    /// The text's own places, and the links to them.
    anchors: Anchors,
    /// The files that it names, if somebody looks for them.
    names: Option<Names>,
    /// Where the link that is open leads, and where its words begin.
    link: Option<(String, usize)>,
}

impl Builder {
    fn event(&mut self, event: Event, at: Range<usize>, raw: &str) {
        match event {
            Event::Start(tag) => self.start(&tag, number_at(raw, at.start)),
            Event::End(tag) => {
                if tag == TagEnd::Item && self.begun.pop() == Some(self.out.text.len()) && self.hidden == 0 {
                    // An item of code or an image is one all the same.
                    self.out.push("\u{fffc}", at);
                }
                self.end(tag);
            }
            Event::Text(text) if self.hidden > 0 => {
                if let Some(names) = &mut self.names {
                    names.text(&text, &at);
                }
            }
            _ if self.hidden > 0 => {}
            Event::Text(text) => {
                self.anchors.words(&text);
                self.out.push(&text, at);
            }
            Event::SoftBreak | Event::InlineHtml(_) => self.out.push(" ", at),
            Event::HardBreak => self.out.push("\n", at),
            Event::Code(code) => {
                self.anchors.words(&code);
                let from = self.out.text.len();
                self.out.push("\u{fffc}", at);
                // What is a link as a whole leads where that says.
                if let Some(names) = self.names.as_mut().filter(|_| self.link.is_none()) {
                    names.code(&code, Span::new(from, self.out.text.len()));
                }
            }
            Event::InlineMath(math) | Event::DisplayMath(math) => {
                self.anchors.words(&math);
                self.out.push("\u{fffc}", at);
            }
            Event::Html(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
            Event::Rule => self.close(),
        }
    }

    fn start(&mut self, tag: &Tag, number: u16) {
        match tag {
            Tag::Emphasis | Tag::Strong | Tag::Superscript | Tag::Subscript => {}
            Tag::Link { dest_url, .. } => self.link = Some((dest_url.to_string(), self.out.text.len())),
            Tag::Image { .. } | Tag::Strikethrough => self.hidden += 1,
            Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.close();
                if let Some(names) = self.names.as_mut().filter(|_| matches!(tag, Tag::CodeBlock(_))) {
                    names.open_block();
                }
                self.hidden += 1;
            }
            tag => {
                self.close();
                match tag {
                    Tag::Heading { level, .. } => {
                        self.anchors.open_heading();
                        self.heading = Some(*level as u8);
                    }
                    Tag::Table(_) => self.grid = Grid::default(),
                    Tag::TableHead | Tag::TableRow => self.grid.open_row(),
                    Tag::TableCell => {
                        self.grid.open_cell(1);
                        self.cell = true;
                    }
                    Tag::List(from) => self.lists.push(from.is_none_or(|from| from <= 1)),
                    Tag::Item => {
                        self.items.push(true);
                        self.numbers.push(number);
                        self.begun.push(self.out.text.len());
                    }
                    _ => {}
                }
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Superscript | TagEnd::Subscript => {}
            TagEnd::Link => {
                if let Some((to, from)) = self.link.take() {
                    let span = Span::new(from, self.out.text.len());
                    self.anchors.link(&to, span);
                    if let Some(names) = &mut self.names {
                        names.link(&to, span);
                    }
                }
            }
            TagEnd::Image | TagEnd::Strikethrough | TagEnd::CodeBlock | TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => {
                self.hidden = self.hidden.saturating_sub(1);
                if let Some(names) = self.names.as_mut().filter(|_| tag == TagEnd::CodeBlock) {
                    names.close_block(&mut self.out);
                }
            }
            tag => {
                self.close();
                match tag {
                    TagEnd::Heading(_) => {
                        self.anchors.close_heading();
                        self.heading = None;
                    }
                    TagEnd::TableCell => self.cell = false,
                    TagEnd::List(_) => drop(self.lists.pop()),
                    TagEnd::Item => {
                        self.items.pop();
                        self.numbers.pop();
                    }
                    _ => {}
                }
            }
        }
    }

    /// Ends the open block.
    fn close(&mut self) {
        let depth = self.items.len() as u32;
        let (grid, number) = (self.grid, self.numbers.last().copied().unwrap_or_default());
        let (heading, cell, item, list) = (self.heading, self.cell, self.items.last_mut(), self.lists.last_mut());
        self.out.close(|| match (heading, cell, item) {
            (Some(level), ..) => BlockKind::Heading { level },
            (_, true, _) => grid.cell(),
            (.., Some(first)) if *first => {
                *first = false;
                BlockKind::ListItem { depth, opens: list.is_some_and(std::mem::take), number }
            }
            (.., Some(_)) => BlockKind::ItemPart { depth },
            (.., None) => BlockKind::Paragraph,
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Format;
    use BlockKind::Paragraph as P;

    const H: BlockKind = BlockKind::Heading { level: 1 };

    const FIRST: BlockKind = BlockKind::ListItem { depth: 1, opens: true, number: 0 };
    const L: BlockKind = BlockKind::ListItem { depth: 1, opens: false, number: 0 };
    const PART: BlockKind = BlockKind::ItemPart { depth: 1 };

    fn read(raw: &str) -> Document {
        let file = File {
            path: "a.md".into(),
            name: "a.md".into(),
            format: Format::Markdown,
            content: None,
            named: true,
            budget: None,
            place: None,
        };
        document(&file, raw.into(), &mut Vec::new())
    }

    fn blocks(document: &Document) -> Vec<(BlockKind, &str)> {
        document.blocks.iter().map(|b| (b.kind, b.span.of(&document.text))).collect()
    }

    #[test]
    fn markup_becomes_blocks() {
        let cell = |row, column| BlockKind::Cell { row, column };
        let item = |number| BlockKind::ListItem { depth: 1, opens: false, number };
        let cases: [(&str, &[(BlockKind, &str)]); 15] = [
            ("", &[]),
            (
                "# The *old* bridge\n\nIt has **two** lanes\nand a rail.",
                &[(H, "The old bridge"), (P, "It has two lanes and a rail.")],
            ),
            (
                "Head\n====\n\n- one\n- two\n\n  and more\n  1. deep\n",
                &[
                    (H, "Head"),
                    (FIRST, "one"),
                    (L, "two"),
                    (PART, "and more"),
                    (BlockKind::ListItem { depth: 2, opens: true, number: 1 }, "deep"),
                ],
            ),
            ("| a | b |\n|---|---|\n| | 2 |\n", &[(cell(0, 0), "a"), (cell(0, 1), "b"), (cell(1, 1), "2")]),
            ("## a\n\n2. b\n3. c", &[(BlockKind::Heading { level: 2 }, "a"), (item(2), "b"), (item(3), "c")]),
            ("Text.\n\n```\nsix\n```\n\n    seven\n\nMore.", &[(P, "Text."), (P, "More.")]),
            ("Run `six` twice", &[(P, "Run \u{fffc} twice")]),
            ("Fish &amp; chips \\* &aring;", &[(P, "Fish & chips * å")]),
            ("---\ntitle: x\ndate: 2024-01-01\n---\nText.", &[(P, "Text.")]),
            ("<div>\nsix\n</div>\n\nA<br>b ~~six~~ ![seven](x.png)[c](y)", &[(P, "A b  c")]),
            ("> It has six.\n> And\n> seven.", &[(P, "It has six. And seven.")]),
            ("- [ ] do it\n- [x] done", &[(FIRST, "do it"), (L, "done")]),
            ("- ![a](b.png)\n- ```\n  six\n  ```\n", &[(FIRST, "\u{fffc}"), (L, "\u{fffc}")]),
            ("- one\n\n  > said\n\n---\n\n4. four\n", &[(FIRST, "one"), (PART, "said"), (item(4), "four")]),
            ("Text[^1].\n\n[^1]: A note.", &[(P, "Text."), (P, "A note.")]),
        ];
        for (raw, expected) in cases {
            assert_eq!(blocks(&read(raw)), expected, "{raw:?}");
        }
    }

    #[test]
    fn a_line_that_opens_countless_lists_is_read_without_its_markers() {
        for (marker, each) in [("- ", 1), (">", 1), ("1. ", 1), ("> * ", 2), ("+\t", 1)] {
            let line = |markers: usize| format!("One\nline.\n\n{}**six** hens\nlay.\r\n\n- four", marker.repeat(markers / each));
            let expected = [(P, "One line."), (P, "six hens lay."), (FIRST, "four")];
            assert_eq!(blocks(&read(&line(DEEPEST + each))), expected, "{marker:?}");
            let at = |document: &Document| document.text.find("six").unwrap_or(usize::MAX);
            for markers in [DEEPEST, DEEPEST + each] {
                let document = read(&line(markers));
                let range = document.file_range(Span::new(at(&document), at(&document) + "six hens".len()));
                assert_eq!(document.raw.get(range), Some("six** hens"), "{marker:?}");
            }
        }
        // Old line ends, a line with nothing but markers, and figures that mark nothing.
        let many = "- ".repeat(DEEPEST + 1);
        assert_eq!(blocks(&read(&format!("One.\r\r{many}six\r\rTwo."))), [(P, "One."), (P, "six"), (P, "Two.")]);
        assert_eq!(blocks(&read(&format!("{many}\n\nsix\n{many}"))), [(P, "six")]);
        let years = "2024 was wet. ".repeat(DEEPEST);
        assert_eq!(blocks(&read(&years)), [(P, years.trim_end())]);
    }

    #[test]
    fn spans_lead_back_to_the_file() {
        let raw = "---\ndate: 2024-01-01\n---\nFish &amp; **six** chi\\_ps\n> the `x` end";
        let document = read(raw);
        for (text, file) in [
            ("Fish", "Fish"),
            ("&", "&amp;"),
            ("Fish & six", "Fish &amp; **six"),
            ("six chi_ps", "six** chi\\_ps"),
            ("the", "the"),
            ("\u{fffc}", "`x`"),
            ("end", "end"),
        ] {
            let at = document.text.find(text).unwrap_or(usize::MAX);
            let range = document.file_range(Span::new(at, at + text.len()));
            assert_eq!(document.raw.get(range), Some(file), "{text:?}");
        }
    }
}
