//! Who belongs to an organisation, and how many: "the CSTO consists of …", "the EU's 27 members", "X joined NATO".
//!
//! Every claim here is a set of possible member sets ([`Members`]), so counts, complete lists, open lists, former members
//! and "other than X" all meet or clash with each other by one operation.

use super::figures::amount_of;
use super::listing::Listed;
use super::{Analysis, Claim, ClaimKind, Form, Modality, Role};
use crate::entity::{EntityId, Found};
use crate::grammar::Item;
use crate::lexicon::{Class, id_hash};
use crate::text::Span;
use crate::value::{Days, Members, Number, Range as Numbers, Value};
use std::collections::BTreeSet;
use std::ops::Range;

/// The attribute of all claims about who belongs to a group.
pub(crate) const MEMBER: u64 = id_hash("member");

/// What a membership verb says of the list after it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// These and no others.
    All,
    /// These, and perhaps others.
    Some,
    /// None of these.
    None,
}

/// What is said of a claim as a whole.
#[derive(Clone, Copy)]
struct Said {
    modality: Modality,
    period: Option<Days>,
}

impl Said {
    /// A definite noun phrase takes for granted what it says, whatever the clause around it does.
    const GRANTED: Self = Self { modality: Modality::Asserted, period: None };
}

impl Analysis<'_> {
    /// All claims about membership, in the order of the text.
    pub(super) fn membership(&self, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
        let mut last_group: Option<(usize, EntityId)> = None;
        for index in 0..self.sentences.len() {
            let sentence = self.sentence(index);
            let groups = self.entities_in(&sentence).any(|e| is_group(e.entity));
            let former = self.tokens[sentence.clone()].iter().any(|t| t.is(Class::Former));
            if !groups && !former {
                continue;
            }
            let first = out.len();
            for at in sentence.clone() {
                let t = &self.tokens[at];
                if t.is(Class::Former)
                    && self.former_members(index, at, last_group.filter(|(i, _)| index - i < 12).map(|l| l.1), is_group, out)
                {
                    break;
                }
                if t.is(Class::ConsistOf) || t.is(Class::Include) {
                    self.whole_and_parts(index, at, is_group, out);
                } else if t.is(Class::MakeUp) {
                    self.parts_and_whole(index, at, is_group, out);
                } else if self.names_members(at) {
                    self.counted_members(index, at, is_group, out);
                } else if t.is(Class::Join) || t.is(Class::Leave) {
                    self.joined_or_left(index, at, is_group, out);
                }
            }
            if let Some(claim) = out[first..].last() {
                last_group = Some((index, EntityId(claim.subject)));
            }
        }
    }

    /// Whether a word is one in which the members of a group are counted: "members", "states", and compounds of them
    /// ("sovjetstater").
    fn names_members(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        if !t.senses.is_empty() {
            return t.is(Class::Member) || t.is(Class::Statehood);
        }
        let head = || self.lexicon.compound_head(&t.text.to_lowercase());
        t.is_word() && t.text.len() > 6 && head().is_some_and(|s| matches!(s.class, Class::Member | Class::Statehood))
    }

    /// "ORG consists of …", "ORG, which includes …", "ORG – an alliance consisting of six former … states".
    fn whole_and_parts(&self, index: usize, verb: usize, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
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
            self.push(index, group.entity, value, self.span(count.start..noun + 1), Box::default(), said, out);
            // "six countries: A, B, C, D, E and F".
            let colon = noun + 1 < sentence.end && self.tokens[noun + 1].is_punct(':');
            if complete
                && colon
                && excluded.is_empty()
                && let Some(listed) = self.list_after(index, noun).filter(|l| l.closed)
            {
                self.push_list(index, group, &listed, &[], Says::All, (verb, said), out);
            }
            return;
        }
        if let Some(listed) = self.list_after(index, verb) {
            let says = if complete && listed.closed { Says::All } else { Says::Some };
            self.push_list(index, group, &listed, &excluded, says, (verb, said), out);
        }
    }

    /// "the five nations comprising ORG, A, B, C, D and E"; "A, B and C make up ORG".
    fn parts_and_whole(&self, index: usize, verb: usize, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
        let sentence = self.sentence(index);
        let Some(group) = self.entity_after(verb + 1).filter(|e| is_group(e.entity)) else {
            // "the EU, comprising 27 states".
            self.whole_and_parts(index, verb, is_group, out);
            return;
        };
        let after = self.after_entity(group);
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
        self.push(index, group.entity, Members::sized(amount), span, Box::default(), Said::GRANTED, out);
        if let Some(listed) = listed.filter(|l| amount.contains(Number::from(l.items.len() as i64))) {
            self.push_list(index, group, &listed, &[], Says::All, (verb, Said::GRANTED), out);
        }
    }

    /// "the EU's 27 members", "all 27 members of the EU", "the 6 CSTO-members", "the EU has 27 member states",
    /// "the 27-nation bloc"; and "X is a member of ORG".
    fn counted_members(&self, index: usize, noun: usize, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
        let sentence = self.sentence(index);
        let Some((count, amount)) = self.count_before(&sentence, noun) else {
            self.is_member(index, noun, is_group, out);
            return;
        };
        let between = &self.tokens[count.end..noun];
        let restricts = between.iter().any(|t| t.is(Class::OtherThan) || t.is(Class::Former) || t.is(Class::Ordinal));
        let next = self.tokens.get(noun + 1).filter(|_| noun + 1 < sentence.end);
        // Which organisation, and where the noun phrase ends.
        let inside = self.entities_in(&(count.end..noun)).find(|e| is_group(e.entity));
        let before = self.entity_before(count.start).filter(|e| is_group(e.entity));
        let of = next
            .filter(|t| t.is(Class::Of) || t.is(Class::Preposition))
            .and_then(|_| self.entity_after(noun + 2))
            .filter(|e| is_group(e.entity));
        let has =
            (count.start.saturating_sub(3).max(sentence.start)..count.start).rev().find(|i| self.tokens[*i].is(Class::Have));
        let mut said = Said::GRANTED;
        let (group, span, end, definite) = if let Some(g) = before {
            (g, self.span(g.tokens.start as usize..noun + 1), noun + 1, true)
        } else if let Some(g) = inside {
            let start = self.with_article(&sentence, count.start);
            (g, self.span(start..noun + 1), noun + 1, self.is_whole(&sentence, count.start))
        } else if let Some(g) = of {
            let start = self.with_article(&sentence, count.start);
            (g, self.span(start..g.tokens.end as usize), self.after_entity(g), self.is_whole(&sentence, count.start))
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
        self.push(index, group.entity, Members::sized(amount), span, Box::default(), said, out);
    }

    /// "Former members include X, Y and Z": none of them is a member now.
    fn former_members(
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

    fn single_after(&self, sentence: &Range<usize>, verb: usize) -> Option<Listed> {
        let found = self.entity_after(verb + 1).filter(|e| (e.tokens.end as usize) <= sentence.end)?;
        let item = Item { first: found.tokens.start, end: found.tokens.end, span: found.span };
        Some(Listed { items: vec![item], closed: true, end: found.tokens.end as usize })
    }

    /// "X is a member of ORG", "A, B and C are not members of ORG".
    fn is_member(&self, index: usize, noun: usize, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
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
    fn joined_or_left(&self, index: usize, verb: usize, is_group: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
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
        if !known || !alone || modality == Modality::Supposed {
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

    /// The names left out: "other than Russia", "besides Norway and Iceland".
    fn exclusion(&self, sentence: &Range<usize>, verb: usize) -> Vec<Item> {
        let Some(cue) = (sentence.start..sentence.end.min(verb + 40)).find(|i| self.tokens[*i].is(Class::Exclusion)) else {
            return Vec::new();
        };
        self.list_at(sentence, cue + 1).or_else(|| self.single_after(sentence, cue)).map_or_else(Vec::new, |l| l.items)
    }

    /// The organisation that is the subject of the verb: before it in the same clause, in apposition to it, or (verb first)
    /// right after it.
    fn subject_of(
        &self,
        sentence: &Range<usize>,
        verb: usize,
        excluded: &[Item],
        is_group: &dyn Fn(EntityId) -> bool,
    ) -> Option<&Found> {
        let wanted = |e: &&Found| is_group(e.entity) && !excluded.iter().any(|i| i.span.overlaps(e.span));
        let before = self.entities_in(&(sentence.start..verb)).filter(wanted).last();
        if let Some(found) = before {
            let after = self.after_entity(found);
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
        let after = self.entity_after(verb + 1).filter(wanted)?;
        let opens = excluded.iter().any(|i| (i.end as usize) <= verb) || verb <= sentence.start + 2;
        (opens && !after.genitive).then_some(after)
    }

    /// The count with a noun of members or states after a verb: the tokens of the figure, the noun, and the amount.
    fn count_after(&self, sentence: &Range<usize>, verb: usize) -> Option<(Range<usize>, usize, Numbers)> {
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
    fn count_before(&self, sentence: &Range<usize>, noun: usize) -> Option<(Range<usize>, Numbers)> {
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
    fn is_whole(&self, sentence: &Range<usize>, count: usize) -> bool {
        count > sentence.start && (self.tokens[count - 1].is(Class::DefiniteArticle) || self.tokens[count - 1].is(Class::Whole))
    }

    fn with_article(&self, sentence: &Range<usize>, count: usize) -> usize {
        if self.is_whole(sentence, count) { count - 1 } else { count }
    }

    fn roles(&self, items: &[Item], says: Says) -> Box<[Role]> {
        let role = |i: &Item| {
            let entity = self.entity_of(i);
            let value = if says == Says::None { Members::excluding([entity]) } else { Members::including([entity]) };
            Role { role: entity.0, value: Value::Members(value), span: i.span }
        };
        items.iter().map(role).collect()
    }

    #[expect(clippy::too_many_arguments, reason = "one call for every shape of a list")]
    fn push_list(
        &self,
        index: usize,
        group: &Found,
        listed: &Listed,
        excluded: &[Item],
        says: Says,
        (verb, said): (usize, Said),
        out: &mut Vec<Claim>,
    ) {
        let all: Vec<Item> = excluded.iter().chain(&listed.items).copied().collect();
        let names = all.iter().map(|i| self.entity_of(i));
        let value = if says == Says::All { Members::exactly(names) } else { Members::including(names) };
        let verb_to_end = self.tokens[verb].span.to(self.span(listed.end - 1..listed.end));
        let names_only = listed.items[0].span.to(listed.items[listed.items.len() - 1].span);
        let span = if verb_to_end.end - verb_to_end.start > 400 { names_only } else { verb_to_end };
        self.push(index, group.entity, value, span, self.roles(&all, says), said, out);
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of a claim")]
    fn push(
        &self,
        index: usize,
        group: EntityId,
        value: Members<EntityId>,
        span: Span,
        roles: Box<[Role]>,
        said: Said,
        out: &mut Vec<Claim>,
    ) {
        let sentence = self.sentence(index);
        out.push(Claim {
            kind: ClaimKind::MEMBERS,
            subject: group.0,
            attribute: MEMBER,
            value: Value::Members(value),
            roles,
            span,
            sentence: index as u32,
            period: said.period,
            speaker: self.speaker(&sentence),
            modality: said.modality,
            form: Form::Plain,
            context: Box::default(),
        });
    }
}
