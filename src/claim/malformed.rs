//! Numbers that are written as none is: "1.000.0000 kronor", "12,34,5 visitors", "2,00 requests", "a %5 rise".
//!
//! ```text
//! malformed = digits , { mark , digits }      where the groups behind the first are not of three digits (or, as in India, of two and then three)
//!           | "%" , digits
//! ```
//! Versions, addresses, codes and rows of numbers look much the same, so a number must be seen to be one: a currency's sign stands before it,
//! a unit behind it, or it counts what follows.

use super::{Analysis, Claim, ClaimKind, Role};
use crate::lexicon::{Class, id_hash};
use crate::text::{ClassSet, Tag, TokenKind};
use crate::value::{Number, Range, Value};

/// A group of digits behind a mark.
const GROUP: usize = 3;
/// What stands behind an amount.
const MEASURES: ClassSet = ClassSet::new(&[Class::Unit, Class::Currency, Class::Percent, Class::Multiplier, Class::TimeUnit]);
/// What stands before a number that is a label.
const LABELS: ClassSet = ClassSet::new(&[Class::NumberNamer, Class::Month, Class::Weekday]);

/// Digits in groups.
struct Groups {
    /// The token after the last one.
    end: usize,
    /// What stands between them, if it is one mark.
    mark: Option<char>,
    /// The digits of each, and their value.
    digits: Vec<(usize, u64)>,
}

impl Analysis<'_> {
    /// All malformed numbers.
    pub(super) fn malformed(&self, out: &mut Vec<Claim>) {
        let mut at = 0;
        while at < self.tokens.len() {
            let end = self.percent_before(at).or_else(|| self.broken_groups(at));
            if let Some(end) = end.filter(|end| *end > at) {
                let sentence = self.sentences.partition_point(|s| s.tokens.end <= at);
                let (span, value) = (self.span(at..end), Value::Number(Range::exact(Number::ONE)));
                out.push(Claim {
                    roles: [Role { role: id_hash("faults"), value: value.clone(), span }].into(),
                    ..Claim::new(ClaimKind::MALFORMED, value, span, sentence as u32)
                });
                at = end;
            } else {
                at += 1;
            }
        }
    }

    /// "a %5 rise", "%20 of them": where it ends.
    fn percent_before(&self, at: usize) -> Option<usize> {
        let sign = &self.tokens[at];
        let digits = self.tokens.get(at + 1).filter(|t| t.glued && t.kind == TokenKind::Digits && !t.text.starts_with('0'))?;
        let stands_free = sign.is_punct('%') && !sign.glued && digits.text.len() <= GROUP;
        (stands_free && (self.counts_noun(at + 2) || self.is_free(at + 2, Class::Of)) && self.tokens[at + 1].text != "1")
            .then_some(at + 2)
    }

    /// Digits whose marks stand where no number has them: where they end.
    fn broken_groups(&self, at: usize) -> Option<usize> {
        let first = &self.tokens[at];
        let before = at.checked_sub(1).map(|b| &self.tokens[b]);
        let sign = before.is_some_and(|t| t.is(Class::CurrencySign) && first.glued);
        if first.kind != TokenKind::Digits || first.glued && !sign && !before.is_some_and(|t| matches!(t.text, "(" | "\"" | "“"))
        {
            return None;
        }
        let groups = self.groups(at)?;
        let mark = groups.mark?;
        let goes_on = self
            .tokens
            .get(groups.end)
            .is_some_and(|t| t.glued && (t.is_word() || matches!(t.text, "-" | "/" | ":" | "_" | "+")));
        let labelled = before.is_some_and(|t| t.is_any(&LABELS)) || at > 0 && self.tags[at - 1] == Tag::Name;
        if goes_on || labelled || !self.is_broken(mark, &groups.digits) {
            return None;
        }
        let noun_before = at > 0 && !first.starts_sentence && matches!(self.tags[at - 1], Tag::Noun | Tag::Number);
        let grouped = groups.digits.len() > 2;
        // Two groups with a decimal comma are an amount in most languages: only things that are counted are whole.
        let measured =
            grouped && (sign || self.tokens.get(groups.end).is_some_and(|t| !t.starts_sentence && t.is_any(&MEASURES)));
        (measured || !noun_before && self.counts_noun(groups.end)).then_some(groups.end)
    }

    fn groups(&self, at: usize) -> Option<Groups> {
        let mut groups = Groups { end: at + 1, mark: None, digits: vec![size(self.tokens[at].text)?] };
        while let Some([mark, digits]) = self.tokens.get(groups.end..groups.end + 2) {
            let TokenKind::Punct(sign @ ('.' | ',')) = mark.kind else { break };
            if !mark.glued || !digits.glued || digits.kind != TokenKind::Digits {
                break;
            }
            // "1,234.56"
            if groups.mark.is_some_and(|m| m != sign) {
                return None;
            }
            groups.mark = Some(sign);
            groups.digits.push(size(digits.text)?);
            groups.end += 2;
        }
        Some(groups)
    }

    /// Whether no number is written with these groups.
    fn is_broken(&self, mark: char, digits: &[(usize, u64)]) -> bool {
        let [(first, _), rest @ ..] = digits else { return false };
        let groups: Vec<usize> = rest.iter().map(|(length, _)| *length).collect();
        let Some((last, middle)) = groups.split_last() else { return false };
        if middle.is_empty() {
            // A decimal mark is as good as one between groups, but no count has hundredths.
            let separates = self.lexicon.numbers.group.contains(&mark) && self.lexicon.numbers.decimal != mark;
            return separates && mark == ',' && *first <= GROUP && matches!(*last, 2 | 4);
        }
        let usual = groups.iter().all(|g| *g == GROUP);
        let indian = mark == ',' && *last == GROUP && middle.iter().all(|g| *g == 2);
        // "Steps 22,24,26", "1.2.10": a row that rises, or a code without a group of three.
        let rises = digits.windows(2).all(|pair| pair[0].1 < pair[1].1);
        // An address has four groups or more, a version most often none of three.
        let code = mark == '.' && (!groups.contains(&GROUP) || groups.len() >= GROUP);
        !usual && !indian && !rises && !code && *first <= GROUP
    }

    /// Whether a noun that is counted stands at a token.
    fn counts_noun(&self, at: usize) -> bool {
        let noun = |at: usize| self.tags.get(at).is_some_and(|tag| *tag == Tag::Noun);
        let free = |at: usize| self.tokens.get(at).is_some_and(|t| t.is_word() && !t.glued && !t.starts_sentence && !t.capital);
        let measures = self.tokens.get(at).is_some_and(|t| t.is_any(&MEASURES));
        free(at) && !measures && (noun(at) || self.tags[at] == Tag::Adjective && free(at + 1) && noun(at + 1))
    }

    fn is_free(&self, at: usize, class: Class) -> bool {
        self.tokens.get(at).is_some_and(|t| t.is(class) && !t.glued && !t.starts_sentence)
    }
}

/// How many digits there are, and what they say by themselves; `None` of so many that they are a code.
fn size(digits: &str) -> Option<(usize, u64)> {
    Some((digits.len(), digits.parse().ok()?))
}
