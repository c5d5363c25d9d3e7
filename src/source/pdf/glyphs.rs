//! What the glyphs of fonts mean by their names, of which the Adobe Glyph List has those of Latin letters and the signs beside them.

use std::{collections::BTreeMap, sync::LazyLock};

/// Names with what they mean; those of letters and figures that are their own names, and of accented letters, follow from rules.
const NAMES: &str = include_str!("glyphs.txt");

static KNOWN: LazyLock<BTreeMap<&str, &str>> =
    LazyLock::new(|| NAMES.lines().filter(|line| !line.starts_with("# ")).filter_map(|line| line.split_once(' ')).collect());

/// What a glyph of this name means: `a`, `adieresis`, `fi`, `uni00E5`, `u1F3BB`, `a.sc`, `f_i`.
pub(super) fn text(name: &str) -> Option<String> {
    let name = name.split('.').next().filter(|name| !name.is_empty())?;
    if let Some(text) = KNOWN.get(name) {
        return Some((*text).to_owned());
    }
    let mut chars = name.chars();
    if let (Some(c), None) = (chars.next(), chars.next()) {
        return Some(c.to_string());
    }
    if name.contains('_') {
        return name.split('_').map(text).collect();
    }
    let hex = name.strip_prefix("uni").and_then(|hex| hex.get(..4)).or_else(|| name.strip_prefix('u').filter(|h| h.len() >= 4));
    hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).and_then(char::from_u32).map(String::from)
}

/// What ligatures are made of.
const LIGATURES: [(char, &str); 7] =
    [('ﬀ', "ff"), ('ﬁ', "fi"), ('ﬂ', "fl"), ('ﬃ', "ffi"), ('ﬄ', "ffl"), ('ﬅ', "st"), ('ﬆ', "st")];

/// A text with the letters that ligatures are made of. A hyphen that shares its glyph with the soft one may be named like that, and is shown.
pub(super) fn parts(text: String) -> String {
    if text == "\u{ad}" {
        return "-".to_owned();
    }
    if text.is_ascii() || !text.contains(|c| LIGATURES.iter().any(|(ligature, _)| *ligature == c)) {
        return text;
    }
    let part =
        |c: char| LIGATURES.iter().find(|(ligature, _)| *ligature == c).map_or_else(|| c.to_string(), |(_, of)| (*of).to_owned());
    text.chars().map(part).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_mean_characters() {
        for (name, means) in [
            ("a", "a"),
            ("adieresis", "ä"),
            ("Aring", "Å"),
            ("five", "5"),
            ("fi", "fi"),
            ("quoteright", "’"),
            ("uni00E5", "å"),
            ("u1F3BB", "🎻"),
            ("f_f_i", "ffi"),
            ("a.sc", "a"),
            ("Euro", "€"),
        ] {
            assert_eq!(text(name).as_deref(), Some(means), "{name}");
        }
        assert_eq!(text(".notdef"), None);
        assert_eq!(text("g17"), None);
        assert_eq!(parts("eﬃcient".into()), "efficient");
    }
}
