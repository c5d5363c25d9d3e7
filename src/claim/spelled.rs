//! Names that a text writes in two ways: "Ida Lindqvist … Ida Lindkvist", "Al-Hamra … Al-Hamrah".
//!
//! Two names are one where all their words but one are the same, and that one differs by a letter or by what ways to write it change.
//! Names that stand beside each other in one sentence are two; so are those that a text uses again and again.

use super::{Analysis, Claim, ClaimKind, Role};
use crate::entity::{skeleton, unaccented};
use crate::lexicon::id_hash;
use crate::text::Span;
use crate::value::{Number, Range, Value};
use std::collections::BTreeMap;

/// Shorter words are other names with one letter changed: "Berg", "Borg".
const LEAST: usize = 5;
/// So many different names of a part of a text are looked at.
const MOST_NAMES: usize = 512;
/// … and so many that have all their words but one in common.
const MOST_ALIKE: usize = 8;

/// A name as it is written, and where.
struct Written<'a> {
    words: Vec<&'a str>,
    first: Span,
    sentences: Vec<usize>,
}

impl Analysis<'_> {
    /// All names that are written in two ways.
    pub(super) fn spelled(&self, out: &mut Vec<Claim>) {
        let names = self.written_names();
        // By the words that two names must have in common, and which word may differ.
        let mut alike: BTreeMap<(usize, bool, Vec<&str>), Vec<usize>> = BTreeMap::new();
        for (nth, name) in names.iter().enumerate() {
            let last = name.words.len() - 1;
            for (differs, others) in [(true, &name.words[..last]), (false, &name.words[1..])] {
                let of = alike.entry((last, differs, others.to_vec())).or_default();
                if of.len() < MOST_ALIKE {
                    of.push(nth);
                }
            }
        }
        for ((last, differs, _), of) in alike {
            let word = |name: &Written<'_>| name.words[if differs { last } else { 0 }].to_owned();
            for (nth, one) in of.iter().filter_map(|n| names.get(*n)).enumerate() {
                for other in of.iter().skip(nth + 1).filter_map(|n| names.get(*n)) {
                    if is_slip(&word(one), &word(other), differs) && !one.sentences.iter().any(|s| other.sentences.contains(s)) {
                        out.extend(Self::misspelt(one, other));
                    }
                }
            }
        }
    }

    /// The claim that the rarer of two ways to write a name is the slip; none where both are used again and again.
    fn misspelt(one: &Written, other: &Written) -> Option<Claim> {
        let (usual, rare) = if one.sentences.len() >= other.sentences.len() { (one, other) } else { (other, one) };
        if rare.sentences.len() > 1 {
            return None;
        }
        let number = Value::Number(Range::exact(Number::ONE));
        let role = |name: &str, span: Span| Role { role: id_hash(name), value: number.clone(), span };
        Some(Claim {
            roles: [role("faults", rare.first), role("usual", usual.first)].into(),
            ..Claim::new(ClaimKind::SPELLED, number.clone(), rare.first, *rare.sentences.first()? as u32)
        })
    }

    /// The names of several words that no gazetteer knows, each once.
    fn written_names(&self) -> Vec<Written<'_>> {
        let mut names: Vec<Written> = Vec::new();
        let mut known: BTreeMap<Vec<&str>, usize> = BTreeMap::new();
        for (index, sentence) in self.sentences.iter().enumerate() {
            for name in self.names_in(&sentence.tokens) {
                let range = name.tokens.start as usize..name.tokens.end as usize;
                let tokens = &self.tokens[range.clone()];
                let plain = tokens.iter().all(|t| !t.upper || t.text.len() == 1);
                let words: Vec<&str> =
                    tokens.iter().filter(|t| t.is_word()).map(|t| bare(t.text)).filter(|w| !w.is_empty()).collect();
                if name.entity.is_some() || words.len() < 2 || !plain || names.len() >= MOST_NAMES {
                    continue;
                }
                let nth = *known.entry(words.clone()).or_insert_with(|| {
                    names.push(Written { words, first: self.span(range), sentences: Vec::new() });
                    names.len() - 1
                });
                let of = &mut names[nth].sentences;
                if of.last() != Some(&index) {
                    of.push(index);
                }
            }
        }
        names
    }
}

/// A word of a name without what makes a genitive of it.
fn bare(word: &str) -> &str {
    let word = word.strip_suffix("'s").or_else(|| word.strip_suffix("\u{2019}s")).unwrap_or(word);
    word.trim_start_matches(['\'', '\u{2019}']).trim_end_matches(['\'', '\u{2019}'])
}

/// Whether two words are one name written in two ways. First names come nearer to each other than last ones: of them only what ways to
/// write a name change may differ.
fn is_slip(one: &str, other: &str, last: bool) -> bool {
    // "Perez" is "Pérez" on another keyboard.
    let (a, b) = (unaccented(one), unaccented(other));
    let letters = a.chars().count().min(b.chars().count());
    // "Holm", "Holms", "Holmes": a genitive, or another name.
    if a == b || letters < LEAST || a.starts_with(&b) || b.starts_with(&a) {
        return false;
    }
    // "Perez" is "Pérez" on another keyboard.
    if unaccented(&a) == unaccented(&b) {
        return false;
    }
    let alike = || a.chars().next() == b.chars().next() && strsim::osa_distance(&a, &b) == 1;
    skeleton(one) == skeleton(other) || last && alike()
}

#[cfg(test)]
mod tests {
    use super::is_slip;

    #[test]
    fn slips_are_told_from_other_names() {
        for (one, other, last, slip) in [
            ("Lindqvist", "Lindkvist", true, true),
            ("Mohammed", "Mohamed", false, true),
            ("Larsson", "Larson", true, true),
            ("Perez", "Pérez", true, false),
            ("Holmes", "Holm", true, false),
            ("Berg", "Borg", true, false),
            ("Marian", "Marion", false, false),
            ("Dakota", "Dakotas", true, false),
            ("Hamilton", "Milton", true, false),
        ] {
            assert_eq!(is_slip(one, other, last), slip, "{one} / {other}");
        }
    }
}
