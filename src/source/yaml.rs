//! The small part of YAML that metadata needs, with the place of every key and value: mappings, three levels deep, of scalars.

use granit_parser::{Event, Parser, Span};
use std::ops::Range;

/// A value.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Node {
    /// A text, a number, a date: as written, quotes resolved.
    Scalar(String),
    /// Keys and values in the order of the file.
    Map(Vec<Entry>),
    /// Nothing: `key:`, `~`, `null`.
    Nothing,
    /// Anything else: a list, an alias, or what is nested too deep to matter.
    Other,
}

/// A key and its value; places are bytes of the YAML text.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) key: String,
    pub(super) key_at: Range<usize>,
    pub(super) value: Node,
    pub(super) value_at: Range<usize>,
}

impl Entry {
    /// The entry of a text that begins `by` bytes later.
    pub(super) fn shifted(mut self, by: usize) -> Self {
        for at in [&mut self.key_at, &mut self.value_at] {
            *at = at.start + by..at.end + by;
        }
        if let Node::Map(entries) = self.value {
            self.value = Node::Map(entries.into_iter().map(|entry| entry.shifted(by)).collect());
        }
        self
    }
}

/// Broken YAML.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Broken {
    pub(super) at: usize,
    pub(super) why: String,
}

/// How deep mappings are kept.
const DEEPEST: usize = 3;

/// Reads the first document of a YAML text; `None` for an empty one.
pub(super) fn parse(yaml: &str) -> Result<Option<Node>, Broken> {
    let mut reader = Reader { events: Parser::new_from_str(yaml), length: yaml.len() };
    while let Some((event, at)) = reader.next()? {
        match event {
            Event::StreamStart | Event::DocumentStart(..) | Event::Comment(..) => {}
            Event::StreamEnd | Event::DocumentEnd => break,
            event => {
                let node = reader.node(event, at, 0)?.0;
                // What follows must be YAML too: an unclosed quote is seen at the end only.
                while let Some((event, _)) = reader.next()? {
                    if matches!(event, Event::DocumentEnd) {
                        break;
                    }
                }
                return Ok(Some(node));
            }
        }
    }
    Ok(None)
}

struct Reader<'a, I: granit_parser::BorrowedInput<'a>> {
    events: Parser<'a, I>,
    length: usize,
}

impl<'a, I: granit_parser::BorrowedInput<'a>> Reader<'a, I> {
    fn next(&mut self) -> Result<Option<(Event<'a>, Range<usize>)>, Broken> {
        let length = self.length;
        let broken = |e: granit_parser::ScanError| Broken {
            at: e.marker().byte_offset().unwrap_or(length).min(length),
            why: e.kind().to_string(),
        };
        Ok(self.events.next_event().transpose().map_err(broken)?.map(|(event, span)| (event, self.range(&span))))
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let start = span.start.byte_offset().unwrap_or(0).min(self.length);
        start..span.end.byte_offset().unwrap_or(start).clamp(start, self.length)
    }

    /// The node that begins with this event, and the bytes that it covers.
    fn node(&mut self, event: Event<'a>, at: Range<usize>, depth: usize) -> Result<(Node, Range<usize>), Broken> {
        match event {
            Event::Scalar(text, style, ..) => {
                let plain = style == granit_parser::ScalarStyle::Plain;
                let nothing = plain && matches!(&*text, "" | "~" | "null");
                Ok((if nothing { Node::Nothing } else { Node::Scalar(text.into_owned()) }, at))
            }
            Event::MappingStart(..) if depth < DEEPEST => self.entries(at, depth),
            Event::MappingStart(..) | Event::SequenceStart(..) => self.skip(at),
            _ => Ok((Node::Other, at)),
        }
    }

    fn entries(&mut self, at: Range<usize>, depth: usize) -> Result<(Node, Range<usize>), Broken> {
        let mut entries = Vec::new();
        while let Some((event, key_at)) = self.next()? {
            match event {
                Event::MappingEnd => return Ok((Node::Map(entries), at.start..key_at.end)),
                Event::Comment(..) => {}
                event => {
                    let (key, key_at) = self.node(event, key_at, DEEPEST)?;
                    let Some((event, value_at)) = self.value()? else { break };
                    let (value, value_at) = self.node(event, value_at, depth + 1)?;
                    if let Node::Scalar(key) = key {
                        entries.push(Entry { key, key_at, value, value_at });
                    }
                }
            }
        }
        Ok((Node::Map(entries), at))
    }

    fn value(&mut self) -> Result<Option<(Event<'a>, Range<usize>)>, Broken> {
        loop {
            match self.next()? {
                Some((Event::Comment(..), _)) => {}
                next => return Ok(next),
            }
        }
    }

    fn skip(&mut self, at: Range<usize>) -> Result<(Node, Range<usize>), Broken> {
        let mut open = 1;
        let mut end = at.end;
        while let Some((event, span)) = self.next()? {
            match event {
                Event::MappingStart(..) | Event::SequenceStart(..) => open += 1,
                Event::MappingEnd | Event::SequenceEnd => open -= 1,
                _ => {}
            }
            end = end.max(span.end);
            if open == 0 {
                break;
            }
        }
        Ok((Node::Other, at.start..end))
    }
}
