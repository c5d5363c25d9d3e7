//! Whose words a quote is: two persons, each of whom the text beside the quote says what they are, cannot both have said it. A firm and who
//! speaks for it can.

use super::Corpus;
use crate::claim::{ClaimKind, Quote};
use crate::clause::Key;
use crate::lexicon::id_hash;
use crate::text::Span;

/// The id by which rules ask for it.
pub(super) const SPEAKER: ClaimKind = ClaimKind(id_hash("speaker"));

/// Where the two texts name the speakers of their quotes, by surname, if these are two persons.
pub(super) fn apart(corpus: &Corpus, one: (u32, &Quote), other: (u32, &Quote)) -> Option<(Span, Span)> {
    let (a, b) = (one.1.speaker?, other.1.speaker?);
    (a.0 != b.0 && is_person(corpus, one.0, a.0) && is_person(corpus, other.0, b.0)).then_some((a.1, b.1))
}

fn is_person(corpus: &Corpus, document: u32, name: Key) -> bool {
    let posts = &corpus.read[document as usize].posts;
    let from = posts.partition_point(|post| post.name < name);
    posts[from..].iter().take_while(|post| post.name == name).any(|post| post.told)
}
