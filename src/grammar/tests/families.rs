//! Families of times: every value in each of its ways to be written, in either language, reads back, and all ways read the same.

use super::read;
use super::read_back::{english, english_rank, swedish_thousands as swedish};
use crate::grammar::{Kind, Reading};

/// A language and one way to write a value.
type Form = (&'static str, String);

/// What of this kind is read first, as text; for a length of time its days.
fn value(lang: &str, text: &str, kind: Kind) -> String {
    let found = read(lang, text).into_iter().find(|m| m.kind == kind).map(|m| m.reading);
    match found {
        Some(Reading::Time(minutes)) => minutes.to_string(),
        Some(Reading::Days { days, .. }) => days.map_or(String::new(), |d| d.edtf()),
        Some(Reading::Period(period)) => format!("{:?}", period.days.map(|d| (d.min, d.max))),
        Some(Reading::Amount(amount)) => amount.range.is_exact().map_or(String::new(), |n| n.to_string()),
        _ => String::new(),
    }
}

/// Fails unless all forms read the same, and as `wanted` where that is said.
fn assert_one(kind: Kind, wanted: Option<String>, forms: &[Form]) {
    let values: Vec<String> = forms.iter().map(|(lang, text)| value(lang, text, kind)).collect();
    let wanted = wanted.unwrap_or_else(|| values[0].clone());
    for ((lang, text), value) in forms.iter().zip(&values) {
        assert!(*value == wanted && !value.is_empty(), "{lang}: {text}: {value}, not {wanted}");
    }
}

#[test]
fn times_of_day() {
    for minutes in 0..24 * 60_u64 {
        let (hour, minute) = (minutes / 60, minutes % 60);
        let (twelve, half, part, of_day) = (
            if hour % 12 == 0 { 12 } else { hour % 12 },
            if hour < 12 { "am" } else { "pm" },
            if hour < 12 { "morgonen" } else { "kvällen" },
            if hour < 12 { "morning" } else { "evening" },
        );
        let mut forms = vec![
            ("en", format!("They met at {hour}:{minute:02}.")),
            ("en", format!("They met at {twelve}.{minute:02} {half} sharp.")),
            ("sv", format!("De möttes kl. {hour:02}.{minute:02}.")),
            ("sv", format!("De möttes klockan {hour}:{minute:02}.")),
        ];
        match minute {
            0 => forms.extend([
                ("en", format!("They met at {twelve} {half}.")),
                ("en", format!("They met at {} {half}.", english(twelve))),
                ("en", format!("They stayed until {} in the {of_day}.", english(twelve))),
                ("sv", format!("De möttes klockan {}.", swedish(hour))),
                ("sv", format!("De möttes klockan {} på {part}.", swedish(twelve))),
                ("sv", format!("De möttes vid {hour}-tiden.")),
                ("sv", format!("De möttes vid {}tiden på {part}.", swedish(twelve))),
            ]),
            30 => {
                forms.push(("en", format!("They met at half past {} {half}.", english(twelve))));
                forms.push(("en", format!("They met at half past {} in the {of_day}.", english(twelve))));
                let next = (hour + 1) % 12;
                let next = if next == 0 { 12 } else { next };
                // "Halv tolv" is before noon or midnight, "halv ett" after it.
                if (1..=11).contains(&(hour % 12)) && next != 12 {
                    forms.push(("sv", format!("De möttes halv {} på {part}.", swedish(next))));
                }
            }
            _ => {}
        }
        assert_one(Kind::Time, Some(minutes.to_string()), &forms);
    }
}

#[test]
fn lengths_of_time() {
    let units = [
        ("second", "sekunder", "sekunders"),
        ("minute", "minuter", "minuters"),
        ("hour", "timmar", "timmars"),
        ("day", "dagar", "dagars"),
        ("week", "veckor", "veckors"),
        ("month", "månader", "månaders"),
        ("year", "år", "års"),
    ];
    for n in 2..=400_u64 {
        for (en, sv, stem) in units {
            let forms = [
                ("en", format!("It took {n} {en}s.")),
                ("en", format!("It took {} {en}s.", english(n))),
                ("en", format!("It was a {n}-{en} wait.")),
                ("sv", format!("Det tog {n} {sv}.")),
                ("sv", format!("Det tog {} {sv}.", swedish(n))),
                ("sv", format!("Det blev en {n}-{stem}väntan.")),
                ("sv", format!("Det blev en {}{stem}väntan.", swedish(n))),
            ];
            assert_one(Kind::Duration, None, &forms);
        }
        assert_one(
            Kind::Duration,
            None,
            &[
                ("en", format!("It was a {n}-year lease.")),
                ("en", format!("It ran for {} years.", english(n))),
                ("sv", format!("Det var ett {n}-årigt avtal.")),
                ("sv", format!("Det var ett {}årigt hyresavtal.", swedish(n))),
                ("sv", format!("Den {n}-åriga striden slutade.")),
                ("sv", format!("Den {}åriga nya planen sprack.", swedish(n))),
            ],
        );
        assert_one(
            Kind::Duration,
            None,
            &[
                ("en", format!("It took {n} and a half hours.")),
                ("en", format!("It took {n}.5 hours.")),
                ("en", format!("It took {n}½ hours.")),
                ("en", format!("It took {n} hours and 30 minutes.")),
                ("en", format!("She walked it in {n}:30:00.")),
                ("sv", format!("Det tog {n} och en halv timme.")),
                ("sv", format!("Det tog {n},5 timmar.")),
                ("sv", format!("Det tog {n} timmar och en halvtimme.")),
            ],
        );
    }
}

#[test]
fn decades_and_centuries() {
    for first in (1100..2100_u64).step_by(10) {
        let decade = (if first % 100 == 0 { None } else { Some(first) }).map(|d| format!("{d}/{}", d + 9));
        let mut forms = vec![("en", format!("A tune of the {first}s.")), ("sv", format!("En låt från {first}-talet."))];
        if (1920..2000).contains(&first) {
            forms.push(("sv", format!("En låt från {}talet.", swedish(first % 100))));
        }
        let wanted = decade.unwrap_or_else(|| {
            forms.push(("en", format!("A tune of the {} century.", english_rank(first / 100 + 1))));
            format!("{first}/{}", first + 99)
        });
        assert_one(Kind::DateRange, Some(wanted), &forms);
    }
}

#[test]
fn ages_and_anniversaries() {
    for n in 2..=120_u64 {
        let ages = [
            ("en", format!("A {n}-year-old won.")),
            ("en", format!("She is {} years old.", english(n))),
            ("en", format!("She won aged {n}.")),
            ("sv", format!("En {n}-åring vann.")),
            ("sv", format!("En {}åring vann.", swedish(n))),
            ("sv", format!("Hon är {} år gammal.", swedish(n))),
        ];
        assert_one(Kind::Age, Some(n.to_string()), &ages);
        let anniversaries = [
            ("en", format!("Its {} anniversary was marked.", english_rank(n))),
            ("sv", format!("Dess {n}-årsjubileum firades.")),
            ("sv", format!("Dess {}årsjubileum firades.", swedish(n))),
        ];
        assert_one(Kind::Ordinal, Some(n.to_string()), &anniversaries);
    }
}

#[test]
fn months() {
    let names = ["January januari", "May maj", "October oktober", "December december"];
    for (month, names) in [1, 5, 10, 12].into_iter().zip(names) {
        let (en, sv) = names.split_once(' ').unwrap();
        for year in 1913..2040 {
            let forms = [
                ("en", format!("It shut in {en} {year}.")),
                ("en", format!("It shut in {month}/{year}.")),
                ("en", format!("It shut in {year}, {en}.")),
                ("sv", format!("Det stängde i {sv} {year}.")),
                ("sv", format!("Det stängde {month}/{year}.")),
            ];
            assert_one(Kind::DateRange, Some(format!("{year}-{month:02}")), &forms);
            // "2003-08" may be a stretch of years.
            if month < year % 100 {
                assert_one(
                    Kind::DateRange,
                    Some(format!("{year}-{month:02}")),
                    &[("en", format!("It shut in {year}-{month:02}."))],
                );
            }
        }
    }
}

#[test]
fn multiples_and_minutes_of_a_match() {
    for n in 2..=90_u64 {
        let mut multiples = vec![
            ("en", format!("It was a {n}-fold rise.")),
            ("en", format!("It was {} times as high.", english(n))),
            ("en", format!("He is a {n}-time champion.")),
            ("sv", format!("Det blev en {n}-faldig ökning.")),
            ("sv", format!("Det var {} gånger så högt.", swedish(n))),
        ];
        // "Fyrfaldig" has a stem of its own.
        if n != 4 && !english(n).contains('-') {
            multiples.extend([
                ("en", format!("It was a {}fold rise.", english(n))),
                ("sv", format!("Det blev en {}faldig ökning.", swedish(n))),
            ]);
        }
        assert_one(Kind::Number, Some(n.to_string()), &multiples);
        let minutes = [
            ("en", format!("She scored in the {} minute.", english_rank(n))),
            ("en", format!("She scored in minute {n}.")),
            ("en", format!("Okoro {n}' made it level.")),
            ("sv", format!("Hon gjorde mål i minut {n}.")),
        ];
        assert_one(Kind::Ordinal, Some(n.to_string()), &minutes);
    }
}

#[test]
fn one_of_two_near_each_other() {
    for n in 2..=200_i64 {
        for m in n + 1..=(2 * n).min(n + 40) {
            let forms = [
                ("en", format!("It was {n} or {m} boats.")),
                ("en", format!("It was {n} to {m} boats.")),
                ("sv", format!("Det var {n} eller {m} båtar.")),
                ("sv", format!("Det var {n} till {m} båtar.")),
            ];
            for (lang, text) in forms {
                let range = read(lang, &text).into_iter().find_map(|m| match m.reading {
                    Reading::Amount(a) => a.range.is_exact().is_none().then_some((a.range.min, a.range.max)),
                    _ => None,
                });
                assert_eq!(range, Some((Some(n.into()), Some(m.into()))), "{lang}: {text}");
            }
        }
    }
}
