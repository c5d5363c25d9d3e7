//! ods: sheets in `OpenDocument`.

use super::{Cell, MOST_SHEETS, Rows, number::plain};
use crate::source::{
    Document, Metadata, Problem,
    files::File,
    zipped::{
        Failure, Package, ZippedError,
        xml::{self, Node, attribute},
    },
};
use quick_xml::events::BytesStart;
use std::collections::BTreeSet;

const CONTENT: &str = "content.xml";
/// The most columns that are told apart.
const MOST_COLUMNS: u32 = 16_384;
/// How often a cell or row with content may say that it is repeated: what people repeat is empty.
const MOST_REPEATED: u32 = 100;

/// The document of an ods file.
pub(crate) fn document(file: &File, bytes: &[u8]) -> Result<Document, Problem> {
    read(file, bytes).map_err(|failure| failure.of(file))
}

fn read(file: &File, bytes: &[u8]) -> Result<Document, Failure> {
    let mut package = Package::open(file, bytes)?;
    let content = package.needed(CONTENT)?;
    let budget = package.budget().clone();
    let mut sheets = Sheets { most: budget.left(), ..Sheets::default() };
    xml::walk(CONTENT, "document-content", &content, |name, node| match node {
        Node::Start(_) if sheets.skipped > 0 => sheets.skipped += 1,
        Node::End if sheets.skipped > 0 => sheets.skipped -= 1,
        Node::Start(tag) => sheets.start(name, tag),
        Node::End => sheets.end(name),
        Node::Text(text) => {
            if let Some(open) = sheets.open.as_mut().filter(|open| open.paragraphs > 0) {
                open.text.push_str(text);
            }
        }
    })?;
    if sheets.count > MOST_SHEETS {
        return Err(ZippedError::TooMany { what: "sheets", most: MOST_SHEETS }.into());
    }
    if sheets.held > sheets.most {
        return Err(budget.exceeded(CONTENT).into());
    }
    Ok(sheets.rows.out.document(file, Metadata::default()))
}

/// A cell that is open.
#[derive(Default)]
struct Open {
    times: u32,
    /// What it holds, where that is not the text that is shown.
    value: Option<String>,
    text: String,
    paragraphs: u32,
}

#[derive(Default)]
struct Sheets {
    rows: Rows,
    cells: Vec<Cell>,
    row: u32,
    times: u32,
    column: u32,
    open: Option<Open>,
    /// Styles of sheets that are hidden, and the one that is being defined.
    hidden: BTreeSet<String>,
    style: Option<String>,
    skipped: usize,
    count: usize,
    held: u64,
    most: u64,
}

impl Sheets {
    fn start(&mut self, name: &str, tag: &BytesStart) {
        let times = |name| attribute(tag, name).and_then(|n| n.parse::<u32>().ok()).unwrap_or(1).max(1);
        match name {
            "style:style" => self.style = attribute(tag, "name").map(std::borrow::Cow::into_owned),
            "style:table-properties" if attribute(tag, "display").is_some_and(|v| v == "false") => {
                self.hidden.extend(self.style.take());
            }
            "table:table" => {
                let hidden = attribute(tag, "style-name").is_some_and(|style| self.hidden.contains(&*style));
                self.count += 1;
                if hidden || self.count > MOST_SHEETS {
                    self.skipped = 1;
                    return;
                }
                self.row = 0;
                self.rows.open(&xml::unescaped(&attribute(tag, "name").unwrap_or_default()));
            }
            "table:table-row" => {
                self.times = times("number-rows-repeated");
                self.column = 0;
                self.cells.clear();
            }
            "table:table-cell" | "table:covered-table-cell" => {
                let value = match attribute(tag, "value-type").as_deref() {
                    Some("date") => attribute(tag, "date-value").map(|day| day.replace('T', " ")),
                    Some("float") => attribute(tag, "value").and_then(|v| v.parse().ok()).map(plain),
                    _ => None,
                };
                self.open = Some(Open { times: times("number-columns-repeated"), value, ..Open::default() });
            }
            "text:p" => {
                if let Some(open) = &mut self.open {
                    open.paragraphs += 1;
                    if !open.text.is_empty() {
                        open.text.push(' ');
                    }
                }
            }
            "text:s" => self.open.iter_mut().for_each(|open| open.text.push(' ')),
            "annotation" | "table:tracked-changes" | "draw:frame" | "table:shapes" => self.skipped = 1,
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "text:p" => self.open.iter_mut().for_each(|open| open.paragraphs = open.paragraphs.saturating_sub(1)),
            "table:table-cell" | "table:covered-table-cell" => {
                let Some(Open { times, value, text, .. }) = self.open.take() else { return };
                let text = if text.trim().is_empty() { String::new() } else { value.unwrap_or(text) };
                let repeated = if text.is_empty() { 0 } else { times.min(MOST_REPEATED) };
                for nth in 1..=repeated {
                    self.held += text.len() as u64;
                    let column = self.column.saturating_add(nth).min(MOST_COLUMNS);
                    if self.held <= self.most && self.cells.last().is_none_or(|last| last.column < column) {
                        self.cells.push(Cell { column, text: text.clone() });
                    }
                }
                self.column = self.column.saturating_add(times);
            }
            "table:table-row" => {
                let repeated = if self.cells.is_empty() { 0 } else { self.times.min(MOST_REPEATED) };
                let bytes: u64 = self.cells.iter().map(|cell| cell.text.len() as u64).sum();
                for nth in 1..=repeated {
                    self.held += if nth > 1 { bytes } else { 0 };
                    if self.held <= self.most {
                        self.rows.row(self.row.saturating_add(nth), &self.cells);
                    }
                }
                self.row = self.row.saturating_add(self.times);
            }
            "style:style" => self.style = None,
            _ => {}
        }
    }
}
