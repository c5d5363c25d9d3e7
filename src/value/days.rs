//! Sets of calendar days: "28 May 2024", "May 2024", "28 May" or "the third quarter" of any year, "a Friday", "since 2010".

use super::Meet;
use super::months::Months;
use jiff::civil::{Date, Weekday};
use jiff::{Span, ToSpan};
use serde::{Deserialize, Serialize};

/// The proleptic Gregorian calendar repeats, weekdays included, after 400 years.
const CYCLE_YEARS: i16 = 400;

/// The days that fit all of up to five constraints. Never empty.
///
/// Bounds are kept tight (a bound is itself one of the days), and a set keeps no constraint that goes without saying within
/// them, so that "28 May", met with 2024, equals 2024-05-28, and "the third quarter" then equals July to September 2024.
///
/// ```
/// use factlint::internals::value::{Days, Meet};
/// let day = Days::month_day(5, 28).unwrap();
/// let year = Days::year(2024).unwrap();
/// assert_eq!(day.meet(&year).unwrap().edtf(), "2024-05-28");
/// assert!(day.meet(&Days::month(2024, 6).unwrap()).is_none());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Days {
    #[serde(with = "super::day")]
    pub(super) earliest: Option<Date>,
    #[serde(with = "super::day")]
    pub(super) latest: Option<Date>,
    pub(super) months: Months,
    pub(super) day: Option<i8>,
    pub(super) weekday: Option<i8>,
}

impl Days {
    /// Every day.
    pub const ALL: Self = Self { earliest: None, latest: None, months: Months::ALL, day: None, weekday: None };

    /// One day.
    #[must_use]
    pub fn on(date: Date) -> Self {
        Self { earliest: Some(date), latest: Some(date), ..Self::ALL }
    }

    /// From one day to the other, both included, whichever comes first.
    #[must_use]
    pub fn between(one: Date, other: Date) -> Self {
        Self { earliest: Some(one.min(other)), latest: Some(one.max(other)), ..Self::ALL }
    }

    /// This day and all later ones.
    #[must_use]
    pub fn since(date: Date) -> Self {
        Self { earliest: Some(date), ..Self::ALL }
    }

    /// This day and all earlier ones.
    #[must_use]
    pub fn until(date: Date) -> Self {
        Self { latest: Some(date), ..Self::ALL }
    }

    /// The days of one month, 1 to 12, of one year; `None` when there is no such month.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        let first = Date::new(year, month, 1).ok()?;
        Some(Self::between(first, first.last_of_month()))
    }

    /// The days of one year, -9999 to 9999.
    #[must_use]
    pub fn year(year: i16) -> Option<Self> {
        Self::years(year, year)
    }

    /// The days from the first year to the last, both included.
    #[must_use]
    pub fn years(first: i16, last: i16) -> Option<Self> {
        let (first, last) = (first.min(last), first.max(last));
        Some(Self::between(Date::new(first, 1, 1).ok()?, Date::new(last, 12, 31).ok()?))
    }

    /// That day of that month in any year; `None` when no year has it.
    #[must_use]
    pub fn month_day(month: i8, day: i8) -> Option<Self> {
        Self { day: Some(day), ..Self::any_year(month)? }.tightened()
    }

    /// That month, 1 to 12, of any year.
    #[must_use]
    pub fn any_year(month: i8) -> Option<Self> {
        Self::months(month, month)
    }

    /// From that month, 1 to 12, to that month, both included, of any year: 7 to 9 is the third quarter, 12 to 2 is winter.
    /// `None` when there is no such month.
    ///
    /// ```
    /// use factlint::internals::value::{Days, Meet};
    /// let third_quarter = Days::months(7, 9).unwrap();
    /// assert!(third_quarter.meet(&Days::months(4, 6).unwrap()).is_none());
    /// assert_eq!(third_quarter.meet(&Days::year(2024).unwrap()).unwrap().edtf(), "2024-07/2024-09");
    /// ```
    #[must_use]
    pub fn months(first: i8, last: i8) -> Option<Self> {
        Some(Self { months: Months::from_to(first, last)?, ..Self::ALL })
    }

    /// That day, 1 to 31, of any month.
    #[must_use]
    pub fn any_month(day: i8) -> Option<Self> {
        Self { day: Some(day), ..Self::ALL }.tightened()
    }

    /// That day of the week: 1 is Monday and 7 is Sunday.
    #[must_use]
    pub fn weekday(weekday: i8) -> Option<Self> {
        Self { weekday: Some(weekday), ..Self::ALL }.tightened()
    }

    /// The first of the days, when they do not go back without end.
    #[must_use]
    pub fn earliest(&self) -> Option<Date> {
        self.earliest
    }

    /// The last of the days, when they do not go on without end.
    #[must_use]
    pub fn latest(&self) -> Option<Date> {
        self.latest
    }

    /// The day, when it is only one.
    #[must_use]
    pub fn single(&self) -> Option<Date> {
        self.earliest.filter(|_| self.earliest == self.latest)
    }

    /// The month, when all days are in the same month of their years.
    #[must_use]
    pub fn month_number(&self) -> Option<i8> {
        self.months.single().or_else(|| {
            let (first, last) = (self.earliest?, self.latest?);
            (first.first_of_month() == last.first_of_month()).then_some(first.month())
        })
    }

    /// The first and the last of the months that the days lie in, whatever the year, where these follow each other and are not
    /// all twelve: 7 and 9 for the third quarter, 12 and 2 for winter.
    #[must_use]
    pub fn month_numbers(&self) -> Option<(i8, i8)> {
        self.months.run().or_else(|| self.month_number().map(|month| (month, month)))
    }

    /// The day of the month, when all days have the same.
    #[must_use]
    pub fn day_number(&self) -> Option<i8> {
        self.day.or_else(|| self.single().map(Date::day))
    }

    /// The year, when all days are in the same one.
    #[must_use]
    pub fn year_number(&self) -> Option<i16> {
        let (first, last) = (self.earliest?, self.latest?);
        (first.year() == last.year()).then_some(first.year())
    }

    /// The same days of any year: "28 May" for 28 May 2024, "the third quarter" for July to September 2024; `None` where the days
    /// are no day, month or run of months of the calendar.
    #[must_use]
    pub fn of_any_year(&self) -> Option<Self> {
        if !self.is_anchored() {
            return Some(*self);
        }
        if let Some(date) = self.single() {
            return Self::month_day(date.month(), date.day());
        }
        let (first, last) = (self.earliest?, self.latest?);
        let whole = first == first.first_of_month() && last == last.last_of_month() && first.year() == last.year();
        (whole && (first.month(), last.month()) != (1, 12)).then(|| Self::months(first.month(), last.month())).flatten()
    }

    /// The day of the week (1 is Monday), when all days have the same.
    #[must_use]
    pub fn weekday_number(&self) -> Option<i8> {
        self.weekday.or_else(|| self.single().map(|date| date.weekday().to_monday_one_offset()))
    }

    /// Whether a year is known for either end, so that these are days in history and not only in a calendar.
    #[must_use]
    pub fn is_anchored(&self) -> bool {
        self.earliest.is_some() || self.latest.is_some()
    }

    /// Whether the day is one of them.
    #[must_use]
    pub fn contains(&self, date: Date) -> bool {
        self.earliest.is_none_or(|earliest| earliest <= date)
            && self.latest.is_none_or(|latest| date <= latest)
            && self.fits_calendar(date)
    }

    /// Whether every day of this set is in the other. Judged by bounds and constraints, so that `false` is not
    /// quite certain; `true` is.
    #[must_use]
    pub fn is_subset_of(&self, other: &Self) -> bool {
        self.meet(other) == Some(*self)
    }

    /// The days and so many before and after them: slack for "Saturday night", time zones and "the next day". A bare weekday,
    /// month or day of the month loses that constraint, since it cannot be said of its neighbours.
    #[must_use]
    pub fn widen(&self, days: u16) -> Self {
        let slack = i64::from(days).days();
        if days == 0 {
            return *self;
        }
        Self {
            earliest: self.earliest.and_then(|date| date.checked_sub(slack).ok()),
            latest: self.latest.and_then(|date| date.checked_add(slack).ok()),
            ..Self::ALL
        }
    }

    /// Tight bounds and no constraint that goes without saying, or `None` when no day is left.
    pub(super) fn tightened(self) -> Option<Self> {
        if self.months.is_all() && self.day.is_none() && self.weekday.is_none() {
            let reversed = self.earliest.zip(self.latest).is_some_and(|(earliest, latest)| earliest > latest);
            return (!reversed).then_some(self);
        }
        let earliest = self.first()?;
        let latest = self.last()?;
        let days = Self { earliest: self.earliest.and(Some(earliest)), latest: self.latest.and(Some(latest)), ..self };
        if let Some(date) = days.single() {
            return Some(Self::on(date));
        }
        let possible = days.possible_months();
        let left = days.months.and(possible);
        Some(Self { months: if left == possible { Months::ALL } else { left }, ..days })
    }

    /// The months that the bounds and the day of the month leave, whatever is said of months.
    fn possible_months(&self) -> Months {
        let with_day = self.day.map_or(Months::ALL, Months::with_day);
        let (Some(first), Some(last)) = (self.earliest, self.latest) else { return with_day };
        let apart = (i32::from(last.year()) - i32::from(first.year())) * 12 + i32::from(last.month() - first.month());
        if apart >= 11 {
            return with_day;
        }
        Months::from_to(first.month(), last.month()).unwrap_or(Months::ALL).and(with_day)
    }

    fn fits_calendar(&self, date: Date) -> bool {
        self.months.contains(date.month())
            && self.day.is_none_or(|day| day == date.day())
            && self.weekday.is_none_or(|day| day == date.weekday().to_monday_one_offset())
    }

    /// The first day, or with no lower bound any day that shows that there is one.
    fn first(&self) -> Option<Date> {
        let start = match (self.earliest, self.latest) {
            (Some(earliest), _) => earliest,
            (None, Some(latest)) => years_away(latest, -CYCLE_YEARS).unwrap_or(Date::MIN),
            (None, None) => Date::constant(2000, 1, 1),
        };
        let end = self.latest.unwrap_or_else(|| years_away(start, CYCLE_YEARS).unwrap_or(Date::MAX));
        if start > end || !self.is_on_calendar() {
            return None;
        }
        self.search(start, end, 1)
    }

    /// The last day, or with no upper bound any day that shows that there is one.
    fn last(&self) -> Option<Date> {
        let Some(end) = self.latest else { return self.first() };
        let start = self.earliest.unwrap_or_else(|| years_away(end, -CYCLE_YEARS).unwrap_or(Date::MIN));
        if start > end || !self.is_on_calendar() {
            return None;
        }
        self.search(end, start, -1)
    }

    /// Whether months, day and weekday exist in some year.
    fn is_on_calendar(&self) -> bool {
        let with_day = self.day.map_or(Months::ALL, Months::with_day);
        !self.months.and(with_day).is_none() && self.weekday.is_none_or(|weekday| (1..=7).contains(&weekday))
    }

    /// The first day that fits, going from `from` to `to` in the direction `step` (1 or -1), a month or a week at a time
    /// where that is safe.
    fn search(&self, from: Date, to: Date, step: i8) -> Option<Date> {
        let mut at = from;
        loop {
            if (step > 0 && at > to) || (step < 0 && at < to) {
                return None;
            }
            at = if !self.months.contains(at.month()) {
                self.leave_month(at, step)?
            } else if let Some(day) = self.day.filter(|day| *day != at.day()) {
                let ahead = (day > at.day()) == (step > 0);
                match Date::new(at.year(), at.month(), day) {
                    Ok(date) if ahead => date,
                    _ => self.leave_month(at, step)?,
                }
            } else if let Some(weekday) = self.wrong_weekday(at) {
                match self.day {
                    Some(_) => self.leave_month(at, step)?,
                    None => at.nth_weekday(i32::from(step), weekday).ok()?,
                }
            } else {
                return Some(at);
            };
        }
    }

    /// The wanted weekday, when this day has another.
    fn wrong_weekday(&self, date: Date) -> Option<Weekday> {
        let wanted = Weekday::from_monday_one_offset(self.weekday?).ok()?;
        (date.weekday() != wanted).then_some(wanted)
    }

    /// The nearest day outside this month that is in a wanted one.
    fn leave_month(&self, date: Date, step: i8) -> Option<Date> {
        let (month, years) = self.months.next(date.month(), step)?;
        let first = Date::new(date.year() + years, month, 1).ok()?;
        Some(if step > 0 { first } else { first.last_of_month() })
    }
}

impl Meet for Days {
    fn meet(&self, other: &Self) -> Option<Self> {
        let differ = |one: Option<i8>, other: Option<i8>| one.zip(other).is_some_and(|(a, b)| a != b);
        let months = self.months.and(other.months);
        if months.is_none() || differ(self.day, other.day) || differ(self.weekday, other.weekday) {
            return None;
        }
        let both = Self {
            earliest: self.earliest.max(other.earliest),
            latest: [self.latest, other.latest].into_iter().flatten().min(),
            months,
            day: self.day.or(other.day),
            weekday: self.weekday.or(other.weekday),
        };
        if both == *self {
            return Some(both);
        }
        both.tightened()
    }
}

fn years_away(date: Date, years: i16) -> Option<Date> {
    date.checked_add(Span::new().years(years)).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn impossible_days_are_none() {
        assert!(Days::month_day(2, 30).is_none());
        assert!(Days::month_day(4, 31).is_none());
        assert!(Days::month_day(13, 1).is_none());
        assert!(Days::weekday(8).is_none());
        assert!(Days::month(2024, 13).is_none());
    }

    #[test]
    fn constraints_meet() {
        let friday = Days::weekday(5).unwrap();
        let day = Days::month_day(5, 31).unwrap();
        let met = friday.meet(&day).unwrap();
        assert_eq!(met.meet(&Days::year(2024).unwrap()), Some(Days::on(date(2024, 5, 31))));
        assert_eq!(met.meet(&Days::year(2025).unwrap()), None);
        // 29 February is a Monday once in 28 years.
        let leap_monday = Days::month_day(2, 29).unwrap().meet(&Days::weekday(1).unwrap()).unwrap();
        let since = leap_monday.meet(&Days::since(date(1970, 1, 1))).unwrap();
        assert_eq!(since.earliest(), Some(date(1988, 2, 29)));
    }

    #[test]
    fn narrower_sets_are_subsets() {
        let may = Days::any_year(5).unwrap();
        let may_2024 = Days::month(2024, 5).unwrap();
        assert!(may_2024.is_subset_of(&may) && !may.is_subset_of(&may_2024));
        assert_eq!(may.meet(&Days::year(2024).unwrap()), Some(may_2024));
        assert!(Days::month_day(5, 28).unwrap().is_subset_of(&may));
        assert!(Days::on(date(2024, 5, 31)).is_subset_of(&Days::weekday(5).unwrap()));
        assert!(!Days::on(date(2024, 5, 30)).is_subset_of(&Days::weekday(5).unwrap()));
    }

    #[test]
    fn widening_adds_slack() {
        let saturday_night = Days::on(date(2024, 3, 2)).widen(1);
        assert!(saturday_night.contains(date(2024, 3, 3)));
        assert!(saturday_night.contains(date(2024, 3, 1)));
        assert!(!saturday_night.contains(date(2024, 2, 29)));
    }
}
