//! Units of time, and how long so many of them are.

use super::mention::Period;
use super::vague;
use super::when::{Scale, When, later};
use crate::lexicon::{Class, id_hash};
use crate::text::Token;
use crate::value::{Days, Number, Range};
use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unit {
    /// 1/86,400 of a day.
    Second,
    /// 60 seconds.
    Minute,
    /// 60 minutes.
    Hour,
    /// A day on which one works.
    WorkingDay,
    /// A day.
    Day,
    /// Saturday and Sunday.
    Weekend,
    /// 7 days.
    Week,
    /// 14 days.
    Fortnight,
    /// 28 to 31 days.
    Month,
    /// 3 months.
    Quarter,
    /// 6 months.
    Half,
    /// 365 or 366 days.
    Year,
    /// 10 years.
    Decade,
    /// 100 years.
    Century,
}

/// Each unit with the id that language packs give to it, its ISO 8601 designator, whether that stands after the `T`, how many of it the
/// unit has, and the stretch of the calendar that it names; in the order of [`Unit`].
const UNITS: [(u64, Unit, char, bool, i64, Scale); 14] = [
    (id_hash("second"), Unit::Second, 'S', true, 1, Scale::Day),
    (id_hash("minute"), Unit::Minute, 'M', true, 1, Scale::Day),
    (id_hash("hour"), Unit::Hour, 'H', true, 1, Scale::Day),
    (id_hash("working-day"), Unit::WorkingDay, 'D', false, 1, Scale::Day),
    (id_hash("day"), Unit::Day, 'D', false, 1, Scale::Day),
    (id_hash("weekend"), Unit::Weekend, 'D', false, 2, Scale::Week),
    (id_hash("week"), Unit::Week, 'W', false, 1, Scale::Week),
    (id_hash("fortnight"), Unit::Fortnight, 'W', false, 2, Scale::Week),
    (id_hash("month"), Unit::Month, 'M', false, 1, Scale::Month),
    (id_hash("quarter"), Unit::Quarter, 'M', false, 3, Scale::Season),
    (id_hash("half"), Unit::Half, 'M', false, 6, Scale::Season),
    (id_hash("year"), Unit::Year, 'Y', false, 1, Scale::Year),
    (id_hash("decade"), Unit::Decade, 'Y', false, 10, Scale::Decade),
    (id_hash("century"), Unit::Century, 'Y', false, 100, Scale::Century),
];

impl Unit {
    /// The unit that a word of this class names, and whether it is in the singular.
    pub(super) fn of(token: &Token, class: Class) -> Option<(Self, bool)> {
        // "SEK" is a currency, "sek" a second.
        let sense = token.sense(class).filter(|_| !(token.upper && token.is(Class::Currency)))?;
        Some((Self::with_id(sense.id)?, sense.value != 2))
    }

    pub(super) fn with_id(id: u64) -> Option<Self> {
        UNITS.iter().find(|row| row.0 == id).map(|row| row.1)
    }

    /// Its ISO 8601 designator, whether that stands after the `T`, and how many of it the unit has.
    fn designator(self) -> (char, bool, i64) {
        let (_, _, letter, time, n, _) = UNITS[self as usize];
        (letter, time, n)
    }

    /// The least and the greatest number of seconds in it.
    fn seconds(self) -> (i64, i64) {
        const DAY: i64 = 86_400;
        let (letter, time, n) = self.designator();
        let (least, most) = match (letter, time) {
            ('S', true) => (1, 1),
            ('M', true) => (60, 60),
            ('H', _) => (3600, 3600),
            ('D', _) => (DAY, DAY),
            ('W', _) => (7 * DAY, 7 * DAY),
            ('M', _) => (28 * DAY, 31 * DAY),
            _ => (365 * DAY, 366 * DAY),
        };
        (least * n, most * n)
    }

    /// The stretch of the calendar that it names.
    pub(super) fn scale(self) -> Scale {
        UNITS[self as usize].5
    }
}

/// A length of time as written, the greater units first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Length {
    pub(super) parts: Vec<(Number, Unit)>,
    /// It is only about so long ("a few days").
    pub(super) vague: bool,
}

impl Length {
    /// One unit.
    pub(super) fn one(unit: Unit) -> Self {
        Self::of(vec![(Number::ONE, unit)])
    }

    /// So many of each unit.
    pub(super) fn of(parts: Vec<(Number, Unit)>) -> Self {
        Self { parts, vague: false }
    }

    /// The mention's value.
    pub(super) fn period(&self) -> Period {
        Period { iso8601: self.iso8601(), days: self.days() }
    }

    fn iso8601(&self) -> String {
        const ORDER: [(char, bool); 7] =
            [('Y', false), ('M', false), ('W', false), ('D', false), ('H', true), ('M', true), ('S', true)];
        let (mut text, mut in_time) = (String::from("P"), false);
        for (letter, time) in ORDER {
            let Some(n) = self.sum(letter, time) else { continue };
            if time && !in_time {
                text.push('T');
                in_time = true;
            }
            text.push_str(&n.to_string());
            text.push(letter);
        }
        text
    }

    /// How many of the unit with this designator, if it is used.
    fn sum(&self, letter: char, time: bool) -> Option<Number> {
        let mut sum = None::<Number>;
        for (n, unit) in &self.parts {
            let (l, t, times) = unit.designator();
            if (l, t) == (letter, time) {
                sum = sum.unwrap_or(Number::ZERO).checked_add(n.checked_mul(Number::from(times))?);
            }
        }
        sum
    }

    fn days(&self) -> Option<Range> {
        let (mut least, mut most) = (Number::ZERO, Number::ZERO);
        let day = Number::from(86_400);
        for (n, unit) in &self.parts {
            let (a, b) = unit.seconds();
            least = least.checked_add(n.checked_mul(Number::from(a))?.checked_div(day)?)?;
            most = most.checked_add(n.checked_mul(Number::from(b))?.checked_div(day)?)?;
        }
        match (self.vague, self.parts.as_slice()) {
            // "A few weeks" are as many as "a few".
            (true, [(n, _)]) => {
                let (few, many) = vague::ends(*n);
                let times = |end: Number, of: Number| end.checked_mul(of)?.checked_div(*n);
                Some(Range::between(times(few, least)?, times(many, most)?))
            }
            _ => Some(Range::between(least, most)),
        }
    }

    /// The greatest unit in it.
    pub(super) fn unit(&self) -> Unit {
        self.parts.iter().map(|(_, unit)| *unit).max().unwrap_or(Unit::Second)
    }

    /// The calendar's view of it: "3.5 years" are 42 months. `None` when it is shorter than a day or no whole number of days.
    fn span(&self) -> Option<Span> {
        let whole = |letter, times: i64| {
            let n = self.sum(letter, false).unwrap_or(Number::ZERO).checked_mul(Number::from(times))?;
            n.to_i64().filter(|n| n.abs() < 100_000)
        };
        if self.unit() < Unit::WorkingDay {
            return None;
        }
        let months = whole('Y', 12)?.checked_add(whole('M', 1)?)?;
        let days = whole('W', 7)?.checked_add(whole('D', 1)?)?;
        Span::new().try_months(months).ok()?.try_days(days).ok()
    }

    /// The day so long after (or before) another one.
    pub(super) fn from(&self, date: Date, back: bool) -> Option<Date> {
        let span = self.span()?;
        later(date, if back { -span } else { span })
    }

    /// The day that a length of time ends on when it begins on this one, a part of a day left out.
    pub(super) fn reaching(&self, date: Date) -> Option<Date> {
        self.from(date, false).or_else(|| {
            let days = self.days()?.min?.floor().to_i64()?;
            later(date, Span::new().try_days(days).ok()?)
        })
    }

    /// The day so long after (or before) the document's date; the coarser the unit, the less is sure.
    pub(super) fn away(&self, date: Option<Date>, back: bool) -> When {
        let day = date.and_then(|date| self.from(date, back));
        let when = When::relative(day.map(Days::on), Scale::Day);
        let scale = self.unit().scale();
        if self.vague || scale == Scale::Day {
            return if self.vague { when.unsure(Days::ALL) } else { when };
        }
        let slack = i32::from(scale.slack());
        let surely = day.and_then(|day| Some(Days::between(later(day, (-slack).days())?, later(day, slack.days())?)));
        when.unsure(surely.unwrap_or(Days::ALL))
    }
}
