//! The day of publication as news pages print it in their first lines: "Published 3 March 2024", "Jun 22, 2024 - 08:01".
//!
//! A dateline is a line of its own that holds one whole date and, beside it, only a time of day and words that such lines are made of.
//! The words come from the language packs through a look-up; here are only the forms: `3 March 2024`, `March 3, 2024`, `2024-03-03`.

use super::Document;
use jiff::civil::Date;

/// What a word means in a dateline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DatelineWord {
    /// A month, 1 to 12.
    Month(u8),
    /// A word that may stand beside the date: "published", "updated", a weekday, "at", a time zone.
    Beside,
}

/// Among how many blocks at the top a dateline is looked for.
const FIRST: usize = 8;
/// The most bytes of a dateline.
const LONGEST: usize = 80;

/// The day of the first dateline among a document's first blocks. `word` says what a word (as written, without a full stop) means.
#[must_use]
pub fn dateline(document: &Document, word: &dyn Fn(&str) -> Option<DatelineWord>) -> Option<Date> {
    let first = document.blocks.get(..FIRST).unwrap_or(&document.blocks);
    // A text that is nothing but a date has no date of its own.
    if document.blocks.len() < 2 {
        return None;
    }
    first.iter().find_map(|block| day(block.span.of(&document.text), word))
}

/// A run of letters and digits in a line.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Its value and how many digits it has.
    Number(u16, usize),
    Month(u8),
    /// A word that may stand beside a date.
    Beside,
}

fn day(line: &str, word: &dyn Fn(&str) -> Option<DatelineWord>) -> Option<Date> {
    if line.len() > LONGEST || !line.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let runs = line.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty());
    // Most lines with a figure have none of a year or none of a day: no language need be asked for their words.
    let figure = |digits: &[usize]| runs.clone().any(|run| digits.contains(&leading_digits(run)));
    if !figure(&[4]) || !figure(&[1, 2]) {
        return None;
    }
    // One word that may not stand here is enough: the line says something of its own.
    let mut parts = runs.map(|run| part(run, word)).collect::<Option<Vec<Part>>>()?;
    parts.retain(|part| *part != Part::Beside);
    let (year, month, day, rest) = match parts.as_slice() {
        [Part::Number(y, 4), Part::Number(m, 2), Part::Number(d, 2), rest @ ..] => (*y, u8::try_from(*m).ok()?, *d, rest),
        [Part::Number(d, 1 | 2), Part::Month(m), Part::Number(y, 4), rest @ ..]
        | [Part::Month(m), Part::Number(d, 1 | 2), Part::Number(y, 4), rest @ ..] => (*y, *m, *d, rest),
        _ => return None,
    };
    // What is left is a time of day: two or three numbers of one or two digits.
    let time = rest.len() <= 3 && rest.iter().all(|p| matches!(p, Part::Number(0..=59, 1 | 2)));
    time.then(|| Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok())?
}

fn leading_digits(run: &str) -> usize {
    run.bytes().take_while(u8::is_ascii_digit).count()
}

/// What a run of letters and digits is; `None` for one that may not stand in a dateline.
fn part(run: &str, word: &dyn Fn(&str) -> Option<DatelineWord>) -> Option<Part> {
    let (number, after) = run.split_at_checked(leading_digits(run))?;
    if number.is_empty() {
        return match word(run) {
            Some(DatelineWord::Month(month)) => Some(Part::Month(month)),
            Some(DatelineWord::Beside) => Some(Part::Beside),
            // Time zones: GMT, CET.
            None => (run.len() <= 4 && run.bytes().all(|b| b.is_ascii_uppercase())).then_some(Part::Beside),
        };
    }
    let part = Part::Number(number.parse().ok()?, number.len());
    if let Some(hour) = after.strip_prefix('T') {
        // `22T08` of ISO 8601; the hour is no part of the date.
        return hour.bytes().all(|b| b.is_ascii_digit()).then_some(part);
    }
    (after.is_empty() || after == "Z" || word(after) == Some(DatelineWord::Beside)).then_some(part)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(word: &str) -> Option<DatelineWord> {
        match word.to_lowercase().as_str() {
            "mar" | "march" | "mars" => Some(DatelineWord::Month(3)),
            "maj" | "may" => Some(DatelineWord::Month(5)),
            "published" | "last" | "updated" | "uppdaterad" | "sunday" | "at" | "rd" => Some(DatelineWord::Beside),
            _ => None,
        }
    }

    #[test]
    fn dates_of_publication() {
        for (line, expected) in [
            ("Mar 3, 2024 - 08:01", Some("2024-03-03")),
            ("Published 3 March 2024", Some("2024-03-03")),
            ("Last updated: Sunday, March 3rd, 2024 at 10.30 GMT", Some("2024-03-03")),
            ("Uppdaterad 12 maj 2023", Some("2023-05-12")),
            ("2023-05-12", Some("2023-05-12")),
            ("2023-05-12T08:01:00Z", Some("2023-05-12")),
            ("2023-02-30", None),
            ("3 March", None),
            ("The flood of 3 March 2024", None),
            ("03/04/2024", None),
            ("3 March 2024 and 4 May 2024", None),
            ("May 3, 2024: 4,500 votes", None),
        ] {
            assert_eq!(day(line, &word).map(|d| d.to_string()).as_deref(), expected, "{line}");
        }
    }
}
