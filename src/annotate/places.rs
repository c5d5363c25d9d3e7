//! Where words of a text stand in the parts of its document.

use crate::{
    source::{Piece, traced::Part},
    text::Span,
};

/// Words in a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The part, by its index.
    pub(super) part: usize,
    /// The byte that their first character begins at.
    pub(super) start: usize,
    /// The byte behind their last character.
    pub(super) end: usize,
}

/// Where a span of the text stands; where none of it is text in a part (a tab, a formula), where the text before it does, or that behind it.
pub(super) fn place(parts: &[Part], span: Span) -> Option<Place> {
    let within = parts.iter().enumerate().find_map(|(nth, part)| {
        let from = part.pieces.partition_point(|piece| piece.text + piece.len <= span.start);
        let to = part.pieces.partition_point(|piece| piece.text < span.end);
        let (first, last) = (part.pieces.get(from).filter(|_| from < to)?, part.pieces.get(to.checked_sub(1)?)?);
        Some(Place { part: nth, start: start(first, span.start), end: end(last, span.end) })
    });
    let place = within.or_else(|| {
        let before = parts.iter().enumerate().rev().find_map(|(nth, part)| {
            let to = part.pieces.partition_point(|piece| piece.text + piece.len <= span.start);
            Some((nth, part.pieces.get(to.checked_sub(1)?)?))
        });
        let first = || parts.iter().enumerate().find_map(|(nth, part)| Some((nth, part.pieces.first()?)));
        let (part, piece) = before.or_else(first)?;
        Some(Place { part, start: piece.file as usize, end: (piece.file + piece.file_len) as usize })
    });
    place.filter(|place| place.start < place.end)
}

/// Where in the part a place of a piece begins; one within a reference such as `&amp;` takes all of it.
fn start(piece: &Piece, at: u32) -> usize {
    let within = at.saturating_sub(piece.text);
    (piece.file + if piece.len == piece.file_len { within } else { 0 }) as usize
}

fn end(piece: &Piece, at: u32) -> usize {
    let within = at.saturating_sub(piece.text).min(piece.len);
    (piece.file + if piece.len == piece.file_len { within } else { piece.file_len }) as usize
}
