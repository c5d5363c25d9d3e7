//! Lists as the document sets them: the items that follow a sentence.

use crate::claim::Analysis;
use crate::source::{Block, BlockKind};
use crate::text::Span;
use std::ops::Range;

/// The items of the list that begins right after a sentence which ends its block with a colon; those that are set in deeper are parts of
/// an item.
pub(super) fn items_after<'d>(analysis: &'d Analysis, sentence: &Range<usize>) -> impl Iterator<Item = Span> + use<'d> {
    let blocks = &analysis.document.blocks;
    let last = sentence.end.checked_sub(1).and_then(|at| analysis.tokens.get(at)).filter(|t| t.is_punct(':'));
    let next = last.map_or(blocks.len(), |t| blocks.partition_point(|b| b.span.start <= t.span.start));
    let ends_block =
        next.checked_sub(1).and_then(|b| blocks.get(b)).is_some_and(|b| last.is_some_and(|t| t.span.end >= b.span.end));
    let items = if ends_block { &blocks[next..] } else { &[] };
    let first = items.first().and_then(depth);
    items.iter().map_while(|b| Some((b.span, depth(b)?))).filter(move |(_, d)| Some(*d) == first).map(|(span, _)| span)
}

/// How far an item of a list is set in; `None` for any other block.
fn depth(block: &Block) -> Option<u32> {
    match block.kind {
        BlockKind::ListItem { depth } => Some(depth),
        _ => None,
    }
}
