//! The texts as they read, block by block, with the words of entries marked.

use super::entries::Kind;
use super::writer::Html;
use crate::source::{BlockKind, Document};
use crate::text::Span;
use std::collections::BTreeSet;

/// Words that are marked.
#[derive(Debug, Clone)]
pub(super) struct Mark {
    pub(super) span: Span,
    pub(super) kind: Kind,
    /// The entries that they belong to.
    pub(super) entries: Vec<(usize, Kind)>,
}

/// A stretch of text, the mark that it belongs to, and whether it is the first one of it.
type Piece = (Span, Option<(usize, bool)>);

/// How deep a list is set in on a page.
const DEPTHS: usize = 4;
/// A row of a table that begins further right has no room for what is empty before it.
const MOST_EMPTY: u16 = 60;

/// Writes the blocks of a document; `only` are those that are shown, where not all are. `inline` writes a mark's words, where they are the
/// first of it; `gap` says that blocks are left out.
pub(super) fn blocks(
    html: &mut Html,
    document: &Document,
    marks: &[Mark],
    only: Option<&BTreeSet<usize>>,
    gap: &str,
    inline: &mut impl FnMut(&mut Html, &Mark, &str, bool),
) {
    let mut open = Open::default();
    let mut last = None;
    for (nth, block) in document.blocks.iter().enumerate() {
        if only.is_some_and(|only| !only.contains(&nth)) {
            continue;
        }
        if only.is_some() && last.map_or(nth > 0, |last| last + 1 < nth) {
            open.close(html);
            html.raw("<p class=\"gap\">").text(gap).raw("</p>");
        }
        last = Some(nth);
        open.block(html, block.kind);
        line(html, document, marks, block.span, inline);
        open.end(html, block.kind);
    }
    open.close(html);
    if only.is_some() && last.map_or(!document.blocks.is_empty(), |last| last + 1 < document.blocks.len()) {
        html.raw("<p class=\"gap\">").text(gap).raw("</p>");
    }
}

/// Writes a stretch of text with its marks.
fn line(html: &mut Html, document: &Document, marks: &[Mark], span: Span, inline: &mut impl FnMut(&mut Html, &Mark, &str, bool)) {
    let (pieces, covered) = pieces(marks, span);
    let mut covered = covered.into_iter().peekable();
    for (part, mark) in pieces {
        match mark {
            Some((mark, first)) => inline(html, &marks[mark], part.of(&document.text), first),
            None => {
                html.text(part.of(&document.text));
            }
        }
        while let Some(mark) = covered.next_if(|mark| marks[*mark].span.start < part.end) {
            inline(html, &marks[mark], "", true);
        }
    }
    for mark in covered {
        inline(html, &marks[mark], "", true);
    }
}

/// Cuts a stretch of text into pieces that each belong to one mark or to none: of marks that overlap the shorter one keeps its words. Also
/// gives the marks that keep none.
fn pieces(marks: &[Mark], within: Span) -> (Vec<Piece>, Vec<usize>) {
    // Marks are sorted by where they begin; one that begins in an earlier block is shown there.
    let from = marks.partition_point(|mark| mark.span.start < within.start);
    let here = marks[from..].partition_point(|mark| mark.span.start < within.end) + from;
    let mut cuts: Vec<u32> = vec![within.start, within.end];
    for mark in &marks[from..here] {
        cuts.extend([mark.span.start, mark.span.end.min(within.end)]);
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut owners: Vec<Option<usize>> = vec![None; cuts.len().saturating_sub(1)];
    let mut order: Vec<usize> = (from..here).collect();
    order.sort_by_key(|n| (std::cmp::Reverse(marks[*n].span.end - marks[*n].span.start), std::cmp::Reverse(*n)));
    for n in order {
        let at = |place: u32| cuts.partition_point(|cut| *cut < place);
        owners[at(marks[n].span.start)..at(marks[n].span.end.min(within.end))].fill(Some(n));
    }
    let mut pieces: Vec<Piece> = Vec::new();
    let mut seen = BTreeSet::new();
    for (bounds, owner) in cuts.windows(2).zip(owners) {
        match pieces.last_mut() {
            Some((span, last)) if last.map(|(n, _)| n) == owner => span.end = bounds[1],
            _ => pieces.push((Span { start: bounds[0], end: bounds[1] }, owner.map(|n| (n, seen.insert(n))))),
        }
    }
    (pieces, (from..here).filter(|n| !seen.contains(n)).collect())
}

/// What is open of lists, items and tables.
#[derive(Debug, Default)]
struct Open {
    list: Option<&'static str>,
    item: bool,
    /// The depths that items of this list have had.
    depths: Vec<u32>,
    /// The row and the column of the last cell.
    cell: Option<(u32, u16)>,
    /// How high the last heading stands on the page.
    heading: u8,
}

const ITEMS: [&str; DEPTHS] = ["<li class=\"in0\">", "<li class=\"in1\">", "<li class=\"in2\">", "<li class=\"in3\">"];

impl Open {
    fn close(&mut self, html: &mut Html) {
        if std::mem::take(&mut self.item) {
            html.raw("</li>");
        }
        if let Some(end) = self.list.take() {
            html.raw(end);
        }
        self.depths.clear();
        if self.cell.take().is_some() {
            html.raw("</td></tr></tbody></table></div>");
        }
    }

    fn block(&mut self, html: &mut Html, kind: BlockKind) {
        match kind {
            BlockKind::ItemPart { .. } if self.item => {
                html.raw("<p class=\"part\">");
            }
            BlockKind::Paragraph | BlockKind::ItemPart { .. } | BlockKind::Fact { .. } => {
                self.close(html);
                html.raw("<p>");
            }
            BlockKind::Heading { level } => {
                self.close(html);
                // The page's own heading is the first one; none is passed over.
                let level = (level.max(1) + 1).min(self.heading.max(1) + 1).min(5);
                self.heading = level;
                html.raw(["<h2>", "<h3>", "<h4>", "<h5>"][usize::from(level - 2)]);
            }
            BlockKind::ListItem { depth, opens, number } => self.item(html, depth, opens, number),
            BlockKind::Cell { row, column } => self.cell(html, row, column),
        }
    }

    fn end(&self, html: &mut Html, kind: BlockKind) {
        match kind {
            BlockKind::ItemPart { .. } if self.item => {
                html.raw("<p class=\"part\">");
            }
            BlockKind::Paragraph | BlockKind::ItemPart { .. } | BlockKind::Fact { .. } => {
                html.raw("</p>");
            }
            BlockKind::Heading { .. } => {
                html.raw(["</h2>", "</h3>", "</h4>", "</h5>"][usize::from(self.heading.max(2) - 2)]);
            }
            BlockKind::ListItem { .. } | BlockKind::Cell { .. } => {}
        }
    }

    fn item(&mut self, html: &mut Html, depth: u32, opens: bool, number: u16) {
        let deeper = self.depths.first().is_some_and(|first| *first < depth);
        if self.cell.is_some() || self.list.is_none() || opens && !deeper {
            self.close(html);
            let (start, end) = if number > 0 { ("<ol class=\"items\">", "</ol>") } else { ("<ul class=\"items\">", "</ul>") };
            html.raw(start);
            self.list = Some(end);
        } else if std::mem::take(&mut self.item) {
            html.raw("</li>");
        }
        self.depths.retain(|known| *known < depth);
        self.depths.push(depth);
        html.raw(ITEMS[(self.depths.len() - 1).min(DEPTHS - 1)]);
        self.item = true;
        if number > 0 {
            html.raw("<span class=\"num\">").number(usize::from(number)).raw(". </span>");
        }
    }

    fn cell(&mut self, html: &mut Html, row: u32, column: u16) {
        let next = match self.cell {
            Some((at, last)) if at == row && last == column && column != u16::MAX => {
                html.raw("<br>");
                return;
            }
            Some((at, last)) if at == row => {
                html.raw("</td>");
                last.saturating_add(1)
            }
            Some((at, _)) if at < row => {
                html.raw("</td></tr><tr>");
                0
            }
            _ => {
                self.close(html);
                html.raw("<div class=\"tablebox\" tabindex=\"0\"><table class=\"grid\"><tbody><tr>");
                0
            }
        };
        if column != u16::MAX && column.saturating_sub(next) <= MOST_EMPTY {
            (next..column).for_each(|_| {
                html.raw("<td></td>");
            });
        }
        html.raw("<td>");
        self.cell = Some((row, column));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_marks_that_overlap_the_shorter_keeps_its_words() {
        let mark = |start, end| Mark { span: Span { start, end }, kind: Kind::Error, entries: Vec::new() };
        let all = |marks: &[(u32, u32)]| {
            let marks: Vec<Mark> = marks.iter().map(|(start, end)| mark(*start, *end)).collect();
            let (pieces, covered) = pieces(&marks, Span { start: 10, end: 40 });
            let pieces: Vec<_> = pieces.into_iter().map(|(span, owner)| (span.start, span.end, owner)).collect();
            (pieces, covered)
        };
        assert_eq!(all(&[]), (vec![(10, 40, None)], vec![]));
        assert_eq!(
            all(&[(12, 30), (15, 18), (50, 60)]),
            (
                vec![
                    (10, 12, None),
                    (12, 15, Some((0, true))),
                    (15, 18, Some((1, true))),
                    (18, 30, Some((0, false))),
                    (30, 40, None)
                ],
                vec![]
            )
        );
        assert_eq!(all(&[(10, 20), (10, 20)]), (vec![(10, 20, Some((0, true))), (20, 40, None)], vec![1]));
        assert_eq!(all(&[(38, 50)]), (vec![(10, 38, None), (38, 40, Some((0, true)))], vec![]));
    }
}
