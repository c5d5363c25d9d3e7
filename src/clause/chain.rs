//! What "the bridge" means: the bridge that the text speaks of, as long as nothing else can be meant.
//!
//! ```text
//! "The bridge opened in 1974. It is painted every spring. The bridge was built in 1969."   one bridge
//! "Anna built a bridge in 1974. Ivo built a bridge. The bridge fell in 1976."              the second one
//! ```

use super::{Analysis, Chain, Keys, phrase::CONCEPTS};
use crate::source::BlockKind;
use crate::text::Tag;
use std::ops::Range;

/// So many sentences back a noun is followed; a text that says more in between may have come to speak of another thing.
const FAR: usize = 12;

impl Analysis<'_> {
    /// Where the stretch of text begins in which a definite noun phrase of this sentence can mean one thing only: after the last
    /// heading, the last sentence that is said of a name or that brings in another thing with this noun. `None` where the phrase is not
    /// definite, or where that lies too far back.
    pub(super) fn chain(&self, index: usize, phrase: &Range<usize>) -> Option<Chain> {
        let head = phrase.clone().rev().find(|i| self.is_nominal(*i)).filter(|i| self.tags[*i] == Tag::Noun)?;
        if !self.is_definite(head) {
            return None;
        }
        let keys = Keys::new(self.keys_of(head));
        let first = first_letter(self.tokens[head].text);
        // Sentences far from any figure have no parts of speech: there any word with the noun's key brings in another thing, and any name.
        let noun = |at: &usize| {
            let t = &self.tokens[*at];
            // Words that mean nothing known have a key in common only where they are one word with other endings.
            let means = t.may_be_any(&CONCEPTS) || self.lexicon.compounds || t.text.contains(' ');
            let may = means || first_letter(t.text) == first;
            t.is_word() && may && self.keys_of(*at).iter().any(|key| keys.has(*key))
        };
        for before in (0..index).rev().take(FAR) {
            let sentence = self.sentence(before);
            let others = sentence.clone().filter(noun).any(|at| !self.is_definite(at));
            if others || self.is_heading(&sentence) || self.is_told_of_name(&sentence) {
                return Some(Chain { since: before as u32 + 1, pronoun: None });
            }
        }
        (index <= FAR).then_some(Chain { since: 0, pronoun: None })
    }

    /// The chain of a pronoun that takes up the title of the text.
    pub(super) fn chain_of_title(&self, phrase: &Range<usize>) -> Option<Chain> {
        let head = phrase.clone().rev().find(|i| self.is_nominal(*i)).filter(|i| self.tags[*i] == Tag::Pronoun)?;
        let pronoun = self.keys_of(head).last().copied();
        pronoun.is_some().then_some(Chain { since: 0, pronoun })
    }

    /// Whether a noun stands for a thing that the reader knows: "the bridge", "bron".
    fn is_definite(&self, noun: usize) -> bool {
        self.opens_definite(noun) || self.lexicon.is_definite(self.tokens[noun].text)
    }

    /// Whether a definite article opens the phrase of a noun.
    fn opens_definite(&self, noun: usize) -> bool {
        use crate::lexicon::Class;
        let first = (0..noun).rev().take_while(|i| self.in_phrase(*i)).last();
        first.is_some_and(|first| {
            let phrase = first..noun;
            self.tokens[first].is(Class::DefiniteArticle)
                && !phrase.clone().any(|i| matches!(self.tags[i], Tag::Number | Tag::Name))
        })
    }

    fn is_heading(&self, sentence: &Range<usize>) -> bool {
        let Some(first) = self.tokens.get(sentence.start) else { return false };
        let blocks = &self.document.blocks;
        let at = blocks.partition_point(|b| b.span.end <= first.span.start);
        blocks.get(at).is_some_and(|b| b.kind.is_heading())
    }

    /// Whether a sentence is said of a name, or opens with a word that may be one.
    fn is_told_of_name(&self, sentence: &Range<usize>) -> bool {
        let unknown = |t: &crate::text::Token| t.is_word() && t.senses.is_empty() && !self.lexicon.is_definite(t.text);
        if self.tokens.get(sentence.start).is_some_and(unknown) {
            return true;
        }
        let first = sentence.clone().find(|i| self.is_predicate(*i)).unwrap_or(sentence.end);
        !self.names_in(&(sentence.start..first)).is_empty()
    }

    /// Whether a sentence is one of running text: no heading, no entry of a list, no cell, ended by a mark.
    pub(super) fn is_prose(&self, sentence: &Range<usize>) -> bool {
        self.is_sentence(sentence, |kind| kind == BlockKind::Paragraph)
    }

    /// Whether a sentence is one of running text or of an entry of a list.
    pub(super) fn is_told(&self, sentence: &Range<usize>) -> bool {
        self.is_sentence(sentence, |kind| matches!(kind, BlockKind::Paragraph | BlockKind::ListItem { .. }))
    }

    /// Whether a mark ends a sentence of a block that is wanted.
    fn is_sentence(&self, sentence: &Range<usize>, wanted: impl Fn(BlockKind) -> bool) -> bool {
        let (Some(first), Some(last)) = (self.tokens.get(sentence.start), sentence.clone().next_back()) else { return false };
        let blocks = &self.document.blocks;
        let at = blocks.partition_point(|b| b.span.end <= first.span.start);
        let ends = |at: usize| self.tokens[at].is_punct('.') || self.tokens[at].is_punct('!');
        let quoted = |at: usize| matches!(self.tokens[at].text, "\"" | "”" | ")" | "»");
        blocks.get(at).is_some_and(|b| wanted(b.kind)) && (ends(last) || quoted(last) && last > sentence.start && ends(last - 1))
    }
}

fn first_letter(word: &str) -> Option<char> {
    word.chars().flat_map(char::to_lowercase).next()
}
