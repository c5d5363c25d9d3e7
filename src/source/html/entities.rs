//! Character references: `&amp;`, `&aring;`, `&#8211;`, `&#x2013;`.
//!
//! The tokenizer knows all of them, but it gives whole stretches of text back. So it is asked about one reference at a time.

use html5gum::{Token, Tokenizer};
use rustc_hash::FxHashMap;

/// More bytes than the longest name has.
const LONGEST: usize = 40;

/// The references of a page; each is decoded once.
#[derive(Debug, Default)]
pub(super) struct Entities {
    known: FxHashMap<String, (String, usize)>,
}

impl Entities {
    /// What the reference that `text` begins with stands for, and its bytes; a `&` that begins none stands for itself.
    ///
    /// ```text
    /// reference = "&" , ( name | "#" , digit , { digit } | "#x" , hex digit , { hex digit } ) , [ ";" ]
    /// ```
    pub(super) fn read(&mut self, text: &str) -> (&str, usize) {
        let Some(candidate) = candidate(text) else { return ("&", 1) };
        if !self.known.contains_key(candidate) {
            self.known.insert(candidate.to_owned(), decode(candidate));
        }
        self.known.get(candidate).map_or(("&", 1), |(decoded, length)| (decoded.as_str(), *length))
    }
}

/// The bytes that a reference at the start of a text can have at most.
fn candidate(text: &str) -> Option<&str> {
    let rest = text.strip_prefix('&')?;
    let run = |text: &str, of: fn(&u8) -> bool| text.bytes().take_while(of).count();
    let body = match rest.strip_prefix('#') {
        Some(number) => match number.strip_prefix(['x', 'X']) {
            Some(hex) => 2 + run(hex, u8::is_ascii_hexdigit),
            None => 1 + run(number, u8::is_ascii_digit),
        },
        None => rest.bytes().take(LONGEST).take_while(u8::is_ascii_alphanumeric).count(),
    };
    let semicolon = usize::from(rest.get(body..).is_some_and(|after| after.starts_with(';')));
    (body > 0).then(|| text.get(..1 + body + semicolon))?
}

/// What a reference stands for, and its bytes; it may be shorter than its candidate ("&amplify" is "&" and "lify").
fn decode(candidate: &str) -> (String, usize) {
    let mut text = String::new();
    for Ok(token) in Tokenizer::new(candidate) {
        if let Token::String(part) = token {
            text.push_str(&String::from_utf8_lossy(&part.value));
        }
    }
    if text == candidate {
        return ("&".to_owned(), 1);
    }
    // What follows the reference is given back as it was. A reference stands for one character or two.
    let first = text.chars().next().map_or(0, char::len_utf8);
    match text.get(first..) {
        Some(rest) if candidate.ends_with(rest) => {
            (text.get(..first).unwrap_or_default().to_owned(), candidate.len() - rest.len())
        }
        _ => (text, candidate.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_read() {
        let mut entities = Entities::default();
        for (text, decoded, length) in [
            ("&amp;amp;", "&", 5),
            ("&aring;r", "å", 7),
            ("&nbsp;", "\u{a0}", 6),
            ("&ndash;2", "–", 7),
            ("&#8211;", "–", 7),
            ("&#x2013;x", "–", 8),
            ("&#38", "&", 4),
            ("&#0000000000000000000000000000000000000000000065;", "A", 49),
            ("&ampx", "&", 4),
            ("&amplify", "&", 4),
            ("&notit;", "¬", 4),
            ("&notin;", "∉", 7),
            ("&semi;", ";", 6),
            ("&nGt;;", "≫\u{20d2}", 5),
            ("&lt", "<", 3),
            ("&", "&", 1),
            ("& b", "&", 1),
            ("&#;", "&", 1),
            ("&#x;", "&", 1),
            ("&å;", "&", 1),
            ("&nosuch;", "&", 1),
            ("&#0;", "\u{fffd}", 4),
            ("&#1114112;", "\u{fffd}", 10),
        ] {
            assert_eq!(entities.read(text), (decoded, length), "{text}");
        }
    }
}
