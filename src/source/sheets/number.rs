//! How a number is shown in a cell: as its format says.

use jiff::{ToSpan as _, civil::date};

/// What a format makes of a number.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Shown {
    /// A day, and a time of day.
    day: bool,
    time: bool,
    percent: bool,
    /// How many digits stand behind the point; none where as many as there are.
    digits: Option<usize>,
    before: String,
    after: String,
}

impl Shown {
    /// One of the formats that a file need not define.
    pub(super) fn built_in(id: u32) -> Self {
        match id {
            1 | 3 | 37 | 38 => Self { digits: Some(0), ..Self::default() },
            2 | 4 | 39 | 40 => Self { digits: Some(2), ..Self::default() },
            9 => Self { digits: Some(0), percent: true, ..Self::default() },
            10 => Self { digits: Some(2), percent: true, ..Self::default() },
            14..=17 => Self { day: true, ..Self::default() },
            18..=21 | 45..=47 => Self { time: true, ..Self::default() },
            22 => Self { day: true, time: true, ..Self::default() },
            _ => Self::default(),
        }
    }

    /// A format as it is written: `#,##0.00 "kr"`, `[$€-2] 0.0`, `yyyy-mm-dd`, `0%`.
    pub(super) fn of(code: &str) -> Self {
        let (mut shown, mut places, mut point, mut number, mut letters) = (Self::default(), 0, false, false, String::new());
        let mut chars = code.chars();
        while let Some(c) = chars.next() {
            let literal: String = match c {
                ';' => break,
                '"' => chars.by_ref().take_while(|c| *c != '"').collect(),
                '\\' => chars.next().into_iter().collect(),
                '_' | '*' => {
                    chars.next();
                    continue;
                }
                '[' => {
                    let inner: String = chars.by_ref().take_while(|c| *c != ']').collect();
                    letters.push_str(if matches!(&*inner, "h" | "hh" | "m" | "mm" | "s" | "ss") { "h" } else { "" });
                    inner.strip_prefix('$').map(|sign| sign.split('-').next().unwrap_or(sign).to_owned()).unwrap_or_default()
                }
                '0' | '#' | '?' => {
                    number = true;
                    places += usize::from(point);
                    continue;
                }
                '.' if number => {
                    point = true;
                    continue;
                }
                '%' => {
                    shown.percent = true;
                    continue;
                }
                ',' | '.' => continue,
                c if c.is_ascii_alphabetic() => {
                    letters.push(c.to_ascii_lowercase());
                    continue;
                }
                c => c.to_string(),
            };
            if number { &mut shown.after } else { &mut shown.before }.push_str(&literal);
        }
        if !number && letters != "general" {
            shown.day = letters.contains(['y', 'd']);
            shown.time = letters.contains(['h', 's']);
            (shown.before, shown.after) = Default::default();
        }
        shown.digits = number.then_some(places);
        shown
    }

    /// A number as it is shown; `late` says that days are counted from 1904 and not from 1900.
    pub(super) fn show(&self, value: &str, late: bool) -> String {
        let Ok(number) = value.parse::<f64>() else { return value.to_owned() };
        if self.day || self.time {
            return self.moment(number, late).unwrap_or_else(|| value.to_owned());
        }
        let number = if self.percent { number * 100.0 } else { number };
        let digits = match self.digits {
            Some(digits) => format!("{number:.*}", digits.min(30)),
            None => plain(number),
        };
        let percent = if self.percent { "%" } else { "" };
        let before = self.before.trim();
        let gap = if before.ends_with(char::is_alphabetic) { " " } else { "" };
        format!("{before}{gap}{digits}{percent}{}", self.after.trim_end())
    }

    fn moment(&self, number: f64, late: bool) -> Option<String> {
        let days = number.floor();
        let minutes = ((number - days) * 1440.0).round() as i64;
        let time = format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
        if !self.day {
            return Some(time);
        }
        // A day that never was, 29 February 1900, is counted.
        let first = if late { date(1904, 1, 1) } else { date(1899, 12, 30) };
        let day = (0.0..3_000_000.0).contains(&days).then(|| first.checked_add((days as i64).days()).ok())??;
        Some(if self.time && minutes > 0 { format!("{day} {time}") } else { day.to_string() })
    }
}

/// A number with no more digits than it was computed with.
pub(super) fn plain(number: f64) -> String {
    // What was 0.1 + 0.2 is shown as 0.3.
    let short: f64 = format!("{number:.11e}").parse().unwrap_or(number);
    format!("{short}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_format_says() {
        for (code, value, shown) in [
            ("General", "0.30000000000000004", "0.3"),
            ("General", "12", "12"),
            ("0", "12.6", "13"),
            ("#,##0.00", "1234.5", "1234.50"),
            ("#,##0 \"kr\"", "1234", "1234 kr"),
            ("[$€-2]\\ #,##0.0", "5", "€5.0"),
            ("\"USD\" 0", "5", "USD 5"),
            ("0.0%", "0.125", "12.5%"),
            ("yyyy\\-mm\\-dd", "45440", "2024-05-28"),
            ("[$-41D]d mmmm yyyy;@", "45440", "2024-05-28"),
            ("dd/mm/yy hh:mm", "45440.75", "2024-05-28 18:00"),
            ("h:mm", "0.5", "12:00"),
            ("0;[Red]-0", "-3", "-3"),
            ("@", "12", "12"),
            ("0.00", "x", "x"),
            ("yyyy", "1e300", "1e300"),
        ] {
            assert_eq!(Shown::of(code).show(value, false), shown, "{code}");
        }
        assert_eq!(Shown::built_in(14).show("43978", true), "2024-05-28");
    }
}
