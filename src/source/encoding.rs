//! Which encoding a text is in, and where a character of it stands in the file.
//!
//! UTF-8 is tried first: what is valid in it and has letters beyond ASCII is nothing else. Then counts what the file says of itself (a byte
//! order mark, the declaration of a page), then what its bytes look like. Only encodings are read in which each character has a
//! length of its own, so that every place still points at bytes of the file: UTF-16 and those of one byte a character.

use super::{Place, Problem};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_15, MACINTOSH, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::path::Path;

/// One position on disk is kept for so many bytes of the decoded text.
const STEP: usize = 4096;

/// How a decoded text stands in the bytes on disk.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recoded {
    /// Whether a character has two or four bytes there, and not one.
    wide: bool,
    /// Where every so many bytes of the text stand on disk.
    steps: Vec<u32>,
}

impl Recoded {
    fn new(text: &str, wide: bool) -> Self {
        let mut steps = Vec::with_capacity(text.len() / STEP + 1);
        let (mut from, mut disk) = (0, 0);
        while from < text.len() {
            steps.push(disk as u32);
            let to = (from + STEP).min(text.len());
            disk += bytes(text.as_bytes().get(from..to).unwrap_or_default(), wide);
            from = to;
        }
        Self { wide, steps }
    }

    /// Where a byte of the text stands on disk.
    pub(super) fn on_disk(&self, text: &str, at: usize) -> usize {
        let at = at.min(text.len());
        let step = (at / STEP).min(self.steps.len().saturating_sub(1));
        let start = self.steps.get(step).map_or(0, |start| *start as usize);
        start + bytes(text.as_bytes().get(step * STEP..at).unwrap_or_default(), self.wide)
    }
}

/// How many bytes on disk the characters have that begin in a stretch of text.
fn bytes(text: &[u8], wide: bool) -> usize {
    let begins = text.iter().filter(|b| **b & 0xc0 != 0x80).count();
    // Characters of four bytes in UTF-8 have four in UTF-16, all others two.
    if wide { 2 * (begins + text.iter().filter(|b| **b >= 0xf0).count()) } else { begins }
}

/// A file that was decoded.
#[derive(Debug)]
pub(super) struct Decoded {
    /// The text.
    pub(super) text: String,
    /// How it stands on disk, where that is not UTF-8.
    pub(super) bytes: Option<Recoded>,
}

/// Decodes a file; `declared` is the encoding that it says it has, and where. What is no UTF-8 is told in `notes`.
pub(super) fn decode(
    path: &Path,
    content: Vec<u8>,
    declared: Option<(&'static Encoding, std::ops::Range<usize>)>,
    notes: &mut Vec<Problem>,
) -> Result<Decoded, Problem> {
    let not_utf8 = match String::from_utf8(content) {
        // Zeros are in no text, but in half of the letters of UTF-16.
        Ok(text) if !text.contains('\0') => return Ok(Decoded { text, bytes: None }),
        Ok(text) => match unmarked(text.as_bytes()) {
            None => return Ok(Decoded { text, bytes: None }),
            Some(_) => (text.into_bytes(), 0..1),
        },
        Err(e) => {
            let at = e.utf8_error().valid_up_to();
            let length = e.utf8_error().error_len().unwrap_or(e.as_bytes().len() - at);
            (e.into_bytes(), at..at + length)
        }
    };
    let (content, wrong) = not_utf8;
    let encoding = match content.as_slice() {
        [0xff, 0xfe, ..] => Some(UTF_16LE),
        [0xfe, 0xff, ..] => Some(UTF_16BE),
        content => unmarked(content).or_else(|| {
            let readable = |(encoding, _): &(&'static Encoding, _)| encoding.is_single_byte();
            declared.filter(readable).map(|(encoding, _)| latin(content, encoding)).or_else(|| guessed(content))
        }),
    };
    let Some(encoding) = encoding else {
        let place = Place::new(&content, wrong).into();
        return Err(Problem::NotUtf8 { path: path.to_owned(), place, binary: content.contains(&0) });
    };
    let (text, _) = encoding.decode_without_bom_handling(&content);
    let text = text.into_owned();
    notes.push(Problem::Recoded { path: path.to_owned(), encoding: name(encoding) });
    let bytes = Some(Recoded::new(&text, encoding == UTF_16LE || encoding == UTF_16BE));
    Ok(Decoded { text, bytes })
}

/// The text of a file that must be UTF-8.
pub(super) fn utf8(path: &Path, content: Vec<u8>) -> Result<String, Problem> {
    String::from_utf8(content).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        let length = e.utf8_error().error_len().unwrap_or(e.as_bytes().len() - at);
        let content = e.as_bytes();
        let place = Place::new(content, at..at + length).into();
        Problem::NotUtf8 { path: path.to_owned(), place, binary: content.contains(&0) }
    })
}

/// The name by which people know an encoding.
fn name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "macintosh" => "Mac OS Roman",
        "windows-1252" => "Windows-1252 (Latin-1)",
        "UTF-16LE" | "UTF-16BE" => "UTF-16",
        name => name,
    }
}

/// Whether a text without a byte order mark is UTF-16: nearly every second byte is zero then, at one side.
fn unmarked(content: &[u8]) -> Option<&'static Encoding> {
    let first = content.get(..content.len().min(STEP)).unwrap_or_default();
    let pairs = first.len() / 2;
    let zeros = |side: usize| first.iter().skip(side).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    match pairs {
        0..2 => None,
        _ if odd * 10 >= pairs * 7 && even * 10 < pairs => Some(UTF_16LE),
        _ if even * 10 >= pairs * 7 && odd * 10 < pairs => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that a text looks like; none where it is no text, or UTF-8 that was damaged.
fn guessed(content: &[u8]) -> Option<&'static Encoding> {
    let control = |b: &u8| *b < 0x20 && !matches!(*b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    if content.iter().any(control) || damaged(content) {
        return None;
    }
    // One sign is no evidence, a letter that others have no byte for is.
    let western = odd(content, WINDOWS_1252);
    let evident = western > 2 || content.iter().any(|b| (0x80..0xa0).contains(b));
    if evident && odd(content, MACINTOSH) * 2 < western {
        return Some(MACINTOSH);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(content, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    guess.is_single_byte().then(|| latin(content, guess))
}

/// Whether more bytes are in characters of UTF-8 than are not.
fn damaged(content: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    for chunk in content.utf8_chunks() {
        whole += chunk.valid().bytes().filter(|b| *b >= 0xc0).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    whole > broken
}

/// ISO 8859-15 has eight characters of its own. The sign of the euro and its letters between letters tell it from the encodings that it is
/// like; bytes that are no characters of it tell those from it.
fn latin(content: &[u8], guess: &'static Encoding) -> &'static Encoding {
    if guess != WINDOWS_1252 || content.iter().any(|b| (0x80..0xa0).contains(b)) {
        return guess;
    }
    let letter = |at: Option<usize>| at.and_then(|at| content.get(at)).is_some_and(|b| b.is_ascii_alphabetic() || *b >= 0xc0);
    let own = |at: usize, b: u8| match b {
        0xa4 => true,
        0xa6 | 0xa8 | 0xb4 | 0xb8 | 0xbc..=0xbe => letter(at.checked_sub(1)) && letter(Some(at + 1)),
        _ => false,
    };
    if content.iter().enumerate().any(|(at, b)| own(at, *b)) { ISO_8859_15 } else { guess }
}

/// Characters beyond ASCII that are usual in the languages that are read.
const USUAL: &str = "åäöÅÄÖéÉèÈüÜøØæÆßñçáíóúàâêëïôîûÁœ“”‘’„‚–—…€£§°«»•´·½ \u{a0}";

/// How odd a text looks in an encoding: signs between letters, capitals after small letters, characters that are rare.
fn odd(content: &[u8], encoding: &'static Encoding) -> usize {
    let first = content.get(..content.len().min(1 << 18)).unwrap_or_default();
    let (text, _) = encoding.decode_without_bom_handling(first);
    let (mut odd, mut before) = (0, ' ');
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if !c.is_ascii() {
            let after = rest.peek().copied().unwrap_or(' ');
            odd += usize::from(!USUAL.contains(c));
            let within = before.is_alphabetic() && after.is_alphabetic();
            odd += 3 * usize::from(within && !c.is_alphabetic() && !matches!(c, '’' | '–' | '—'));
            odd += 3 * usize::from(before.is_lowercase() && c.is_uppercase());
            odd += 3 * usize::from(c.is_control() || c == '\u{fffd}');
        }
        before = c;
    }
    odd
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content: &[u8]) -> Result<(String, Option<&'static str>), String> {
        let mut notes = Vec::new();
        let decoded = decode(Path::new("a.txt"), content.to_vec(), None, &mut notes).map_err(|e| e.to_string())?;
        let note = notes.pop().map(|note| match note {
            Problem::Recoded { encoding, .. } => encoding,
            _ => "?",
        });
        // Every character is where it says.
        if let Some(bytes) = &decoded.bytes {
            assert_eq!(bytes.on_disk(&decoded.text, decoded.text.len()), content.len());
        }
        Ok((decoded.text, note))
    }

    fn wide(text: &str, little: bool) -> Vec<u8> {
        text.encode_utf16().flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
    }

    #[test]
    fn encodings_are_told_apart() {
        let swedish = "Kommunen köper två fält för 6 miljoner kronor, säger Åsa Öberg.";
        let english = "“We won’t sell the café”, the mayor said – it’s worth $4 million.";
        let german = "Die Brücke über den Fluss ist 200 m lang; größer ist keine.";
        for text in [swedish, english, german] {
            for (encoding, name) in [(WINDOWS_1252, "Windows-1252 (Latin-1)"), (MACINTOSH, "Mac OS Roman")] {
                let (content, _, unmappable) = encoding.encode(text);
                assert!(!unmappable, "{text}");
                assert_eq!(read(&content).unwrap(), (text.to_owned(), Some(name)), "{text}");
            }
            for little in [true, false] {
                assert_eq!(read(&wide(text, little)).unwrap(), (text.to_owned(), Some("UTF-16")));
                let marked = format!("\u{feff}{text}");
                assert_eq!(read(&wide(&marked, little)).unwrap(), (marked, Some("UTF-16")));
            }
            assert_eq!(read(text.as_bytes()).unwrap(), (text.to_owned(), None));
        }
        let euro = "Bron kostade 5 M€, och Lunds kommun betalade den.";
        let (content, ..) = ISO_8859_15.encode(euro);
        assert_eq!(read(&content).unwrap(), (euro.to_owned(), Some("ISO-8859-15")));
        let half = "It rained for 3½ hours, 12 mm in all; the rest was 4°.";
        let (content, ..) = WINDOWS_1252.encode(half);
        assert_eq!(read(&content).unwrap(), (half.to_owned(), Some("Windows-1252 (Latin-1)")));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let damaged = [&b"\xc3\xa5 och \xc3\xa4 och \xff och \xc3\xb6"[..]].concat();
        for content in [b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".as_slice(), b"a\x01\xff", &damaged] {
            assert!(read(content).unwrap_err().contains("a.txt is not UTF-8"));
        }
    }

    #[test]
    fn places_on_disk_are_found_far_into_a_text() {
        let text = "Två 🎻 och en å. ".repeat(2_000);
        let recoded = Recoded::new(&text, true);
        for (at, _) in text.char_indices().step_by(613) {
            assert_eq!(recoded.on_disk(&text, at), 2 * text[..at].encode_utf16().count());
        }
    }
}
