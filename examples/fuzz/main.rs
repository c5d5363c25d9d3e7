//! Runs the targets of `fuzz/` on stable: files of their corpora, changed at random, until the time is over.
//!
//!     cargo run --example fuzz -- SECONDS [TARGET…]
//!
//! A file that makes a target panic, or takes it longer than ten seconds, is written to `target/fuzz`, and the exit status is 1. Of files that are
//! archives the parts are changed. The random numbers are the same each time, so that how far it gets is all that differs.

#![allow(clippy::print_stdout, reason = "it tells what it did")]

#[path = "../../fuzz/targets.rs"]
mod targets;

use std::{
    fs,
    io::{self, Cursor, Read as _, Write as _},
    panic,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Mutex,
    time::{Duration, Instant},
};
use targets::{TARGETS, Target};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

/// What a panic of ours said. The reader of PDFs takes those of its crate for a broken file; ours are seen here.
static PANIC: Mutex<Option<String>> = Mutex::new(None);

/// Keeps what a panic says, where it is one of this repository: its files have no absolute path.
fn keep(panic: &panic::PanicHookInfo) {
    if panic.location().is_some_and(|place| Path::new(place.file()).is_relative())
        && let Ok(mut kept) = PANIC.lock()
    {
        *kept = Some(panic.to_string());
    }
}

/// How long one file may take.
const LONGEST: Duration = Duration::from_secs(10);

/// What is put into files.
const TOKENS: [&[u8]; 26] = [
    b"<",
    b">",
    b"&",
    b"\"",
    b"{",
    b"}",
    b"[",
    b"]",
    b"\\",
    b"\\u-1",
    b"\\bin99999999",
    b"4294967295",
    b"-1",
    b"1e999",
    b"99999999999999999999",
    b"<text:p>",
    b"</text:p>",
    b"<a:p>",
    b"<c t='s'><v>0</v></c>",
    b" Tj",
    b" 0 R",
    b"31 June 2023",
    b"\n\n",
    b"--",
    b"\xff",
    b": ",
];

/// Numbers that look random.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap_or(0)
    }
}

fn changed(mut bytes: Vec<u8>, random: &mut Random) -> Vec<u8> {
    for _ in 0..=random.below(6) {
        let at = random.below(bytes.len() + 1);
        let end = |length: usize| (at + length).min(bytes.len());
        match random.below(5) {
            0 if at < bytes.len() => bytes[at] = random.next() as u8,
            1 => drop(bytes.splice(at..at, TOKENS[random.below(TOKENS.len())].iter().copied())),
            2 => drop(bytes.drain(at..end(random.below(40)))),
            3 => {
                let part = bytes[at..end(random.below(200))].to_vec();
                let to = random.below(bytes.len() + 1);
                drop(bytes.splice(to..to, part));
            }
            _ => bytes.truncate(at.max(bytes.len() / 2)),
        }
    }
    bytes
}

/// An archive with one of its parts changed; nothing where it is none.
fn repacked(bytes: &[u8], random: &mut Random) -> Option<Vec<u8>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let chosen = random.below(archive.len());
    let mut new = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let name = part.name().ok()?.to_string();
        let mut content = Vec::new();
        part.read_to_end(&mut content).ok()?;
        let content = if at == chosen { changed(content, random) } else { content };
        new.start_file(name.as_str(), SimpleFileOptions::default()).ok()?;
        new.write_all(&content).ok()?;
    }
    Some(new.finish().ok()?.into_inner())
}

/// What a target begins with.
fn corpus((name, _, endings): &Target) -> Vec<Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let formats = ["examples/formats", "examples/formats/pdf"].map(|folder| root.join(folder));
    let mut files: Vec<PathBuf> = Vec::new();
    for folder in formats.iter().chain([&root.join("fuzz/corpus").join(name)]) {
        let found = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
        let own = folder.ends_with(name);
        let ends = |path: &PathBuf| path.extension().and_then(|e| e.to_str()).is_some_and(|e| own || endings.contains(&e));
        files.extend(found.filter(ends));
    }
    files.sort();
    files.iter().filter_map(|file| fs::read(file).ok()).collect()
}

fn main() -> io::Result<ExitCode> {
    let mut args = std::env::args().skip(1);
    let seconds = args.next().and_then(|seconds| seconds.parse().ok()).unwrap_or(60);
    let named: Vec<String> = args.collect();
    let chosen: Vec<&Target> = TARGETS.iter().filter(|(name, ..)| named.is_empty() || named.iter().any(|n| n == name)).collect();
    panic::set_hook(Box::new(keep));
    fs::create_dir_all("target/fuzz")?;
    let share = Duration::from_secs(seconds) / u32::try_from(chosen.len().max(1)).unwrap_or(1);
    let mut failed = false;
    for target in chosen {
        let (name, run, _) = target;
        let (corpus, mut random) = (corpus(target), Random(0x9e37_79b9_7f4a_7c15));
        let (started, mut count, mut slowest) = (Instant::now(), 0_usize, Duration::ZERO);
        while started.elapsed() < share && !corpus.is_empty() {
            let seed = &corpus[random.below(corpus.len())];
            // An archive as such is broken soon; most of the time what is in it is changed.
            let packed = if random.below(8) > 0 { repacked(seed, &mut random) } else { None };
            let bytes = packed.unwrap_or_else(|| changed(seed.clone(), &mut random));
            // What ends the process itself, as a stack without room does, is found here.
            fs::write("target/fuzz/last", &bytes)?;
            let began = Instant::now();
            let done = panic::catch_unwind(|| run(&bytes));
            let took = began.elapsed();
            (count, slowest) = (count + 1, slowest.max(took));
            let said = PANIC.lock().ok().and_then(|mut kept| kept.take());
            let said = said.or_else(|| done.is_err().then(|| "a panic elsewhere".to_owned()));
            if said.is_some() || took > LONGEST {
                let file = Path::new("target/fuzz").join(format!("{name}-{count}"));
                fs::write(&file, &bytes)?;
                println!("{name}: {}: {}", said.as_deref().unwrap_or("it takes too long"), file.display());
                failed = true;
            }
        }
        println!("{name}: {count} files, the slowest {} ms", slowest.as_millis());
        if corpus.is_empty() {
            println!("{name}: it has no corpus");
            failed = true;
        }
    }
    Ok(if failed { ExitCode::from(1) } else { ExitCode::SUCCESS })
}
