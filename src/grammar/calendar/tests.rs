//! What the grammar of time reads, by tables of examples in each language.

mod english;
mod every_year;
mod german;
mod swedish;
mod written;

use crate::grammar::{Context, Kind, Mention, Reading, mentions};
use crate::lexicon::Languages;
use crate::source::{Block, BlockKind};
use crate::text::{Span, lex, sentences};
use jiff::civil::Date;
use std::sync::OnceLock;

/// All mentions in a sentence.
fn all(lang: &str, text: &str, date: Option<Date>) -> Vec<Mention> {
    static LANGUAGES: OnceLock<Languages> = OnceLock::new();
    let lexicon = LANGUAGES.get_or_init(Languages::default).get(lang).expect("a built-in language");
    let block = Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph };
    let mut tokens = lex(text, &[block], lexicon);
    let sentences = sentences(&mut tokens);
    mentions(&tokens, &sentences, &Context { lexicon, date })
}

/// The mentions of time in a sentence, outermost only, in order: text and value (EDTF, ISO 8601 or a time of day; "none" for a
/// day that does not exist).
fn read(lang: &str, text: &str, date: Option<Date>) -> Vec<(String, String)> {
    let mut end = 0;
    let mut found = Vec::new();
    for m in all(lang, text, date) {
        let value = match &m.reading {
            Reading::Days { days, .. } => days.map_or("none".to_owned(), |d| d.edtf()),
            Reading::Period(period) => period.iso8601.clone(),
            Reading::Time(minutes) => format!("{:02}:{:02}", minutes / 60, minutes % 60),
            _ => continue,
        };
        if !matches!(m.kind, Kind::Date | Kind::DateRange | Kind::Duration | Kind::Time) || m.first < end {
            continue;
        }
        end = m.end;
        found.push((m.span.of(text).to_owned(), value));
    }
    found
}

/// A length of time from the day of publication is told as one, in every language; a count of days back is a date.
#[test]
fn lengths_from_publication() {
    let length = |lang: &str, text: &str| {
        let of = |m: Mention| match m.reading {
            Reading::Days { length, .. } => length.map(|range| range.to_string()),
            _ => None,
        };
        all(lang, text, Date::new(2024, 5, 8).ok()).into_iter().find_map(of).unwrap_or_default()
    };
    for (lang, text, days) in [
        ("en", "The dam will be ready in two weeks.", "14"),
        ("sv", "Dammen är klar om två veckor.", "14"),
        ("en", "The choir sang there three years ago.", "1095–1098"),
        ("sv", "Kören sjöng där för tre år sedan.", "1095–1098"),
        ("en", "The reef has shrunk in the past ten years.", "3650–3660"),
        ("sv", "Revet har krympt de senaste tio åren.", "3650–3660"),
        ("en", "It came two days ago.", ""),
        ("en", "It came last week.", ""),
    ] {
        assert_eq!(length(lang, text), days, "{text}");
    }
}

/// Like [`check`], for numbers and ranks ("3."); outermost ones.
fn numbers(lang: &str, rows: &[(&str, &str)]) {
    compare(rows, |text| {
        let of = |m: &Mention| match (m.kind, &m.reading) {
            (Kind::Number, Reading::Amount(a)) => Some(format!("{}={}", m.span.of(text), a.figure)),
            (Kind::Ordinal, Reading::Amount(a)) => Some(format!("{}={}.", m.span.of(text), a.figure)),
            _ => None,
        };
        all(lang, text, None).iter().filter_map(of).collect::<Vec<_>>().join("; ")
    });
}

/// Each row: a sentence, and what is read of it as `text=value`, joined by `; `.
fn check(lang: &str, date: Option<Date>, rows: &[(&str, &str)]) {
    compare(rows, |text| read(lang, text, date).into_iter().map(|(t, v)| format!("{t}={v}")).collect::<Vec<_>>().join("; "));
}

fn compare(rows: &[(&str, &str)], read: impl Fn(&str) -> String) {
    let mut wrong = Vec::new();
    for (text, wanted) in rows {
        let found = read(text);
        if found != *wanted {
            wrong.push(format!("{text:?}\n  wanted {wanted}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
