//! Lists that a text announces by their number: "four firms bid: A, B and C".
//!
//! ```text
//! enumeration = count , noun , [ rest of its clause ] , opener , list
//!             | count , noun , end of sentence , { sentence that begins with a rank }
//!             | count , noun , [ rest of its sentence ] , pronoun , copula , list of names
//!             | count , noun , ":" , end of block , list of the document
//!             | [ article ] , count , noun , end of heading , list of the document
//! opener      = ":" | "–" | "(" | "," | copula
//! ```
//! How many items a list has is a range: where an "and" may stand inside an item, or a comma inside one, both readings are left open.

mod below;
mod items;

use super::set_below::{is_heading, is_label, items_after};
use super::{Analysis, Claim, ClaimKind, Role};
use crate::grammar::{Kind, Mention, Reading};
use crate::lexicon::{Class, id_hash};
use crate::text::{ClassSet, Span, Tag};
use crate::value::{Number, Range as Numbers, Value};
use std::ops::Range;

/// More than this are a quantity, of which a list names some.
const MOST: i64 = 30;
/// The opener stands within so many tokens of the noun: a colon ends a clause, a dash or a bracket follows its noun.
const COLON_WITHIN: usize = 10;
/// … and a heading, which may say more of it, ends within so many.
const HEADING_WITHIN: usize = 20;
const DASH_WITHIN: usize = 3;

/// A number of things that a text says, and where.
#[derive(Debug, Clone, Copy)]
struct Announced {
    count: i64,
    span: Span,
    first: usize,
    /// The last token of what is counted.
    noun: usize,
}

/// How many items follow, and the place of the last one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Listed {
    least: usize,
    most: usize,
    last: Span,
}

impl Analysis<'_> {
    /// All announced lists of the text.
    pub(super) fn enumerations(&self, out: &mut Vec<Claim>) {
        for index in 0..self.sentences.len() {
            let sentence = self.sentence(index);
            let announced: Vec<Announced> = self.mentions_in(&sentence).filter_map(|m| self.announced(&sentence, m)).collect();
            for one in &announced {
                let others = announced.iter().filter(|a| a.noun != one.noun);
                let listed = self
                    .listed_behind(&sentence, one)
                    .or_else(|| self.listed_below(&sentence, one))
                    .or_else(|| (announced.len() == 1).then(|| self.named_next(index, one)).flatten())
                    .or_else(|| self.numbered_below(index, one));
                let Some(listed) = listed else { continue };
                // "The three winners in two classes: …": the list may be of either, but not of what is counted behind it.
                let before = others.filter(|a| a.span.start < listed.last.start);
                let of_another =
                    before.map(|a| a.count).any(|n| usize::try_from(n).is_ok_and(|n| (listed.least..=listed.most).contains(&n)));
                if !of_another {
                    out.push(self.enumeration(index, one, &listed));
                    break;
                }
            }
        }
    }

    fn enumeration(&self, index: usize, announced: &Announced, listed: &Listed) -> Claim {
        let number = |n: usize| Number::from(i64::try_from(n).unwrap_or(i64::MAX));
        let range = Numbers { min: Some(number(listed.least)), max: Some(number(listed.most)), ..Numbers::exact(Number::ZERO) };
        let role = |name: &str, range, span| Role { role: id_hash(name), value: Value::Number(range), span };
        let count = Numbers::exact(Number::from(announced.count));
        Claim {
            roles: [role("announced", count, announced.span), role("listed", range, listed.last)].into(),
            ..Claim::new(
                ClaimKind::ENUMERATION,
                Value::Number(count),
                self.span(announced.first..announced.noun + 1),
                index as u32,
            )
        }
    }

    /// A plain count with what it counts: no part of a whole, no label, no choice.
    fn announced(&self, sentence: &Range<usize>, mention: &Mention) -> Option<Announced> {
        let Reading::Amount(amount) = &mention.reading else { return None };
        let count = amount.range.is_exact().and_then(Number::to_i64).filter(|n| (2..=MOST).contains(n))?;
        let (first, end) = (mention.first as usize, mention.end as usize);
        // "Version 2.0" counts nothing.
        let pointed = (first..end).any(|i| self.tokens[i].is_punct('.'));
        let glued = |at: usize| self.tokens.get(at).is_some_and(|t| t.glued && !t.is_word());
        let before = first.checked_sub(1).filter(|b| *b >= sentence.start).map(|b| &self.tokens[b]);
        // "The first of two", but "a series of two".
        let part = |i: usize| matches!(self.tags[i], Tag::Number | Tag::Pronoun | Tag::Determiner | Tag::Adjective);
        let of = |t: &crate::text::Token| t.is(Class::Of) && first.checked_sub(2).is_some_and(part);
        // "Two to five reasons", but "a tour to five towns".
        let to =
            |t: &crate::text::Token| t.is(Class::RangeTo) && first.checked_sub(2).is_some_and(|i| self.tags[i] == Tag::Number);
        let chosen = before.is_some_and(|t| t.is_any(&CHOOSES) || of(t) || to(t)) || self.goes_on_from(first);
        if mention.kind != Kind::Number || amount.hedged || chosen || pointed || glued(end) || is_label(self, first) {
            return None;
        }
        // "6  New button" is an entry of a list.
        let titled = self.tokens[first].is_word() && is_heading(self, sentence);
        let entry = first == sentence.start && !titled && self.tokens.get(end).is_some_and(|t| t.capital);
        // "In three weeks: on Monday and on Friday", "press it three times:".
        let counts = |noun: &usize| !self.tokens[*noun].is(Class::TimeUnit) && !self.tokens[*noun].is(Class::Derivation);
        let noun = self.counted_noun(&(first..end), sentence.end).filter(|noun| !entry && counts(noun))?;
        Some(Announced { count, span: mention.span, first, noun })
    }

    /// The list behind a noun, in its sentence.
    fn listed_behind(&self, sentence: &Range<usize>, announced: &Announced) -> Option<Listed> {
        let from = announced.noun + 1;
        let definite = || self.is_definite_count(sentence, announced);
        // "The three are A, B and C", but "three were elected: A, B and C".
        let opens = |i: &usize| self.opens_list(*i) && (!self.tokens[*i].is_word() || definite()) || self.is_open(*i);
        let opener = (from..sentence.end.min(from + COLON_WITHIN)).find(opens)?;
        if self.is_open(opener) {
            return None;
        }
        let t = &self.tokens[opener];
        let within = opener - from;
        let rest = opener + 1..sentence.end;
        if t.is_punct(':') {
            let and = rest.clone().find(|i| self.tokens[*i].is(Class::And))?;
            let end = (and..rest.end).find(|i| self.is_dash(*i)).unwrap_or(rest.end);
            return self.items_of(&(rest.start..end), items::May::Say);
        }
        if within > DASH_WITHIN {
            return None;
        }
        if t.is_punct('(') {
            let end = rest.clone().find(|i| self.tokens[*i].is_punct(')'))?;
            return self.items_of(&(rest.start..end), items::May::Name);
        }
        if t.is_punct(',') {
            return if definite() && within == 0 { self.apposed(&rest) } else { None };
        }
        if t.is_word() {
            return if definite() && within == 0 { self.items_of(&rest, items::May::Call) } else { None };
        }
        // A second dash closes what the first one opens.
        let end = rest.clone().find(|i| self.is_dash(*i)).unwrap_or(rest.end);
        self.items_of(&(rest.start..end), items::May::Name)
    }

    /// "The three finalists, Berg, Lind and Holm, …": names up to the comma that closes the apposition.
    fn apposed(&self, rest: &Range<usize>) -> Option<Listed> {
        let and = rest.clone().find(|i| self.tokens[*i].is(Class::And))?;
        let end = (and + 1..rest.end).find(|i| !self.in_phrase(*i)).unwrap_or(rest.end);
        let closes = self.tokens.get(end).is_none_or(|t| !t.is_word());
        let listed = self.items_of(&(rest.start..end), items::May::Call)?;
        // "The two brothers, Berg and Holm, …" may be two more.
        (closes && listed.least > 2).then_some(listed)
    }

    /// Whether a number is the end of a longer word: "C++23", "4.2", "mp3".
    fn goes_on_from(&self, at: usize) -> bool {
        let before = at.checked_sub(1).filter(|_| self.tokens[at].glued).map(|b| &self.tokens[b]);
        before.is_some_and(|t| {
            !matches!(t.kind, crate::text::TokenKind::Punct(_)) || matches!(t.text, "+" | "." | "/" | "-" | "#" | "_")
        })
    }

    fn is_definite_count(&self, sentence: &Range<usize>, announced: &Announced) -> bool {
        announced.first > sentence.start && self.tokens[announced.first - 1].is(Class::DefiniteArticle)
    }

    fn opens_list(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        matches!(t.kind, crate::text::TokenKind::Punct(':' | '(' | ',')) || self.is_dash(at) || t.value(Class::Copula).is_some()
    }

    /// A dash with space around it.
    fn is_dash(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        let spaced = self.tokens.get(at + 1).is_some_and(|next| !next.glued);
        (t.is_punct('–') || t.is_punct('—') || t.is_punct('-') && !t.glued) && (spaced || !t.is_punct('-'))
    }

    /// Whether a word leaves it open how many follow, or ends what the noun belongs to.
    fn is_open(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        t.is(Class::ListOpen) || t.is(Class::Of) || t.is(Class::Exclusion) || t.is_punct(';') || self.tags[at] == Tag::Number
    }

    /// Whether a heading is one of so many things: "Two questions to ask", "The 3 pillars". Digits at its beginning may be a section's.
    fn heads(&self, heading: &Range<usize>, announced: &Announced) -> bool {
        let opens = announced.first == heading.start;
        let in_words = self.tokens[announced.first].is_word();
        let noun = self.tags[announced.noun] == Tag::Noun;
        let definite = announced.first == heading.start + 1 && self.is_definite_count(heading, announced);
        noun && (opens && in_words || definite)
    }

    /// The list that the document sets below a sentence which ends with a colon. "Compare the two lists:" is followed by how.
    fn listed_below(&self, sentence: &Range<usize>, announced: &Announced) -> Option<Listed> {
        let leads_away = |i: usize| self.is_open(i) || self.tokens[i].is_punct(',') || self.tokens[i].is(Class::Conditional);
        let rest = announced.noun + 1..sentence.end;
        // What a heading says in brackets is of the side.
        let bracket = rest.clone().find(|i| is_heading(self, sentence) && self.tokens[*i].is_punct('('));
        let open = (rest.start..bracket.unwrap_or(rest.end)).any(leads_away);
        let done_to = self.is_definite_count(sentence, announced) && (sentence.start..announced.first).any(|i| self.is_verb(i));
        let heading = is_heading(self, sentence);
        let within = if heading { HEADING_WITHIN } else { COLON_WITHIN };
        if open || done_to || sentence.end - announced.noun > within {
            return None;
        }
        // A heading announces its list with what it begins with: "How to merge two lists" does not.
        if heading && !self.tokens[sentence.end - 1].is_punct(':') && !self.heads(sentence, announced) {
            return None;
        }
        let items = items_after(self, sentence);
        let last = *items.last()?;
        Some(Listed { least: items.len(), most: items.len(), last })
    }
}

/// Words before a count that make it one of several, or a choice.
const CHOOSES: ClassSet = ClassSet::new(&[Class::Each, Class::Every, Class::Or, Class::Only, Class::Compared]);
