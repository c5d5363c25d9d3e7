//! Sentences that one text repeats: a caption, a summary, a box that says once more what the text says. Word for word nearly the same,
//! but for a figure.

use super::copies::{Wording, tells_apart};
use super::decide::{FEW, Pair};
use crate::check::about::{Fit, Slot};
use crate::check::{At, Corpus, support};
use crate::claim::ClaimKind;
use crate::text::Span;
use crate::value::{Number, Value};

/// So many words that say something, and other figures, must be the same, and such a share of the words of the shorter sentence (swept
/// from 5 to 7 and from 60 to 80 %: 7, and 80 %, lose repeats; none of them adds a false finding in 1,400 manuals and 560 news texts).
const LEAST: usize = 6;
const SHARE: f64 = 0.7;

/// Whether two sentences of one text say the same but for the figure, and name and count nothing else that the other lacks.
pub(super) fn repeats(corpus: &Corpus, pair: &Pair, fit: &Fit) -> bool {
    // "The first of these …, the second …": what is numbered is told of one by one.
    let small =
        |at: At| matches!(&corpus.claim(at).value, Value::Number(range) if range.max.is_none_or(|most| most < Number::from(FEW)));
    let counts =
        pair.a.kind != ClaimKind::ORDINAL && !(pair.a.kind == ClaimKind::COUNT && (small(pair.one) || small(pair.other)));
    let told = pair.within && counts && pair.x.prose && pair.y.prose && fit.is_closed(Slot::Marker);
    let Some((one, other)) = sentence(corpus, pair.one).zip(sentence(corpus, pair.other)).filter(|_| told) else { return false };
    let (mut mine, mut theirs) = (Wording::new(corpus, pair.one, one), Wording::new(corpus, pair.other, other));
    let in_place = mine.align(&mut theirs);
    let (shared, figures) = (mine.shared(), mine.shared_figures());
    let enough = shared + figures >= LEAST && shared as f64 >= SHARE * mine.content().min(theirs.content()) as f64;
    let at_odds = mine.names_another() && theirs.names_another()
        || mine.counts_another() && theirs.counts_another()
        || tells_apart(&mine, &theirs);
    in_place && enough && !at_odds
}

fn sentence(corpus: &Corpus, at: At) -> Option<Span> {
    support::sentence(&corpus.document(at).passages, corpus.claim(at).span).map(|passage| passage.span)
}
