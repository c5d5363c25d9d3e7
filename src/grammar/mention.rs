//! What the grammar recognises at a span of text.

use crate::text::Span;
use crate::value::{Days, Number, Range};

/// The kinds of mentions; their names in the JSON are in kebab case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A cardinal or a fraction, with what hedges it.
    Number,
    /// A rank.
    Ordinal,
    /// Per cent; percentage points and per mille carry their own unit.
    Percent,
    /// An amount of money.
    Currency,
    /// A length, area, mass, speed, amount of data …
    Dimension,
    /// How old something is.
    Age,
    /// A temperature.
    Temperature,
    /// A time of day.
    Time,
    /// A day.
    Date,
    /// A stretch of days.
    DateRange,
    /// A length of time.
    Duration,
    /// Names or nouns in a row.
    List,
    /// A name that holds a figure ("Boeing 747"), kept so that nothing else reads it.
    Name,
    /// Words between quotation marks.
    Quote,
}

/// A number with what was said of it: exact as written, or a range.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Amount {
    /// What is written: "about 200" is 180 to 220, "200" is 200.
    pub range: Range,
    /// The figure itself, before hedges; the lower one of two.
    pub figure: Number,
    /// One unit of the last digit printed ("1.3 million": 100,000); zero for counts in words and exact small figures.
    pub last_digit: Number,
    /// A hedge stands with it.
    pub hedged: bool,
    /// It is written in words.
    pub in_words: bool,
    /// The unit's id in `rules/world/units.yaml` by its hash ([`crate::lexicon::id_hash`]); 0 for a bare number.
    pub unit: u64,
}

impl Amount {
    /// A number in figures that counts exactly.
    #[must_use]
    pub fn exact(value: Number) -> Self {
        Self { range: Range::exact(value), figure: value, last_digit: Number::ZERO, hedged: false, in_words: false, unit: 0 }
    }
}

/// A length of time as written: "two years and three months".
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Period {
    /// ISO 8601: `P2Y3M`; for a range its two ends as EDTF joins two days: `P2W/P3W`.
    pub iso8601: String,
    /// Its least and greatest length in days (a month has 28 to 31, a year 365 or 366).
    pub days: Option<Range>,
}

/// One item of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Its first token.
    pub first: u32,
    /// The token after its last one.
    pub end: u32,
    /// Where it stands.
    pub span: Span,
}

/// The value of a mention.
#[derive(Debug, Clone, PartialEq)]
pub enum Reading {
    /// number, ordinal, percent, currency, dimension, age, temperature.
    Amount(Amount),
    /// A time of day, in minutes after midnight, and whether seconds or a zone were left aside.
    Time(u16),
    /// date, date-range: the days meant.
    Days {
        /// The days, resolved as far as the document's date allows; a weekday written beside a date ("Friday 28 May 2024") is no
        /// part of it. `None` when there is no such day ("31 June", "29 February 2023", "from 8 to 5 May 2024").
        days: Option<Days>,
        /// The days that every way to read the words allows, so that a check may rely on them: "on Friday" in a document of a known
        /// date is read as the nearest one, and is surely a Friday; "28 May" is surely that day of some year.
        written: Days,
        /// The weekday written beside a date, 1 (Monday) to 7.
        weekday: Option<i8>,
        /// The days depend on the day of publication ("last year", "28 May").
        relative: bool,
        /// The words give no more than a length of time, in days, from the day of publication or to it: "in two years", "three
        /// weeks ago", "the past decade". Only what happened on such a day is dated by it.
        length: Option<Range>,
    },
    /// duration.
    Period(Period),
    /// list.
    List {
        /// Its items in order.
        items: Vec<Item>,
        /// Nothing suggests that there are more ("including", "among others").
        closed: bool,
    },
    /// name, quote: the text itself.
    Text,
}

/// A stretch of text that the grammar recognised.
#[derive(Debug, Clone, PartialEq)]
pub struct Mention {
    /// What it is.
    pub kind: Kind,
    /// Its first token.
    pub first: u32,
    /// The token after its last one.
    pub end: u32,
    /// Where it stands.
    pub span: Span,
    /// What it says.
    pub reading: Reading,
}

/// Whether one of the mentions, which are in order of their first tokens, begins among these tokens.
#[must_use]
pub fn has_mention(mentions: &[Mention], tokens: &std::ops::Range<usize>) -> bool {
    let next = mentions.partition_point(|m| (m.first as usize) < tokens.start);
    mentions.get(next).is_some_and(|m| (m.first as usize) < tokens.end)
}
