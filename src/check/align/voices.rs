//! What a draft lets one person say, and a source another: the sentence of the sources that says the same is by somebody else, and nothing
//! that the draft's speaker says there, or that the source says itself, is like it.

use super::super::{Corpus, Role};
use super::index::{Index, Place};
use super::wording::{Difference, Matched};
use crate::claim::{Called, Voice, Word};
use crate::clause::Key;
use crate::text::Span;
use rustc_hash::{FxHashMap, FxHashSet};

/// So much of what the draft's sentence says stands in the other's (swept: with 0.25, 0.3 and 0.4 the same one of 2,000 true drafts is warned of).
const SAID: f64 = 0.25;
/// So many words that mean something, at least.
const LEAST_SHARED: usize = 3;
/// What the draft's own speaker says, and what nobody is said to say, has less than this share of that.
const OWN: f64 = 0.5;
const UNSAID: f64 = 0.75;

/// The persons of the sources, by the last word of the name.
pub(super) struct Speakers {
    /// Those who speak.
    speak: FxHashSet<Key>,
    /// Those of whom it is said what they are.
    known: FxHashSet<Key>,
    /// Who is said to hold a post in a text, and without one in any of the sources; nobody where several are.
    holders: FxHashMap<(Option<u32>, Key), Option<Key>>,
}

impl Speakers {
    pub(super) fn new(corpus: &Corpus) -> Self {
        let sources = || corpus.read.iter().filter(|read| read.role == Role::Source);
        let speak = sources().flat_map(|read| read.voices()).filter(|voice| voice.called == Called::Full).map(|voice| voice.name);
        let known = sources().flat_map(|read| &read.posts).filter(|post| post.told).map(|post| post.name);
        let mut holders: FxHashMap<(Option<u32>, Key), Option<Key>> = FxHashMap::default();
        for (document, read) in (0..).zip(corpus.read) {
            let texts = [Some(Some(document)), (read.role == Role::Source).then_some(None)];
            for post in read.posts.iter().filter(|post| post.told) {
                for text in texts.into_iter().flatten() {
                    let held = holders.entry((text, Key::of(post.post))).or_insert(Some(post.name));
                    *held = held.filter(|held| *held == post.name);
                }
            }
        }
        Self { speak: speak.collect(), known: known.collect(), holders }
    }

    /// The speaker of a draft's sentence, if the sources know this person.
    pub(super) fn of(&self, corpus: &Corpus, document: u32, sentence: Span) -> Option<Voice> {
        self.voice(corpus, document, sentence).filter(|voice| !self.speak.is_empty() && self.knows(voice))
    }

    /// Who says a sentence; a post is whoever the text says holds it, or if it does not say, the sources. Where several do, it is nobody.
    fn voice(&self, corpus: &Corpus, document: u32, sentence: Span) -> Option<Voice> {
        let voice = voice(corpus, document, sentence)?;
        if voice.called != Called::Post {
            return Some(voice);
        }
        let held = |text| self.holders.get(&(text, voice.name));
        let holder = held(Some(document)).or_else(|| held(None));
        Some(Voice { name: holder.copied().flatten().unwrap_or(voice.name), ..voice })
    }

    /// Whether it is a person of the sources.
    fn knows(&self, voice: &Voice) -> bool {
        self.speak.contains(&voice.name) || self.known.contains(&voice.name)
    }
}

/// Whether a text says what somebody is. Who is nothing may be "the mayor", too: "her successor, Ivo Lind".
fn holds_post(corpus: &Corpus, document: u32, name: Key) -> bool {
    corpus.read[document as usize].posts.iter().any(|post| post.told && post.name == name)
}

/// Who says a sentence, as it is written.
fn voice(corpus: &Corpus, document: u32, sentence: Span) -> Option<Voice> {
    let voices = corpus.read[document as usize].voices();
    let at = voices.partition_point(|voice| voice.span.end <= sentence.start);
    voices.get(at).filter(|voice| voice.span.start < sentence.end).copied()
}

/// Where a source has somebody else say what the draft's speaker says.
pub(super) fn misattributed(
    corpus: &Corpus,
    index: &Index,
    matched: &Matched,
    speakers: &Speakers,
    own: Voice,
) -> Option<Difference> {
    let said = |place: Place| {
        let passage = &corpus.read[place.document as usize].passages[place.passage as usize];
        (speakers.voice(corpus, place.document, passage.span), passage.span)
    };
    let share = shares(corpus, index, matched, own);
    let mut all: Vec<(f64, Place)> =
        matched.candidates.iter().map(|candidate| (share(candidate.place), candidate.place)).collect();
    all.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (most, place) = all.first().copied().filter(|(most, _)| *most >= SAID)?;
    let (other, span) = said(place);
    let other = other
        .filter(|other| other.name != own.name && speakers.knows(other) && !names(corpus, place.document, span, own.name))
        .filter(|other| own.called != Called::Post || holds_post(corpus, place.document, other.name))?;
    let rival = all.iter().skip(1).any(|(share, place)| {
        let share = share / most;
        match said(*place).0 {
            Some(voice) if voice.name == other.name => false,
            Some(voice) => voice.name == own.name && share >= OWN || share >= UNSAID,
            None => share >= UNSAID,
        }
    });
    (!rival).then(|| Difference { draft: (matched.document, vec![own.named]), source: (place.document, vec![other.named]) })
}

/// The share of what a draft's sentence says, but for its speaker's name, that another sentence says too.
fn shares<'a>(corpus: &Corpus, index: &'a Index, matched: &'a Matched, own: Voice) -> impl Fn(Place) -> f64 + 'a {
    let wording = &corpus.read[matched.document as usize].wording;
    let within = |word: &&Word| own.named.start <= word.at && word.at < own.named.end;
    let name: Vec<u32> = wording.of(&matched.passage.words).iter().filter(within).map(|word| word.key).collect();
    let said: Vec<(u32, f64)> = matched
        .passage
        .features
        .iter()
        .filter(|(hash, _)| !name.contains(hash))
        .map(|(hash, weight)| (*hash, f64::from(*weight) * index.rarity(*hash)))
        .collect();
    let whole: f64 = said.iter().map(|(_, weight)| weight).sum();
    move |place| {
        let theirs = &index.passage(place).features;
        let has = |hash: u32| theirs.binary_search_by_key(&hash, |(h, _)| *h).is_ok();
        let both: Vec<f64> = said.iter().filter(|(hash, _)| has(*hash)).map(|(_, weight)| *weight).collect();
        if both.len() < LEAST_SHARED { 0.0 } else { both.iter().sum::<f64>() / whole.max(1e-9) }
    }
}

/// Whether a name stands in a stretch of text.
fn names(corpus: &Corpus, document: u32, span: Span, name: Key) -> bool {
    corpus.naming.text(document, span).split(|c: char| !c.is_alphabetic()).any(|word| crate::clause::name_word(word) == name)
}
