//! Stretches of the year that are told without a year: which months they lie in.

use super::{all, compare};
use crate::grammar::Reading;
use crate::value::Meet;
use jiff::civil::{Date, date};

const DAY: Option<Date> = Some(date(2024, 5, 15));

/// The days from a date are a guess of the year; what is written is in those months of some year.
#[test]
fn with_a_date_the_months_stay_sure() {
    let rows = [
        ("Output rose in Q3.", "2024-07/2024-09 XXXX-35"),
        ("Output rose in the second half-year.", "2024-07/2024-12 XXXX-41"),
        ("The ferry was full last summer.", "2023-06-01/2023-09-22 XXXX-22"),
        ("The mill shut at the end of the third quarter.", "2024-08-16/2024-09-30 XXXX-35"),
        ("The mill is open from May to July.", "2024-05/2024-07 XXXX-05/XXXX-07"),
        ("The mill is open from 5 to 8 June.", "2024-06-05/2024-06-08 XXXX-06"),
        ("The mill is open June 5–8.", "2024-06-05/2024-06-08 XXXX-06"),
        ("The mill is open from 5 to 8 June 2021.", "2021-06-05/2021-06-08 2021-06-05/2021-06-08"),
        ("The mill shut in Q3 2021.", "2021-07/2021-09 2021-07/2021-09"),
        ("The mill shut last quarter.", "2024-01/2024-03 2024-01/2024-03"),
    ];
    compare(&rows, |text| {
        let mentions = all("en", text, DAY);
        let first = mentions.iter().find_map(|m| match &m.reading {
            Reading::Days { days: Some(days), written, .. } => Some(format!("{} {}", days.edtf(), written.edtf())),
            _ => None,
        });
        first.unwrap_or_default()
    });
}

#[test]
fn other_quarters_do_not_meet() {
    let days = |lang: &str, text: &str| {
        let found = all(lang, text, None).into_iter().find_map(|m| match m.reading {
            Reading::Days { days, .. } => days,
            _ => None,
        });
        found.expect("a stretch of the year")
    };
    let third = days("sv", "Tredje kvartalet var svagt.");
    assert_eq!(third, days("en", "The third quarter was weak."));
    assert_eq!(third.meet(&days("en", "The second quarter was weak.")), None);
    assert_eq!(third.meet(&days("en", "The mill shut in Q2 2021.")), None);
    assert!(third.meet(&days("en", "The mill shut in August 2021.")).is_some());
    assert!(days("sv", "Badet stängde i våras.").meet(&days("en", "This autumn was wet.")).is_none());
}
