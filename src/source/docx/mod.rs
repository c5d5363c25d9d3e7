//! docx: the paragraphs of a word processor's document (Office Open XML, ISO/IEC 29500).
//!
//! A docx is a zip archive of XML parts. Its text has no lines and no bytes that a reader could look up, so the extracted text stands for
//! the file: one line a paragraph, in the order of the document, table cells and empty paragraphs included, then the notes. A place is the
//! number of its paragraph, and a column in it.
//!
//! Tracked changes are read as if they were accepted. The dates and the title in a docx's properties are not used: they are those of its
//! template, or of the last time somebody saved it, as often as those of its text. Its language is used where it is set for the text
//! itself, not as the default of its styles.

mod body;
mod styles;
#[cfg(test)]
mod tests;

use super::{
    BlockKind, Document, Metadata, Problem,
    extracted::Extracted,
    files::File,
    traced::{Part, Traced},
    zipped::{Failure, Package, ZippedError, xml},
};

/// The document of a docx file.
pub(super) fn document(file: &File, bytes: &[u8], warnings: &mut Vec<Problem>) -> Result<Document, Problem> {
    let read = Package::open(file, bytes).and_then(|mut package| read(&mut package, false));
    let Read { lines, lang, unstyled, .. } = read.map_err(|failure| failure.of(file))?;
    warnings.extend(unstyled.map(|failure| failure.of(file)));
    Ok(lines.document(file, Metadata { lang, ..Metadata::default() }))
}

/// The same, with the way from its text to its parts.
pub(super) fn traced<'a>(file: &File, bytes: &'a [u8]) -> Result<Traced<'a>, Failure> {
    let mut package = Package::open(file, bytes)?;
    let Read { lines, parts, .. } = read(&mut package, true)?;
    Ok(Traced { package, text: lines.text, parts })
}

/// What was read of a docx.
struct Read {
    lines: Extracted,
    lang: Option<String>,
    /// Why its styles could not be read. Its text can without them: what they say of it is guessed then.
    unstyled: Option<Failure>,
    /// Its parts, where their text is traced.
    parts: Vec<Part>,
}

fn read(package: &mut Package, traced: bool) -> Result<Read, Failure> {
    let main = package.main("word/document.xml")?;
    let related = package.related(&main, &["styles", "footnotes", "endnotes"])?;
    let (styles, unstyled) = match related.iter().find(|r| r.kind == "styles") {
        Some(part) => match style(package, &part.target) {
            Ok(styles) => (styles, None),
            Err(failure @ Failure { error: ZippedError::TooLarge { .. }, .. }) => return Err(failure),
            Err(failure) => (styles::Styles::default(), Some(failure)),
        },
        None => (styles::Styles::default(), None),
    };
    let mut body = body::Body::new(&styles, traced);
    let mut parts = Vec::new();
    let xml = package.needed(&main)?;
    let pieces = body.read(&main, "document", &xml)?;
    parts.extend(traced.then_some(Part { name: main, root: "document", xml, pieces }));
    for (kind, root) in [("footnotes", "footnotes"), ("endnotes", "endnotes")] {
        for part in related.iter().filter(|r| r.kind == kind) {
            if let Some(xml) = package.part(&part.target)? {
                let pieces = body.read(&part.target, root, &xml)?;
                parts.extend(traced.then(|| Part { name: part.target.clone(), root, xml, pieces }));
            }
        }
    }
    let (lines, lang) = body.finish();
    Ok(Read { lines, lang, unstyled, parts })
}

/// The styles that a part defines.
fn style(package: &mut Package, part: &str) -> Result<styles::Styles, Failure> {
    package.part(part)?.map_or_else(|| Ok(styles::Styles::default()), |xml| styles::read(part, &xml))
}

/// What a style says that a paragraph is.
type Kind = Option<BlockKind>;
