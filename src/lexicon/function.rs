//! Function words: the words that sentences of a language are built with ("the", "och"). They tell which language a text is in
//! without compiling a whole lexicon; words that several languages share say nothing and are left out.

use super::{Class, LanguageFile, Payload, Words, id_hash};
use crate::pack::embedded::FUNCTION_WORDS;
use rustc_hash::FxHashMap;

/// The classes of function words in packs that bring a language of their own.
const CLASSES: [Class; 6] =
    [Class::Stop, Class::Preposition, Class::Pronoun, Class::Article, Class::DefiniteArticle, Class::Copula];

/// The function words of all languages.
#[derive(Debug, Default)]
pub(crate) struct FunctionWords {
    /// By the hash of the word: the language by its place among the tags; [`SHARED`] for a word of several.
    words: FxHashMap<u64, u8>,
    languages: usize,
}

/// The mark of a word that several languages have.
const SHARED: u8 = u8::MAX;

impl FunctionWords {
    /// The words of the languages `tags` (more than 255 are not told apart); `added` are the files of packs.
    pub(crate) fn new(tags: &[&str], added: &[LanguageFile]) -> Self {
        let mut found = Self { words: FxHashMap::default(), languages: tags.len() };
        for (language, tag) in (0..SHARED).zip(tags) {
            let built_in = FUNCTION_WORDS.iter().find(|(t, _)| t == tag);
            if let Some((_, words)) = built_in {
                words.iter().for_each(|word| found.add(word, language));
            }
            for file in added.iter().filter(|f| built_in.is_none() && f.language == *tag) {
                for class in CLASSES {
                    match file.classes.get(&class) {
                        Some(Words::Plain(list)) => list.iter().for_each(|word| found.add(word, language)),
                        Some(Words::Keyed(map)) => {
                            let lists = map.values().filter_map(|p| if let Payload::Words(list) = p { Some(list) } else { None });
                            lists.flatten().for_each(|word| found.add(word, language));
                        }
                        None => {}
                    }
                }
            }
        }
        found
    }

    fn add(&mut self, word: &str, language: u8) {
        let of = self.words.entry(id_hash(&word.to_lowercase())).or_insert(language);
        if *of != language {
            *of = SHARED;
        }
    }

    /// How many languages there are.
    pub(crate) fn languages(&self) -> usize {
        self.languages
    }

    /// The one language, by its place among the tags, that has the word with this hash among its function words.
    #[inline]
    pub(crate) fn language_of(&self, word: u64) -> Option<usize> {
        self.words.get(&word).filter(|l| **l != SHARED).map(|l| usize::from(*l))
    }
}
