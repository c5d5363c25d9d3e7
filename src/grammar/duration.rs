//! Lengths of time: "twelve years", "two and a half hours", "tre veckor och två dagar".

use super::cardinal::{Manner, whole};
use super::date_range::separator;
use super::mention::Period;
use super::number::unsigned;
use super::tokens::{Context, Parsed, Tokens, class, is_content, miss, satisfy, skip, skip_joint};
use super::vague;
use super::when::{Scale, When, later};
use crate::lexicon::{Class, Sense, id_hash};
use crate::text::{ClassSet, Token};
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

    fn with_id(id: u64) -> Option<Self> {
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
    parts: Vec<(Number, Unit)>,
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
    if !input.0.iter().take(FARTHEST_UNIT).any(|t| t.is(Class::TimeUnit) || t.is(Class::TimeSpan)) {
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
/// length = [ article ] , time-span | ( vague-count | number ) , [ "-" ] , unit , [ and-half ] | part , [ "of" ] , [ article ] , unit
///        | article , unit , [ and-half ] | whole-unit , [ "-" ] , unit
/// part = fraction | [ article ] , half
/// ```
fn length<'a>(input: Tokens<'a>, context: &Context, article: bool) -> Parsed<'a, (Vec<(Number, Unit)>, bool)> {
    let Some((first, after)) = input.0.split_first().filter(|(first, _)| may_count(first)) else { return miss(input) };
    let after_article = skip(input, Class::Article);
    if let Ok((rest, span)) = class(Class::TimeSpan)(after_article)
        && let Some(unit) = Unit::with_id(span.id)
    {
        return Ok((rest, (vec![(Number::from(span.value), unit)], false)));
    }
    if first.is(Class::WholeUnit)
        && let Ok((rest, (unit, true))) = unit(Tokens(after))
    {
        return Ok((rest, (vec![(Number::ONE, unit)], false)));
    }
    let manner = Manner { style: &context.lexicon.numbers, and: true };
    if let Ok((rest, part)) = vague_count(input).and_then(|(rest, n)| counted(rest, n)) {
        return Ok((rest, (vec![part], true)));
    }
    // "Three quarters" are a part of something, or so many units.
    let exact = unsigned(input, manner)
        .and_then(|(rest, f)| counted(rest, f.value))
        .or_else(|_| half(after_article))
        .or_else(|_| whole(input, manner).and_then(|(rest, w)| counted(rest, w.figure.value)));
    if let Ok((rest, part)) = exact {
        return Ok((rest, (vec![part], false)));
    }
    if !first.is(Class::Article) {
        return miss(input);
    }
    let (rest, (unit, true)) = unit(Tokens(after))? else { return miss(input) };
    // "A second attempt" is no second.
    let rank = after.first().is_some_and(|t| t.is(Class::Ordinal)) && rest.0.first().is_some_and(is_content);
    match and_half(rest) {
        Ok((rest, more)) => Ok((rest, (vec![(Number::ONE, unit), (more, unit)], false))),
        Err(_) if article && !rank => Ok((rest, (vec![(Number::ONE, unit)], false))),
        Err(e) => Err(e),
    }
}

/// Words that a length begins with; most words end here.
const COUNTS: ClassSet = ClassSet::new(&[
    Class::Article,
    Class::WholeUnit,
    Class::TimeSpan,
    Class::VagueNumber,
    Class::Half,
    Class::Cardinal,
    Class::Multiplier,
    Class::Collective,
]);

fn may_count(t: &Token) -> bool {
    !t.is_word() || t.fused.is_some() || t.may_be_any(&COUNTS)
}

/// The unit of a count, with a half before it ("two and half days") or after "one year".
fn counted(input: Tokens, n: Number) -> Parsed<(Number, Unit)> {
    let (of, n) = match and_half(input) {
        Ok((rest, more)) => (rest, n.checked_add(more).unwrap_or(n)),
        Err(_) if n < Number::ONE => (skip(skip(input, Class::Of), Class::Article), n),
        Err(_) => (input, n),
    };
    let (rest, (unit, singular)) = unit(of)?;
    // "365 the year before" in Swedish: "365 året innan".
    let definite = of.0.first().and_then(|t| t.sense(Class::TimeUnit)).is_some_and(|s| s.value == DEFINITE);
    if definite && n != Number::ONE {
        return miss(input);
    }
    match and_half(rest).ok().filter(|_| singular && n == Number::ONE) {
        Some((rest, more)) => Ok((rest, (n.checked_add(more).unwrap_or(n), unit))),
        None => Ok((rest, (n, unit))),
    }
}

/// `half , [ article ] , unit`
fn half(input: Tokens) -> Parsed<(Number, Unit)> {
    match (class(Class::Half)(input)?, Number::new(1, 2)) {
        ((rest, Sense { value: 2, .. }), Some(half)) => counted(rest, half),
        _ => miss(input),
    }
}

/// `and-half = "and" , [ article ] , half`
fn and_half(input: Tokens) -> Parsed<Number> {
    let (rest, _) = class(Class::And)(input)?;
    match (class(Class::Half)(skip(rest, Class::Article))?, Number::new(1, 2)) {
        ((rest, Sense { value: 2, .. }), Some(half)) => Ok((rest, half)),
        _ => miss(input),
    }
}

/// `vague-count = [ article ] , vague-number , [ "of" ]`
fn vague_count(input: Tokens) -> Parsed<Number> {
    let (rest, n) = class(Class::VagueNumber)(input).or_else(|_| class(Class::VagueNumber)(skip(input, Class::Article)))?;
    Ok((skip(rest, Class::Of), Number::from(n.value)))
}

/// `[ "-" ] , unit`: the unit with whether it is in the singular. "Their 80s" are no seconds.
fn unit(input: Tokens) -> Parsed<(Unit, bool)> {
    let (rest, word) = satisfy(|t| !(t.glued && t.is(Class::DecadeSuffix)))(skip_joint(input))?;
    match Unit::of(word, Class::TimeUnit) {
        Some((unit, singular)) if unit != Unit::Weekend => Ok((rest, (unit, singular))),
        _ => miss(input),
    }
}

/// Two lengths of one unit, which stands once: "two to three weeks", "from eight to six weeks", "between 5 and 10 years".
///
/// ```text
/// two-lengths = [ from | between ] , number , [ "-" ] , ( dash | range-to | "and" ) , duration          of one unit
/// ```
/// Each with its first token and how many it took.
pub(super) fn two_lengths<'a>(input: Tokens<'a>, context: &Context) -> Parsed<'a, [(Length, usize, usize); 2]> {
    if !input.0.iter().take(FARTHEST_UNIT).any(|t| t.is(Class::TimeUnit)) {
        return miss(input);
    }
    let Some((opener, after)) = input.0.split_first() else { return miss(input) };
    let between = opener.is(Class::Between);
    let start = if between || opener.is(Class::RangeFrom) { Tokens(after) } else { input };
    if !start.0.first().is_some_and(|t| may_count(t) && (!t.is(Class::Article) || t.is(Class::Cardinal))) {
        return miss(input);
    }
    let (rest, one) = unsigned(start, Manner { style: &context.lexicon.numbers, and: !between })?;
    let (second, _) = separator(rest, between)?;
    let (end, other) = duration(second, context, false)?;
    let [(_, unit)] = other.parts[..] else { return miss(input) };
    let at = |rest: Tokens| input.0.len() - rest.0.len();
    let one = (Length { vague: other.vague, ..Length::of(vec![(one.value, unit)]) }, at(start), at(rest) - at(start));
    Ok((end, [one, (other, at(second), at(end) - at(second))]))
}
