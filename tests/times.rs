//! What the grammar reads in phrases of time, of ranks and of ages, in each language: the rows of `times.tsv`.
//!
//! A row has the language (with `@` and the day of publication), a sentence, and its outermost mentions in order: kind, text, value
//! (EDTF, ISO 8601, a time of day, a number or range with its unit).

use factlint::internals::grammar::{Kind, Mention, Reading};
use factlint::internals::pipeline::{mentions, unit};
use factlint::internals::source::{Document, Metadata, Origin, blocks};
use std::cell::Cell;

const ROWS: &str = include_str!("times.tsv");

fn document(lang: &str, date: Option<&str>, text: &str) -> Document {
    Document {
        name: "row.txt".into(),
        meta: Metadata { lang: Some(lang.into()), date: date.and_then(|d| d.parse().ok()), ..Metadata::default() },
        text: text.into(),
        blocks: blocks(text, 0),
        lost: Vec::new(),
        origin: Origin::Identity { skipped: 0 },
        raw: text.into(),
    }
}

fn value(mention: &Mention) -> String {
    match &mention.reading {
        Reading::Days { days, .. } => days.map_or("none".to_owned(), |d| d.edtf()),
        Reading::Period(period) => period.iso8601.clone(),
        Reading::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
        Reading::Amount(amount) => {
            let end = |n: Option<_>| n.map_or("None".to_owned(), |n: factlint::internals::value::Number| n.to_string());
            let (range, of) = (amount.range, unit(amount.unit).map_or(String::new(), |u| format!(" {u}")));
            match range.is_exact() {
                Some(n) => format!("{n}{of}"),
                None => format!("{}..{}{of}", end(range.min), end(range.max)),
            }
        }
        Reading::List { .. } | Reading::Text => "None".to_owned(),
    }
}

fn read(lang: &str, text: &str) -> String {
    let (lang, date) = lang.split_once('@').map_or((lang, None), |(lang, date)| (lang, Some(date)));
    let end = Cell::new(0);
    let found = mentions(&document(lang, date, text)).into_iter().filter(|m| !matches!(m.kind, Kind::List | Kind::Quote));
    let outermost = found.filter(|m| m.first >= end.get()).map(|m| {
        end.set(m.end);
        let kind = serde_json::to_value(m.kind).unwrap_or_default();
        format!("{} {}={}", kind.as_str().unwrap_or_default(), m.span.of(text), value(&m))
    });
    outermost.collect::<Vec<_>>().join("; ")
}

#[test]
fn every_row_reads_as_it_says() {
    let rows = ROWS.lines().filter(|l| !l.starts_with('#') && !l.is_empty());
    let wrong = rows.filter_map(|row| {
        let mut cells = row.split('\t');
        let (lang, text, wanted) = (cells.next()?, cells.next()?, cells.next()?);
        let found = read(lang, text);
        (found != wanted).then(|| format!("{lang}: {text}\n  wanted {wanted}\n  found  {found}"))
    });
    let wrong: Vec<_> = wrong.collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
