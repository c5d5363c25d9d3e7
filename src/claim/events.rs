//! Events: which of a series they are ("the third international conference on …"), and when what happens once happened.

use super::context::Placed;
use super::{Analysis, Claim, ClaimKind, Feature, Modality};
use crate::entity::EntityId;
use crate::grammar::{Kind, Mention, Reading};
use crate::lexicon::{Class, id_hash};
use crate::value::{Days, Value};
use jiff::civil::Date;
use std::ops::Range;

/// Days from the publication within which a date without a year is the nearest such day: a writer who means the year before or the year
/// after says so. Two months: beyond, announcements and memories of other years begin.
const SURE: i32 = 61;
/// Sentences before a date without a year whose years it may be of.
const YEARS_BEFORE: usize = 2;
/// Words before a date among which "for example" or "such as" makes it one.
const EXAMPLE: usize = 3;
/// Words of a noun phrase after the event's noun that still say which series it belongs to.
const COMPLEMENT: usize = 9;

impl Analysis<'_> {
    /// Ordinals of events that are held again and again.
    pub(super) fn serial_events(&self, out: &mut Vec<Claim>) {
        for (index, sentence) in self.sentences.iter().enumerate() {
            let sentence = &sentence.tokens;
            for mention in self.mentions_in(sentence).filter(|m| m.kind == Kind::Ordinal) {
                let Reading::Amount(amount) = &mention.reading else { continue };
                let Some((noun, event)) = self.event_noun(mention.end as usize, sentence.end) else { continue };
                let start = mention.first as usize;
                let phrase = mention.end as usize..self.phrase_end(noun + 1, sentence.end);
                let features = self.features(&phrase);
                let Some(period) = self.period(sentence, start) else { continue };
                out.push(Claim {
                    attribute: event,
                    period: Some(period),
                    speaker: self.speaker(sentence),
                    modality: self.modality(sentence, start),
                    context: series(&features, noun),
                    ..Claim::new(ClaimKind::ORDINAL, Value::Number(amount.range), self.span(start..phrase.end), index as u32)
                });
            }
        }
    }

    /// The event's noun after an ordinal: adjectives and names may stand between.
    fn event_noun(&self, from: usize, end: usize) -> Option<(usize, u64)> {
        let mut found = None;
        for at in from..end.min(from + 6) {
            let t = &self.tokens[at];
            let ends = !t.is_word() && !t.glued
                || t.is(Class::Preposition)
                || t.is(Class::Of)
                || t.is(Class::Copula)
                || t.is(Class::And);
            if ends {
                break;
            }
            if let Some(sense) = t.sense(Class::Event) {
                found = Some((at, sense.id));
            }
        }
        found
    }

    /// Where the words end that belong to a noun: at a mark, a verb form of being or having, a date, or after some words.
    pub(super) fn phrase_end(&self, from: usize, end: usize) -> usize {
        let stops = |at: usize| {
            let t = &self.tokens[at];
            let inner = t.glued && (t.is_punct('-') || t.is_punct('’'));
            !t.is_word() && !inner
                || [Class::Copula, Class::Have, Class::Relative, Class::Speech, Class::Future, Class::Month]
                    .iter()
                    .any(|c| t.is(*c))
        };
        let mut last = (from..end.min(from + COMPLEMENT)).find(|at| stops(*at)).unwrap_or(end.min(from + COMPLEMENT));
        while last > from
            && [Class::Preposition, Class::DefiniteArticle, Class::Article, Class::And]
                .iter()
                .any(|c| self.tokens[last - 1].is(*c))
        {
            last -= 1;
        }
        last
    }

    /// When something happened that happens once to its subject: "X was founded in 1994", "A joined B on 4 April 1949".
    pub(super) fn dated_events(&self, out: &mut Vec<Claim>) {
        for (index, sentence) in self.sentences.iter().enumerate() {
            let sentence = &sentence.tokens;
            for verb in sentence.clone() {
                let Some(once) = self.tokens[verb].sense(Class::Once) else { continue };
                let Some((subject, first)) = self.dated_subject(sentence, verb) else { continue };
                let Some((mention, days)) = self.date_after(sentence, verb) else { continue };
                let object = self.entity_after(verb + 1).filter(|e| e.tokens.end <= mention.first);
                let between = verb + 1..mention.first as usize;
                let taken = object.map_or(0, |e| e.tokens.len() + 1);
                if between.len() > taken + 3 || self.modality(sentence, verb) != Modality::Asserted {
                    continue;
                }
                let of = object.map_or(0, |e| e.entity.0.rotate_left(17));
                out.push(Claim {
                    subject: subject.0,
                    attribute: once.id ^ of,
                    speaker: self.speaker(sentence),
                    ..Claim::new(ClaimKind::DATE, Value::Days(days), self.span(first..mention.end as usize), index as u32)
                });
            }
        }
    }

    /// The entity or the name of two words or more that ends right before a verb, an auxiliary or a bracket left out.
    fn dated_subject(&self, sentence: &Range<usize>, verb: usize) -> Option<(EntityId, usize)> {
        let mut end = verb;
        while end > sentence.start {
            let t = &self.tokens[end - 1];
            let auxiliary = t.is(Class::Copula)
                || t.is(Class::Have)
                || t.is_punct('(')
                || t.is_punct(',') && end == verb
                || t.is(Class::Stop) && !t.capital;
            if !auxiliary || verb - end > 3 {
                break;
            }
            end -= 1;
        }
        if let Some(found) = self.entity_before(end).filter(|e| e.tokens.start as usize >= sentence.start && !e.genitive) {
            return Some((found.entity, found.tokens.start as usize));
        }
        let name = |t: &crate::text::Token| t.is_word() && t.capital && !t.is(Class::Pronoun);
        let first = (sentence.start..end).rev().take_while(|i| name(&self.tokens[*i])).last()?;
        let words = (first..end).filter(|i| !self.tokens[*i].is(Class::DefiniteArticle)).count();
        (words >= 2).then(|| (self.name_of(&(first..end)), first))
    }

    fn date_after(&self, sentence: &Range<usize>, verb: usize) -> Option<(&Mention, Days)> {
        self.mentions_in(&(verb + 1..sentence.end.min(verb + 10))).find_map(|m| match (&m.reading, m.kind) {
            (Reading::Days { days, written, relative, .. }, Kind::Date | Kind::DateRange) => {
                Some((m, if *relative { *written } else { (*days)? }))
                    .filter(|(_, d)| d.year_number().is_some() || d.single().is_some() || d.is_anchored())
            }
            _ => None,
        })
    }

    /// Whether a sentence says of a date that it is none, or only an example.
    fn is_unreal(&self, sentence: usize, date: &Mention) -> bool {
        let words = &self.tokens[self.sentence(sentence)];
        let negated = words.iter().any(|t| t.is(Class::Negator));
        let says = |t: &crate::text::Token| t.value(Class::Unreal).is_some_and(|needs| needs == 0 || negated);
        let before = |n: usize| (date.first as usize).checked_sub(n).and_then(|at| self.tokens.get(at));
        let example = (1..=EXAMPLE).filter_map(before).any(|t| t.is(Class::ListOpen));
        example || before(1).is_some_and(|t| t.is(Class::Negator)) || words.iter().any(says)
    }

    /// The day that a date without a year means, which is `nearest` to the day of publication; `None` where it may be another one. Further
    /// off than [`SURE`] it may be of another year, and beside another year of that one.
    fn day_meant(&self, sentence: usize, nearest: Date, written: Days) -> Option<Date> {
        let published = self.document.meta.date?;
        let dated = written.month_number().is_some() && written.day_number().is_some();
        let other_year = self
            .mentions_in(&(self.sentence(sentence.saturating_sub(YEARS_BEFORE)).start..self.sentence(sentence).end))
            .filter_map(|m| match &m.reading {
                Reading::Days { written, .. } => written.year_number(),
                _ => None,
            })
            .any(|year| year != nearest.year());
        let far = (nearest - published).get_days().abs() > SURE;
        (dated && !other_year && !far).then_some(nearest)
    }

    /// Dates as they are written: whether there is such a day, and which weekday it is.
    pub(super) fn calendar(&self, out: &mut Vec<Claim>) {
        for mention in self.mentions.iter().filter(|m| m.kind == Kind::Date) {
            let Reading::Days { days, weekday, written, relative, .. } = &mention.reading else { continue };
            let sentence = self.sentences.partition_point(|s| s.tokens.end <= mention.first as usize);
            let mut roles = Vec::new();
            let mut role = |name: &str, value| roles.push(super::Role { role: id_hash(name), value, span: mention.span });
            let number = |n: i64| Value::Number(crate::value::Range::exact(n.into()));
            match (days, weekday) {
                (None, _) if self.is_unreal(sentence, mention) => continue,
                (None, _) => {
                    role("days", number(0));
                    if let Some(length) = month_length(written) {
                        role("month_days", number(length));
                    }
                }
                (Some(_), None) => continue,
                (Some(days), Some(said)) => {
                    let Some(day) = days.single() else { continue };
                    let day = if *relative { self.day_meant(sentence, day, *written) } else { Some(day) };
                    let Some(day) = day else { continue };
                    role("days", number(1));
                    role("weekday_said", number(i64::from(*said)));
                    role("weekday_of_date", number(i64::from(day.weekday().to_monday_one_offset())));
                    role("day", Value::Days(Days::on(day)));
                }
            }
            out.push(Claim {
                roles: roles.into(),
                ..Claim::new(ClaimKind::CALENDAR, Value::Days(days.unwrap_or(Days::ALL)), mention.span, sentence as u32)
            });
        }
    }
}

/// How many days the month has that some days lie in; a leap year's February where no year is known.
fn month_length(days: &Days) -> Option<i64> {
    /// A leap year.
    const LONG: i16 = 2000;
    let first = Date::new(days.year_number().unwrap_or(LONG), days.month_number()?, 1).ok()?;
    Some(i64::from(first.days_in_month()))
}

/// The features that say which series an event belongs to.
fn series(features: &[Placed], noun: usize) -> Box<[Feature]> {
    Analysis::context_of(features, &(noun..noun + 1), 16)
}
