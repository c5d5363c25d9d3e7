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
    zipped::{Failure, Package},
};

/// The part that holds the text.
const CONTENT: &str = "content.xml";

/// The document of an odt or odp file.
pub(super) fn document(file: &File, bytes: &[u8]) -> Result<Document, Problem> {
    read(file, bytes).map_err(|failure| failure.of(file))
}

fn read(file: &File, bytes: &[u8]) -> Result<Document, Failure> {
    let mut package = Package::open(file, bytes)?;
    let content = package.needed(CONTENT)?;
    let mut body = body::Body::default();
    body.read(CONTENT, &content)?;
    Ok(body.finish().document(file, Metadata::default()))
}
