//! odt and odp: the paragraphs of documents and slides in `OpenDocument` (ISO/IEC 26300).
//!
//! Like a docx, an odt is a zip archive; its text is one part, `content.xml`. One line a paragraph, then the notes. A place in a document is the
//! number of its paragraph, in slides their number. What was deleted and is still kept, comments, and hidden text are left out.

mod body;
#[cfg(test)]
mod tests;

use super::{
    Document, Metadata, Problem,
    files::File,
    traced::{Part, Traced},
    zipped::{Failure, Package},
};

/// The part that holds the text.
const CONTENT: &str = "content.xml";
/// Its root element.
const ROOT: &str = "document-content";

/// The document of an odt or odp file.
pub(super) fn document(file: &File, bytes: &[u8]) -> Result<Document, Problem> {
    read(file, bytes).map_err(|failure| failure.of(file))
}

/// The same, with the way from its text to its part.
pub(super) fn traced<'a>(file: &File, bytes: &'a [u8]) -> Result<Traced<'a>, Failure> {
    let mut package = Package::open(file, bytes)?;
    let xml = package.needed(CONTENT)?;
    let mut body = body::Body::traced();
    body.read(CONTENT, &xml)?;
    let (lines, pieces) = body.finish();
    Ok(Traced { package, text: lines.text, parts: vec![Part { name: CONTENT.to_owned(), root: ROOT, xml, pieces }] })
}

fn read(file: &File, bytes: &[u8]) -> Result<Document, Failure> {
    let mut package = Package::open(file, bytes)?;
    let content = package.needed(CONTENT)?;
    let mut body = body::Body::default();
    body.read(CONTENT, &content)?;
    Ok(body.finish().0.document(file, Metadata::default()))
}
