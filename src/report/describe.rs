//! Claims in words: what `factlint claims` lists.

use super::around::around;
use super::claims::ClaimLine;
use crate::check::{At, Naming, Outcome, Read, sentence};
use crate::claim::{Claim, ClaimKind, Modality};
use crate::entity::EntityId;
use crate::lexicon::id_hash;
use crate::source::{Block, BlockKind, Document};
use crate::text::Span;
use crate::value::{Members, Value};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Where the words come from that no claim has.
pub struct Texts<'a> {
    /// The documents.
    pub documents: &'a [Document],
    /// What kinds of claims are called.
    pub kind: &'a dyn Fn(ClaimKind) -> &'a str,
}

/// Of what was compared of the first document of a text, so many claims are told of the others.
const MOST_TOLD: usize = 64;

/// The claims of all documents in words, with what they were compared with.
#[must_use]
pub fn describe(read: &[Arc<Read>], outcome: &Outcome, naming: &dyn Naming, texts: &Texts) -> Vec<ClaimLine> {
    let mut lines = Vec::new();
    let mut index = BTreeMap::new();
    let mut order: Vec<At> = Vec::new();
    for (document, r) in read.iter().enumerate() {
        let mut here: Vec<At> = (0..r.claims.len()).map(|claim| At { document: document as u32, claim: claim as u32 }).collect();
        here.sort_by_key(|at| (r.claims[at.claim as usize].span, at.claim));
        order.extend(here);
    }
    let headings: Vec<Vec<Heading>> = texts.documents.iter().map(headings).collect();
    for at in order {
        index.insert(at, lines.len());
        let claim = &read[at.document as usize].claims[at.claim as usize];
        let of_fact = || line_of(texts.documents.get(at.document as usize)?, claim.span);
        let told = sentence(&read[at.document as usize].passages, claim.span).map(|s| s.span);
        let sentence = told.or_else(of_fact).unwrap_or(claim.span);
        let section = headings.get(at.document as usize).map_or_else(Vec::new, |all| section(all, claim.span));
        lines.push(ClaimLine { sentence, section, ..line(at, claim, naming, texts) });
    }
    for comparison in &outcome.comparisons {
        if let (Some(one), Some(other)) = (index.get(&comparison.one), index.get(&comparison.other)) {
            lines[*one].compared.push((*other, comparison.meets));
            lines[*other].compared.push((*one, comparison.meets));
        }
    }
    // What was compared of the first document of a text holds for all that print it.
    for (r, document) in read.iter().zip(0..) {
        let first = outcome.first(document);
        for claim in (0..r.claims.len() as u32).filter(|_| first != document) {
            if let (Some(own), Some(of_first)) = (index.get(&At { document, claim }), index.get(&At { document: first, claim })) {
                let others =
                    lines[*of_first].compared.iter().filter(|(line, _)| !Arc::ptr_eq(r, &read[lines[*line].document as usize]));
                let others: Vec<(usize, bool)> = others.take(MOST_TOLD).copied().collect();
                lines[*own].compared.extend(others);
            }
        }
    }
    for line in &mut lines {
        line.compared.sort_unstable();
        line.compared.dedup();
        if !line.compared.is_empty() {
            line.passed_over = None;
        }
    }
    lines
}

/// A heading: where it stands, its level, and its words.
type Heading<'a> = (Span, u8, &'a str);

/// The headings of a document; those of formats that tell no level are all of one.
fn headings(document: &Document) -> Vec<Heading<'_>> {
    let heading = |block: &Block| match block.kind {
        BlockKind::Heading { level } => Some((block.span, level.max(1), block.span.of(&document.text))),
        _ => None,
    };
    document.blocks.iter().filter_map(heading).collect()
}

/// The headings that a place stands below, the highest first.
fn section(headings: &[Heading], place: Span) -> Vec<String> {
    let before = headings.partition_point(|(span, ..)| span.end <= place.start);
    let mut section = Vec::new();
    let mut above = u8::MAX;
    for (_, level, words) in headings.get(..before).unwrap_or_default().iter().rev() {
        if *level < above {
            above = *level;
            section.push(words.split_whitespace().collect::<Vec<_>>().join(" "));
        }
        if above <= 1 {
            break;
        }
    }
    section.reverse();
    section
}

/// The line of a value in a facts file.
fn line_of(document: &Document, value: Span) -> Option<Span> {
    let after = document.blocks.partition_point(|b| b.span.start <= value.start);
    let block = document.blocks.get(after.checked_sub(1)?)?;
    matches!(block.kind, BlockKind::Fact { .. }).then_some(block.span)
}

fn line(at: At, claim: &Claim, naming: &dyn Naming, texts: &Texts) -> ClaimLine {
    let mut qualifiers = Vec::new();
    if let Some(period) = &claim.period {
        qualifiers.push(format!("in {}", period.edtf()));
    }
    if let Some(speaker) = claim.speaker {
        qualifiers.push(format!("says {}", naming.text(at.document, speaker)));
    }
    match claim.modality {
        Modality::Asserted => {}
        Modality::Negated => qualifiers.push("negated".into()),
        Modality::Foreseen | Modality::Supposed => qualifiers.push("not asserted".into()),
    }
    let subject = match claim.subject {
        0 => String::new(),
        id => naming.entity(EntityId(id)).unwrap_or_default(),
    };
    // A cell is of its row and column.
    let head = |name| claim.roles.iter().find(|role| role.role == id_hash(name)).map(|role| naming.text(at.document, role.span));
    let of_cell = if claim.kind == ClaimKind::FACT { head("row").zip(head("column")) } else { None };
    let keys = || {
        let document = texts.documents.get(at.document as usize)?;
        let line = line_of(document, claim.span)?;
        Some(format!("{}…", Span { start: line.start, end: claim.span.start }.of(&document.text)))
    };
    let of_cell = of_cell.map(|(row, column)| format!("{row}, {column}: …")).or_else(keys);
    let named = !subject.is_empty();
    let context = || texts.documents.get(at.document as usize).map_or_else(String::new, |d| around(d, claim.span));
    let passed_over = match claim.modality {
        Modality::Asserted => "no other claim about the same thing",
        Modality::Negated | Modality::Foreseen | Modality::Supposed => "it is not asserted",
    };
    ClaimLine {
        document: at.document,
        span: claim.span,
        sentence: claim.span,
        section: Vec::new(),
        named,
        subject: of_cell.unwrap_or_else(|| if subject.is_empty() { context() } else { subject }),
        attribute: (texts.kind)(claim.kind).into(),
        value: say(&claim.value, naming),
        qualifiers,
        compared: Vec::new(),
        passed_over: Some(passed_over.into()),
    }
}

fn say(value: &Value<EntityId>, naming: &dyn Naming) -> String {
    match value {
        Value::Number(range) => range.to_string(),
        Value::Days(days) => days.edtf(),
        Value::Text(text) => text.clone(),
        Value::Members(members) => members_in_words(members, naming),
    }
}

fn members_in_words(members: &Members<EntityId>, naming: &dyn Naming) -> String {
    let names = |set: &std::collections::BTreeSet<EntityId>| {
        let mut names: Vec<String> = set.iter().map(|id| naming.entity(*id).unwrap_or_else(|| "?".into())).collect();
        names.sort();
        names.join(", ")
    };
    let mut parts = Vec::new();
    if let Some(only) = &members.only {
        parts.push(format!("{} ({})", only.len(), names(only)));
    } else if !members.must.is_empty() {
        parts.push(format!("at least {}", names(&members.must)));
    }
    if !members.never.is_empty() {
        parts.push(format!("not {}", names(&members.never)));
    }
    if parts.is_empty() || members.only.is_none() && members.size != Members::<EntityId>::any().size {
        parts.push(members.size.to_string());
    }
    parts.join("; ")
}
