//! What is changed in the XML of a part, and nothing else of it.

use crate::source::{Failure, xml};
use std::ops::Range;

/// Changes of a text: bytes that are taken out, and what is put in their place.
#[derive(Debug, Default)]
pub(super) struct Edits(Vec<(Range<usize>, String)>);

impl Edits {
    /// Puts something in.
    pub(super) fn insert(&mut self, at: usize, text: String) {
        self.0.push((at..at, text));
    }

    /// Takes something out.
    pub(super) fn remove(&mut self, range: Range<usize>) {
        self.0.push((range, String::new()));
    }

    /// Whether nothing is changed.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The changed text. What is put in at one place stands in the order in which it was said; of two changes of the same bytes the first counts.
    pub(super) fn applied(mut self, text: &str) -> String {
        self.0.sort_by_key(|(range, _)| range.start);
        let mut changed = String::with_capacity(text.len() + self.0.iter().map(|(_, new)| new.len()).sum::<usize>());
        let mut at = 0;
        for (range, new) in self.0.iter().filter(|(range, _)| range.end <= text.len()) {
            if range.start < at {
                continue;
            }
            changed.push_str(text.get(at..range.start).unwrap_or_default());
            changed.push_str(new);
            at = range.end;
        }
        changed.push_str(text.get(at..).unwrap_or_default());
        changed
    }
}

/// A part with more in it, behind all that its root element has.
pub(super) fn appended(part: &str, root: &'static str, xml: &str, more: &str) -> Result<String, Failure> {
    let (mut open, mut close, mut name, mut depth) = (0..0, 0..0, String::new(), 0_usize);
    xml::walk_at(part, root, xml, |_, node, at| match node {
        xml::Node::Start(tag) => {
            if depth == 0 {
                (open, name) = (at, tag.name().as_ref().to_owned());
            }
            depth += 1;
        }
        xml::Node::End => {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                close = at;
            }
        }
        xml::Node::Text(_) => {}
    })?;
    let mut edits = Edits::default();
    if close.is_empty() {
        // `<root/>` becomes `<root>…</root>`.
        let slash = xml.get(open.clone()).and_then(|tag| tag.rfind('/')).map_or(open.end, |at| open.start + at);
        edits.0.push((slash..open.end, format!(">{more}</{name}>")));
    } else {
        edits.insert(close.start, more.to_owned());
    }
    Ok(edits.applied(xml))
}

/// A text as XML has it; what XML cannot hold is shown as U+FFFD.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            '\0'..' ' | '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            c => escaped.push(c),
        }
    }
    escaped
}
