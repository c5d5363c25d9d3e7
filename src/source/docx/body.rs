//! The text of a docx: runs are joined to paragraphs.

use super::{
    Failure, Kind,
    styles::{Styles, is_level, outline},
    xml::{self, Node, attribute, is_on},
};
use crate::source::{BlockKind, extracted::Extracted, grid::Grid, parse_lang, superscript};
use quick_xml::events::BytesStart;
use std::collections::BTreeMap;

/// A paragraph that is open.
#[derive(Debug, Default)]
struct Paragraph {
    /// Its text, without line breaks.
    text: String,
    /// What it is, if the document says so.
    kind: Kind,
    /// The cell of a table that it stands in.
    cell: Kind,
    /// Its end was deleted: the next paragraph goes on with it.
    joined: bool,
}

/// How the run at hand is set.
#[derive(Debug, Default)]
struct Run {
    hidden: bool,
    superscript: bool,
    lang: Option<String>,
}

/// Reads the parts of a document that hold text.
pub(super) struct Body<'s> {
    styles: &'s Styles,
    lines: Extracted,
    /// The open paragraphs: those of a text box stand within another.
    open: Vec<Paragraph>,
    run: Option<Run>,
    /// How many elements are open since one whose content is left out.
    skipped: usize,
    in_text: bool,
    in_properties: bool,
    cells: usize,
    /// The tables that are open.
    tables: Vec<Grid>,
    /// The text of a paragraph whose end was deleted.
    carried: String,
    /// How many bytes are marked as being in a language, and how many there are.
    langs: BTreeMap<String, usize>,
    length: usize,
}

impl<'s> Body<'s> {
    pub(super) fn new(styles: &'s Styles) -> Self {
        Self {
            styles,
            lines: Extracted::default(),
            open: Vec::new(),
            run: None,
            skipped: 0,
            in_text: false,
            in_properties: false,
            cells: 0,
            tables: Vec::new(),
            carried: String::new(),
            langs: BTreeMap::new(),
            length: 0,
        }
    }

    /// Reads a part.
    pub(super) fn read(&mut self, part: &str, root: &'static str, content: &str) -> Result<(), Failure> {
        xml::walk(part, root, content, |name, node| match node {
            Node::Start(_) | Node::End if self.skipped > 0 => {
                if matches!(node, Node::Start(_)) {
                    self.skipped += 1;
                } else {
                    self.skipped -= 1;
                }
            }
            Node::Start(tag) => self.start(name, tag),
            Node::End => self.end(name),
            Node::Text(text) if self.in_text && self.skipped == 0 => self.text(text),
            Node::Text(_) => {}
        })?;
        if !self.carried.is_empty() {
            self.lines.push(&std::mem::take(&mut self.carried), None);
        }
        Ok(())
    }

    /// The lines, and the language that more than half of their text is marked as.
    pub(super) fn finish(self) -> (Extracted, Option<String>) {
        let lang = self.langs.into_iter().find(|(_, bytes)| bytes * 2 > self.length);
        (self.lines, lang.map(|(lang, _)| lang))
    }

    fn start(&mut self, name: &str, tag: &BytesStart) {
        match name {
            "p" => {
                let text = std::mem::take(&mut self.carried);
                let cell = self.tables.last().filter(|_| self.cells > 0).map(Grid::cell);
                self.open.push(Paragraph { text, cell, ..Paragraph::default() });
                self.run = None;
            }
            "pPr" => self.in_properties = true,
            // The mark at the end of a paragraph can be deleted or moved away as a letter can.
            "del" | "moveFrom" if self.in_properties => {
                self.paragraph(|p| p.joined = true);
                self.skipped = 1;
            }
            // What is no longer there, what a field is computed from, and what stands for readers of other programs.
            "del" | "moveFrom" | "delText" | "instrText" | "delInstrText" | "rt" | "mc:Fallback" => self.skipped = 1,
            "footnote" | "endnote" if attribute(tag, "type").is_some_and(|t| t != "normal") => self.skipped = 1,
            // Properties as they were before a tracked change.
            _ if name.ends_with("PrChange") => self.skipped = 1,
            "m:oMath" | "m:oMathPara" => {
                self.push("\u{fffc}");
                self.skipped = 1;
            }
            "tbl" => {
                if let Some(around) = self.tables.last_mut() {
                    around.break_up();
                }
                self.tables.push(Grid::default());
            }
            "tr" => {
                if let Some(table) = self.tables.last_mut() {
                    table.open_row();
                }
            }
            "tc" => {
                self.cells += 1;
                if let Some(table) = self.tables.last_mut() {
                    table.open_cell(1);
                }
            }
            "gridSpan" => {
                // The cells behind it stand further to the right.
                if let Some(table) = self.tables.last_mut() {
                    table.break_up();
                }
            }
            "r" => self.run = Some(Run::default()),
            "t" => self.in_text = true,
            _ if self.in_properties => self.property(name, tag),
            _ => self.in_run(name, tag),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => {
                let Some(paragraph) = self.open.pop() else { return };
                self.run = None;
                if paragraph.joined {
                    self.carried = paragraph.text;
                } else {
                    let kind = paragraph.cell.or(paragraph.kind);
                    self.lines.push(&paragraph.text, kind);
                }
            }
            "pPr" => self.in_properties = false,
            "tc" => self.cells = self.cells.saturating_sub(1),
            "tbl" => drop(self.tables.pop()),
            "r" => self.run = None,
            "t" => self.in_text = false,
            _ => {}
        }
    }

    fn paragraph(&mut self, change: impl FnOnce(&mut Paragraph)) {
        if let Some(paragraph) = self.open.last_mut() {
            change(paragraph);
        }
    }

    /// What a paragraph is.
    fn property(&mut self, name: &str, tag: &BytesStart) {
        let value = attribute(tag, "val").unwrap_or_default();
        match name {
            "pStyle" => {
                let kind = self.styles.kind(&value);
                self.paragraph(|p| p.kind = kind);
            }
            "outlineLvl" if is_level(&value) => self.paragraph(|p| p.kind = Some(BlockKind::Heading { level: outline(&value) })),
            "ilvl" => {
                let depth = value.parse().unwrap_or(0);
                self.paragraph(|p| match p.kind {
                    // Headings have numbers too.
                    Some(BlockKind::Heading { .. }) => {}
                    _ => p.kind = Some(BlockKind::ListItem { depth, opens: false, number: 0 }),
                });
            }
            "numId" => self.paragraph(|p| match p.kind {
                Some(BlockKind::ListItem { .. }) if value == "0" => p.kind = None,
                None if value != "0" => p.kind = Some(BlockKind::ListItem { depth: 0, opens: false, number: 0 }),
                _ => {}
            }),
            _ => {}
        }
    }

    /// How a run is set, and what in it is no text but stands for some.
    fn in_run(&mut self, name: &str, tag: &BytesStart) {
        let Some(run) = &mut self.run else { return };
        match name {
            "vanish" => run.hidden = is_on(tag),
            "vertAlign" => run.superscript = attribute(tag, "val").is_some_and(|v| v == "superscript"),
            "lang" => run.lang = attribute(tag, "val").and_then(|v| parse_lang(&v).ok()),
            "tab" | "ptab" => self.push("\t"),
            "br" | "cr" => self.push(" "),
            "noBreakHyphen" => self.push("\u{2011}"),
            // A sign of a font that says nothing of what it means.
            "sym" => self.push("\u{fffc}"),
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        self.length += text.len();
        if let Some(lang) = self.run.as_ref().and_then(|run| run.lang.as_ref()) {
            match self.langs.get_mut(lang) {
                Some(bytes) => *bytes += text.len(),
                None => drop(self.langs.insert(lang.clone(), text.len())),
            }
        }
        self.push(text);
    }

    /// Adds text to the open paragraph.
    fn push(&mut self, text: &str) {
        let (hidden, high) = self.run.as_ref().map_or((false, false), |run| (run.hidden, run.superscript));
        let Some(paragraph) = self.open.last_mut().filter(|_| !hidden) else { return };
        if high || text.contains(['\n', '\r', '\u{ad}']) {
            let shown = text.chars().filter(|c| *c != '\u{ad}').map(|c| match c {
                '\n' | '\r' => ' ',
                c if high => superscript(c),
                c => c,
            });
            paragraph.text.extend(shown);
        } else {
            paragraph.text.push_str(text);
        }
    }
}
