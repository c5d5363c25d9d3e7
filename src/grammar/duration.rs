//! Lengths of time: "twelve years", "two and a half hours", "tre veckor och två dagar".

use super::figure;
use super::mention::Period;
use super::tokens::{Context, Parsed, Tokens, is_content, miss};
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

/// The ids that language packs give to units of time.
const UNITS: [(u64, Unit); 14] = [
    (id_hash("second"), Unit::Second),
    (id_hash("minute"), Unit::Minute),
    (id_hash("hour"), Unit::Hour),
    (id_hash("working-day"), Unit::WorkingDay),
    (id_hash("day"), Unit::Day),
    (id_hash("weekend"), Unit::Weekend),
    (id_hash("week"), Unit::Week),
    (id_hash("fortnight"), Unit::Fortnight),
    (id_hash("month"), Unit::Month),
    (id_hash("quarter"), Unit::Quarter),
    (id_hash("half"), Unit::Half),
    (id_hash("year"), Unit::Year),
    (id_hash("decade"), Unit::Decade),
    (id_hash("century"), Unit::Century),
];

impl Unit {
    /// The unit that a word of this class names, and whether it is in the singular.
    pub(super) fn of(token: &Token, class: Class) -> Option<(Self, bool)> {
        let sense = token.sense(class)?;
        UNITS.iter().find(|(id, _)| *id == sense.id).map(|(_, unit)| (*unit, sense.value != 2))
    }

    /// Its ISO 8601 designator, whether that stands after the `T`, and how many of it the unit has.
    fn designator(self) -> (char, bool, i64) {
        match self {
            Self::Second => ('S', true, 1),
            Self::Minute => ('M', true, 1),
            Self::Hour => ('H', true, 1),
            Self::Day | Self::WorkingDay => ('D', false, 1),
            Self::Weekend => ('D', false, 2),
            Self::Week => ('W', false, 1),
            Self::Fortnight => ('W', false, 2),
            Self::Month => ('M', false, 1),
            Self::Quarter => ('M', false, 3),
            Self::Half => ('M', false, 6),
            Self::Year => ('Y', false, 1),
            Self::Decade => ('Y', false, 10),
            Self::Century => ('Y', false, 100),
        }
    }

    /// The least and the greatest number of seconds in it.
    fn seconds(self) -> (i64, i64) {
        const DAY: i64 = 86_400;
        let (least, most) = match self.designator() {
            ('S', true, _) => (1, 1),
            ('M', true, _) => (60, 60),
            ('H', ..) => (3600, 3600),
            ('D', ..) => (DAY, DAY),
            ('W', ..) => (7 * DAY, 7 * DAY),
            ('M', ..) => (28 * DAY, 31 * DAY),
            _ => (365 * DAY, 366 * DAY),
        };
        let n = self.designator().2;
        (least * n, most * n)
    }

    /// The stretch of the calendar that it names.
    pub(super) fn scale(self) -> Scale {
        match self {
            Self::Second | Self::Minute | Self::Hour | Self::Day | Self::WorkingDay => Scale::Day,
            Self::Week | Self::Fortnight | Self::Weekend => Scale::Week,
            Self::Month => Scale::Month,
            Self::Quarter | Self::Half => Scale::Season,
            Self::Year => Scale::Year,
            Self::Decade => Scale::Decade,
            Self::Century => Scale::Century,
        }
    }
}

/// A length of time as written, the greater units first.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Length {
    parts: Vec<(Number, Unit)>,
    /// It is only about so long ("a few days").
    pub(super) vague: bool,
}

impl Length {
    /// One unit.
    pub(super) fn one(unit: Unit) -> Self {
        Self { parts: vec![(Number::ONE, unit)], vague: false }
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
        let slack: i32 = match self.unit().scale() {
            _ if self.vague => return when.unsure(Days::ALL),
            Scale::Day => return when,
            Scale::Week => 3,
            Scale::Month => 16,
            Scale::Season => 46,
            Scale::Year => 366,
            Scale::Decade => 5 * 366,
            Scale::Century => 50 * 366,
        };
        let surely = day.and_then(|day| Some(Days::between(later(day, (-slack).days())?, later(day, slack.days())?)));
        when.unsure(surely.unwrap_or(Days::ALL))
    }
}

/// The value of a unit's word in the singular that means one known unit: "året", the year.
const DEFINITE: i64 = 3;

/// The first unit stands among so many tokens: no number is longer.
const FARTHEST_UNIT: usize = 30;

/// A length of time. `article` says whether "a year" is one here ("$5 a year" is a rate).
///
/// ```text
/// duration = length , { [ "," | "and" ] , length }            each unit smaller than the one before
/// ```
pub(super) fn duration<'a>(input: Tokens<'a>, context: &Context, article: bool) -> Parsed<'a, Length> {
    if !input.0.iter().take(FARTHEST_UNIT).any(|t| t.is(Class::TimeUnit)) {
        return miss(input);
    }
    let (mut rest, (mut parts, vague)) = length(input, context, article)?;
    while let Some(last) = parts.last().map(|(_, unit)| *unit) {
        let after = match rest.0 {
            [join, after @ ..] if join.is(Class::And) || join.is_punct(',') => Tokens(after),
            _ => rest,
        };
        match length(after, context, true) {
            Ok((after, (more, _))) if more.iter().all(|(_, unit)| *unit < last) => {
                parts.extend(more);
                rest = after;
            }
            _ => break,
        }
    }
    Ok((rest, Length { parts, vague }))
}

/// A number of one unit.
///
/// ```text
/// length = count , [ [ "and" ] , [ article ] , half ] , [ "-" ] , unit , [ "and" , article , half ]
///        | [ article ] , half , [ article ] , unit
///        | article , unit , [ "and" , article , half ]
///        | whole-unit , [ "-" ] , unit
/// ```
fn length<'a>(input: Tokens<'a>, context: &Context, article: bool) -> Parsed<'a, (Vec<(Number, Unit)>, bool)> {
    let Some((first, after_first)) = input.0.split_first() else { return miss(input) };
    let half = Number::new(1, 2).unwrap_or(Number::ONE);
    let style = &context.lexicon.numbers;
    if first.is(Class::WholeUnit)
        && let (rest, Some((unit, true))) = unit(after_first)
    {
        return Ok((Tokens(rest), (vec![(Number::ONE, unit)], false)));
    }
    if let Some((rest, unit)) = halved(input.0) {
        return Ok((Tokens(rest), (vec![(half, unit)], false)));
    }
    if let Ok((rest, (n, vague))) = figure::count(input, style.decimal, &style.group) {
        let (rest, n) = match with_half(rest.0) {
            Some(rest) => (rest, n.checked_add(half).unwrap_or(n)),
            None => (rest.0, n),
        };
        // "365 the year before" in Swedish: "365 året innan".
        let definite = rest.first().and_then(|t| t.sense(Class::TimeUnit)).is_some_and(|s| s.value == DEFINITE);
        if let (rest, Some((unit, singular))) = unit(rest)
            && (!definite || n == Number::ONE)
        {
            let (rest, n) = match with_half(rest).filter(|_| singular && n == Number::ONE) {
                Some(rest) => (rest, n.checked_add(half).unwrap_or(n)),
                None => (rest, n),
            };
            return Ok((Tokens(rest), (vec![(n, unit)], vague)));
        }
    }
    if first.is(Class::Article)
        && let (rest, Some((unit, true))) = unit(after_first)
    {
        if let Some(rest) = with_half(rest) {
            return Ok((Tokens(rest), (vec![(Number::ONE.checked_add(half).unwrap_or(half), unit)], false)));
        }
        // "A second attempt" is no second.
        let rank = after_first.first().is_some_and(|t| t.is(Class::Ordinal)) && rest.first().is_some_and(is_content);
        if article && !rank {
            return Ok((Tokens(rest), (vec![(Number::ONE, unit)], false)));
        }
    }
    miss(input)
}

/// `[ "-" ] , unit`: what follows, and the unit with whether it is in the singular.
fn unit<'a>(tokens: &'a [Token<'a>]) -> (&'a [Token<'a>], Option<(Unit, bool)>) {
    let tokens = match tokens {
        [hyphen, rest @ ..] if hyphen.glued && hyphen.is_punct('-') && rest.first().is_some_and(|t| t.glued) => rest,
        _ => tokens,
    };
    match tokens {
        // "Their 80s" are no seconds.
        [word, ..] if word.glued && word.is(Class::DecadeSuffix) => (tokens, None),
        [word, rest @ ..] => (rest, Unit::of(word, Class::TimeUnit).filter(|(unit, _)| *unit != Unit::Weekend)),
        [] => (tokens, None),
    }
}

/// `[ article ] , half , [ article ] , unit`.
fn halved<'a>(tokens: &'a [Token<'a>]) -> Option<(&'a [Token<'a>], Unit)> {
    let skip = |tokens: &'a [Token<'a>]| match tokens {
        [article, rest @ ..] if article.is(Class::Article) => rest,
        _ => tokens,
    };
    let (half, rest) = skip(tokens).split_first()?;
    if half.value(Class::Half)? != 2 {
        return None;
    }
    let (rest, unit) = unit(skip(rest));
    let (unit, _) = unit.filter(|(_, singular)| *singular)?;
    Some((rest, unit))
}

/// `[ "and" ] , [ article ] , half` after a number or a unit: what follows.
fn with_half<'a>(tokens: &'a [Token<'a>]) -> Option<&'a [Token<'a>]> {
    let and = |t: &Token| t.is(Class::And);
    let article = |t: &Token| t.is(Class::Article);
    let half = |t: &Token| t.value(Class::Half) == Some(2);
    match tokens {
        [a, b, c, rest @ ..] if and(a) && article(b) && half(c) => Some(rest),
        [a, b, rest @ ..] if and(a) && half(b) => Some(rest),
        _ => None,
    }
}
