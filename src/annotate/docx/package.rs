//! What an archive says of its comments: which part holds them, and of what sort it is.

use super::super::edits::{Edits, appended};
use super::structure::{Names, Structure};
use crate::source::{
    Failure, Package,
    traced::Part,
    xml::{self, Node, attribute},
};
use std::ops::Range;

/// What the part of the comments is to the text; its root, too.
pub(super) const COMMENTS: &str = "comments";
/// The part that says of what sort the others are.
const TYPES: &str = "[Content_Types].xml";
/// Of what sort it is.
const SORT: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
/// The vocabulary of most documents, and of those that keep to the standard to the letter; each has its own name for what a part is to another.
const USUAL: [&str; 2] = [
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
];
const STRICT: [&str; 2] =
    ["http://purl.oclc.org/ooxml/wordprocessingml/main", "http://purl.oclc.org/ooxml/officeDocument/relationships/comments"];

/// Parts that are written anew, or no more.
#[derive(Debug, Default)]
pub(super) struct Changes(Vec<(String, Option<String>)>);

impl Changes {
    pub(super) fn set(&mut self, part: &str, content: String) {
        self.0.retain(|(name, _)| name != part);
        self.0.push((part.to_owned(), Some(content)));
    }

    /// The archive with them.
    pub(super) fn applied(self, package: &mut Package) -> Result<Vec<u8>, Failure> {
        package.rewritten(&self.0)
    }

    /// The part that holds the comments of a document, and what is in it; it is made where there is none.
    pub(super) fn list(&mut self, package: &mut Package, main: &str, names: &Names) -> Result<(String, String), Failure> {
        if let Some(list) = package.related(main, &[COMMENTS])?.into_iter().next()
            && let Some(content) = package.part(&list.target)?
        {
            return Ok((list.target, content));
        }
        let [space, relation] = if names.space == STRICT[0] { STRICT } else { USUAL };
        let folder = main.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let taken = package.names();
        let mut files =
            (0..=taken.len()).map(|nth| if nth == 0 { "comments.xml".to_owned() } else { format!("comments{nth}.xml") });
        let file = files.find(|file| !taken.contains(&format!("{folder}{file}"))).unwrap_or_default();
        let list = format!("{folder}{file}");
        let relations = Package::relations(main);
        let known = package.part(&relations)?.unwrap_or_else(|| {
            "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"/>".to_owned()
        });
        let ids = ids(&relations, &known)?;
        let id = (1..=ids.len() + 1).map(|nth| format!("rId{nth}")).find(|id| !ids.contains(id)).unwrap_or_default();
        let more = format!("<Relationship Id=\"{id}\" Type=\"{relation}\" Target=\"{file}\"/>");
        self.set(&relations, appended(&relations, "Relationships", &known, &more)?);
        let types = package.needed(TYPES)?;
        let more = format!("<Override PartName=\"/{list}\" ContentType=\"{SORT}\"/>");
        self.set(TYPES, appended(TYPES, "Types", &types, &more)?);
        Ok((list, new(space)))
    }

    /// Takes the part of the comments out of the archive, and all that tells of it.
    pub(super) fn forget(&mut self, package: &mut Package, main: &str, list: &str) -> Result<(), Failure> {
        self.0.push((list.to_owned(), None));
        let relations = Package::relations(main);
        if let Some(known) = package.part(&relations)? {
            let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder);
            let found = elements(&relations, "Relationships", &known, |tag| {
                let is_list = attribute(tag, "Type").is_some_and(|of| of.rsplit('/').next() == Some(COMMENTS));
                is_list && attribute(tag, "Target").is_some_and(|target| Package::resolved(folder, &target) == list)
            })?;
            self.removed(&relations, &known, found);
        }
        if let Some(types) = package.part(TYPES)? {
            let found = elements(TYPES, "Types", &types, |tag| {
                attribute(tag, "PartName").is_some_and(|part| part.strip_prefix('/').unwrap_or(&part) == list)
            })?;
            self.removed(TYPES, &types, found);
        }
        Ok(())
    }

    fn removed(&mut self, part: &str, content: &str, ranges: Vec<Range<usize>>) {
        let mut edits = Edits::default();
        for range in ranges {
            edits.remove(range);
        }
        self.set(part, edits.applied(content));
    }
}

/// A part of comments that has none yet.
fn new(space: &str) -> String {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{space}\"></w:comments>")
}

/// Whether it is one that was made here, and has no comments.
pub(super) fn is_new(content: &str) -> bool {
    [USUAL, STRICT].iter().any(|[space, _]| content == new(space))
}

/// How a part of comments writes names.
pub(super) fn names(part: &str, content: &str) -> Result<Names, Failure> {
    Ok(Structure::of(part, COMMENTS, content)?.names)
}

/// The notes of a part.
#[derive(Debug)]
pub(super) struct Notes {
    kind: &'static str,
    all: Vec<(Range<usize>, String)>,
}

impl Notes {
    /// The sort and the id of the note that a byte is in.
    pub(super) fn of(&self, at: usize) -> Option<(&'static str, &str)> {
        let after = self.all.partition_point(|(range, _)| range.start <= at);
        let (range, id) = self.all.get(after.checked_sub(1)?)?;
        range.contains(&at).then_some((self.kind, id.as_str()))
    }
}

/// Reads which notes a part has.
pub(super) fn notes(part: &Part) -> Result<Notes, Failure> {
    let kind = part.root;
    let own = kind.trim_end_matches('s');
    let (mut all, mut open) = (Vec::new(), None::<(usize, String)>);
    xml::walk_at(&part.name, kind, &part.xml, |name, node, at| match node {
        Node::Start(tag) if name == own => open = Some((at.start, attribute(tag, "id").unwrap_or_default().into_owned())),
        Node::End if name == own => all.extend(open.take().map(|(start, id)| (start..at.end, id))),
        _ => {}
    })?;
    Ok(Notes { kind, all })
}

fn ids(part: &str, content: &str) -> Result<Vec<String>, Failure> {
    let mut ids = Vec::new();
    elements(part, "Relationships", content, |tag| {
        ids.extend(attribute(tag, "Id").map(std::borrow::Cow::into_owned));
        false
    })?;
    Ok(ids)
}

/// The elements of a part, which have none in them, that are meant.
fn elements(
    part: &str,
    root: &'static str,
    content: &str,
    mut meant: impl FnMut(&quick_xml::events::BytesStart) -> bool,
) -> Result<Vec<Range<usize>>, Failure> {
    let (mut found, mut open) = (Vec::new(), None);
    xml::walk_at(part, root, content, |_, node, at| match node {
        Node::Start(tag) if meant(tag) => open = Some(at),
        Node::End => found.extend(open.take().map(|begun: Range<usize>| begun.start..at.end)),
        _ => {}
    })?;
    Ok(found)
}
