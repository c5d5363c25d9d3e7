//! Where names stand in a text, as whole words, and how many texts spell them in which way.

use super::{Fixing, Variants, Why, are_near};
use crate::{
    check::By,
    entity::is_name_like,
    lexicon::{Class, Lexicon},
    source::Document,
    text::{self, Span, Token, TokenKind, scan},
};
use std::collections::{BTreeMap, BTreeSet};

/// Which texts have which spelling, and in which language each text is.
pub(super) struct Spelled<'f> {
    texts: BTreeMap<&'f str, BTreeMap<u32, usize>>,
    langs: BTreeMap<u32, String>,
    sources: BTreeSet<u32>,
}

impl<'f> Spelled<'f> {
    /// Counts the spellings of all findings.
    pub(super) fn count(fixing: &Fixing, all: &[Variants<'f>]) -> Self {
        let mut spelled = Self { texts: BTreeMap::new(), langs: BTreeMap::new(), sources: BTreeSet::new() };
        for spelling in all.iter().flat_map(|variants| &variants.spellings) {
            spelled.texts.entry(spelling).or_default();
        }
        let among: BTreeSet<u32> = all.iter().flat_map(|variants| variants.among).copied().collect();
        for document in among {
            let Some(text) = fixing.texts.documents.get(document as usize) else { continue };
            let Some(lexicon) = (fixing.words)(text) else { continue };
            spelled.langs.insert(document, lexicon.language.to_string());
            if !fixing.texts.checked.contains(&document) {
                spelled.sources.insert(document);
            }
            for block in &text.blocks {
                scan(&text.text, block.span.start as usize..block.span.end as usize, |raw| {
                    if raw.kind != TokenKind::Word || !raw.capital {
                        return;
                    }
                    let word = raw.span.of(&text.text);
                    let endings = lexicon.genitive().iter().filter_map(|ending| word.strip_suffix(ending.as_str()));
                    for form in std::iter::once(word).chain(endings) {
                        if let Some(texts) = spelled.texts.get_mut(form) {
                            *texts.entry(document).or_default() += 1;
                        }
                    }
                });
            }
        }
        spelled
    }

    /// How many texts have each spelling of a finding, and how often, where `counts` lets a text count.
    fn counted(&self, variants: &Variants<'f>, counts: &dyn Fn(u32) -> bool) -> Vec<(usize, usize, &'f str)> {
        let near = |spelling: &&str| variants.spellings.iter().any(|other| other != spelling && are_near(other, spelling));
        let of = |spelling: &&'f str| {
            let texts = self.texts.get(spelling)?;
            let texts = texts.iter().filter(|(document, _)| variants.among.contains(document) && counts(**document));
            let places: Vec<usize> = texts.map(|(_, places)| *places).collect();
            (!places.is_empty()).then(|| (places.len(), places.iter().sum(), *spelling))
        };
        variants.spellings.iter().filter(|spelling| near(spelling)).filter_map(of).collect()
    }

    /// Whether a document counts for how another one spells a name. A name that the packs know is spelled in each language as that
    /// language does; any other is one name in all of them.
    fn counts(&self, variants: &Variants, document: u32) -> impl Fn(u32) -> bool {
        let known = variants.finding.by == By::Rule;
        move |other| !known || self.langs.get(&other) == self.langs.get(&document)
    }

    /// The spelling that most texts have; among equals the one that stands in more places.
    pub(super) fn of_most(&self, variants: &Variants<'f>, document: u32) -> Result<&'f str, Why> {
        let mut counted = self.counted(variants, &self.counts(variants, document));
        counted.sort_by_key(|(texts, places, _)| std::cmp::Reverse((*texts, *places)));
        match counted[..] {
            [] | [_] => Err(Why::OtherLanguage),
            [(texts, places, _), (others, elsewhere, _), ..] if (texts, places) == (others, elsewhere) => Err(Why::Tie),
            [(_, _, most), ..] => Ok(most),
        }
    }

    /// The spelling that the sources have.
    pub(super) fn of_sources(&self, variants: &Variants<'f>, document: u32) -> Result<&'f str, Why> {
        let counts = self.counts(variants, document);
        match self.counted(variants, &|other| self.sources.contains(&other) && counts(other))[..] {
            [(_, _, only)] => Ok(only),
            _ => Err(Why::NoSource),
        }
    }
}

/// The places of a name in a text as whole words, without what a genitive adds. A name that the packs know (`known`) may be part of
/// somebody's name: beside other names only the places of the finding are meant, and where it stands so, no others.
pub(super) fn of(document: &Document, lexicon: &Lexicon, name: &str, own: &[Span], known: bool) -> Vec<Span> {
    let (mut found, mut others) = (Vec::new(), false);
    for blocks in text::windows(&document.text, &document.blocks) {
        let mut tokens = text::lex(&document.text, &blocks, lexicon);
        text::sentences(&mut tokens);
        for (at, token) in tokens.iter().enumerate() {
            let ending = token.text.strip_prefix(name);
            let ends = ending.is_some_and(|rest| rest.is_empty() || lexicon.genitive().iter().any(|g| g == rest));
            if !token.is_word() || !ends || in_address(&tokens, at) {
                continue;
            }
            let span = Span { start: token.span.start, end: token.span.start + name.len() as u32 };
            let is_own = own.iter().any(|own| own.overlaps(span));
            others |= !is_own && known && is_beside_name(&tokens, at);
            found.push((span, is_own));
        }
    }
    found.into_iter().filter(|(_, is_own)| *is_own || !others).map(|(span, _)| span).collect()
}

/// Whether a word is glued to what addresses and names of files are made of.
fn in_address(tokens: &[Token], at: usize) -> bool {
    let mark = |token: &Token| matches!(token.kind, TokenKind::Punct('@' | '_' | '/' | '\\' | '#' | '='));
    let dot = |token: &Token| mark(token) || token.is_punct('.');
    let before = at.checked_sub(1).and_then(|before| tokens.get(before)).filter(|_| tokens[at].glued);
    let after = tokens.get(at + 1).filter(|after| after.glued);
    let goes_on = tokens.get(at + 2).is_some_and(|next| next.glued && !matches!(next.kind, TokenKind::Punct(_)));
    before.is_some_and(dot) || after.is_some_and(|after| mark(after) || after.is_punct('.') && goes_on)
}

/// Whether another name or a title stands beside a word, with nothing between.
fn is_beside_name(tokens: &[Token], at: usize) -> bool {
    let names = |token: &Token| is_name_like(token) || token.is(Class::Title);
    let before = at.checked_sub(1).and_then(|before| tokens.get(before)).filter(|_| !tokens[at].starts_sentence);
    let after = tokens.get(at + 1).filter(|after| !after.starts_sentence);
    before.is_some_and(names) || after.is_some_and(names)
}
