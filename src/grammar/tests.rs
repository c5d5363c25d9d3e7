//! Tables of phrases and what the grammar reads in them, in both languages.

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
fn numbers() {
    check(
        Kind::Number,
        &[
            ("en", "The choir has 84 singers.", &["84 = 84"]),
            ("en", "It sold 1,250,300 tickets.", &["1,250,300 = 1250300"]),
            ("en", "It sold 1 250 300 tickets.", &["1 250 300 = 1250300"]),
            ("en", "a score of 7.25 was given", &["7.25 = 7.25"]),
            ("en", "twenty-seven boats", &["twenty-seven = 27"]),
            ("en", "three hundred and twelve boats", &["three hundred and twelve = 312"]),
            ("en", "2.5 million bees", &["2.5 million = 2500000"]),
            ("en", "two million three hundred thousand and six bees", &["two million three hundred thousand and six = 2300006"]),
            ("en", "half a million bees", &["half a million = 500000"]),
            ("en", "two thirds of the bees", &["two thirds = 0.666666666666667"]),
            ("en", "three and a half cakes", &["three and a half = 3.5"]),
            ("en", "a dozen eggs", &["a dozen = 12"]),
            ("en", "3 lakh voters", &["3 lakh = 300000"]),
            ("en", "a pie and ¾ left", &["¾ = 0.75"]),
            ("en", "10 1/2 loaves", &["10 1/2 = 10.5"]),
            ("en", "-14 points", &["-14 = -14"]),
            ("en", "minus fourteen points", &["minus fourteen = -14"]),
            ("en", "a plant of 30k workers", &["30k = 30000"]),
            ("en", "4.5e3 cells", &["4.5e3 = 4500"]),
            ("en", "one of the swimmers left", &["one = 1"]),
            ("en", "the one who left", &[]),
            ("sv", "Kören har 84 sångare.", &["84 = 84"]),
            ("sv", "Den sålde 1 250 300 biljetter.", &["1 250 300 = 1250300"]),
            ("sv", "Den sålde 1.250.300 biljetter.", &["1.250.300 = 1250300"]),
            ("sv", "betyget 7,25 gavs", &["7,25 = 7.25"]),
            ("sv", "tjugosju båtar", &["tjugosju = 27"]),
            ("sv", "trehundratolv båtar", &["trehundratolv = 312"]),
            ("sv", "2,5 miljoner bin", &["2,5 miljoner = 2500000"]),
            ("sv", "en halv miljon bin", &["en halv miljon = 500000"]),
            ("sv", "två tredjedelar av bina", &["två tredjedelar = 0.666666666666667"]),
            ("sv", "två och en halv kaka", &["två och en halv = 2.5"]),
            ("sv", "ett dussin ägg", &["ett dussin = 12"]),
            ("sv", "sex båtar", &["sex = 6"]),
            ("sv", "de talade om sex.", &[]),
            ("sv", "en båt", &[]),
            ("sv", "femtioettusen ankor", &["femtioettusen = 51000"]),
        ],
    );
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
        ],
    );
}

#[test]
fn ranks() {
    check(
        Kind::Ordinal,
        &[
            ("en", "the third bridge", &["third = 3"]),
            ("en", "the 13th bridge", &["13th = 13"]),
            ("en", "the twenty-fifth bridge", &["twenty-fifth = 25"]),
            ("en", "the one hundred and first bridge", &["one hundred and first = 101"]),
            ("en", "the two hundredth bridge", &["two hundredth = 200"]),
            ("en", "the XIII Winter Games", &["XIII = 13"]),
            ("en", "Queen Margrethe II spoke", &[]),
            ("en", "I Think So", &[]),
            ("sv", "den tredje bron", &["tredje = 3"]),
            ("sv", "den 13:e bron", &["13:e = 13"]),
            ("sv", "den tjugofemte bron", &["tjugofemte = 25"]),
            ("sv", "den andra bron", &["andra = 2"]),
            ("sv", "andra broar", &[]),
        ],
    );
}

#[test]
fn shares() {
    check(
        Kind::Percent,
        &[
            ("en", "12.5% of voters", &["12.5% = 12.5"]),
            ("en", "more than 40 per cent of voters", &["more than 40 per cent = >40", "40 per cent = 40"]),
            ("en", "Per cent of thirty-one", &["Per cent of thirty-one = 31"]),
            ("en", "They lost per cent of thirty-one.", &[]),
            ("en", "5–10 percent", &["5–10 percent = 5..10", "10 percent = 10"]),
            ("en", "up 3 percentage points", &["3 percentage points = 3"]),
            ("sv", "12,5 procent", &["12,5 procent = 12.5"]),
            ("sv", "upp 3 procentenheter", &["3 procentenheter = 3"]),
        ],
    );
}

#[test]
fn money() {
    check(
        Kind::Currency,
        &[
            ("en", "It cost $4.2bn.", &["$4.2bn = 4200000000 USD"]),
            ("en", "It cost £1.5m.", &["£1.5m = 1500000 GBP"]),
            ("en", "It cost 3 dollars 50 cents.", &["3 dollars 50 cents = 3.5 USD"]),
            ("en", "USD 200 was paid", &["USD 200 = 200 USD"]),
            ("en", "a 40-euro ticket", &["40-euro = 40 EUR"]),
            ("en", "about 30 MUSD", &["about 30 MUSD = 27000000..33000000 USD", "30 MUSD = 30000000 USD"]),
            ("sv", "Det kostade 4,2 miljarder kronor.", &["4,2 miljarder kronor = 4200000000 SEK"]),
            ("sv", "Det kostade 25 kr igen.", &["25 kr = 25 SEK"]),
            ("sv", "en budget på 12 mkr", &["12 mkr = 12000000 SEK"]),
            ("sv", "100 danska kronor", &["100 danska kronor = 100 DKK"]),
        ],
    );
}

#[test]
fn dimensions() {
    check(
        Kind::Dimension,
        &[
            ("en", "a 26-mile race", &["26-mile = 26 mile"]),
            ("en", "5 ft 6 in", &["5 ft 6 in = 5.5 foot"]),
            ("en", "90 miles an hour", &["90 miles an hour = 90 mile-per-hour"]),
            ("en", "100 Mb and 100 MB", &["100 Mb = 100 megabit", "100 MB = 100 megabyte"]),
            ("en", "40 square kilometres", &["40 square kilometres = 40 square-kilometre"]),
            ("en", "turn it 90 degrees", &["90 degrees = 90 degree"]),
            ("sv", "ett lopp på 42 kilometer", &["42 kilometer = 42 kilometre"]),
            ("sv", "tre mil", &["tre mil = 3 scandinavian-mile"]),
            ("sv", "300 kvadratmeter", &["300 kvadratmeter = 300 square-metre"]),
            ("sv", "110 kilometer i timmen", &["110 kilometer i timmen = 110 kilometre-per-hour"]),
        ],
    );
}

#[test]
fn temperatures_and_ages() {
    check(
        Kind::Temperature,
        &[
            ("en", "It was 24 °C.", &["24 °C = 24 celsius"]),
            ("en", "It was -5 degrees Fahrenheit.", &["-5 degrees Fahrenheit = -5 fahrenheit"]),
            ("sv", "Det var 24 grader.", &["24 grader = 24"]),
        ],
    );
    check(
        Kind::Age,
        &[
            ("en", "a 47-year-old sailor", &["47-year-old = 47 year"]),
            ("en", "She is 47 years old.", &["47 years old = 47 year"]),
            ("en", "Karin Holm, 47, sails.", &["47 = 47 year"]),
            ("sv", "en 47-årig seglare", &["47-årig = 47 year"]),
            ("sv", "en femårig häst", &["femårig = 5 year"]),
            ("sv", "Hon är 47 år gammal.", &["47 år gammal = 47 year"]),
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
