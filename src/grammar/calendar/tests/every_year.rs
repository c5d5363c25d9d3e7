//! Stretches of the year that are told without a year: which months they lie in.

use super::{all, check, compare};
use crate::grammar::Reading;
use crate::value::Meet;
use jiff::civil::{Date, date};

const DAY: Option<Date> = Some(date(2024, 5, 15));

#[test]
fn english_without_a_date() {
    check(
        "en",
        None,
        &[
            ("Output rose in Q2.", "Q2=XXXX-34"),
            ("Output rose in Q3.", "Q3=XXXX-35"),
            ("Output rose in the fourth quarter.", "the fourth quarter=XXXX-36"),
            ("Output rose in H2.", "H2=XXXX-41"),
            ("Output rose in the first half-year.", "the first half-year=XXXX-40"),
            ("The ferry rests this winter.", "this winter=XXXX-24"),
            ("The ferry was full last summer.", "last summer=XXXX-22"),
            ("The mill shut at the end of the third quarter.", "the end of the third quarter=XXXX-35"),
            ("The mill shut in early May.", "early May=XXXX-05"),
            ("The mill shut on the last Friday of May.", "the last Friday of May=XXXX-05"),
            ("The mill shut in the first week of May.", "the first week of May=../.."),
            ("The mill is open from May to July.", "from May to July=XXXX-05/XXXX-07"),
            ("The mill is open from April to June.", "from April to June=XXXX-34"),
            ("The mill is open from 5 to 8 May.", "from 5 to 8 May=XXXX-05"),
            ("The mill is open from 28 December to 3 January.", "from 28 December to 3 January=XXXX-12/XXXX-01"),
            ("The mill is open from 8 May to 5 May.", "from 8 May to 5 May=../.."),
            ("The mill is open from May to May.", "from May to May=../.."),
            ("The mill has been open since May.", "since May=../.."),
            ("The mill shut in Q3 2021.", "Q3 2021=2021-07/2021-09"),
            ("The rest of 2021 was calm.", "The rest of 2021=2021"),
            ("The mill shut last quarter.", "last quarter=../.."),
        ],
    );
}

#[test]
fn swedish_without_a_date() {
    check(
        "sv",
        None,
        &[
            ("Andra kvartalet var svagt.", "Andra kvartalet=XXXX-34"),
            ("Tredje kvartalet var svagt.", "Tredje kvartalet=XXXX-35"),
            ("Första halvåret var svagt.", "Första halvåret=XXXX-40"),
            ("Kvarnen stängde i våras.", "i våras=XXXX-21"),
            ("Kvarnen stängde i höstas.", "i höstas=XXXX-23"),
            ("Kvarnen öppnar i vinter.", "i vinter=XXXX-24"),
            ("Kvarnen stängde i slutet av tredje kvartalet.", "slutet av tredje kvartalet=XXXX-35"),
            ("Kvarnen är öppen från maj till juli.", "från maj till juli=XXXX-05/XXXX-07"),
            ("Kvarnen är öppen från november till januari.", "från november till januari=XXXX-11/XXXX-01"),
            ("Kvarnen stängde tredje kvartalet 2021.", "tredje kvartalet 2021=2021-07/2021-09"),
        ],
    );
}

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
