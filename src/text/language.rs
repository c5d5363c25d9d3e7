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
/// How many letters a text has at least whose language is told from among all there are: of 9,300 stretches of English and Swedish
/// news, the only one that was taken for another language was a list of names with fewer.
const LETTERS: usize = 300;
/// How many letters tell a script; one that no served language is written in needs no statistics.
const LETTERS_OF_SCRIPT: usize = 20;
/// How sure one must be of that, from 0 to 1: related languages are much alike.
const SURE: f64 = 0.999;
/// The tags by which a document says that it has no one language, or does not say which (ISO 639-2).
const SAY_NOTHING: [&str; 4] = ["mis", "mul", "und", "zxx"];

/// What is known of a document's language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Told<'l> {
    /// One that we have a pack of: its tag.
    Served(&'l str),
    /// One that we have none of: its English name, or its tag as written.
    Unserved(String),
    /// Too little is there to tell.
    Unknown,
}

/// The language of a document that says it is in `said`, if it says so. What it says is believed, unless no pack reads that language and
/// the words leave no doubt of another: pages are often made with a template in another language than theirs.
#[must_use]
pub fn tell<'l>(said: Option<&str>, text: &str, languages: &'l Languages) -> Told<'l> {
    let said = said.filter(|tag| !SAY_NOTHING.contains(tag));
    if let Some(tag) = said.and_then(|said| served(said, languages)) {
        return Told::Served(tag);
    }
    let sample = &text[..boundary(text, text.len().min(SAMPLE))];
    if let Some(tag) = by_words(sample, languages) {
        return Told::Served(tag);
    }
    if let Some(said) = said {
        return Told::Unserved(code(said).map_or_else(|| format!("the language `{said}`"), |lang| lang.eng_name().to_owned()));
    }
    match other(sample, languages) {
        Some(lang) => Told::Unserved(lang.eng_name().to_owned()),
        None => by_any(sample, languages).map_or(Told::Unknown, Told::Served),
    }
}

/// The tag of the pack that reads a language, by whichever of its tags it is named.
#[must_use]
pub fn served<'l>(tag: &str, languages: &'l Languages) -> Option<&'l str> {
    let is = |own: &str| own == tag || code(tag).is_some_and(|lang| code(own) == Some(lang));
    languages.tags().find(|own| is(own))
}

/// The language of a text, where it is surely none that we have a pack of.
fn other(sample: &str, languages: &Languages) -> Option<Lang> {
    let letters = sample.chars().filter(|c| c.is_alphabetic()).take(LETTERS).count();
    if letters < LETTERS_OF_SCRIPT {
        return None;
    }
    let info = whatlang::detect(sample)?;
    let served: Vec<Lang> = languages.tags().filter_map(code).collect();
    let foreign = !info.script().langs().iter().any(|lang| served.contains(lang));
    (foreign || letters == LETTERS && info.confidence() >= SURE && !served.contains(&info.lang())).then(|| info.lang())
}

/// The language of a text without words that tell: of a short one by its words all the same, else by its letters.
fn by_any<'l>(sample: &str, languages: &'l Languages) -> Option<&'l str> {
    let mut words = Vec::new();
    scan(sample, 0..sample.len(), |raw| words.extend((raw.kind == TokenKind::Word).then_some(raw.word)));
    if words.len() < SHORT { by_lexicon(sample, &words, languages) } else { by_letters(sample, languages) }
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
            assert_eq!(tell(None, text, &languages), Told::Served(expected), "{text}");
        }
        assert_eq!(tell(None, "Η γέφυρα έχει μήκος 350 μέτρα.", &languages), Told::Unserved("Greek".into()));
        assert_eq!(tell(None, "12 345", &languages), Told::Unknown);
        assert_eq!(tell(None, "", &languages), Told::Unknown);
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
