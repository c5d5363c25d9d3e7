//! The words of the keys and heads that say what a value is of.

use super::{Reader, YEAR};
use crate::claim::context::{CONCEPTS, EMPTY, fold};
use crate::lexicon::{Class, Sense};
use crate::source::{Block, BlockKind};
use crate::text::{self, ClassSet, Span, Token, TokenKind, stem};

/// Words that measure or bound a value, and say nothing of what it is of.
const UNITS: ClassSet = ClassSet::new(&[
    Class::Unit,
    Class::TimeUnit,
    Class::Currency,
    Class::CurrencySign,
    Class::Percent,
    Class::NumberSuffix,
    Class::Multiplier,
]);
const BOUNDS: ClassSet = ClassSet::new(&[Class::HedgeAtMost, Class::HedgeAtLeast]);

/// A word of a name.
pub(super) struct Word {
    pub(super) text: String,
    /// All that a text may say for it.
    pub(super) keys: Vec<u32>,
    pub(super) unit: bool,
    pub(super) bound: bool,
    /// The year that it is.
    pub(super) year: Option<i16>,
}

impl Reader<'_> {
    /// The words of a name that say something.
    pub(super) fn words(&self, name: &str) -> Vec<Word> {
        let block = Block { span: Span::new(0, name.len()), kind: BlockKind::Paragraph };
        let tokens = text::lex(name, &[block], self.lexicon);
        let symbols = |t: &Token| t.is_any(&UNITS);
        let kept = tokens.iter().filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Digits) || symbols(t));
        let mut words: Vec<Word> = Vec::new();
        let mut joined = false;
        for t in kept {
            match self.word(t) {
                // "Bookings per day": a unit behind a small word is no measure of the value.
                Some(word) if !(joined && word.unit) => {
                    words.push(word);
                    joined = false;
                }
                Some(_) => {}
                None => joined = true,
            }
        }
        // A measure ends the name: "timeout seconds", "price (SEK)"; "day rate" and "second bridge" have none.
        let measured = words.iter().rposition(|word| !word.unit).map_or(0, |last| last + 1);
        words.iter_mut().take(measured).for_each(|word| word.unit = false);
        words
    }

    fn word(&self, t: &Token) -> Option<Word> {
        let year = (t.kind == TokenKind::Digits && t.text.len() == YEAR).then(|| t.text.parse().ok()).flatten();
        let senses: Vec<Sense> = self.all.iter().flat_map(|l| l.senses(t.text)).chain(t.senses).copied().collect();
        let any = |classes: &ClassSet| senses.iter().any(|s| classes.has(s.class));
        let (unit, bound) = (any(&UNITS) || t.is_any(&UNITS), any(&BOUNDS));
        let mut keys = vec![fold(t.word)];
        if t.kind == TokenKind::Word {
            if !unit && !bound && (any(&EMPTY) || t.text.len() < 2) {
                return None;
            }
            keys.extend(self.all.iter().map(|l| fold(stem(&l.language, t))));
            keys.extend(senses.iter().filter(|s| CONCEPTS.has(s.class)).map(|s| fold(s.id)));
            keys.extend(self.all.iter().flat_map(|l| l.quantities().longest(&[t.word]).1).map(fold));
        }
        keys.sort_unstable();
        keys.dedup();
        Some(Word { text: t.text.to_owned(), keys, unit, bound, year })
    }
}
