//! The language server under many edits: what it shows is what a fresh check of the same text finds, and it shows it in time.
//!
//! `FACTLINT_EDITS=10000 cargo test --test lsp_edits -- --nocapture` plays more of them than there is time for otherwise, and prints the latencies.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test stops at what it cannot read")]

mod common;

use common::{
    editor::{Editor, position, uri},
    texts,
};
use factlint::internals::{
    config::Config,
    job::{Named, Reading, Terms, judge},
    pipeline::{Engine, Readings},
    report::{Report, clean::clean, json},
};
use serde_json::{Value, json};
use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

/// Numbers that are the same in each run (xorshift).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }

    fn of<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

/// What somebody may write.
const WRITTEN: [&str; 26] = [
    " ",
    "\n",
    "\n\n",
    "a",
    "å",
    "🦀",
    "4",
    "12",
    " 240 meter",
    " miljoner kronor",
    ".",
    ", ",
    "- ",
    "# ",
    "**",
    "\r\n",
    "\u{301}",
    "| a | b |\n|---|---|\n| 1 | 2 |\n",
    " den 5 mars 2024, en måndag,",
    "<!-- factlint: ok figure-conflict: so it is -->",
    "<!--",
    "---\n",
    "Hamnen har 58 anställda. ",
    " said Petra Lundmarck ",
    "“",
    "\t",
];

/// The findings of a fresh check of a text: rule, message and range.
fn fresh(draft: &Path, text: &str, config: &Config, encoding: &str) -> Vec<Value> {
    let engine = Engine::built_in();
    let content: Arc<[u8]> = text.as_bytes().into();
    let open = |path: &Path| path.ends_with("utkast.md").then(|| content.clone());
    let reading = Reading { open: &open, ..Reading::new(engine, config) };
    let paths = [draft.to_owned()];
    let job = Named { paths: &paths, named: true, has_paths: true, against: &[] }.load(&reading).unwrap();
    let terms = Terms { engine, config: Some(config), require_sources: false, settles: true, settled: None, whole: false };
    let (documents, files) = (&job.loaded.documents, &job.loaded.files);
    let verdicts = judge(&terms, documents, files, &job.runs, &mut Readings::default());
    let report = Report::new(documents, &verdicts.open, &verdicts.support, verdicts.summary, engine.texts());
    let mut printed = Vec::new();
    json::write(&report, &mut printed).unwrap();
    let printed: Value = serde_json::from_slice(&printed).unwrap();
    let findings = printed["findings"].as_array().unwrap().iter().zip(&verdicts.open);
    let shown = findings.map(|(printed, finding)| {
        let first = finding.foremost(&verdicts.checked).unwrap();
        let place = documents[first.document as usize].file_range(first.span);
        assert!(documents[first.document as usize].name.ends_with("utkast.md"));
        let range = json!({"start": at(text, place.start, encoding), "end": at(text, place.end, encoding)});
        // What people read is cleaned of what would hide in it.
        json!([printed["rule"], clean(printed["message"].as_str().unwrap_or_default()), range])
    });
    shown.collect()
}

/// Fails with what is in one and not in the other.
fn same(told: &[Value], fresh: &[Value], version: i64, text: &str) {
    let without = |one: &[Value], other: &[Value]| {
        one.iter().filter(|found| !other.contains(found)).map(Value::to_string).collect::<Vec<_>>()
    };
    let (more, less) = (without(told, fresh), without(fresh, told));
    assert!(
        more.is_empty() && less.is_empty(),
        "version {version}: the server shows {more:?}, a check finds {less:?} in\n{text:?}"
    );
    assert_eq!(told, fresh, "version {version}: another order");
}

/// A place where lines end as editors end them.
fn at(text: &str, offset: usize, encoding: &str) -> Value {
    let lone = |at: usize| text.as_bytes()[at] == b'\r' && text.as_bytes().get(at + 1) != Some(&b'\n');
    let plain: String = text.char_indices().map(|(at, c)| if c == '\r' && lone(at) { '\n' } else { c }).collect();
    position(&plain, offset, encoding)
}

fn told(diagnostics: &[Value]) -> Vec<Value> {
    let findings = diagnostics.iter().filter(|one| !one["code"].is_null());
    findings.map(|one| json!([one["code"], one["message"], one["range"]])).collect()
}

/// A place in a text where a character begins.
fn somewhere(text: &str, chance: &mut Chance) -> usize {
    let mut offset = chance.below(text.len() + 1);
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    offset
}

#[test]
fn what_is_shown_is_what_a_fresh_check_finds() -> io::Result<()> {
    let edits = std::env::var("FACTLINT_EDITS").ok().and_then(|edits| edits.parse().ok()).unwrap_or(300);
    let of = |name: &str| fs::read_to_string(format!("{}/examples/against/hamnen/{name}", env!("CARGO_MANIFEST_DIR")));
    let first = of("utkast.md")?;
    let folder = texts(&[
        ("drafts/utkast.md", &first),
        ("sources/council.txt", &of("sources/council.txt")?),
        ("sources/port-report.md", &of("sources/port-report.md")?),
        ("factlint.yaml", "against:\n  - drafts: drafts/*\n    sources: sources/*\n"),
    ])?;
    let own = uri(&folder.path().join("drafts/utkast.md"));
    // Both see the files from here; the other test names none that is seen so.
    std::env::set_current_dir(folder.path())?;
    let draft = PathBuf::from("drafts/utkast.md");
    let config = Config::read(Path::new("factlint.yaml")).map_err(|_| io::Error::other("no configuration"))?;
    let mut findings: i64 = 0;
    for (encoding, seed) in [("utf-16", 7), ("utf-8", 11)] {
        let mut editor = Editor::start(folder.path(), &[], Editor::counting(encoding))?;
        let (mut text, mut chance) = (first.clone(), Chance(seed));
        editor.open(&own, "markdown", 0, &text)?;
        assert_eq!(told(&editor.diagnostics(&own, 0)?), fresh(&draft, &text, &config, encoding));
        for version in 1..=edits / 2 {
            let mut changes = Vec::new();
            for _ in 0..=chance.below(3) / 2 {
                if text.len() > 6000 || text.len() < 100 {
                    text.clone_from(&first);
                    changes.push(json!({"text": text}));
                    continue;
                }
                let start = somewhere(&text, &mut chance);
                let mut end = start;
                if chance.below(3) == 0 {
                    end = (start + chance.below(40)).min(text.len());
                    while !text.is_char_boundary(end) {
                        end += 1;
                    }
                }
                let new = if chance.below(4) == 0 && end > start { "" } else { chance.of(&WRITTEN) };
                // Between the two characters of a line's end there is no place that an editor could name.
                let between = |at: usize| at > 0 && text.as_bytes()[at - 1] == b'\r' && text.as_bytes().get(at) == Some(&b'\n');
                if between(start) || between(end) {
                    continue;
                }
                changes
                    .push(json!({"range": {"start": at(&text, start, encoding), "end": at(&text, end, encoding)}, "text": new}));
                text.replace_range(start..end, new);
            }
            editor.change(&own, version, json!(changes))?;
            let told = told(&editor.diagnostics(&own, version)?);
            same(&told, &fresh(&draft, &text, &config, encoding), version, &text);
            findings += told.len() as i64;
        }
        assert_eq!(editor.end()?, Some(0));
    }
    assert!(findings > edits, "{findings} findings in {edits} edits: too few to tell anything");
    Ok(())
}

/// Articles of so many bytes about things with figures.
fn articles(bytes: usize, chance: &mut Chance) -> String {
    let things = ["quay", "library", "hospital", "bridge", "tunnel", "school", "theatre", "museum", "stadium", "airport"];
    let (first, last) = (
        ["Bren", "Vel", "Nor", "Kal", "Tor", "Ild", "Mar", "Sol", "Hav", "Grim"],
        ["na", "ling", "vik", "mar", "by", "sund", "berg", "dal", "holm", "ness"],
    );
    let mut text = String::new();
    while text.len() < bytes {
        let (thing, number) = (chance.of(&things), chance.below(900) + 12);
        let place = format!("{}{}", chance.of(&first), chance.of(&last));
        let year = 1880 + chance.below(140);
        let sentence = match chance.below(6) {
            0 => format!("The {place} {thing}, which is {number} metres long, was opened in {year}. "),
            1 => format!(
                "The council of {place} said the {thing} would cost {number} million euros and employ {} people. ",
                chance.below(700) + 20
            ),
            2 => format!(
                "{place} has {} schools and {} libraries, the mayor said in March {year}. ",
                chance.below(40) + 2,
                chance.below(9) + 2
            ),
            3 => format!(
                "Nobody was hurt when the roof of the {thing} in {place} came down in the storm, and work on it goes on. "
            ),
            4 => format!(
                "“We have waited for this {thing} for {} years,” said Ida {place}, who heads the board. ",
                chance.below(30) + 2
            ),
            _ => format!("The old {thing} was sold to a company from {place}, which has promised to keep it as it is.\n\n"),
        };
        text.push_str(&sentence);
    }
    text
}

#[test]
fn a_key_is_answered_in_time() -> io::Result<()> {
    let mut chance = Chance(3);
    let folder = texts(&[("factlint.yaml", "against: [{drafts: draft.md, sources: sources/*}]\n")])?;
    fs::create_dir(folder.path().join("sources"))?;
    let mut first = String::new();
    for nth in 0..20 {
        let article = articles(100_000, &mut chance);
        first = article.chars().take(2500).collect();
        fs::write(folder.path().join(format!("sources/{nth:02}.txt")), article)?;
    }
    let draft = first + &articles(2500, &mut chance);
    let own = uri(&folder.path().join("draft.md"));
    let mut editor = Editor::start(folder.path(), &[], Editor::counting("utf-16"))?;
    let started = Instant::now();
    editor.open(&own, "markdown", 0, &draft)?;
    let found = editor.diagnostics(&own, 0)?.len();
    let opened = started.elapsed();
    let mut took: Vec<Duration> = Vec::new();
    let before = editor.spent();
    for version in 1..=60 {
        let place = position(&draft, somewhere(&draft, &mut chance), "utf-16");
        let started = Instant::now();
        editor.change(&own, version, json!([{"range": {"start": place, "end": place}, "text": "7"}]))?;
        editor.diagnostics(&own, version)?;
        took.push(started.elapsed());
    }
    let spent = editor.spent().zip(before).map(|(after, before)| after.saturating_sub(before) / 60);
    let mut asked: Vec<Duration> = Vec::new();
    for _ in 0..20 {
        let started = Instant::now();
        editor.ask(
            "textDocument/hover",
            json!({"textDocument": {"uri": own}, "position": {"line": 0, "character": chance.below(900)}}),
        )?;
        asked.push(started.elapsed());
    }
    assert_eq!(editor.end()?, Some(0));
    assert!(found > 0);
    took.sort();
    asked.sort();
    let (median, late) = (took[took.len() / 2], took[took.len() * 95 / 100]);
    let (hover, late_hover) = (asked[asked.len() / 2], asked[asked.len() * 95 / 100]);
    let mut out = io::stdout();
    writeln!(
        out,
        "{} bytes of draft, 20 sources of 100 kB: opened in {opened:?}; a key: median {median:?}, p95 {late:?}, of the processors {spent:?}; hover: median {hover:?}, p95 {late_hover:?}",
        draft.len()
    )?;
    // A release takes a third of what a build for tests does, and others keep the machine busy.
    assert!(median < Duration::from_millis(400), "{median:?}");
    assert!(spent.is_none_or(|spent| spent < Duration::from_millis(200)), "{spent:?}");
    assert!(opened > median * 3, "the sources are read once: {opened:?}, {median:?}");
    Ok(())
}
