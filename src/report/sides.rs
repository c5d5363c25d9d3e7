//! The sides of a finding in words: what each says, how many texts say so, and of when they are.

use super::{Report, clean::clean, human::counted};
use crate::check::{By, Evidence, Finding};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// The most places that are shown of a side.
pub(super) const SHOWN: usize = 3;

/// "six", "six and five", "six, five and four".
pub(super) fn listed<S: AsRef<str>>(items: &[S]) -> String {
    let joined = |items: &[S]| items.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    match items {
        [] => String::new(),
        [one] => one.as_ref().to_owned(),
        [first @ .., last] => format!("{} and {}", joined(first), last.as_ref()),
    }
}

/// The letter of a side.
fn letter(side: usize) -> char {
    u8::try_from(side).ok().and_then(|n| b'A'.checked_add(n)).map_or('?', char::from)
}

/// "2023-03-14 to 2024-05-12".
fn span((first, last): (Date, Date)) -> String {
    if first == last { first.to_string() } else { format!("{first} to {last}") }
}

impl Report<'_> {
    /// What a side says, by the rule's label of its places: "6 members".
    pub(crate) fn said(&self, finding: &Finding, side: usize) -> String {
        let place = finding.evidence.iter().find(|e| e.side as usize == side && e.mark.is_none());
        let label = place.map(|evidence| self.note(finding, evidence)).filter(|label| !label.is_empty());
        label.unwrap_or_else(|| finding.sides.get(side).map(|s| s.says.clone()).unwrap_or_default())
    }

    /// What a place shows. The sides that are listed above the places say what they say; a source says who it is.
    pub(super) fn label(&self, finding: &Finding, evidence: &Evidence) -> String {
        let said = self.note(finding, evidence);
        let document = self.documents.get(evidence.document as usize);
        let day = document.and_then(|d| d.meta.date).map(|day| day.to_string());
        let dated =
            |who: String| [Some(who), day.clone()].into_iter().flatten().filter(|s| !s.is_empty()).collect::<Vec<_>>().join(", ");
        let several = texts(finding) > 1;
        match finding.by {
            By::Sources if several && evidence.primary => "the draft".to_owned(),
            By::Sources if several => dated(document.and_then(|d| d.meta.source.clone()).unwrap_or_else(|| "the source".into())),
            _ if evidence.mark.is_some() || !several => said,
            _ if self.sides(finding).is_some() => dated(letter(evidence.side as usize).to_string()),
            _ => dated(said),
        }
    }

    /// A line a side: "A  6 members: 2 texts, 2023-03-14 to 2024-05-12". Nothing for a finding within one text whose places are all
    /// shown, nor for two texts that say one thing each.
    pub(super) fn sides(&self, finding: &Finding) -> Option<Vec<String>> {
        let several = texts(finding) > 1;
        let untold = untold(finding);
        let hidden = finding.more > 0 || finding.sides.iter().any(|side| side.places > SHOWN);
        let two_of_one = finding.sides.len() == 2 && finding.sides.iter().all(|side| side.documents == 1);
        if finding.sides.is_empty() || !(several && !(two_of_one && untold == 0) || hidden) {
            return None;
        }
        let line = |(nth, side): (usize, &crate::check::Side)| {
            let (count, what) = if several { (side.documents, "text") } else { (side.places, "place") };
            let days = side.days.filter(|_| several).map(|days| format!(", {}", span(days))).unwrap_or_default();
            let more = match side.places.saturating_sub(SHOWN) {
                0 => String::new(),
                more => format!(" ({SHOWN} places shown, and {more} more)"),
            };
            let says = Some(clean(&self.said(finding, nth))).filter(|says| !says.is_empty()).map(|says| format!("{says}: "));
            format!("{}  {}{}{days}{more}", letter(nth), says.unwrap_or_default(), counted(count, what))
        };
        let mut lines: Vec<String> = finding.sides.iter().enumerate().map(line).collect();
        if untold > 0 {
            lines.push(format!("and {} more, saying something else", counted(untold, "place")));
        }
        Some(lines)
    }

    /// What a finding's sides say, and the source that it speaks of, for the placeholders of its rule's texts.
    pub(super) fn derived(&self, finding: &Finding) -> Vec<(String, String)> {
        let others = (untold(finding) > 0).then(|| "others".to_owned());
        let of =
            |one: &dyn Fn(usize) -> String| listed(&(0..finding.sides.len()).map(one).chain(others.clone()).collect::<Vec<_>>());
        let values = of(&|side| finding.sides.get(side).map(|s| s.says.clone()).unwrap_or_default());
        let mut derived = vec![("values".to_owned(), values), ("said".to_owned(), of(&|side| self.said(finding, side)))];
        let source = finding.evidence.iter().find(|e| finding.by == By::Sources && !e.primary);
        if let Some(name) = source.and_then(|e| self.documents.get(e.document as usize)).map(|d| d.name.as_str()) {
            derived.push(("where".to_owned(), name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned()));
        }
        derived
    }
}

/// The places of sides that are not listed, as there are so many.
fn untold(finding: &Finding) -> usize {
    let told: usize = finding.sides.iter().map(|side| side.places).sum();
    (finding.evidence.len() + finding.more).saturating_sub(told)
}

/// How many texts a finding shows.
fn texts(finding: &Finding) -> usize {
    finding.evidence.iter().map(|e| e.document).collect::<BTreeSet<_>>().len()
}
