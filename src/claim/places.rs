//! Where events took place: "the fifth conference on polar law was held in Bergen in 2019".
//!
//! ```text
//! place = event , takes place , preposition of place , name | name , hosts , event
//!       | event , "," , relative , name , hosts | event , hosted , by , name
//! ```
//! An event that nothing tells from others of its kind (neither its number in its series nor a name) says nothing.

use super::context::Placed;
use super::{Analysis, Claim, ClaimKind, Modality, Role};
use crate::entity::{EntityId, Found};
use crate::grammar::{Kind, Reading};
use crate::lexicon::{Class, id_hash};
use crate::text::TokenKind;
use crate::value::{Members, Value};
use std::ops::Range;

/// Words before an event's noun that still tell which event it is.
const BEFORE: usize = 8;
/// How far an event and its place may stand apart, in tokens.
const APART: usize = 14;

impl Analysis<'_> {
    /// Where each event took place whose sentence says so.
    pub(super) fn places(&self, out: &mut Vec<Claim>) {
        for (index, sentence) in self.sentences.iter().enumerate() {
            let sentence = &sentence.tokens;
            for verb in sentence.clone() {
                let Some(sense) = self.tokens[verb].sense(Class::TakesPlace) else { continue };
                let found = if sense.value < 0 { self.hosted(sentence, verb) } else { self.held(sentence, verb) };
                let Some((noun, place)) = found else { continue };
                // "was to be held", "will be held", "hölls inte": it is planned, or denied. (Swedish "om" before it is no "if".)
                let before = verb.saturating_sub(3).max(sentence.start)..verb;
                let open = [Class::RangeTo, Class::Modal, Class::Planned, Class::Future, Class::Negator];
                let asserts = !before.into_iter().any(|i| open.iter().any(|c| self.tokens[i].is(*c)))
                    && !(verb + 1..(verb + 3).min(sentence.end)).any(|i| self.tokens[i].is(Class::Negator));
                if !asserts {
                    continue;
                }
                if let Some(claim) = self.place(index, sentence, noun, place) {
                    out.push(claim);
                }
            }
        }
    }

    /// "EVENT was held in PLACE", "in PLACE, EVENT was held".
    fn held(&self, sentence: &Range<usize>, verb: usize) -> Option<(usize, &Found)> {
        let noun = (sentence.start..verb).rev().take(APART).find(|i| self.tokens[*i].is(Class::Event))?;
        let after = verb + 1..sentence.end.min(verb + APART);
        self.located(&after).map(|place| (noun, place))
    }

    /// "PLACE hosted EVENT", "EVENT, which PLACE hosted", "EVENT was hosted by PLACE".
    fn hosted(&self, sentence: &Range<usize>, verb: usize) -> Option<(usize, &Found)> {
        let noun_before = |at: usize| (sentence.start..at).rev().take(APART).find(|i| self.tokens[*i].is(Class::Event));
        let passive = verb > sentence.start && self.tokens[verb - 1].is(Class::Copula);
        if passive && self.tokens.get(verb + 1).is_some_and(|t| verb + 1 < sentence.end && t.is(Class::Preposition)) {
            let place = self.entity_after(verb + 2).filter(|e| e.tokens.end as usize <= sentence.end && !e.genitive)?;
            return noun_before(verb).map(|noun| (noun, place));
        }
        let place = self.entity_before(verb).filter(|e| e.tokens.start as usize >= sentence.start && !e.genitive)?;
        let first = place.tokens.start as usize;
        if first > sentence.start && self.tokens[first - 1].is(Class::Relative) {
            return noun_before(first - 1).map(|noun| (noun, place));
        }
        let noun = (verb + 1..sentence.end.min(verb + APART)).find(|i| self.tokens[*i].is(Class::Event))?;
        Some((noun, place))
    }

    /// The first name right after a preposition of place.
    fn located(&self, range: &Range<usize>) -> Option<&Found> {
        self.entities_in(range).find(|e| {
            let mut at = e.tokens.start as usize;
            if at > range.start && self.tokens[at - 1].is(Class::DefiniteArticle) {
                at -= 1;
            }
            at > 0 && self.tokens[at - 1].is(Class::Locative) && !e.in_longer_name && !e.compound && !e.genitive
        })
    }

    fn place(&self, index: usize, sentence: &Range<usize>, noun: usize, place: &Found) -> Option<Claim> {
        let event = self.tokens[noun].sense(Class::Event)?;
        let starts = |i: &usize| {
            let t = &self.tokens[*i];
            matches!(t.kind, TokenKind::Punct(_)) && !t.glued
                || t.is(Class::Preposition)
                || t.is(Class::Copula)
                || t.is(Class::TakesPlace)
        };
        let first = (sentence.start..noun).rev().take(BEFORE).take_while(|i| !starts(i)).last().unwrap_or(noun);
        let phrase = first..self.phrase_end(noun + 1, sentence.end);
        let taken = place.tokens.start as usize..place.tokens.end as usize;
        let features: Vec<Placed> = self.features(&phrase).into_iter().filter(|f| !taken.contains(&(f.at as usize))).collect();
        let ordinal = self.mentions_in(&phrase).find(|m| m.kind == Kind::Ordinal);
        let named = phrase.clone().any(|i| {
            let t = &self.tokens[i];
            t.is_word() && t.capital && !t.starts_sentence && !taken.contains(&i) && !t.is(Class::Title)
        });
        if features.len() < 2 || ordinal.is_none() && !named || self.modality(sentence, noun) != Modality::Asserted {
            return None;
        }
        let period = self.period(sentence, noun).filter(|p| p.year_number().is_some())?;
        let mut roles = Vec::new();
        if let Some((mention, Reading::Amount(amount))) = ordinal.map(|m| (m, &m.reading)) {
            roles.push(Role { role: id_hash("rank"), value: Value::Number(amount.range), span: mention.span });
        }
        Some(Claim {
            attribute: event.id,
            roles: roles.into(),
            period: Some(period),
            speaker: self.speaker(sentence),
            context: Self::context_of(&features, &(noun..noun + 1), 16),
            ..Claim::new(
                ClaimKind::PLACE,
                Value::Members(Box::new(Members::exactly([EntityId(place.entity.0)]))),
                place.span,
                index as u32,
            )
        })
    }
}
