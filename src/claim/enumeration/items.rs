//! The items of a list in running text, as far as they can be told apart.
//!
//! ```text
//! list = item , { mark , item } , [ mark ] , and , item        mark: ";" where there are any, else ","
//! ```

use super::Listed;
use crate::claim::Analysis;
use crate::grammar::{Kind, Mention, Reading};
use crate::lexicon::Class;
use crate::text::{ClassSet, Tag};
use crate::value::Number;
use std::ops::Range;

/// What the items of a list may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum May {
    /// Names only.
    Call,
    /// Things: phrases without a predicate.
    Name,
    /// Clauses too.
    Say,
}

/// What stands between two marks or "and"s of a list.
#[derive(Debug, Clone)]
struct Part {
    tokens: Range<usize>,
    /// A mark stands before it.
    parted: bool,
    /// An "and" stands before it.
    joined: bool,
}

/// An item is no longer than this, in tokens.
const LONGEST: usize = 24;
/// … and one of two no longer than this.
const SHORT: usize = 6;

impl Analysis<'_> {
    /// How many items a list in `tokens` has; `None` where that cannot be told.
    pub(super) fn items_of(&self, tokens: &Range<usize>, may: May) -> Option<Listed> {
        let open = |i: usize| self.tokens[i].is_any(&OPEN) || self.tokens[i].is_punct('?') || self.tokens[i].is_punct(':');
        if tokens.clone().any(open) {
            return None;
        }
        let all = self.parts_of_list(tokens);
        if all.iter().any(|p| p.tokens.is_empty() || p.tokens.len() > LONGEST) || !self.are_alike(&all, may) {
            return None;
        }
        if let [one, other] = &all[..]
            && !self.is_pair(&one.tokens, &other.tokens)
        {
            return None;
        }
        let (mut least, mut most) = (0, 0);
        // Two "and"s without a mark: either may join two words of one item.
        let inner = all.iter().filter(|p| p.joined && !p.parted).count();
        let mut ends = false;
        for part in &all {
            match self.item(part, &all) {
                Item::No => {
                    ends |= part.joined;
                    continue;
                }
                Item::Perhaps => most += 1,
                Item::One => {
                    most += 1;
                    // ", and" closes the list: an "and" before it may join two words of one item.
                    let closed = all.iter().any(|p| p.joined && p.parted);
                    least += usize::from(part.parted || !part.joined || inner < 2 && !closed);
                }
            }
            ends = part.joined;
        }
        let last = all.last()?.tokens.end;
        // Without an "and" before the last one the list goes on, or is none.
        (ends && most > 1).then(|| Listed { least, most, last: self.span(last - 1..last) })
    }

    /// Whether an "and" joins two items, and not two words of a sentence: "Twelve points: a record for the club and the league" lists
    /// nothing. Two items are short, and begin alike.
    fn is_pair(&self, one: &Range<usize>, other: &Range<usize>) -> bool {
        let opens = |part: &Range<usize>, class: Class| self.tokens[part.start].is(class);
        let alike = [Class::Article, Class::DefiniteArticle].iter().all(|class| opens(one, *class) == opens(other, *class));
        alike && one.len().max(other.len()) <= SHORT
    }

    /// What the marks and "and"s part, outside brackets and other mentions.
    fn parts_of_list(&self, tokens: &Range<usize>) -> Vec<Part> {
        let mark = if tokens.clone().any(|i| self.tokens[i].is_punct(';')) { ';' } else { ',' };
        let mut parts: Vec<Part> = Vec::new();
        let mut part = Part { tokens: tokens.start..tokens.start, parted: false, joined: false };
        let mut depth = 0_usize;
        for i in tokens.clone() {
            let t = &self.tokens[i];
            depth = if t.is_punct('(') { depth + 1 } else { depth.saturating_sub(usize::from(t.is_punct(')'))) };
            let (parts_here, joins) = (t.is_punct(mark) && !self.in_mention(i), t.is(Class::And));
            if depth > 0 || !parts_here && !joins {
                part.tokens.end = i + 1;
                continue;
            }
            let next = Part { tokens: i + 1..i + 1, parted: parts_here, joined: joins };
            if part.tokens.is_empty() && (part.parted || part.joined) {
                // ", and".
                part = Part { parted: part.parted || parts_here, joined: part.joined || joins, ..next };
            } else {
                parts.push(std::mem::replace(&mut part, next));
            }
        }
        part.tokens.end = tokens.clone().rev().find(|i| !self.ends(*i)).map_or(part.tokens.start, |last| last + 1);
        if part.tokens.start < part.tokens.end {
            parts.push(part);
        }
        parts
    }

    fn ends(&self, at: usize) -> bool {
        matches!(self.tokens[at].kind, crate::text::TokenKind::Punct(_)) && !self.tokens[at].is_punct(')')
    }

    /// Whether the parts are all of what they may be: names, things, or each a clause with a subject of its own.
    fn are_alike(&self, parts: &[Part], may: May) -> bool {
        // "Cut costs, raise prices and sell the fleet" are things to do; a subject before its verb makes a clause.
        let subject = |p: &Part| {
            let verb = p.tokens.clone().find(|i| self.is_predicate(*i) && !self.tokens[*i].capital)?;
            (p.tokens.start..verb).rev().find(|i| self.is_nominal(*i)).map(|i| self.tags[i])
        };
        let told = |p: &Part| subject(p).is_some_and(|tag| tag != Tag::Pronoun);
        let named = |p: &Part| {
            p.tokens.clone().all(|i| self.in_phrase(i) || self.tokens[i].is(Class::Of))
                && self.names_in(&p.tokens).first().is_some_and(|n| n.tokens.start as usize == p.tokens.start)
        };
        // "17 wheels and 13 axles": groups, each with its own number.
        let one = |at: usize| {
            let is_one = |m: &Mention| matches!(&m.reading, Reading::Amount(a) if a.range.is_exact() == Some(Number::ONE));
            self.mentions_in(&(at..at + 1)).any(is_one)
        };
        let groups = |p: &Part| self.tags[p.tokens.start] == Tag::Number && !one(p.tokens.start) && !self.is_figure_only(p);
        let things =
            || !parts.iter().any(|p| subject(p).is_some()) && parts.iter().all(|p| self.is_thing(p)) && !parts.iter().any(groups);
        match may {
            May::Call => parts.iter().all(named),
            May::Name => things(),
            May::Say => things() || parts.iter().all(told),
        }
    }

    /// Whether a part of a list is an item of its own.
    fn item(&self, part: &Part, all: &[Part]) -> Item {
        let opens = |p: &Part, with: &ClassSet| self.tokens[p.tokens.start].is_any(with);
        let leads = part.tokens.start == all[0].tokens.start;
        // "Anna, 11 år, Bo, 7 år, och Cia": what has a figure only belongs to the item before.
        let figure = self.is_figure_only(part) && !all.iter().all(|p| self.is_figure_only(p));
        if figure {
            return Item::No;
        }
        // "Anna Holm, the mayor, and Bo Berg, who …".
        let only = |with: &ClassSet| opens(part, with) && !all.iter().all(|p| opens(p, with));
        let apposed = !leads && (only(&DETERMINES) || only(&LEANS));
        // What is capitalised within a list is a name, whatever it may mean otherwise; so is the first one where all are.
        let capital = |p: &Part| self.tokens[p.tokens.start].capital;
        let named = |i: usize| self.tokens[i].capital && (i > all[0].tokens.start || all.iter().all(capital));
        let heads = |p: &Part| p.tokens.clone().any(|i| self.is_nominal(i) || self.tags[i] == Tag::Verb || named(i));
        // "Old, leaky pipes": an adjective may belong to the next one's noun.
        let headless = !heads(part) && all.iter().any(heads);
        if apposed || headless { Item::Perhaps } else { Item::One }
    }

    /// Whether a part has a word that can be counted: "before and after" has none.
    fn is_thing(&self, part: &Part) -> bool {
        let counts = |i: usize| {
            matches!(self.tags[i], Tag::Noun | Tag::Name | Tag::Pronoun | Tag::Adjective | Tag::Number | Tag::Verb)
                || self.tokens[i].senses.is_empty()
        };
        part.tokens.clone().any(counts)
    }

    fn is_figure_only(&self, part: &Part) -> bool {
        let within = |m: &&Mention| (m.end as usize) <= part.tokens.end && !matches!(m.kind, Kind::List | Kind::Quote);
        let figures = self.mentions_in(&part.tokens).filter(within);
        let figure = |m: &Mention| m.kind != Kind::Name || self.tokens[m.first as usize].kind == crate::text::TokenKind::Digits;
        let end = figures
            .filter(|m| figure(m))
            .fold(part.tokens.start, |end, m| if m.first as usize <= end { end.max(m.end as usize) } else { end });
        end >= part.tokens.end
    }
}

enum Item {
    One,
    Perhaps,
    No,
}

/// Words that leave it open how many items there are, or make them a choice.
const OPEN: ClassSet = ClassSet::new(&[Class::ListOpen, Class::ListMore, Class::Or, Class::Exclusion, Class::Respectively]);
/// Words that begin what belongs to the item before.
const LEANS: ClassSet = ClassSet::new(&[Class::Relative, Class::Subordinator, Class::Preposition]);
const DETERMINES: ClassSet = ClassSet::new(&[Class::Article, Class::DefiniteArticle, Class::Former, Class::Current]);
