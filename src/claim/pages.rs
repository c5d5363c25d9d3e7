//! Pages that a text refers to: "pp. 310–379".
//!
//! ```text
//! pages = "pages" , [ "." ] , digits , ( "–" | to ) , digits
//! ```
//! The second number may be shortened ("379–84"). With a hyphen between them they may be the page of a chapter ("page 14-2").

use super::{Analysis, Claim, ClaimKind, Role};
use crate::lexicon::{Class, id_hash};
use crate::text::TokenKind;
use crate::value::{Number, Range, Value};

impl Analysis<'_> {
    /// All ranges of pages of which both ends are written out.
    pub(super) fn pages(&self, out: &mut Vec<Claim>) {
        for (at, word) in self.tokens.iter().enumerate() {
            let Some(several) = word.value(Class::Page) else { continue };
            let start = at + 1 + usize::from(self.tokens.get(at + 1).is_some_and(|t| t.is_punct('.') && t.glued));
            let Some([first, join, second]) = self.tokens.get(start..start + 3) else { continue };
            let of_chapter = join.is_punct('-') && several == 0;
            let joined = join.is_punct('–') || join.is_punct('-') || join.is(Class::RangeTo);
            let ends = self.tokens.get(start + 3).is_none_or(|t| !t.glued || matches!(t.text, ")" | "," | "." | ";" | ":" | "]"));
            let whole = |t: &crate::text::Token| t.kind == TokenKind::Digits && !t.starts_sentence;
            if of_chapter || !joined || !ends || !whole(first) || !whole(second) || second.text.len() < first.text.len() {
                continue;
            }
            let number =
                |t: &crate::text::Token| t.text.parse::<i64>().ok().map(|n| Value::Number(Range::exact(Number::from(n))));
            let Some((from, to)) = number(first).zip(number(second)) else { continue };
            let role = |name: &str, value: &Value<_>, at: usize| Role {
                role: id_hash(name),
                value: value.clone(),
                span: self.tokens[at].span,
            };
            let sentence = self.sentences.partition_point(|s| s.tokens.end <= at);
            out.push(Claim {
                roles: [role("from", &from, start), role("to", &to, start + 2)].into(),
                ..Claim::new(ClaimKind::PAGES, from, self.span(at..start + 3), sentence as u32)
            });
        }
    }
}
