//! Figures that have changed places: a source has both, each of what the draft says the other of.
//!
//! ```text
//! source  "The county pays 40 million and the towns 15 million."
//! draft   "The towns pay 40 million and the county 15 million."     two conflicts, nothing supported
//! ```

use super::{Candidate, Figures, Index, Relation, Verdict, figures_of};
use crate::check::about::ties;
use crate::check::{At, Corpus};
use crate::claim::ClaimKind;

/// Takes back what bears out figures of one sentence that have changed places, and sets them against each other's.
pub(super) fn take_back(corpus: &Corpus, index: &Index, all: &Figures, verdicts: &mut [(At, Verdict)], candidates: &[Candidate]) {
    for i in 0..verdicts.len() {
        for j in i + 1..verdicts.len() {
            let (one, other) = (verdicts[i], verdicts[j]);
            let (Verdict::Supported(mine), Verdict::Supported(theirs)) = (one.1, other.1) else { continue };
            let crossed = belongs(corpus, one.0, theirs, mine)
                && belongs(corpus, other.0, mine, theirs)
                && differ(corpus, all, one.0, theirs)
                && differ(corpus, all, other.0, mine);
            let elsewhere = || {
                let places = candidates.iter().flat_map(|c| figures_of(c.place, index));
                let bears = |at: At, there: At, rival: At| {
                    all.relation(corpus.claim(at), there) == Relation::Same && !belongs(corpus, at, rival, there)
                };
                places.into_iter().any(|there| bears(one.0, there, theirs) || bears(other.0, there, mine))
            };
            if crossed && !elsewhere() {
                verdicts[i].1 = Verdict::Contradicted(theirs);
                verdicts[j].1 = Verdict::Contradicted(mine);
            }
        }
    }
}

/// Whether more of what a figure is about is said of one figure of a source than of the other.
fn belongs(corpus: &Corpus, at: At, to: At, than: At) -> bool {
    let Some(own) = corpus.about(at) else { return false };
    let Some((to, than)) = corpus.about(to).zip(corpus.about(than)) else { return false };
    ties(own, to) > ties(own, than)
}

/// Whether two figures measure in one way, and one does not bear the other out.
fn differ(corpus: &Corpus, all: &Figures, at: At, other: At) -> bool {
    let (a, b) = (corpus.claim(at), corpus.claim(other));
    let alike = a.kind == b.kind && (a.kind != ClaimKind::FIGURE || a.attribute == b.attribute);
    alike && at.document != other.document && all.relation(a, other) == Relation::Other
}
