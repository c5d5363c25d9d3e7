//! Values that words have: what findings show of them, and what texts tell of the past.
//!
//! "A member" and "an observer" are numbers to the checks, and words to readers.

use super::{At, Corpus, Finding, support};
use crate::claim::patterns::{BEGAN, SINCE, VALUE};
use crate::entity::EntityId;
use crate::text::Span;
use crate::value::Value;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// The words of a claim's value, as the text has them; a capital that only begins a sentence is small.
fn words(corpus: &Corpus, at: At) -> String {
    let claim = corpus.claim(at);
    let spans = claim.roles.iter().filter(|role| role.role == VALUE).map(|role| role.span);
    let span = spans.reduce(Span::to).unwrap_or(claim.span);
    let text = corpus.naming.text(at.document, span);
    let begins = support::sentence(&corpus.document(at).passages, span).is_some_and(|s| s.span.start == span.start);
    let mut rest = text.chars();
    match rest.next().filter(|_| begins && text.chars().nth(1).is_some_and(char::is_lowercase)) {
        Some(first) => first.to_lowercase().chain(rest).collect(),
        None => text.to_owned(),
    }
}

/// Whether the text has words for a claim's value.
pub(super) fn is_written(corpus: &Corpus, at: At) -> bool {
    corpus.claim(at).roles.iter().any(|role| role.role == VALUE)
}

/// The words of claims that may all hold, each once, in the order in which they were read.
pub(super) fn say(corpus: &Corpus, claims: &[At]) -> String {
    let mut seen = BTreeSet::new();
    let said = claims.iter().map(|at| words(corpus, *at)).filter(|words| seen.insert(words.to_lowercase()));
    said.take(MOST_SAID).collect::<Vec<_>>().join(", ")
}

/// So many words stand for a side.
const MOST_SAID: usize = 4;

/// Shows at each place of a finding its own words.
pub(super) fn label(corpus: &Corpus, claims: &[At], found: &mut Finding) {
    let own: BTreeMap<(u32, Span), String> =
        claims.iter().map(|at| ((at.document, corpus.claim(*at).span), words(corpus, *at))).collect();
    for place in &mut found.evidence {
        if let Some(words) = own.get(&(place.document, place.span)) {
            place.values = vec![("value".into(), words.clone())];
        }
    }
}

/// The claims that still hold when all is told. What came to be so ("joined in 2004", "has left") holds until something else does, and leaves behind what else its
/// sentence tells; what has been so since a day holds until its own text says what came later; and a text knows nothing of what came after it.
pub(super) fn lasting(corpus: &Corpus, claims: Vec<At>) -> Vec<At> {
    let told = |at: &At| Told::of(corpus, *at);
    let Some(last) = claims.iter().filter_map(|at| told(at).known(corpus, *at)).max() else { return claims };
    let mut last_of: BTreeMap<u32, Date> = BTreeMap::new();
    let mut changed: BTreeSet<(u32, u32)> = BTreeSet::new();
    for at in &claims {
        let start = told(at);
        if let Some(start) = start.in_text() {
            let last = last_of.entry(at.document).or_insert(start);
            *last = start.max(*last);
        }
        if !matches!(start, Told::Is | Told::Since(_)) {
            changed.insert((at.document, corpus.claim(*at).sentence));
        }
    }
    let lasts = |at: &At| {
        let known = corpus.document(*at).date.is_none_or(|published| published >= last);
        known
            && match told(at) {
                Told::Is => !changed.contains(&(at.document, corpus.claim(*at).sentence)),
                Told::Since(start) => last_of.get(&at.document).is_none_or(|own| start >= *own),
                Told::Began(start) => start >= last,
                Told::New => true,
            }
    };
    claims.into_iter().filter(lasts).collect()
}

/// From when on something is so.
#[derive(Clone, Copy)]
enum Told {
    /// It is so, and the text does not say since when.
    Is,
    /// It has been so since a day, and is.
    Since(Date),
    /// It came to be so on a day.
    Began(Date),
    /// It came to be so just before the text was written.
    New,
}

impl Told {
    fn of(corpus: &Corpus, at: At) -> Self {
        let role = |of: u64| corpus.claim(at).roles.iter().find(|role| role.role == of).map(|role| &role.value);
        let day = |value: &Value<EntityId>| if let Value::Days(days) = value { days.earliest() } else { None };
        match (role(BEGAN), role(SINCE).and_then(day)) {
            (Some(began), _) => day(began).map_or(Self::New, Self::Began),
            (None, Some(since)) => Self::Since(since),
            (None, None) => Self::Is,
        }
    }

    /// The day from which on it is so; of what is new that of publication.
    fn known(self, corpus: &Corpus, at: At) -> Option<Date> {
        match self {
            Self::Is => None,
            Self::Since(start) | Self::Began(start) => Some(start),
            Self::New => Some(corpus.document(at).date.unwrap_or(Date::MIN)),
        }
    }

    /// The same among days of one text, none of which is later than what is new.
    fn in_text(self) -> Option<Date> {
        match self {
            Self::Is => None,
            Self::Since(start) | Self::Began(start) => Some(start),
            Self::New => Some(Date::MAX),
        }
    }
}
