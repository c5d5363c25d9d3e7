//! What a part with text is built of, as far as comments need it: runs, what is in them, and the marks of comments.

use crate::source::{
    Failure,
    xml::{self, Node, attribute},
};
use std::ops::Range;

/// A run: text that is set in one way. One within another (in a text box, above a word) is a part of what is in that one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) whole: Range<usize>,
    /// The tag that it begins with.
    pub(super) open: Range<usize>,
    /// How it is set: the whole element; empty where it has none.
    pub(super) props: Range<usize>,
    /// A change of how it is set is tracked, so that it stays in one piece.
    pub(super) tracked: bool,
    pub(super) items: Vec<Item>,
}

/// What stands in a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) whole: Range<usize>,
    /// The tag that it begins with.
    pub(super) open: Range<usize>,
    /// Where the tag that it ends with begins.
    pub(super) close: usize,
    pub(super) kind: Kind,
}

/// What an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// Where a comment is shown, by its id.
    Comment(String),
    /// A footnote or endnote, by its id.
    Note(&'static str, String),
    Other,
}

/// Where what a comment is about begins or ends.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) whole: Range<usize>,
    pub(super) id: String,
}

/// How elements and attributes of the vocabulary are written in a part.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Names {
    /// What stands before the name of an element, with its colon.
    pub(super) element: String,
    /// What stands before the name of an attribute.
    pub(super) attribute: String,
    /// What says that it means the vocabulary, where the root does not say so.
    pub(super) declared: String,
    /// The vocabulary.
    pub(super) space: String,
}

impl Names {
    /// As a part writes them whose root begins with this tag.
    fn of(tag: &quick_xml::events::BytesStart) -> Self {
        let name = tag.name();
        let prefix = name.as_ref().rsplit_once(':').map_or("", |(prefix, _)| prefix);
        let spaces: Vec<(String, String)> = tag
            .attributes()
            .with_checks(false)
            .flatten()
            .filter_map(|a| {
                let key = a.key.as_ref();
                let own = if key == "xmlns" { "" } else { key.strip_prefix("xmlns:")? };
                Some((own.to_owned(), a.value.into_owned()))
            })
            .collect();
        let space = spaces.iter().find(|(own, _)| own == prefix).map_or(String::new(), |(_, space)| space.clone());
        let element = if prefix.is_empty() { String::new() } else { format!("{prefix}:") };
        let named = spaces.iter().find(|(own, of)| !own.is_empty() && *of == space && (prefix.is_empty() || own == prefix));
        let (attribute, declared) = match named {
            Some((own, _)) => (format!("{own}:"), String::new()),
            None if !prefix.is_empty() => (element.clone(), String::new()),
            None => ("w:".to_owned(), format!(" xmlns:w=\"{space}\"")),
        };
        Self { element, attribute, declared, space }
    }
}

/// What a part is built of.
#[derive(Debug, Default)]
pub(super) struct Structure {
    pub(super) names: Names,
    /// In their order.
    pub(super) runs: Vec<Run>,
    pub(super) marks: Vec<Mark>,
}

impl Structure {
    /// Reads a part.
    pub(super) fn of(part: &str, root: &'static str, xml: &str) -> Result<Self, Failure> {
        let mut reader = Reader::default();
        xml::walk_at(part, root, xml, |name, node, at| match node {
            Node::Start(tag) => reader.start(name, tag, at),
            Node::End => reader.end(&at),
            Node::Text(_) => {}
        })?;
        Ok(reader.read)
    }

    /// The run that a byte is in.
    pub(super) fn run(&self, at: usize) -> Option<&Run> {
        let after = self.runs.partition_point(|run| run.whole.start <= at);
        self.runs.get(after.checked_sub(1)?).filter(|run| at < run.whole.end)
    }
}

#[derive(Debug, Default)]
struct Reader {
    read: Structure,
    begun: bool,
    /// The open run, and how many elements are open in it.
    run: Option<(Run, usize)>,
    /// The open marks: the number of elements that are open in each is not counted, as they have none.
    mark: Option<Mark>,
}

impl Reader {
    fn start(&mut self, name: &str, tag: &quick_xml::events::BytesStart, at: Range<usize>) {
        if !self.begun {
            self.begun = true;
            self.read.names = Names::of(tag);
        }
        let id = || attribute(tag, "id").unwrap_or_default().into_owned();
        if matches!(name, "commentRangeStart" | "commentRangeEnd") {
            self.mark = Some(Mark { whole: at.clone(), id: id() });
        }
        match &mut self.run {
            None if name == "r" => {
                let props = at.end..at.end;
                let run = Run { whole: at.clone(), open: at, props, tracked: false, items: Vec::new() };
                self.run = Some((run, 1));
            }
            None => {}
            Some((run, depth)) => {
                if *depth == 1 && name == "rPr" {
                    run.props = at.clone();
                } else if *depth == 1 {
                    let kind = match name {
                        "t" => Kind::Text,
                        "commentReference" => Kind::Comment(id()),
                        "footnoteReference" => Kind::Note("footnotes", id()),
                        "endnoteReference" => Kind::Note("endnotes", id()),
                        _ => Kind::Other,
                    };
                    run.items.push(Item { whole: at.clone(), open: at.clone(), close: at.end, kind });
                } else if *depth == 2 && name == "rPrChange" && run.items.is_empty() {
                    run.tracked = true;
                }
                *depth += 1;
            }
        }
    }

    fn end(&mut self, at: &Range<usize>) {
        if let Some(mut mark) = self.mark.take() {
            mark.whole.end = at.end;
            self.read.marks.push(mark);
        }
        let Some((run, depth)) = &mut self.run else { return };
        *depth -= 1;
        match depth {
            0 => {
                run.whole.end = at.end;
                self.read.runs.extend(self.run.take().map(|(run, _)| run));
            }
            1 => match run.items.last_mut() {
                Some(item) => (item.whole.end, item.close) = (at.end, at.start),
                None => run.props.end = at.end,
            },
            _ => {}
        }
    }
}
