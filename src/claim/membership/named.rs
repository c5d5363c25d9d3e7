//! Who belongs to a group, by name: "X is a member of ORG", "X joined NATO", "former members include …".

use super::{Said, Says};
use crate::claim::listing::Listed;
use crate::claim::{Analysis, Claim, Modality};
use crate::entity::{EntityId, Found};
use crate::grammar::Item;
use crate::lexicon::Class;
use crate::value::Members;
use std::collections::BTreeSet;
use std::ops::Range;

impl Analysis<'_> {
    /// "Former members include X, Y and Z": none of them is a member now.
    pub(super) fn former_members(
        &self,
        index: usize,
        at: usize,
        last: Option<EntityId>,
        is_group: &dyn Fn(EntityId) -> bool,
        out: &mut Vec<Claim>,
    ) -> bool {
        let sentence = self.sentence(index);
        let says =
            |t: &crate::text::Token| t.is(Class::Include) || t.is(Class::Copula) || t.is(Class::ConsistOf) || t.is_punct(':');
        let Some(verb) = (at + 1..sentence.end.min(at + 7)).find(|i| says(&self.tokens[*i])) else { return false };
        let words = self.tokens[at + 1..verb].iter().filter(|t| t.is_word()).count();
        let known = self.tokens[at + 1..verb].iter().any(|t| t.is(Class::Member));
        if words == 0 || !known && words > 1 {
            return false;
        }
        let Some(listed) = self.list_after(index, verb).or_else(|| self.single_after(&sentence, verb)) else { return false };
        let named = self.entities_in(&(sentence.start..verb)).find(|e| is_group(e.entity)).map(|e| e.entity);
        let Some(group) = named.or(last) else { return false };
        let roles = self.roles(&listed.items, Says::None);
        let names: BTreeSet<EntityId> = listed.items.iter().map(|i| self.entity_of(i)).collect();
        let span = self.span(at..listed.end);
        let said = Said { modality: self.modality(&sentence, verb), period: None };
        self.push(index, group, Members::excluding(names), span, roles, said, out);
        true
    }

    /// "X is a member of ORG", "A, B and C are not members of ORG".
    pub(super) fn is_member(&self, index: usize, noun: usize, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
        let sentence = self.sentence(index);
        let of = self.tokens.get(noun + 1).is_some_and(|t| t.is(Class::Of) || t.is(Class::Preposition));
        let after = if of { self.entity_after(noun + 2) } else { None };
        let Some(group) = after.or_else(|| self.entity_before(noun)).filter(|e| is_group(e.entity)) else { return };
        let stop = if of { noun } else { group.tokens.start as usize };
        let copula = (stop.saturating_sub(5).max(sentence.start)..stop).rev().find(|i| self.tokens[*i].is(Class::Copula));
        let Some(copula) = copula.filter(|c| self.tokens[*c].value(Class::Copula) != Some(-1)) else { return };
        let between = &self.tokens[copula + 1..stop];
        let plain =
            [Class::Article, Class::DefiniteArticle, Class::Negator, Class::Stop, Class::Current, Class::Whole, Class::Each];
        if between.iter().any(|t| t.is_word() && !plain.iter().any(|c| t.is(*c))) {
            return;
        }
        self.named_members(index, copula, group, Says::Some, out);
    }

    /// "X joined ORG", "X left ORG".
    pub(super) fn joined_or_left(&self, index: usize, verb: usize, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
        let sentence = self.sentence(index);
        let Some(group) = self.entity_after(verb + 1).filter(|e| is_group(e.entity)) else { return };
        let next = self.tokens.get(self.after_entity(group)).filter(|t| !t.starts_sentence);
        // "left EU headquarters", "joined NATO allies in …".
        if group.genitive
            || next.is_some_and(|t| t.is_word() && !t.is(Class::Preposition) && !t.is(Class::And) && !t.is(Class::Ago))
        {
            return;
        }
        let says = if self.tokens[verb].is(Class::Join) { Says::Some } else { Says::None };
        if self.period(&sentence, verb).is_none() && says == Says::Some {
            return;
        }
        self.named_members(index, verb, group, says, out);
    }

    /// The states named right before a verb are members of the group, or are not.
    fn named_members(&self, index: usize, verb: usize, group: &Found, says: Says, out: &mut Vec<Claim>) {
        let sentence = self.sentence(index);
        let start = self.clause_start(&sentence, verb);
        let listed =
            (sentence.start..verb).find_map(|at| self.list_at(&sentence, at).filter(|l| l.end + 1 >= verb && l.end <= verb));
        let items = match listed {
            Some(l) => l.items,
            None => match self.entities_in(&(start..verb)).last().filter(|e| verb - (e.tokens.end as usize) <= 1) {
                Some(e) => vec![Item { first: e.tokens.start, end: e.tokens.end, span: e.span }],
                None => return,
            },
        };
        let known = items.iter().all(|i| self.entities_in(&(i.first as usize..i.end as usize)).next().is_some());
        let alone = items[0].first as usize <= start + 1
            || self.tokens[..items[0].first as usize].last().is_some_and(|t| !t.is_word() || t.is(Class::DefiniteArticle));
        let modality = self.modality(&sentence, verb);
        if !known || !alone || matches!(modality, Modality::Foreseen | Modality::Supposed) {
            return;
        }
        let says = match (says, modality) {
            (Says::Some, Modality::Negated) => Says::None,
            (Says::None, Modality::Negated) => return,
            (s, _) => s,
        };
        let names = items.iter().map(|i| self.entity_of(i));
        let value = if says == Says::None { Members::excluding(names) } else { Members::including(names) };
        let span = items[0].span.to(group.span);
        let roles = self.roles(&items, says);
        self.push(index, group.entity, value, span, roles, Said::GRANTED, out);
    }

    pub(super) fn single_after(&self, sentence: &Range<usize>, verb: usize) -> Option<Listed> {
        let found = self.entity_after(verb + 1).filter(|e| (e.tokens.end as usize) <= sentence.end)?;
        let item = Item { first: found.tokens.start, end: found.tokens.end, span: found.span };
        Some(Listed { items: vec![item], closed: true, end: found.tokens.end as usize })
    }
}
