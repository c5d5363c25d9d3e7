//! What places are called in files that are not looked at line by line: pages, cells, slides, times.

/// A place by its name. Numbers begin at 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spot {
    /// A line of a page.
    Page {
        /// The page, as it is counted from the first sheet.
        page: u32,
        /// The line on it.
        line: u32,
    },
    /// A cell of a sheet.
    Cell {
        /// The sheet, by its index in [`Named::parts`]; the largest number where the file is one sheet.
        sheet: u32,
        /// The row.
        row: u32,
        /// The column.
        column: u32,
    },
    /// A slide.
    Slide(u32),
    /// What is said on a slide, and not shown.
    Notes(u32),
    /// When it is said, in milliseconds.
    Time(u32),
    /// A paragraph of a part.
    Part {
        /// The part, by its index in [`Named::parts`].
        part: u32,
        /// The paragraph of it.
        paragraph: u32,
    },
}

/// The names of a document's places.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named {
    /// Sheets or parts.
    pub parts: Vec<String>,
    /// From which byte of [`super::Document::raw`] on a place is called so, in ascending order.
    pub spots: Vec<(u32, Spot)>,
}

impl Named {
    /// From this byte on it is another place.
    pub(super) fn add(&mut self, at: usize, spot: Spot) {
        if self.spots.last().is_none_or(|(_, last)| *last != spot) {
            self.spots.push((at as u32, spot));
        }
    }

    /// The name of the place at a byte.
    pub(super) fn name(&self, at: usize) -> Option<String> {
        let after = self.spots.partition_point(|(start, _)| *start as usize <= at);
        let (_, spot) = self.spots.get(after.saturating_sub(1))?;
        let part = |at: u32| self.parts.get(at as usize).map_or("", String::as_str);
        Some(match *spot {
            Spot::Page { page, line } => format!("page {page}, line {line}"),
            Spot::Cell { sheet, row, column } => {
                let sheet = part(sheet);
                let quoted = !sheet.chars().all(|c| c.is_alphanumeric() || c == '_');
                match (sheet, quoted) {
                    ("", _) => format!("{}{row}", letters(column)),
                    (sheet, false) => format!("{sheet}!{}{row}", letters(column)),
                    (sheet, true) => format!("'{}'!{}{row}", sheet.replace('\'', "''"), letters(column)),
                }
            }
            Spot::Slide(slide) => format!("slide {slide}"),
            Spot::Notes(slide) => format!("slide {slide}, notes"),
            Spot::Time(at) => time(at),
            Spot::Part { part: at, paragraph } => format!("{}, paragraph {paragraph}", part(at)),
        })
    }
}

/// The letters of a column: A to Z, AA, AB.
fn letters(column: u32) -> String {
    let (mut rest, mut letters) = (column, Vec::new());
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// A time code as subtitles have it: `00:01:02.500`.
fn time(milliseconds: u32) -> String {
    let seconds = milliseconds / 1000;
    format!("{:02}:{:02}:{:02}.{:03}", seconds / 3600, seconds / 60 % 60, seconds % 60, milliseconds % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_have_names() {
        let named = Named {
            parts: vec!["Budget".into(), "It's 2024".into()],
            spots: vec![
                (0, Spot::Page { page: 3, line: 12 }),
                (5, Spot::Cell { sheet: 0, row: 4, column: 28 }),
                (6, Spot::Cell { sheet: 1, row: 1, column: 703 }),
                (7, Spot::Cell { sheet: u32::MAX, row: 9, column: 26 }),
                (8, Spot::Time(3_723_004)),
                (9, Spot::Part { part: 0, paragraph: 2 }),
            ],
        };
        for (at, name) in [
            (0, "page 3, line 12"),
            (4, "page 3, line 12"),
            (5, "Budget!AB4"),
            (6, "'It''s 2024'!AAA1"),
            (7, "Z9"),
            (8, "01:02:03.004"),
            (90, "Budget, paragraph 2"),
        ] {
            assert_eq!(named.name(at).as_deref(), Some(name));
        }
        assert_eq!(Named::default().name(0), None);
    }
}
