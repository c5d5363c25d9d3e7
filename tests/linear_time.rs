//! The time of a check grows with the length of a text, not with its square, whatever the text: one endless line, lists of many
//! thousand items, runs of digits, marks and number words.

use factlint::pipeline::{self, Role};
use factlint::source::{Document, Metadata, Origin, blocks};
use std::time::{Duration, Instant};

/// Texts that are all of one piece. None has a mark that ends a sentence.
const PIECES: [&str; 14] = [
    "the ferry took 350 people to the island on 3 May 2021, ",
    "the minister said that Norway is a member of the council and ",
    "in May 2021 the third conference on rivers was held in Bergen ",
    "Norway, Sweden, Denmark, ",
    "Alnaberg, Birkholm, ",
    "one hundred twenty ",
    "two ",
    "-",
    "1 ",
    "1,",
    "12-",
    "less than ",
    "(",
    ":/",
];

/// How many tokens the shorter text has, at least; more than any sentence may have.
const SHORT: usize = 4_000;
/// How many times as long the longer one is.
const TIMES: usize = 4;

fn time(text: &str) -> Duration {
    let document = Document {
        name: "long.txt".into(),
        meta: Metadata { lang: Some("en".into()), ..Metadata::default() },
        text: text.into(),
        blocks: blocks(text, 0),
        origin: Origin::Identity { skipped: 0 },
        raw: text.into(),
    };
    let start = Instant::now();
    let _ = pipeline::check(&[document], &[Role::Peer]);
    start.elapsed()
}

#[test]
fn four_times_the_text_takes_four_times_the_time() {
    // What is compiled once is compiled now.
    time("Norway has 5 million inhabitants.");
    for piece in PIECES {
        let tokens = piece.split_whitespace().count().max(1);
        let short = piece.repeat(SHORT / tokens);
        let long = short.repeat(TIMES);
        // Twice as much as linear, and a hiccup of the machine; four times as much again would be quadratic.
        let slow = || time(&long) > time(&short) * (2 * TIMES as u32) + Duration::from_millis(30);
        // Others use the machine too: what is slow must be slow each time.
        assert!(!(0..5).all(|_| slow()), "{piece:?}");
    }
}
