//! Days in the Extended Date/Time Format (ISO 8601-2): how factlint prints dates everywhere.

use super::Days;
use jiff::civil::Date;

impl Days {
    /// `2024-05-28`, `2024-05`, `2024`, `2024-05-28/2024-06-02`, `../2024`, `2010/..`, `XXXX-05-28`, `XXXX-05`,
    /// `XXXX-XX-28`. Of any year: the quarters `XXXX-33` to `XXXX-36`, the halves `XXXX-40` and `XXXX-41`, the seasons
    /// `XXXX-21` (spring, March to May; EDTF leaves the months open, here they are those of the north) to `XXXX-24` (winter),
    /// other months in a row `XXXX-05/XXXX-07`, and any other ones, one of a set, `[XXXX-02,XXXX-05]`.
    /// A bare weekday, which EDTF cannot say, prints as TIMEX3 does: `XXXX-WXX-5`. With both bounds known, only these are
    /// printed. All days at all: `../..`.
    #[must_use]
    pub fn edtf(&self) -> String {
        match (self.earliest(), self.latest()) {
            (Some(first), Some(last)) if first == last => first.to_string(),
            (Some(first), Some(last)) => bounded(first, last),
            _ if !self.months.is_all() || self.day.is_some() => self.without_year(),
            (first, last) => self.weekday.map_or_else(
                || format!("{}/{}", first.map_or("..".to_owned(), start), last.map_or("..".to_owned(), end)),
                |weekday| format!("XXXX-WXX-{weekday}"),
            ),
        }
    }

    fn without_year(&self) -> String {
        if let Some(day) = self.day {
            let month = self.months.single().map_or("XX".to_owned(), |month| format!("{month:02}"));
            return format!("XXXX-{month}-{day:02}");
        }
        if let Some((first, last)) = self.months.run() {
            return part_of_year(first, last);
        }
        let months: Vec<String> = self.months.iter().map(|month| format!("XXXX-{month:02}")).collect();
        format!("[{}]", months.join(","))
    }
}

/// Months in a row, by the codes of ISO 8601-2 for the parts of a year where there is one.
fn part_of_year(first: i8, last: i8) -> String {
    let code = match (first, last) {
        (3, 5) => 21,
        (6, 8) => 22,
        (9, 11) => 23,
        (12, 2) => 24,
        (1, 3) => 33,
        (4, 6) => 34,
        (7, 9) => 35,
        (10, 12) => 36,
        (1, 6) => 40,
        (7, 12) => 41,
        _ if first == last => first,
        _ => return format!("XXXX-{first:02}/XXXX-{last:02}"),
    };
    format!("XXXX-{code:02}")
}

fn bounded(first: Date, last: Date) -> String {
    let whole_months = first.day() == 1 && last == last.last_of_month();
    let whole_years = whole_months && first.month() == 1 && last.month() == 12;
    if whole_years && first.year() == last.year() {
        return year(first.year());
    }
    if whole_months && first.first_of_month() == last.first_of_month() {
        return month(first);
    }
    if whole_years {
        format!("{}/{}", year(first.year()), year(last.year()))
    } else if whole_months {
        format!("{}/{}", month(first), month(last))
    } else {
        format!("{first}/{last}")
    }
}

/// The coarsest period that starts on this day.
fn start(date: Date) -> String {
    match (date.month(), date.day()) {
        (1, 1) => year(date.year()),
        (_, 1) => month(date),
        _ => date.to_string(),
    }
}

/// The coarsest period that ends on this day.
fn end(date: Date) -> String {
    if date.month() == 12 && date.day() == 31 {
        year(date.year())
    } else if date == date.last_of_month() {
        month(date)
    } else {
        date.to_string()
    }
}

fn month(date: Date) -> String {
    format!("{}-{:02}", year(date.year()), date.month())
}

fn year(year: i16) -> String {
    if year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::{Days, Meet};
    use jiff::civil::date;

    #[test]
    fn prints_the_coarsest_form() {
        let first = date(2024, 5, 28);
        let friday = Days::weekday(5);
        let table = [
            (Some(Days::on(first)), "2024-05-28"),
            (Days::month(2024, 5), "2024-05"),
            (Days::year(2024), "2024"),
            (Days::year(-44), "-0044"),
            (Some(Days::between(date(2024, 6, 2), first)), "2024-05-28/2024-06-02"),
            (Days::years(2010, 2014), "2010/2014"),
            (Some(Days::between(date(2024, 3, 1), date(2024, 5, 31))), "2024-03/2024-05"),
            (Some(Days::until(date(2024, 12, 31))), "../2024"),
            (Some(Days::until(date(2024, 2, 29))), "../2024-02"),
            (Some(Days::since(date(2024, 2, 2))), "2024-02-02/.."),
            (Days::month_day(5, 28), "XXXX-05-28"),
            (Days::any_year(5), "XXXX-05"),
            (Days::any_month(28), "XXXX-XX-28"),
            (Days::months(1, 3), "XXXX-33"),
            (Days::months(7, 9), "XXXX-35"),
            (Days::months(10, 12), "XXXX-36"),
            (Days::months(1, 6), "XXXX-40"),
            (Days::months(7, 12), "XXXX-41"),
            (Days::months(3, 5), "XXXX-21"),
            (Days::months(12, 2), "XXXX-24"),
            (Days::months(5, 7), "XXXX-05/XXXX-07"),
            (Days::months(11, 1), "XXXX-11/XXXX-01"),
            (Days::months(11, 3).and_then(|m| m.meet(&Days::months(3, 11)?)), "[XXXX-03,XXXX-11]"),
            (Days::months(7, 9).and_then(|m| m.meet(&Days::any_month(31)?)), "XXXX-XX-31"),
            (Days::months(7, 9).and_then(|m| m.meet(&Days::year(2024)?)), "2024-07/2024-09"),
            (friday, "XXXX-WXX-5"),
            (Some(Days::ALL), "../.."),
            (Days::month_day(2, 29).and_then(|day| day.meet(&Days::years(2021, 2027)?)), "2024-02-29"),
            (friday.and_then(|day| day.meet(&Days::month(2024, 5)?)), "2024-05-03/2024-05-31"),
        ];
        for (days, edtf) in table {
            assert_eq!(days.map(|days| days.edtf()).as_deref(), Some(edtf));
        }
    }
}
