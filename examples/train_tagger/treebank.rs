//! Treebanks: their files, and their sentences as the lexer cuts them.
//!
//! ```text
//! line     = form , tab , lemma , tab , tag , tab , head , tab , relation       head: 1-based in the sentence, 0 for its root
//! sentence = { line } , empty line
//! ```

use factlint::internals::{
    lexicon::Lexicon,
    source::{Block, BlockKind},
    text::{
        self, Span, Tag, Token,
        tagging::{
            features::{self, Word},
            of_kind,
        },
    },
};
use std::{collections::HashMap, fs, io, path::Path};

/// A word of a treebank.
#[derive(Debug, Clone)]
pub(crate) struct Gold {
    pub form: String,
    pub tag: Option<Tag>,
    pub head: usize,
    pub relation: String,
}

/// A sentence as the lexer cuts it.
pub(crate) struct Sentence {
    pub words: Vec<Word>,
    /// The tags that a token's kind tells.
    pub told: Vec<Option<Tag>>,
    /// The tags to learn; `None` where the treebank has none.
    pub gold: Vec<Option<Tag>>,
    /// How many words of the treebank it has.
    pub of: usize,
    /// By token: the lexer cuts it as the treebank does.
    pub alike: Vec<bool>,
}

/// The sentences of a file.
pub(crate) fn read(path: &Path) -> io::Result<Vec<Vec<Gold>>> {
    let text = fs::read_to_string(path)?;
    let word = |line: &str| {
        let fields: Vec<&str> = line.split('\t').collect();
        let [form, _, tag, head, relation] = fields[..] else { return None };
        let gold = Gold { form: form.to_owned(), tag: Tag::named(tag), head: head.parse().ok()?, relation: relation.to_owned() };
        Some(gold)
    };
    let sentences = text.split("\n\n").map(|sentence| sentence.lines().filter_map(word).collect());
    Ok(sentences.filter(|words: &Vec<Gold>| !words.is_empty()).collect())
}

/// Brings the sentences of an older release to the guidelines of the newest, which stand behind the last sentence with a tag that is none
/// any more. Where a relation says it, the tag follows from it. Else a word takes the tag that the newer sentences give it in the same relation
/// and with the same word after it, or in the same relation, if they never give it the old one.
pub(crate) fn harmonise(sentences: &mut [Vec<Gold>]) {
    /// How often the newer sentences must have a word to be trusted.
    const SEEN: usize = 3;
    let newer = sentences.iter().rposition(|s| s.iter().any(|w| w.tag.is_none())).map_or(0, |last| last + 1);
    let (older, newer) = sentences.split_at_mut(newer);
    let mut tags: HashMap<(String, &str), HashMap<Tag, usize>> = HashMap::new();
    for word in newer.iter().flatten() {
        if let Some(tag) = word.tag {
            *tags.entry((word.form.to_lowercase(), &word.relation)).or_default().entry(tag).or_default() += 1;
        }
    }
    for word in older.iter_mut().flatten() {
        let by_relation = match word.relation.split(':').next() {
            Some("aux" | "cop") if word.tag == Some(Tag::Verb) => Some(Tag::Auxiliary),
            Some("nmod") if word.tag.is_none() => Some(Tag::Pronoun),
            Some("det") if word.tag.is_none() => Some(Tag::Determiner),
            _ => None,
        };
        let seen = tags.get(&(word.form.to_lowercase(), word.relation.as_str()));
        let newest = seen.filter(|seen| seen.len() == 1 && word.tag.is_none_or(|tag| !seen.contains_key(&tag)));
        let newest = newest.and_then(|seen| seen.iter().find(|(_, n)| **n >= SEEN).map(|(tag, _)| *tag));
        word.tag = by_relation.or(newest).or(word.tag);
    }
}

/// The sentence as running text has it, where that is another: what begins or has an apostrophe inside its first letters is written to
/// the word before it.
pub(crate) fn as_written(words: &[Gold]) -> Option<Vec<(Span, usize)>> {
    let clitic = |form: &str| form.chars().take(2).any(|c| matches!(c, '\'' | '’')) && form.chars().any(char::is_alphabetic);
    words.iter().skip(1).any(|w| clitic(&w.form)).then(|| place(words, |w| !clitic(&w.form)))
}

/// Where each word stands in the text that [`text_of`] makes.
pub(crate) fn place(words: &[Gold], apart: impl Fn(&Gold) -> bool) -> Vec<(Span, usize)> {
    let mut at = 0;
    let mut places = Vec::new();
    for (n, word) in words.iter().enumerate() {
        at += usize::from(n > 0 && apart(word));
        places.push((Span::new(at, at + word.form.len()), n));
        at += word.form.len();
    }
    places
}

/// Lexes a sentence whose words stand at these places, and gives each token the tag of the word it is, or, where it is several or a part of
/// one, of the first that it touches whose head lies outside of it.
///
/// `look` is given the tokens, as they are.
pub(crate) fn lex<T>(
    words: &[Gold],
    places: &[(Span, usize)],
    lexicon: &Lexicon,
    look: impl FnOnce(&[Token]) -> T,
) -> (Sentence, T) {
    let mut line = String::new();
    for (span, n) in places {
        line.extend(std::iter::repeat_n(' ', span.start as usize - line.len()));
        line.push_str(&words[*n].form);
    }
    let blocks = [Block { span: Span::new(0, line.len()), kind: BlockKind::Paragraph }];
    let tokens = text::lex(&line, &blocks, lexicon);
    let mut sentence = Sentence { words: Vec::new(), told: Vec::new(), gold: Vec::new(), of: words.len(), alike: Vec::new() };
    for (token, shape) in features::shapes(&tokens) {
        let touched: Vec<usize> = touched(token, places).collect();
        let outside = touched.iter().find(|n| !touched.iter().any(|m| words[**n].head == m + 1));
        sentence.words.push(features::word(token, shape));
        sentence.told.push(of_kind(token.kind));
        sentence.gold.push(outside.and_then(|n| words[*n].tag));
        sentence.alike.push(matches!(touched[..], [n] if places[n].0 == token.span));
    }
    let seen = look(&tokens);
    (sentence, seen)
}

fn touched(token: &Token, places: &[(Span, usize)]) -> impl Iterator<Item = usize> {
    let span = token.span;
    places.iter().filter(move |(of, _)| of.start < span.end && span.start < of.end).map(|(_, n)| *n)
}
