//! Stretches of days as they are written: whether they end after they begin, and whether the weekdays beside them are theirs.
//!
//! ```text
//! span     = range of days | "(" , year , "–" , year , ")"
//! weekdays = weekday , ( "–" | to ) , weekday , [ "," ] , span | span , [ "," ] , [ "(" ] , weekday , ( "–" | to ) , weekday
//! ```

use super::{Analysis, Claim, ClaimKind, Role};
use crate::grammar::{Kind, Mention, Reading};
use crate::lexicon::{Class, id_hash};
use crate::text::{Tag, TokenKind};
use crate::value::{Days, Number, Range, Value};
use jiff::civil::Date;

/// A longer stretch has some of its weekdays more than once: those beside it are the days that something is open.
const LONGEST_WITH_WEEKDAYS: i32 = 5;
/// The digits of a year.
const YEAR: usize = 4;

impl Analysis<'_> {
    /// All stretches of days.
    pub(super) fn spans(&self, out: &mut Vec<Claim>) {
        for mention in self.mentions.iter().filter(|m| m.kind == Kind::DateRange) {
            let Reading::Days { days, relative, .. } = &mention.reading else { continue };
            let sentence = self.sentences.partition_point(|s| s.tokens.end <= mention.first as usize);
            match days {
                None => out.extend(self.backwards(mention, sentence)),
                Some(days) if !relative => self.weekdays_of(mention, days, sentence, out),
                Some(_) => {}
            }
        }
    }

    /// A stretch whose end comes before its beginning.
    fn backwards(&self, mention: &Mention, sentence: usize) -> Option<Claim> {
        let tokens = mention.first as usize..mention.end as usize;
        let (from, to) = self.years_in(&tokens).or_else(|| self.days_in(&tokens))?;
        let role = |name: &str, n: i64| Role {
            role: id_hash(name),
            value: Value::Number(Range::exact(Number::from(n))),
            span: mention.span,
        };
        let value = Value::Number(Range::exact(Number::from(from)));
        let roles = [role("from", from), role("to", to)].into();
        Some(Claim { roles, ..Claim::new(ClaimKind::SPAN, value, mention.span, sentence as u32) })
    }

    /// Two years in brackets: what else has four digits there (numbers of phones and of standards) has other words before it.
    fn years_in(&self, tokens: &std::ops::Range<usize>) -> Option<(i64, i64)> {
        let [first, dash, second] = self.tokens.get(tokens.clone())? else { return None };
        let year =
            |t: &crate::text::Token| if t.kind == TokenKind::Digits && t.text.len() == YEAR { t.text.parse().ok() } else { None };
        let dashed = matches!(dash.kind, TokenKind::Punct('–' | '-')) && dash.glued && second.glued;
        let opened = tokens.start.checked_sub(1).is_some_and(|b| self.tokens[b].is_punct('('));
        let after = self.tokens.get(tokens.end);
        let closed = after.is_some_and(|t| matches!(t.kind, TokenKind::Punct(')' | ',' | ';')));
        if dashed && opened && closed { Some((year(first)?, year(second)?)) } else { None }
    }

    /// Two days of one month, or two with a year of each: "28 December – 3 January 2025" begins in the year before.
    fn days_in(&self, tokens: &std::ops::Range<usize>) -> Option<(i64, i64)> {
        let words = &self.tokens[tokens.clone()];
        let years = words.iter().filter(|t| t.kind == TokenKind::Digits && t.text.len() == YEAR).count();
        let months = words.iter().filter(|t| t.is(Class::Month)).count();
        if months == 1 {
            let day = |t: &&crate::text::Token| t.kind == TokenKind::Digits && t.text.len() < 3;
            let days: Vec<i64> = words.iter().filter(day).filter_map(|t| t.text.parse().ok()).collect();
            return match days[..] {
                [from, to] if (1..=31).contains(&from) && (1..=31).contains(&to) => Some((from, to)),
                _ => None,
            };
        }
        let written: Vec<Days> = self
            .mentions_in(tokens)
            .filter_map(|m| match &m.reading {
                Reading::Days { days: Some(days), .. } if m.kind == Kind::Date => Some(*days),
                _ => None,
            })
            .collect();
        let [from, to] = written[..] else { return None };
        let (from, to) = (from.single()?, to.single()?);
        let day = |date: Date| i64::from((date - Date::constant(1, 1, 1)).get_days());
        let sure = years == 2 || from.month() == to.month();
        sure.then(|| (day(from), day(to)))
    }

    /// The weekdays beside a stretch of days, first and last.
    fn weekdays_of(&self, mention: &Mention, days: &Days, sentence: usize, out: &mut Vec<Claim>) {
        let Some((from, to)) = days.earliest().zip(days.latest()) else { return };
        let length = (to - from).get_days();
        if !(1..=LONGEST_WITH_WEEKDAYS).contains(&length) || self.sentence(sentence).is_empty() {
            return;
        }
        let beside = self.weekdays_before(mention.first as usize, sentence).or_else(|| self.weekdays_after(mention.end as usize));
        let Some((tokens, said)) = beside else { return };
        let tokens = tokens.start.min(mention.first as usize)..tokens.end.max(mention.end as usize);
        let span = self.span(tokens);
        for (day, said) in [from, to].into_iter().zip([said.0, said.1]) {
            let number = |n: i64| Value::Number(Range::exact(Number::from(n)));
            let of_date = i64::from(day.weekday().to_monday_one_offset());
            let role = |name: &str, value| Role { role: id_hash(name), value, span };
            let roles = [
                role("days", number(1)),
                role("weekday_said", number(said)),
                role("weekday_of_date", number(of_date)),
                role("day", Value::Days(Days::on(day))),
            ];
            out.push(Claim {
                roles: roles.into(),
                ..Claim::new(ClaimKind::CALENDAR, Value::Days(Days::on(day)), span, sentence as u32)
            });
            if of_date != said {
                break;
            }
        }
    }

    fn weekdays_before(&self, first: usize, sentence: usize) -> Option<(std::ops::Range<usize>, (i64, i64))> {
        let start = self.sentence(sentence).start;
        let skips = |i: &usize| {
            let t = &self.tokens[*i];
            t.is_punct(',') || t.is_punct('(') || t.is(Class::DateJoin) || t.is(Class::DayOpener)
        };
        let last = (start..first).rev().take(3).find(|i| !skips(i))?;
        let from = last.checked_sub(2).filter(|from| *from >= start)?;
        Some((from..last + 1, self.weekdays_at(from)?))
    }

    fn weekdays_after(&self, end: usize) -> Option<(std::ops::Range<usize>, (i64, i64))> {
        let at = end + usize::from(self.tokens.get(end)?.is_punct('('));
        let t = self.tokens.get(at).filter(|t| at > end && !t.starts_sentence)?;
        let closed = self.tokens.get(at + 3).is_some_and(|t| t.is_punct(')'));
        if t.is(Class::Weekday) && closed { Some((at..at + 4, self.weekdays_at(at)?)) } else { None }
    }

    /// Two weekdays from a token on, joined by a dash or "to".
    fn weekdays_at(&self, at: usize) -> Option<(i64, i64)> {
        let [from, join, to] = self.tokens.get(at..at + 3)? else { return None };
        let joined = matches!(join.kind, TokenKind::Punct('–' | '-' | '—')) || join.is(Class::RangeTo);
        let recurs = at.checked_sub(1).is_some_and(|b| self.tokens[b].is(Class::Each) || self.tags[b] == Tag::Number);
        if joined && !recurs { Some((from.value(Class::Weekday)?, to.value(Class::Weekday)?)) } else { None }
    }
}
