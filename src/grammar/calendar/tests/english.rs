use super::check;
use jiff::civil::{Date, date};

/// A Wednesday.
const DAY: Option<Date> = Some(date(2024, 5, 15));

#[test]
fn dates_as_written() {
    check(
        "en",
        None,
        &[
            ("The museum opened on 28 May 2024.", "28 May 2024=2024-05-28"),
            ("It opened on Friday (27 February 2026).", "Friday (27 February 2026=2026-02-27"),
            ("It opened May 28th, 2024, at last.", "May 28th, 2024=2024-05-28"),
            ("The 27th of November 1931 was cold.", "The 27th of November 1931=1931-11-27"),
            ("Entries close Nov. 27.", "Nov. 27=XXXX-11-27"),
            ("Logged 2024-05-28 by the harbour.", "2024-05-28=2024-05-28"),
            ("Logged 2019/aug/09 by the harbour.", "2019/aug/09=2019-08-09"),
            ("Posted 11/27/2025 in the hall.", "11/27/2025=2025-11-27"),
            ("Posted 27/11/2025 in the hall.", "27/11/2025=2025-11-27"),
            ("Posted 27.11.2025 in the hall.", "27.11.2025=2025-11-27"),
            ("Posted 02/03/71 in the hall.", "02/03/71=1971-02-03"),
            ("Friday, 31 May 2024 was dry.", "Friday, 31 May 2024=2024-05-31"),
            (
                "The trains ran on September the twenty-first nineteen seventy eight.",
                "September the twenty-first nineteen seventy eight=1978-09-21",
            ),
            ("On Christmas Day 1914 the guns fell silent.", "Christmas Day 1914=1914-12-25"),
        ],
    );
}

#[test]
fn days_that_do_not_exist() {
    check(
        "en",
        None,
        &[
            ("The lease ends on 31 June 2023.", "31 June 2023=none"),
            ("The lease ends on 30 February.", "30 February=none"),
            ("The lease ends on 2023-02-29.", "2023-02-29=none"),
            ("The lease ends on 2024-02-29.", "2024-02-29=2024-02-29"),
            ("The lease runs from 8 to 31 June 2023.", "from 8 to 31 June 2023=none"),
        ],
    );
}

#[test]
fn years_and_named_stretches() {
    check(
        "en",
        None,
        &[
            ("The law of 1911 held until then.", "1911=1911"),
            ("Output doubled in the 1990s.", "the 1990s=1990/1999"),
            ("Output doubled in the '90s.", "the '90s=1990/1999"),
            ("A castle of the 15th century.", "the 15th century=1400/1499"),
            ("Sales rose in Q3 2023.", "Q3 2023=2023-07/2023-09"),
            ("Sales rose in the third quarter of 2023.", "the third quarter of 2023=2023-07/2023-09"),
            ("Sales rose in the first half of 2023.", "the first half of 2023=2023-01/2023-06"),
            ("Sales rose in the 2021 first quarter.", "the 2021 first quarter=2021-01/2021-03"),
            ("They met in June of 1999.", "June of 1999=1999-06"),
            ("The 2013–14 season was long.", "2013–14=2013/2014"),
            ("They came at the end of October 2023.", "the end of October 2023=2023-10-16/2023-10-31"),
            ("They came in mid-May 2023.", "mid-May 2023=2023-05-10/2023-05-20"),
            ("Rome burned in AD 64, and Caesar fell in 44 BC.", "44 BC=-0043"),
            ("The second week of 2015 was mild.", "The second week of 2015=2015-01-05/2015-01-11"),
            ("It fell on the last Sunday of March 2024.", "the last Sunday of March 2024=2024-03-31"),
        ],
    );
}

#[test]
fn words_that_are_no_years() {
    check(
        "en",
        None,
        &[
            ("The hall was built for one thousand.", ""),
            ("The crew of one thousand and five hundred sang.", ""),
            ("It shut in two thousand and eighteen.", "two thousand and eighteen=2018"),
            ("It shut in nineteen hundred and five.", "nineteen hundred and five=1905"),
            ("It shut in nineteen ninety-nine.", "nineteen ninety-nine=1999"),
        ],
    );
}

#[test]
fn figures_that_are_no_dates() {
    check(
        "en",
        None,
        &[
            ("He paid 2,019 dollars.", ""),
            ("Some 1800 workers left.", ""),
            ("Version 3.11.2 is out.", ""),
            ("They won 3/4 of the vote.", ""),
            ("You may march or fall.", ""),
            ("They sat in the sun.", ""),
            ("Flight 1549 landed.", ""),
            ("A man in his 80s fell.", ""),
            ("Minister Theresa May spoke.", ""),
            ("The file blog/2016/09/14-x-21 is lost.", ""),
            ("The compiler is 2021.3.0 now.", ""),
            ("Call 0031-11-1129 in Osaka.", ""),
        ],
    );
}

#[test]
fn relative_days() {
    check(
        "en",
        DAY,
        &[
            ("They left yesterday.", "yesterday=2024-05-14"),
            ("They left three weeks ago.", "three weeks ago=2024-04-24"),
            ("They leave in 3 weeks.", "in 3 weeks=2024-06-05"),
            ("They met on Friday.", "Friday=2024-05-17"),
            ("They met last Friday.", "last Friday=2024-05-10"),
            ("They meet next Friday.", "next Friday=2024-05-24"),
            ("They meet this Friday.", "this Friday=2024-05-17"),
            ("They meet Tuesday next week.", "Tuesday next week=2024-05-21"),
            ("They meet on the second Monday of next month.", "the second Monday of next month=2024-06-10"),
            ("They meet on the 20th of next month.", "the 20th of next month=2024-06-20"),
            ("They meet on Friday the 17th.", "Friday the 17th=2024-05-17"),
            ("Sales fell last year.", "last year=2023"),
            ("Sales fell last month.", "last month=2024-04"),
            ("Sales fell over the past ten years.", "the past ten years=2014-05-15/2024-05-15"),
            ("Sales fall in the next 2 days.", "the next 2 days=2024-05-16/2024-05-17"),
            ("Sales fell in June.", "June=2024-06"),
            ("Sales fell late last year.", "late last year=2023-07/2023-12"),
            ("Two days before yesterday it rained.", "Two days before yesterday=2024-05-12"),
            ("They rest for two weeks starting May 20th.", "two weeks starting May 20th=2024-05-20/2024-06-02"),
            ("The week of 20 May is full.", "The week of 20 May=2024-05-20/2024-05-26"),
            ("It rained all that weekend.", "that weekend=2024-05-18/2024-05-19"),
            ("It opened on 3 April 1965 and shut the same year.", "3 April 1965=1965-04-03; the same year=1965"),
            ("In 1965 it opened. That month was wet.", "1965=1965; That month=2024-05"),
            ("She said that week 31 was wet.", "week 31=2024-07-29/2024-08-04"),
        ],
    );
}

#[test]
fn without_a_date_what_is_relative_stays_open() {
    check(
        "en",
        None,
        &[
            ("They met on Friday.", "Friday=XXXX-WXX-5"),
            ("They met on 28 May.", "28 May=XXXX-05-28"),
            ("Sales fell last year.", "last year=../.."),
        ],
    );
}

#[test]
fn ranges() {
    check(
        "en",
        DAY,
        &[
            ("Open from 5 to 8 May 2023.", "from 5 to 8 May 2023=2023-05-05/2023-05-08"),
            ("Open 5–8 May 2023.", "5–8 May 2023=2023-05-05/2023-05-08"),
            ("Open May 5-8, 2023.", "May 5-8, 2023=2023-05-05/2023-05-08"),
            ("Open between 2 and 7 June.", "between 2 and 7 June=2024-06-02/2024-06-07"),
            ("Open from 28 May to 3 June 2023.", "from 28 May to 3 June 2023=2023-05-28/2023-06-03"),
            ("Open from 28 December to 3 January.", "from 28 December to 3 January=2024-12-28/2025-01-03"),
            ("The war of 1991–2001.", "1991–2001=1991/2001"),
            ("The war from 1991 to 1995.", "from 1991 to 1995=1991/1995"),
            ("At peace since 1997.", "since 1997=1997/.."),
            ("At war until 2012.", "until 2012=../2012"),
            ("At war before 2012.", "before 2012=../2011"),
            ("Open between Tuesday and Friday next week.", "between Tuesday and Friday next week=2024-05-21/2024-05-24"),
            ("Open next week from Friday to Monday.", "next week from Friday to Monday=2024-05-24/2024-05-27"),
            ("Open Tuesday to Friday.", "Tuesday to Friday=2024-05-14/2024-05-17"),
            ("Open from today to three weeks later.", "from today to three weeks later=2024-05-15/2024-06-05"),
            ("Open from 8 to 5 May 2023.", "from 8 to 5 May 2023=none"),
        ],
    );
}

#[test]
fn durations() {
    check(
        "en",
        None,
        &[
            ("The siege took twelve years.", "twelve years=P12Y"),
            ("The talk took two and a half hours.", "two and a half hours=PT2.5H"),
            ("The talk took an hour and a half.", "an hour and a half=PT1.5H"),
            ("A 90-minute talk.", "90-minute=PT90M"),
            ("They stayed for a fortnight.", "a fortnight=P2W"),
            ("They stayed for one week and three days.", "one week and three days=P1W3D"),
            ("They stayed for 3.5 years.", "3.5 years=P3.5Y"),
            ("They stayed for more than two years.", "more than two years=P2Y"),
            ("They left more than two years ago.", "more than two years ago=../.."),
            ("They earn 5 dollars a day.", ""),
        ],
    );
}

#[test]
fn times_of_day() {
    check(
        "en",
        None,
        &[
            ("Doors open at 7.30.", "7.30=07:30"),
            ("Doors open at 19:30.", "19:30=19:30"),
            ("Doors open at 8 p.m. sharp.", "8 p.m.=20:00"),
            ("Doors open at 12 am.", "12 am=00:00"),
            ("Doors open at noon.", "noon=12:00"),
            ("Doors open at half past six.", "half past six=06:30"),
            ("Rates stood at 7.30 percent.", ""),
        ],
    );
}
