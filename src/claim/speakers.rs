//! Whose words a quote is.
//!
//! ```text
//! speaker = quote , [ "," ] , verb of speech , { word } , name | quote , [ "," ] , name , [ "," , { word } , "," ] , verb of speech
//!         | name , [ "," , { word } , "," ] , verb of speech , { word } , ( ":" | "," ) , quote
//!         | verb of speech , { word } , name , ":" , quote | name , ":" , quote
//! ```
//!
//! All of it stands in one sentence with the quote. Where a pronoun speaks, or two people do, or somebody is told something, nobody is named.

use super::Analysis;
use crate::lexicon::Class;
use crate::text::ClassSet;
use std::ops::Range;

/// How far from a quote its speaker is looked for, in tokens.
const WITHIN: usize = 12;
/// The value of verbs of speech whose object is who listens: "told the mayor".
pub(super) const TELLS: i64 = 1;

/// What stands between a name and a verb where the name is not who speaks.
const NOT_SUBJECT: ClassSet = ClassSet::new(&[Class::Pronoun, Class::Copula, Class::And, Class::Or, Class::Relative]);
/// What ends the phrase of a speaker behind the verb.
const ENDS: ClassSet = ClassSet::new(&[Class::Preposition, Class::Of, Class::Pronoun, Class::Relative]);

impl Analysis<'_> {
    /// The words of the speaker's name.
    pub(super) fn speaker_of(&self, quote: &Range<usize>) -> Option<Range<usize>> {
        let last = self.speaker_before(quote).or_else(|| self.speaker_after(quote))?;
        let first = (0..=last).rev().take_while(|i| self.names_speaker(*i)).last().unwrap_or(last);
        Some(first..last + 1)
    }

    fn speaks(&self, at: usize) -> bool {
        self.tokens[at].is(Class::Speech) || self.tokens[at].is(Class::AccordingTo)
    }

    /// "Mayor Anna Berg said: “…”", "Last spoke Anna Berg: “…”".
    fn speaker_before(&self, quote: &Range<usize>) -> Option<usize> {
        let mark = quote.start.checked_sub(1)?;
        if self.tokens[mark].starts_sentence || self.tokens[quote.start].starts_sentence {
            return None;
        }
        let opens = mark.checked_sub(1).filter(|at| self.tokens[*at].is_punct(':') || self.tokens[*at].is_punct(','))?;
        let starts = |i: &usize| self.tokens[*i].starts_sentence;
        let from = opens.saturating_sub(WITHIN);
        let range = (from..opens).rev().find(starts).unwrap_or(from)..opens;
        let colon = self.tokens[opens].is_punct(':');
        match range.clone().rev().find(|i| self.speaks(*i)) {
            Some(verb) => {
                let inverted = || {
                    let ends = colon && self.names_speaker(opens - 1) && self.tokens[verb].value(Class::Speech) != Some(TELLS);
                    self.name_behind(&(verb + 1..opens)).filter(|name| ends && *name == opens - 1)
                };
                self.name_of_subject(&range, verb).or_else(inverted)
            }
            None => self.name_of_subject(&range, opens).filter(|name| colon && *name == opens - 1),
        }
    }

    /// "“…,” said mayor Anna Berg", "“…,” Anna Berg, the mayor, said".
    fn speaker_after(&self, quote: &Range<usize>) -> Option<usize> {
        let end = self.tokens.len().min(quote.end + WITHIN);
        let first = (quote.end..end).find(|i| self.tokens[*i].is_word() || self.tokens[*i].starts_sentence)?;
        if self.tokens[first].starts_sentence {
            return None;
        }
        let end = (first + 1..end).find(|i| self.tokens[*i].starts_sentence).unwrap_or(end);
        let verb = (first..end).find(|i| self.speaks(*i))?;
        if verb > first {
            return self.name_of_subject(&(first..end), verb);
        }
        let says = self.tokens[verb].value(Class::Speech) != Some(TELLS);
        self.name_behind(&(verb + 1..end)).filter(|_| says)
    }

    /// The last word of the name that heads what a verb is said of: right before it, or before the apposition that ends there.
    pub(super) fn name_of_subject(&self, range: &Range<usize>, verb: usize) -> Option<usize> {
        let comma = |at: usize| at.checked_sub(1).filter(|at| range.contains(at) && self.tokens[*at].is_punct(','));
        let last_name = |end: usize| {
            let words =
                (range.start..end).rev().take_while(|i| self.tokens[*i].is_word() && !self.tokens[*i].is_any(&NOT_SUBJECT));
            words.into_iter().find(|i| self.names_speaker(*i))
        };
        let end = comma(verb).unwrap_or(verb);
        // "Anna Berg, the mayor, said", "Anna Berg, of the Vipan Choir, said"
        let opening = || (range.start..end).rev().find(|i| self.tokens[*i].is_punct(',')).filter(|_| end < verb);
        let name = opening().and_then(last_name).or_else(|| last_name(end))?;
        let first = (range.start..=name).rev().take_while(|i| self.names_speaker(*i)).last().unwrap_or(name);
        // "After the talk with Anna Berg", "Anna Berg and Ivo Lind".
        let joins = |i: usize| self.tokens[i].is_any(&ENDS) || self.tokens[i].is_any(&NOT_SUBJECT);
        let joined = (range.start..first).rev().take_while(|i| self.tokens[*i].is_word()).any(joins);
        let passive = (name..verb).any(|i| self.tokens[i].is(Class::Copula) || self.tokens[i].is(Class::And));
        (!joined && !passive).then_some(name)
    }

    /// The last word of the name behind a verb of speech, what the person is before it: "said lifeboat captain Joss Tre".
    pub(super) fn name_behind(&self, range: &Range<usize>) -> Option<usize> {
        let goes_on = |i: &usize| (self.tokens[*i].is_word() || self.tokens[*i].is_punct(',')) && !self.tokens[*i].is_any(&ENDS);
        let words: Vec<usize> = range.clone().take_while(goes_on).collect();
        let parts: Vec<&[usize]> = words.split(|i| self.tokens[*i].is_punct(',')).collect();
        let named = |i: &&usize| self.names_speaker(**i);
        // "Said the Vipan captain, Joss Tre": the name ends the phrase.
        let ends = parts.iter().take(2).filter_map(|part| part.last()).find(named);
        let name = ends.or_else(|| parts.first()?.iter().rev().find(named)).copied()?;
        let several = words.iter().any(|i| self.tokens[*i].is(Class::And));
        (!several).then_some(name)
    }

    pub(super) fn names_speaker(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        t.is_word() && t.capital && !t.is(Class::Pronoun) && !t.is(Class::Title) && !t.text.starts_with(['\'', '\u{2019}'])
    }
}
