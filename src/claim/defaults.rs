//! Defaults and limits of a program: "`timeout` defaults to 30 seconds", "the default port is 8080".
//!
//! ```text
//! default = what , { word } , amount      in one sentence with a word such as "default" or "by default", and with no other amount
//! what    = code | nouns and names of the sentence
//! ```
//! What is set in code is known by what stands in the file. Defaults are compared within one folder: each project has its own.

use super::{Analysis, Claim, ClaimKind, Modality, versions};
use crate::clause::Key;
use crate::grammar::{Kind, Mention, Reading};
use crate::lexicon::{Class, id_hash};
use crate::text::{ClassSet, Tag, TokenKind, stem};
use crate::value::Value;
use std::ops::Range;

/// A longer sentence tells of more than one default.
const LONGEST: usize = 30;
/// What makes it another default, or one of former times.
const OPEN: ClassSet = ClassSet::new(&[
    Class::Conditional,
    Class::Modal,
    Class::Negator,
    Class::Former,
    Class::RangeFrom,
    Class::Or,
    Class::Each,
    Class::Direction,
    Class::Compared,
]);

impl Analysis<'_> {
    /// All defaults.
    pub(super) fn defaults(&self, out: &mut Vec<Claim>) {
        let mut found = Vec::new();
        for index in 0..self.sentences.len() {
            let sentence = self.sentence(index);
            if sentence.len() <= LONGEST && sentence.clone().any(|i| self.tokens[i].is(Class::Default)) {
                found.extend(self.default_in(&sentence, index));
            }
        }
        versions::without_history(&mut found);
        out.append(&mut found);
    }

    fn default_in(&self, sentence: &Range<usize>, index: usize) -> Option<Claim> {
        let open = |i: usize| self.tokens[i].is_any(&OPEN) && !self.tokens[i].is(Class::RangeTo);
        if sentence.clone().any(open) || self.tokens[sentence.end - 1].is_punct('?') || !self.in_paragraph(sentence) {
            return None;
        }
        let (mention, attribute, value) = self.only_amount(sentence)?;
        let subject = self.configured(sentence, mention)?;
        let own = versions::folder(&self.document.name);
        let modality = self.modality(sentence, mention.first as usize);
        (modality == Modality::Asserted).then(|| Claim {
            subject: subject.rotate_left(9) ^ own,
            attribute: u64::from(Key::of(attribute).0),
            ..Claim::new(ClaimKind::DEFAULT, value, mention.span, index as u32)
        })
    }

    /// The one amount of a sentence.
    fn only_amount(&self, sentence: &Range<usize>) -> Option<(&Mention, u64, Value<crate::entity::EntityId>)> {
        let mut end = 0;
        let mut outer = self.mentions_in(sentence).filter(|m| {
            let inner = m.end <= end;
            end = end.max(m.end);
            !inner
        });
        let (Some(only), None) = (outer.next(), outer.next()) else { return None };
        match &only.reading {
            Reading::Amount(a) if only.kind != Kind::Ordinal && a.range.is_exact().is_some() => {
                Some((only, a.unit, Value::Number(a.range)))
            }
            Reading::Period(p) => Some((only, id_hash("duration"), Value::Number(p.days?))),
            _ => None,
        }
    }

    /// What the default is of: code, with the names of its sentence, or all its nouns and names.
    fn configured(&self, sentence: &Range<usize>, amount: &Mention) -> Option<u64> {
        let amount = amount.first as usize..amount.end as usize;
        let mut code = sentence.clone().filter(|i| self.tokens[*i].is_punct('\u{fffc}'));
        let code = match (code.next(), code.next()) {
            (Some(at), None) => Some(at),
            (None, _) => None,
            (Some(_), Some(_)) => return None,
        };
        let keyed = |i: &usize| {
            let t = &self.tokens[*i];
            let named = self.tags[*i] == Tag::Name || t.capital && *i > sentence.start;
            let noun = self.tags[*i] == Tag::Noun && code.is_none();
            t.kind == TokenKind::Word && !amount.contains(i) && !t.is(Class::Default) && (named || noun)
        };
        let mut words: Vec<u64> = sentence.clone().filter(keyed).map(|i| stem(&self.lexicon.language, &self.tokens[i])).collect();
        words.sort_unstable();
        words.dedup();
        let of_code = code.and_then(|at| self.document.raw.get(self.document.file_range(self.tokens[at].span)));
        let first = of_code.map(|code| id_hash(code.trim_matches('`')));
        let all: Vec<u64> = first.into_iter().chain(words).collect();
        (!all.is_empty()).then(|| all.iter().fold(1_u64, |key, word| key.rotate_left(7) ^ word))
    }
}
