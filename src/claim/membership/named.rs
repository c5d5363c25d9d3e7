//! Who belongs to a group, by name: "X is a member of ORG", "X joined NATO", "former members include …".

use super::{Group, Said, Says};
use crate::claim::listing::Listed;
use crate::claim::{Analysis, Claim, Modality};
use crate::entity::{EntityId, Found};
use crate::grammar::Item;
use crate::lexicon::Class;
use crate::text::Tag;
use crate::value::Members;
use std::collections::BTreeSet;
use std::ops::Range;

impl Analysis<'_> {
    /// "Former members include X, Y and Z": none of them is a member now.
    pub(super) fn former_members(
        &self,
        index: usize,
        at: usize,
        last: Option<Group>,
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
        let named = self.named_in(&(sentence.start..verb)).into_iter().find(|e| is_group(e.entity)).map(|e| Group::named(&e));
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
        let after = if of { self.named_after(noun + 2) } else { None };
        let Some(group) = after.or_else(|| self.named_before(noun)).filter(|e| is_group(e.entity)) else { return };
        let stop = if of { noun } else { group.tokens.start as usize };
        if let Some(member) = self.member_beside(&sentence, noun, &group, stop) {
            return self.push_member(index, &[member], &group, Says::Some, out);
        }
        let copula = (stop.saturating_sub(5).max(sentence.start)..stop).rev().find(|i| self.tokens[*i].is(Class::Copula));
        let Some(copula) = copula.filter(|c| self.tokens[*c].value(Class::Copula) != Some(-1)) else { return };
        let between = &self.tokens[copula + 1..stop];
        let plain =
            [Class::Article, Class::DefiniteArticle, Class::Negator, Class::Stop, Class::Current, Class::Whole, Class::Each];
        if between.iter().any(|t| t.is_word() && !plain.iter().any(|c| t.is(*c))) {
            return;
        }
        self.named_members(index, copula, &group, Says::Some, out);
    }

    /// "X belongs to ORG".
    pub(super) fn belongs_to(&self, index: usize, verb: usize, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
        if let Some(group) = self.named_after(verb + 1).filter(|e| is_group(e.entity) && !e.genitive) {
            self.named_members(index, verb, &group, Says::Some, out);
        }
    }

    /// "X joined ORG", "X left ORG".
    pub(super) fn joined_or_left(&self, index: usize, verb: usize, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
        let sentence = self.sentence(index);
        let Some(group) = self.named_after(verb + 1).filter(|e| is_group(e.entity)) else { return };
        let next = self.tokens.get(self.after_entity(&group)).filter(|t| !t.starts_sentence);
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
        self.named_members(index, verb, &group, says, out);
    }

    /// The states named right before a verb are members of the group, or are not.
    fn named_members(&self, index: usize, verb: usize, group: &Found, says: Says, out: &mut Vec<Claim>) {
        let sentence = self.sentence(index);
        let start = self.clause_start(&sentence, verb);
        let listed =
            (sentence.start..verb).find_map(|at| self.list_at(&sentence, at).filter(|l| l.end + 1 >= verb && l.end <= verb));
        let items = match listed {
            Some(l) => l.items,
            None => match self.named_in(&(start..verb)).into_iter().next_back().filter(|e| verb - (e.tokens.end as usize) <= 1) {
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
        self.push_member(index, &items, group, says, out);
    }

    fn push_member(&self, index: usize, items: &[Item], group: &Found, says: Says, out: &mut Vec<Claim>) {
        let names = items.iter().map(|i| self.entity_of(i));
        let value = if says == Says::None { Members::excluding(names) } else { Members::including(names) };
        let first = items.first().map_or(group.span, |item| item.span);
        let span = if first.start < group.span.start { first.to(group.span) } else { group.span.to(first) };
        let roles = self.roles(items, says);
        self.push(index, Group::named(group), value, span, roles, Said::GRANTED, out);
    }

    /// "X, a member of ORG,", "X, an ORG member,", "ORG member X": whom the noun stands beside. `stop` is where its phrase begins, but for
    /// an article.
    fn member_beside(&self, sentence: &Range<usize>, noun: usize, group: &Found, stop: usize) -> Option<Item> {
        let item = |e: Found| Item { first: e.tokens.start, end: e.tokens.end, span: e.span };
        let closed = |at: usize| {
            self.tokens.get(at).is_none_or(|t| t.starts_sentence || t.is_punct(',') || t.is_punct('.') || t.is_punct(')'))
        };
        let end = if stop == noun { self.after_entity(group) } else { noun + 1 };
        let article = stop.checked_sub(1).filter(|at| sentence.contains(at) && self.tokens[*at].is(Class::Article));
        let comma = article.and_then(|at| at.checked_sub(1)).filter(|at| sentence.contains(at) && self.tokens[*at].is_punct(','));
        // "A member of the Vesper quartet,": the noun is part of the group's name.
        let noun_behind = self.tags.get(end).is_some_and(|tag| *tag == Tag::Noun);
        if let Some(comma) = comma.filter(|_| closed(end) || noun_behind && closed(end + 1)) {
            let one = self.named_before(comma)?;
            // "Norway, Croatia, a member of …": the last of several names.
            let first = one.tokens.start as usize;
            let alone =
                first == sentence.start || !self.tokens[first - 1].is_punct(',') && !self.tokens[first - 1].is(Class::And);
            return alone.then(|| item(one));
        }
        if stop == noun || group.tokens.end as usize != noun {
            return None;
        }
        let name = self
            .named_after(noun + 1)
            .filter(|e| e.tokens.start as usize == noun + 1 && (e.tokens.end as usize) <= sentence.end && !e.genitive)?;
        let goes_on = self
            .tokens
            .get(name.tokens.end as usize)
            .is_some_and(|t| !t.starts_sentence && (t.is(Class::And) || t.is_punct(',')));
        (!goes_on).then(|| item(name))
    }

    pub(super) fn single_after(&self, sentence: &Range<usize>, verb: usize) -> Option<Listed> {
        let found = self.named_after(verb + 1).filter(|e| (e.tokens.end as usize) <= sentence.end)?;
        let item = Item { first: found.tokens.start, end: found.tokens.end, span: found.span };
        Some(Listed { items: vec![item], closed: true, end: found.tokens.end as usize })
    }
}
