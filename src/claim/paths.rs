//! Files and folders that a text names, and its repository does not have: what the reader of its format found ([`Document::lost`]), where the words
//! around say that it should be there.
//!
//! [`Document::lost`]: crate::source::Document::lost

use super::{Analysis, Claim, ClaimKind, Modality, Role};
use crate::lexicon::{Class, id_hash};
use crate::text::{ClassSet, Span};
use crate::value::{Number, Range, Value};
use std::ops::Range as Indices;

/// What says of a file that it is not there, or not yet.
const NOT_THERE: ClassSet = ClassSet::new(&[Class::Negator, Class::Planned, Class::Future, Class::Former]);

/// What is said further from a name, in words and marks, is said of something else.
const NEAR: usize = 8;

impl Analysis<'_> {
    /// The names of what is not there.
    pub(super) fn paths(&self, out: &mut Vec<Claim>) {
        for lost in &self.document.lost {
            let Some((path, (sentence, heading))) = lost.path.as_ref().zip(self.around_name(lost.span)) else { continue };
            let nothing = Value::Number(Range::exact(Number::ZERO));
            let path = Value::Text(path.to_string());
            let role = |name, value| Role { role: id_hash(name), value, span: lost.span };
            let words = sentence.map_or(0..0, |nth| self.words_beside(&self.sentence(nth), lost.span));
            let told = || self.tells_of_absence(&words) || self.tells_of_absence(&heading);
            let modality = if !lost.linked && told() { Modality::Supposed } else { Modality::Asserted };
            let nth = sentence.unwrap_or_default() as u32;
            let roles = Box::new([role("found", nothing.clone()), role("path", path)]);
            out.push(Claim { roles, modality, ..Claim::new(ClaimKind::PATH, nothing, lost.span, nth) });
        }
    }

    /// The sentence that a place stands in, or the one before it, and the tokens of the heading above; none where the place is not in this part of the
    /// text.
    fn around_name(&self, place: Span) -> Option<(Option<usize>, Indices<usize>)> {
        let blocks = &self.document.blocks;
        let after = blocks.partition_point(|block| block.span.start <= place.start);
        let own = blocks.get(after.saturating_sub(1))?;
        let (first, last) = self.tokens.first().zip(self.tokens.last())?;
        if own.span.end <= first.span.start || last.span.end <= own.span.start {
            return None;
        }
        let at = self.tokens.partition_point(|t| t.span.start <= place.start);
        let sentence = at.checked_sub(1).map(|at| self.sentences.partition_point(|s| s.tokens.end <= at));
        let heading = blocks[..after].iter().rev().find(|block| block.kind.is_heading());
        let heading = heading.map_or(0..0, |block| {
            let from = self.tokens.partition_point(|t| t.span.start < block.span.start);
            from..self.tokens.partition_point(|t| t.span.end <= block.span.end).max(from)
        });
        Some((sentence, heading))
    }

    /// The words of a sentence near a place in it; all of the sentence before a drawing.
    fn words_beside(&self, sentence: &Indices<usize>, place: Span) -> Indices<usize> {
        let at = self.tokens.partition_point(|t| t.span.start < place.start);
        if !sentence.contains(&at) {
            return sentence.clone();
        }
        at.saturating_sub(NEAR).max(sentence.start)..(at + NEAR + 1).min(sentence.end)
    }

    /// Whether words say of a file beside them that it is not there, is still to be made, is a program's or the reader's own, or ask for it.
    fn tells_of_absence(&self, words: &Indices<usize>) -> bool {
        let absent = &self.lexicon.path_terms().absent;
        words
            .clone()
            .filter_map(|at| self.tokens.get(at))
            .any(|t| t.is_any(&NOT_THERE) || t.is_punct('?') || absent.iter().any(|word| t.text.eq_ignore_ascii_case(word)))
    }
}
