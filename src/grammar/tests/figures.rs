//! The phrases of `figures.txt` and what the grammar reads in them; and each family's forms, in which every value reads back.

use super::read_back::{english, english_rank, swedish, swedish_rank};
use super::{read, show};
use crate::grammar::{Mention, Reading};
use crate::lexicon::Units;
use crate::value::{Number, Range};
use proptest::prelude::*;

/// "kind value unit" of the mentions that lie in no other, with or without their words.
fn outermost(lang: &str, text: &str, words: bool) -> String {
    let mut end = 0_u32;
    let apart = |m: &Mention| {
        let before = end;
        end = end.max(m.end);
        before <= m.first
    };
    let entry = |m: Mention| {
        let kind = serde_json::to_value(m.kind).unwrap();
        let value = match &m.reading {
            Reading::Amount(a) => format!(" {}", show(&a.range)),
            Reading::Period(p) => format!(" {}", p.iso8601),
            _ => String::new(),
        };
        let unit = match &m.reading {
            Reading::Amount(a) => Units::built_in().get(a.unit).map_or(String::new(), |u| format!(" {}", u.id)),
            _ => String::new(),
        };
        let words = if words { format!(" [{}]", m.span.of(text)) } else { String::new() };
        format!("{}{value}{unit}{words}", kind.as_str().unwrap())
    };
    let found: Vec<String> = read(lang, text).into_iter().filter(apart).map(entry).collect();
    if found.is_empty() { "-".to_owned() } else { found.join("; ") }
}

#[test]
fn phrases() {
    let rows = include_str!("figures.txt").lines().filter(|l| !l.is_empty() && !l.starts_with('#'));
    let wrong: Vec<String> = rows
        .filter_map(|row| {
            let [lang, text, wanted] = row.split(" | ").collect::<Vec<_>>()[..] else { return Some(row.to_owned()) };
            let found = outermost(lang, text, wanted.contains('['));
            (found != wanted).then(|| format!("{lang} | {text} | {wanted}\n     found {found}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Every form of one family reads as `wanted`.
fn all_read(wanted: &str, forms: &[(&str, String)]) -> Result<(), TestCaseError> {
    for (lang, text) in forms {
        prop_assert_eq!(outermost(lang, text, false), wanted, "{}: {}", lang, text);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]
    #[test]
    fn parts_of_a_million(n in 1_u64..1000) {
        let (en, sv) = (english(n), swedish(n));
        all_read(&format!("number {n}500000"), &[
            ("en", format!("{n} and a half million ducks")),
            ("en", format!("{en} and a half million ducks")),
            ("en", format!("{en} million and a half ducks")),
            ("en", format!("{en} point five million ducks")),
            ("en", format!("{n}.5 million ducks")),
            ("en", format!("{n}.5m voters")),
            ("sv", format!("{sv} och en halv miljon ankor")),
            ("sv", format!("{sv} komma fem miljoner ankor")),
            ("sv", format!("{n},5 miljoner ankor")),
        ])?;
    }

    #[test]
    fn millions_of_money(n in 2_u64..1000) {
        let forms = ["USD @ million", "@ USD million", "MUSD @", "@ MUSD", "USDm @", "@ USDm", "USD@m", "USD @m", "$@m", "$@ million", "@ million USD", "a $@-million gift"];
        let forms: Vec<_> = forms.iter().map(|form| ("en", form.replace('@', &n.to_string()))).collect();
        all_read(&format!("currency {n}000000 USD"), &forms)?;
        let forms = ["@ MSEK", "MSEK @", "@ Mkr", "Mkr @", "@ mkr", "@ mnkr", "@ miljoner kronor", "@ mn kr", "@ miljoner SEK", "SEK @ miljoner"];
        let forms: Vec<_> = forms.iter().flat_map(|form| [("sv", form.replace('@', &n.to_string()))]).collect();
        all_read(&format!("currency {n}000000 SEK"), &forms)?;
    }

    #[test]
    fn shares_of_many(n in 3_u64..1000) {
        let share = show(&Range::exact(Number::new(1, i128::from(n)).unwrap()));
        let (en, sv) = (english(n), swedish(n));
        all_read(&format!("number {share}"), &[
            ("en", format!("1 in {n} ducks")),
            ("en", format!("one in {en} ducks")),
            ("en", format!("one out of {en} ducks")),
            ("en", format!("every {} duck", english_rank(n))),
            ("sv", format!("1 på {n} ankor")),
            ("sv", format!("en på {sv} ankor")),
            ("sv", format!("en utav {sv} ankor")),
            ("sv", format!("var {} anka", swedish_rank(n))),
        ])?;
    }

    #[test]
    fn ends_of_a_range(low in 100_u64..900, more in 1_u64..90) {
        let high = low + more;
        all_read(&format!("number {low}..{high}"), &[
            ("en", format!("between {low} and {high} ducks")),
            ("en", format!("from {low} to {high} ducks")),
            ("en", format!("{low} to {high} ducks")),
            ("en", format!("{} to {} ducks", english(low), english(high))),
            ("sv", format!("mellan {low} och {high} ankor")),
            ("sv", format!("från {low} till {high} ankor")),
            ("sv", format!("{low}–{high} ankor")),
        ])?;
        all_read(&format!("currency {low}000000..{high}000000 EUR"), &[
            ("en", format!("between {low} and {high} million euros")),
            ("en", format!("between €{low} and {high} million")),
            ("en", format!("from {high} to {low} million euros")),
            ("en", format!("€{low}–{high} million")),
            ("sv", format!("mellan {low} och {high} miljoner euro")),
            ("sv", format!("från {low} till {high} miljoner euro")),
        ])?;
    }

    #[test]
    fn two_units(feet in 1_u64..100, inches in 1_u64..12) {
        let length = show(&Range::exact(Number::new(i128::from(feet * 12 + inches), 12).unwrap()));
        all_read(&format!("dimension {length} foot"), &[
            ("en", format!("{feet} feet {inches} inches")),
            ("en", format!("{feet} feet and {inches} inches")),
            ("en", format!("{feet} feet, {inches} inches")),
            ("en", format!("{feet} ft {inches} in wide")),
            ("en", format!("{feet}ft {inches}in")),
            ("en", format!("{feet}'{inches}\"")),
            ("en", format!("{feet} feet {inches}")),
            ("en", format!("{} feet {} inches", english(feet), english(inches))),
            ("sv", format!("{feet} fot {inches} tum")),
            ("sv", format!("{feet} fot och {inches} tum")),
        ])?;
    }
}
