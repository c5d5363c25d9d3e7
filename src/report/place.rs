//! Where something stands, as reports say it: the document, bytes of its file, a line and a column.

use crate::{
    source::Document,
    text::{LineIndex, Span},
};
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// Where something stands.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub(crate) struct Place<'a> {
    pub(crate) document: &'a str,
    /// Bytes of the file as it is on disk; for JSON Lines, of the decoded `text`; for docx and other files that hold no plain text, of the extracted text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// From 1.
    pub(crate) line: usize,
    /// From 1, in Unicode scalar values.
    pub(crate) column: usize,
    /// What stands there.
    pub(crate) text: &'a str,
    /// The day on which the document was published, where that is known.
    #[serde(serialize_with = "day", skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub(crate) published: Option<Date>,
    /// What the place is called where the file is not looked at line by line: `page 3, line 12`, `Budget!C4`, `slide 2`, `00:01:02.500`.
    #[serde(rename = "place", skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    /// Where it begins in the text of the file.
    #[serde(skip)]
    pub(crate) at: usize,
    /// The index of the document.
    #[serde(skip)]
    pub(crate) nth: u32,
}

#[allow(clippy::ref_option)] // as serde calls it
#[allow(clippy::trivially_copy_pass_by_ref)] // as serde calls it
fn day<S: Serializer>(date: &Option<Date>, to: S) -> Result<S::Ok, S::Error> {
    match date {
        Some(date) => to.collect_str(date),
        None => to.serialize_none(),
    }
}

impl Place<'_> {
    /// The document and the place in it, as it is said on a terminal: `draft.md:3:16`, `minutes.pdf, page 3, line 12`.
    pub(crate) fn said(&self) -> String {
        match &self.name {
            Some(name) => format!("{}, {name}", self.document),
            None => format!("{}:{}:{}", self.document, self.line, self.column),
        }
    }

    /// Where it ends: the line, and the column after its last character.
    pub(crate) fn until(&self) -> (usize, usize) {
        let lines = self.text.matches('\n').count();
        let last = self.text.rsplit('\n').next().unwrap_or_default().chars().count();
        (self.line + lines, if lines == 0 { self.column + last } else { last + 1 })
    }
}

/// Finds places; the lines of a document are counted once.
pub(crate) struct Places<'a> {
    documents: &'a [Document],
    lines: BTreeMap<u32, LineIndex>,
}

impl<'a> Places<'a> {
    pub(crate) fn new(documents: &'a [Document]) -> Self {
        Self { documents, lines: BTreeMap::new() }
    }

    /// How many characters of its file stand before a place.
    pub(crate) fn characters(&mut self, place: &Place) -> usize {
        let Some((index, of)) = self.document(place) else { return 0 };
        self.lines.entry(index).or_insert_with(|| LineIndex::new(&of.raw)).before(&of.raw, place.at)
    }

    /// How many bytes of its line stand before a place.
    pub(crate) fn bytes_before(&self, place: &Place) -> usize {
        let before = self.document(place).and_then(|(_, of)| of.raw.get(..place.at)).unwrap_or_default();
        before.len() - before.rfind('\n').map_or(0, |end| end + 1)
    }

    /// The document that a place is in.
    fn document(&self, place: &Place) -> Option<(u32, &'a Document)> {
        self.documents.get(place.nth as usize).map(|of| (place.nth, of))
    }

    /// The place of `span`, in bytes of the text of a document by its index; none where there is no such document.
    pub(crate) fn find(&mut self, document: u32, span: Span) -> Option<Place<'a>> {
        let of = self.documents.get(document as usize)?;
        let range = of.file_range(span);
        let index = self.lines.entry(document).or_insert_with(|| LineIndex::new(&of.raw));
        let (line, column) = index.locate(&of.raw, range.start);
        let text = of.raw.get(range.clone()).unwrap_or_default();
        let (at, name, disk, published) = (range.start, of.place_name(range.start), of.on_disk(range), of.meta.date);
        Some(Place {
            document: &of.name,
            start: disk.start,
            end: disk.end,
            line,
            column,
            text,
            published,
            name,
            at,
            nth: document,
        })
    }
}
