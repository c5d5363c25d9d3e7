//! pptx: what stands on slides, and what is said beside them (Office Open XML).
//!
//! The slides are read in the order in which they are shown; a place is the number of its slide. Dates, footers and numbers that a design puts on
//! every slide are left out.

use super::{
    BlockKind, Document, Metadata, Problem, Spot,
    extracted::Extracted,
    files::File,
    grid::Grid,
    superscript,
    zipped::{
        Failure, Package, ZippedError,
        xml::{self, Node, attribute},
    },
};
use quick_xml::events::BytesStart;

/// The most slides that are read.
const MOST_SLIDES: usize = 2_000;

/// The document of a pptx file.
pub(super) fn document(file: &File, bytes: &[u8]) -> Result<Document, Problem> {
    read(file, bytes).map_err(|failure| failure.of(file))
}

fn read(file: &File, bytes: &[u8]) -> Result<Document, Failure> {
    let mut package = Package::open(file, bytes)?;
    let main = package.main("ppt/presentation.xml")?;
    let (related, more) = package.all_related(&main, &["slide"], MOST_SLIDES)?;
    if more {
        return Err(ZippedError::TooMany { what: "slides", most: MOST_SLIDES }.into());
    }
    let mut order = Vec::new();
    xml::walk(&main, "presentation", &package.needed(&main)?, |name, node| {
        if let ("sldId", Node::Start(tag)) = (name, node) {
            // `id` is a number of its own, `r:id` that of the part.
            let id = tag.attributes().with_checks(false).flatten().find(|a| a.key.as_ref().ends_with(":id"));
            let part = id.and_then(|id| related.iter().position(|r| r.id == *id.value));
            order.extend(part.filter(|part| !order.contains(part)));
        }
    })?;
    let mut slides = Slides::default();
    for (nth, slide) in order.into_iter().filter_map(|at| related.get(at)).enumerate() {
        slides.out.at(Spot::Slide(nth as u32 + 1));
        slides.read(&slide.target, "sld", &package.needed(&slide.target)?)?;
        for notes in package.related(&slide.target, &["notesSlide"])? {
            if let Some(content) = package.part(&notes.target)? {
                slides.out.at(Spot::Notes(nth as u32 + 1));
                slides.read(&notes.target, "notes", &content)?;
            }
        }
    }
    Ok(slides.out.document(file, Metadata::default()))
}

/// What a shape is for.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
enum Place {
    #[default]
    Free,
    Title,
    Body,
    /// Of the design, and not of the slide.
    Design,
}

#[derive(Debug, Default)]
struct Slides {
    out: Extracted,
    /// The shape at hand, and how many elements of it are open.
    place: Place,
    paragraph: Option<String>,
    level: u32,
    /// The next item is the first of its list.
    opens: bool,
    table: Option<Grid>,
    in_text: bool,
    high: bool,
    /// How many elements are open since one whose content is left out.
    skipped: usize,
}

impl Slides {
    fn read(&mut self, part: &str, root: &'static str, content: &str) -> Result<(), Failure> {
        xml::walk(part, root, content, |name, node| match node {
            Node::Start(_) if self.skipped > 0 => self.skipped += 1,
            Node::End if self.skipped > 0 => self.skipped -= 1,
            Node::Start(tag) => self.start(name, tag),
            Node::End => self.end(name),
            Node::Text(text) if self.in_text => self.push(text),
            Node::Text(_) => {}
        })
    }

    fn start(&mut self, name: &str, tag: &BytesStart) {
        match name {
            "sp" => (self.place, self.opens) = (Place::Free, true),
            "ph" => {
                self.place = match attribute(tag, "type").as_deref() {
                    Some("title" | "ctrTitle") => Place::Title,
                    Some("sldNum" | "dt" | "ftr" | "hdr" | "sldImg") => Place::Design,
                    Some("body" | "obj") | None => Place::Body,
                    Some(_) => Place::Free,
                }
            }
            "a:p" => (self.paragraph, self.level) = (Some(String::new()), 0),
            "a:pPr" => self.level = attribute(tag, "lvl").and_then(|l| l.parse().ok()).unwrap_or(0),
            "a:rPr" => self.high = attribute(tag, "baseline").is_some_and(|b| b.parse::<i64>().is_ok_and(|b| b > 0)),
            "a:t" => self.in_text = true,
            "a:br" => self.push(" "),
            "a:fld" if attribute(tag, "type").is_some_and(|t| t.starts_with("slidenum") || t.starts_with("datetime")) => {
                self.skipped = 1;
            }
            "mc:Fallback" => self.skipped = 1,
            "a:tbl" => self.table = Some(Grid::default()),
            "a:tr" => self.grid(Grid::open_row),
            "a:tc" => {
                let spans = attribute(tag, "rowSpan").is_some() || attribute(tag, "vMerge").is_some();
                self.grid(|table| {
                    table.open_cell(1);
                    if spans {
                        table.break_up();
                    }
                });
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "a:t" => self.in_text = false,
            "a:r" => self.high = false,
            "a:tbl" => self.table = None,
            "a:p" => {
                let Some(text) = self.paragraph.take().filter(|text| self.place != Place::Design && !text.trim().is_empty())
                else {
                    return;
                };
                let kind = match (self.place, &self.table) {
                    (_, Some(table)) => Some(table.cell()),
                    (Place::Title, _) => Some(BlockKind::Heading { level: 1 }),
                    (Place::Body, _) => {
                        let opens = std::mem::take(&mut self.opens);
                        Some(BlockKind::ListItem { depth: self.level, opens, number: 0 })
                    }
                    _ => None,
                };
                self.out.push(&text, kind);
            }
            "sp" => self.place = Place::Free,
            _ => {}
        }
    }

    fn grid(&mut self, change: impl FnOnce(&mut Grid)) {
        if let Some(table) = &mut self.table {
            change(table);
        }
    }

    fn push(&mut self, text: &str) {
        let high = self.high;
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.extend(text.chars().filter(|c| *c != '\u{ad}').map(|c| if high { superscript(c) } else { c }));
        }
    }
}
