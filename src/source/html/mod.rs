//! HTML: the text of a page, and what the page says of itself.
//!
//! The tokenizer (html5gum) follows the HTML standard and gives the bytes of every tag and text, so that each character of the text still
//! points into the file, `&nbsp;` and `&aring;` too. What a reader of the page would not take for its text is left out: scripts, styles,
//! forms and their controls, hidden elements, `nav`, `aside` (but for the fact boxes of an article), advertisements, lists of other texts and notices on cookies
//! by their classes, and headers and footers that are the page's and not an article's.
//! Where a page has a `main` element, only that is read.

mod charset;
mod elements;
mod entities;
mod metadata;
mod reader;
#[cfg(test)]
mod tests;

use super::{Document, Place, Problem, encoding, files::File};
use encoding_rs::Encoding;
use html5gum::{DefaultEmitter, Token, Tokenizer, naive_next_state};
use std::sync::Arc;

/// The document of an HTML file.
pub(super) fn document(file: &File, bytes: Vec<u8>, warnings: &mut Vec<Problem>) -> Result<Document, Problem> {
    // A page that was saved anew as UTF-8 often keeps the declaration of another encoding.
    let said = if is_beyond_ascii(&bytes) { None } else { charset::foreign(&bytes) };
    let declared = said.as_ref().and_then(|(charset, at)| Some((Encoding::for_label(charset.as_bytes())?, at.clone())));
    if let Some((charset, at)) = said
        && !declared.as_ref().is_some_and(|(encoding, _)| encoding.is_single_byte())
    {
        let place = Place::new(&bytes, at).into();
        return Err(Problem::Charset { path: file.path.clone(), place, charset });
    }
    let read = encoding::decode(&file.path, bytes, declared, warnings)?;
    Ok(decoded(file, read.text.into(), read.bytes))
}

/// The document of a page that is decoded.
pub(super) fn decoded(file: &File, raw: Arc<str>, bytes: Option<encoding::Recoded>) -> Document {
    let start = if raw.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let is_xml = file.path.extension().is_some_and(|e| e.eq_ignore_ascii_case("xhtml"));
    let mut reader = reader::Reader::new(&raw);
    let mut tokens = Tokenizer::new_with_emitter(raw.get(start..).unwrap_or_default(), DefaultEmitter::new_with_span());
    // Where the last tag or text ended. The tokenizer gives the text after a change of its state a start that is too early.
    let mut last = start;
    while let Some(Ok(token)) = tokens.next() {
        match token {
            Token::StartTag(tag) => {
                last = start + tag.span.end;
                // In XHTML `<script/>` is a whole element; in HTML all that follows would be a script.
                let closed = tag.self_closing && (is_xml || reader.in_foreign() || matches!(&**tag.name, b"svg" | b"math"));
                if let (false, Some(state)) = (closed, naive_next_state(&tag.name)) {
                    tokens.set_state(state);
                }
                let at = start + tag.span.start..start + tag.span.end;
                let name = closed.then(|| tag.name.clone());
                reader.start(tag.name, &tag.attributes, at.clone());
                if let Some(name) = name {
                    reader.end(&name, at);
                }
            }
            Token::EndTag(tag) => {
                last = start + tag.span.end;
                reader.end(&tag.name, start + tag.span.start..last);
            }
            Token::String(text) => {
                let from = last.max(start + text.span.start);
                last = start + text.span.end;
                reader.text(from..last);
            }
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    let (text, blocks, origin, meta) = reader.finish();
    let origin = origin.recoded_as(bytes);
    Document { name: file.name.clone(), meta, text: text.into(), blocks, lost: Vec::new(), origin, raw }
}

/// Whether it is UTF-8 with letters beyond ASCII, which nothing else looks like.
fn is_beyond_ascii(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()
}
