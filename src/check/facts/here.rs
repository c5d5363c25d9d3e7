//! Where a sentence of a draft stands, and which facts it names there.

use super::super::{Corpus, support};
use super::{Fact, Facts};
use crate::claim::{Claim, Marks, Passage, Word};
use crate::text::Span;
use crate::value::Value;
use rustc_hash::FxHashSet;

/// What a name weighs in a sentence at least, in tenths.
const NAME: u8 = 18;
/// A heading of this level names the document.
const TITLE: u8 = 1;

/// Where a draft's sentence stands, and what is named there.
pub(super) struct Here<'a> {
    pub(super) document: u32,
    pub(super) passage: &'a Passage,
    words: &'a [Word],
    /// What the sentence says.
    pub(super) said: FxHashSet<u32>,
    /// What the headings above it say.
    pub(super) above: FxHashSet<u32>,
    /// The names in those headings, but for the document's title.
    headed: Vec<u32>,
}

impl<'a> Facts<'a> {
    pub(super) fn here(&self, document: u32, passage: &'a Passage) -> Here<'a> {
        let read = &self.corpus.read[document as usize];
        let mut said: FxHashSet<u32> = passage.features.iter().map(|(hash, _)| *hash).collect();
        let words = read.wording.of(&passage.words);
        // A word with a capital is a name to its features, and a word all the same.
        said.extend(words.iter().flat_map(|word| [word.key, word.exact]));
        said.extend(read.wording.beside_in(passage.span).iter().map(|beside| beside.key));
        said.remove(&0);
        let (mut above, mut headed) = (FxHashSet::default(), Vec::new());
        let before = read.headings().partition_point(|(span, _)| span.start < passage.span.start);
        let mut level = u8::MAX;
        for (span, own) in
            read.headings().get(..before).unwrap_or_default().iter().rev().filter(|(span, _)| *span != passage.span)
        {
            if *own < level {
                level = *own;
                let Some(heading) = support::sentence(&read.passages, *span) else { continue };
                let words = read.wording.of(&heading.words).iter().flat_map(|word| [word.key, word.exact]);
                above.extend(heading.features.iter().map(|(hash, _)| *hash).chain(words));
                if level > TITLE {
                    headed.extend(heading.features.iter().filter(|(_, weight)| *weight >= NAME).map(|(hash, _)| *hash));
                    let named = read.wording.of(&heading.words).iter().filter(|word| is_name(word));
                    headed.extend(named.map(|word| if word.key == 0 { word.exact } else { word.key }));
                }
            }
        }
        above.remove(&0);
        Here { document, passage, words, said, above, headed }
    }
}

impl Here<'_> {
    /// Whether all words of a fact stand here, and what is its own in the sentence itself.
    pub(super) fn names(&self, fact: &Fact) -> bool {
        let said = |word: &&Vec<u32>| word.iter().any(|hash| self.said.contains(hash));
        let told = |word: &Vec<u32>| word.iter().any(|hash| self.said.contains(hash) || self.above.contains(hash));
        let keyed = fact.key.is_some_and(|key| self.said.contains(&key));
        let own = keyed || fact.own.iter().all(told) && fact.own.iter().any(|word| said(&word));
        let by_subject = fact.own.is_empty() && fact.subject.iter().all(|word| said(&word));
        (own || by_subject) && fact.subject.iter().all(told)
    }

    /// Where the words of what a fact is about begin in the sentence.
    pub(super) fn first(&self, fact: &Fact) -> Option<usize> {
        let word = fact.subject.first()?;
        self.words.iter().position(|w| word.contains(&w.key) || word.contains(&w.exact))
    }

    /// Whether the sentence says plainly what it says, and of nothing but these facts.
    pub(super) fn is_plain(&self, corpus: &Corpus, facts: &[&Fact], claim: &Claim) -> bool {
        let read = &corpus.read[self.document as usize];
        let of_fact = |hash: &u32| facts.iter().any(|fact| fact.knows(*hash));
        let figures: Vec<Span> =
            self.passage.figures.clone().filter_map(|figure| read.claims.get(figure as usize)).map(|claim| claim.span).collect();
        let mut words = self.words.iter().filter(|word| !figures.iter().any(|span| span.overlaps(word.span())));
        let open = [Marks::NEGATOR, Marks::SUPPOSED, Marks::OTHERWISE];
        let apart = words.any(|word| {
            let known =
                of_fact(&word.key) || of_fact(&word.exact) || self.above.contains(&word.key) || self.above.contains(&word.exact);
            open.iter().any(|mark| word.marks.has(*mark)) || is_name(word) && !known
        });
        // "In version 2 it is 60": of another time, or another edition.
        let dated =
            self.passage.figures.clone().filter_map(|figure| read.claims.get(figure as usize)).any(|other| match &other.value {
                Value::Days(_) => claim.period.is_none() && !matches!(claim.value, Value::Days(_)),
                Value::Text(_) => true,
                _ => false,
            });
        !apart && !dated && self.headed.iter().all(of_fact)
    }
}

/// Whether a word names something.
fn is_name(word: &Word) -> bool {
    word.marks.has(Marks::NAMED) || word.marks.has(Marks::CAPITAL) && !word.marks.has(Marks::STARTS)
}
