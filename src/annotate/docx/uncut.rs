//! Marks of comments taken out again, and runs made whole that were cut for them.

use super::super::edits::Edits;
use super::structure::{Kind, Run, Structure};
use super::{CUT, Cut, SPACED};
use std::{collections::BTreeSet, ops::Range};

/// What takes the marks of comments out of a part.
pub(super) fn edits(structure: &Structure, xml: &str, ids: &BTreeSet<&str>) -> Edits {
    let mut edits = Edits::default();
    let mut gone: Vec<Range<usize>> =
        structure.marks.iter().filter(|mark| ids.contains(mark.id.as_str())).map(|mark| mark.whole.clone()).collect();
    for run in &structure.runs {
        let refers = |kind: &Kind| matches!(kind, Kind::Comment(id) if ids.contains(id.as_str()));
        let own: Vec<_> = run.items.iter().filter(|item| refers(&item.kind)).collect();
        // What else a program has put into the run stays.
        let all = own.len() == run.items.iter().filter(|item| !is_sign(xml, item.open.clone())).count();
        if all && !own.is_empty() {
            gone.push(run.whole.clone());
        } else {
            gone.extend(own.into_iter().map(|item| item.whole.clone()));
        }
    }
    gone.sort_by_key(|range| range.start);
    for group in gone.chunk_by(|one, next| one.end == next.start) {
        let (Some(first), Some(last)) = (group.first(), group.last()) else { continue };
        let whole = first.start..last.end;
        let blanks =
            xml.get(first.clone()).and_then(|tag| tag.strip_suffix("/>")).map_or(0, |tag| tag.len() - tag.trim_end().len());
        let cut = CUT.get(blanks).copied().unwrap_or(Cut::None);
        match joined(structure, xml, &whole, cut) {
            Some((between, spaced)) => {
                edits.remove(between);
                if let Some(spaced) = spaced {
                    edits.remove(spaced);
                }
            }
            None => edits.remove(whole),
        }
    }
    edits
}

/// Whether an item is the sign that Word puts before the words of a comment.
fn is_sign(xml: &str, open: Range<usize>) -> bool {
    xml.get(open).is_some_and(|tag| tag.contains("annotationRef"))
}

/// What stands between the two halves of a run that was cut, marks and all; and what its text was told.
fn joined(structure: &Structure, xml: &str, marks: &Range<usize>, cut: Cut) -> Option<(Range<usize>, Option<Range<usize>>)> {
    let before = structure.runs.partition_point(|run| run.whole.end < marks.start);
    let before = structure.runs.get(before).filter(|run| run.whole.end == marks.start)?;
    let after = structure.runs.get(structure.runs.partition_point(|run| run.whole.start < marks.end))?;
    let text = |range: &Range<usize>| xml.get(range.clone());
    let alike = |one: &Run, other: &Run| text(&one.open) == text(&other.open) && text(&one.props) == text(&other.props);
    if cut == Cut::None || after.whole.start != marks.end || !alike(before, after) {
        return None;
    }
    let (last, first) = (before.items.last()?, after.items.first()?);
    if cut == Cut::Between {
        return Some((last.whole.end..first.whole.start, None));
    }
    if last.kind != Kind::Text || first.kind != Kind::Text {
        return None;
    }
    let tag = text(&last.open)?;
    let told = tag.find(SPACED).filter(|_| cut == Cut::Spaced).map(|at| last.open.start + at);
    Some((last.close..first.open.end, told.map(|at| at..at + SPACED.len())))
}
