//! The one cleaning of all that is printed for people: names of files, texts of documents and packs, words of the command line.
//!
//! What comes from elsewhere may hold characters that act on a terminal, turn the direction of a line, or have no shape, so that a line
//! reads as what it is not. U+FFFD stands for them. Output for tools is exact.

use std::ops::RangeInclusive;

/// Characters without a shape of their own (Unicode's `Default_Ignorable_Code_Point`, which marks of direction belong to), but for the
/// selectors that choose the look of the character before them, U+FE00 to U+FE0F; and the separators of lines and paragraphs, and the
/// marks around notes.
const SHAPELESS: [RangeInclusive<char>; 16] = [
    '\u{ad}'..='\u{ad}',
    '\u{34f}'..='\u{34f}',
    '\u{61c}'..='\u{61c}',
    '\u{115f}'..='\u{1160}',
    '\u{17b4}'..='\u{17b5}',
    '\u{180b}'..='\u{180f}',
    '\u{200b}'..='\u{200f}',
    '\u{2028}'..='\u{202e}',
    '\u{2060}'..='\u{206f}',
    '\u{3164}'..='\u{3164}',
    '\u{feff}'..='\u{feff}',
    '\u{ffa0}'..='\u{ffa0}',
    '\u{fff0}'..='\u{fffb}',
    '\u{1bca0}'..='\u{1bca3}',
    '\u{1d173}'..='\u{1d17a}',
    '\u{e0000}'..='\u{e0fff}',
];

/// The character that a terminal is given for this one.
pub(super) fn visible(c: char) -> char {
    match c {
        ' '..='~' => c,
        '\t' | '\n' | '\r' => ' ',
        c if c.is_control() || SHAPELESS.iter().any(|range| range.contains(&c)) => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// A text as a part of a line: what ends lines is a space.
#[must_use]
pub fn clean(text: &str) -> String {
    text.chars().map(visible).collect()
}

/// A text of several lines, which stay.
#[must_use]
pub fn clean_lines(text: &str) -> String {
    text.split('\n').map(clean).collect::<Vec<_>>().join("\n")
}

/// Whether all of a text may be given to a terminal as it is.
#[must_use]
pub fn is_clean(text: &str) -> bool {
    text.chars().all(|c| visible(c) == c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_acts_or_has_no_shape_is_replaced() {
        for c in "\0\u{7}\u{1b}\u{7f}\u{9b}\u{ad}\u{61c}\u{200b}\u{200d}\u{200e}\u{200f}\u{202e}\u{2028}\u{2029}\u{2060}\u{2069}\u{feff}\u{e0041}".chars() {
            assert_eq!(clean(&format!("a{c}b")), "a\u{fffd}b", "{c:?}");
        }
        for text in ["Åre, 5 §", "e\u{301}", "❤\u{fe0f}", "Δ 漢字 عدد"] {
            assert!(is_clean(text), "{text}");
        }
        assert_eq!(clean("a\r\n\tb"), "a   b");
        assert_eq!(clean_lines("a\tb\nc\u{1b}"), "a b\nc\u{fffd}");
    }
}
