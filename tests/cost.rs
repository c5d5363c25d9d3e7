//! What a check of many documents costs: the time and the memory grow with the documents and not with their pairs, for every rule, whatever
//! it finds in them. How the time grows with the length of a text is in `linear_time.rs`, how much memory a text takes in `memory.rs`.

#![cfg(target_os = "linux")] // where a process is told what it used

use factlint::internals::{
    pack::{Example, Options, Rule},
    pipeline::{Engine, Held, Role},
    report::{Report, json},
    source::{Document, Origin, blocks},
    testing,
};
use peak_alloc::PeakAlloc;
use rustix::time::{ClockId, clock_gettime};
use std::{fmt, io, sync::Arc};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Copies of a rule's examples: so many documents at least, and so many times as many.
const FEW: usize = 300;
const TIMES: usize = 4;
/// How many times the memory that may take. What grows with the pairs of documents takes up to sixteen times as much.
const MOST_MEMORY: f64 = 5.0;
/// How many times the time: a document takes up to 1.4 times as long where the documents no longer fit what a core keeps at hand, and no
/// longer at 4,800 or at 19,200 (measured for the three rules that grew most); what pairs take may so be a fifth of the time at most.
const MOST_TIME: f64 = 6.5;
/// A little for what is there before the first document.
const SLACK: Cost = Cost { nanoseconds: 8_000_000, bytes: 500_000 };
/// Others use the machine too: the least of so many runs counts.
const TRIES: usize = 20;

/// What a check takes.
#[derive(Debug, Clone, Copy)]
struct Cost {
    /// On any core.
    nanoseconds: usize,
    /// The most at any time.
    bytes: usize,
}

impl Cost {
    fn least(self, other: Self) -> Self {
        Self { nanoseconds: self.nanoseconds.min(other.nanoseconds), bytes: self.bytes.min(other.bytes) }
    }
}

/// Nanoseconds that this thread has run on any core: what others do at the same time is not counted. The clock is exact: what the
/// scheduler writes of a thread it may write at its ticks only, and a short check then takes none or two of them.
fn time() -> usize {
    let time = clock_gettime(ClockId::ThreadCPUTime);
    time.tv_sec.unsigned_abs() as usize * 1_000_000_000 + time.tv_nsec.unsigned_abs() as usize
}

/// Documents and what each is in the check.
type Corpus = (Vec<Document>, Vec<Role>);

/// Checks documents and writes all that was found, on the one thread of its pool: idle threads look for work, and what several read
/// at once takes memory at once, now more, now less.
fn check(engine: &Engine, (documents, roles): &Corpus) -> io::Result<Cost> {
    MEMORY.reset_peak_usage();
    let (started, before) = (time(), MEMORY.current_usage());
    let Held { findings, support, summary, .. } = engine.hold(documents, roles);
    let report = Report::new(documents, &findings, &support, summary, engine.texts());
    json::write(&report, &mut io::sink())?;
    Ok(Cost { nanoseconds: time().saturating_sub(started), bytes: MEMORY.peak_usage().saturating_sub(before) })
}

/// How copies differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Varied {
    Nothing,
    /// The digits of each number behind the first, or its only one.
    Figures,
    /// The longer words that begin with a capital.
    Names,
}

/// A text as its copy of this number has it.
fn varied(text: &str, copy: usize, by: Varied) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = first.is_ascii_digit();
        let within = |c: char| if digits { c.is_ascii_digit() } else { c.is_alphabetic() };
        let length = rest.find(|c: char| !within(c)).unwrap_or(rest.len()).max(first.len_utf8());
        let (run, after) = rest.split_at(length);
        rest = after;
        match by {
            Varied::Figures if digits => {
                let kept = usize::from(length > 1);
                let turned = run[kept..].bytes().rev().scan(copy, |left, digit| {
                    let digit = (usize::from(digit - b'0') + *left) % 10;
                    *left /= 10;
                    Some(char::from(b'0' + digit as u8))
                });
                out.push_str(&run[..kept]);
                out.extend(turned.collect::<Vec<_>>().iter().rev());
            }
            Varied::Names if first.is_uppercase() && run.chars().count() > 4 => {
                out.push_str(run);
                let letter = |left: usize| char::from(b'a' + (left % 26) as u8);
                out.extend([letter(copy), letter(copy / 26)]);
            }
            _ => out.push_str(run),
        }
    }
    out
}

/// So many documents at least, copied from examples; drafts first, as the command gives them.
fn copies(examples: &[&Example], most: usize, by: Varied) -> Corpus {
    let mut all = Vec::new();
    let mut copy = 0;
    while all.len() < most {
        for example in examples {
            let (documents, roles) = testing::documents(example, None);
            for (document, role) in documents.into_iter().zip(roles) {
                let text: Arc<str> = varied(&document.text, copy, by).into();
                let name = format!("{copy}-{}-{}", all.len(), document.name);
                let (blocks, origin, raw) = (blocks(&text, 0), Origin::Identity { skipped: 0 }, text.clone());
                all.push((Document { name, text, blocks, origin, raw, ..document }, role));
            }
        }
        copy += 1;
    }
    all.sort_by_key(|(_, role)| *role == Role::Source);
    all.into_iter().unzip()
}

/// A rule's examples, those that are documents of equal standing or those with sources, and how their copies differ.
struct Case<'a> {
    rule: &'a Rule,
    examples: Vec<&'a Example>,
    held: bool,
    by: Varied,
}

impl fmt::Display for Case<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}{}, {:?} varied", self.rule.id, if self.held { " against sources" } else { "" }, self.by)
    }
}

fn cases(rule: &Rule) -> impl Iterator<Item = Case<'_>> {
    let of = |held: bool| -> Vec<&Example> { rule.file.invalid.iter().filter(|example| (example.sources > 0) == held).collect() };
    let kinds = [false, true].into_iter().map(move |held| (of(held), held)).filter(|(examples, _)| !examples.is_empty());
    kinds.flat_map(move |(examples, held)| {
        // Names are looked for in sources.
        let ways = [Varied::Nothing, Varied::Figures, Varied::Names];
        let ways = ways.into_iter().take(if held { 3 } else { 2 });
        ways.map(move |by| Case { rule, examples: examples.clone(), held, by })
    })
}

/// How many times as much the longer check costs: time, memory; and whether that is too much.
fn growth(engine: &Engine, case: &Case) -> io::Result<(f64, f64, bool)> {
    let (few, many) = (copies(&case.examples, FEW, case.by), copies(&case.examples, FEW * TIMES, case.by));
    // As many times as the documents, be they a little more or fewer than four times as many.
    let more = many.0.len() as f64 / (few.0.len() * TIMES) as f64;
    let over = |short: usize, long: usize, most: f64, slack: usize| long as f64 > short as f64 * most * more + slack as f64;
    let times = |short: usize, long: usize| long as f64 / short as f64 / more;
    // As many documents one time after another as at once: what disturbs the one disturbs the other.
    let by_few = || -> io::Result<Cost> {
        let runs: Vec<Cost> = (0..TIMES).map(|_| check(engine, &few)).collect::<io::Result<_>>()?;
        let nanoseconds = runs.iter().map(|run| run.nanoseconds).sum::<usize>() / TIMES;
        Ok(Cost { nanoseconds, bytes: runs.iter().map(|run| run.bytes).min().unwrap_or_default() })
    };
    let (mut short, mut long) = (by_few()?, check(engine, &many)?);
    let too_much = |short: Cost, long: Cost| {
        over(short.nanoseconds, long.nanoseconds, MOST_TIME, SLACK.nanoseconds)
            || over(short.bytes, long.bytes, MOST_MEMORY, SLACK.bytes)
    };
    for _ in 1..TRIES {
        if !too_much(short, long) {
            break;
        }
        (short, long) = (short.least(by_few()?), long.least(check(engine, &many)?));
    }
    Ok((times(short.nanoseconds, long.nanoseconds), times(short.bytes, long.bytes), too_much(short, long)))
}

#[test]
fn what_any_rule_costs_grows_with_the_documents_and_not_with_their_pairs() -> io::Result<()> {
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().map_err(io::Error::other)?;
    one.install(all_rules)
}

fn all_rules() -> io::Result<()> {
    let engine = Engine::load(&Options { all: true, ..Options::default() });
    let mut costs = Vec::new();
    for case in engine.packs().rules.iter().flat_map(cases) {
        // What is compiled once is compiled now.
        check(&engine, &copies(&case.examples, 1, Varied::Nothing))?;
        costs.push((growth(&engine, &case)?, case.to_string()));
    }
    assert!(costs.len() > engine.packs().rules.iter().count(), "rules without examples");
    costs.sort_by(|(a, _), (b, _)| b.0.total_cmp(&a.0));
    costs.iter().take(8).for_each(|((time, ..), case)| println!("time {time:.2} times: {case}"));
    costs.sort_by(|(a, _), (b, _)| b.1.total_cmp(&a.1));
    costs.iter().take(8).for_each(|((_, memory, _), case)| println!("memory {memory:.2} times: {case}"));
    let over: Vec<&String> = costs.iter().filter(|(cost, _)| cost.2).map(|(_, case)| case).collect();
    assert!(over.is_empty(), "{over:#?}");
    Ok(())
}
