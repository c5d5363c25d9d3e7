//! What a text itself says is wrong: "a slip", "which does not add up", "Wrong: …". It is told, and not asserted.

use super::{Analysis, Claim, Modality};
use crate::lexicon::Class;
use crate::text::Span;

/// As far from a sentence's begin a label stands ("Wrong:", "An error:"), or what forbids the words in quotation marks ("Do not write …").
const OPENING: usize = 4;

impl Analysis<'_> {
    /// Takes the claims that their sentence calls wrong for what is denied.
    pub(super) fn mistakes(&self, claims: &mut [Claim]) {
        for claim in claims.iter_mut().filter(|claim| claim.modality == Modality::Asserted) {
            if self.is_called_wrong(claim) {
                claim.modality = Modality::Negated;
            }
        }
    }

    fn is_called_wrong(&self, claim: &Claim) -> bool {
        let Some(sentence) = self.sentences.get(claim.sentence as usize) else { return false };
        let words = sentence.tokens.clone();
        let outside = |at: &usize| !self.tokens[*at].span.overlaps(claim.span);
        let says = |at: usize, what: i64| self.tokens[at].value(Class::Wrong) == Some(what);
        let denied = || words.clone().any(|at| self.tokens[at].is(Class::Negator));
        if words.clone().filter(outside).any(|at| says(at, 0) || says(at, 2) && denied()) {
            return true;
        }
        let opening = words.start..words.end.min(words.start + OPENING);
        let label = opening
            .clone()
            .find(|at| self.tokens[*at].is_punct(':'))
            .is_some_and(|colon| self.tokens[colon].span.end <= claim.span.start && (words.start..colon).any(|at| says(at, 1)));
        label
            || self.stands_in_quotes(&words, claim.span)
                && opening.into_iter().filter(outside).any(|at| self.tokens[at].is(Class::Negator))
    }

    /// Whether quotation marks stand on both sides of a place in its sentence; a few quoted words are no quote to the grammar.
    fn stands_in_quotes(&self, words: &std::ops::Range<usize>, span: Span) -> bool {
        let mark = |at: usize| matches!(self.tokens[at].text, "\"" | "“" | "”" | "»" | "«" | "„");
        let marks = || words.clone().filter(|at| mark(*at));
        marks().any(|at| self.tokens[at].span.end <= span.start) && marks().any(|at| self.tokens[at].span.start >= span.end)
    }
}
