//! Ranks that count what was announced: "The plan has two goals. First, …. Second, …. Third, …."

use super::items::May;
use super::{Announced, Listed};
use crate::claim::Analysis;
use crate::claim::set_below::parted;
use crate::grammar::{Kind, Reading};
use crate::lexicon::Class;
use crate::text::{Tag, stem};
use crate::value::Number;

/// The ranks stand in so many sentences; the first in one of the first two.
const SENTENCES: usize = 14;
const FIRST_WITHIN: usize = 2;
/// The noun ends its sentence, but for so many tokens.
const END_WITHIN: usize = 3;

impl Analysis<'_> {
    /// The ranks from the first on, in order, with which the sentences that follow begin. The last ones need not be told, so only more of
    /// them than were announced say something.
    pub(super) fn numbered_below(&self, index: usize, announced: &Announced) -> Option<Listed> {
        if self.sentence(index).end > announced.noun + 1 + END_WITHIN {
            return None;
        }
        let mut listed: Option<Listed> = None;
        for later in (index + 1..self.sentences.len()).take(SENTENCES).take_while(|n| !parted(self, index, *n)) {
            let next = listed.map_or(1, |l| l.most + 1);
            if let Some(last) = self.begins_with_rank(later, next, announced.noun) {
                listed = Some(Listed { least: next, most: next, last });
            } else if listed.is_none() && later - index >= FIRST_WITHIN {
                return None;
            }
        }
        let count = usize::try_from(announced.count).unwrap_or(usize::MAX);
        listed.filter(|l| l.most >= count)
    }

    /// The names that the next sentence gives of what begins this one: "Three judges were sworn in. They are Berg, Lind and Holm."
    pub(super) fn named_next(&self, index: usize, announced: &Announced) -> Option<Listed> {
        let later = index + 1;
        let leads =
            !(self.sentence(index).start..announced.first).any(|i| self.is_verb(i) || self.tokens[i].is(Class::Preposition));
        if later >= self.sentences.len() || parted(self, index, later) || !leads {
            return None;
        }
        let sentence = self.sentence(later);
        let begins =
            self.tags[sentence.start] == Tag::Pronoun && self.tokens.get(sentence.start + 1)?.value(Class::Copula).is_some();
        let end = (sentence.clone().rev()).find(|i| self.tokens[*i].is_word()).map_or(sentence.end, |last| last + 1);
        let listed = begins.then(|| self.items_of(&(sentence.start + 2..end.max(sentence.start + 2)), May::Call))??;
        // "He is Ida, Rut's son", and two names, may be one person and what is said of them.
        (listed.least > 2).then_some(listed)
    }

    /// Where a sentence, or a clause of it behind a semicolon, begins with a rank that counts the noun.
    fn begins_with_rank(&self, index: usize, rank: usize, noun: usize) -> Option<crate::text::Span> {
        let sentence = self.sentence(index);
        let value = i64::try_from(rank).ok()?;
        let begins = |at: usize| {
            let start = at.checked_sub(1).filter(|b| *b >= sentence.start);
            let article = start.is_some_and(|b| self.tokens[b].is(Class::DefiniteArticle));
            let before = if article { start.and_then(|b| b.checked_sub(1)).filter(|b| *b >= sentence.start) } else { start };
            before.is_none_or(|b| self.tokens[b].is_punct(';'))
        };
        if let Some(at) = sentence.clone().find(|at| self.tokens[*at].value(Class::Enumerator) == Some(value) && begins(*at)) {
            return Some(self.tokens[at].span);
        }
        let ranked = self.mentions_in(&sentence).filter(|m| m.kind == Kind::Ordinal).find(|m| {
            let exact = matches!(&m.reading, Reading::Amount(a) if a.range.is_exact() == Some(Number::from(value)));
            exact && begins(m.first as usize) && self.counts(m.end as usize, noun)
        });
        ranked.map(|m| m.span)
    }

    /// Whether what follows a rank is a mark, a verb, or the noun itself.
    fn counts(&self, at: usize, noun: usize) -> bool {
        let Some(t) = self.tokens.get(at) else { return false };
        let same = || stem(&self.lexicon.language, t) == stem(&self.lexicon.language, &self.tokens[noun]);
        t.is_punct(',') || t.is_punct('-') || t.is_punct(':') || t.is_punct('–') || t.is(Class::Copula) || t.is_word() && same()
    }
}
