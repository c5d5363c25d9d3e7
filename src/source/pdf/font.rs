//! Fonts: which characters a string of a page shows, and how wide they are.

use super::{cmap::CMap, glyphs};
use encoding_rs::{MACINTOSH, WINDOWS_1252};
use hayro_syntax::object::{Array, Dict, Name, Object, Stream};
use std::collections::BTreeMap;

/// The most bytes of a map that are read.
const MOST_MAP: usize = 4 << 20;
/// The most widths of a font, which has at most 65,536 characters; some files say one twice.
const MOST_WIDTHS: usize = 200_000;
/// The most bytes of the lists that its widths stand in. A file may name one list again and again, and each time it is gone through.
const MOST_LISTS: usize = 4 << 20;

/// A font.
#[derive(Debug)]
pub(super) struct Font {
    /// What codes mean, as the file says it for readers of its text.
    text: Option<CMap>,
    /// How codes of several bytes stand for characters; none for fonts of one byte a character.
    codes: Option<CMap>,
    /// What a byte means by the font's encoding.
    bytes: Vec<Option<String>>,
    /// In units of a thousandth.
    widths: BTreeMap<u32, f32>,
    usual: f32,
}

/// A character that is shown.
#[derive(Debug)]
pub(super) struct Shown {
    pub(super) text: String,
    /// In units of the font's size.
    pub(super) width: f32,
    /// Whether the distance between words is added to it.
    pub(super) is_space: bool,
}

impl Font {
    pub(super) fn new(dict: &Dict) -> Self {
        let kind = dict.get::<Name>("Subtype");
        let text = dict.get::<Stream>("ToUnicode").and_then(|map| map.decoded().ok());
        let text = text.filter(|map| map.len() <= MOST_MAP).map(|map| CMap::parse(&map));
        if kind.as_deref() == Some(b"Type0") { Self::composite(dict, text) } else { Self::simple(dict, text) }
    }

    /// A font of characters that have a number of their own.
    fn composite(dict: &Dict, text: Option<CMap>) -> Self {
        let codes = match dict.get::<Object>("Encoding") {
            Some(Object::Stream(map)) => {
                map.decoded().ok().filter(|map| map.len() <= MOST_MAP).map_or_else(CMap::default, |map| CMap::parse(&map))
            }
            _ => CMap::default(),
        };
        let (mut widths, mut usual) = (BTreeMap::new(), 1000.0);
        if let Some(inner) = dict.get::<Array>("DescendantFonts").and_then(|fonts| fonts.iter::<Dict>().next()) {
            usual = inner.get::<f32>("DW").unwrap_or(usual);
            if let Some(list) = inner.get::<Array>("W") {
                composite_widths(&list, &mut widths);
            }
        }
        Self { text, codes: Some(codes), bytes: Vec::new(), widths, usual }
    }

    /// A font of one byte a character.
    fn simple(dict: &Dict, text: Option<CMap>) -> Self {
        let mut base = Vec::new();
        let mut differences: Option<Array> = None;
        match dict.get::<Object>("Encoding") {
            Some(Object::Name(name)) => base = name.to_vec(),
            Some(Object::Dict(encoding)) => {
                base = encoding.get::<Name>("BaseEncoding").map(|name| name.to_vec()).unwrap_or_default();
                differences = encoding.get::<Array>("Differences");
            }
            _ => {}
        }
        let encoding = if base == b"MacRomanEncoding" { MACINTOSH } else { WINDOWS_1252 };
        let mut bytes: Vec<Option<String>> = (0..=255_u8)
            .map(|b| {
                let (text, _) = encoding.decode_without_bom_handling(std::slice::from_ref(&b));
                Some(text.into_owned()).filter(|text| !text.contains(char::is_control))
            })
            .collect();
        let mut at = 0_usize;
        for object in differences.iter().flat_map(Array::iter::<Object>).take(1024) {
            match object {
                Object::Number(number) => at = usize::try_from(number.as_i64()).unwrap_or(usize::MAX),
                Object::Name(name) => {
                    if let Some(byte) = bytes.get_mut(at) {
                        *byte = glyphs::text(name.as_str());
                    }
                    at = at.saturating_add(1);
                }
                _ => {}
            }
        }
        // Glyphs of a Type 3 font are drawn in a space of their own.
        let scale = dict.get::<Array>("FontMatrix").and_then(|m| m.iter::<f32>().next()).map_or(1.0, |x| (x * 1000.0).abs());
        let first = dict.get::<u32>("FirstChar").unwrap_or(0);
        let list = dict.get::<Array>("Widths");
        let widths: BTreeMap<u32, f32> = list
            .iter()
            .flat_map(Array::iter::<f32>)
            .take(256)
            .enumerate()
            .map(|(n, w)| (first.saturating_add(n as u32), w * scale))
            .collect();
        let descriptor = dict.get::<Dict>("FontDescriptor").and_then(|d| d.get::<f32>("MissingWidth"));
        // The fonts that every reader has need not say how wide they are.
        let usual = descriptor.unwrap_or(if widths.is_empty() { 500.0 } else { 0.0 });
        Self { text, codes: None, bytes, widths, usual }
    }

    /// The characters that a string shows.
    pub(super) fn show(&self, string: &[u8], mut see: impl FnMut(Shown)) {
        let mut rest = string;
        while !rest.is_empty() {
            let (code, length) = match &self.codes {
                None => (u32::from(rest[0]), 1),
                Some(codes) => codes.next(rest),
            };
            rest = rest.get(length.max(1)..).unwrap_or_default();
            let cid = self.codes.as_ref().map_or(code, |codes| codes.cid(code));
            let said = self.text.as_ref().and_then(|map| map.text(code));
            let own = || self.bytes.get(code as usize).cloned().flatten();
            let text = said.filter(|text| !text.contains(['\0', '\u{fffd}'])).or_else(own).unwrap_or_default();
            let width = self.widths.get(&cid).copied().unwrap_or(self.usual) / 1000.0;
            see(Shown { text: glyphs::parts(text), width, is_space: length == 1 && code == 32 });
        }
    }
}

/// ```text
/// widths = { number , ( "[" , { width } , "]" | number , width ) }
/// ```
fn composite_widths(list: &Array, widths: &mut BTreeMap<u32, f32>) {
    let mut objects = list.iter::<Object>().take(MOST_WIDTHS);
    let (mut room, mut bytes) = (MOST_WIDTHS, MOST_LISTS);
    while let Some(first) = objects.next() {
        let Object::Number(first) = first else { continue };
        let first = u32::try_from(first.as_i64()).unwrap_or(0);
        match objects.next() {
            Some(Object::Array(each)) => {
                let Some(left) = bytes.checked_sub(each.data().len()) else { return };
                bytes = left;
                for (nth, width) in (0..).zip(each.iter::<f32>().take(room)) {
                    widths.insert(first.saturating_add(nth), width);
                    room -= 1;
                }
            }
            Some(Object::Number(last)) => {
                let last = u32::try_from(last.as_i64()).unwrap_or(0).min(65_535);
                if let Some(Object::Number(width)) = objects.next() {
                    let cids = (first..=last).take(room);
                    room -= cids.clone().count();
                    widths.extend(cids.map(|cid| (cid, width.as_f64() as f32)));
                }
            }
            _ => return,
        }
    }
}
