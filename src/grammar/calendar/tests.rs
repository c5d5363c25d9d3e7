//! What the grammar of time reads of whole cycles, and what stays sure of it. The phrases, in each language, are in `tests/times.tsv`.

mod every_year;
mod written;

use crate::grammar::{Context, Mention, Reading, mentions};
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

/// Each row: a sentence, and what is read of it.
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
