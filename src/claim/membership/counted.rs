//! How many belong to a group: "the EU's 27 members", "all six states of the CSTO".

use super::{Group, Said};
use crate::claim::figures::amount_of;
use crate::claim::{Analysis, Claim};
use crate::entity::EntityId;
use crate::lexicon::Class;
use crate::value::{Members, Range as Numbers};
use std::ops::Range;

impl Analysis<'_> {
    /// "the EU's 27 members", "all 27 members of the EU", "the 6 CSTO-members", "the EU has 27 member states",
    /// "the 27-nation bloc"; and "X is a member of ORG".
    pub(super) fn counted_members(&self, index: usize, noun: usize, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
        let sentence = self.sentence(index);
        let Some((count, amount)) = self.count_before(&sentence, noun) else {
            self.is_member(index, noun, is_group, out);
            return;
        };
        let between = &self.tokens[count.end..noun];
        let restricts = between.iter().any(|t| t.is(Class::OtherThan) || t.is(Class::Former) || t.is(Class::Ordinal));
        let next = self.tokens.get(noun + 1).filter(|_| noun + 1 < sentence.end);
        // Which organisation, and where the noun phrase ends.
        let inside = self.named_in(&(count.end..noun)).into_iter().find(|e| is_group(e.entity));
        let before = self.named_before(count.start).filter(|e| is_group(e.entity));
        let of = next
            .filter(|t| t.is(Class::Of) || t.is(Class::Preposition))
            .and_then(|_| self.named_after(noun + 2))
            .filter(|e| is_group(e.entity));
        let has =
            (count.start.saturating_sub(3).max(sentence.start)..count.start).rev().find(|i| self.tokens[*i].is(Class::Have));
        let mut said = Said::GRANTED;
        let (group, span, end, definite) = if let Some(g) = before {
            (g.clone(), self.span(g.tokens.start as usize..noun + 1), noun + 1, true)
        } else if let Some(g) = inside {
            let start = self.with_article(&sentence, count.start);
            (g, self.span(start..noun + 1), noun + 1, self.is_whole(&sentence, count.start))
        } else if let Some(g) = of {
            let start = self.with_article(&sentence, count.start);
            (g.clone(), self.span(start..g.tokens.end as usize), self.after_entity(&g), self.is_whole(&sentence, count.start))
        } else if let Some(g) = has.and_then(|v| self.subject_of(&sentence, v, &[], is_group)) {
            let verb = has.unwrap_or(count.start);
            let past = self.tokens[verb].value(Class::Have) == Some(-1);
            said = Said { modality: self.modality(&sentence, verb), period: self.period(&sentence, verb) };
            if past && said.period.is_none() {
                return;
            }
            (g, self.span(count.start..noun + 1), noun + 1, true)
        } else {
            return;
        };
        let unknown = between.iter().any(|t| t.is_word() && t.senses.is_empty() && !group.span.contains(t.span));
        let goes_on = self.tokens.get(end).filter(|_| end < sentence.end);
        // "the five members that voted against", "the two members Italy and Spain": only some of them.
        let narrowed = goes_on.is_some_and(|t| t.is(Class::Relative) || t.capital && t.is_word() || t.is(Class::RangeTo));
        if !definite || restricts || unknown || narrowed {
            return;
        }
        self.push(index, Group::named(&group), Members::sized(amount), span, Box::default(), said, out);
    }

    /// Whether a word is one in which the members of a group are counted: "members", "states", and compounds of them
    /// ("sovjetstater").
    pub(super) fn names_members(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        if !t.senses.is_empty() {
            return t.is(Class::Member) || t.is(Class::Statehood);
        }
        let head = || self.lexicon.compound_head(&t.text.to_lowercase());
        t.is_word() && t.text.len() > 6 && head().is_some_and(|s| matches!(s.class, Class::Member | Class::Statehood))
    }

    /// The count with a noun of members or states after a verb: the tokens of the figure, the noun, and the amount.
    pub(super) fn count_after(&self, sentence: &Range<usize>, verb: usize) -> Option<(Range<usize>, usize, Numbers)> {
        let number = self.mentions_in(&(verb + 1..sentence.end.min(verb + 6))).find(|m| amount_of(m).is_some())?;
        let end = number.end as usize;
        let between = [Class::Of, Class::DefiniteArticle, Class::Current, Class::Whole, Class::Preposition, Class::Stop];
        if self.tokens[verb + 1..number.first as usize].iter().any(|t| !between.iter().any(|c| t.is(*c))) {
            return None;
        }
        let noun = (end..sentence.end.min(end + 5)).find(|i| self.names_members(*i))?;
        let former_members = self.tokens[end..noun].iter().any(|t| t.is(Class::Former)) && self.tokens[noun].is(Class::Member);
        let plain = self.tokens[end..noun].iter().all(crate::text::Token::is_word);
        (plain && !former_members).then_some((number.first as usize..end, noun, amount_of(number)?))
    }

    /// The count that a noun of members or states at `noun` goes with: right before it, or with words between that the
    /// caller looks at.
    pub(super) fn count_before(&self, sentence: &Range<usize>, noun: usize) -> Option<(Range<usize>, Numbers)> {
        let from = noun.saturating_sub(10).max(sentence.start);
        let number = self
            .mentions_in(&(from..noun))
            .filter(|m| m.end as usize <= noun && amount_of(m).is_some())
            .max_by_key(|m| (m.end, u32::MAX - m.first))?;
        let range = number.first as usize..number.end as usize;
        let plain = self.tokens[range.end..noun].iter().all(|t| t.is_word() || t.is_punct('-') && t.glued);
        (plain && noun - range.end <= 5).then_some((range, amount_of(number)?))
    }

    /// Whether a count stands for the whole group: "the 27", "all 27".
    pub(super) fn is_whole(&self, sentence: &Range<usize>, count: usize) -> bool {
        count > sentence.start && (self.tokens[count - 1].is(Class::DefiniteArticle) || self.tokens[count - 1].is(Class::Whole))
    }

    pub(super) fn with_article(&self, sentence: &Range<usize>, count: usize) -> usize {
        if self.is_whole(sentence, count) { count - 1 } else { count }
    }
}
