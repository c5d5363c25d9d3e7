//! The text of `content.xml`.

use crate::source::{
    BlockKind, Piece, Spot,
    extracted::Extracted,
    grid::Grid,
    superscript,
    traced::Trail,
    zipped::{
        Failure,
        xml::{self, Node, attribute},
    },
};
use quick_xml::events::BytesStart;
use std::{collections::BTreeSet, ops::Range};

/// How many blanks one element may stand for.
const MOST_BLANKS: usize = 100;

/// A paragraph that is open: those of a note or a text box stand within another.
#[derive(Debug, Default)]
struct Paragraph {
    text: String,
    /// Where it stands in the part.
    trail: Trail,
    kind: Option<BlockKind>,
    note: bool,
}

/// Reads the text.
#[derive(Debug, Default)]
pub(super) struct Body {
    out: Extracted,
    /// Where the text stands; none where nobody asks for it.
    trail: Option<Trail>,
    notes: Vec<(String, Trail)>,
    open: Vec<Paragraph>,
    /// How many elements are open since one whose content is left out.
    skipped: usize,
    /// The name of the style that is being defined.
    style: Option<String>,
    /// Styles that set characters high, and that hide them.
    high: BTreeSet<String>,
    hidden: BTreeSet<String>,
    /// For each stretch that is open, whether it is set high.
    spans: Vec<bool>,
    /// For each list that is open, whether its next item is its first one.
    lists: Vec<bool>,
    /// For each list item that is open, whether nothing of it was read yet.
    items: Vec<bool>,
    tables: Vec<Grid>,
    cells: usize,
    in_note: usize,
    slide: u32,
}

impl Body {
    /// A reader that knows where the text stands.
    pub(super) fn traced() -> Self {
        Self { trail: Some(Trail::default()), ..Self::default() }
    }

    pub(super) fn read(&mut self, part: &str, content: &str) -> Result<(), Failure> {
        xml::walk_at(part, super::ROOT, content, |name, node, at| match node {
            Node::Start(_) if self.skipped > 0 => self.skipped += 1,
            Node::End if self.skipped > 0 => self.skipped -= 1,
            Node::Start(tag) => self.start(name, tag),
            Node::End => self.end(name),
            Node::Text(text) if self.skipped == 0 => self.text(text, &at),
            Node::Text(_) => {}
        })
    }

    /// The text, with the notes behind it, and where it stands, if this is traced.
    pub(super) fn finish(mut self) -> (Extracted, Vec<Piece>) {
        for (note, trail) in std::mem::take(&mut self.notes) {
            self.line(&note, trail, None);
        }
        (self.out, self.trail.as_mut().map(Trail::take).unwrap_or_default())
    }

    fn line(&mut self, text: &str, trail: Trail, kind: Option<BlockKind>) {
        if let Some(all) = &mut self.trail {
            all.append(trail, self.out.text.len());
        }
        self.out.push(text, kind);
    }

    fn start(&mut self, name: &str, tag: &BytesStart) {
        let number = |name| attribute(tag, name).and_then(|n| n.parse::<usize>().ok());
        match name {
            "text:p" | "text:h" => self.paragraph(name, tag),
            "style:style" => self.style = attribute(tag, "name").map(std::borrow::Cow::into_owned),
            "style:text-properties" => self.define(tag),
            "text:span" => {
                let style = attribute(tag, "style-name").unwrap_or_default();
                if self.hidden.contains(&*style) {
                    self.skipped = 1;
                } else {
                    self.spans.push(self.high.contains(&*style));
                }
            }
            "text:s" => self.push(&" ".repeat(number("c").unwrap_or(1).min(MOST_BLANKS))),
            "text:tab" => self.push("\t"),
            "text:line-break" => self.push(" "),
            "text:note-body" => self.in_note += 1,
            "text:list" => self.lists.push(true),
            "text:list-item" => self.items.push(true),
            "table:table" => {
                if let Some(around) = self.tables.last_mut() {
                    around.break_up();
                }
                self.tables.push(Grid::default());
            }
            "table:table-row" => self.grid(Grid::open_row),
            "table:table-cell" | "table:covered-table-cell" => {
                self.cells += 1;
                let times = number("number-columns-repeated").unwrap_or(1).min(usize::from(u16::MAX)) as u16;
                let rows = number("number-rows-spanned").unwrap_or(1);
                self.grid(|table| {
                    table.open_cell(times);
                    if rows > 1 {
                        table.break_up();
                    }
                });
            }
            "draw:page" => {
                self.slide += 1;
                self.out.at(Spot::Slide(self.slide));
            }
            "presentation:notes" => self.out.at(Spot::Notes(self.slide)),
            // What is no longer there, what stands beside the text, and what stands for readers of other programs.
            "text:tracked-changes"
            | "annotation"
            | "text:note-citation"
            | "text:ruby-text"
            | "svg:title"
            | "svg:desc"
            | "forms"
            | "scripts"
            | "text:page-number"
            | "text:hidden-text"
            | "event-listeners" => {
                self.skipped = 1;
            }
            "draw:object" | "math:math" => {
                self.push("\u{fffc}");
                self.skipped = 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "text:p" | "text:h" => {
                let Some(Paragraph { text, trail, kind, note }) = self.open.pop() else { return };
                self.spans.clear();
                if note {
                    self.notes.push((text, trail));
                } else {
                    self.line(&text, trail, kind);
                }
            }
            "text:span" => drop(self.spans.pop()),
            "text:note-body" => self.in_note = self.in_note.saturating_sub(1),
            "text:list" => drop(self.lists.pop()),
            "text:list-item" => drop(self.items.pop()),
            "table:table" => drop(self.tables.pop()),
            "table:table-cell" | "table:covered-table-cell" => self.cells = self.cells.saturating_sub(1),
            "style:style" => self.style = None,
            _ => {}
        }
    }

    fn paragraph(&mut self, name: &str, tag: &BytesStart) {
        let depth = self.items.len() as u32;
        let cell = self.tables.last().filter(|_| self.cells > 0).map(Grid::cell);
        let kind = if name == "text:h" {
            let level = attribute(tag, "outline-level").and_then(|n| n.parse().ok()).unwrap_or(1);
            Some(BlockKind::Heading { level })
        } else if cell.is_some() {
            cell
        } else {
            match self.items.last_mut() {
                Some(first) if *first => {
                    *first = false;
                    let opens = self.lists.last_mut().is_some_and(std::mem::take);
                    Some(BlockKind::ListItem { depth, opens, number: 0 })
                }
                Some(_) => Some(BlockKind::ItemPart { depth }),
                None => None,
            }
        };
        self.open.push(Paragraph { kind, note: self.in_note > 0, ..Paragraph::default() });
    }

    /// Remembers a style that sets characters high or hides them.
    fn define(&mut self, tag: &BytesStart) {
        let Some(style) = &self.style else { return };
        if attribute(tag, "text-position").is_some_and(|v| v.starts_with("super")) {
            self.high.insert(style.clone());
        }
        if attribute(tag, "display").is_some_and(|v| v == "none") {
            self.hidden.insert(style.clone());
        }
    }

    fn grid(&mut self, change: impl FnOnce(&mut Grid)) {
        if let Some(table) = self.tables.last_mut() {
            change(table);
        }
    }

    /// Text, and where it stands in the part: blanks and line ends in a row are one blank.
    fn text(&mut self, text: &str, at: &Range<usize>) {
        let high = self.spans.last().is_some_and(|high| *high);
        let Some(paragraph) = self.open.last_mut() else { return };
        for (from, c) in text.char_indices().filter(|(_, c)| *c != '\u{ad}') {
            let shown = match c {
                ' ' | '\n' | '\r' | '\t' if paragraph.text.ends_with(' ') => continue,
                ' ' | '\n' | '\r' | '\t' => ' ',
                c if high => superscript(c),
                c => c,
            };
            if self.trail.is_some() {
                let own = at.start + from..at.start + from + c.len_utf8();
                let own = if at.len() == text.len() { own } else { at.clone() };
                paragraph.trail.add(paragraph.text.len(), shown.len_utf8(), own);
            }
            paragraph.text.push(shown);
        }
    }

    fn push(&mut self, text: &str) {
        if let Some(paragraph) = self.open.last_mut() {
            paragraph.text.push_str(text);
        }
    }
}
