//! The lexer: the only reader of characters. One pass cuts the text into raw tokens, a second looks words up and merges
//! entries of several words, longest first.
//!
//! ```text
//! token  = digits | word | mark
//! digits = "0".."9" , { "0".."9" }
//! word   = letter , { letter | combining mark | apostrophe letter }     ("'s" at the end is a word of its own)
//! mark   = any other character that is neither white space nor a control character
//! ```

use super::{Span, Token, TokenKind};
use crate::lexicon::{Class, Entry, HASH_START, Lexicon, Sense, hash_byte};
use crate::source::Block;
use std::ops::Range;

/// A token before the lexicon has been asked.
#[derive(Debug, Clone, Copy)]
pub struct Raw {
    /// Where it stands.
    pub span: Span,
    /// What it is made of.
    pub kind: TokenKind,
    /// Nothing stands between this token and the one before it.
    pub glued: bool,
    /// The first letter is upper case.
    pub capital: bool,
    /// All letters are upper case (two at least).
    pub upper: bool,
    /// A hash of the lower-case text.
    pub word: u64,
}

/// Cuts `text[range]` into raw tokens; linear in its length.
pub fn scan(text: &str, range: Range<usize>, mut emit: impl FnMut(Raw)) {
    let bytes = text.as_bytes();
    let (mut at, end, mut last_end) = (range.start, range.end.min(bytes.len()), usize::MAX);
    while at < end {
        let b = bytes[at];
        if b.is_ascii_digit() {
            let start = at;
            let mut word = HASH_START;
            while at < end && bytes[at].is_ascii_digit() {
                word = hash_byte(word, bytes[at]);
                at += 1;
            }
            let glued = start == last_end;
            emit(Raw { span: Span::new(start, at), kind: TokenKind::Digits, glued, capital: false, upper: false, word });
            last_end = at;
        } else if b.is_ascii_alphabetic() || b >= 0x80 && starts_word(text, at) {
            let glued = at == last_end;
            if let Some(word) = plain_word(bytes, at, end, glued) {
                at = word.span.end as usize;
                emit(word);
                last_end = at;
                continue;
            }
            let (word, ending) = word_at(text, at, end, glued);
            at = ending.map_or(word.span.end, |e| e.span.end) as usize;
            emit(word);
            if let Some(ending) = ending {
                emit(ending);
            }
            last_end = at;
        } else if b.is_ascii() {
            if !b.is_ascii_whitespace() && !b.is_ascii_control() {
                let (glued, word) = (at == last_end, hash_byte(HASH_START, b));
                let kind = TokenKind::Punct(char::from(b));
                emit(Raw { span: Span::new(at, at + 1), kind, glued, capital: false, upper: false, word });
                last_end = at + 1;
            }
            at += 1;
        } else {
            let Some(c) = text[at..].chars().next() else { break };
            let len = c.len_utf8();
            if !c.is_whitespace() && !c.is_control() && !is_invisible(c) {
                let word = bytes[at..at + len].iter().fold(HASH_START, |h, b| hash_byte(h, *b));
                let kind = TokenKind::Punct(c);
                emit(Raw { span: Span::new(at, at + len), kind, glued: at == last_end, capital: false, upper: false, word });
                last_end = at + len;
            } else if is_invisible(c) && at == last_end {
                last_end = at + len;
            }
            at += len;
        }
    }
}

/// Soft hyphens, zero-width spaces and joiners, byte order marks.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

fn starts_word(text: &str, at: usize) -> bool {
    text[at..].chars().next().is_some_and(is_word_char)
}

fn is_word_char(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '\u{300}'..='\u{36f}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}' | '\u{2bc}')
}

/// The word at `start` if it is one of small letters after the first, as nearly all are; `None` where it may go on otherwise.
#[inline]
fn plain_word(bytes: &[u8], start: usize, end: usize, glued: bool) -> Option<Raw> {
    let first = bytes[start];
    if !first.is_ascii_alphabetic() {
        return None;
    }
    let mut word = hash_byte(HASH_START, first.to_ascii_lowercase());
    let mut at = start + 1;
    while at < end && bytes[at].is_ascii_lowercase() {
        word = hash_byte(word, bytes[at]);
        at += 1;
    }
    let goes_on = at < end && (bytes[at].is_ascii_alphabetic() || bytes[at] == b'\'' || !bytes[at].is_ascii());
    let (span, capital) = (Span::new(start, at), first.is_ascii_uppercase());
    (!goes_on).then_some(Raw { span, kind: TokenKind::Word, glued, capital, upper: false, word })
}

/// The word at `start`, and its "'s" as a second token where it has one.
fn word_at(text: &str, start: usize, end: usize, glued: bool) -> (Raw, Option<Raw>) {
    let bytes = text.as_bytes();
    let (mut at, mut word, mut capital, mut upper, mut letters) = (start, HASH_START, false, true, 0_u32);
    let mut before_mark = None;
    while at < end {
        // Most of most words.
        let small = at;
        while at < end && bytes[at].is_ascii_lowercase() {
            word = hash_byte(word, bytes[at]);
            at += 1;
        }
        if at > small {
            upper = false;
            letters += (at - small) as u32;
            continue;
        }
        let b = bytes[at];
        if b.is_ascii_alphabetic() {
            let is_upper = b.is_ascii_uppercase();
            capital |= is_upper && letters == 0;
            upper &= is_upper;
            letters += 1;
            word = hash_byte(word, b.to_ascii_lowercase());
            at += 1;
            continue;
        }
        if b.is_ascii() && b != b'\'' {
            break;
        }
        let Some(c) = text[at..end].chars().next() else { break };
        if is_word_char(c) {
            let is_upper = c.is_uppercase();
            capital |= is_upper && letters == 0;
            upper &= is_upper || !c.is_alphabetic();
            letters += 1;
            word = hash_lower(word, c);
        } else if is_apostrophe(c) && text[at + c.len_utf8()..end].chars().next().is_some_and(is_word_char) {
            before_mark = Some((at, word, upper && letters > 1));
            word = hash_byte(word, b'\'');
        } else {
            break;
        }
        at += c.len_utf8();
    }
    let whole = |s: usize, e: usize, word: u64, glued: bool, capital: bool, upper: bool| Raw {
        span: Span::new(s, e),
        kind: TokenKind::Word,
        glued,
        capital,
        upper,
        word,
    };
    // "Russia's" is "Russia" and "'s"; "don't" is one word.
    let split = before_mark.filter(|(m, ..)| {
        let tail = &text[*m..at];
        let mut chars = tail.chars().skip(1);
        matches!((chars.next(), chars.next()), (Some('s' | 'S'), None))
    });
    match split {
        Some((m, head, up)) => {
            let tail = hash_byte(hash_byte(HASH_START, b'\''), b's');
            (whole(start, m, head, glued, capital, up), Some(whole(m, at, tail, true, false, false)))
        }
        None => (whole(start, at, word, glued, capital, upper && letters > 1), None),
    }
}

fn hash_lower(mut hash: u64, c: char) -> u64 {
    let mut buffer = [0; 4];
    for lower in c.to_lowercase() {
        for b in lower.encode_utf8(&mut buffer).bytes() {
            hash = hash_byte(hash, b);
        }
    }
    hash
}

/// Lexes the blocks of a text; sentence starts are marked by [`super::sentences()`].
#[must_use]
pub fn lex<'a>(text: &'a str, blocks: &[Block], lexicon: &'a Lexicon) -> Vec<Token<'a>> {
    let bytes: usize = blocks.iter().map(|block| (block.span.end - block.span.start) as usize).sum();
    let mut tokens = Vec::with_capacity(bytes / 4);
    let mut raw = Vec::new();
    for block in blocks {
        raw.clear();
        scan(text, block.span.start as usize..block.span.end as usize, |r| raw.push(r));
        let mut at = 0;
        let first = tokens.len();
        while at < raw.len() {
            at += look_up(text, &raw[at..], lexicon, &mut tokens);
        }
        if let Some(t) = tokens.get_mut(first) {
            t.starts_sentence = true;
            t.glued = false;
        }
    }
    tokens
}

/// Whether a year follows a name in figures ("24/7", "9/11"), which is a date then: "24/7 2023", "9/11/2001".
fn goes_on_as_date(rest: &[Raw]) -> bool {
    let year = |r: &Raw| r.kind == TokenKind::Digits && r.span.end - r.span.start == 4;
    match rest {
        [slash, after, ..] if slash.glued && matches!(slash.kind, TokenKind::Punct('/' | '-')) => after.glued && year(after),
        [first, ..] => !first.glued && year(first),
        [] => false,
    }
}

/// Adds the token that begins with the first of `raw`: how many of them it takes.
fn look_up<'a>(text: &'a str, raw: &[Raw], lexicon: &'a Lexicon, tokens: &mut Vec<Token<'a>>) -> usize {
    let first = raw[0];
    let token = |span: Span, kind, senses: &'a [Sense], classes, word, fused| Token {
        span,
        kind,
        glued: first.glued,
        starts_sentence: false,
        capital: first.capital,
        upper: first.upper,
        text: span.of(text),
        senses,
        fused,
        classes,
        word,
    };
    let Entry { senses, classes, phrases } = lexicon.look_up(first.word, raw.get(1).map(|r| r.word));
    for phrase in phrases {
        let n = phrase.rest.len();
        let fits =
            raw.len() > n && phrase.rest.iter().zip(&raw[1..]).all(|((word, glued), r)| *word == r.word && *glued == r.glued);
        if fits && !(first.kind == TokenKind::Digits && goes_on_as_date(&raw[n + 1..])) {
            let span = first.span.to(raw[n].span);
            let word = raw[1..=n].iter().fold(first.word, |h, r| h.rotate_left(5) ^ r.word);
            let senses = lexicon.senses_of(&phrase.senses);
            // "No. 5" is an entry, "he said no." is not.
            if senses.iter().any(|s| s.case.fits(span.of(text), first.capital, first.upper)) {
                let classes = senses.iter().fold(0, |bits, s| bits | s.class.bit());
                tokens.push(token(span, TokenKind::Word, senses, classes, word, None));
                return n + 1;
            }
        }
    }
    let written = first.span.of(text);
    let fused =
        if senses.is_empty() && first.kind == TokenKind::Word && written.len() > 4 { lexicon.fused(written) } else { None };
    // "Årsavtal" holds no number by itself; "10-årsavtal" does.
    let fused = fused.filter(|s| s.value != 0 || s.class != Class::TimeSpan || first.glued);
    let classes = classes | fused.map_or(0, |s| s.class.bit());
    tokens.push(token(first.span, first.kind, senses, classes, first.word, fused));
    1
}
