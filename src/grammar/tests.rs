//! Tables of phrases and what the grammar reads in them, in both languages.

mod families;
mod figures;
mod read_back;

use super::{Context, Kind, Mention, Reading, mentions};
use crate::lexicon::{Languages, Units};
use crate::source::{Block, BlockKind};
use crate::text::{self, Span};
use crate::value::Range;
use proptest::prelude::*;
use std::sync::OnceLock;

fn languages() -> &'static Languages {
    static LANGUAGES: OnceLock<Languages> = OnceLock::new();
    LANGUAGES.get_or_init(Languages::default)
}

fn read(lang: &str, text: &str) -> Vec<Mention> {
    let lexicon = languages().get(lang).unwrap();
    let blocks = [Block { span: Span::new(0, text.len()), kind: BlockKind::Paragraph }];
    let mut tokens = text::lex(text, &blocks, lexicon);
    let sentences = text::sentences(&mut tokens);
    mentions(&tokens, &sentences, &Context { lexicon, date: None })
}

fn show(range: &Range) -> String {
    match (range.is_exact(), range.min, range.max) {
        (Some(n), ..) => n.to_string(),
        (None, Some(min), Some(max)) => format!("{min}..{max}"),
        (None, Some(min), None) => format!("{}{min}", if range.min_open { ">" } else { "≥" }),
        (None, None, Some(max)) => format!("{}{max}", if range.max_open { "<" } else { "≤" }),
        _ => "?".to_owned(),
    }
}

/// The mentions of a kind: "text = value unit".
fn found(lang: &str, text: &str, kind: Kind) -> Vec<String> {
    let entry = |m: &Mention| match &m.reading {
        Reading::Amount(a) => {
            let unit = Units::built_in().get(a.unit).map_or(String::new(), |u| format!(" {}", u.id));
            format!("{} = {}{unit}", m.span.of(text), show(&a.range))
        }
        _ => m.span.of(text).to_owned(),
    };
    read(lang, text).iter().filter(|m| m.kind == kind).map(entry).collect()
}

fn check(kind: Kind, table: &[(&str, &str, &[&str])]) {
    for (lang, text, wanted) in table {
        assert_eq!(&found(lang, text, kind), wanted, "{lang}: {text}");
    }
}

#[test]
fn hedges_and_ranges() {
    check(
        Kind::Number,
        &[
            ("en", "about 200 boats", &["about 200 = 180..220", "200 = 200"]),
            ("en", "more than 300 boats", &["more than 300 = >300", "300 = 300"]),
            ("en", "at least 12 boats", &["at least 12 = ≥12", "12 = 12"]),
            ("en", "up to 40 boats", &["up to 40 = ≤40", "40 = 40"]),
            ("en", "fewer than 40 boats", &["fewer than 40 = <40", "40 = 40"]),
            ("en", "nearly 100 boats", &["nearly 100 = 90..100", "100 = 100"]),
            ("en", "20-plus boats", &["20-plus = ≥20", "20 = 20"]),
            ("en", "five or more boats", &["five or more = ≥5", "five = 5"]),
            ("en", "between 20 and 30 boats", &["between 20 and 30 = 20..30", "20 = 20", "30 = 30"]),
            ("en", "from 20 to 30 boats", &["from 20 to 30 = 20..30", "20 = 20", "30 = 30"]),
            ("en", "10–15 boats", &["10–15 = 10..15", "10 = 10", "15 = 15"]),
            ("en", "more than 20 and less than 35 boats", &["more than 20 and less than 35 = 20..35", "20 = 20", "35 = 35"]),
            ("en", "hundreds of boats", &["hundreds = ≥100"]),
            ("en", "a few boats", &["a few = 2..10", "a few = 3"]),
            ("en", "a few hundred boats", &["a few hundred = 200..1000", "a few hundred = 300"]),
            ("en", "between the tenth and the twelfth place", &["between the tenth and the twelfth = 10..12"]),
            ("en", "over the second quarter", &[]),
            ("sv", "omkring 200 båtar", &["omkring 200 = 180..220", "200 = 200"]),
            ("sv", "drygt 300 båtar", &["drygt 300 = 300..330", "300 = 300"]),
            ("sv", "minst 12 båtar", &["minst 12 = ≥12", "12 = 12"]),
            ("sv", "uppemot 40 båtar", &["uppemot 40 = ≤40", "40 = 40"]),
            ("sv", "knappt 100 båtar", &["knappt 100 = 90..100", "100 = 100"]),
            ("sv", "ett 20-tal båtar", &["20-tal = 18..22", "20 = 20"]),
            ("sv", "mellan 20 och 30 båtar", &["mellan 20 och 30 = 20..30", "20 = 20", "30 = 30"]),
            ("sv", "tiotusentals båtar", &["tiotusentals = ≥10000"]),
            ("sv", "ett par båtar", &["ett par = 2..3", "ett par = 2"]),
            ("sv", "ett par tusen kronor", &["ett par tusen = 2000..5000", "ett par tusen = 2000"]),
        ],
    );
}

#[test]
fn names_are_no_numbers() {
    for (lang, text) in [
        ("en", "The Boeing 747 landed."),
        ("en", "The G7 met."),
        ("en", "The Six Nations began."),
        ("en", "They won 3-1 away."),
        ("en", "A Covid-19 ward."),
        ("en", "See https://example.org/a/12?b=30%25 today."),
        ("sv", "TV4 visade matchen."),
        ("sv", "De vann med 3–1 borta."),
    ] {
        assert_eq!(found(lang, text, Kind::Number), Vec::<String>::new(), "{text}");
        assert_eq!(found(lang, text, Kind::Name).len(), 1, "{text}");
    }
    check(
        Kind::Name,
        &[
            ("en", "Call +46 70 123 45 67 now", &["+46 70 123 45 67"]),
            ("en", "at 10.0.0.12 now", &["10.0.0.12"]),
            ("en", "see section 4.2 there", &["section 4.2"]),
            ("en", "The V8 is loud", &["V8"]),
            ("sv", "enligt 24 § lagen", &["24 §"]),
            ("sv", "Projektet TAK-406 kostar", &["TAK-406"]),
            ("sv", "laget med flest mål: 5–10 aktiva spelare", &[]),
        ],
    );
    check(Kind::Number, &[("en", "1. Bring 4 pens", &["4 = 4"]), ("en", "It rose [12] twice", &[])]);
}

#[test]
fn long_rows_take_time_in_proportion() {
    for piece in ["hundred ", "two and ", "1,", "7-", "- ", "1 000 ", "a1", "more than ", "en och ", "third ", "$", "(1)"] {
        let text = piece.repeat(20_000);
        let start = std::time::Instant::now();
        let _ = read("en", &text);
        let _ = read("sv", &text);
        assert!(start.elapsed().as_secs() < 20, "{piece}");
    }
}

proptest! {
    #[test]
    fn no_text_breaks_the_grammar(text in "\\PC{0,80}") {
        for lang in ["en", "sv"] {
            for m in read(lang, &text) {
                prop_assert!(text.get(m.span.start as usize..m.span.end as usize).is_some());
                prop_assert!(m.first < m.end);
            }
        }
    }
}
