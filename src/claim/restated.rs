//! A number that is said twice, in words and in figures: "within ten (15) days".
//!
//! ```text
//! restated = amount in words , "(" , amount in figures , ")" | amount in figures , "(" , amount in words , ")"
//! ```
//! Both are of one unit. Bare numbers are said twice only where what they count follows: "forty (12) of them"
//! may tell how many answered, "the last five (2019)" when.

use super::{Analysis, Claim, ClaimKind, Role};
use crate::grammar::{Amount, Kind, Mention, Reading};
use crate::lexicon::{Class, id_hash};
use crate::text::Tag;
use crate::value::{Number, Value};

/// Figures that may be a year, beside a smaller number.
const YEARS: std::ops::Range<i64> = 1000..2100;

impl Analysis<'_> {
    /// All numbers that are said twice.
    pub(super) fn restated(&self, out: &mut Vec<Claim>) {
        let opens = |m: &&Mention| self.tokens.get(m.end as usize).is_some_and(|t| t.is_punct('(') && !t.starts_sentence);
        for one in self.mentions.iter().filter(opens) {
            let bracket = one.end as usize;
            let closes = |m: &&Mention| self.tokens.get(m.end as usize).is_some_and(|t| t.is_punct(')'));
            let within = self.mentions_in(&(bracket + 1..bracket + 2)).find(closes);
            let Some(other) = within else { continue };
            let Some((first, second)) = exact(one).zip(exact(other)) else { continue };
            if !self.says_again(one, other, first, second) {
                continue;
            }
            let (words, figure) = if first.in_words { (one, other) } else { (other, one) };
            let role = |name: &str, mention: &Mention| {
                let value = exact(mention).map_or(Number::ZERO, |a| a.figure);
                Role { role: id_hash(name), value: Value::Number(crate::value::Range::exact(value)), span: mention.span }
            };
            let sentence = self.sentences.partition_point(|s| s.tokens.end <= one.first as usize);
            let span = self.span(one.first as usize..other.end as usize + 1);
            out.push(Claim {
                roles: [role("words", words), role("figure", figure)].into(),
                ..Claim::new(ClaimKind::RESTATED, Value::Number(crate::value::Range::exact(first.figure)), span, sentence as u32)
            });
        }
    }

    /// Whether what stands in the brackets is the number before them, said in another way.
    fn says_again(&self, one: &Mention, other: &Mention, first: &Amount, second: &Amount) -> bool {
        let year = |a: &Amount| !a.in_words && a.figure.to_i64().is_some_and(|n| YEARS.contains(&n));
        let apart = first.figure != second.figure && (year(first) || year(second));
        let whole = first.figure.is_integer() == second.figure.is_integer();
        if first.in_words == second.in_words || one.kind != other.kind || first.unit != second.unit || apart || !whole {
            return false;
        }
        one.kind != Kind::Number || self.goes_on_with_noun(other.end as usize + 1)
    }

    /// Whether what is counted stands at a token: a noun, what narrows it, "of" or the rest of a compound.
    fn goes_on_with_noun(&self, at: usize) -> bool {
        let Some(t) = self.tokens.get(at).filter(|t| !t.starts_sentence) else { return false };
        let compound = t.glued && t.is_punct('-');
        let noun = matches!(self.tags[at], Tag::Noun | Tag::Adjective) || t.is(Class::TimeUnit) || t.is(Class::Unit);
        compound || t.is_word() && !t.glued && noun
    }
}

/// The amount of a mention that gives one exactly.
fn exact(mention: &Mention) -> Option<&Amount> {
    match &mention.reading {
        Reading::Amount(amount) if amount.range.is_exact().is_some() || !amount.last_digit.is_zero() && !amount.hedged => {
            Some(amount)
        }
        _ => None,
    }
}
