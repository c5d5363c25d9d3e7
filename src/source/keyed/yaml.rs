//! YAML, and JSON, which is YAML too. Aliases stand for nothing, so that no file is longer than it is.

use super::{FactsError, Mistake, Node, Text};
use granit_parser::{BorrowedInput, Event, Parser, ScalarStyle};
use std::ops::Range;

/// Mappings and lists that lie deeper are passed over.
const DEEPEST: usize = 60;

/// The root of the first document.
pub(super) fn parse(raw: &str, format: &'static str) -> Result<Node, Mistake> {
    // A byte order mark belongs to no key, and JSON may be set in with tabs, which stand in none of its texts.
    let start = if raw.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = raw.get(start..).unwrap_or_default();
    let tabless = (format == "JSON" && body.contains('\t')).then(|| body.replace('\t', " "));
    let body = tabless.as_deref().unwrap_or(body);
    let mut reader = Reader { events: Parser::new_from_str(body), start, length: body.len(), format };
    let mut root = Node::List(Vec::new());
    while let Some((event, at)) = reader.next()? {
        match event {
            Event::StreamStart | Event::DocumentStart(..) | Event::Comment(..) => {}
            Event::StreamEnd | Event::DocumentEnd => break,
            event => root = reader.node(event, at, 0)?,
        }
    }
    Ok(root)
}

struct Reader<'a, I: BorrowedInput<'a>> {
    events: Parser<'a, I>,
    start: usize,
    length: usize,
    format: &'static str,
}

impl<'a, I: BorrowedInput<'a>> Reader<'a, I> {
    /// The next event that is no comment.
    fn next(&mut self) -> Result<Option<(Event<'a>, Range<usize>)>, Mistake> {
        loop {
            let (length, start, format) = (self.length, self.start, self.format);
            let broken = |e: granit_parser::ScanError| {
                let at = start + e.marker().byte_offset().unwrap_or(length).min(length);
                (at..at, FactsError::Syntax { format, why: e.kind().to_string() })
            };
            match self.events.next_event().transpose().map_err(broken)? {
                Some((Event::Comment(..), _)) => {}
                Some((event, span)) => {
                    let from = span.start.byte_offset().unwrap_or(0).min(length);
                    let to = span.end.byte_offset().unwrap_or(from).clamp(from, length);
                    return Ok(Some((event, start + from..start + to)));
                }
                None => return Ok(None),
            }
        }
    }

    fn node(&mut self, event: Event<'a>, at: Range<usize>, depth: usize) -> Result<Node, Mistake> {
        match event {
            Event::Scalar(text, style, ..) => {
                let nothing = style == ScalarStyle::Plain && matches!(&*text, "" | "~" | "null");
                Ok(if nothing { Node::Nothing } else { Node::Value(Text { text: text.into_owned(), at }) })
            }
            Event::MappingStart(..) if depth < DEEPEST => {
                let mut entries = Vec::new();
                while let Some((event, at)) = self.next()? {
                    if matches!(event, Event::MappingEnd) {
                        break;
                    }
                    let key = self.node(event, at, depth + 1)?;
                    let Some((event, at)) = self.next()? else { break };
                    let value = self.node(event, at, depth + 1)?;
                    if let Node::Value(key) = key {
                        entries.push((key, value));
                    }
                }
                Ok(Node::Map(entries))
            }
            Event::SequenceStart(..) if depth < DEEPEST => {
                let mut all = Vec::new();
                while let Some((event, at)) = self.next()? {
                    if matches!(event, Event::SequenceEnd) {
                        break;
                    }
                    all.push(self.node(event, at, depth + 1)?);
                }
                Ok(Node::List(all))
            }
            Event::MappingStart(..) | Event::SequenceStart(..) => {
                let mut open = 1;
                while open > 0 {
                    match self.next()? {
                        Some((Event::MappingStart(..) | Event::SequenceStart(..), _)) => open += 1,
                        Some((Event::MappingEnd | Event::SequenceEnd, _)) => open -= 1,
                        Some(_) => {}
                        None => break,
                    }
                }
                Ok(Node::Nothing)
            }
            _ => Ok(Node::Nothing),
        }
    }
}
