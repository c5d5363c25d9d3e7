//! XML as the parts of packed documents have it: elements and text, no document type, no entities but XML's own.

use super::{Failure, ZippedError};
use crate::source::Place;
use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};
use std::ops::Range;

/// What a part is made of, in its order.
#[derive(Debug)]
pub(crate) enum Node<'n, 'x> {
    /// An element begins. An empty element begins and ends.
    Start(&'n BytesStart<'x>),
    /// An element ends.
    End,
    /// Text; one stretch may come in parts.
    Text(&'n str),
}

/// Goes through a part whose root element is `root`. Names are given to `see` without the prefix of the root; those of other prefixes keep
/// theirs.
pub(crate) fn walk(part: &str, root: &'static str, xml: &str, mut see: impl FnMut(&str, Node)) -> Result<(), Failure> {
    walk_at(part, root, xml, |name, node, _| see(name, node))
}

/// The same; `see` is also told which bytes of the part each node takes. An empty element ends where it does, in no bytes.
pub(crate) fn walk_at(
    part: &str,
    root: &'static str,
    whole: &str,
    mut see: impl FnMut(&str, Node, Range<usize>),
) -> Result<(), Failure> {
    let xml = whole.strip_prefix('\u{feff}').unwrap_or(whole);
    let before = whole.len() - xml.len();
    let fail = |at: Range<usize>, error| Failure { error, place: Some(Place::new(xml.as_bytes(), at)) };
    let broken = |at: Range<usize>, cause: String| fail(at, ZippedError::Xml { part: part.to_owned(), cause });
    let mut reader = Reader::from_str(xml);
    let mut prefix: Option<String> = None;
    let mut depth = 0_usize;
    loop {
        let from = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|e| {
            let at = (reader.error_position() as usize).min(xml.len());
            broken(at..at + 1, e.to_string())
        })?;
        let at = from..reader.buffer_position() as usize;
        let within = at.start + before..at.end + before;
        match event {
            Event::Start(ref tag) | Event::Empty(ref tag) => {
                let name = tag.name();
                let name = name.as_ref();
                let prefix = prefix.get_or_insert_with(|| name.strip_suffix(root).unwrap_or("?").to_owned());
                if !prefix.is_empty() && !prefix.ends_with(':') {
                    return Err(fail(at, ZippedError::Root { part: part.to_owned(), root }));
                }
                let own = name.strip_prefix(prefix.as_str()).unwrap_or(name);
                see(own, Node::Start(tag), within.clone());
                if matches!(event, Event::Empty(_)) {
                    see(own, Node::End, within.end..within.end);
                } else {
                    depth += 1;
                }
            }
            Event::End(tag) => {
                let name = tag.name();
                let name = name.as_ref();
                let own = prefix.as_deref().and_then(|p| name.strip_prefix(p)).unwrap_or(name);
                depth = depth.saturating_sub(1);
                see(own, Node::End, within);
            }
            Event::Text(text) => see("", Node::Text(&text), within),
            Event::CData(text) => see("", Node::Text(&text), within),
            Event::GeneralRef(name) => {
                let mut buffer = [0; 4];
                let text = match &*name {
                    "amp" => "&",
                    "lt" => "<",
                    "gt" => ">",
                    "quot" => "\"",
                    "apos" => "'",
                    other => match name.resolve_char_ref() {
                        Ok(Some(c)) => c.encode_utf8(&mut buffer),
                        _ => return Err(broken(at, format!("unknown entity `&{other};`"))),
                    },
                };
                see("", Node::Text(text), within);
            }
            Event::DocType(_) => return Err(fail(at, ZippedError::Doctype(part.to_owned()))),
            Event::Eof if depth > 0 => return Err(broken(at, "it breaks off".to_owned())),
            Event::Eof if prefix.is_none() => return Err(fail(at, ZippedError::Root { part: part.to_owned(), root })),
            Event::Eof => return Ok(()),
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
        }
    }
}

/// The value of an attribute, whatever its prefix, as it is written.
pub(crate) fn attribute<'t>(tag: &'t BytesStart, name: &str) -> Option<std::borrow::Cow<'t, str>> {
    tag.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name).map(|a| a.value)
}

/// Whether an element that switches something says "on": by itself, or with a value that is not "off".
pub(crate) fn is_on(tag: &BytesStart) -> bool {
    !attribute(tag, "val").is_some_and(|v| matches!(&*v, "0" | "false" | "off" | "none"))
}

/// An attribute's value with its references decoded; as it is written where one is unknown.
pub(crate) fn unescaped(value: &str) -> String {
    quick_xml::escape::unescape(value).map_or_else(|_| value.to_owned(), std::borrow::Cow::into_owned)
}
