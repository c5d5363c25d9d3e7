//! The encoding that a page says it has, in `<meta charset>`, `<meta http-equiv="content-type">` or an XML declaration.

use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::ops::Range;

/// Among how many of a page's first bytes its encoding is looked for. Browsers look at 1,024; some pages begin with long comments.
const FIRST: usize = 8 << 10;

/// A page's encoding as it is written, and where, where that is not UTF-8 or a part of it.
pub(super) fn foreign(bytes: &[u8]) -> Option<(String, Range<usize>)> {
    let first = bytes.get(..FIRST).unwrap_or(bytes);
    let (name, at) = in_xml(first).or_else(|| in_meta(first))?;
    let lower = name.to_ascii_lowercase();
    let unicode = matches!(lower.as_str(), "utf-8" | "utf8" | "unicode-1-1-utf-8" | "x-unicode20utf8")
        // What can be read as far as this is not UTF-16: the standard takes it for UTF-8.
        || lower.starts_with("utf-16");
    // In these encodings, letters without accents are the same bytes.
    let western = ["iso-8859-", "windows-125", "cp125", "latin", "ascii", "us-ascii"].iter().any(|p| lower.starts_with(p));
    (!(unicode || western && bytes.is_ascii())).then_some((name, at))
}

/// `<?xml … encoding="…"?>`.
fn in_xml(bytes: &[u8]) -> Option<(String, Range<usize>)> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let end = text.strip_prefix(b"<?xml")?.windows(2).position(|w| w == b"?>")? + 5;
    named(text, 0..end, b"encoding").map(|(name, at)| {
        let skipped = bytes.len() - text.len();
        (name, at.start + skipped..at.end + skipped)
    })
}

fn in_meta(bytes: &[u8]) -> Option<(String, Range<usize>)> {
    for Ok(token) in Tokenizer::new_with_emitter(bytes, DefaultEmitter::new_with_span()) {
        match token {
            Token::StartTag(tag) if tag.name.as_slice() == b"meta" => {
                let content = tag.attributes.get(b"content".as_slice()).map(|v| v.value.to_ascii_lowercase());
                let typed = tag.attributes.get(b"http-equiv".as_slice()).is_some_and(|v| v.eq_ignore_ascii_case(b"content-type"));
                let said = tag.attributes.contains_key(b"charset".as_slice()) || typed && content.is_some();
                if let Some(found) = said.then(|| named(bytes, tag.span.start..tag.span.end, b"charset")).flatten() {
                    return Some(found);
                }
            }
            Token::StartTag(tag) if tag.name.as_slice() == b"body" => return None,
            _ => {}
        }
    }
    None
}

/// The value that follows `key` and "=" within a range.
fn named(bytes: &[u8], range: Range<usize>, key: &[u8]) -> Option<(String, Range<usize>)> {
    let tag = bytes.get(range.start..range.end.min(bytes.len()))?;
    let mut at = tag.windows(key.len()).position(|w| w.eq_ignore_ascii_case(key))? + key.len();
    let skip = |at: usize, of: &[u8]| at + tag.iter().skip(at).take_while(|b| of.contains(b)).count();
    at = skip(at, b" \t\r\n");
    tag.get(at).filter(|b| **b == b'=')?;
    at = skip(at + 1, b" \t\r\n\"'");
    let length = tag.iter().skip(at).take_while(|b| b.is_ascii_alphanumeric() || b"-_:.".contains(b)).count();
    let name = String::from_utf8_lossy(tag.get(at..at + length)?).into_owned();
    (length > 0).then_some((name, range.start + at..range.start + at + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn declared_encodings() {
        for (page, expected) in [
            ("<meta charset=utf-8>å", None),
            ("<META CHARSET='UTF-8'>å", None),
            ("<p>å", None),
            ("<!-- <meta charset=iso-8859-1> -->å", None),
            ("<body><meta charset=iso-8859-1>å", None),
            ("<meta name=description content='charset=iso-8859-1'>å", None),
            ("<meta charset=iso-8859-1>a", None),
            ("<meta charset=iso-8859-1>å", Some(("iso-8859-1", 14))),
            ("<meta charset = \"windows-1252\">å", Some(("windows-1252", 17))),
            ("<meta http-equiv=Content-Type content=\"text/html; charset=Shift_JIS\">", Some(("Shift_JIS", 58))),
            ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><p>å", Some(("ISO-8859-1", 30))),
            ("<meta charset=utf-16>å", None),
            ("<meta charset=>å", None),
        ] {
            let expected = expected.map(|(name, at): (&str, usize)| (name.to_owned(), at..at + name.len()));
            assert_eq!(foreign(page.as_bytes()), expected, "{page}");
        }
    }
}
