//! The language of a document, found once for the whole of it.

use crate::lexicon::Languages;
use whatlang::{Detector, Lang};

/// Bytes that are looked at.
const SAMPLE: usize = 4096;

/// The language of a text among those that we have a pack of; `None` where it has no letters or the pack is missing.
#[must_use]
pub fn detect<'l>(text: &str, languages: &'l Languages) -> Option<&'l str> {
    let allowed: Vec<(Lang, &str)> = languages.tags().filter_map(|tag| Some((code(tag)?, tag))).collect();
    let mut end = text.len().min(SAMPLE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let lang = Detector::with_allowlist(allowed.iter().map(|(l, _)| *l).collect()).detect_lang(&text[..end])?;
    allowed.iter().find(|(l, _)| *l == lang).map(|(_, tag)| *tag)
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
