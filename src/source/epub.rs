//! epub: the chapters of a book, in the order in which they are read.
//!
//! An epub is an archive of pages and of a list of them. Each page is read as a page of the web is; a place is called by its page and the number of
//! its paragraph there. What leads to the chapters (the table of contents) is left out.

use super::{
    BlockKind, Document, Format, Metadata, Problem, Spot,
    extracted::Extracted,
    files::File,
    html, parse_date, parse_lang,
    zipped::{
        Failure, Package, ZippedError, resolve,
        xml::{self, Node, attribute, unescaped},
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// The most pages that are read.
const MOST_PAGES: usize = 5_000;
const CONTAINER: &str = "META-INF/container.xml";

/// The document of an epub file.
pub(super) fn document(file: &File, bytes: &[u8], warnings: &mut Vec<Problem>) -> Result<Document, Problem> {
    let mut package = Package::open(file, bytes).map_err(|failure| failure.of(file))?;
    let (pages, meta) = list(&mut package).map_err(|failure| failure.of(file))?;
    let mut out = Extracted::default();
    for (part, page) in pages.into_iter().enumerate() {
        let missing = || ZippedError::Missing { what: file.format.name(), part: page.clone() };
        let read = package.bytes(&page).and_then(|content| content.ok_or_else(|| missing().into()));
        let content = read.map_err(|failure| failure.of(file))?;
        let inner = File {
            path: file.path.join(&page),
            name: String::new(),
            format: Format::Html,
            content: None,
            named: false,
            budget: None,
            place: None,
        };
        let document = html::document(&inner, content, warnings)?;
        out.places.parts.push(page);
        for (nth, block) in document.blocks.iter().enumerate() {
            out.at(Spot::Part { part: part as u32, paragraph: nth as u32 + 1 });
            // A plain paragraph is looked at as a line of its own, since a book's markup is poor.
            out.push(block.span.of(&document.text), Some(block.kind).filter(|kind| *kind != BlockKind::Paragraph));
        }
    }
    Ok(out.document(file, meta))
}

/// The pages of a book, and what it says of itself.
fn list(package: &mut Package) -> Result<(Vec<String>, Metadata), Failure> {
    let mut main = None;
    xml::walk(CONTAINER, "container", &package.needed(CONTAINER)?, |name, node| {
        if let ("rootfile", Node::Start(tag)) = (name, node) {
            main = main.take().or(attribute(tag, "full-path").map(|path| unescaped(&path)));
        }
    })?;
    let main = main.unwrap_or_else(|| "content.opf".to_owned());
    let content = package.needed(&main)?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (mut items, mut pages, mut seen) = (BTreeMap::new(), Vec::new(), BTreeSet::new());
    let (mut meta, mut open) = (Metadata::default(), String::new());
    xml::walk(&main, "package", &content, |name, node| match (name, node) {
        ("item", Node::Start(tag)) => {
            let page = attribute(tag, "media-type").is_some_and(|kind| matches!(&*kind, "application/xhtml+xml" | "text/html"));
            let contents = attribute(tag, "properties").is_some_and(|p| p.split(' ').any(|p| p == "nav"));
            if let (true, Some(id), Some(href)) = (page && !contents, attribute(tag, "id"), attribute(tag, "href")) {
                items.insert(id.into_owned(), resolve(folder, &decoded(&unescaped(&href))));
            }
        }
        ("itemref", Node::Start(tag)) => {
            let page = attribute(tag, "idref").and_then(|id| items.get(&*id));
            if let Some(page) = page.filter(|page| pages.len() <= MOST_PAGES && seen.insert((*page).clone())) {
                pages.push(page.clone());
            }
        }
        ("dc:language" | "dc:publisher" | "dc:date", Node::Start(_)) => name.clone_into(&mut open),
        (_, Node::Text(text)) => match open.as_str() {
            "dc:language" => meta.lang = meta.lang.take().or(parse_lang(text.trim()).ok()),
            "dc:publisher" => meta.source = meta.source.take().or(Some(text.trim().to_owned())),
            "dc:date" => meta.date = meta.date.or(text.trim().get(..10).and_then(|day| parse_date(day).ok())),
            _ => {}
        },
        (_, Node::End) => open.clear(),
        _ => {}
    })?;
    if pages.len() > MOST_PAGES {
        return Err(ZippedError::TooMany { what: "pages", most: MOST_PAGES }.into());
    }
    Ok((pages, meta))
}

/// A path without `%20` and the like.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).and_then(|hex| std::str::from_utf8(hex).ok()).and_then(|hex| u8::from_str_radix(hex, 16).ok());
        if let Some(byte) = hex.filter(|_| *first == b'%') {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
