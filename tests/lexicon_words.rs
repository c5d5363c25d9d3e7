//! The content words of the built-in languages: what one language can name every other can name too, and opposites stay apart.

#![allow(clippy::panic, reason = "a test stops at what it cannot read")]

use factlint::internals::lexicon::{Class, LanguageFile, Payload, Words};
use factlint::internals::pack::embedded::embedded_under;
use std::collections::{BTreeMap, BTreeSet};

/// The classes whose ids claims in two languages are compared by.
const CONTENT: [Class; 4] = [Class::Concept, Class::Event, Class::Statehood, Class::Office];
/// The classes that must have the same keys in every language.
const SHARED: [Class; 9] = [
    Class::Concept,
    Class::Event,
    Class::Statehood,
    Class::Office,
    Class::Opposite,
    Class::Direction,
    Class::ChangeNoun,
    Class::TimesFactor,
    Class::Enumerator,
];

/// The built-in languages that have a section of content words.
fn languages() -> Vec<LanguageFile> {
    let all = embedded_under("lang/").map(|(path, _)| {
        let yaml = std::fs::read_to_string(format!("rules/{path}")).unwrap_or_else(|e| panic!("{path}: {e}"));
        serde_yaml::from_str::<LanguageFile>(&yaml).unwrap_or_else(|e| panic!("{path}: {e}"))
    });
    all.filter(|f| f.classes.contains_key(&Class::Concept)).collect()
}

fn keyed(file: &LanguageFile, class: Class) -> impl Iterator<Item = (&String, &Payload)> {
    match file.classes.get(&class) {
        Some(Words::Keyed(map)) => Some(map.iter()),
        _ => None,
    }
    .into_iter()
    .flatten()
}

/// The words of a class by their value, for each id.
fn sides(file: &LanguageFile, class: Class) -> BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> {
    let mut pairs: BTreeMap<&str, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for (key, payload) in keyed(file, class) {
        match payload {
            Payload::ByValue(by) => {
                for (value, words) in by {
                    pairs.entry(key).or_default().entry(value).or_default().extend(words.iter().map(String::as_str));
                }
            }
            Payload::Words(words) => {
                pairs.entry("").or_default().entry(key).or_default().extend(words.iter().map(String::as_str));
            }
            Payload::Value(_) => panic!("{key}: a word without a side"),
        }
    }
    pairs
}

/// The concepts of each word.
fn concepts(file: &LanguageFile) -> BTreeMap<&str, BTreeSet<&str>> {
    let mut of: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for (id, payload) in CONTENT.iter().flat_map(|class| keyed(file, *class)) {
        if let Payload::Words(words) = payload {
            for w in words {
                of.entry(w).or_default().insert(id);
            }
        }
    }
    of
}

#[test]
fn two_languages_at_least_name_a_thousand_concepts() {
    let counts: Vec<usize> = languages().iter().map(|f| CONTENT.iter().map(|c| keyed(f, *c).count()).sum::<usize>()).collect();
    assert!(counts.len() >= 2 && counts.iter().all(|n| *n >= 1000), "{counts:?}");
}

#[test]
fn every_id_stands_in_every_language() {
    let languages = languages();
    for class in SHARED {
        let all: BTreeSet<&String> = languages.iter().flat_map(|f| keyed(f, class).map(|(id, _)| id)).collect();
        for file in &languages {
            let own: BTreeSet<&String> = keyed(file, class).map(|(id, _)| id).collect();
            let missing: Vec<_> = all.difference(&own).collect();
            assert!(missing.is_empty(), "{}: {class:?} lacks {missing:?}", file.language);
        }
    }
}

#[test]
fn every_id_has_words_and_no_word_twice() {
    for file in languages() {
        for class in SHARED {
            for (id, words) in sides(&file, class).iter().flat_map(|(id, by)| by.values().map(move |w| (id, w))) {
                assert!(!words.is_empty(), "{}: {class:?} {id}", file.language);
            }
        }
        for class in CONTENT {
            for (id, payload) in keyed(&file, class) {
                let Payload::Words(words) = payload else { panic!("{id}: a concept is a list of words") };
                let once: BTreeSet<String> = words.iter().map(|w| w.to_lowercase()).collect();
                assert_eq!(once.len(), words.len(), "{}: {id} repeats a word", file.language);
            }
        }
    }
}

#[test]
fn no_word_is_its_own_opposite() {
    for file in languages() {
        for class in [Class::Opposite, Class::Direction, Class::ChangeNoun] {
            for (pair, by) in sides(&file, class) {
                let (Some(one), Some(other)) = (by.get("1"), by.get("-1")) else {
                    panic!("{}: {class:?} {pair} has one side", file.language)
                };
                let both: Vec<_> = one.intersection(other).collect();
                assert!(both.is_empty(), "{}: {class:?} {pair}: {both:?} on both sides", file.language);
            }
        }
    }
}

#[test]
fn opposites_share_no_concept() {
    for file in languages() {
        let concepts = concepts(&file);
        for (pair, by) in sides(&file, Class::Opposite) {
            let ids = |side: &str| -> BTreeMap<&str, &str> {
                let words = by.get(side).into_iter().flatten();
                words.flat_map(|w| concepts.get(w).into_iter().flatten().map(|id| (*id, *w))).collect()
            };
            let (one, other) = (ids("1"), ids("-1"));
            let shared: Vec<_> = one.iter().filter_map(|(id, w)| other.get(id).map(|o| (id, w, o))).collect();
            assert!(shared.is_empty(), "{}: {pair}: {shared:?}", file.language);
        }
    }
}
