//! What the readers of dates hand to each other: the parts of a date as written, and the days that they mean.
//!
//! A part that is missing ("28 May", "Friday") is taken from the document's date: the nearest such day, or that of the same year
//! unless it is far off. What does not depend on that guess is kept beside it.

use super::mention::{Kind, Reading};
use crate::value::{Days, Meet, Range};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// How long a named stretch of the calendar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scale {
    /// A day or less.
    Day,
    /// Monday to Sunday, or a weekend.
    Week,
    /// A calendar month.
    Month,
    /// Three months or half a year.
    Season,
    /// A year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Scale {
    /// How far, in days, what is told in such stretches may be off at its ends: half of one, and a whole one for days and years.
    pub(super) fn slack(self) -> u16 {
        match self {
            Self::Day => 1,
            Self::Week => 4,
            Self::Month => 16,
            Self::Season => 46,
            Self::Year => 366,
            Self::Decade => 5 * 366,
            Self::Century => 50 * 366,
        }
    }
}

/// The parts of a date as written; what is not written is `None`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Fields {
    /// The year; negative before Christ.
    pub(super) year: Option<i16>,
    /// 1 to 12.
    pub(super) month: Option<i8>,
    /// 1 to 31.
    pub(super) day: Option<i8>,
    /// 1 (Monday) to 7.
    pub(super) weekday: Option<i8>,
}

/// A point or a stretch of the calendar.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct When {
    /// As written, so that the ends of a range can share what is written once; empty for relative ones.
    pub(super) fields: Fields,
    /// The days meant; `None` when there is no such day.
    pub(super) days: Option<Days>,
    /// The days that every reading allows.
    pub(super) surely: Days,
    /// The document's date was needed, or is missing.
    pub(super) relative: bool,
    /// How long it is.
    pub(super) scale: Scale,
    /// The length of time, in days, that the words say, where they say no more than how far from publication: "in two years".
    pub(super) length: Option<Range>,
}

impl When {
    /// Days that stand as written.
    pub(super) fn fixed(days: Days, scale: Scale) -> Self {
        Self { fields: Fields::default(), days: Some(days), surely: days, relative: false, scale, length: None }
    }

    /// Days reckoned from the document's date; all days when it has none.
    pub(super) fn relative(days: Option<Days>, scale: Scale) -> Self {
        let days = days.unwrap_or(Days::ALL);
        Self { fields: Fields::default(), days: Some(days), surely: days, relative: true, scale, length: None }
    }

    /// A stretch that comes back every year: that of the year found from the document's date, or of any year when it has none.
    pub(super) fn recurring(days: Option<Days>, every_year: Option<Days>, scale: Scale) -> Self {
        Self::relative(days.or(every_year), scale).unsure(every_year.unwrap_or(Days::ALL))
    }

    /// The same, when the words may mean other days too.
    pub(super) fn unsure(self, surely: Days) -> Self {
        Self { surely, ..self }
    }

    /// The same, told by a length of time only.
    pub(super) fn told_by(self, length: Option<Range>) -> Self {
        Self { length, ..self }
    }

    /// The first and the last day, where both are known.
    pub(super) fn ends(&self) -> Option<(Date, Date)> {
        let days = self.days?;
        days.earliest().zip(days.latest())
    }

    /// A stretch within this one, found from its first and last day. Where the ends are not known the stretch is anywhere in the
    /// months of this one; a week may reach beyond them.
    pub(super) fn within(&self, scale: Scale, part: impl FnOnce(Date, Date) -> Option<Days>) -> Self {
        let inside = if scale == Scale::Week { Days::ALL } else { self.surely };
        let Some((first, last)) = self.ends() else { return Self::relative(Some(inside), scale) };
        let days = part(first, last);
        let surely = if self.surely == self.days.unwrap_or(Days::ALL) { days.unwrap_or(Days::ALL) } else { inside };
        Self { fields: Fields::default(), days, surely, relative: self.relative, scale, length: None }
    }

    /// What a mention says of it.
    pub(super) fn reading(&self) -> (Kind, Reading) {
        let kind = if self.scale == Scale::Day { Kind::Date } else { Kind::DateRange };
        let weekday = self.fields.weekday.filter(|_| self.fields.day.is_some());
        (kind, Reading::Days { days: self.days, written: self.surely, weekday, relative: self.relative, length: self.length })
    }
}

impl Fields {
    /// The days meant, with what is missing taken from `date`.
    pub(super) fn resolve(self, date: Option<Date>) -> When {
        let scale = match self {
            Self { day: Some(_), .. } | Self { weekday: Some(_), .. } => Scale::Day,
            Self { month: Some(_), .. } => Scale::Month,
            _ => Scale::Year,
        };
        let surely = self.constraints();
        let relative = self.year.is_none();
        let days = match (surely, date.filter(|_| relative)) {
            (Some(_), Some(date)) => self.nearest(date),
            (surely, _) => surely,
        };
        // Of a day that there is not the month is known.
        let month = || Fields { day: None, weekday: None, ..self }.constraints();
        When { fields: self, days, surely: surely.or_else(month).unwrap_or(Days::ALL), relative, scale, length: None }
    }

    /// The days that the parts allow; a weekday counts only where it stands alone. `None` when there is none.
    pub(super) fn constraints(self) -> Option<Days> {
        let of_year = self.year.map_or(Some(Days::ALL), Days::year)?;
        let in_year = match (self.month, self.day, self.weekday) {
            (Some(month), Some(day), _) => Days::month_day(month, day)?,
            (Some(month), None, _) => match self.year {
                Some(year) => Days::month(year, month)?,
                None => Days::any_year(month)?,
            },
            (None, Some(day), _) => Days::any_month(day)?,
            (None, None, Some(weekday)) => Days::weekday(weekday)?,
            (None, None, None) => Days::ALL,
        };
        of_year.meet(&in_year)
    }

    /// The days nearest to `date` that fit the parts, of which the year is none.
    fn nearest(self, date: Date) -> Option<Days> {
        let candidates: &mut dyn Iterator<Item = Days> = match self {
            Self { month: Some(month), day: None, .. } => {
                &mut (-1..=1).filter_map(move |n| Days::month(date.year().checked_add(n)?, month))
            }
            Self { month: Some(month), day: Some(day), .. } => {
                &mut (-8..=8).filter_map(move |n| Some(Days::on(Date::new(date.year().checked_add(n)?, month, day).ok()?)))
            }
            Self { month: None, day: Some(day), weekday, .. } => {
                let near = (-2..=2).filter_map(move |n: i8| {
                    let month = date.first_of_month().checked_add(i64::from(n).months()).ok()?;
                    Date::new(month.year(), month.month(), day).ok()
                });
                let fits = move |d: &Date| weekday.is_none_or(|w| w == d.weekday().to_monday_one_offset());
                if near.clone().any(|d| fits(&d)) { &mut near.filter(fits).map(Days::on) } else { &mut near.map(Days::on) }
            }
            Self { weekday: Some(weekday), .. } => {
                let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
                let ahead = date.weekday().until(weekday);
                let days = if ahead > 3 { ahead - 7 } else { ahead };
                return Some(Days::on(later(date, i64::from(days).days())?));
            }
            _ => return Some(Days::ALL),
        };
        // A year is left out of dates in the current one, and of those that are near.
        let year_of = |days: &Days| days.earliest().map(Date::year);
        // A weekday beside the date tells the year, unless the day is so near that no other is meant.
        let misfit = |days: &Days, distance: i32| match (self.day.and(self.weekday), days.single()) {
            (Some(weekday), Some(day)) if distance > 2 * NEAR_DAYS => {
                distance > 2 * NEXT_YEAR_DAYS || day.weekday().to_monday_one_offset() != weekday
            }
            _ => false,
        };
        candidates.min_by_key(|days| {
            let distance = distance(days, date);
            let current = self.month.is_some() && year_of(days) == Some(date.year()) && distance < 2 * CURRENT_YEAR_DAYS;
            (misfit(days, distance), if current { 0 } else { distance })
        })
    }
}

/// How far from the document's date a day of the same year is still meant rather than a nearer one of another year: eight months.
const CURRENT_YEAR_DAYS: i32 = 243;

/// How far from the document's date a day without a year surely is of the nearest one: two months.
pub(crate) const NEAR_DAYS: i32 = 61;

/// How far a day is from the document's date that its weekday can place in another year: the next or the last one, and some months.
const NEXT_YEAR_DAYS: i32 = 430;

/// How many days lie between a stretch's middle and a day, twice.
pub(super) fn distance(days: &Days, date: Date) -> i32 {
    let from = |d: Option<Date>| d.and_then(|d| d.since(date).ok()).map_or(0, |s| s.get_days());
    (from(days.earliest()) + from(days.latest())).abs()
}

/// The day that lies so far after another one.
pub(super) fn later(date: Date, span: Span) -> Option<Date> {
    date.checked_add(span).ok()
}

/// The Monday of a day's week.
pub(super) fn monday(date: Date) -> Option<Date> {
    later(date, -i64::from(date.weekday().to_monday_zero_offset()).days())
}

/// Monday to Sunday of a day's week, or of one so many weeks later.
pub(super) fn week(date: Date, weeks: i64) -> Option<Days> {
    let first = later(monday(date)?, weeks.weeks())?;
    Some(Days::between(first, later(first, 6.days())?))
}

/// The week of a stretch with this number: the first week of October is the one with its first Thursday, as in ISO 8601. The
/// last one is -1.
pub(super) fn nth_week(first: Date, last: Date, n: i64) -> Option<Days> {
    week(nth_weekday(first, last, 4, n)?, 0)
}

/// The day of a stretch that is its `n`th with this weekday; the last one is -1.
pub(super) fn nth_weekday(first: Date, last: Date, weekday: i8, n: i64) -> Option<Date> {
    let weekday = jiff::civil::Weekday::from_monday_one_offset(weekday).ok()?;
    let found = if n > 0 {
        let to_first = first.weekday().until(weekday);
        later(first, (i64::from(to_first) + (n - 1) * 7).days())?
    } else {
        let back = last.weekday().since(weekday);
        later(last, (-i64::from(back) + (n + 1) * 7).days())?
    };
    (first <= found && found <= last).then_some(found)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn missing_parts_come_from_the_nearest_day() {
        let at = date(2024, 1, 4);
        let day = |f: Fields| f.resolve(Some(at)).days.map(|d| d.edtf());
        let none = Fields::default();
        for (fields, edtf) in [
            (Fields { month: Some(12), day: Some(30), ..none }, Some("2023-12-30")),
            (Fields { month: Some(2), day: Some(29), ..none }, Some("2024-02-29")),
            (Fields { month: Some(11), ..none }, Some("2023-11")),
            (Fields { month: Some(8), day: Some(30), ..none }, Some("2024-08-30")),
            (Fields { day: Some(31), ..none }, Some("2023-12-31")),
            (Fields { weekday: Some(1), ..none }, Some("2024-01-01")),
            (Fields { weekday: Some(7), ..none }, Some("2024-01-07")),
            (Fields { month: Some(2), day: Some(30), ..none }, None),
            (Fields { year: Some(2023), month: Some(2), day: Some(29), ..none }, None),
        ] {
            assert_eq!(day(fields).as_deref(), edtf, "{fields:?}");
        }
    }

    #[test]
    fn without_a_date_the_constraint_stays() {
        let fields = Fields { month: Some(5), day: Some(28), ..Fields::default() };
        let when = fields.resolve(None);
        assert_eq!(when.days.unwrap().edtf(), "XXXX-05-28");
        assert!(when.relative);
    }

    #[test]
    fn weeks_and_weekdays_within_a_month() {
        let (first, last) = (date(2024, 10, 1), date(2024, 10, 31));
        assert_eq!(nth_week(first, last, 1).unwrap().edtf(), "2024-09-30/2024-10-06");
        assert_eq!(nth_weekday(first, last, 3, 2), Some(date(2024, 10, 9)));
        assert_eq!(nth_weekday(first, last, 5, -1), Some(date(2024, 10, 25)));
        assert_eq!(nth_weekday(first, last, 5, 5), None);
    }
}
