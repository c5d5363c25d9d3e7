//! What follows a match in the next sentences and belongs to its claim, or makes a claim with it.

use super::captures::Captured;
use super::matcher::Matcher;
use super::{Found, asserted, named};
use crate::claim::set_below::{goes_beyond, parted};
use crate::pack::pattern::program::Program;

/// What is looked for after a match.
#[derive(Debug)]
pub(super) struct Follows {
    pub(super) program: Program,
    pub(super) roles: Box<[u64]>,
    /// In so many sentences.
    pub(super) sentences: usize,
    /// The role in which it must take what the match took.
    pub(super) same: Option<u64>,
    pub(super) beyond_headings: bool,
}

/// What was found.
#[derive(Debug, Default)]
pub(super) struct Followed {
    /// What belongs to the match.
    pub(super) together: Vec<(u64, Captured)>,
    /// What makes a claim of its own with it, one by one.
    pub(super) each: Vec<Vec<(u64, Captured)>>,
}

impl Followed {
    pub(super) fn is_empty(&self) -> bool {
        self.together.is_empty() && self.each.is_empty()
    }
}

impl Follows {
    /// What follows a match in this sentence and the next ones. Of one thing (`same`) each use is a claim with all that the text gives in the roles of
    /// the first phrase: "3 dl flour … 4 dl flour … 1 dl flour".
    pub(super) fn after(&self, matcher: &mut Matcher, number: usize, found: &Found, captured: &[(u64, Captured)]) -> Followed {
        let analysis = matcher.analysis;
        let thing = |matcher: &Matcher, captured: &[(u64, Captured)]| {
            let (_, thing) = captured.iter().find(|(role, _)| Some(*role) == self.same)?;
            Some(matcher.identity(thing))
        };
        let own = thing(matcher, captured);
        let mut followed = Followed::default();
        let reaches = |n: &usize| !parted(analysis, number, *n) || self.beyond_headings && goes_beyond(analysis, number, *n);
        for next in (number..analysis.sentences.len().min(number + 1 + self.sentences)).take_while(reaches) {
            matcher.enter(next);
            let mut from = if next == number { found.end } else { 0 };
            while let Some(more) = matcher.find(&self.program, from) {
                from = more.end.max(more.start + 1);
                let mut others = named(&self.roles, &more);
                if own.is_none() {
                    followed.together.extend(others);
                // Of one thing a text says more than what is so: what would be, or what else would do.
                } else if thing(matcher, &others) == own && asserted(analysis, &analysis.sentence(next), &more) {
                    others.retain(|(role, _)| Some(*role) != self.same);
                    let again = others.iter().all(|(role, _)| captured.iter().any(|(own, _)| own == role));
                    if again { followed.together.extend(others) } else { followed.each.push(others) }
                }
            }
        }
        followed
    }
}
