//! Offices and who holds them: "Sweden's foreign minister Maria Stenvall", "Per Alm, vd för Norrvik Energi".
//!
//! ```text
//! office = owner , word for the office , name | word for the office , "of" , owner , [","] , name
//!        | name , "," , [owner] , word for the office , ["of" , owner]
//!        | name , "is" , [owner] , word for the office , ["of" , owner]
//!        | name , "," , "who" , "is" , [owner] , word for the office , ["of" , owner]
//!        | owner , word for the office , "," , name , ","
//!        | word for the office , name , "of" , owner | owner , "," , "whose" , word for the office , [","] , name
//! ```
//! Former, acting, incoming and deputy holders are no holders; an office whose owner is not named says nothing.

use super::{Analysis, Claim, ClaimKind, Modality, Role};
use crate::entity::How;
use crate::lexicon::{Class, Sense, id_hash};
use crate::text::{Tag, Token, TokenKind};
use crate::value::{Days, Value};
use std::ops::Range;

/// The roles of the name of whom or what an office is of, and of the word for it.
pub(crate) const OWNER: u64 = id_hash("owner");
pub(crate) const OFFICE: u64 = id_hash("office");
/// The role of the two together, as they stand.
pub(crate) const HELD: u64 = id_hash("held");

/// Words before or after an office that may say that somebody does not hold it now.
const NEAR: usize = 3;
/// Longer names are lists or titles.
const MOST_NAME: usize = 4;
/// A period at least so long is a term of office; a shorter one is the day of the news.
const LEAST_TERM: i64 = 28;

impl Analysis<'_> {
    /// Who is said to hold which office.
    pub(super) fn offices(&self, out: &mut Vec<Claim>) {
        for (index, sentence) in self.sentences.iter().enumerate() {
            let sentence = &sentence.tokens;
            for at in sentence.clone() {
                let Some(office) = self.tokens[at].sense(Class::Office) else { continue };
                if let Some(claim) = self.office(index, sentence, at, office) {
                    out.push(claim);
                }
            }
        }
    }

    fn office(&self, index: usize, sentence: &Range<usize>, at: usize, office: Sense) -> Option<Claim> {
        if self.no_holder(sentence, at) {
            return None;
        }
        let (owner_before, start) =
            self.owner_before(sentence, at).map_or((None, at), |(id, first)| (Some((id, first..at)), first));
        let (owner_after, end) =
            self.owner_after(sentence, at).map_or((None, at + 1), |(id, end)| (Some((id, at + 2..end)), end));
        if owner_before.is_some() && owner_after.is_some() {
            return None;
        }
        let behind = owner_after.is_some();
        let Some(owner) = owner_before.or(owner_after) else { return self.office_of_named(index, sentence, at, office) };
        // "A, the head of X, B, the head of Y": between commas only what stands on one side alone is the holder.
        let comma = self.tokens.get(end).is_some_and(|t| t.is_punct(','));
        let name = match (self.holder_after(sentence, end, behind), self.holder_before(sentence, start)) {
            (Some(_), Some(_)) if comma => return None,
            (after, before) => after.or(before)?,
        };
        let mut claim = self.held_by(index, sentence, (at, office, owner), &name, start.min(name.start)..name.end.max(end))?;
        let article = |first: &usize| *first >= sentence.start && self.tokens[*first].is(Class::DefiniteArticle);
        let first = start.checked_sub(1).filter(article).unwrap_or(start);
        let held = self.span(first..end);
        let words = Value::Text(held.of(&self.document.text).to_owned());
        claim.roles = claim.roles.into_iter().chain([Role { role: HELD, value: words, span: held }]).collect();
        Some(claim)
    }

    /// "President Elena Quispe of Peru": the owner follows the name.
    fn office_of_named(&self, index: usize, sentence: &Range<usize>, at: usize, office: Sense) -> Option<Claim> {
        let name = self.person_at(sentence, at + 1)?;
        self.tokens.get(name.end).filter(|t| name.end < sentence.end && t.is(Class::Of))?;
        // To the gazetteer "Quispe of Peru" may be a longer name.
        if let Some(owner) = self.entity_after(name.end + 1).filter(|e| (e.tokens.end as usize) <= sentence.end) {
            let end = owner.tokens.end as usize;
            let owned = (at, office, (owner.entity.0, owner.tokens.start as usize..end));
            return (!owner.compound).then(|| self.held_by(index, sentence, owned, &name, at..end))?;
        }
        let first = name.end + 1 + usize::from(self.tokens.get(name.end + 1).is_some_and(|t| t.is(Class::DefiniteArticle)));
        let end = self.name_starting(sentence, first)?;
        self.held_by(index, sentence, (at, office, (self.name_of(&(first..end)).0, first..end)), &name, at..end)
    }

    /// The claim that somebody holds an office, where nothing around it says otherwise.
    fn held_by(
        &self,
        index: usize,
        sentence: &Range<usize>,
        (at, office, (owner, owned)): (usize, Sense, (u64, Range<usize>)),
        name: &Range<usize>,
        all: Range<usize>,
    ) -> Option<Claim> {
        if self.no_holder(sentence, name.start) || self.modality(sentence, at) != Modality::Asserted {
            return None;
        }
        let last = name.clone().rev().find(|i| self.tokens[*i].is_word() && self.tokens[*i].text.len() > 2)?;
        let full = self.span(name.start..last + 1).of(&self.document.text).to_owned();
        let role = |role, words| Role { role, value: Value::Text(String::new()), span: self.span(words) };
        Some(Claim {
            subject: owner,
            attribute: office.id,
            roles: [role(OWNER, owned), role(OFFICE, at..at + 1)].into(),
            period: self.term(sentence, at),
            speaker: self.speaker(sentence),
            ..Claim::new(ClaimKind::OFFICE, Value::Text(full), self.span(all), index as u32)
        })
    }

    /// When an office is said to be held. A weekday, or a day, is when something was said of the holder.
    pub(super) fn term(&self, sentence: &Range<usize>, at: usize) -> Option<Days> {
        self.period(sentence, at).filter(|p| match (p.earliest(), p.latest()) {
            (Some(a), Some(b)) => i64::from((b - a).get_days()) >= LEAST_TERM,
            (a, b) => a.is_some() || b.is_some(),
        })
    }

    /// Whether a word beside `at` says that the office is not, or not now, held. What its holder "will do" says nothing of that, what somebody
    /// "will be" does.
    fn no_holder(&self, sentence: &Range<usize>, at: usize) -> bool {
        let never = [Class::OfficeQualifier, Class::Former, Class::Then, Class::OtherThan, Class::RelNext];
        let open = [Class::Planned, Class::Future];
        let is =
            |i: usize, classes: &[Class]| classes.iter().any(|c| self.tokens[i].is(*c)) && !self.tokens[i].is(Class::Current);
        let does = |i: usize| i > at && (i + 1..sentence.end.min(i + 3)).all(|next| !self.tokens[next].is(Class::Copula));
        let around = at.saturating_sub(NEAR).max(sentence.start)..(at + 3).min(sentence.end);
        around.filter(|i| *i != at).any(|i| is(i, &never) || is(i, &open) && !does(i))
    }

    /// The owner right before an office: "Sweden's", "Swedish", "Norrvik Energy's", "Volvos". Its id and its first token.
    fn owner_before(&self, sentence: &Range<usize>, at: usize) -> Option<(u64, usize)> {
        // "Peru, whose president Elena Quispe": the relative stands for the name before it.
        if let Some(whose) = at.checked_sub(2).filter(|w| *w > sentence.start && self.tokens[w + 1].is(Class::Relative)) {
            let owner = self.tokens[whose].is_punct(',').then(|| self.entity_before(whose)).flatten();
            return owner.filter(|e| !e.compound && !e.in_longer_name).map(|e| (e.entity.0, e.tokens.start as usize));
        }
        let found = self.entities_in(&(at.saturating_sub(8).max(sentence.start)..at)).find(|e| {
            e.tokens.end as usize == at
                && (e.genitive || e.how == How::Adjective || e.how == How::Acronym || e.how == How::Name)
                && !e.compound
                && !e.in_longer_name
        });
        if let Some(found) = found {
            return Some((found.entity.0, found.tokens.start as usize));
        }
        // "Norrvik Energy's chief executive", "Askviks borgmästare", "Norrvik chief executive": an unknown name.
        let last = at.checked_sub(1).filter(|last| *last >= sentence.start)?;
        let glued = self.tokens[last].glued && self.tokens[last].text.starts_with(['\'', '\u{2019}']);
        let named = |t: &Token, tag| t.is_word() && t.capital && (tag == Tag::Name || t.senses.is_empty());
        if !glued && !named(&self.tokens[last], self.tags[last]) {
            return None;
        }
        let end = if glued { last } else { at };
        let first = self.name_ending(sentence, end).filter(|first| *first < end)?;
        Some((self.name_of(&(first..end)).0, first))
    }

    /// The owner after an office: "of the United Nations", "för Norrvik Energi". Its id and the token after it.
    fn owner_after(&self, sentence: &Range<usize>, at: usize) -> Option<(u64, usize)> {
        let of = at + 1;
        let joins = self.tokens.get(of).filter(|_| of < sentence.end)?;
        if !joins.is(Class::Of) && !joins.is(Class::Preposition) {
            return None;
        }
        if let Some(found) = self.entity_after(of + 1).filter(|e| (e.tokens.end as usize) <= sentence.end) {
            return (!found.in_longer_name && !found.compound).then_some((found.entity.0, found.tokens.end as usize));
        }
        let first = of + 1 + usize::from(self.tokens.get(of + 1).is_some_and(|t| t.is(Class::DefiniteArticle)));
        let end = self.name_starting(sentence, first)?;
        // "Of the Vipan/Norrvik venture", "of the Vipan choir": the name is part of another one's.
        let goes_on = self.tokens.get(end).filter(|_| end < sentence.end).is_some_and(|t| {
            t.is_punct('/') || t.glued && t.is_punct('-') || t.is_word() && !t.capital && self.tags[end] == Tag::Noun
        });
        (!goes_on).then(|| (self.name_of(&(first..end)).0, end))
    }

    /// The name after an office and its owner, where nothing but a comma stands between.
    fn holder_after(&self, sentence: &Range<usize>, end: usize, owned: bool) -> Option<Range<usize>> {
        let token = |i: usize| self.tokens.get(i).filter(|_| i < sentence.end);
        let comma = token(end).is_some_and(|t| t.is_punct(','));
        let copula = token(end).is_some_and(|t| t.value(Class::Copula) == Some(0));
        if owned && !comma && !copula {
            return None;
        }
        let first = end + usize::from(comma || copula);
        let name = self.person_at(sentence, first)?;
        // "Peru's president, Elena Quispe, said": a name of its own between commas.
        let closed = || token(name.end).is_none_or(|t| t.is_punct(',') || t.is_punct('.'));
        (owned || !comma || name.len() > 1 && closed()).then_some(name)
    }

    /// The name before an office: "Per Alm, vd för …", "Per Alm is the chief executive of …".
    fn holder_before(&self, sentence: &Range<usize>, start: usize) -> Option<Range<usize>> {
        let mut at = start;
        let before = |at: usize| at.checked_sub(1).filter(|b| *b >= sentence.start);
        while let Some(b) =
            before(at).filter(|b| self.tokens[*b].is(Class::DefiniteArticle) || self.tokens[*b].is(Class::Current))
        {
            at = b;
        }
        let mut b = before(at)?;
        let copula = self.tokens[b].value(Class::Copula) == Some(0);
        if !copula && !self.tokens[b].is_punct(',') && !self.tokens[b].is_punct('(') {
            return None;
        }
        // "Per Alm, who is the chief executive of …"
        if let Some(comma) = before(b).filter(|who| copula && self.tokens[*who].is(Class::Relative)).and_then(before) {
            b = Some(comma).filter(|c| self.tokens[*c].is_punct(','))?;
        }
        let first = self.name_ending(sentence, b)?;
        let name = self.person_at(sentence, first).filter(|n| n.end == b)?;
        // "for Per Alm, ..." and lists of names.
        (name.len() >= 2).then_some(name)
    }

    /// A person's name of one to four words at `at`, a title before it left out: no known entity, and no first of several.
    fn person_at(&self, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
        self.person_named(sentence, at).filter(|name| !self.no_holder(sentence, name.end))
    }

    /// The same, whatever the words around it say of an office.
    pub(super) fn person_named(&self, sentence: &Range<usize>, at: usize) -> Option<Range<usize>> {
        let mut first = at;
        while self.tokens.get(first).is_some_and(|t| first < sentence.end && t.is(Class::Title) && !t.is(Class::Office)) {
            first += 1;
        }
        let end = self.name_starting(sentence, first)?;
        let known = self.entities_in(&(first..end)).any(|e| e.how != How::NearSpelling && e.tokens.len() == end - first);
        let follows = self.tokens.get(end).filter(|_| end < sentence.end);
        // "Anna Berg and Ivo Lind"; not "Anna Berg and left".
        let next = || self.tokens.get(end + 1).is_some_and(|t| end + 1 < sentence.end && t.capital);
        let several = follows.is_some_and(|t| {
            (t.is(Class::And) || t.is(Class::Or)) && next() || t.glued && !matches!(t.kind, TokenKind::Punct(_))
        });
        let possessive = follows.is_some_and(|t| t.glued && t.text.starts_with(['\'', '\u{2019}']));
        (!known && !several && !possessive).then_some(first..end)
    }

    /// The end of a name of capitalised words that begins at `at`.
    fn name_starting(&self, sentence: &Range<usize>, at: usize) -> Option<usize> {
        let part = |i: usize| {
            let t = &self.tokens[i];
            let word = t.is_word()
                && t.capital
                && !t.is(Class::Pronoun)
                && !t.is(Class::Month)
                && !t.is(Class::Weekday)
                && !t.is(Class::Office);
            word || t.glued && t.is_punct('-') || t.glued && t.is_punct('.') && self.tokens[i - 1].text.len() == 1
        };
        let end = (at..sentence.end.min(at + MOST_NAME + 3)).find(|i| !part(*i)).unwrap_or(sentence.end.min(at + MOST_NAME + 3));
        let words = (at..end).filter(|i| self.tokens[*i].is_word()).count();
        (words > 0 && words <= MOST_NAME && self.tokens[at].is_word()).then_some(end)
    }

    /// The start of a name of capitalised words that ends right before `end`.
    pub(super) fn name_ending(&self, sentence: &Range<usize>, end: usize) -> Option<usize> {
        let first = (sentence.start..end).rev().take(MOST_NAME).take_while(|i| {
            let t = &self.tokens[*i];
            let none = [Class::DefiniteArticle, Class::Preposition, Class::Title, Class::AccordingTo];
            t.is_word() && t.capital && !none.iter().any(|class| t.is(*class))
        });
        first.last()
    }
}
