//! Whose words a quote is: two persons, each of whom the text beside the quote says what they are, cannot both have said it. A firm and who
//! speaks for it can, and many say what is short.

use super::Corpus;
use crate::claim::{ClaimKind, Quote};
use crate::clause::{Key, Keys, name_word};
use crate::lexicon::id_hash;
use crate::text::Span;

/// The id by which rules ask for it.
pub(super) const SPEAKER: ClaimKind = ClaimKind(id_hash("speaker"));
/// Posts of those who speak for others.
const FOR_OTHERS: [u64; 2] = [id_hash("spokesperson"), id_hash("police-spokesperson")];
/// What is shorter is a slogan, or a phrase that anybody may say: so many words, and so many that mean something.
const LEAST_WORDS: usize = 7;
const LEAST_CONTENT: usize = 3;

/// Where the two texts name the speakers of their quotes, if these are two persons, and the remark is long enough to be one's own.
pub(super) fn apart(corpus: &Corpus, one: (u32, &Quote), other: (u32, &Quote)) -> Option<(Span, Span)> {
    let (a, b) = (one.1.speaker?, other.1.speaker?);
    let name = |document: u32, span: Span| {
        let words = corpus.naming.text(document, span).split_whitespace().map(name_word);
        Keys::new(words.collect())
    };
    let two = !name(one.0, a.1).meets(&name(other.0, b.1));
    (two && is_own(corpus, one) && is_own(corpus, other) && is_person(corpus, one.0, a.0) && is_person(corpus, other.0, b.0))
        .then_some((a.1, b.1))
}

fn is_own(corpus: &Corpus, (document, quote): (u32, &Quote)) -> bool {
    let words = corpus.read[document as usize].wording.of(&quote.words);
    words.len() >= LEAST_WORDS && words.iter().filter(|word| word.key != 0).count() >= LEAST_CONTENT
}

/// Whether the text says what somebody of this name is, and that it is not to speak for others.
fn is_person(corpus: &Corpus, document: u32, name: Key) -> bool {
    let posts = &corpus.read[document as usize].posts;
    let from = posts.partition_point(|post| post.name < name);
    let own = || posts[from..].iter().take_while(|post| post.name == name);
    own().any(|post| post.told) && !own().any(|post| FOR_OTHERS.contains(&post.post))
}

/// Whether two quotes are one person's, by surname: who is named for both; or who is named for the one and in the other text, which quotes
/// nobody else.
pub(super) fn is_one(corpus: &Corpus, one: (u32, &Quote), other: (u32, &Quote)) -> bool {
    let (a, b) = (speaker(corpus, one), speaker(corpus, other));
    match (a, b) {
        (Some(a), Some(b)) => a == b,
        (Some(known), None) => quotes_once(corpus, other.0) && names(corpus, other.0, known),
        (None, Some(known)) => quotes_once(corpus, one.0) && names(corpus, one.0, known),
        (None, None) => false,
    }
}

/// Who is named for a quote, else the one person of whom the text says what they are.
fn speaker(corpus: &Corpus, (document, quote): (u32, &Quote)) -> Option<Key> {
    let sole = || {
        let mut told = corpus.read[document as usize].posts.iter().filter(|post| post.told).map(|post| post.name);
        let first = told.next()?;
        told.all(|name| name == first).then_some(first)
    };
    quote.speaker.map(|(name, _)| name).or_else(sole)
}

fn quotes_once(corpus: &Corpus, document: u32) -> bool {
    corpus.read[document as usize].wording.quotes.len() == 1
}

fn names(corpus: &Corpus, document: u32, name: Key) -> bool {
    let read = &corpus.read[document as usize];
    read.lead.names.iter().any(|n| n.words.has(name)) || read.posts.iter().any(|post| post.name == name)
}
