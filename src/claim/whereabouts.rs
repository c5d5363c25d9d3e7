//! Where what happens once happened, and where something has its seat: "the treaty was signed in Geneva", "born in Lund", "Genoa-based
//! Vessel Works". A place is a value as a date is one: what it is said of is read by its clause.
//!
//! ```text
//! place = [ "," ] , preposition of place , name | name , "-" , "based" , name
//! ```

use super::{Analysis, Claim, ClaimKind};
use crate::clause::{About, Key, Keys, Parsed, Role, ToldOf};
use crate::entity::{EntityId, Found};
use crate::grammar::{Kind, Mention, Reading};
use crate::lexicon::{Class, id_hash};
use crate::value::{Days, Members, Value};
use std::ops::Range;

/// The concept of where an organisation has its seat.
const SEAT: u64 = id_hash("headquarters");

impl Analysis<'_> {
    /// Where each thing is said to have happened, or to have its seat; the place is of a kind that `is_place` knows.
    pub(super) fn whereabouts(&self, is_place: &dyn Fn(EntityId) -> bool, out: &mut Vec<Claim>) {
        for (index, sentence) in self.sentences.iter().enumerate() {
            let sentence = &sentence.tokens;
            let mut places =
                self.entities_in(sentence).filter(|e| !e.in_longer_name && !e.genitive && is_place(e.entity)).peekable();
            if places.peek().is_none() || !sentence.clone().any(|at| self.what(at).is_some()) {
                continue;
            }
            let Some(parsed) = self.parsed(index, 1) else { continue };
            out.extend(places.filter_map(|place| self.whereabout(&parsed, sentence, place)));
        }
    }

    /// What a word says happens once, or that something has its seat somewhere.
    fn what(&self, at: usize) -> Option<u64> {
        let token = &self.tokens[at];
        let once = token.sense(Class::Once).or_else(|| token.sense(Class::OnceNoun));
        once.map(|sense| sense.id).or_else(|| token.senses.iter().any(|sense| sense.id == SEAT).then_some(SEAT))
    }

    fn whereabout(&self, parsed: &Parsed, sentence: &Range<usize>, place: &Found) -> Option<Claim> {
        let (first, end) = (place.tokens.start as usize, place.tokens.end as usize);
        let about =
            if place.compound { self.seat_before(parsed, sentence, place)? } else { self.place_behind(parsed, sentence, place)? };
        let what = sentence
            .clone()
            .filter(|at| !(first..end).contains(at))
            .find_map(|at| self.what(at).filter(|_| self.keys_of(at).iter().any(|key| about.verb.has(*key))))?;
        Some(Claim {
            attribute: what,
            period: about.period,
            speaker: about.speaker,
            modality: about.modality,
            about: Some(Box::new(about)),
            ..Claim::new(
                ClaimKind::PLACE,
                Value::Members(Box::new(Members::exactly([place.entity]))),
                place.span,
                u32::try_from(parsed.index()).ok()?,
            )
        })
    }

    /// "Was signed in Geneva".
    fn place_behind(&self, parsed: &Parsed, sentence: &Range<usize>, place: &Found) -> Option<About> {
        let before = (place.tokens.start as usize).checked_sub(1).filter(|at| sentence.contains(at))?;
        if !self.tokens[before].is(Class::Locative) {
            return None;
        }
        // "In Oslo and Bergen", "in Oslo, Bergen and Lund": there is no one place.
        let mut end = place.tokens.end as usize;
        while let Some(next) = self.entity_after(end + 1).filter(|next| {
            next.tokens.start as usize == end + 1 && next.tokens.end as usize <= sentence.end && self.tokens[end].is_punct(',')
        }) {
            end = next.tokens.end as usize;
        }
        if self.tokens.get(end).is_some_and(|t| end < sentence.end && t.is(Class::And))
            && self.tokens.get(end + 1).is_some_and(|t| t.capital)
        {
            return None;
        }
        let about = self.about(parsed, &as_mention(place))?;
        (about.once || about.verb.has(Key::of(SEAT))).then_some(about)
    }

    /// "Genoa-based Vessel Works".
    fn seat_before(&self, parsed: &Parsed, sentence: &Range<usize>, place: &Found) -> Option<About> {
        let based = (place.tokens.end as usize..sentence.end).take(2).find(|at| self.what(*at) == Some(SEAT))?;
        let name = self.names_in(&(based + 1..sentence.end)).into_iter().find(|name| name.tokens.start as usize == based + 1)?;
        let about = self.about(parsed, &as_mention(place))?;
        Some(About {
            verb: Keys::new(self.keys_of(based)),
            told_of: ToldOf::Name,
            names: Box::new([(Role::Subject, name)]),
            ..about
        })
    }
}

/// A place stands in its clause as a date does.
fn as_mention(place: &Found) -> Mention {
    let reading = Reading::Days { days: None, written: Days::ALL, weekday: None, relative: false, length: None };
    Mention { kind: Kind::Date, first: place.tokens.start, end: place.tokens.end, span: place.span, reading }
}
