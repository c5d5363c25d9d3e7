//! Marks of comments between the runs of a text, and runs cut in two where they must.

use super::super::edits::Edits;
use super::structure::{Item, Kind, Run, Structure};
use super::{CUT, Cut, SPACED};
use std::collections::BTreeMap;

/// A run whose setting takes more bytes stays in one piece, as each cut writes it again; what programs write takes some hundreds.
const MOST_SETTING: usize = 8 << 10;

/// The marks that are to stand in a part.
#[derive(Debug)]
pub(super) struct Cuts<'a> {
    structure: &'a Structure,
    xml: &'a str,
    /// What stands at a byte.
    at: BTreeMap<usize, Group<'a>>,
    /// The runs that refer to notes.
    notes: BTreeMap<(&'static str, &'a str), &'a Run>,
}

/// The marks at one place: what ends there stands before what begins there.
#[derive(Debug)]
struct Group<'a> {
    cut: Place<'a>,
    ends: Vec<u32>,
    starts: Vec<u32>,
}

/// How a place lies to the runs.
#[derive(Debug, Clone, Copy)]
enum Place<'a> {
    /// Beside them.
    Beside,
    /// Between two things in one.
    Between(&'a Run),
    /// Within a text of one.
    Within(&'a Run, &'a Item),
}

impl<'a> Cuts<'a> {
    pub(super) fn new(structure: &'a Structure, xml: &'a str) -> Self {
        let mut notes = BTreeMap::new();
        for run in &structure.runs {
            for item in &run.items {
                if let Kind::Note(kind, id) = &item.kind {
                    notes.entry((*kind, id.as_str())).or_insert(run);
                }
            }
        }
        Self { structure, xml, at: BTreeMap::new(), notes }
    }

    /// Marks the words between two bytes, each within a run; whether it could.
    pub(super) fn words(&mut self, id: u32, start: usize, end: usize) -> bool {
        let (Some(from), Some(to)) = (self.beginning(start), self.ending(end)) else { return false };
        self.mark(id, from, to);
        true
    }

    /// Marks the run that refers to a note; whether there is one.
    pub(super) fn note(&mut self, id: u32, note: Option<(&'static str, &str)>) -> bool {
        let Some(run) = note.and_then(|note| self.notes.get(&note).copied()) else { return false };
        self.mark(id, (run.whole.start, Place::Beside), (run.whole.end, Place::Beside));
        true
    }

    fn mark(&mut self, id: u32, from: (usize, Place<'a>), to: (usize, Place<'a>)) {
        let group = |cut| move || Group { cut, ends: Vec::new(), starts: Vec::new() };
        self.at.entry(from.0).or_insert_with(group(from.1)).starts.push(id);
        self.at.entry(to.0).or_insert_with(group(to.1)).ends.push(id);
    }

    /// The run that a byte is in, and the text of it, unless the run stays in one piece.
    fn inside(&self, at: usize) -> Option<(&'a Run, Option<usize>)> {
        let run = self.structure.run(at)?;
        let stays = run.tracked || run.open.len() + run.props.len() > MOST_SETTING;
        let nth = run.items.partition_point(|item| item.open.end <= at).checked_sub(1).filter(|_| !stays);
        let is_text = |item: &Item| item.kind == Kind::Text && at <= item.close;
        Some((run, nth.filter(|nth| run.items.get(*nth).is_some_and(is_text))))
    }

    fn beginning(&self, at: usize) -> Option<(usize, Place<'a>)> {
        let (run, item) = self.inside(at)?;
        let Some((nth, item)) = item.and_then(|nth| Some((nth, run.items.get(nth)?))) else {
            return Some((run.whole.start, Place::Beside));
        };
        Some(match (at > item.open.end, nth) {
            (true, _) => (at, Place::Within(run, item)),
            (false, 0) => (run.whole.start, Place::Beside),
            (false, _) => (item.whole.start, Place::Between(run)),
        })
    }

    fn ending(&self, at: usize) -> Option<(usize, Place<'a>)> {
        let (run, item) = self.inside(at)?;
        let Some((nth, item)) = item.and_then(|nth| Some((nth, run.items.get(nth)?))) else {
            return Some((run.whole.end, Place::Beside));
        };
        Some(match (at < item.close, nth + 1 == run.items.len()) {
            (true, _) => (at, Place::Within(run, item)),
            (false, true) => (run.whole.end, Place::Beside),
            (false, false) => (item.whole.end, Place::Between(run)),
        })
    }

    /// What is to be changed in the part.
    pub(super) fn edits(self) -> Edits {
        let mut edits = Edits::default();
        let mut spaced = None;
        let element = &self.structure.names.element;
        for (at, group) in &self.at {
            let text = |range: &std::ops::Range<usize>| self.xml.get(range.clone()).unwrap_or_default();
            let (cut, before, after) = match group.cut {
                Place::Beside => (Cut::None, String::new(), String::new()),
                Place::Between(run) => {
                    (Cut::Between, format!("</{element}r>"), format!("{}{}", text(&run.open), text(&run.props)))
                }
                Place::Within(run, item) => {
                    let blank = self.xml.get(..*at).is_some_and(|before| before.ends_with(char::is_whitespace));
                    let first = spaced != Some(item.open.start);
                    let told = first && blank && !text(&item.open).contains("preserve");
                    if told {
                        edits.insert(item.open.end - 1, SPACED.to_owned());
                    }
                    spaced = Some(item.open.start);
                    let after = format!("{}{}<{element}t{SPACED}>", text(&run.open), text(&run.props));
                    (if told { Cut::Spaced } else { Cut::Text }, format!("</{element}t></{element}r>"), after)
                }
            };
            edits.insert(*at, format!("{before}{}{after}", self.marks(group, cut)));
        }
        edits
    }

    fn marks(&self, group: &Group, cut: Cut) -> String {
        let names = &self.structure.names;
        let (e, a, declared) = (&names.element, &names.attribute, &names.declared);
        let mut blanks = " ".repeat(CUT.iter().position(|of| *of == cut).unwrap_or_default());
        let mut marks = String::new();
        for id in &group.ends {
            let blanks = std::mem::take(&mut blanks);
            let end = format!("<{e}commentRangeEnd{declared} {a}id=\"{id}\"{blanks}/>");
            let shown = format!("<{e}r><{e}commentReference{declared} {a}id=\"{id}\"/></{e}r>");
            marks.extend([end, shown]);
        }
        for id in &group.starts {
            let blanks = std::mem::take(&mut blanks);
            marks.extend([format!("<{e}commentRangeStart{declared} {a}id=\"{id}\"{blanks}/>")]);
        }
        marks
    }
}
