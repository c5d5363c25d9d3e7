//! No text takes more memory than 60 MB and 40 times its length, whatever stands in it, as a peer, a draft or a source; nor does a folder
//! of small documents. Each case runs in a process of its own, with the allocator of the program.

#![cfg(target_os = "linux")] // where a process is told what it used

use factlint::internals::{
    pipeline::{Engine, Held, Role},
    report::{Report, json},
    source::{Document, Metadata, Origin, blocks},
};
use std::{io, ops::Range, process::Command, sync::Arc, thread};

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// What a text may take.
const MOST_BYTES: usize = 60_000_000;
const MOST_BYTES_A_BYTE: usize = 40;
/// Long enough that what is taken for each byte weighs as much as what is taken once.
const LONG: usize = 3_000_000;

/// The most memory that this process took, in bytes.
fn peak() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")?.split_whitespace().next()?.parse::<usize>().ok());
    line.unwrap_or(usize::MAX / 1024) * 1024
}

fn document(name: String, text: &str) -> Document {
    let (text, meta): (Arc<str>, _) = (text.into(), Metadata { lang: Some("en".into()), ..Metadata::default() });
    let blocks = blocks(&text, 0);
    Document { name, meta, blocks, lost: Vec::new(), origin: Origin::Identity { skipped: 0 }, raw: text.clone(), text }
}

/// Numbers of one length that are all different.
fn numbers(of: Range<u64>, joined: &str) -> String {
    let all = of.end - of.start;
    let numbers = (0..).map(|n| (n * 7_919 % all + of.start).to_string() + joined);
    numbers.take(LONG / (of.start.to_string().len() + joined.len())).collect()
}

/// The text of a case; what stands there is repeated if it is no name of one.
fn text(case: &str) -> String {
    match case {
        "numbers" => numbers(100_000..1_000_000, " "),
        "shares" => numbers(10_000..100_000, "%, "),
        "names" => {
            let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
            (0..LONG / 7).flat_map(|n| ['K', letter(n), letter(n / 26), letter(n / 676), letter(n / 17_576), 'a', ' ']).collect()
        }
        piece => piece.repeat(LONG / piece.len()),
    }
}

const TEXTS: [&str; 9] = [
    "numbers",
    "shares",
    "names",
    "1,",
    "(",
    "7\n",
    "31 June 2023. ",
    "On 3 May 2021 the ferry took 350 people to the island of Alnaberg, 12 more than in March. ",
    "The CSTO has 6 members. The members of the CSTO are Armenia, Belarus and Russia. ",
];
const FOLDER: &str = "folder";

/// The documents of a case, and what they are in the check.
fn documents(role: &str, case: &str) -> (Vec<Document>, Vec<Role>) {
    if case == FOLDER {
        let text =
            |n| format!("On {} May 2021 the ferry took {n} people to Alnaberg. The CSTO has {} members.", n % 28 + 1, n % 3 + 5);
        let documents: Vec<Document> = (0..LONG / 80).map(|n| document(format!("{n}.txt"), &text(n))).collect();
        let roles = vec![Role::Peer; documents.len()];
        return (documents, roles);
    }
    let (long, short) = (text(case), "On 3 May 2021 the ferry took 351 people to the island of Alnaberg.");
    let document = |text: &str| document("a.txt".into(), text);
    match role {
        "peer" => (vec![document(&long)], vec![Role::Peer]),
        "draft" => (vec![document(&long), document(short)], vec![Role::Draft, Role::Source]),
        _ => (vec![document(short), document(&long)], vec![Role::Draft, Role::Source]),
    }
}

const CASE: &str = "FACTLINT_MEMORY_OF";

/// Not a test by itself: what the other runs in a process of its own.
#[test]
fn measured() -> io::Result<()> {
    let Ok(case) = std::env::var(CASE) else { return Ok(()) };
    let (role, case) = case.split_once(' ').unwrap_or_default();
    let (documents, roles) = documents(role, case);
    let engine = Engine::built_in();
    let Held { findings, support, summary, .. } = engine.hold(&documents, &roles);
    let report = Report::new(&documents, &findings, &support, summary, engine.texts());
    json::write(&report, &mut io::sink())?;
    println!("peak {} of {} end", peak(), documents.iter().map(|d| d.text.len()).sum::<usize>());
    Ok(())
}

/// The most memory that a process takes which checks a case, and the bytes of its texts.
fn run(case: &str) -> io::Result<(usize, usize)> {
    let output = Command::new(std::env::current_exe()?).args(["--exact", "measured", "--nocapture"]).env(CASE, case).output()?;
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers = || -> Option<(usize, usize)> {
        let (peak, rest) = said.split_once("peak ")?.1.split_once(" of ")?;
        Some((peak.parse().ok()?, rest.split_once(" end")?.0.parse().ok()?))
    };
    numbers().ok_or_else(|| io::Error::other(format!("{case}: {said}")))
}

#[test]
fn no_text_takes_more_memory_than_forty_times_its_length() -> io::Result<()> {
    let texts = ["peer", "draft", "source"].into_iter().flat_map(|role| TEXTS.map(|text| format!("{role} {text}")));
    let cases: Vec<String> = texts.chain([format!("peer {FOLDER}")]).collect();
    let measure =
        |cases: &[String]| cases.iter().map(|case| run(case).map(|(peak, bytes)| (case.clone(), peak, bytes))).collect();
    let (one, other) = cases.split_at(cases.len() / 2);
    let all: [io::Result<Vec<(String, usize, usize)>>; 2] = thread::scope(|scope| {
        let other = scope.spawn(|| measure(other));
        [measure(one), other.join().unwrap_or_else(|_| Err(io::Error::other("a case ended early")))]
    });
    let mut over = Vec::new();
    for (case, peak, bytes) in all.into_iter().collect::<io::Result<Vec<_>>>()?.into_iter().flatten() {
        let said = format!("{case:?}: {} MB for {} kB", peak / 1_000_000, bytes / 1_000);
        println!("{said}");
        if peak > MOST_BYTES + MOST_BYTES_A_BYTE * bytes {
            over.push(said);
        }
    }
    assert!(over.is_empty(), "{over:#?}");
    Ok(())
}
