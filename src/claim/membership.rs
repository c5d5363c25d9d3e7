//! Who belongs to an organisation, and how many: "the CSTO consists of …", "the EU's 27 members", "X joined NATO".
//!
//! Every claim here is a set of possible member sets ([`Members`]), so counts, complete lists, open lists, former members
//! and "other than X" all meet or clash with each other by one operation.

mod composed;
mod counted;
mod groups;
mod named;

use super::listing::Listed;
use super::{Analysis, Claim, ClaimKind, Modality, Role};
use crate::entity::{EntityId, Found};
use crate::grammar::Item;
use crate::lexicon::{Class, id_hash};
use crate::text::{ClassSet, Span};
use crate::value::{Days, Members, Value};

/// The attribute of all claims about who belongs to a group.
pub(crate) const MEMBER: u64 = id_hash("member");

/// Words that say who belongs to a group.
const TELLS: ClassSet = ClassSet::new(&[
    Class::Former,
    Class::ConsistOf,
    Class::Include,
    Class::MakeUp,
    Class::Join,
    Class::Leave,
    Class::Belong,
    Class::Member,
]);

/// The role of the name of a group, as its text has it.
pub(crate) const GROUP: u64 = id_hash("group");

/// A group, and its name in the text.
#[derive(Clone, Copy)]
struct Group {
    id: EntityId,
    told: Option<Span>,
}

impl Group {
    /// What a name stands for as a group.
    fn named(found: &Found) -> Self {
        Self { id: found.entity, told: Some(found.span) }
    }

    /// The group of a claim.
    fn of(claim: &Claim) -> Self {
        Self { id: EntityId(claim.subject), told: claim.roles.iter().find(|r| r.role == GROUP).map(|r| r.span) }
    }
}

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
        let mut last_group: Option<(usize, Group)> = None;
        for index in 0..self.sentences.len() {
            let sentence = self.sentence(index);
            if !sentence.clone().any(|at| self.tokens[at].is_any(&TELLS) || self.names_members(at)) {
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
                } else if t.is(Class::Belong) {
                    self.belongs_to(index, at, is_group, out);
                } else if t.is(Class::Join) || t.is(Class::Leave) {
                    self.joined_or_left(index, at, is_group, out);
                }
            }
            if let Some(claim) = out[first..].last() {
                last_group = Some((index, Group::of(claim)));
            }
        }
    }

    fn roles(&self, items: &[Item], says: Says) -> Box<[Role]> {
        let role = |i: &Item| {
            let entity = self.entity_of(i);
            let value = if says == Says::None { Members::excluding([entity]) } else { Members::including([entity]) };
            Role { role: entity.0, value: Value::Members(Box::new(value)), span: i.span }
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
        self.push(index, Group::named(group), value, span, self.roles(&all, says), said, out);
    }

    #[expect(clippy::too_many_arguments, reason = "the fields of a claim")]
    fn push(
        &self,
        index: usize,
        group: Group,
        value: Members<EntityId>,
        span: Span,
        roles: Box<[Role]>,
        said: Said,
        out: &mut Vec<Claim>,
    ) {
        let sentence = self.sentence(index);
        let told = group.told.map(|span| Role { role: GROUP, value: Value::Text(String::new()), span });
        out.push(Claim {
            subject: group.id.0,
            attribute: MEMBER,
            roles: roles.into_iter().chain(told).collect(),
            period: said.period,
            speaker: self.speaker(&sentence),
            modality: said.modality,
            ..Claim::new(ClaimKind::MEMBERS, Value::Members(Box::new(value)), span, index as u32)
        });
    }
}
