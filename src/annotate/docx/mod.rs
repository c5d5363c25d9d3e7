//! Comments in a docx (ISO/IEC 29500): a part that holds them, and marks in the text.
//!
//! Marks stand between runs, so that a run is cut in two where words in it are meant; both halves are set as it was. A mark of ours
//! whose tag has several blanks before its end ([`CUT`]) says that the run was cut there, and how, so that it can be made whole again: what is left when our
//! comments are taken out is the part as it was, byte for byte. Programs that write the document anew write such tags without them: then
//! only the marks are taken out.
//!
//! Word has no comments in footnotes and text boxes: what stands there is commented where the note or the box stands in the text.

mod cut;
mod own;
mod package;
mod structure;
mod uncut;

use super::{AUTHOR, Cleaned, Comment, edits, places};
use crate::source::{Failure, traced::Traced};
use jiff::civil::Date;
use package::{COMMENTS, Changes};
use std::collections::BTreeSet;
use structure::{Names, Structure};

/// How a run was cut: so many blanks stand before the end of the mark's tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// Not at all: the mark stands between two runs of the document.
    None,
    /// Between two of the things in it.
    Between,
    /// Within a text.
    Text,
    /// Within a text, which was also told that the blanks at its end count.
    Spaced,
}

/// All of them, by the number of blanks; one blank is what some programs put before the end of every tag.
const CUT: [Cut; 5] = [Cut::None, Cut::None, Cut::Between, Cut::Text, Cut::Spaced];
/// What tells that the blanks of a text count.
const SPACED: &str = " xml:space=\"preserve\"";

/// A document without our comments.
pub(super) fn without(read: &mut Traced) -> Result<Cleaned, Failure> {
    let Some(main) = read.parts.first() else { return Ok(Cleaned::default()) };
    let related = read.package.related(&main.name, &[COMMENTS, "commentsExtended", "commentsIds"])?;
    let Some(list) = related.iter().find(|r| r.kind == COMMENTS).map(|r| r.target.clone()) else { return Ok(Cleaned::default()) };
    let Some(content) = read.package.part(&list)? else { return Ok(Cleaned::default()) };
    let all = own::comments(&list, &content)?;
    let (mut others, mut answered) = (Vec::new(), BTreeSet::new());
    for part in related.iter().filter(|r| r.kind != COMMENTS) {
        let Some(xml) = read.package.part(&part.target)? else { continue };
        let root = if part.kind == "commentsExtended" { "commentsEx" } else { "commentsIds" };
        if root == "commentsEx" {
            answered = own::answered(&part.target, &xml)?;
        }
        others.push((part.target.clone(), root, xml));
    }
    let mine = all.iter().filter(|comment| comment.about().is_some());
    let (kept, gone): (Vec<&own::Old>, Vec<&own::Old>) =
        mine.partition(|comment| comment.paragraphs.iter().any(|id| answered.contains(id)));
    let kept = kept.iter().filter_map(|comment| comment.about().map(str::to_owned)).collect();
    if gone.is_empty() {
        return Ok(Cleaned { bytes: None, kept });
    }
    let mut changes = Changes::default();
    let ids: BTreeSet<&str> = gone.iter().map(|comment| comment.id.as_str()).collect();
    for part in &read.parts {
        let edits = uncut::edits(&Structure::of(&part.name, part.root, &part.xml)?, &part.xml, &ids);
        if !edits.is_empty() {
            changes.set(&part.name, edits.applied(&part.xml));
        }
    }
    let paragraphs: BTreeSet<&str> = gone.iter().flat_map(|comment| &comment.paragraphs).map(String::as_str).collect();
    for (name, root, xml) in &others {
        let mut edits = edits::Edits::default();
        for range in own::told(name, root, xml, &paragraphs)? {
            edits.remove(range);
        }
        if !edits.is_empty() {
            changes.set(name, edits.applied(xml));
        }
    }
    let mut edits = edits::Edits::default();
    for comment in &gone {
        edits.remove(comment.whole.clone());
    }
    let left = edits.applied(&content);
    if package::is_new(&left) {
        changes.forget(&mut read.package, &main.name, &list)?;
    } else {
        changes.set(&list, left);
    }
    Ok(Cleaned { bytes: Some(changes.applied(&mut read.package)?), kept })
}

/// A document with comments, which are in the order of its text.
pub(super) fn with(read: &mut Traced, comments: &[&Comment], date: Option<Date>) -> Result<Vec<u8>, Failure> {
    let Some(main) = read.parts.first() else { return Ok(Vec::new()) };
    let name = main.name.clone();
    let structure = Structure::of(&main.name, main.root, &main.xml)?;
    let mut changes = Changes::default();
    let (list, old) = changes.list(&mut read.package, &name, &structure.names)?;
    let taken: BTreeSet<u32> = own::comments(&list, &old)?.iter().filter_map(|comment| comment.id.parse().ok()).collect();
    let mut notes = Vec::new();
    for part in read.parts.iter().skip(1) {
        notes.push(package::notes(part)?);
    }
    let mut cuts = cut::Cuts::new(&structure, &main.xml);
    let names = package::names(&list, &old)?;
    let mut said = String::new();
    let mut ids = (0..).filter(|id| !taken.contains(id));
    for comment in comments {
        let Some(place) = places::place(&read.parts, comment.span) else { continue };
        let Some(id) = ids.next() else { break };
        let in_note = place.part.checked_sub(1).and_then(|nth| notes.get(nth));
        let marked = match in_note {
            None => cuts.words(id, place.start, place.end),
            Some(notes) => cuts.note(id, notes.of(place.start)),
        };
        if marked {
            said.push_str(&element(comment, id, date, &names));
        }
    }
    changes.set(&list, edits::appended(&list, COMMENTS, &old, &said)?);
    changes.set(&name, cuts.edits().applied(&main.xml));
    changes.applied(&mut read.package)
}

/// A comment as its part holds it.
fn element(comment: &Comment, id: u32, date: Option<Date>, names: &Names) -> String {
    let Names { element: e, attribute: a, declared, .. } = names;
    let date = date.map(|date| format!(" {a}date=\"{date}T00:00:00Z\"")).unwrap_or_default();
    let paragraph = |line: String| format!("<{e}p><{e}r><{e}t{SPACED}>{}</{e}t></{e}r></{e}p>", edits::escaped(&line));
    let paragraphs = comment.paragraphs().map(paragraph).collect::<Vec<String>>().concat();
    format!("<{e}comment{declared} {a}id=\"{id}\" {a}author=\"{AUTHOR}\"{date} {a}initials=\"fl\">{paragraphs}</{e}comment>")
}
