//! Who does what to whom: a sentence of the sources that is like the draft's has the same deed the other way round, and no source has it as the
//! draft does.

use super::super::{At, Corpus, Role};
use super::wording::{Difference, Matched};
use crate::claim::{Claim, ClaimKind, DOER, OTHER};
use crate::clause::{Key, Keys, name_word};
use crate::text::Span;
use crate::value::Value;
use rustc_hash::FxHashMap;

/// So many deeds of one kind are looked at for a word of a name; the first ones stand for all.
const MOST_OF_NAME: usize = 64;

/// A name: its words, and the last of them.
struct Name {
    words: Keys,
    last: Key,
}

impl Name {
    /// The words of the shorter name all stand in the longer one, or both end in one: "Askvik Rovers", "FC Askvik Rovers".
    fn fits(&self, other: &Self) -> bool {
        self.words.is_within(&other.words) || other.words.is_within(&self.words) || self.last == other.last
    }
}

/// A deed, and the two names.
struct Deed {
    at: At,
    span: Span,
    what: u64,
    doer: Name,
    other: Name,
}

/// The deeds of all drafts and sources.
pub(super) struct Deeds {
    /// Those of drafts, in order.
    drafts: Vec<Deed>,
    /// Those of sources, in order.
    sources: Vec<Deed>,
    /// The sources' by what is done and a word of a name, as indices.
    by_name: FxHashMap<(u64, Key), Vec<usize>>,
}

impl Deeds {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let of = |role: Role| -> Vec<Deed> {
            let all = (0..).zip(corpus.read).filter(move |(_, read)| read.role == role);
            let claims =
                all.flat_map(|(document, read)| (0..).zip(&read.claims).map(move |(claim, c)| (At { document, claim }, c)));
            let deeds = claims.filter(|(_, c)| c.kind == ClaimKind::DEED).map(|(at, c)| deed(at, c));
            let mut deeds: Vec<Deed> = deeds.filter(|d| !d.doer.words.meets(&d.other.words)).collect();
            deeds.sort_by_key(|deed| (deed.at.document, deed.span.start));
            deeds
        };
        let drafts = of(Role::Draft);
        let sources = if drafts.is_empty() { Vec::new() } else { of(Role::Source) };
        let mut by_name: FxHashMap<(u64, Key), Vec<usize>> = FxHashMap::default();
        for (n, deed) in sources.iter().enumerate() {
            for word in deed.doer.words.iter().chain(deed.other.words.iter()) {
                let of = by_name.entry((deed.what, word)).or_default();
                if of.len() < MOST_OF_NAME {
                    of.push(n);
                }
            }
        }
        Self { drafts, sources, by_name }
    }

    /// The deed of a draft's sentence that the sources have the other way round.
    pub(super) fn reversed(&self, corpus: &Corpus, matched: &Matched) -> Option<Difference> {
        within(&self.drafts, matched.document, matched.passage.span).iter().find_map(|own| {
            let of_name = own.doer.words.iter().filter_map(|word| self.by_name.get(&(own.what, word))).flatten();
            let mut of_name = of_name.map(|n| &self.sources[*n]);
            if of_name.any(|there| own.doer.words.meets(&there.doer.words) && own.other.words.meets(&there.other.words)) {
                return None;
            }
            let there = matched.candidates.iter().find_map(|candidate| {
                let sentence = corpus.read[candidate.place.document as usize].passages[candidate.place.passage as usize].span;
                // Where a sentence tells of two deeds, "but on Saturday Lind won", it is the other one that may be meant.
                let [there] = within(&self.sources, candidate.place.document, sentence) else { return None };
                let turned = there.what == own.what && own.doer.fits(&there.other) && own.other.fits(&there.doer);
                turned.then_some(there)
            })?;
            Some(Difference { draft: (own.at.document, vec![own.span]), source: (there.at.document, vec![there.span]) })
        })
    }
}

/// The deeds of a sentence.
fn within(deeds: &[Deed], document: u32, sentence: Span) -> &[Deed] {
    let from = deeds.partition_point(|deed| (deed.at.document, deed.span.start) < (document, sentence.start));
    let to = deeds.partition_point(|deed| (deed.at.document, deed.span.start) < (document, sentence.end));
    &deeds[from..to]
}

fn deed(at: At, claim: &Claim) -> Deed {
    let name = |wanted: u64| {
        let role = claim.roles.iter().find(|role| role.role == wanted);
        let text = role.map_or("", |role| if let Value::Text(text) = &role.value { text } else { "" });
        let words: Vec<Key> = text.split_whitespace().map(name_word).collect();
        Name { last: words.last().copied().unwrap_or(Key(0)), words: Keys::new(words) }
    };
    Deed { at, span: claim.span, what: claim.attribute, doer: name(DOER), other: name(OTHER) }
}
