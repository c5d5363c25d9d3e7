//! Ages beside the dates that they follow from: of a birth or a founding, and of what happened at that age.
//!
//! ```text
//! "Greta Holm, 80, was born in 1951."                       age 80    born 1951     today
//! "Holm was 49 when she won the prize. She was born …"      age 49    birth 1951    event 1990
//! ```
//! Date and age are read as what they are about; they belong together where both are said of one name, or of one thing of one sentence.

use super::{Analysis, Claim, ClaimKind, Modality, Role};
use crate::clause::{About, Key, Parsed, Role as Place, ToldOf};
use crate::grammar::{Kind, Mention, Reading};
use crate::lexicon::{Class, id_hash};
use crate::text::{Span, Tag, Token};
use crate::value::{Days, Number, Range, Value};
use std::ops::Range as Tokens;

/// The kind of these claims, which patterns of packs make too.
const LIFETIME: ClaimKind = ClaimKind(id_hash("lifetime"));
/// An age and the date of birth stand at most so many sentences apart: further on a pronoun may take up somebody else.
const APART: usize = 3;
/// So many sentences before an age tell whether it speaks of today.
const TOLD_BEFORE: usize = 2;
/// Nobody gets older, in years; an age of somebody born before is one of long ago.
const OLDEST: i64 = 110;
/// What begins a life, what ends it, and the days that come round every year of it.
const BIRTH: Key = Key::of(id_hash("birth"));
const BEGINS: [Key; 3] = [BIRTH, Key::of(id_hash("founding")), Key::of(id_hash("building"))];
const DEATH: Key = Key::of(id_hash("death"));
const DAYS: [Key; 2] = [Key::of(id_hash("birthday")), Key::of(id_hash("anniversary"))];

/// A date at which a life began or ended.
struct Turn {
    sentence: usize,
    span: Span,
    days: Days,
    about: About,
}

impl Analysis<'_> {
    /// Each age with the date that it follows from.
    pub(super) fn lifetimes(&self, out: &mut Vec<Claim>) {
        for index in 0..self.sentences.len() {
            let begins = |t: &Token| t.is(Class::Once) && t.senses.iter().any(|s| BEGINS.contains(&Key::of(s.id)));
            if !self.tokens[self.sentence(index)].iter().any(begins) {
                continue;
            }
            let near = index.saturating_sub(APART)..(index + APART + 1).min(self.sentences.len());
            let beginnings = self.turns(index, &BEGINS);
            if beginnings.is_empty() {
                continue;
            }
            let ends: Vec<Turn> = near.clone().flat_map(|i| self.turns(i, &[DEATH])).collect();
            for from in beginnings {
                let to = ends.iter().find(|end| from.is_of(&end.about, end.sentence));
                near.clone().for_each(|index| self.ages_of(&from, to, index, out));
            }
        }
    }

    /// The dates of a sentence that are told of by one of these.
    fn turns(&self, index: usize, told_by: &[Key]) -> Vec<Turn> {
        let sentence = self.sentence(index);
        let has_word = |t: &Token| t.is(Class::Once) && t.senses.iter().any(|s| told_by.contains(&Key::of(s.id)));
        if !self.tokens[sentence.clone()].iter().any(has_word) {
            return Vec::new();
        }
        let Some(parsed) = self.parsed(index, self.outermost(&sentence).count()) else { return Vec::new() };
        let read = |m: &Mention| {
            let days = dated(m)?;
            let about = self.about(&parsed, m)?;
            let told = about.once && about.modality == Modality::Asserted && told_by.iter().any(|key| about.verb.has(*key));
            told.then_some(Turn { sentence: index, span: m.span, days, about })
        };
        self.outermost(&sentence).filter_map(read).collect()
    }

    fn ages_of(&self, from: &Turn, to: Option<&Turn>, index: usize, out: &mut Vec<Claim>) {
        let sentence = self.sentence(index);
        if !self.outermost(&sentence).any(|m| self.age_of(m).is_some()) {
            return;
        }
        let Some(parsed) = self.parsed(index, self.outermost(&sentence).count()) else { return };
        for mention in self.outermost(&sentence) {
            let Some(age) = self.age_of(mention) else { continue };
            let Some(about) = self.about(&parsed, mention) else { continue };
            let fits = match mention.kind {
                Kind::Age => true,
                Kind::Ordinal => DAYS.iter().any(|key| about.head.has(*key)),
                _ => about.head.is_empty() && about.container.is_empty(),
            };
            if fits && about.modality == Modality::Asserted && from.is_of(&about, index) {
                let event = self.day_of(&parsed, from, mention, &about);
                out.extend(self.lifetime(from, to, (index, mention, &about, age), event));
            }
        }
    }

    /// The mentions of a sentence that no other one holds.
    pub(super) fn outermost(&self, sentence: &Tokens<usize>) -> impl Iterator<Item = &Mention> {
        let mut covered = 0;
        self.mentions_in(sentence).filter(move |m| {
            let outer = m.end > covered && !matches!(m.kind, Kind::List | Kind::Quote);
            covered = if outer { m.end } else { covered };
            outer
        })
    }

    /// What may be an age, in years: one by its words, a number that somebody simply is, or a rank of birthdays.
    fn age_of(&self, mention: &Mention) -> Option<Range> {
        let is = || mention.first.checked_sub(1).is_some_and(|i| self.tokens[i as usize].is(Class::Copula));
        match (&mention.reading, mention.kind) {
            (Reading::Amount(amount), Kind::Age) if amount.unit == id_hash("year") => Some(amount.range),
            (Reading::Amount(amount), Kind::Number) if is() => Some(amount.range).filter(|_| amount.figure.is_integer()),
            (Reading::Amount(amount), Kind::Ordinal) => Some(amount.range),
            (Reading::Period(period), Kind::Duration) if is() && period.iso8601.ends_with('Y') => {
                self.inner_figure(mention).map(Range::exact)
            }
            _ => None,
        }
    }

    /// The date of what happened at an age: the one other date of its clause, or that of the clause that says when.
    fn day_of(&self, parsed: &Parsed, from: &Turn, age: &Mention, about: &About) -> Option<Days> {
        let sentence = self.sentence(self.sentences.partition_point(|s| s.tokens.end <= age.first as usize));
        let others = || self.outermost(&sentence).filter(|m| m.span != from.span).filter_map(|m| Some((m, dated(m)?)));
        let inside = |m: &Mention| about.clause.start <= m.span.start && m.span.end <= about.clause.end;
        let mut own = others().filter(|(m, _)| inside(m));
        match (own.next(), own.next()) {
            (Some((_, days)), None) => return Some(days),
            (Some(_), Some(_)) => return None,
            (None, _) => {}
        }
        // "The 31-year-old keeper, born in 1962, was hired in 2004", "Rask, 80, died in 1890": the date of what else is said of them.
        if about.clause == age.span || !about.container.is_empty() {
            let told = |m: &Mention| {
                self.about(parsed, m).is_some_and(|a| a.told_of != ToldOf::Nothing && from.is_of(&a, parsed.index()))
            };
            let mut told = others().filter(|(m, _)| told(m));
            return told.next().filter(|_| told.next().is_none()).map(|(_, days)| days);
        }
        let when = age.end as usize;
        let opens = matches!(self.tags.get(when), Some(Tag::Adverb | Tag::Subordinator));
        let start = self.tokens.get(when).filter(|_| opens)?.span.start;
        let (_, days) = others().find(|(m, _)| self.about(parsed, m).is_some_and(|a| a.clause.start == start))?;
        Some(days)
    }

    /// The age with its dates; `None` where nothing tells of which day it is.
    fn lifetime(
        &self,
        from: &Turn,
        to: Option<&Turn>,
        (index, mention, about, age): (usize, &Mention, &About, Range),
        event: Option<Days>,
    ) -> Option<Claim> {
        let published = self.document.meta.date.map(Days::on);
        let years = |to: &Days| Some(i64::from(to.year_number()?) - i64::from(from.days.year_number()?));
        let fits = |years: i64| (-1..=1).any(|n| age.contains(Number::from(years + n)));
        let now = published.as_ref().and_then(years);
        let whole = about.clause == mention.span;
        let after_copula = mention.kind != Kind::Age || about.verb.is_empty();
        let end = to.filter(|_| whole || after_copula).map(|to| to.days);
        let role = |name: &str, value, span| Role { role: id_hash(name), value, span };
        let mut roles = vec![role("age", Value::Number(age), mention.span)];
        if let Some(days) = event.or(end) {
            if now.is_some_and(fits) {
                return None;
            }
            roles.push(role("birth", Value::Days(from.days), from.span));
            roles.push(role("event", Value::Days(days), mention.span));
        } else {
            let alive = !from.about.verb.has(BIRTH) || now.is_some_and(|n| n <= OLDEST);
            if !alive || about.verb.has(DEATH) || !self.is_of_today(from, index, mention, about) {
                return None;
            }
            roles.push(role("born", Value::Days(from.days), from.span));
            roles.push(role("published", Value::Days(published?), mention.span));
        }
        Some(Claim { roles: roles.into(), ..Claim::new(LIFETIME, Value::Number(age), mention.span, index as u32) })
    }

    /// Whether an age is that of the day of publication: in apposition, said in the present, told of this year; and no date of another
    /// time stands near.
    fn is_of_today(&self, from: &Turn, index: usize, mention: &Mention, about: &About) -> bool {
        let before = mention.first.checked_sub(1).map(|i| &self.tokens[i as usize]);
        let present = before.is_some_and(|t| t.value(Class::Copula).is_some_and(|tense| tense >= 0));
        let narrows = !about.container.is_empty();
        let near = self.sentence(index.saturating_sub(TOLD_BEFORE)).start..self.sentence(index).end;
        let other = |m: &Mention| m.span != from.span && dated(m).is_some();
        (present || about.clause == mention.span || narrows || about.deictic) && !self.outermost(&near).any(other)
    }
}

/// The days of a date that names its year.
fn dated(mention: &Mention) -> Option<Days> {
    match &mention.reading {
        Reading::Days { days: Some(days), relative: false, .. } => days.year_number().map(|_| *days),
        _ => None,
    }
}

impl Turn {
    /// Whether an age, or the end of a life, is told of what began then.
    fn is_of(&self, age: &About, index: usize) -> bool {
        const SAID_OF: &[Place] = &[Place::Subject, Place::Before];
        const BESIDE: &[Place] = &[Place::Owner, Place::Subject, Place::Before, Place::Object, Place::Beside];
        const ELSEWHERE: &[Place] = &[Place::Sentence];
        let here = index == self.sentence;
        let names = |about: &About, places| about.named(places).cloned().collect::<Vec<_>>();
        let own = names(&self.about, &[Place::Owner, Place::Subject, Place::Before]);
        let all_fit = |others: &[crate::clause::Name]| !others.is_empty() && others.iter().all(|n| own.iter().any(|o| o.fits(n)));
        let one_noun = own.is_empty() && age.named(BESIDE).next().is_none();
        match age.told_of {
            ToldOf::Pronoun if one_noun => age.subject.meets(&self.about.subject),
            ToldOf::Name | ToldOf::Pronoun => all_fit(&names(age, SAID_OF)),
            // "The firm was founded in 1921. The firm turns 120": one firm, as long as nothing else can be meant.
            ToldOf::Noun if one_noun && (here || age.chain.is_some() && age.chain == self.about.chain) => {
                age.subject.meets(&self.about.subject)
            }
            ToldOf::Nothing if here && !age.container.is_empty() => age.container.meets(&self.about.subject),
            // "At 80, Greta Holm, born in 1951, …": no other name stands in the sentence.
            ToldOf::Nothing if here && age.named(BESIDE).next().is_none() => all_fit(&names(age, ELSEWHERE)),
            _ => false,
        }
    }
}
