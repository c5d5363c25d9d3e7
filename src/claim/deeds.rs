//! What one does to another, by name: who beat whom.
//!
//! ```text
//! deed = name , { word } , verb , { word } , name | name , { word } , verb , { word } , by , name
//!      | name , { word } , verb , { word } , against , name | name , number , [ "," ] , name , number
//! ```
//!
//! The order of two names and the verb between them is all that is read. What is denied, hoped for or asked is nothing.

use super::{Analysis, Claim, ClaimKind, Modality, Role};
use crate::clause::Name;
use crate::lexicon::{Class, id_hash};
use crate::text::{ClassSet, Tag, TokenKind};
use crate::value::Value;
use std::ops::Range;

/// The roles of the two names.
pub(crate) const DOER: u64 = id_hash("doer");
pub(crate) const OTHER: u64 = id_hash("other");
/// The deed that a result tells of.
const BEAT: u64 = id_hash("beat");

/// The name that does it ends so many tokens before the verb at most, and the other begins so many behind it, or behind where one meets it.
const BEFORE: usize = 8;
const AFTER: usize = 5;
const MEETS: usize = 14;
/// A pronoun stands so many tokens before its verb at most: "then he was beaten".
const PRONOUN: usize = 3;
/// A result is no greater.
const MOST_POINTS: u32 = 250;

/// Words that stand between a verb and a name that is not what it is done to.
const LEADS: ClassSet = ClassSet::new(&[Class::Of, Class::Preposition, Class::Locative, Class::Agent, Class::Versus]);
/// Words that turn to somebody else.
const TURNS: ClassSet = ClassSet::new(&[Class::Relative, Class::And, Class::Or, Class::Subordinator, Class::Speech]);

impl Analysis<'_> {
    /// What each sentence says that one did to another.
    pub(super) fn deeds(&self, out: &mut Vec<Claim>) {
        for (index, sentence) in self.sentences.iter().enumerate() {
            let sentence = &sentence.tokens;
            let verb = |at: &usize| self.tokens[*at].is(Class::Deed);
            let scored = |at: &usize| self.tokens[*at].kind == TokenKind::Digits;
            if !sentence.clone().any(|at| verb(&at) || scored(&at)) {
                continue;
            }
            // "Ida Krog (Vipan) beat Anna Holm": whose club stands in brackets does nothing.
            let bracketed = |name: &Name| name.tokens.start > 0 && self.tokens[name.tokens.start as usize - 1].is_punct('(');
            let names: Vec<Name> = self.names_in(sentence).into_iter().filter(|name| !bracketed(name)).collect();
            for at in sentence.clone().filter(verb) {
                out.extend(self.deed(index, sentence, &names, at));
            }
            for pair in names.windows(2) {
                out.extend(self.result(index, sentence, &pair[0], &pair[1]));
            }
        }
    }

    fn deed(&self, index: usize, sentence: &Range<usize>, names: &[Name], verb: usize) -> Option<Claim> {
        let sense = self.tokens[verb].sense(Class::Deed)?;
        if self.modality(sentence, verb) != Modality::Asserted {
            return None;
        }
        let (start, end) = (|name: &Name| name.tokens.start as usize, |name: &Name| name.tokens.end as usize);
        let before = names.iter().rev().find(|name| end(name) <= verb);
        let placed = |name: &Name| start(name) > sentence.start && self.tokens[start(name) - 1].is(Class::Locative);
        let before = before.filter(|name| verb - end(name) <= BEFORE && self.runs_on(&(end(name)..verb)) && !placed(name));
        let behind = |from: usize, within: usize| {
            let name = names.iter().find(|name| start(name) >= from)?;
            (start(name) - from <= within && self.runs_on(&(from..start(name)))).then_some(name)
        };
        let marked = |class: Class| {
            let meant =
                |at: &usize| self.tokens[*at].sense(class).is_some_and(|marker| marker.value == 0 || marker.value == sense.value);
            let at = (verb + 1..sentence.end.min(verb + MEETS)).find(meant)?;
            behind(at + 1, AFTER).filter(|_| names.iter().all(|name| !(verb..at).contains(&start(name))))
        };
        // "At board 2 Holm beat Krog" is Swedish "Vid bord 2 besegrade Holm mästaren Krog".
        let inverted = || {
            let subject = behind(verb + 1, 0).filter(|_| self.lexicon.verb_second && sense.value.abs() == 1)?;
            let first_word = (sentence.start..verb).any(|at| self.tokens[at].is_word());
            first_word.then_some(subject)
        };
        let first = match before.or_else(|| self.taken_up(sentence, verb, names)) {
            Some(name) => name,
            None => inverted()?,
        };
        let from = if sentence.contains(&start(first)) { start(first).min(verb) } else { verb };
        let next = end(first).max(verb + 1);
        // "Was appointed", "has been beaten": it is done to the first, by whom is said behind "by" or not at all.
        let passive =
            sense.value == 1 && (end(first).max(verb.saturating_sub(PRONOUN))..verb).any(|at| self.tokens[at].is(Class::Copula));
        let (second, first_does) = match sense.value {
            2 | -2 => (marked(Class::Versus)?, sense.value > 0),
            1 if !passive => (behind(next, AFTER).filter(|name| !self.is_led_to(verb + 1..start(name)))?, true),
            _ => (marked(Class::Agent)?, false),
        };
        // "Lost only one race to Holm": the rest went the other way.
        if (verb..start(second).max(verb)).any(|at| self.tokens[at].is(Class::Only)) {
            return None;
        }
        let (doer, other) = if first_does { (first, second) } else { (second, first) };
        self.done(index, sense.id, (doer, other), &(from..end(second)))
    }

    /// Whether nothing between two places parts clauses or turns to somebody else; what stands in brackets is left out.
    fn runs_on(&self, range: &Range<usize>) -> bool {
        let mut within = false;
        range.clone().all(|at| {
            let t = &self.tokens[at];
            within = t.is_punct('(') || within && !t.is_punct(')');
            let joined = t.glued && t.text.starts_with(['\'', '\u{2019}', '-', ')']);
            within || (t.is_word() || joined) && !t.is_any(&TURNS)
        })
    }

    /// Whether a preposition leads from a verb to a name: "bought from", "succeeded in".
    fn is_led_to(&self, mut between: Range<usize>) -> bool {
        between.any(|at| self.tokens[at].is_any(&LEADS))
    }

    /// Whom a pronoun before a verb takes up: the one name that stands before it in the sentence.
    fn taken_up<'a>(&self, sentence: &Range<usize>, verb: usize, names: &'a [Name]) -> Option<&'a Name> {
        let mut near = (sentence.start..verb).rev().take(PRONOUN);
        if !near.any(|at| self.tokens[at].is(Class::Pronoun) && self.tags[at] == Tag::Pronoun) {
            return None;
        }
        let mut own = names.iter().filter(|name| name.tokens.end as usize <= verb);
        let name = own.next()?;
        // Where several were named, either may be meant.
        own.next().is_none().then_some(name)
    }

    /// "Askvik 3, Brenna 1".
    fn result(&self, index: usize, sentence: &Range<usize>, one: &Name, other: &Name) -> Option<Claim> {
        let points = |name: &Name| {
            let at = name.tokens.end as usize;
            let t = self.tokens.get(at).filter(|t| at < sentence.end && t.kind == TokenKind::Digits && !t.glued)?;
            let alone = self
                .tokens
                .get(at + 1)
                .is_none_or(|next| !next.glued || next.is_punct(',') || next.is_punct('.') || next.is_punct(';'));
            t.text.parse::<u32>().ok().filter(|points| alone && *points <= MOST_POINTS)
        };
        let (mine, theirs) = (points(one)?, points(other)?);
        let between = one.tokens.end as usize + 1..other.tokens.start as usize;
        if between.len() > 1 || between.clone().any(|at| !self.tokens[at].is_punct(',')) || mine == theirs {
            return None;
        }
        let pair = if mine > theirs { (one, other) } else { (other, one) };
        self.done(index, BEAT, pair, &(one.tokens.start as usize..other.tokens.end as usize + 1))
    }

    fn done(&self, index: usize, deed: u64, (doer, other): (&Name, &Name), range: &Range<usize>) -> Option<Claim> {
        if doer.fits(other) {
            return None;
        }
        let named = |role: u64, name: &Name| {
            let span = self.span(name.tokens.start as usize..name.tokens.end as usize);
            Role { role, value: Value::Text(span.of(&self.document.text).to_owned()), span }
        };
        let span = self.span(range.clone());
        let said = Value::Text(span.of(&self.document.text).to_owned());
        Some(Claim {
            attribute: deed,
            roles: Box::new([named(DOER, doer), named(OTHER, other)]),
            ..Claim::new(ClaimKind::DEED, said, span, u32::try_from(index).ok()?)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::clause::tests::read;

    /// The deeds of a text: who, and whom.
    fn deeds(language: &str, text: &str) -> Vec<(String, String)> {
        read(language, text, |analysis, _| {
            let mut claims = Vec::new();
            analysis.deeds(&mut claims);
            let named = |claim: &Claim, role: u64| {
                claim.roles.iter().find(|r| r.role == role).map_or_else(String::new, |r| r.span.of(text).to_owned())
            };
            claims.iter().map(|claim| (named(claim, DOER), named(claim, OTHER))).collect()
        })
    }

    #[test]
    fn who_did_it_to_whom() {
        for (language, text, doer, other) in [
            ("en", "On Saturday Ivo Lind beat Anna Holm in two sets.", "Ivo Lind", "Anna Holm"),
            ("en", "Anna Holm was beaten by Ivo Lind.", "Ivo Lind", "Anna Holm"),
            ("en", "Anna Holm won her third game in a row, against Ivo Lind.", "Anna Holm", "Ivo Lind"),
            ("en", "Anna Holm lost the final to Ivo Lind.", "Ivo Lind", "Anna Holm"),
            ("en", "In the final Ivo Lind 6, Anna Holm 4.", "Ivo Lind", "Anna Holm"),
            ("sv", "Olle Moen besegrade Karin Ask på söndagen.", "Olle Moen", "Karin Ask"),
            ("sv", "I finalen besegrade Olle Moen (Vipan) mästaren Karin Ask.", "Olle Moen", "Karin Ask"),
            ("sv", "Karin Ask besegrades av Olle Moen.", "Olle Moen", "Karin Ask"),
            ("sv", "Karin Ask vann finalen mot Olle Moen.", "Karin Ask", "Olle Moen"),
            ("sv", "Dit gick Karin Ask, sedan hon slagit Olle Moen.", "Karin Ask", "Olle Moen"),
        ] {
            assert_eq!(deeds(language, text), [(doer.to_owned(), other.to_owned())], "{text}");
        }
    }

    #[test]
    fn nothing_is_done_where_it_is_denied_or_more_are_named() {
        for (language, text) in [
            ("en", "Ivo Lind did not beat Anna Holm."),
            ("en", "Could Ivo Lind beat Anna Holm?"),
            ("en", "Ivo Lind and Anna Holm beat the clock."),
            ("en", "Ivo Lind 4, Anna Holm 4."),
            ("en", "Anna Holm had hoped to beat Ivo Lind."),
            ("en", "Anna Holm lost only one race to Ivo Lind."),
            ("sv", "Om Olle Moen besegrar Karin Ask går han vidare?"),
        ] {
            assert_eq!(deeds(language, text), [], "{text}");
        }
    }
}
