//! Sentences that one text repeats: a caption, a summary, a box that says once more what the text says. Word for word nearly the same,
//! but for a figure.

use super::copies::{Wording, tells_apart};
use super::decide::Pair;
use crate::check::about::{Fit, Slot};
use crate::check::{At, Corpus, support};
use crate::text::Span;

/// So many words that say something must be the same; with fewer, manuals that say like things of unlike ones are compared.
const LEAST: usize = 6;
/// … and such a share of those of the shorter sentence.
const SHARE: f64 = 0.7;

/// Whether two sentences of one text say the same but for the figure, and name and count nothing else that the other lacks.
pub(super) fn repeats(corpus: &Corpus, pair: &Pair, fit: &Fit) -> bool {
    let told = pair.within && pair.x.told && pair.y.told && fit.is_closed(Slot::Marker);
    let Some((one, other)) = sentence(corpus, pair.one).zip(sentence(corpus, pair.other)).filter(|_| told) else { return false };
    let (mut mine, mut theirs) = (Wording::new(corpus, pair.one, one), Wording::new(corpus, pair.other, other));
    let in_place = mine.align(&mut theirs);
    let shared = mine.shared();
    let enough = shared >= LEAST && shared as f64 >= SHARE * mine.content().min(theirs.content()) as f64;
    let at_odds =
        mine.names_another() && theirs.names_another() || mine.counts_another() && theirs.counts_another() || tells_apart(&mine, &theirs);
    in_place && enough && !at_odds
}

fn sentence(corpus: &Corpus, at: At) -> Option<Span> {
    support::sentence(&corpus.document(at).passages, corpus.claim(at).span).map(|passage| passage.span)
}
