//! Sets of months of the year: the part of [`Days`](super::Days) that holds in every year ("May", "the third quarter").

use serde::{Deserialize, Serialize};

/// Some of the twelve months; all of them are no constraint.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub(super) struct Months(u16);

impl Months {
    /// Every month.
    pub(super) const ALL: Self = Self(0xFFF);
    /// No month.
    pub(super) const NONE: Self = Self(0);

    /// From the first month to the last, each 1 to 12, both included, over the end of the year where the last comes first
    /// (12 to 2 is winter); `None` when there is no such month.
    pub(super) fn from_to(first: i8, last: i8) -> Option<Self> {
        let on_calendar = |month: i8| (1..=12).contains(&month);
        if !(on_calendar(first) && on_calendar(last)) {
            return None;
        }
        let since_first = Self::ALL.0 & (Self::ALL.0 << (first - 1));
        let until_last = Self::ALL.0 >> (12 - last);
        Some(Self(if first <= last { since_first & until_last } else { since_first | until_last }))
    }

    /// The months that have this day, 1 to 31, in some year.
    pub(super) fn with_day(day: i8) -> Self {
        match day {
            1..=29 => Self::ALL,
            30 => Self(Self::ALL.0 & !0b10),
            31 => Self(0b1010_1101_0101),
            _ => Self::NONE,
        }
    }

    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    pub(super) fn is_all(self) -> bool {
        self == Self::ALL
    }

    pub(super) fn is_none(self) -> bool {
        self == Self::NONE
    }

    pub(super) fn contains(self, month: i8) -> bool {
        (1..=12).contains(&month) && self.0 & 1 << (month - 1) != 0
    }

    /// The month, where it is only one.
    pub(super) fn single(self) -> Option<i8> {
        if self.0.is_power_of_two() { i8::try_from(self.0.trailing_zeros() + 1).ok() } else { None }
    }

    /// The months in the order of the year.
    pub(super) fn iter(self) -> impl Iterator<Item = i8> {
        (1..=12).filter(move |month| self.contains(*month))
    }

    /// The first and the last month, where the others are all that lie between them; December is followed by January.
    pub(super) fn run(self) -> Option<(i8, i8)> {
        let before = |month: i8| if month == 1 { 12 } else { month - 1 };
        let after = |month: i8| month % 12 + 1;
        let mut firsts = self.iter().filter(|month| !self.contains(before(*month)));
        let first = firsts.next()?;
        let last = self.iter().find(|month| !self.contains(after(*month)))?;
        firsts.next().is_none().then_some((first, last))
    }

    /// The nearest of them after the month (`step` is 1) or before it (-1), and how many years on that is: 0, or `step`. The
    /// month itself is a year away.
    pub(super) fn next(self, month: i8, step: i8) -> Option<(i8, i16)> {
        let later = self.iter().find(|m| *m > month);
        let earlier = self.iter().filter(|m| *m < month).last();
        if step > 0 {
            later.map(|m| (m, 0)).or_else(|| Some((self.iter().next()?, 1)))
        } else {
            earlier.map(|m| (m, 0)).or_else(|| Some((self.iter().last()?, -1)))
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn runs_read_back() {
        for first in 1..=12 {
            for last in 1..=12 {
                let months = Months::from_to(first, last).unwrap();
                let length = (last - first).rem_euclid(12) + 1;
                assert_eq!(months.iter().count(), usize::from(length.unsigned_abs()), "{first} to {last}");
                assert!(months.contains(first) && months.contains(last));
                let run = Some((first, last)).filter(|_| length < 12);
                assert_eq!(months.run(), run);
                assert_eq!(months.single(), Some(first).filter(|_| length == 1));
            }
        }
        assert_eq!(Months::from_to(0, 3), None);
        assert_eq!(Months::from_to(3, 13), None);
        let apart = Months(0b1001);
        assert_eq!((apart.run(), apart.single()), (None, None));
    }

    #[test]
    fn neighbours_in_both_directions() {
        let winter = Months::from_to(12, 2).unwrap();
        for (month, step, wanted) in
            [(12, 1, (1, 1)), (1, 1, (2, 0)), (2, 1, (12, 0)), (7, -1, (2, 0)), (1, -1, (12, -1)), (12, -1, (2, 0))]
        {
            assert_eq!(winter.next(month, step), Some(wanted), "{month} {step}");
        }
        assert_eq!(Months::from_to(5, 5).unwrap().next(5, 1), Some((5, 1)));
        assert_eq!(Months::NONE.next(5, 1), None);
    }

    #[test]
    fn days_that_some_months_lack() {
        assert_eq!(Months::with_day(31).iter().collect::<Vec<_>>(), [1, 3, 5, 7, 8, 10, 12]);
        assert_eq!(Months::with_day(30).iter().count(), 11);
        assert!(Months::with_day(29).is_all() && Months::with_day(32).is_none() && Months::with_day(0).is_none());
    }
}
