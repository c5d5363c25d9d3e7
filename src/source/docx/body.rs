//! The text of a docx: runs are joined to paragraphs.

use super::{
    Failure, Kind,
    styles::{Styles, is_level, outline},
    xml::{self, Node, attribute, is_on},
};
use crate::source::{BlockKind, Piece, extracted::Extracted, grid::Grid, parse_lang, superscript, traced::Trail};
use quick_xml::events::BytesStart;
use std::{collections::BTreeMap, ops::Range};

/// A paragraph that is open.
#[derive(Debug, Default)]
struct Paragraph {
    /// Its text, without line breaks.
    text: String,
    /// Where it stands in the part.
    trail: Trail,
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
    /// The text of a paragraph whose end was deleted, and where it stands.
    carried: (String, Trail),
    /// Where the lines stand in the part that is read; none where nobody asks for it.
    trail: Option<Trail>,
    /// How many bytes are marked as being in a language, and how many there are.
    langs: BTreeMap<String, usize>,
    length: usize,
}

impl<'s> Body<'s> {
    /// A reader; one that is `traced` knows where the text stands.
    pub(super) fn new(styles: &'s Styles, traced: bool) -> Self {
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
            carried: <(String, Trail)>::default(),
            trail: traced.then(Trail::default),
            langs: BTreeMap::new(),
            length: 0,
        }
    }

    /// Reads a part; gives where its text stands, if this is traced.
    pub(super) fn read(&mut self, part: &str, root: &'static str, content: &str) -> Result<Vec<Piece>, Failure> {
        xml::walk_at(part, root, content, |name, node, at| match node {
            Node::Start(_) | Node::End if self.skipped > 0 => {
                if matches!(node, Node::Start(_)) {
                    self.skipped += 1;
                } else {
                    self.skipped -= 1;
                }
            }
            Node::Start(tag) => self.start(name, tag),
            Node::End => self.end(name),
            Node::Text(text) if self.in_text && self.skipped == 0 => self.text(text, at),
            Node::Text(_) => {}
        })?;
        let (text, trail) = std::mem::take(&mut self.carried);
        if !text.is_empty() {
            self.line(&text, trail, None);
        }
        Ok(self.trail.as_mut().map(Trail::take).unwrap_or_default())
    }

    fn line(&mut self, text: &str, trail: Trail, kind: Kind) {
        if let Some(all) = &mut self.trail {
            all.append(trail, self.lines.text.len());
        }
        self.lines.push(text, kind);
    }

    /// The lines, and the language that more than half of their text is marked as.
    pub(super) fn finish(self) -> (Extracted, Option<String>) {
        let lang = self.langs.into_iter().find(|(_, bytes)| bytes * 2 > self.length);
        (self.lines, lang.map(|(lang, _)| lang))
    }

    fn start(&mut self, name: &str, tag: &BytesStart) {
        match name {
            "p" => {
                let (text, trail) = std::mem::take(&mut self.carried);
                let cell = self.tables.last().filter(|_| self.cells > 0).map(Grid::cell);
                self.open.push(Paragraph { text, trail, cell, ..Paragraph::default() });
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
                self.push("\u{fffc}", None);
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
                    self.carried = (paragraph.text, paragraph.trail);
                } else {
                    let kind = paragraph.cell.or(paragraph.kind);
                    self.line(&paragraph.text, paragraph.trail, kind);
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
            "tab" | "ptab" => self.push("\t", None),
            "br" | "cr" => self.push(" ", None),
            "noBreakHyphen" => self.push("\u{2011}", None),
            // A sign of a font that says nothing of what it means.
            "sym" => self.push("\u{fffc}", None),
            _ => {}
        }
    }

    fn text(&mut self, text: &str, at: Range<usize>) {
        self.length += text.len();
        if let Some(lang) = self.run.as_ref().and_then(|run| run.lang.as_ref()) {
            match self.langs.get_mut(lang) {
                Some(bytes) => *bytes += text.len(),
                None => drop(self.langs.insert(lang.clone(), text.len())),
            }
        }
        self.push(text, Some(at));
    }

    /// Adds text to the open paragraph; `at` is where it stands in the part, where it is text there, too.
    fn push(&mut self, text: &str, at: Option<Range<usize>>) {
        let (hidden, high) = self.run.as_ref().map_or((false, false), |run| (run.hidden, run.superscript));
        let Some(paragraph) = self.open.last_mut().filter(|_| !hidden) else { return };
        let at = at.filter(|_| self.trail.is_some());
        if !high && !text.contains(['\n', '\r', '\u{ad}']) {
            if let Some(at) = at {
                paragraph.trail.add(paragraph.text.len(), text.len(), at);
            }
            paragraph.text.push_str(text);
            return;
        }
        for (from, c) in text.char_indices().filter(|(_, c)| *c != '\u{ad}') {
            let shown = match c {
                '\n' | '\r' => ' ',
                c if high => superscript(c),
                c => c,
            };
            if let Some(at) = &at {
                let own = at.start + from..at.start + from + c.len_utf8();
                let own = if at.len() == text.len() { own } else { at.clone() };
                paragraph.trail.add(paragraph.text.len(), shown.len_utf8(), own);
            }
            paragraph.text.push(shown);
        }
    }
}
