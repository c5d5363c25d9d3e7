//! The language of a document, found once for the whole of it: by its function words where they leave no doubt, else by the
//! statistics of its letters; a text too short for these (a heading, a dateline) by the lexicon that knows most of its words.

use super::{TokenKind, scan};
use crate::lexicon::{Languages, Lexicon};
use whatlang::{Detector, Lang};

/// Bytes that are looked at.
const SAMPLE: usize = 4096;
/// Bytes of each place in the sample whose words are looked at: its start, its middle, its end.
const WINDOW: usize = 256;
/// The fewest function words of a language that leave no doubt.
const LEAST: u32 = 8;
/// How many times as many as any other language has.
const TIMES: u32 = 6;

/// Texts of fewer words have too few letters for statistics.
const SHORT: usize = 12;

/// The language of a text among those that we have a pack of; `None` where it has no words that tell, or the pack is missing.
#[must_use]
pub fn detect<'l>(text: &str, languages: &'l Languages) -> Option<&'l str> {
    let sample = &text[..boundary(text, text.len().min(SAMPLE))];
    by_words(sample, languages).or_else(|| {
        let mut words = Vec::new();
        scan(sample, 0..sample.len(), |raw| words.extend((raw.kind == TokenKind::Word).then_some(raw.word)));
        if words.len() < SHORT { by_lexicon(sample, &words, languages) } else { by_letters(sample, languages) }
    })
}

/// The language that knows most of these words; among several, the one that the letters look like.
fn by_lexicon<'l>(sample: &str, words: &[u64], languages: &'l Languages) -> Option<&'l str> {
    let known = |lexicon: &Lexicon| words.iter().filter(|w| lexicon.knows(**w)).count();
    let known: Vec<(&str, usize)> = languages.tags().filter_map(|tag| Some((tag, known(languages.get(tag)?)))).collect();
    let most = known.iter().map(|(_, n)| *n).max().filter(|_| !words.is_empty())?;
    let mut best = known.iter().filter(|(_, n)| *n == most).map(|(tag, _)| *tag);
    match (best.next(), best.next()) {
        (Some(one), None) => Some(one),
        _ => by_letters(sample, languages).filter(|tag| known.contains(&(*tag, most))),
    }
}

/// The language whose function words the text has, and hardly those of another.
fn by_words<'l>(sample: &str, languages: &'l Languages) -> Option<&'l str> {
    let words = languages.function_words();
    let mut hits = vec![0_u32; words.languages()];
    let mut count = |from: usize, to: usize| {
        scan(sample, boundary(sample, from)..boundary(sample, to), |raw| {
            if let Some(language) = words.language_of(raw.word) {
                hits[language] += 1;
            }
        });
    };
    let length = sample.len();
    if length <= 3 * WINDOW {
        count(0, length);
    } else {
        let middle = (length - WINDOW) / 2;
        count(0, WINDOW);
        count(middle, middle + WINDOW);
        count(length - WINDOW, length);
    }
    let (best, most) = hits.iter().copied().enumerate().max_by_key(|(_, n)| *n)?;
    let clear = most >= LEAST && hits.iter().enumerate().all(|(l, n)| l == best || n * TIMES <= most);
    if clear { languages.tags().nth(best) } else { None }
}

fn by_letters<'l>(sample: &str, languages: &'l Languages) -> Option<&'l str> {
    let allowed: Vec<(Lang, &str)> = languages.tags().filter_map(|tag| Some((code(tag)?, tag))).collect();
    let lang = Detector::with_allowlist(allowed.iter().map(|(l, _)| *l).collect()).detect_lang(sample)?;
    allowed.iter().find(|(l, _)| *l == lang).map(|(_, tag)| *tag)
}

/// The last character boundary at or before byte `at`.
fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// ISO 639-1 to the detector's names, which are ISO 639-3.
fn code(tag: &str) -> Option<Lang> {
    Some(match tag {
        "en" => Lang::Eng,
        "sv" => Lang::Swe,
        "de" => Lang::Deu,
        "da" => Lang::Dan,
        "no" | "nb" => Lang::Nob,
        "nl" => Lang::Nld,
        "fi" => Lang::Fin,
        "fr" => Lang::Fra,
        "es" => Lang::Spa,
        "it" => Lang::Ita,
        "pt" => Lang::Por,
        "pl" => Lang::Pol,
        other => return Lang::from_code(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [(&str, &str); 6] = [
        (
            "en",
            "The ferry that was built in the old yard has been sold to a company which will use it for tours, but the crew is not going with it.",
        ),
        (
            "sv",
            "Färjan som byggdes på det gamla varvet har sålts till ett bolag som ska använda den för turer, men besättningen följer inte med.",
        ),
        (
            "de",
            "Die Fähre, die auf der alten Werft gebaut wurde, ist an ein Unternehmen verkauft worden, das sie nicht mit der Mannschaft übernimmt.",
        ),
        // Too short for words to tell.
        ("sv", "Båten sjönk."),
        // A dateline, a heading.
        ("en", "Saturday, 19 May 2019, 17:00"),
        ("sv", "Lördag 19 maj 2019"),
    ];

    #[test]
    fn languages_are_told() {
        let languages = Languages::default();
        for (expected, text) in TEXTS {
            assert_eq!(detect(text, &languages), Some(expected), "{text}");
        }
        assert_eq!(detect("12 345", &languages), None);
        assert_eq!(detect("", &languages), None);
    }

    /// Words and letters agree wherever words decide, also in a text of several windows.
    #[test]
    fn words_say_what_letters_say() {
        let languages = Languages::default();
        for (expected, text) in &TEXTS[..3] {
            for times in [1, 4, 40] {
                let text = format!("{text} ").repeat(times);
                assert_eq!(by_words(&text[..boundary(&text, text.len().min(SAMPLE))], &languages), Some(*expected));
                assert_eq!(by_letters(&text, &languages), Some(*expected));
            }
        }
        // Half and half is no clear case.
        assert_eq!(by_words(&format!("{} {}", TEXTS[0].1, TEXTS[1].1), &languages), None);
    }
}
