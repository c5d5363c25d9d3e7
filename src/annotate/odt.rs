//! Comments in an odt (ISO/IEC 26300): they stand in the text, where the words begin, and a mark where these end.
//!
//! Nothing is cut for them, as they may stand between any two characters. What is in a note is commented where the note stands in the text.

use super::{
    AUTHOR, Cleaned, Comment, about,
    edits::{Edits, escaped},
    places,
};
use crate::source::{
    Failure,
    traced::{Part, Traced},
    xml::{self, Node, attribute},
};
use jiff::civil::Date;
use std::{collections::BTreeSet, ops::Range};

/// How the names of comments begin.
const NAME: &str = "factlint-";

/// What a part has of comments.
#[derive(Debug, Default)]
struct Content {
    comments: Vec<Old>,
    /// The marks where words end that are commented: the names of their comments.
    ends: Vec<(String, Range<usize>)>,
    /// The notes.
    notes: Vec<Range<usize>>,
    /// Comments that somebody answered, by name.
    answered: BTreeSet<String>,
    slides: bool,
    /// Whether the root says what `dc` means.
    declares: bool,
}

/// A comment of a document.
#[derive(Debug, Default)]
struct Old {
    name: String,
    whole: Range<usize>,
    author: String,
    /// Its last paragraph with words.
    last: String,
}

fn content(part: &Part) -> Result<Content, Failure> {
    let mut found = Content::default();
    let (mut open, mut end, mut notes, mut text, mut begun) = (None::<Old>, None, Vec::new(), String::new(), false);
    xml::walk_at(&part.name, part.root, &part.xml, |name, node, at| {
        if let (false, Node::Start(tag)) = (begun, &node) {
            begun = true;
            found.declares = tag.attributes().with_checks(false).flatten().any(|a| a.key.as_ref() == "xmlns:dc");
        }
        match (name, node) {
            ("annotation", Node::Start(tag)) => {
                found.answered.extend(attribute(tag, "parent-name").map(std::borrow::Cow::into_owned));
                let name = attribute(tag, "name").unwrap_or_default().into_owned();
                open = Some(Old { name, whole: at, ..Old::default() });
            }
            ("annotation", Node::End) => {
                found.comments.extend(open.take().map(|old| Old { whole: old.whole.start..at.end, ..old }));
            }
            ("annotation-end", Node::Start(tag)) => {
                end = Some((attribute(tag, "name").unwrap_or_default().into_owned(), at));
            }
            ("annotation-end", Node::End) => {
                found.ends.extend(end.take().map(|(name, begun)| (name, begun.start..at.end)));
            }
            ("text:note", Node::Start(_)) => notes.push(at.start),
            ("text:note", Node::End) => {
                if let (Some(start), true) = (notes.pop(), notes.is_empty()) {
                    found.notes.push(start..at.end);
                }
            }
            ("presentation", Node::Start(_)) => found.slides = true,
            ("dc:creator" | "text:p", Node::Start(_)) => text.clear(),
            ("dc:creator", Node::End) => {
                if let Some(old) = &mut open {
                    old.author.clone_from(&text);
                }
            }
            ("text:p", Node::End) => {
                if let Some(old) = open.as_mut().filter(|_| !text.trim().is_empty()) {
                    old.last.clone_from(&text);
                }
            }
            ("text:s", Node::Start(_)) if open.is_some() => text.push(' '),
            (_, Node::Text(more)) if open.is_some() => text.push_str(more),
            _ => {}
        }
    })?;
    Ok(found)
}

/// Whether it is slides, which have no comments at words.
pub(super) fn has_slides(read: &Traced) -> bool {
    read.parts.first().is_some_and(|part| content(part).is_ok_and(|content| content.slides))
}

/// A document without our comments.
pub(super) fn without(read: &mut Traced) -> Result<Cleaned, Failure> {
    let Some(part) = read.parts.first() else { return Ok(Cleaned::default()) };
    let content = content(part)?;
    let mine: Vec<&Old> = content.comments.iter().filter(|old| about(&old.author, &old.last).is_some()).collect();
    let answered = |old: &&Old| !old.name.is_empty() && content.answered.contains(&old.name);
    let (kept, gone): (Vec<&Old>, Vec<&Old>) = mine.into_iter().partition(answered);
    let kept = kept.iter().filter_map(|old| about(&old.author, &old.last)).map(str::to_owned).collect();
    if gone.is_empty() {
        return Ok(Cleaned { bytes: None, kept });
    }
    let names: BTreeSet<&str> = gone.iter().map(|old| old.name.as_str()).filter(|name| !name.is_empty()).collect();
    let mut edits = Edits::default();
    for old in &gone {
        edits.remove(old.whole.clone());
    }
    for (_, range) in content.ends.iter().filter(|(name, _)| names.contains(name.as_str())) {
        edits.remove(range.clone());
    }
    let changed = [(part.name.clone(), Some(edits.applied(&part.xml)))];
    Ok(Cleaned { bytes: Some(read.package.rewritten(&changed)?), kept })
}

/// A document with comments, which are in the order of its text.
pub(super) fn with(read: &mut Traced, comments: &[&Comment], date: Option<Date>) -> Result<Vec<u8>, Failure> {
    let Some(part) = read.parts.first() else { return Ok(Vec::new()) };
    let content = content(part)?;
    let taken: BTreeSet<&str> = content.comments.iter().map(|old| old.name.as_str()).collect();
    let mut names = (1..).map(|nth: u32| format!("{NAME}{nth}")).filter(|name| !taken.contains(name.as_str()));
    let declared = if content.declares { "" } else { " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"" };
    let date = date.map(|date| format!("<dc:date{declared}>{date}T00:00:00</dc:date>")).unwrap_or_default();
    let mut edits = Edits::default();
    // What ends at a place stands before what begins there.
    let (mut starts, mut ends) = (Vec::new(), Vec::new());
    for comment in comments {
        let (Some(place), Some(name)) = (places::place(&read.parts, comment.span), names.next()) else { continue };
        let behind = content.notes.partition_point(|note| note.end <= place.start);
        let note = content.notes.get(behind).filter(|note| note.contains(&place.start));
        let (start, end) = note.map_or((place.start, place.end), |note| (note.start, note.end));
        let paragraph = |line: String| format!("<text:p>{}</text:p>", escaped(&line));
        let paragraphs = comment.paragraphs().map(paragraph).collect::<Vec<String>>().concat();
        starts.push((
            start,
            format!(
                "<office:annotation office:name=\"{name}\"><dc:creator{declared}>{AUTHOR}</dc:creator>{date}{paragraphs}</office:annotation>"
            ),
        ));
        ends.push((end, format!("<office:annotation-end office:name=\"{name}\"/>")));
    }
    for (at, text) in ends.into_iter().chain(starts) {
        edits.insert(at, text);
    }
    let changed = [(part.name.clone(), Some(edits.applied(&part.xml)))];
    read.package.rewritten(&changed)
}
