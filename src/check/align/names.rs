//! Names of a draft that no source has, one letter away from a name that they have and the draft does not: "Meridith", "Meredith".

use super::super::Corpus;
use super::index::Index;
use super::wording::{Difference, Matched};
use crate::check::Role;
use crate::claim::{Marks, Word};
use rustc_hash::{FxHashMap, FxHashSet};

/// Shorter names come too near to one another.
const LEAST_LETTERS: usize = 5;
/// From here on a name needs nothing beside it that is the same.
const LONG: usize = 8;
/// A sentence of a source that is so much alike speaks of the same person.
const ALIKE: f64 = 0.45;

/// The words of a draft that may be misspelt names: capitalised, unknown to lexicon and gazetteer, and in no source. Indices, in order.
pub(super) fn unknown(corpus: &Corpus, document: u32) -> Vec<u32> {
    let words = &corpus.read[document as usize].wording.words;
    let plain: FxHashSet<u32> = words.iter().filter(|w| !w.marks.has(Marks::CAPITAL)).map(|w| w.exact).collect();
    let next_capital = |i: usize| words.get(i + 1).is_some_and(|n| n.marks.has(Marks::CAPITAL) && !n.marks.has(Marks::STARTS));
    let mut found: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for (i, word) in words.iter().enumerate().filter(|(_, w)| is_name(w)) {
        if (!word.marks.has(Marks::STARTS) || next_capital(i)) && !plain.contains(&word.exact) {
            found.entry(word.exact).or_default().push(i as u32);
        }
    }
    for word in corpus.read.iter().filter(|r| r.role == Role::Source).flat_map(|r| &r.wording.words) {
        if found.is_empty() {
            break;
        }
        found.remove(&word.exact);
    }
    // Each name once, where it stands first.
    let mut first: Vec<u32> = found.into_values().filter_map(|list| list.first().copied()).collect();
    first.sort_unstable();
    first
}

fn is_name(word: &Word) -> bool {
    word.marks.has(Marks::CAPITAL)
        && word.marks.has(Marks::UNKNOWN)
        && !word.marks.has(Marks::UPPER)
        && word.len as usize >= LEAST_LETTERS
}

/// The misspelt names of a draft's sentence.
pub(super) fn misspelt(corpus: &Corpus, index: &Index, matched: &Matched, unknown: &[u32]) -> Vec<Difference> {
    let draft = &corpus.read[matched.document as usize];
    let used: FxHashSet<u32> = draft.wording.words.iter().map(|w| w.exact).collect();
    let here = unknown.iter().filter(|i| matched.passage.words.contains(i)).map(|i| *i as usize);
    here.filter_map(|at| {
        let word = &draft.wording.words[at];
        let written = corpus.naming.text(matched.document, word.span());
        let mut best: Option<(u8, u32, Word)> = None;
        let mut documents: Vec<u32> = index.places().iter().map(|p| p.document).collect();
        documents.dedup();
        for document in documents {
            let source = &corpus.read[document as usize];
            let words = &source.wording.words;
            for (i, other) in words.iter().enumerate().filter(|(_, o)| is_name(o) && o.len.abs_diff(word.len) <= 2) {
                let name = corpus.naming.text(document, other.span());
                if used.contains(&other.exact) || !is_slip(written, name) {
                    continue;
                }
                let beside = beside(&draft.wording.words, at, words, i);
                let alike = || {
                    matched.candidates.iter().any(|c| {
                        let range = &corpus.read[c.place.document as usize].passages[c.place.passage as usize].words;
                        c.place.document == document && c.coverage >= ALIKE && range.contains(&(i as u32))
                    })
                };
                let long = || word.len as usize >= LONG && inside(written, name) && draft.lang == source.lang;
                let sure = if beside {
                    3
                } else if draft.lang == source.lang && alike() {
                    2
                } else {
                    u8::from(long())
                };
                if sure > 0 && best.as_ref().is_none_or(|(s, ..)| sure > *s) {
                    best = Some((sure, document, *other));
                }
            }
        }
        let (_, document, other) = best?;
        Some(Difference { draft: (matched.document, vec![word.span()]), source: (document, vec![other.span()]) })
    })
    .collect()
}

/// Whether the word before or after is the same capitalised word in both: the rest of a full name.
fn beside(own: &[Word], at: usize, others: &[Word], i: usize) -> bool {
    let same = |a: Option<&Word>, b: Option<&Word>| {
        a.zip(b).is_some_and(|(a, b)| a.exact == b.exact && a.marks.has(Marks::CAPITAL) && a.key != 0)
    };
    let before = |words: &'_ [Word], i: usize| i.checked_sub(1).and_then(|b| words.get(b)).copied();
    same(before(own, at).as_ref(), before(others, i).as_ref()) || same(own.get(at + 1), others.get(i + 1))
}

/// Whether two names are one edit apart, other than by an ending (genitives, plurals), an accent or a way to write another script.
fn is_slip(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_lowercase(), other.to_lowercase());
    let first = |w: &str| w.chars().next();
    let ending = one.starts_with(&other) || other.starts_with(&one);
    if ending || first(&one) != first(&other) || strsim::osa_distance(&one, &other) != 1 {
        return false;
    }
    let (x, y): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = x.iter().zip(&y).take_while(|(mine, theirs)| mine == theirs).count();
    let (mine, theirs) = (x.get(same).copied().unwrap_or(' '), y.get(same).copied().unwrap_or(' '));
    let glide = |c: char| matches!(c, 'i' | 'j' | 'y');
    let accent = x.len() == y.len() && (!mine.is_ascii() || !theirs.is_ascii());
    let transliterated =
        if x.len() == y.len() { glide(mine) && glide(theirs) } else { glide(mine) && same + 2 >= x.len().max(y.len()) };
    !accent && !transliterated
}

/// Whether the two end in the same two letters: the slip is inside the word, no other form of it.
fn inside(one: &str, other: &str) -> bool {
    let end = |w: &str| w.to_lowercase().chars().rev().take(2).collect::<Vec<_>>();
    end(one) == end(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_one_edit_inside_a_name() {
        for (one, other, slip) in [
            ("Meridith", "Meredith", true),
            ("Lindqvsit", "Lindqvist", true),
            ("Andersson", "Anderson", true),
            ("Bergs", "Berg", false),
            ("Müller", "Muller", false),
            ("Zelensky", "Zelenskyy", false),
            ("Sergei", "Sergej", false),
            ("Karin", "Marin", false),
            ("Holmberg", "Holmgren", false),
        ] {
            assert_eq!(is_slip(one, other), slip, "{one} / {other}");
        }
    }
}
