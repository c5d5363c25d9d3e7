//! Numbers that follow on each other: of items, of headings, of captions, and of figures as they are first referred to.

use super::Numbered;
use crate::claim::{Analysis, Claim, ClaimKind, Role};
use crate::lexicon::{Class, id_hash};
use crate::source::BlockKind;
use crate::text::Span;
use crate::value::{Number, Range, Value};
use std::collections::BTreeMap;

/// Fewer numbers tell no order.
const FEWEST: usize = 3;
/// A gap of more is a choice, as of codes.
const WIDEST_GAP: i64 = 3;

/// What is numbered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// The items of a list, whose numbers may mean something.
    Items,
    /// Headings or captions.
    Parts,
}

impl Analysis<'_> {
    /// The items of each list.
    pub(super) fn numbered_items(&self, out: &mut Vec<Claim>) {
        let mut open: Vec<(u32, Vec<(i64, Span)>)> = Vec::new();
        for block in &self.document.blocks {
            let depth = match block.kind {
                BlockKind::ListItem { depth, .. } | BlockKind::ItemPart { depth } => Some(depth),
                _ => None,
            };
            // What is set in less far, and all that is no item, ends a list.
            while let Some((_, list)) = open.pop_if(|(own, _)| depth.is_none_or(|depth| depth < *own)) {
                self.in_order(&list, Of::Items, out);
            }
            if let BlockKind::ListItem { depth, opens, number } = block.kind {
                if opens && let Some((_, list)) = open.pop_if(|(own, _)| *own == depth) {
                    self.in_order(&list, Of::Items, out);
                }
                let item = (i64::from(number), block.span);
                match open.last_mut() {
                    Some((own, list)) if *own == depth => list.push(item),
                    _ => open.push((depth, vec![item])),
                }
            }
        }
        for (_, list) in open {
            self.in_order(&list, Of::Items, out);
        }
    }

    /// Headings of one level below one heading, that have one word or none before their numbers.
    pub(super) fn heading_sequences(&self, headings: &[(u8, usize, Numbered)], out: &mut Vec<Claim>) {
        // By the level, the heading above, the word, and the numbers before the last one.
        type Key<'a> = (u8, usize, u64, &'a [i64]);
        let mut all: BTreeMap<Key, Vec<(i64, Span)>> = BTreeMap::new();
        for (level, above, n) in headings {
            all.entry((*level, *above, n.label, &n.within)).or_default().push((n.number, n.span));
        }
        for list in all.values() {
            self.in_order(list, Of::Parts, out);
        }
    }

    /// The headings that begin with a number: their level, the heading above them, and the number.
    pub(super) fn numbered_headings(&self) -> Vec<(u8, usize, Numbered)> {
        let mut above: Vec<(u8, usize)> = Vec::new();
        let mut found = Vec::new();
        for (at, block) in self.document.blocks.iter().enumerate() {
            // What is a heading of plain text is a guess.
            let BlockKind::Heading { level: level @ 1.. } = block.kind else { continue };
            while above.pop_if(|(other, _)| *other >= level).is_some() {}
            let parent = above.last().map_or(0, |(_, at)| at + 1);
            above.push((level, at));
            let tokens = self.tokens_in(block.span);
            // "## 1.2" and "## 0.3 – 2021" are versions.
            let titled = |n: &Numbered| tokens.end > n.end && self.tokens[n.end].is_word() || n.label != 0;
            let number = self.number_of_block(&tokens).filter(|n| n.within.len() < 2 && (titled(n) || n.within.is_empty()));
            found.extend(number.map(|n| (level, parent, n)));
        }
        found
    }

    /// The captions of each kind.
    pub(super) fn caption_sequences(&self, captions: &[Numbered], out: &mut Vec<Claim>) {
        let mut all: BTreeMap<u64, Vec<(i64, Span)>> = BTreeMap::new();
        for caption in captions {
            all.entry(caption.label).or_default().push((caption.number, caption.span));
        }
        for list in all.values() {
            self.in_order(list, Of::Parts, out);
        }
    }

    /// The figures and tables of a text without their captions, in the order in which it first refers to them.
    pub(super) fn first_references(&self, captions: &[Numbered], out: &mut Vec<Claim>) {
        let mut all: BTreeMap<u64, Vec<(i64, Span)>> = BTreeMap::new();
        for (label, number, span, _) in self.references_in_text() {
            let first = all.entry(label).or_default();
            if !first.iter().any(|(n, _)| *n == number) {
                first.push((number, span));
            }
        }
        all.retain(|label, _| !captions.iter().any(|c| c.label == *label));
        for list in all.values().filter(|list| list.len() >= FEWEST) {
            let mut sorted: Vec<i64> = list.iter().map(|(n, _)| *n).collect();
            sorted.sort_unstable();
            let complete = sorted.iter().zip(1..).all(|(n, nth)| *n == nth);
            let falls = list.windows(2).filter(|pair| pair[1].0 < pair[0].0).count();
            if complete && falls == 1 {
                let pair = list.windows(2).find(|pair| pair[1].0 < pair[0].0);
                out.extend(pair.map(|pair| self.after(pair[0].0, &pair[1])));
            }
        }
    }

    /// A list of numbers that begins as one does and in which each number but one follows on the one before it.
    fn in_order(&self, list: &[(i64, Span)], of: Of, out: &mut Vec<Claim>) {
        let begins = list.first().is_some_and(|(n, _)| (0..=1).contains(n)) && list.get(1).is_some_and(|(n, _)| *n > 0);
        if !begins || list.len() < FEWEST {
            return;
        }
        let mut breaks = list.windows(2).filter(|pair| pair[1].0 != pair[0].0 + 1);
        let (only, None) = (breaks.next(), breaks.next()) else { return };
        let Some([before, here]) = only else { return };
        let step = here.0 - before.0;
        // "1, 2, 4" are powers of two; a list of two numbers that are the same is numbered by whoever shows it.
        let doubles = of == Of::Items && list.len() == FEWEST && step == 2 && before.0 == 2;
        let lazy = step == 0 && before.0 == list[0].0;
        if (0..=WIDEST_GAP).contains(&step) && !doubles && !lazy {
            out.push(self.after(before.0, here));
        }
    }

    /// That one number comes after another.
    fn after(&self, before: i64, (here, span): &(i64, Span)) -> Claim {
        let number = |n: i64| Value::Number(Range::exact(Number::from(n)));
        let role = |name: &str, n: i64| Role { role: id_hash(name), value: number(n), span: *span };
        let at = self.tokens.partition_point(|t| t.span.start < span.start);
        let sentence = self.sentences.partition_point(|s| s.tokens.end <= at);
        Claim {
            roles: [role("before", before), role("here", *here)].into(),
            ..Claim::new(ClaimKind::LABEL, number(*here), *span, sentence as u32)
        }
    }

    /// What the text refers to by a label and a number, outside captions: the label, the number, where, and the tokens of it.
    pub(super) fn references_in_text(&self) -> impl Iterator<Item = (u64, i64, Span, std::ops::Range<usize>)> {
        let labels = self.tokens.iter().enumerate().filter_map(|(at, t)| Some((at, t.sense(Class::Label)?.id)));
        labels.filter(|(at, _)| !self.tokens[*at].starts_sentence || self.in_sentence(*at)).filter_map(|(at, label)| {
            let number = self.tokens.get(at + 1).filter(|t| super::is_number(t) && !t.glued && !t.starts_sentence)?;
            let after = self.tokens.get(at + 2);
            let goes_on = after.is_some_and(|t| t.glued && !matches!(t.text, "." | "," | ";" | ":" | ")" | "]" | "?" | "!"));
            let deeper = after.is_some_and(|t| t.glued && t.is_punct('.')) && self.tokens.get(at + 3).is_some_and(|t| t.glued);
            let span = self.span(at..at + 2);
            (!goes_on && !deeper).then_some((label, number.text.parse().ok()?, span, at..at + 2))
        })
    }

    /// Whether the token that begins a block or a sentence begins a sentence with a verb, and no caption: "Table 2 shows …".
    fn in_sentence(&self, at: usize) -> bool {
        let after = self.tokens.get(at + 2);
        after.is_some_and(|t| t.is_word() && !t.capital && !t.starts_sentence)
    }
}
