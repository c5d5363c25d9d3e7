//! The tree: scalars, lists and maps with their bytes.

use granit_parser::{BorrowedInput, Event, Parser, ScalarStyle, Span};
use std::collections::BTreeMap;
use std::ops::Range;

/// A value, and the bytes of the text that it covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Node {
    pub(crate) at: Range<usize>,
    pub(crate) value: Value,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Value {
    /// Nothing, `~` or `null`.
    Nothing,
    /// A text, a number, true or false; quotes and escapes resolved.
    Scalar { text: String, plain: bool },
    /// Values in order.
    List(Vec<Node>),
    /// Keys and values in order.
    Map(Vec<(Node, Node)>),
}

/// Why a text is no YAML, or none that we read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Broken {
    pub(crate) at: usize,
    pub(crate) why: String,
}

/// Lists and maps within each other.
const DEEPEST: usize = 64;
/// Values that anchors keep and aliases repeat, beside those that are written, of which a file has fewer than bytes.
const MOST_COPIES: usize = 200_000;

/// Reads a YAML text of one document.
pub(crate) fn parse(yaml: &str) -> Result<Node, Broken> {
    let mut reader = Reader { events: Parser::new_from_str(yaml), text: yaml, anchors: BTreeMap::new(), nodes: 0, copies: 0 };
    let mut root = None;
    while let Some((event, at)) = reader.next()? {
        match event {
            Event::StreamStart | Event::DocumentStart(..) | Event::DocumentEnd => {}
            Event::StreamEnd => break,
            _ if root.is_some() => {
                return Err(Broken { at: at.start, why: "a second document begins here, and a file has one".to_owned() });
            }
            event => root = Some(reader.node(event, at, 0)?),
        }
    }
    Ok(root.unwrap_or(Node { at: 0..0, value: Value::Nothing }))
}

struct Reader<'a, I: BorrowedInput<'a>> {
    events: Parser<'a, I>,
    text: &'a str,
    anchors: BTreeMap<usize, (Node, usize)>,
    /// How many values there are so far.
    nodes: usize,
    /// How many of them are copies of others.
    copies: usize,
}

impl<'a, I: BorrowedInput<'a>> Reader<'a, I> {
    fn next(&mut self) -> Result<Option<(Event<'a>, Range<usize>)>, Broken> {
        loop {
            let length = self.text.len();
            let broken = |e: granit_parser::ScanError| Broken {
                at: e.marker().byte_offset().unwrap_or(length).min(length),
                why: e.kind().to_string(),
            };
            match self.events.next_event().transpose().map_err(broken)? {
                Some((Event::Comment(..), _)) => {}
                Some((event, span)) => return Ok(Some((event, self.range(&span)))),
                None => return Ok(None),
            }
        }
    }

    fn range(&self, span: &Span) -> Range<usize> {
        let start = span.start.byte_offset().unwrap_or(0).min(self.text.len());
        start..span.end.byte_offset().unwrap_or(start).clamp(start, self.text.len())
    }

    fn refuse<T>(at: &Range<usize>, why: &str) -> Result<T, Broken> {
        Err(Broken { at: at.start, why: why.to_owned() })
    }

    /// The value that begins with this event.
    fn node(&mut self, event: Event<'a>, at: Range<usize>, depth: usize) -> Result<Node, Broken> {
        let before = self.nodes;
        self.nodes += 1;
        if depth > DEEPEST {
            return Self::refuse(&at, "lists and maps lie too deep within each other");
        }
        let (anchor, node) = match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                let nothing = plain && matches!(&*text, "" | "~" | "null");
                let value = if nothing { Value::Nothing } else { Value::Scalar { text: text.into_owned(), plain } };
                (anchor, Node { at, value })
            }
            Event::SequenceStart(_, anchor, _) => (anchor, self.list(at, depth)?),
            Event::MappingStart(_, anchor, _) => (anchor, self.map(at, depth)?),
            Event::Alias(id) => {
                let Some((node, size)) = self.anchors.get(&id).cloned() else {
                    return Self::refuse(&at, "an alias stands inside what it names");
                };
                self.copy(size, &at)?;
                (0, Node { at, ..node })
            }
            _ => return Self::refuse(&at, "expected a value"),
        };
        if anchor > 0 {
            let size = self.nodes - before;
            self.copy(size, &node.at)?;
            self.anchors.insert(anchor, (node.clone(), size));
        }
        Ok(node)
    }

    /// Counts so many values more, which stand elsewhere too.
    fn copy(&mut self, size: usize, at: &Range<usize>) -> Result<(), Broken> {
        self.nodes += size;
        self.copies += size;
        if self.copies > MOST_COPIES { Self::refuse(at, "the aliases of this file repeat too much") } else { Ok(()) }
    }

    fn list(&mut self, at: Range<usize>, depth: usize) -> Result<Node, Broken> {
        let mut items = Vec::new();
        loop {
            match self.next()? {
                Some((Event::SequenceEnd, end)) => {
                    return Ok(Node { at: at.start..end.end.max(at.end), value: Value::List(items) });
                }
                Some((event, at)) => items.push(self.node(event, at, depth + 1)?),
                None => return Self::refuse(&at, "the list has no end"),
            }
        }
    }

    fn map(&mut self, at: Range<usize>, depth: usize) -> Result<Node, Broken> {
        let mut entries = Vec::new();
        loop {
            match self.next()? {
                Some((Event::MappingEnd, end)) => {
                    return Ok(Node { at: at.start..end.end.max(at.end), value: Value::Map(entries) });
                }
                Some((event, key_at)) => {
                    let key = self.node(event, key_at, depth + 1)?;
                    let Some((event, at)) = self.next()? else { continue };
                    entries.push((key, self.node(event, at, depth + 1)?));
                }
                None => return Self::refuse(&at, "the map has no end"),
            }
        }
    }
}

impl Node {
    /// The text of a scalar.
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar { text, .. } => Some(text),
            _ => None,
        }
    }

    /// The value at a path of keys and indices; as far as the path can be followed.
    pub(crate) fn find(&self, path: &[&str]) -> &Self {
        let Some((step, rest)) = path.split_first() else { return self };
        let next = match &self.value {
            Value::Map(entries) => entries.iter().find(|(key, _)| key.text() == Some(step)).map(|(_, value)| value),
            Value::List(items) => step.parse::<usize>().ok().and_then(|i| items.get(i)),
            _ => None,
        };
        next.map_or(self, |node| node.find(rest))
    }

    /// Whether there is a value at a path of keys.
    pub(crate) fn has(&self, path: &[&str]) -> bool {
        let Some((step, rest)) = path.split_first() else { return true };
        let Value::Map(entries) = &self.value else { return false };
        entries.iter().find(|(key, _)| key.text() == Some(step)).is_some_and(|(_, value)| value.has(rest))
    }

    /// The key at a path; the value before it where there is no such key.
    pub(crate) fn find_key(&self, path: &[&str]) -> Range<usize> {
        let Some((last, before)) = path.split_last() else { return self.point() };
        let parent = self.find(before);
        match &parent.value {
            Value::Map(entries) => {
                entries.iter().find(|(key, _)| key.text() == Some(last)).map_or_else(|| parent.point(), |(key, _)| key.point())
            }
            _ => parent.point(),
        }
    }

    /// All scalars of the tree with this text.
    pub(crate) fn scalars<'a>(&'a self, text: &'a str) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
        match &self.value {
            Value::Scalar { text: own, .. } => Box::new((own == text).then_some(self).into_iter()),
            Value::Nothing => Box::new(std::iter::empty()),
            Value::List(items) => Box::new(items.iter().flat_map(move |n| n.scalars(text))),
            Value::Map(entries) => Box::new(entries.iter().flat_map(move |(k, v)| k.scalars(text).chain(v.scalars(text)))),
        }
    }

    /// Where to point for this value: at a scalar, at the first key of a map, at the beginning of a list.
    pub(crate) fn point(&self) -> Range<usize> {
        match &self.value {
            Value::Map(entries) => entries.first().map_or_else(|| self.at.clone(), |(key, _)| key.point()),
            Value::List(items) => items.first().map_or_else(|| self.at.clone(), Self::point),
            _ => self.at.clone(),
        }
    }

    /// The bytes of the file at which a part of this scalar stands; `part` is in bytes of its text.
    pub(crate) fn inside(&self, yaml: &str, part: Range<usize>) -> Range<usize> {
        let (Some(text), Some(raw)) = (self.text(), yaml.get(self.at.clone())) else { return self.at.clone() };
        // Each character of the text stands in the file in the same order, with quotes, indents and escapes between them.
        let mut places = Vec::with_capacity(text.len() + 1);
        let mut rest = raw.char_indices().peekable();
        for (at, c) in text.char_indices() {
            let found = rest.find(|(_, r)| *r == c || (c.is_whitespace() && r.is_whitespace()));
            let Some((place, _)) = found else { return self.at.clone() };
            places.push((at, place, place + c.len_utf8()));
        }
        let start = places.iter().find(|(at, ..)| *at >= part.start).map(|(_, start, _)| *start);
        let end = places.iter().rev().find(|(at, ..)| *at < part.end).map(|(.., end)| *end);
        let last = places.last().map_or(0, |(.., end)| *end);
        let start = start.unwrap_or(last);
        self.at.start + start..self.at.start + end.unwrap_or(start).max(start)
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_bytes() {
        let yaml = "a: one\nb: {c: [2, \"drei\"]}\nd: >\n  vier\n  fünf\n";
        let root = parse(yaml).unwrap();
        for (path, text) in
            [(&["a"][..], "one"), (&["b", "c", "1"], "\"drei\""), (&["b", "c"], "2"), (&["b"], "c"), (&["x"], "a")]
        {
            assert_eq!(&yaml[root.find(path).point()], text, "{path:?}");
        }
        assert_eq!(&yaml[root.find_key(&["b", "c"])], "c");
        let folded = root.find(&["d"]);
        assert_eq!(folded.text(), Some("vier fünf\n"));
        assert_eq!(&yaml[folded.inside(yaml, 5..10)], "fünf");
        let quoted = root.find(&["b", "c", "1"]);
        assert_eq!(&yaml[quoted.inside(yaml, 1..3)], "re");
        assert_eq!(quoted.inside(yaml, 4..4).start, quoted.at.end - 1);
    }

    #[test]
    fn bombs_and_depth_are_refused() {
        let mut bomb = String::from("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (name, of) in ["b", "c", "d", "e", "f", "g"].iter().zip(["a", "b", "c", "d", "e", "f"]) {
            let aliases = vec![format!("*{of}"); 10].join(", ");
            bomb.push_str(&[*name, ": &", *name, " [", &aliases, "]\n"].concat());
        }
        assert!(parse(&bomb).unwrap_err().why.contains("repeat"));
        assert!(parse(&format!("a: {}{}", "[".repeat(80), "]".repeat(80))).is_err());
        assert!(parse("a: &a [*a]").is_err());
        assert!(parse("a: [1").is_err());
    }
}
