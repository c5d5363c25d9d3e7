//! Every number that a language writes, in each of its ways, reads back to itself: all to a million, and samples to 10¹⁵, with
//! decimals and as ranks. Numbers are read many at a time, each in a paragraph of its own.
//!
//! A debug build reads every `STRIDE`th number above twenty thousand; a release build, or one told to by `EVERY`, reads them all.

use super::languages;
use crate::grammar::{Context, Kind, Reading, mentions};
use crate::source::{Block, BlockKind};
use crate::text::{self, Span};
use crate::value::Number;
use proptest::prelude::*;
use rayon::prelude::*;

/// How many numbers make one document.
const BATCH: usize = 2000;
/// Above this not every number is read by a debug build.
const ALL_BELOW: u64 = 20_000;
/// A prime, so that every ending comes by.
const STRIDE: u64 = 23;
/// Set, this variable has every number read in a debug build too.
const EVERY: &str = "FACTLINT_EVERY_NUMBER";

/// Swedish "a" and "other": before a noun they are neither a number nor a rank.
const OTHER_WORDS: [&str; 2] = ["ett", "andra"];

#[rustfmt::skip]
const ONES: [&str; 20] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
];
const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
const SCALES: [&str; 5] = ["", "thousand", "million", "billion", "trillion"];
#[rustfmt::skip]
const FIRSTS: [&str; 20] = [
    "zeroth", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
    "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
];
const ETTOR: [&str; 20] = [
    "noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv", "tretton", "fjorton",
    "femton", "sexton", "sjutton", "arton", "nitton",
];
const TIOTAL: [&str; 10] = ["", "", "tjugo", "trettio", "fyrtio", "femtio", "sextio", "sjuttio", "åttio", "nittio"];
const STORA: [&str; 5] = ["", "tusen", "miljon", "miljard", "biljon"];
#[rustfmt::skip]
const FÖRSTA: [&str; 20] = [
    "nollte", "första", "andra", "tredje", "fjärde", "femte", "sjätte", "sjunde", "åttonde", "nionde",
    "tionde", "elfte", "tolfte", "trettonde", "fjortonde", "femtonde", "sextonde", "sjuttonde", "artonde", "nittonde",
];

/// Below a thousand, with "and".
fn english_hundreds(n: u64) -> String {
    match n {
        0..20 => ONES[n as usize].to_owned(),
        20..100 if n.is_multiple_of(10) => TENS[n as usize / 10].to_owned(),
        20..100 => format!("{}-{}", TENS[n as usize / 10], ONES[n as usize % 10]),
        _ if n.is_multiple_of(100) => format!("{} hundred", ONES[n as usize / 100]),
        _ => format!("{} hundred and {}", ONES[n as usize / 100], english_hundreds(n % 100)),
    }
}

pub(super) fn english(n: u64) -> String {
    if n < 1000 {
        return english_hundreds(n);
    }
    let mut words = Vec::new();
    for scale in (0..5_u32).rev() {
        let group = n / 1000_u64.pow(scale) % 1000;
        if group == 0 {
            continue;
        }
        if scale == 0 && group < 100 {
            words.push("and".to_owned());
        }
        words.push(english_hundreds(group));
        words.push(SCALES[scale as usize].to_owned());
    }
    words.join(" ").trim_end().to_owned()
}

pub(super) fn english_rank(n: u64) -> String {
    let words = english(n);
    let cut = words.rfind([' ', '-']).map_or(0, |i| i + 1);
    let last = &words[cut..];
    let rank = match ONES.iter().position(|w| *w == last) {
        Some(i) => FIRSTS[i].to_owned(),
        None => last.strip_suffix('y').map_or_else(|| format!("{last}th"), |ten| format!("{ten}ieth")),
    };
    format!("{}{rank}", &words[..cut])
}

fn english_suffix(n: u64) -> String {
    let suffix = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{suffix}")
}

/// Below a million, in one word.
pub(super) fn swedish_thousands(n: u64) -> String {
    let rest = |n: u64| if n == 0 { String::new() } else { swedish_thousands(n) };
    match n {
        0..20 => ETTOR[n as usize].to_owned(),
        20..100 => format!("{}{}", TIOTAL[n as usize / 10], rest(n % 10)),
        100..1000 => format!("{}hundra{}", ETTOR[n as usize / 100], rest(n % 100)),
        // "Etthundraettusen" has two t's before "tusen", not three.
        _ => {
            let thousands = swedish_thousands(n / 1000);
            let thousands = thousands.strip_suffix("tt").map(|t| format!("{t}t")).unwrap_or(thousands);
            format!("{thousands}tusen{}", rest(n % 1000))
        }
    }
}

pub(super) fn swedish(n: u64) -> String {
    let mut words = Vec::new();
    for scale in (2..5_u32).rev() {
        let group = n / 1000_u64.pow(scale) % 1000;
        let word = STORA[scale as usize];
        match group {
            0 => {}
            1 => words.push(format!("en {word}")),
            _ => words.push(format!("{} {word}er", swedish_thousands(group))),
        }
    }
    if !n.is_multiple_of(1_000_000) || n == 0 {
        words.push(swedish_thousands(n % 1_000_000));
    }
    words.join(" ")
}

pub(super) fn swedish_rank(n: u64) -> String {
    match (n % 100, n) {
        (_, 0..20) => FÖRSTA[n as usize].to_owned(),
        (_, 20..100) if n.is_multiple_of(10) => format!("{}nde", TIOTAL[n as usize / 10]),
        (_, 20..100) => format!("{}{}", TIOTAL[n as usize / 10], FÖRSTA[n as usize % 10]),
        (0, _) => format!("{}de", swedish_thousands(n)),
        (below, _) => format!("{}{}", swedish_thousands(n - below), swedish_rank(below)),
    }
}

fn swedish_suffix(n: u64) -> String {
    let a = matches!(n % 10, 1 | 2) && !matches!(n % 100, 11 | 12);
    format!("{n}:{}", if a { 'a' } else { 'e' })
}

fn grouped(n: u64, mark: char) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(mark);
        }
        out.push(c);
    }
    out
}

/// A way to write a number.
type Style = fn(u64) -> String;

/// A language, a word that can be counted, and the ways to write whole numbers.
const WHOLE: [(&str, &str, &[Style]); 2] = [
    ("en", "ducks", &[|n| n.to_string(), |n| grouped(n, ','), |n| grouped(n, '\u{a0}'), english]),
    ("sv", "ankor", &[|n| n.to_string(), |n| grouped(n, '.'), |n| grouped(n, '\u{a0}'), swedish]),
];

/// Reads each text, with a noun after it, in a paragraph of its own; those that do not read back to their number.
fn misread(lang: &str, kind: Kind, noun: &str, texts: &[(String, Number)]) -> Vec<String> {
    let Some(lexicon) = languages().get(lang) else { return vec![lang.to_owned()] };
    let (mut text, mut blocks) = (String::new(), Vec::with_capacity(texts.len()));
    for (written, _) in texts {
        let start = text.len();
        text.push_str(written);
        text.push(' ');
        text.push_str(noun);
        blocks.push(Block { span: Span::new(start, text.len()), kind: BlockKind::Paragraph });
        text.push_str("\n\n");
    }
    let mut tokens = text::lex(&text, &blocks, lexicon);
    let sentences = text::sentences(&mut tokens);
    let found = mentions(&tokens, &sentences, &Context { lexicon, date: None });
    let mut found = found.iter().filter(|m| m.kind == kind).peekable();
    let mut wrong = Vec::new();
    for (block, (written, value)) in blocks.iter().zip(texts) {
        while found.peek().is_some_and(|m| m.span.start < block.span.start) {
            found.next();
        }
        let whole = Span::new(block.span.start as usize, block.span.start as usize + written.len());
        let read = found
            .peek()
            .is_some_and(|m| m.span == whole && matches!(&m.reading, Reading::Amount(a) if a.range.is_exact() == Some(*value)));
        if !read && !OTHER_WORDS.contains(&written.as_str()) {
            wrong.push(format!("{lang}: {written} {noun}"));
        }
    }
    wrong
}

fn assert_all_read(lang: &str, kind: Kind, noun: &str, numbers: &[u64], style: Style) {
    let texts = |chunk: &[u64]| {
        let texts: Vec<_> = chunk.iter().map(|n| (style(*n), Number::from(*n as i64))).collect();
        misread(lang, kind, noun, &texts)
    };
    let wrong: Vec<String> = numbers.par_chunks(BATCH).flat_map_iter(texts).collect();
    let shown = wrong.iter().take(20).cloned().collect::<Vec<_>>().join("\n");
    assert!(wrong.is_empty(), "{} of {} misread:\n{shown}", wrong.len(), numbers.len());
}

#[test]
fn whole_numbers_to_a_million() {
    let every = !cfg!(debug_assertions) || std::env::var_os(EVERY).is_some();
    let above = (ALL_BELOW..=1_000_000).filter(|n| every || n.is_multiple_of(STRIDE) || n.is_multiple_of(10_000));
    let numbers: Vec<u64> = (0..ALL_BELOW).chain(above).collect();
    for (lang, noun, styles) in WHOLE {
        for style in styles {
            assert_all_read(lang, Kind::Number, noun, &numbers, *style);
        }
    }
}

#[test]
fn ranks_to_the_thousands() {
    let numbers: Vec<u64> = (1..=10_000).collect();
    for (lang, noun, style) in [
        ("en", "duck", english_rank as Style),
        ("en", "duck", english_suffix),
        ("sv", "ankan", swedish_rank),
        ("sv", "ankan", swedish_suffix),
    ] {
        assert_all_read(lang, Kind::Ordinal, noun, &numbers, style);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn great_numbers(numbers in prop::collection::vec(1_000_000_u64..1_000_000_000_000_000, 50)) {
        for (lang, noun, styles) in WHOLE {
            for style in styles {
                assert_all_read(lang, Kind::Number, noun, &numbers, *style);
            }
        }
    }

    #[test]
    fn decimals(parts in prop::collection::vec((0_u64..10_000_000_000, 0_u64..1_000_000, 1_u32..=6), 50)) {
        for (lang, noun, mark, group) in [("en", "ducks", '.', ','), ("sv", "ankor", ',', '\u{a0}')] {
            let written = |(whole, part, length): &(u64, u64, u32)| {
                let scale = 10_u64.pow(*length);
                let part = part % scale;
                let value = Number::from_decimal_parts(i128::from(*whole) * i128::from(scale) + i128::from(part), *length)?;
                Some((format!("{}{mark}{part:0width$}", grouped(*whole, group), width = *length as usize), value))
            };
            let texts: Vec<_> = parts.iter().filter_map(written).collect();
            prop_assert_eq!(misread(lang, Kind::Number, noun, &texts), Vec::<String>::new());
        }
    }
}
