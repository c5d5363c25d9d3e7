//! xlsx: sheets in Office Open XML.

use super::{Cell, MOST_SHEETS, Rows, number::Shown};
use crate::source::{
    Document, Metadata, Problem,
    files::File,
    zipped::{
        Failure, Package, ZippedError,
        xml::{self, Node, attribute},
    },
};
use quick_xml::events::BytesStart;

/// The most columns that a sheet has.
const MOST_COLUMNS: u32 = 16_384;

/// The document of an xlsx file.
pub(crate) fn document(file: &File, bytes: &[u8]) -> Result<Document, Problem> {
    read(file, bytes).map_err(|failure| failure.of(file))
}

fn read(file: &File, bytes: &[u8]) -> Result<Document, Failure> {
    let mut package = Package::open(file, bytes)?;
    let main = package.main("xl/workbook.xml")?;
    let (related, more) = package.all_related(&main, &["worksheet", "sharedStrings", "styles"], MOST_SHEETS)?;
    if more {
        return Err(ZippedError::TooMany { what: "sheets", most: MOST_SHEETS }.into());
    }
    let (mut sheets, mut late) = (Vec::new(), false);
    xml::walk(&main, "workbook", &package.needed(&main)?, |name, node| match (name, node) {
        ("sheet", Node::Start(tag)) => {
            let id = tag.attributes().with_checks(false).flatten().find(|a| a.key.as_ref().ends_with(":id"));
            let part = id.and_then(|id| related.iter().position(|r| r.id == *id.value));
            let shown = attribute(tag, "state").is_none_or(|state| state == "visible");
            let new = |part: &usize| shown && !sheets.iter().any(|(other, _)| other == part);
            if let (Some(part), Some(name)) = (part.filter(new), attribute(tag, "name")) {
                sheets.push((part, xml::unescaped(&name)));
            }
        }
        ("workbookPr", Node::Start(tag)) => late = attribute(tag, "date1904").is_some_and(|v| v == "1" || v == "true"),
        _ => {}
    })?;
    let mut book = Book { late, ..Book::default() };
    for part in related.iter().filter(|r| r.kind == "sharedStrings") {
        if let Some(content) = package.part(&part.target)? {
            book.strings(&part.target, &content)?;
        }
    }
    for part in related.iter().filter(|r| r.kind == "styles") {
        if let Some(content) = package.part(&part.target)? {
            book.styles(&part.target, &content)?;
        }
    }
    let budget = package.budget().clone();
    let mut rows = Rows::default();
    for (part, name) in sheets {
        let Some(part) = related.get(part) else { continue };
        let content = package.needed(&part.target)?;
        rows.open(&name);
        let before = rows.out.text.len();
        let mut sheet = Sheet {
            book: &book,
            rows,
            cells: Vec::new(),
            row: 0,
            column: 0,
            open: None,
            held: 0,
            most: budget.left(),
            left: true,
        };
        xml::walk(&part.target, "worksheet", &content, |name, node| sheet.see(name, node))?;
        if !sheet.left {
            return Err(budget.exceeded(&part.target).into());
        }
        rows = sheet.rows;
        // One text may stand in many cells.
        budget.take(rows.out.text.len() - before).ok_or_else(|| budget.exceeded(&part.target))?;
    }
    Ok(rows.out.document(file, Metadata::default()))
}

/// What the sheets of a file share.
#[derive(Default)]
struct Book {
    strings: Vec<String>,
    formats: Vec<Shown>,
    late: bool,
}

impl Book {
    /// The texts of cells.
    fn strings(&mut self, part: &str, content: &str) -> Result<(), Failure> {
        let (mut text, mut reading, mut spoken) = (String::new(), false, false);
        xml::walk(part, "sst", content, |name, node| match (name, node) {
            ("si", Node::Start(_)) => text.clear(),
            ("si", Node::End) => self.strings.push(std::mem::take(&mut text)),
            ("rPh", Node::Start(_)) => spoken = true,
            ("rPh", Node::End) => spoken = false,
            ("t", node) if !matches!(node, Node::Text(_)) => reading = matches!(node, Node::Start(_)) && !spoken,
            (_, Node::Text(more)) if reading => text.push_str(more),
            _ => {}
        })
    }

    /// How numbers are shown, by the style of a cell.
    fn styles(&mut self, part: &str, content: &str) -> Result<(), Failure> {
        let (mut own, mut cells) = (std::collections::BTreeMap::new(), false);
        xml::walk(part, "styleSheet", content, |name, node| match (name, node) {
            ("numFmt", Node::Start(tag)) => {
                let id = attribute(tag, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                if let (Some(id), Some(code)) = (id, attribute(tag, "formatCode")) {
                    own.insert(id, Shown::of(&xml::unescaped(&code)));
                }
            }
            ("cellXfs", node) => cells = matches!(node, Node::Start(_)),
            ("xf", Node::Start(tag)) if cells => {
                let id = attribute(tag, "numFmtId").and_then(|id| id.parse::<u32>().ok()).unwrap_or(0);
                self.formats.push(own.get(&id).cloned().unwrap_or_else(|| Shown::built_in(id)));
            }
            _ => {}
        })
    }
}

/// A cell that is open.
#[derive(Default)]
struct Open {
    kind: String,
    style: usize,
    text: String,
    reading: bool,
}

struct Sheet<'b> {
    book: &'b Book,
    rows: Rows,
    cells: Vec<Cell>,
    row: u32,
    column: u32,
    open: Option<Open>,
    /// How many bytes of text were read, how many may be, and whether those are enough.
    held: u64,
    most: u64,
    left: bool,
}

impl Sheet<'_> {
    fn see(&mut self, name: &str, node: Node) {
        match (name, node) {
            _ if !self.left => {}
            ("row", Node::Start(tag)) => {
                let next = self.row.saturating_add(1);
                self.row = attribute(tag, "r").and_then(|r| r.parse().ok()).unwrap_or(next);
                self.column = 0;
                self.cells.clear();
            }
            ("row", Node::End) => self.rows.row(self.row, &self.cells),
            ("c", Node::Start(tag)) => self.start(tag),
            ("c", Node::End) => self.end(),
            ("v" | "t", node) if !matches!(node, Node::Text(_)) => {
                let reading = matches!(node, Node::Start(_));
                self.open.iter_mut().for_each(|open| open.reading = reading);
            }
            (_, Node::Text(text)) => {
                if let Some(open) = self.open.as_mut().filter(|open| open.reading) {
                    open.text.push_str(text);
                }
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: &BytesStart) {
        let column = attribute(tag, "r").and_then(|r| column(&r));
        self.column = column.unwrap_or(self.column + 1).min(MOST_COLUMNS);
        let style = attribute(tag, "s").and_then(|s| s.parse().ok()).unwrap_or(0);
        let kind = attribute(tag, "t").map(std::borrow::Cow::into_owned).unwrap_or_default();
        self.open = Some(Open { kind, style, ..Open::default() });
    }

    fn end(&mut self) {
        let Some(Open { kind, style, text, .. }) = self.open.take() else { return };
        let text = match kind.as_str() {
            "s" => text.trim().parse().ok().and_then(|at: usize| self.book.strings.get(at)).cloned().unwrap_or_default(),
            "str" | "inlineStr" | "d" => text,
            // TRUE and FALSE, and what could not be computed.
            "b" | "e" => return,
            _ if text.trim().is_empty() => return,
            _ => self.book.formats.get(style).cloned().unwrap_or_default().show(text.trim(), self.book.late),
        };
        // Cells stand in ascending order; what does not is no sheet's.
        if self.cells.last().is_none_or(|last| last.column < self.column) {
            self.held += text.len() as u64;
            self.left = self.held <= self.most;
            self.cells.push(Cell { column: self.column, text });
        }
    }
}

/// The number of a cell's column: 28 for `AB7`.
fn column(name: &str) -> Option<u32> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase);
    letters.take(4).try_fold(0_u32, |n, b| n.checked_mul(26)?.checked_add(u32::from(b - b'A') + 1)).filter(|n| *n > 0)
}
