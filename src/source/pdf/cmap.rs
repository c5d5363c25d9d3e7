//! Character maps: which codes a text has, and what they mean (Adobe technical note 5411).
//!
//! ```text
//! map   = { codespace | chars | ranges | other }
//! chars = number , "beginbfchar" , { code , text } , "endbfchar"
//! ranges = number , "beginbfrange" , { code , code , ( text | "[" , { text } , "]" ) } , "endbfrange"
//! ```

use std::collections::BTreeMap;

/// The most ranges of codes that are told apart by their length. Each code is looked for in all of them; a file has one or two, and the maps of
/// Asian languages that readers know have ten.
const MOST_SPACES: usize = 100;

/// A map, with the codes of single characters and of ranges.
#[derive(Debug, Default)]
pub(super) struct CMap {
    single: BTreeMap<u32, String>,
    /// First and last code, and what the first one means.
    ranges: Vec<(u32, u32, Vec<u16>)>,
    /// The first and the last code of so many bytes.
    spaces: Vec<(usize, u32, u32)>,
    /// The same for characters of a font: code, code, character.
    cids: Vec<(u32, u32, u32)>,
}

enum Token<'a> {
    Hex(Vec<u8>),
    Number(u32),
    Word(&'a [u8]),
    Open,
    Close,
}

impl CMap {
    pub(super) fn parse(content: &[u8]) -> Self {
        let mut map = Self::default();
        let mut rest = content;
        // What stands before an operator.
        let mut held: Vec<Token> = Vec::new();
        while let Some(token) = token(&mut rest) {
            match token {
                Token::Word(word) => {
                    match word {
                        b"endcodespacerange" => map.spaces(&held),
                        b"endbfchar" => map.chars(&held),
                        b"endbfrange" => map.bf_ranges(&held),
                        b"endcidrange" => map.cid_ranges(&held),
                        b"endcidchar" => map.cid_chars(&held),
                        _ => {}
                    }
                    held.clear();
                }
                token => held.push(token),
            }
        }
        map.ranges.sort_by_key(|(first, ..)| *first);
        map.cids.sort_by_key(|(first, ..)| *first);
        map
    }

    fn spaces(&mut self, held: &[Token]) {
        for pair in held.chunks_exact(2) {
            if let [Token::Hex(first), Token::Hex(last)] = pair
                && self.spaces.len() < MOST_SPACES
            {
                self.spaces.push((first.len().clamp(1, 4), code(first), code(last)));
            }
        }
    }

    fn chars(&mut self, held: &[Token]) {
        for pair in held.chunks_exact(2) {
            if let [Token::Hex(from), Token::Hex(to)] = pair {
                self.single.insert(code(from), String::from_utf16_lossy(&units(to)));
            }
        }
    }

    fn bf_ranges(&mut self, held: &[Token]) {
        let mut held = held.iter();
        while let (Some(Token::Hex(first)), Some(Token::Hex(last)), Some(to)) = (held.next(), held.next(), held.next()) {
            let (first, last) = (code(first), code(last));
            match to {
                Token::Hex(to) => self.ranges.push((first, last, units(to))),
                Token::Open => {
                    let texts = held.by_ref().take_while(|token| !matches!(token, Token::Close));
                    for (nth, text) in (0..).zip(texts) {
                        if let (Token::Hex(text), Some(code)) = (text, first.checked_add(nth).filter(|code| *code <= last)) {
                            self.single.insert(code, String::from_utf16_lossy(&units(text)));
                        }
                    }
                }
                _ => {}
            }
        }
    }

    fn cid_ranges(&mut self, held: &[Token]) {
        for three in held.chunks_exact(3) {
            if let [Token::Hex(first), Token::Hex(last), Token::Number(cid)] = three {
                self.cids.push((code(first), code(last), *cid));
            }
        }
    }

    fn cid_chars(&mut self, held: &[Token]) {
        for pair in held.chunks_exact(2) {
            if let [Token::Hex(at), Token::Number(cid)] = pair {
                self.cids.push((code(at), code(at), *cid));
            }
        }
    }

    /// What a code means, if that is said.
    pub(super) fn text(&self, code: u32) -> Option<String> {
        if let Some(text) = self.single.get(&code) {
            return Some(text.clone());
        }
        let after = self.ranges.partition_point(|(first, ..)| *first <= code);
        let (first, _, units) = self.ranges.get(after.checked_sub(1)?).filter(|(_, last, _)| code <= *last)?;
        let mut units = units.clone();
        let last = units.last_mut()?;
        *last = last.checked_add(u16::try_from(code - first).ok()?)?;
        Some(String::from_utf16_lossy(&units))
    }

    /// The character of the font that a code stands for.
    pub(super) fn cid(&self, code: u32) -> u32 {
        let after = self.cids.partition_point(|(first, ..)| *first <= code);
        let range = after.checked_sub(1).and_then(|at| self.cids.get(at)).filter(|(_, last, _)| code <= *last);
        range.map_or(code, |(first, _, cid)| cid.saturating_add(code - first))
    }

    /// The code that a text begins with, and its bytes.
    pub(super) fn next(&self, text: &[u8]) -> (u32, usize) {
        for length in 1..=4.min(text.len()) {
            let code = code(text.get(..length).unwrap_or_default());
            if self.spaces.iter().any(|(bytes, first, last)| *bytes == length && (*first..=*last).contains(&code)) {
                return (code, length);
            }
        }
        let usual = self.spaces.iter().map(|(bytes, ..)| *bytes).min().unwrap_or(2).min(text.len().max(1));
        (code(text.get(..usual).unwrap_or(text)), usual)
    }
}

fn code(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |code, b| code << 8 | u32::from(*b))
}

fn units(bytes: &[u8]) -> Vec<u16> {
    match bytes {
        [one] => vec![u16::from(*one)],
        _ => bytes.chunks_exact(2).take(16).map(|pair| u16::from(pair[0]) << 8 | u16::from(pair[1])).collect(),
    }
}

fn token<'a>(rest: &mut &'a [u8]) -> Option<Token<'a>> {
    loop {
        let text: &'a [u8] = rest;
        let (first, after) = text.split_first()?;
        let until = |of: &dyn Fn(&u8) -> bool| after.iter().position(of).unwrap_or(after.len());
        let word = |b: &u8| b.is_ascii_whitespace() || b"<>[]()/%{}".contains(b);
        let take = match first {
            b'%' => until(&|b| matches!(b, b'\n' | b'\r')),
            b'<' if after.first() != Some(&b'<') => {
                let end = until(&|b| *b == b'>');
                *rest = after.get(end + 1..).unwrap_or_default();
                let digits = after.get(..end).unwrap_or_default().iter().filter_map(|b| char::from(*b).to_digit(16));
                let digits: Vec<u8> = digits.map(|d| d as u8).collect();
                return Some(Token::Hex(digits.chunks(2).map(|d| d[0] << 4 | d.get(1).copied().unwrap_or(0)).collect()));
            }
            b'[' | b']' => {
                *rest = after;
                return Some(if *first == b'[' { Token::Open } else { Token::Close });
            }
            b'/' => until(&word),
            b'(' => until(&|b| *b == b')') + 1,
            b if b.is_ascii_whitespace() || b"<>(){}".contains(b) => 0,
            _ => {
                let end = 1 + until(&word);
                let found = text.get(..end).unwrap_or_default();
                *rest = text.get(end..).unwrap_or_default();
                let number = std::str::from_utf8(found).ok().and_then(|n| n.parse().ok());
                return Some(number.map_or(Token::Word(found), Token::Number));
            }
        };
        *rest = after.get(take..).unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_meanings() {
        let map = CMap::parse(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /x def 1 begincodespacerange <0000> <FFFF> \
              endcodespacerange 2 beginbfchar <0003> <00660069> % a ligature\n <0004> <D83CDFBB> endbfchar 2 beginbfrange \
              <0010> <0012> <0041> <0020> <0021> [<0061> <00e5>] endbfrange endcmap",
        );
        for (code, text) in [(3, Some("fi")), (4, Some("🎻")), (0x11, Some("B")), (0x13, None), (0x21, Some("å")), (0x22, None)]
        {
            assert_eq!(map.text(code).as_deref(), text, "{code}");
        }
        assert_eq!(map.next(b"\x00\x11\x00"), (0x11, 2));
        assert_eq!(map.next(b"\x00"), (0, 1));
        assert!(CMap::parse(b"beginbfrange <00> <ffffffff> <00> endbfrange <").text(7).is_some());
    }
}
