//! Numbers that are written as one word with others: "tjugoett", "etthundratjugofemte", "femårig", "twentyfirst".
//!
//! ```text
//! fused   = { group multiplier } , [ group ] , [ tail ]          two parts at least
//!         | [ { group multiplier } , [ group ] ] , time-stem , letters | unit-stem , letters
//! group   = tens ones | ones "and" tens | cardinal               by the language's order
//! tail    = ordinal | fraction-part | age-suffix | count-suffix | anniversary | decade-suffix | hour-suffix
//!         | multiple-suffix | time-unit                          ends the word
//! ```

use super::words::Word;
use super::{Class, NumberStyle, Sense};
use rustc_hash::FxHashMap;

/// The fewest bytes of a word that what lasts so long is named by.
const SHORTEST_NOUN: usize = 3;

/// Longer words are no numbers.
const LONGEST_WORD: usize = 120;

/// The number morphemes of a language.
#[derive(Debug, Default)]
pub(super) struct Fused {
    morphemes: FxHashMap<String, Vec<Sense>>,
    longest: usize,
    /// The pairs of bytes that morphemes which may stand first begin with; nearly every other word ends here.
    first: PairSet,
    ands: Vec<String>,
}

/// A set of pairs of bytes.
#[derive(Debug)]
struct PairSet(Box<[u64; 1024]>);

impl Default for PairSet {
    fn default() -> Self {
        Self(Box::new([0; 1024]))
    }
}

impl PairSet {
    fn place(a: u8, b: u8) -> (usize, u64) {
        (usize::from(a) << 2 | usize::from(b >> 6), 1 << (b & 63))
    }

    fn add(&mut self, a: u8, b: u8) {
        let (at, bit) = Self::place(a, b);
        self.0[at] |= bit;
    }

    fn has(&self, a: u8, b: u8) -> bool {
        let (at, bit) = Self::place(a, b);
        self.0[at] & bit != 0
    }
}

impl Fused {
    pub(super) fn new(style: &NumberStyle, words: &[Word]) -> Self {
        let mut fused = Self { ands: style.fused_and.clone(), ..Self::default() };
        for Word { text: word, sense, one_token, .. } in words {
            let part = matches!(
                sense.class,
                Class::Cardinal
                    | Class::Multiplier
                    | Class::Ordinal
                    | Class::FractionPart
                    | Class::AgeSuffix
                    | Class::Anniversary
                    | Class::TimeUnit
                    | Class::TimeStem
                    | Class::UnitStem
                    | Class::MultipleSuffix
                    | Class::CountSuffix
                    | Class::DecadeSuffix
                    | Class::HourSuffix
                    | Class::HedgeOrSo
            );
            if part && word.len() > 1 && *one_token {
                fused.longest = fused.longest.max(word.len());
                if let ([a, b, ..], Class::Cardinal | Class::Multiplier | Class::TimeStem | Class::UnitStem) =
                    (word.as_bytes(), sense.class)
                {
                    fused.first.add(*a, *b);
                }
                fused.morphemes.entry(word.to_string()).or_default().push(*sense);
            }
        }
        fused
    }

    /// The number in a word of two or more number morphemes, in any case.
    #[inline]
    pub(super) fn read(&self, word: &str) -> Option<Sense> {
        let [a, b, ..] = word.as_bytes() else { return None };
        let begins = !a.is_ascii() || !b.is_ascii() || self.first.has(a.to_ascii_lowercase(), b.to_ascii_lowercase());
        if begins && word.len() <= LONGEST_WORD { self.read_parts(word) } else { None }
    }

    fn read_parts(&self, word: &str) -> Option<Sense> {
        let lower;
        let word = if word.bytes().all(|b| b.is_ascii_lowercase()) {
            word
        } else {
            lower = word.to_lowercase();
            &lower
        };
        let mut parts = Vec::new();
        let read = self.split(word, 0, &mut parts);
        let enough = parts.len() > 1 || parts.first().is_some_and(|p| matches!(p.class, Class::TimeStem | Class::UnitStem));
        if read && enough { combine(&parts) } else { None }
    }

    /// Splits `word[at..]` into at most 24 morphemes, longest first.
    fn split(&self, word: &str, at: usize, parts: &mut Vec<Sense>) -> bool {
        if at == word.len() || parts.len() == 24 {
            return at == word.len();
        }
        for end in (at + 1..=word.len().min(at + self.longest)).rev().filter(|e| word.is_char_boundary(*e)) {
            let piece = &word[at..end];
            if let Some(senses) = self.morphemes.get(piece) {
                for sense in senses {
                    let last = end == word.len();
                    let closes = !matches!(sense.class, Class::Cardinal | Class::Multiplier);
                    // "Tvådagars" + "strejk", "kilometers" + "lopp": what lasts so long, or is so long, is named after it.
                    let stem = sense.class == Class::TimeStem || sense.class == Class::UnitStem && parts.is_empty();
                    if stem && word.len() - end >= SHORTEST_NOUN {
                        parts.push(*sense);
                        return true;
                    }
                    if closes && (!last || parts.is_empty()) {
                        continue;
                    }
                    parts.push(*sense);
                    // Of three equal letters in a row only two are written: "ett" + "tusen" is "ettusen".
                    let shared = !last && matches!(piece.as_bytes(), [.., a, b] if a == b && a.is_ascii());
                    if accepts(parts) && (self.split(word, end, parts) || shared && self.split(word, end - 1, parts)) {
                        return true;
                    }
                    parts.pop();
                }
            }
            if !parts.is_empty() && self.ands.iter().any(|a| a == piece) && self.split(word, end, parts) {
                return true;
            }
        }
        false
    }
}

/// Whether the last part may follow the ones before it.
fn accepts(parts: &[Sense]) -> bool {
    let [.., before, last] = parts else { return true };
    match (before.class, last.class) {
        (Class::Cardinal, Class::Cardinal) => {
            // "tjugo" + "ett", or ones first: "ein" + "zwanzig".
            (before.value % 10 == 0 && before.value >= 20 && last.value < 10 && last.value > 0)
                || (before.value < 10 && before.value > 0 && last.value >= 20 && last.value % 10 == 0)
        }
        (Class::Cardinal, Class::Ordinal | Class::FractionPart) => {
            // "tjugoförsta", or ones first: "ein" + "zwanzigste".
            before.value % 10 == 0 && before.value >= 20 && last.value < 10
                || (1..10).contains(&before.value) && (20..100).contains(&last.value) && last.value % 10 == 0
                || last.value >= 100
        }
        _ => true,
    }
}

fn combine(parts: &[Sense]) -> Option<Sense> {
    let (mut total, mut group, mut seen) = (0_i64, 0_i64, false);
    let mut end = None;
    for part in parts {
        match part.class {
            Class::Cardinal => (group, seen) = (group.checked_add(part.value)?, true),
            Class::Multiplier if part.value < 1000 => {
                (group, seen) = (if seen { group } else { 1 }.checked_mul(part.value)?, true);
            }
            Class::Multiplier => {
                total = total.checked_add(if seen { group } else { 1 }.checked_mul(part.value)?)?;
                (group, seen) = (0, false);
            }
            Class::Ordinal | Class::FractionPart if part.value >= 100 => {
                // "femhundrade": the multiplier's own ordinal.
                let g = if seen { group } else { 1 }.checked_mul(part.value)?;
                (group, end) = (g, Some(part));
            }
            Class::Ordinal | Class::FractionPart => (group, end) = (group.checked_add(part.value)?, Some(part)),
            _ => end = Some(part),
        }
    }
    let value = total.checked_add(group)?;
    let last = end.unwrap_or(&parts[0]);
    match last.class {
        Class::Multiplier => Some(Sense { class: Class::Cardinal, value, id: 0, ..*last }),
        Class::TimeUnit | Class::TimeStem => Some(Sense { class: Class::TimeSpan, value, ..*last }),
        Class::UnitStem => Some(Sense { class: Class::Unit, value: 0, ..*last }),
        Class::MultipleSuffix => Some(Sense { class: Class::TimesFactor, value, ..*last }),
        Class::AgeSuffix => Some(Sense { value, ..*last }),
        _ => Some(Sense { value, id: 0, ..*last }),
    }
}
