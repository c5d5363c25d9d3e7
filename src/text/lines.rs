//! Byte offsets as lines and columns, in time that does not grow with the length of a line.

/// Bytes between two character counts that are kept; a look-up counts the characters of at most two such stretches.
const STRIDE: usize = 4096;

/// Where the lines of a text begin, and how many characters stand before every `STRIDE`th byte.
///
/// ```
/// use factlint::internals::text::LineIndex;
/// let text = "en\nåtta män";
/// assert_eq!(LineIndex::new(text).locate(text, 9), (2, 6));
/// ```
#[derive(Debug, Clone)]
pub struct LineIndex {
    /// The offset of each line's first byte.
    starts: Vec<u32>,
    /// The number of characters that begin before byte `i * STRIDE`.
    characters: Vec<u32>,
}

impl LineIndex {
    /// Reads the text once.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        starts.extend(text.match_indices('\n').map(|(at, _)| at as u32 + 1));
        let mut characters = Vec::with_capacity(bytes.len() / STRIDE + 1);
        let mut sum = 0;
        for stretch in bytes.chunks(STRIDE) {
            characters.push(sum);
            sum += begun(stretch) as u32;
        }
        characters.push(sum);
        Self { starts, characters }
    }

    /// The line and column of the byte `offset` of the text that the index was made of. Both start at 1; columns count Unicode
    /// scalar values, and a byte order mark is not counted. An offset beyond the end is taken for the end.
    #[must_use]
    pub fn locate(&self, text: &str, offset: usize) -> (usize, usize) {
        let offset = offset.min(text.len());
        let line = self.starts.partition_point(|&start| start as usize <= offset).max(1);
        let start = self.starts.get(line - 1).map_or(0, |&s| s as usize);
        let mark = usize::from(line == 1 && offset > 0 && text.starts_with('\u{feff}'));
        (line, self.before(text, offset) - self.before(text, start) + 1 - mark)
    }

    /// How many characters of the text begin before a byte of it.
    #[must_use]
    pub fn before(&self, text: &str, offset: usize) -> usize {
        let stretch = offset / STRIDE;
        let known = self.characters.get(stretch).map_or(0, |&c| c as usize);
        known + text.as_bytes().get(stretch * STRIDE..offset).map_or(0, begun)
    }
}

/// How many characters begin in these bytes.
fn begun(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&b| b & 0xc0 != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns() {
        let long = "å".repeat(5000);
        for (text, offset, expected) in [
            ("", 0, (1, 1)),
            ("a\nb", 1, (1, 2)),
            ("a\nb", 2, (2, 1)),
            ("a\nb", 99, (2, 2)),
            ("a\r\nb", 3, (2, 1)),
            ("\u{feff}ab", 4, (1, 2)),
            ("\u{feff}ab", 3, (1, 1)),
            (long.as_str(), 9998, (1, 5000)),
        ] {
            assert_eq!(LineIndex::new(text).locate(text, offset), expected, "{offset} in {} bytes", text.len());
        }
    }
}
