//! The pack `statistics` on results as they are published, and the probabilities below it against values of another library.
//!
//! The rows of `statistics.tsv`: whether p follows, the distribution, the statistic, its degrees of freedom, p, and the sentence.

mod common;

use common::{factlint, texts};
use factlint::internals::value::Tail;
use std::io;

const ROWS: &str = include_str!("statistics.tsv");
/// How far a probability may lie from the reference.
const CLOSE: f64 = 1e-8;

fn rows() -> impl Iterator<Item = [&'static str; 6]> {
    ROWS.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let mut cells = line.split('\t');
        [(); 6].map(|()| cells.next().unwrap_or_default())
    })
}

#[test]
fn probabilities_are_those_of_the_reference() -> Result<(), Box<dyn std::error::Error>> {
    assert!(rows().count() >= 40);
    for [_, name, statistic, degrees, p, sentence] in rows() {
        let tail = Tail::ALL.into_iter().find(|tail| tail.signature().0.strip_prefix("p_") == Some(name)).ok_or(name)?;
        let degrees = degrees.split_whitespace().map(str::parse).collect::<Result<Vec<f64>, _>>()?;
        let found = tail.probability(statistic.parse()?, &degrees).ok_or(sentence)?;
        let reference: f64 = p.parse()?;
        assert!((found - reference).abs() < CLOSE, "{sentence}: {found}, and {reference}");
    }
    Ok(())
}

#[test]
fn what_does_not_follow_is_found_and_nothing_else() -> io::Result<()> {
    let text: String = rows().flat_map(|row| [row[5], "\n\n"]).collect();
    let folder = texts(&[("results.md", &text)])?;
    let run = factlint(folder.path(), &["check", "results.md", "--enable", "statistics", "--lang", "en", "--format", "json"])?;
    let report: serde_json::Value = serde_json::from_str(&run.out)?;
    let findings = report["findings"].as_array().into_iter().flatten().filter(|finding| finding["rule"] == "p-value");
    let lines: Vec<u64> = findings.filter_map(|finding| finding["labels"][0]["line"].as_u64()).collect();
    // One line of text, one without, for each row.
    let wrong = (0..).zip(rows()).filter(|(_, row)| row[0] == "wrong").map(|(nth, _)| nth * 2 + 1);
    assert_eq!(lines, wrong.collect::<Vec<u64>>(), "{}", run.err);
    let off = factlint(folder.path(), &["check", "results.md", "--lang", "en", "--format", "json"])?;
    assert!(!off.out.contains("p-value"), "the pack is off unless it is asked for");
    Ok(())
}
