//! Words without their endings, as claims and patterns compare them.

use super::Token;
use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

thread_local! {
    static STEMS: RefCell<FxHashMap<(u64, [u8; 2]), u64>> = RefCell::default();
}

/// A hash of the word's stem and its language.
pub(crate) fn stem(language: &str, t: &Token) -> u64 {
    let tag = [language.as_bytes().first().copied().unwrap_or(0), language.as_bytes().get(1).copied().unwrap_or(0)];
    STEMS.with_borrow_mut(|stems| {
        *stems.entry((t.word, tag)).or_insert_with(|| {
            let lower = t.text.to_lowercase();
            let stem = algorithm(language).map_or(lower.clone(), |a| Stemmer::create(a).stem(&lower).into_owned());
            crate::lexicon::id_hash(&stem) ^ u64::from(tag[0]) << 56 ^ u64::from(tag[1]) << 48
        })
    })
}

/// The Snowball stemmer of a language.
fn algorithm(language: &str) -> Option<Algorithm> {
    Some(match language {
        "en" => Algorithm::English,
        "sv" => Algorithm::Swedish,
        "de" => Algorithm::German,
        "da" => Algorithm::Danish,
        "no" | "nb" => Algorithm::Norwegian,
        "nl" => Algorithm::Dutch,
        "fi" => Algorithm::Finnish,
        "fr" => Algorithm::French,
        "es" => Algorithm::Spanish,
        "it" => Algorithm::Italian,
        "pt" => Algorithm::Portuguese,
        _ => return None,
    })
}
