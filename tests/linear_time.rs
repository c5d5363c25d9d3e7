//! The time of a check grows with the length of a text, not with its square, whatever the text: one endless line, lists of many
//! thousand items, runs of digits, marks and number words.

use factlint::internals::pipeline::{self, Role};
use factlint::internals::source::{Document, Metadata, Origin, blocks};
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

/// What drafts and sources are made of when they are held against each other: tables and lists of figures without a mark that ends a
/// sentence, and the same sentence again and again.
const HELD: [&str; 7] = [
    "3 May 2021 | 350 | 12.5% | $4.2 million | ",
    "on 3 May 2021, on 4 June 2022, ",
    "at 10:30, at 11:45, in 2019, last year, ",
    "350 people, 412 people, 17 ferries, ",
    "On 3 May 2021 the ferry took 350 people to the island. ",
    "The price rose by 12 percent to $4.2 million in March. ",
    "\"We will not sell the ferry\", the mayor said on Monday. ",
];

/// How many tokens a source has at least when a draft is held against it, and how many its draft.
const SOURCE: usize = 4_000;
const DRAFT: usize = 200;

fn document(name: &str, text: &str) -> Document {
    Document {
        name: name.into(),
        meta: Metadata { lang: Some("en".into()), ..Metadata::default() },
        text: text.into(),
        blocks: blocks(text, 0),
        lost: Vec::new(),
        origin: Origin::Identity { skipped: 0 },
        raw: text.into(),
    }
}

fn time(text: &str) -> Duration {
    let document = document("long.txt", text);
    let start = Instant::now();
    let _ = pipeline::check(&[document], &[Role::Peer]);
    start.elapsed()
}

fn time_against(draft: &str, source: &str) -> Duration {
    let documents = [document("draft.txt", draft), document("source.txt", source)];
    let start = Instant::now();
    let _ = pipeline::check(&documents, &[Role::Draft, Role::Source]);
    start.elapsed()
}

/// A piece, repeated to so many tokens.
fn of(piece: &str, tokens: usize) -> String {
    piece.repeat(tokens / piece.split_whitespace().count().max(1))
}

/// Fails if what is four times as long takes longer than twice four times as long, and a hiccup of the machine; four times as much
/// again would be quadratic. Others use the machine too: what is slow must be slow each time.
fn assert_linear(what: &str, short: impl Fn() -> Duration, long: impl Fn() -> Duration) {
    let slow = || long() > short() * (2 * TIMES as u32) + Duration::from_millis(30);
    assert!(!(0..5).all(|_| slow()), "{what}");
}

#[test]
fn four_times_the_text_takes_four_times_the_time() {
    // What is compiled once is compiled now.
    time("Norway has 5 million inhabitants.");
    for piece in PIECES {
        let short = of(piece, SHORT);
        let long = short.repeat(TIMES);
        assert_linear(&format!("{piece:?}"), || time(&short), || time(&long));
    }
}

#[test]
fn four_times_the_sources_or_the_draft_takes_four_times_the_time() {
    time("Norway has 5 million inhabitants.");
    for piece in HELD {
        let (draft, source) = (of(piece, DRAFT), of(piece, SOURCE));
        let (longer_draft, longer_source) = (draft.repeat(TIMES), source.repeat(TIMES));
        let short = || time_against(&draft, &source);
        assert_linear(&format!("source {piece:?}"), short, || time_against(&draft, &longer_source));
        assert_linear(&format!("draft {piece:?}"), short, || time_against(&longer_draft, &source));
    }
}
