//! Every day of a whole cycle of the calendar, 400 years, printed as each language writes dates, reads back to itself, with its
//! weekday.

use super::all;
use crate::grammar::{Kind, Reading};
use jiff::ToSpan;
use jiff::civil::{Date, date};

/// A language's ways to write a date: each makes text of the day and the names of its weekday and month.
struct Written {
    lang: &'static str,
    months: &'static str,
    weekdays: &'static str,
    /// How it is written, and whether the weekday is.
    styles: &'static [(Style, bool)],
}

/// The text of a day with the names of its weekday and its month.
type Style = fn(Date, &str, &str) -> String;

const ENGLISH: Written = Written {
    lang: "en",
    months: "January February March April May June July August September October November December",
    weekdays: "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    styles: &[
        (|d, w, m| format!("{w}, {m} {}, {}", d.day(), d.year()), true),
        (|d, w, m| format!("{w} {} {m} {}", d.day(), d.year()), true),
        (|d, _, m| format!("the {}{} of {m}, {}", d.day(), suffix(d.day()), d.year()), false),
        (|d, _, m| format!("{} {} {}", &m[..3], d.day(), d.year()), false),
        (|d, _, _| format!("{}/{}/{}", d.month(), d.day(), d.year()), false),
        (|d, _, _| d.to_string(), false),
    ],
};

const SWEDISH: Written = Written {
    lang: "sv",
    months: "januari februari mars april maj juni juli augusti september oktober november december",
    weekdays: "måndag tisdag onsdag torsdag fredag lördag söndag",
    styles: &[
        (|d, w, m| format!("{w}en den {} {m} {}", d.day(), d.year()), true),
        (|d, w, m| format!("{w} {} {m} {}", d.day(), d.year()), true),
        (|d, _, m| format!("den {} {m} {}", d.day(), d.year()), false),
        (|d, _, _| format!("{}/{} {}", d.day(), d.month(), d.year()), false),
        (|d, _, _| format!("{:02}.{:02}.{}", d.day(), d.month(), d.year()), false),
        (|d, _, _| d.to_string(), false),
    ],
};

const GERMAN: Written = Written {
    lang: "de",
    months: "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
    weekdays: "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
    styles: &[
        (|d, w, m| format!("am {w}, dem {}. {m} {}", d.day(), d.year()), true),
        (|d, _, m| format!("der {}. {m} {}", d.day(), d.year()), false),
        (|d, _, _| format!("{}.{}.{}", d.day(), d.month(), d.year()), false),
    ],
};

fn suffix(day: i8) -> &'static str {
    match day {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

/// The styles take turns, so that each meets every day of the year in the course of the cycle; a year's days are one text.
fn reads_back(written: &Written) {
    let mut turn = 0;
    for year in 1700..2100 {
        let mut wanted = Vec::with_capacity(366);
        let mut text = String::new();
        let named = |names: &'static str, n: usize| names.split(' ').nth(n).unwrap_or_default();
        let mut day = date(year, 1, 1);
        while day.year() == year {
            let number = usize::from(day.weekday().to_monday_zero_offset().unsigned_abs());
            let month = named(written.months, usize::from(day.month().unsigned_abs()) - 1);
            let (style, with_weekday) = written.styles[turn % written.styles.len()];
            text.push_str(&style(day, named(written.weekdays, number), month));
            text.push_str(" | ");
            wanted.push((day, with_weekday.then_some(number as i8 + 1)));
            turn += 1;
            day += 1.day();
        }
        turn += 1;
        let found: Vec<_> = all(written.lang, &text, None)
            .iter()
            .filter(|m| m.kind == Kind::Date)
            .filter_map(|m| match m.reading {
                Reading::Days { days, weekday, relative: false, .. } => Some((days.and_then(|d| d.single())?, weekday)),
                _ => None,
            })
            .collect();
        for ((wanted, found), text) in wanted.iter().zip(&found).zip(text.split(" | ")) {
            assert_eq!(wanted, found, "{} {text:?}", written.lang);
        }
        assert_eq!(wanted.len(), found.len(), "{} {year}", written.lang);
    }
}

#[test]
fn every_english_date_reads_back() {
    reads_back(&ENGLISH);
}

#[test]
fn every_swedish_date_reads_back() {
    reads_back(&SWEDISH);
}

#[test]
fn every_german_date_reads_back() {
    reads_back(&GERMAN);
}

#[test]
fn time_grows_no_faster_than_length() {
    use std::time::Instant;
    let cost = |unit: &str, n: usize| {
        let text = unit.repeat(n);
        let start = Instant::now();
        assert!(all("en", &text, Some(date(2024, 5, 15))).len() <= text.len());
        start.elapsed().as_secs_f64()
    };
    for unit in
        ["from ", "since ", "1/2 ", "the first week of ", "May ", "2024-", "between 5 and ", "two hundred and ", "in a few "]
    {
        // Sixteen times the text may cost 48 times as much, not 256; other work disturbs the clock, so it has some tries.
        let linear = (0..8).any(|_| cost(unit, 8_000) < cost(unit, 500).max(0.0005) * 48.0);
        assert!(linear, "{unit:?}");
    }
}
