//! Claims that stand together, by what their documents are in the check: which of them a claim may be held against is looked up, without
//! a look at each of them.

use super::{At, Corpus, Role};

/// Of claims that say the same, so many are held against another one, and so many of its own document: copies in an archive add nothing.
const MOST_TRIED: usize = 4;

/// Claims in the order in which they were read.
#[derive(Debug, Clone, Default)]
pub(super) struct Kin {
    all: Vec<At>,
    peers: Vec<At>,
    drafts: Vec<At>,
    sources: Vec<At>,
}

impl Kin {
    /// These claims, given in order.
    pub(super) fn of(corpus: &Corpus, claims: impl IntoIterator<Item = At>) -> Self {
        let mut kin = Self::default();
        for at in claims {
            kin.push(corpus, at);
        }
        kin
    }

    /// Adds a claim that stands behind all others.
    pub(super) fn push(&mut self, corpus: &Corpus, at: At) {
        self.all.push(at);
        match corpus.document(at).role {
            Role::Peer => self.peers.push(at),
            Role::Draft => self.drafts.push(at),
            Role::Source => self.sources.push(at),
        }
    }

    /// All of them.
    pub(super) fn all(&self) -> &[At] {
        &self.all
    }

    /// The claims that one may be held against, those of its own document first, as [`Corpus::comparable`] says; of many the first ones.
    pub(super) fn nearest(&self, corpus: &Corpus, at: At) -> impl Iterator<Item = At> {
        let role = corpus.document(at).role;
        let alike: &[At] = match role {
            Role::Peer => &self.peers,
            Role::Draft => &self.drafts,
            Role::Source => &[],
        };
        let (before, own, after) = around(alike, at.document);
        let (first, then): (&[At], &[At]) = match role {
            Role::Peer => (before, after),
            Role::Draft => (&self.sources, &[]),
            Role::Source => (&self.drafts, &[]),
        };
        let own = own.iter().filter(move |other| **other != at).take(MOST_TRIED);
        own.chain(first.iter().chain(then).take(MOST_TRIED)).copied()
    }

    /// Whether some claim of one may be held against some claim of the other.
    pub(super) fn touches(&self, corpus: &Corpus, other: &Self) -> bool {
        let across = |one: &Self, other: &Self| !one.drafts.is_empty() && !other.sources.is_empty();
        let within = || self.drafts.iter().any(|at| other.nearest(corpus, *at).next().is_some());
        !self.peers.is_empty() && !other.peers.is_empty() || across(self, other) || across(other, self) || within()
    }
}

/// The claims before those of a document, its own, and those behind them.
fn around(claims: &[At], document: u32) -> (&[At], &[At], &[At]) {
    let (before, rest) = claims.split_at(claims.partition_point(|at| at.document < document));
    let (own, after) = rest.split_at(rest.partition_point(|at| at.document == document));
    (before, own, after)
}
