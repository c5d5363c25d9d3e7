//! Lists in running text: "Norrland, Vendia and Saal", "mercury, cadmium and lead".
//!
//! ```text
//! listing = item , "," , item , { "," , item } , [ "," ] , and , item | item , "," , item , and , item
//! item    = [ article ] , word , { word }          words with capitals in all items, or in none
//! ```
//!
//! A list that says that there are more, or leaves a choice, says nothing of what it leaves out.

use super::context::fold;
use super::{Analysis, Claim, ClaimKind, Feature, Role};
use crate::clause::name_word;
use crate::grammar::{Kind, Reading};
use crate::lexicon::{Class, id_hash};
use crate::text::{ClassSet, Tag};
use crate::value::{Number, Range as Numbers, Value};
use std::ops::Range;

/// The roles of an item, and of the number that the text announces.
pub(crate) const ITEM: u64 = id_hash("item");
pub(crate) const ANNOUNCED: u64 = id_hash("announced");

/// Two things are named together without being all of anything.
const LEAST: usize = 3;
/// A longer list is a table, or an index.
const MOST: usize = 24;
/// A longer item is a clause.
const LONGEST: usize = 6;
/// What leaves a list open stands within so many words before it.
const OPENS_WITHIN: usize = 4;

const OPEN: ClassSet = ClassSet::new(&[Class::ListOpen, Class::ListMore, Class::Include, Class::Or, Class::Exclusion]);

impl Analysis<'_> {
    /// The closed lists of at least three items.
    pub(super) fn listings(&self, out: &mut Vec<Claim>) {
        for (index, sentence) in self.sentences.iter().enumerate() {
            let sentence = &sentence.tokens;
            for and in sentence.clone().filter(|at| self.tokens[*at].is(Class::And)) {
                let Some(items) = self.items_around(sentence, and) else { continue };
                let announced = self.announced_near(index, items.len());
                // A short list is held against one that is announced, too.
                if announced.is_none() && items.len() <= LEAST {
                    continue;
                }
                let span = self.span(items[0].start..items[items.len() - 1].end);
                let role =
                    |item: &Range<usize>| Role { role: ITEM, value: Value::Text(String::new()), span: self.span(item.clone()) };
                let keys = (0..).zip(&items).flat_map(|(n, item)| self.item_keys(item).map(move |hash| (n, hash)));
                out.push(Claim {
                    roles: items.iter().map(role).chain(announced).collect(),
                    context: keys.map(|(weight, hash)| Feature { hash, weight, offset: 0 }).collect(),
                    period: self.period(sentence, and),
                    modality: self.modality(sentence, and),
                    ..Claim::new(ClaimKind::LISTING, Value::Text(String::new()), span, index as u32)
                });
            }
        }
    }

    /// The items of the list that the "and" joins the last one of to the others.
    fn items_around(&self, sentence: &Range<usize>, and: usize) -> Option<Vec<Range<usize>>> {
        let last = self.item_after(sentence, and + 1)?;
        let comma = |at: usize| at > sentence.start && self.tokens[at - 1].is_punct(',');
        let mut items = vec![last];
        let mut end = and - usize::from(comma(and));
        loop {
            let item = self.item_before(sentence, end)?;
            // "Three metals, zinc, lead and nickel": what is counted is none of them.
            if item.start > sentence.start && self.tags[item.start - 1] == Tag::Number {
                break;
            }
            end = item.start;
            let article =
                end > sentence.start && self.tokens[end - 1].is_any(&ClassSet::new(&[Class::DefiniteArticle, Class::Article]));
            end -= usize::from(article);
            items.push(item);
            if !comma(end) || items.len() > MOST {
                break;
            }
            end -= 1;
        }
        items.reverse();
        if !(LEAST..=MOST).contains(&items.len()) {
            return None;
        }
        let capital = |item: &Range<usize>| self.tokens[item.start].capital;
        let named = capital(&items[1]);
        let alike = items.iter().skip(1).all(|item| capital(item) == named)
            && (capital(&items[0]) == named || self.tokens[items[0].start].starts_sentence);
        let before = items[0].start.saturating_sub(OPENS_WITHIN).max(sentence.start)..items[0].start;
        let after = items[items.len() - 1].end..sentence.end.min(items[items.len() - 1].end + 2);
        let open = before.chain(after).any(|i| self.tokens[i].is_any(&OPEN));
        (alike && !open).then_some(items)
    }

    fn in_item(&self, at: usize) -> bool {
        let t = &self.tokens[at];
        let word = t.is_word() && !t.is_any(&OPEN) && !t.is(Class::And) && !t.is(Class::Pronoun) && !t.is(Class::Weekday);
        let verb = matches!(self.tags[at], Tag::Verb | Tag::Auxiliary | Tag::Adverb | Tag::Adposition) && !t.capital;
        let tag = matches!(self.tags[at], Tag::Noun | Tag::Name | Tag::Adjective) || t.capital || t.senses.is_empty() && !verb;
        word && tag || t.glued && (t.is_punct('-') || t.text.starts_with(['\'', '’']))
    }

    fn item_after(&self, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
        let article = self.tokens.get(at).is_some_and(|t| t.is_any(&ClassSet::new(&[Class::DefiniteArticle, Class::Article])));
        let first = at + usize::from(article);
        let joins = |i: usize| i > first && self.tokens[i].is(Class::Of) && i + 1 < sentence.end && self.tokens[i + 1].capital;
        let end = (first..sentence.end.min(first + LONGEST)).take_while(|i| self.in_item(*i) || joins(*i)).last()? + 1;
        self.is_item(&(first..end)).then_some(first..end)
    }

    fn item_before(&self, sentence: &Range<usize>, end: usize) -> Option<Range<usize>> {
        let from = end.saturating_sub(LONGEST).max(sentence.start);
        let joins = |i: usize| {
            i > from && i + 1 < end && self.tokens[i].is(Class::Of) && self.tokens[i + 1].capital && self.tokens[i - 1].capital
        };
        let mut first = (from..end).rev().take_while(|i| self.in_item(*i) || joins(*i)).last()?;
        // "The towns Askvik, Brenna and Velling": the noun before a name is none of its words.
        if self.tokens[end - 1].capital {
            first = (first..end).find(|i| self.tokens[*i].capital)?;
        }
        self.is_item(&(first..end)).then_some(first..end)
    }

    fn is_item(&self, item: &Range<usize>) -> bool {
        item.clone()
            .any(|i| matches!(self.tags[i], Tag::Noun | Tag::Name) || self.tokens[i].senses.is_empty() || self.tokens[i].capital)
    }

    fn item_keys(&self, item: &Range<usize>) -> impl Iterator<Item = u32> {
        let named = self.tokens[item.start].capital;
        let mut keys: Vec<u32> = self.entities_in(item).filter(|e| !e.in_longer_name).map(|e| fold(e.entity.0)).collect();
        for i in item.clone().filter(|i| self.tokens[*i].is_word() && !self.tokens[*i].is(Class::Of)) {
            keys.push(name_word(self.tokens[i].text).0);
            if !named || self.tokens[i].starts_sentence {
                keys.extend(self.keys_of(i).into_iter().map(|key| key.0));
            }
        }
        keys.into_iter()
    }

    /// The number of items, where the sentence, or one beside it, says that there are so many of something: "three villages", "de fyra".
    fn announced_near(&self, index: usize, items: usize) -> Option<Role> {
        let near = [index, index.wrapping_sub(1), index + 1];
        near.into_iter().filter_map(|n| self.sentences.get(n)).find_map(|sentence| self.announced_in(&sentence.tokens, items))
    }

    fn announced_in(&self, sentence: &Range<usize>, items: usize) -> Option<Role> {
        let count = Numbers::exact(Number::from(i64::try_from(items).ok()?));
        let counts = |m: &&crate::grammar::Mention| {
            let (first, end) = (m.first as usize, m.end as usize);
            let plain = matches!(&m.reading, Reading::Amount(a) if a.range == count && a.unit == 0 && !a.hedged);
            let noun = self.counted_noun(&(first..end), sentence.end);
            let time = noun.is_some_and(|noun| self.tokens[noun].is(Class::TimeUnit));
            // "The winning four", "de fyra".
            let stands = first > sentence.start && self.tokens[first - 1].is(Class::DefiniteArticle);
            m.kind == Kind::Number && plain && !time && (noun.is_some() || stands)
        };
        let says = self.mentions_in(sentence).find(counts)?;
        Some(Role { role: ANNOUNCED, value: Value::Number(count), span: says.span })
    }
}
