//! What a named person is: "mayor Ida Krog", "Ida Krog, treasurer of the Vipan choir", "the choir's deputy chair, Ida Krog, said".
//!
//! ```text
//! attribute = { modifier } , post , name | { modifier } , post , [ of , owner ] , "," , name , ","
//!           | name , "," , [ age , "," ] , { modifier } , post | name , "(" , { modifier } , post | name , is , { modifier } , post
//! ```
//!
//! Unlike an office ([`super::offices`]) a post may be anybody's, and whose it is need not be said. A post that somebody had, or is to have, is
//! not held; it stands among those that are told of the person beside it ([`Beside`]).

use super::{Analysis, Claim, ClaimKind, Feature, Modality, Role};
use crate::clause::{Key, name_word};
use crate::lexicon::{Class, Sense, id_hash};
use crate::text::{ClassSet, Tag, Token, TokenKind};
use crate::value::Value;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The roles of the person's name, of the words for what the post is of, and of the word that makes it another's deputy.
pub(crate) const PERSON: u64 = id_hash("person");
pub(crate) const OF: u64 = id_hash("of");
pub(crate) const DEPUTY: u64 = id_hash("deputy");

/// The classes of words for what one is.
const POSTS: ClassSet = ClassSet::new(&[Class::Post, Class::Office]);
/// What a word beside a post says of it: that the person stands in for its holder, or that nothing is sure.
const STANDS_IN: i64 = 1;
/// So many words of a phrase before a post are looked at, and after it.
const BEFORE: usize = 6;
const AFTER: usize = 10;
/// A compound has so many bytes, and each part of it.
const LEAST_COMPOUND: usize = 8;
const MOST_COMPOUND: usize = 60;
const LEAST_PART: usize = 3;
/// So many names of a sentence are told with a post that is not plainly one's.
const MOST_BESIDE: usize = 4;

/// A word for a post in a sentence that names a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Beside {
    /// The last word of the name.
    pub name: Key,
    /// The post.
    pub post: u64,
    /// The text says that the person has, or had, that post; else both stand in one sentence.
    pub told: bool,
}

/// Whether a sentence may say what somebody is, so that its parts of speech are asked for.
#[must_use]
pub fn may_say_what_one_is(tokens: &[Token], sentence: &Range<usize>) -> bool {
    sentence.clone().any(|at| tokens[at].is_any(&POSTS) || is_compound_beside(tokens, sentence, at))
}

/// Whether a word is long and unknown, and stands beside a name or a comma: "idrottslärare Ida Krog".
fn is_compound_beside(tokens: &[Token], sentence: &Range<usize>, at: usize) -> bool {
    let t = &tokens[at];
    let beside = |i: usize| sentence.contains(&i) && (tokens[i].is_punct(',') || tokens[i].capital);
    t.is_word()
        && !t.capital
        && t.senses.is_empty()
        && (LEAST_COMPOUND..=MOST_COMPOUND).contains(&t.text.len())
        && (beside(at + 1) || at > 0 && beside(at - 1))
}

impl Analysis<'_> {
    /// What each named person is said to be, and the posts that stand beside names.
    pub(super) fn attributes(&self, out: &mut Vec<Claim>, beside: &mut Vec<Beside>) {
        for (index, sentence) in self.sentences.iter().enumerate() {
            let sentence = &sentence.tokens;
            for at in sentence.clone() {
                out.extend(self.affiliation(index, sentence, at));
                let Some((post, part)) = self.post(sentence, at) else { continue };
                if let Some(mut claim) = self.attribute(index, sentence, at, post) {
                    let field = self.field_at(sentence, at);
                    claim.context = self.field_of(field, at, part).map(|hash| Feature { hash, weight: 0, offset: 0 }).collect();
                    beside.push(Beside { name: Key(claim.subject as u32), post, told: true });
                    out.push(claim);
                    continue;
                }
                let names = self.names_in(sentence).into_iter().take(MOST_BESIDE);
                let last = names.filter_map(|name| name.tokens.clone().next_back());
                beside.extend(last.map(|last| Beside { name: name_word(self.tokens[last as usize].text), post, told: false }));
            }
        }
    }

    /// The post that a word names; of an unknown compound beside a name, the one that its last part does, and where that begins.
    pub(super) fn post(&self, sentence: &Range<usize>, at: usize) -> Option<(u64, usize)> {
        let t = &self.tokens[at];
        let named = |senses: &[Sense]| senses.iter().find(|sense| POSTS.has(sense.class)).map(|sense| sense.id);
        if t.is_any(&POSTS) {
            // "Billie King" is a name, and so is "Dean Holm".
            let named_so = |i: usize| sentence.contains(&i) && self.tags[i] == Tag::Name && self.tokens[i].capital;
            // "(Deputy Mayor)", and "Fisheries Minister Ida Krog": so many capitals are a title before a name.
            let title = || {
                named_so(at + 1) && named_so(at + 2) && !self.tokens[at + 1].is_any(&POSTS)
                    || at > 0 && self.tokens[at - 1].is(Class::OfficeQualifier)
            };
            let before = || at > 0 && named_so(at - 1) && !title();
            let name = t.capital && !t.starts_sentence && (!t.is(Class::Title) || before());
            return named(t.senses).filter(|_| !name).map(|post| (post, 0));
        }
        if !self.lexicon.compounds || !is_compound_beside(&self.tokens, sentence, at) {
            return None;
        }
        let parts = t.text.char_indices().skip(LEAST_PART).map(|(i, _)| (i, &t.text[i..]));
        parts.filter(|(_, tail)| tail.len() > LEAST_PART).find_map(|(i, tail)| Some((named(self.lexicon.senses(tail))?, i)))
    }

    /// The word for what a post is in, where it is no name: "head of surgery".
    fn field_at(&self, sentence: &Range<usize>, at: usize) -> Option<usize> {
        let joins = |i: usize| sentence.contains(&i) && (self.tokens[i].is(Class::Of) || self.tags[i] == Tag::Adposition);
        let noun = |i: usize| sentence.contains(&i) && self.tags[i] == Tag::Noun && self.tokens[i].is_word();
        // "Energy and industry": what it is in besides may be all that another says.
        let several = |i: usize| sentence.contains(&i) && self.tokens[i].is(Class::And);
        (joins(at + 1) && noun(at + 2) && !several(at + 3)).then_some(at + 2)
    }

    /// What a post is in, as hashes of concepts and stems; the first part of a compound, where its last part, which names the post, begins at
    /// `part`.
    fn field_of(&self, field: Option<usize>, at: usize, part: usize) -> impl Iterator<Item = u32> {
        let first = (part > 0).then(|| Key::of(id_hash(self.tokens[at].text[..part].trim_end_matches('s'))));
        let word = field.filter(|_| part == 0).map_or_else(Vec::new, |i| self.keys_of(i));
        word.into_iter().chain(first).map(|key| key.0)
    }

    fn attribute(&self, index: usize, sentence: &Range<usize>, at: usize, post: u64) -> Option<Claim> {
        // "Head injuries", "the mayor's deputy": the word narrows another.
        let narrows = |i: usize| self.tags[i] == Tag::Noun && !self.tokens[i].capital;
        let owns = |i: usize| self.tokens[i].glued && self.tokens[i].text.starts_with(['\'', '’']);
        if sentence.contains(&(at + 1)) && (narrows(at + 1) || owns(at + 1)) {
            return None;
        }
        let start = self.post_start(sentence, at);
        let qualifier = (start..at).rev().find(|i| self.tokens[*i].is(Class::OfficeQualifier));
        let deputy = match qualifier {
            Some(i) if self.tokens[i].value(Class::OfficeQualifier) == Some(STANDS_IN) => Some(i),
            Some(_) => return None,
            None => None,
        };
        let rest = at + 1..sentence.end.min(at + 2);
        let unsure = [Class::Former, Class::Then, Class::OtherThan, Class::RelNext];
        let told = |i: usize| unsure.iter().any(|class| self.tokens[i].is(*class) && !self.tokens[i].is(Class::Current));
        let from = start.saturating_sub(1).max(sentence.start);
        if (from..at).chain(rest.clone()).any(told) || rest.into_iter().any(|i| self.tokens[i].is(Class::OfficeQualifier)) {
            return None;
        }
        let (owner, end) = self.post_of(sentence, start, at);
        let name = self.person_of(sentence, start, at, end)?;
        // "If mayor Ida Krog wins": that she is it is taken as known. Not so where it is what the sentence says.
        let says = (name.end..at).any(|i| self.tokens[i].is(Class::Copula));
        if says && self.modality(sentence, at) != Modality::Asserted {
            return None;
        }
        let last = name.clone().rev().find(|i| self.tokens[*i].is_word() && self.tokens[*i].text.len() > 2)?;
        let span = self.span(name.start..last + 1);
        let words = |role, tokens: Range<usize>| {
            let span = self.span(tokens);
            Role { role, value: Value::Text(span.of(&self.document.text).to_owned()), span }
        };
        let person = Role { role: PERSON, value: Value::Text(span.of(&self.document.text).to_owned()), span };
        let owner = owner.map(|owner| words(OF, owner));
        let deputy = deputy.map(|i| words(DEPUTY, i..i + 1));
        let field = self.field_at(sentence, at).unwrap_or(at);
        let said = deputy.as_ref().and(qualifier).unwrap_or(at).min(field)..field.max(at) + 1;
        let all = self.span(name.start.min(said.start)..name.end.max(said.end));
        let words = self.span(said).of(&self.document.text).to_owned();
        Some(Claim {
            subject: u64::from(name_word(self.tokens[last].text).0),
            attribute: post,
            roles: [Some(person), owner, deputy].into_iter().flatten().collect(),
            period: self.term(sentence, at),
            speaker: self.speaker(sentence),
            ..Claim::new(ClaimKind::ATTRIBUTE, Value::Text(words), all, index as u32)
        })
    }

    /// Where the phrase begins that a post ends: "the housing association's deputy chair".
    fn post_start(&self, sentence: &Range<usize>, at: usize) -> usize {
        let inner = |i: &usize| {
            let t = &self.tokens[*i];
            let tag = matches!(self.tags[*i], Tag::Noun | Tag::Adjective | Tag::Determiner | Tag::Name | Tag::Number);
            let owner = self.tags[*i] == Tag::Pronoun && !t.is(Class::Relative);
            t.is(Class::OfficeQualifier)
                || t.is_word() && (tag || owner)
                || t.glued && (t.is_punct('-') || t.text.starts_with(['\'', '’']))
        };
        (sentence.start..at).rev().take(BEFORE).take_while(inner).last().unwrap_or(at)
    }

    /// The name of what a post is of, before or after it, and where the phrase ends.
    fn post_of(&self, sentence: &Range<usize>, start: usize, at: usize) -> (Option<Range<usize>>, usize) {
        let names = |range: Range<usize>| {
            let name = self.names_in(&range).into_iter().next();
            name.map(|name| name.tokens.start as usize..name.tokens.end as usize)
        };
        let before = names(start..at);
        let joins = |i: usize| self.tokens[i].is(Class::Of) || self.tags[i] == Tag::Adposition;
        let inner = |i: &usize| {
            let t = &self.tokens[*i];
            let tag = matches!(self.tags[*i], Tag::Noun | Tag::Adjective | Tag::Determiner | Tag::Name | Tag::Adposition);
            t.is(Class::Of) || t.is_word() && tag || t.glued && (t.is_punct('-') || t.text.starts_with(['\'', '’']))
        };
        let end = if at + 1 < sentence.end && joins(at + 1) {
            (at + 1..sentence.end).take(AFTER).take_while(inner).last().map_or(at + 1, |last| last + 1)
        } else {
            at + 1
        };
        let after = || names(at + 1..end);
        (after().or(before), end)
    }

    /// The name of the person whose post ends at `at`, in a phrase from `start` to `end`.
    fn person_of(&self, sentence: &Range<usize>, start: usize, at: usize, end: usize) -> Option<Range<usize>> {
        let comma = |i: usize| self.tokens.get(i).is_some_and(|t| i < sentence.end && t.is_punct(','));
        let title = || self.person_named(sentence, at + 1).filter(|name| self.is_name(name));
        // "The choir's treasurer, Ida Krog, said"
        let apposed = || {
            let name = self.person_named(sentence, end + 1).filter(|name| comma(end) && name.len() > 1 && self.is_name(name))?;
            let closed = self.tokens.get(name.end).is_none_or(|t| t.is_punct(',') || t.is_punct('.') || t.is_punct(')'));
            closed.then_some(name)
        };
        let before = || {
            let b = start.checked_sub(1).filter(|b| *b > sentence.start)?;
            let is = |i: usize| self.tokens[i].value(Class::Copula) == Some(0);
            // "Ida Krog, 44, treasurer of the choir"
            let aged = comma(b) && self.tags[b - 1] == Tag::Number && b >= sentence.start + 2 && comma(b - 2);
            let b = if aged { b - 2 } else { b };
            let who = is(b) && self.tokens[b - 1].is(Class::Relative) && b >= sentence.start + 2 && comma(b - 2);
            let b = if who { b - 2 } else { b };
            // "After meeting Ida Krog, the mayor said": what stands behind a comma is closed by another.
            let closes =
                |i: usize| matches!(self.tokens[i].kind, TokenKind::Punct(',' | '.' | ';' | ')' | '!' | '?' | '”' | '"'));
            // "Ida Krog, lecturer in law and lead author": another post, not another person.
            let goes_on = || self.tokens[end].is(Class::And) && self.tokens.get(end + 1).is_some_and(|t| !t.capital);
            let closed = end >= sentence.end || closes(end) || goes_on();
            let bracket = self.tokens[b].is_punct('(');
            (comma(b) && closed || bracket || is(b)).then_some(())?;
            let first = self.name_ending(sentence, b)?;
            self.person_named(sentence, first).filter(|name| name.end == b && (name.len() > 1 || who) && self.is_name(name))
        };
        if let Some(name) = title() {
            return Some(name);
        }
        // "Anna Berg, chair Olle Moen and …": the post is that of the name behind it.
        if sentence.contains(&(at + 1)) && self.tokens[at + 1].is_word() && self.tokens[at + 1].capital {
            return None;
        }
        match (apposed(), before()) {
            (Some(_), Some(_)) => None,
            (after, before) => after.or(before),
        }
    }

    /// Whether the words with capitals are a name to the tagger, or no other words.
    fn is_name(&self, words: &Range<usize>) -> bool {
        words.clone().any(|i| self.tags[i] == Tag::Name || self.tokens[i].senses.is_empty())
    }
}
