//! Possible worlds of a set: which members it must have, may have and cannot have, and how many there are.

use super::{Meet, Number, Range};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What a claim allows a set to be. "Six members", a complete list, "including X and Y", "former members include Z" and
/// "other than X, it consists of four" are all values of this one type, and a count that does not fit a list is an empty
/// [`Meet::meet`].
///
/// ```
/// use factlint::internals::value::{Meet, Members, Number, Range};
/// let six = Members::sized(Range::exact(Number::from(6)));
/// let list = Members::exactly(["AM", "BY", "KZ", "KG", "RU"]);
/// assert!(six.meet(&list).is_none());
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Members<T: Ord> {
    /// These are in the set.
    pub must: BTreeSet<T>,
    /// Nothing else than these is in the set, when given.
    pub only: Option<BTreeSet<T>>,
    /// These are not in the set.
    pub never: BTreeSet<T>,
    /// How many members the set has.
    pub size: Range,
}

/// Why two claims about a set cannot both hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Clash<T: Ord> {
    /// Some members are named by one claim and ruled out (by name, or by a complete list without them) by the other.
    Membership {
        /// Named by the first claim, ruled out by the second.
        first_only: BTreeSet<T>,
        /// Named by the second claim, ruled out by the first.
        second_only: BTreeSet<T>,
    },
    /// The two sizes differ.
    Sizes {
        /// The size that the first claim gives.
        first: Range,
        /// The size that the second claim gives.
        second: Range,
    },
    /// More members are named than the size allows.
    TooMany {
        /// How many are named.
        listed: usize,
        /// The size that is claimed.
        size: Range,
    },
    /// Fewer members are possible than the size asks for.
    TooFew {
        /// How many can be members at most.
        possible: usize,
        /// The size that is claimed.
        size: Range,
    },
}

impl<T: Ord + Clone> Members<T> {
    /// Any set at all.
    #[must_use]
    pub fn any() -> Self {
        Self::sized(Range::at_least(Number::ZERO))
    }

    /// A set of so many members, whoever they are.
    #[must_use]
    pub fn sized(size: Range) -> Self {
        Self { must: BTreeSet::new(), only: None, never: BTreeSet::new(), size }
    }

    /// A complete list.
    #[must_use]
    pub fn exactly(members: impl IntoIterator<Item = T>) -> Self {
        let must: BTreeSet<T> = members.into_iter().collect();
        Self { only: Some(must.clone()), must, ..Self::any() }
    }

    /// An open list: these, and perhaps others.
    #[must_use]
    pub fn including(members: impl IntoIterator<Item = T>) -> Self {
        Self { must: members.into_iter().collect(), ..Self::any() }
    }

    /// Any set without these.
    #[must_use]
    pub fn excluding(members: impl IntoIterator<Item = T>) -> Self {
        Self { never: members.into_iter().collect(), ..Self::any() }
    }

    /// These and so many others: "other than Russia, it consists of four" is `besides(["RU"], 4)`.
    #[must_use]
    pub fn besides(members: impl IntoIterator<Item = T>, others: Range) -> Self {
        let must: BTreeSet<T> = members.into_iter().collect();
        let size = others.add(&Range::exact(count(must.len())));
        Self { must, size, ..Self::any() }
    }

    /// How many members the set can have, from the size and the lists together; `None` when no set will do.
    #[must_use]
    pub fn count(&self) -> Option<Range> {
        let listed = Range::at_least(count(self.must.len()));
        let listed = match self.possible() {
            Some(possible) => listed.meet(&Range::at_most(count(possible)))?,
            None => listed,
        };
        self.size.meet(&listed)?.integers()
    }

    /// Why the two cannot both hold, in the words that help a reader most; `None` when they can.
    #[must_use]
    pub fn clash(&self, other: &Self) -> Option<Clash<T>> {
        let first_only: BTreeSet<T> = other.ruled_out(&self.must).cloned().collect();
        let second_only: BTreeSet<T> = self.ruled_out(&other.must).cloned().collect();
        if !first_only.is_empty() || !second_only.is_empty() {
            return Some(Clash::Membership { first_only, second_only });
        }
        let both = self.merged(other);
        let Some(size) = self.size.meet(&other.size).and_then(|size| size.integers()) else {
            return Some(Clash::Sizes { first: self.size, second: other.size });
        };
        let both = Self { size, ..both };
        let listed = both.must.len();
        if size.meet(&Range::at_least(count(listed))).is_none() {
            return Some(Clash::TooMany { listed, size });
        }
        match both.possible() {
            Some(possible) if both.count().is_none() => Some(Clash::TooFew { possible, size }),
            _ if !both.is_possible() => Some(Clash::Membership { first_only, second_only }),
            _ => None,
        }
    }

    /// How many can be members, when that is known.
    fn possible(&self) -> Option<usize> {
        let only = self.only.as_ref()?;
        Some(only.iter().filter(|member| !self.never.contains(member)).count())
    }

    /// Those among `named` that cannot be in this set.
    fn ruled_out<'a>(&'a self, named: &'a BTreeSet<T>) -> impl Iterator<Item = &'a T> {
        named.iter().filter(|member| {
            let unlisted = self.only.as_ref().is_some_and(|only| !only.contains(member));
            unlisted || self.never.contains(member)
        })
    }

    /// Whether some set will do.
    fn is_possible(&self) -> bool {
        self.ruled_out(&self.must).next().is_none() && self.count().is_some()
    }

    /// All constraints of both, which may leave nothing. `size` is this one's.
    fn merged(&self, other: &Self) -> Self {
        let only = match (&self.only, &other.only) {
            (Some(ours), Some(theirs)) => Some(ours & theirs),
            (Some(only), None) | (None, Some(only)) => Some(only.clone()),
            (None, None) => None,
        };
        Self { must: &self.must | &other.must, only, never: &self.never | &other.never, size: self.size }
    }
}

impl<T: Ord + Clone> Meet for Members<T> {
    fn meet(&self, other: &Self) -> Option<Self> {
        let size = self.size.meet(&other.size)?;
        let both = Self { size, ..self.merged(other) };
        both.is_possible().then_some(both)
    }
}

/// A count of members as a number.
fn count(n: usize) -> Number {
    Number::from(i64::try_from(n).unwrap_or(i64::MAX))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn exact(n: i64) -> Range {
        Range::exact(Number::from(n))
    }

    #[test]
    fn counts_meet_lists() {
        let five = Members::exactly(["AM", "BY", "KZ", "KG", "RU"]);
        assert!(five.meet(&Members::sized(exact(5))).is_some());
        assert_eq!(five.clash(&Members::sized(exact(6))), Some(Clash::TooFew { possible: 5, size: exact(6) }));
        assert_eq!(five.clash(&Members::sized(exact(4))), Some(Clash::TooMany { listed: 5, size: exact(4) }));
        let others = Members::besides(["RU"], exact(4));
        assert!(five.meet(&others).is_some());
        assert!(five.clash(&others).is_none());
        assert!(five.meet(&Members::besides(["RU"], exact(5))).is_none());
    }

    #[test]
    fn open_lists_bound_below() {
        let some = Members::including(["BY", "RU"]);
        assert!(some.meet(&Members::sized(exact(6))).is_some());
        assert!(some.meet(&Members::sized(exact(1))).is_none());
        let more_than_one = Range::more_than(Number::ONE);
        let pair = some.meet(&Members::sized(Range { max: Some(Number::from(2)), ..more_than_one }));
        assert_eq!(pair.unwrap().count(), Some(exact(2)));
    }

    #[test]
    fn exclusions_name_the_member() {
        let now = Members::exactly(["AM", "GE"]);
        let former = Members::excluding(["GE", "UZ"]);
        assert_eq!(now.clash(&former), Some(Clash::Membership { first_only: ["GE"].into(), second_only: BTreeSet::new() }));
        let other = Members::exactly(["AM", "BY"]);
        assert_eq!(now.clash(&other), Some(Clash::Membership { first_only: ["GE"].into(), second_only: ["BY"].into() }));
    }
}
