//! The comments of a document, and which of them are ours.

use super::super::about;
use crate::source::{
    Failure,
    xml::{self, Node, attribute},
};
use std::{collections::BTreeSet, ops::Range};

/// A comment that a document has.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Old {
    pub(super) id: String,
    author: String,
    pub(super) whole: Range<usize>,
    /// Its last paragraph with words.
    last: String,
    /// What its paragraphs are known by.
    pub(super) paragraphs: Vec<String>,
}

impl Old {
    /// What it is about, if it is ours.
    pub(super) fn about(&self) -> Option<&str> {
        about(&self.author, &self.last)
    }
}

/// The comments of a part that holds them.
pub(super) fn comments(part: &str, content: &str) -> Result<Vec<Old>, Failure> {
    let (mut all, mut open, mut paragraph, mut in_text) = (Vec::new(), None::<Old>, String::new(), false);
    xml::walk_at(part, "comments", content, |name, node, at| match (name, node) {
        ("comment", Node::Start(tag)) => {
            let of = |name| attribute(tag, name).unwrap_or_default().into_owned();
            open = Some(Old { id: of("id"), author: of("author"), whole: at, ..Old::default() });
        }
        ("comment", Node::End) => {
            all.extend(open.take().map(|comment| Old { whole: comment.whole.start..at.end, ..comment }));
        }
        ("p", Node::Start(tag)) => {
            paragraph.clear();
            if let (Some(comment), Some(id)) = (&mut open, attribute(tag, "paraId")) {
                comment.paragraphs.push(id.into_owned());
            }
        }
        ("p", Node::End) => {
            if let Some(comment) = open.as_mut().filter(|_| !paragraph.trim().is_empty()) {
                comment.last.clone_from(&paragraph);
            }
        }
        ("t", Node::Start(_)) => in_text = true,
        ("t", Node::End) => in_text = false,
        (_, Node::Text(text)) if in_text => paragraph.push_str(text),
        _ => {}
    })?;
    Ok(all)
}

/// The paragraphs that somebody answered, by what they are known by.
pub(super) fn answered(part: &str, content: &str) -> Result<BTreeSet<String>, Failure> {
    let mut parents = BTreeSet::new();
    xml::walk(part, "commentsEx", content, |_, node| {
        if let Node::Start(tag) = node {
            parents.extend(attribute(tag, "paraIdParent").map(std::borrow::Cow::into_owned));
        }
    })?;
    Ok(parents)
}

/// Where a part tells of paragraphs.
pub(super) fn told(
    part: &str,
    root: &'static str,
    content: &str,
    paragraphs: &BTreeSet<&str>,
) -> Result<Vec<Range<usize>>, Failure> {
    let (mut found, mut open) = (Vec::new(), None::<Range<usize>>);
    xml::walk_at(part, root, content, |_, node, at| match node {
        Node::Start(tag) if attribute(tag, "paraId").is_some_and(|id| paragraphs.contains(&*id)) => open = Some(at),
        Node::End => found.extend(open.take().map(|begun| begun.start..at.end)),
        _ => {}
    })?;
    Ok(found)
}
