//! The languages that factlint reads, each compiled the first time a document needs it.

use super::function::FunctionWords;
use super::{LanguageFile, Lexicon, Units};
use crate::pack::embedded::{embedded, embedded_under};
use std::sync::OnceLock;

/// All languages: the built-in ones, with what packs add to them, and those that only packs bring.
#[derive(Debug)]
pub struct Languages {
    added: Vec<LanguageFile>,
    compiled: Vec<(String, OnceLock<Option<Lexicon>>)>,
    function_words: OnceLock<FunctionWords>,
}

impl Default for Languages {
    fn default() -> Self {
        Self::with(Vec::new())
    }
}

impl Languages {
    /// The built-in languages and the files that packs add.
    #[must_use]
    pub fn with(added: Vec<LanguageFile>) -> Self {
        let mut tags: Vec<String> = embedded_under("lang/").map(|(path, _)| tag_of(path).to_owned()).collect();
        tags.extend(added.iter().map(|f| f.language.clone()));
        tags.sort();
        tags.dedup();
        let compiled = tags.into_iter().map(|t| (t, OnceLock::new())).collect();
        Self { added, compiled, function_words: OnceLock::new() }
    }

    /// The tags of the languages, in alphabetical order.
    pub fn tags(&self) -> impl Iterator<Item = &str> {
        self.compiled.iter().map(|(t, _)| t.as_str())
    }

    /// The lexicon of a language; `None` where there is none.
    #[must_use]
    pub fn get(&self, tag: &str) -> Option<&Lexicon> {
        let (_, cell) = self.compiled.iter().find(|(t, _)| t == tag)?;
        cell.get_or_init(|| self.compile(tag)).as_ref()
    }

    /// The words that tell one language from the others.
    pub(crate) fn function_words(&self) -> &FunctionWords {
        self.function_words.get_or_init(|| FunctionWords::new(&self.tags().collect::<Vec<_>>(), &self.added))
    }

    fn compile(&self, tag: &str) -> Option<Lexicon> {
        let mut added: Vec<LanguageFile> = self.added.iter().filter(|f| f.language == tag).cloned().collect();
        let built_in = embedded(&format!("lang/{tag}.yaml")).and_then(|json| serde_json::from_str::<LanguageFile>(json).ok());
        let first = match built_in {
            Some(file) => file,
            None if added.is_empty() => return None,
            None => added.remove(0),
        };
        Some(Lexicon::new(&first, &added, Units::built_in().symbols()))
    }
}

fn tag_of(path: &str) -> &str {
    path.trim_start_matches("lang/").trim_end_matches(".yaml")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_language_loads() {
        let languages = Languages::default();
        assert!(languages.tags().count() >= 2);
        for tag in languages.tags() {
            assert!(languages.get(tag).is_some_and(|lexicon| lexicon.all_senses().len() > 100), "{tag}");
        }
    }
}
