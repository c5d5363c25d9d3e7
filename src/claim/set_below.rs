//! Lists as the document sets them: the items that follow a sentence.

use crate::claim::Analysis;
use crate::source::{Block, BlockKind};
use crate::text::{FUNCTION_WORDS, Span, TokenKind};
use std::ops::Range;

/// The items of the list that begins right after a sentence which ends its block with a colon, or after a heading; those that are set in
/// deeper, and later paragraphs of an item, are parts of an item. Nothing where it cannot be told where the list ends, or where it has one
/// item only.
pub(super) fn items_after(analysis: &Analysis, sentence: &Range<usize>) -> Vec<Span> {
    let blocks = &analysis.document.blocks;
    let opens = |t: &&crate::text::Token| t.is_punct(':') || is_heading(analysis, sentence);
    let last = sentence.end.checked_sub(1).and_then(|at| analysis.tokens.get(at)).filter(opens);
    let Some(last) = last else { return Vec::new() };
    let next = blocks.partition_point(|b| b.span.start <= last.span.start);
    let ends_block = next.checked_sub(1).and_then(|b| blocks.get(b)).is_some_and(|b| last.span.end >= b.span.end);
    let (true, Some(Block { kind: BlockKind::ListItem { depth: own, .. }, .. })) = (ends_block, blocks.get(next)) else {
        return Vec::new();
    };
    // What an item announces is set in further than the item itself.
    let around = next.checked_sub(1).and_then(|b| blocks.get(b)).map(|b| b.kind);
    if matches!(around, Some(BlockKind::ListItem { depth, .. } | BlockKind::ItemPart { depth }) if depth >= *own) {
        return Vec::new();
    }
    let mut items = Vec::new();
    for (nth, block) in blocks[next..].iter().enumerate() {
        match block.kind {
            BlockKind::ListItem { depth, opens, .. } if depth == *own => {
                if opens && nth > 0 {
                    break;
                }
                items.push(block.span);
            }
            BlockKind::ListItem { depth, .. } | BlockKind::ItemPart { depth } if depth >= *own => {}
            BlockKind::Paragraph if goes_on(analysis, &blocks[next + nth..], *own) => return Vec::new(),
            _ => break,
        }
    }
    let groups = items.iter().any(|item| begins_with_figure(analysis, *item));
    if items.len() < 2 || groups { Vec::new() } else { items }
}

/// Whether a sentence is a heading, or a part of one.
pub(super) fn is_heading(analysis: &Analysis, sentence: &Range<usize>) -> bool {
    let blocks = &analysis.document.blocks;
    let start = analysis.tokens.get(sentence.start).map_or(0, |t| t.span.start);
    let block = blocks.partition_point(|b| b.span.start <= start).checked_sub(1).and_then(|at| blocks.get(at));
    block.is_some_and(|b| b.kind.is_heading())
}

/// Whether a heading stands between two sentences: what comes below it is of another matter.
pub(super) fn parted(analysis: &Analysis, one: usize, later: usize) -> bool {
    let start = |n: usize| analysis.tokens.get(analysis.sentence(n).start).map_or(0, |t| t.span.start);
    let (from, to) = (start(one), start(later));
    let blocks = &analysis.document.blocks;
    let at = blocks.partition_point(|b| b.span.start <= from);
    blocks[at..].iter().take_while(|b| b.span.start <= to).any(|b| b.kind.is_heading())
}

/// The level of titles.
const TITLE: u8 = 1;

/// Whether a later sentence, behind headings, is of what a sentence is of: none of them is higher than the one above that, and it does not stand in another
/// list of figures.
pub(super) fn goes_beyond(analysis: &Analysis, one: usize, later: usize) -> bool {
    let start = |n: usize| analysis.tokens.get(analysis.sentence(n).start).map_or(0, |t| t.span.start);
    let (from, to) = (start(one), start(later));
    let blocks = &analysis.document.blocks;
    let (at, end) = (blocks.partition_point(|b| b.span.start <= from), blocks.partition_point(|b| b.span.start <= to));
    let level = |b: &Block| if let BlockKind::Heading { level } = b.kind { Some(level) } else { None };
    let own = blocks[..at].iter().rev().find_map(level);
    // Headings of the highest level are titles: one more begins another text.
    let higher = |b: &Block| level(b).is_some_and(|other| own.is_none_or(|own| other < own || other == TITLE));
    let listed = |b: &Block| matches!(b.kind, BlockKind::ListItem { .. }) && begins_with_figure(analysis, b.span);
    let between = blocks.get(at..end).unwrap_or_default();
    !between.iter().any(higher) && !between.last().is_some_and(listed)
}

/// Whether the number at a token is a label in digits behind a name or a sign: "Stage 3", "#8".
pub(super) fn is_label(analysis: &Analysis, first: usize) -> bool {
    let before = first.checked_sub(1).and_then(|at| analysis.tokens.get(at));
    let digits = analysis.tokens.get(first).is_some_and(|t| t.kind == TokenKind::Digits);
    digits && before.is_some_and(|t| t.is_punct('#') || t.is_word() && t.capital && !t.is_any(&FUNCTION_WORDS))
}

/// Whether the list goes on below a paragraph: the paragraph goes on with a sentence of the item, or the next item counts on.
fn goes_on(analysis: &Analysis, rest: &[Block], own: u32) -> bool {
    let text = &analysis.document.text;
    let low = rest.first().is_some_and(|b| b.span.of(text).starts_with(char::is_lowercase));
    let between = |b: &&Block| b.kind == BlockKind::Paragraph;
    let after = rest.iter().find(|b| !between(b)).map(|b| b.kind);
    low || matches!(after, Some(BlockKind::ListItem { depth, opens: false, .. }) if depth == own)
}

/// Whether an item says how many there are of something itself: then the list is one of kinds or groups.
fn begins_with_figure(analysis: &Analysis, item: Span) -> bool {
    let at = analysis.mentions.partition_point(|m| m.span.start < item.start);
    let figure = |m: &&crate::grammar::Mention| matches!(m.reading, crate::grammar::Reading::Amount(_));
    analysis.mentions[at..].iter().take_while(|m| m.span.start == item.start).find(figure).is_some()
}
