//! What a group is made of: "the CSTO consists of …", "A, B and C make up the CSTO".

use super::{Group, Said, Says};
use crate::claim::{Analysis, Claim};
use crate::entity::{EntityId, Found};
use crate::grammar::Item;
use crate::lexicon::Class;
use crate::value::{Members, Number};
use std::ops::Range;

impl Analysis<'_> {
    /// "ORG consists of …", "ORG, which includes …", "ORG – an alliance consisting of six former … states".
    pub(super) fn whole_and_parts(&self, index: usize, verb: usize, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
        let sentence = self.sentence(index);
        let excluded = self.exclusion(&sentence, verb);
        let Some(group) = self.subject_of(&sentence, verb, &excluded, is_group) else { return };
        let said = Said { modality: self.modality(&sentence, verb), period: self.period(&sentence, verb) };
        let complete = self.tokens[verb].is(Class::ConsistOf);
        if let Some((count, noun, amount)) = self.count_after(&sentence, verb) {
            if self.tokens[count.start..noun].iter().any(|t| t.is(Class::OtherThan)) && excluded.is_empty() {
                return;
            }
            let others = excluded.iter().map(|i| self.entity_of(i));
            let value = if excluded.is_empty() { Members::sized(amount) } else { Members::besides(others, amount) };
            self.push(index, Group::named(&group), value, self.span(count.start..noun + 1), Box::default(), said, out);
            // "six countries: A, B, C, D, E and F".
            let colon = noun + 1 < sentence.end && self.tokens[noun + 1].is_punct(':');
            if complete
                && colon
                && excluded.is_empty()
                && let Some(listed) = self.list_after(index, noun).filter(|l| l.closed)
            {
                self.push_list(index, &group, &listed, &[], Says::All, (verb, said), out);
            }
            return;
        }
        if let Some(listed) = self.list_after(index, verb) {
            let says = if complete && listed.closed { Says::All } else { Says::Some };
            self.push_list(index, &group, &listed, &excluded, says, (verb, said), out);
        }
    }

    /// "the five nations comprising ORG, A, B, C, D and E"; "A, B and C make up ORG".
    pub(super) fn parts_and_whole(&self, index: usize, verb: usize, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
        let sentence = self.sentence(index);
        let Some(group) = self.named_after(verb + 1).filter(|e| is_group(e.entity)) else {
            // "the EU, comprising 27 states".
            self.whole_and_parts(index, verb, is_group, out);
            return;
        };
        let after = self.after_entity(&group);
        let counted = (verb.saturating_sub(4).max(sentence.start)..verb)
            .rev()
            .find(|i| self.names_members(*i))
            .and_then(|noun| self.count_before(&sentence, noun).map(|(count, amount)| (count, noun, amount)));
        let list = self.tokens.get(after).filter(|t| t.is_punct(',') || t.is_punct(':') || t.is_punct('–') || t.is_punct('('));
        let listed = list.and_then(|_| self.list_at(&sentence, after + 1)).filter(|l| l.closed);
        let Some((count, _, amount)) = counted else { return };
        let start = self.with_article(&sentence, count.start);
        let span = self.span(start..after);
        let whole = self.is_whole(&sentence, count.start);
        if !whole {
            return;
        }
        self.push(index, Group::named(&group), Members::sized(amount), span, Box::default(), Said::GRANTED, out);
        if let Some(listed) = listed.filter(|l| amount.contains(Number::from(l.items.len() as i64))) {
            self.push_list(index, &group, &listed, &[], Says::All, (verb, Said::GRANTED), out);
        }
    }

    /// The names left out: "other than Russia", "besides Norway and Iceland".
    fn exclusion(&self, sentence: &Range<usize>, verb: usize) -> Vec<Item> {
        let Some(cue) = (sentence.start..sentence.end.min(verb + 40)).find(|i| self.tokens[*i].is(Class::Exclusion)) else {
            return Vec::new();
        };
        self.list_at(sentence, cue + 1).or_else(|| self.single_after(sentence, cue)).map_or_else(Vec::new, |l| l.items)
    }

    /// The organisation that is the subject of the verb: before it in the same clause, in apposition to it, or (verb first)
    /// right after it.
    pub(super) fn subject_of(
        &self,
        sentence: &Range<usize>,
        verb: usize,
        excluded: &[Item],
        is_group: &dyn Fn(EntityId) -> bool,
    ) -> Option<Found> {
        let wanted = |e: &Found| is_group(e.entity) && !excluded.iter().any(|i| i.span.overlaps(e.span));
        let before = self.named_in(&(sentence.start..verb)).into_iter().rfind(wanted);
        if let Some(found) = before {
            let after = self.after_entity(&found);
            let gap = verb.saturating_sub(after);
            let apposed = self.tokens.get(after).is_some_and(|t| t.is(Class::Relative) || !t.is_word()) && after < verb;
            let first = found.tokens.start as usize;
            let article = usize::from(first > sentence.start && self.tokens[first - 1].is(Class::DefiniteArticle));
            let governed = (first - article)
                .checked_sub(1)
                .filter(|i| *i >= sentence.start)
                .is_some_and(|i| self.tokens[i].is(Class::Of) || self.tokens[i].is(Class::Preposition));
            let members_of = self.tokens[after.min(verb)..verb].iter().any(|t| t.is(Class::Member));
            if (gap <= 2 || members_of && gap <= 4) && !governed && (!found.genitive || members_of) || apposed && gap <= 8 {
                return Some(found);
            }
        }
        // "Förutom Ryssland består ORG av …": the verb comes first.
        let after = self.named_after(verb + 1).filter(wanted)?;
        let opens = excluded.iter().any(|i| (i.end as usize) <= verb) || verb <= sentence.start + 2;
        (opens && !after.genitive).then_some(after)
    }
}
