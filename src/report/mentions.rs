//! What the grammar recognised, as `factlint mentions` prints it.
//!
//! A document at a time, so that the mentions of a whole archive need not be held at once.

use super::{clean::clean, json};
use crate::{
    grammar::{Kind, Mention, Reading},
    source::Document,
    text::LineIndex,
    value::{Days, Range},
};
use serde::{Serialize, Serializer};
use std::io::{self, Write};

/// What the id of a unit is (`"km"`), by its hash.
pub type Units<'a> = &'a (dyn Fn(u64) -> Option<&'a str> + Sync);

#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    mentions: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    kind: Kind,
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Value<'a>>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value<'a> {
    Amount {
        min: Option<Decimal>,
        max: Option<Decimal>,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        min_open: bool,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        max_open: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        unit: Option<&'a str>,
    },
    Time {
        time: String,
    },
    Days {
        edtf: String,
        earliest: Option<String>,
        latest: Option<String>,
    },
    Period {
        iso8601: &'a str,
    },
    List {
        items: Vec<&'a str>,
        closed: bool,
    },
}

/// A number as a decimal string.
struct Decimal(crate::value::Number);

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// Printed for a day that the calendar does not have ("31 June").
const NO_SUCH_DAY: jiff::civil::Date = jiff::civil::date(1, 1, 1);

impl<'a> Value<'a> {
    fn new<'u: 'a>(document: &'a Document, mention: &'a Mention, units: Units<'u>) -> Option<Self> {
        Some(match &mention.reading {
            Reading::Amount(amount) => {
                let Range { min, max, min_open, max_open } = amount.range;
                let unit = (amount.unit != 0).then(|| units(amount.unit)).flatten();
                Self::Amount { min: min.map(Decimal), max: max.map(Decimal), min_open, max_open, unit }
            }
            Reading::Time(minutes) => Self::Time { time: format!("{:02}:{:02}", minutes / 60, minutes % 60) },
            Reading::Days { days, .. } => {
                let days = days.unwrap_or(Days::on(NO_SUCH_DAY));
                let day = |date: Option<jiff::civil::Date>| date.map(|d| d.to_string());
                Self::Days { edtf: days.edtf(), earliest: day(days.earliest()), latest: day(days.latest()) }
            }
            Reading::Period(period) => Self::Period { iso8601: &period.iso8601 },
            Reading::List { items, closed } => {
                Self::List { items: items.iter().map(|item| item.span.of(&document.text)).collect(), closed: *closed }
            }
            Reading::Text => return None,
        })
    }
}

fn line<'a, 'u: 'a>(document: &'a Document, mentions: &'a [Mention], units: Units<'u>) -> Line<'a> {
    let entry = |mention: &'a Mention| {
        let range = document.file_range(mention.span);
        let disk = document.on_disk(range.clone());
        Entry {
            kind: mention.kind,
            start: disk.start,
            end: disk.end,
            text: document.raw.get(range).unwrap_or_default(),
            value: Value::new(document, mention, units),
        }
    };
    Line { id: &document.name, mentions: mentions.iter().map(entry).collect() }
}

/// Writes one document's mentions as one JSON object, without a line end.
pub fn json(document: &Document, mentions: &[Mention], units: Units<'_>, out: &mut dyn Write) -> io::Result<()> {
    json::value(&line(document, mentions, units), out)
}

/// Writes one document's mentions, one a line: `a.txt:3:5: number "six" = 6`.
pub fn human(document: &Document, mentions: &[Mention], units: Units<'_>, out: &mut dyn Write) -> io::Result<()> {
    let index = LineIndex::new(&document.raw);
    for mention in mentions {
        let range = document.file_range(mention.span);
        let (line, column) = index.locate(&document.raw, range.start);
        let text = clean(mention.span.of(&document.text));
        let kind = serde_json::to_value(mention.kind)?;
        let named = document.place_name(range.start).map(|name| format!(", {}", clean(&name)));
        let place = named.unwrap_or_else(|| format!(":{line}:{column}"));
        write!(out, "{}{place}: {} \"{text}\"", clean(&document.name), kind.as_str().unwrap_or_default())?;
        match Value::new(document, mention, units) {
            Some(value) => writeln!(out, " = {}", clean(&said(&value)))?,
            None => writeln!(out)?,
        }
    }
    Ok(())
}

/// A value in a few characters: `6`, `180..220 km`, `>300`, `2024-05`, `P2Y`, `[a, b, …]`.
fn said(value: &Value) -> String {
    match value {
        Value::Amount { min, max, min_open, max_open, unit } => {
            let range = match (min, max) {
                (Some(min), Some(max)) if min.0 == max.0 => min.0.to_string(),
                (Some(min), Some(max)) => format!("{}..{}", min.0, max.0),
                (Some(min), None) => format!("{}{}", if *min_open { ">" } else { "≥" }, min.0),
                (None, Some(max)) => format!("{}{}", if *max_open { "<" } else { "≤" }, max.0),
                (None, None) => "any".to_owned(),
            };
            unit.map_or(range.clone(), |unit| format!("{range} {unit}"))
        }
        Value::Time { time } => time.clone(),
        Value::Days { edtf, .. } => edtf.clone(),
        Value::Period { iso8601 } => (*iso8601).to_owned(),
        Value::List { items, closed } => format!("[{}{}]", items.join(", "), if *closed { "" } else { ", …" }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        grammar::Amount,
        source::{BlockKind, Origin},
        text::Span,
        value::Number,
    };

    fn mention(kind: Kind, start: u32, end: u32, reading: Reading) -> Mention {
        Mention { kind, first: 0, end: 0, span: Span { start, end }, reading }
    }

    #[test]
    fn values_are_printed_as_designed() -> Result<(), Box<dyn std::error::Error>> {
        let text = "about 20 km\nmore than 3\nMay 2024";
        let document = Document {
            name: "a.txt".into(),
            meta: crate::source::Metadata::default(),
            text: text.into(),
            blocks: vec![crate::source::Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }],
            lost: Vec::new(),
            origin: Origin::Identity { skipped: 0 },
            raw: text.into(),
        };
        let number = |n| Number::integer(n).ok_or("number");
        let amount = |range, unit| -> Result<Reading, &str> {
            Ok(Reading::Amount(Amount {
                range,
                figure: number(20)?,
                last_digit: number(0)?,
                hedged: true,
                in_words: false,
                unit,
            }))
        };
        let may = Days::month(2024, 5).ok_or("month")?;
        let mentions = [
            mention(Kind::Dimension, 0, 11, amount(Range::between(number(18)?, number(22)?), 7)?),
            mention(Kind::Number, 12, 23, amount(Range::more_than(number(3)?), 0)?),
            mention(
                Kind::Date,
                24,
                32,
                Reading::Days { days: Some(may), written: may, weekday: None, relative: false, length: None },
            ),
        ];
        let units: Units = &|id| (id == 7).then_some("km");
        let mut out = Vec::new();
        json(&document, &mentions, units, &mut out)?;
        let expected = concat!(
            r#"{"id":"a.txt","mentions":[{"kind":"dimension","start":0,"end":11,"text":"about 20 km","#,
            r#""value":{"min":"18","max":"22","unit":"km"}},"#,
            r#"{"kind":"number","start":12,"end":23,"text":"more than 3","value":{"min":"3","max":null,"min_open":true}},"#,
            r#"{"kind":"date","start":24,"end":32,"text":"May 2024","#,
            r#""value":{"edtf":"2024-05","earliest":"2024-05-01","latest":"2024-05-31"}}]}"#
        );
        assert_eq!(String::from_utf8(out)?, expected);
        let mut out = Vec::new();
        human(&document, &mentions, units, &mut out)?;
        let expected = "a.txt:1:1: dimension \"about 20 km\" = 18..22 km\na.txt:2:1: number \"more than 3\" = >3\na.txt:3:1: date \"May 2024\" = 2024-05\n";
        assert_eq!(String::from_utf8(out)?, expected);
        Ok(())
    }
}
