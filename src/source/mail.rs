//! eml and mbox: what a letter says, and the texts that are attached to it.
//!
//! Of a letter that is written twice, plain and as a page, the plain one is read, unless it says next to nothing. Its subject is a heading. The day
//! of its publication is that of its `Date`. Attachments are documents of their own, named by the letter and their file.

use super::{
    BlockKind, Document, Format, Loaded, Metadata, Origin, Problem,
    extracted::Extracted,
    files::{self, File},
    html, plain,
    zipped::Budget,
};
use crate::text::Span;
use jiff::civil::Date;
use mail_parser::{Message, MessageParser, MimeHeaders, PartType};
use std::{path::Path, sync::Arc};

/// How far letters in letters are read.
const DEEPEST: usize = 3;
/// The most letters of a box, and the most attachments of a letter.
const MOST_LETTERS: usize = 100_000;
const MOST_ATTACHED: usize = 200;

type Read<'a> = &'a mut dyn FnMut(&File, Vec<u8>, &mut Loaded);

/// Gives the letter of an eml file, and each of its attachments to `read`.
pub(super) fn letter(file: &File, bytes: &[u8], loaded: &mut Loaded, read: Read) {
    let budget = file.budget.clone().unwrap_or_else(|| Budget::of(bytes.len()));
    match MessageParser::default().parse(bytes).filter(|message| !message.headers().is_empty()) {
        Some(message) => documents(file, &message, &budget, 0, loaded, read),
        None => loaded.problems.push(Problem::Other { path: file.path.clone(), format: file.format }),
    }
}

/// The same for each letter of an mbox file.
pub(super) fn letters(file: &File, bytes: &[u8], loaded: &mut Loaded, read: Read) {
    if !bytes.starts_with(b"From ") {
        return loaded.problems.push(Problem::Other { path: file.path.clone(), format: file.format });
    }
    let budget = file.budget.clone().unwrap_or_else(|| Budget::of(bytes.len()));
    let starts = memchr::memmem::find_iter(bytes, b"\nFrom ").map(|at| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(starts).take(MOST_LETTERS).collect();
    for (nth, start) in starts.iter().enumerate() {
        let end = starts.get(nth + 1).copied().unwrap_or(bytes.len());
        let whole = bytes.get(*start..end).unwrap_or_default();
        let first = memchr::memchr(b'\n', whole).map_or(whole.len(), |end| end + 1);
        let letter = quoted(whole.get(first..).unwrap_or_default());
        let inner = file.packed(&(nth + 1).to_string(), Format::Mail, &budget);
        if let Some(message) = MessageParser::default().parse(&letter) {
            documents(&inner, &message, &budget, 0, loaded, read);
        }
    }
}

/// A letter without the marks before lines that would else begin another.
fn quoted(letter: &[u8]) -> Vec<u8> {
    let mut own = Vec::with_capacity(letter.len());
    for line in letter.split_inclusive(|b| *b == b'\n') {
        let marks = line.iter().take_while(|b| **b == b'>').count();
        let marked = marks > 0 && line.get(marks..).is_some_and(|rest| rest.starts_with(b"From "));
        own.extend_from_slice(line.get(usize::from(marked)..).unwrap_or_default());
    }
    own
}

fn documents(file: &File, message: &Message, budget: &Arc<Budget>, depth: usize, loaded: &mut Loaded, read: Read) {
    if let Some(document) = document(file, message) {
        loaded.documents.push(document);
    }
    for (nth, part) in message.attachments().take(MOST_ATTACHED).enumerate() {
        if let PartType::Message(inner) = &part.body {
            let inner_file = file.packed(&(nth + 1).to_string(), Format::Mail, budget);
            if depth < DEEPEST {
                documents(&inner_file, inner, budget, depth + 1, loaded, read);
            } else {
                loaded.unread.push(inner_file.path);
            }
            continue;
        }
        let name = part.attachment_name().map(|name| name.rsplit(['/', '\\']).next().unwrap_or(name));
        let Some(name) = name.filter(|name| !name.is_empty()) else { continue };
        match Format::of(Path::new(name)) {
            Some(format) if format != Format::Zip => read(&file.packed(name, format, budget), part.contents().to_vec(), loaded),
            None if !files::is_text(Path::new(name)) => {}
            _ => loaded.unread.push(file.path.join(name)),
        }
    }
}

/// What a letter says; nothing where it is empty.
fn document(file: &File, message: &Message) -> Option<Document> {
    let date = message.date().and_then(|d| Date::new(d.year as i16, d.month as i8, d.day as i8).ok());
    let meta = Metadata { date, ..Metadata::default() };
    let subject = message.subject().map(|subject| subject.split_whitespace().collect::<Vec<_>>().join(" ")).unwrap_or_default();
    let is_page = |id: &u32| message.parts.get(*id as usize).is_some_and(|part| matches!(part.body, PartType::Html(_)));
    let pages: usize = message.html_body.iter().filter(|id| is_page(id)).count();
    let plain: Vec<&str> = message
        .text_body
        .iter()
        .filter_map(|id| match &message.parts.get(*id as usize)?.body {
            PartType::Text(text) => Some(&**text),
            _ => None,
        })
        .collect();
    let plain = plain.join("\n\n");
    let words = |text: &str| text.split_whitespace().count();
    let page = (pages > 0).then(|| self::page(file, message, &subject)).flatten();
    if let Some(page) = page.filter(|page| words(&plain) * 4 < words(&page.text)) {
        return Some(page.document(file, meta));
    }
    if plain.trim().is_empty() && subject.is_empty() {
        return None;
    }
    let mut raw = subject.clone();
    if !subject.is_empty() {
        raw.push_str("\n\n");
    }
    let start = raw.len();
    raw.push_str(&plain.replace("\r\n", "\n"));
    let heading = Span::new(0, subject.len());
    let head = (!subject.is_empty()).then_some(super::Block { span: heading, kind: BlockKind::Heading { level: 1 } });
    let blocks = head.into_iter().chain(plain::blocks(&raw, start)).collect();
    let raw: Arc<str> = raw.into();
    let origin = Origin::Identity { skipped: 0 };
    Some(Document { name: file.name.clone(), meta, text: raw.clone(), blocks, lost: Vec::new(), origin, raw })
}

/// The pages of a letter as lines.
fn page(file: &File, message: &Message, subject: &str) -> Option<Extracted> {
    let mut out = Extracted::default();
    if !subject.is_empty() {
        out.push(subject, Some(BlockKind::Heading { level: 1 }));
    }
    for id in &message.html_body {
        let PartType::Html(page) = &message.parts.get(*id as usize)?.body else { continue };
        // It was decoded, whatever it says of its encoding.
        let inner = file.packed("", Format::Html, &Budget::of(0));
        let document = html::decoded(&inner, page.as_ref().into(), None);
        for block in &document.blocks {
            out.push(block.span.of(&document.text), Some(block.kind).filter(|kind| *kind != BlockKind::Paragraph));
        }
    }
    Some(out)
}
